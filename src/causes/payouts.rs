//! What arrived of what was due.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::answer::PayoutState;
use crate::calendar::{Cycle, Day, SettlementRules, WorkCalendar};
use crate::cause::{Assumption, Cause, Confidence, Why};
use crate::matching::{Bucket, Credit, PayoutMatch, is_payout, match_payouts, payers_of};
use crate::record::{Flags, Kind};

use super::{Aspect, Claim, Rest, Work, count};

/// A payout as the explanation lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// When it was due.
    pub due: Day,
    /// What was owed.
    pub expected: i128,
    /// What arrived.
    pub received: i128,
    /// What came of it.
    pub state: PayoutState,
    /// Rows of the bill.
    pub settlement_rows: Vec<u32>,
    /// Rows of the statement.
    pub deposit_rows: Vec<u32>,
}

/// What this family finds beside its lines.
pub struct Received {
    /// Sum of the credits that count as payouts.
    pub sum: i128,
    /// Every payout, by due day.
    pub payouts: Vec<Payout>,
    /// What had to be assumed.
    pub assumptions: Vec<Assumption>,
}

/// Payouts by unnamed payers are recognised by their exact sum, this many days after they were due.
const UNNAMED_DAYS_MAX: i32 = 3;

/// Runs the family.
pub fn run(work: &mut Work<'_>) -> Received {
    let (buckets, estimate) = buckets(work);
    let credits = credits(work, &buckets);
    let found = match_payouts(&buckets, &credits);
    let mut state = State {
        buckets: &buckets,
        credits: &credits,
        payouts: Vec::new(),
    };
    let mut assumptions = Vec::new();
    if let Some(year) = estimate {
        assumptions.push(Assumption::CalendarEstimate { year });
    }
    let first_due = buckets
        .iter()
        .find(|bucket| !bucket.rows.is_empty())
        .map(|bucket| bucket.due);
    if first_due.is_some_and(|due| due > work.scope.statement.to.epoch()) {
        assumptions.push(Assumption::StatementTooEarly);
    }
    held(work, &buckets, &found);
    let mut carried = arrived(work, &mut state, &found);
    carried.extend(unmatched_credits(work, &state, &found));
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
    not_arrived(work, &mut state, &found, estimate.is_some());
    state.payouts.sort_by_key(|payout| payout.due);
    let sum = credits.iter().map(|credit| credit.amount).sum();
    Received {
        sum,
        payouts: state.payouts,
        assumptions,
    }
}

struct State<'a> {
    buckets: &'a [Bucket],
    credits: &'a [Credit],
    payouts: Vec<Payout>,
}

/// Rows that the bill pays out: everything but payouts themselves and what never took place.
fn settles(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Payout | Kind::Failed | Kind::PreAuth | Kind::Credit | Kind::Debit
    )
}

/// The settled rows by due day, and a year without a published calendar where one was touched.
fn buckets(work: &Work<'_>) -> (Vec<Bucket>, Option<i32>) {
    let r = work.records();
    let rules = &work.scope.contract.settlement;
    let source = if work.scope.has_bill {
        &work.scope.bill
    } else {
        &work.scope.register
    };
    let mut by_due: BTreeMap<i32, Bucket> = BTreeMap::new();
    let mut estimate = None;
    // A due day costs a walk through the calendar, and a day's rows share theirs.
    let mut last = None;
    for &row in source {
        let at = row as usize;
        if !settles(r.kind[at]) {
            continue;
        }
        let due = match r.settled(at) {
            Some(settled) => rules.due_of_bucket(settled),
            None => {
                let time = r.time(at);
                let rail = r.tender[at].rail();
                let late = time.is_some_and(|time| match rail {
                    crate::calendar::Rail::Card => time > rules.card_cutoff,
                    crate::calendar::Rail::Qr => time > rules.qr_cutoff,
                });
                let key = (r.day[at], late);
                match last {
                    Some((known, due)) if known == key => due,
                    _ => {
                        let due = rules.due(r.day[at], time, rail);
                        if due.estimate {
                            estimate = Some(due.day.ymd().0);
                        }
                        last = Some((key, due.day));
                        due.day
                    }
                }
            }
        };
        let net = i128::from(work.net(row));
        let bucket = by_due.entry(due.epoch()).or_insert_with(|| Bucket {
            due: due.epoch(),
            ..Bucket::default()
        });
        if r.flags[at].has(Flags::HELD) {
            bucket.held += net;
            bucket.held_rows.push(row);
        } else {
            bucket.expected += net;
            bucket.outside += if work.inside[at] { 0 } else { net };
            bucket.rows.push(row);
        }
    }
    (by_due.into_values().collect(), estimate)
}

/// The statement's credits that count as payouts: by payer or memo, else by their exact sum.
fn credits(work: &Work<'_>, buckets: &[Bucket]) -> Vec<Credit> {
    let r = work.records();
    let payers = payers_of(work.book);
    let credit = |row: u32| Credit {
        row,
        day: r.day[row as usize],
        amount: i128::from(r.amount[row as usize]),
    };
    let incoming: Vec<u32> = work
        .scope
        .bank
        .iter()
        .copied()
        .filter(|&row| r.amount[row as usize] > 0)
        .collect();
    let text = |sym| work.book.texts.get(sym);
    let (named, unnamed): (Vec<u32>, Vec<u32>) = incoming.into_iter().partition(|&row| {
        is_payout(
            text(r.party[row as usize]),
            text(r.note[row as usize]),
            &payers,
        )
    });
    let mut credits: Vec<Credit> = named.into_iter().map(credit).collect();
    let mut open: Vec<&Bucket> = buckets
        .iter()
        .filter(|bucket| {
            let met = |credit: &Credit| credit.amount == bucket.expected;
            bucket.expected > 0 && !credits.iter().any(met)
        })
        .collect();
    for row in unnamed {
        let candidate = credit(row);
        let fits = |bucket: &&Bucket| {
            let late = candidate.day.epoch() - bucket.due;
            bucket.expected == candidate.amount && (0..=UNNAMED_DAYS_MAX).contains(&late)
        };
        if let Some(at) = open.iter().position(fits) {
            open.remove(at);
            credits.push(candidate);
        }
    }
    // Stable: within a day the statement's order stays.
    credits.sort_by_key(|credit| credit.day);
    credits
}

/// Frozen rows that were not paid with their day.
fn held(work: &mut Work<'_>, buckets: &[Bucket], found: &[PayoutMatch]) {
    let paid: FxHashSet<usize> = found
        .iter()
        .filter(|found| found.held_paid)
        .flat_map(|found| found.buckets.iter().copied())
        .collect();
    let claims: Vec<Claim> = buckets
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

/// Payouts that met credits. Returns the claims on money for takings outside the period.
fn arrived(work: &mut Work<'_>, state: &mut State<'_>, found: &[PayoutMatch]) -> Vec<(Claim, Day)> {
    let mut carried = Vec::new();
    for found in found {
        let mut payout = Payout {
            due: Day::from_epoch(0),
            expected: 0,
            received: found
                .credits
                .iter()
                .map(|&at| state.credits[at].amount)
                .sum(),
            state: PayoutState::Arrived,
            settlement_rows: Vec::new(),
            deposit_rows: found
                .credits
                .iter()
                .map(|&at| state.credits[at].row)
                .collect(),
        };
        for &at in &found.buckets {
            let bucket = &state.buckets[at];
            payout.due = Day::from_epoch(bucket.due);
            payout.expected += bucket.expected + if found.held_paid { bucket.held } else { 0 };
            payout.settlement_rows.extend(&bucket.rows);
            if found.held_paid {
                payout.settlement_rows.extend(&bucket.held_rows);
            }
        }
        let outside = payout
            .settlement_rows
            .iter()
            .filter(|&&row| !work.inside[row as usize]);
        carried.extend(outside.map(|&row| (Claim::one(row, -work.net(row)), payout.due)));
        let short = payout.expected - payout.received;
        if short < 0 && earlier_day_due_on(work, payout.due) {
            // The rest of this credit is for a day before the period that falls due with it.
            payout.state = PayoutState::ArrivedExplained;
            if let (Some(&row), Ok(amount)) = (payout.deposit_rows.first(), i64::try_from(short)) {
                carried.push((Claim::one(row, amount), payout.due));
            }
        } else if short != 0 {
            payout.state = PayoutState::Differs;
            let mut rows = payout.deposit_rows.clone();
            rows.extend(&payout.settlement_rows);
            work.rests.push(Rest {
                due: Some(payout.due.epoch()),
                amount: short,
                rows,
            });
        }
        state.payouts.push(payout);
    }
    carried
}

/// Whether a day before the period is due on `due` as well.
fn earlier_day_due_on(work: &Work<'_>, due: Day) -> bool {
    let rules = &work.scope.contract.settlement;
    rules.due_of_bucket(work.scope.period.from.plus(-1)) == due
}

/// Credits that met no payout: for takings before the period where they came early enough, else
/// nobody knows what for.
fn unmatched_credits(
    work: &mut Work<'_>,
    state: &State<'_>,
    found: &[PayoutMatch],
) -> Vec<(Claim, Day)> {
    let met: FxHashSet<usize> = found
        .iter()
        .flat_map(|found| found.credits.iter().copied())
        .collect();
    // The last day before the period is due on this day at the latest.
    let last = work
        .scope
        .contract
        .settlement
        .due_of_bucket(work.scope.period.from.plus(-1));
    let last = last.max(work.scope.period.from);
    let mut carried = Vec::new();
    for (_, credit) in state
        .credits
        .iter()
        .enumerate()
        .filter(|(at, _)| !met.contains(at))
    {
        let Ok(amount) = i64::try_from(-credit.amount) else {
            continue;
        };
        if credit.day <= last {
            carried.push((Claim::one(credit.row, amount), credit.day));
        } else {
            let due = Some(credit.day.epoch());
            work.rests.push(Rest {
                due,
                amount: i128::from(amount),
                rows: vec![credit.row],
            });
        }
    }
    carried
}

/// Payouts without a credit: due after the statement, or missing.
fn not_arrived(work: &mut Work<'_>, state: &mut State<'_>, found: &[PayoutMatch], estimate: bool) {
    let met: FxHashSet<usize> = found
        .iter()
        .flat_map(|found| found.buckets.iter().copied())
        .collect();
    let end = work.scope.statement.to;
    let mut groups: [(Cause, Vec<Claim>, Vec<Day>); 4] = [
        (Cause::PayoutFailed, Vec::new(), Vec::new()),
        (Cause::Cutoff, Vec::new(), Vec::new()),
        (Cause::NonworkingDay, Vec::new(), Vec::new()),
        (Cause::InTransit, Vec::new(), Vec::new()),
    ];
    for (at, bucket) in state.buckets.iter().enumerate() {
        if met.contains(&at) || bucket.rows.is_empty() {
            continue;
        }
        let due = Day::from_epoch(bucket.due);
        let mut payout = Payout {
            due,
            expected: bucket.expected - bucket.outside,
            received: 0,
            state: if due > end {
                PayoutState::OnItsWay
            } else {
                PayoutState::Missing
            },
            settlement_rows: Vec::new(),
            deposit_rows: Vec::new(),
        };
        for &row in bucket.rows.iter().filter(|&&row| work.inside[row as usize]) {
            payout.settlement_rows.push(row);
            let cause = if due > end {
                on_its_way(work, row, end)
            } else {
                Cause::PayoutFailed
            };
            if let Some((_, claims, days)) = groups.iter_mut().find(|(known, ..)| *known == cause) {
                claims.push(Claim::one(row, work.net(row)));
                if days.last() != Some(&due) {
                    days.push(due);
                }
            }
        }
        if !payout.settlement_rows.is_empty() {
            state.payouts.push(payout);
        }
    }
    for (cause, claims, mut days) in groups {
        days.sort_unstable();
        days.dedup();
        let (Some(&from), Some(&to)) = (days.first(), days.last()) else {
            continue;
        };
        let rows = count(&claims);
        let why = match cause {
            Cause::PayoutFailed => Why::PayoutFailed {
                due: days,
                marked: false,
            },
            _ => Why::InTransit {
                rows,
                from,
                to,
                statement_end: end,
                estimate,
            },
        };
        work.line(Aspect::Payout, cause, Confidence::Likely, why, claims);
    }
}

/// Why a row is still on its way: `CUTOFF` where without the card day's end it would be here,
/// `NONWORKING_DAY` where without weekends and holidays it would.
fn on_its_way(work: &Work<'_>, row: u32, end: Day) -> Cause {
    let r = work.records();
    let rules = &work.scope.contract.settlement;
    let day = r.day[row as usize];
    if rules.due_of_bucket(day) <= end {
        return Cause::Cutoff;
    }
    let every_day = SettlementRules {
        cycle: Cycle {
            working_days: false,
            ..rules.cycle
        },
        calendar: WorkCalendar::default(),
        ..*rules
    };
    let plain = every_day
        .due(day, r.time(row as usize), r.tender[row as usize].rail())
        .day;
    if plain <= end {
        Cause::NonworkingDay
    } else {
        Cause::InTransit
    }
}
