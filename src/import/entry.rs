//! What statements that are no tables have in common (CAMT, MT940, OFX, QIF, BAI2): places in a
//! text, amounts and memos as they stand, and closing balances as a control.

use crate::calendar::{Day, Period};
use crate::money::{Amount, Currency, DecimalMark, NumberError, read_number};
use crate::record::Kind;

use super::cell::minor;
use super::reading::{Fault, Reading};
use super::{ControlKind, ControlValue, RefusedReason};

/// A longer memo is cut: enough for every remittance text (CAMT allows 140 characters a line).
const NOTE_CHARACTERS_MAX: usize = 300;

/// More closing balances than this are only listed where they do not hold: nobody reads a longer list.
const CLOSINGS_LISTED_MAX: usize = 12;

/// No statement covers more days; a longer stretch is a default of the exporting program.
const PERIOD_DAYS_MAX: i32 = 400;

/// Lines of places that are asked for in rising order.
pub struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl<'t> Lines<'t> {
    /// At the beginning of a text.
    #[must_use]
    pub const fn of(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The line of a place, from 1.
    pub fn line(&mut self, place: usize) -> u32 {
        let passed = self.text.as_bytes().get(self.at..place).unwrap_or_default();
        let lines = passed.iter().filter(|&&byte| byte == b'\n').count();
        self.line = self
            .line
            .saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.at = self.at.max(place);
        self.line
    }
}

/// An amount in minor units, where its field is named for the message.
///
/// # Errors
/// The fault of the field.
pub fn money(
    field: &'static str,
    text: &str,
    mark: DecimalMark,
    currency: Currency,
) -> Result<i64, Fault> {
    let read =
        || -> Result<i64, NumberError> { minor(read_number(text, mark)?.minor(currency.digits())) };
    read().map_err(|error| Fault::new(field, text, RefusedReason::Amount(error)))
}

/// The decimal mark of a number whose program writes no thousands separators, or both signs: the
/// last one parts the fraction.
#[must_use]
pub fn mark_of(text: &str) -> DecimalMark {
    match text.rfind([',', '.']).map(|at| text.as_bytes().get(at)) {
        Some(Some(b',')) => DecimalMark::Comma,
        _ => DecimalMark::Point,
    }
}

/// Money in or out, by the sign of its amount.
#[must_use]
pub const fn moved(amount: i64) -> Kind {
    if amount < 0 {
        Kind::Debit
    } else {
        Kind::Credit
    }
}

/// Appends to a memo, once a text, up to what is kept of one.
pub fn note(memo: &mut String, text: &str) {
    let text = text.trim();
    if text.is_empty() || memo.contains(text) || memo.len() >= NOTE_CHARACTERS_MAX {
        return;
    }
    if !memo.is_empty() {
        memo.push(' ');
    }
    memo.extend(text.chars().take(NOTE_CHARACTERS_MAX));
}

/// The balances of one statement in one currency.
#[derive(Clone, Copy, Default)]
pub struct Closing {
    /// Before the first entry, in minor units.
    pub opening: Option<(i64, Currency)>,
    /// What was read in between.
    pub moved: i128,
    /// After the last entry.
    pub closing: Option<(i64, Currency)>,
}

impl Closing {
    /// Compares the closing balance with the opening one and what was read.
    pub fn state(self, out: &mut Reading<'_>) {
        let (Some((opening, currency)), Some((closing, of))) = (self.opening, self.closing) else {
            return;
        };
        if currency != of {
            return;
        }
        let (stated, read) = (i128::from(closing), i128::from(opening) + self.moved);
        let listed = |out: &Reading<'_>| {
            let closings = out.controls.iter();
            closings
                .filter(|control| control.kind == ControlKind::Closing)
                .count()
        };
        if stated != read || listed(out) < CLOSINGS_LISTED_MAX {
            sum(ControlKind::Closing, currency, stated, read, out);
        }
    }
}

/// Keeps a control of sums.
pub fn sum(kind: ControlKind, currency: Currency, stated: i128, read: i128, out: &mut Reading<'_>) {
    let value = |minor| ControlValue::Sum(Amount::new(minor, currency));
    out.control(kind, value(stated), value(read));
}

/// Widens the days that the file says it covers.
pub fn covers(from: Option<Day>, to: Option<Day>, out: &mut Reading<'_>) {
    let (Some(from), Some(to)) = (from, to) else {
        return;
    };
    if from > to || to.since(from) > PERIOD_DAYS_MAX {
        return;
    }
    let period = out.period.unwrap_or(Period { from, to });
    out.period = Some(Period {
        from: period.from.min(from),
        to: period.to.max(to),
    });
}
