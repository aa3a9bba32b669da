//! What a card payment costs the acquirer since the reform of 2016: the floor under every rate.
//!
//! Source: NDRC and PBOC, 发改价格〔2016〕557号, in force since 2016-09-06; ceilings as in the price list
//! of 2022 (FEES.md section 1). These layers are regulated, the merchant's rate is not: they explain
//! a price and accuse nobody.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::money::{Amount, Currency, Rate, Rounding};
use crate::record::Tender;

use super::exact::Exact;

/// The kind of a bank card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardKind {
    /// Credit card (贷记卡).
    Credit,
    /// Debit card (借记卡).
    Debit,
}

/// The layers of a card payment below the merchant's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floor {
    /// To the bank that issued the card, at most.
    pub issuer: Amount,
    /// The acquirer's half of the network's fee, at most.
    pub network: Amount,
}

impl Floor {
    /// Both layers.
    #[must_use]
    pub fn total(self) -> Amount {
        Amount::new(self.issuer.minor + self.network.minor, self.issuer.currency)
    }
}

/// The kind of card behind a tender; `None` where it is none, or may be either.
#[must_use]
pub const fn card_kind(tender: Tender) -> Option<CardKind> {
    match tender {
        Tender::CreditCard => Some(CardKind::Credit),
        Tender::DebitCard => Some(CardKind::Debit),
        _ => None,
    }
}

/// Since when the layers are what they are.
#[must_use]
pub fn floor_since() -> Option<Day> {
    Day::from_ymd(2016, 9, 6)
}

/// In ten-thousandths of a per cent: the issuer on credit and on debit
/// cards, and the acquirer's half of the network's fee.
const ISSUER_CREDIT: i64 = 4_500;
const ISSUER_DEBIT: i64 = 3_500;
const NETWORK_HALF: i64 = 325;

/// Caps in fen: the issuer's on debit cards, the network's half on both.
const ISSUER_DEBIT_CAP: i128 = 1_300;
const NETWORK_HALF_CAP: i128 = 325;

/// The floor under the fee of a card payment in yuan; `None` in other currencies, which the reform
/// does not regulate, and past the largest amount.
#[must_use]
pub fn cost_floor(card: CardKind, amount: Amount) -> Option<Floor> {
    if amount.currency != Currency::CNY {
        return None;
    }
    let (issuer, cap) = match card {
        CardKind::Credit => (ISSUER_CREDIT, None),
        CardKind::Debit => (ISSUER_DEBIT, Some(ISSUER_DEBIT_CAP)),
    };
    Some(Floor {
        issuer: layer(amount, issuer, cap)?,
        network: layer(amount, NETWORK_HALF, Some(NETWORK_HALF_CAP))?,
    })
}

fn layer(amount: Amount, ten_thousandths: i64, cap: Option<i128>) -> Option<Amount> {
    let rate = Rate::from_percent(Decimal::new(ten_thousandths, 4))?;
    let share = Exact::share(amount, rate)?.rounded(Rounding::HalfUp);
    let minor = cap.map_or(share.minor, |cap| share.minor.clamp(-cap, cap));
    Some(Amount::new(minor, amount.currency))
}
