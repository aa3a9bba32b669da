/*!
Lines whose cells stand under each other with blanks between and no separator: where the columns part
is learnt from the rows that hold a day.

A Chinese character is as wide as two letters in some programs and as one in others; the measure by
which more columns part is taken.
*/

use crate::calendar::{DateOrder, read_date};

/// Lines that are looked at.
const LINES: usize = 60;

/// Places beyond this belong to the last column.
const WIDTH_MAX: usize = 256;

/// Fewer columns are no table: a day, an amount and what it was for.
const COLUMNS_MIN: u32 = 3;

/// Where the columns of lines begin, as a set of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cuts {
    begins: [u64; WIDTH_MAX / 64],
    /// Whether a Chinese character takes two places.
    wide: bool,
}

impl Cuts {
    /// How the lines of a text part; none where they do not stand under each other.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .take(LINES)
            .collect();
        let first = lines.iter().position(|line| has_day(line))?;
        let rows: Vec<&str> = lines.iter().copied().filter(|line| has_day(line)).collect();
        if rows.len() < 2 || rows.iter().any(|line| line.contains('\t')) {
            return None;
        }
        let is_rule = |line: &&&str| line.chars().all(|c| " -=_+*".contains(c));
        let above = lines.get(..first)?.iter().rev();
        let header = above.clone().find(|line| !is_rule(line)).copied();
        // A title in one word is no header.
        let header = header.filter(|line| line.trim().contains("  "));
        let by = |wide| Self::by(&rows, header, wide);
        let (one, two) = (by(false), by(true));
        let worth = |cuts: Self| (cuts.agrees(&rows, header), cuts.count());
        let best = if worth(two) >= worth(one) { two } else { one };
        (best.count() >= COLUMNS_MIN).then_some(best)
    }

    fn by(rows: &[&str], header: Option<&str>, wide: bool) -> Self {
        let mut cuts = Self {
            begins: [0; WIDTH_MAX / 64],
            wide,
        };
        let filled = |lines: &[&str]| {
            let mut filled = [false; WIDTH_MAX];
            for line in lines {
                for (at, c) in cuts.places(line) {
                    let end = (at + width(c, wide)).min(WIDTH_MAX);
                    if !c.is_whitespace() && at < end {
                        filled[at..end].fill(true);
                    }
                }
            }
            filled
        };
        let own = filled(rows);
        let named = header.map(|header| filled(&[header]));
        let all = |at: usize| own[at] || named.is_some_and(|named| named[at]);
        let mut begins = cuts.begins;
        // A day in front is a column of its own, whatever stands above it.
        if let Some(end) = cuts.end_of_days(rows)
            && let Some(next) = (end..WIDTH_MAX).find(|&at| own[at])
        {
            begins[next / 64] |= 1 << (next % 64);
        }
        let (mut gap, mut last) = (2_usize, 0_usize);
        for at in 0..WIDTH_MAX {
            if !all(at) {
                gap += 1;
                continue;
            }
            if gap > 0 {
                // One blank parts two words of a cell as well; a name above parts columns.
                let end = (at..WIDTH_MAX).find(|&at| !all(at)).unwrap_or(WIDTH_MAX);
                let is_named = named.is_none_or(|named| named[at..end].iter().any(|&c| c));
                if gap > 1 || is_named {
                    begins[at / 64] |= 1 << (at % 64);
                    last = at;
                }
            }
            gap = 0;
        }
        // The first column begins with the line.
        if last > 0 {
            begins[0] |= 1;
        }
        cuts.begins = begins;
        cuts
    }

    /// Where the first word of all rows ends, where it is a day in each and ends at one place.
    fn end_of_days(self, rows: &[&str]) -> Option<usize> {
        let mut ends = rows.iter().map(|line| {
            let word = line.split_whitespace().next().filter(|word| is_day(word))?;
            line.starts_with(word).then_some(word)
        });
        let first = ends.next()??;
        let width = |word: &str| word.chars().map(|c| width(c, self.wide)).sum::<usize>();
        let all = ends.all(|word| word.is_some_and(|word| width(word) == width(first)));
        all.then(|| width(first))
    }

    /// How many columns have a name and cells, less those that have only one of both.
    fn agrees(self, rows: &[&str], header: Option<&str>) -> i32 {
        let Some(header) = header else {
            return 0;
        };
        let filled = |line: &str| -> Vec<bool> {
            let cells = self.cells(line);
            cells.map(|cell| !cell.trim().is_empty()).collect()
        };
        let named = filled(header);
        let mut own = vec![false; named.len()];
        for row in rows {
            for (column, is_filled) in filled(row).into_iter().enumerate() {
                if own.len() <= column {
                    own.push(false);
                }
                own[column] |= is_filled;
            }
        }
        (0..own.len()).fold(0, |worth, column| {
            let both = [named.get(column), own.get(column)].map(|is| is.copied().unwrap_or(false));
            worth
                + match both {
                    [true, true] => 1,
                    [false, false] => 0,
                    _ => -1,
                }
        })
    }

    /// How many columns there are.
    fn count(self) -> u32 {
        self.begins.iter().map(|bits| bits.count_ones()).sum()
    }

    /// The characters of a line with their places.
    fn places<'l>(&self, line: &'l str) -> impl Iterator<Item = (usize, char)> + use<'l> {
        let wide = self.wide;
        line.chars().scan(0_usize, move |at, c| {
            let place = *at;
            *at += width(c, wide);
            Some((place, c))
        })
    }

    fn begins_at(&self, place: usize) -> bool {
        let bits = self.begins.get(place / 64);
        bits.is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }

    /// The cells of a line.
    pub fn cells<'l>(&self, line: &'l str) -> impl Iterator<Item = &'l str> + use<'l> {
        let (cuts, mut from, mut passed) = (*self, 0_usize, Vec::new());
        let (mut at_byte, mut word, mut blank) = (0, 0, true);
        for (place, c) in self.places(line) {
            if blank {
                word = at_byte;
            }
            blank = c.is_whitespace();
            // A character that stands across the beginning of a column belongs to it.
            let begins = (place..place + width(c, cuts.wide)).any(|at| cuts.begins_at(at));
            if begins && at_byte > 0 {
                // A name that begins before its column, or a total, is not cut in two.
                let to = if !blank && word > from { word } else { at_byte };
                passed.push(line.get(from..to).unwrap_or_default());
                from = to;
            }
            at_byte += c.len_utf8();
        }
        passed.push(line.get(from..).unwrap_or_default());
        passed.into_iter()
    }
}

const fn width(c: char, wide: bool) -> usize {
    if wide && !c.is_ascii() { 2 } else { 1 }
}

/// Whether a line holds a day as one of its words.
fn has_day(line: &str) -> bool {
    line.contains("  ") && line.split_whitespace().any(is_day)
}

fn is_day(word: &str) -> bool {
    let orders = [
        DateOrder::YearFirst,
        DateOrder::DayFirst,
        DateOrder::MonthFirst,
    ];
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    (6..=8).contains(&digits)
        && (digits == 8 || word.contains(['-', '/', '.', '年']))
        && orders.iter().any(|order| read_date(word, *order).is_ok())
}

#[cfg(test)]
mod tests {
    use super::Cuts;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let Some(cuts) = Cuts::of(text) else {
            return Vec::new();
        };
        let row = |line: &str| {
            cuts.cells(line)
                .map(|cell| cell.trim().to_owned())
                .collect()
        };
        text.lines().map(row).collect()
    }

    #[test]
    fn columns_part_where_all_rows_are_blank() {
        let text = "A bank\n\
                    Date         Details         Out         In     Balance\n\
                    2026-03-02   CARD TAKINGS           1,204.50   5,204.50\n\
                    2026-03-03   RENT         800.00             4,404.50\n\
                    2026-03-04   CARD TAKINGS             310.00   4,714.50\n";
        assert_eq!(cells(text).len(), 5);
        let text = "日期        说明        金额\n2026-03-02  微信收款   100.00\n2026-03-03  现金        12.00\n";
        let want: [&[&str]; 3] = [
            &["日期", "说明", "金额"],
            &["2026-03-02", "微信收款", "100.00"],
            &["2026-03-03", "现金", "12.00"],
        ];
        assert_eq!(cells(text), want);
        for prose in [
            "Dear customer,\nwe moved on 2026-03-02.\nRegards",
            "2026-03-02,a,1\n2026-03-03,b,2\n",
            "",
        ] {
            assert!(cells(prose).is_empty(), "{prose}");
        }
    }
}
