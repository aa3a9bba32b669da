//! Payouts without a credit: due after the statement, or missing.

use rustc_hash::FxHashSet;

use crate::answer::PayoutState;
use crate::calendar::{Cycle, Day, SettlementRules, WorkCalendar};
use crate::cause::{Assumption, Cause, Confidence, Why};
use crate::matching::Bucket;
use crate::record::{Flags, Kind};

use super::super::{Aspect, Claim, Rest, Work, count};
use super::exchanged::{self, Wanted};
use super::{Met, Payout, bucket};

/// "Success, not credited" takes up to five working days (CAUSES.md C4); a week holds them.
const LATE_DAYS_MAX: i32 = 7;

/// Words of a bill's remark that say why a payout failed, as 乐刷's list of reasons has them
/// (CAUSES.md C1 to C3, B2, B6).
const REASONS: &[(&str, Cause)] = &[
    ("司法", Cause::CourtFreeze),
    ("证照", Cause::KycExpired),
    ("执照过期", Cause::KycExpired),
    ("未认证", Cause::KycExpired),
    ("身份证过期", Cause::KycExpired),
    ("超限", Cause::CardLimit),
    ("限额", Cause::CardLimit),
    ("卡号无效", Cause::WrongCard),
    ("卡号错误", Cause::WrongCard),
    ("账号错误", Cause::WrongCard),
    ("账号不存在", Cause::WrongCard),
    ("户名不符", Cause::WrongCard),
    ("账户已销户", Cause::WrongCard),
];

/// Every cause of this module, in the order of its lines.
const CAUSES: [Cause; 13] = [
    Cause::Fx,
    Cause::PayoutFailed,
    Cause::BankLate,
    Cause::WrongCard,
    Cause::CardLimit,
    Cause::CourtFreeze,
    Cause::KycExpired,
    Cause::MinPayout,
    Cause::D0Limit,
    Cause::CycleMisread,
    Cause::Cutoff,
    Cause::NonworkingDay,
    Cause::InTransit,
];

/// Payouts of which the statement says nothing: they were due before it begins.
pub(super) struct Before(FxHashSet<usize>);

/// Looks for payouts that were due before the statement begins, where it says when it does.
pub(super) fn before_statement(work: &Work<'_>, met: &Met) -> Before {
    let from = work.scope.statement.from.epoch();
    let seen = seen(met);
    let before = (0..met.buckets.len()).filter(|at| {
        let bucket = &met.buckets[*at];
        work.scope.statement_stated
            && bucket.due < from
            && !seen.contains(at)
            && bucket.rows.iter().any(|&row| work.inside[row as usize])
    });
    Before(before.collect())
}

impl Before {
    /// What has to be said of them.
    pub(super) fn said(&self, work: &Work<'_>, met: &Met) -> Option<Assumption> {
        let buckets = self.0.iter().map(|&at| &met.buckets[at]);
        let first = buckets.clone().map(|bucket| bucket.due).min()?;
        let sum: i128 = buckets.map(|b| b.expected - b.outside).sum();
        Some(Assumption::StatementTooLate {
            first_due: Day::from_epoch(first),
            amount: work.money(sum),
        })
    }
}

fn seen(met: &Met) -> FxHashSet<usize> {
    let found = met.found.iter();
    found.flat_map(|f| f.buckets.iter().copied()).collect()
}

/// What is due together.
struct Owed {
    bucket: Bucket,
    /// The buckets in it.
    of: Vec<usize>,
    /// Whether anything is to be paid: what refunds outweigh is carried into the next payout.
    paid: bool,
}

/// The open buckets as they have to be paid: a day on which refunds outweigh the sales takes its debt
/// off the days that follow, until they outweigh it.
fn owed(met: &Met, seen: &FxHashSet<usize>, before: &Before) -> Vec<Owed> {
    let mut open: Vec<usize> = (0..met.buckets.len())
        .filter(|at| !seen.contains(at) && !before.0.contains(at))
        .filter(|&at| !met.buckets[at].rows.is_empty())
        .collect();
    open.sort_by_key(|&at| (met.buckets[at].stream, met.buckets[at].due));
    let mut owed: Vec<Owed> = Vec::new();
    for at in open {
        let bucket = &met.buckets[at];
        let debt = owed
            .last_mut()
            .filter(|last| last.bucket.expected < 0 && last.bucket.stream == bucket.stream);
        match debt {
            Some(debt) => {
                let sum = &mut debt.bucket;
                sum.due = bucket.due;
                sum.expected += bucket.expected;
                sum.outside += bucket.outside;
                sum.past_limit &= bucket.past_limit;
                sum.rows.extend(&bucket.rows);
                debt.paid = sum.expected > 0;
                debt.of.push(at);
            }
            None => owed.push(Owed {
                bucket: bucket.clone(),
                of: vec![at],
                paid: bucket.expected > 0,
            }),
        }
    }
    owed
}

/// Names what met no credit.
pub(super) fn run(work: &mut Work<'_>, met: &Met, before: &Before, payouts: &mut Vec<Payout>) {
    let seen = seen(met);
    let end = work.scope.statement.to;
    let below = below_threshold(met, &seen, end);
    let mut groups: Vec<(Cause, Vec<Claim>, Vec<Day>)> = CAUSES
        .into_iter()
        .map(|cause| (cause, Vec::new(), Vec::new()))
        .collect();
    let owed = owed(met, &seen, before);
    let is_late = |owed: &Owed| owed.paid && owed.bucket.due <= end.epoch();
    let late: Vec<(usize, Wanted)> = owed
        .iter()
        .enumerate()
        .filter(|(_, owed)| is_late(owed))
        .map(|(place, owed)| (place, wanted(&owed.bucket)))
        .collect();
    let wanted: Vec<Wanted> = late.iter().map(|&(_, wanted)| wanted).collect();
    let exchanged = exchanged::find(work, &wanted);
    for (place, owed) in owed.iter().enumerate() {
        let bucket = &owed.bucket;
        let due = Day::from_epoch(bucket.due);
        let late_here = is_late(owed);
        let credit = exchanged.iter().find(|one| late[one.of].0 == place);
        let why_missing = if credit.is_some() {
            Cause::Fx
        } else if owed.of.iter().all(|at| below.contains(at)) {
            Cause::MinPayout
        } else {
            reason(work, bucket, end)
        };
        let mut payout = Payout {
            due,
            expected: bucket.expected - bucket.outside,
            received: 0,
            state: if credit.is_some() {
                PayoutState::ArrivedExplained
            } else if late_here {
                PayoutState::Missing
            } else {
                PayoutState::OnItsWay
            },
            settlement_rows: Vec::new(),
            deposit_rows: credit.iter().map(|one| one.credit).collect(),
        };
        for &row in bucket.rows.iter().filter(|&&row| work.inside[row as usize]) {
            payout.settlement_rows.push(row);
            let cause = if late_here {
                why_missing
            } else if due <= end || owed.of.len() > 1 {
                // A debt is the reason, and neither clock nor calendar.
                Cause::InTransit
            } else if bucket.past_limit {
                Cause::D0Limit
            } else {
                on_its_way(work, row, end, met)
            };
            if let Some((_, claims, days)) = groups.iter_mut().find(|(known, ..)| *known == cause) {
                claims.push(Claim::one(row, work.net(row)));
                if days.last() != Some(&due) {
                    days.push(due);
                }
            }
        }
        if !payout.settlement_rows.is_empty() {
            payouts.push(payout);
        }
    }
    for (cause, claims, mut days) in groups {
        days.sort_unstable();
        days.dedup();
        if cause == Cause::Fx {
            exchanged::line(work, &exchanged, claims, &days);
        } else {
            line(work, met, cause, claims, days);
        }
    }
    let mut before: Vec<usize> = before.0.iter().copied().collect();
    before.sort_unstable();
    for at in before {
        let bucket = &met.buckets[at];
        let inside = bucket.rows.iter().copied();
        work.rests.push(Rest {
            due: Some(bucket.due),
            amount: bucket.expected - bucket.outside,
            rows: inside.filter(|&row| work.inside[row as usize]).collect(),
        });
    }
}

fn wanted(bucket: &Bucket) -> Wanted {
    Wanted {
        due: Day::from_epoch(bucket.due),
        expected: bucket.expected,
        stream: bucket.stream,
    }
}

fn line(work: &mut Work<'_>, met: &Met, cause: Cause, claims: Vec<Claim>, days: Vec<Day>) {
    let (Some(&from), Some(&to)) = (days.first(), days.last()) else {
        return;
    };
    let rows = count(&claims);
    let why = match cause {
        Cause::CycleMisread => Why::CycleMisread {
            rows,
            agreed: work.scope.contract.settlement.cycle,
            shown: met.timing.cycle,
        },
        Cause::Cutoff | Cause::NonworkingDay | Cause::InTransit | Cause::D0Limit => {
            Why::InTransit {
                rows,
                from,
                to,
                statement_end: work.scope.statement.to,
                estimate: met.estimate.is_some(),
            }
        }
        Cause::MinPayout => Why::Shortfall {
            payouts: count(&days),
            from,
            to,
        },
        _ => Why::PayoutFailed {
            due: days,
            marked: cause != Cause::PayoutFailed,
        },
    };
    let confidence = match cause {
        Cause::MinPayout => Confidence::Possible,
        _ => Confidence::Likely,
    };
    work.line(Aspect::Payout, cause, confidence, why, claims);
}

/// Why a due payout is not there, as far as the bill says.
fn reason(work: &Work<'_>, bucket: &Bucket, end: Day) -> Cause {
    let r = work.records();
    let says = |row: u32| {
        let note = work.book.texts.get(r.note[row as usize]);
        REASONS
            .iter()
            .find(|(word, _)| note.contains(word))
            .map(|&(_, cause)| cause)
    };
    let is_its_payout = |row: &&u32| {
        let at = **row as usize;
        r.kind[at] == Kind::Payout && i128::from(r.amount[at]).abs() == bucket.expected
    };
    let payout_row = work.scope.bill.iter().find(is_its_payout).copied();
    let marked = payout_row.and_then(says).or_else(|| {
        let marked = |row: &&u32| r.flags[**row as usize].has(Flags::PAYOUT_FAILED);
        bucket.rows.iter().filter(marked).find_map(|&row| says(row))
    });
    if let Some(cause) = marked {
        return cause;
    }
    // The bill says it was sent, and the bank may still be at it.
    let sent = payout_row.is_some_and(|row| !r.flags[row as usize].has(Flags::PAYOUT_FAILED));
    if sent && end.epoch() - bucket.due <= LATE_DAYS_MAX {
        return Cause::BankLate;
    }
    Cause::PayoutFailed
}

/// The last open buckets, where the provider was seen to wait until a least sum was reached and they
/// have not reached it.
fn below_threshold(met: &Met, seen: &FxHashSet<usize>, end: Day) -> FxHashSet<usize> {
    let none = FxHashSet::default();
    // The largest sum that was seen to wait, and the smallest that was paid.
    let (mut waited, mut paid) = (0_i128, i128::MAX);
    for found in met.found.iter().filter(|found| !found.credits.is_empty()) {
        let mut sum = 0;
        let mut order = found.buckets.clone();
        order.sort_by_key(|&at| met.buckets[at].due);
        for (nth, &at) in order.iter().enumerate() {
            sum += met.buckets[at].expected;
            if nth + 1 < order.len() {
                waited = waited.max(sum);
            }
        }
        paid = paid.min(sum);
    }
    let mut open: Vec<usize> = (0..met.buckets.len())
        .filter(|at| !seen.contains(at) && !met.buckets[*at].rows.is_empty())
        .filter(|&at| met.buckets[at].due <= end.epoch())
        .collect();
    open.sort_by_key(|&at| met.buckets[at].due);
    let last_paid = met
        .found
        .iter()
        .flat_map(|found| &found.buckets)
        .map(|&at| met.buckets[at].due)
        .max();
    let after = open.iter().all(|&at| Some(met.buckets[at].due) > last_paid);
    let sum: i128 = open.iter().map(|&at| met.buckets[at].expected).sum();
    if waited > 0 && waited < paid && after && sum > 0 && sum <= waited {
        open.into_iter().collect()
    } else {
        none
    }
}

/// Why a row is still on its way: `CYCLE_MISREAD` where by the contract's cycle it would be here,
/// `CUTOFF` where without the card day's end it would, `NONWORKING_DAY` where without weekends and
/// holidays it would.
fn on_its_way(work: &Work<'_>, row: u32, end: Day, met: &Met) -> Cause {
    let r = work.records();
    let at = row as usize;
    let rules = bucket::rules(work, met.timing.cycle);
    let (day, time) = bucket::when(work, at, met.timing);
    let rail = r.tender[at].rail();
    let agreed = &work.scope.contract.settlement;
    if agreed.cycle != rules.cycle && agreed.due(day, time, rail).day <= end {
        return Cause::CycleMisread;
    }
    if rules.due_of_bucket(day) <= end {
        return Cause::Cutoff;
    }
    let every_day = SettlementRules {
        cycle: Cycle {
            working_days: false,
            ..rules.cycle
        },
        calendar: WorkCalendar::default(),
        ..rules
    };
    if every_day.due(day, time, rail).day <= end {
        Cause::NonworkingDay
    } else {
        Cause::InTransit
    }
}
