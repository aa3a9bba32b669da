//! The case list: what is kept reads back, what was tampered with does no harm, reminders open.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by its first broken promise"
)]

use yifen::calendar::Day;
use yifen::cases::{CASES_MAX, Cases, Kept, OtherForm, SCHEMA, TEXT_MAX, reminder};
use yifen::cause::Cause;
use yifen::money::{Amount, Currency};
use yifen::text::Lang;

fn day(day: u8) -> Day {
    Day::from_ymd(2026, 3, day).unwrap()
}

fn one() -> (Cases, u32) {
    let mut cases = Cases::default();
    let amount = Amount::new(4000, Currency::CNY);
    let id = cases.open(Cause::CapMissed, amount, day(2)).unwrap();
    (cases, id)
}

#[test]
fn what_is_kept_reads_back() {
    let (mut cases, id) = one();
    cases.change(id, |case| {
        case.number = "2026-17".to_owned();
        case.due = Some(day(9));
    });
    let text = serde_json::to_string(&cases.kept()).unwrap();
    let kept: Kept = serde_json::from_str(&text).unwrap();
    assert_eq!(Cases::of_kept(kept), Ok(cases));
}

#[test]
fn what_was_tampered_with_does_no_harm() {
    let (cases, _) = one();
    let mut kept = cases.kept();
    kept.cases[0].whom = format!("a\u{0}\n{}", "长".repeat(TEXT_MAX * 2));
    kept.cases.push(kept.cases[0].clone());
    let read = Cases::of_kept(kept.clone()).unwrap();
    let whom = &read.sorted()[0].whom;
    assert_eq!(whom.chars().count(), TEXT_MAX);
    assert!(!whom.contains(char::is_control));
    assert_eq!(read.sorted().len(), 1, "a number stands once");
    kept.schema = SCHEMA + 1;
    assert_eq!(Cases::of_kept(kept), Err(OtherForm));
    for text in [
        "",
        "[]",
        "{\"schema\":1}",
        "{\"schema\":1,\"cases\":[{\"id\":1,\"cause\":\"NO\"}]}",
    ] {
        assert!(serde_json::from_str::<Kept>(text).is_err(), "{text}");
    }
}

#[test]
fn numbers_are_not_used_again_and_the_list_ends() {
    let (mut cases, id) = one();
    let amount = Amount::new(1, Currency::CNY);
    let second = cases.open(Cause::Unexplained, amount, day(3)).unwrap();
    assert_ne!(id, second);
    // Nor after the last one was deleted: a calendar knows its reminder by the number.
    cases.remove(second);
    let kept: Kept = serde_json::from_str(&serde_json::to_string(&cases.kept()).unwrap()).unwrap();
    cases = Cases::of_kept(kept).unwrap();
    let third = cases.open(Cause::Unexplained, amount, day(3)).unwrap();
    assert!(third > second);
    while cases.open(Cause::Unexplained, amount, day(3)).is_some() {}
    assert_eq!(cases.sorted().len(), CASES_MAX);
    cases.remove(id);
    assert!(cases.get(id).is_none());
}

#[test]
fn the_sooner_due_come_first_and_settled_ones_last() {
    let (mut cases, first) = one();
    let amount = Amount::new(1, Currency::CNY);
    let mut open = |due: Option<Day>, closed: bool| {
        let id = cases.open(Cause::Unexplained, amount, day(3)).unwrap();
        cases.change(id, |case| (case.due, case.closed) = (due, closed));
        id
    };
    let late = open(Some(day(20)), false);
    let soon = open(Some(day(8)), false);
    let done = open(Some(day(1)), true);
    let order: Vec<u32> = cases.sorted().iter().map(|case| case.id).collect();
    assert_eq!(order, [soon, late, first, done]);
    assert_eq!(
        (cases.due(day(7)), cases.due(day(8)), cases.due(day(31))),
        (0, 1, 2)
    );
}

#[test]
fn the_same_money_is_one_open_case() {
    let (mut cases, id) = one();
    let amount = Amount::new(4000, Currency::CNY);
    assert_eq!(cases.same(Cause::CapMissed, amount, day(2)), Some(id));
    assert_eq!(cases.same(Cause::CapMissed, amount, day(3)), None);
    cases.change(id, |case| case.closed = true);
    assert_eq!(cases.same(Cause::CapMissed, amount, day(2)), None);
}

#[test]
fn a_reminder_follows_the_form_of_calendar_files() {
    let (mut cases, id) = one();
    let made = day(5);
    assert_eq!(reminder(cases.get(id).unwrap(), Lang::Zh, made), None);
    cases.change(id, |case| {
        case.due = Some(day(31));
        case.next = format!("打电话, 问 {}；再问;\\", "收单机构".repeat(12));
    });
    let file = reminder(cases.get(id).unwrap(), Lang::Zh, made).unwrap();
    assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"));
    assert!(file.contains("DTSTART;VALUE=DATE:20260331\r\nDTEND;VALUE=DATE:20260401\r\n"));
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
    for wanted in ["VERSION:2.0", "PRODID:", "UID:", "DTSTAMP:20260305T000000Z"] {
        assert_eq!(file.matches(wanted).count(), 1, "{wanted}");
    }
    assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
    let unfolded = file.replace("\r\n ", "");
    assert!(unfolded.contains("打电话\\, 问"), "{unfolded}");
    assert!(unfolded.contains("再问\\;\\\\\r\n"), "{unfolded}");
}

#[test]
fn lists_join_without_losing_a_case() {
    let (mut cases, first) = one();
    let (mut others, same_number) = one();
    assert_eq!(first, same_number);
    others.change(same_number, |case| case.whom = "Wang".to_owned());
    cases.join(&others);
    let whom: Vec<_> = cases
        .sorted()
        .iter()
        .map(|case| case.whom.clone())
        .collect();
    assert_eq!(whom, ["", "Wang"]);
    assert_eq!(cases.get(first).unwrap().whom, "");
}
