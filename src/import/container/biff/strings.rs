//! The texts of an old workbook: one table for all sheets, cut into records at any letter.

use crate::import::sheet::TEXT_BYTES_MAX;
use crate::import::{ImportError, Limit};

use super::super::cfb::u16_at;

/// A mark of a text: its letters have two bytes each.
const WIDE: u8 = 1;
/// A mark: marks for pronunciation stand behind it.
const SPOKEN: u8 = 4;
/// A mark: runs of fonts stand behind it.
const RICH: u8 = 8;

/// Texts by number.
#[derive(Default)]
pub struct Strings {
    all: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Reads the records of the table. One that is cut off ends early: cells that name a text
    /// behind the end stay empty.
    ///
    /// # Errors
    /// [`ImportError::Limit`] past what a sheet may hold.
    pub fn of(table: &[&[u8]]) -> Result<Self, ImportError> {
        let mut strings = Self::default();
        let mut reader = Reader {
            rest: table.iter().copied(),
            now: &[],
        };
        // Behind two counts of four bytes each.
        if reader.turn().is_none() || reader.skip(8).is_none() {
            return Ok(strings);
        }
        while let Some(text) = reader.text() {
            strings.all.push_str(&text);
            if strings.all.len() > TEXT_BYTES_MAX {
                return Err(ImportError::Limit(Limit::Cells));
            }
            let end = u32::try_from(strings.all.len()).unwrap_or(u32::MAX);
            strings.ends.push(end);
        }
        Ok(strings)
    }

    /// A text; empty past the end.
    #[must_use]
    pub fn get(&self, index: u32) -> &str {
        let index = index as usize;
        let start = index.checked_sub(1).and_then(|at| self.ends.get(at));
        let start = start.map_or(0, |&end| end as usize);
        let end = self.ends.get(index).map_or(start, |&end| end as usize);
        self.all.get(start..end).unwrap_or_default()
    }
}

/// The bytes of several records, one behind the other.
struct Reader<'b, R> {
    rest: R,
    now: &'b [u8],
}

impl<'b, R: Iterator<Item = &'b [u8]>> Reader<'b, R> {
    /// Goes on to the next record.
    fn turn(&mut self) -> Option<()> {
        self.now = self.rest.next()?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.now.is_empty() {
            self.turn()?;
        }
        let (&first, rest) = self.now.split_first()?;
        self.now = rest;
        Some(first)
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.now.len() {
            count -= self.now.len();
            self.turn()?;
        }
        self.now = self.now.get(count..)?;
        Some(())
    }

    fn text(&mut self) -> Option<String> {
        let mut left = usize::from(self.word()?);
        let marks = self.byte()?;
        let runs = if marks & RICH == 0 {
            0
        } else {
            usize::from(self.word()?)
        };
        let spoken = if marks & SPOKEN == 0 {
            0
        } else {
            usize::from(self.word()?) | usize::from(self.word()?) << 16
        };
        let (mut units, mut wide) = (Vec::with_capacity(left), marks & WIDE != 0);
        while left > 0 {
            if self.now.is_empty() {
                // The letters go on in the next record, perhaps in the other width.
                self.turn()?;
                wide = self.byte()? & WIDE != 0;
            }
            units.push(if wide {
                self.word()?
            } else {
                u16::from(self.byte()?)
            });
            left -= 1;
        }
        self.skip(runs * 4 + spoken)?;
        Some(String::from_utf16_lossy(&units))
    }
}

/// A text behind two bytes of length.
#[must_use]
pub fn text_of(body: &[u8]) -> String {
    let length = usize::from(u16_at(body, 0).unwrap_or_default());
    letters(body.get(2..).unwrap_or_default(), length)
}

/// So many letters behind a byte of marks.
#[must_use]
pub fn letters(body: &[u8], length: usize) -> String {
    let Some((&marks, rest)) = body.split_first() else {
        return String::new();
    };
    let units: Vec<u16> = if marks & WIDE == 0 {
        rest.iter()
            .take(length)
            .map(|&byte| u16::from(byte))
            .collect()
    } else {
        let pairs = rest.chunks_exact(2).take(length);
        pairs.filter_map(|pair| u16_at(pair, 0)).collect()
    };
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::Strings;

    #[test]
    fn a_text_may_be_cut_into_two_records_of_other_width() {
        let head = [2, 0, 0, 0, 2, 0, 0, 0];
        let mut first = head.to_vec();
        first.extend([4, 0, 0, b'a', b'b']);
        let second = [1, 0x00, 0x4e, b'c', 0, 1, 0, 0, b'z'];
        let strings = Strings::of(&[&first, &second]).unwrap_or_default();
        let got: Vec<&str> = (0..3).map(|index| strings.get(index)).collect();
        assert_eq!(got, ["ab一c", "z", ""]);
    }
}
