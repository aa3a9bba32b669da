//! Rows that stayed alone where another row of their side would have stayed alone as well.
//!
//! Without a number in common, two sales of one price within moments are told apart by seconds. Where
//! exchanging a lonely row with a matched one costs hardly more, nobody can say which of them it is.

use rustc_hash::{FxHashMap, FxHashSet};

use super::clock::Clocks;
use super::subset::choices;
use super::{By, Open, Pair};

/// An exchange that makes the times differ by so much more is no equal answer: tills and terminals
/// write down the same payment within half a minute of each other (FORMATS.md A1).
const TELLING_SECONDS: i64 = 30;

/// Seconds of a day.
const DAY_SECONDS: i64 = 86_400;

/// More equal answers than this are counted as this many: the number says "many".
const SETS_MAX: u32 = 1_000_000;

/// Lonely rows that exchange with the same matched ones, and how many choices among them fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// By row: its group.
    groups: FxHashMap<u32, usize>,
    /// By group: how many choices fit equally well.
    sets: Vec<u32>,
}

impl Doubts {
    /// How many choices of lonely rows fit as well as `rows`; 1 where these are the only ones.
    #[must_use]
    pub fn sets(&self, rows: impl IntoIterator<Item = u32>) -> u32 {
        let mut groups: Vec<usize> = rows
            .into_iter()
            .filter_map(|row| self.groups.get(&row).copied())
            .collect();
        groups.sort_unstable();
        groups.dedup();
        let sets = groups.into_iter().filter_map(|group| self.sets.get(group));
        sets.fold(1, |all: u32, &sets| all.saturating_mul(sets).min(SETS_MAX))
    }

    /// Looks at the rows that stayed alone.
    pub(super) fn of(open: &Open<'_>, clocks: &Clocks) -> Self {
        let mut doubts = Self::default();
        for settled in [false, true] {
            doubts.add(open, clocks, settled);
        }
        doubts
    }

    fn add(&mut self, open: &Open<'_>, clocks: &Clocks, settled: bool) {
        let instant = |row: u32| clocks.instant(open, row);
        // Where one of two rows has no time they are as near as any of that day.
        let apart = |a: u32, b: u32| {
            let timed = |row: u32| open.book.records.time(row as usize).is_some();
            let day = |row: u32| instant(row).div_euclid(DAY_SECONDS);
            if timed(a) && timed(b) {
                Some((instant(a) - instant(b)).abs())
            } else {
                (day(a) == day(b)).then_some(0)
            }
        };
        let timeless = |rows: &[u32]| {
            let mut rows = rows.iter();
            rows.any(|&row| open.book.records.time(row as usize).is_none())
        };
        let sides = |pair: &Pair| match settled {
            true => (pair.settled, pair.booked),
            false => (pair.booked, pair.settled),
        };
        let mut pairs: Vec<(i64, i64, u32, u32)> = open
            .pairs
            .iter()
            .filter(|pair| pair.by == By::Window)
            .map(|pair| {
                let (own, other) = sides(pair);
                (open.asked(own), instant(own), own, other)
            })
            .collect();
        pairs.sort_unstable();
        let lonely = if settled { &open.settled } else { &open.booked };
        let days = timeless(lonely)
            || pairs
                .iter()
                .any(|&(_, _, own, other)| timeless(&[own, other]));
        let window = if days {
            DAY_SECONDS
        } else {
            super::window::WINDOW_SECONDS
        };
        let mut rows: Vec<(i64, i64, u32)> = lonely
            .iter()
            .map(|&row| (open.asked(row), instant(row), row))
            .collect();
        rows.sort_unstable();
        // The group that is being gathered: its lonely rows and what they exchange with.
        let (mut members, mut rivals): (Vec<u32>, FxHashSet<u32>) = Default::default();
        for (amount, at, row) in rows {
            let from = pairs.partition_point(|pair| (pair.0, pair.1) < (amount, at - window));
            let near = pairs[from..]
                .iter()
                .take_while(|pair| (pair.0, pair.1) <= (amount, at + window));
            let exchanges: Vec<u32> = near
                .filter(|&&(_, _, own, other)| {
                    let (Some(now), Some(then)) = (apart(own, other), apart(row, other)) else {
                        return false;
                    };
                    then - now <= TELLING_SECONDS && exchanges(open, row, own, other, settled)
                })
                .map(|&(_, _, own, _)| own)
                .collect();
            if exchanges.is_empty() {
                continue;
            }
            if !exchanges.iter().any(|rival| rivals.contains(rival)) {
                self.close(&mut members, &mut rivals);
            }
            members.push(row);
            rivals.extend(exchanges);
        }
        self.close(&mut members, &mut rivals);
    }

    fn close(&mut self, members: &mut Vec<u32>, rivals: &mut FxHashSet<u32>) {
        if !members.is_empty() {
            let group = self.sets.len();
            self.groups.extend(members.iter().map(|&row| (row, group)));
            let all = members.len() + rivals.len();
            let ways = choices(all as u64, members.len() as u64).min(SETS_MAX.into());
            self.sets.push(u32::try_from(ways).unwrap_or(SETS_MAX));
        }
        members.clear();
        rivals.clear();
    }
}

/// Whether the lonely row could be the twin of `other` as well as its present one.
fn exchanges(open: &Open<'_>, lonely: u32, present: u32, other: u32, settled: bool) -> bool {
    let agree = |row: u32| {
        let (booked, bill) = if settled { (other, row) } else { (row, other) };
        let terminal = |row: u32| open.book.records.terminal[row as usize];
        (
            open.tails_agree(booked, bill),
            open.tenders_agree(booked, bill),
            super::agree(terminal(booked), terminal(bill)),
        )
    };
    agree(lonely) == agree(present) && open.hints.allow(lonely, other)
}
