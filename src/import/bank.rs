/*!
What all bank statements have in common, and the reader for those that nobody has seen: columns by
the synonyms of FORMATS.md B7.

The reader of one bank is its recognition and, where needed, its choice of columns; see
[`Columns::of`]. Direction comes from two columns (in and out), from a word, or from the sign.
*/

use crate::calendar::DateOrder;
use crate::money::Currency;
use crate::record::{Draft, Flags, Kind};

use super::bank_columns::{
    AMOUNT, BALANCE, CURRENCY, DATE, DIRECTION, IN, MEMO, NUMBER, OUT, PARTY, TIME,
};
use super::bank_totals::{Stated, Sums};
use super::cell::{Bad, Unit};
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::preamble;
use super::reading::{Reading, date_order};
use super::words::{self, Direction};
use super::{Fit, ImportError, RefusedReason};

const NAME: &str = "bank";

/// Words that begin a row of totals or a closing remark.
const FOOTERS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "总笔数",
    "共计",
    "以上数据",
    "收入总",
    "支出总",
    "本页",
    "期初余额",
    "期末余额",
    "上期余额",
    "承前",
    "注：",
    "注:",
    "说明",
    "温馨提示",
    "opening balance",
    "closing balance",
    "total",
];

/// Any statement that has a day, an amount with its direction, and what only banks have.
pub fn sniff(head: &Head) -> Fit {
    if head.rows.iter().any(looks_like_a_statement) {
        Fit::Likely
    } else {
        Fit::No
    }
}

fn looks_like_a_statement(row: &HeadRow) -> bool {
    let two = row.has_all(&[IN, OUT]);
    let one = row.has(AMOUNT) && (row.has(BALANCE) || row.has(DIRECTION));
    row.has(DATE) && (two || one)
}

/// Reads any statement.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let row = head.rows.iter().find(|row| looks_like_a_statement(row));
    let header = match row {
        Some(row) => Header::at(row, NAME),
        None => Header::find(head, NAME, &[DATE, BALANCE])?,
    };
    let columns = Columns::of(part, &header)?;
    read_with(part, head, &header, &columns, out)
}

/// How a statement tells the amount.
pub enum Money {
    /// In and out in two columns.
    Two(usize, usize),
    /// One column with a sign, or without one and a word beside it.
    One(usize, Option<usize>),
}

/// The columns of a statement.
pub struct Columns {
    /// The day.
    pub date: usize,
    /// The time, where it stands apart.
    pub time: Option<usize>,
    /// The amount.
    pub money: Money,
    /// The balance after the row.
    pub balance: Option<usize>,
    /// The currency.
    pub currency: Option<usize>,
    /// The counterparty; of money out, where that is another column.
    pub party: (Option<usize>, Option<usize>),
    /// The bank's number.
    pub number: Option<usize>,
    /// The memo's parts.
    pub memo: Vec<usize>,
    /// The order of day and month.
    pub dates: DateOrder,
}

impl Columns {
    /// The columns by their synonyms.
    ///
    /// # Errors
    /// [`ImportError::MissingColumn`] without a day or an amount.
    pub fn of(part: &Part<'_>, header: &Header<'_>) -> Result<Self, ImportError> {
        let date = header.need(DATE)?;
        let money = match (header.column(IN), header.column(OUT)) {
            (Some(credit), Some(debit)) => Money::Two(credit, debit),
            _ => Money::One(header.need(AMOUNT)?, header.column(DIRECTION)),
        };
        let party = header.column(PARTY);
        let mut memo: Vec<usize> = MEMO
            .iter()
            .filter_map(|name| header.column(&[name]))
            .collect();
        memo.sort_unstable();
        Ok(Self {
            date,
            time: header.column(TIME).filter(|&time| time != date),
            money,
            balance: header.column(BALANCE),
            currency: header.column(CURRENCY),
            party: (party, party),
            number: header.column(NUMBER),
            memo,
            dates: date_order(part, header, date),
        })
    }
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
    let mut note = String::new();
    out.each(part, header, |out, row| {
        if is_footer(columns, row) {
            stated.take_footer(row);
            return Ok(());
        }
        one(columns, row, &mut note, &mut sums, out)
    })?;
    stated.compare(&sums, out);
    Ok(())
}

/// A row of totals or a remark: it begins with such a word, or it is one sentence in a row that has
/// room for many cells. A damaged row is neither and is refused.
fn is_footer(columns: &Columns, row: &Row) -> bool {
    let mut filled = row.cells().filter(|cell| !cell.is_empty());
    let first = filled.next().unwrap_or_default();
    let alone = filled.next().is_none();
    if first.starts_with(|c: char| c.is_ascii_digit()) && !alone {
        return false;
    }
    let lower = first.to_lowercase();
    first.starts_with('#')
        || FOOTERS.iter().any(|word| lower.contains(word))
        || first.chars().all(|c| matches!(c, '-' | '=' | '_' | '*'))
        || (alone
            && row.when(columns.date, None, columns.dates).is_err()
            && first.chars().filter(|c| c.is_alphabetic()).count()
                > first.chars().filter(char::is_ascii_digit).count())
}

fn one(
    columns: &Columns,
    row: &Row,
    note: &mut String,
    sums: &mut Vec<Sums>,
    out: &mut Reading<'_>,
) -> Result<(), Bad> {
    let (day, time) = row.when(columns.date, columns.time, columns.dates)?;
    let currency = row.currency(columns.currency)?;
    let amount = match columns.money {
        Money::Two(credit, debit) => two(row, credit, debit, currency)?,
        Money::One(amount, direction) => signed(row, amount, direction, currency)?,
    };
    let Some(amount) = amount else { return Ok(()) };
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
    let mut flags = Flags::default();
    let draft = Draft {
        time,
        kind: if amount < 0 {
            Kind::Debit
        } else {
            Kind::Credit
        },
        currency,
        amount,
        // A balance is evidence, not money: a masked one does not cost the row.
        balance: row
            .money_if(columns.balance, Unit::Major, currency)
            .unwrap_or_default(),
        provider_id: row.id(columns.number, &mut flags),
        party: row.value(if amount < 0 {
            columns.party.1
        } else {
            columns.party.0
        }),
        note,
        flags,
        ..Draft::new(row.number, day)
    };
    out.push(row, &draft);
    Sums::add(sums, currency, amount);
    Ok(())
}

/// The amount of two columns: exactly one of them is filled with something other than nought.
fn two(row: &Row, credit: usize, debit: usize, currency: Currency) -> Result<Option<i64>, Bad> {
    let money_in = row.money_if(Some(credit), Unit::Major, currency)?;
    let money_out = row.money_if(Some(debit), Unit::Major, currency)?;
    match (money_in, money_out) {
        // Both columns may bear a sign; which column it is decides.
        (Some(money_in), None | Some(0)) => Ok(Some(money_in)),
        (None | Some(0), Some(money_out)) => Ok(Some(-money_out.abs())),
        _ => Err(Bad {
            column: None,
            reason: RefusedReason::Direction,
        }),
    }
}

/// The amount of one column, with the word beside it where there is one.
fn signed(
    row: &Row,
    amount: usize,
    direction: Option<usize>,
    currency: Currency,
) -> Result<Option<i64>, Bad> {
    let minor = row.money(amount, Unit::Major, currency)?;
    let Some(column) = direction else {
        return Ok(Some(minor));
    };
    match words::direction(row.value(direction)) {
        // A minus against the word is a correction: money in of -5 went out.
        Some(Direction::In) => Ok(Some(minor)),
        Some(Direction::Out) => Ok(Some(-minor.abs())),
        Some(Direction::Neither) => Ok(None),
        None => Err(Bad::at(column, RefusedReason::Direction)),
    }
}
