//! Single cells: numbers, days and times.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yifen::calendar::{DateOrder, read_date, read_date_time, read_time};
use yifen::money::{Currency, DecimalMark, Rate, read_amount, read_number};

fuzz_target!(|text: &str| {
    for mark in [DecimalMark::Point, DecimalMark::Comma] {
        if let Ok(number) = read_number(text, mark) {
            for digits in 0..=8 {
                let exact = number.minor(digits);
                let rounded = number.minor_rounded(digits);
                // What is exact needs no rounding.
                if let Ok(exact) = exact {
                    assert_eq!(rounded, Ok(exact));
                }
            }
        }
        if let Some(yen) = Currency::parse("JPY") {
            let _read = read_amount(text, yen, mark);
        }
    }
    let _read = Currency::parse(text);
    if let Ok(percent) = text.parse()
        && let Some(rate) = Rate::from_percent(percent)
    {
        let _fee = rate.of(i128::from(i64::MAX), yifen::money::Rounding::HalfUp);
    }
    for order in [
        DateOrder::YearFirst,
        DateOrder::DayFirst,
        DateOrder::MonthFirst,
    ] {
        if let Ok(day) = read_date(text, order) {
            assert_eq!(read_date(&day.to_string(), DateOrder::YearFirst), Ok(day));
        }
        let _read = read_date_time(text, order);
    }
    if let Ok(time) = read_time(text) {
        assert_eq!(read_time(&time.to_string()), Ok(time));
    }
});
