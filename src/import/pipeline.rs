//! One file from its bytes into the book.

use sha2::{Digest, Sha256};

use crate::protocol::{Stage, Wish};
use crate::record::{Book, FileEntry, FileId, Side};

use super::grid::Part;
use super::header::Head;
use super::reading::Reading;
use super::{
    FILE_BYTES_MAX, FORMATS, FileReport, Fit, Format, ImportError, checks, container, encoding,
    reply,
};

/// Reads a file and keeps its rows and its report.
///
/// # Errors
/// What kept the file from being read; the book is then as it was.
pub fn import(
    book: &mut Book,
    name: &str,
    bytes: &[u8],
    wish: &Wish,
    progress: &mut dyn FnMut(Stage, u8),
) -> Result<FileId, ImportError> {
    progress(Stage::Recognise, 0);
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > FILE_BYTES_MAX {
        return Err(ImportError::TooLarge { bytes: size });
    }
    let sha256 = fingerprint(bytes);
    if let Some(entry) = book
        .files
        .iter()
        .find(|entry| entry.report.sha256 == sha256)
    {
        return Err(ImportError::AlreadyLoaded {
            name: entry.report.name.clone(),
        });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportError::Empty);
    }
    container::check(bytes)?;
    let decoded = encoding::decode(bytes)?;
    reply::check(&decoded.text)?;
    let part = Part::new(0, &decoded.text);
    let head = Head::of(&part, name);
    let format = choose(&head, wish)?;
    let side = wish.side.unwrap_or(format.side);
    progress(Stage::Recognise, 100);

    let first = book.records.len();
    let file = book.next_file();
    let mut reading = Reading::new(book, file, progress);
    let read =
        (format.read)(&part, &head, &mut reading).and_then(|()| finish(format, side, reading));
    match read {
        Ok(read) => {
            let rows = u32::try_from(book.records.len() - first).unwrap_or(u32::MAX);
            let named = FileReport {
                name: name.to_owned(),
                sha256,
                bytes: size,
                rows,
                ..read
            };
            let report = FileReport {
                encoding: decoded.encoding.to_owned(),
                ..named
            };
            book.files.push(FileEntry { id: file, report });
            progress(Stage::Read, 100);
            Ok(file)
        }
        Err(error) => {
            book.records.truncate(first);
            Err(error)
        }
    }
}

/// The report of what was read, but for what only [`import`] knows.
fn finish(
    format: &Format,
    side: Side,
    mut reading: Reading<'_>,
) -> Result<FileReport, ImportError> {
    let rows = reading.book().records.len() - reading.first;
    if rows == 0
        && let Some(first) = reading.refused.first()
    {
        let (format, first) = (format.name.to_owned(), first.clone());
        return Err(ImportError::NothingReadable { format, first });
    }
    checks::run(side, &mut reading);
    Ok(FileReport {
        name: String::new(),
        sha256: String::new(),
        bytes: 0,
        side,
        format: format.name.to_owned(),
        encoding: String::new(),
        rows: 0,
        refused_count: reading.refused_count,
        refused: reading.refused,
        period: reading.period,
        controls: reading.controls,
        warnings: reading.warnings,
    })
}

/// The format that fits best: the one she names, else of the side she names, else of any.
///
/// # Errors
/// [`ImportError::UnknownLayout`] where none fits.
fn choose(head: &Head, wish: &Wish) -> Result<&'static Format, ImportError> {
    let unknown = || ImportError::UnknownLayout {
        header: head.likeliest(),
    };
    if let Some(name) = &wish.format {
        return FORMATS
            .iter()
            .find(|format| format.name == name)
            .ok_or_else(unknown);
    }
    let best = |allowed: &dyn Fn(Side) -> bool| {
        let mut best: Option<(Fit, &'static Format)> = None;
        for format in FORMATS.iter().filter(|format| allowed(format.side)) {
            let fit = (format.sniff)(head);
            if fit > best.map_or(Fit::No, |(fit, _)| fit) {
                best = Some((fit, format));
            }
        }
        best.map(|(_, format)| format)
    };
    let found = match wish.side {
        None => best(&|_| true),
        // A provider's bill may serve as the register and the other way round; a bank statement,
        // which knows no sales, serves as neither.
        Some(side) => best(&|of| of == side).or_else(|| {
            (side != Side::Bank)
                .then(|| best(&|of| of != Side::Bank))
                .flatten()
        }),
    };
    found.ok_or_else(unknown)
}

fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut text, byte| {
            for nibble in [byte >> 4, byte & 15] {
                text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
            text
        })
}
