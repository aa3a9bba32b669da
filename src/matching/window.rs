//! Matching by amount and time, with the difference of the two clocks removed.

use crate::record::Sym;

use super::{By, Open, slip};

/// Two clocks that were set by people differ by minutes; a terminal and its acquirer by seconds.
pub(super) const WINDOW_SECONDS: i64 = 300;

/// Without a terminal in common the window is narrower, because less agrees.
const BARE_WINDOW_SECONDS: i64 = 120;

/// Where amounts differ, the times must fit closely.
const KEYED_WINDOW_SECONDS: i64 = 60;

/// So many neighbours in time are looked at either way: a busier minute at one terminal tells nothing.
const KEYED_NEIGHBOURS_MAX: usize = 64;

/// A cluster of equal amounts larger than this (rows of one side times rows of the other) is
/// matched in order of time without trying alternatives: a shop that sells one thing at one price
/// all day has no better evidence.
const CLUSTER_CELLS_MAX: usize = 1 << 20;

/// How many pairs are enough to know the difference of the clocks.
const SKEW_SAMPLE_MAX: usize = 10_000;

/// What a pair costs where the tenders disagree, in seconds of time difference.
const TENDER_PENALTY_SECONDS: i64 = 600;

/// How many seconds the bill's clock is ahead of the register's: the median of the pairs found by
/// key, else of the amounts that occur once on either side.
pub(super) fn skew_seconds(open: &Open<'_>) -> i64 {
    let mut differences: Vec<i64> = open
        .pairs
        .iter()
        .take(SKEW_SAMPLE_MAX)
        .map(|pair| open.instant(pair.settled) - open.instant(pair.booked))
        .collect();
    if differences.is_empty() {
        differences = single_amounts(open);
    }
    differences.sort_unstable();
    differences.get(differences.len() / 2).copied().unwrap_or(0)
}

/// Time differences of the amounts that occur exactly once on either side.
fn single_amounts(open: &Open<'_>) -> Vec<i64> {
    let singles = |rows: &[u32]| {
        let mut amounts: Vec<(i64, u32)> = rows.iter().map(|&row| (open.asked(row), row)).collect();
        amounts.sort_unstable();
        let once: Vec<(i64, u32)> = amounts
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|chunk| match chunk {
                [one] => Some(*one),
                _ => None,
            })
            .collect();
        once
    };
    let settled = singles(&open.settled);
    let twin = |(amount, booked): (i64, u32)| {
        let at = settled
            .binary_search_by_key(&amount, |&(amount, _)| amount)
            .ok()?;
        Some(open.instant(settled[at].1) - open.instant(booked))
    };
    singles(&open.booked)
        .into_iter()
        .filter_map(twin)
        .take(SKEW_SAMPLE_MAX)
        .collect()
}

/// Runs the three passes.
pub(super) fn run(open: &mut Open<'_>, skew: i64) {
    equal_amounts(open, skew, WINDOW_SECONDS, true);
    open.settle();
    equal_amounts(open, skew, BARE_WINDOW_SECONDS, false);
    open.settle();
    keyed_amounts(open, skew);
    open.settle();
}

/// A row of either side as the passes see it. Sorted by what must agree, then by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    amount: i64,
    terminal: Sym,
    instant: i64,
    is_settled: bool,
    /// Its place among the open rows of its side: ties do not depend on the order of loading.
    rank: usize,
    row: u32,
}

fn entries(open: &Open<'_>, skew: i64, by_amount: bool, by_terminal: bool) -> Vec<Entry> {
    let entry = |(rank, row): (usize, u32), is_settled: bool| {
        let terminal = open.book.records.terminal[row as usize];
        Entry {
            amount: if by_amount { open.asked(row) } else { 0 },
            terminal: if by_terminal { terminal } else { Sym::NONE },
            instant: open.instant(row) - if is_settled { skew } else { 0 },
            is_settled,
            rank,
            row,
        }
    };
    let booked = open
        .booked
        .iter()
        .copied()
        .enumerate()
        .map(|row| entry(row, false));
    let settled = open
        .settled
        .iter()
        .copied()
        .enumerate()
        .map(|row| entry(row, true));
    let mut all: Vec<Entry> = booked.chain(settled).collect();
    all.sort_unstable();
    all
}

fn equal_amounts(open: &mut Open<'_>, skew: i64, window: i64, by_terminal: bool) {
    let all = entries(open, skew, true, by_terminal);
    let joined = |a: &Entry, b: &Entry| {
        a.amount == b.amount && a.terminal == b.terminal && b.instant - a.instant <= window
    };
    for cluster in all.chunk_by(joined) {
        let (settled, booked): (Vec<Entry>, Vec<Entry>) =
            cluster.iter().partition(|entry| entry.is_settled);
        if booked.is_empty() || settled.is_empty() {
            continue;
        }
        for (b, s) in assign(open, &booked, &settled, window) {
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

/// The assignment with the most pairs and, among those, the least cost, by dynamic programming over
/// both sides in order of time. On a line such an assignment need never cross.
fn assign(
    open: &Open<'_>,
    booked: &[Entry],
    settled: &[Entry],
    window: i64,
) -> Vec<(usize, usize)> {
    let (rows, columns) = (booked.len(), settled.len());
    if rows * columns > CLUSTER_CELLS_MAX {
        return in_order(open, booked, settled, window);
    }
    let width = columns + 1;
    // (pairs, cost) of the best assignment of the first i and the first j; more pairs win.
    let mut best = vec![(0_i64, 0_i64); (rows + 1) * width];
    let better = |a: (i64, i64), b: (i64, i64)| a.0 > b.0 || (a.0 == b.0 && a.1 < b.1);
    for i in 1..=rows {
        for j in 1..=columns {
            let (above, left) = (best[(i - 1) * width + j], best[i * width + j - 1]);
            let mut value = if better(left, above) { left } else { above };
            if let Some(cost) = cost(open, booked[i - 1], settled[j - 1], window) {
                let (pairs, sum) = best[(i - 1) * width + j - 1];
                if better((pairs + 1, sum + cost), value) {
                    value = (pairs + 1, sum + cost);
                }
            }
            best[i * width + j] = value;
        }
    }
    let (mut i, mut j, mut pairs) = (rows, columns, Vec::new());
    while i > 0 && j > 0 {
        let value = best[i * width + j];
        if value == best[(i - 1) * width + j] {
            i -= 1;
        } else if value == best[i * width + j - 1] {
            j -= 1;
        } else {
            (i, j) = (i - 1, j - 1);
            pairs.push((i, j));
        }
    }
    pairs
}

/// Pairs in order of time, for clusters too large to try alternatives.
fn in_order(
    open: &Open<'_>,
    booked: &[Entry],
    settled: &[Entry],
    window: i64,
) -> Vec<(usize, usize)> {
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < booked.len() && j < settled.len() {
        if cost(open, booked[i], settled[j], window).is_some() {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if booked[i].instant < settled[j].instant {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Pairs of different amounts at one terminal and time, where the amounts differ the way a person
/// mistypes and neither row has another candidate.
fn keyed_amounts(open: &mut Open<'_>, skew: i64) {
    let all = entries(open, skew, false, true);
    let candidates = |at: usize| -> Vec<usize> {
        let entry = all[at];
        let near = |other: &usize| {
            let other = all[*other];
            other.terminal == entry.terminal
                && (other.instant - entry.instant).abs() <= KEYED_WINDOW_SECONDS
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
                && open.tails_agree(booked.row, settled.row)
                && open.tenders_agree(booked.row, settled.row)
                && slip(open.asked(booked.row), open.asked(settled.row)).is_some()
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
