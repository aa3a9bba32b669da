//! The table of formats. Adding one is one file, one line here and one in `names`, and one fixture.

use crate::record::Side;

use super::grid::Part;
use super::header::Head;
use super::reading::Reading;
use super::{FormatName, ImportError, bank, banks, encoding, lakala_jy, register, wechat_trade};

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

/// A bank of the table in `banks`.
macro_rules! bank_format {
    ($name:literal) => {
        Format {
            name: $name,
            side: Side::Bank,
            sniff: |head| banks::sniff($name, head),
            read: |part, head, out| banks::read($name, part, head, out),
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
    bank_format!("icbc"),
    bank_format!("ccb"),
    bank_format!("abc"),
    bank_format!("boc"),
    bank_format!("cmb"),
    bank_format!("bocom"),
    bank_format!("citic"),
    bank_format!("spdb"),
    bank_format!("cgb"),
    bank_format!("psbc"),
    bank_format!("pingan"),
    bank_format!("minsheng"),
    bank_format!("cib"),
    bank_format!("hsbc"),
    Format {
        name: "bank",
        side: Side::Bank,
        sniff: bank::sniff,
        read: bank::read,
    },
];

/// How well every format fits a file, for the test that exactly one of them is right.
///
/// # Errors
/// What keeps the file from being decoded.
pub fn fits(bytes: &[u8]) -> Result<Vec<(FormatName, Fit)>, ImportError> {
    let decoded = encoding::decode(bytes)?;
    let head = Head::of(&Part::new(0, &decoded.text), "");
    Ok(FORMATS
        .iter()
        .map(|format| (format.name, (format.sniff)(&head)))
        .collect())
}
