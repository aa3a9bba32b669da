//! One file from its bytes into the book.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::money::Currency;
use crate::protocol::{Stage, Wish};
use crate::record::{Book, FileEntry, FileId, Side};

use super::container::{Opened, Table};
use super::grid::Part;
use super::header::Head;
use super::mapping::{self, MAPPED, Mapping, PROVEN, Role};
use super::reading::Reading;
use super::{
    FILE_BYTES_MAX, FORMATS, FileReport, Fit, Format, ImportError, SUMMARIES, Summary, Warning,
    checks, container,
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
    import_known(book, name, bytes, None, wish, progress)
}

/// [`import`] of a file whose SHA-256, in hexadecimal, is known already where `sha256` holds it: a
/// browser computes it several times faster than this code can inside of one.
///
/// # Errors
/// As [`import`].
pub fn import_known(
    book: &mut Book,
    name: &str,
    bytes: &[u8],
    sha256: Option<String>,
    wish: &Wish,
    progress: &mut dyn FnMut(Stage, u8),
) -> Result<FileId, ImportError> {
    progress(Stage::Recognise, 0);
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > FILE_BYTES_MAX {
        return Err(ImportError::TooLarge { bytes: size });
    }
    let sha256 = sha256.unwrap_or_else(|| fingerprint(bytes));
    let is_same = |report: &FileReport| {
        let apart = !report.parts.is_empty()
            && !wish.parts.is_empty()
            && !report.parts.iter().any(|part| wish.parts.contains(part));
        report.sha256 == sha256 && !apart
    };
    if let Some(entry) = book.files.iter().find(|entry| is_same(&entry.report)) {
        return Err(ImportError::AlreadyLoaded {
            name: entry.report.name.clone(),
        });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportError::Empty);
    }
    let wish = &settled(bytes, wish);
    let opened = container::open(bytes, wish)?;
    let groups = group(&opened, name, wish)?;
    progress(Stage::Recognise, 100);

    let (rows_before, files_before) = (book.records.len(), book.files.len());
    let whole = groups.found.len() == 1 && wish.parts.is_empty();
    for found in &groups.found {
        let read = read_group(book, found, &groups, wish, progress);
        let (file, report) = match read {
            Ok(read) => read,
            Err(error) => {
                // All of a file or nothing: half an archive would make a false answer.
                book.records.truncate(rows_before);
                book.files.truncate(files_before);
                return Err(error);
            }
        };
        let report = FileReport {
            name: if whole {
                name.to_owned()
            } else {
                format!("{name} › {}", found.name)
            },
            parts: if whole {
                Vec::new()
            } else {
                found.parts.iter().map(|(part, ..)| part.index).collect()
            },
            sha256: sha256.clone(),
            bytes: size,
            ..report
        };
        book.files.push(FileEntry { id: file, report });
    }
    if let Some(entry) = book.files.get_mut(files_before) {
        entry.report.warnings.extend(groups.passed_over());
    }
    progress(Stage::Read, 100);
    let first = book.files.get(files_before);
    first
        .map(|entry| entry.id)
        .ok_or(ImportError::NothingInside)
}

/// The same wish with the encoding that comes with a mapping: the one she chose, or one she saved
/// that fits only by an encoding she had to name.
pub(super) fn settled(bytes: &[u8], wish: &Wish) -> Wish {
    let encoding = match (&wish.encoding, &wish.mapping) {
        (Some(own), _) => Some(own.clone()),
        (None, Some(mapping)) => mapping.encoding.clone(),
        (None, None) => known_encoding(bytes, wish),
    };
    Wish {
        encoding,
        ..wish.clone()
    }
}

fn known_encoding(bytes: &[u8], wish: &Wish) -> Option<String> {
    let mut tried: Vec<&str> = Vec::new();
    for name in wish
        .known
        .iter()
        .filter_map(|known| known.encoding.as_deref())
    {
        if wish.format.is_some() || tried.contains(&name) {
            continue;
        }
        tried.push(name);
        let by = Wish {
            encoding: Some(name.to_owned()),
            ..wish.clone()
        };
        let Ok(opened) = container::open(bytes, &by) else {
            continue;
        };
        let of_it = |known: &&Mapping| known.encoding.as_deref() == Some(name);
        let fits = |table: &Table<'_>| {
            wish.known.iter().filter(of_it).any(|known| {
                let part = table.part_by(0, known.delimiter);
                has(&Head::of(&part, ""), known)
            })
        };
        if opened.tables.iter().any(fits) {
            return by.encoding;
        }
    }
    None
}

/// Whether a table has a mapping's header.
fn has(head: &Head, mapping: &Mapping) -> bool {
    !mapping.shape.is_empty()
        && head
            .rows
            .iter()
            .any(|row| mapping::has_shape(row, &mapping.shape))
}

/// Tables of one format, which become one file.
struct Found<'o> {
    way: Way,
    /// The name of the first of them.
    name: String,
    parts: Vec<(Part<'o>, Head, &'static str)>,
}

/// How a table is read.
#[derive(Clone, PartialEq)]
enum Way {
    /// By a format.
    Format(&'static Format),
    /// By a mapping of hers.
    Mapping(Box<Mapping>),
    /// By a mapping that the numbers of every row prove.
    /// The currency is that which no word of the table names.
    Proven(Box<Mapping>, Option<Currency>),
}

impl Way {
    fn name(&self) -> &'static str {
        match self {
            Self::Format(format) => format.name,
            Self::Mapping(_) => MAPPED,
            Self::Proven(..) => PROVEN,
        }
    }

    fn side(&self) -> Side {
        match self {
            Self::Format(format) => format.side,
            Self::Mapping(mapping) | Self::Proven(mapping, _) => mapping.side,
        }
    }

    /// The name of her own mapping.
    fn mapping(&self) -> Option<String> {
        match self {
            Self::Format(_) | Self::Proven(..) => None,
            Self::Mapping(mapping) => Some(mapping.name.clone()),
        }
    }

    fn by(mapping: &Mapping) -> Self {
        Self::Mapping(Box::new(mapping.clone()))
    }
}

/// A table with its head and the way to read it.
struct Known<'o> {
    part: Part<'o>,
    head: Head,
    way: Result<Way, ImportError>,
}

impl<'o> Known<'o> {
    /// By the mapping she chose, by one she saved for this shape, else by the format that fits best.
    fn of(table: &'o Table<'_>, index: u16, named: &str, wish: &Wish, alone: bool) -> Self {
        let by = |delimiter: Option<char>| {
            let part = table.part_by(index, delimiter);
            let head = Head::of(&part, named);
            (part, head)
        };
        if let Some(mapping) = &wish.mapping {
            let (part, head) = by(mapping.delimiter);
            // A sheet of notes beside the one that was mapped is not read by its columns.
            let way = if alone || mapping.shape.is_empty() || has(&head, mapping) {
                Ok(Way::by(mapping))
            } else {
                Err(ImportError::UnknownLayout {
                    header: head.likeliest(),
                })
            };
            return Self { part, head, way };
        }
        let (part, head) = by(None);
        if wish.format.is_none() {
            if let Some(mapping) = wish.known.iter().find(|known| has(&head, known)) {
                let way = Ok(Way::by(mapping));
                return Self { part, head, way };
            }
            for mapping in wish.known.iter().filter(|known| known.delimiter.is_some()) {
                let (part, head) = by(mapping.delimiter);
                if has(&head, mapping) {
                    let way = Ok(Way::by(mapping));
                    return Self { part, head, way };
                }
            }
        }
        let way = choose(&head, wish).map(Way::Format);
        let way = way.or_else(|error| proven(&part, &head, wish).ok_or(error));
        Self { part, head, way }
    }
}

/// The reading of an unknown layout that its own numbers prove, where it is of the side she names.
fn proven(part: &Part<'_>, head: &Head, wish: &Wish) -> Option<Way> {
    if wish.format.is_some() {
        return None;
    }
    let guess = mapping::guess(part, head, None);
    let is_wished = wish.side.is_none_or(|side| side == guess.mapping.side);
    let assumed = guess.assumed;
    let is_named = guess.mapping.column(Role::Currency).is_some();
    let assumed = (assumed.to_say && !is_named).then_some(assumed.currency);
    (guess.is_proven && is_wished).then(|| Way::Proven(Box::new(guess.mapping), assumed))
}

/// The tables of a file by format, in order of the first of each.
struct Groups<'o> {
    found: Vec<Found<'o>>,
    /// Totals that stand in a table of their own.
    summaries: Vec<(&'static Summary, Part<'o>, Head)>,
    /// Names of what holds no bill.
    others: Vec<String>,
    /// The names of all tables.
    names: Vec<&'o str>,
}

impl Groups<'_> {
    fn passed_over(&self) -> Option<Warning> {
        let first = self.others.first()?.clone();
        let parts = u32::try_from(self.others.len()).unwrap_or(u32::MAX);
        Some(Warning::Skipped { parts, first })
    }
}

/// Recognises every table. An archive of a month of daily bills is one file; bills of several
/// providers, or a bill beside a statement, are one file each, as if they had been dropped alone.
fn group<'o>(opened: &'o Opened<'_>, file: &str, wish: &Wish) -> Result<Groups<'o>, ImportError> {
    let mut groups = Groups {
        found: Vec::new(),
        summaries: Vec::new(),
        others: Vec::new(),
        names: opened.tables.iter().map(|t| t.name.as_str()).collect(),
    };
    if wish.parts.is_empty() {
        let passed_over = opened.passed_over.iter();
        groups.others = passed_over.map(|(name, _)| name.clone()).collect();
    }
    let (mut unknown, mut summary_only) = (None, None);
    let alone = opened.tables.len() == 1;
    for (index, table) in opened.tables.iter().enumerate() {
        let index = u16::try_from(index).unwrap_or(u16::MAX);
        let named = if table.name.is_empty() {
            file
        } else {
            &table.name
        };
        let Known { part, head, way } = Known::of(table, index, named, wish, alone);
        let summary = SUMMARIES.iter().find(|summary| (summary.sniff)(&head));
        // Some totals say enough to be read where the rows that they add up are not there.
        let summary = summary.filter(|of| way.is_err() || has_details(opened, of));
        if let (Some(summary), None) = (summary, &wish.mapping) {
            summary_only.get_or_insert(ImportError::SummaryOnly(summary.name.to_owned()));
            groups.summaries.push((summary, part, head));
            continue;
        }
        if !wish.parts.is_empty() && !wish.parts.contains(&index) {
            continue;
        }
        match way {
            Ok(way) => {
                let parted = (part, head, table.encoding);
                match groups.found.iter_mut().find(|f| f.way == way) {
                    Some(found) => found.parts.push(parted),
                    None => groups.found.push(Found {
                        way,
                        name: table.name.clone(),
                        parts: vec![parted],
                    }),
                }
            }
            Err(error) => {
                groups.others.push(named.to_owned());
                unknown.get_or_insert(error);
            }
        }
    }
    if groups.found.is_empty() {
        return Err(summary_only
            .or(unknown)
            .unwrap_or(ImportError::NothingInside));
    }
    Ok(groups)
}

/// Whether the rows that a report of totals adds up stand beside it.
fn has_details(opened: &Opened<'_>, summary: &Summary) -> bool {
    let formats = FORMATS
        .iter()
        .filter(|format| summary.of.contains(&format.name));
    let sniffs: Vec<_> = formats.map(|format| format.sniff).collect();
    opened.tables.iter().any(|table| {
        let head = Head::of(&table.part(0), &table.name);
        sniffs.iter().any(|sniff| sniff(&head) != Fit::No)
    })
}

/// Reads the tables of one format into the book.
fn read_group(
    book: &mut Book,
    found: &Found<'_>,
    groups: &Groups<'_>,
    wish: &Wish,
    progress: &mut dyn FnMut(Stage, u8),
) -> Result<(FileId, FileReport), ImportError> {
    let side = wish.side.unwrap_or(found.way.side());
    let file = book.next_file();
    let mut reading = Reading::new(book, file, progress);
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut repeated: Vec<&str> = Vec::new();
    for (part, head, _) in &found.parts {
        let mark = reading.mark();
        reading.part = part.index;
        let place = groups.names.get(usize::from(part.index));
        reading.place = place.copied().unwrap_or_default().to_owned();
        match &found.way {
            Way::Format(format) => (format.read)(part, head, &mut reading)?,
            Way::Mapping(by) => mapping::read(part, head, by, side, &mut reading)?,
            Way::Proven(by, assumed) => {
                reading.warnings.push(Warning::Proven);
                reading.assumed = *assumed;
                mapping::read(part, head, by, side, &mut reading)?;
            }
        }
        let rows = mark.rows..reading.book().records.len();
        if parts
            .iter()
            .any(|earlier| repeats(reading.book(), earlier, &rows))
        {
            reading.take_back(mark);
            repeated.push(
                groups
                    .names
                    .get(usize::from(part.index))
                    .copied()
                    .unwrap_or_default(),
            );
        } else {
            parts.push(rows);
        }
    }
    if let Some(first) = repeated.first() {
        reading.warnings.push(Warning::Repeated {
            parts: u32::try_from(repeated.len()).unwrap_or(u32::MAX),
            first: (*first).to_owned(),
        });
    }
    for (summary, part, head) in &groups.summaries {
        if summary.of.contains(&found.way.name()) {
            reading.part = part.index;
            (summary.read)(part, head, &mut reading);
        }
    }
    let report = finish(found.way.name(), side, reading)?;
    let mut encodings: Vec<&str> = Vec::new();
    for (_, _, encoding) in &found.parts {
        if !encodings.contains(encoding) {
            encodings.push(encoding);
        }
    }
    let encoding = encodings.join(", ");
    Ok((
        file,
        FileReport {
            encoding,
            mapping: found.way.mapping(),
            ..report
        },
    ))
}

/// Whether a part says what an earlier one says, row by row: a sheet and its copy, a bill that is
/// twice in an archive.
fn repeats(book: &Book, earlier: &Range<usize>, rows: &Range<usize>) -> bool {
    !rows.is_empty()
        && earlier.len() == rows.len()
        && earlier
            .clone()
            .zip(rows.clone())
            .all(|(a, b)| book.records.same(a, b))
}

/// The report of what was read, but for what only [`import`] knows.
fn finish(format: &str, side: Side, mut reading: Reading<'_>) -> Result<FileReport, ImportError> {
    let rows = reading.rows();
    if rows == 0
        && let Some(first) = reading.refused.first()
    {
        let (format, first) = (format.to_owned(), first.clone());
        return Err(ImportError::NothingReadable { format, first });
    }
    checks::run(side, &mut reading);
    Ok(FileReport {
        name: String::new(),
        sha256: String::new(),
        bytes: 0,
        side,
        format: format.to_owned(),
        mapping: None,
        encoding: String::new(),
        rows: u32::try_from(rows).unwrap_or(u32::MAX),
        refused_count: reading.refused_count,
        refused: reading.refused,
        period: reading.period,
        controls: reading.controls,
        warnings: reading.warnings,
        parts: Vec::new(),
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
