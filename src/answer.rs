/*!
The answer as it travels: the explanation without its rows, which stay in the worker.

The laws it keeps stand in `explanation`, which makes it and checks it.
*/

use serde::{Deserialize, Serialize};

use crate::calendar::{Day, Period};
use crate::cause::{Assumption, Cause, Confidence, Why};
use crate::money::{Amount, Currency};
use crate::settings::Settings;
use crate::verdict::{Judged, Mark};

mod steps;

pub use steps::{GroupSums, Step, StepOf};

/// What a reconciliation answers with, as far as the page needs it at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The currency of every amount.
    pub currency: Currency,
    /// Where takings came in several currencies: all of them side by side, this one included.
    pub currencies: Vec<CurrencySums>,
    /// The days of the takings.
    pub period: Period,
    /// The days that the statement covers.
    pub statement: Option<Period>,
    /// Sum of the sales in the register, or of the provider's gross where there is no register.
    pub takings: Amount,
    /// Sum of the bank credits recognised as payouts.
    pub received: Amount,
    /// Takings less received.
    pub gap: Amount,
    /// Why, cause by cause; sums to the gap together with `unexplained`.
    pub lines: Vec<LineView>,
    /// What no test claims.
    pub unexplained: Amount,
    /// One sentence's worth of where the unexplained part sits, day by day.
    pub unexplained_parts: Vec<UnexplainedPart>,
    /// Every payout that was due.
    pub payouts: Vec<PayoutView>,
    /// What was assumed.
    pub assumptions: Vec<Assumption>,
    /// What the merchant said, in that order, and what came of it.
    pub verdicts: Vec<Judged>,
    /// What was used.
    pub settings: Settings,
}

/// What an answer in one currency comes to, to be shown beside those in others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencySums {
    /// Sum of the sales; its currency is that of all four.
    pub takings: Amount,
    /// Sum of the credits recognised as payouts.
    pub received: Amount,
    /// Takings less received.
    pub gap: Amount,
    /// What no test claims.
    pub unexplained: Amount,
}

impl Answer {
    /// Its sums, as they stand beside those of other currencies.
    #[must_use]
    pub const fn sums(&self) -> CurrencySums {
        CurrencySums {
            takings: self.takings,
            received: self.received,
            gap: self.gap,
            unexplained: self.unexplained,
        }
    }
}

/// A line of the bridge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// The cause.
    pub cause: Cause,
    /// Positive when it lowers the payout.
    pub amount: Amount,
    /// How sure.
    pub confidence: Confidence,
    /// Why.
    pub why: Why,
    /// How many rows prove it.
    pub row_count: u32,
    /// How many answers fit equally well; 1 where it is the only one.
    pub alternatives: u32,
    /// The cause that explains the same rows second best, where it comes close.
    pub runner_up: Option<Cause>,
    /// Root causes that its rows speak of: advice, without money of their own.
    pub roots: Vec<Cause>,
    /// The verdicts that made, confirmed or remarked it, in that order.
    pub verdicts: Vec<Mark>,
}

/// A day's due payout and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutView {
    /// When it was due.
    pub due: Day,
    /// What the bill says is owed.
    pub expected: Amount,
    /// What arrived.
    pub received: Amount,
    /// What came of it.
    pub state: PayoutState,
    /// Rows of the bill in it.
    pub settlement_count: u32,
    /// Rows of the statement in it.
    pub deposit_count: u32,
}

/// What came of a due payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayoutState {
    /// It arrived to the minor unit.
    Arrived,
    /// It arrived short (or long), and the difference is explained.
    ArrivedExplained,
    /// It arrived short (or long), and the difference is not explained.
    Differs,
    /// It is due after the statement's last day.
    OnItsWay,
    /// It was due and is not there.
    Missing,
}

/// A piece of the unexplained part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnexplainedPart {
    /// The due day of the payout it sits in; `None` where it sits between register and bill.
    pub due: Option<Day>,
    /// How much.
    pub amount: Amount,
    /// How many rows it concerns.
    pub row_count: u32,
    /// The cause that a verdict took it from.
    pub denied: Option<Cause>,
    /// The verdicts that made or remarked it.
    pub verdicts: Vec<Mark>,
}
