//! Which of one side's equal amounts is which of the other's, all of them at once.

use std::ops::Range;

/// Past so many pairs that could be, the rows are paired in order of time alone: a million payments
/// of one price within minutes of each other have no better evidence.
const CELLS_MAX: usize = 1 << 25;

/// Pairs and cost of an assignment.
type Value = (i64, i64);

/// Where the best assignment of the first rows came from.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum From {
    /// The last booked row stays alone.
    Above,
    /// The last settled row stays alone.
    Left,
    /// The two are one sale.
    Pair,
}

/// The assignment with the most pairs and, among those, the least cost, by dynamic programming over
/// both sides in order of time: on a line such an assignment need never cross. `within` are the
/// settled rows that the `i`th booked one can be, both ends rising with `i`; `cost` is `None` where
/// the two cannot be one sale. Pairs come last first.
pub(super) fn assign(
    within: &[Range<usize>],
    cost: impl Fn(usize, usize) -> Option<i64>,
) -> Vec<(usize, usize)> {
    let cells = |range: &Range<usize>| range.len() + 1;
    if within.iter().map(cells).sum::<usize>() > CELLS_MAX {
        return in_order(within, cost);
    }
    // Of each booked row, the cells for the first `start` to `end` settled ones: before them it is
    // nobody's twin, behind them nothing changes.
    let mut came: Vec<From> = Vec::new();
    let mut starts: Vec<usize> = Vec::with_capacity(within.len());
    let (mut before, mut row): (Vec<Value>, Vec<Value>) = (vec![(0, 0)], Vec::new());
    let mut before_start = 0;
    let better = |a: Value, b: Value| a.0 > b.0 || (a.0 == b.0 && a.1 < b.1);
    for (i, range) in within.iter().enumerate() {
        let above = |j: usize| {
            let at = j.saturating_sub(before_start).min(before.len() - 1);
            before[at]
        };
        starts.push(came.len());
        row.clear();
        row.push(above(range.start));
        came.push(From::Above);
        for j in range.clone() {
            let left = row.last().copied().unwrap_or_default();
            let (mut value, mut from) = (above(j + 1), From::Above);
            if better(left, value) {
                (value, from) = (left, From::Left);
            }
            if let Some(cost) = cost(i, j) {
                let (pairs, sum) = above(j);
                if better((pairs + 1, sum + cost), value) {
                    (value, from) = ((pairs + 1, sum + cost), From::Pair);
                }
            }
            row.push(value);
            came.push(from);
        }
        std::mem::swap(&mut before, &mut row);
        before_start = range.start;
    }
    let mut pairs = Vec::new();
    let mut j = within.last().map_or(0, |range| range.end);
    for (i, range) in within.iter().enumerate().rev() {
        j = j.min(range.end);
        while j > range.start {
            match came[starts[i] + j - range.start] {
                From::Above => break,
                From::Left => j -= 1,
                From::Pair => {
                    j -= 1;
                    pairs.push((i, j));
                    break;
                }
            }
        }
    }
    pairs
}

/// Pairs in order of time, for clusters too large to try alternatives.
fn in_order(
    within: &[Range<usize>],
    cost: impl Fn(usize, usize) -> Option<i64>,
) -> Vec<(usize, usize)> {
    let (mut next, mut pairs) = (0, Vec::new());
    for (i, range) in within.iter().enumerate() {
        let mut free = range.start.max(next)..range.end;
        if let Some(j) = free.find(|&j| cost(i, j).is_some()) {
            pairs.push((i, j));
            next = j + 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The most pairs and the least cost over every assignment.
    fn brute(
        within: &[Range<usize>],
        cost: &dyn Fn(usize, usize) -> Option<i64>,
        i: usize,
        used: u32,
    ) -> (i64, i64) {
        let Some(range) = within.get(i) else {
            return (0, 0);
        };
        let mut best = brute(within, cost, i + 1, used);
        for j in range.clone().filter(|j| used & (1 << j) == 0) {
            if let Some(cost_here) = cost(i, j) {
                let (pairs, sum) = brute(within, cost, i + 1, used | 1 << j);
                let with = (pairs + 1, sum + cost_here);
                if with.0 > best.0 || (with.0 == best.0 && with.1 < best.1) {
                    best = with;
                }
            }
        }
        best
    }

    #[test]
    fn as_good_as_the_best_of_all() {
        // Times from a small generator: clusters, gaps, more on either side.
        let mut state = 7_u64;
        let mut roll = |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) % below
        };
        for _ in 0..300 {
            let mut times = |count: u64| -> Vec<i64> {
                let mut times: Vec<i64> = (0..count).map(|_| roll(60) as i64).collect();
                times.sort_unstable();
                times
            };
            let (booked, settled) = (times(6), times(7));
            let window = 12;
            let cost = |i: usize, j: usize| {
                let apart = (booked[i] - settled[j]).abs();
                (apart <= window).then_some(apart)
            };
            let within: Vec<Range<usize>> = booked
                .iter()
                .map(|at| {
                    settled.partition_point(|there| *there < at - window)
                        ..settled.partition_point(|there| *there <= at + window)
                })
                .collect();
            let pairs = assign(&within, cost);
            let sum: i64 = pairs.iter().filter_map(|&(i, j)| cost(i, j)).sum();
            let best = brute(&within, &cost, 0, 0);
            assert_eq!((pairs.len() as i64, sum), best, "{booked:?} {settled:?}");
            let mut twice = pairs.clone();
            twice.dedup_by_key(|pair| pair.1);
            assert_eq!(twice.len(), pairs.len());
        }
    }
}
