//! The table of formats. Adding one is one file, one line here and one in `names`, and one fixture.

use crate::protocol::Wish;
use crate::record::Side;

use super::grid::Part;
use super::header::Head;
use super::reading::Reading;
use super::{
    FormatName, ImportError, alipay_account, alipay_summary, alipay_trade, bai2, bank, banks, bill,
    bills, camt, container, lakala_js, lakala_jy, mt940, ofx, paypal_report, processors, qif,
    register, td, trustly, unionpay_com, unionpay_zm, wallets, wechat_fund, wechat_trade,
};

/// How well a format's reader fits a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Not this format.
    No,
    /// A reader by synonyms could read it: right where no format is sure.
    Likely,
    /// The same, and the file names whose it is.
    Named,
    /// The layout is known.
    Sure,
}

/// One format.
pub struct Format {
    /// Its name.
    pub name: FormatName,
    /// Whose view it holds.
    pub side: Side,
    /// Whether a file is of this format, by its first rows.
    pub sniff: fn(&Head) -> Fit,
    /// Reads a file of this format.
    pub read: fn(&Part<'_>, &Head, &mut Reading<'_>) -> Result<(), ImportError>,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A format of a table of layouts, such as `banks`.
macro_rules! of_table {
    ($table:ident, $side:ident, $name:literal) => {
        Format {
            name: $name,
            side: Side::$side,
            sniff: |head| $table::sniff($name, head),
            read: |part, head, out| $table::read($name, part, head, out),
        }
    };
}

/// Every format.
pub const FORMATS: &[Format] = &[
    Format {
        name: "register",
        side: Side::Register,
        sniff: register::sniff,
        read: register::read,
    },
    Format {
        name: "lakala_jy",
        side: Side::Provider,
        sniff: lakala_jy::sniff,
        read: lakala_jy::read,
    },
    Format {
        name: "wechat_trade",
        side: Side::Provider,
        sniff: wechat_trade::sniff,
        read: wechat_trade::read,
    },
    Format {
        name: "wechat_fund",
        side: Side::Provider,
        sniff: wechat_fund::sniff,
        read: wechat_fund::read,
    },
    Format {
        name: "alipay_trade",
        side: Side::Provider,
        sniff: alipay_trade::sniff,
        read: alipay_trade::read,
    },
    Format {
        name: "alipay_account",
        side: Side::Provider,
        sniff: alipay_account::sniff,
        read: alipay_account::read,
    },
    Format {
        name: "alipay_summary",
        side: Side::Provider,
        sniff: alipay_summary::sniff,
        read: alipay_summary::read,
    },
    Format {
        name: "lakala_js",
        side: Side::Provider,
        sniff: lakala_js::sniff,
        read: lakala_js::read,
    },
    Format {
        name: "lakala_fq",
        side: Side::Provider,
        sniff: lakala_js::sniff_instalments,
        read: lakala_js::read_instalments,
    },
    Format {
        name: "unionpay_zm",
        side: Side::Provider,
        sniff: unionpay_zm::sniff,
        read: unionpay_zm::read,
    },
    Format {
        name: "unionpay_com",
        side: Side::Provider,
        sniff: unionpay_com::sniff,
        read: unionpay_com::read,
    },
    of_table!(bills, Provider, "citic_pos"),
    of_table!(bills, Provider, "ceb"),
    of_table!(bills, Provider, "chinaums"),
    of_table!(bills, Provider, "allinpay"),
    of_table!(bills, Provider, "allinpay_yst"),
    of_table!(bills, Provider, "allinpay_pos"),
    of_table!(bills, Provider, "leshua"),
    of_table!(bills, Provider, "yeepay"),
    of_table!(bills, Provider, "suixingpay"),
    of_table!(wallets, Provider, "wechat_personal"),
    of_table!(wallets, Provider, "alipay_personal"),
    of_table!(wallets, Provider, "meituan"),
    of_table!(wallets, Provider, "jd"),
    of_table!(processors, Provider, "stripe"),
    of_table!(processors, Provider, "adyen"),
    of_table!(processors, Provider, "paypal"),
    Format {
        name: "paypal_report",
        side: Side::Provider,
        sniff: paypal_report::sniff,
        read: paypal_report::read,
    },
    of_table!(processors, Provider, "square"),
    of_table!(processors, Provider, "sumup"),
    of_table!(processors, Provider, "shopify"),
    of_table!(processors, Provider, "amazon"),
    of_table!(processors, Provider, "checkout"),
    of_table!(processors, Provider, "dlocal"),
    Format {
        name: "trustly",
        side: Side::Provider,
        sniff: trustly::sniff,
        read: trustly::read,
    },
    Format {
        name: "bill",
        side: Side::Provider,
        sniff: bill::sniff,
        read: bill::read,
    },
    of_table!(banks, Bank, "icbc"),
    of_table!(banks, Bank, "ccb"),
    of_table!(banks, Bank, "abc"),
    of_table!(banks, Bank, "boc"),
    of_table!(banks, Bank, "cmb"),
    of_table!(banks, Bank, "bocom"),
    of_table!(banks, Bank, "citic"),
    of_table!(banks, Bank, "spdb"),
    of_table!(banks, Bank, "cgb"),
    of_table!(banks, Bank, "psbc"),
    of_table!(banks, Bank, "pingan"),
    of_table!(banks, Bank, "minsheng"),
    of_table!(banks, Bank, "cib"),
    of_table!(banks, Bank, "hsbc"),
    of_table!(banks, Bank, "bmo"),
    Format {
        name: "td",
        side: Side::Bank,
        sniff: td::sniff,
        read: td::read,
    },
    Format {
        name: "camt",
        side: Side::Bank,
        sniff: camt::sniff,
        read: camt::read,
    },
    Format {
        name: "mt940",
        side: Side::Bank,
        sniff: mt940::sniff,
        read: mt940::read,
    },
    Format {
        name: "ofx",
        side: Side::Bank,
        sniff: ofx::sniff,
        read: ofx::read,
    },
    Format {
        name: "qif",
        side: Side::Bank,
        sniff: qif::sniff,
        read: qif::read,
    },
    Format {
        name: "bai2",
        side: Side::Bank,
        sniff: bai2::sniff,
        read: bai2::read,
    },
    Format {
        name: "bank",
        side: Side::Bank,
        sniff: bank::sniff,
        read: bank::read,
    },
];

/// A report of totals alone, read as a check of the rows beside it in one archive.
pub struct Summary {
    /// Its name, for messages.
    pub name: FormatName,
    /// The formats whose rows it counts.
    pub of: &'static [FormatName],
    /// Whether a table is such a report.
    pub sniff: fn(&Head) -> bool,
    /// Compares what it states with what was read.
    pub read: fn(&Part<'_>, &Head, &mut Reading<'_>),
}

/// Every report of totals.
pub const SUMMARIES: &[Summary] = &[
    Summary {
        name: "unionpay_zm",
        of: &["unionpay_zm"],
        sniff: unionpay_zm::is_report,
        read: unionpay_zm::compare,
    },
    Summary {
        name: "alipay_summary",
        of: &["alipay_trade"],
        sniff: alipay_summary::is_one,
        read: alipay_summary::compare,
    },
    Summary {
        name: "alipay_account",
        of: &["alipay_account"],
        sniff: alipay_account::is_totals,
        read: alipay_account::compare_totals,
    },
];

/// How well every format fits a file, for the test that exactly one of them is right: the best of
/// its tables counts.
///
/// # Errors
/// What keeps the file from being opened.
pub fn fits(bytes: &[u8], wish: &Wish) -> Result<Vec<(FormatName, Fit)>, ImportError> {
    let opened = container::open(bytes, wish)?;
    let heads: Vec<Head> = (0..)
        .zip(&opened.tables)
        .map(|(index, table)| Head::of(&table.part(index), &table.name))
        .collect();
    let best = |format: &Format| heads.iter().map(format.sniff).max().unwrap_or(Fit::No);
    Ok(FORMATS
        .iter()
        .map(|format| (format.name, best(format)))
        .collect())
}
