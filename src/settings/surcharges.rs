//! The surcharges of a contract as texts, beside the form of its rates.

use rust_decimal::Decimal;

use super::form::{FieldError, amount, asks, percent};
use super::{Contract, InstantPer, NightFee, PayoutFee};
use crate::money::{Currency, Rate};

/// Same-day, night and payout fees as she types them; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SurchargeForm {
    /// Same-day surcharge in major units.
    pub instant_fee: String,
    /// Same-day surcharge in per cent.
    pub instant_percent: String,
    /// What it is taken for.
    pub instant_per: InstantPer,
    /// Night surcharge in major units.
    pub night_fee: String,
    /// Fixed part of the payout fee in major units.
    pub payout_fixed: String,
    /// Payout fee in per cent.
    pub payout_percent: String,
    /// Whether the payout fee is debited elsewhere.
    pub payout_outside: bool,
    /// Whether she was asked about unusually high percentages and said they are right.
    pub sure: bool,
}

/// A field of [`SurchargeForm`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SurchargeField {
    /// Same-day surcharge.
    InstantFee,
    /// Same-day surcharge in per cent.
    InstantPercent,
    /// Night surcharge.
    NightFee,
    /// Fixed part of the payout fee.
    PayoutFixed,
    /// Payout fee in per cent.
    PayoutPercent,
}

impl SurchargeForm {
    /// The form of a contract.
    #[must_use]
    pub fn of(contract: &Contract) -> Self {
        let text = |amount: Option<Decimal>| amount.map(|a| a.to_string()).unwrap_or_default();
        let rate = |rate: Option<Rate>| text(rate.map(Rate::percent));
        let payout = contract.payout_fee;
        Self {
            instant_fee: text(contract.instant_fee),
            instant_percent: rate(contract.instant_percent),
            instant_per: contract.instant_per,
            night_fee: text(contract.night_fee.map(|fee| fee.amount)),
            payout_fixed: text(payout.map(|fee| fee.fixed).filter(|fee| !fee.is_zero())),
            payout_percent: rate(payout.and_then(|fee| fee.percent)),
            payout_outside: payout.is_some_and(|fee| fee.outside),
            // What stands in a contract was asked about when it was entered.
            sure: [contract.instant_percent, payout.and_then(|fee| fee.percent)]
                .into_iter()
                .flatten()
                .any(|rate| asks(rate).is_some()),
        }
    }

    /// Puts the surcharges into a contract; the hours of the night stay what they were.
    ///
    /// # Errors
    /// Every bad field, in the order of the form.
    pub fn put(
        &self,
        contract: &mut Contract,
        currency: Currency,
    ) -> Result<(), Vec<(SurchargeField, FieldError)>> {
        let mut faults = Vec::new();
        let mut money = |text: &str, field| {
            let read = || amount(text, currency);
            optional(text, read).unwrap_or_else(|error| {
                faults.push((field, error));
                None
            })
        };
        let instant = money(&self.instant_fee, SurchargeField::InstantFee);
        let night = money(&self.night_fee, SurchargeField::NightFee);
        let fixed = money(&self.payout_fixed, SurchargeField::PayoutFixed);
        let mut rate = |text: &str, field| {
            let read = || {
                let rate = percent(text)?;
                match asks(rate).filter(|_| !self.sure) {
                    Some(asked) => Err(asked),
                    None => Ok(rate),
                }
            };
            optional(text, read).unwrap_or_else(|error| {
                faults.push((field, error));
                None
            })
        };
        let instant_percent = rate(&self.instant_percent, SurchargeField::InstantPercent);
        let payout_percent = rate(&self.payout_percent, SurchargeField::PayoutPercent);
        if !faults.is_empty() {
            return Err(faults);
        }
        contract.instant_fee = instant;
        contract.instant_percent = instant_percent;
        contract.instant_per = self.instant_per;
        let hours = contract.night_fee.unwrap_or_default();
        contract.night_fee = night.map(|amount| NightFee { amount, ..hours });
        contract.payout_fee = (fixed.is_some() || payout_percent.is_some()).then_some(PayoutFee {
            fixed: fixed.unwrap_or_default(),
            percent: payout_percent,
            outside: self.payout_outside,
        });
        Ok(())
    }
}

fn optional<T>(
    text: &str,
    read: impl FnOnce() -> Result<T, FieldError>,
) -> Result<Option<T>, FieldError> {
    if text.trim().is_empty() {
        Ok(None)
    } else {
        read().map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::NumberError;

    #[test]
    fn surcharges_read_back_or_say_why_not() {
        let mut form = SurchargeForm {
            instant_fee: "２".to_owned(),
            instant_per: InstantPer::Payout,
            night_fee: "￥1.50".to_owned(),
            payout_percent: "0.1%".to_owned(),
            ..SurchargeForm::default()
        };
        let mut contract = Contract::default();
        assert_eq!(form.put(&mut contract, Currency::CNY), Ok(()));
        assert_eq!(contract.instant_fee, Some(Decimal::new(200, 2)));
        assert_eq!(
            contract.night_fee.map(|fee| fee.amount),
            Some(Decimal::new(150, 2))
        );
        let again = SurchargeForm::of(&contract);
        assert_eq!(
            (again.instant_fee.as_str(), again.payout_percent.as_str()),
            ("2.00", "0.1")
        );
        form.instant_fee = "-2".to_owned();
        form.payout_fixed = "x".to_owned();
        let before = contract.clone();
        let faults = form.put(&mut contract, Currency::CNY);
        assert_eq!(
            faults,
            Err(vec![
                (SurchargeField::InstantFee, FieldError::Negative),
                (
                    SurchargeField::PayoutFixed,
                    FieldError::Number(NumberError::Character('x'))
                ),
            ])
        );
        assert_eq!(contract, before, "a bad form changes nothing");
        let mut high = SurchargeForm {
            instant_percent: "-1".to_owned(),
            payout_percent: "10".to_owned(),
            ..SurchargeForm::default()
        };
        let faults = high.put(&mut contract, Currency::CNY).unwrap_err();
        assert!(matches!(
            faults[..],
            [
                (SurchargeField::InstantPercent, FieldError::Negative),
                (SurchargeField::PayoutPercent, FieldError::RateAsks { .. })
            ]
        ));
        (high.instant_percent, high.sure) = ("60".to_owned(), true);
        assert_eq!(high.put(&mut contract, Currency::CNY), Ok(()));
        assert_eq!(SurchargeForm::of(&contract), high);
    }
}
