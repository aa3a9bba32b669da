/*!
From bytes to tables: what a file is by its first bytes; its name is never asked.

Archives are unpacked into their members and each member is looked at anew, so a workbook in a zip
in a gzip is found; sheets and members are numbered from 0 in the order in which they stand.
*/

use std::borrow::Cow;

use crate::protocol::Wish;

use super::grid::{Part, Style};
use super::sheet::Sheet;
use super::{ImportError, Limit, encoding, radicals, reply};

mod archive;
mod biff;
mod binary;
mod cells;
mod cfb;
mod markup;
mod ods;
mod page;
mod workbook;

use archive::Member;

/// An archive in an archive is met (a provider's zip in a mailbox's zip); deeper ones are attacks.
const NESTING_MAX: u32 = 3;

/// A table of a file, before anybody knows what it says.
pub struct Table<'b> {
    /// The member's or the sheet's name; empty where the file is one table.
    pub name: String,
    /// The encoding it was decoded from; empty for sheets.
    pub encoding: &'static str,
    body: Body<'b>,
}

enum Body<'b> {
    Text(Cow<'b, str>),
    Sheet(Sheet),
}

impl Table<'_> {
    /// The table as rows.
    #[must_use]
    pub fn part(&self, index: u16) -> Part<'_> {
        match &self.body {
            Body::Text(text) => Part::new(index, text),
            Body::Sheet(sheet) => Part::sheet(index, sheet),
        }
    }

    /// The table as rows, a text parted by a separator that she names.
    #[must_use]
    pub fn part_by(&self, index: u16, delimiter: Option<char>) -> Part<'_> {
        match (&self.body, delimiter.and_then(|c| u8::try_from(c).ok())) {
            (Body::Text(text), Some(separator)) if separator.is_ascii() => {
                Part::parted(index, text, Style::Separated(separator))
            }
            _ => self.part(index),
        }
    }
}

/// What was found in a file.
#[derive(Default)]
pub struct Opened<'b> {
    /// Its tables, in order.
    pub tables: Vec<Table<'b>>,
    /// Members that are no tables, with the reason.
    pub passed_over: Vec<(String, ImportError)>,
}

/// Opens a file.
///
/// # Errors
/// What keeps it from being opened; of an archive, what kept its only or first member from it.
pub fn open<'b>(bytes: &'b [u8], wish: &Wish) -> Result<Opened<'b>, ImportError> {
    let mut opened = Opened::default();
    let mut budget = archive::Budget::of(bytes.len());
    look(Cow::Borrowed(bytes), "", wish, 0, &mut budget, &mut opened)?;
    if opened.tables.is_empty() {
        return Err(match opened.passed_over.into_iter().next() {
            Some((_, error)) => error,
            None => ImportError::NothingInside,
        });
    }
    Ok(opened)
}

/// Adds the tables of one file or member.
fn look<'b>(
    bytes: Cow<'b, [u8]>,
    name: &str,
    wish: &Wish,
    depth: u32,
    budget: &mut archive::Budget,
    opened: &mut Opened<'b>,
) -> Result<(), ImportError> {
    if depth > NESTING_MAX {
        return Err(ImportError::Limit(Limit::Nesting));
    }
    if bytes.starts_with(archive::GZIP) {
        let inner = archive::gunzip(&bytes, budget)?;
        return look(Cow::Owned(inner), name, wish, depth + 1, budget, opened);
    }
    if bytes.starts_with(archive::ZIP) || bytes.starts_with(archive::ZIP_EMPTY) {
        return match archive::kind(&bytes)? {
            archive::Kind::Xlsx => {
                archive::measure(&bytes, budget)?;
                sheets(workbook::sheets(&bytes, budget.room())?, name, opened)
            }
            archive::Kind::Ods => {
                let content = archive::read(&bytes, "content.xml", budget)?;
                sheets(ods::tables(&content, budget.room())?, name, opened)
            }
            archive::Kind::Other(kind) => Err(ImportError::Document(kind.to_owned())),
            archive::Kind::Archive => {
                let members = archive::unpack(&bytes, wish.password.as_deref(), budget)?;
                for Member { name, bytes } in members {
                    let inner = Cow::Owned(bytes);
                    match look(inner, &name, wish, depth + 1, budget, opened) {
                        // What is locked or past a limit concerns the whole file.
                        Err(
                            error @ (ImportError::Limit(_)
                            | ImportError::PasswordNeeded
                            | ImportError::WrongPassword),
                        ) => return Err(error),
                        Err(error) => opened.passed_over.push((name, error)),
                        Ok(()) => {}
                    }
                }
                Ok(())
            }
        };
    }
    if bytes.starts_with(cfb::MAGIC) {
        return sheets(biff::sheets(&bytes, budget.room())?, name, opened);
    }
    text(bytes, name, wish, budget, opened)
}

/// Adds sheets under their own names, behind that of the member where there is one.
fn sheets(
    all: Vec<(String, Sheet)>,
    member: &str,
    opened: &mut Opened<'_>,
) -> Result<(), ImportError> {
    let filled = all.into_iter().filter(|(_, sheet)| !sheet.is_blank());
    let before = opened.tables.len();
    for (sheet_name, mut sheet) in filled {
        sheet.spell();
        opened.tables.push(Table {
            name: match (member.is_empty(), sheet_name.is_empty()) {
                (true, _) => sheet_name,
                (false, true) => member.to_owned(),
                (false, false) => format!("{member} › {sheet_name}"),
            },
            encoding: "",
            body: Body::Sheet(sheet),
        });
    }
    if opened.tables.len() == before {
        return Err(ImportError::NothingInside);
    }
    Ok(())
}

/// Adds a text, or the tables of a page that a program saved as a workbook.
fn text<'b>(
    bytes: Cow<'b, [u8]>,
    name: &str,
    wish: &Wish,
    budget: &mut archive::Budget,
    opened: &mut Opened<'b>,
) -> Result<(), ImportError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportError::Empty);
    }
    binary::check(&bytes)?;
    let decoded = match &bytes {
        Cow::Borrowed(bytes) => encoding::decode(bytes, wish.encoding.as_deref())?,
        Cow::Owned(bytes) => encoding::decode(bytes, wish.encoding.as_deref())?.into_owned(),
    };
    let text = match radicals::plain(&decoded.text) {
        Cow::Borrowed(_) => decoded.text,
        Cow::Owned(plain) => Cow::Owned(plain),
    };
    if page::is_one(&text) {
        let tables = page::tables(&text, budget.room())?;
        if tables.iter().any(|(_, sheet)| !sheet.is_blank()) {
            return sheets(tables, name, opened);
        }
    }
    reply::check(&text)?;
    opened.tables.push(Table {
        name: name.to_owned(),
        encoding: decoded.encoding,
        body: Body::Text(text),
    });
    Ok(())
}
