//! Time of the searches by sums, natively: `cargo bench --bench subset`. The same in Chromium is
//! `src/worker/benches/subset.rs`.

#![allow(
    clippy::inconsistent_digit_grouping,
    reason = "amounts are written as yuan and fen"
)]

mod sums;

use std::hint::black_box;
use std::time::{Duration, Instant};

use yifen::matching::subset::{Least, sets, ways};

/// The best of so many runs: what the machine does besides is not asked.
const RUNS: usize = 10;

fn main() {
    let (amounts, target) = sums::forty();
    let count = sets(&amounts, target, Least::One).count;
    let time = best(|| {
        black_box(sets(black_box(&amounts), target, Least::One));
    });
    println!("     40 amounts of any size: {time:>9.1?}; sets: {count}");
    let (amounts, target) = sums::thousand();
    let answer = ways(&amounts, target);
    let time = best(|| {
        black_box(ways(black_box(&amounts), target));
    });
    println!("  1,000 for 1,000,000.00:    {time:>9.1?}; sets: {answer:?}");
}

fn best(run: impl Fn()) -> Duration {
    let once = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..RUNS).map(once).min().unwrap_or_default()
}
