//! Matching by amount and day, where one of the two files has no times.

use crate::record::{Sym, Tender};

use super::clock::Clocks;
use super::{By, Open};

/// What must be the same beside amount and day: terminal, card, tender. Most telling first.
const TIERS: [[bool; 3]; 6] = [
    [true, true, true],
    [false, true, false],
    [true, false, true],
    [false, false, true],
    [true, false, false],
    [false, false, false],
];

/// Rows with the same key may be one sale.
type Key = (i64, i64, Sym, Sym, Option<Tender>);

/// Runs every tier.
pub(super) fn run(open: &mut Open<'_>, clocks: &Clocks) {
    let timeless = |row: &u32| open.book.records.time(*row as usize).is_none();
    if !open.booked.iter().any(timeless) && !open.settled.iter().any(timeless) {
        return;
    }
    for tier in TIERS {
        pass(open, clocks, tier);
        open.settle();
    }
}

fn pass(open: &mut Open<'_>, clocks: &Clocks, [terminal, tail, tender]: [bool; 3]) {
    let key = |open: &Open<'_>, row: u32| -> Option<Key> {
        let (r, at) = (&open.book.records, row as usize);
        let day = clocks.instant(open, row).div_euclid(86_400);
        let same = |wanted: bool, of: Sym| if wanted { of } else { Sym::NONE };
        // A card that is not known is nobody's.
        (!tail || !r.card_tail[at].is_none()).then(|| {
            (
                open.asked(row),
                day,
                same(terminal, r.terminal[at]),
                same(tail, r.card_tail[at]),
                tender.then_some(r.tender[at]),
            )
        })
    };
    let keyed = |open: &Open<'_>, rows: &[u32]| -> Vec<(Key, u32)> {
        let rows = rows.iter().filter_map(|&row| Some((key(open, row)?, row)));
        let mut rows: Vec<(Key, u32)> = rows.collect();
        // Stable: rows of one key stay in order of time.
        rows.sort_by_key(|&(key, _)| key);
        rows
    };
    let (booked, settled) = (keyed(open, &open.booked), keyed(open, &open.settled));
    for chunk in booked.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(wanted, _)) = chunk.first() else {
            continue;
        };
        let from = settled.partition_point(|(key, _)| *key < wanted);
        let to = settled.partition_point(|(key, _)| *key <= wanted);
        for &(_, row) in chunk {
            let twin = settled[from..to]
                .iter()
                .map(|&(_, other)| other)
                .find(|&other| !open.claimed[other as usize] && fits(open, row, other));
            if let Some(twin) = twin {
                open.claim(row, twin, By::Window);
            }
        }
    }
}

/// Whether two rows of one amount and day may be one sale.
fn fits(open: &Open<'_>, booked: u32, settled: u32) -> bool {
    let timed = |row: u32| open.book.records.time(row as usize).is_some();
    (!timed(booked) || !timed(settled))
        && open.tails_agree(booked, settled)
        && open.tenders_agree(booked, settled)
        && open.hints.allow(booked, settled)
}
