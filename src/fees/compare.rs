//! Two or more plans side by side over her own mix, and the ticket sizes at which the cheaper one
//! changes, found exactly.

use crate::money::{Amount, Currency};
use crate::record::Tender;
use crate::settings::{Contract, TierBoundary};

use super::quote::{QuoteError, Sale, quote_with};
use super::table::{FeeTable, Rule};

/// A line of her mix: so many payments of one size by one tender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MixLine {
    /// How they are paid.
    pub tender: Tender,
    /// How large each is.
    pub ticket: Amount,
    /// How many there are.
    pub count: u32,
}

/// What a mix costs under one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanCost {
    /// The fees of each line of the mix, or why there are none.
    pub lines: Vec<Result<Amount, QuoteError>>,
    /// Their sum; of the lines that have one.
    pub fee: Amount,
    /// The sum of the mix; of the same lines.
    pub amount: Amount,
}

/// What a mix costs under a plan, each payment charged by itself, paid out at `T+n`.
#[must_use]
pub fn cost_of(contract: &Contract, mix: &[MixLine], currency: Currency) -> PlanCost {
    let table = FeeTable::new(contract, currency);
    let contract = Contract {
        payout_fee: None,
        ..contract.clone()
    };
    let (mut fee, mut amount) = (0_i128, 0_i128);
    let lines = mix
        .iter()
        .map(|line| {
            let sale = Sale {
                tender: line.tender,
                amount: line.ticket,
                instant: false,
                time: None,
            };
            let quote = quote_with(&contract, &table, sale)?;
            let times = |minor: i128| {
                minor
                    .checked_mul(i128::from(line.count))
                    .ok_or(QuoteError::TooLarge)
            };
            let (line_fee, line_amount) = (times(quote.fee.minor)?, times(line.ticket.minor)?);
            fee = fee.checked_add(line_fee).ok_or(QuoteError::TooLarge)?;
            amount = amount
                .checked_add(line_amount)
                .ok_or(QuoteError::TooLarge)?;
            Ok(Amount::new(line_fee, currency))
        })
        .collect();
    PlanCost {
        lines,
        fee: Amount::new(fee, currency),
        amount: Amount::new(amount, currency),
    }
}

/// Numerator and denominator of an amount in minor units.
pub type Fraction = (i128, i128);

/// Which of two plans is cheaper, before rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cheaper {
    /// The first.
    First,
    /// The second.
    Second,
    /// Neither.
    Equal,
}

/// A stretch of ticket sizes in which one plan is cheaper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The smallest whole amount in it.
    pub from: Amount,
    /// Which plan is cheaper from there.
    pub cheaper: Cheaper,
    /// Where two fees meet between two whole amounts: the exact ticket, as a fraction of minor units.
    pub crossing: Option<Fraction>,
}

/// No ticket is larger than this when break-even points are sought: a hundred thousand million.
const TICKET_MAX: i128 = 10_i128.pow(13);

/// The stretches of ticket sizes of one tender, from the smallest amount up: where each begins and
/// which plan is cheaper in it. Two plans break even where one stretch ends and the next begins.
///
/// Compared are the fees before rounding, which are straight lines between cap, minimum and tier
/// boundaries; rounding can move a single fee by half a minor unit.
///
/// # Errors
/// Where a plan has no rule for the tender.
pub fn break_even(
    first: &Contract,
    second: &Contract,
    tender: Tender,
    currency: Currency,
) -> Result<Vec<Stretch>, QuoteError> {
    let tables = [
        FeeTable::new(first, currency),
        FeeTable::new(second, currency),
    ];
    let unit = tables[0].unit().max(tables[1].unit());
    let curves = [
        Curve::of(first, &tables[0], tender, currency, unit)?,
        Curve::of(second, &tables[1], tender, currency, unit)?,
    ];
    let mut starts: Vec<i128> = curves
        .iter()
        .flat_map(|curve| curve.pieces.iter().map(|piece| piece.from))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let mut stretches: Vec<Stretch> = Vec::new();
    for (index, &from) in starts.iter().enumerate() {
        let to = starts.get(index + 1).map_or(TICKET_MAX, |next| next - 1);
        let slope = curves[0].at(from).slope - curves[1].at(from).slope;
        let base = curves[0].at(from).base - curves[1].at(from).base;
        for (from, sign, crossing) in signs(slope, base, from, to) {
            let cheaper = match sign {
                -1 => Cheaper::First,
                1 => Cheaper::Second,
                _ => Cheaper::Equal,
            };
            if stretches.last().is_none_or(|last| last.cheaper != cheaper) {
                stretches.push(Stretch {
                    from: Amount::new(from, currency),
                    cheaper,
                    crossing,
                });
            }
        }
    }
    Ok(stretches)
}

/// Where `slope × a + base` changes its sign in `from..=to`: at most three stretches.
fn signs(slope: i128, base: i128, from: i128, to: i128) -> Vec<(i128, i128, Option<Fraction>)> {
    let at = |a: i128| (slope * a + base).signum();
    let mut found = vec![(from, at(from), None)];
    if slope == 0 {
        return found;
    }
    // The root is -base / slope; its whole neighbours are where the sign may change.
    let root = (-base).div_euclid(slope);
    let exact = root * slope == -base;
    let mut push = |a: i128| {
        if a > from && a <= to {
            let crossing = if exact {
                (root, 1)
            } else {
                reduced(-base, slope)
            };
            found.push((a, at(a), Some(crossing)));
        }
    };
    push(root);
    push(root + 1);
    found
}

fn reduced(above: i128, below: i128) -> Fraction {
    let (mut a, mut b) = (above.unsigned_abs(), below.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    // The divisor divides an i128, so it is one.
    let divisor = i128::try_from(a).unwrap_or(1) * below.signum();
    (above / divisor, below / divisor)
}

/// The fee before rounding, in `1 / unit` minor units, as a line: `slope × amount + base`.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// The smallest whole amount it holds for.
    from: i128,
    slope: i128,
    base: i128,
}

struct Curve {
    /// In rising order; the first begins at 1.
    pieces: Vec<Piece>,
}

impl Curve {
    fn of(
        contract: &Contract,
        table: &FeeTable,
        tender: Tender,
        currency: Currency,
        unit: i128,
    ) -> Result<Self, QuoteError> {
        let shift = i128::from(contract.tier_boundary == TierBoundary::AtMost);
        let mut starts: Vec<i128> = contract
            .rates
            .iter()
            .filter_map(|rule| Some(super::table::minor_of(rule.above?, currency) + shift))
            .filter(|&start| start > 1 && start <= TICKET_MAX)
            .chain([1])
            .collect();
        starts.sort_unstable();
        starts.dedup();
        let mut pieces = Vec::new();
        for (index, &from) in starts.iter().enumerate() {
            let to = starts.get(index + 1).map_or(TICKET_MAX, |next| next - 1);
            let rule = table
                .rule_for(tender, from)
                .ok_or(QuoteError::NoRule(tender))?;
            lines_of(rule, from, to, unit, &mut pieces);
        }
        Ok(Self { pieces })
    }

    fn at(&self, amount: i128) -> Piece {
        let next = self.pieces.partition_point(|piece| piece.from <= amount);
        self.pieces
            .get(next.saturating_sub(1))
            .copied()
            .unwrap_or(Piece {
                from: 1,
                slope: 0,
                base: 0,
            })
    }
}

/// Minimum, rate and cap of one rule as lines.
fn lines_of(rule: &Rule, from: i128, to: i128, unit: i128, pieces: &mut Vec<Piece>) {
    let percent = rule.rate.percent();
    let slope = percent.mantissa() * (unit / 10_i128.pow(percent.scale() + 2));
    // Caps past every ticket play no part, and would leave 128 bits.
    let bound = |minor: i128| minor.min(TICKET_MAX) * unit;
    let (min, cap) = (bound(rule.min.unwrap_or(0)), rule.cap.map(bound));
    let fixed = bound(rule.fixed);
    let mut push = |start: i128, slope: i128, base: i128| {
        let start = start.max(from);
        if start <= to {
            pieces.retain(|piece| piece.from < start);
            pieces.push(Piece {
                from: start,
                slope,
                base: base + fixed,
            });
        }
    };
    if cap.is_some_and(|cap| cap <= min) {
        push(from, 0, min);
        return;
    }
    push(from, 0, min);
    if slope > 0 {
        // The first whole amount whose share reaches the minimum, and the cap.
        push(
            min.div_euclid(slope) + i128::from(min % slope != 0),
            slope,
            0,
        );
        if let Some(cap) = cap {
            push(cap.div_euclid(slope) + i128::from(cap % slope != 0), 0, cap);
        }
    }
}
