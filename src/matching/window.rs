//! Matching by amount and time, with the difference of the two clocks removed.

use std::ops::Range;

use crate::record::{Sym, Tender};

use super::assign::assign;
use super::clock::Clocks;
use super::{By, Open, agree, slip, speaks_of_a_tip};

/// Two clocks that were set by people differ by minutes; a terminal and its acquirer by seconds.
pub(super) const WINDOW_SECONDS: i64 = 300;

/// Without a terminal in common the window is narrower, because less agrees.
const BARE_WINDOW_SECONDS: i64 = 120;

/// Where amounts differ, the times must fit closely.
const KEYED_WINDOW_SECONDS: i64 = 60;

/// Without a terminal in common no farther than till and terminal write down one payment.
const BARE_KEYED_SECONDS: i64 = 30;

/// So many neighbours in time are looked at either way: a busier minute at one terminal tells nothing.
const KEYED_NEIGHBOURS_MAX: usize = 64;

/// What a pair costs where the tenders disagree, in seconds of time difference.
const TENDER_PENALTY_SECONDS: i64 = 600;

/// What the rows of a pass must have in common beside amount and time.
#[derive(Clone, Copy)]
struct Same {
    terminal: bool,
    /// The card's tail, known on both sides.
    tail: bool,
    tender: bool,
}

/// The passes over equal amounts: most telling first. What is left to a later pass differs in what
/// the earlier ones hold together, so that within a pass an assignment need not cross.
const PASSES: [(i64, Same); 6] = {
    const fn same(terminal: bool, tail: bool, tender: bool) -> Same {
        Same {
            terminal,
            tail,
            tender,
        }
    }
    [
        (WINDOW_SECONDS, same(true, true, false)),
        (WINDOW_SECONDS, same(true, false, true)),
        (WINDOW_SECONDS, same(true, false, false)),
        (BARE_WINDOW_SECONDS, same(false, true, false)),
        (BARE_WINDOW_SECONDS, same(false, false, true)),
        (BARE_WINDOW_SECONDS, same(false, false, false)),
    ]
};

/// Runs every pass.
pub(super) fn run(open: &mut Open<'_>, clocks: &Clocks) {
    for (window, same) in PASSES {
        equal_amounts(open, clocks, window, same);
        open.settle();
    }
    for (window, terminal) in [(KEYED_WINDOW_SECONDS, true), (BARE_KEYED_SECONDS, false)] {
        keyed_amounts(open, clocks, window, terminal);
        open.settle();
    }
}

/// A row of either side as the passes see it. Sorted by what must agree, then by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    amount: i64,
    terminal: Sym,
    tail: Sym,
    tender: Option<Tender>,
    instant: i64,
    is_settled: bool,
    /// Its place among the open rows of its side: ties do not depend on the order of loading.
    rank: usize,
    row: u32,
}

/// The open rows that have a time; with `by_amount` rows of other amounts stand apart.
fn entries(open: &Open<'_>, clocks: &Clocks, by_amount: bool, same: Same) -> Vec<Entry> {
    let r = &open.book.records;
    let entry = |(rank, row): (usize, u32), is_settled: bool| {
        let at = row as usize;
        let only = |wanted: bool, of: Sym| if wanted { of } else { Sym::NONE };
        let known = r.time(at).is_some() && !(same.tail && r.card_tail[at].is_none());
        known.then(|| Entry {
            amount: if by_amount { open.asked(row) } else { 0 },
            terminal: only(same.terminal, r.terminal[at]),
            tail: only(same.tail, r.card_tail[at]),
            tender: same.tender.then_some(r.tender[at]),
            instant: clocks.instant(open, row),
            is_settled,
            rank,
            row,
        })
    };
    let side = |rows: &'_ [u32], is_settled: bool| -> Vec<Entry> {
        let rows = rows.iter().copied().enumerate();
        rows.filter_map(|row| entry(row, is_settled)).collect()
    };
    let mut all = side(&open.booked, false);
    all.extend(side(&open.settled, true));
    all.sort_unstable();
    all
}

fn equal_amounts(open: &mut Open<'_>, clocks: &Clocks, window: i64, same: Same) {
    let all = entries(open, clocks, true, same);
    let joined = |a: &Entry, b: &Entry| {
        let key = |e: &Entry| (e.amount, e.terminal, e.tail, e.tender);
        key(a) == key(b) && b.instant - a.instant <= window
    };
    for cluster in all.chunk_by(joined) {
        let (settled, booked): (Vec<Entry>, Vec<Entry>) =
            cluster.iter().partition(|entry| entry.is_settled);
        if booked.is_empty() || settled.is_empty() {
            continue;
        }
        let within: Vec<Range<usize>> = booked
            .iter()
            .map(|entry| {
                let (from, to) = (entry.instant - window, entry.instant + window);
                settled.partition_point(|other| other.instant < from)
                    ..settled.partition_point(|other| other.instant <= to)
            })
            .collect();
        let cost = |b: usize, s: usize| cost(open, booked[b], settled[s], window);
        for (b, s) in assign(&within, cost) {
            open.claim(booked[b].row, settled[s].row, By::Window);
        }
    }
}

/// The cost of a pair, or `None` where the two cannot be one sale.
fn cost(open: &Open<'_>, booked: Entry, settled: Entry, window: i64) -> Option<i64> {
    let apart = (booked.instant - settled.instant).abs();
    if apart > window
        || !open.tails_agree(booked.row, settled.row)
        || !open.hints.allow(booked.row, settled.row)
    {
        return None;
    }
    let penalty = if open.tenders_agree(booked.row, settled.row) {
        0
    } else {
        TENDER_PENALTY_SECONDS
    };
    Some(apart + penalty)
}

/// Whether the register booked a tip with a sale that was settled without it.
fn tipped(open: &Open<'_>, booked: u32, settled: u32) -> bool {
    let note = open.book.texts.get(open.book.records.note[booked as usize]);
    open.asked(booked) > open.asked(settled) && speaks_of_a_tip(note)
}

/// Pairs of different amounts at one time, and where `terminal` is asked for at one terminal, where the
/// amounts differ the way a person mistypes and neither row has another candidate.
fn keyed_amounts(open: &mut Open<'_>, clocks: &Clocks, window: i64, terminal: bool) {
    let r = &open.book.records;
    let same = Same {
        terminal,
        tail: false,
        tender: false,
    };
    let all = entries(open, clocks, false, same);
    let candidates = |at: usize| -> Vec<usize> {
        let entry = all[at];
        let near = |other: &usize| {
            let other = all[*other];
            other.terminal == entry.terminal && (other.instant - entry.instant).abs() <= window
        };
        let before = (0..at).rev().take(KEYED_NEIGHBOURS_MAX).take_while(near);
        let after = (at + 1..all.len())
            .take(KEYED_NEIGHBOURS_MAX)
            .take_while(near);
        let fits = |&other: &usize| {
            let (booked, settled) = if entry.is_settled {
                (all[other], entry)
            } else {
                (entry, all[other])
            };
            all[other].is_settled != entry.is_settled
                && agree(
                    r.terminal[booked.row as usize],
                    r.terminal[settled.row as usize],
                )
                && open.tails_agree(booked.row, settled.row)
                && open.tenders_agree(booked.row, settled.row)
                && (slip(open.asked(booked.row), open.asked(settled.row)).is_some()
                    || tipped(open, booked.row, settled.row))
                && open.hints.allow(booked.row, settled.row)
        };
        before.chain(after).filter(fits).take(2).collect()
    };
    let mut found = Vec::new();
    for (at, entry) in all
        .iter()
        .enumerate()
        .filter(|(_, entry)| !entry.is_settled)
    {
        if let [only] = candidates(at)[..]
            && candidates(only) == [at]
        {
            found.push((entry.row, all[only].row));
        }
    }
    for (booked, settled) in found {
        open.claim(booked, settled, By::Window);
    }
}
