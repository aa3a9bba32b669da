//! BOC 中国银行: the personal statement of 13 columns and the corporate history with bilingual
//! column names (FORMATS.md B4).

use super::bank::{self, Columns};
use super::grid::Part;
use super::header::{Head, Header};
use super::reading::Reading;
use super::{Fit, ImportError};

const NAME: &str = "boc";
/// 记账日期,记账时间,币别,金额,余额,交易名称,渠道,….
const PERSONAL: &[&[&str]] = &[
    &["记账日期"],
    &["记账时间"],
    &["金额"],
    &["余额"],
    &["交易名称"],
];
/// 交易类型[ Transaction Type ] … 交易金额[ Trade Amount ] 交易后余额 ….
const CORPORATE: &[&[&str]] = &[
    &["交易日期"],
    &["交易金额"],
    &["交易后余额"],
    &["付款人名称"],
    &["收款人名称"],
];

/// Either header.
pub fn sniff(head: &Head) -> Fit {
    if head.find(PERSONAL).is_some() || head.find(CORPORATE).is_some() {
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
    let corporate = head.find(CORPORATE).is_some();
    let header = Header::find(head, NAME, if corporate { CORPORATE } else { PERSONAL })?;
    let mut columns = Columns::of(part, &header)?;
    if corporate {
        // Money in comes from the payer, money out goes to the payee. The amount bears its sign.
        columns.party = (
            header.column(&["付款人名称"]),
            header.column(&["收款人名称"]),
        );
        // Rows of one second share day and time; this number tells them apart.
        columns.number = header.column(&["记录标识号"]).or(columns.number);
        columns
            .memo
            .retain(|&column| header.name(column).starts_with("交易类型").eq(&false));
    }
    bank::read_with(part, head, &header, &columns, out)
}
