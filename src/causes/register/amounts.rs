//! Pairs whose amounts differ.

use crate::cause::{Cause, Confidence, Why};
use crate::matching::{self, Pair, Slip, slip, speaks_of_a_tip};
use crate::record::{Flags, Sym};

use super::super::{Aspect, Claim, Rest, Rivals, Work, confidence_of, count};

/// So many pairs show that a whole file or terminal counts in another unit.
const UNIT_PAIRS_MIN: usize = 3;

/// Yuan and fen.
const UNITS: i64 = 100;

/// What a slip is called.
const KINDS: [(Slip, Cause); 4] = [
    (Slip::Transposition, Cause::KeyedTransposition),
    (Slip::Slide, Cause::KeyedSlide),
    (Slip::Digit, Cause::KeyedDigit),
    (Slip::Sign, Cause::WrongSign),
];

/// Pairs whose amounts differ, by the way they differ.
pub(super) fn run(work: &mut Work<'_>) {
    let units = units(work);
    let r = work.records();
    let differ = |pair: &&Pair| {
        let (booked, settled) = (pair.booked as usize, pair.settled as usize);
        // A till that knows of a discount books what was paid.
        let paid = [r.ordered(settled), r.amount[settled]];
        work.inside[booked] && !paid.contains(&r.amount[booked])
    };
    let mut slips: [Vec<Pair>; 4] = Default::default();
    let mut rest = Rest {
        due: None,
        amount: 0,
        rows: Vec::new(),
    };
    let (mut tips, mut reserved): (Vec<Pair>, Vec<Pair>) = Default::default();
    for &pair in work.matched.pairs.iter().filter(differ) {
        if units.contains(&r.terminal[pair.booked as usize]) && is_hundredfold(work, pair) {
            continue;
        }
        let (booked, paid) = (
            r.amount[pair.booked as usize],
            r.ordered(pair.settled as usize),
        );
        let note = work.book.texts.get(r.note[pair.booked as usize]);
        if booked > paid && speaks_of_a_tip(note) {
            tips.push(pair);
            continue;
        }
        if booked > paid && r.flags[pair.booked as usize].has(Flags::RESERVED) {
            reserved.push(pair);
            continue;
        }
        match slip(booked, paid) {
            Some(kind) => slips[kind as usize].push(pair),
            None => {
                rest.amount += i128::from(booked) - i128::from(paid);
                rest.rows.extend([pair.booked, pair.settled]);
            }
        }
    }
    if !rest.rows.is_empty() {
        work.rests.push(rest);
    }
    let rows = count(&tips);
    let tipped = (Cause::TipNotAdjusted, Why::BookRows { rows }, tips);
    // What of a pre-authorisation was not taken when it was completed.
    let rows = count(&reserved);
    let rest = (Cause::PreauthOpen, Why::PreauthOpen { rows }, reserved);
    for (cause, why, pairs) in [tipped, rest] {
        let confidence = confidence_of(pairs.iter().map(|pair| pair.by));
        let claims = differences(work, &pairs);
        work.line(Aspect::Twin, cause, confidence, why, claims);
    }
    for (kind, cause) in KINDS {
        let pairs = std::mem::take(&mut slips[kind as usize]);
        let Some(first) = pairs.first() else { continue };
        let r = work.records();
        let sums = |p: &Pair| (r.amount[p.booked as usize], r.ordered(p.settled as usize));
        let (booked, paid) = sums(first);
        let why = Why::Keyed {
            rows: count(&pairs),
            booked: work.money(booked),
            paid: work.money(paid),
        };
        let others =
            |other: Slip| move |p: Pair| matching::slips(sums(&p).0, sums(&p).1)[1] == Some(other);
        let second = KINDS
            .into_iter()
            .find_map(|(kind, cause)| Rivals::second(&pairs, &[(cause, &others(kind))]));
        let claims = differences(work, &pairs);
        let confidence = confidence_of(pairs.iter().map(|p| p.by));
        work.line_beside((Aspect::Twin, cause, confidence), second, why, claims);
    }
}

/// What each pair differs by, on both of its rows.
fn differences(work: &Work<'_>, pairs: &[Pair]) -> Vec<Claim> {
    let r = work.records();
    pairs
        .iter()
        .map(|p| {
            let (booked, paid) = (r.amount[p.booked as usize], r.ordered(p.settled as usize));
            Claim::two(p.booked, booked, p.settled, -paid)
        })
        .collect()
}

fn is_hundredfold(work: &Work<'_>, pair: Pair) -> bool {
    let r = work.records();
    let (booked, paid) = (
        r.amount[pair.booked as usize],
        r.ordered(pair.settled as usize),
    );
    booked != 0
        && (paid.checked_mul(UNITS) == Some(booked) || booked.checked_mul(UNITS) == Some(paid))
}

/// The terminals of which every pair is a hundredfold of the other side; adds their lines. All of
/// them are a file in the wrong unit, one of several is a terminal with wrong settings.
fn units(work: &mut Work<'_>) -> Vec<Sym> {
    let r = work.records();
    let mut terminals: Vec<(Sym, Vec<Pair>, usize)> = Vec::new();
    for &pair in &work.matched.pairs {
        if !work.inside[pair.booked as usize] {
            continue;
        }
        let terminal = r.terminal[pair.booked as usize];
        let at = terminals
            .iter()
            .position(|(known, ..)| *known == terminal)
            .unwrap_or_else(|| {
                terminals.push((terminal, Vec::new(), 0));
                terminals.len() - 1
            });
        terminals[at].2 += 1;
        if is_hundredfold(work, pair) {
            terminals[at].1.push(pair);
        }
    }
    let all = terminals.len();
    terminals.retain(|(_, pairs, seen)| pairs.len() >= UNIT_PAIRS_MIN && pairs.len() == *seen);
    let (cause, confidence) = if terminals.len() == all {
        (Cause::FileProblem, Confidence::Likely)
    } else {
        (Cause::SoftwareConfig, Confidence::Likely)
    };
    for (terminal, pairs, _) in &terminals {
        let name = match cause {
            Cause::SoftwareConfig => work.book.texts.get(*terminal).to_owned(),
            _ => String::new(),
        };
        let why = Why::UnitDiffers {
            rows: count(pairs),
            terminal: name,
        };
        let claims = differences(work, pairs);
        work.line(Aspect::Twin, cause, confidence, why, claims);
    }
    terminals
        .into_iter()
        .map(|(terminal, ..)| terminal)
        .collect()
}
