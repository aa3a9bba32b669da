//! Days that stand without a year, and columns of time that hold days as well.

use crate::calendar::{DateOrder, Day, TimeOfDay, read_time};

use super::grid::{Part, Row};
use super::header::Header;

/// Whether the first filled cell of a column is a day, with or without a time.
#[must_use]
pub fn holds_days(part: &Part<'_>, header: &Header<'_>, column: usize) -> bool {
    let (mut rows, mut row) = (part.rows(), Row::default());
    while rows.read(&mut row) {
        let cell = row.value(Some(column));
        if row.number > header.row.number && !cell.is_empty() {
            // `23:01:15` could be a day of 2023 as well.
            return read_time(cell).is_err()
                && row.when(column, None, DateOrder::YearFirst).is_ok();
        }
    }
    false
}

/// The day that `12/29` means in a statement of that month: no later than it, so that December is
/// of the year before a January.
#[must_use]
pub fn day_before(cell: &str, (year, month): (i32, u8)) -> Option<Day> {
    let (of_month, day) = cell.split_once(['/', '-', '.', '月'])?;
    let of_month: u8 = of_month.trim().parse().ok()?;
    let day: u8 = day.trim_end_matches('日').trim().parse().ok()?;
    Day::from_ymd(
        if of_month > month { year - 1 } else { year },
        of_month,
        day,
    )
}

/// The day and time that `0216103005` (month, day, hour, minute, second) means in a row settled on
/// that day: the last such day that is no later.
#[must_use]
pub fn stamp_before(cell: &str, settled: Day) -> Option<(Day, TimeOfDay)> {
    if cell.len() != 10 || !cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (month, day) = (cell.get(..2)?.parse().ok()?, cell.get(2..4)?.parse().ok()?);
    let (year, ..) = settled.ymd();
    let this_year = Day::from_ymd(year, month, day).filter(|day| *day <= settled);
    let day = this_year.or_else(|| Day::from_ymd(year - 1, month, day))?;
    Some((day, read_time(cell.get(4..)?).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{day_before, stamp_before};
    use crate::calendar::Day;

    #[test]
    fn days_without_a_year() {
        for (cell, want) in [
            ("12/29", Some("2025-12-29")),
            ("01/03", Some("2026-01-03")),
            ("1月3日", Some("2026-01-03")),
            ("13/01", None),
            ("02/30", None),
        ] {
            let day = day_before(cell, (2026, 1)).map(|day| day.to_string());
            assert_eq!(day.as_deref(), want, "{cell}");
        }
    }

    #[test]
    fn stamps_without_a_year() {
        let settled = Day::from_ymd(2026, 1, 2).expect("a day");
        for (cell, want) in [
            ("0101235959", Some("2026-01-01 23:59:59")),
            ("1231080000", Some("2025-12-31 08:00:00")),
            ("1331080000", None),
            ("0101", None),
            ("天天天abcd", None),
        ] {
            let read = stamp_before(cell, settled).map(|(day, time)| format!("{day} {time}"));
            assert_eq!(read.as_deref(), want, "{cell}");
        }
    }
}
