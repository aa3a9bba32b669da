/*!
Workbooks of LibreOffice: the tables of `content.xml`.

Numbers and days stand in attributes as exact decimal text, so no floating point is met. Runs of
equal cells and rows are written once with a count; programs end a sheet with a run of a million
empty ones, which are counted and not made.
*/

use super::markup::{Piece, attribute, pieces, plain};
use super::workbook::SHEETS_MAX;
use crate::import::sheet::{Room, Sheet, name_of};
use crate::import::{ImportError, Limit};

/// The most rows of a sheet in LibreOffice and Excel.
const ROWS_MAX: u32 = 1 << 20;

struct Cell {
    value: String,
    text: String,
    times: usize,
}

struct Place<'r> {
    room: &'r mut Room,
    sheets: Vec<(String, Sheet)>,
    /// The number of the row being read.
    row: u32,
    row_times: u32,
    begun: bool,
    column: usize,
    cell: Option<Cell>,
    /// Inside a comment, whose text is not the cell's.
    note: bool,
}

/// The tables of a workbook's content.
///
/// # Errors
/// [`ImportError::Damaged`], [`ImportError::Limit`].
pub fn tables(content: &[u8], room: &mut Room) -> Result<Vec<(String, Sheet)>, ImportError> {
    let text = std::str::from_utf8(content).map_err(|_| ImportError::Damaged)?;
    let mut place = Place {
        room,
        sheets: Vec::new(),
        row: 0,
        row_times: 0,
        begun: false,
        column: 0,
        cell: None,
        note: false,
    };
    for piece in pieces(text) {
        match piece {
            Piece::Open { name, attributes } => place.open(name, attributes)?,
            Piece::Close("table-cell" | "covered-table-cell") => place.end_cell()?,
            Piece::Close("table-row") => place.end_row()?,
            Piece::Close("annotation") => place.note = false,
            Piece::Close(_) => {}
            Piece::Text(text) => {
                if let Some(cell) = place.cell.as_mut().filter(|_| !place.note) {
                    cell.text.push_str(&plain(text));
                }
            }
        }
    }
    Ok(place.sheets)
}

impl Place<'_> {
    fn open(&mut self, name: &str, attributes: &str) -> Result<(), ImportError> {
        let times = |wanted| {
            let count = attribute(attributes, wanted).and_then(|text| text.parse::<u32>().ok());
            count.unwrap_or(1).max(1)
        };
        match name {
            "table" => {
                if self.sheets.len() >= SHEETS_MAX {
                    return Err(ImportError::Limit(Limit::Sheets));
                }
                let name = name_of(&plain(attribute(attributes, "name").unwrap_or_default()));
                self.sheets.push((name, Sheet::default()));
                // Whatever the table before it left open ends with it.
                (self.row, self.row_times) = (0, 1);
                (self.begun, self.column, self.cell) = (false, 0, None);
            }
            "table-row" => {
                self.row = self.row.saturating_add(1);
                self.row_times = times("number-rows-repeated");
                (self.begun, self.column) = (false, 0);
            }
            "table-cell" | "covered-table-cell" => {
                let kept = ["value", "date-value", "time-value", "boolean-value"];
                let value = kept.iter().find_map(|name| attribute(attributes, name));
                let value = value.map(|text| plain(text).into_owned());
                self.cell = Some(Cell {
                    value: value.unwrap_or_default(),
                    text: String::new(),
                    times: times("number-columns-repeated") as usize,
                });
            }
            "annotation" => self.note = true,
            // Blanks are tags of their own: several of them, a tab, a line in the cell.
            "s" | "tab" | "line-break" => {
                if let Some(cell) = self.cell.as_mut().filter(|_| !self.note) {
                    cell.text.push(' ');
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ImportError> {
        let (Some(cell), Some((_, sheet))) = (self.cell.take(), self.sheets.last_mut()) else {
            return Ok(());
        };
        // A time stands as `PT08H30M00S`, which people see as 08:30:00.
        let text = if cell.value.is_empty() || cell.value.starts_with("PT") {
            &cell.text
        } else {
            &cell.value
        };
        if !text.is_empty() {
            if !self.begun {
                sheet.begin(self.row);
                self.begun = true;
            }
            for step in 0..cell.times {
                sheet.put(self.column.saturating_add(step), text, self.room)?;
            }
        }
        self.column = self.column.saturating_add(cell.times);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), ImportError> {
        let more = self.row_times.saturating_sub(1).min(ROWS_MAX);
        if self.begun
            && let Some((_, sheet)) = self.sheets.last_mut()
        {
            sheet.repeat(more, self.room)?;
        }
        self.begun = false;
        self.row = self.row.saturating_add(more);
        self.row_times = 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Room, tables};
    use crate::import::grid::Row;

    #[test]
    fn runs_are_counted_and_values_exact() {
        let content = "<office:spreadsheet><table:table table:name=\"一\">\
            <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"9\"/></table:table-row>\
            <table:table-row table:number-rows-repeated=\"2\"><table:table-cell/>\
            <table:table-cell office:value-type=\"float\" office:value=\"29.02\" table:number-columns-repeated=\"2\"><text:p>29</text:p></table:table-cell>\
            <table:table-cell office:value-type=\"date\" office:date-value=\"2026-03-07T09:01:30\"><text:p>7.3.</text:p></table:table-cell>\
            </table:table-row><table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
            </table:table-row></table:table></office:spreadsheet>";
        let all = tables(content.as_bytes(), &mut Room::default()).unwrap_or_default();
        let (mut row, mut got) = (Row::default(), Vec::new());
        for index in 0..all[0].1.rows() {
            all[0].1.fill(index, &mut row);
            got.push((row.number, row.cells().collect::<Vec<_>>().join("|")));
        }
        let cells = "|29.02|29.02|2026-03-07T09:01:30".to_owned();
        assert_eq!(got, [(3, cells.clone()), (4, cells)]);
        assert_eq!(all[0].0, "一");
    }

    /// Found by the fuzzer: a row that was never closed counted as begun in the next table, and the
    /// cells before its second one filled all the room there is.
    #[test]
    fn a_row_left_open_ends_with_its_table() {
        let cells = "<table:table-cell><text:p>a</text:p></table:table-cell>\
            <table:table-cell><text:p>b</text:p></table:table-cell>";
        let content = format!("<table:table>{cells}<table:table>{cells}");
        let mut room = Room::of(4, 4);
        let all = tables(content.as_bytes(), &mut room).expect("four cells");
        let mut row = Row::default();
        for (_, sheet) in &all {
            assert_eq!(sheet.rows(), 1);
            sheet.fill(0, &mut row);
            assert_eq!(row.cells().collect::<Vec<_>>(), ["a", "b"]);
        }
        assert_eq!((all.len(), room), (2, Room::of(0, 0)));
    }
}
