//! The number reader and the date reader against tables, and against an independent reading.

use proptest::prelude::*;
use yifen::calendar::{DateError, DateOrder, read_date_time, read_time};
use yifen::money::{Currency, DecimalMark, NumberError, read_amount, read_number, read_rate};

const POINT: DecimalMark = DecimalMark::Point;
const COMMA: DecimalMark = DecimalMark::Comma;

#[test]
fn amounts_as_files_write_them() {
    let table: &[(&str, DecimalMark, &str)] = &[
        ("0", POINT, "0.00"),
        ("-0.00", POINT, "0.00"),
        ("7", POINT, "7.00"),
        (".5", POINT, "0.50"),
        ("5.", POINT, "5.00"),
        ("00012.30", POINT, "12.30"),
        ("1234567.89", POINT, "1234567.89"),
        ("1,234,567.89", POINT, "1234567.89"),
        ("12,34,567.89", POINT, "1234567.89"),
        ("1,234", POINT, "1234.00"),
        ("1.234,50", COMMA, "1234.50"),
        ("1234,5", COMMA, "1234.50"),
        ("1 234,50", COMMA, "1234.50"),
        ("1'234.50", POINT, "1234.50"),
        ("1\u{202f}234,50", COMMA, "1234.50"),
        ("￥1,234.50", POINT, "1234.50"),
        ("¥ -12.00", POINT, "-12.00"),
        ("-¥12.00", POINT, "-12.00"),
        ("$1,149.00 ", POINT, "1149.00"),
        ("($33.62)", POINT, "-33.62"),
        ("（33.62）", POINT, "-33.62"),
        ("CNY 13.50", POINT, "13.50"),
        ("CNY13.50", POINT, "13.50"),
        ("13.50元", POINT, "13.50"),
        ("+129646.38", POINT, "129646.38"),
        ("400.00-", POINT, "-400.00"),
        ("−2.00", POINT, "-2.00"),
        ("－２．００", POINT, "-2.00"),
        ("12.00CR", POINT, "12.00"),
        ("12.00 DR", POINT, "-12.00"),
        ("\t\u{a0}8.80\u{3000}", POINT, "8.80"),
        ("0.02000", POINT, "0.02"),
    ];
    for (text, mark, want) in table {
        let got = read_amount(text, Currency::CNY, *mark).map(|amount| amount.to_string());
        assert_eq!(got.as_deref(), Ok(*want), "{text:?}");
    }
}

#[test]
fn texts_that_are_no_amounts() {
    let table: &[(&str, DecimalMark, NumberError)] = &[
        ("", POINT, NumberError::Empty),
        ("   ", POINT, NumberError::Empty),
        ("-", POINT, NumberError::Empty),
        ("¥", POINT, NumberError::Empty),
        (".", POINT, NumberError::Empty),
        ("12,3O.00", POINT, NumberError::Character('O')),
        ("l2.00", POINT, NumberError::Character('l')),
        ("1_000", POINT, NumberError::Character('_')),
        ("NaN", POINT, NumberError::Character('N')),
        ("0x10", POINT, NumberError::Character('x')),
        ("12.00(已退款3.00)", POINT, NumberError::Character('(')),
        ("1.2.3", POINT, NumberError::Malformed),
        ("--5", POINT, NumberError::Malformed),
        ("-(5)", POINT, NumberError::Character('(')),
        ("1 2", POINT, NumberError::Malformed),
        ("12,50", POINT, NumberError::Ambiguous),
        ("1e5", POINT, NumberError::Exponent),
        ("4.00123E+27", POINT, NumberError::Exponent),
        ("12.345", POINT, NumberError::TooManyDecimals),
        ("99999999999999999999999999999", POINT, NumberError::TooLong),
    ];
    for (text, mark, want) in table {
        let got = read_amount(text, Currency::CNY, *mark).err();
        assert_eq!(got, Some(*want), "{text:?}");
    }
}

#[test]
fn rates_as_contracts_write_them() {
    for (text, want) in [
        ("0.60%", "0.60"),
        ("0.38", "0.38"),
        ("6‰", "0.60"),
        ("１．２５％", "1.25"),
        ("0", "0"),
    ] {
        let got = read_rate(text).map(|rate| rate.percent().to_string());
        assert_eq!(got.as_deref(), Ok(want), "{text}");
    }
    assert!(read_rate("-0.6%").is_err() && read_rate("101%").is_err() && read_rate("六").is_err());
}

#[test]
fn dates_as_files_write_them() {
    use DateOrder::{DayFirst, MonthFirst, SixDayFirst, SixYearFirst, YearFirst};
    let table: &[(&str, DateOrder, &str)] = &[
        ("2026-03-01", YearFirst, "2026-03-01"),
        ("2026/3/1", YearFirst, "2026-03-01"),
        ("2026.03.01", YearFirst, "2026-03-01"),
        ("20260301", YearFirst, "2026-03-01"),
        ("2026年3月1日", YearFirst, "2026-03-01"),
        ("２０２６－０３－０１", YearFirst, "2026-03-01"),
        ("26/3/1", YearFirst, "2026-03-01"),
        ("01/03/2026", DayFirst, "2026-03-01"),
        ("03/01/2026", MonthFirst, "2026-03-01"),
        ("01.03.26", DayFirst, "2026-03-01"),
        ("2024-02-29", YearFirst, "2024-02-29"),
        ("2026-03-01 09:05:07", YearFirst, "2026-03-01 09:05:07"),
        ("2026-03-01  9：5", YearFirst, "2026-03-01 09:05:00"),
        ("2026/03/01  14:06:51", YearFirst, "2026-03-01 14:06:51"),
        ("20260301 17:07:09", YearFirst, "2026-03-01 17:07:09"),
        ("20260301170709", YearFirst, "2026-03-01 17:07:09"),
        ("202603011707", YearFirst, "2026-03-01 17:07:00"),
        (
            "2026年03月01日 00时00分01秒",
            YearFirst,
            "2026-03-01 00:00:01",
        ),
        ("2026-03-01T17:07:09.123Z", YearFirst, "2026-03-01 17:07:09"),
        (
            "2026-03-01T17:07:09+08:00",
            YearFirst,
            "2026-03-01 17:07:09",
        ),
        ("03 Mar 2026", YearFirst, "2026-03-03"),
        ("March 3, 2026 14:05", YearFirst, "2026-03-03 14:05:00"),
        ("3-Sept-26", MonthFirst, "2026-09-03"),
        ("2026-Mar-03", DayFirst, "2026-03-03"),
        ("3/1/26 1:05 PM", MonthFirst, "2026-03-01 13:05:00"),
        ("03/01/2026 12:05:09am", MonthFirst, "2026-03-01 00:05:09"),
        (
            "2026/01/06 00:00:30 -0800",
            YearFirst,
            "2026-01-06 00:00:30",
        ),
        (
            "2026-03-01T17:07:09.123+00:00",
            YearFirst,
            "2026-03-01 17:07:09",
        ),
        ("260301", SixYearFirst, "2026-03-01"),
        ("010326", SixDayFirst, "2026-03-01"),
        // A spreadsheet took the nought before it away.
        ("10326", SixDayFirst, "2026-03-01"),
        ("260301 170709", SixYearFirst, "2026-03-01 17:07:09"),
        ("2026-03-01", SixYearFirst, "2026-03-01"),
        ("01/03/26", SixDayFirst, "2026-03-01"),
        ("2026年3月1日 9点5分", YearFirst, "2026-03-01 09:05:00"),
        ("02.03.2026 17:07:09 UTC", DayFirst, "2026-03-02 17:07:09"),
        ("3/2/26 5:07 PM CEST", MonthFirst, "2026-03-02 17:07:00"),
    ];
    for (text, order, want) in table {
        let got = read_date_time(text, *order).map(|(day, time)| match time {
            Some(time) => format!("{day} {time}"),
            None => day.to_string(),
        });
        assert_eq!(got.as_deref(), Ok(*want), "{text:?}");
    }
}

#[test]
fn texts_that_are_no_dates() {
    let table: &[(&str, DateOrder, DateError)] = &[
        ("", DateOrder::YearFirst, DateError::Empty),
        ("昨天", DateOrder::YearFirst, DateError::Malformed),
        ("2026-03", DateOrder::YearFirst, DateError::Malformed),
        // Six digits are a day only where a mapping says so.
        ("260301", DateOrder::YearFirst, DateError::Malformed),
        ("010326", DateOrder::DayFirst, DateError::Malformed),
        ("261301", DateOrder::SixYearFirst, DateError::NoSuchDay),
        ("2603011", DateOrder::SixYearFirst, DateError::Malformed),
        ("1,234.50", DateOrder::YearFirst, DateError::Malformed),
        ("01/03/2026", DateOrder::YearFirst, DateError::Malformed),
        ("2026-02-30", DateOrder::YearFirst, DateError::NoSuchDay),
        ("2025-02-29", DateOrder::YearFirst, DateError::NoSuchDay),
        ("2026-13-01", DateOrder::YearFirst, DateError::NoSuchDay),
        ("1492-08-14", DateOrder::YearFirst, DateError::NoSuchDay),
        ("13/13/2026", DateOrder::DayFirst, DateError::NoSuchDay),
        (
            "2026-03-01 25:00",
            DateOrder::YearFirst,
            DateError::NoSuchDay,
        ),
        (
            "2026-03-01 23:60:00",
            DateOrder::YearFirst,
            DateError::NoSuchDay,
        ),
        ("Marx 3 2026", DateOrder::YearFirst, DateError::Malformed),
        ("3 Mar Apr 2026", DateOrder::DayFirst, DateError::Malformed),
        ("订单2026-03-01", DateOrder::YearFirst, DateError::Malformed),
        (
            "6222020200012345678",
            DateOrder::YearFirst,
            DateError::Malformed,
        ),
    ];
    for (text, order, want) in table {
        assert_eq!(read_date_time(text, *order).err(), Some(*want), "{text:?}");
    }
}

#[test]
fn times_as_files_write_them() {
    for (text, want) in [
        ("09:02:28", "09:02:28"),
        ("9:02", "09:02:00"),
        ("090228", "09:02:28"),
        ("90228", "09:02:28"),
        ("0902", "09:02:00"),
        ("16：33：45", "16:33:45"),
    ] {
        assert_eq!(
            read_time(text).map(|t| t.to_string()).as_deref(),
            Ok(want),
            "{text}"
        );
    }
    assert!(read_time("24:00:00").is_err() && read_time("").is_err() && read_time("noon").is_err());
}

proptest! {
    /// What is written in any customary dress is read back to the minor unit.
    #[test]
    fn any_amount_in_any_dress(minor in -10_i64.pow(14)..10_i64.pow(14), dress in 0_u8..5) {
        let (whole, cents) = (minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
        let digits = whole.to_string();
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let minus = if minor < 0 { "-" } else { "" };
        let (text, mark) = match dress {
            0 => (format!("{minus}{whole}.{cents:02}"), POINT),
            1 => (format!("{minus}¥{grouped}.{cents:02}"), POINT),
            2 => (format!("{minus}{}{}{cents:02}", grouped.replace(',', "."), ','), COMMA),
            3 if minor < 0 => (format!("({grouped}.{cents:02})"), POINT),
            _ => (format!(" {whole}.{cents:02}{minus}\t"), POINT),
        };
        let read = read_amount(&text, Currency::CNY, mark).map(|amount| amount.minor);
        prop_assert_eq!(read, Ok(i128::from(minor)), "{}", text);
    }

    /// No text breaks either reader.
    #[test]
    fn no_text_breaks_a_reader(text in "\\PC{0,40}") {
        for mark in [POINT, COMMA] {
            if let Ok(number) = read_number(&text, mark) {
                let _ = (number.minor(2), number.minor_rounded(2), number.minor_rounded(0), number.decimal());
            }
        }
        for order in [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst] {
            let _ = read_date_time(&text, order);
        }
        let _ = read_time(&text);
    }

    /// No text of a number's own characters breaks the number reader either.
    #[test]
    fn no_number_breaks_the_reader(text in "[-+()0-9.,'eEDRCr¥ ０-９．，]{0,40}") {
        if let Ok(number) = read_number(&text, POINT) {
            let _ = (number.minor(2), number.minor(3), number.minor_rounded(2), number.decimal());
        }
    }
}
