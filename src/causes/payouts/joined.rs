//! Days that were paid in one credit, and days that were paid in several: nothing is wrong, and nobody
//! finds them again who does not know it (CAUSES.md A14).

use std::collections::BTreeMap;

use crate::calendar::Day;
use crate::cause::{Cause, Confidence, Why};
use crate::matching::PayoutMatch;

use super::super::{Aspect, Claim, Work, count};
use super::Met;

/// Adds the line of days that came together and the line of days that came in pieces. Both are nought:
/// their rows outweigh their credits.
pub(super) fn run(work: &mut Work<'_>, met: &Met) {
    let (mut together, mut apart) = (Vec::new(), Vec::new());
    let mut parts: BTreeMap<usize, Vec<&PayoutMatch>> = BTreeMap::new();
    for found in met.found.iter().filter(|found| is_exact(met, found)) {
        let mut whole = found.buckets.iter().map(|&at| met.buckets[at].part_of);
        if dues(met, &[found]).len() > 1 {
            together.push(found);
        } else if found.credits.len() > 1 {
            apart.push(found);
        } else if let Some(Some(whole)) = whole.next() {
            parts.entry(whole).or_default().push(found);
        }
    }
    let several = parts.into_values().filter(|parts| parts.len() > 1);
    apart.extend(several.flatten());
    for found in [together, apart] {
        line(work, met, &found);
    }
}

/// Whether credits and rows agree to the minor unit, and nobody else's credits would as well.
fn is_exact(met: &Met, found: &PayoutMatch) -> bool {
    let expected = found.buckets.iter().map(|&at| {
        let held = if found.held_paid {
            met.buckets[at].held
        } else {
            0
        };
        met.buckets[at].expected + held
    });
    let received = found.credits.iter().map(|&at| met.credits[at].amount);
    found.sets == 1 && !found.credits.is_empty() && expected.sum::<i128>() == received.sum()
}

/// The due days of what met, in order.
fn dues(met: &Met, found: &[&PayoutMatch]) -> Vec<i32> {
    let buckets = found.iter().flat_map(|found| &found.buckets);
    let mut dues: Vec<i32> = buckets.map(|&at| met.buckets[at].due).collect();
    dues.sort_unstable();
    dues.dedup();
    dues
}

fn line(work: &mut Work<'_>, met: &Met, found: &[&PayoutMatch]) {
    let dues = dues(met, found);
    let (Some(&from), Some(&to)) = (dues.first(), dues.last()) else {
        return;
    };
    let mut claims = Vec::new();
    for found in found {
        for &at in &found.buckets {
            let bucket = &met.buckets[at];
            let held = bucket.held_rows.iter().filter(|_| found.held_paid);
            let rows = bucket.rows.iter().chain(held);
            claims.extend(rows.map(|&row| Claim::one(row, work.net(row))));
        }
    }
    let credits: Vec<Claim> = found
        .iter()
        .flat_map(|found| &found.credits)
        .filter_map(|&at| {
            let credit = met.credits[at];
            Some(Claim::one(credit.row, i64::try_from(-credit.amount).ok()?))
        })
        .collect();
    let why = Why::Joined {
        days: count(&dues),
        credits: count(&credits),
        from: Day::from_epoch(from),
        to: Day::from_epoch(to),
    };
    claims.extend(credits);
    if claims.iter().map(Claim::sum).sum::<i128>() == 0 {
        let cause = Cause::MergedOrSplitPayout;
        work.line(Aspect::Arrival, cause, Confidence::Likely, why, claims);
    }
}
