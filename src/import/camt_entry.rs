//! One entry of a CAMT statement, the balances beside it, and the account that both belong to.

use crate::calendar::{DateError, DateOrder, Day, TimeOfDay, read_date_time};
use crate::money::{Currency, DecimalMark};
use crate::record::{Draft, Flags, Kind};

use super::entry::{Closing, covers, money, moved, note, sum};
use super::reading::{Fault, Reading};
use super::{ControlKind, ControlValue, ImportError, RefusedReason};

/// Money in, as `CdtDbtInd` says it.
const CREDIT: &str = "CRDT";
/// Money out.
const DEBIT: &str = "DBIT";

/// A reference that says there is none.
const NOT_PROVIDED: &str = "NOTPROVIDED";

/// What is read of an element that stands once: its first text wins.
fn first(field: &mut String, text: &str) {
    if field.is_empty() {
        field.push_str(text);
    }
}

/// An amount with its sign.
///
/// # Errors
/// The fault of the amount, its currency or its direction.
fn signed(amount: &str, code: &str, direction: &str) -> Result<(i64, Currency), Fault> {
    let currency =
        Currency::parse(code).ok_or_else(|| Fault::new("Ccy", code, RefusedReason::Currency))?;
    let minor = money("Amt", amount, DecimalMark::Point, currency)?;
    match direction {
        CREDIT => Ok((minor, currency)),
        DEBIT => Ok((-minor, currency)),
        other => Err(Fault::new("CdtDbtInd", other, RefusedReason::Direction)),
    }
}

/// A balance.
#[derive(Default)]
pub struct Balance {
    code: String,
    amount: String,
    currency: String,
    direction: String,
}

impl Balance {
    /// Takes the text of an element below `Bal`.
    pub fn take(&mut self, path: &[&str], text: &str, currency: &str) {
        match path {
            ["Tp", "CdOrPrtry", "Cd"] => first(&mut self.code, text),
            ["CdtDbtInd"] => first(&mut self.direction, text),
            ["Amt"] => {
                first(&mut self.amount, text);
                first(&mut self.currency, currency);
            }
            _ => {}
        }
    }
}

/// A statement's account: its balances, its totals and what was read of it.
#[derive(Default)]
pub struct Account {
    id: String,
    from: Option<Day>,
    to: Option<Day>,
    /// When it was made.
    created: Option<Day>,
    opening: Option<(i64, Currency)>,
    closing: Option<(i64, Currency)>,
    interim: Vec<(i64, Currency)>,
    /// Texts of the summary of transactions.
    rows_stated: String,
    in_stated: String,
    out_stated: String,
    rows: u64,
    currency: Option<Currency>,
    several: bool,
    money_in: i128,
    money_out: i128,
    booked: i128,
}

impl Account {
    /// Takes the text of an element of the statement.
    pub fn take(&mut self, path: &[&str], text: &str) {
        let day = || {
            read_date_time(text, DateOrder::YearFirst)
                .ok()
                .map(|(day, _)| day)
        };
        match path {
            ["Acct", "Id", "IBAN"] | ["Acct", "Id", "Othr", "Id"] => first(&mut self.id, text),
            ["CreDtTm"] => self.created = day(),
            ["FrToDt", "FrDtTm" | "FrDt"] => self.from = day(),
            ["FrToDt", "ToDtTm" | "ToDt"] => self.to = day(),
            ["TxsSummry", "TtlNtries", "NbOfNtries"] => first(&mut self.rows_stated, text),
            ["TxsSummry", "TtlCdtNtries", "Sum"] => first(&mut self.in_stated, text),
            ["TxsSummry", "TtlDbtNtries", "Sum"] => first(&mut self.out_stated, text),
            _ => {}
        }
    }

    /// Takes a balance. One that cannot be read is no control.
    pub fn balance(&mut self, balance: &Balance) {
        let Ok(value) = signed(&balance.amount, &balance.currency, &balance.direction) else {
            return;
        };
        match balance.code.as_str() {
            "OPBD" => self.opening = Some(value),
            "PRCD" => self.opening = self.opening.or(Some(value)),
            "CLBD" => self.closing = Some(value),
            "ITBD" => self.interim.push(value),
            _ => {}
        }
    }

    fn add(&mut self, amount: i64, currency: Currency, booked: bool) {
        self.several |= self.currency.is_some_and(|known| known != currency);
        self.currency = Some(currency);
        let amount = i128::from(amount);
        if amount < 0 {
            self.money_out -= amount;
        } else {
            self.money_in += amount;
        }
        self.booked += if booked { amount } else { 0 };
    }

    /// Compares what the statement says of itself with what was read, and begins anew.
    pub fn finish(&mut self, out: &mut Reading<'_>) {
        let this = std::mem::take(self);
        covers(this.from, this.to, out);
        if let Ok(stated) = this.rows_stated.parse() {
            let (stated, read) = (ControlValue::Count(stated), ControlValue::Count(this.rows));
            out.control(ControlKind::Rows, stated, read);
        }
        let Some(currency) = this.currency.filter(|_| !this.several) else {
            return;
        };
        for (kind, text, read) in [
            (ControlKind::In, &this.in_stated, this.money_in),
            (ControlKind::Out, &this.out_stated, this.money_out),
        ] {
            if let Ok(stated) = money("Sum", text, DecimalMark::Point, currency) {
                sum(kind, currency, i128::from(stated), read, out);
            }
        }
        // A page of a longer statement begins or ends with the only interim balance.
        let interim = match this.interim.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let of = |value: Option<(i64, Currency)>| value.filter(|(_, of)| *of == currency);
        Closing {
            opening: of(this.opening.or(interim.filter(|_| this.closing.is_some()))),
            moved: this.booked,
            closing: of(this.closing.or(interim)),
        }
        .state(out);
    }
}

/// An entry as its elements come.
#[derive(Default)]
pub struct Entry {
    /// Its line and place in the text, and its depth in the document.
    pub line: u32,
    /// Where it begins.
    pub place: usize,
    /// How many elements it stands in, itself counted.
    pub depth: usize,
    /// How many transactions it holds.
    pub transactions: u32,
    amount: String,
    currency: String,
    direction: String,
    status: String,
    booked: String,
    valued: String,
    reference: String,
    entry_reference: String,
    end_to_end: String,
    debtor: Party,
    creditor: Party,
    memo: String,
    information: String,
}

/// A name that stands the same in every transaction of an entry.
#[derive(Default)]
struct Party {
    name: String,
    several: bool,
}

impl Party {
    fn take(&mut self, name: &str) {
        self.several |= !self.name.is_empty() && self.name != name && !name.is_empty();
        first(&mut self.name, name);
    }
}

impl Entry {
    /// An entry of which nothing was read.
    #[must_use]
    pub fn at(line: u32, place: usize, depth: usize) -> Self {
        Self {
            line,
            place,
            depth,
            ..Self::default()
        }
    }

    /// Takes the text of an element below `Ntry`.
    pub fn take(&mut self, path: &[&str], text: &str, currency: &str) {
        if text.is_empty() {
            return;
        }
        match path {
            ["Amt"] => {
                first(&mut self.amount, text);
                first(&mut self.currency, currency);
            }
            ["CdtDbtInd"] => first(&mut self.direction, text),
            // A text up to version 3 or so, a code of its own from version 8 on.
            ["Sts"] | ["Sts", "Cd"] => first(&mut self.status, text),
            ["BookgDt", "Dt" | "DtTm"] => first(&mut self.booked, text),
            ["ValDt", "Dt" | "DtTm"] => first(&mut self.valued, text),
            ["AcctSvcrRef"] => first(&mut self.reference, text),
            ["NtryRef"] => first(&mut self.entry_reference, text),
            ["AddtlNtryInf"] => first(&mut self.information, text),
            ["NtryDtls", "TxDtls", rest @ ..] => self.detail(rest, text),
            _ => {}
        }
    }

    fn detail(&mut self, path: &[&str], text: &str) {
        match path {
            ["Refs", "EndToEndId"] if text != NOT_PROVIDED => first(&mut self.end_to_end, text),
            ["Refs", "AcctSvcrRef"] => first(&mut self.reference, text),
            // The name stands below `Pty` from version 8 on.
            ["RltdPties", "Dbtr", "Nm"] | ["RltdPties", "Dbtr", "Pty", "Nm"] => {
                self.debtor.take(text);
            }
            ["RltdPties", "Cdtr", "Nm"] | ["RltdPties", "Cdtr", "Pty", "Nm"] => {
                self.creditor.take(text);
            }
            ["RmtInf", "Ustrd"] | ["RmtInf", "Strd", "CdtrRefInf", "Ref"] | ["AddtlTxInf"] => {
                note(&mut self.memo, text);
            }
            _ => {}
        }
    }

    /// Keeps the entry, or refuses it.
    ///
    /// # Errors
    /// [`ImportError::TooManyRows`].
    pub fn finish(
        mut self,
        letters: &str,
        account: &mut Account,
        out: &mut Reading<'_>,
    ) -> Result<(), ImportError> {
        account.rows += 1;
        let information = std::mem::take(&mut self.information);
        note(&mut self.memo, &information);
        let undated = self.booked.is_empty() && self.valued.is_empty();
        let read = self.draft(account.created);
        if read.is_ok() && undated {
            out.undated.add(self.line);
        }
        if let Ok(draft) = &read {
            account.add(draft.amount, draft.currency, draft.kind != Kind::Failed);
        }
        let of_account = |draft| Draft {
            merchant: &account.id,
            ..draft
        };
        out.enter(self.line, letters, read.map(of_account))
    }

    fn draft(&self, created: Option<Day>) -> Result<Draft<'_>, Fault> {
        let (amount, currency) = signed(&self.amount, &self.currency, &self.direction)?;
        let (day, time) = self.when(created)?;
        let (kind, flags) = match self.status.as_str() {
            // Announced, not booked: it may still change or never come.
            "PDNG" | "INFO" | "FUTR" => (Kind::Failed, Flags::PENDING),
            _ => (moved(amount), Flags::default()),
        };
        // Money in comes from the debtor, money out goes to the creditor.
        let party = if amount < 0 {
            &self.creditor
        } else {
            &self.debtor
        };
        let reference = [&self.reference, &self.entry_reference, &self.end_to_end];
        let reference = reference.into_iter().find(|text| !text.is_empty());
        Ok(Draft {
            time,
            kind,
            flags,
            currency,
            amount,
            provider_id: reference.map_or("", String::as_str),
            order_id: &self.end_to_end,
            party: if party.several { "" } else { &party.name },
            note: &self.memo,
            ..Draft::new(self.line, day)
        })
    }

    /// The day of booking, else that of value, else that of the statement: both may be left out.
    fn when(&self, created: Option<Day>) -> Result<(Day, Option<TimeOfDay>), Fault> {
        let (field, text) = if self.booked.is_empty() {
            ("ValDt", &self.valued)
        } else {
            ("BookgDt", &self.booked)
        };
        if text.is_empty() {
            let none = || Fault::new("BookgDt", "", RefusedReason::Date(DateError::Empty));
            return created.map(|day| (day, None)).ok_or_else(none);
        }
        read_date_time(text, DateOrder::YearFirst)
            // Midnight is how a day is written by those who have no time.
            .map(|(day, time)| (day, time.filter(|time| time.seconds() != 0)))
            .map_err(|error| Fault::new(field, text, RefusedReason::Date(error)))
    }
}
