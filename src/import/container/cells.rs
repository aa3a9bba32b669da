/*!
Numbers, days and words of workbooks as text, so that one reader of amounts and dates serves all.

This is the only door by which binary floating point comes in: `29.02` is stored as the nearest
binary fraction, and [`Decimal::from_f64`] gives back the shortest decimal that a person can have
meant.
*/

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive as _;

/// Excel keeps so many digits of a number; those behind are noughts.
const DIGITS_KEPT: usize = 15;

/// What is written of a number too large for a decimal: none of its digits is worth anything.
const LOST: &str = "9.99E+99";

/// Seconds of a day.
const DAY_SECONDS: i64 = 86_400;

/// The decimal that was meant by a binary fraction; none where it is past any sum and any day.
#[must_use]
pub fn decimal(value: f64) -> Option<Decimal> {
    Decimal::from_f64(value)
}

/// The decimal of a binary fraction in eight bytes.
#[must_use]
pub fn stored(bytes: &[u8]) -> Option<Decimal> {
    let eight = bytes.get(..8)?.try_into().ok()?;
    decimal(f64::from_le_bytes(eight))
}

/// The decimal of a binary fraction of which only the upper four bytes are kept.
#[must_use]
pub fn upper_half(bits: u32) -> Option<Decimal> {
    decimal(f64::from_bits(u64::from(bits) << 32))
}

/// A number as it was typed. One of more than fifteen whole digits has lost the others: it is
/// written as such, so that it serves neither as an id nor as an amount.
#[must_use]
pub fn number(value: Option<Decimal>) -> String {
    let Some(decimal) = value else {
        return LOST.to_owned();
    };
    let text = decimal.normalize().to_string();
    let whole = text.trim_start_matches('-').split('.').next();
    let digits = whole.map_or(0, str::len);
    if digits <= DIGITS_KEPT {
        return text;
    }
    let (sign, digits_text) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let kept = digits_text.get(..DIGITS_KEPT).unwrap_or(digits_text);
    let (first, rest) = kept.split_at(1);
    format!("{sign}{first}.{rest}E+{}", digits - 1)
}

/// A day and time from Excel's count of days since 1900, or since 1904 in workbooks of old Macs.
/// The time is rounded to seconds; a day without one stands alone. A number below one is a time.
#[must_use]
pub fn day(serial: Option<Decimal>, since_1904: bool) -> String {
    let Some(seconds) = serial
        .and_then(|days| days.checked_mul(Decimal::from(DAY_SECONDS)))
        .and_then(|seconds| i64::try_from(seconds.round()).ok())
    else {
        return number(serial);
    };
    let (days, rest) = (
        seconds.div_euclid(DAY_SECONDS),
        seconds.rem_euclid(DAY_SECONDS),
    );
    let clock = format!("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    if days == 0 {
        return clock;
    }
    // Serial 25569 is 1970-01-01; up to 60 Excel counts a 29 February 1900 that never was.
    const UNIX_1900: i64 = 25_569;
    const UNIX_1904: i64 = 24_107;
    let epoch = if since_1904 {
        days - UNIX_1904
    } else {
        days - UNIX_1900 + i64::from(days <= 60)
    };
    let date = i32::try_from(epoch)
        .ok()
        .and_then(|epoch| time::Date::from_julian_day(UNIX_JULIAN.checked_add(epoch)?).ok());
    match date {
        None => number(serial),
        Some(date) => {
            let (year, month, day) = date.to_calendar_date();
            let date = format!("{year:04}-{:02}-{day:02}", u8::from(month));
            if rest == 0 {
                date
            } else {
                format!("{date} {clock}")
            }
        }
    }
}

/// The Julian day of 1970-01-01.
const UNIX_JULIAN: i32 = 2_440_588;

#[cfg(test)]
mod tests {
    use super::{day, decimal, number};

    #[test]
    fn numbers_are_those_that_were_typed() {
        for (value, want) in [
            (29.02, "29.02"),
            (7.000_000_000_000_001, "7"),
            (0.1 + 0.2, "0.3"),
            (-1234.5, "-1234.5"),
            (100.0, "100"),
            (123_456_789_012_345.0, "123456789012345"),
            (1_234_567_890_123_456.0, "1.23456789012345E+15"),
            (4.200_000_922_202_102e27, "4.20000092220210E+27"),
            (1e99, "9.99E+99"),
            (0.006, "0.006"),
            (0.0, "0"),
        ] {
            assert_eq!(number(decimal(value)), want);
        }
    }

    #[test]
    fn serials_are_days() {
        for (serial, since_1904, want) in [
            (45_657.0, false, "2024-12-31"),
            (46_088.376_041_666_67, false, "2026-03-07 09:01:30"),
            (44_626.376_041_666_67, true, "2026-03-07 09:01:30"),
            (0.5, false, "12:00:00"),
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
        ] {
            assert_eq!(day(decimal(serial), since_1904), want, "{serial}");
        }
    }
}
