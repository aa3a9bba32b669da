/*!
What arrived of what was due.

The settled rows become buckets by provider and due day ([`bucket`]), under the cycle that the
statement shows ([`timing`]); they meet the statement's credits in `matching`. What met is looked at
in [`arrived`], what met with another sum in [`short`], what met nothing in [`missing`].
*/

use crate::answer::PayoutState;
use crate::calendar::Day;
use crate::cause::{Assumption, Cause, Confidence, Why};
use crate::matching::{Bucket, Credit, Payers, PayoutMatch, Terms, match_payouts, pays};

use super::{Aspect, Claim, Work};

mod arrived;
mod bucket;
mod credits;
mod exchanged;
mod joined;
mod missing;
mod moved;
mod rounded;
mod short;
mod stranger;
mod sums;
mod swept;
mod timing;

use timing::Timing;

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
    /// These credits, by day.
    pub credits: Vec<u32>,
    /// Every payout, by due day.
    pub payouts: Vec<Payout>,
    /// What had to be assumed.
    pub assumptions: Vec<Assumption>,
}

/// A payout that comes back does so within a week: banks answer in three to five working days
/// (CAUSES.md C4).
const RETURN_DAYS_MAX: i32 = 7;

/// Words of a statement row that takes a payout back.
const RETURN_WORDS: &[&str] = &[
    "退汇", "退票", "退回", "冲正", "RETURN", "REVERSAL", "REJECT",
];

/// Buckets and credits that met.
struct Met {
    timing: Timing,
    buckets: Vec<Bucket>,
    credits: Vec<Credit>,
    found: Vec<PayoutMatch>,
    estimate: Option<i32>,
}

impl Met {
    fn new(work: &Work<'_>, timing: Timing) -> Self {
        let (buckets, estimate) = bucket::buckets(work, timing);
        let credits = credits::of(work, timing, &buckets);
        let (buckets, found) = matched(work, timing, buckets, &credits);
        Self {
            timing,
            buckets,
            credits,
            found,
            estimate,
        }
    }
}

/// Matches buckets and credits by the contract.
fn matched(
    work: &Work<'_>,
    timing: Timing,
    buckets: Vec<Bucket>,
    credits: &[Credit],
) -> (Vec<Bucket>, Vec<PayoutMatch>) {
    let terms = Terms {
        parts: &|bucket| bucket::parts(work, bucket, timing.cycle),
        charge: &|expected| bucket::agreed_charge(work, expected, timing.cycle),
    };
    match_payouts(buckets, credits, terms)
}

/// Runs the family.
pub fn run(work: &mut Work<'_>) -> Received {
    let restated = restated_fees(work);
    let met = timing::best(work);
    let mut assumptions = timing::said(work, met.timing);
    assumptions.extend(restated);
    if let Some(year) = met.estimate {
        assumptions.push(Assumption::CalendarEstimate { year });
    }
    let first_due = met
        .buckets
        .iter()
        .filter(|bucket| !bucket.rows.is_empty())
        .map(|bucket| bucket.due)
        .min();
    if first_due.is_some_and(|due| due > work.scope.statement.to.epoch()) {
        assumptions.push(Assumption::StatementTooEarly);
    }
    let back = returned(work);
    if !back.is_empty() {
        let r = work.records();
        let sum: i128 = back
            .iter()
            .map(|&(credit, _)| i128::from(r.amount[credit as usize]))
            .sum();
        assumptions.push(Assumption::PayoutReturned {
            payouts: super::count(&back),
            amount: work.money(sum),
        });
    }
    assumptions.extend(alike(work, &met));
    let before = missing::before_statement(work, &met);
    assumptions.extend(before.said(work, &met));
    let mut payouts = arrived::run(work, &met);
    assumptions.extend(sums::said(work, &payouts));
    missing::run(work, &met, &before, &mut payouts);
    joined::run(work, &met);
    swept::run(work, &met);
    payouts.sort_by_key(|payout| payout.due);
    let sum = met.credits.iter().map(|credit| credit.amount).sum();
    Received {
        sum,
        credits: met.credits.iter().map(|credit| credit.row).collect(),
        payouts,
        assumptions,
    }
}

/// Payouts whose credits nobody can name for sure: several sets of them fit equally well.
fn alike(work: &Work<'_>, met: &Met) -> Vec<Assumption> {
    let several = met.found.iter().filter(|found| found.sets > 1);
    several
        .filter_map(|found| {
            let buckets = found.buckets.iter().map(|&at| &met.buckets[at]);
            let expected: i128 = buckets.clone().map(|bucket| bucket.expected).sum();
            Some(Assumption::CreditsAlike {
                due: Day::from_epoch(buckets.map(|bucket| bucket.due).max()?),
                amount: work.money(expected),
                sets: u32::try_from(found.sets).unwrap_or(u32::MAX),
            })
        })
        .collect()
}

/// Decides by what arrived whether the rows that repeat the payments' own fees were taken as well: a
/// second time then, else they only repeat what the payments say.
fn restated_fees(work: &mut Work<'_>) -> Option<Assumption> {
    let rows = std::mem::take(&mut work.restated);
    if rows.is_empty() {
        return None;
    }
    let taken = timing::arrived(work, &timing::best(work));
    let nets: Vec<i64> = rows.iter().map(|&row| work.net(row)).collect();
    let set = |work: &mut Work<'_>, nets: &dyn Fn(usize) -> i64| {
        for (place, &row) in rows.iter().enumerate() {
            if let Some(net) = work.nets.get_mut(row as usize) {
                *net = nets(place);
            }
        }
    };
    set(work, &|_| 0);
    let count = super::count(&rows);
    if timing::arrived(work, &timing::best(work)) >= taken {
        let sum: i128 = nets.iter().map(|&net| -i128::from(net)).sum();
        let amount = work.money(sum);
        return Some(Assumption::FeesRestated {
            rows: count,
            amount,
        });
    }
    set(work, &|place| nets[place]);
    let claims = rows.iter().zip(&nets);
    let claims = claims.map(|(&row, &net)| Claim::one(row, -net)).collect();
    let why = Why::ChargedTwice { rows: count };
    work.line(
        Aspect::Nature,
        Cause::ChargedTwice,
        Confidence::Likely,
        why,
        claims,
    );
    None
}

/// Credits that went back, each with the debit that took it back: the same sum to the same party
/// within days, or with a word that says so.
fn returned(work: &Work<'_>) -> Vec<(u32, u32)> {
    let r = work.records();
    let payers = Payers::of(work.book);
    let text = |sym| work.book.texts.get(sym);
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for &debit in &work.scope.bank {
        let d = debit as usize;
        if r.amount[d] >= 0 {
            continue;
        }
        let (party, note) = (text(r.party[d]), text(r.note[d]));
        let upper = note.to_uppercase();
        let says = RETURN_WORDS.iter().any(|word| upper.contains(word));
        let by_payer = pays(party, note, &payers) != 0;
        if !says && !by_payer {
            continue;
        }
        let credit = work.scope.bank.iter().copied().rfind(|&credit| {
            let c = credit as usize;
            r.amount[c] == -r.amount[d]
                && (0..=RETURN_DAYS_MAX).contains(&r.day[d].since(r.day[c]))
                && pays(text(r.party[c]), text(r.note[c]), &payers) != 0
                && (says || r.party[c] == r.party[d])
                && !pairs.iter().any(|&(known, _)| known == credit)
                && (r.day[c], r.seconds[c].min(86_400)) <= (r.day[d], r.seconds[d].min(86_400))
        });
        if let Some(credit) = credit {
            pairs.push((credit, debit));
        }
    }
    pairs
}
