/*!
The causes a gap can have, how sure an answer is, and the reason of each line as typed data.

The identifiers are those of the explanation's JSON; what each means, how it shows and what to do
about it stands in the guide. The sentences stand in `text`.
*/

use serde::{Deserialize, Serialize};

mod aspect;
mod assumption;
mod left;
mod why;

pub use aspect::Aspect;
pub use assumption::Assumption;
pub use why::{RateUse, Why};

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
