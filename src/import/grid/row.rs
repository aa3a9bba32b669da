//! One row of any part.

use csv::StringRecord;

use crate::import::cell::clean;
use crate::money::DecimalMark;

/// One row; the same one is filled again and again.
#[derive(Default)]
pub struct Row {
    /// Its line, from 1.
    pub number: u32,
    /// Whether the file ends inside it: no line end, and fewer cells than the header. Its last cell
    /// may be half of what it was.
    pub cut: bool,
    /// What parts whole and fraction in its amounts.
    pub mark: DecimalMark,
    pub(super) cells: StringRecord,
}

impl Row {
    /// How many cells it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it holds nothing but padding.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| clean(cell).is_empty())
    }

    /// A cell without its padding; empty past the end.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", clean)
    }

    /// Its cells without their padding.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(clean)
    }

    /// Its cells as they stand, padding and all.
    pub fn letters_each(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// Empties it for the row of this number.
    pub fn begin(&mut self, number: u32) {
        self.number = number;
        self.cells.clear();
    }

    /// Appends a cell.
    pub fn push(&mut self, cell: &str) {
        self.cells.push_field(cell);
    }

    /// All its cells in one text, as they stand: equal for rows that are equal to the letter.
    #[must_use]
    pub fn letters(&self) -> &str {
        self.cells.as_slice()
    }
}
