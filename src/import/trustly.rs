/*!
Trustly's settlement funding file and reconciliation file (FORMATS.md C8; field order as public
readers of these files have it).

No line names the columns: the first cell says what a line is. `F` is a payout, `I` an item of the
payout whose trace number it bears, `T` a transaction that was created, `L` the trailer.
*/

use crate::calendar::{DateError, DateOrder, read_date};
use crate::money::Currency;
use crate::record::{Draft, Kind};

use super::cell::{Bad, Unit};
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::processor::{self, Columns, Layout, Memory};
use super::processor_money::Place::One;
use super::reading::Reading;
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

const NAME: &str = "trustly";

/// The fields of an item.
const ITEM: &[&str] = &[
    "record type",
    "transaction id",
    "created at",
    "original transaction id",
    "merchant id",
    "payment type",
    "payment provider type",
    "payment provider id",
    "account number",
    "merchant reference",
    "transaction type",
    "transaction status",
    "updated at",
    "processed at",
    "currency",
    "amount",
    "trace id",
    "reason",
    "batch id",
    "batch transaction type",
    "original merchant reference",
    "payment provider transaction id",
    "fee",
];

/// The fields of a transaction, as far as they are read.
const TRANSACTION: &[&str] = &[
    "record type",
    "transaction id",
    "created at",
    "original transaction id",
    "merchant id",
    "payment type",
    "payment provider type",
    "payment provider id",
    "account number",
    "merchant reference",
    "transaction type",
    "transaction status",
    "processed at",
    "currency",
    "amount",
];

/// Fields of a payout.
const TRACE: usize = 3;
const CURRENCY: usize = 4;
const AMOUNT: usize = 5;
/// The day, behind the count of items where the file has one.
const PAID_ON: usize = 6;

const LAYOUT: Layout = Layout {
    date: &["createdat"],
    kind: &[&["transactiontype"], &["reason"]],
    kind_of: by_reason,
    gross: One(&["amount"]),
    fees: &[One(&["fee"])],
    // Some versions print what a fee does to the payout, with a minus; others what it is.
    fee_learnt: true,
    currency: &["currency"],
    number: &["transactionid"],
    origin: &["originaltransactionid"],
    order: &["merchantreference"],
    payout: &[&["traceid"]],
    ties: true,
    merchant: &["merchantid"],
    ..Layout::NONE
};

/// An item without a trace number tells of a state and belongs to no payout yet.
const PENDING: Layout = Layout {
    always: Some(Kind::PreAuth),
    ..LAYOUT
};

/// The first line with its magic word.
pub fn sniff(head: &Head) -> Fit {
    let is_header = |row: &HeadRow| {
        let mut cells = row.cells.iter();
        cells.next().is_some_and(|cell| cell == "H")
            && cells.next().is_some_and(|cell| cell.starts_with("P11K"))
    };
    if head.rows.first().is_some_and(is_header) {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// Codes of returned bank debits begin with R and two digits (NACHA); the other words are common.
fn by_reason(text: &str) -> Option<Kind> {
    let is_return = |word: &str| {
        word.strip_prefix('R')
            .is_some_and(|digits| digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    text.split(' ').any(is_return).then_some(Kind::Chargeback)
}

fn names(of: &[&str]) -> HeadRow {
    HeadRow::of(0, of.iter().map(|&name| name.to_owned()).collect())
}

/// Reads every item, transaction and payout.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read(part: &Part<'_>, _: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let (items, transactions) = (names(ITEM), names(TRANSACTION));
    let header = Header::at(&items, NAME);
    let item = Columns::of(&LAYOUT, part, &header)?;
    let pending = Columns::of(&PENDING, part, &header)?;
    let transaction = Columns::of(&LAYOUT, part, &Header::at(&transactions, NAME))?;
    let trace = header.need(&["traceid"])?;
    let (mut memory, mut rows, mut stated) = (Memory::default(), 0_u64, None);
    out.each(part, &header, |out, row| match row.cell(0) {
        "I" => {
            let columns = if row.value(Some(trace)).is_empty() {
                &pending
            } else {
                &item
            };
            processor::one(columns, row, &mut memory, out)?;
            rows += 1;
            Ok(())
        }
        "T" => {
            processor::one(&transaction, row, &mut memory, out)?;
            rows += 1;
            Ok(())
        }
        "F" => payout(row, &mut memory, out),
        "L" => {
            stated = row.cell(1).parse().ok();
            Ok(())
        }
        "H" => Ok(()),
        _ => Err(Bad::at(0, RefusedReason::Kind)),
    })?;
    if let Some(stated) = stated {
        let values = (ControlValue::Count(stated), ControlValue::Count(rows));
        out.control(ControlKind::Rows, values.0, values.1);
    }
    memory.ties.compare(out);
    Ok(())
}

fn payout(row: &Row, memory: &mut Memory, out: &mut Reading<'_>) -> Result<(), Bad> {
    let currency = Currency::parse(row.cell(CURRENCY));
    let currency = currency.ok_or(Bad::at(CURRENCY, RefusedReason::Currency))?;
    let amount = row.money(AMOUNT, Unit::Major, currency)?;
    let mut days = row.cells().skip(PAID_ON);
    let day = days.find_map(|cell| read_date(cell, DateOrder::YearFirst).ok());
    let day = day.ok_or(Bad::at(PAID_ON, RefusedReason::Date(DateError::Empty)))?;
    let trace = row.value(Some(TRACE));
    let draft = Draft {
        kind: Kind::Payout,
        currency,
        amount: -amount,
        settled: Some(day),
        provider_id: trace,
        payout_id: trace,
        ..Draft::new(row.number, day)
    };
    out.push(row, &draft);
    memory.ties.add(&draft);
    Ok(())
}
