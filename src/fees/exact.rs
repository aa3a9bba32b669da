//! A share of an amount before it is rounded.

use std::fmt;

use crate::money::{Amount, Rate, Rounding};

/// The largest amount that fees are computed for, in minor units: every amount of 28 digits in every
/// currency lies below, and no sum or product of this module overflows under it.
pub const AMOUNT_MAX: i128 = 10_i128.pow(33);

/// An amount with a fraction of a minor unit: `whole + rest / 10^scale` minor units, both parts with
/// the sign of the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    /// Whole minor units, cut towards nought.
    pub whole: Amount,
    /// What was cut, in `10^-scale` minor units.
    pub rest: i128,
    /// How fine the rest is.
    pub scale: u32,
}

impl Exact {
    /// The share of `amount` at `rate`; `None` past [`AMOUNT_MAX`].
    ///
    /// The amount is divided before it is multiplied, so that no product leaves 128 bits: a rate is
    /// at most one whole with 14 decimals.
    #[must_use]
    pub fn share(amount: Amount, rate: Rate) -> Option<Self> {
        if amount.minor.unsigned_abs() > AMOUNT_MAX.unsigned_abs() {
            return None;
        }
        let scale = rate.percent().scale() + 2;
        let (unit, share) = (10_i128.pow(scale), rate.percent().mantissa());
        let (high, low) = (amount.minor / unit, amount.minor % unit);
        let whole = high * share + low * share / unit;
        let rest = low * share % unit;
        Some(Self {
            whole: Amount::new(whole, amount.currency),
            rest,
            scale,
        })
    }

    /// Rounded to whole minor units.
    #[must_use]
    pub fn rounded(self, rounding: Rounding) -> Amount {
        let unit = 10_i128.pow(self.scale);
        // Only the parity of the whole part matters to rounding: keep that and the fraction.
        let parity = self.whole.minor % 2;
        let near = rounding.divide(parity * unit + self.rest, unit) - parity;
        Amount::new(self.whole.minor + near, self.whole.currency)
    }

    /// Whether nothing needs rounding.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.rest == 0
    }
}

/// The plain decimal in major units, with at least the currency's digits: `50.00`, `0.00498`.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rest < 0 && self.whole.minor == 0 {
            f.write_str("-")?;
        }
        write!(f, "{}", self.whole)?;
        if self.rest == 0 {
            return Ok(());
        }
        if self.whole.currency.digits() == 0 {
            f.write_str(".")?;
        }
        let width = self.scale as usize;
        let rest = format!("{:0width$}", self.rest.unsigned_abs());
        f.write_str(rest.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Currency, DecimalMark, read_amount, read_rate};

    fn share(amount: &str, rate: &str, currency: &str) -> Exact {
        let currency = Currency::parse(currency).unwrap();
        let amount = read_amount(amount, currency, DecimalMark::Point).unwrap();
        Exact::share(amount, read_rate(rate).unwrap()).unwrap()
    }

    #[test]
    fn shares_are_written_out_in_full() {
        for (amount, rate, currency, exact, rounded) in [
            ("10000.00", "0.50", "CNY", "50.00", "50.00"),
            ("0.83", "0.60", "CNY", "0.00498", "0.00"),
            ("-0.84", "0.60", "CNY", "-0.00504", "-0.01"),
            ("1", "3.6", "JPY", "0.036", "0"),
            ("1000", "3.65", "JPY", "36.5", "37"),
            ("10.000", "2.505", "KWD", "0.2505", "0.251"),
            (
                "9999999999999999999999999999",
                "0.60",
                "CNY",
                "59999999999999999999999999.994",
                "59999999999999999999999999.99",
            ),
        ] {
            let got = share(amount, rate, currency);
            assert_eq!(got.to_string(), exact);
            assert_eq!(got.rounded(Rounding::HalfUp).to_string(), rounded);
        }
    }

    #[test]
    fn half_even_looks_at_the_whole_part() {
        // 4.5 and 10.5 fen go down, 7.5 up.
        for (amount, fee) in [("7.50", "0.04"), ("17.50", "0.10"), ("12.50", "0.08")] {
            let got = share(amount, "0.60", "CNY").rounded(Rounding::HalfEven);
            assert_eq!(got.to_string(), fee);
        }
    }
}
