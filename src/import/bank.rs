/*!
What all bank statements have in common, and the reader for those that nobody has seen: columns by
their names (`bank_columns`), direction from two columns, from a word or from the sign
(`bank_money`), a header in one row or two (`bank_header`).

What is known of single banks stands in `banks`.
*/

use crate::calendar::{DateError, DateOrder, Day, TimeOfDay};
use crate::money::{Currency, read_number};
use crate::record::{DEFAULT_CURRENCY, Draft, Flags, Kind};

use super::balance_signs::Signs;
use super::bank_columns::{
    BALANCE, BOOKED, CURRENCY, Column, DATE, FEE, MEMO, NUMBER, PARTY, PAYEE, PAYER, STATUS, TIME,
};
pub use super::bank_header::statement;
pub use super::bank_money::{Money, Moved};
use super::bank_totals::{Stated, Sums, is_balance_cell, is_balance_row, is_footer_word};
use super::cell::{Bad, Unit};
use super::days::{day_before, holds_days};
use super::foot::{has_digits, is_label, is_sentence, is_total_cell};
use super::grid::{Part, Row};
use super::header::{Head, Header};
use super::marks;
use super::preamble;
use super::reading::{Reading, date_order};
use super::words;
use super::{Fit, ImportError, RefusedReason, Warning};

const NAME: &str = "bank";

/// Any statement that has a day, an amount with its direction, and what only banks have.
pub fn sniff(head: &Head) -> Fit {
    if statement(head).is_some() {
        Fit::Likely
    } else {
        Fit::No
    }
}

/// Reads any statement.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let row = statement(head);
    let header = match &row {
        Some(row) => Header::at(row, NAME),
        None => Header::find(head, NAME, &[DATE.names, BALANCE.names])?,
    };
    let columns = Columns::of(part, head, &header)?;
    read_with(part, head, &header, &columns, out)
}

/// The columns of a statement.
pub struct Columns {
    /// The day.
    pub date: usize,
    /// The day of booking, where the other is empty.
    pub booked: Option<usize>,
    /// The time, where it stands apart.
    pub time: Option<usize>,
    /// The amount.
    pub money: Money,
    /// Whether the amount is what a card's holder owes: turned round.
    pub owed: bool,
    /// The bank's fee, where it comes on top of the amount, as the balances show.
    pub fee: Option<usize>,
    /// The balance after the row.
    pub balance: Option<usize>,
    /// The currency.
    pub currency: Option<usize>,
    /// The currency of rows that do not say it, where a line above the table or the bank does.
    pub account: Option<Currency>,
    /// The counterparty; of money out, where that is another column.
    pub party: (Option<usize>, Option<usize>),
    /// Whether the counterparty's account number stands beside its name, parted by a slash.
    pub party_has_number: bool,
    /// The bank's number.
    pub number: Option<usize>,
    /// Whether it was booked.
    pub status: Option<usize>,
    /// The memo's parts.
    pub memo: Vec<usize>,
    /// The order of day and month.
    pub dates: DateOrder,
    /// Year and month of the statement, for days without a year.
    pub month: Option<(i32, u8)>,
}

impl Columns {
    /// The columns by their names.
    ///
    /// # Errors
    /// [`ImportError::MissingColumn`] without a day or an amount.
    pub fn of(part: &Part<'_>, head: &Head, header: &Header<'_>) -> Result<Self, ImportError> {
        let column = |column: &Column| column.of(header.row);
        let date = column(&DATE).ok_or_else(|| header.missing("交易日期"))?;
        let time = column(&TIME).filter(|&time| time != date);
        // A column called time that holds days as well tells more than the day alone.
        let (date, time) = match time {
            Some(time) if holds_days(part, header, time) => (time, None),
            time => (date, time),
        };
        let party = match column(&PARTY) {
            Some(party) => (Some(party), Some(party)),
            None => (column(&PAYER), column(&PAYEE)),
        };
        let money = Money::of(part, header)?;
        let mut memo = MEMO.all_of(header.row);
        if let Money::One(_, Some(direction)) = money {
            memo.retain(|&column| column != direction);
        }
        Ok(Self {
            date,
            booked: column(&BOOKED).filter(|&booked| booked != date),
            time,
            money,
            owed: false,
            fee: column(&FEE).filter(|&fee| money.has_on_top(part, header, fee)),
            balance: column(&BALANCE),
            currency: column(&CURRENCY),
            account: currency_of_account(head, header, money),
            party,
            party_has_number: party.0.is_some_and(|party| {
                let name = header.name(party);
                name.contains("账号") && name.contains("户名")
            }),
            number: column(&NUMBER),
            status: column(&STATUS),
            memo,
            dates: date_order(part, header, date),
            month: preamble::month(head, header.row.number),
        })
    }

    /// The day and time of a row.
    fn when(&self, row: &Row) -> Result<(Day, Option<TimeOfDay>), Bad> {
        let date = match self.booked {
            Some(booked) if row.value(Some(self.date)).is_empty() => booked,
            _ => self.date,
        };
        let read = row.when(date, self.time, self.dates);
        match (read, self.month) {
            (Err(bad), Some(month))
                if bad == Bad::at(date, RefusedReason::Date(DateError::Malformed)) =>
            {
                let day = day_before(row.cell(date), month);
                day.map(|day| (day, None)).ok_or(bad)
            }
            (read, _) => read,
        }
    }

    /// Who is on the other side of a row.
    fn party<'r>(&self, row: &'r Row, amount: i64) -> &'r str {
        let (money_in, money_out) = self.party;
        let party = row.value(if amount < 0 { money_out } else { money_in });
        match party.split_once('/') {
            Some((one, other)) if self.party_has_number => {
                let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
                // `6222…/某某公司` and `某某公司/6222…` are both met.
                if letters(one) > letters(other) {
                    one
                } else {
                    other
                }
            }
            _ => party,
        }
    }
}

/// The currency that the name of the amount's column or a line above the table states.
fn currency_of_account(head: &Head, header: &Header<'_>, money: Money) -> Option<Currency> {
    let [column, _] = money.columns();
    let in_name = header
        .name(column)
        .split(['(', ')', '（', '）'])
        .skip(1)
        .find_map(Currency::parse);
    in_name.or_else(|| preamble::currency(head, header.row.number))
}

/// Reads a statement whose columns are known.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read_with(
    part: &Part<'_>,
    head: &Head,
    header: &Header<'_>,
    columns: &Columns,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    out.period = preamble::period(head, header.row.number);
    let (mut sums, mut stated) = (Vec::new(), Stated::default());
    for row in head
        .rows
        .iter()
        .take_while(|row| row.number < header.row.number)
    {
        stated.take_above(row);
    }
    let money = columns.money.learnt(part, header);
    let above: Vec<&[String]> = head
        .rows
        .iter()
        .take_while(|row| row.number < header.row.number)
        .map(|row| row.cells.as_slice())
        .collect();
    out.decimal = marks::mark_of(part, header, &money.columns());
    let signs = money.signs(part, header, &columns.memo);
    if signs.is_some() {
        out.warnings.push(Warning::SignsByBalance);
    }
    let account = match (columns.account, columns.currency) {
        (Some(account), _) => account,
        (None, Some(_)) => DEFAULT_CURRENCY,
        (None, None) => out.assume(part, header, &money.columns()),
    };
    let how = How {
        money,
        signs: signs.unwrap_or_default(),
        account,
    };
    let (mut note, mut in_summary) = (String::new(), false);
    out.each(part, header, |out, row| {
        if repeats_above(&above, row) {
            return Ok(());
        }
        let summed_up = in_summary && columns.when(row).is_err();
        if summed_up || is_footer(columns, header, row) {
            // Names of balances and totals stand over their figures.
            in_summary = !has_digits(row) && row.cells().any(is_balance_row);
            if names_account(row) {
                out.begin_chain();
            }
            stated.take_footer(row, money);
            return Ok(());
        }
        one(columns, &how, row, &mut note, &mut sums, out)
    })?;
    stated.compare(&sums, out);
    Ok(())
}

/// Whether a row is one of those above the table again, as at the top of every page.
fn repeats_above(above: &[&[String]], row: &Row) -> bool {
    let filled = |cells: &[String]| cells.iter().any(|cell| !cell.is_empty());
    above
        .iter()
        .any(|cells| filled(cells) && cells.iter().map(String::as_str).eq(row.cells()))
}

/// Words that stand beside the number of an account.
const ACCOUNT: &[&str] = &[
    "账号", "帐号", "卡号", "账户", "Account", "account", "IBAN", "Konto",
];

/// Fewer digits are no number of an account.
const ACCOUNT_DIGITS_MIN: usize = 4;

/// Whether a line between two tables names the account of the second.
fn names_account(row: &Row) -> bool {
    let digits = |cell: &str| cell.bytes().filter(u8::is_ascii_digit).count();
    row.cells()
        .any(|cell| ACCOUNT.iter().any(|word| cell.contains(word)))
        && row.cells().map(digits).max() >= Some(ACCOUNT_DIGITS_MIN)
}

/// A row that is no transaction: a header again at the top of a page, an opening or closing balance,
/// totals, or a remark. A damaged row is none of these and is refused.
fn is_footer(columns: &Columns, header: &Header<'_>, row: &Row) -> bool {
    let [first, second] = columns.money.columns();
    let no_amount = || row.value(Some(first)).is_empty() && row.value(Some(second)).is_empty();
    if row
        .cells()
        .any(|cell| is_total_cell(cell) || is_balance_cell(cell))
        || !has_digits(row)
    {
        return true;
    }
    if columns.when(row).is_ok() {
        return no_amount() && row.cells().any(is_balance_row);
    }
    if row.cell(columns.date) == header.name(columns.date) {
        return true;
    }
    let no_money = || {
        let holds = |column| read_number(row.cell(column), row.mark).is_ok();
        !holds(first) && !holds(second)
    };
    // A memo that goes on in a line of its own.
    let balance = row.value(columns.balance);
    if row.value(Some(columns.date)).is_empty()
        && no_amount()
        && balance.is_empty()
        && row.len() > 1
    {
        return true;
    }
    let mut filled = row.cells().filter(|cell| !cell.is_empty());
    let first_cell = filled.next().unwrap_or_default();
    if filled.next().is_none() {
        return is_sentence(row) || is_footer_word(first_cell);
    }
    if is_label(first_cell) && no_money() {
        return true;
    }
    // What stands in the column of days and is none may be a damaged row.
    let date = row.value(Some(columns.date));
    (date.is_empty() || date == first_cell) && is_footer_word(first_cell)
        || date.is_empty() && row.cells().any(is_balance_row)
}

/// How the amounts of a statement are read, as its rows taught.
struct How {
    money: Money,
    signs: Signs,
    account: Currency,
}

fn one(
    columns: &Columns,
    how: &How,
    row: &Row,
    note: &mut String,
    sums: &mut Vec<Sums>,
    out: &mut Reading<'_>,
) -> Result<(), Bad> {
    let (day, time) = columns.when(row)?;
    let currency = if row.value(columns.currency).is_empty() {
        how.account
    } else {
        row.currency(columns.currency)?
    };
    let Some(moved) = how.money.read(row, currency, &how.signs)? else {
        return Ok(());
    };
    let fee = row.money_if(columns.fee, Unit::Major, currency)?;
    let moved = Moved {
        minor: moved.minor - fee.unwrap_or(0).abs(),
        ..moved
    };
    let amount = if columns.owed {
        -moved.minor
    } else {
        moved.minor
    };
    note.clear();
    for &column in &columns.memo {
        let text = row.value(Some(column));
        // Banks repeat themselves; one memo says a thing once.
        if !text.is_empty() && !note.contains(text) {
            if !note.is_empty() {
                note.push(' ');
            }
            note.push_str(text);
        }
    }
    let status = row.value(columns.status);
    let mut flags = words::remark(status);
    let kind = match amount {
        _ if words::not_paid(status) || words::undone(status) || flags.has(Flags::PENDING) => {
            Kind::Failed
        }
        ..0 => Kind::Debit,
        0.. => Kind::Credit,
    };
    let draft = Draft {
        time,
        kind,
        currency,
        amount,
        // A balance is evidence, not money: a masked one does not cost the row.
        balance: row
            .money_if(columns.balance, Unit::Major, currency)
            .unwrap_or_default(),
        provider_id: row.id(columns.number, &mut flags),
        party: columns.party(row, amount),
        note,
        flags,
        ..Draft::new(row.number, day)
    };
    out.push(row, &draft);
    if kind != Kind::Failed {
        Sums::add(sums, currency, moved);
    }
    Ok(())
}
