//! When money arrives, day by day, and why it does not arrive sooner.

use crate::calendar::{Day, Due, Rail, SettlementRules, TimeOfDay, WorkCalendar};

/// What a day of the little calendar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Money is settled.
    Working,
    /// A make-up Saturday or Sunday on which money is settled.
    MakeUp,
    /// A Saturday or Sunday.
    Weekend,
    /// A public holiday.
    Holiday,
    /// Taken out or put in by the merchant.
    Corrected,
}

/// Why money takes longer than the cycle says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// Taken after the cut-off: counts to the next day.
    Cutoff(TimeOfDay),
    /// So many days off lie in between.
    DaysOff {
        /// Public holidays.
        holidays: u32,
        /// Weekend days that are no holidays.
        weekend: u32,
    },
    /// A year without a published calendar was touched.
    Estimate(i32),
}

/// When a payment arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When it was taken.
    pub taken: Day,
    /// What the calendar says.
    pub due: Due,
    /// Why, in the order that it matters.
    pub delays: Vec<Delay>,
}

/// What a day is.
#[must_use]
pub fn day_kind(calendar: &WorkCalendar, day: Day) -> DayKind {
    if calendar.extra_off.contains(&day) || calendar.extra_work.contains(&day) {
        DayKind::Corrected
    } else if WorkCalendar::is_holiday(day) {
        DayKind::Holiday
    } else if calendar.is_working(day) {
        if day.weekday() >= 5 {
            DayKind::MakeUp
        } else {
            DayKind::Working
        }
    } else {
        DayKind::Weekend
    }
}

/// When a payment arrives, and why.
#[must_use]
pub fn arrival(
    rules: &SettlementRules,
    taken: Day,
    time: Option<TimeOfDay>,
    rail: Rail,
) -> Arrival {
    let due = rules.due(taken, time, rail);
    let mut delays = Vec::new();
    if due.bucket != taken {
        delays.push(Delay::Cutoff(match rail {
            Rail::Card => rules.card_cutoff,
            Rail::Qr => rules.qr_cutoff,
        }));
    }
    let (mut holidays, mut weekend) = (0, 0);
    if rules.cycle.working_days {
        // With T+0 the day itself may be off; otherwise counting begins on the day after.
        let first = i32::from(rules.cycle.days > 0);
        for day in (first..due.day.since(due.bucket)).map(|days| due.bucket.plus(days)) {
            match day_kind(&rules.calendar, day) {
                DayKind::Holiday => holidays += 1,
                DayKind::Weekend => weekend += 1,
                DayKind::Corrected | DayKind::Working | DayKind::MakeUp => {}
            }
        }
    }
    if holidays + weekend > 0 {
        delays.push(Delay::DaysOff { holidays, weekend });
    }
    if due.estimate {
        let unknown = [due.bucket, due.day]
            .into_iter()
            .find(|&day| !WorkCalendar::covers(day));
        delays.push(Delay::Estimate(unknown.unwrap_or(due.day).ymd().0));
    }
    Arrival { taken, due, delays }
}

/// The days whose takings are due on `day`, in order. Taken before the cut-off.
#[must_use]
pub fn due_on(rules: &SettlementRules, day: Day, rail: Rail) -> Vec<Day> {
    (-WEEKS_MAX * 7..=0)
        .map(|back| day.plus(back))
        .filter(|&taken| rules.due(taken, None, rail).day == day)
        .collect()
}

/// The weeks of a calendar that shows both days whole: Mondays first, at most [`WEEKS_MAX`] weeks.
#[must_use]
pub fn weeks(from: Day, to: Day) -> Vec<[Day; 7]> {
    let first = from.plus(-i32::from(from.weekday()));
    let count = to.since(first).max(0) / 7 + 1;
    (0..count.min(WEEKS_MAX))
        .map(|week| {
            std::array::from_fn(|day| first.plus(week * 7 + i32::try_from(day).unwrap_or(0)))
        })
        .collect()
}

/// Cycles are at most thirty days, and with holidays hardly twice that.
pub const WEEKS_MAX: i32 = 12;
