/*!
Zip and gzip, unpacked within limits.

A few kilobytes can unpack into terabytes, so nothing is unpacked without counting: every byte out
of an archive is taken from one [`Budget`] for the whole file, whatever the archive says of itself.
*/

use std::io::{Cursor, Read};

use encoding_rs::GB18030;
use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::import::sheet::Room;
use crate::import::{ImportError, Limit};

/// First bytes of gzip.
pub const GZIP: &[u8] = b"\x1f\x8b";
/// First bytes of a zip.
pub const ZIP: &[u8] = b"PK\x03\x04";
/// First bytes of a zip without members.
pub const ZIP_EMPTY: &[u8] = b"PK\x05\x06";

/// A year of daily bills is 366 members; nobody drops more than a few years at once.
const MEMBERS_MAX: usize = 2000;

/// All that comes out of one file, in bytes. With its text decoded and the rows that it becomes it
/// must fit a tab's 4 GiB; a million rows of WeChat's are 350 MB.
const UNPACKED_BYTES_MAX: usize = 1 << 29;

/// Bills shrink to a tenth, sheets of one repeated value to a hundredth. Deflate reaches 1032.
const RATIO_MAX: usize = 400;

/// Below this size no ratio does harm.
const RATIO_FREE_BYTES: usize = 16 << 20;

/// How much may still come out of a file.
pub struct Budget {
    left: usize,
    ratio: bool,
    room: Room,
}

impl Budget {
    /// The budget of a file of so many bytes.
    #[must_use]
    pub fn of(packed: usize) -> Self {
        let by_ratio = packed.saturating_mul(RATIO_MAX).max(RATIO_FREE_BYTES);
        Self {
            left: by_ratio.min(UNPACKED_BYTES_MAX),
            ratio: by_ratio < UNPACKED_BYTES_MAX,
            room: Room::default(),
        }
    }

    /// How much the sheets of the file may still hold.
    pub const fn room(&mut self) -> &mut Room {
        &mut self.room
    }

    /// Reads to the end, or as far as the budget goes.
    fn read(&mut self, from: impl Read) -> Result<Vec<u8>, ImportError> {
        let mut bytes = Vec::new();
        from.take(self.left as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| ImportError::Damaged)?;
        self.spend(bytes.len())?;
        Ok(bytes)
    }

    fn spend(&mut self, bytes: usize) -> Result<(), ImportError> {
        let over = if self.ratio {
            Limit::Ratio
        } else {
            Limit::Unpacked
        };
        self.left = self
            .left
            .checked_sub(bytes)
            .ok_or(ImportError::Limit(over))?;
        Ok(())
    }
}

/// Unpacks gzip, several streams behind each other included.
///
/// # Errors
/// [`ImportError::Limit`], or [`ImportError::Damaged`].
pub fn gunzip(bytes: &[u8], budget: &mut Budget) -> Result<Vec<u8>, ImportError> {
    budget.read(MultiGzDecoder::new(bytes))
}

/// What a zip is.
pub enum Kind {
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of LibreOffice.
    Ods,
    /// Another kind of document.
    Other(&'static str),
    /// An archive.
    Archive,
}

/// What a zip is by its members.
///
/// # Errors
/// [`ImportError::Damaged`], [`ImportError::Limit`].
pub fn kind(bytes: &[u8]) -> Result<Kind, ImportError> {
    let mut archive = archive(bytes)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    for (member, kind) in [
        ("xl/workbook.bin", "XLSB"),
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "PowerPoint"),
    ] {
        if has(member) {
            return Ok(Kind::Other(kind));
        }
    }
    // The media type is the first member and is not packed.
    let mut media = String::new();
    if let Ok(member) = archive.by_name("mimetype") {
        let _unreadable = member.take(100).read_to_string(&mut media);
    }
    if media.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Kind::Ods);
    }
    if media.starts_with("application/") {
        return Ok(Kind::Other("OpenDocument"));
    }
    Ok(Kind::Archive)
}

fn archive(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, ImportError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
    if archive.len() > MEMBERS_MAX {
        return Err(ImportError::Limit(Limit::Members));
    }
    Ok(archive)
}

/// Unpacks every member into nothing, to know that all of them together stay within the budget:
/// the reader of workbooks keeps no count.
///
/// # Errors
/// [`ImportError::Limit`], or [`ImportError::Damaged`].
pub fn measure(bytes: &[u8], budget: &mut Budget) -> Result<(), ImportError> {
    let mut archive = archive(bytes)?;
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(|error| fault(&error))?;
        let mut watch = Watch::of(&member_name(member.name_raw()));
        let mut counted = member.take(budget.left as u64 + 1);
        let size = std::io::copy(&mut counted, &mut watch);
        let size = size.map_err(|_| ImportError::Damaged)?;
        budget.spend(usize::try_from(size).unwrap_or(usize::MAX))?;
        watch.judge()?;
    }
    Ok(())
}

/// What is counted of a member while it is unpacked into nothing.
struct Watch {
    role: Role,
    bytes: usize,
    tags: usize,
    /// The end of what was seen, without the noughts of UTF-16.
    tail: Vec<u8>,
    /// The largest count that the member claims of itself.
    claimed: usize,
}

/// What the reader of workbooks does with a member.
#[derive(PartialEq)]
enum Role {
    /// A list of texts: each of them is kept.
    Texts,
    /// Styles, names of sheets and the like: each becomes much more than it is.
    Settings,
    /// Read cell by cell, or not at all.
    Other,
}

/// Styles and names of a workbook are far smaller; the reader makes forty times their size of them.
const SETTINGS_BYTES_MAX: usize = 16 << 20;

/// Tags in the list of texts: four a text in the usual form. A million rows with ten texts of their own
/// each have forty million; a text takes 24 bytes beside its letters.
const TEXT_TAGS_MAX: usize = 1 << 26;

/// The list of texts says how many it has, and the reader makes room for so many at once.
const TEXTS_MAX: usize = 1 << 24;

/// The attribute that says so.
const CLAIM: &[u8] = b"uniqueCount";

/// The name and its number are looked for in stretches that overlap by so many bytes.
const CLAIM_BYTES_MAX: usize = 64;

impl Watch {
    fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase().replace('\\', "/");
        let in_folder = name.strip_prefix("xl/").unwrap_or(&name);
        let role = if in_folder.ends_with("sharedstrings.xml") {
            Role::Texts
        } else if name.ends_with(".rels") || !in_folder.contains('/') {
            Role::Settings
        } else {
            Role::Other
        };
        Self {
            role,
            bytes: 0,
            tags: 0,
            tail: Vec::new(),
            claimed: 0,
        }
    }

    /// Notes the largest number behind the name of the attribute.
    fn look_for_claims(&mut self) {
        let mut rest = self.tail.as_slice();
        while let Some(at) = rest.windows(CLAIM.len()).position(|part| part == CLAIM) {
            rest = rest.get(at + CLAIM.len()..).unwrap_or_default();
            let digits = rest
                .iter()
                .skip_while(|byte| b" \t\r\n='\"+".contains(byte))
                .take_while(|byte| byte.is_ascii_digit());
            let number = digits.fold(0_usize, |number, digit| {
                let digit = usize::from(digit - b'0');
                number.saturating_mul(10).saturating_add(digit)
            });
            self.claimed = self.claimed.max(number);
        }
    }

    fn judge(&self) -> Result<(), ImportError> {
        let over = match self.role {
            Role::Texts => self.tags > TEXT_TAGS_MAX || self.claimed > TEXTS_MAX,
            Role::Settings => self.bytes > SETTINGS_BYTES_MAX,
            Role::Other => false,
        };
        if over {
            return Err(ImportError::Limit(Limit::Cells));
        }
        Ok(())
    }
}

impl std::io::Write for Watch {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.bytes = self.bytes.saturating_add(bytes.len());
        if self.role == Role::Texts {
            self.tags += bytes.iter().filter(|&&byte| byte == b'<').count();
            self.tail.extend(bytes.iter().filter(|&&byte| byte != 0));
            self.look_for_claims();
            let known = self.tail.len().saturating_sub(CLAIM_BYTES_MAX);
            self.tail.drain(..known);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Unpacks one member by its name.
///
/// # Errors
/// [`ImportError::Damaged`] where there is none, [`ImportError::Limit`].
pub fn read(bytes: &[u8], name: &str, budget: &mut Budget) -> Result<Vec<u8>, ImportError> {
    let mut archive = archive(bytes)?;
    let member = archive.by_name(name).map_err(|error| fault(&error))?;
    budget.read(member)
}

/// A member of an archive.
pub struct Member {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Unpacks an archive, folders and the notes of operating systems left out, in order of name.
///
/// # Errors
/// [`ImportError::PasswordNeeded`], [`ImportError::WrongPassword`], [`ImportError::Limit`],
/// [`ImportError::Damaged`].
pub fn unpack(
    bytes: &[u8],
    password: Option<&str>,
    budget: &mut Budget,
) -> Result<Vec<Member>, ImportError> {
    let mut archive = archive(bytes)?;
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index);
        let locked = entry.map_err(|error| fault(&error))?.encrypted();
        if locked && password.is_none_or(str::is_empty) {
            return Err(ImportError::PasswordNeeded);
        }
        let member = match password {
            Some(password) if locked => archive.by_index_decrypt(index, password.as_bytes()),
            _ => archive.by_index(index),
        };
        let member = member.map_err(|error| fault(&error))?;
        let name = member_name(member.name_raw());
        if member.is_dir() || is_note(&name) {
            continue;
        }
        // The check of ZipCrypto lets one wrong password in 256 through: the content then shows it.
        let bytes = budget.read(member).map_err(|error| match error {
            ImportError::Damaged if locked => ImportError::WrongPassword,
            other => other,
        })?;
        members.push(Member { name, bytes });
    }
    members.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(members)
}

/// Chinese programs write names in GBK and do not say so (FORMATS.md rule 0.3).
fn member_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    }
}

/// What macOS and Windows add to archives.
fn is_note(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.starts_with("__MACOSX/")
        || file.is_empty()
        || file.starts_with("._")
        || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&file)
}

fn fault(error: &ZipError) -> ImportError {
    match error {
        ZipError::InvalidPassword => ImportError::WrongPassword,
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => {
            ImportError::PasswordNeeded
        }
        _ => ImportError::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::{SETTINGS_BYTES_MAX, TEXT_TAGS_MAX, TEXTS_MAX, Watch};
    use crate::import::{ImportError, Limit};

    #[test]
    fn members_of_a_workbook_are_counted() {
        let over = Err(ImportError::Limit(Limit::Cells));
        let judged = |name: &str, bytes: usize, tags: usize, last: &[u8]| {
            let mut watch = Watch::of(name);
            (watch.bytes, watch.tags) = (bytes, tags);
            assert_eq!(watch.write(last).ok(), Some(last.len()));
            watch.judge()
        };
        let (settings, tags) = (SETTINGS_BYTES_MAX, TEXT_TAGS_MAX);
        let claim = |count: usize| format!("<sst uniqueCount='{count}'>");
        let (fair, false_claim) = (claim(TEXTS_MAX), claim(TEXTS_MAX + 1));
        for (name, bytes, tags, last, want) in [
            ("xl/styles.xml", settings - 1, 0, "<", Ok(())),
            ("xl/styles.xml", settings, 0, "<", over.clone()),
            ("xl/worksheets/sheet1.xml", settings, 0, "<", Ok(())),
            ("xl/SharedStrings.xml", settings, tags - 1, "<a", Ok(())),
            ("xl/sharedStrings.xml", 0, tags, "<", over.clone()),
            ("xl/sharedStrings.xml", 0, 0, &fair, Ok(())),
            ("xl\\sharedStrings.xml", 0, 0, &false_claim, over.clone()),
        ] {
            let told = judged(name, bytes, tags, last.as_bytes());
            assert_eq!(told, want, "{name} {bytes} {tags} {last}");
        }
        // Cut anywhere between two writes.
        for at in 0..false_claim.len() {
            let mut watch = Watch::of("xl/sharedStrings.xml");
            let (one, other) = false_claim.as_bytes().split_at(at);
            assert!(watch.write(one).is_ok() && watch.write(other).is_ok());
            assert_eq!(watch.judge(), over, "{at}");
        }
    }
}
