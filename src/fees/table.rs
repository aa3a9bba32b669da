//! A contract made ready for one currency.

use rust_decimal::Decimal;

use crate::money::{Currency, Rate, Rounding};
use crate::record::Tender;
use crate::settings::{Contract, RateRule, TierBoundary};

/// Amounts of a contract past this many minor units are held at it: no amount is larger, so that such
/// a cap never bites.
const MINOR_MAX: i128 = super::exact::AMOUNT_MAX;

/// A rule of the contract in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its place in [`Contract::rates`].
    pub index: usize,
    /// Which payments.
    pub tender: Tender,
    /// Share of the amount.
    pub rate: Rate,
    /// The most a payment is charged, in minor units.
    pub cap: Option<i128>,
    /// The least a payment is charged, in minor units.
    pub min: Option<i128>,
    /// Added to every payment, in minor units.
    pub fixed: i128,
    /// Holds for amounts above this only, in minor units.
    pub above: Option<i128>,
    /// The rate in units of `1 / unit` of the table.
    pub(in crate::fees) share: i64,
}

impl Rule {
    fn new(index: usize, rule: &RateRule, currency: Currency, scale: u32) -> Self {
        let minor = |amount: Decimal| minor_of(amount, currency);
        let percent = rule.percent.percent();
        // At most 100 per cent with 12 decimals: 10^14.
        let share = percent.mantissa() * 10_i128.pow(scale - percent.scale());
        Self {
            index,
            tender: rule.tender,
            rate: rule.percent,
            cap: rule.cap.map(minor),
            min: rule.min.map(minor),
            fixed: rule.fixed.map_or(0, minor),
            above: rule.above.map(minor),
            share: i64::try_from(share).unwrap_or(0),
        }
    }

    fn holds(&self, size: i128, boundary: TierBoundary) -> bool {
        self.above.is_none_or(|above| match boundary {
            TierBoundary::AtMost => size > above,
            TierBoundary::Below => size >= above,
        })
    }

    /// The same rule without its cap, to find out whether a cap was missed.
    #[must_use]
    pub fn uncapped(&self) -> Self {
        Self { cap: None, ..*self }
    }

    /// Whether both charge alike, whatever they are called.
    #[must_use]
    pub fn same_terms(&self, other: &Self) -> bool {
        (self.share, self.cap, self.min, self.fixed, self.above)
            == (other.share, other.cap, other.min, other.fixed, other.above)
    }
}

/// What decided a fee beside the rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The cap.
    Cap,
    /// The minimum.
    Min,
}

/// The fee of one payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeOf {
    /// The fee in minor units, rounded by itself, with the sign of the amount.
    pub fee: i64,
    /// The fee before rounding, in `1 / unit` of a minor unit ([`FeeTable::unit`]); what a batch
    /// adds up before it rounds once ([`FeeTable::round`]).
    pub exact: i128,
    /// Whether the cap decided it.
    pub capped: bool,
    /// Whether the minimum decided it.
    pub floored: bool,
    /// The rule's place in [`Contract::rates`].
    pub rule: usize,
}

/// A contract made ready for one currency: minor units, exact integers, fast.
#[derive(Clone, Debug)]
pub struct FeeTable {
    /// Every rule; within a tender the highest tier first.
    rules: Vec<Rule>,
    boundary: TierBoundary,
    rounding: Rounding,
    per_transaction: bool,
    unit: i128,
    /// The same for the fast division.
    unit_small: i64,
}

impl FeeTable {
    /// Makes a contract ready. Amounts of the contract with more decimals than the currency has are
    /// rounded half away from nought; the contract's own check refuses them before.
    #[must_use]
    pub fn new(contract: &Contract, currency: Currency) -> Self {
        let scale = contract
            .rates
            .iter()
            .map(|rule| rule.percent.percent().scale())
            .max();
        let scale = scale.unwrap_or(0);
        let mut rules: Vec<Rule> = contract
            .rates
            .iter()
            .enumerate()
            .map(|(index, rule)| Rule::new(index, rule, currency, scale))
            .collect();
        // Stable: of two rules alike the first of the contract wins.
        rules.sort_by_key(|rule| (rule.tender, std::cmp::Reverse(rule.above)));
        // A rate has at most 12 decimals, so the unit is at most 10^14.
        let unit_small = 10_i64.pow(scale + 2);
        Self {
            rules,
            boundary: contract.tier_boundary,
            rounding: contract.rounding.mode(),
            per_transaction: contract.rounding.per_transaction(),
            unit: i128::from(unit_small),
            unit_small,
        }
    }

    /// The rule without its cap at another rate; `None` where that rate is finer than the table's unit.
    #[must_use]
    pub fn at_rate(&self, rule: &Rule, rate: Rate) -> Option<Rule> {
        let percent = rate.percent();
        let factor = self.unit.checked_div(10_i128.pow(percent.scale() + 2))?;
        let share = i64::try_from(percent.mantissa().checked_mul(factor)?).ok()?;
        (factor > 0).then_some(Rule {
            rate,
            cap: None,
            share,
            ..*rule
        })
    }

    /// The same contract as a provider charges it that rounds in another way.
    #[must_use]
    pub fn rounded(self, rounding: Rounding) -> Self {
        Self { rounding, ..self }
    }

    /// How many units of [`FeeOf::exact`] make a minor unit.
    #[must_use]
    pub const fn unit(&self) -> i128 {
        self.unit
    }

    /// How the contract rounds.
    #[must_use]
    pub const fn rounding(&self) -> Rounding {
        self.rounding
    }

    /// Whether the contract rounds each transaction by itself.
    #[must_use]
    pub const fn per_transaction(&self) -> bool {
        self.per_transaction
    }

    /// Every rule; within a tender the highest tier first.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// A sum of [`FeeOf::exact`] in minor units, rounded once as the contract rounds.
    #[must_use]
    pub fn round(&self, exact: i128) -> i128 {
        self.rounding.divide(exact, self.unit)
    }

    /// The fee of a payment by `tender` of `amount` minor units; `None` where the contract has no
    /// rule for it, or several that differ (a card of unknown kind): see [`Self::candidates`].
    #[must_use]
    pub fn fee(&self, tender: Tender, amount: i64) -> Option<FeeOf> {
        self.rule(tender, amount)
            .map(|rule| self.fee_by(rule, amount))
    }

    /// The rule for a payment; `None` as for [`Self::fee`].
    #[must_use]
    pub fn rule(&self, tender: Tender, amount: i64) -> Option<&Rule> {
        self.rule_for(tender, i128::from(amount))
    }

    /// The rule for a payment of any size.
    #[must_use]
    pub fn rule_for(&self, tender: Tender, amount: i128) -> Option<&Rule> {
        if let Some(rule) = self.tier(tender, amount.abs()) {
            return Some(rule);
        }
        let mut candidates = self.candidates(tender, amount);
        let first = candidates.next()?;
        candidates
            .all(|rule| rule.same_terms(first))
            .then_some(first)
    }

    /// The rules that may hold for a payment: its own where there is one, else those of the tenders
    /// that its name may stand for (a card may be credit or debit, a QR code any wallet).
    pub fn candidates(&self, tender: Tender, amount: i128) -> impl Iterator<Item = &Rule> {
        let size = amount.abs();
        let stands_for = stand_ins(tender).iter().copied().find(|tenders| {
            tenders
                .iter()
                .any(|&tender| self.tier(tender, size).is_some())
        });
        stands_for
            .unwrap_or(&[])
            .iter()
            .filter_map(move |&tender| self.tier(tender, size))
    }

    /// The fee of `amount` minor units by a rule of this table.
    #[must_use]
    pub fn fee_by(&self, rule: &Rule, amount: i64) -> FeeOf {
        self.fee_rounded(rule, amount, self.rounding)
    }

    /// The same with another rounding than the contract's, to find out how the other party rounds.
    #[must_use]
    pub fn fee_rounded(&self, rule: &Rule, amount: i64, rounding: Rounding) -> FeeOf {
        let product = i128::from(amount.unsigned_abs()) * i128::from(rule.share);
        let rounded = match i64::try_from(product) {
            // The common case: a division in 64 bits is many times faster in wasm.
            Ok(product) => divide_small(product, self.unit_small, rounding),
            Err(_) => rounding.divide(product, self.unit),
        };
        let (mut fee, mut exact) = (rounded, product);
        let (mut capped, mut floored) = (false, false);
        if let Some(cap) = rule.cap
            && product > cap.saturating_mul(self.unit)
        {
            (fee, exact, capped) = (cap, cap * self.unit, true);
        }
        if let Some(min) = rule.min
            && amount != 0
            && exact < min.saturating_mul(self.unit)
        {
            (fee, exact, capped, floored) = (min, min.saturating_mul(self.unit), false, true);
        }
        // Nothing is charged for a payment of nothing.
        if amount != 0 {
            fee += rule.fixed;
            exact = exact.saturating_add(rule.fixed.saturating_mul(self.unit));
        }
        let sign = i128::from(amount.signum());
        FeeOf {
            fee: i64::try_from(fee * sign).unwrap_or(if sign < 0 { i64::MIN } else { i64::MAX }),
            exact: exact.saturating_mul(sign),
            capped,
            floored,
            rule: rule.index,
        }
    }

    /// The rule of exactly this tender: the highest tier that the amount reaches.
    fn tier(&self, tender: Tender, size: i128) -> Option<&Rule> {
        self.rules
            .iter()
            .find(|rule| rule.tender == tender && rule.holds(size, self.boundary))
    }
}

/// For a tender without a rule of its own, what its name may stand for, in falling order of weight.
const fn stand_ins(tender: Tender) -> &'static [&'static [Tender]] {
    use Tender::{Alipay, Card, CreditCard, DebitCard, ForeignCard, Qr, Unionpay, Unknown, Wechat};
    match tender {
        CreditCard => &[&[CreditCard], &[Card]],
        DebitCard => &[&[DebitCard], &[Card]],
        Card => &[&[Card], &[CreditCard, DebitCard]],
        // A contract without a rate for foreign cards charges them as credit cards.
        ForeignCard => &[&[ForeignCard], &[CreditCard], &[Card]],
        Wechat => &[&[Wechat], &[Qr]],
        Alipay => &[&[Alipay], &[Qr]],
        Unionpay => &[&[Unionpay], &[Qr]],
        Qr => &[&[Qr], &[Wechat, Alipay, Unionpay]],
        Unknown => &[
            &[Unknown],
            &[
                CreditCard,
                DebitCard,
                Card,
                ForeignCard,
                Wechat,
                Alipay,
                Unionpay,
                Qr,
            ],
        ],
        Tender::Other => &[&[Tender::Other]],
        // Cash never passes a provider.
        Tender::Cash => &[],
    }
}

/// [`Rounding::divide`] for small non-negative numbers.
fn divide_small(number: i64, unit: i64, rounding: Rounding) -> i128 {
    let (whole, rest) = (number / unit, number % unit);
    let half = unit / 2;
    let away = match rounding {
        Rounding::HalfUp => rest >= half,
        Rounding::HalfEven => rest > half || (rest == half && whole % 2 != 0),
        Rounding::Down => false,
        Rounding::Up => rest > 0,
    };
    i128::from(whole) + i128::from(away)
}

/// A contract's amount in minor units, held within [`MINOR_MAX`].
#[must_use]
pub fn minor_of(amount: Decimal, currency: Currency) -> i128 {
    let (mantissa, scale, digits) = (amount.mantissa(), amount.scale(), currency.digits());
    let minor = if scale > digits {
        Rounding::HalfUp.divide(mantissa, 10_i128.pow(scale - digits))
    } else {
        mantissa.saturating_mul(10_i128.pow(digits - scale))
    };
    minor.clamp(0, MINOR_MAX)
}
