//! The reason of each line as typed data.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::calendar::{Cycle, Day};
use crate::money::{Amount, Rate, Rounding};
use crate::record::Tender;

use super::Cause;

/// What a rule of the contract charged on how many rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateUse {
    /// The tender.
    pub tender: Tender,
    /// Its rate.
    pub rate: Rate,
    /// Its cap.
    pub cap: Option<Amount>,
    /// On so many rows.
    pub rows: u32,
}

/// The reason of a line, with the numbers that its sentence needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// The contract's fee on the settled rows.
    FeeNormal {
        /// What was charged on.
        gross: Amount,
        /// By which rules.
        rates: Vec<RateUse>,
    },
    /// Another rounding reproduces the fees exactly.
    FeeRounding {
        /// Rows that differ, each by less than one minor unit.
        rows: u32,
        /// The rounding that does.
        mode: Rounding,
        /// Whether each transaction is rounded by itself.
        each: bool,
    },
    /// Same-day settlement fees.
    FeeInstant {
        /// Rows or payouts.
        rows: u32,
    },
    /// Rows of a class above its rate from the first row on.
    RateTooHigh {
        /// The class.
        tender: Tender,
        /// Rows charged too much.
        rows: u32,
        /// By contract.
        agreed: Rate,
        /// In fact.
        charged: Rate,
    },
    /// A class whose rate changed on a day.
    PriceChanged {
        /// The class.
        tender: Tender,
        /// Rows charged more.
        rows: u32,
        /// First day of the new rate.
        since: Day,
        /// Before.
        agreed: Rate,
        /// After.
        charged: Rate,
    },
    /// Debit cards at the credit rate.
    DebitAsCredit {
        /// How many.
        rows: u32,
        /// The debit rate.
        agreed: Rate,
        /// The debit cap.
        cap: Option<Amount>,
        /// The credit rate.
        charged: Rate,
    },
    /// Debit cards past the cap.
    CapMissed {
        /// How many.
        rows: u32,
        /// The agreed cap.
        cap: Amount,
    },
    /// QR payments at another tier's rate.
    QrTier {
        /// How many.
        rows: u32,
        /// By contract.
        agreed: Rate,
        /// In fact.
        charged: Rate,
    },
    /// Fees that follow no rule, or rows where gross less fee is not net.
    ProviderError {
        /// How many.
        rows: u32,
    },
    /// The same fee taken twice.
    ChargedTwice {
        /// How many.
        rows: u32,
    },
    /// SIM fee, deposit or service charge as rows of the bill.
    SimDeposit {
        /// How many.
        rows: u32,
        /// The first.
        day: Day,
    },
    /// Fees kept on refunds that the contract returns.
    RefundFeeKept {
        /// How many refunds.
        rows: u32,
    },
    /// Rows of the bill of one kind: refunds, chargebacks, reserves, shares, tax.
    BillRows {
        /// How many.
        rows: u32,
    },
    /// Sales and their voids.
    Void {
        /// How many sales.
        rows: u32,
    },
    /// Discounts borne.
    Coupon {
        /// On how many sales.
        rows: u32,
    },
    /// Rows that the bill marks as frozen.
    RiskHold {
        /// How many.
        rows: u32,
    },
    /// Payouts due after the statement.
    InTransit {
        /// How many rows.
        rows: u32,
        /// First due day.
        from: Day,
        /// Last due day.
        to: Day,
        /// Last day of the statement.
        statement_end: Day,
        /// Whether a due day is an estimate.
        estimate: bool,
    },
    /// Credits for takings before the period.
    CarriedIn {
        /// How many credits.
        credits: u32,
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
    },
    /// Payouts that were due and did not come.
    PayoutFailed {
        /// When they were due.
        due: Vec<Day>,
        /// Whether the bill itself marks them as failed.
        marked: bool,
    },
    /// Every card row of a terminal's last batch is missing.
    BatchOpen {
        /// How many.
        rows: u32,
        /// The terminal; the first where there are several.
        terminal: String,
        /// The batch.
        batch: String,
    },
    /// Offline sales that never reached the provider.
    Offline {
        /// How many.
        rows: u32,
    },
    /// Sales undone by a reversal, or without a trace.
    NetworkTimeout {
        /// How many.
        rows: u32,
        /// Whether the bill shows the reversals.
        reversed: bool,
    },
    /// Booked sales that the bill does not know.
    NotPaid {
        /// How many.
        rows: u32,
    },
    /// A whole terminal that the bill does not know.
    OtherMerchant {
        /// How many rows.
        rows: u32,
        /// The terminal.
        terminal: String,
    },
    /// The same sale booked more than once.
    DuplicateInBook {
        /// How many times too often.
        rows: u32,
    },
    /// Settled sales that were not booked.
    MissingInBook {
        /// How many.
        rows: u32,
    },
    /// Sales booked with another amount than was paid.
    Keyed {
        /// How many.
        rows: u32,
        /// The first: as booked.
        booked: Amount,
        /// The first: as paid.
        paid: Amount,
    },
    /// Sales whose amounts differ without a pattern.
    AmountDiffers {
        /// How many.
        rows: u32,
    },
    /// Pre-authorisations without completion.
    PreauthOpen {
        /// How many.
        rows: u32,
    },
    /// Rows of the register of one kind: tips, sales booked as refunds, cash booked as cards.
    BookRows {
        /// How many.
        rows: u32,
    },
    /// Amounts of the register that are a hundred times too large or too small throughout.
    UnitDiffers {
        /// How many.
        rows: u32,
        /// The terminal, where it is only one of several.
        terminal: String,
    },
    /// Payouts that arrived with another sum than was due.
    Shortfall {
        /// How many.
        payouts: u32,
        /// The first.
        from: Day,
        /// The last.
        to: Day,
    },
    /// Due by the cycle of the contract, on its way by the cycle that the statement shows.
    CycleMisread {
        /// How many rows.
        rows: u32,
        /// By contract.
        agreed: Cycle,
        /// In fact.
        shown: Cycle,
    },
    /// Payouts that are short by what others are long.
    Moved {
        /// How many, short and long.
        payouts: u32,
        /// The first.
        from: Day,
        /// The last.
        to: Day,
        /// What the short ones lack.
        amount: Amount,
    },
    /// Days that were paid together, or in several pieces.
    Joined {
        /// So many due days.
        days: u32,
        /// In so many credits.
        credits: u32,
        /// The first due day.
        from: Day,
        /// The last.
        to: Day,
    },
    /// Payouts out of which the bank took something at once.
    Swept {
        /// How many debits.
        debits: u32,
        /// The first day.
        from: Day,
        /// The last.
        to: Day,
        /// What they took of the payouts.
        amount: Amount,
    },
    /// Payouts that arrived in another currency.
    Exchanged {
        /// How many.
        payouts: u32,
        /// The first due day.
        from: Day,
        /// The last.
        to: Day,
        /// What arrived.
        arrived: Amount,
        /// The lowest rate that a payout shows: units of what arrived for one unit of what was due.
        low: Decimal,
        /// The highest.
        high: Decimal,
    },
    /// Rows that she took from another line, or from the unexplained part.
    Said {
        /// How many.
        rows: u32,
        /// Where they stood before.
        was: Cause,
    },
    /// What is left of a line after she took rows away.
    Left {
        /// How many.
        rows: u32,
    },
}
