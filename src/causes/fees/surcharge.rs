//! Surcharges of same-day settlement on single sales.

use rustc_hash::FxHashSet;

use crate::cause::{Cause, Confidence, Why};
use crate::fees::minor_of;
use crate::money::Rounding;
use crate::record::Flags;
use crate::settings::InstantPer;

use super::super::{Aspect, Work, count};
use super::{Charged, excesses};

/// Surcharges for same-day settlement that agents' price lists show, in minor units of CNY
/// (CAUSES.md A3: 1, 2 or 3 yuan).
pub(super) const INSTANT_FEES: [i64; 3] = [1_00, 2_00, 3_00];

/// Adds the lines of the rows that were charged what the contract names for same-day settlement, and
/// of those that the bill marks as such and that bear a usual surcharge. Returns these rows.
pub(super) fn run(work: &mut Work<'_>, sales: &[Charged]) -> FxHashSet<u32> {
    let (mut agreed, mut marked) = (Vec::new(), Vec::new());
    for charged in sales.iter().filter(|charged| charged.excess() > 0) {
        let flags = work.records().flags[charged.row as usize];
        if by_contract(work, charged) {
            agreed.push(*charged);
        } else if flags.has(Flags::INSTANT) && INSTANT_FEES.contains(&charged.excess()) {
            marked.push(*charged);
        }
    }
    let taken = agreed.iter().chain(&marked).map(|c| c.row).collect();
    for (rows, confidence) in [(agreed, Confidence::Likely), (marked, Confidence::Possible)] {
        work.line(
            Aspect::Excess,
            Cause::FeeInstant,
            confidence,
            Why::FeeInstant { rows: count(&rows) },
            excesses(&rows),
        );
    }
    taken
}

/// Whether the excess is the contract's surcharge, the night's included where it is night.
fn by_contract(work: &Work<'_>, charged: &Charged) -> bool {
    let (contract, currency) = (&work.scope.contract, work.scope.currency);
    let minor = |amount| minor_of(amount, currency);
    let mut surcharge = 0;
    if contract.instant_per == InstantPer::Transaction {
        surcharge += contract.instant_fee.map_or(0, minor);
        surcharge += contract
            .instant_percent
            .and_then(|rate| rate.of(i128::from(charged.amount), Rounding::HalfUp))
            .unwrap_or(0);
    }
    let time = work.records().time(charged.row as usize);
    let night = contract
        .night_fee
        .filter(|night| time.is_some_and(|time| night.applies(time)))
        .map_or(0, |night| minor(night.amount));
    let excess = i128::from(charged.excess());
    [surcharge, night, surcharge + night]
        .into_iter()
        .any(|sum| sum > 0 && sum == excess)
}
