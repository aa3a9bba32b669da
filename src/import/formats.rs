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
    /// The file under `import/` that reads it.
    pub reader: &'static str,
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

/// A format with a file of its own.
macro_rules! of_file {
    ($file:ident, $side:ident) => {
        Format {
            name: stringify!($file),
            reader: stringify!($file),
            side: Side::$side,
            sniff: $file::sniff,
            read: $file::read,
        }
    };
}

/// A format of a table of layouts, such as `banks`.
macro_rules! of_table {
    ($table:ident, $side:ident, $name:literal) => {
        Format {
            name: $name,
            reader: stringify!($table),
            side: Side::$side,
            sniff: |head| $table::sniff($name, head),
            read: |part, head, out| $table::read($name, part, head, out),
        }
    };
}

/// Every format.
pub const FORMATS: &[Format] = &[
    of_file!(register, Register),
    of_file!(lakala_jy, Provider),
    of_file!(wechat_trade, Provider),
    of_file!(wechat_fund, Provider),
    of_file!(alipay_trade, Provider),
    of_file!(alipay_account, Provider),
    of_file!(alipay_summary, Provider),
    of_file!(lakala_js, Provider),
    Format {
        name: "lakala_fq",
        reader: "lakala_js",
        side: Side::Provider,
        sniff: lakala_js::sniff_instalments,
        read: lakala_js::read_instalments,
    },
    of_file!(unionpay_zm, Provider),
    of_file!(unionpay_com, Provider),
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
    of_file!(paypal_report, Provider),
    of_table!(processors, Provider, "square"),
    of_table!(processors, Provider, "sumup"),
    of_table!(processors, Provider, "shopify"),
    of_table!(processors, Provider, "amazon"),
    of_table!(processors, Provider, "checkout"),
    of_table!(processors, Provider, "dlocal"),
    of_file!(trustly, Provider),
    of_file!(bill, Provider),
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
    of_file!(td, Bank),
    of_file!(camt, Bank),
    of_file!(mt940, Bank),
    of_file!(ofx, Bank),
    of_file!(qif, Bank),
    of_file!(bai2, Bank),
    of_file!(bank, Bank),
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
