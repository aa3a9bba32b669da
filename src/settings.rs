/*!
What the merchant tells: her contract, her calendar, the days she asks about.

Every default is a default and says so: the acquirer's rate is market-set since 2016, so no figure
here is "the legal rate" of a merchant (FEES.md).
*/

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::calendar::{Period, SettlementRules};
use crate::money::{Currency, Rate, Rounding};
use crate::record::Tender;

/// Everything an explanation depends on beside the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The currency of the answer.
    pub currency: Currency,
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
        Self { currency: Currency::CNY, period: None, statement: None, contract: None }
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
    /// Surcharge per transaction for same-day settlement, in major units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instant_fee: Option<Decimal>,
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
    /// The rule holds for amounts above this only, in major units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Decimal>,
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
            instant_fee: None,
            list_amounts: LIST_AMOUNTS.map(|yuan| Decimal::new(yuan * 100, 2)).to_vec(),
        }
    }
}
