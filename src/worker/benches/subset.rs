//! Time of the searches by sums in Chromium; `make bench` runs it. The same natively is
//! `tests/bench/subset.rs`.

#![cfg(target_arch = "wasm32")]
#![allow(
    missing_docs,
    clippy::inconsistent_digit_grouping,
    reason = "a bench is no interface; amounts are written as yuan and fen"
)]

#[path = "../../../tests/bench/sums.rs"]
mod sums;

use std::hint::black_box;
use std::time::Duration;

use wasm_bindgen_test::{Criterion, wasm_bindgen_bench, wasm_bindgen_test_configure};
use yifen::matching::subset::{Least, sets, ways};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Few samples: what matters is seconds or not.
fn quick(c: &mut Criterion) {
    let own = std::mem::take(c).sample_size(10);
    let own = own.warm_up_time(Duration::from_millis(100));
    *c = own.measurement_time(Duration::from_secs(1));
}

#[wasm_bindgen_bench]
fn forty_amounts_of_any_size(c: &mut Criterion) {
    let (amounts, target) = sums::forty();
    quick(c);
    c.bench_function("40 amounts of any size", |b| {
        b.iter(|| sets(black_box(&amounts), target, Least::One));
    });
}

#[wasm_bindgen_bench]
fn a_thousand_amounts_for_a_million(c: &mut Criterion) {
    let (amounts, target) = sums::thousand();
    quick(c);
    c.bench_function("1,000 for 1,000,000.00", |b| {
        b.iter(|| ways(black_box(&amounts), target));
    });
}
