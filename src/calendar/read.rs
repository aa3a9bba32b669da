//! The readers of dates and times, for every layout that files and people use.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Day, TimeOfDay};

/// Which part of a date comes first where it is written with numbers alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// `2026-04-05`, `20260405`, `2026年4月5日`, `26/4/5`.
    #[default]
    YearFirst,
    /// `05/04/2026` is the fifth of April.
    DayFirst,
    /// `04/05/2026` is the fifth of April.
    MonthFirst,
    /// `260405` is the fifth of April 2026. Six digits alone are as often an amount or a time, so only
    /// a mapping names this order, never [`Self::PLAIN`].
    SixYearFirst,
    /// `050426` is the fifth of April 2026; as a number it has lost the nought: `50426`.
    SixDayFirst,
}

impl DateOrder {
    /// The orders in which what is no date is not read as one.
    pub const PLAIN: [Self; 3] = [Self::YearFirst, Self::DayFirst, Self::MonthFirst];
    /// Those of six digits without separators.
    pub const SIX: [Self; 2] = [Self::SixYearFirst, Self::SixDayFirst];
}

/// Why a text is not a date or a time. The sentences for people stand in `text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateError {
    /// Nothing but padding.
    Empty,
    /// Not the shape of a date or a time.
    Malformed,
    /// The right shape, but no such day or time: 30 February, 25:00.
    NoSuchDay,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no date",
            Self::Malformed => "not a date",
            Self::NoSuchDay => "no such day",
        })
    }
}

impl std::error::Error for DateError {}

/// The parts of a date: at most this many numbers before the time begins.
const DATE_PARTS: usize = 3;

/// Reads a date alone; a time behind it is allowed and ignored.
///
/// # Errors
/// Texts that hold no date.
pub fn read_date(text: &str, order: DateOrder) -> Result<Day, DateError> {
    read_date_time(text, order).map(|(day, _)| day)
}

/// Reads a time of day: `09:02:28`, `9：02`, `090228`, `0902`.
///
/// # Errors
/// Texts that hold no time.
pub fn read_time(text: &str) -> Result<TimeOfDay, DateError> {
    let (text, half) = half_of_day(text);
    of_half(read_clock(text)?, half)
}

fn read_clock(text: &str) -> Result<TimeOfDay, DateError> {
    let (parts, count) = numbers(text)?;
    match (&parts[..count], count) {
        ([], _) => Err(DateError::Empty),
        ([one], _) => match one.width {
            5 | 6 => hms(one.value / 10_000, one.value / 100 % 100, one.value % 100),
            3 | 4 => hms(one.value / 100, one.value % 100, 0),
            _ => Err(DateError::Malformed),
        },
        ([hour, minute], _) => hms(hour.value, minute.value, 0),
        ([hour, minute, second, ..], _) => hms(hour.value, minute.value, second.value),
    }
}

/// Reads a date and, where there is one, the time behind it.
///
/// Accepted: any separators between the numbers, runs of blanks, full-width digits and colons,
/// `年月日`, `时点分秒`, English names of months, `AM` and `PM`, `T` and `Z`, fractions of a second, zone offsets
/// and names of zones (ignored: every file is read in its own time), and dates without separators of 8,
/// 12 or 14 digits.
///
/// # Errors
/// Texts that hold no date.
pub fn read_date_time(text: &str, order: DateOrder) -> Result<(Day, Option<TimeOfDay>), DateError> {
    let (text, half) = half_of_day(without_zone(text));
    let (day, time) = match month_by_name(text) {
        Some((plain, order)) => read_numbers(&plain, order),
        None => read_numbers(text, order),
    }?;
    let time = time.map(|time| of_half(time, half)).transpose()?;
    Ok((day, time))
}

fn read_numbers(text: &str, order: DateOrder) -> Result<(Day, Option<TimeOfDay>), DateError> {
    let (parts, count) = numbers(text)?;
    let parts = &parts[..count];
    let Some(first) = parts.first() else {
        return Err(DateError::Empty);
    };
    if DateOrder::SIX.contains(&order) && matches!(first.width, 5 | 6) {
        let (a, b, c) = (
            first.value / 10_000,
            first.value / 100 % 100,
            first.value % 100,
        );
        let (year, day) = if order == DateOrder::SixYearFirst {
            (a, c)
        } else {
            (c, a)
        };
        return Ok((ymd(2000 + year, b, day)?, time_of(&parts[1..])?));
    }
    if matches!(first.width, 8 | 12 | 14) {
        let mut value = first.value;
        let mut time = None;
        if first.width > 8 {
            let seconds = if first.width == 14 { value % 100 } else { 0 };
            value /= if first.width == 14 { 100 } else { 1 };
            time = Some(hms(value / 100 % 100, value % 100, seconds)?);
            value /= 10_000;
        }
        let (a, b, c) = match order {
            // `20260405` is year first whatever the order of dates with separators is.
            _ if (1970..=2199).contains(&(value / 10_000)) => {
                (value / 10_000, value / 100 % 100, value % 100)
            }
            DateOrder::DayFirst | DateOrder::SixDayFirst => {
                (value % 10_000, value / 10_000 % 100, value / 1_000_000)
            }
            _ => (value % 10_000, value / 1_000_000, value / 10_000 % 100),
        };
        let time = match (time, parts.get(1)) {
            (None, Some(_)) => time_of(&parts[1..])?,
            (time, _) => time,
        };
        return Ok((ymd(a, b, c)?, time));
    }
    if parts.len() < DATE_PARTS {
        return Err(DateError::Malformed);
    }
    let (a, b, c) = (parts[0], parts[1], parts[2]);
    let (year, month, day) = match order {
        // Four digits settle which end the year stands at.
        _ if a.width == 4 => (a, b, c),
        DateOrder::DayFirst | DateOrder::SixDayFirst => (c, b, a),
        DateOrder::MonthFirst => (c, a, b),
        _ if c.width == 4 => return Err(DateError::Malformed),
        DateOrder::YearFirst | DateOrder::SixYearFirst => (a, b, c),
    };
    let full_year = match year.width {
        4 => year.value,
        2 => 2000 + year.value,
        _ => return Err(DateError::Malformed),
    };
    if month.width > 2 || day.width > 2 {
        return Err(DateError::Malformed);
    }
    let day = ymd(full_year, month.value, day.value)?;
    Ok((day, time_of(&parts[DATE_PARTS..])?))
}

/// Time zones that exports of payment providers write behind a time (FORMATS.md C1-C6).
const ZONES: [&str; 20] = [
    "UTC", "GMT", "PST", "PDT", "MST", "MDT", "CST", "CDT", "EST", "EDT", "CET", "CEST", "EET",
    "EEST", "WET", "WEST", "BST", "IST", "JST", "AEST",
];

/// The text before the name of a zone.
fn without_zone(text: &str) -> &str {
    let text = text.trim_end();
    match text.rsplit_once(' ') {
        Some((before, zone)) if ZONES.contains(&zone) => before,
        _ => text,
    }
}

/// Which half of the day a clock of twelve hours names behind its numbers.
#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

/// The text before `AM` or `PM`, and which; 上午 and 下午 may stand before the time.
fn half_of_day(text: &str) -> (&str, Option<Half>) {
    let text = text.trim_end();
    if text.contains("上午") {
        return (text, Some(Half::Morning));
    }
    if text.contains("下午") {
        return (text, Some(Half::Afternoon));
    }
    let split = text
        .len()
        .checked_sub(2)
        .and_then(|at| text.split_at_checked(at));
    match split {
        Some((before, mark)) if mark.eq_ignore_ascii_case("am") => (before, Some(Half::Morning)),
        Some((before, mark)) if mark.eq_ignore_ascii_case("pm") => (before, Some(Half::Afternoon)),
        _ => (text, None),
    }
}

/// A time of that half: 12:05 AM is five past midnight.
fn of_half(time: TimeOfDay, half: Option<Half>) -> Result<TimeOfDay, DateError> {
    const NOON: u32 = 12 * 3600;
    let seconds = time.seconds();
    let seconds = match half {
        Some(Half::Morning) if seconds >= NOON => seconds - NOON,
        Some(Half::Afternoon) if seconds < NOON => seconds + NOON,
        _ => seconds,
    };
    TimeOfDay::from_hms(seconds / 3600, seconds / 60 % 60, seconds % 60).ok_or(DateError::NoSuchDay)
}

/// Months as English writes them; their first three letters tell them apart.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `03 Mar 2026` and `March 3, 2026` with the month as a number, and the order that it then has.
fn month_by_name(text: &str) -> Option<(String, DateOrder)> {
    let start = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (before, rest) = text.split_at_checked(start)?;
    let end = rest
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let (name, behind) = rest.split_at_checked(end)?;
    if name.len() < 3 {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| month.starts_with(&name))? + 1;
    let digits = before.bytes().filter(u8::is_ascii_digit).count();
    let order = match digits {
        0 => DateOrder::MonthFirst,
        1 | 2 => DateOrder::DayFirst,
        _ => DateOrder::YearFirst,
    };
    Some((format!("{before} {month:02} {behind}"), order))
}

/// A run of digits: its value and how many digits it had.
#[derive(Clone, Copy, Default)]
struct Part {
    value: u64,
    width: usize,
}

/// Date, time, fraction and zone offset: no layout has more runs of digits than this.
const PARTS_MAX: usize = 9;

/// Splits a text into its runs of digits. Letters other than the marks of a date are refused, so
/// that `Order 2026-04-05` is not a date.
fn numbers(text: &str) -> Result<([Part; PARTS_MAX], usize), DateError> {
    let mut parts = [Part::default(); PARTS_MAX];
    let (mut count, mut in_number) = (0, false);
    for c in text.trim().chars() {
        let digit = match c {
            '0'..='9' => Some(u64::from(u32::from(c) - u32::from('0'))),
            '０'..='９' => Some(u64::from(u32::from(c) - u32::from('０'))),
            _ => None,
        };
        if let Some(digit) = digit {
            if !in_number {
                if count == PARTS_MAX {
                    return Err(DateError::Malformed);
                }
                count += 1;
            }
            in_number = true;
            let part = &mut parts[count - 1];
            part.width += 1;
            if part.width > 14 {
                return Err(DateError::Malformed);
            }
            part.value = part.value * 10 + digit;
        } else {
            in_number = false;
            let known = c.is_whitespace()
                || "-/.:：年月日时点分秒上下午TZ+－／．,'`\"=\u{feff}\u{a0}".contains(c);
            if !known {
                return Err(DateError::Malformed);
            }
        }
    }
    Ok((parts, count))
}

fn time_of(parts: &[Part]) -> Result<Option<TimeOfDay>, DateError> {
    match parts {
        [] => Ok(None),
        [one] if one.width == 6 => {
            hms(one.value / 10_000, one.value / 100 % 100, one.value % 100).map(Some)
        }
        [hour, minute, rest @ ..] if hour.width <= 2 && minute.width <= 2 => {
            let second = rest.first().map_or(0, |part| part.value);
            hms(hour.value, minute.value, second).map(Some)
        }
        _ => Err(DateError::Malformed),
    }
}

fn hms(hour: u64, minute: u64, second: u64) -> Result<TimeOfDay, DateError> {
    let small = |value: u64| u32::try_from(value).map_err(|_| DateError::NoSuchDay);
    TimeOfDay::from_hms(small(hour)?, small(minute)?, small(second)?).ok_or(DateError::NoSuchDay)
}

fn ymd(year: u64, month: u64, day: u64) -> Result<Day, DateError> {
    let year = i32::try_from(year).map_err(|_| DateError::NoSuchDay)?;
    let month = u8::try_from(month).map_err(|_| DateError::NoSuchDay)?;
    let day = u8::try_from(day).map_err(|_| DateError::NoSuchDay)?;
    Day::from_ymd(year, month, day).ok_or(DateError::NoSuchDay)
}
