//! A plan as texts.

use rust_decimal::Decimal;
use yifen::fees::Preset;
use yifen::money::Currency;
use yifen::record::Tender;
use yifen::settings::{
    Contract, Fault, FieldError, Settings, SettingsForm, SurchargeField, SurchargeForm,
};

/// Where a plan comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A preset.
    Preset(Preset),
    /// The contract she entered.
    Own,
    /// A file.
    Imported,
    /// A link.
    Linked,
}

/// A plan as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDraft {
    /// Where it comes from.
    pub origin: Origin,
    /// Its currency.
    pub currency: Currency,
    /// Rates, rounding, cycle.
    pub form: SettingsForm,
    /// Surcharges.
    pub surcharges: SurchargeForm,
    /// The same as it came.
    before: (SettingsForm, SurchargeForm),
}

/// What is wrong with a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanFaults {
    /// In its rates and rules.
    pub form: Vec<Fault>,
    /// In its surcharges.
    pub surcharges: Vec<(SurchargeField, FieldError)>,
}

impl PlanDraft {
    /// The draft of a contract.
    pub fn of(origin: Origin, contract: &Contract, currency: Currency) -> Self {
        let settings = Settings {
            currency,
            contract: Some(contract.clone()),
            ..Settings::default()
        };
        let form = SettingsForm::of(&settings);
        let surcharges = SurchargeForm::of(contract);
        let before = (form.clone(), surcharges.clone());
        Self {
            origin,
            currency,
            form,
            surcharges,
            before,
        }
    }

    /// The draft of a preset.
    pub fn preset(preset: Preset) -> Self {
        Self::of(
            Origin::Preset(preset),
            &preset.contract(),
            preset.currency(),
        )
    }

    /// The same plan in another currency: its figures stay, what the other currency has no decimals
    /// for is named at its field.
    pub fn in_currency(&self, currency: Currency) -> Option<Self> {
        let mut contract = self.read().ok()?;
        // 20.00 in yuan is 20 in yen.
        let plain = |amount: Option<Decimal>| amount.map(|amount| amount.normalize());
        for rule in &mut contract.rates {
            rule.cap = plain(rule.cap);
            rule.min = plain(rule.min);
            rule.fixed = plain(rule.fixed);
            rule.above = plain(rule.above);
        }
        // What devices cost in yuan says nothing of other places.
        contract.list_amounts = Vec::new();
        let other = Self::of(self.origin, &contract, currency);
        Some(Self {
            before: self.before.clone(),
            ..other
        })
    }

    /// Whether anything was changed since it came.
    pub fn is_edited(&self) -> bool {
        (&self.form, &self.surcharges) != (&self.before.0, &self.before.1)
    }

    /// The contract.
    ///
    /// # Errors
    /// Every bad field.
    pub fn read(&self) -> Result<Contract, PlanFaults> {
        let read = self.form.read();
        let mut contract = read
            .as_ref()
            .ok()
            .and_then(|settings| settings.contract.clone())
            .unwrap_or_default();
        let put = self.surcharges.put(&mut contract, self.currency);
        if read.is_ok() && put.is_ok() {
            return Ok(contract);
        }
        Err(PlanFaults {
            form: read.err().unwrap_or_default(),
            surcharges: put.err().unwrap_or_default(),
        })
    }

    /// The tenders that have a rate, each once, in the order of the plan.
    pub fn tenders(&self) -> Vec<Tender> {
        let mut tenders = Vec::new();
        for rate in &self.form.rates {
            if !tenders.contains(&rate.tender) {
                tenders.push(rate.tender);
            }
        }
        tenders
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_goes_into_a_currency_without_decimals() {
        let plan = PlanDraft::preset(Preset::ChinaPos);
        let yen = plan.in_currency(Currency::parse("JPY").unwrap()).unwrap();
        assert!(yen.is_edited());
        let contract = yen.read().unwrap();
        assert_eq!(contract.rates[1].cap, Some(Decimal::from(20)));
        assert!(contract.list_amounts.is_empty());
    }

    #[test]
    fn a_bad_field_of_the_plan_is_named() {
        let mut plan = PlanDraft::preset(Preset::ChinaPos);
        plan.form.rates[0].percent = "60".to_owned();
        plan.form.rates[0].sure = false;
        plan.surcharges.night_fee = "-1".to_owned();
        let faults = plan.read().unwrap_err();
        assert!(matches!(
            faults.form[..],
            [(_, FieldError::RateAsks { .. })]
        ));
        assert_eq!(
            faults.surcharges,
            [(SurchargeField::NightFee, FieldError::Negative)]
        );
    }
}
