/*!
What arrived of what was due.

The settled rows become buckets by provider and due day ([`bucket`]), under the cycle that the
statement shows ([`timing`]); they meet the statement's credits in `matching`. What met is looked at
in [`arrived`], what met with another sum in [`short`], what met nothing in [`missing`].
*/

use rustc_hash::FxHashMap;

use crate::answer::PayoutState;
use crate::calendar::Day;
use crate::cause::{Assumption, Cause, Confidence, Why};
use crate::matching::{Bucket, Credit, Payers, PayoutMatch, match_payouts, pays};
use crate::record::Sym;

use super::{Aspect, Claim, Work};

mod arrived;
mod bucket;
mod missing;
mod short;
mod stranger;
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

/// Payouts by unnamed payers are recognised by their exact sum, this many days after they were due.
const UNNAMED_DAYS_MAX: i32 = 3;

/// A payer that no list names is known after so many payouts to the fen: one may be chance.
const ACQUAINTED: usize = 2;

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
        let credits = credits(work, &buckets);
        let (buckets, found) =
            match_payouts(buckets, &credits, &|bucket| bucket::parts(work, bucket));
        Self {
            timing,
            buckets,
            credits,
            found,
            estimate,
        }
    }
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
    let mut payouts = arrived::run(work, &met);
    missing::run(work, &met, &mut payouts);
    payouts.sort_by_key(|payout| payout.due);
    let sum = met.credits.iter().map(|credit| credit.amount).sum();
    Received {
        sum,
        credits: met.credits.iter().map(|credit| credit.row).collect(),
        payouts,
        assumptions,
    }
}

/// Decides by what arrived whether the rows that add up the payments' own fees were taken as well: a
/// second time then, else they only repeat what the payments say.
fn restated_fees(work: &mut Work<'_>) -> Option<Assumption> {
    let rows = std::mem::take(&mut work.restated);
    if rows.is_empty() {
        return None;
    }
    let taken = timing::on_time(work, &timing::best(work));
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
    if timing::on_time(work, &timing::best(work)) >= taken {
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

/// The statement's credits that count as payouts: by payer or memo, else by their exact sum. Those
/// that went back do not count.
fn credits(work: &Work<'_>, buckets: &[Bucket]) -> Vec<Credit> {
    let r = work.records();
    let payers = Payers::of(work.book);
    let back = returned(work);
    let text = |sym| work.book.texts.get(sym);
    let (mut credits, mut unnamed): (Vec<Credit>, Vec<Credit>) = (Vec::new(), Vec::new());
    for &row in &work.scope.bank {
        let at = row as usize;
        if r.amount[at] <= 0 || back.iter().any(|&(credit, _)| credit == row) {
            continue;
        }
        let streams = pays(text(r.party[at]), text(r.note[at]), &payers);
        let list = if streams == 0 {
            &mut unnamed
        } else {
            &mut credits
        };
        list.push(Credit {
            row,
            day: r.day[at],
            amount: i128::from(r.amount[at]),
            streams,
        });
    }
    let mut open: Vec<&Bucket> = buckets
        .iter()
        .filter(|bucket| {
            let met = |credit: &Credit| credit.amount == bucket.expected;
            bucket.expected > 0 && !credits.iter().any(met)
        })
        .collect();
    let mut strangers = Vec::new();
    for candidate in unnamed {
        let fits = |bucket: &&Bucket| {
            let late = candidate.day.epoch() - bucket.due;
            bucket.expected == candidate.amount && (0..=UNNAMED_DAYS_MAX).contains(&late)
        };
        if let Some(at) = open.iter().position(fits) {
            let streams = 1 << open.remove(at).stream.min(63);
            credits.push(Credit {
                streams,
                ..candidate
            });
        } else {
            strangers.push(candidate);
        }
    }
    let strangers = acquaint(work, &mut credits, strangers);
    let named = |bucket: &Bucket| {
        let mut credits = credits.iter();
        credits.any(|credit| credit.day.epoch() == bucket.due && credit.pays(bucket.stream))
    };
    open.retain(|bucket| !named(bucket));
    let clearing = stranger::credits(work, &open, &strangers);
    credits.extend(clearing);
    // Stable: within a day the statement's order stays.
    credits.sort_by_key(|credit| credit.day);
    credits
}

/// Takes in the credits of a payer whose other credits were recognised by their exact sums: who paid
/// out twice to the fen is the provider, under a name that is on no list. Returns the others.
fn acquaint(work: &Work<'_>, credits: &mut Vec<Credit>, strangers: Vec<Credit>) -> Vec<Credit> {
    let r = work.records();
    let mut known: FxHashMap<Sym, (usize, u64)> = FxHashMap::default();
    for credit in credits.iter() {
        let (times, streams) = known.entry(r.party[credit.row as usize]).or_default();
        *times += 1;
        *streams |= credit.streams;
    }
    let mut others = Vec::new();
    for stranger in strangers {
        let party = r.party[stranger.row as usize];
        match known.get(&party) {
            Some(&(times, streams)) if times >= ACQUAINTED && !party.is_none() => {
                credits.push(Credit {
                    streams,
                    ..stranger
                });
            }
            _ => others.push(stranger),
        }
    }
    others
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
