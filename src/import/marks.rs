//! The decimal mark that a file shows in its own amounts: `1,234.50` or `1.234,50`.

use crate::money::DecimalMark;

use super::grid::{Part, Row};
use super::header::Header;

/// Rows that are looked at.
const ROWS: usize = 500;

/// How many amounts show a comma before the fraction, and how many a point.
#[derive(Clone, Copy, Default)]
pub struct Marks {
    commas: u32,
    points: u32,
}

impl Marks {
    /// Counts a cell.
    pub fn see(&mut self, cell: &str) {
        match shown_mark(cell) {
            Some(',') => self.commas += 1,
            Some(_) => self.points += 1,
            None => {}
        }
    }

    /// The mark that more of them show; a point where neither does.
    #[must_use]
    pub const fn mark(self) -> DecimalMark {
        if self.commas > self.points {
            DecimalMark::Comma
        } else {
            DecimalMark::Point
        }
    }
}

/// The mark that most cells of some columns show.
#[must_use]
pub fn mark_of(part: &Part<'_>, header: &Header<'_>, columns: &[usize]) -> DecimalMark {
    let (mut rows, mut row, mut count) = (part.rows(), Row::default(), 0);
    let mut marks = Marks::default();
    while count < ROWS && rows.read(&mut row) {
        if row.number > header.row.number {
            count += 1;
            columns
                .iter()
                .for_each(|&column| marks.see(row.cell(column)));
        }
    }
    marks.mark()
}

/// The decimal mark that a cell shows; none where its only mark may part thousands.
fn shown_mark(cell: &str) -> Option<char> {
    let at = cell.rfind([',', '.'])?;
    let mark = cell.get(at..)?.chars().next()?;
    let behind = cell.get(at + 1..)?;
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let other = if mark == ',' { '.' } else { ',' };
    let repeated = cell.matches(mark).count() > 1;
    let told = cell.contains(other) || digits != 3;
    (told && !repeated).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::shown_mark;

    #[test]
    fn marks_as_cells_show_them() {
        for (cell, want) in [
            ("1.234,50", Some(',')),
            ("1,234.50", Some('.')),
            ("-12,5", Some(',')),
            ("1,234", None),
            ("1.234.567", None),
            ("12.345678", Some('.')),
            ("12", None),
            ("", None),
        ] {
            assert_eq!(shown_mark(cell), want, "{cell}");
        }
    }
}
