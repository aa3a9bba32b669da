//! CMB 招商银行, personal: the PC export with its `#` lines, and the seven columns of the
//! statement form (FORMATS.md B5).

use super::bank::{self, Columns};
use super::grid::Part;
use super::header::{Head, Header};
use super::reading::Reading;
use super::{Fit, ImportError};

const NAME: &str = "cmb";
/// 交易日期,交易时间,收入,支出,余额,交易类型,交易备注.
const EXPORT: &[&[&str]] = &[
    &["交易日期"],
    &["收入"],
    &["支出"],
    &["余额"],
    &["交易类型"],
    &["交易备注"],
];
/// 记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要.
const FORM: &[&[&str]] = &[&["记账日期"], &["交易金额"], &["联机余额"], &["交易摘要"]];

/// Either header.
pub fn sniff(head: &Head) -> Fit {
    if head.find(FORM).is_some() || head.find(EXPORT).is_some() {
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
    let layout = if head.find(EXPORT).is_some() {
        EXPORT
    } else {
        FORM
    };
    let header = Header::find(head, NAME, layout)?;
    let columns = Columns::of(part, &header)?;
    bank::read_with(part, head, &header, &columns, out)
}
