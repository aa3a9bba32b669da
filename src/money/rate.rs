//! Rates as exact decimals, and the ways to round a fee.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How a fraction of a minor unit becomes a whole one. Symmetrical about nought, so that a returned
/// fee rounds as the fee did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 0.5 goes away from nought; what Chinese acquirers do (FEES.md section 3).
    #[default]
    HalfUp,
    /// 0.5 goes to the even neighbour.
    HalfEven,
    /// Towards nought.
    Down,
    /// Away from nought.
    Up,
}

impl Rounding {
    /// Every mode, the usual one first.
    pub const ALL: [Self; 4] = [Self::HalfUp, Self::HalfEven, Self::Down, Self::Up];

    /// `number / unit` as a whole number; `unit` is positive.
    #[must_use]
    pub fn divide(self, number: i128, unit: i128) -> i128 {
        let (whole, rest) = (number / unit, (number % unit).abs());
        let away = match self {
            Self::HalfUp => rest * 2 >= unit,
            Self::HalfEven => rest * 2 > unit || (rest * 2 == unit && whole % 2 != 0),
            Self::Down => false,
            Self::Up => rest > 0,
        };
        if away { whole + number.signum() } else { whole }
    }
}

/// A share of an amount, kept as the percentage it is written with: `0.60` stands for 0.60 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(Decimal);

impl Rate {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// A rate of `percent` per cent; `None` below nought and above one hundred.
    #[must_use]
    pub fn from_percent(percent: Decimal) -> Option<Self> {
        let allowed = percent >= Decimal::ZERO && percent <= Decimal::ONE_HUNDRED;
        // More decimals than this are no rate, and would overflow the exact product.
        (allowed && percent.scale() <= 12).then_some(Self(percent))
    }

    /// The percentage as it was written.
    #[must_use]
    pub fn percent(self) -> Decimal {
        self.0
    }

    /// The share of `minor` units, rounded once; `None` where the product leaves 38 digits.
    #[must_use]
    pub fn of(self, minor: i128, rounding: Rounding) -> Option<i128> {
        let product = minor.checked_mul(self.0.mantissa())?;
        Some(rounding.divide(product, 10_i128.pow(self.0.scale() + 2)))
    }
}

impl Serialize for Rate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        super::read_rate(&text).map_err(serde::de::Error::custom)
    }
}
