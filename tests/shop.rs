//! The tests' own shop, read from its three files and explained to the fen.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by its first broken promise"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use yifen::explanation::{Explanation, explain};
use yifen::import::import;
use yifen::protocol::Wish;
use yifen::record::Book;
use yifen::settings::Settings;

const FILES: [&str; 3] = ["register.csv", "JY_20260514.txt", "bank_cmb.csv"];

fn explained(order: [usize; 3]) -> Explanation {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shop");
    let mut book = Book::new();
    for name in order.map(|index| FILES[index]) {
        let bytes = fs::read(folder.join(name)).unwrap();
        import(&mut book, name, &bytes, &Wish::default(), &mut |_, _| {}).unwrap();
    }
    explain(&book, &Settings::default(), &mut |_, _| {}).unwrap()
}

#[test]
fn every_planted_fen_is_found_whatever_the_order_of_the_files() {
    let truth = include_str!("fixtures/shop/truth.json");
    let truth: serde_json::Value = serde_json::from_str(truth).unwrap();
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let explanation = explained(order);
        let answer = explanation.answer();
        let sums = [
            ("takings", answer.takings),
            ("received", answer.received),
            ("gap", answer.gap),
        ];
        for (name, amount) in sums {
            assert_eq!(truth[name], amount.to_string(), "{name}");
        }
        let lines: BTreeMap<&str, String> = answer
            .lines
            .iter()
            .map(|line| (line.cause.id(), line.amount.to_string()))
            .collect();
        assert_eq!(truth["bridge"], serde_json::to_value(lines).unwrap());
        assert_eq!(answer.unexplained.minor, 0);
    }
}
