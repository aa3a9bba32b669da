/*!
The causes a gap can have, how sure an answer is, and the reason of each line as typed data.

The identifiers are those of the explanation's JSON; what each means, how it shows and what to do
about it stands in the guide. The sentences stand in `text`.
*/

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::calendar::{Cycle, Day};
use crate::money::{Amount, Currency, Rate, Rounding};
use crate::record::Tender;

mod aspect;
mod left;

pub use aspect::Aspect;

macro_rules! causes {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $group:ident;)*) => {
        /// Why less (or more) arrived than was taken.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Cause {
            $($(#[$doc])* $variant,)*
        }

        impl Cause {
            /// Every cause, in the order that answers list them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The identifier in JSON and in file names.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// What she should do with it.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)* }
            }
        }
    };
}

causes! {
    /// The fee that the contract allows.
    FeeNormal = "FEE_NORMAL", Normal;
    /// The same fee, rounded another way.
    FeeRounding = "FEE_ROUNDING", Normal;
    /// Surcharge for same-day settlement.
    FeeInstant = "FEE_INSTANT", Normal;
    /// Whole refunds.
    Refund = "REFUND", Normal;
    /// Refunds in part.
    RefundPartial = "REFUND_PARTIAL", Normal;
    /// Sales taken back on the same day.
    Void = "VOID", Normal;
    /// Taken and settled, due after the statement's last day.
    InTransit = "IN_TRANSIT", Transit;
    /// On its way only because of the card day's end.
    Cutoff = "CUTOFF", Transit;
    /// On its way only because of a weekend or holiday.
    NonworkingDay = "NONWORKING_DAY", Transit;
    /// Everything fits with another settlement cycle.
    CycleMisread = "CYCLE_MISREAD", Look;
    /// Credits for takings before the period.
    CarriedIn = "CARRIED_IN", Transit;
    /// Discounts that the merchant bears.
    CouponBorne = "COUPON_BORNE", Normal;
    /// Shares passed to other parties.
    Split = "SPLIT", Normal;
    /// Fees debited apart from the payouts.
    FeeOutside = "FEE_OUTSIDE", Normal;
    /// Held until the least payout is reached.
    MinPayout = "MIN_PAYOUT", Transit;
    /// Payouts that join or part days.
    MergedOrSplitPayout = "MERGED_OR_SPLIT_PAYOUT", Normal;
    /// The rate changed on a day.
    PriceChanged = "PRICE_CHANGED", Claim;
    /// Frozen by the provider's risk control.
    RiskHold = "RISK_HOLD", Look;
    /// Frozen by a court or authority.
    CourtFreeze = "COURT_FREEZE", Look;
    /// Taken back by the card's issuer.
    Chargeback = "CHARGEBACK", Look;
    /// Held as a reserve.
    Reserve = "RESERVE", Look;
    /// Past the limit of same-day settlement.
    D0Limit = "D0_LIMIT", Transit;
    /// Payouts stopped for an expired document.
    KycExpired = "KYC_EXPIRED", Look;
    /// Paid to another account.
    WrongCard = "WRONG_CARD", Look;
    /// Refused for a limit of the receiving account.
    CardLimit = "CARD_LIMIT", Look;
    /// A payout was due and is not in the statement.
    PayoutFailed = "PAYOUT_FAILED", Look;
    /// Sent, not yet booked by the bank.
    BankLate = "BANK_LATE", Transit;
    /// Fees of the bank.
    BankFee = "BANK_FEE", Normal;
    /// Swept to a loan or another account.
    BankSweep = "BANK_SWEEP", Look;
    /// Exchange rates.
    Fx = "FX", Normal;
    /// A sale without a trace at the provider, or undone by the system.
    NetworkTimeout = "NETWORK_TIMEOUT", Look;
    /// Taken offline and never uploaded.
    OfflineNotUploaded = "OFFLINE_NOT_UPLOADED", Look;
    /// A terminal's batch that was not closed.
    BatchOpen = "BATCH_OPEN", Look;
    /// Pre-authorisations that were not completed.
    PreauthOpen = "PREAUTH_OPEN", Look;
    /// Tips that were not adjusted before the batch closed.
    TipNotAdjusted = "TIP_NOT_ADJUSTED", Look;
    /// Broken hardware; carries no money of its own.
    Hardware = "HARDWARE", Root;
    /// Wrong settings of the software.
    SoftwareConfig = "SOFTWARE_CONFIG", Look;
    /// Booked, never paid.
    NotPaid = "NOT_PAID", Look;
    /// Settled under another merchant number.
    OtherMerchantId = "OTHER_MERCHANT_ID", Look;
    /// Booked under the wrong tender.
    WrongTender = "WRONG_TENDER", Look;
    /// Two digits swapped.
    KeyedTransposition = "KEYED_TRANSPOSITION", Look;
    /// The decimal point slipped.
    KeyedSlide = "KEYED_SLIDE", Look;
    /// One digit wrong.
    KeyedDigit = "KEYED_DIGIT", Look;
    /// Booked with the wrong sign.
    WrongSign = "WRONG_SIGN", Look;
    /// Booked twice.
    DuplicateInBook = "DUPLICATE_IN_BOOK", Look;
    /// Settled, never booked.
    MissingInBook = "MISSING_IN_BOOK", Look;
    /// The customer paid twice.
    DoubleCharge = "DOUBLE_CHARGE", Look;
    /// Nobody checks; carries no money of its own.
    LaxReview = "LAX_REVIEW", Root;
    /// A step is missing in the routine; carries no money of its own.
    Process = "PROCESS", Root;
    /// Refunds worth a second look; carries no money of its own.
    ReviewRefunds = "REVIEW_REFUNDS", Root;
    /// A class of rows above the agreed rate.
    RateTooHigh = "RATE_TOO_HIGH", Claim;
    /// Debit cards charged as credit cards.
    DebitAsCredit = "DEBIT_AS_CREDIT", Claim;
    /// Fees above the agreed cap.
    CapMissed = "CAP_MISSED", Claim;
    /// QR payments charged by another tier.
    QrTier = "QR_TIER", Claim;
    /// A contactless discount that was not given.
    ContactlessDiscount = "CONTACTLESS_DISCOUNT", Look;
    /// SIM fee, device deposit or service charge.
    SimDeposit = "SIM_DEPOSIT", Claim;
    /// The same fee twice.
    ChargedTwice = "CHARGED_TWICE", Claim;
    /// The fee of a refunded sale, kept.
    RefundFeeKept = "REFUND_FEE_KEPT", Claim;
    /// The provider's own file contradicts itself.
    ProviderError = "PROVIDER_ERROR", Claim;
    /// Refunded more than was paid.
    DoubleRefund = "DOUBLE_REFUND", Claim;
    /// A platform's share of a discount that did not come.
    SubsidyMissing = "SUBSIDY_MISSING", Claim;
    /// Foreign cards at their own rate.
    ForeignCard = "FOREIGN_CARD", Look;
    /// Tax withheld.
    TaxWithheld = "TAX_WITHHELD", Look;
    /// The provider was down.
    ProviderOutage = "PROVIDER_OUTAGE", Look;
    /// Settled by somebody without a licence.
    SecondClearing = "SECOND_CLEARING", Look;
    /// A file is incomplete or damaged.
    FileProblem = "FILE_PROBLEM", Look;
    /// What no test claims.
    Unexplained = "UNEXPLAINED", Look;
}

impl Cause {
    /// The cause of an identifier.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|cause| cause.id() == id)
    }
}

impl Cause {
    /// Whether a row of it is shown with the fee that the contract asks.
    #[must_use]
    pub const fn is_about_fees(self) -> bool {
        matches!(
            self,
            Self::FeeNormal
                | Self::FeeRounding
                | Self::FeeInstant
                | Self::PriceChanged
                | Self::RateTooHigh
                | Self::DebitAsCredit
                | Self::CapMissed
                | Self::QrTier
                | Self::ChargedTwice
                | Self::RefundFeeKept
                | Self::ProviderError
        )
    }
}

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for Cause {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Cause {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&id).ok_or_else(|| serde::de::Error::custom("unknown cause"))
    }
}

/// What a cause asks of her; each has a colour, a shape and a word (FACE.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Claim it back ▲.
    Claim,
    /// Needs a look ◆.
    Look,
    /// On its way ▸.
    Transit,
    /// Part of the deal ●.
    Normal,
    /// Carries no money; attached as advice.
    Root,
}

/// How sure a line is, by rule and not by feeling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Two files show it by key.
    Certain,
    /// Exact to the minor unit with one file and the contract.
    Likely,
    /// Arithmetic only.
    Possible,
}

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
        currency: crate::money::Currency,
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
