//! Payouts that are short by what others are long: rows went from one into the other.

use crate::answer::PayoutState;
use crate::cause::{Cause, Confidence, Why};

use super::super::{Aspect, Claim, Work, count};
use super::{Payout, sums};

/// A row moves into a payout of the same week.
const DAYS_MAX: i32 = 7;

/// Takes out of the payouts `open` those that outweigh each other to the minor unit, each run of them by
/// due day as short as it can be, and adds their line, which is nought.
pub(super) fn run(work: &mut Work<'_>, payouts: &mut [Payout], open: &mut Vec<usize>) {
    let mut order = open.clone();
    order.sort_by_key(|&at| payouts[at].due);
    let missing = |at: usize| payouts[at].expected - payouts[at].received;
    let (mut taken, mut named, mut start) = (Vec::new(), true, 0);
    while start < order.len() {
        let first = order[start];
        let near = order[start..]
            .iter()
            .take_while(|&&at| payouts[at].due.since(payouts[first].due) <= DAYS_MAX);
        let mut sum = 0;
        let run = near.enumerate().find_map(|(nth, &at)| {
            sum += missing(at);
            (sum == 0).then_some(nth + 1)
        });
        let Some(run) = run else {
            start += 1;
            continue;
        };
        let group = &order[start..start + run];
        if !group.iter().all(|&at| may_be_rows(work, &payouts[at])) {
            start += 1;
            continue;
        }
        named &= group.iter().any(|&at| names_rows(work, &payouts[at]));
        taken.extend_from_slice(group);
        start += run;
    }
    let claims: Option<Vec<Claim>> = taken
        .iter()
        .map(|&at| {
            let row = *payouts[at].deposit_rows.first()?;
            Some(Claim::one(row, i64::try_from(missing(at)).ok()?))
        })
        .collect();
    let days = taken.iter().map(|&at| payouts[at].due);
    let (Some(from), Some(to), Some(claims)) = (days.clone().min(), days.max(), claims) else {
        return;
    };
    let short = claims.iter().map(Claim::sum).filter(|&sum| sum > 0).sum();
    let why = Why::Moved {
        payouts: count(&taken),
        from,
        to,
        amount: work.scope.money(short),
    };
    // The rows that moved show it; a bare sum is arithmetic.
    let confidence = if named {
        Confidence::Likely
    } else {
        Confidence::Possible
    };
    let cause = Cause::MergedOrSplitPayout;
    work.line(Aspect::Excess, cause, confidence, why, claims);
    for &at in &taken {
        payouts[at].state = PayoutState::ArrivedExplained;
    }
    open.retain(|at| !taken.contains(at));
}

/// Whether a payout differs by at least its smallest row: rows move whole.
fn may_be_rows(work: &Work<'_>, payout: &Payout) -> bool {
    let nets = payout.settlement_rows.iter().map(|&row| work.net(row));
    let smallest = nets.filter(|&net| net > 0).min();
    let missing = (payout.expected - payout.received).abs();
    smallest.is_some_and(|smallest| missing >= i128::from(smallest))
}

/// Whether a few rows of a payout alone are what it lacks.
fn names_rows(work: &Work<'_>, payout: &Payout) -> bool {
    let missing = payout.expected - payout.received;
    let nets: Vec<(u32, i128)> = payout
        .settlement_rows
        .iter()
        .map(|&row| (row, i128::from(work.net(row))))
        .filter(|&(_, net)| (1..=missing).contains(&net))
        .collect();
    missing > 0 && sums::few(&nets, missing).is_some()
}
