//! Rows of a book by their names, which do not change when the files are read again.

use rustc_hash::FxHashMap;

use crate::money::Currency;
use crate::record::{Book, FileId};
use crate::verdict::{Reason, RowName, RowSet};

/// File, part, row, and which of several entries on it.
type Key<'a> = (&'a str, u16, u32, u16);

/// The names of a book's rows.
pub(super) struct Naming<'a> {
    book: &'a Book,
    /// The currency of the answer.
    currency: Currency,
    files: FxHashMap<FileId, &'a str>,
    /// Rows that share their line with earlier ones.
    nth: FxHashMap<u32, u16>,
}

impl<'a> Naming<'a> {
    pub(super) fn new(book: &'a Book, currency: Currency) -> Self {
        let r = &book.records;
        let mut nth = FxHashMap::default();
        let (mut last, mut count) = (None, 0_u16);
        for (row, at) in (0_u32..).zip(0..r.len()) {
            let place = r.place(at);
            // Entries of one line follow each other.
            if last == Some(place) {
                count = count.saturating_add(1);
                nth.insert(row, count);
            } else {
                count = 0;
            }
            last = Some(place);
        }
        let files = book.files.iter();
        Self {
            book,
            currency,
            files: files
                .map(|entry| (entry.id, entry.report.sha256.as_str()))
                .collect(),
            nth,
        }
    }

    fn key(&self, row: u32) -> Key<'a> {
        let place = self.book.records.place(row as usize);
        let file = self.files.get(&place.file).copied().unwrap_or_default();
        let nth = self.nth.get(&row).copied().unwrap_or(0);
        (file, place.part, place.row, nth)
    }

    pub(super) fn name(&self, row: u32) -> RowName {
        let (file, part, row, nth) = self.key(row);
        RowName {
            file: file.to_owned(),
            part,
            row,
            nth,
        }
    }

    pub(super) fn is_in(&self, row: u32, set: &RowSet) -> bool {
        let (file, part, row, nth) = self.key(row);
        set.contains(file, part, row, nth)
    }

    pub(super) fn set(&self, rows: impl IntoIterator<Item = u32>) -> RowSet {
        RowSet::of(rows.into_iter().map(|row| self.name(row)))
    }

    /// The rows of these names, each where it is there.
    pub(super) fn rows_of(&self, names: &[&RowName]) -> Vec<Option<u32>> {
        let mut wanted: FxHashMap<Key<'_>, Option<u32>> =
            names.iter().map(|name| (key_of(name), None)).collect();
        if !wanted.is_empty() {
            for (row, _) in (0_u32..).zip(0..self.book.records.len()) {
                if let Some(found) = wanted.get_mut(&self.key(row)) {
                    found.get_or_insert(row);
                }
            }
        }
        names
            .iter()
            .map(|name| wanted.get(&key_of(name)).copied()?)
            .collect()
    }

    /// Why none of these rows could be used.
    pub(super) fn why_not(&self, set: &RowSet, otherwise: Reason) -> Reason {
        let loaded = |file: &str| self.files.values().any(|known| *known == file);
        if !set.parts().iter().any(|rows| loaded(&rows.file)) {
            return Reason::NoFile;
        }
        let rows = (0_u32..).zip(0..self.book.records.len());
        let mut found = rows
            .filter(|&(row, _)| self.is_in(row, set))
            .map(|(_, at)| self.book.currency(at))
            .peekable();
        if found.peek().is_none() {
            Reason::NoRow
        } else if found.any(|currency| currency == self.currency) {
            otherwise
        } else {
            Reason::OtherCurrency
        }
    }
}

fn key_of(name: &RowName) -> Key<'_> {
    (&name.file, name.part, name.row, name.nth)
}
