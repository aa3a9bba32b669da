//! Single cells: padding off, then money, days, ids and currencies, or why not.

use crate::calendar::{DateOrder, Day, TimeOfDay, read_date_time, read_time};
use crate::money::{Currency, DecimalMark, Number, NumberError, read_number};
use crate::record::{DEFAULT_CURRENCY, Flags};

use super::RefusedReason;
use super::grid::Row;

/// Why a row cannot be read, and in which column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bad {
    /// The column; none where the whole row is meant.
    pub column: Option<usize>,
    /// The reason.
    pub reason: RefusedReason,
}

impl Bad {
    /// A fault in one column.
    #[must_use]
    pub const fn at(column: usize, reason: RefusedReason) -> Self {
        Self {
            column: Some(column),
            reason,
        }
    }
}

/// No single amount is larger, in minor units: sums of millions of rows stay far inside `i64`.
const MINOR_MAX: i128 = 1_000_000_000_000_000;

/// Takes off what programs put around a cell: blanks of every width, tabs, byte order marks,
/// backticks, the text mark `'` and the `="…"` that keeps spreadsheet programs from rounding.
#[must_use]
pub fn clean(text: &str) -> &str {
    if let [first, .., last] | [first @ last] = text.as_bytes()
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return text;
    }
    let rest = text.trim_matches(is_padding);
    let rest = rest
        .strip_prefix("=\"")
        .and_then(|inner| inner.strip_suffix('"'))
        .map_or(rest, |inner| inner.trim_matches(is_padding));
    match rest.strip_prefix('\'') {
        Some(inner) => inner
            .strip_suffix('\'')
            .unwrap_or(inner)
            .trim_matches(is_padding),
        None => rest,
    }
}

fn is_padding(c: char) -> bool {
    c.is_whitespace() || matches!(c, '`' | '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
}

/// Whether a cell holds a mark that stands for nothing: `-`, `--`, `/`, `----------`.
#[must_use]
pub fn is_blank(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, '-' | '/' | '—' | '–'))
}

/// An id that a spreadsheet program rounded: `4.00123E+27`, or nothing but noughts behind the
/// fifteenth digit (FORMATS.md rule 0.7; from six noughts on, fewer may be chance).
#[must_use]
pub fn is_damaged(id: &str) -> bool {
    const DIGITS_KEPT: usize = 15;
    const NOUGHTS_MIN: usize = 6;
    // Most ids are short and hold no sign: nothing can have been rounded.
    if id.len() < DIGITS_KEPT + NOUGHTS_MIN && !id.as_bytes().contains(&b'+') {
        return false;
    }
    if let Some((mantissa, exponent)) = id.split_once(['E', 'e']) {
        let decimal =
            |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        return mantissa.contains('.')
            && decimal(mantissa)
            && exponent.strip_prefix('+').is_some_and(decimal);
    }
    let kept = id.as_bytes().get(..DIGITS_KEPT).unwrap_or_default();
    let rest = id.as_bytes().get(DIGITS_KEPT..).unwrap_or_default();
    rest.len() >= NOUGHTS_MIN
        && kept.iter().all(u8::is_ascii_digit)
        && rest.iter().all(|&b| b == b'0')
}

/// Whether amounts of a column are whole minor units (fen) or major ones (yuan).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Yuan, with decimals.
    Major,
    /// Fen.
    Minor,
}

/// The cells of a row by column, where a column that a file does not have is `None`.
impl Row {
    /// A cell that may be missing; marks for nothing are empty.
    #[must_use]
    pub fn value(&self, column: Option<usize>) -> &str {
        let cell = column.map_or("", |column| self.cell(column));
        if is_blank(cell) { "" } else { cell }
    }

    /// An id that may be missing. One that a spreadsheet program rounded is left out and flagged.
    #[must_use]
    pub fn id(&self, column: Option<usize>, flags: &mut Flags) -> &str {
        let id = self.value(column);
        if is_damaged(id) {
            *flags = flags.with(Flags::DAMAGED_ID);
            return "";
        }
        id
    }

    /// A number in a column that must hold one.
    ///
    /// # Errors
    /// [`RefusedReason::Short`] where the row ends before, [`RefusedReason::Amount`] otherwise.
    pub fn number(&self, column: usize) -> Result<Number, Bad> {
        if column >= self.len() || (self.cut && column + 1 == self.len()) {
            return Err(Bad::at(column, RefusedReason::Short));
        }
        read_number(self.cell(column), self.mark).map_err(|error| amount_fault(column, error))
    }

    /// An amount in minor units, in a column that must hold one.
    ///
    /// # Errors
    /// As [`Row::number`], and where it has more decimals than the currency.
    pub fn money(&self, column: usize, unit: Unit, currency: Currency) -> Result<i64, Bad> {
        let number = self.number(column)?;
        let digits = if unit == Unit::Minor {
            0
        } else {
            currency.digits()
        };
        minor(number.minor(digits)).map_err(|error| amount_fault(column, error))
    }

    /// An amount in minor units where the cell is filled.
    ///
    /// # Errors
    /// As [`Row::money`], but for an empty cell.
    pub fn money_if(
        &self,
        column: Option<usize>,
        unit: Unit,
        currency: Currency,
    ) -> Result<Option<i64>, Bad> {
        match column.filter(|_| !self.value(column).is_empty()) {
            Some(column) => self.money(column, unit, currency).map(Some),
            None => Ok(None),
        }
    }

    /// The day and time of a row, in one column or two.
    ///
    /// # Errors
    /// [`RefusedReason::Date`], or [`RefusedReason::Short`].
    pub fn when(
        &self,
        date: usize,
        time: Option<usize>,
        order: DateOrder,
    ) -> Result<(Day, Option<TimeOfDay>), Bad> {
        if date >= self.len() {
            return Err(Bad::at(date, RefusedReason::Short));
        }
        let fault = |column| move |error| Bad::at(column, RefusedReason::Date(error));
        let (day, with_day) = read_date_time(self.cell(date), order).map_err(fault(date))?;
        let Some(column) = time.filter(|_| !self.value(time).is_empty()) else {
            return Ok((day, with_day));
        };
        let cell = self.cell(column);
        // A column called time may repeat the date.
        let alone = read_time(cell).map(Some);
        let read = alone.or_else(|error| {
            read_date_time(cell, order)
                .map(|(_, time)| time)
                .map_err(|_| error)
        });
        read.map(|time| (day, time)).map_err(fault(column))
    }

    /// The currency of a row; the merchant's own where the cell is empty.
    ///
    /// # Errors
    /// [`RefusedReason::Currency`].
    pub fn currency(&self, column: Option<usize>) -> Result<Currency, Bad> {
        let cell = self.value(column);
        let Some(column) = column.filter(|_| !cell.is_empty()) else {
            return Ok(DEFAULT_CURRENCY);
        };
        // `人民币元`, `CNY 人民币`, `156-人民币`: a cell may hold code and name.
        Currency::parse(cell)
            .or_else(|| {
                cell.split([' ', '-', '(', '（', '/'])
                    .find_map(Currency::parse)
            })
            // `CNY13.50`, `CNY元`: an amount or a word with its code.
            .or_else(|| {
                let (code, rest) = cell.split_at_checked(3)?;
                let ends = !rest.starts_with(|c: char| c.is_ascii_alphabetic());
                Currency::parse(code).filter(|_| ends)
            })
            .or_else(|| {
                ["人民币", "人民幣", "本位币"]
                    .iter()
                    .any(|name| cell.contains(name))
                    .then_some(Currency::CNY)
            })
            .ok_or(Bad::at(column, RefusedReason::Currency))
    }
}

/// An amount of money in a text that is part of a cell.
///
/// # Errors
/// The fault in the cell's column.
pub fn read_money(text: &str, column: usize, currency: Currency) -> Result<i64, Bad> {
    read_number(text, DecimalMark::Point)
        .and_then(|number| minor(number.minor(currency.digits())))
        .map_err(|error| amount_fault(column, error))
}

/// Minor units as they are kept.
///
/// # Errors
/// [`NumberError::TooLong`] past any sum of money.
pub fn minor(value: Result<i128, NumberError>) -> Result<i64, NumberError> {
    let value = value?;
    if value.abs() > MINOR_MAX {
        return Err(NumberError::TooLong);
    }
    i64::try_from(value).map_err(|_| NumberError::TooLong)
}

/// The fault of an amount.
#[must_use]
pub const fn amount_fault(column: usize, error: NumberError) -> Bad {
    Bad::at(column, RefusedReason::Amount(error))
}

#[cfg(test)]
mod tests {
    use super::{clean, is_damaged};

    #[test]
    fn padding_comes_off() {
        for (text, want) in [
            ("a", "a"),
            ("`2026-01-01", "2026-01-01"),
            ("\t 12 \u{3000}", "12"),
            ("\u{feff}交易时间", "交易时间"),
            ("=\"00123\"", "00123"),
            ("'5678'", "5678"),
            ("'5678", "5678"),
            ("", ""),
            ("`", ""),
        ] {
            assert_eq!(clean(text), want);
        }
    }

    #[test]
    fn rounded_ids_are_seen() {
        for (id, damaged) in [
            ("4.00123E+27", true),
            ("400123456789012000000000", true),
            ("4200000922202102014836880592", false),
            ("100000", false),
            ("1E5", false),
            ("BE22", false),
            ("", false),
        ] {
            assert_eq!(is_damaged(id), damaged, "{id}");
        }
    }
}
