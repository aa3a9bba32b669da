/*!
Finding the header by its content: preambles run from 0 to 24 lines and change between two exports
of one bank (FORMATS.md rule 0.4).
*/

use super::ImportError;
use super::grid::{HEAD_ROWS, Part, Row};
use super::sheet::COLUMNS_MAX;

/// Units in parentheses that say nothing about which column it is.
const UNITS: &[&str] = &[
    "(元)",
    "(分)",
    "(+)",
    "(-)",
    "(+元)",
    "(-元)",
    "(元/笔)",
    "(¥)",
    "(￥)",
    "(yuan)",
    "(cny)",
    "(rmb)",
    "(人民币)",
];

/// A column's name as it is compared: without padding, inner blanks and unit, in lower case, with
/// ASCII parentheses, and of a bilingual name the part before `[`.
#[must_use]
pub fn normalise(name: &str) -> String {
    let name = super::cell::clean(name).trim_matches('"');
    let name = name.split('[').next().unwrap_or(name);
    let mut plain: String = name
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '.' | '#' | '`'))
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '／' => '/',
            '：' => ':',
            other => simplified(other),
        })
        .flat_map(char::to_lowercase)
        .collect();
    if let Some(unit) = UNITS.iter().find(|unit| plain.ends_with(*unit)) {
        plain.truncate(plain.len() - unit.len());
    }
    plain
}

/// Characters of column names in the script of Hong Kong and Taiwan and in old spelling (帐号), and the
/// same in that of the mainland, in which the formats list their columns.
const TRADITIONAL: &str = "帐账詳详結结餘余賬账帳账額额說说時时間间貸贷幣币種种備备註注號号對对戶户稱称錄录證证轉转單单費费類类狀状態态實实訂订終终參参業业內内";

fn simplified(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut pairs = TRADITIONAL.chars();
    while let (Some(traditional), Some(simplified)) = (pairs.next(), pairs.next()) {
        if traditional == c {
            return simplified;
        }
    }
    c
}

/// What a text without a table is shows within so many characters: the longest envelope known is
/// that of OFX, below one thousand.
const BEGINNING_CHARACTERS: usize = 4000;

/// A cell of a preamble is a line of text at most; what is longer is cut where formats look at it.
const CELL_BYTES_MAX: usize = 4000;

/// The beginning of a cell, cut between two letters.
fn beginning(cell: &str) -> &str {
    let end = cell.floor_char_boundary(CELL_BYTES_MAX.min(cell.len()));
    cell.get(..end).unwrap_or(cell)
}

/// The first rows of a part, looked at once for all formats.
pub struct Head {
    /// The name of the file.
    pub file: String,
    /// The beginning of its text, for formats that are no tables; empty of a sheet.
    pub beginning: String,
    /// The rows.
    pub rows: Vec<HeadRow>,
}

/// One of them.
#[derive(Clone)]
pub struct HeadRow {
    /// Its line.
    pub number: u32,
    /// Its cells without padding.
    pub cells: Vec<String>,
    names: Vec<String>,
}

impl HeadRow {
    /// A row of these cells.
    #[must_use]
    pub fn of(number: u32, cells: Vec<String>) -> Self {
        let names = cells.iter().map(|cell| normalise(cell)).collect();
        Self {
            number,
            cells,
            names,
        }
    }

    /// A row whose columns are compared by other names than those that it shows.
    #[must_use]
    pub fn called(number: u32, cells: Vec<String>, names: Vec<String>) -> Self {
        Self {
            number,
            cells,
            names,
        }
    }

    /// The first column whose name, as it is compared, passes a test.
    #[must_use]
    pub fn column_that(&self, passes: impl Fn(&str) -> bool) -> Option<usize> {
        self.names.iter().position(|name| passes(name))
    }

    /// Every column whose name passes a test, from the left.
    #[must_use]
    pub fn columns_that(&self, passes: impl Fn(&str) -> bool) -> Vec<usize> {
        let passing = |(_, name): &(usize, &String)| passes(name);
        let columns = self.names.iter().enumerate().filter(passing);
        columns.map(|(column, _)| column).collect()
    }

    /// The cells' names as they are compared.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether one of its cells is called by one of these names.
    #[must_use]
    pub fn has(&self, names: &[&str]) -> bool {
        self.column(names).is_some()
    }

    /// Whether for each of these columns one cell is called so.
    #[must_use]
    pub fn has_all(&self, columns: &[&[&str]]) -> bool {
        columns.iter().all(|names| self.has(names))
    }

    /// The column called by one of these names; earlier names win.
    #[must_use]
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        names
            .iter()
            .find_map(|name| self.names.iter().position(|cell| cell == name))
    }
}

impl Head {
    /// The head of a part.
    #[must_use]
    pub fn of(part: &Part<'_>, file: &str) -> Self {
        let (mut rows, mut row, mut head) = (part.rows(), Row::default(), Vec::new());
        while head.len() < HEAD_ROWS && rows.read(&mut row) {
            let cells = row.cells().take(COLUMNS_MAX);
            let cells = cells.map(|cell| beginning(cell).to_owned()).collect();
            head.push(HeadRow::of(row.number, cells));
        }
        let text = part.text().unwrap_or_default().trim_start();
        Self {
            file: file.to_owned(),
            beginning: text.chars().take(BEGINNING_CHARACTERS).collect(),
            rows: head,
        }
    }

    /// The first row that has all these columns.
    #[must_use]
    pub fn find(&self, columns: &[&[&str]]) -> Option<&HeadRow> {
        self.rows.iter().find(|row| row.has_all(columns))
    }

    /// Whether some cell before any table holds this text.
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        self.rows
            .iter()
            .any(|row| row.cells.iter().any(|cell| cell.contains(text)))
    }

    /// The row that looks most like a header: most cells of words.
    #[must_use]
    pub fn likeliest(&self) -> Vec<String> {
        let words = |row: &HeadRow| {
            let word =
                |cell: &&String| !cell.is_empty() && !cell.contains(|c: char| c.is_ascii_digit());
            row.cells.iter().filter(word).count()
        };
        let mut best: Option<&HeadRow> = None;
        for row in &self.rows {
            if best.is_none_or(|best| words(row) > words(best)) {
                best = Some(row);
            }
        }
        best.map(|row| row.cells.clone()).unwrap_or_default()
    }
}

/// The header that a format found, and the format's name for messages.
pub struct Header<'h> {
    /// The row.
    pub row: &'h HeadRow,
    format: &'static str,
}

impl<'h> Header<'h> {
    /// The first row with all these columns.
    ///
    /// # Errors
    /// [`ImportError::MissingColumn`] with the first of them that no row has together with others.
    pub fn find(
        head: &'h Head,
        format: &'static str,
        columns: &[&[&str]],
    ) -> Result<Self, ImportError> {
        if let Some(row) = head.find(columns) {
            return Ok(Self { row, format });
        }
        // The row that has most of them tells which one is missing.
        let count = |row: &HeadRow| columns.iter().filter(|names| row.has(names)).count();
        let nearest = head.rows.iter().max_by_key(|row| count(row));
        let missing = columns
            .iter()
            .find(|names| !nearest.is_some_and(|row| row.has(names)))
            .and_then(|names| names.first());
        Err(missing_column(format, missing.copied().unwrap_or_default()))
    }

    /// A header that was found already.
    #[must_use]
    pub const fn at(row: &'h HeadRow, format: &'static str) -> Self {
        Self { row, format }
    }

    /// A column that may be missing.
    #[must_use]
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        self.row.column(names)
    }

    /// A column that must be there.
    ///
    /// # Errors
    /// [`ImportError::MissingColumn`].
    pub fn need(&self, names: &[&str]) -> Result<usize, ImportError> {
        self.column(names)
            .ok_or_else(|| missing_column(self.format, names.first().copied().unwrap_or_default()))
    }

    /// What to say where a column is missing.
    #[must_use]
    pub fn missing(&self, column: &str) -> ImportError {
        missing_column(self.format, column)
    }

    /// The column's name as the file has it.
    #[must_use]
    pub fn name(&self, column: usize) -> &str {
        self.row.cells.get(column).map_or("", String::as_str)
    }
}

fn missing_column(format: &str, column: &str) -> ImportError {
    ImportError::MissingColumn {
        format: format.to_owned(),
        column: column.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn names_are_compared_without_their_dress() {
        for (name, want) in [
            ("`交易时间", "交易时间"),
            ("\u{feff}订单金额（元）", "订单金额"),
            ("交易金额[ Trade Amount ]", "交易金额"),
            ("日 志 号", "日志号"),
            ("记账金额（收入）", "记账金额(收入)"),
            ("Order ID", "orderid"),
            ("Card Last 4", "cardlast4"),
            ("交易金额(分)", "交易金额"),
            ("賬戶餘額", "账户余额"),
            ("对方帐号", "对方账号"),
            ("ÉTAT", "état"),
            ("Сумма", "сумма"),
        ] {
            assert_eq!(normalise(name), want);
        }
    }
}
