/*!
New workbooks of Excel (xlsx). Rows are numbered as Excel shows them.

They are read cell by cell, so that a cell in the last corner of an empty sheet costs nothing.
*/

use std::io::Cursor;

use calamine::{Data, DataRef, Reader as _, Xlsx, XlsxError};

use super::cells;
use crate::import::sheet::{Room, Sheet};
use crate::import::{ImportError, Limit};

/// A sheet a day of a year is met; more are not.
pub const SHEETS_MAX: usize = 400;

/// Reads the sheets of a workbook that was measured before.
///
/// # Errors
/// [`ImportError::Damaged`], [`ImportError::LockedWorkbook`], [`ImportError::Limit`].
pub fn sheets(bytes: &[u8], room: &mut Room) -> Result<Vec<(String, Sheet)>, ImportError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| of_xlsx(&error))?;
    let names = book.sheet_names();
    if names.len() > SHEETS_MAX {
        return Err(ImportError::Limit(Limit::Sheets));
    }
    let mut sheets = Vec::new();
    for name in names {
        let mut reader = match book.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            // A sheet of one chart has no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(of_xlsx(&error)),
        };
        let (mut sheet, mut last) = (Sheet::default(), None);
        while let Some(cell) = reader.next_cell().map_err(|error| of_xlsx(&error))? {
            let (row, column) = cell.get_position();
            let text = of_cell(cell.get_value());
            if text.is_empty() {
                continue;
            }
            begin(&mut sheet, &mut last, row)?;
            sheet.put(column as usize, &text, room)?;
        }
        sheets.push((name, sheet));
    }
    Ok(sheets)
}

/// Begins a row where the last cell stood in another one. Rows stand in order, as Excel writes them.
fn begin(sheet: &mut Sheet, last: &mut Option<u32>, row: u32) -> Result<(), ImportError> {
    if last.is_some_and(|last| row < last) {
        return Err(ImportError::Damaged);
    }
    if *last != Some(row) {
        sheet.begin(row.saturating_add(1));
        *last = Some(row);
    }
    Ok(())
}

fn of_cell(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        other => of_data(&Data::from(other.clone())),
    }
}

fn of_data(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Int(whole) => whole.to_string(),
        Data::Float(number) => cells::number(cells::decimal(*number)),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(yes) => yes.to_string(),
        // A duration is a time of day in every bill seen.
        Data::DateTime(moment) => cells::day(cells::decimal(moment.as_f64()), is_1904(moment)),
        Data::Error(error) => error.to_string(),
    }
}

/// Whether a date counts from 1904: its first day is then in that year.
fn is_1904(moment: &calamine::ExcelDateTime) -> bool {
    let of_1900 = calamine::ExcelDateTime::new(
        moment.as_f64(),
        calamine::ExcelDateTimeType::DateTime,
        false,
    );
    moment.to_ymd_hms_milli() != of_1900.to_ymd_hms_milli()
}

fn of_xlsx(error: &XlsxError) -> ImportError {
    match error {
        XlsxError::Password => ImportError::LockedWorkbook,
        _ => ImportError::Damaged,
    }
}
