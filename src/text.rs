/*!
Every sentence of the product, in Chinese and English.

One file an area, the two languages side by side: a struct of sentences and one constant a language,
or a function that matches on the language. A sentence that lacks a language does not compile.
*/

use serde::{Deserialize, Serialize};

use crate::calendar::Day;
use crate::money::{Amount, Currency};

/// Declares a struct of sentences, the two languages of each side by side.
macro_rules! sentences {
    ($(#[$meta:meta])* $name:ident { $($field:ident: $zh:literal, $en:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name {
            $(#[doc = concat!($zh, " · ", $en)] pub $field: &'static str,)*
        }

        impl $name {
            const ZH: Self = Self { $($field: $zh,)* };
            const EN: Self = Self { $($field: $en,)* };

            /// The sentences in a language.
            #[must_use]
            pub const fn of(lang: $crate::text::Lang) -> &'static Self {
                match lang {
                    $crate::text::Lang::Zh => &Self::ZH,
                    $crate::text::Lang::En => &Self::EN,
                }
            }
        }
    };
}

pub mod app;
pub mod bridge;
pub mod cases;
pub mod cause;
pub mod contract;
pub mod fees;
pub mod files;
pub mod guide;
pub mod import;
pub mod letter;
pub mod mapping;
pub mod pages;
pub mod privacy;
pub mod shell;
pub mod verdict;
pub mod why;
pub mod words;

/// A language of the interface.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Simplified Chinese, the first language.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Both, in the order that the switch shows them.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// Picks a language from a browser's tag such as `zh-CN`: every Chinese is Chinese, the rest
    /// reads English.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("zh") {
            Self::Zh
        } else {
            Self::En
        }
    }

    /// The tag for `lang` attributes and `Intl`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// A day inside a sentence, written as the browser's `Intl` writes it elsewhere on the page.
#[must_use]
pub fn day(lang: Lang, day: Day) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (year, month, date) = day.ymd();
    match lang {
        Lang::Zh => format!("{year}年{month}月{date}日"),
        Lang::En => {
            let name = MONTHS.get(usize::from(month).wrapping_sub(1));
            format!("{} {date}, {year}", name.copied().unwrap_or_default())
        }
    }
}

/// Several days inside a sentence.
#[must_use]
pub fn days(lang: Lang, days: &[Day]) -> String {
    let all: Vec<String> = days.iter().map(|&one| day(lang, one)).collect();
    all.join(match lang {
        Lang::Zh => "、",
        Lang::En => "; ",
    })
}

/// What Chinese calls the currencies of shops there; of any other, its code.
const CURRENCIES_ZH: [(&str, &str); 10] = [
    ("CNY", "元"),
    ("USD", "美元"),
    ("HKD", "港元"),
    ("MOP", "澳门元"),
    ("TWD", "新台币"),
    ("EUR", "欧元"),
    ("GBP", "英镑"),
    ("JPY", "日元"),
    ("SGD", "新加坡元"),
    ("AUD", "澳元"),
];

/// A currency by its name and its code.
#[must_use]
pub fn currency(lang: Lang, currency: Currency) -> String {
    let code = currency.code();
    let known = CURRENCIES_ZH.iter().find(|(of, _)| *of == code);
    match (lang, known) {
        (Lang::Zh, Some(_)) if currency == Currency::CNY => format!("人民币 {code}"),
        (Lang::Zh, Some((_, name))) => format!("{name} {code}"),
        _ => code.to_owned(),
    }
}

/// What follows an amount: yuan by name, in Chinese others as well, else the code.
#[must_use]
pub fn unit(lang: Lang, currency: &Currency) -> &str {
    let code = currency.code();
    match lang {
        Lang::Zh => {
            let known = CURRENCIES_ZH.iter().find(|(of, _)| *of == code);
            known.map_or(code, |(_, name)| name)
        }
        Lang::En if *currency == Currency::CNY => "yuan",
        Lang::En => code,
    }
}

/// An amount inside a sentence, with its unit.
#[must_use]
pub fn sum(lang: Lang, amount: Amount) -> String {
    format!("{} {}", money(amount), unit(lang, &amount.currency))
}

/// An amount inside a sentence: grouped by thousands, a true minus, without the currency.
#[must_use]
pub fn money(amount: Amount) -> String {
    let plain = amount.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    if amount.minor < 0 {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}
