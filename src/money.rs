/*!
Money: exact integers of minor units with a currency, decimal rates, and the only number reader.

# Examples

```
use yifen::money::{Amount, Currency, DecimalMark, read_amount};

let read = |text| read_amount(text, Currency::CNY, DecimalMark::Point).map(|a| a.to_string());
for (text, want) in [
    ("1234.5", "1234.50"),
    ("1,234.50", "1234.50"),
    ("￥1,234.50", "1234.50"),
    ("１２．３０", "12.30"),
    ("（33.62）", "-33.62"),
    ("+129646.38", "129646.38"),
    ("－2.00", "-2.00"),
    ("1,00.00", "100.00"),
    ("12.00CR", "12.00"),
    ("12.00000", "12.00"),
] {
    assert_eq!(read(text).as_deref(), Ok(want), "{text}");
}
for text in ["", "12,3O.00", "1e5", "1_000", "12.345"] {
    assert!(read(text).is_err(), "{text}");
}
```

A text that cannot be read is an error with its kind, never nought.
*/

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

mod number;
mod rate;

pub use number::{DecimalMark, Number, NumberError, read_number};
pub use rate::{Rate, Rounding};

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Currencies without minor digits (ISO 4217).
const ZERO_DIGITS: &[&[u8; 3]] = &[
    b"BIF", b"CLP", b"DJF", b"GNF", b"ISK", b"JPY", b"KMF", b"KRW", b"PYG", b"RWF", b"UGX", b"VND",
    b"VUV", b"XAF", b"XOF", b"XPF",
];

/// Currencies with three minor digits (ISO 4217).
const THREE_DIGITS: &[&[u8; 3]] = &[b"BHD", b"IQD", b"JOD", b"KWD", b"LYD", b"OMR", b"TND"];

/// Names and signs that Chinese files use for a currency, beside its ISO code.
const CURRENCY_NAMES: &[(&str, &str)] = &[
    ("人民币", "CNY"),
    ("人民币元", "CNY"),
    ("RMB", "CNY"),
    ("元", "CNY"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("156", "CNY"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("344", "HKD"),
    ("美元", "USD"),
    ("840", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("日元", "JPY"),
    ("澳门元", "MOP"),
    ("新台币", "TWD"),
    ("人民幣", "CNY"),
    ("港幣", "HKD"),
    ("美金", "USD"),
    ("歐元", "EUR"),
    ("英鎊", "GBP"),
    ("日圓", "JPY"),
    ("日圆", "JPY"),
    ("澳门币", "MOP"),
    ("澳門元", "MOP"),
    ("新臺幣", "TWD"),
    ("澳元", "AUD"),
    ("加元", "CAD"),
    ("新加坡元", "SGD"),
    ("瑞士法郎", "CHF"),
    ("新西兰元", "NZD"),
    ("韩元", "KRW"),
    ("泰铢", "THB"),
];

impl Currency {
    /// Renminbi, the default everywhere.
    pub const CNY: Self = Self(*b"CNY");
    /// United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// Canadian dollar.
    pub const CAD: Self = Self(*b"CAD");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");

    /// Reads an ISO code in either case, or a name that Chinese files use.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((_, code)) = CURRENCY_NAMES.iter().find(|(name, _)| *name == text) {
            return Self::parse(code);
        }
        let bytes: [u8; 3] = text.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// How many digits stand behind the decimal point: 2 for most, 0 for JPY, 3 for KWD.
    #[must_use]
    pub fn digits(self) -> u32 {
        if ZERO_DIGITS.contains(&&self.0) {
            0
        } else if THREE_DIGITS.contains(&&self.0) {
            3
        } else {
            2
        }
    }

    /// The ISO code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("unknown currency"))
    }
}

/// An exact sum of money: minor units (fen for CNY) and their currency.
///
/// `Display` writes a plain decimal with all minor digits (`-33.62`), without sign or grouping:
/// showing money to a person is the page's work. Serialised it is `"-33.62 CNY"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    /// Minor units; negative below nought.
    pub minor: i128,
    /// What the minor units are of.
    pub currency: Currency,
}

impl Amount {
    /// `minor` units of `currency`.
    #[must_use]
    pub const fn new(minor: i128, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The distance from nought.
    #[must_use]
    pub fn abs(self) -> Self {
        Self::new(self.minor.abs(), self.currency)
    }

    /// Whether it is exactly nought.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.minor == 0
    }
}

impl std::ops::Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self::new(-self.minor, self.currency)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.digits();
        let scale = 10_u128.pow(digits);
        let minor = self.minor.unsigned_abs();
        let sign = if self.minor < 0 { "-" } else { "" };
        if digits == 0 {
            write!(f, "{sign}{minor}")
        } else {
            let width = digits as usize;
            write!(f, "{sign}{}.{:0width$}", minor / scale, minor % scale)
        }
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} {}", self.currency)
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self} {}", self.currency))
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let parsed = text.rsplit_once(' ').and_then(|(number, code)| {
            let currency = Currency::parse(code)?;
            read_amount(number, currency, DecimalMark::Point).ok()
        });
        parsed.ok_or_else(|| serde::de::Error::custom("not an amount"))
    }
}

/// Reads one amount in major units, as a person or a file writes it.
///
/// # Errors
/// Every text that is not exactly one number of at most the currency's minor digits.
pub fn read_amount(
    text: &str,
    currency: Currency,
    mark: DecimalMark,
) -> Result<Amount, NumberError> {
    let minor = read_number(text, mark)?.minor(currency.digits())?;
    Ok(Amount::new(minor, currency))
}

/// Reads one non-negative percentage such as `0.60`, `0.60%` or `6‰`.
///
/// # Errors
/// Texts that are no number, negative numbers and numbers above 100 %.
pub fn read_rate(text: &str) -> Result<Rate, NumberError> {
    let text = text.trim();
    let (number, per_mille) = match text.strip_suffix('‰') {
        Some(number) => (number, true),
        None => (
            text.strip_suffix('%')
                .or_else(|| text.strip_suffix('％'))
                .unwrap_or(text),
            false,
        ),
    };
    let mut percent = read_number(number, DecimalMark::Point)?.decimal()?;
    if per_mille {
        percent /= Decimal::TEN;
    }
    Rate::from_percent(percent).ok_or(NumberError::OutOfRange)
}
