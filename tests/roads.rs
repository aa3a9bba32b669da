//! Every road that the page's scripts try has a name in both languages, and no name is left over.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by its first broken promise"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use yifen::text::privacy::ROADS;

/// The quoted or bare keys of the object that stands behind `name = {`.
fn keys(script: &str, name: &str) -> BTreeSet<String> {
    let body = script
        .split(&format!("const {name} = {{\n"))
        .nth(1)
        .unwrap();
    let body = body.split("\n}").next().unwrap();
    let least = body
        .lines()
        .map(|line| line.len() - line.trim_start().len());
    let indent = least.filter(|indent| *indent > 0).min().unwrap();
    body.lines()
        .filter(|line| line.len() - line.trim_start().len() == indent)
        .filter_map(|line| line.trim().split_once(": "))
        .filter(|(key, _)| !key.starts_with("//") && !key.starts_with('}'))
        .map(|(key, _)| key.trim_matches('"').to_owned())
        .collect()
}

#[test]
fn every_road_has_a_name_and_every_name_a_road() {
    let script = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src/web")
            .join(name);
        fs::read_to_string(path).unwrap()
    };
    let (page, worker) = (script("roads.js"), script("worker.js"));
    let mut roads = keys(&page, "BY_RULE");
    roads.extend(keys(&page, "BY_PAGE"));
    let in_worker: BTreeSet<String> = worker
        .lines()
        .filter_map(|line| line.trim().strip_prefix("\"worker-")?.split_once("\": "))
        .map(|(key, _)| format!("worker-{key}"))
        .collect();
    for key in &in_worker {
        assert!(
            page.contains(&format!("\"{key}\"")),
            "{key} is awaited by the page"
        );
    }
    roads.extend(in_worker);
    let named: BTreeSet<String> = ROADS.iter().map(|(key, _, _)| (*key).to_owned()).collect();
    assert_eq!(named.len(), ROADS.len(), "no name stands twice");
    assert_eq!(named, roads);
}
