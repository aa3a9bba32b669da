//! The beginning of a file beside what it becomes by a mapping, for the page to show.

use crate::money::Amount;
use crate::protocol::Wish;
use crate::record::{Book, Kind};

use super::super::container::{self, Opened, Table};
use super::super::grid::{Part, Row, Style};
use super::super::header::Head;
use super::super::pipeline::{import_known, settled};
use super::super::{FORMATS, Fit, ImportError};
use super::guess::{guess, shape_of};
use super::read::{flow_of, has_shape};
use super::{
    COLUMNS_MAX, Flow, Flows, Look, Mapping, PREVIEW_CELLS, PREVIEW_ROWS, Preview, RawColumn,
    RawRow, Role,
};

/// A cell is shown by so many characters: a line of a narrow column.
const CELL_CHARACTERS_MAX: usize = 60;

/// Rows in which words of direction are looked for.
const FLOW_ROWS: usize = 2000;

/// More different words than this are no words of direction.
const FLOWS_SHOWN_MAX: usize = 12;

/// Opens a file, guesses a mapping where `wish` has none, and reads it by that.
///
/// # Errors
/// What keeps the file from being opened at all.
pub fn preview(name: &str, bytes: &[u8], wish: &Wish, look: Look) -> Result<Preview, ImportError> {
    let wish = settled(bytes, wish);
    let opened = container::open(bytes, &wish)?;
    let shown = shown_of(&opened, &wish, look);
    let table = opened.tables.get(shown).ok_or(ImportError::NothingInside)?;
    let index = u16::try_from(shown).unwrap_or(u16::MAX);
    let delimiter = match &wish.mapping {
        Some(mapping) => mapping.delimiter,
        None => look.delimiter,
    };
    let part = table.part_by(index, delimiter);
    let head = Head::of(&part, name);
    let mapping = wish.mapping.clone().unwrap_or_else(|| Mapping {
        encoding: wish.encoding.clone(),
        delimiter: look.delimiter,
        ..guess(&part, &head, look.header_row).mapping
    });
    let mapping = adopted(mapping, &head);
    let mut told = Preview {
        parts: parts_of(&opened, &wish),
        part: index,
        encoding: table.encoding.to_owned(),
        delimiter: match part.style() {
            Some(Style::Separated(separator)) => Some(char::from(separator)),
            Some(Style::Backtick | Style::Fixed(_)) | None => None,
        },
        format: format_of(&opened, name),
        needs: mapping.needs(),
        head: first_rows(&part),
        columns: columns(&part, &head, &mapping),
        flows: flows(&part, &mapping),
        read: Vec::new(),
        rows: 0,
        sums: Vec::new(),
        refused_count: 0,
        refused: Vec::new(),
        error: None,
        mapping,
    };
    if told.needs.is_none() {
        try_read(&mut told, name, bytes, &wish);
    }
    Ok(told)
}

/// Reads the whole file by the mapping into a book of its own, and tells what came of it.
fn try_read(told: &mut Preview, name: &str, bytes: &[u8], wish: &Wish) {
    let mut book = Book::new();
    let by = Wish {
        mapping: Some(told.mapping.clone()),
        side: None,
        format: None,
        ..wish.clone()
    };
    // Nothing is kept, so no fingerprint is needed.
    let sha256 = Some(String::new());
    if let Err(error) = import_known(&mut book, name, bytes, sha256, &by, &mut |_, _| ()) {
        told.error = Some(error);
        return;
    }
    if let Some(file) = book.files.first() {
        told.rows = file.report.rows;
        told.refused_count = file.report.refused_count;
        let first = file.report.refused.iter().take(PREVIEW_ROWS);
        told.refused = first.cloned().collect();
    }
    let rows = 0..book.records.len();
    told.read = rows
        .clone()
        .take(PREVIEW_ROWS)
        .map(|row| book.view(row))
        .collect();
    for row in rows {
        // What was not paid moved no money.
        if matches!(book.records.kind[row], Kind::Failed | Kind::PreAuth) {
            continue;
        }
        let amount = Amount::new(i128::from(book.records.amount[row]), book.currency(row));
        add(&mut told.sums, amount);
    }
}

fn add(sums: &mut Vec<Flows>, amount: Amount) {
    let nought = Amount::new(0, amount.currency);
    let of = |sum: &Flows| sum.money_in.currency == amount.currency;
    let index = sums.iter().position(of).unwrap_or_else(|| {
        sums.push(Flows {
            money_in: nought,
            money_out: nought,
        });
        sums.len() - 1
    });
    if let Some(sum) = sums.get_mut(index) {
        if amount.minor < 0 {
            sum.money_out.minor -= amount.minor;
        } else {
            sum.money_in.minor += amount.minor;
        }
    }
}

/// A mapping to which the header follows where she named another line for it, and which has a role
/// for every column.
fn adopted(mut mapping: Mapping, head: &Head) -> Mapping {
    let line = mapping.header_row;
    let has = |shape: &[String]| head.rows.iter().any(|row| has_shape(row, shape));
    if line == 0 {
        mapping.shape.clear();
    } else if !has(&mapping.shape)
        && let Some(row) = head.rows.iter().find(|row| row.number == line)
    {
        mapping.shape = shape_of(row);
    }
    let width = head.rows.iter().map(|row| row.cells.len()).max();
    let width = width.unwrap_or(0).min(COLUMNS_MAX);
    mapping
        .roles
        .resize(width.max(mapping.roles.len()), Role::Ignore);
    mapping
}

/// The names of the tables that she may look at. Of an archive that became several files each shows
/// its own alone.
fn parts_of(opened: &Opened<'_>, wish: &Wish) -> Vec<String> {
    let names = opened.tables.iter().map(|table| table.name.clone());
    if wish.parts.is_empty() {
        names.collect()
    } else {
        Vec::new()
    }
}

/// The table that she asks for, else the first with the mapping's columns, else the longest.
fn shown_of(opened: &Opened<'_>, wish: &Wish, look: Look) -> usize {
    if let (Some(part), true) = (look.part, wish.parts.is_empty()) {
        return usize::from(part).min(opened.tables.len().saturating_sub(1));
    }
    let own = |index: usize| {
        wish.parts.is_empty() || wish.parts.iter().any(|&part| usize::from(part) == index)
    };
    let tables = || {
        let tables = opened.tables.iter().enumerate();
        tables.filter(|(index, _)| own(*index))
    };
    let fits = |table: &Table<'_>, mapping: &Mapping| {
        let part = table.part_by(0, mapping.delimiter);
        let head = Head::of(&part, "");
        !mapping.shape.is_empty() && head.rows.iter().any(|row| has_shape(row, &mapping.shape))
    };
    let mapped = wish
        .mapping
        .as_ref()
        .and_then(|mapping| tables().find(|(_, table)| fits(table, mapping)));
    mapped.map(|(index, _)| index).unwrap_or_else(|| {
        let mut longest = (0, 0);
        for (index, table) in tables() {
            let rows = table.part(0).rows_expected();
            if rows > longest.1 {
                longest = (index, rows);
            }
        }
        longest.0
    })
}

/// The format that would read one of the tables.
fn format_of(opened: &Opened<'_>, name: &str) -> Option<String> {
    let mut best = None;
    for table in &opened.tables {
        let head = Head::of(&table.part(0), name);
        for format in FORMATS {
            let fit = (format.sniff)(&head);
            if fit > best.map_or(Fit::No, |(fit, _)| fit) {
                best = Some((fit, format.name));
            }
        }
    }
    best.map(|(_, name)| name.to_owned())
}

fn first_rows(part: &Part<'_>) -> Vec<RawRow> {
    let (mut rows, mut row, mut all) = (part.rows(), Row::default(), Vec::new());
    while all.len() < PREVIEW_ROWS && rows.read(&mut row) {
        all.push(RawRow {
            number: row.number,
            cells: row.cells().take(COLUMNS_MAX).map(short).collect(),
        });
    }
    all
}

fn columns(part: &Part<'_>, head: &Head, mapping: &Mapping) -> Vec<RawColumn> {
    let header = super::read::header_row(mapping, head);
    let named = |column: usize| header.cells.get(column).map_or("", String::as_str);
    let mut columns: Vec<RawColumn> = (0..mapping.roles.len())
        .map(|column| RawColumn {
            name: short(named(column)),
            cells: Vec::new(),
        })
        .collect();
    let (mut rows, mut row, mut count) = (part.rows(), Row::default(), 0);
    while count < PREVIEW_CELLS && rows.read(&mut row) {
        if row.number <= header.number || row.is_empty() {
            continue;
        }
        count += 1;
        for (column, all) in columns.iter_mut().enumerate() {
            all.cells.push(short(row.cell(column)));
        }
    }
    columns
}

/// The different words of the column of directions; none where there are too many to be words.
fn flows(part: &Part<'_>, mapping: &Mapping) -> Vec<(String, Option<Flow>)> {
    let Some(column) = mapping.column(Role::Direction) else {
        return Vec::new();
    };
    let (mut rows, mut row, mut count) = (part.rows(), Row::default(), 0);
    let mut words: Vec<String> = Vec::new();
    while count < FLOW_ROWS && rows.read(&mut row) {
        count += 1;
        let word = row.cell(column);
        let dated = mapping
            .column(Role::Date)
            .is_none_or(|date| row.when(date, None, mapping.date_order).is_ok());
        if dated && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
        if words.len() > FLOWS_SHOWN_MAX {
            return Vec::new();
        }
    }
    let flow = |word: String| {
        let flow = flow_of(mapping, &word);
        (word, flow)
    };
    words.into_iter().map(flow).collect()
}

fn short(cell: &str) -> String {
    cell.chars().take(CELL_CHARACTERS_MAX).collect()
}
