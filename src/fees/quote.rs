//! The fee of one sale, with every step of the working as data.

use crate::calendar::TimeOfDay;
use crate::money::{Amount, Rate, Rounding};
use crate::record::Tender;
use crate::settings::{Contract, InstantPer};

use super::exact::{AMOUNT_MAX, Exact};
use super::table::{Bound, FeeTable, Rule, minor_of};

/// A sale to be charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sale {
    /// How it is paid.
    pub tender: Tender,
    /// How much; a refund is negative.
    pub amount: Amount,
    /// Whether it is settled the same day, for which some contracts charge extra.
    pub instant: bool,
    /// When, where nightly surcharges matter.
    pub time: Option<TimeOfDay>,
}

/// Why a sale has no fee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuoteError {
    /// The contract has no rule for the tender.
    NoRule(Tender),
    /// The tender may stand for several that are charged differently.
    Ambiguous(Vec<Tender>),
    /// The amount lies outside what can be computed exactly.
    TooLarge,
}

/// One step of the working.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The share of the amount.
    Share {
        /// Of what.
        of: Amount,
        /// At which rate.
        rate: Rate,
        /// Before rounding.
        exact: Exact,
        /// After rounding.
        rounded: Amount,
        /// How it was rounded.
        rounding: Rounding,
    },
    /// The cap took the place of the share.
    Capped(Amount),
    /// The minimum took the place of the share.
    Raised(Amount),
    /// The fixed part of the rule.
    Fixed(Amount),
    /// The surcharge for same-day settlement.
    Instant(Amount, InstantPer),
    /// The same as a share of the sale or of the payout.
    InstantShare(Rate, Amount, InstantPer),
    /// The surcharge at night.
    Night(Amount),
    /// The fee of the payout.
    Payout(Amount),
    /// The fee of the payout, debited elsewhere: it does not lower what arrives.
    PayoutOutside(Amount),
}

/// The fee of a sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The sale.
    pub amount: Amount,
    /// The rule's place in the contract.
    pub rule: usize,
    /// How the fee came about.
    pub steps: Vec<Step>,
    /// Everything charged, what is debited elsewhere included.
    pub fee: Amount,
    /// What arrives.
    pub net: Amount,
}

/// The fee of one sale that is paid out by itself.
///
/// # Errors
/// Where the contract does not say which rule holds, and past [`AMOUNT_MAX`].
pub fn quote(contract: &Contract, sale: Sale) -> Result<Quote, QuoteError> {
    let table = FeeTable::new(contract, sale.amount.currency);
    quote_with(contract, &table, sale)
}

/// The same with a table that was made before, for many sales.
pub(super) fn quote_with(
    contract: &Contract,
    table: &FeeTable,
    sale: Sale,
) -> Result<Quote, QuoteError> {
    if sale.amount.minor.unsigned_abs() > AMOUNT_MAX.unsigned_abs() {
        return Err(QuoteError::TooLarge);
    }
    let rule = pick(table, sale)?;
    let mut steps = Vec::new();
    let charge =
        Charge::of(rule, sale.amount, contract.rounding.mode()).ok_or(QuoteError::TooLarge)?;
    charge.explain(rule, sale.amount, contract.rounding.mode(), &mut steps);
    let mut fee = charge.fee;
    fee += surcharges(contract, sale, &mut steps)?;
    let (inside, outside) = payout_fees(
        contract,
        sale,
        Amount::new(sale.amount.minor - fee, sale.amount.currency),
        &mut steps,
    )?;
    fee += inside;
    let net = Amount::new(sale.amount.minor - fee, sale.amount.currency);
    let fee = Amount::new(fee + outside, sale.amount.currency);
    Ok(Quote {
        amount: sale.amount,
        rule: rule.index,
        steps,
        fee,
        net,
    })
}

fn pick(table: &FeeTable, sale: Sale) -> Result<&Rule, QuoteError> {
    let (tender, size) = (sale.tender, sale.amount.minor);
    table.rule_for(tender, size).ok_or_else(|| {
        let tenders: Vec<Tender> = table
            .candidates(tender, size)
            .map(|rule| rule.tender)
            .collect();
        if tenders.is_empty() {
            QuoteError::NoRule(tender)
        } else {
            QuoteError::Ambiguous(tenders)
        }
    })
}

/// The fee of a rule on an amount of any size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The share before rounding.
    pub exact: Exact,
    /// The share after rounding.
    pub rounded: Amount,
    /// What took the place of the share.
    pub bound: Option<Bound>,
    /// The whole fee, in minor units.
    pub fee: i128,
}

impl Charge {
    /// Share, rounding, cap, minimum, fixed part; `None` past [`AMOUNT_MAX`].
    #[must_use]
    pub fn of(rule: &Rule, amount: Amount, rounding: Rounding) -> Option<Self> {
        let (sign, size) = (amount.minor.signum(), amount.abs());
        let exact = Exact::share(size, rule.rate)?;
        let rounded = exact.rounded(rounding);
        let over =
            |cap: i128| exact.whole.minor > cap || (exact.whole.minor == cap && exact.rest > 0);
        let mut fee = rounded.minor;
        let mut bound = None;
        if let Some(cap) = rule.cap
            && over(cap)
        {
            (fee, bound) = (cap, Some(Bound::Cap));
        }
        if let Some(min) = rule.min {
            let below = if bound.is_some() {
                fee < min
            } else {
                exact.whole.minor < min
            };
            if below && sign != 0 {
                (fee, bound) = (min, Some(Bound::Min));
            }
        }
        if sign != 0 {
            fee += rule.fixed;
        }
        let exact = Exact::share(amount, rule.rate)?;
        Some(Self {
            exact,
            rounded: exact.rounded(rounding),
            bound,
            fee: fee * sign,
        })
    }

    fn explain(&self, rule: &Rule, of: Amount, rounding: Rounding, steps: &mut Vec<Step>) {
        let sign = of.minor.signum();
        let signed = |minor: i128| Amount::new(minor * sign, of.currency);
        steps.push(Step::Share {
            of,
            rate: rule.rate,
            exact: self.exact,
            rounded: self.rounded,
            rounding,
        });
        match self.bound {
            Some(Bound::Cap) => steps.push(Step::Capped(signed(rule.cap.unwrap_or(0)))),
            Some(Bound::Min) => steps.push(Step::Raised(signed(rule.min.unwrap_or(0)))),
            None => {}
        }
        if rule.fixed != 0 && sign != 0 {
            steps.push(Step::Fixed(signed(rule.fixed)));
        }
    }
}

/// What is taken per transaction beside the fee. Refunds bear none.
fn surcharges(contract: &Contract, sale: Sale, steps: &mut Vec<Step>) -> Result<i128, QuoteError> {
    let currency = sale.amount.currency;
    if !sale.instant || sale.amount.minor <= 0 {
        return Ok(0);
    }
    let mut sum = 0;
    if contract.instant_per == InstantPer::Transaction {
        sum += instant(contract, sale.amount, steps)?;
    }
    if let (Some(night), Some(time)) = (contract.night_fee, sale.time)
        && night.applies(time)
    {
        let amount = minor_of(night.amount, currency);
        steps.push(Step::Night(Amount::new(amount, currency)));
        sum += amount;
    }
    Ok(sum)
}

/// What is taken per payout: inside it, and debited elsewhere.
fn payout_fees(
    contract: &Contract,
    sale: Sale,
    payout: Amount,
    steps: &mut Vec<Step>,
) -> Result<(i128, i128), QuoteError> {
    if payout.minor <= 0 {
        return Ok((0, 0));
    }
    payout_charges(contract, payout, sale.instant, steps)
}

/// The fees of a payout of `payout`, before them: inside it, and debited elsewhere.
pub(super) fn payout_charges(
    contract: &Contract,
    payout: Amount,
    is_instant: bool,
    steps: &mut Vec<Step>,
) -> Result<(i128, i128), QuoteError> {
    let currency = payout.currency;
    let mut inside = 0;
    if is_instant && contract.instant_per == InstantPer::Payout {
        inside += instant(contract, payout, steps)?;
    }
    let Some(fee) = contract.payout_fee else {
        return Ok((inside, 0));
    };
    let rate = fee.percent.unwrap_or(Rate::ZERO);
    let share = Exact::share(payout, rate).ok_or(QuoteError::TooLarge)?;
    let minor = share.rounded(contract.rounding.mode()).minor + minor_of(fee.fixed, currency);
    let amount = Amount::new(minor, currency);
    if minor == 0 {
        Ok((inside, 0))
    } else if fee.outside {
        steps.push(Step::PayoutOutside(amount));
        Ok((inside, minor))
    } else {
        steps.push(Step::Payout(amount));
        Ok((inside + minor, 0))
    }
}

/// The same-day surcharge on `base`: a sale or a payout.
fn instant(contract: &Contract, base: Amount, steps: &mut Vec<Step>) -> Result<i128, QuoteError> {
    let per = contract.instant_per;
    let mut sum = 0;
    if let Some(fixed) = contract.instant_fee {
        let fixed = minor_of(fixed, base.currency);
        steps.push(Step::Instant(Amount::new(fixed, base.currency), per));
        sum += fixed;
    }
    if let Some(rate) = contract.instant_percent {
        let share = Exact::share(base, rate).ok_or(QuoteError::TooLarge)?;
        let share = share.rounded(contract.rounding.mode());
        steps.push(Step::InstantShare(rate, share, per));
        sum += share.minor;
    }
    Ok(sum)
}
