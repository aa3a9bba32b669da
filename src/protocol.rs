/*!
What page and worker say to each other.

The worker speaks first: [`Event::Ready`]. Every [`Request`] gets exactly one reply with its number;
long work sends [`Event::Progress`] in between. File bytes travel beside the message as a
transferred buffer. Rows stay in the worker: the page asks for windows of them.
Cancelling means ending the worker and starting another one, which is given the files again: a
running wasm loop cannot be interrupted.
*/

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::calendar::Day;
use crate::guide::{Entry, Hit, Topic};
use crate::import::mapping::{Look, Mapping, Preview};
use crate::import::{FileReport, ImportError};
use crate::record::{FileId, RowView, Side};
use crate::settings::Settings;
use crate::text::Lang;
use crate::verdict::{RowName, Target, Verdict};

/// Page and worker must be of the same build; compared in [`Event::Ready`].
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The most rows one window may hold.
pub const WINDOW_ROWS_MAX: u32 = 500;

/// A numbered request.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    /// Its number; the reply bears the same.
    pub id: u32,
    /// What is asked.
    pub body: Ask,
}

/// What the page asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Read a file, whose bytes come beside the message. Answered by [`Told::Imported`].
    Import {
        /// Its name.
        name: String,
        /// What she says it is, where she said so.
        wish: Box<Wish>,
    },
    /// Show the beginning of a file, whose bytes come beside the message, and what it becomes by the
    /// wish's mapping, or by a guess. Nothing is kept. Answered by [`Told::Preview`].
    Preview {
        /// Its name.
        name: String,
        /// Mapping, encoding and password, where she said so.
        wish: Box<Wish>,
        /// Where to look.
        look: Look,
    },
    /// Load the sample shop that ships with the app. Answered by [`Told::Files`].
    LoadSample,
    /// Forget a file. Answered by [`Told::Files`].
    Remove(FileId),
    /// Forget every file. Answered by [`Told::Files`].
    Clear,
    /// Explain the loaded files with these settings and by what she says herself. Answered by
    /// [`Told::Explained`].
    Explain(Box<Settings>, Vec<Verdict>),
    /// A line or a piece of the unexplained part as a verdict names it. Answered by
    /// [`Told::Target`].
    Target {
        /// Of what.
        of: RowsOf,
        /// Only the rows with these numbers of [`RowView::group`]; all of them where there is none.
        groups: Option<Vec<u32>>,
    },
    /// Rows that may be the same payment as this one. Answered by [`Told::Rows`].
    Candidates(RowName),
    /// A window of the rows that prove something. Answered by [`Told::Rows`].
    Rows {
        /// Of what.
        of: RowsOf,
        /// First row, from 0.
        start: u32,
        /// How many, at most [`WINDOW_ROWS_MAX`].
        count: u32,
    },
    /// The answer as a JSON file. Answered by [`Told::File`].
    SaveJson(Lang),
    /// The certificate: what somebody needs to add the answer up again. Answered by [`Told::File`].
    SaveCertificate,
    /// The whole answer as a workbook. Answered by [`Told::Packed`].
    SaveTable {
        /// In which language.
        lang: Lang,
        /// The day that the workbook is dated.
        today: Day,
    },
    /// The first draft of a letter. Answered by [`Told::Letter`].
    Letter {
        /// About what.
        of: PackOf,
        /// In which language.
        lang: Lang,
        /// The day of the letter.
        today: Day,
    },
    /// The evidence pack. Answered by [`Told::Packed`].
    Pack {
        /// About what.
        of: PackOf,
        /// In which language.
        lang: Lang,
        /// The letter as she left it.
        letter: String,
        /// The day of the letter.
        today: Day,
    },
    /// An entry of the guide. Answered by [`Told::Guide`].
    Guide {
        /// About what.
        topic: Topic,
        /// In which language.
        lang: Lang,
    },
    /// Looks through the guide. Answered by [`Told::GuideHits`].
    GuideSearch {
        /// Her words, in either language.
        words: String,
        /// The language of the answer.
        lang: Lang,
    },
}

/// What she says a file is; empty where she leaves it to the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// Whose view it holds.
    pub side: Option<Side>,
    /// The format to read it as, by its name.
    pub format: Option<String>,
    /// The password of an archive. It stays in this message and is kept nowhere.
    pub password: Option<String>,
    /// The encoding of its text, by its WHATWG name such as `GB18030`; guessed where there is none.
    pub encoding: Option<String>,
    /// Of an archive or workbook that became several files, the tables of one of them; all of them
    /// where this is empty. See `FileReport::parts`.
    pub parts: Vec<u16>,
    /// What its columns mean, where she said so.
    pub mapping: Option<Mapping>,
    /// Mappings that she saved: a file of the same shape is read by the first that fits.
    pub known: Vec<Mapping>,
}

/// What an evidence pack is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackOf {
    /// Everything that can be put to the provider.
    All,
    /// A line of the bridge, by its place in [`Answer::lines`].
    Line(u32),
    /// What no test claims.
    Unexplained,
}

/// Whose rows a window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowsOf {
    /// A line of the bridge, by its place in [`Answer::lines`].
    Line(u32),
    /// A payout, by its place in [`Answer::payouts`].
    Payout(u32),
    /// A piece of the unexplained part, by its place in [`Answer::unexplained_parts`].
    Unexplained(u32),
    /// A file.
    File(FileId),
}

/// What the worker says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Event {
    /// It is there. Sent once.
    Ready {
        /// Its [`VERSION`].
        version: String,
    },
    /// Where long work stands.
    Progress {
        /// The request.
        id: u32,
        /// What is being done.
        stage: Stage,
        /// 0 to 100 within the stage.
        percent: u8,
    },
    /// The answer to a request.
    Reply {
        /// The request.
        id: u32,
        /// The answer.
        body: Told,
    },
}

/// What long work is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Decoding and recognising a file.
    Recognise,
    /// Reading its rows.
    Read,
    /// Matching register and bill.
    Match,
    /// Recomputing fees.
    Fees,
    /// Matching payouts and credits.
    Payouts,
    /// Naming causes and adding up.
    Explain,
    /// Writing a file to save.
    Write,
}

/// What the worker answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Told {
    /// A file was read, or why not. Carries every loaded file.
    Imported {
        /// The loaded files.
        files: Vec<Loaded>,
        /// The new one, or why there is none.
        result: Result<FileId, ImportError>,
    },
    /// The beginning of a file and what it becomes, or why it cannot be opened.
    Preview(Result<Box<Preview>, ImportError>),
    /// The loaded files.
    Files(Vec<Loaded>),
    /// The explanation, or why there is none.
    Explained(Result<Box<Answer>, ExplainError>),
    /// A window of rows.
    Rows {
        /// How many rows there are in all.
        total: u32,
        /// The rows asked for. Those of one match follow each other and share a group.
        rows: Vec<RowView>,
    },
    /// What a verdict names.
    Target(Target),
    /// A file to save.
    File {
        /// Its name.
        name: String,
        /// Its media type.
        mime: String,
        /// Its text.
        text: String,
    },
    /// The first draft of a letter and what goes with it; `None` where there is nothing to write
    /// about.
    Letter(Option<Box<Papers>>),
    /// A file of bytes to save.
    Packed {
        /// Its name.
        name: String,
        /// Its media type.
        mime: String,
        /// Its content.
        bytes: Bytes,
    },
    /// An entry of the guide.
    Guide(Box<Entry>),
    /// Entries of the guide that fit her words, the best first.
    GuideHits(Vec<Hit>),
    /// There is nothing under that number: the page asked for what is gone.
    Gone,
}

/// The papers of an evidence pack, to read and to print.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    /// The letter.
    pub letter: String,
    /// The headings of the rows.
    pub titles: Vec<String>,
    /// The first rows that prove it, cell by cell.
    pub rows: Vec<Vec<String>>,
    /// How many more rows the sheet has.
    pub more: u32,
    /// What all of them come to.
    pub total: String,
    /// What she must add herself: a heading and its points, by cause.
    pub checklist: Vec<(String, Vec<String>)>,
}

/// Bytes that travel as one array and not number by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_byte_buf(BytesVisitor)
    }
}

struct BytesVisitor;

impl serde::de::Visitor<'_> for BytesVisitor {
    type Value = Bytes;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
        Ok(Bytes(bytes.to_vec()))
    }

    fn visit_byte_buf<E: serde::de::Error>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
        Ok(Bytes(bytes))
    }
}

/// A loaded file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loaded {
    /// Its number.
    pub id: FileId,
    /// How reading it went.
    pub report: FileReport,
}

/// Why there is no explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExplainError {
    /// Neither a register nor a bill: nothing says what was taken.
    NoTakings,
    /// No statement: nothing says what arrived.
    NoBank,
    /// The files hold no row in the currency and the days asked for.
    NoRowsInPeriod,
    /// Sums left the range of exact integers.
    TooLarge,
}
