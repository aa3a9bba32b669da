/*!
A table whose cells come one by one: a sheet of a workbook, a table of a page, lines of fixed width.

Cells are kept in one text with their ends, so that a sheet of a million rows is three allocations
and not thirty million.
*/

use std::borrow::Cow;

use super::grid::Row;
use super::{ImportError, Limit, radicals};

/// More columns than this are a formatting accident or an attack: the widest bill known has 38.
pub const COLUMNS_MAX: usize = 512;

/// The cells of all sheets of a file together, filled or skipped: a sheet as long as Excel allows with
/// the columns of the widest bill of China has 30 million. With their places they take half a gigabyte.
const CELLS_MAX: usize = 1 << 25;

/// The longest text that Excel allows in a cell; no program writes more.
pub const CELL_CHARACTERS_MAX: usize = 32_767;

/// The texts of all sheets of a file together, in bytes: as much as may come out of an archive. A text
/// that is stored once and shown in a million cells would fill the memory of a tab without this.
pub const TEXT_BYTES_MAX: usize = 1 << 29;

/// A longer name of a sheet is cut: Excel allows 31 letters.
const NAME_CHARACTERS_MAX: usize = 100;

/// The name of a sheet as it is kept. Every table of a page bears the name once more.
#[must_use]
pub fn name_of(name: &str) -> String {
    name.chars().take(NAME_CHARACTERS_MAX).collect()
}

/// How much the sheets of one file may still hold together. A few kilobytes can name a text a million
/// times or repeat a row, so every cell is counted, in whichever sheet it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    cells: usize,
    bytes: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self::of(CELLS_MAX, TEXT_BYTES_MAX)
    }
}

impl Room {
    /// Room for so many cells with so many bytes of text.
    #[must_use]
    pub const fn of(cells: usize, bytes: usize) -> Self {
        Self { cells, bytes }
    }

    fn take(&mut self, bytes: usize) -> Option<()> {
        let left = (self.cells.checked_sub(1)?, self.bytes.checked_sub(bytes)?);
        (self.cells, self.bytes) = left;
        Some(())
    }
}

struct Line {
    number: u32,
    /// Where its cells begin among all ends.
    first: usize,
}

/// A table of cells.
#[derive(Default)]
pub struct Sheet {
    text: String,
    ends: Vec<u32>,
    lines: Vec<Line>,
}

impl Sheet {
    /// Begins a row with the number that the program shows beside it. A row before it that stayed empty
    /// is forgotten, so that there are never more rows than cells.
    pub fn begin(&mut self, number: u32) {
        let first = self.ends.len();
        self.lines.pop_if(|line| line.first == first);
        self.lines.push(Line { number, first });
    }

    /// How many cells the row that is being filled has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.ends.len() - self.lines.last().map_or(self.ends.len(), |line| line.first)
    }

    /// Appends a cell to the row that was begun last.
    ///
    /// # Errors
    /// [`ImportError::Limit`] past what a sheet may hold.
    pub fn push(&mut self, cell: &str, room: &mut Room) -> Result<(), ImportError> {
        if self.width() >= COLUMNS_MAX {
            return Err(ImportError::Limit(Limit::Columns));
        }
        if cell.len() > CELL_CHARACTERS_MAX && cell.chars().count() > CELL_CHARACTERS_MAX {
            return Err(ImportError::Limit(Limit::CellLength));
        }
        let taken = room.take(cell.len());
        taken.ok_or(ImportError::Limit(Limit::Cells))?;
        self.text.push_str(cell);
        // Below the limit of bytes a place always fits.
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    /// Puts a cell into a column of the row that was begun last; the columns before it stay empty.
    ///
    /// # Errors
    /// As [`Sheet::push`], and [`ImportError::Damaged`] for a column that is filled already.
    pub fn put(&mut self, column: usize, cell: &str, room: &mut Room) -> Result<(), ImportError> {
        if column < self.width() {
            return Err(ImportError::Damaged);
        }
        if column >= COLUMNS_MAX {
            return Err(ImportError::Limit(Limit::Columns));
        }
        while self.width() < column {
            self.push("", room)?;
        }
        self.push(cell, room)
    }

    /// Repeats the last row under the numbers that follow it.
    ///
    /// # Errors
    /// As [`Sheet::push`].
    pub fn repeat(&mut self, times: u32, room: &mut Room) -> Result<(), ImportError> {
        let Some(number) = self.lines.last().map(|line| line.number) else {
            return Ok(());
        };
        let mut row = Row::default();
        self.fill(self.lines.len() - 1, &mut row);
        let cells: Vec<String> = row.letters_each().map(str::to_owned).collect();
        for step in 1..=times {
            self.begin(number.saturating_add(step));
            for cell in &cells {
                self.push(cell, room)?;
            }
        }
        Ok(())
    }

    /// Appends the rows of another table below its own, their numbers going on.
    ///
    /// # Errors
    /// As [`Sheet::push`].
    pub fn append(&mut self, below: &Self, room: &mut Room) -> Result<(), ImportError> {
        let before = self.lines.last().map_or(0, |line| line.number);
        let mut row = Row::default();
        for index in 0..below.rows() {
            below.fill(index, &mut row);
            self.begin(before.saturating_add(row.number));
            for cell in row.letters_each() {
                self.push(cell, room)?;
            }
        }
        Ok(())
    }

    /// Puts letters for radicals. A letter has as many bytes, so every cell keeps its place.
    pub fn spell(&mut self) {
        if let Cow::Owned(plain) = radicals::plain(&self.text) {
            self.text = plain;
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// Whether no cell holds a text.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Fills a row with the one at `index`; says whether there is one.
    pub fn fill(&self, index: usize, row: &mut Row) -> bool {
        let Some(line) = self.lines.get(index) else {
            return false;
        };
        let until = self
            .lines
            .get(index + 1)
            .map_or(self.ends.len(), |next| next.first);
        let before = line.first.checked_sub(1).and_then(|at| self.ends.get(at));
        let mut start = before.map_or(0, |&end| end as usize);
        row.begin(line.number);
        for &end in self.ends.get(line.first..until).unwrap_or_default() {
            row.push(self.text.get(start..end as usize).unwrap_or_default());
            start = end as usize;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS_MAX, Room, Sheet};
    use crate::import::grid::Row;
    use crate::import::{ImportError, Limit};

    #[test]
    fn cells_come_back_with_their_row() {
        let (mut sheet, mut room) = (Sheet::default(), Room::default());
        sheet.begin(2);
        sheet.begin(3);
        assert_eq!(sheet.put(2, "丙", &mut room), Ok(()));
        assert_eq!(sheet.put(1, "乙", &mut room), Err(ImportError::Damaged));
        assert_eq!(sheet.repeat(1, &mut room), Ok(()));
        sheet.begin(9);
        let mut row = Row::default();
        let got: Vec<(u32, String)> = (0..sheet.rows())
            .map(|index| {
                assert!(sheet.fill(index, &mut row));
                (row.number, row.cells().collect::<Vec<_>>().join("|"))
            })
            .collect();
        let want = [(3, "||丙"), (4, "||丙"), (9, "")];
        assert_eq!(got, want.map(|(number, cells)| (number, cells.to_owned())));
        assert!(!sheet.fill(3, &mut row));
    }

    #[test]
    fn a_sheet_has_an_end_to_the_right() {
        let mut sheet = Sheet::default();
        sheet.begin(1);
        let told = Err(ImportError::Limit(Limit::Columns));
        assert_eq!(sheet.put(COLUMNS_MAX, "x", &mut Room::default()), told);
    }

    #[test]
    fn the_sheets_of_a_file_share_their_room() {
        let full = Err(ImportError::Limit(Limit::Cells));
        for (room, pushed) in [(Room::of(5, 100), 5), (Room::of(100, 7), 7)] {
            let mut room = room;
            let mut count = 0;
            'file: for _ in 0..3 {
                let mut sheet = Sheet::default();
                sheet.begin(1);
                for _ in 0..3 {
                    match sheet.push("x", &mut room) {
                        Ok(()) => count += 1,
                        told => {
                            assert_eq!(told, full);
                            break 'file;
                        }
                    }
                }
            }
            assert_eq!(count, pushed);
        }
        let (mut sheet, mut room) = (Sheet::default(), Room::of(1000, 1000));
        sheet.begin(1);
        assert_eq!(sheet.push("x", &mut room), Ok(()));
        assert_eq!(sheet.repeat(u32::MAX, &mut room), full);
        assert_eq!(sheet.rows(), 1001);
    }
}
