/*!
Tables of web pages and of SpreadsheetML, which many portals send under the name `.xls`.

Rows are numbered from 1 in each table; a row or cell of SpreadsheetML may name its own place.
*/

use super::markup::{Piece, attribute, pieces, plain};
use super::workbook::SHEETS_MAX;
use crate::import::grid::Row;
use crate::import::sheet::{COLUMNS_MAX, Room, Sheet, name_of};
use crate::import::{ImportError, Limit};

/// How far into a text its kind shows.
const BEGINNING_CHARACTERS: usize = 2000;

/// Whether a text is a page or a workbook in XML.
#[must_use]
pub fn is_one(text: &str) -> bool {
    let text = text.trim_start();
    if !text.starts_with('<') {
        return false;
    }
    let begin: String = text.chars().take(BEGINNING_CHARACTERS).collect();
    let begin = begin.to_lowercase();
    begin.starts_with("<!doctype html")
        || begin.starts_with("<html")
        || begin.starts_with("<meta")
        || begin.starts_with("<style")
        || begin.contains("<table")
        || begin.contains("schemas-microsoft-com:office:spreadsheet")
        || (begin.starts_with("<?xml") && begin.contains("<html"))
}

/// Where the reader stands.
struct Place<'r> {
    room: &'r mut Room,
    sheets: Vec<(String, Sheet)>,
    name: String,
    row: u32,
    row_open: bool,
    column: usize,
    cell: Option<Cell>,
    /// For each column the first row that no cell from above reaches into.
    taken_until: Vec<u32>,
}

#[derive(Default)]
struct Cell {
    text: String,
    span: usize,
    /// How many rows it reaches down: a merged cell of a header in two rows.
    rows: u32,
}

/// The tables of a page, one sheet each; a table in a cell of another one begins a sheet of its own.
///
/// # Errors
/// [`ImportError::Limit`].
pub fn tables(text: &str, room: &mut Room) -> Result<Vec<(String, Sheet)>, ImportError> {
    let mut place = Place {
        room,
        sheets: Vec::new(),
        name: String::new(),
        row: 0,
        row_open: false,
        column: 0,
        cell: None,
        taken_until: Vec::new(),
    };
    let mut hidden = false;
    for piece in pieces(text) {
        match piece {
            Piece::Open { name, attributes } => {
                let name = name.to_ascii_lowercase();
                hidden |= matches!(name.as_str(), "script" | "style");
                place.open(&name, attributes)?;
            }
            Piece::Close(name) => {
                let name = name.to_ascii_lowercase();
                hidden &= !matches!(name.as_str(), "script" | "style");
                match name.as_str() {
                    "td" | "th" | "cell" => place.end_cell()?,
                    "tr" | "row" | "table" => place.end_row()?,
                    _ => {}
                }
            }
            Piece::Text(text) => {
                if let Some(cell) = place.cell.as_mut().filter(|_| !hidden) {
                    cell.text.push_str(&plain(text));
                }
            }
        }
    }
    place.end_row()?;
    let Place { room, sheets, .. } = place;
    let mut whole: Vec<(String, Sheet)> = Vec::with_capacity(sheets.len());
    for (name, sheet) in sheets {
        match whole.last_mut() {
            Some((_, above)) if heads(above, &sheet) => above.append(&sheet, room)?,
            _ => whole.push((name, sheet)),
        }
    }
    Ok(whole)
}

/// A row of words with at least so many cells is a header.
const HEADER_CELLS_MIN: usize = 3;

/// Whether a table is nothing but the header of the next one: pages that scroll their rows under it.
fn heads(above: &Sheet, below: &Sheet) -> bool {
    let (mut header, mut first) = (Row::default(), Row::default());
    let is_word = |cell: &str| !cell.is_empty() && !cell.contains(|c: char| c.is_numeric());
    above.rows() == 1
        && above.fill(0, &mut header)
        && below.fill(0, &mut first)
        && header.len() == first.len()
        && header.len() >= HEADER_CELLS_MIN
        && header.cells().all(is_word)
}

impl Place<'_> {
    fn open(&mut self, name: &str, attributes: &str) -> Result<(), ImportError> {
        let number =
            |wanted| attribute(attributes, wanted).and_then(|text| text.parse::<u32>().ok());
        match name {
            "worksheet" => {
                self.name = name_of(&plain(attribute(attributes, "name").unwrap_or_default()));
            }
            "table" => {
                self.end_row()?;
                if self.sheets.len() >= SHEETS_MAX {
                    return Err(ImportError::Limit(Limit::Sheets));
                }
                self.row = 0;
                self.taken_until.clear();
                self.sheets.push((self.name.clone(), Sheet::default()));
            }
            "tr" | "row" => {
                self.end_row()?;
                self.row = number("index").unwrap_or(0).max(self.row.saturating_add(1));
                self.row_open = true;
                if let Some((_, sheet)) = self.sheets.last_mut() {
                    sheet.begin(self.row);
                }
            }
            "td" | "th" | "cell" => {
                self.end_cell()?;
                if let Some(index) = number("index") {
                    self.column = (index as usize).saturating_sub(1).max(self.column);
                }
                let merged = number("mergeacross").map(|more| more.saturating_add(1));
                let span = number("colspan").or(merged).unwrap_or(1).max(1);
                self.cell = Some(Cell {
                    text: String::new(),
                    span: span as usize,
                    rows: number("rowspan").unwrap_or(1),
                });
            }
            "br" => {
                if let Some(cell) = &mut self.cell {
                    cell.text.push(' ');
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ImportError> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        if self.row_open
            && let Some((_, sheet)) = self.sheets.last_mut()
        {
            let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let row = self.row;
            let taken = self.taken_until.iter().skip(self.column);
            self.column += taken.take_while(|&&until| until > row).count();
            if !text.is_empty() {
                sheet.put(self.column, &text, self.room)?;
            }
            let end = self.column.saturating_add(cell.span);
            if cell.rows > 1 {
                let until = row.saturating_add(cell.rows);
                let end = end.min(COLUMNS_MAX);
                if self.taken_until.len() < end {
                    self.taken_until.resize(end, 0);
                }
                let under = self.taken_until.get_mut(self.column..end);
                under.unwrap_or_default().fill(until);
            }
            self.column = end;
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), ImportError> {
        self.end_cell()?;
        self.row_open = false;
        self.column = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Room, tables};
    use crate::import::grid::Row;

    fn cells(text: &str) -> Vec<(u32, String)> {
        let all = tables(text, &mut Room::default()).unwrap_or_default();
        let mut row = Row::default();
        let mut found = Vec::new();
        for (_, sheet) in &all {
            for index in 0..sheet.rows() {
                sheet.fill(index, &mut row);
                found.push((row.number, row.cells().collect::<Vec<_>>().join("|")));
            }
        }
        found
    }

    #[test]
    fn a_cell_that_reaches_down_keeps_its_column() {
        let page = "<table><tr><td rowspan=2>a<td colspan=2>b<td rowspan=2>c</tr>\
                    <tr><td>d<td>e</tr><tr><td>1<td>2<td>3<td>4</tr></table>";
        let want = ["a|b||c", "|d|e", "1|2|3|4"];
        let got: Vec<String> = cells(page).into_iter().map(|(_, row)| row).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn a_header_in_a_table_of_its_own() {
        let page = "<td><table><tr><td>甲<td>乙<td>丙</tr></table>\
                    <table><tr><td>1<td>2<td>3</tr><tr><td>4<td>5<td>6</tr></table>\
                    <table><tr><td>7</tr></table></td>";
        let want = [(1, "甲|乙|丙"), (2, "1|2|3"), (3, "4|5|6"), (1, "7")];
        assert_eq!(cells(page), want.map(|(row, text)| (row, text.to_owned())));
    }

    #[test]
    fn tables_of_both_kinds() {
        let page = "<html><style>td{}</style><table><tr><td colspan=2>a<td>b</tr>\
                    <tr><td>&nbsp;c<br>d</td><script>x</script></tr></table>";
        assert_eq!(cells(page), [(1, "a||b".to_owned()), (2, "c d".to_owned())]);
        let book = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">\
                    <Worksheet ss:Name=\"一\"><Table><Row ss:Index=\"3\"><Cell ss:Index=\"2\"><Data>x</Data></Cell>\
                    </Row><Row><Cell/><Cell><Data ss:Type=\"Number\">1.5</Data></Cell></Row></Table></Worksheet></Workbook>";
        assert_eq!(cells(book), [(3, "|x".to_owned()), (4, "|1.5".to_owned())]);
    }
}
