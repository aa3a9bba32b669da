/*!
Statements of TD Canada Trust: five columns without a header (FORMATS.md C8): day, text, money out,
money in, balance.
*/

use crate::calendar::{DateOrder, read_date};
use crate::money::{Currency, DecimalMark, read_number};

use super::bank::{self, Columns};
use super::grid::Part;
use super::header::{Head, HeadRow, Header};
use super::reading::Reading;
use super::{Fit, ImportError};

const NAME: &str = "td";

/// What the columns would be called.
const NAMES: [&str; 5] = ["Date", "Description", "Withdrawals", "Deposits", "Balance"];

/// So many rows at the top must be transactions: one alone may be chance.
const ROWS: usize = 3;

/// Rows of transactions from the first line on.
pub fn sniff(head: &Head) -> Fit {
    let first = head.rows.iter().take(ROWS);
    if !head.rows.is_empty() && first.clone().all(is_transaction) {
        Fit::Sure
    } else {
        Fit::No
    }
}

fn is_transaction(row: &HeadRow) -> bool {
    let [day, text, money_out, money_in, balance, rest @ ..] = row.cells.as_slice() else {
        return false;
    };
    let is_number = |cell: &String| read_number(cell, DecimalMark::Point).is_ok();
    read_date(day, DateOrder::MonthFirst).is_ok()
        && day.contains('/')
        && text.contains(char::is_alphabetic)
        && money_out.is_empty() != money_in.is_empty()
        && (is_number(money_out) || is_number(money_in))
        && is_number(balance)
        && rest.iter().all(String::is_empty)
}

/// Reads every transaction.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let names = HeadRow::of(0, NAMES.map(str::to_owned).to_vec());
    let header = Header::at(&names, NAME);
    let columns = Columns {
        account: Some(Currency::CAD),
        fee: None,
        dates: DateOrder::MonthFirst,
        ..Columns::of(part, head, &header)?
    };
    bank::read_with(part, head, &header, &columns, out)
}
