//! One file on its way into the book: rows, refusals, controls and warnings in one hand.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

use crate::calendar::{DateOrder, Period, read_date};
use crate::money::{Currency, DecimalMark};
use crate::protocol::Stage;
use crate::record::{Book, Draft, FileId, Flags};

use super::assumed::{Assumed, may_be_fen};
use super::cell::Bad;
use super::grid::{Part, Row};
use super::header::Header;
use super::{
    Control, ControlKind, ControlValue, ImportError, REFUSED_LISTED_MAX, ROWS_MAX, Refused,
    RefusedReason, Warning,
};

/// How often progress is told: seldom enough to cost nothing, often enough to be seen.
const PROGRESS_ROWS: u32 = 50_000;

/// A refused text is cut to this many characters: enough to recognise it by.
const TEXT_CHARACTERS_MAX: usize = 80;

/// An entry without a faulty field is shown by its first words.
const WORDS_MAX: usize = 40;

/// Rows that are looked at to learn the order of day and month.
const DATE_ROWS: usize = 500;

/// A count of rows with the first of them, for warnings.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    /// How many.
    pub rows: u32,
    /// The first.
    pub first_row: u32,
}

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, row: u32) {
        if self.rows == 0 {
            self.first_row = row;
        }
        self.rows += 1;
    }
}

/// Why an entry of a text that is no table cannot be read.
#[derive(Debug)]
pub struct Fault {
    /// The field's name in the format; empty where the whole entry is meant.
    pub field: &'static str,
    /// What stands in it; empty where nothing does.
    pub text: String,
    /// The reason.
    pub reason: RefusedReason,
}

impl Fault {
    /// A fault of one field.
    #[must_use]
    pub fn new(field: &'static str, text: &str, reason: RefusedReason) -> Self {
        Self {
            field,
            text: text.trim().to_owned(),
            reason,
        }
    }
}

/// A place in a reading.
pub struct Mark {
    /// Rows of the book.
    pub rows: usize,
    parts: usize,
    seen: usize,
    damaged: Tally,
    undated: Tally,
    refused_count: u32,
    refused: usize,
    controls: usize,
    warnings: usize,
    period: Option<Period>,
}

/// A file that is being read.
pub struct Reading<'a> {
    book: &'a mut Book,
    file: FileId,
    /// Where its rows begin in the book's columns.
    pub first: usize,
    /// Records that share their row with the one before.
    parts: usize,
    /// Records at which the balances of another account begin.
    pub chains: Vec<usize>,
    /// The sheet or member that is being read.
    pub part: u16,
    /// Its name; empty where the file is one table.
    pub place: String,
    /// Entries of texts that are no tables.
    entries: u32,
    hasher: BuildHasherDefault<FxHasher>,
    /// The letters of every row as a hash, with its line.
    seen: Vec<(u64, u32)>,
    /// Rows with rounded ids.
    pub damaged: Tally,
    /// Rows without a day of their own, which bear that of the file.
    pub undated: Tally,
    /// How many rows were refused.
    pub refused_count: u32,
    /// The first of them.
    pub refused: Vec<Refused>,
    /// Totals that the file states.
    pub controls: Vec<Control>,
    /// What the reader noticed.
    pub warnings: Vec<Warning>,
    /// The days that the file says it covers.
    pub period: Option<Period>,
    /// What parts whole and fraction in the amounts of its tables.
    pub decimal: DecimalMark,
    /// The currency that was taken because no word of the file names one.
    pub assumed: Option<Currency>,
    progress: &'a mut dyn FnMut(Stage, u8),
}

impl<'a> Reading<'a> {
    /// A file of which nothing has been read.
    pub fn new(book: &'a mut Book, file: FileId, progress: &'a mut dyn FnMut(Stage, u8)) -> Self {
        let first = book.records.len();
        Self {
            book,
            file,
            first,
            parts: 0,
            chains: Vec::new(),
            part: 0,
            place: String::new(),
            entries: 0,
            hasher: BuildHasherDefault::default(),
            seen: Vec::new(),
            damaged: Tally::default(),
            undated: Tally::default(),
            refused_count: 0,
            refused: Vec::new(),
            controls: Vec::new(),
            warnings: Vec::new(),
            period: None,
            decimal: DecimalMark::Point,
            assumed: None,
            progress,
        }
    }

    /// Where the reading stands, to come back to.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark {
            rows: self.book.records.len(),
            parts: self.parts,
            seen: self.seen.len(),
            damaged: self.damaged,
            undated: self.undated,
            refused_count: self.refused_count,
            refused: self.refused.len(),
            controls: self.controls.len(),
            warnings: self.warnings.len(),
            period: self.period,
        }
    }

    /// Forgets what was read since `mark`.
    pub fn take_back(&mut self, mark: Mark) {
        self.book.records.truncate(mark.rows);
        self.parts = mark.parts;
        self.seen.truncate(mark.seen);
        self.damaged = mark.damaged;
        self.undated = mark.undated;
        self.refused_count = mark.refused_count;
        self.refused.truncate(mark.refused);
        self.controls.truncate(mark.controls);
        self.warnings.truncate(mark.warnings);
        self.period = mark.period;
    }

    /// Reads every row below the header with `one`, which pushes what it finds. A row that it
    /// finds bad is refused with its place, its text and the reason.
    ///
    /// # Errors
    /// [`ImportError::TooManyRows`].
    pub fn each(
        &mut self,
        part: &Part<'_>,
        header: &Header<'_>,
        mut one: impl FnMut(&mut Self, &Row) -> Result<(), Bad>,
    ) -> Result<(), ImportError> {
        let (mut rows, mut row, mut count) = (part.rows(), Row::default(), 0_u32);
        self.reserve(part);
        row.mark = self.decimal;
        rows.expect(header.row.cells.len());
        while rows.read(&mut row) {
            if row.number <= header.row.number || row.is_empty() {
                continue;
            }
            count += 1;
            if count > ROWS_MAX {
                return Err(ImportError::TooManyRows);
            }
            if let Err(bad) = one(self, &row) {
                self.refuse(header, &row, bad);
            }
            if count % PROGRESS_ROWS == 0 {
                let percent = rows.passed() * 100 / part.size().max(1);
                (self.progress)(Stage::Read, u8::try_from(percent.min(100)).unwrap_or(100));
            }
        }
        Ok(())
    }

    /// Keeps a row.
    pub fn push(&mut self, row: &Row, draft: &Draft<'_>) {
        self.keep(row.letters(), draft);
    }

    /// Keeps another part of a row that was kept: a refund beside its sale, a second way to pay.
    pub fn push_part(&mut self, draft: &Draft<'_>) {
        self.parts += 1;
        self.add(draft);
    }

    fn add(&mut self, draft: &Draft<'_>) {
        self.book.push(
            self.file,
            &Draft {
                part: self.part,
                ..draft.clone()
            },
        );
    }

    /// Says that the balances of another account begin.
    pub fn begin_chain(&mut self) {
        self.chains.push(self.book.records.len());
    }

    /// How many rows of the file were kept.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.book.records.len() - self.first - self.parts
    }

    /// Keeps an entry of a text that is no table, or refuses it with its place, its own letters and
    /// the reason.
    ///
    /// # Errors
    /// [`ImportError::TooManyRows`].
    pub fn enter(
        &mut self,
        line: u32,
        letters: &str,
        read: Result<Draft<'_>, Fault>,
    ) -> Result<(), ImportError> {
        self.entries += 1;
        if self.entries > ROWS_MAX {
            return Err(ImportError::TooManyRows);
        }
        match read {
            Ok(draft) => self.keep(letters, &draft),
            Err(fault) => {
                let text = if fault.text.is_empty() {
                    let words: Vec<&str> = letters.split_whitespace().take(WORDS_MAX).collect();
                    words.join(" ")
                } else {
                    fault.text
                };
                self.list(line, fault.field, &text, fault.reason);
            }
        }
        Ok(())
    }

    fn keep(&mut self, letters: &str, draft: &Draft<'_>) {
        self.seen.push((self.hasher.hash_one(letters), draft.row));
        if draft.flags.has(Flags::DAMAGED_ID) {
            self.damaged.add(draft.row);
        }
        self.add(draft);
    }

    /// Makes room for as many rows as the first ones let expect.
    fn reserve(&mut self, part: &Part<'_>) {
        let rows = part.rows_expected();
        self.book.records.reserve(rows);
        // At least the order number is a text of its own in every row.
        self.book.texts.reserve(rows);
        self.seen.reserve(rows);
    }

    /// Rows that are equal to the letter to one before, in one pass over sorted hashes.
    pub fn duplicates(&mut self) -> Tally {
        self.seen.sort_unstable();
        let mut tally = Tally::default();
        for pair in self.seen.windows(2) {
            if let [(one, _), (other, row)] = pair
                && one == other
            {
                tally.first_row = if tally.rows == 0 {
                    *row
                } else {
                    tally.first_row.min(*row)
                };
                tally.rows += 1;
            }
        }
        tally
    }

    fn refuse(&mut self, header: &Header<'_>, row: &Row, bad: Bad) {
        let text = match bad.column.map(|column| row.cell(column)) {
            Some(cell) if !cell.is_empty() && bad.reason != RefusedReason::Short => cell.to_owned(),
            _ => row
                .cells()
                .filter(|cell| !cell.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
        };
        let column = bad.column.map_or("", |column| header.name(column));
        self.list(row.number, column, &text, bad.reason);
    }

    fn list(&mut self, row: u32, column: &str, text: &str, reason: RefusedReason) {
        self.refused_count += 1;
        if self.refused.len() < REFUSED_LISTED_MAX {
            self.refused.push(Refused {
                part: self.part,
                place: self.place.clone(),
                row,
                column: column.to_owned(),
                text: text.chars().take(TEXT_CHARACTERS_MAX).collect(),
                reason,
            });
        }
    }

    /// The currency of rows that name none, which the card says where the file leaves it out.
    pub fn assume(&mut self, part: &Part<'_>, header: &Header<'_>, columns: &[usize]) -> Currency {
        let Assumed { currency, to_say } = Assumed::of(part, header, columns);
        if to_say {
            self.assumed = Some(currency);
        }
        currency
    }

    /// Says it where all amounts of a column are whole numbers that may be hundredths.
    pub fn doubt_unit(
        &mut self,
        part: &Part<'_>,
        header: &Header<'_>,
        column: usize,
        currency: Currency,
    ) {
        if currency.digits() > 0
            && let Some(rows) = may_be_fen(part, header, column)
        {
            self.warnings.push(Warning::MaybeFen { rows });
        }
    }

    /// Keeps a control.
    pub fn control(&mut self, kind: ControlKind, stated: ControlValue, read: ControlValue) {
        self.controls.push(Control { kind, stated, read });
    }

    /// The book, for checks over what was read.
    #[must_use]
    pub fn book(&self) -> &Book {
        self.book
    }
}

/// The order of day and month in a column, by its first cells.
#[must_use]
pub fn date_order(part: &Part<'_>, header: &Header<'_>, column: usize) -> DateOrder {
    let (mut rows, mut row, mut cells) = (part.rows(), Row::default(), Vec::new());
    while cells.len() < DATE_ROWS && rows.read(&mut row) {
        if row.number > header.row.number {
            cells.push(row.cell(column).to_owned());
        }
    }
    fitting_order(cells.iter().map(String::as_str))
}

/// The order of day and month by which most texts are days, and of two that fit equally the one by
/// which they span fewer days.
pub fn fitting_order<'c>(cells: impl Iterator<Item = &'c str> + Clone) -> DateOrder {
    let mut best = (DateOrder::YearFirst, (0_u32, 0_i64));
    for order in DateOrder::PLAIN {
        let (mut fits, mut first, mut last) = (0_u32, i32::MAX, i32::MIN);
        for day in cells.clone().filter_map(|cell| read_date(cell, order).ok()) {
            fits += 1;
            first = day.epoch().min(first);
            last = day.epoch().max(last);
        }
        let span = i64::from(last) - i64::from(first);
        if (fits, -span) > best.1 && fits > 0 {
            best = (order, (fits, -span));
        }
    }
    best.0
}
