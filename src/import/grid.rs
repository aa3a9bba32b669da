/*!
From text to rows: one reused row at a time, whatever parts the cells.

Line numbers are those of a text editor: blank lines count. A row may span lines where a cell is
quoted; a quote that is never closed does not swallow the rest of the file, see [`QUOTED_LINES_MAX`].
*/

use csv::{Reader, ReaderBuilder};

use super::ROWS_MAX;
use super::fixed::Cuts;
use super::sheet::{COLUMNS_MAX, Sheet};

mod row;

pub use row::Row;

/// A quoted cell longer than this is a stray quote: its line is then split without quoting.
const QUOTED_LINES_MAX: u64 = 16;

/// After so many stray quotes a file is read without quoting at all, so that no file can make the
/// reader go back again and again.
const STRAY_QUOTES_MAX: u32 = 100;

/// A row is read from so much of the text: one that is longer is no row of a bill. Without this a
/// single quote would make a row of the whole file, and a hundred of them would read it a hundred times.
const WINDOW_BYTES: usize = 1 << 22;

/// No row of a bill is shorter: a day, an amount and what parts them. Where the first rows of a file
/// are shorter than the others, no more room is made than this allows.
const ROW_BYTES_MIN: usize = 16;

/// Rows of a file's beginning that are looked at to find the separator and the header. The longest
/// preamble known has 24 lines (FORMATS.md rule 0.4).
pub const HEAD_ROWS: usize = 60;

/// How the cells of a text are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// By one character, with double quotes where a cell holds it.
    Separated(u8),
    /// WeChat bills: a backtick before every cell, commas between, no quoting.
    Backtick,
    /// By blanks, cells under each other.
    Fixed(Cuts),
}

/// Separators in the order in which they win a tie.
const SEPARATORS: [u8; 5] = [b',', b'|', b'\t', b';', b'^'];

/// One table of a file: the whole text of a csv file, a member of an archive, a sheet.
pub struct Part<'t> {
    /// Its number in the file, from 0.
    pub index: u16,
    body: Body<'t>,
}

#[derive(Clone, Copy)]
enum Body<'t> {
    Text(&'t str, Style),
    Sheet(&'t Sheet),
}

impl<'t> Part<'t> {
    /// A part, with the style that its first lines show.
    #[must_use]
    pub fn new(index: u16, text: &'t str) -> Self {
        Self::parted(index, text, style_of(text))
    }

    /// A part whose style is known.
    #[must_use]
    pub const fn parted(index: u16, text: &'t str, style: Style) -> Self {
        Self {
            index,
            body: Body::Text(text, style),
        }
    }

    /// A part whose cells are known.
    #[must_use]
    pub const fn sheet(index: u16, sheet: &'t Sheet) -> Self {
        Self {
            index,
            body: Body::Sheet(sheet),
        }
    }

    /// Its whole text; none of a sheet.
    #[must_use]
    pub const fn text(&self) -> Option<&'t str> {
        match self.body {
            Body::Text(text, _) => Some(text),
            Body::Sheet(_) => None,
        }
    }

    /// How its cells are parted; none of a sheet, whose cells are known.
    #[must_use]
    pub const fn style(&self) -> Option<Style> {
        match self.body {
            Body::Text(_, style) => Some(style),
            Body::Sheet(_) => None,
        }
    }

    /// Its size, in bytes of a text or rows of a sheet: what [`Rows::passed`] runs up to.
    #[must_use]
    pub fn size(&self) -> usize {
        match self.body {
            Body::Text(text, _) => text.len(),
            Body::Sheet(sheet) => sheet.rows(),
        }
    }

    /// How many rows its first ones let expect; a little more than that, so as not to fall short.
    #[must_use]
    pub fn rows_expected(&self) -> usize {
        let Body::Text(text, _) = self.body else {
            return self.size();
        };
        let (mut rows, mut row, mut count) = (self.rows(), Row::default(), 0_usize);
        while count < HEAD_ROWS && rows.read(&mut row) {
            count += 1;
        }
        // The reader's place is that of what it took, so a short file is not overrated.
        let expected = text.len().saturating_mul(count + 1) / rows.passed().max(1);
        expected
            .min(text.len() / ROW_BYTES_MIN)
            .min(ROWS_MAX as usize)
    }

    /// Its rows from the top.
    #[must_use]
    pub fn rows(&self) -> Rows<'t> {
        self.rows_through(WINDOW_BYTES)
    }

    /// Its rows, through windows of so many bytes.
    fn rows_through(&self, size: usize) -> Rows<'t> {
        Rows {
            width: 0,
            source: match self.body {
                Body::Sheet(sheet) => Source::Sheet(sheet, 0),
                Body::Text(text, style) => Source::Text(Box::new(Lines {
                    text,
                    style,
                    at: 0,
                    line: 1,
                    strays: 0,
                    size,
                    reader: reader(window(text, 0, size), style, true),
                })),
            },
        }
    }
}

fn style_of(text: &str) -> Style {
    let lines = || {
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .take(HEAD_ROWS)
    };
    if lines().any(|line| line.starts_with('`')) {
        return Style::Backtick;
    }
    // The separator that cuts the most lines into the same, large number of cells.
    let weight = |separator: u8| {
        let counts: Vec<usize> = lines()
            .map(|line| separators(line, separator))
            .filter(|&count| count > 0)
            .collect();
        let cells = |&count: &usize| counts.iter().filter(|&&other| other == count).count() * count;
        counts.iter().map(cells).max().unwrap_or(0)
    };
    let mut best = (b',', 0);
    for separator in SEPARATORS {
        let weight = weight(separator);
        if weight > best.1 {
            best = (separator, weight);
        }
    }
    // Commas in amounts part nothing: there are at most as many as columns, and none in most lines.
    let count = lines().count();
    let parted = lines().filter(|line| separators(line, best.0) > 1).count();
    let is_parted = parted * 2 >= count && (best.0 != b',' || lines().any(parts_words));
    if let Some(cuts) = (!is_parted).then(|| Cuts::of(text)).flatten() {
        return Style::Fixed(cuts);
    }
    Style::Separated(best.0)
}

/// Whether a comma of a line stands elsewhere than in a number.
fn parts_words(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let mut commas = bytes.iter().enumerate().filter(|(_, byte)| **byte == b',');
    commas.any(|(at, _)| !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))))
}

/// How often a separator stands outside of quotes; quotes that do not pair are letters.
fn separators(line: &str, separator: u8) -> usize {
    let paired = line
        .bytes()
        .filter(|&byte| byte == b'"')
        .count()
        .is_multiple_of(2);
    let (mut quoted, mut count) = (false, 0);
    for byte in line.bytes() {
        quoted ^= paired && byte == b'"';
        count += usize::from(!quoted && byte == separator);
    }
    count
}

/// What a row that begins at a place is read from.
fn window(text: &str, at: usize, size: usize) -> &str {
    let end = at.saturating_add(size).min(text.len());
    let end = text.floor_char_boundary(end);
    text.get(at..end).unwrap_or_default()
}

fn reader(text: &str, style: Style, quoting: bool) -> Reader<&[u8]> {
    let delimiter = match style {
        Style::Separated(separator) => separator,
        Style::Backtick | Style::Fixed(_) => b',',
    };
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// The rows of a part, one after the other.
pub struct Rows<'t> {
    width: usize,
    source: Source<'t>,
}

enum Source<'t> {
    Text(Box<Lines<'t>>),
    /// A sheet and the next row of it.
    Sheet(&'t Sheet, usize),
}

impl Rows<'_> {
    /// Says how many cells the header has, so that a cut row is known by having fewer.
    pub fn expect(&mut self, width: usize) {
        self.width = width;
    }

    /// Fills `row` with the next row; says whether there was one. Blank lines are passed over.
    pub fn read(&mut self, row: &mut Row) -> bool {
        match &mut self.source {
            Source::Sheet(sheet, next) => {
                *next += 1;
                sheet.fill(*next - 1, row)
            }
            Source::Text(lines) => {
                let read = lines.read(row);
                row.cut = lines.at_end() && row.cells.len() < self.width;
                read
            }
        }
    }

    /// How much has been read, in bytes of a text or rows of a sheet.
    #[must_use]
    pub fn passed(&self) -> usize {
        match &self.source {
            Source::Sheet(_, next) => *next,
            Source::Text(lines) => lines.bytes_read(),
        }
    }
}

/// The rows of a text.
struct Lines<'t> {
    text: &'t str,
    style: Style,
    /// Where the reader's window begins in the text, and on which line.
    at: usize,
    line: u32,
    size: usize,
    strays: u32,
    reader: Reader<&'t [u8]>,
}

impl Lines<'_> {
    fn read(&mut self, row: &mut Row) -> bool {
        match self.style {
            Style::Backtick | Style::Fixed(_) => self.read_line(row),
            Style::Separated(separator) => self.read_record(row, separator),
        }
    }

    /// Whether the text ends here without a line end.
    fn at_end(&self) -> bool {
        self.bytes_read() >= self.text.len() && !self.text.ends_with('\n')
    }

    fn bytes_read(&self) -> usize {
        match self.style {
            Style::Backtick | Style::Fixed(_) => self.at,
            Style::Separated(_) => self.at + self.reader.position().byte() as usize,
        }
    }

    fn read_record(&mut self, row: &mut Row, separator: u8) -> bool {
        loop {
            match self.read_in_window(row, separator) {
                Some(read) => return read,
                // The row goes on behind the window, or ends with it: a window of its own tells.
                None => self.open(),
            }
        }
    }

    /// Begins a window at [`Self::at`].
    fn open(&mut self) {
        let quoting = self.strays <= STRAY_QUOTES_MAX;
        self.reader = reader(window(self.text, self.at, self.size), self.style, quoting);
    }

    /// Whether there was a row in the window; `None` where it may go on behind it.
    fn read_in_window(&mut self, row: &mut Row, separator: u8) -> Option<bool> {
        let start = (
            self.reader.position().byte() as usize,
            self.reader.position().line(),
        );
        // The text is sound, and nothing is read from outside: an error cannot come from here.
        let read = self.reader.read_record(&mut row.cells).unwrap_or(false);
        let passed = self.bytes_read();
        let is_last = self.at + self.size >= self.text.len();
        if !read {
            if is_last {
                return Some(false);
            }
            // Nothing but blank lines was left of the window.
            self.line = self
                .line
                .saturating_add(lines_in(self.text, self.at, passed));
            self.at = passed;
            return None;
        }
        // The reader's own position is that of the blank lines before the record.
        let (mut at, mut line) = (self.at + start.0, start.1);
        while let Some(&byte @ (b'\n' | b'\r')) = self.text.as_bytes().get(at) {
            line += u64::from(byte == b'\n');
            at += 1;
        }
        row.number = self
            .line
            .saturating_add(u32::try_from(line - 1).unwrap_or(u32::MAX));
        let lines = self.reader.position().line().saturating_sub(line);
        let cut = !is_last && self.text.len() - passed > 0 && passed >= self.window_end();
        if cut && at > self.at {
            (self.at, self.line) = (at, row.number);
            return None;
        }
        if cut || (lines > QUOTED_LINES_MAX && self.strays <= STRAY_QUOTES_MAX) {
            self.read_stray(row, separator, at);
        }
        Some(true)
    }

    fn window_end(&self) -> usize {
        self.at + window(self.text, self.at, self.size).len()
    }

    /// Splits the line at `at` without quoting and goes on behind it.
    fn read_stray(&mut self, row: &mut Row, separator: u8, at: usize) {
        let rest = self.text.get(at..).unwrap_or_default();
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        row.cells.clear();
        let cells = window(line, 0, self.size).trim_end_matches('\r');
        for cell in cells.split(char::from(separator)).take(COLUMNS_MAX) {
            row.cells.push_field(cell.trim_matches('"'));
        }
        self.strays += 1;
        self.at = self.text.len() - behind.len();
        self.line = row.number.saturating_add(1);
        self.open();
    }

    fn read_line(&mut self, row: &mut Row) -> bool {
        while let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty()) {
            let line = rest.split('\n').next().unwrap_or(rest);
            self.at += (line.len() + 1).min(rest.len());
            row.number = self.line;
            self.line = self.line.saturating_add(1);
            let line = window(line, 0, self.size).trim_end_matches('\r');
            if line.trim().is_empty() {
                continue;
            }
            row.cells.clear();
            if let Style::Fixed(cuts) = self.style {
                cuts.cells(line).for_each(|cell| row.cells.push_field(cell));
            } else if line.contains(",\"`") {
                let cells = saved(line).take(COLUMNS_MAX);
                cells.for_each(|cell| row.cells.push_field(&cell));
            } else if line.starts_with('`') {
                let cells = line.split(",`").take(COLUMNS_MAX);
                cells.for_each(|cell| row.cells.push_field(cell));
            } else {
                let cells = line.split(',').take(COLUMNS_MAX);
                cells.for_each(|cell| row.cells.push_field(cell));
            }
            return true;
        }
        false
    }
}

/// The cells of a line with backticks that a spreadsheet program saved anew: a cell that holds a
/// comma then stands in quotes.
fn saved(line: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let whole = rest?;
        let quoted = whole.strip_prefix("\"`").and_then(|inside| {
            // Two quotes are one letter.
            let mut from = 0;
            loop {
                let at = from + inside.get(from..)?.find('"')?;
                let behind = inside.get(at + 1..)?;
                if behind.starts_with('"') {
                    from = at + 2;
                } else {
                    return Some((inside.get(..at)?.replace("\"\"", "\""), behind));
                }
            }
        });
        let (cell, behind) = quoted.map_or_else(
            || {
                let end = whole.find(',').unwrap_or(whole.len());
                let (cell, behind) = whole.split_at(end);
                (cell.to_owned(), behind)
            },
            |(cell, behind)| (cell, behind),
        );
        rest = behind.strip_prefix(',');
        Some(cell)
    })
}

/// How many lines end between two places.
fn lines_in(text: &str, from: usize, to: usize) -> u32 {
    let passed = text.as_bytes().get(from..to).unwrap_or_default();
    let lines = passed.iter().filter(|&&byte| byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS_MAX, Part, Row, WINDOW_BYTES};

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        rows_through(text, WINDOW_BYTES)
    }

    fn rows_through(text: &str, size: usize) -> Vec<(u32, Vec<String>)> {
        let (mut row, mut all) = (Row::default(), Vec::new());
        let part = Part::new(0, text);
        let mut rows = part.rows_through(size);
        while rows.read(&mut row) {
            all.push((row.number, row.cells().map(str::to_owned).collect()));
        }
        all
    }

    #[test]
    fn lines_are_numbered_as_an_editor_does() {
        let got: Vec<u32> = rows("a,b\r\n\r\n\r\nc,d\r\n\"e\r\nf\",g\r\nh,i")
            .iter()
            .map(|r| r.0)
            .collect();
        assert_eq!(got, [1, 4, 5, 7]);
    }

    #[test]
    fn sloppy_cells_are_read() {
        let table: &[(&str, &[&str])] = &[
            ("\"123\"\t,\"45\"\t,x", &["123", "45", "x"]),
            ("打开底部\"多多\",1", &["打开底部\"多多\"", "1"]),
            ("=\"00123\",'456,　7　", &["00123", "456", "7"]),
            ("a|b|c|", &["a", "b", "c", ""]),
            ("a;b;\"1;2\"", &["a", "b", "1;2"]),
            ("`2026,`咖啡,大杯,`1.00", &["2026", "咖啡,大杯", "1.00"]),
            (
                "`2026,\"`咖啡,\"\"大\"\"杯\",`1.00",
                &["2026", "咖啡,\"大\"杯", "1.00"],
            ),
        ];
        for (text, want) in table {
            assert_eq!(
                rows(text),
                [(1, want.iter().map(|s| (*s).to_owned()).collect())],
                "{text}"
            );
        }
    }

    #[test]
    fn a_stray_quote_costs_one_line() {
        let mut text = String::from("h,k\n1,\"stray\n");
        for line in 0..40 {
            text.push_str(&format!("{line},x\n"));
        }
        let got = rows(&text);
        assert_eq!(got.len(), 42);
        assert_eq!(got[1], (2, vec!["1".to_owned(), "stray".to_owned()]));
        assert_eq!(got[41], (42, vec!["39".to_owned(), "x".to_owned()]));
    }

    /// Rows on both sides of the end of a window come out as if there were none.
    #[test]
    fn windows_do_not_show() {
        for row in ["a,\"b\nc\",d\n", "a,b,c\r\n", "甲,乙,丙\n", "\n"] {
            let text = format!("h,k,l\n{}x,y,z", row.repeat(100));
            let whole = rows(&text);
            for size in 16..80 {
                assert_eq!(rows_through(&text, size), whole, "{size}");
            }
        }
    }

    /// A row as long as the file: how much is taken of it is counted.
    #[test]
    fn a_row_has_an_end() {
        const SIZE: usize = 2000;
        let rows = |text: &str| rows_through(text, SIZE);
        let quoted = format!("a,b\n1,\"{}\n2,3\n", "x\n".repeat(SIZE));
        let got = rows(&quoted);
        let two = |one: &str, other: &str| vec![one.to_owned(), other.to_owned()];
        assert_eq!(got[1].1, two("1", "x"));
        assert_eq!(got.last().map(|row| row.1.clone()), Some(two("2", "3")));
        for (text, longest) in [
            (format!("{}\n1,2\n", ",".repeat(SIZE * 2)), COLUMNS_MAX),
            (format!("`{}\n`1,`2\n", ",`".repeat(SIZE)), COLUMNS_MAX),
            (format!("{}\n1,2\n", "x".repeat(SIZE * 2)), 1),
        ] {
            let got = rows(&text);
            assert_eq!((got.len(), got[0].1.len()), (2, longest));
            assert!(got[0].1.iter().all(|cell| cell.len() <= SIZE));
            assert_eq!(got[1], (2, two("1", "2")));
        }
    }

    #[test]
    fn room_is_made_for_no_more_rows_than_fit() {
        let text = format!("{}{}", "a\n".repeat(100), "x".repeat(100_000));
        assert!(Part::new(0, &text).rows_expected() <= text.len() / 16);
    }
}
