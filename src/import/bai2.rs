/*!
BAI2, the statement of banks in North America (FORMATS.md D5).

A record begins with its code of two digits and ends with a slash, which banks leave out behind
texts; `88` goes on with the record before. Amounts are minor units without a decimal mark. The type
of a transaction tells money in (100-399) from money out (400-699).
*/

use crate::calendar::{DateError, DateOrder, Day, read_date};
use crate::money::{Currency, DecimalMark, NumberError, read_number};
use crate::record::{Draft, Kind};

use super::cell::minor;
use super::entry::{Closing, note, sum};
use super::grid::Part;
use super::header::Head;
use super::reading::{Fault, Reading};
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

/// Codes of records.
const CODES: &[&str] = &["01", "02", "03", "16", "49", "88", "98", "99"];

/// More accounts than this are only listed where their totals do not hold: nobody reads a longer
/// list.
const LISTED_MAX: usize = 12;

/// Types of balances and totals (BAI2, appendix A).
const OPENING_LEDGER: &str = "010";
const CLOSING_LEDGER: &str = "015";
const TOTAL_CREDITS: &str = "100";
const TOTAL_DEBITS: &str = "400";

/// A file header with a group or an account behind it.
pub fn sniff(head: &Head) -> Fit {
    let begins = |code: &str| {
        let mut records = head.beginning.lines().flat_map(pieces);
        records.any(|record| record.starts_with(code))
    };
    if head.beginning.starts_with("01,") && begins("02,") && begins("03,") {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// One record, with what continues it.
struct Record {
    code: String,
    line: u32,
    /// Its fields behind the code, parted by commas.
    body: String,
}

/// What follows for transactions from the records before them.
#[derive(Default)]
struct Account {
    number: String,
    currency: Option<Currency>,
    balances: Closing,
    credits: Option<i128>,
    debits: Option<i128>,
    money_in: i128,
    money_out: i128,
    /// Every amount of the account's records, as its trailer adds them up.
    total: i128,
}

/// Reads every transaction of every account.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read(part: &Part<'_>, _: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let text = part.text().unwrap_or_default();
    let mut walk = Walk {
        out,
        day: Err(DateError::Empty),
        day_text: String::new(),
        group: None,
        account: None,
        records: 0,
        listed: 0,
    };
    let mut open: Option<Record> = None;
    for (line, number) in text.lines().zip(1_u32..) {
        for piece in pieces(line) {
            let (code, body) = match piece.split_at_checked(2) {
                Some((code, rest)) if CODES.contains(&code) && rest.starts_with(',') => {
                    (code, &rest[1..])
                }
                // A text that was wrapped at the end of its line.
                _ => ("", piece),
            };
            walk.records += u64::from(!code.is_empty());
            match (&mut open, code) {
                (Some(record), "88") => {
                    record.body.push(',');
                    record.body.push_str(body);
                }
                (Some(record), "") => {
                    record.body.push(' ');
                    record.body.push_str(body);
                }
                (_, "" | "88") => {}
                _ => {
                    let next = Record {
                        code: code.to_owned(),
                        line: number,
                        body: body.to_owned(),
                    };
                    if let Some(done) = open.replace(next) {
                        walk.record(&done)?;
                    }
                }
            }
        }
    }
    if let Some(done) = open {
        walk.record(&done)?;
    }
    walk.close();
    Ok(())
}

/// The records of a line: mostly one, but some files were joined with blanks. The slash at the end
/// is taken off.
fn pieces(line: &str) -> Vec<&str> {
    let (mut pieces, mut rest) = (Vec::new(), line);
    let mut from = 0;
    while let Some(slash) = rest.get(from..).and_then(|behind| behind.find('/')) {
        let at = from + slash;
        let behind = rest.get(at + 1..).unwrap_or_default();
        let next = behind.trim_start();
        let is_record = behind.len() > next.len()
            && next.get(2..3) == Some(",")
            && next.get(..2).is_some_and(|code| CODES.contains(&code));
        if is_record {
            pieces.push(rest.get(..at).unwrap_or_default());
            (rest, from) = (next, 0);
        } else {
            from = at + 1;
        }
    }
    pieces.push(rest);
    let trimmed = pieces.into_iter().map(|piece| {
        let piece = piece.trim();
        piece.strip_suffix('/').unwrap_or(piece)
    });
    trimmed.filter(|piece| !piece.is_empty()).collect()
}

/// Where the reader stands.
struct Walk<'w, 'b> {
    out: &'w mut Reading<'b>,
    /// The day of the group.
    day: Result<Day, DateError>,
    day_text: String,
    group: Option<Currency>,
    account: Option<Account>,
    records: u64,
    listed: usize,
}

impl Walk<'_, '_> {
    fn record(&mut self, record: &Record) -> Result<(), ImportError> {
        let fields: Vec<&str> = record.body.split(',').collect();
        let field = |at: usize| fields.get(at).map_or("", |field| field.trim());
        match record.code.as_str() {
            "02" => {
                self.close();
                field(3).clone_into(&mut self.day_text);
                self.day = read_date(&format!("20{}", field(3)), DateOrder::YearFirst);
                if field(3).is_empty() {
                    self.day = Err(DateError::Empty);
                }
                self.group = Currency::parse(field(5));
            }
            "03" => {
                self.close();
                let mut account = Account {
                    number: field(0).to_owned(),
                    currency: Currency::parse(field(1)).or(self.group),
                    ..Account::default()
                };
                account.take(fields.get(2..).unwrap_or_default());
                self.account = Some(account);
            }
            "16" => return self.transaction(record, &fields),
            "49" => {
                if let (Some(stated), Some(account)) = (integer(field(0)), &self.account) {
                    let (read, currency) = (account.total, account.currency());
                    if stated != read || (self.listed < LISTED_MAX && stated != 0) {
                        sum(ControlKind::Trailer, currency, stated, read, self.out);
                    }
                }
                self.close();
            }
            "99" => {
                if let Ok(stated) = field(2).parse::<u64>() {
                    let read = ControlValue::Count(self.records);
                    let stated = ControlValue::Count(stated);
                    self.out.control(ControlKind::Trailer, stated, read);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn transaction(&mut self, record: &Record, fields: &[&str]) -> Result<(), ImportError> {
        let account = self.account.get_or_insert_with(Account::default);
        let field = |at: usize| fields.get(at).map_or("", |field| field.trim());
        let read = movement(field(0), field(1));
        if let Some(amount) = integer(field(1)) {
            account.total += amount;
        }
        let Some(amount) = read.transpose() else {
            // A message without money (890).
            return Ok(());
        };
        let references = 2 + width_of_funds(fields.get(2..).unwrap_or_default());
        let mut memo = String::new();
        let text = fields.get(references + 2..).unwrap_or_default().join(",");
        // What the payer named the payment by; payouts bear their number here.
        note(&mut memo, field(references + 1));
        note(&mut memo, &text);
        let (number, currency) = (account.number.clone(), account.currency());
        let day = self
            .day
            .map_err(|error| Fault::new("as-of date", &self.day_text, RefusedReason::Date(error)));
        let draft = day.and_then(|day| {
            let amount = amount?;
            Ok(Draft {
                kind: if amount < 0 {
                    Kind::Debit
                } else {
                    Kind::Credit
                },
                currency,
                amount,
                provider_id: field(references),
                merchant: &number,
                note: &memo,
                ..Draft::new(record.line, day)
            })
        });
        if let Ok(draft) = &draft {
            let amount = i128::from(draft.amount);
            account.balances.moved += amount;
            if amount < 0 {
                account.money_out -= amount;
            } else {
                account.money_in += amount;
            }
        }
        // Equal bookings of two days or accounts are no duplicates.
        let letters = format!("{} {number} {}", self.day_text, record.body);
        self.out.enter(record.line, &letters, draft)
    }

    /// Compares what the account's header states with what was read.
    fn close(&mut self) {
        let Some(account) = self.account.take() else {
            return;
        };
        account.balances.state(self.out);
        let currency = account.currency();
        for (kind, stated, read) in [
            (ControlKind::In, account.credits, account.money_in),
            (ControlKind::Out, account.debits, account.money_out),
        ] {
            let Some(stated) = stated else { continue };
            if stated != read || (self.listed < LISTED_MAX && (stated, read) != (0, 0)) {
                sum(kind, currency, stated, read, self.out);
            }
        }
        self.listed += 1;
    }
}

impl Account {
    /// The standard's own default is the dollar.
    fn currency(&self) -> Currency {
        self.currency.unwrap_or(Currency::USD)
    }

    /// Takes type, amount, count and funds of every balance and total.
    fn take(&mut self, mut fields: &[&str]) {
        let currency = self.currency();
        while let [code, amount, rest @ ..] = fields {
            // Some banks end a line with one comma too many.
            if code.trim().is_empty() {
                fields = fields.get(1..).unwrap_or_default();
                continue;
            }
            if let Some(value) = integer(amount) {
                self.total += value;
                let balance = minor(Ok(value)).ok().map(|minor| (minor, currency));
                match code.trim() {
                    OPENING_LEDGER => self.balances.opening = balance,
                    CLOSING_LEDGER => self.balances.closing = balance,
                    TOTAL_CREDITS => self.credits = Some(value.abs()),
                    TOTAL_DEBITS => self.debits = Some(value.abs()),
                    _ => {}
                }
            }
            // The count of items stands before the funds.
            let rest = rest.get(1..).unwrap_or_default();
            fields = rest.get(width_of_funds(rest)..).unwrap_or_default();
        }
    }
}

/// How many fields tell when funds are available: their kind, and what it brings along.
fn width_of_funds(fields: &[&str]) -> usize {
    let field = |at: usize| fields.get(at).map_or("", |field| field.trim());
    match field(0) {
        "V" => 3,
        "S" => 4,
        "D" => {
            let pairs: usize = field(1).parse().unwrap_or(0);
            2 + pairs.saturating_mul(2).min(fields.len())
        }
        _ => 1,
    }
}

/// The amount of a transaction by its type; none of a message.
fn movement(code: &str, amount: &str) -> Result<Option<i64>, Fault> {
    let sign = match code.parse::<u16>() {
        Ok(890) => return Ok(None),
        Ok(100..=399) => 1,
        Ok(400..=699) => -1,
        _ => return Err(Fault::new("type code", code, RefusedReason::Kind)),
    };
    let read = || -> Result<i64, NumberError> {
        let value = read_number(amount, DecimalMark::Point)?.minor(0)?;
        minor(Ok(value * sign))
    };
    let fault = |error| Fault::new("amount", amount, RefusedReason::Amount(error));
    read().map(Some).map_err(fault)
}

fn integer(text: &str) -> Option<i128> {
    read_number(text, DecimalMark::Point).ok()?.minor(0).ok()
}

#[cfg(test)]
mod tests {
    use super::{pieces, width_of_funds};

    #[test]
    fn joined_records_come_apart() {
        assert_eq!(
            pieces("16,142,25,Z,,,A/B PPD/ 16,142,5,Z,,,X/  49,30,3/"),
            ["16,142,25,Z,,,A/B PPD", "16,142,5,Z,,,X", "49,30,3"]
        );
    }

    #[test]
    fn funds_bring_fields_along() {
        for (fields, want) in [
            ("", 1),
            ("Z,,", 1),
            ("V,260306,,", 3),
            ("S,1,2,3,", 4),
            ("D,2,0,5,1,6,", 6),
        ] {
            let fields: Vec<&str> = fields.split(',').collect();
            assert_eq!(width_of_funds(&fields), want);
        }
    }
}
