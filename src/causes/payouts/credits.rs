//! Which of the statement's credits are payouts: by who pays them, else by what they add up to.

use rustc_hash::FxHashMap;

use crate::matching::{Bucket, Credit, Payers, names, pays};
use crate::record::Sym;

use super::super::Work;
use super::{Timing, matched, returned, stranger};

/// Payouts by unnamed payers are recognised by their exact sum, this many days after they were due.
const UNNAMED_DAYS_MAX: i32 = 3;

/// A payer that no list names is known after so many payouts to the fen: one may be chance.
const ACQUAINTED: usize = 2;

/// The statement's credits that count as payouts. Those that went back do not count.
pub(super) fn of(work: &Work<'_>, timing: Timing, buckets: &[Bucket]) -> Vec<Credit> {
    let r = work.records();
    let payers = Payers::of(work.book);
    let back = returned(work);
    let text = |sym| work.book.texts.get(sym);
    // By name; by a word for a payout, from a party that is no provider; by neither.
    let (mut credits, mut worded, mut unnamed) = (Vec::new(), Vec::new(), Vec::new());
    for &row in &work.scope.bank {
        let at = row as usize;
        if r.amount[at] <= 0 || back.iter().any(|&(credit, _)| credit == row) {
            continue;
        }
        let (party, note) = (text(r.party[at]), text(r.note[at]));
        let streams = pays(party, note, &payers);
        let list = if streams == 0 {
            &mut unnamed
        } else if party.is_empty() || names(party, note, &payers) {
            &mut credits
        } else {
            &mut worded
        };
        list.push(Credit {
            row,
            day: r.day[at],
            amount: i128::from(r.amount[at]),
            streams,
        });
    }
    // Others write of settlements too: where the provider is named, it pays under its name.
    let named: u64 = credits.iter().fold(0, |all, credit| all | credit.streams);
    let nameless = payers.streams() & !named;
    for credit in worded {
        let streams = credit.streams & nameless;
        let list = if streams == 0 {
            &mut unnamed
        } else {
            &mut credits
        };
        list.push(Credit { streams, ..credit });
    }
    // The statement's own order: rows are numbered by loading.
    let rank: FxHashMap<u32, usize> = work.scope.bank.iter().copied().zip(0..).collect();
    let in_order = |credits: &mut Vec<Credit>| {
        credits.sort_by_key(|credit| rank.get(&credit.row).copied());
    };
    in_order(&mut unnamed);
    let strangers = exact(&mut credits, buckets, unnamed);
    let strangers = acquaint(work, &mut credits, strangers);
    let open: Vec<&Bucket> = buckets
        .iter()
        .filter(|bucket| bucket.expected > 0 && !bucket.rows.is_empty())
        .filter(|bucket| !credits.iter().any(|credit| credit.pays(bucket.stream)))
        .collect();
    let payer = by_structure(work, timing, &open, &strangers);
    credits.extend(payer);
    let named = |bucket: &Bucket| {
        let mut credits = credits.iter();
        credits.any(|credit| {
            let amount = credit.amount == bucket.expected;
            let day = credit.day.epoch() == bucket.due && credit.pays(bucket.stream);
            amount || day
        })
    };
    let open: Vec<&Bucket> = buckets
        .iter()
        .filter(|bucket| bucket.expected > 0 && !named(bucket))
        .collect();
    let clearing = stranger::credits(work, &open, &strangers);
    credits.extend(clearing);
    in_order(&mut credits);
    credits
}

/// Takes in what pays one bucket to the fen, on its day or soon after. Returns the others.
fn exact(credits: &mut Vec<Credit>, buckets: &[Bucket], unnamed: Vec<Credit>) -> Vec<Credit> {
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
    strangers
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

/// The credits of the one payer all of whose credits are payouts by their structure: parts of days or
/// several days together, each to the fen. Without a counterparty the memo stands for the payer.
fn by_structure(
    work: &Work<'_>,
    timing: Timing,
    open: &[&Bucket],
    strangers: &[Credit],
) -> Vec<Credit> {
    let r = work.records();
    let mut groups: Vec<(Sym, Vec<Credit>)> = Vec::new();
    for &stranger in strangers.iter().filter(|_| !open.is_empty()) {
        let at = stranger.row as usize;
        let payer = r.party[at].some().unwrap_or(r.note[at]);
        match groups.iter_mut().find(|(known, _)| *known == payer) {
            Some((_, group)) => group.push(stranger),
            None => groups.push((payer, vec![stranger])),
        }
    }
    let mut best: Option<Vec<Credit>> = None;
    let mut several = false;
    for (_, mut group) in groups {
        for credit in &mut group {
            credit.streams = u64::MAX;
        }
        if group.len() < ACQUAINTED || !is_payer(work, timing, open, &group) {
            continue;
        }
        several |= best.is_some();
        best = Some(group);
    }
    // Of two that fit nobody knows which.
    best.filter(|_| !several).unwrap_or_default()
}

/// Whether every one of these credits pays something that is due, several of them do, and most of what
/// is due within the statement is paid by them. Those of before the first due day are for earlier takings.
fn is_payer(work: &Work<'_>, timing: Timing, open: &[&Bucket], group: &[Credit]) -> bool {
    let buckets: Vec<Bucket> = open.iter().map(|&bucket| bucket.clone()).collect();
    let end = work.scope.statement.to.epoch();
    let due: i128 = buckets
        .iter()
        .filter(|bucket| bucket.due <= end)
        .map(|bucket| bucket.expected)
        .sum();
    let first_due = buckets.iter().map(|bucket| bucket.due).min();
    let (buckets, found) = matched(work, timing, buckets, group);
    // What came before anything was due is for earlier takings.
    let earlier = |credit: &&Credit| Some(credit.day.epoch()) < first_due;
    let (mut paid, mut credits) = (0, 0);
    for found in found.iter().filter(|found| found.sets == 1) {
        let expected: i128 = found.buckets.iter().map(|&at| buckets[at].expected).sum();
        let received: i128 = found.credits.iter().map(|&at| group[at].amount).sum();
        if expected == received && !found.held_paid {
            paid += expected;
            credits += found.credits.len();
        }
    }
    let earlier = group.iter().filter(earlier).count();
    credits >= ACQUAINTED && credits + earlier == group.len() && paid * 2 > due
}
