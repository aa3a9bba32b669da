//! The table of formats. Adding one is one file, one line here and one in `names`, and one fixture.

use crate::record::Side;

use super::grid::Part;
use super::header::Head;
use super::reading::Reading;
use super::{
    FormatName, ImportError, bank, boc, cmb, encoding, icbc, lakala_jy, register, wechat_trade,
};

/// How well a format's reader fits a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Not this format.
    No,
    /// A reader by synonyms could read it: right where no format is sure.
    Likely,
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
        name: "icbc",
        side: Side::Bank,
        sniff: icbc::sniff,
        read: icbc::read,
    },
    Format {
        name: "cmb",
        side: Side::Bank,
        sniff: cmb::sniff,
        read: cmb::read,
    },
    Format {
        name: "boc",
        side: Side::Bank,
        sniff: boc::sniff,
        read: boc::read,
    },
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
