//! Payouts that met credits, and credits that met nothing.

use rustc_hash::FxHashSet;

use crate::answer::PayoutState;
use crate::calendar::Day;
use crate::cause::{Cause, Confidence, Why};

use super::super::{Aspect, Claim, Rest, Work, count};
use super::{Met, Payout, bucket, moved, rounded, short};

/// Runs over everything that met. Returns the payouts.
pub(super) fn run(work: &mut Work<'_>, met: &Met) -> Vec<Payout> {
    held(work, met);
    let mut payouts = Vec::new();
    let mut carried = Vec::new();
    let mut open = Vec::new();
    for found in &met.found {
        let Some(payout) = payout(met, found) else {
            continue;
        };
        let outside = payout
            .settlement_rows
            .iter()
            .filter(|&&row| !work.inside[row as usize]);
        carried.extend(outside.map(|&row| (Claim::one(row, -work.net(row)), payout.due)));
        let missing = payout.expected - payout.received;
        payouts.push(payout);
        if missing != 0 {
            open.push(payouts.len() - 1);
        }
    }
    // The rest of a credit may be for a day before the period that falls due with it, unless it is what
    // another rounding makes of it.
    let rounded = rounded::explains(work, &payouts, &open);
    open.retain(|at| !rounded.contains(at));
    moved::run(work, &mut payouts, &mut open);
    open.retain(|&at| {
        let payout: &mut Payout = &mut payouts[at];
        let missing = payout.expected - payout.received;
        let (Some(&row), Ok(amount)) = (payout.deposit_rows.first(), i64::try_from(missing)) else {
            return true;
        };
        // Exactly the fees more is gross, whatever fell due beside it.
        let gross = missing == -bucket::fees_of(work, &payout.settlement_rows);
        if missing < 0 && !gross && earlier_day_due_on(work, met, payout.due) {
            payout.state = PayoutState::ArrivedExplained;
            carried.push((Claim::one(row, amount), payout.due));
            return false;
        }
        true
    });
    open.extend(rounded);
    open.sort_unstable();
    short::run(work, met.timing.cycle, &mut payouts, open);
    carried.extend(unmatched_credits(work, met));
    carried_in(work, carried);
    payouts
}

fn payout(met: &Met, found: &crate::matching::PayoutMatch) -> Option<Payout> {
    let amounts = found.credits.iter().map(|&at| met.credits[at]);
    let mut payout = Payout {
        due: Day::from_epoch(found.buckets.iter().map(|&at| met.buckets[at].due).max()?),
        expected: 0,
        received: amounts.clone().map(|credit| credit.amount).sum(),
        state: PayoutState::Arrived,
        settlement_rows: Vec::new(),
        deposit_rows: amounts.map(|credit| credit.row).collect(),
    };
    for &at in &found.buckets {
        let bucket = &met.buckets[at];
        payout.expected += bucket.expected;
        payout.settlement_rows.extend(&bucket.rows);
        if found.held_paid {
            payout.expected += bucket.held;
            payout.settlement_rows.extend(&bucket.held_rows);
        }
    }
    Some(payout)
}

fn carried_in(work: &mut Work<'_>, carried: Vec<(Claim, Day)>) {
    let from = carried.iter().map(|&(_, day)| day).min();
    let to = carried.iter().map(|&(_, day)| day).max();
    if let (Some(from), Some(to)) = (from, to) {
        let days: FxHashSet<Day> = carried.iter().map(|&(_, day)| day).collect();
        let why = Why::CarriedIn {
            credits: u32::try_from(days.len()).unwrap_or(u32::MAX),
            from,
            to,
        };
        let claims = carried.into_iter().map(|(claim, _)| claim).collect();
        work.line(
            Aspect::Payout,
            Cause::CarriedIn,
            Confidence::Likely,
            why,
            claims,
        );
    }
}

/// Frozen rows that were not paid with their day.
fn held(work: &mut Work<'_>, met: &Met) {
    let paid: FxHashSet<usize> = met
        .found
        .iter()
        .filter(|found| found.held_paid)
        .flat_map(|found| found.buckets.iter().copied())
        .collect();
    let claims: Vec<Claim> = met
        .buckets
        .iter()
        .enumerate()
        .filter(|(at, _)| !paid.contains(at))
        .flat_map(|(_, bucket)| bucket.held_rows.iter().copied())
        .filter(|&row| work.inside[row as usize])
        .map(|row| Claim::one(row, work.net(row)))
        .collect();
    let why = Why::RiskHold {
        rows: count(&claims),
    };
    work.line(
        Aspect::Payout,
        Cause::RiskHold,
        Confidence::Certain,
        why,
        claims,
    );
}

/// Whether a day before the period is due on `due` as well.
fn earlier_day_due_on(work: &Work<'_>, met: &Met, due: Day) -> bool {
    let rules = super::bucket::rules(work, met.timing.cycle);
    rules.due_of_bucket(work.scope.period.from.plus(-1)) == due
}

/// Credits that met no payout: for takings before the period where they came early enough, else
/// nobody knows what for.
fn unmatched_credits(work: &mut Work<'_>, met: &Met) -> Vec<(Claim, Day)> {
    let seen: FxHashSet<usize> = met
        .found
        .iter()
        .flat_map(|found| found.credits.iter().copied())
        .collect();
    // The last day before the period is due on this day at the latest.
    let rules = super::bucket::rules(work, met.timing.cycle);
    let last = rules
        .due_of_bucket(work.scope.period.from.plus(-1))
        .max(work.scope.period.from);
    let mut carried = Vec::new();
    for (at, credit) in met.credits.iter().enumerate() {
        let Ok(amount) = i64::try_from(-credit.amount) else {
            continue;
        };
        if seen.contains(&at) {
            continue;
        }
        if credit.day <= last {
            carried.push((Claim::one(credit.row, amount), credit.day));
        } else {
            work.rests.push(Rest {
                due: Some(credit.day.epoch()),
                amount: i128::from(amount),
                rows: vec![credit.row],
            });
        }
    }
    carried
}
