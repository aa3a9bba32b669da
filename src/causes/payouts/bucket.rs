//! What is due when, and in which parts it may come.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::calendar::{Cycle, Day, Rail, SettlementRules, TimeOfDay};
use crate::fees::minor_of;
use crate::matching::{Bucket, Payers};
use crate::money::Rounding;
use crate::record::{Flags, Kind, Sym};
use crate::settings::InstantPer;

use super::super::Work;
use super::Timing;

/// A day's limit is tried on so many rows at most: the work grows with their square, and a shop that
/// settles more at once has its payouts numbered.
const LIMITED_ROWS_MAX: usize = 300;

/// Sales that are paid one by one are at most so many a day.
const EACH_ROWS_MAX: usize = 2_000;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Rows that the bill pays out: everything but payouts themselves and what never took place.
pub(super) fn settles(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Payout | Kind::Failed | Kind::PreAuth | Kind::Credit | Kind::Debit
    )
}

/// The rules of the contract under another cycle.
pub(super) fn rules(work: &Work<'_>, cycle: Cycle) -> SettlementRules {
    SettlementRules {
        cycle,
        ..work.scope.contract.settlement.clone()
    }
}

/// A row's day and time by the shop's own clock.
pub(super) fn when(work: &Work<'_>, row: usize, timing: Timing) -> (Day, Option<TimeOfDay>) {
    let r = work.records();
    let (day, time) = (r.day[row], r.time(row));
    let Some(seconds) = time.filter(|_| timing.shift != 0) else {
        return (day, time);
    };
    let instant = i64::from(day.epoch()) * DAY + i64::from(seconds.seconds()) + timing.shift;
    let moved = i32::try_from(instant.div_euclid(DAY)).unwrap_or(day.epoch());
    let seconds = u32::try_from(instant.rem_euclid(DAY)).unwrap_or(0);
    (Day::from_epoch(moved), TimeOfDay::from_seconds(seconds))
}

/// The settled rows by provider and due day, and a year without a published calendar where one was
/// touched. Rows of one payout number fall due together.
pub(super) fn buckets(work: &Work<'_>, timing: Timing) -> (Vec<Bucket>, Option<i32>) {
    let r = work.records();
    let rules = rules(work, timing.cycle);
    let source = if work.scope.has_bill {
        &work.scope.bill
    } else {
        &work.scope.register
    };
    let payers = Payers::of(work.book);
    let streams: FxHashMap<_, u16> = work
        .book
        .files
        .iter()
        .map(|entry| (entry.id, payers.stream(&entry.report.format)))
        .collect();
    let payout_days = payout_days(work);
    let mut by_due: BTreeMap<(i32, u16, u32), Bucket> = BTreeMap::new();
    let mut by_number: BTreeMap<(u16, u32), Bucket> = BTreeMap::new();
    let mut numbers: Vec<Sym> = Vec::new();
    let mut estimate = None;
    // A due day costs a walk through the calendar, and a day's rows share theirs.
    let mut last = None;
    for &row in source {
        let at = row as usize;
        if !settles(r.kind[at]) || work.is_left_out(row) {
            continue;
        }
        let due = match (work.scope.paid_on.get(&row), r.settled(at)) {
            // A settlement file names the day of the payment itself.
            (Some(&day), _) => day,
            (None, Some(settled)) => rules.due_of_bucket(settled),
            (None, None) => {
                let (day, time) = when(work, at, timing);
                let rail = r.tender[at].rail();
                let late = time.is_some_and(|time| match rail {
                    Rail::Card => time > rules.card_cutoff,
                    Rail::Qr => time > rules.qr_cutoff,
                });
                let instant = r.flags[at].has(Flags::INSTANT);
                let key = (day, late, instant);
                match last {
                    Some((known, due)) if known == key => due,
                    // Same-day settlement knows no cut-off and no weekend.
                    _ if instant => day,
                    _ => {
                        let due = rules.due(day, time, rail);
                        if due.estimate {
                            estimate = Some(due.day.ymd().0);
                        }
                        last = Some((key, due.day));
                        due.day
                    }
                }
            }
        };
        let stream = streams.get(&r.file[at]).copied().unwrap_or(0);
        let net = i128::from(work.net(row));
        let id = r.payout_id[at].some();
        let (due, number) = match (id, id.and_then(|id| payout_days.get(&id))) {
            (Some(id), Some(&day)) => (day, number_of(&mut numbers, id)),
            (Some(id), None) => {
                // The bill says which payout, and by its own day when; else the last row does.
                let due = r.settled(at).unwrap_or(due).epoch();
                let bucket = by_number.entry((stream, number_of(&mut numbers, id)));
                let bucket = bucket.or_insert_with(|| Bucket {
                    due,
                    stream,
                    ..Bucket::default()
                });
                bucket.due = bucket.due.max(due);
                put(work, bucket, row, net);
                continue;
            }
            (None, _) => (due, 0),
        };
        let bucket = by_due
            .entry((due.epoch(), stream, number))
            .or_insert_with(|| Bucket {
                due: due.epoch(),
                stream,
                ..Bucket::default()
            });
        put(work, bucket, row, net);
    }
    by_due.extend(
        by_number
            .into_iter()
            .map(|((stream, number), bucket)| ((bucket.due, stream, number), bucket)),
    );
    (by_due.into_values().collect(), estimate)
}

fn put(work: &Work<'_>, bucket: &mut Bucket, row: u32, net: i128) {
    if work.records().flags[row as usize].has(Flags::HELD) {
        bucket.held += net;
        bucket.held_rows.push(row);
    } else {
        bucket.expected += net;
        bucket.fees += i128::from(work.records().amount[row as usize]) - net;
        bucket.outside += if work.inside[row as usize] { 0 } else { net };
        bucket.rows.push(row);
    }
}

/// A number for a payout in order of time: symbols depend on the order of loading.
fn number_of(numbers: &mut Vec<Sym>, id: Sym) -> u32 {
    let place = numbers.iter().position(|&known| known == id);
    let place = place.unwrap_or_else(|| {
        numbers.push(id);
        numbers.len() - 1
    });
    u32::try_from(place + 1).unwrap_or(u32::MAX)
}

/// The days of the payouts that the bill lists as rows of their own, by their number.
fn payout_days(work: &Work<'_>) -> FxHashMap<Sym, Day> {
    let r = work.records();
    let mut days = FxHashMap::default();
    for &row in &work.scope.bill {
        let at = row as usize;
        if r.kind[at] == Kind::Payout
            && let Some(id) = r.payout_id[at].some()
        {
            days.entry(id)
                .or_insert_with(|| r.settled(at).unwrap_or(r.day[at]));
        }
    }
    days
}

/// What the contract takes off a payout of this size as such.
pub(super) fn agreed_charge(work: &Work<'_>, expected: i128, cycle: Cycle) -> i128 {
    let contract = &work.scope.contract;
    let minor = |amount| minor_of(amount, work.scope.currency);
    let share = |rate: Option<crate::money::Rate>| {
        rate.and_then(|rate| rate.of(expected, Rounding::HalfUp))
            .unwrap_or(0)
    };
    let mut charge = 0;
    if let Some(fee) = contract.payout_fee.filter(|fee| !fee.outside) {
        charge += minor(fee.fixed) + share(fee.percent);
    }
    if contract.instant_per == InstantPer::Payout && cycle.days == 0 {
        charge += contract.instant_fee.map_or(0, minor) + share(contract.instant_percent);
    }
    charge
}

/// What was taken off the gross of some rows.
pub(super) fn fees_of(work: &Work<'_>, rows: &[u32]) -> i128 {
    let r = work.records();
    rows.iter()
        .map(|&row| i128::from(r.amount[row as usize]) - i128::from(work.net(row)))
        .sum()
}

/// The ways in which providers pay a due day's rows apart, each as the parts of it: by what the rows
/// are, and up to a day and after it where several days fall due together.
pub(super) fn parts(work: &Work<'_>, bucket: &Bucket, cycle: Cycle) -> Vec<Vec<Bucket>> {
    type KeyOf = fn(&Work<'_>, usize) -> i64;
    // Not by file: whether a bill came in one file or in two says nothing.
    const KEYS: [KeyOf; 6] = [
        |w, row| i64::from(w.records().merchant[row].0),
        |w, row| i64::from(w.records().tender[row].rail() == Rail::Card),
        |w, row| i64::from(w.records().terminal[row].0),
        |w, row| w.records().tender[row] as i64,
        |w, row| i64::from(w.records().flags[row].has(Flags::INSTANT)),
        |w, row| i64::from(settled_day(w, row)),
    ];
    let mut days: Vec<i32> = bucket
        .rows
        .iter()
        .map(|&row| settled_day(work, row as usize))
        .collect();
    days.sort_unstable();
    days.dedup();
    // The last day would leave nothing after it.
    days.pop();
    let by_key = KEYS
        .iter()
        .map(|key| parts_by(work, bucket, |row| key(work, row)));
    let by_day = days
        .iter()
        .map(|&last| parts_by(work, bucket, |row| i64::from(settled_day(work, row) > last)));
    // Same-day settlement may pay each sale by itself (秒到).
    let each = (bucket.rows.len() <= EACH_ROWS_MAX)
        .then(|| parts_by(work, bucket, |row| i64::try_from(row).unwrap_or(-1)));
    by_key
        .chain(by_day)
        .chain(each)
        .filter(|parts| parts.len() > 1)
        .chain(by_limit(work, bucket, cycle))
        .collect()
}

/// Same-day settlement up to a limit: the day's first rows at once, the rest as other sales are
/// (CAUSES.md B5).
fn by_limit(work: &Work<'_>, bucket: &Bucket, cycle: Cycle) -> Vec<Vec<Bucket>> {
    let r = work.records();
    let instant = |row: &u32| cycle.days == 0 || r.flags[*row as usize].has(Flags::INSTANT);
    let rows = bucket.rows.len();
    if !(2..=LIMITED_ROWS_MAX).contains(&rows) || !bucket.rows.iter().all(instant) {
        return Vec::new();
    }
    let next = Cycle {
        working_days: true,
        days: 1,
    };
    let rules = self::rules(work, next);
    let later = rules.due_of_bucket(Day::from_epoch(bucket.due)).epoch();
    let mut order = bucket.rows.clone();
    // Stable: rows of one moment stay in the order of the scope.
    order.sort_by_key(|&row| (r.day[row as usize], r.seconds[row as usize]));
    let part = |rows: &[u32], due: i32, past_limit: bool| {
        let mut part = Bucket {
            due,
            stream: bucket.stream,
            past_limit,
            ..Bucket::default()
        };
        for &row in rows {
            put(work, &mut part, row, i128::from(work.net(row)));
        }
        part
    };
    (1..rows)
        .map(|within| {
            let (at_once, rest) = order.split_at(within);
            vec![part(at_once, bucket.due, false), part(rest, later, true)]
        })
        .collect()
}

/// The day that a row counts to, past the cut-off the next one.
fn settled_day(work: &Work<'_>, row: usize) -> i32 {
    let r = work.records();
    let rules = &work.scope.contract.settlement;
    let cutoff = match r.tender[row].rail() {
        Rail::Card => rules.card_cutoff,
        Rail::Qr => rules.qr_cutoff,
    };
    let late = r.time(row).is_some_and(|time| time > cutoff);
    r.day[row].epoch() + i32::from(late)
}

/// The parts of a bucket by a key, in the order of their first rows: keys may be symbols.
fn parts_by(work: &Work<'_>, bucket: &Bucket, key_of: impl Fn(usize) -> i64) -> Vec<Bucket> {
    let mut places: FxHashMap<i64, usize> = FxHashMap::default();
    let mut parts: Vec<Bucket> = Vec::new();
    for &row in bucket.rows.iter().chain(&bucket.held_rows) {
        let at = *places.entry(key_of(row as usize)).or_insert_with(|| {
            parts.push(Bucket {
                due: bucket.due,
                stream: bucket.stream,
                ..Bucket::default()
            });
            parts.len() - 1
        });
        put(work, &mut parts[at], row, i128::from(work.net(row)));
    }
    parts
}
