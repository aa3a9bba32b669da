//! The number reader: every number of every file and every field of the page passes here.
//!
//! It checks each character itself because the ready-made readers are too kind:
//! `Decimal::from_str_exact("1_000")` is `Ok(1000)` and `from_str` rounds silently past 28 digits.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Which character parts the whole from the fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    /// `1,234.50`, as in China and English-speaking countries.
    #[default]
    Point,
    /// `1.234,50`, as in most of Europe.
    Comma,
}

/// Why a text is not a number. The sentences for people stand in `text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NumberError {
    /// Nothing but padding.
    Empty,
    /// A character that no number holds, such as the letter O for a nought.
    Character(char),
    /// Two decimal marks, or a sign in the middle.
    Malformed,
    /// `12,50`: a fraction by one custom, a wrong group of thousands by the other.
    Ambiguous,
    /// `4.00123E+27`: a spreadsheet rounded it, the digits are lost.
    Exponent,
    /// More decimals than the currency has, and not noughts.
    TooManyDecimals,
    /// Longer than any sum of money ([`DIGITS_MAX`]).
    TooLong,
    /// A number outside what the field allows.
    OutOfRange,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no number"),
            Self::Character(c) => write!(f, "the character {c:?} does not belong to a number"),
            Self::Malformed => f.write_str("not one number"),
            Self::Ambiguous => f.write_str("decimal comma or thousands comma"),
            Self::Exponent => f.write_str("digits lost to scientific notation"),
            Self::TooManyDecimals => f.write_str("more decimals than the currency has"),
            Self::TooLong => f.write_str("too many digits"),
            Self::OutOfRange => f.write_str("outside the allowed range"),
        }
    }
}

impl std::error::Error for NumberError {}

/// The most digits a number may have: what a `Decimal` holds exactly.
pub const DIGITS_MAX: usize = 28;

/// An exact decimal number as it was written: `mantissa / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    mantissa: i128,
    scale: u32,
}

impl Number {
    /// The number in minor units of `digits` decimals.
    ///
    /// # Errors
    /// [`NumberError::TooManyDecimals`] where that would lose something, [`NumberError::TooLong`]
    /// where it does not fit.
    pub fn minor(self, digits: u32) -> Result<i128, NumberError> {
        if self.scale > digits {
            let unit = 10_i128.pow(self.scale - digits);
            if self.mantissa % unit != 0 {
                return Err(NumberError::TooManyDecimals);
            }
            return Ok(self.mantissa / unit);
        }
        self.mantissa
            .checked_mul(10_i128.pow(digits - self.scale))
            .ok_or(NumberError::TooLong)
    }

    /// The number in minor units, rounded half away from nought where it has more decimals.
    ///
    /// Only for columns that are known to carry fractions of a minor unit, such as the fee column
    /// of WeChat bills (five decimals, the account is charged in fen).
    ///
    /// # Errors
    /// [`NumberError::TooLong`] where it does not fit.
    pub fn minor_rounded(self, digits: u32) -> Result<i128, NumberError> {
        if self.scale <= digits {
            return self.minor(digits);
        }
        let unit = 10_i128.pow(self.scale - digits);
        let half = if self.mantissa < 0 {
            -unit / 2
        } else {
            unit / 2
        };
        Ok((self.mantissa + half) / unit)
    }

    /// 1 for a positive number, -1 for a negative one, 0 for nought.
    #[must_use]
    pub const fn signum(self) -> i128 {
        self.mantissa.signum()
    }

    /// The same number as a decimal, for rates.
    ///
    /// # Errors
    /// [`NumberError::TooLong`] past 28 digits.
    pub fn decimal(self) -> Result<Decimal, NumberError> {
        Decimal::try_from_i128_with_scale(self.mantissa, self.scale)
            .map_err(|_| NumberError::TooLong)
    }
}

/// Words and signs that may stand before or behind an amount and say nothing about its size.
const UNITS: &[&str] = &[
    "CNY",
    "RMB",
    "USD",
    "HKD",
    "EUR",
    "GBP",
    "JPY",
    "AUD",
    "CAD",
    "SGD",
    "NZD",
    "CHF",
    "¥",
    "￥",
    "R$",
    "NT$",
    "HK$",
    "$",
    "€",
    "£",
    "元",
    "圆",
    "人民币",
    "TL",
    "₺",
    "zł",
    "kr",
    "₽",
    "₹",
    "₩",
    "₫",
    "฿",
];

/// Reads exactly one number.
///
/// Accepted: padding of every kind, full-width digits and signs, a currency sign or code before or
/// behind, a sign before or behind, parentheses or a trailing `DR` for negative numbers, a trailing
/// `CR`, thousands separators even in wrong places where a decimal mark settles the matter.
///
/// # Errors
/// Everything else, with its kind.
pub fn read_number(text: &str, mark: DecimalMark) -> Result<Number, NumberError> {
    // The common case of machine-written files: ASCII digits and at most one point.
    if let Some(number) = plain(text.as_bytes(), mark) {
        return Ok(number);
    }
    let (mut rest, mut negative, mut signed) = (text.trim_matches(is_padding), false, false);
    if let Some(inner) = strip_parentheses(rest) {
        (rest, negative, signed) = (inner, true, true);
    }
    // Signs and units may come in either order and at either end: `-¥12`, `¥-12`, `12.00-`, `12 CR`.
    loop {
        rest = rest.trim_matches(is_padding);
        if let Some(stripped) = strip_unit(rest) {
            rest = stripped;
        } else if let Some((stripped, minus)) = strip_sign(rest) {
            if signed {
                return Err(NumberError::Malformed);
            }
            (rest, negative, signed) = (stripped, minus, true);
        } else {
            break;
        }
    }
    if rest.is_empty() {
        return Err(NumberError::Empty);
    }
    let number = digits(rest, mark)?;
    let mantissa = if negative {
        -number.mantissa
    } else {
        number.mantissa
    };
    Ok(Number { mantissa, ..number })
}

fn plain(bytes: &[u8], mark: DecimalMark) -> Option<Number> {
    let (negative, bytes) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    if bytes.is_empty() || bytes.len() > 18 || mark != DecimalMark::Point {
        return None;
    }
    let (mut mantissa, mut scale) = (0_i64, None);
    for &byte in bytes {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                scale = scale.map(|s: u32| s + 1);
            }
            b'.' if scale.is_none() => scale = Some(0),
            _ => return None,
        }
    }
    if !bytes.first()?.is_ascii_digit() || bytes.last() == Some(&b'.') {
        return None;
    }
    let mantissa = i128::from(if negative { -mantissa } else { mantissa });
    Some(Number {
        mantissa,
        scale: scale.unwrap_or(0),
    })
}

fn is_padding(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202c}'
        )
}

fn strip_parentheses(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['(', '（'])?;
    inner.strip_suffix([')', '）'])
}

fn strip_unit(text: &str) -> Option<&str> {
    UNITS.iter().find_map(|unit| {
        let head = text
            .get(..unit.len())
            .filter(|head| head.eq_ignore_ascii_case(unit));
        if head.is_some() {
            return text.get(unit.len()..);
        }
        let tail_at = text.len().checked_sub(unit.len())?;
        text.get(tail_at..)
            .filter(|tail| tail.eq_ignore_ascii_case(unit))
            .and_then(|_| text.get(..tail_at))
    })
}

fn strip_sign(text: &str) -> Option<(&str, bool)> {
    const MINUS: [char; 5] = ['-', '−', '－', '–', '﹣'];
    const PLUS: [char; 3] = ['+', '＋', '﹢'];
    if let Some(rest) = text
        .strip_prefix(MINUS)
        .or_else(|| text.strip_suffix(MINUS))
    {
        return Some((rest, true));
    }
    if let Some(rest) = text.strip_prefix(PLUS) {
        return Some((rest, false));
    }
    let tail_at = text.len().checked_sub(2)?;
    let tail = text.get(tail_at..)?;
    let minus = if tail.eq_ignore_ascii_case("DR") {
        true
    } else if tail.eq_ignore_ascii_case("CR") {
        false
    } else {
        return None;
    };
    Some((text.get(..tail_at)?, minus))
}

/// Reads unsigned digits with separators.
fn digits(text: &str, mark: DecimalMark) -> Result<Number, NumberError> {
    let (mut mantissa, mut count, mut scale): (i128, usize, Option<u32>) = (0, 0, None);
    // The group of digits since the last thousands separator, and whether there was one.
    let (mut group, mut grouped, mut regular) = (0_usize, false, true);
    let (mut other_points, mut last_other) = (0_usize, ' ');
    for c in text.chars() {
        match fold(c) {
            d @ '0'..='9' => {
                count += usize::from(count > 0 || d != '0');
                if count > DIGITS_MAX {
                    return Err(NumberError::TooLong);
                }
                mantissa = mantissa * 10 + i128::from(u32::from(d) - u32::from('0'));
                scale = scale.map(|s| s + 1);
                group += 1;
            }
            p if p == mark.sign() => {
                if scale.is_some() {
                    return Err(NumberError::Malformed);
                }
                regular &= !grouped || group == 3;
                scale = Some(0);
            }
            t if t == mark.other_sign()
                || matches!(t, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’') =>
            {
                if scale.is_some() {
                    return Err(NumberError::Malformed);
                }
                regular &= if grouped {
                    group == 3
                } else {
                    (1..=3).contains(&group)
                };
                // Two groups by different separators, or a blank inside: two numbers in one cell.
                if group == 0 || (grouped && last_other != t) {
                    return Err(NumberError::Malformed);
                }
                other_points += usize::from(t == mark.other_sign());
                (group, grouped, last_other) = (0, true, t);
            }
            'e' | 'E' if count > 0 => return Err(NumberError::Exponent),
            other => return Err(NumberError::Character(other)),
        }
    }
    if !text.chars().any(|c| fold(c).is_ascii_digit()) {
        return Err(NumberError::Empty);
    }
    let closed = scale.is_some() || group == 3;
    if grouped && other_points > 0 && scale.is_none() && !(regular && closed) {
        return Err(NumberError::Ambiguous);
    }
    if grouped && other_points == 0 && !(regular && closed) {
        return Err(NumberError::Malformed);
    }
    if scale == Some(0) && text.chars().count() == 1 {
        return Err(NumberError::Empty);
    }
    let scale = scale.unwrap_or(0);
    if scale as usize > DIGITS_MAX {
        return Err(NumberError::TooLong);
    }
    Ok(Number { mantissa, scale })
}

impl DecimalMark {
    fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    fn other_sign(self) -> char {
        match self {
            Self::Point => ',',
            Self::Comma => '.',
        }
    }
}

/// Full-width forms to their ASCII twins.
fn fold(c: char) -> char {
    match c {
        '０'..='９' => {
            char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
        }
        '．' | '。' => '.',
        '，' | '、' => ',',
        _ => c,
    }
}
