//! The contract form: what is typed becomes settings, or each bad field says why.

#![allow(clippy::expect_used, reason = "a test fails loudly")]

use yifen::money::{NumberError, Rate};
use yifen::record::Tender;
use yifen::settings::{Contract, Field, FieldError, Settings, SettingsForm};

fn form() -> SettingsForm {
    SettingsForm::of(&Settings::default())
}

/// The one fault of a form, or none.
fn fault(form: &SettingsForm) -> Option<(Field, FieldError)> {
    let faults = form.read().err().unwrap_or_default();
    assert!(faults.len() < 2, "{faults:?}");
    faults.first().copied()
}

#[test]
fn an_untouched_form_does_not_make_the_defaults_her_contract() {
    assert_eq!(form().read(), Ok(Settings::default()));
}

#[test]
fn what_was_saved_reads_back() {
    let settings = Settings {
        contract: Some(Contract::default()),
        ..Settings::default()
    };
    assert_eq!(SettingsForm::of(&settings).read(), Ok(settings));
}

#[test]
fn a_change_makes_a_contract_and_keeps_the_rest() {
    let mut form = form();
    form.rates[0].percent = "0.55".to_owned();
    let settings = form.read().expect("a good form");
    let contract = settings.contract.expect("her contract");
    assert_eq!(contract.rates[0].percent.percent().to_string(), "0.55");
    assert_eq!(contract.rates[1..], Contract::default().rates[1..]);
}

#[test]
fn rates_are_read_as_people_write_them() {
    for (text, want) in [
        ("0.60", "0.6"),
        ("０．６０", "0.6"),
        ("0.6%", "0.6"),
        ("6‰", "0.6"),
        ("0", "0"),
    ] {
        let mut form = form();
        form.rates[0].percent = text.to_owned();
        let settings = form.read().expect(text);
        let contract = settings.contract.unwrap_or_default();
        let percent = contract.rates[0].percent.percent().normalize();
        assert_eq!(percent.to_string(), want, "{text}");
    }
}

#[test]
fn bad_rates_say_why() {
    for (text, want) in [
        ("", FieldError::Number(NumberError::Empty)),
        ("零点六", FieldError::Number(NumberError::Character('零'))),
        ("-0.6", FieldError::Negative),
    ] {
        let mut form = form();
        form.rates[0].percent = text.to_owned();
        assert_eq!(fault(&form), Some((Field::Percent(0), want)), "{text}");
    }
}

#[test]
fn sixty_instead_of_nought_point_six_is_asked_about_once() {
    let mut form = form();
    form.rates[0].percent = "60".to_owned();
    form.rates[0].sure = false;
    let rate = |text: &str| Rate::from_percent(text.parse().expect("a number")).expect("a rate");
    let asks = FieldError::RateAsks {
        typed: rate("60"),
        meant: rate("0.60"),
    };
    assert_eq!(fault(&form), Some((Field::Percent(0), asks)));
    form.rates[0].sure = true;
    assert_eq!(fault(&form), None);
}

#[test]
fn amounts_below_nought_and_with_too_many_decimals_are_refused() {
    for (text, want) in [
        ("-20", FieldError::Negative),
        ("20.005", FieldError::Number(NumberError::TooManyDecimals)),
        ("2O", FieldError::Number(NumberError::Character('O'))),
    ] {
        let mut form = form();
        form.rates[1].cap = text.to_owned();
        assert_eq!(fault(&form), Some((Field::Cap(1), want)), "{text}");
    }
}

#[test]
fn a_cap_below_the_minimum_and_a_tender_twice_are_refused() {
    let mut low = form();
    low.rates[1].min = "30".to_owned();
    assert_eq!(fault(&low), Some((Field::Cap(1), FieldError::CapBelowMin)));
    let mut twice = form();
    twice.add_rate(Tender::DebitCard);
    let last = twice.rates.len() - 1;
    twice.rates[last].percent = "0.4".to_owned();
    assert_eq!(fault(&twice), Some((Field::Above(last), FieldError::Twice)));
    twice.rates[last].above = "1000".to_owned();
    assert_eq!(fault(&twice), None);
}

#[test]
fn periods_need_both_ends_in_order() {
    for (from, to, want) in [
        (
            "2026-03-02",
            "",
            Some((Field::PeriodTo, FieldError::HalfPeriod)),
        ),
        (
            "",
            "2026-03-02",
            Some((Field::PeriodFrom, FieldError::HalfPeriod)),
        ),
        (
            "2026-03-09",
            "2026-03-02",
            Some((Field::PeriodTo, FieldError::Backwards)),
        ),
        (
            "2026-02-30",
            "2026-03-02",
            Some((Field::PeriodFrom, FieldError::Date)),
        ),
        ("2026-03-02", "2026-03-08", None),
        ("", "", None),
    ] {
        let mut form = form();
        form.period.from = from.to_owned();
        form.period.to = to.to_owned();
        assert_eq!(fault(&form), want, "{from} {to}");
    }
}

#[test]
fn times_and_list_amounts_are_checked() {
    let mut late = form();
    late.card_cutoff = "25:00".to_owned();
    assert_eq!(fault(&late), Some((Field::CardCutoff, FieldError::Time)));
    let mut list = form();
    list.list_amounts = "99 298、60.00".to_owned();
    let contract = list.read().expect("a good form").contract.expect("hers");
    let amounts: Vec<String> = contract
        .list_amounts
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(amounts, ["99.00", "298.00", "60.00"]);
    list.list_amounts = "1,000".to_owned();
    assert_eq!(fault(&list), Some((Field::ListAmounts, FieldError::Zero)));
}
