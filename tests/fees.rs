//! Fees against the table of worked figures, and the laws that every fee keeps.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use proptest::prelude::*;
use rust_decimal::Decimal;
use yifen::fees::{FeeReturns, FeeTable, returned_fee};
use yifen::money::{Currency, DecimalMark, Rate, Rounding, read_amount, read_rate};
use yifen::record::Tender;
use yifen::settings::{Contract, FeeRounding, RateRule, TierBoundary};

fn minor(text: &str) -> i64 {
    let amount = read_amount(text, Currency::CNY, DecimalMark::Point).unwrap();
    i64::try_from(amount.minor).unwrap()
}

fn decimal(text: &str) -> Option<Decimal> {
    (!text.is_empty()).then(|| Decimal::from_str_exact(text).unwrap())
}

fn rule(tender: Tender, percent: &str) -> RateRule {
    let percent = read_rate(percent).unwrap();
    RateRule {
        tender,
        percent,
        cap: None,
        min: None,
        fixed: None,
        above: None,
    }
}

fn contract(rates: Vec<RateRule>) -> Contract {
    Contract {
        rates,
        ..Contract::default()
    }
}

/// The columns: name, amount, percent, cap, fixed, min, rounding, fee, source.
#[test]
fn worked_figures_hold_to_the_fen() {
    let mut lines = include_str!("tables/fee_vectors.csv").lines();
    assert_eq!(
        lines.next(),
        Some("name,amount,percent,cap,fixed,min,rounding,fee,source")
    );
    let mut count = 0;
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let [
            name,
            amount,
            percent,
            cap,
            fixed,
            min,
            rounding,
            fee,
            _source,
        ] = cells[..]
        else {
            panic!("nine columns: {line}");
        };
        let rounding = match rounding {
            "half_up" => FeeRounding::HalfUpPerTransaction,
            "half_even" => FeeRounding::HalfEvenPerTransaction,
            other => panic!("{other}"),
        };
        let rule = RateRule {
            cap: decimal(cap),
            fixed: decimal(fixed),
            min: decimal(min),
            ..rule(Tender::CreditCard, percent)
        };
        let contract = Contract {
            rounding,
            ..contract(vec![rule])
        };
        let table = FeeTable::new(&contract, Currency::CNY);
        let got = table.fee(Tender::CreditCard, minor(amount)).unwrap();
        assert_eq!(got.fee, minor(fee), "{name}: {amount} at {percent} %");
        let refund = table.fee(Tender::CreditCard, -minor(amount)).unwrap();
        assert_eq!(refund.fee, -minor(fee), "{name}: the refund of {amount}");
        count += 1;
    }
    assert!(count > 50, "the table was read: {count}");
}

#[test]
fn the_seed_formula_comes_first() {
    let table = FeeTable::new(&Contract::default(), Currency::CNY);
    for (amount, fee) in [("100", "0.60"), ("1,000", "6.00"), ("10,000", "60.00")] {
        assert_eq!(
            table.fee(Tender::CreditCard, minor(amount)).unwrap().fee,
            minor(fee)
        );
    }
}

#[test]
fn returned_fees_follow_the_refund() {
    // Original fee, sale, refund, returned (FEES.md section 7; section 3 for Youzan's 0.12 of 20).
    for (fee, sale, refund, back) in [
        ("20.00", "10000", "5000", "10.00"),
        ("0.60", "100", "33.33", "0.20"),
        ("0.60", "100", "20", "0.12"),
        ("0.01", "1.00", "0.50", "0.01"),
        ("3.20", "100", "-40", "1.28"),
        ("-0.60", "-100", "50", "-0.30"),
        ("0.60", "0", "50", "0.00"),
    ] {
        let got = returned_fee(minor(fee), minor(sale), minor(refund), Rounding::HalfUp);
        assert_eq!(got, minor(back), "{fee} of {sale}, refund {refund}");
    }
    let mut returns = FeeReturns::new(1, 100);
    assert_eq!(returns.refund(50, Rounding::HalfUp), 1);
    assert_eq!(returns.refund(50, Rounding::HalfUp), 0);
    assert_eq!(returns.returned(), 1);
}

#[test]
fn the_most_specific_tier_wins_on_its_side_of_the_boundary() {
    let large = RateRule {
        above: decimal("1000"),
        ..rule(Tender::Qr, "0.55")
    };
    let contract = contract(vec![large, rule(Tender::Qr, "0.38")]);
    let at = |boundary, amount: &str| {
        let contract = Contract {
            tier_boundary: boundary,
            ..contract.clone()
        };
        FeeTable::new(&contract, Currency::CNY)
            .fee(Tender::Wechat, minor(amount))
            .unwrap()
            .fee
    };
    assert_eq!(at(TierBoundary::AtMost, "1000.00"), 380);
    assert_eq!(at(TierBoundary::AtMost, "1000.01"), 550);
    assert_eq!(at(TierBoundary::Below, "1000.00"), 550);
    assert_eq!(at(TierBoundary::Below, "999.99"), 380);
}

#[test]
fn a_vague_tender_asks_all_it_may_stand_for() {
    let table = FeeTable::new(&Contract::default(), Currency::CNY);
    assert_eq!(table.fee(Tender::Card, 100_000), None);
    let candidates: Vec<Tender> = table
        .candidates(Tender::Card, 100_000)
        .map(|rule| rule.tender)
        .collect();
    assert_eq!(candidates, [Tender::CreditCard, Tender::DebitCard]);
    assert_eq!(table.fee(Tender::Cash, 100_000), None);
    let alike = contract(vec![
        rule(Tender::CreditCard, "0.6"),
        rule(Tender::DebitCard, "0.60"),
    ]);
    let table = FeeTable::new(&alike, Currency::CNY);
    assert_eq!(table.fee(Tender::Card, 100_000).unwrap().fee, 600);
    assert_eq!(table.fee(Tender::ForeignCard, 100_000).unwrap().fee, 600);
    assert_eq!(table.fee(Tender::Alipay, 100_000), None);
}

#[test]
fn currencies_without_and_with_three_decimals() {
    let yen = Currency::parse("JPY").unwrap();
    let dinar = Currency::parse("KWD").unwrap();
    let capped = RateRule {
        cap: decimal("1.5"),
        ..rule(Tender::CreditCard, "3.6")
    };
    let contract = contract(vec![capped]);
    // 1,000 yen: 36 yen, the cap of 1.5 yen counts as 2.
    assert_eq!(
        FeeTable::new(&contract, yen)
            .fee(Tender::CreditCard, 1_000)
            .unwrap()
            .fee,
        2
    );
    // 10.000 dinars: 0.360.
    assert_eq!(
        FeeTable::new(&contract, dinar)
            .fee(Tender::CreditCard, 10_000)
            .unwrap()
            .fee,
        360
    );
}

#[test]
fn settings_of_earlier_days_still_read_and_come_out_as_they_went_in() {
    let text = r#"{"currency":"CNY","contract":{"cycle":"T+1","card_cutoff":"23:00:00",
        "rounding":"half_up_per_transaction","refund_returns_fee":true,
        "rates":[{"tender":"debit_card","percent":"0.50","cap":"20.00"}]}}"#;
    let settings: yifen::settings::Settings = serde_json::from_str(text).unwrap();
    let contract = settings.contract.clone().unwrap();
    assert_eq!(contract.rates[0].cap, decimal("20.00"));
    let again = serde_json::to_string(&settings).unwrap();
    assert!(
        again.contains(r#"{"tender":"debit_card","percent":"0.50","cap":"20.00"}"#),
        "{again}"
    );
    assert_eq!(
        serde_json::from_str::<yifen::settings::Settings>(&again).unwrap(),
        settings
    );
}

fn any_rounding() -> impl Strategy<Value = FeeRounding> {
    prop::sample::select(FeeRounding::ALL.to_vec())
}

prop_compose! {
    fn any_rule()(
        percent in 0_i64..100_000,
        cap in prop::option::of(0_i64..1_000_000),
        min in prop::option::of(0_i64..10_000),
        fixed in prop::option::of(0_i64..1_000),
    ) -> RateRule {
        let money = |minor: i64| Decimal::new(minor, 2);
        RateRule {
            tender: Tender::CreditCard,
            percent: Rate::from_percent(Decimal::new(percent, 4)).unwrap(),
            // A cap below the minimum is refused at the field.
            cap: cap.map(|cap| money(cap.max(min.unwrap_or(0)))),
            min: min.map(money),
            fixed: fixed.map(money),
            above: None,
        }
    }
}

proptest! {
    #[test]
    fn fees_rise_with_amounts(
        rule in any_rule(), rounding in any_rounding(), a in any::<i64>(), b in any::<i64>(),
    ) {
        let contract = Contract { rounding, ..contract(vec![rule]) };
        let table = FeeTable::new(&contract, Currency::CNY);
        let fee = |amount| table.fee(Tender::CreditCard, amount).unwrap().fee;
        let (low, high) = (a.min(b), a.max(b));
        prop_assert!(fee(low) <= fee(high));
    }

    #[test]
    fn cap_minimum_and_sign_are_respected(
        rule in any_rule(), rounding in any_rounding(), amount in 1_i64..i64::MAX,
    ) {
        let contract = Contract { rounding, ..contract(vec![rule.clone()]) };
        let table = FeeTable::new(&contract, Currency::CNY);
        let got = table.fee(Tender::CreditCard, amount).unwrap();
        let prepared = table.rule(Tender::CreditCard, amount).unwrap();
        let share = i128::from(got.fee) - prepared.fixed;
        prop_assert!(prepared.cap.is_none_or(|cap| share <= cap));
        prop_assert!(prepared.min.is_none_or(|min| share >= min));
        let back = table.fee(Tender::CreditCard, -amount).unwrap();
        prop_assert_eq!((back.fee, back.exact), (-got.fee, -got.exact));
    }

    #[test]
    fn one_rounding_and_many_differ_by_half_a_fen_each(
        rule in any_rule(), amounts in prop::collection::vec(1_i64..1_000_000_000, 1..60),
    ) {
        let contract = contract(vec![rule]);
        let table = FeeTable::new(&contract, Currency::CNY);
        let fees: Vec<_> =
            amounts.iter().map(|&a| table.fee(Tender::CreditCard, a).unwrap()).collect();
        let many: i128 = fees.iter().map(|fee| i128::from(fee.fee)).sum();
        let once = table.round(fees.iter().map(|fee| fee.exact).sum());
        prop_assert!(2 * (many - once).abs() <= i128::try_from(fees.len()).unwrap() + 1);
    }

    #[test]
    fn returned_fees_never_exceed_the_fee(
        fee in 0_i64..10_000, amount in 1_i64..1_000_000, parts in prop::collection::vec(0_i64..1_000_000, 0..20),
    ) {
        let mut returns = FeeReturns::new(fee, amount);
        let sum: i64 = parts.iter().map(|&part| returns.refund(part, Rounding::HalfUp)).sum();
        prop_assert!(sum <= fee && sum >= 0);
        prop_assert_eq!(sum, returns.returned());
    }
}
