//! How far the bills' clocks are ahead of the register's, measured before any time is compared.

use rustc_hash::FxHashMap;

use crate::record::{FileId, Side};

use super::Open;

/// How many pairs are enough to know the difference of two clocks.
const SAMPLE_MAX: usize = 10_000;

/// So many pairs of equal amounts are looked at where no number is shared; rare amounts come first,
/// since they say most.
const VOTES_MAX: usize = 200_000;

/// Tills and terminals write down one payment within half a minute of each other either way
/// (FORMATS.md A1), so the differences of true pairs lie in a minute.
const SPREAD_SECONDS: i64 = 60;

/// The farthest that two time zones lie apart.
const APART_SECONDS_MAX: i64 = 26 * 3600;

/// Fewer pairs than this are chance, unless the clocks differ by no more than people set them wrong.
const VOTES_MIN: usize = 3;

/// One part in so many of the sales that could be pairs must show one difference.
const SHARE: usize = 3;

/// Amount, time and row.
type Timed = (i64, i64, u32);

/// How many pairs two sides of one amount make, and the sides.
type Group<'a> = (usize, &'a [Timed], &'a [Timed]);

/// By file of a bill: how many seconds its clock is ahead of the register's.
#[derive(Debug, Default)]
pub struct Clocks(FxHashMap<FileId, i64>);

impl Clocks {
    /// Measures every bill's clock: the median of the pairs found by key, else the difference on
    /// which most equal amounts agree. Files of one format have one clock: whether a bill came in
    /// one file or in two says nothing.
    pub(super) fn measure(open: &Open<'_>) -> Self {
        let files = || {
            let files = open.book.files.iter();
            files.filter(|entry| entry.report.side == Side::Provider)
        };
        let mut formats: Vec<&str> = files().map(|entry| entry.report.format.as_str()).collect();
        formats.sort_unstable();
        formats.dedup();
        let mut clocks = FxHashMap::default();
        for format in formats {
            let of: Vec<FileId> = files()
                .filter(|entry| entry.report.format == format)
                .map(|entry| entry.id)
                .collect();
            let ahead = by_pairs(open, &of).unwrap_or_else(|| by_amounts(open, &of));
            clocks.extend(of.into_iter().map(|file| (file, ahead)));
        }
        Self(clocks)
    }

    /// How many seconds a file's clock is ahead of the register's; nought for the register itself.
    #[must_use]
    pub fn ahead(&self, file: FileId) -> i64 {
        self.0.get(&file).copied().unwrap_or(0)
    }

    /// Seconds since the epoch by the register's clock; noon where the file has no time.
    pub(super) fn instant(&self, open: &Open<'_>, row: u32) -> i64 {
        open.instant(row) - self.ahead(open.book.records.file[row as usize])
    }
}

/// The median difference of the pairs that have a time on both sides.
fn by_pairs(open: &Open<'_>, files: &[FileId]) -> Option<i64> {
    let r = &open.book.records;
    let timed = |row: u32| r.time(row as usize).is_some();
    let mut apart: Vec<i64> = open
        .pairs
        .iter()
        .filter(|pair| files.contains(&r.file[pair.settled as usize]))
        .filter(|pair| timed(pair.booked) && timed(pair.settled))
        .take(SAMPLE_MAX)
        .map(|pair| open.instant(pair.settled) - open.instant(pair.booked))
        .collect();
    apart.sort_unstable();
    apart.get(apart.len() / 2).copied()
}

/// The difference on which most pairs of equal amounts agree: true pairs agree on one, pairs by
/// chance on none.
fn by_amounts(open: &Open<'_>, files: &[FileId]) -> i64 {
    let r = &open.book.records;
    let timed = |row: &u32| r.time(*row as usize).is_some();
    let sorted = |rows: &mut dyn Iterator<Item = u32>| {
        let mut rows: Vec<Timed> = rows
            .filter(timed)
            .map(|row| (open.asked(row), open.instant(row), row))
            .collect();
        // Stable: rows of one moment stay in the order of the scope.
        rows.sort_by_key(|&(amount, instant, _)| (amount, instant));
        rows
    };
    let booked = sorted(&mut open.booked.iter().copied());
    let of_these = |row: &u32| files.contains(&r.file[*row as usize]);
    let settled = sorted(&mut open.settled.iter().copied().filter(of_these));
    let mut groups: Vec<Group<'_>> = Vec::new();
    for chunk in booked.chunk_by(|a, b| a.0 == b.0) {
        let amount = chunk.first().map_or(0, |first| first.0);
        let from = settled.partition_point(|row| row.0 < amount);
        let to = settled.partition_point(|row| row.0 <= amount);
        if from < to {
            groups.push((chunk.len() * (to - from), chunk, &settled[from..to]));
        }
    }
    groups.sort_by_key(|&(cells, chunk, _)| (cells, chunk.first().map(|first| first.0)));
    let amounts = groups.len();
    let (mut apart, mut could_be) = (Vec::new(), 0);
    for (cells, booked, settled) in groups {
        let room = VOTES_MAX - apart.len().min(VOTES_MAX);
        // Of an amount that is too common, its first rows on both sides.
        let side = if cells > room { room.isqrt() } else { cells };
        let booked = &booked[..booked.len().min(side)];
        let settled = &settled[..settled.len().min(side)];
        could_be += booked.len().min(settled.len());
        for &(_, at, row) in booked {
            let near = settled
                .iter()
                .filter(|&&(_, there, _)| (there - at).abs() <= APART_SECONDS_MAX)
                .filter(|&&(_, _, other)| open.tails_agree(row, other));
            apart.extend(near.map(|&(_, there, _)| there - at));
        }
    }
    apart.sort_unstable();
    let (mut from, mut best) = (0, None);
    for to in 0..apart.len() {
        while apart[to] - apart[from] > SPREAD_SECONDS {
            from += 1;
        }
        let (votes, middle) = (to + 1 - from, apart[from + (to - from) / 2]);
        let rank = (votes, -middle.abs(), middle);
        best = best.max(Some(rank));
    }
    // Two of different amounts are enough where they are all there is.
    let enough = |votes: usize| votes >= VOTES_MIN || votes == could_be && votes.min(amounts) >= 2;
    match best {
        Some((votes, _, ahead))
            if votes * SHARE >= could_be
                && (enough(votes) || ahead.abs() <= super::window::WINDOW_SECONDS) =>
        {
            ahead
        }
        _ => 0,
    }
}
