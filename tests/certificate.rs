//! The certificate of the tests' own shop: what it names adds up, and each row counts once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by its first broken promise"
)]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use yifen::explanation::explain;
use yifen::import::import;
use yifen::money::{Currency, DecimalMark, read_amount};
use yifen::protocol::Wish;
use yifen::record::Book;
use yifen::report::certificate::certificate;
use yifen::settings::Settings;

fn minor(of: &Value) -> i128 {
    let text = of.as_str().expect("an amount");
    let read = read_amount(text, Currency::CNY, DecimalMark::Point);
    read.expect("an amount").minor
}

#[test]
fn everything_it_names_adds_up() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shop");
    let mut book = Book::new();
    for name in ["register.csv", "JY_20260514.txt", "bank_cmb.csv"] {
        let bytes = fs::read(folder.join(name)).unwrap();
        import(&mut book, name, &bytes, &Wish::default(), &mut |_, _| {}).unwrap();
    }
    let explanation = explain(&book, &Settings::default(), &mut |_, _| {}).unwrap();
    let paper: Value = serde_json::from_str(&certificate(&explanation, &book)).unwrap();
    let sum = |rows: &Value| -> i128 {
        let rows = rows.as_array().expect("rows");
        rows.iter().map(|row| minor(&row["counts"])).sum()
    };
    assert_eq!(sum(&paper["taken"]), minor(&paper["takings"]));
    assert_eq!(sum(&paper["credits"]), minor(&paper["received"]));
    let mut left = minor(&paper["unexplained"]);
    let mut seen = HashSet::new();
    for line in paper["bridge"].as_array().expect("a bridge") {
        assert_eq!(
            sum(&line["rows"]),
            minor(&line["amount"]),
            "{}",
            line["cause"]
        );
        left += minor(&line["amount"]);
        for row in line["rows"].as_array().expect("rows") {
            if row["beside"] != true {
                let key = format!("{} {} {}", line["aspect"], row["sha256"], row["row"]);
                assert!(seen.insert(key), "{row} counts twice");
            }
        }
    }
    assert_eq!(left, minor(&paper["gap"]));
    assert!(!seen.is_empty());
}
