//! What an answer rests on without a file or a setting that says it.

use serde::{Deserialize, Serialize};

use crate::calendar::{Cycle, Day};
use crate::money::{Amount, Currency, Rate};
use crate::record::Tender;

/// Something that was assumed because no file and no setting says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Assumption {
    /// No contract was entered: defaults, marked as such, were used.
    DefaultContract,
    /// The contract is written in another currency and says nothing about this one.
    ContractOfOtherCurrency {
        /// The contract's.
        currency: Currency,
    },
    /// No contract was entered and the bill charges this rate throughout: it was taken for agreed.
    RateFromBill {
        /// The class.
        tender: Tender,
        /// The rate.
        rate: Rate,
        /// What is charged for each payment beside it.
        fixed: Option<Amount>,
    },
    /// No contract was entered, and the provider keeps the fees of refunded payments by its published
    /// terms: that was taken for agreed.
    RefundFeesKept {
        /// So many refunds.
        rows: u32,
    },
    /// The period was taken from the register (or the bill).
    PeriodFromFiles,
    /// The days the statement covers were taken from its first and last row.
    StatementFromRows,
    /// A due day lies in a year without a published calendar.
    CalendarEstimate {
        /// The year.
        year: i32,
    },
    /// No register was given: takings are the provider's gross.
    NoRegister,
    /// No bill was given: nothing between register and bank can be told apart.
    NoProvider,
    /// No statement was given: nothing can be said of what arrived.
    NoBank,
    /// Cash sales are left out: no provider settles them.
    CashLeftOut {
        /// How many rows.
        rows: u32,
        /// Their sum.
        amount: Amount,
    },
    /// Rows that stand in two files of one side were counted once.
    OverlapCountedOnce {
        /// How many rows.
        rows: u32,
    },
    /// Rows of a fund flow or a settlement file whose payments another file of the provider has: they
    /// add to those what they know and were counted once.
    JoinedOnce {
        /// How many rows.
        rows: u32,
    },
    /// Every amount of the bill is a hundredfold of the register's and of what arrived: it was taken
    /// for fen.
    BillInMinorUnits,
    /// Rows of the bill add up fees that its payments already bear: they were not counted again.
    FeesRestated {
        /// How many rows.
        rows: u32,
        /// Their sum.
        amount: Amount,
    },
    /// Rows of a summary whose details are loaded: the details count.
    SummaryNotCounted {
        /// How many rows.
        rows: u32,
    },
    /// Rows of another currency were left out.
    OtherCurrency {
        /// How many rows.
        rows: u32,
        /// Which.
        currency: Currency,
    },
    /// A file that names no currency was taken to be in that of the other files.
    CurrencyOfOthers {
        /// How many rows.
        rows: u32,
        /// That currency.
        currency: Currency,
    },
    /// The statement ends before the first payout is due.
    StatementTooEarly,
    /// The statement begins after payouts were due: it cannot say whether they came.
    StatementTooLate {
        /// When the first of them was due.
        first_due: Day,
        /// Their sum.
        amount: Amount,
    },
    /// Several sets of credits add up to one payout, and nothing says which of them it was.
    CreditsAlike {
        /// When it was due.
        due: Day,
        /// How much.
        amount: Amount,
        /// How many sets fit equally well.
        sets: u32,
    },
    /// Rows of a payout sum to what is missing of it, and nothing but their sum says so.
    RowsAlike {
        /// When it was due.
        due: Day,
        /// How much is missing.
        amount: Amount,
        /// How many sets of rows fit; 2 may stand for more.
        sets: u32,
    },
    /// Every payout arrives on time by another cycle than the contract's; it was used.
    CycleDiffers {
        /// By contract.
        agreed: Cycle,
        /// In fact.
        shown: Cycle,
    },
    /// The bill's clock differs from the register's by whole hours: another time zone.
    ClockDiffers {
        /// How many minutes the bill is ahead.
        minutes: i32,
    },
    /// A payout came and went back: neither counts.
    PayoutReturned {
        /// How many.
        payouts: u32,
        /// Their sum.
        amount: Amount,
    },
}
