//! The Chinese working calendar: public holidays and make-up days of 2018 to 2026.
//!
//! Source: State Council notices 202310/content_6911528 (2024), 202411/content_6986383 (2025) and
//! 202511/content_7047091 (2026), as listed in FEES.md section 5; for older statements 2017-11/30
//! (2018), 2018-12/06 and 2019-03/22 (2019), 2019-11/21 and 2020-01/27 (2020), 2020-11/25 (2021),
//! 2021-10/25 (2022) and 2022-12/08 (2023), as collected by the holiday-cn project (MIT). A year
//! that is not listed follows the weekend rule alone and every answer for it is marked an estimate.

use serde::{Deserialize, Serialize};

use super::Day;

/// A date within a year: month and day.
type MonthDay = (u8, u8);

/// One year's exceptions from the rule "Monday to Friday".
struct Year {
    year: i32,
    /// Days off: inclusive spans.
    off: &'static [(MonthDay, MonthDay)],
    /// Make-up Saturdays and Sundays.
    work: &'static [MonthDay],
}

const YEARS: &[Year] = &[
    Year {
        year: 2018,
        off: &[
            ((1, 1), (1, 1)),
            ((2, 15), (2, 21)),
            ((4, 5), (4, 7)),
            ((4, 29), (5, 1)),
            ((6, 18), (6, 18)),
            ((9, 24), (9, 24)),
            ((10, 1), (10, 7)),
            ((12, 30), (12, 31)),
        ],
        work: &[
            (2, 11),
            (2, 24),
            (4, 8),
            (4, 28),
            (9, 29),
            (9, 30),
            (12, 29),
        ],
    },
    Year {
        year: 2019,
        off: &[
            ((1, 1), (1, 1)),
            ((2, 4), (2, 10)),
            ((4, 5), (4, 5)),
            ((5, 1), (5, 4)),
            ((6, 7), (6, 7)),
            ((9, 13), (9, 13)),
            ((10, 1), (10, 7)),
        ],
        work: &[(2, 2), (2, 3), (4, 28), (5, 5), (9, 29), (10, 12)],
    },
    Year {
        year: 2020,
        off: &[
            ((1, 1), (1, 1)),
            ((1, 24), (2, 2)),
            ((4, 4), (4, 6)),
            ((5, 1), (5, 5)),
            ((6, 25), (6, 27)),
            ((10, 1), (10, 8)),
        ],
        work: &[(1, 19), (4, 26), (5, 9), (6, 28), (9, 27), (10, 10)],
    },
    Year {
        year: 2021,
        off: &[
            ((1, 1), (1, 3)),
            ((2, 11), (2, 17)),
            ((4, 3), (4, 5)),
            ((5, 1), (5, 5)),
            ((6, 12), (6, 14)),
            ((9, 19), (9, 21)),
            ((10, 1), (10, 7)),
        ],
        work: &[(2, 7), (2, 20), (4, 25), (5, 8), (9, 18), (9, 26), (10, 9)],
    },
    Year {
        year: 2022,
        off: &[
            ((1, 1), (1, 3)),
            ((1, 31), (2, 6)),
            ((4, 3), (4, 5)),
            ((4, 30), (5, 4)),
            ((6, 3), (6, 5)),
            ((9, 10), (9, 12)),
            ((10, 1), (10, 7)),
            ((12, 31), (12, 31)),
        ],
        work: &[(1, 29), (1, 30), (4, 2), (4, 24), (5, 7), (10, 8), (10, 9)],
    },
    Year {
        year: 2023,
        off: &[
            ((1, 1), (1, 2)),
            ((1, 21), (1, 27)),
            ((4, 5), (4, 5)),
            ((4, 29), (5, 3)),
            ((6, 22), (6, 24)),
            ((9, 29), (10, 6)),
        ],
        work: &[(1, 28), (1, 29), (4, 23), (5, 6), (6, 25), (10, 7), (10, 8)],
    },
    Year {
        year: 2024,
        off: &[
            ((1, 1), (1, 1)),
            ((2, 10), (2, 17)),
            ((4, 4), (4, 6)),
            ((5, 1), (5, 5)),
            ((6, 10), (6, 10)),
            ((9, 15), (9, 17)),
            ((10, 1), (10, 7)),
        ],
        work: &[
            (2, 4),
            (2, 18),
            (4, 7),
            (4, 28),
            (5, 11),
            (9, 14),
            (9, 29),
            (10, 12),
        ],
    },
    Year {
        year: 2025,
        off: &[
            ((1, 1), (1, 1)),
            ((1, 28), (2, 4)),
            ((4, 4), (4, 6)),
            ((5, 1), (5, 5)),
            ((5, 31), (6, 2)),
            ((10, 1), (10, 8)),
        ],
        work: &[(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    },
    Year {
        year: 2026,
        off: &[
            ((1, 1), (1, 3)),
            ((2, 15), (2, 23)),
            ((4, 4), (4, 6)),
            ((5, 1), (5, 5)),
            ((6, 19), (6, 21)),
            ((9, 25), (9, 27)),
            ((10, 1), (10, 7)),
        ],
        work: &[(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
    },
];

/// Which days banks settle on: the published calendar, and what the merchant corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkCalendar {
    /// Whether make-up Saturdays and Sundays count as settlement days. They do in one published
    /// example (FEES.md section 5), some banks differ, hence a setting.
    pub skip_makeup_days: bool,
    /// Days off that the published calendar lacks.
    pub extra_off: Vec<Day>,
    /// Working days that the published calendar lacks.
    pub extra_work: Vec<Day>,
}

impl WorkCalendar {
    /// Whether the published calendar covers the year of `day`.
    #[must_use]
    pub fn covers(day: Day) -> bool {
        YEARS.iter().any(|y| y.year == day.ymd().0)
    }

    /// Whether money is settled on `day`.
    #[must_use]
    pub fn is_working(&self, day: Day) -> bool {
        if self.extra_work.contains(&day) {
            return true;
        }
        if self.extra_off.contains(&day) {
            return false;
        }
        let weekday = day.weekday() < 5;
        let (year, month, date) = day.ymd();
        let Some(exceptions) = YEARS.iter().find(|y| y.year == year) else {
            return weekday;
        };
        if exceptions.work.contains(&(month, date)) {
            return weekday || !self.skip_makeup_days;
        }
        let off = exceptions
            .off
            .iter()
            .any(|&(from, to)| from <= (month, date) && (month, date) <= to);
        weekday && !off
    }

    /// Whether `day` is a public holiday by the published calendar (weekends alone are not).
    #[must_use]
    pub fn is_holiday(day: Day) -> bool {
        let (year, month, date) = day.ymd();
        YEARS
            .iter()
            .filter(|y| y.year == year)
            .flat_map(|y| y.off)
            .any(|&(from, to)| from <= (month, date) && (month, date) <= to)
    }

    /// Whether `day` is a make-up working day by the published calendar.
    #[must_use]
    pub fn is_makeup(day: Day) -> bool {
        let (year, month, date) = day.ymd();
        YEARS
            .iter()
            .any(|y| y.year == year && y.work.contains(&(month, date)))
    }
}
