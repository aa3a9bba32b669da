/*!
The contract as she types it: texts in, settings or faults out.

A form that cannot be read is never used in part: either every field is good, or each bad one says
why. What the form does not show is kept as it was.
*/

use rust_decimal::Decimal;

use super::{Contract, FeeRounding, RateRule, Settings, TierBoundary};
use crate::calendar::{Cycle, DateOrder, Day, Period, TimeOfDay, read_date, read_time};
use crate::money::{Currency, DecimalMark, NumberError, Rate, read_amount, read_rate};
use crate::record::Tender;

/// A rate above this many per cent is asked about once: merchants' rates lie below 4 % (FEES.md
/// section 2), and `60` for 0.60 % is the slip to expect.
const RATE_ASKS_ABOVE_PERCENT: i64 = 5;

/// More list amounts than this are no list that anybody keeps.
const LIST_AMOUNTS_MAX: usize = 100;

/// The settings as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsForm {
    /// Rates by tender.
    pub rates: Vec<RateForm>,
    /// Cycle of the contract.
    pub cycle: Cycle,
    /// Last second of the card day, as `23:00:00`.
    pub card_cutoff: String,
    /// Last second of the QR day.
    pub qr_cutoff: String,
    /// How fees are rounded.
    pub rounding: FeeRounding,
    /// Whether the fee of a refunded sale comes back with it.
    pub refund_returns_fee: bool,
    /// Where a tier's boundary lies.
    pub tier_boundary: TierBoundary,
    /// Amounts of SIM fees, deposits and service charges, parted by blanks.
    pub list_amounts: String,
    /// Days of the takings; both empty where the files decide.
    pub period: PeriodForm,
    /// Days that the statement covers; both empty where its rows decide.
    pub statement: PeriodForm,
    /// What the form does not show.
    rest: Settings,
}

/// A line of the rate table as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateForm {
    /// Which payments.
    pub tender: Tender,
    /// Share in per cent.
    pub percent: String,
    /// Cap in major units; empty where there is none.
    pub cap: String,
    /// Minimum in major units; empty where there is none.
    pub min: String,
    /// Fixed part in major units; empty where there is none.
    pub fixed: String,
    /// Tier in major units; empty where the rule holds for all amounts.
    pub above: String,
    /// Whether she has confirmed an unusually high rate.
    pub sure: bool,
}

/// Two days as ISO texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodForm {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The share of a line of the rate table.
    Percent(usize),
    /// Its cap.
    Cap(usize),
    /// Its minimum.
    Min(usize),
    /// Its fixed part.
    Fixed(usize),
    /// Its tier.
    Above(usize),
    /// Card cut-off.
    CardCutoff,
    /// QR cut-off.
    QrCutoff,
    /// List amounts.
    ListAmounts,
    /// First day of the takings.
    PeriodFrom,
    /// Last day of the takings.
    PeriodTo,
    /// First day of the statement.
    StatementFrom,
    /// Last day of the statement.
    StatementTo,
}

/// Why a field is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// No number.
    Number(NumberError),
    /// Below nought.
    Negative,
    /// Nought, where something is taken.
    Zero,
    /// An unusually high rate: was a hundredth of it meant?
    RateAsks {
        /// What was typed.
        typed: Rate,
        /// What was probably meant.
        meant: Rate,
    },
    /// The cap lies below the minimum.
    CapBelowMin,
    /// Another line has the same tender and tier.
    Twice,
    /// No time of day.
    Time,
    /// No date.
    Date,
    /// The other end of the period is missing.
    HalfPeriod,
    /// The last day lies before the first.
    Backwards,
    /// Too many entries in a list.
    TooMany,
}

/// A bad field and why.
pub type Fault = (Field, FieldError);

impl SettingsForm {
    /// The form of some settings; the defaults stand in for a contract that was never entered.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let contract = settings.contract.clone().unwrap_or_default();
        Self {
            rates: contract.rates.iter().map(RateForm::of).collect(),
            cycle: contract.settlement.cycle,
            card_cutoff: contract.settlement.card_cutoff.to_string(),
            qr_cutoff: contract.settlement.qr_cutoff.to_string(),
            rounding: contract.rounding,
            refund_returns_fee: contract.refund_returns_fee,
            tier_boundary: contract.tier_boundary,
            list_amounts: contract
                .list_amounts
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("  "),
            period: PeriodForm::of(settings.period),
            statement: PeriodForm::of(settings.statement),
            rest: settings.clone(),
        }
    }

    /// Adds a line to the rate table.
    pub fn add_rate(&mut self, tender: Tender) {
        self.rates.push(RateForm {
            tender,
            percent: String::new(),
            cap: String::new(),
            min: String::new(),
            fixed: String::new(),
            above: String::new(),
            sure: false,
        });
    }

    /// Reads every field.
    ///
    /// # Errors
    /// Every bad field, in the order of the form.
    pub fn read(&self) -> Result<Settings, Vec<Fault>> {
        let mut faults = Vec::new();
        let currency = self.rest.currency;
        let mut rates = Vec::new();
        for (index, form) in self.rates.iter().enumerate() {
            let rule = form.read(index, currency, &mut faults);
            let twice = |other: &RateRule| {
                Some((other.tender, other.above))
                    == rule.as_ref().map(|rule| (rule.tender, rule.above))
            };
            if rates.iter().any(twice) {
                faults.push((Field::Above(index), FieldError::Twice));
            }
            rates.extend(rule);
        }
        let card_cutoff = time(&self.card_cutoff, Field::CardCutoff, &mut faults);
        let qr_cutoff = time(&self.qr_cutoff, Field::QrCutoff, &mut faults);
        let list_amounts = list(&self.list_amounts, currency, &mut faults);
        let period = self
            .period
            .read(Field::PeriodFrom, Field::PeriodTo, &mut faults);
        let statement = self
            .statement
            .read(Field::StatementFrom, Field::StatementTo, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut contract = self.rest.contract.clone().unwrap_or_default();
        contract.rates = rates;
        contract.settlement.cycle = self.cycle;
        contract.settlement.card_cutoff = card_cutoff.unwrap_or(TimeOfDay::CARD_CUTOFF);
        contract.settlement.qr_cutoff = qr_cutoff.unwrap_or(TimeOfDay::LAST);
        contract.rounding = self.rounding;
        contract.refund_returns_fee = self.refund_returns_fee;
        contract.tier_boundary = self.tier_boundary;
        contract.list_amounts = list_amounts;
        // Only days changed: the defaults do not become her contract by that.
        let untouched = self.rest.contract.is_none() && contract == Contract::default();
        Ok(Settings {
            currency,
            answer_in: self.rest.answer_in,
            period,
            statement,
            contract: (!untouched).then_some(contract),
        })
    }
}

impl RateForm {
    fn of(rule: &RateRule) -> Self {
        let text = |amount: Option<Decimal>| amount.map(|a| a.to_string()).unwrap_or_default();
        Self {
            tender: rule.tender,
            percent: rule.percent.percent().to_string(),
            cap: text(rule.cap),
            min: text(rule.min),
            fixed: text(rule.fixed),
            above: text(rule.above),
            // What was saved once was confirmed then.
            sure: true,
        }
    }

    fn read(&self, index: usize, currency: Currency, faults: &mut Vec<Fault>) -> Option<RateRule> {
        let percent = self.rate(index, faults);
        let mut money = |text: &str, field| optional(text, currency, field, faults);
        let cap = money(&self.cap, Field::Cap(index));
        let min = money(&self.min, Field::Min(index));
        let fixed = money(&self.fixed, Field::Fixed(index));
        let above = money(&self.above, Field::Above(index));
        if let (Some(cap), Some(min)) = (cap, min)
            && cap < min
        {
            faults.push((Field::Cap(index), FieldError::CapBelowMin));
        }
        Some(RateRule {
            tender: self.tender,
            percent: percent?,
            cap,
            min,
            fixed,
            above,
        })
    }

    fn rate(&self, index: usize, faults: &mut Vec<Fault>) -> Option<Rate> {
        let rate = match percent(&self.percent) {
            Ok(rate) => rate,
            Err(error) => {
                faults.push((Field::Percent(index), error));
                return None;
            }
        };
        if let Some(asked) = asks(rate).filter(|_| !self.sure) {
            faults.push((Field::Percent(index), asked));
        }
        Some(rate)
    }
}

/// A rate as she types it.
pub(super) fn percent(text: &str) -> Result<Rate, FieldError> {
    read_rate(text).map_err(|error| {
        let negative = text.trim_start().starts_with(['-', '−', '－']);
        if negative && error == NumberError::OutOfRange {
            FieldError::Negative
        } else {
            FieldError::Number(error)
        }
    })
}

/// The question that an unusually high rate asks.
pub(super) fn asks(rate: Rate) -> Option<FieldError> {
    let percent = rate.percent();
    let meant = Rate::from_percent(percent / Decimal::ONE_HUNDRED)?;
    let high = percent > Decimal::from(RATE_ASKS_ABOVE_PERCENT);
    high.then_some(FieldError::RateAsks { typed: rate, meant })
}

impl PeriodForm {
    fn of(period: Option<Period>) -> Self {
        period.map_or_else(Self::default, |period| Self {
            from: period.from.to_string(),
            to: period.to.to_string(),
        })
    }

    fn read(&self, from: Field, to: Field, faults: &mut Vec<Fault>) -> Option<Period> {
        let mut day = |text: &str, field| -> Option<Day> {
            if text.trim().is_empty() {
                return None;
            }
            let day = read_date(text, DateOrder::YearFirst).ok();
            if day.is_none() {
                faults.push((field, FieldError::Date));
            }
            day
        };
        match (day(&self.from, from), day(&self.to, to)) {
            (Some(first), Some(last)) if last < first => {
                faults.push((to, FieldError::Backwards));
                None
            }
            (Some(first), Some(last)) => Some(Period {
                from: first,
                to: last,
            }),
            (Some(_), None) if self.to.trim().is_empty() => {
                faults.push((to, FieldError::HalfPeriod));
                None
            }
            (None, Some(_)) if self.from.trim().is_empty() => {
                faults.push((from, FieldError::HalfPeriod));
                None
            }
            _ => None,
        }
    }
}

/// An amount in major units, exact; `None` where the field is empty or bad.
fn optional(
    text: &str,
    currency: Currency,
    field: Field,
    faults: &mut Vec<Fault>,
) -> Option<Decimal> {
    if text.trim().is_empty() {
        return None;
    }
    match amount(text, currency) {
        Ok(amount) => Some(amount),
        Err(error) => {
            faults.push((field, error));
            None
        }
    }
}

/// An amount in major units of at least nought.
pub(super) fn amount(text: &str, currency: Currency) -> Result<Decimal, FieldError> {
    let amount = read_amount(text, currency, DecimalMark::Point).map_err(FieldError::Number)?;
    if amount.minor < 0 {
        return Err(FieldError::Negative);
    }
    Decimal::try_from_i128_with_scale(amount.minor, currency.digits())
        .map_err(|_| FieldError::Number(NumberError::TooLong))
}

fn time(text: &str, field: Field, faults: &mut Vec<Fault>) -> Option<TimeOfDay> {
    let time = read_time(text).ok();
    if time.is_none() {
        faults.push((field, FieldError::Time));
    }
    time
}

fn list(text: &str, currency: Currency, faults: &mut Vec<Fault>) -> Vec<Decimal> {
    let separators = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    let mut amounts = Vec::new();
    for word in text.split(separators).filter(|word| !word.is_empty()) {
        match amount(word, currency) {
            Ok(amount) if amount.is_zero() => {
                faults.push((Field::ListAmounts, FieldError::Zero));
                return Vec::new();
            }
            Ok(amount) => amounts.push(amount),
            Err(error) => {
                faults.push((Field::ListAmounts, error));
                return Vec::new();
            }
        }
    }
    if amounts.len() > LIST_AMOUNTS_MAX {
        faults.push((Field::ListAmounts, FieldError::TooMany));
        return Vec::new();
    }
    amounts
}
