//! Laws of the calculator: forwards and backwards belong together.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use proptest::prelude::*;
use rust_decimal::Decimal;
use yifen::fees::{FeeTable, Sale, Step, charge_for, implied_rate, quote};
use yifen::money::{Amount, Currency, Rate, Rounding};
use yifen::record::Tender;
use yifen::settings::{Contract, FeeRounding, PayoutFee, RateRule};

fn only(rule: RateRule) -> Contract {
    Contract {
        rates: vec![rule],
        ..Contract::default()
    }
}

proptest! {
    /// The fast table and the calculator's slow way agree on every amount that a row can have.
    #[test]
    fn both_ways_to_a_fee_agree(
        percent in 0_i64..=1_000_000, cap in prop::option::of(0_i64..100_000),
        min in prop::option::of(0_i64..1_000), fixed in prop::option::of(0_i64..1_000),
        amount in any::<i64>(), rounding in prop::sample::select(FeeRounding::ALL.to_vec()),
    ) {
        let money = |minor: i64| Decimal::new(minor, 2);
        let percent = Rate::from_percent(Decimal::new(percent, 4)).unwrap();
        let rule = RateRule {
            tender: Tender::Qr, percent, cap: cap.map(money), min: min.map(money),
            fixed: fixed.map(money), above: None,
        };
        let contract = Contract { rounding, ..only(rule) };
        let one = Sale {
            tender: Tender::Qr, amount: Amount::new(i128::from(amount), Currency::CNY),
            instant: false, time: None,
        };
        let slow = quote(&contract, one).unwrap();
        let fast = FeeTable::new(&contract, Currency::CNY).fee(Tender::Qr, amount).unwrap();
        let fee = i64::try_from(slow.fee.minor).unwrap_or(if amount < 0 { i64::MIN } else { i64::MAX });
        prop_assert_eq!(fee, fast.fee);
        prop_assert_eq!(slow.amount.minor, slow.fee.minor + slow.net.minor);
        let capped = slow.steps.iter().any(|step| matches!(step, Step::Capped(_)));
        prop_assert_eq!(capped, fast.capped);
    }

    /// What arrives of an amount leads back to that amount, and to nothing that arrives otherwise.
    #[test]
    fn backwards_undoes_forwards(
        percent in 0_i64..3_000, cap in prop::option::of(100_i64..10_000), min in prop::option::of(0_i64..100),
        fixed in prop::option::of(0_i64..300), instant in prop::option::of(0_i64..300),
        share in 0_i64..30, amount in 1_i64..10_000_000, tier in prop::option::of((1_i64..5_000_000, 0_i64..3_000)),
    ) {
        let money = |minor: i64| Decimal::new(minor, 2);
        let rate = |hundredths: i64| Rate::from_percent(Decimal::new(hundredths, 2)).unwrap();
        let base = RateRule {
            tender: Tender::Qr, percent: rate(percent), cap: cap.map(money), min: min.map(money),
            fixed: fixed.map(money), above: None,
        };
        let upper = tier.map(|(above, percent)| RateRule {
            percent: rate(percent), above: Some(money(above)), ..base.clone()
        });
        let contract = Contract {
            rates: [Some(base), upper].into_iter().flatten().collect(),
            instant_fee: instant.map(money), instant_percent: Some(rate(share)),
            payout_fee: Some(PayoutFee { fixed: Decimal::ZERO, percent: Some(rate(share)), outside: false }),
            ..Contract::default()
        };
        let one = Sale {
            tender: Tender::Qr, amount: Amount::new(i128::from(amount), Currency::CNY),
            instant: true, time: None,
        };
        let net = quote(&contract, one).unwrap().net;
        prop_assume!(net.minor > 0);
        let back = charge_for(&contract, one, net).unwrap();
        prop_assert!(back.spans.iter().any(|span| span.first <= one.amount && one.amount <= span.last));
        for span in &back.spans {
            for amount in [span.first, span.last] {
                prop_assert_eq!(quote(&contract, Sale { amount, ..one }).unwrap().net, net);
            }
            let outside = [span.first.minor - 1, span.last.minor + 1];
            for minor in outside.into_iter().filter(|&minor| minor > 0) {
                let amount = Amount::new(minor, Currency::CNY);
                prop_assert_ne!(quote(&contract, Sale { amount, ..one }).unwrap().net, net);
            }
        }
    }

    /// The rate that was charged always lies in the interval found for it.
    #[test]
    fn the_true_rate_is_never_missed(
        percent in 0_i64..1_000, amount in 1_i64..100_000_000,
        rounding in prop::sample::select(vec![Rounding::HalfUp, Rounding::HalfEven, Rounding::Down, Rounding::Up]),
    ) {
        let rate = Rate::from_percent(Decimal::new(percent, 2)).unwrap();
        let amount = Amount::new(i128::from(amount), Currency::CNY);
        let fee = rate.of(amount.minor, rounding).unwrap();
        let payout = Amount::new(amount.minor - fee, Currency::CNY);
        let zero = Amount::new(0, Currency::CNY);
        let found = implied_rate(amount, payout, zero, 1, rounding).unwrap();
        // percent / 10,000 against above / below.
        let p = i128::from(percent);
        let low = found.low.above * 10_000 - p * found.low.below;
        let high = p * found.high.below - found.high.above * 10_000;
        prop_assert!(low < 0 || (low == 0 && found.low_included));
        prop_assert!(high < 0 || (high == 0 && found.high_included));
        prop_assert!(found.round.contains(&rate) || found.round_count as usize > found.round.len());
    }
}
