//! ICBC 工商银行, personal: 13 or 15 columns, padded cells, newest first (FORMATS.md B1).

use super::bank::{self, Columns, Money};
use super::grid::Part;
use super::header::{Head, Header};
use super::reading::Reading;
use super::{Fit, ImportError};

const NAME: &str = "icbc";
/// What was booked to the account; 交易金额 may be in another currency.
const IN: &[&str] = &["记账金额(收入)"];
const OUT: &[&str] = &["记账金额(支出)"];
const DATE: &[&str] = &["交易日期"];

/// The pair of columns that only this bank has.
pub fn sniff(head: &Head) -> Fit {
    if head.find(&[DATE, IN, OUT]).is_some() {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// Reads every row.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let header = Header::find(head, NAME, &[DATE, IN, OUT])?;
    let mut columns = Columns::of(part, &header)?;
    columns.money = Money::Two(header.need(IN)?, header.need(OUT)?);
    bank::read_with(part, head, &header, &columns, out)
}
