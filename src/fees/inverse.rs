//! Backwards: what to charge so that a sum arrives.

use crate::money::{Amount, Rate};
use crate::settings::{Contract, InstantPer, TierBoundary};

use super::exact::AMOUNT_MAX;
use super::quote::{QuoteError, Sale, quote_with};
use super::table::{FeeTable, minor_of};

/// Amounts that lead to the same payout: `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The smallest.
    pub first: Amount,
    /// The largest.
    pub last: Amount,
}

/// The amounts that let a sum arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inverse {
    /// Every amount, in rising order; empty where no amount lets exactly that sum arrive.
    pub spans: Vec<Span>,
    /// Where there is none: the amount that lets the next smaller sum arrive, and that sum.
    pub below: Option<(Amount, Amount)>,
    /// Where there is none: the amount that lets the next larger sum arrive, and that sum.
    pub above: Option<(Amount, Amount)>,
}

/// Why nothing can be said backwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InverseError {
    /// A sum of nought or less.
    NotPositive,
    /// The contract does not say which rule holds.
    Quote(QuoteError),
    /// The rates take so much that many amounts lead to one payout: see [`SHARE_MAX_PERCENT`].
    TooSteep,
}

/// Rates that together take more than this are not worked backwards: one more fen charged would then
/// raise the payout by less than a tenth, and [`SCAN`] would not reach every solution.
const SHARE_MAX_PERCENT: i64 = 90;

/// How far around the crossing the payout is tried amount by amount. At most four parts of a fee are
/// rounded, so that the payout strays from a straight line by at most four minor units, which a slope
/// of a tenth makes up for within forty steps.
const SCAN: i128 = 64;

/// Every amount of which exactly `target` arrives, when it is settled as `sale` is (whose own amount
/// is not looked at).
///
/// # Errors
/// Where the contract has no rule, and where the rates leave next to nothing.
pub fn charge_for(
    contract: &Contract,
    sale: Sale,
    target: Amount,
) -> Result<Inverse, InverseError> {
    if target.minor <= 0 {
        return Err(InverseError::NotPositive);
    }
    if target.minor > AMOUNT_MAX / 100 {
        return Err(InverseError::Quote(QuoteError::TooLarge));
    }
    if steepest(contract) > rust_decimal::Decimal::from(SHARE_MAX_PERCENT) {
        return Err(InverseError::TooSteep);
    }
    let table = FeeTable::new(contract, target.currency);
    let net = |minor: i128| {
        let amount = Amount::new(minor, target.currency);
        quote_with(contract, &table, Sale { amount, ..sale }).map(|quote| quote.net.minor)
    };
    let mut tried = Vec::new();
    let mut refusal = None;
    for (low, high) in segments(contract, target) {
        match solve(&net, low, high, target.minor) {
            Ok(found) => tried.extend(found),
            Err(error) => refusal = Some(error),
        }
    }
    if let (true, Some(error)) = (tried.is_empty(), refusal) {
        return Err(InverseError::Quote(error));
    }
    Ok(collect(&tried, target))
}

/// The most that all shares of the contract take together, in per cent.
fn steepest(contract: &Contract) -> rust_decimal::Decimal {
    let rule = contract
        .rates
        .iter()
        .map(|rule| rule.percent)
        .max()
        .unwrap_or(Rate::ZERO);
    let payout = contract
        .payout_fee
        .and_then(|fee| fee.percent)
        .unwrap_or(Rate::ZERO);
    let instant = contract.instant_percent.unwrap_or(Rate::ZERO);
    rule.percent() + payout.percent() + instant.percent()
}

/// The stretches of amounts in which one tier holds: the payout may jump only between them.
fn segments(contract: &Contract, target: Amount) -> Vec<(i128, i128)> {
    let shift = i128::from(contract.tier_boundary == TierBoundary::AtMost);
    let mut starts: Vec<i128> = contract
        .rates
        .iter()
        .filter_map(|rule| Some(minor_of(rule.above?, target.currency) + shift))
        .filter(|&start| start > 1)
        .chain([1])
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let ends = starts
        .iter()
        .skip(1)
        .map(|&next| next - 1)
        .chain([AMOUNT_MAX]);
    starts.iter().copied().zip(ends).collect()
}

/// Amounts near the place where the payout reaches `target`, with their payouts.
fn solve(
    net: &impl Fn(i128) -> Result<i128, QuoteError>,
    low: i128,
    high: i128,
    target: i128,
) -> Result<Vec<(i128, i128)>, QuoteError> {
    let (mut below, mut reached) = (low - 1, high);
    while reached - below > 1 {
        let middle = below + (reached - below) / 2;
        if net(middle)? >= target {
            reached = middle;
        } else {
            below = middle;
        }
    }
    let from = (reached - SCAN).max(low);
    let to = (reached + SCAN).min(high);
    (from..=to)
        .map(|amount| Ok((amount, net(amount)?)))
        .collect()
}

fn collect(tried: &[(i128, i128)], target: Amount) -> Inverse {
    let amount = |minor: i128| Amount::new(minor, target.currency);
    let mut spans: Vec<Span> = Vec::new();
    for &(charged, _) in tried.iter().filter(|&&(_, net)| net == target.minor) {
        match spans.last_mut() {
            Some(span) if span.last.minor + 1 == charged => span.last = amount(charged),
            _ => spans.push(Span {
                first: amount(charged),
                last: amount(charged),
            }),
        }
    }
    let (mut below, mut above) = (None, None);
    if spans.is_empty() {
        let pair = |&(charged, net): &(i128, i128)| (amount(charged), amount(net));
        let less = tried
            .iter()
            .filter(|(_, net)| (1..target.minor).contains(net));
        below = less
            .max_by_key(|&&(charged, net)| (net, -charged))
            .map(pair);
        let more = tried.iter().filter(|&&(_, net)| net > target.minor);
        above = more.min_by_key(|&&(charged, net)| (net, charged)).map(pair);
    }
    Inverse {
        spans,
        below,
        above,
    }
}

/// What a contract takes from `count` payments whatever their size, paid out together: the parts of a
/// fee that are known before the rate is.
#[must_use]
pub fn fixed_parts(contract: &Contract, sale: Sale, count: u32) -> i128 {
    let currency = sale.amount.currency;
    let minor = |amount| minor_of(amount, currency);
    let payments = i128::from(count.max(1));
    let table = FeeTable::new(contract, currency);
    let fixed = table
        .rule_for(sale.tender, sale.amount.minor)
        .map_or(0, |rule| rule.fixed);
    let (mut each, mut once) = (fixed, 0);
    if sale.instant {
        let instant = contract.instant_fee.map_or(0, minor);
        match contract.instant_per {
            InstantPer::Transaction => each += instant,
            InstantPer::Payout => once += instant,
        }
    }
    let night = match (contract.night_fee, sale.time) {
        (Some(night), Some(time)) if sale.instant && night.applies(time) => minor(night.amount),
        _ => 0,
    };
    let payout = contract
        .payout_fee
        .filter(|fee| !fee.outside)
        .map_or(0, |fee| minor(fee.fixed));
    (each + night) * payments + once + payout
}
