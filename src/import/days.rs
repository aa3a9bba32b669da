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

/// The day and time at the beginning of a number of fourteen digits and more (`20150906112203…`).
#[must_use]
pub fn stamp_of(number: &str) -> Option<(Day, TimeOfDay)> {
    let day = day_in(number.get(..8)?)?;
    number
        .get(8..14)?
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then_some(())?;
    Some((day, read_time(number.get(8..14)?).ok()?))
}

/// The day and time that `0906112203` means in a file of about that day: transactions of the days
/// after it may be in it, and those of a year before are not.
#[must_use]
pub fn stamp_near(cell: &str, near: Day) -> Option<(Day, TimeOfDay)> {
    stamp_before(cell, near.plus(STAMP_AHEAD_DAYS))
}

/// A file of 5 September was seen with payments of the 6th; a month is far from both ends of a year.
const STAMP_AHEAD_DAYS: i32 = 31;

/// The day in the name of a file of UnionPay's: `INN15090588ZM_…` is of 5 September 2015.
#[must_use]
pub fn day_in_short(name: &str) -> Option<Day> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let digits = file
        .get(3..9)
        .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let begins = file
        .get(..3)
        .is_some_and(|start| start.bytes().all(|b| b.is_ascii_uppercase()));
    let number = |at: std::ops::Range<usize>| digits.get(at)?.parse::<u8>().ok();
    let (year, month, day) = (number(0..2)?, number(2..4)?, number(4..6)?);
    Day::from_ymd(2000 + i32::from(year), month, day).filter(|_| begins)
}

/// The last eight digits in a text that are a day: `2088…0156_20190916_业务明细.csv`. Longer numbers
/// are numbers.
#[must_use]
pub fn day_in(text: &str) -> Option<Day> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let mut days = numbers
        .filter(|number| number.len() == 8)
        .filter_map(|number| {
            let year: i32 = number.get(..4)?.parse().ok()?;
            let (month, day) = (
                number.get(4..6)?.parse().ok()?,
                number.get(6..)?.parse().ok()?,
            );
            Day::from_ymd(year, month, day).filter(|_| YEARS.contains(&year))
        });
    days.next_back()
}

/// Years that a bill can be of; other numbers of eight digits are no days.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;

#[cfg(test)]
mod tests {
    use super::{day_before, day_in, stamp_before};
    use crate::calendar::Day;

    #[test]
    fn days_in_names() {
        for (name, want) in [
            (
                "20880211096256330156_20190916_业务明细(汇总).csv",
                Some("2019-09-16"),
            ),
            ("JS_20260301.txt", Some("2026-03-01")),
            ("20261301.csv", None),
            ("bill.csv", None),
        ] {
            let got = day_in(name).map(|day| day.to_string());
            assert_eq!(got.as_deref(), want, "{name}");
        }
    }

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
