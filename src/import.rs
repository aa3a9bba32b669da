/*!
From bytes to records: container, text, grid, format.

Adding a format is one file under `import/`, one line in [`FORMATS`], and one fixture with its
golden under `tests/fixtures/`.
*/

use serde::{Deserialize, Serialize};

pub mod mapping;
mod names;

#[cfg(feature = "engine")]
mod alipay_account;
#[cfg(feature = "engine")]
mod alipay_note;
#[cfg(feature = "engine")]
mod alipay_summary;
#[cfg(feature = "engine")]
mod alipay_trade;
#[cfg(feature = "engine")]
mod assumed;
#[cfg(feature = "engine")]
mod bai2;
#[cfg(feature = "engine")]
mod balance_signs;
#[cfg(feature = "engine")]
mod bank;
#[cfg(feature = "engine")]
mod bank_columns;
#[cfg(feature = "engine")]
mod bank_header;
#[cfg(feature = "engine")]
mod bank_money;
#[cfg(feature = "engine")]
mod bank_texts;
#[cfg(feature = "engine")]
mod bank_totals;
#[cfg(feature = "engine")]
mod banks;
#[cfg(feature = "engine")]
mod bill;
#[cfg(feature = "engine")]
mod bill_columns;
#[cfg(feature = "engine")]
mod bill_money;
#[cfg(feature = "engine")]
mod bill_totals;
#[cfg(feature = "engine")]
mod bills;
#[cfg(feature = "engine")]
mod camt;
#[cfg(feature = "engine")]
mod camt_entry;
#[cfg(feature = "engine")]
mod cell;
#[cfg(feature = "engine")]
mod checks;
#[cfg(feature = "engine")]
mod container;
#[cfg(feature = "engine")]
mod days;
#[cfg(feature = "engine")]
mod encoding;
#[cfg(feature = "engine")]
mod entry;
#[cfg(feature = "engine")]
mod fixed;
#[cfg(feature = "engine")]
mod foot;
#[cfg(feature = "engine")]
mod formats;
#[cfg(feature = "engine")]
mod grid;
#[cfg(feature = "engine")]
mod header;
#[cfg(feature = "engine")]
mod lakala_js;
#[cfg(feature = "engine")]
mod lakala_jy;
#[cfg(feature = "engine")]
mod lakala_unit;
#[cfg(feature = "engine")]
mod marks;
#[cfg(feature = "engine")]
mod mt940;
#[cfg(feature = "engine")]
mod mt940_memo;
#[cfg(feature = "engine")]
mod ofx;
#[cfg(feature = "engine")]
mod paypal_report;
#[cfg(feature = "engine")]
mod pipeline;
#[cfg(feature = "engine")]
mod preamble;
#[cfg(feature = "engine")]
mod processor;
#[cfg(feature = "engine")]
mod processor_any;
#[cfg(feature = "engine")]
mod processor_layouts;
#[cfg(feature = "engine")]
mod processor_money;
#[cfg(feature = "engine")]
mod processor_ties;
#[cfg(feature = "engine")]
mod processor_words;
#[cfg(feature = "engine")]
mod processors;
#[cfg(feature = "engine")]
mod qif;
#[cfg(feature = "engine")]
mod radicals;
#[cfg(feature = "engine")]
mod reading;
#[cfg(feature = "engine")]
mod register;
#[cfg(feature = "engine")]
mod register_columns;
#[cfg(feature = "engine")]
mod register_parts;
#[cfg(feature = "engine")]
mod reply;
#[cfg(feature = "engine")]
mod sheet;
#[cfg(feature = "engine")]
mod td;
#[cfg(feature = "engine")]
mod trustly;
#[cfg(feature = "engine")]
mod unionpay_com;
#[cfg(feature = "engine")]
mod unionpay_zm;
#[cfg(feature = "engine")]
mod wallets;
#[cfg(feature = "engine")]
mod wechat_fund;
#[cfg(feature = "engine")]
mod wechat_trade;
#[cfg(feature = "engine")]
mod words;

#[cfg(feature = "engine")]
pub use formats::{FORMATS, Fit, Format, SUMMARIES, Summary, fits};
pub use names::{FORMAT_NAMES, formats_of};
#[cfg(feature = "engine")]
pub use pipeline::{import, import_known};

use crate::calendar::{DateError, Day, Period};
use crate::money::{Amount, Currency, NumberError};
use crate::record::Side;

/// What a person calls a format; the same identifier in files, tests and the page.
pub type FormatName = &'static str;

/// How reading one file went: what its card shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// The name it was dropped with.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whose view it holds.
    pub side: Side,
    /// The format it was read as, such as `wechat_trade`.
    pub format: String,
    /// The name of her own mapping, where it was read by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<String>,
    /// The encoding it was decoded from, such as `GB18030`; empty for workbooks.
    pub encoding: String,
    /// Rows read.
    pub rows: u32,
    /// Rows that could not be read: all of them are counted here.
    pub refused_count: u32,
    /// The first [`REFUSED_LISTED_MAX`] of them.
    pub refused: Vec<Refused>,
    /// The days of its rows, or of its preamble where that names them.
    pub period: Option<Period>,
    /// Totals that the file states about itself, compared with what was read.
    pub controls: Vec<Control>,
    /// What she should know.
    pub warnings: Vec<Warning>,
    /// Which tables of an archive or workbook it is, where that became several files; see
    /// `Wish::parts`. Empty where it is all of them.
    pub parts: Vec<u16>,
}

impl FileReport {
    /// Whether the file names no currency, so that one had to be taken.
    #[must_use]
    pub fn names_no_currency(&self) -> bool {
        let mut warnings = self.warnings.iter();
        warnings.any(|warning| matches!(warning, Warning::CurrencyAssumed { .. }))
    }
}

/// More refused rows than this are counted but not listed: nobody reads further.
pub const REFUSED_LISTED_MAX: usize = 1000;

/// A row that could not be read, with its place, its text and the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Sheet or archive member, from 0.
    pub part: u16,
    /// The name of that sheet or member; empty where the file is one table.
    pub place: String,
    /// Line or row, from 1.
    pub row: u32,
    /// The column's name as the file has it; empty where the whole row is meant.
    pub column: String,
    /// The text that could not be read, cut to a line.
    pub text: String,
    /// Why.
    pub reason: RefusedReason,
}

/// Why a row was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefusedReason {
    /// An amount that is not a number.
    Amount(NumberError),
    /// A date or time that is none.
    Date(DateError),
    /// Fewer cells than the header promises, and a needed one is among the missing.
    Short,
    /// A kind of transaction that the format does not know.
    Kind,
    /// A currency that is none.
    Currency,
    /// Neither money in nor money out, or both.
    Direction,
}

/// A total that a file states about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// What is counted.
    pub kind: ControlKind,
    /// What the file says.
    pub stated: ControlValue,
    /// What was read.
    pub read: ControlValue,
}

impl Control {
    /// Whether both agree.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.stated == self.read
    }
}

/// What a control counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ControlKind {
    /// Number of rows.
    Rows,
    /// Sum of sales after merchant-borne discounts (应结订单总金额).
    Settled,
    /// Sum of order amounts (订单总金额).
    Ordered,
    /// Sum of refunds.
    Refunds,
    /// Sum of the column of amounts as it is printed.
    Amount,
    /// Sum of fees.
    Fees,
    /// Sum of nets.
    Net,
    /// Money in.
    In,
    /// Money out.
    Out,
    /// Balances that follow from the one before.
    BalanceChain,
    /// Closing balance: opening balance and everything in between.
    Closing,
    /// What a trailer counts or adds up so that a file can be checked.
    Trailer,
}

/// A count or a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ControlValue {
    /// So many.
    Count(u64),
    /// So much.
    Sum(Amount),
}

/// What she should know about a file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// Ids that a spreadsheet program rounded; they are not used as keys.
    DamagedIds {
        /// How many rows.
        rows: u32,
        /// The first of them.
        first_row: u32,
    },
    /// Rows that stand twice in the file, to the letter. Both are kept.
    DuplicateRows {
        /// How many.
        rows: u32,
        /// The first of them.
        first_row: u32,
    },
    /// The row count is one at which exports are cut off.
    MaybeCut {
        /// That count.
        rows: u32,
    },
    /// Rows without a day; they bear the day on which the file was made.
    Undated {
        /// How many rows.
        rows: u32,
        /// The first of them.
        first_row: u32,
    },
    /// Amounts where gross less fee is not net.
    NetDiffers {
        /// How many rows.
        rows: u32,
        /// The first of them.
        first_row: u32,
    },
    /// Amounts without a sign; the balances told which way money went.
    SignsByBalance,
    /// A layout that no format knows; the numbers of every row proved what its columns are.
    Proven,
    /// No currency is named anywhere; this one was taken.
    CurrencyAssumed {
        /// That one.
        currency: Currency,
    },
    /// Whole numbers of three digits and more throughout, read as whole yuan: they may be fen.
    MaybeFen {
        /// How many amounts.
        rows: u32,
    },
    /// The header says one unit and the rows show another.
    UnitDiffers {
        /// Whether fen were read.
        fen: bool,
    },
    /// Members or sheets that were passed over because they hold no bill.
    Skipped {
        /// How many.
        parts: u32,
        /// The first of them.
        first: String,
    },
    /// Sheets or members whose rows an earlier one has, each and in the same order: counted once.
    Repeated {
        /// How many.
        parts: u32,
        /// The first of them.
        first: String,
    },
    /// The file holds no sale or payment at all.
    NoRows,
    /// Days without a single row inside the period.
    MissingDays {
        /// The first such day.
        first: Day,
        /// How many.
        days: u32,
    },
}

/// Why a file was not read at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportError {
    /// No bytes.
    Empty,
    /// Larger than [`FILE_BYTES_MAX`].
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// A picture, and of which kind.
    Picture(String),
    /// A PDF, Word file or other document that holds no table.
    Document(String),
    /// A program or other binary data.
    Binary,
    /// A container that is not opened, and of which kind.
    Container(String),
    /// The provider's error message, saved as a bill.
    ErrorReply(String),
    /// A table whose columns no format knows.
    UnknownLayout {
        /// The row that looks most like a header, cell by cell.
        header: Vec<String>,
    },
    /// The format was recognised, but a column that it needs is missing.
    MissingColumn {
        /// The format.
        format: String,
        /// The column.
        column: String,
    },
    /// A known layout in which every single row was refused.
    NothingReadable {
        /// The format.
        format: String,
        /// The first of them.
        first: Refused,
    },
    /// The same bytes are loaded already.
    AlreadyLoaded {
        /// Under this name.
        name: String,
    },
    /// More than [`ROWS_MAX`] rows.
    TooManyRows,
    /// An archive that is locked: its password is needed, see `Wish::password`.
    PasswordNeeded,
    /// The password does not open the archive.
    WrongPassword,
    /// A workbook that is locked. It can only be unlocked where it was made.
    LockedWorkbook,
    /// An archive or workbook that is damaged, or cut off.
    Damaged,
    /// An archive or workbook that holds nothing to read.
    NothingInside,
    /// An archive or workbook past a limit.
    Limit(Limit),
    /// Totals without the single rows, and of which format.
    SummaryOnly(String),
}

/// What of an archive or workbook is more than any bill has. Each limit keeps a made-up file from
/// filling the memory of a tab; the sizes and their reasons stand where they are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// Members of an archive.
    Members,
    /// Unpacked against packed size.
    Ratio,
    /// Unpacked size.
    Unpacked,
    /// An archive in an archive in an archive.
    Nesting,
    /// Sheets of a workbook.
    Sheets,
    /// Columns of a sheet.
    Columns,
    /// Cells of a sheet.
    Cells,
    /// Letters in one cell.
    CellLength,
}

/// A file of more bytes is refused: with its rows it would not fit a browser's 4 GiB of wasm memory.
pub const FILE_BYTES_MAX: u64 = 1 << 30;

/// More rows a file than this are refused for the same reason.
pub const ROWS_MAX: u32 = 4_000_000;

/// The last four digits of a card number, masked or not; empty where it does not end in digits.
#[cfg(feature = "engine")]
fn card_tail(card: &str) -> &str {
    let digits = card
        .bytes()
        .rev()
        .take_while(u8::is_ascii_digit)
        .count()
        .min(CARD_TAIL_DIGITS);
    card.get(card.len() - digits..).unwrap_or_default()
}

/// Receipts show this many digits of a card.
#[cfg(feature = "engine")]
const CARD_TAIL_DIGITS: usize = 4;
