//! When a day's takings are due at the bank (FEES.md section 5).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Day, TimeOfDay, WorkCalendar};

/// How many days after the trade the money is due, in working or calendar days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// Whether only working days count (`T+n`) or every day (`D+n`).
    pub working_days: bool,
    /// The n of `T+n`.
    pub days: u8,
}

impl Cycle {
    /// Next working day, the usual contract.
    pub const T1: Self = Self {
        working_days: true,
        days: 1,
    };

    /// Reads `T+1`, `D+0` and the like, in either case and with or without the plus.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut chars = text.chars();
        let working_days = match chars.next()?.to_ascii_uppercase() {
            'T' => true,
            'D' => false,
            _ => return None,
        };
        let rest = chars.as_str().trim_start_matches(['+', '＋']);
        let days = rest.parse().ok().filter(|&days| days <= 30)?;
        Some(Self { working_days, days })
    }
}

impl Default for Cycle {
    fn default() -> Self {
        Self::T1
    }
}

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}+{}",
            if self.working_days { 'T' } else { 'D' },
            self.days
        )
    }
}

impl Serialize for Cycle {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cycle {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a cycle such as T+1 or D+0"))
    }
}

/// Which clock a payment follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rail {
    /// Bank cards: the day ends at the card cut-off.
    Card,
    /// QR wallets: the day ends at midnight.
    Qr,
}

/// When a payment is due, and whether the calendar had to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day that the payment counts to: the day after the trade past the cut-off.
    pub bucket: Day,
    /// The day that the money is due at the bank.
    pub day: Day,
    /// Whether a year without a published calendar was touched.
    pub estimate: bool,
}

/// Everything that decides a due day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettlementRules {
    /// Cycle of the contract.
    pub cycle: Cycle,
    /// Last second of the card day; 23:00:00 itself is still today.
    pub card_cutoff: TimeOfDay,
    /// Last second of the QR day.
    pub qr_cutoff: TimeOfDay,
    /// Working days.
    pub calendar: WorkCalendar,
}

impl Default for SettlementRules {
    fn default() -> Self {
        Self {
            cycle: Cycle::T1,
            card_cutoff: TimeOfDay::CARD_CUTOFF,
            qr_cutoff: TimeOfDay::LAST,
            calendar: WorkCalendar::default(),
        }
    }
}

/// The longest run of days off that is searched; real ones end after nine.
const SEARCH_DAYS_MAX: i32 = 60;

impl SettlementRules {
    /// When a payment of `day` at `time` is due. Without a time it counts to its own day.
    #[must_use]
    pub fn due(&self, day: Day, time: Option<TimeOfDay>, rail: Rail) -> Due {
        let cutoff = match rail {
            Rail::Card => self.card_cutoff,
            Rail::Qr => self.qr_cutoff,
        };
        let late = time.is_some_and(|time| time > cutoff);
        let bucket = day.plus(i32::from(late));
        let due = self.due_of_bucket(bucket);
        let estimate = !WorkCalendar::covers(bucket) || !WorkCalendar::covers(due);
        Due {
            bucket,
            day: due,
            estimate,
        }
    }

    /// When a whole settlement day is due.
    #[must_use]
    pub fn due_of_bucket(&self, bucket: Day) -> Day {
        if !self.cycle.working_days {
            return bucket.plus(i32::from(self.cycle.days));
        }
        let mut due = bucket;
        if self.cycle.days == 0 {
            return self.working_from(due);
        }
        for _ in 0..self.cycle.days {
            due = self.working_from(due.plus(1));
        }
        due
    }

    /// The first working day that is not before `day`.
    fn working_from(&self, day: Day) -> Day {
        (0..SEARCH_DAYS_MAX)
            .map(|days| day.plus(days))
            .find(|&day| self.calendar.is_working(day))
            .unwrap_or(day)
    }
}
