//! Backwards: the rate that was really charged, as an interval, because rounding hides the rest.

use rust_decimal::Decimal;

use crate::money::{Amount, Rate, Rounding};

use super::exact::AMOUNT_MAX;

/// A fraction of minor units by minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// Numerator.
    pub above: i128,
    /// Denominator, positive.
    pub below: i128,
}

impl Ratio {
    /// In per cent with `decimals` decimals, rounded as asked; `None` where it does not fit.
    #[must_use]
    pub fn percent(self, decimals: u32, rounding: Rounding) -> Option<Decimal> {
        let scaled = self.above.checked_mul(100 * 10_i128.pow(decimals))?;
        let mantissa = rounding.divide(scaled, self.below);
        Decimal::try_from_i128_with_scale(mantissa, decimals).ok()
    }
}

/// The rates that lead from an amount to a fee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implied {
    /// What was kept: the amount less the payout.
    pub fee: Amount,
    /// The smallest rate, as a share of the amount.
    pub low: Ratio,
    /// Whether the smallest rate itself is among them.
    pub low_included: bool,
    /// The largest rate, as a share of the amount.
    pub high: Ratio,
    /// Whether the largest rate itself is among them.
    pub high_included: bool,
    /// The rates with the fewest decimals inside; where there are more than [`ROUND_RATES_MAX`], only
    /// those that contracts really name.
    pub round: Vec<Rate>,
    /// How many of so few decimals there are.
    pub round_count: u32,
}

/// More round rates than this are counted and not all listed: they say that the amount is small.
pub const ROUND_RATES_MAX: usize = 12;

/// Contracts write rates with two decimals, rarely with three or four; past six nothing is round.
const DECIMALS_MIN: u32 = 2;
const DECIMALS_MAX: u32 = 6;

/// Why there is no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImpliedError {
    /// The amount is nought or less.
    NotPositive,
    /// More arrived than was charged.
    PayoutAbove,
    /// What was kept is less than the parts that are known.
    BelowFixed,
    /// Past [`AMOUNT_MAX`].
    TooLarge,
}

/// The rate that was charged on `amount`, of which `payout` arrived, when `known` of the difference
/// is known to be no share (fixed parts, surcharges) and the amount is the sum of `count` payments,
/// each rounded by itself.
///
/// # Errors
/// Where there is no such rate.
pub fn implied_rate(
    amount: Amount,
    payout: Amount,
    known: Amount,
    count: u32,
    rounding: Rounding,
) -> Result<Implied, ImpliedError> {
    // Room for the doubling of halves; finer steps are checked where they are made.
    if amount.minor.abs().max(payout.minor.abs()) > AMOUNT_MAX / 100 {
        return Err(ImpliedError::TooLarge);
    }
    if amount.minor <= 0 || payout.minor < 0 {
        return Err(ImpliedError::NotPositive);
    }
    let fee = amount.minor - payout.minor;
    if fee < 0 {
        return Err(ImpliedError::PayoutAbove);
    }
    let share = fee - known.minor;
    if share < 0 {
        return Err(ImpliedError::BelowFixed);
    }
    let count = i128::from(count.max(1));
    // Bounds of the unrounded share in half minor units.
    let (low, high, low_included, high_included) = match rounding {
        Rounding::HalfUp => (2 * share - count, 2 * share + count, true, false),
        Rounding::HalfEven => {
            let both = count > 1 || share % 2 == 0;
            (2 * share - count, 2 * share + count, both, both)
        }
        Rounding::Down => (2 * share, 2 * (share + count), true, false),
        Rounding::Up => (2 * (share - count), 2 * share, false, true),
    };
    let below = 2 * amount.minor;
    let negative = low < 0;
    let low = Ratio {
        above: low.max(0),
        below,
    };
    let high = Ratio {
        above: high.min(below),
        below,
    };
    let low_included = low_included || negative;
    let high_included = high_included || high.above == below;
    let (round, round_count) = round_rates(low, low_included, high, high_included);
    let fee = Amount::new(fee, amount.currency);
    Ok(Implied {
        fee,
        low,
        low_included,
        high,
        high_included,
        round,
        round_count,
    })
}

/// Rates that contracts really name, in hundredths of a per cent (FEES.md sections 1, 2 and 6; the
/// steps between them are agents' offers).
pub(super) const USUAL_RATES: [i64; 42] = [
    20, 22, 25, 30, 35, 38, 40, 42, 43, 45, 48, 50, 52, 53, 55, 58, 60, 62, 63, 65, 68, 70, 72, 75,
    78, 80, 90, 100, 120, 150, 169, 175, 200, 229, 250, 260, 265, 290, 299, 349, 350, 360,
];

/// The rates with the fewest decimals in the interval, but at least two as contracts write them.
fn round_rates(low: Ratio, low_in: bool, high: Ratio, high_in: bool) -> (Vec<Rate>, u32) {
    for decimals in DECIMALS_MIN..=DECIMALS_MAX {
        let scale = 100 * 10_i128.pow(decimals);
        let (Some(from), Some(to)) = (low.above.checked_mul(scale), high.above.checked_mul(scale))
        else {
            break;
        };
        let mut first = Rounding::Up.divide(from, low.below);
        if !low_in && first * low.below == from {
            first += 1;
        }
        let mut last = to / high.below;
        if !high_in && last * high.below == to {
            last -= 1;
        }
        if last < first {
            continue;
        }
        let count = u32::try_from(last - first + 1).unwrap_or(u32::MAX);
        let rate = |mantissa: i128| {
            let percent = Decimal::try_from_i128_with_scale(mantissa, decimals).ok()?;
            Rate::from_percent(percent)
        };
        let many = last - first >= ROUND_RATES_MAX as i128;
        let usual = |mantissa: &i128| {
            USUAL_RATES
                .iter()
                .any(|&usual| i128::from(usual) == *mantissa)
        };
        let rates = if many && decimals == DECIMALS_MIN {
            let last = last.min(i128::from(USUAL_RATES[USUAL_RATES.len() - 1]));
            (first..=last).filter(usual).filter_map(rate).collect()
        } else {
            (first..=last)
                .take(ROUND_RATES_MAX)
                .filter_map(rate)
                .collect()
        };
        return (rates, count);
    }
    (Vec::new(), 0)
}
