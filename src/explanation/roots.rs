//! Which root causes the rows of a line speak of. They carry no money: they are attached as advice
//! (CAUSES.md D6, E6 to E8).

use rustc_hash::{FxHashMap, FxHashSet};

use crate::calendar::Day;
use crate::cause::Cause;
use crate::causes::{Line, NO_ROW};
use crate::record::{Book, Kind, Records, Sym};
use crate::scope::Scope;

use super::judge::Judged;

/// So many rows are a pattern; fewer happen to everybody.
const ROWS_MIN: usize = 3;

/// A machine that is out of order is so for minutes, not for half a day.
const BROKEN_SECONDS_MAX: i64 = 3_600;

/// The last half hour of a day's sales is its closing time.
const CLOSING_SECONDS: i64 = 1_800;

/// Slips of the pen and of the keyboard, which somebody who checks every evening would find.
const SLIPS: [Cause; 8] = [
    Cause::KeyedTransposition,
    Cause::KeyedSlide,
    Cause::KeyedDigit,
    Cause::WrongSign,
    Cause::WrongTender,
    Cause::DuplicateInBook,
    Cause::MissingInBook,
    Cause::TipNotAdjusted,
];

/// Steps of the routine that were left out (CAUSES.md, coverage of the seed: D3, D4, D5, D10).
const STEPS: [Cause; 4] = [
    Cause::BatchOpen,
    Cause::PreauthOpen,
    Cause::TipNotAdjusted,
    Cause::WrongTender,
];

/// Sales that the bill has no trace of.
const TRACELESS: [Cause; 2] = [Cause::NetworkTimeout, Cause::NotPaid];

/// What gives money back.
const BACK: [Cause; 4] = [
    Cause::Refund,
    Cause::RefundPartial,
    Cause::DoubleRefund,
    Cause::Void,
];

/// The root causes of each line, in its order.
pub(super) fn of(book: &Book, scope: &Scope, twins: &[u32], lines: &[Judged]) -> Vec<Vec<Cause>> {
    let roots = Roots { book, scope, twins };
    let lines: Vec<&Line> = lines.iter().map(|judged| &judged.line).collect();
    let slips = roots.careless(&lines);
    let of = |line: &Line| {
        let found = [
            (Cause::Hardware, roots.is_broken(line)),
            (Cause::LaxReview, roots.is_careless(line, &slips)),
            (Cause::Process, STEPS.contains(&line.cause)),
            (Cause::ReviewRefunds, roots.asks_for_review(line)),
        ];
        found
            .into_iter()
            .filter(|(_, is_so)| *is_so)
            .map(|(cause, _)| cause)
            .collect()
    };
    lines.into_iter().map(of).collect()
}

struct Roots<'a> {
    book: &'a Book,
    scope: &'a Scope,
    twins: &'a [u32],
}

impl Roots<'_> {
    fn records(&self) -> &Records {
        &self.book.records
    }

    /// Seconds since the epoch, where the row has a time.
    fn instant(&self, row: u32) -> Option<i64> {
        let r = self.records();
        let time = r.time(row as usize)?;
        Some(i64::from(r.day[row as usize].epoch()) * 86_400 + i64::from(time.seconds()))
    }

    /// The day and the terminal of a row: somebody's shift.
    fn shift(&self, row: u32) -> (Day, Sym) {
        let r = self.records();
        (r.day[row as usize], r.terminal[row as usize])
    }

    /// The shifts of several slips.
    fn careless(&self, lines: &[&Line]) -> FxHashSet<(Day, Sym)> {
        let mut counts: FxHashMap<(Day, Sym), usize> = FxHashMap::default();
        for line in lines.iter().filter(|line| SLIPS.contains(&line.cause)) {
            for claim in &line.claims {
                *counts.entry(self.shift(claim.row)).or_default() += 1;
            }
        }
        counts.retain(|_, rows| *rows >= ROWS_MIN);
        counts.into_keys().collect()
    }

    fn is_careless(&self, line: &Line, shifts: &FxHashSet<(Day, Sym)>) -> bool {
        let mut rows = line.claims.iter().map(|claim| claim.row);
        SLIPS.contains(&line.cause) && rows.any(|row| shifts.contains(&self.shift(row)))
    }

    /// Whether one terminal took several sales in a row of which none reached the provider, while another
    /// one went on: a hole in the numbers of its slips.
    fn is_broken(&self, line: &Line) -> bool {
        if !TRACELESS.contains(&line.cause) || line.claims.len() < ROWS_MIN {
            return false;
        }
        let r = self.records();
        let lost: FxHashSet<u32> = line.claims.iter().map(|claim| claim.row).collect();
        let mut runs: FxHashMap<Sym, Vec<u32>> = FxHashMap::default();
        let is_hole = |run: &[u32]| {
            let ends = run.first().zip(run.last());
            let span = ends.and_then(|(&first, &last)| {
                Some((first, self.instant(first)?, self.instant(last)?))
            });
            run.len() >= ROWS_MIN
                && span.is_some_and(|(first, from, to)| {
                    to - from <= BROKEN_SECONDS_MAX && self.goes_on(first, from, to)
                })
        };
        for &row in &self.scope.register {
            let terminal = r.terminal[row as usize];
            if !r.kind[row as usize].is_sale() || terminal.is_none() {
                continue;
            }
            let run = runs.entry(terminal).or_default();
            if lost.contains(&row) {
                run.push(row);
            } else {
                if is_hole(run) {
                    return true;
                }
                run.clear();
            }
        }
        runs.values().any(|run| is_hole(run))
    }

    /// Whether another terminal's sale of that time reached the provider.
    fn goes_on(&self, row: u32, from: i64, to: i64) -> bool {
        let r = self.records();
        let near = (from - CLOSING_SECONDS)..=(to + CLOSING_SECONDS);
        let mut others = self.scope.register.iter().copied();
        others.any(|other| {
            r.terminal[other as usize] != r.terminal[row as usize]
                && self
                    .twins
                    .get(other as usize)
                    .is_some_and(|&twin| twin != NO_ROW)
                && self.instant(other).is_some_and(|at| near.contains(&at))
        })
    }

    /// Whether several refunds went to one card, or most of several were made at closing time.
    fn asks_for_review(&self, line: &Line) -> bool {
        if !BACK.contains(&line.cause) || line.claims.len() < ROWS_MIN {
            return false;
        }
        let r = self.records();
        let rows = || {
            let pairs = line
                .claims
                .iter()
                .flat_map(|claim| [claim.row, claim.other]);
            pairs.filter(|&row| row != NO_ROW && !r.kind[row as usize].is_sale())
        };
        let mut cards: FxHashMap<Sym, usize> = FxHashMap::default();
        for card in rows().filter_map(|row| r.card_tail[row as usize].some()) {
            *cards.entry(card).or_default() += 1;
        }
        if cards.into_values().any(|rows| rows >= ROWS_MIN) {
            return true;
        }
        let days: FxHashSet<Day> = rows().map(|row| r.day[row as usize]).collect();
        let mut closing: FxHashMap<Day, i64> = FxHashMap::default();
        let sides = self.scope.register.iter().chain(&self.scope.bill).copied();
        for row in sides.filter(|&row| days.contains(&r.day[row as usize])) {
            if matches!(r.kind[row as usize], Kind::Sale)
                && let Some(at) = self.instant(row)
            {
                let last = closing.entry(r.day[row as usize]).or_insert(at);
                *last = at.max(*last);
            }
        }
        let late = |row: &u32| {
            let last = closing.get(&r.day[*row as usize]);
            let at = self.instant(*row);
            last.zip(at)
                .is_some_and(|(last, at)| at >= last - CLOSING_SECONDS)
        };
        let at_closing = rows().filter(late).count();
        at_closing >= ROWS_MIN && at_closing * 2 > rows().count()
    }
}
