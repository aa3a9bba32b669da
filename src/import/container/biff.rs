/*!
Old workbooks of Excel (xls): a stream of records of four bytes' head, what and how long (MS-XLS
2.1.4). Versions 5 to 2003 are read.

Only filled cells are kept, so a cell in the last corner of an empty sheet costs nothing.
*/

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030};
use rust_decimal::Decimal;

use super::cells;
use super::cfb::{Files, u16_at, u32_at};
use super::workbook::SHEETS_MAX;
use crate::import::sheet::{Room, Sheet};
use crate::import::{ImportError, Limit};

mod strings;

use strings::{Strings, text_of};

const BOF: u16 = 0x0809;
const END: u16 = 0x000a;
const LOCK: u16 = 0x002f;
const SINCE_1904: u16 = 0x0022;
const CODE_PAGE: u16 = 0x0042;
const SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041e;
const STYLE: u16 = 0x00e0;
const TEXTS: u16 = 0x00fc;
const CONTINUED: u16 = 0x003c;
const NUMBER: u16 = 0x0203;
const SHORT_NUMBER: u16 = 0x027e;
const SHORT_NUMBERS: u16 = 0x00bd;
const TEXT_OF_TABLE: u16 = 0x00fd;
const TEXT: u16 = 0x0204;
const RICH_TEXT: u16 = 0x00d6;
const FORMULA: u16 = 0x0006;
const FORMULA_TEXT: u16 = 0x0207;
const TRUTH: u16 = 0x0205;

/// A cell as it is found: row, column, text.
type Found<'t> = (u16, u16, Cow<'t, str>);

/// No sheet of the old format has more cells: 65536 rows of 256 columns.
const FOUND_MAX: usize = 1 << 24;

/// The version that writes texts in Unicode.
const VERSION_UNICODE: u16 = 0x0600;

/// Reads the sheets of a workbook.
///
/// # Errors
/// [`ImportError::Damaged`], [`ImportError::LockedWorkbook`], [`ImportError::Limit`].
pub fn sheets(bytes: &[u8], room: &mut Room) -> Result<Vec<(String, Sheet)>, ImportError> {
    let files = Files::of(bytes).ok_or(ImportError::Damaged)?;
    // A locked new workbook hides in the container of the old ones.
    if files.has("EncryptedPackage") {
        return Err(ImportError::LockedWorkbook);
    }
    if files.has("WordDocument") {
        return Err(ImportError::Document("Word".to_owned()));
    }
    let stream = files.stream("Workbook").or_else(|| files.stream("Book"));
    let stream = stream.ok_or(ImportError::Damaged)?;
    let book = Book::of(&stream)?;
    let mut sheets = Vec::new();
    for (name, start) in &book.listed {
        // A sheet ends where the next one begins, so that no byte is read for two sheets.
        let starts = book.listed.iter().map(|(_, other)| *other);
        let end = starts.filter(|other| other > start).min();
        let until = stream.get(..end.unwrap_or(stream.len())).unwrap_or(&stream);
        if sheets.iter().all(|(_, _, other)| other != start) {
            sheets.push((name.clone(), book.sheet(until, *start, room)?, *start));
        }
    }
    let sheets = sheets
        .into_iter()
        .map(|(name, sheet, _)| (name, sheet))
        .collect();
    Ok(sheets)
}

/// The records from a place on: what, and the bytes.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        let body = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, body))
    })
}

/// What all sheets share.
struct Book {
    unicode: bool,
    encoding: &'static Encoding,
    since_1904: bool,
    texts: Strings,
    /// Whether a cell of a style shows a day or a time.
    dated: Vec<bool>,
    /// Name and place of every sheet.
    listed: Vec<(String, usize)>,
}

impl Book {
    fn of(stream: &[u8]) -> Result<Self, ImportError> {
        let mut book = Self {
            unicode: true,
            encoding: GB18030,
            since_1904: false,
            texts: Strings::default(),
            dated: Vec::new(),
            listed: Vec::new(),
        };
        let (mut formats, mut styles) = (Vec::new(), Vec::new());
        let mut table: Vec<&[u8]> = Vec::new();
        let mut last = 0;
        for (kind, body) in records(stream, 0) {
            let word = |at| u16_at(body, at).unwrap_or_default();
            match kind {
                BOF => book.unicode = word(0) >= VERSION_UNICODE,
                END => break,
                LOCK => return Err(ImportError::LockedWorkbook),
                SINCE_1904 => book.since_1904 = word(0) == 1,
                CODE_PAGE => book.encoding = encoding_of(word(0)),
                SHEET if body.get(5) == Some(&0) => {
                    let start = u32_at(body, 0).unwrap_or(u32::MAX) as usize;
                    let name = book.short_text(body.get(6..).unwrap_or_default());
                    book.listed.push((name, start));
                    if book.listed.len() > SHEETS_MAX {
                        return Err(ImportError::Limit(Limit::Sheets));
                    }
                }
                FORMAT => {
                    let rest = body.get(2..).unwrap_or_default();
                    let text = if book.unicode {
                        text_of(rest)
                    } else {
                        book.short_text(rest)
                    };
                    formats.push((word(0), shows_time(&text)));
                }
                STYLE => styles.push(word(2)),
                TEXTS => table.push(body),
                CONTINUED if last == TEXTS => table.push(body),
                _ => {}
            }
            if kind != CONTINUED {
                last = kind;
            }
        }
        let dated = |style: &u16| {
            let own = formats.iter().find(|(id, _)| id == style);
            own.map_or_else(|| is_dated(*style), |(_, dated)| *dated)
        };
        book.dated = styles.iter().map(dated).collect();
        book.texts = Strings::of(&table)?;
        Ok(book)
    }

    /// A text behind one byte of length: names of sheets, and formats of old versions.
    fn short_text(&self, body: &[u8]) -> String {
        let Some((&length, rest)) = body.split_first() else {
            return String::new();
        };
        if self.unicode {
            strings::letters(rest, usize::from(length))
        } else {
            let letters = rest.get(..usize::from(length)).unwrap_or(rest);
            self.encoding
                .decode_without_bom_handling(letters)
                .0
                .into_owned()
        }
    }

    /// A text behind two bytes of length, in a cell.
    fn long_text(&self, body: &[u8]) -> String {
        if self.unicode {
            return text_of(body);
        }
        let length = usize::from(u16_at(body, 0).unwrap_or_default());
        let rest = body.get(2..).unwrap_or_default();
        let letters = rest.get(..length).unwrap_or(rest);
        self.encoding
            .decode_without_bom_handling(letters)
            .0
            .into_owned()
    }

    fn number(&self, value: Option<Decimal>, style: u16) -> String {
        let dated = self.dated.get(usize::from(style)).copied().unwrap_or(false);
        if dated {
            cells::day(value, self.since_1904)
        } else {
            cells::number(value)
        }
    }

    /// Reads the sheet that begins at a place.
    fn sheet(&self, stream: &[u8], start: usize, room: &mut Room) -> Result<Sheet, ImportError> {
        let mut found: Vec<Found<'_>> = Vec::new();
        // A formula's text stands in a record of its own behind it.
        let mut awaited = None;
        let mut depth = 0_u32;
        for (kind, body) in records(stream, start) {
            match kind {
                BOF => depth += 1,
                // A chart in a sheet has an end of its own.
                END if depth <= 1 => break,
                END => depth -= 1,
                _ if depth > 1 => {}
                FORMULA_TEXT => {
                    if let Some((row, column)) = awaited.take() {
                        found.push((row, column, Cow::Owned(self.long_text(body))));
                    }
                }
                _ => self.cell(kind, body, &mut found, &mut awaited),
            }
            if found.len() > FOUND_MAX {
                return Err(ImportError::Limit(Limit::Cells));
            }
        }
        // Rows stand in blocks, and within a block in order; sorting costs nothing then.
        found.sort_by_key(|(row, column, _)| (*row, *column));
        let (mut sheet, mut last) = (Sheet::default(), None);
        for (row, column, text) in &found {
            if text.is_empty() || last == Some((*row, *column)) {
                continue;
            }
            if last.is_none_or(|(before, _)| before != *row) {
                sheet.begin(u32::from(*row) + 1);
            }
            last = Some((*row, *column));
            sheet.put(usize::from(*column), text, room)?;
        }
        Ok(sheet)
    }

    /// Adds what a record of a cell holds.
    fn cell<'t>(
        &'t self,
        kind: u16,
        body: &[u8],
        found: &mut Vec<Found<'t>>,
        awaited: &mut Option<(u16, u16)>,
    ) {
        let (Some(row), Some(column), Some(style)) =
            (u16_at(body, 0), u16_at(body, 2), u16_at(body, 4))
        else {
            return;
        };
        let rest = body.get(6..).unwrap_or_default();
        let text = match kind {
            NUMBER => self.number(cells::stored(rest), style),
            SHORT_NUMBER => self.number(u32_at(rest, 0).and_then(short), style),
            SHORT_NUMBERS => {
                // Style and number for each column, then the last column.
                let numbers = body.get(4..).unwrap_or_default().chunks_exact(6);
                for (column, pair) in (column..=u16::MAX).zip(numbers) {
                    let style = u16_at(pair, 0).unwrap_or_default();
                    let value = u32_at(pair, 2).and_then(short);
                    found.push((row, column, Cow::Owned(self.number(value, style))));
                }
                return;
            }
            TEXT_OF_TABLE => {
                // Not copied: a text of the table may stand in every cell.
                let text = u32_at(rest, 0).map_or("", |index| self.texts.get(index));
                found.push((row, column, Cow::Borrowed(text)));
                return;
            }
            TEXT | RICH_TEXT => self.long_text(rest),
            TRUTH if rest.get(1) == Some(&0) => (rest.first() == Some(&1)).to_string(),
            TRUTH => FAULT.to_owned(),
            FORMULA if rest.get(6..8) == Some(&[0xff, 0xff]) => match rest.first() {
                Some(0) => {
                    *awaited = Some((row, column));
                    return;
                }
                Some(1) => (rest.get(2) == Some(&1)).to_string(),
                Some(2) => FAULT.to_owned(),
                _ => return,
            },
            FORMULA => self.number(cells::stored(rest), style),
            _ => return,
        };
        found.push((row, column, Cow::Owned(text)));
    }
}

/// What stands for a formula that failed; no amount and no date.
const FAULT: &str = "#N/A";

/// A number in four bytes (MS-XLS 2.5.218): two marks, and either a whole number of 30 bits or the
/// upper half of a binary fraction; one mark says that it stands in hundredths.
fn short(bits: u32) -> Option<Decimal> {
    let value = if bits & 2 == 0 {
        cells::upper_half(bits & !3)?
    } else {
        Decimal::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 {
        Some(value)
    } else {
        value.checked_div(Decimal::ONE_HUNDRED)
    }
}

/// The encoding of a code page; a Chinese one where it is not known.
const fn encoding_of(page: u16) -> &'static Encoding {
    match page {
        950 => encoding_rs::BIG5,
        1252 | 0x8001 => encoding_rs::WINDOWS_1252,
        1200 => encoding_rs::UTF_16LE,
        932 => encoding_rs::SHIFT_JIS,
        _ => GB18030,
    }
}

/// Formats that every Excel knows by number and that show a day or a time; 27 to 36 and 50 to 58
/// are those of the Chinese one (ECMA-376 18.8.30).
const fn is_dated(format: u16) -> bool {
    matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format of the file's own shows a day or a time: a letter for one outside of quotes and
/// brackets.
fn shows_time(format: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for letter in format.chars() {
        if escaped {
            escaped = false;
            continue;
        }
        match letter {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'm' | 'M' if !quoted && !bracketed => {
                return true;
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{short, shows_time};

    #[test]
    fn short_numbers() {
        for (bits, want) in [
            (0x0000_0006_u32, "1"),
            (0x0000_2d57_u32, "29.01"),
            (0xffff_fffe_u32, "-1"),
            (0x3ff0_0000_u32, "1"),
            (0x4059_0001_u32, "1"),
        ] {
            let text = short(bits).map(|value| value.normalize().to_string());
            assert_eq!(text.as_deref(), Some(want), "{bits:x}");
        }
    }

    #[test]
    fn formats_of_days() {
        for (format, dated) in [
            ("yyyy/m/d h:mm", true),
            ("0.00", false),
            ("\"day\"0", false),
            ("[Red]#,##0.00", false),
            ("yyyy\"年\"m\"月\"", true),
            ("_($* #,##0.00_)", false),
        ] {
            assert_eq!(shows_time(format), dated, "{format}");
        }
    }
}
