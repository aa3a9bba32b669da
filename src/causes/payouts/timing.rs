//! Under which cycle and by which clock the payouts arrive on time.

use rustc_hash::FxHashSet;

use crate::calendar::Cycle;
use crate::cause::Assumption;
use crate::matching::Bucket;
use crate::record::Kind;

use super::super::Work;
use super::{Met, bucket};

/// A cycle, and how many seconds the bill's clock has to be moved to be the shop's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timing {
    pub(super) cycle: Cycle,
    pub(super) shift: i64,
}

/// Cycles that contracts have, in the order they are tried (FEES.md section 5).
const CYCLES: [Cycle; 5] = [
    Cycle {
        working_days: true,
        days: 1,
    },
    Cycle {
        working_days: false,
        days: 1,
    },
    Cycle {
        working_days: false,
        days: 0,
    },
    Cycle {
        working_days: true,
        days: 2,
    },
    Cycle {
        working_days: true,
        days: 0,
    },
];

/// So many payouts on time show a cycle; fewer may be chance.
const ON_TIME_MIN: usize = 3;

/// Clocks that differ by less were set by people; time zones differ by whole hours, a few by a
/// half.
const ZONE_SECONDS: i64 = 1_800;

/// A zone's difference is exact but for the seconds between two machines and a clock set by hand.
const ZONE_TOLERANCE: i64 = 300;

/// So many pairs show a time zone.
const ZONE_PAIRS_MIN: usize = 3;

/// The farthest that two time zones lie apart.
const ZONE_SECONDS_MAX: i64 = 26 * 3600;

/// How well buckets and credits fit.
struct Fit {
    on_time: usize,
    /// There to the minor unit, on whichever day.
    exact: usize,
    /// Due within the statement and not there on its day to the minor unit.
    off: usize,
}

fn fit(work: &Work<'_>, met: &Met) -> Fit {
    let end = work.scope.statement.to.epoch();
    let start = work.scope.statement.from.epoch();
    let (mut on_time, mut exact, mut off) = (0, 0, 0);
    let mut seen = vec![false; met.buckets.len()];
    for found in &met.found {
        for &at in &found.buckets {
            seen[at] = true;
        }
        let due = found.buckets.iter().map(|&at| met.buckets[at].due).max();
        let expected: i128 = found
            .buckets
            .iter()
            .map(|&at| met.buckets[at].expected)
            .sum();
        let received: i128 = found.credits.iter().map(|&at| met.credits[at].amount).sum();
        let day = found
            .credits
            .iter()
            .map(|&at| met.credits[at].day.epoch())
            .max();
        if found.credits.is_empty() {
            continue;
        }
        exact += usize::from(expected == received);
        if expected == received && day == due {
            on_time += 1;
        } else {
            off += 1;
        }
    }
    off += met
        .buckets
        .iter()
        .zip(&seen)
        .filter(|(bucket, seen)| {
            !**seen && !bucket.rows.is_empty() && (start..=end).contains(&bucket.due)
        })
        .count();
    Fit {
        on_time,
        exact,
        off,
    }
}

/// How many payouts arrived to the minor unit: first those on the day they were due, then with those
/// that were late.
pub(super) fn arrived(work: &Work<'_>, met: &Met) -> (usize, usize) {
    let fit = fit(work, met);
    (fit.on_time, fit.exact)
}

/// Matches under the contract's cycle, and where hardly a payout is on time, under the others: the
/// one by which every payout is on time is the one in force.
pub(super) fn best(work: &Work<'_>) -> Met {
    let agreed = work.scope.contract.settlement.cycle;
    let zone = zone_seconds(work);
    let first = Met::new(
        work,
        Timing {
            cycle: agreed,
            shift: 0,
        },
    );
    let known = fit(work, &first);
    if known.off == 0 {
        return first;
    }
    if zone != 0 {
        let moved = Met::new(
            work,
            Timing {
                cycle: agreed,
                shift: -zone,
            },
        );
        let fit = fit(work, &moved);
        if fit.on_time > known.on_time && fit.off < known.off {
            return moved;
        }
    }
    // Where the bill lists its own payouts, they say it.
    if let Some(cycle) = listed(work, agreed) {
        return Met::new(work, Timing { cycle, shift: 0 });
    }
    // One payout that failed is no other cycle: most must be off, and all fit by the other.
    if known.off < ON_TIME_MIN.min(known.on_time + 2) {
        return first;
    }
    for cycle in CYCLES.into_iter().filter(|&cycle| cycle != agreed) {
        let other = Met::new(work, Timing { cycle, shift: 0 });
        let fit = fit(work, &other);
        if fit.on_time >= ON_TIME_MIN && fit.off == 0 && fit.on_time > known.on_time {
            return other;
        }
    }
    first
}

/// The cycle by which everything that fell due is a payout that the bill lists, on its day and with its
/// sum, where the contract's cycle is not such a one.
fn listed(work: &Work<'_>, agreed: Cycle) -> Option<Cycle> {
    let r = work.records();
    let rows = work.scope.bill.iter().map(|&row| row as usize);
    let paid: FxHashSet<(i32, i128)> = rows
        .filter(|&row| r.kind[row] == Kind::Payout)
        .map(|row| (r.day[row].epoch(), i128::from(r.amount[row]).abs()))
        .collect();
    let last = paid.iter().map(|&(day, _)| day).max()?;
    let fits = |cycle: &Cycle| {
        let (buckets, _) = bucket::buckets(
            work,
            Timing {
                cycle: *cycle,
                shift: 0,
            },
        );
        let due = |bucket: &&Bucket| bucket.due <= last && bucket.expected > 0;
        let mut due = buckets.iter().filter(due).peekable();
        due.peek().is_some() && due.all(|bucket| paid.contains(&(bucket.due, bucket.expected)))
    };
    let others = || CYCLES.into_iter().filter(|&cycle| cycle != agreed);
    if fits(&agreed) {
        None
    } else {
        others().find(fits)
    }
}

/// How far the bill's clock is ahead of the register's in whole zones; nought where it is not.
fn zone_seconds(work: &Work<'_>) -> i64 {
    let r = work.records();
    let instant = |row: u32| {
        let time = r.time(row as usize)?;
        Some(i64::from(r.day[row as usize].epoch()) * 86_400 + i64::from(time.seconds()))
    };
    let mut apart: Vec<i64> = work
        .matched
        .pairs
        .iter()
        .filter_map(|pair| Some(instant(pair.settled)? - instant(pair.booked)?))
        .collect();
    if apart.len() < ZONE_PAIRS_MIN {
        return 0;
    }
    apart.sort_unstable();
    let middle = apart[apart.len() / 2];
    let zones = (middle + middle.signum() * ZONE_SECONDS / 2) / ZONE_SECONDS;
    let zone = zones * ZONE_SECONDS;
    let near = |apart: &&i64| (*apart - zone).abs() <= ZONE_TOLERANCE;
    let all = apart.iter().filter(near).count() * 10 >= apart.len() * 9;
    if all && zone.abs() <= ZONE_SECONDS_MAX && zone.abs() >= 2 * ZONE_SECONDS {
        zone
    } else {
        0
    }
}

/// What has to be said about the timing that was used.
pub(super) fn said(work: &Work<'_>, timing: Timing) -> Vec<Assumption> {
    let agreed = work.scope.contract.settlement.cycle;
    let mut said = Vec::new();
    if timing.cycle != agreed {
        said.push(Assumption::CycleDiffers {
            agreed,
            shown: timing.cycle,
        });
    }
    let zone = zone_seconds(work);
    if zone != 0 {
        said.push(Assumption::ClockDiffers {
            minutes: i32::try_from(zone / 60).unwrap_or(0),
        });
    }
    said
}
