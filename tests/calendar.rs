//! Due days against the table of dates, and what the calendar says about years it does not know.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use yifen::calendar::{
    Cycle, DateOrder, Day, Rail, SettlementRules, WorkCalendar, read_date, read_time,
};

fn day(text: &str) -> Day {
    read_date(text, DateOrder::YearFirst).unwrap()
}

/// The columns: cycle, rail, day, time, due, note. Source: FEES.md section 7 and, below its dates,
/// the meaning of the cycles in section 5.
#[test]
fn due_days_hold() {
    let mut lines = include_str!("tables/due_days.csv").lines();
    assert_eq!(lines.next(), Some("cycle,rail,day,time,due,note"));
    let mut count = 0;
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let [cycle, rail, from, time, due, _note] = cells[..] else {
            panic!("six columns: {line}");
        };
        let rules = SettlementRules {
            cycle: Cycle::parse(cycle).unwrap(),
            ..SettlementRules::default()
        };
        let rail = if rail == "card" { Rail::Card } else { Rail::Qr };
        let time = (!time.is_empty()).then(|| read_time(time).unwrap());
        let got = rules.due(day(from), time, rail);
        assert_eq!(got.day, day(due), "{line}");
        assert!(!got.estimate, "{line}");
        count += 1;
    }
    assert!(count > 20, "the table was read: {count}");
}

#[test]
fn a_year_without_a_calendar_is_an_estimate() {
    let rules = SettlementRules::default();
    for (from, due) in [("2027-05-14", "2027-05-17"), ("2026-12-31", "2027-01-01")] {
        let got = rules.due(day(from), None, Rail::Qr);
        assert_eq!((got.day, got.estimate), (day(due), true), "{from}");
    }
}

#[test]
fn every_makeup_day_is_a_weekend_and_works() {
    let calendar = WorkCalendar::default();
    let strict = WorkCalendar {
        skip_makeup_days: true,
        ..WorkCalendar::default()
    };
    let first = day("2018-01-01");
    let days = (0..9 * 366)
        .map(|days| first.plus(days))
        .filter(|&day| WorkCalendar::is_makeup(day));
    let mut count = 0;
    for day in days {
        assert!(
            day.weekday() >= 5 && !WorkCalendar::is_holiday(day),
            "{day}"
        );
        assert!(calendar.is_working(day) && !strict.is_working(day), "{day}");
        count += 1;
    }
    assert_eq!(count, 59, "make-up days from 2018 to 2026");
}

#[test]
fn her_corrections_win() {
    let rules = SettlementRules {
        calendar: WorkCalendar {
            extra_off: vec![day("2026-11-23")],
            extra_work: vec![day("2026-11-21")],
            ..WorkCalendar::default()
        },
        ..SettlementRules::default()
    };
    assert_eq!(
        rules.due(day("2026-11-20"), None, Rail::Card).day,
        day("2026-11-21")
    );
    assert_eq!(
        rules.due(day("2026-11-21"), None, Rail::Card).day,
        day("2026-11-24")
    );
}
