//! Worked figures that providers, sellers' forums and other calculators print: see the last column of
//! the table.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use rust_decimal::Decimal;
use yifen::fees::{Preset, Sale, charge_for, quote, tender_of};
use yifen::money::{Amount, Currency, DecimalMark, read_amount, read_rate};
use yifen::record::Tender;
use yifen::settings::{Contract, RateRule};

fn money(text: &str, currency: &str) -> Amount {
    let currency = Currency::parse(currency).unwrap();
    read_amount(text, currency, DecimalMark::Point).unwrap()
}

/// A plan of one rule, where no preset is meant.
fn plan(tender: Tender, [rate, min, fixed]: [&str; 3]) -> Contract {
    let decimal = |text: &str| (!text.is_empty()).then(|| text.parse::<Decimal>().unwrap());
    Contract {
        rates: vec![RateRule {
            tender,
            percent: read_rate(rate).unwrap(),
            cap: None,
            min: decimal(min),
            fixed: decimal(fixed),
            above: None,
        }],
        ..Contract::default()
    }
}

#[test]
fn printed_figures_hold() {
    let mut lines = include_str!("tables/provider_figures.csv").lines();
    assert_eq!(
        lines.next(),
        Some("plan,tender,rate,min,fixed,currency,amount,fee,source")
    );
    let mut held = 0;
    for line in lines {
        let parts: Vec<&str> = line.split(',').collect();
        let [id, tender, rate, min, fixed, currency, amount, fee, _] = parts[..] else {
            panic!("{line}");
        };
        let tender = tender_of(tender).unwrap();
        let contract = if id.is_empty() {
            plan(tender, [rate, min, fixed])
        } else {
            let preset = Preset::parse(id).unwrap();
            assert_eq!(preset.currency().code(), currency, "{line}");
            preset.contract()
        };
        let sale = Sale {
            tender,
            amount: money(amount, currency),
            instant: false,
            time: None,
        };
        let got = quote(&contract, sale).unwrap();
        assert_eq!(got.fee, money(fee, currency), "{line}");
        held += 1;
    }
    assert!(held >= 40, "{held}");
}

/// The amounts to charge that blog.konoson.com and BlinkBid's help print; a calculator's 103.29 for
/// the first leaves a cent missing and is no solution.
#[test]
fn printed_amounts_to_charge_are_solutions() {
    let contract = Preset::StripeUs.contract();
    for (net, charge, fits) in [
        ("100.00", "103.30", true),
        ("100.00", "103.29", false),
        ("1000.00", "1030.17", true),
    ] {
        let sale = Sale {
            tender: Tender::Card,
            amount: money("1", "USD"),
            instant: false,
            time: None,
        };
        let found = charge_for(&contract, sale, money(net, "USD")).unwrap();
        let charge = money(charge, "USD");
        let within = found
            .spans
            .iter()
            .any(|span| (span.first..=span.last).contains(&charge));
        assert_eq!(within, fits, "{net} {charge}");
    }
}
