/*!
What the merchant tells: her contract, her calendar, the days she asks about.

Every default is a default and says so: the acquirer's rate is market-set since 2016, so no figure
here is "the legal rate" of a merchant (FEES.md).
*/

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::calendar::{Period, SettlementRules, TimeOfDay};
use crate::money::{Currency, Rate, Rounding};
use crate::record::Tender;

mod form;
mod surcharges;

pub use form::{Fault, Field, FieldError, PeriodForm, RateForm, SettingsForm};
pub use surcharges::{SurchargeField, SurchargeForm};

/// Everything an explanation depends on beside the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The shop's own currency, in which its contract is written.
    pub currency: Currency,
    /// The currency to answer in, where takings came in several; her own where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_in: Option<Currency>,
    /// The days of the takings; taken from the files where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The days that the bank statement covers; taken from its rows where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<Period>,
    /// The contract; `None` until she enters one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            currency: Currency::CNY,
            answer_in: None,
            period: None,
            statement: None,
            contract: None,
        }
    }
}

/// The contract with the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contract {
    /// When money is due.
    #[serde(flatten)]
    pub settlement: SettlementRules,
    /// How fees are rounded.
    pub rounding: FeeRounding,
    /// Whether the fee of a refunded sale comes back with it.
    pub refund_returns_fee: bool,
    /// Rates by tender.
    pub rates: Vec<RateRule>,
    /// Whether an amount of exactly a tier's `above` belongs to the tier below it.
    pub tier_boundary: TierBoundary,
    /// Surcharge for same-day settlement, in major units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instant_fee: Option<Decimal>,
    /// Surcharge for same-day settlement as a share of the sale or of the payout, by `instant_per`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instant_percent: Option<Rate>,
    /// What the same-day surcharge is taken for.
    pub instant_per: InstantPer,
    /// Surcharge on same-day settlement at night.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub night_fee: Option<NightFee>,
    /// Fee of every payout to the bank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payout_fee: Option<PayoutFee>,
    /// Amounts at which SIM fees, deposits and service charges are usually taken, in major units.
    pub list_amounts: Vec<Decimal>,
}

/// The rate of a tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateRule {
    /// Which payments.
    pub tender: Tender,
    /// Share of the amount, in per cent.
    pub percent: Rate,
    /// The most a payment is charged, in major units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Decimal>,
    /// The least a payment is charged, in major units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Decimal>,
    /// Added to every payment, in major units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<Decimal>,
    /// The rule holds for amounts above this only, in major units; see [`Contract::tier_boundary`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Decimal>,
}

/// On which side of a tier's boundary the boundary itself lies. Providers differ (FEES.md section 2:
/// one real processor tests `<` for one product and `<=` for the next), so it is a setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TierBoundary {
    /// "Up to and including 1,000": 1,000.00 itself pays the lower tier.
    #[default]
    AtMost,
    /// "Below 1,000": 1,000.00 itself pays the upper tier.
    Below,
}

/// What the surcharge for same-day settlement is taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstantPer {
    /// For each transaction (秒到).
    #[default]
    Transaction,
    /// For each payout, however many transactions it holds (提现).
    Payout,
}

/// The surcharge for same-day settlement at night, per transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NightFee {
    /// How much, in major units.
    pub amount: Decimal,
    /// First second of the night.
    pub from: TimeOfDay,
    /// First second of the day that follows it.
    pub to: TimeOfDay,
}

impl Default for NightFee {
    /// One yuan from 22:00 to 07:00 (FEES.md section 2, LS-T0, 2020).
    fn default() -> Self {
        Self {
            amount: Decimal::ONE,
            from: TimeOfDay::NIGHT,
            to: TimeOfDay::MORNING,
        }
    }
}

impl NightFee {
    /// Whether `time` lies in the night.
    #[must_use]
    pub fn applies(&self, time: TimeOfDay) -> bool {
        if self.from <= self.to {
            self.from <= time && time < self.to
        } else {
            time >= self.from || time < self.to
        }
    }
}

/// The fee of a payout: `fixed + percent × amount` (FEES.md section 2, SETL).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PayoutFee {
    /// In major units.
    pub fixed: Decimal,
    /// Share of what is paid out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Rate>,
    /// Whether it is debited from another account (外扣) and so does not lower the payout.
    pub outside: bool,
}

/// How and where fees are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeRounding {
    /// Half away from nought, each transaction; the usual way (FEES.md section 3).
    HalfUpPerTransaction,
    /// Half to even, each transaction.
    HalfEvenPerTransaction,
    /// Towards nought, each transaction.
    DownPerTransaction,
    /// Away from nought, each transaction.
    UpPerTransaction,
    /// Half away from nought, once a batch.
    HalfUpPerBatch,
    /// Half to even, once a batch.
    HalfEvenPerBatch,
    /// Towards nought, once a batch.
    DownPerBatch,
    /// Away from nought, once a batch.
    UpPerBatch,
}

impl FeeRounding {
    /// Every way, in the order that the contract page lists them.
    pub const ALL: [Self; 8] = [
        Self::HalfUpPerTransaction,
        Self::HalfEvenPerTransaction,
        Self::DownPerTransaction,
        Self::UpPerTransaction,
        Self::HalfUpPerBatch,
        Self::HalfEvenPerBatch,
        Self::DownPerBatch,
        Self::UpPerBatch,
    ];

    /// A mode for each transaction or for a batch.
    #[must_use]
    pub const fn new(mode: Rounding, per_transaction: bool) -> Self {
        match (mode, per_transaction) {
            (Rounding::HalfUp, true) => Self::HalfUpPerTransaction,
            (Rounding::HalfEven, true) => Self::HalfEvenPerTransaction,
            (Rounding::Down, true) => Self::DownPerTransaction,
            (Rounding::Up, true) => Self::UpPerTransaction,
            (Rounding::HalfUp, false) => Self::HalfUpPerBatch,
            (Rounding::HalfEven, false) => Self::HalfEvenPerBatch,
            (Rounding::Down, false) => Self::DownPerBatch,
            (Rounding::Up, false) => Self::UpPerBatch,
        }
    }

    /// The mode, whatever the level.
    #[must_use]
    pub const fn mode(self) -> Rounding {
        match self {
            Self::HalfUpPerTransaction | Self::HalfUpPerBatch => Rounding::HalfUp,
            Self::HalfEvenPerTransaction | Self::HalfEvenPerBatch => Rounding::HalfEven,
            Self::DownPerTransaction | Self::DownPerBatch => Rounding::Down,
            Self::UpPerTransaction | Self::UpPerBatch => Rounding::Up,
        }
    }

    /// Whether each transaction is rounded by itself.
    #[must_use]
    pub const fn per_transaction(self) -> bool {
        matches!(
            self,
            Self::HalfUpPerTransaction
                | Self::HalfEvenPerTransaction
                | Self::DownPerTransaction
                | Self::UpPerTransaction
        )
    }
}

/// Amounts seen for SIM fees, deposits and service charges, in yuan (CAUSES.md F6: 46 to 99, 100,
/// 199 to 399 and 298 are reported by agents' pages, the rest is general knowledge). Editable.
const LIST_AMOUNTS: [i64; 12] = [46, 48, 49, 60, 90, 99, 100, 199, 298, 299, 398, 399];

/// Default rates: tender, ten-thousandths, cap in yuan. Sources: FEES.md section 2 (KLF, SEED).
const DEFAULT_RATES: [(Tender, i64, Option<i64>); 7] = [
    (Tender::CreditCard, 60, None),
    (Tender::DebitCard, 50, Some(20)),
    (Tender::Wechat, 38, None),
    (Tender::Alipay, 38, None),
    (Tender::Unionpay, 38, None),
    (Tender::Qr, 38, None),
    (Tender::ForeignCard, 250, None),
];

impl Default for Contract {
    fn default() -> Self {
        let rates = DEFAULT_RATES
            .into_iter()
            .filter_map(|(tender, ten_thousandths, cap)| {
                Some(RateRule {
                    tender,
                    percent: Rate::from_percent(Decimal::new(ten_thousandths, 2))?,
                    cap: cap.map(|yuan| Decimal::new(yuan * 100, 2)),
                    min: None,
                    fixed: None,
                    above: None,
                })
            })
            .collect();
        Self {
            settlement: SettlementRules::default(),
            rounding: FeeRounding::HalfUpPerTransaction,
            refund_returns_fee: true,
            rates,
            tier_boundary: TierBoundary::AtMost,
            instant_fee: None,
            instant_percent: None,
            instant_per: InstantPer::Transaction,
            night_fee: None,
            payout_fee: None,
            list_amounts: LIST_AMOUNTS
                .map(|yuan| Decimal::new(yuan * 100, 2))
                .to_vec(),
        }
    }
}
