//! Figures and days as the chosen language writes them, by the browser's own tables.
//!
//! `Intl` is given a text, never a float: every digit that goes in comes out.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::prelude::JsValue;
use yifen::calendar::{Day, Period};
use yifen::money::Amount;
use yifen::text::{Lang, bridge};

/// How much of a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    /// Year, month, day.
    Whole,
    /// Month, day, weekday.
    Near,
    /// Month and day.
    Short,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    Number { digits: u32 },
    Day(Detail),
}

thread_local! {
    /// Making a formatter costs far more than using it.
    static FORMATS: RefCell<BTreeMap<(Lang, Format), Function>> = const { RefCell::new(BTreeMap::new()) };
}

/// An amount with all its minor digits, without its currency.
pub fn amount(lang: Lang, amount: Amount) -> String {
    let digits = amount.currency.digits();
    write(
        lang,
        Format::Number { digits },
        &JsValue::from_str(&amount.to_string()),
    )
}

/// A count.
pub fn count(lang: Lang, count: u64) -> String {
    write(
        lang,
        Format::Number { digits: 0 },
        &JsValue::from_str(&count.to_string()),
    )
}

/// A day with its year.
pub fn day(lang: Lang, day: Day) -> String {
    write_day(lang, day, Detail::Whole)
}

/// A day of a list that is about one time of the year: with its weekday, without its year.
pub fn near_day(lang: Lang, day: Day) -> String {
    write_day(lang, day, Detail::Near)
}

/// A day without year and weekday.
pub fn short_day(lang: Lang, day: Day) -> String {
    write_day(lang, day, Detail::Short)
}

/// A span of days.
pub fn period(lang: Lang, period: Period) -> String {
    if period.from == period.to {
        return day(lang, period.from);
    }
    bridge::days(lang, &day(lang, period.from), &day(lang, period.to))
}

/// A file's size.
pub fn size(lang: Lang, bytes: u64) -> String {
    const KILO: u64 = 1024;
    match bytes {
        0..KILO => format!("{} B", count(lang, bytes)),
        _ if bytes < KILO * KILO => format!("{} kB", count(lang, bytes.div_ceil(KILO))),
        _ => format!("{} MB", count(lang, bytes.div_ceil(KILO * KILO))),
    }
}

fn write_day(lang: Lang, day: Day, detail: Detail) -> String {
    const DAY_MS: i64 = 86_400_000;
    // Days of files lie within 1970 to 2199: exact as a float.
    let date = Date::new(&JsValue::from_f64((i64::from(day.epoch()) * DAY_MS) as f64));
    write(lang, Format::Day(detail), &date)
}

fn write(lang: Lang, format: Format, value: &JsValue) -> String {
    let function = FORMATS.with_borrow_mut(|formats| {
        formats
            .entry((lang, format))
            .or_insert_with(|| formatter(lang, format))
            .clone()
    });
    function
        .call1(&JsValue::UNDEFINED, value)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
        // The true minus is as wide as a digit.
        .replace('-', "−")
}

fn formatter(lang: Lang, format: Format) -> Function {
    let locales = Array::of1(&JsValue::from_str(lang.tag()));
    let options = Object::new();
    let set = |name: &str, value: &JsValue| {
        // Setting a property of a plain object does not fail.
        let _set = Reflect::set(&options, &JsValue::from_str(name), value);
    };
    match format {
        Format::Number { digits } => {
            set("minimumFractionDigits", &JsValue::from(digits));
            set("maximumFractionDigits", &JsValue::from(digits));
            Intl::NumberFormat::new(&locales, &options).format()
        }
        Format::Day(detail) => {
            // A civil day has no zone: it was made at midnight UTC and is read there.
            set("timeZone", &JsValue::from_str("UTC"));
            set("month", &JsValue::from_str("short"));
            set("day", &JsValue::from_str("numeric"));
            if detail == Detail::Whole {
                set("year", &JsValue::from_str("numeric"));
            }
            if detail == Detail::Near {
                set("weekday", &JsValue::from_str("short"));
            }
            Intl::DateTimeFormat::new(&locales, &options).format()
        }
    }
}
