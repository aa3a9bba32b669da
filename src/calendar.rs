/*!
Days, times of day, the readers of both, and the calendar that says when money arrives.

Days are civil days in the shop's own time (Beijing time in every Chinese file, FORMATS.md rule 13);
there is no clock and no time zone here: "today" is an argument wherever it matters.

```
use yifen::calendar::{Cycle, Day, Rail, SettlementRules, TimeOfDay};

let rules = SettlementRules::default();
let friday = Day::from_ymd(2026, 11, 20).unwrap();
let late = TimeOfDay::from_hms(23, 0, 1).unwrap();
// 23:00:01 on a card counts as Saturday; both arrive on Monday.
assert_eq!(rules.due(friday, Some(late), Rail::Card).day.to_string(), "2026-11-23");
```
*/

use std::fmt;

use serde::{Deserialize, Serialize};

mod holidays;
mod read;
mod settlement;

pub use holidays::WorkCalendar;
pub use read::{DateError, DateOrder, read_date, read_date_time, read_time};
pub use settlement::{Cycle, Due, Rail, SettlementRules};

/// A civil day, counted from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Julian day of 1970-01-01.
const EPOCH_JULIAN: i32 = 2_440_588;

impl Day {
    /// The day of a calendar date; `None` where there is no such date.
    #[must_use]
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        // Years a shop's file can hold; anything else is a misread number.
        if !(1970..=2199).contains(&year) {
            return None;
        }
        let month = time::Month::try_from(month).ok()?;
        let date = time::Date::from_calendar_date(year, month, day).ok()?;
        Some(Self(date.to_julian_day() - EPOCH_JULIAN))
    }

    /// The day `days` after 1970-01-01.
    #[must_use]
    pub const fn from_epoch(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn epoch(self) -> i32 {
        self.0
    }

    /// The day `days` later (earlier where negative).
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    /// How many days lie between `earlier` and this day.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Year, month and day.
    #[must_use]
    pub fn ymd(self) -> (i32, u8, u8) {
        let date = time::Date::from_julian_day(self.0.saturating_add(EPOCH_JULIAN))
            .unwrap_or(time::Date::MIN);
        (date.year(), date.month().into(), date.day())
    }

    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub const fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday; rem_euclid(7) lies in 0..7.
        (self.0 + 3).rem_euclid(7) as u8
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        read_date(&text, DateOrder::YearFirst).map_err(serde::de::Error::custom)
    }
}

/// A time of day to the second.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u32);

impl TimeOfDay {
    /// 23:00:00, the card day's end (银联日切; FEES.md section 5).
    pub const CARD_CUTOFF: Self = Self(23 * 3600);
    /// 22:00:00, when nightly surcharges usually begin (FEES.md section 2).
    pub const NIGHT: Self = Self(22 * 3600);
    /// 07:00:00, when they usually end.
    pub const MORNING: Self = Self(7 * 3600);
    /// The last second of a day.
    pub const LAST: Self = Self(86_399);

    /// A time from its parts; `None` where there is no such time.
    #[must_use]
    pub fn from_hms(hour: u32, minute: u32, second: u32) -> Option<Self> {
        (hour < 24 && minute < 60 && second < 60).then(|| Self(hour * 3600 + minute * 60 + second))
    }

    /// A time from seconds since midnight.
    #[must_use]
    pub fn from_seconds(seconds: u32) -> Option<Self> {
        (seconds < 86_400).then_some(Self(seconds))
    }

    /// Seconds since midnight.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:02}:{:02}:{:02}",
            self.0 / 3600,
            self.0 / 60 % 60,
            self.0 % 60
        )
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        read_time(&text).map_err(serde::de::Error::custom)
    }
}

/// A span of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Period {
    /// Whether `day` lies inside.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}
