//! Reading a table by a mapping.

use crate::money::{Currency, read_number};
use crate::record::{Draft, Flags, Kind, Side, Tender};

use super::super::balance_signs::{Places, Signs};
use super::super::cell::{Bad, amount_fault, minor};
use super::super::grid::{Part, Row};
use super::super::header::{Head, HeadRow, Header};
use super::super::reading::Reading;
use super::super::words::{self, Direction, Memo};
use super::super::{ImportError, RefusedReason, Warning, bank_totals, bill_totals, card_tail};
use super::totals::Totals;
use super::{Flow, MAPPED, Mapping, MappingNeed, MoneyUnit, Role, Sign};

/// The row of a table's head that a mapping takes for its header: by its shape, else by its line.
#[must_use]
pub fn header_row(mapping: &Mapping, head: &Head) -> HeadRow {
    let none = || HeadRow::of(0, Vec::new());
    if mapping.header_row == 0 {
        return none();
    }
    let by_shape = head.rows.iter().find(|row| has_shape(row, &mapping.shape));
    let by_line = || {
        head.rows
            .iter()
            .find(|row| row.number == mapping.header_row)
    };
    by_shape.or_else(by_line).cloned().unwrap_or_else(none)
}

/// Whether a header has these names and, at its end, none but empty ones besides.
#[must_use]
pub fn has_shape(row: &HeadRow, shape: &[String]) -> bool {
    let mut names = row.names();
    shape.iter().all(|name| names.next() == Some(name)) && names.all(str::is_empty)
}

/// Reads every row below the header.
///
/// # Errors
/// [`ImportError::MissingColumn`] where the mapping lacks a day or an amount.
pub fn read(
    part: &Part<'_>,
    head: &Head,
    mapping: &Mapping,
    side: Side,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    if let Some(need) = mapping.needs() {
        let column = match need {
            MappingNeed::Date => "日期",
            MappingNeed::Amount | MappingNeed::Twice(_) => "金额",
        };
        return Err(ImportError::MissingColumn {
            format: MAPPED.to_owned(),
            column: column.to_owned(),
        });
    }
    let row = header_row(mapping, head);
    let header = Header::at(&row, MAPPED);
    let by_balance = mapping.sign == Sign::ByBalance && mapping.column(Role::Direction).is_none();
    let signs = by_balance
        .then(|| signs(part, mapping, header.row.number))
        .flatten();
    if signs.is_some() {
        out.warnings.push(Warning::SignsByBalance);
    }
    let mut reader = Reader {
        mapping,
        side,
        signs: signs.unwrap_or_default(),
        kinds: Memo::new(),
        tenders: Memo::new(),
        note: String::new(),
    };
    let mut totals = Totals::of(mapping);
    out.each(part, &header, |out, row| {
        if reader.is_footer(row) || repeats_header(row, &header) {
            totals.take(row, mapping);
            return Ok(());
        }
        reader.one(row, out)?;
        totals.add(row, mapping);
        Ok(())
    })?;
    totals.compare(mapping.currency, out);
    Ok(())
}

/// Whether a row is the header again, as at the top of a page.
fn repeats_header(row: &Row, header: &Header<'_>) -> bool {
    let names = &header.row.cells;
    !names.is_empty() && row.cells().eq(names.iter().map(String::as_str))
}

/// Which way money went by the balances, where there is a column of them.
fn signs(part: &Part<'_>, mapping: &Mapping, header: u32) -> Option<Signs> {
    let words: Vec<usize> = (0..mapping.roles.len())
        .filter(|&column| matches!(mapping.roles[column], Role::Memo | Role::Party | Role::Kind))
        .collect();
    let places = Places {
        header,
        mark: mapping.decimal,
        amount: mapping.column(Role::Amount)?,
        balance: mapping.column(Role::Balance)?,
        words: &words,
    };
    Some(Signs::of(part, &places))
}

/// Which way a word of direction says that money went: by what she said of it, else as usual.
#[must_use]
pub fn flow_of(mapping: &Mapping, word: &str) -> Option<Flow> {
    let own = mapping.flows.iter().find(|said| said.word == word);
    own.map(|said| said.flow)
        .or_else(|| match words::direction(word)? {
            Direction::In => Some(Flow::In),
            Direction::Out => Some(Flow::Out),
            Direction::Neither => Some(Flow::Aside),
        })
}

/// An amount in minor units, in a column that must hold one.
///
/// # Errors
/// Why there is none.
pub fn money(mapping: &Mapping, row: &Row, column: usize, currency: Currency) -> Result<i64, Bad> {
    if column >= row.len() || (row.cut && column + 1 == row.len()) {
        return Err(Bad::at(column, RefusedReason::Short));
    }
    let digits = match mapping.unit {
        MoneyUnit::Yuan => currency.digits(),
        MoneyUnit::Fen => 0,
    };
    let number = read_number(row.cell(column), mapping.decimal);
    minor(number.and_then(|number| number.minor(digits)))
        .map_err(|error| amount_fault(column, error))
}

struct Reader<'m> {
    mapping: &'m Mapping,
    side: Side,
    signs: Signs,
    kinds: Memo<Option<Kind>>,
    tenders: Memo<Tender>,
    note: String,
}

impl Reader<'_> {
    fn column(&self, role: Role) -> Option<usize> {
        self.mapping.column(role)
    }

    fn value<'r>(&self, row: &'r Row, role: Role) -> &'r str {
        row.value(self.column(role))
    }

    /// A row of totals or a closing line: nothing where the day stands, or the words of one, and no
    /// day.
    fn is_footer(&self, row: &Row) -> bool {
        let date = self.column(Role::Date).unwrap_or_default();
        let mut filled = (0..row.len()).filter(|&column| !row.cell(column).is_empty());
        let first = filled.next().unwrap_or_default();
        let word = row.cell(first);
        let money = [Role::Amount, Role::In, Role::Out].map(|role| self.value(row, role));
        if money.iter().all(|cell| cell.is_empty()) && row.cells().any(bank_totals::is_balance_row)
        {
            return true;
        }
        (row.value(Some(date)).is_empty() || first == date)
            && row.when(date, None, self.mapping.date_order).is_err()
            && (filled.next().is_none()
                || bill_totals::is_footer(word)
                // `#` begins a remark, but also a number of an order.
                || (bank_totals::is_footer_word(word) && !word.starts_with('#')))
    }

    fn money(&self, row: &Row, column: usize, currency: Currency) -> Result<i64, Bad> {
        money(self.mapping, row, column, currency)
    }

    fn money_if(&self, row: &Row, role: Role, currency: Currency) -> Result<Option<i64>, Bad> {
        let column = self.column(role);
        match column.filter(|_| !row.value(column).is_empty()) {
            Some(column) => self.money(row, column, currency).map(Some),
            None => Ok(None),
        }
    }

    /// The amount, positive for money in; none of a row between two pockets of one owner.
    fn amount(&self, row: &Row, currency: Currency) -> Result<Option<i64>, Bad> {
        let nowhere = Bad {
            column: None,
            reason: RefusedReason::Direction,
        };
        let Some(column) = self.column(Role::Amount) else {
            let money_in = self.money_if(row, Role::In, currency)?;
            let money_out = self.money_if(row, Role::Out, currency)?;
            return match (money_in, money_out) {
                (Some(money_in), None | Some(0)) => Ok(Some(money_in)),
                (None | Some(0), Some(money_out)) => Ok(Some(-money_out.abs())),
                // An order and what was given back of it.
                (Some(money_in), Some(_)) if self.side != Side::Bank => Ok(Some(money_in)),
                _ => Err(nowhere),
            };
        };
        let amount = self.money(row, column, currency)?;
        if let Some(column) = self.column(Role::Direction) {
            return match flow_of(self.mapping, row.cell(column)) {
                Some(Flow::In) => Ok(Some(amount)),
                Some(Flow::Out) => Ok(Some(-amount.abs())),
                Some(Flow::Aside) => Ok(None),
                None => Err(Bad::at(column, RefusedReason::Direction)),
            };
        }
        Ok(Some(match self.mapping.sign {
            Sign::MinusIsOut => amount,
            Sign::MinusIsIn => -amount,
            Sign::ByBalance => match self.signs.is_in(row.number) {
                Some(true) => amount.abs(),
                Some(false) => -amount.abs(),
                None if amount == 0 => 0,
                None => return Err(Bad::at(column, RefusedReason::Direction)),
            },
        }))
    }

    /// What a row's order was given back of, where both stand in it.
    fn given_back(&self, row: &Row, currency: Currency) -> Result<i64, Bad> {
        if self.side == Side::Bank || self.column(Role::Amount).is_some() {
            return Ok(0);
        }
        let money_in = self.money_if(row, Role::In, currency)?.unwrap_or(0);
        let money_out = self.money_if(row, Role::Out, currency)?.unwrap_or(0);
        Ok(if money_in == 0 { 0 } else { money_out.abs() })
    }

    /// What a row is: on a statement by its sign, else by its word, else by its sign.
    fn kind(&mut self, row: &Row, amount: i64) -> Result<Kind, Bad> {
        if self.side == Side::Bank {
            return Ok(if amount < 0 {
                Kind::Debit
            } else {
                Kind::Credit
            });
        }
        if words::not_paid(self.value(row, Role::Status)) {
            return Ok(Kind::Failed);
        }
        let word = self.value(row, Role::Kind);
        match self.column(Role::Kind).filter(|_| !word.is_empty()) {
            Some(column) => self
                .kinds
                .get(word, words::kind)
                .ok_or(Bad::at(column, RefusedReason::Kind)),
            None if amount < 0 => Ok(Kind::Refund),
            None => Ok(Kind::Sale),
        }
    }

    fn one(&mut self, row: &Row, out: &mut Reading<'_>) -> Result<(), Bad> {
        let order = self.mapping.date_order;
        let date = self.column(Role::Date).unwrap_or_default();
        let (day, time) = row.when(date, self.column(Role::Time), order)?;
        let currency = match self.column(Role::Currency) {
            Some(column) if !row.value(Some(column)).is_empty() => row.currency(Some(column))?,
            _ => self.mapping.currency,
        };
        let Some(mut amount) = self.amount(row, currency)? else {
            return Ok(());
        };
        let kind = self.kind(row, amount)?;
        let mut given_back = self.given_back(row, currency)?;
        // A row that is the refund itself repeats the order's amount.
        if given_back != 0 && words::lowers(kind) {
            (amount, given_back) = (-given_back, 0);
        }
        let released = words::releases(kind, self.value(row, Role::Kind));
        let turn = (words::lowers(kind) || released) && amount > 0;
        let signed = |minor: i64| if turn { -minor } else { minor };
        let settled = match self.column(Role::Settled) {
            Some(column) if !row.value(Some(column)).is_empty() => {
                Some(row.when(column, None, order)?.0)
            }
            _ => None,
        };
        // Fees are printed with a minus or without one; one that is given back goes with its row.
        let fee = self.money_if(row, Role::Fee, currency)?;
        let fee = fee.map(|fee| {
            if signed(amount) < 0 {
                -fee.abs()
            } else {
                fee.abs()
            }
        });
        let net = self.money_if(row, Role::Net, currency)?;
        let net = net.map(|net| if signed(amount) < 0 { -net.abs() } else { net });
        self.join_note(row);
        let mut flags = words::remark(&self.note);
        let id = |role, flags: &mut Flags| row.id(self.mapping.column(role), flags);
        let draft = Draft {
            time,
            kind,
            tender: self
                .tenders
                .get(row.value(self.mapping.column(Role::Tender)), words::tender),
            currency,
            amount: signed(amount),
            fee,
            // That of the row is what was left behind the refund.
            net: net.filter(|_| given_back == 0),
            // A balance is evidence, not money: a masked one does not cost the row.
            balance: self
                .money_if(row, Role::Balance, currency)
                .unwrap_or_default(),
            settled,
            order_id: id(Role::Order, &mut flags),
            provider_id: id(Role::Number, &mut flags),
            rrn: id(Role::Reference, &mut flags),
            origin_id: id(Role::Origin, &mut flags),
            payout_id: id(Role::Payout, &mut flags),
            terminal: self.value(row, Role::Terminal),
            card_tail: card_tail(self.value(row, Role::Card)),
            merchant: self.value(row, Role::Merchant),
            party: self.value(row, Role::Party),
            note: &self.note,
            flags,
            ..Draft::new(row.number, day)
        };
        out.push(row, &draft);
        if given_back != 0 && kind != Kind::Failed {
            out.push_part(&Draft {
                kind: Kind::Refund,
                amount: -given_back,
                fee: None,
                net: None,
                balance: None,
                origin_id: draft.order_id,
                ..draft.clone()
            });
        }
        Ok(())
    }

    fn join_note(&mut self, row: &Row) {
        self.note.clear();
        for (column, role) in self.mapping.roles.iter().enumerate() {
            let text = row.value(Some(column));
            if *role == Role::Memo && !text.is_empty() {
                if !self.note.is_empty() {
                    self.note.push(' ');
                }
                self.note.push_str(text);
            }
        }
    }
}
