//! The formats by name and side: what the page may list without knowing a single reader.

use crate::record::Side;

use super::FormatName;

/// Every format, in the order that a list shows them. `tests/import.rs` compares this list with the
/// table of readers.
pub const FORMAT_NAMES: &[(FormatName, Side)] = &[
    ("register", Side::Register),
    ("lakala_jy", Side::Provider),
    ("wechat_trade", Side::Provider),
    ("wechat_fund", Side::Provider),
    ("alipay_trade", Side::Provider),
    ("alipay_account", Side::Provider),
    ("alipay_summary", Side::Provider),
    ("lakala_js", Side::Provider),
    ("lakala_fq", Side::Provider),
    ("unionpay_zm", Side::Provider),
    ("unionpay_com", Side::Provider),
    ("citic_pos", Side::Provider),
    ("ceb", Side::Provider),
    ("chinaums", Side::Provider),
    ("allinpay", Side::Provider),
    ("allinpay_yst", Side::Provider),
    ("allinpay_pos", Side::Provider),
    ("leshua", Side::Provider),
    ("yeepay", Side::Provider),
    ("suixingpay", Side::Provider),
    ("wechat_personal", Side::Provider),
    ("alipay_personal", Side::Provider),
    ("meituan", Side::Provider),
    ("jd", Side::Provider),
    ("stripe", Side::Provider),
    ("adyen", Side::Provider),
    ("paypal", Side::Provider),
    ("paypal_report", Side::Provider),
    ("square", Side::Provider),
    ("sumup", Side::Provider),
    ("shopify", Side::Provider),
    ("amazon", Side::Provider),
    ("checkout", Side::Provider),
    ("dlocal", Side::Provider),
    ("trustly", Side::Provider),
    ("bill", Side::Provider),
    ("icbc", Side::Bank),
    ("ccb", Side::Bank),
    ("abc", Side::Bank),
    ("boc", Side::Bank),
    ("cmb", Side::Bank),
    ("bocom", Side::Bank),
    ("citic", Side::Bank),
    ("spdb", Side::Bank),
    ("cgb", Side::Bank),
    ("psbc", Side::Bank),
    ("pingan", Side::Bank),
    ("minsheng", Side::Bank),
    ("cib", Side::Bank),
    ("hsbc", Side::Bank),
    ("bmo", Side::Bank),
    ("td", Side::Bank),
    ("camt", Side::Bank),
    ("mt940", Side::Bank),
    ("ofx", Side::Bank),
    ("qif", Side::Bank),
    ("bai2", Side::Bank),
    ("bank", Side::Bank),
];

/// The names of one side's formats.
pub fn formats_of(side: Side) -> impl Iterator<Item = FormatName> {
    FORMAT_NAMES
        .iter()
        .filter(move |(_, of)| *of == side)
        .map(|(name, _)| *name)
}
