//! Payouts by somebody who is neither a bank nor a listed payment firm (二清, CAUSES.md G2).

use rustc_hash::FxHashMap;

use crate::matching::{Bucket, Credit};
use crate::money::Rounding;
use crate::record::Sym;

use super::super::Work;

/// So many payouts of one stranger show that he pays them.
const PAYOUTS_MIN: usize = 3;

/// Strangers keep up to five per cent for themselves, in hundredths of a per cent.
const SHARE_MAX: i128 = 500;

/// The credits of a stranger who pays what is due on the due day less the same share each time.
/// `open` are what no recognised credit met.
pub(super) fn credits(work: &Work<'_>, open: &[&Bucket], unnamed: &[Credit]) -> Vec<Credit> {
    let r = work.records();
    let mut by_party: FxHashMap<Sym, Vec<(i128, Credit)>> = FxHashMap::default();
    for bucket in open {
        let on_the_day = unnamed
            .iter()
            .filter(|credit| credit.day.epoch() == bucket.due && credit.amount < bucket.expected);
        for credit in on_the_day {
            let Some(party) = r.party[credit.row as usize].some() else {
                continue;
            };
            let streams = 1 << bucket.stream.min(63);
            by_party
                .entry(party)
                .or_default()
                .push((bucket.expected, Credit { streams, ..*credit }));
        }
    }
    let mut parties: Vec<Vec<(i128, Credit)>> = by_party.into_values().collect();
    parties.retain(|found| {
        let sums: Vec<(i128, i128)> = found
            .iter()
            .map(|&(expected, credit)| (expected, credit.amount))
            .collect();
        keeps_a_share(&sums)
    });
    // One stranger at most pays the same payouts; two of them prove nothing.
    match parties.pop() {
        Some(only) if parties.is_empty() => only.into_iter().map(|(_, credit)| credit).collect(),
        _ => Vec::new(),
    }
}

/// Whether so many sums, due and received, show that the same share is kept of each.
pub(super) fn keeps_a_share(sums: &[(i128, i128)]) -> bool {
    sums.len() >= PAYOUTS_MIN
        && (1..=SHARE_MAX).any(|share| {
            sums.iter().all(|&(expected, received)| {
                let kept = Rounding::HalfUp.divide(expected * share, 10_000);
                (expected - received - kept).abs() <= 1
            })
        })
}
