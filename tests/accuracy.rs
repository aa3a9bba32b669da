//! How much of what was planted the engine finds, to the fen: a few hundred seeded shops, held at
//! floors. `make accuracy` runs thousands and prints the figures cause by cause.

#![allow(
    clippy::expect_used,
    reason = "a test may stop where its own input is wrong"
)]
#![allow(
    clippy::inconsistent_digit_grouping,
    reason = "amounts are written as yuan and fen"
)]

mod accuracy {
    pub mod dice;
    pub mod maker;
    pub mod plant;
    pub mod rare;
    pub mod score;
    pub mod shop;
}

use accuracy::maker::make;
use accuracy::score::{Score, Tally};
use yifen::cause::Confidence;

fn scored(shops: u64) -> Score {
    let mut score = Score::default();
    for seed in 1..=shops {
        score.add(seed, &make(seed));
    }
    score
}

fn percent(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn line(name: &str, tally: &Tally) {
    let [precision, recall, f1] = tally.quality().map(percent);
    println!(
        "{name:<24}{:>8}{:>8}{:>8}{precision:>10}{recall:>10}{f1:>10}{:>10} ppm",
        tally.planted,
        tally.named,
        tally.exact,
        tally.misattributed()
    );
}

#[test]
fn planted_causes_are_found() {
    let shops = std::env::var("YIFEN_SHOPS").ok();
    let printed = shops.is_some();
    let shops = shops.and_then(|text| text.parse().ok()).unwrap_or(200);
    let score = scored(shops);
    let total = score.total();
    if printed {
        println!(
            "{:<24}{:>8}{:>8}{:>8}{:>10}{:>10}{:>10}{:>14}",
            "cause", "planted", "named", "exact", "precision", "recall", "F1", "misattributed"
        );
        for (cause, tally) in &score.by_cause {
            line(cause.id(), tally);
        }
        line("all", &total);
        for (confidence, (lines, right)) in &score.lines {
            println!("{confidence:?}: {lines} lines, {right} right");
        }
        println!(
            "{} shops, {} perfect, {} not adding up",
            score.shops, score.perfect, score.broken
        );
        for fault in score.faults.iter().take(40) {
            println!("{fault}");
        }
    }
    assert_eq!(score.broken, 0, "not adding up");
    let [_, _, f1] = total.quality();
    assert!(f1 >= 9_900, "F1 {f1}: {:#?}", score.faults);
    assert!(
        total.misattributed() <= 500,
        "{} ppm of the money misattributed: {:#?}",
        total.misattributed(),
        score.faults
    );
    let of = |confidence| score.lines.get(&confidence).copied().unwrap_or_default();
    let (lines, right) = of(Confidence::Certain);
    assert_eq!(lines, right, "certain: {:#?}", score.faults);
    let (lines, right) = of(Confidence::Likely);
    assert!(right * 100 >= lines * 99, "likely: {right} of {lines}");
}
