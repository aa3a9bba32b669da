//! The calculator's questions: forwards with the working, backwards, lists, comparisons, the gap.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use proptest::prelude::*;
use rust_decimal::Decimal;
use yifen::cause::{Cause, Confidence};
use yifen::fees::{
    CardKind, Cheaper, FeeTable, ImpliedError, InverseError, ListRow, MixLine, QuickAnswer,
    QuickError, QuoteError, Sale, Step, Taking, What, break_even, charge_for, cost_floor, cost_of,
    implied_rate, quick_answer, quote, quote_list, read_list, rounding_ways,
};
use yifen::money::{
    Amount, Currency, DecimalMark, NumberError, Rate, Rounding, read_amount, read_rate,
};
use yifen::record::Tender;
use yifen::settings::{Contract, FeeRounding, InstantPer, NightFee, PayoutFee, RateRule};

fn yuan(text: &str) -> Amount {
    read_amount(text, Currency::CNY, DecimalMark::Point).unwrap()
}

fn decimal(text: &str) -> Option<Decimal> {
    Some(Decimal::from_str_exact(text).unwrap())
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

fn only(rule: RateRule) -> Contract {
    Contract {
        rates: vec![rule],
        ..Contract::default()
    }
}

fn sale(tender: Tender, amount: &str) -> Sale {
    Sale {
        tender,
        amount: yuan(amount),
        instant: false,
        time: None,
    }
}

#[test]
fn the_working_names_every_step() {
    let got = quote(&Contract::default(), sale(Tender::DebitCard, "10000")).unwrap();
    assert_eq!((got.fee, got.net), (yuan("20"), yuan("9980")));
    let [Step::Share { exact, rounded, .. }, Step::Capped(cap)] = got.steps[..] else {
        panic!("{:?}", got.steps);
    };
    assert_eq!(
        (exact.to_string(), rounded, cap),
        ("50.00".to_owned(), yuan("50"), yuan("20"))
    );
}

#[test]
fn surcharges_are_taken_where_they_belong() {
    let contract = Contract {
        instant_fee: decimal("2"),
        night_fee: Some(NightFee::default()),
        payout_fee: Some(PayoutFee {
            fixed: Decimal::ONE,
            percent: Some(read_rate("0.1").unwrap()),
            outside: false,
        }),
        ..only(rule(Tender::CreditCard, "0.60"))
    };
    let plain = sale(Tender::CreditCard, "10000");
    // 60.00, then 1.00 and 0.1 % of 9,940.00 for the payout.
    assert_eq!(quote(&contract, plain).unwrap().fee, yuan("70.94"));
    let instant = Sale {
        instant: true,
        ..plain
    };
    assert_eq!(quote(&contract, instant).unwrap().fee, yuan("72.94"));
    let time = |hour| yifen::calendar::TimeOfDay::from_hms(hour, 30, 0);
    assert_eq!(
        quote(
            &contract,
            Sale {
                time: time(23),
                ..instant
            }
        )
        .unwrap()
        .fee,
        yuan("73.94")
    );
    assert_eq!(
        quote(
            &contract,
            Sale {
                time: time(7),
                ..instant
            }
        )
        .unwrap()
        .fee,
        yuan("72.94")
    );
    let outside = Contract {
        payout_fee: contract.payout_fee.map(|fee| PayoutFee {
            outside: true,
            ..fee
        }),
        ..contract.clone()
    };
    let got = quote(&outside, plain).unwrap();
    assert_eq!((got.fee, got.net), (yuan("70.94"), yuan("9940")));
    let rows: Vec<ListRow> = (1..=3)
        .map(|line| ListRow {
            line,
            amount: yuan("10000"),
        })
        .collect();
    let each = quote_list(&contract, instant, &rows).unwrap();
    // 3 × (60 + 2), then 1 + 0.1 % of 29,814.00.
    assert_eq!(each.fee, yuan("216.81"));
    let once = Contract {
        instant_per: InstantPer::Payout,
        payout_fee: None,
        ..contract
    };
    assert_eq!(quote_list(&once, instant, &rows).unwrap().fee, yuan("182"));
}

#[test]
fn no_amount_of_28_digits_overflows() {
    for digits in [
        "9999999999999999999999999999",
        "99999999999999999999999999.99",
    ] {
        for currency in ["CNY", "JPY", "KWD"] {
            let currency = Currency::parse(currency).unwrap();
            let Ok(amount) = read_amount(digits, currency, DecimalMark::Point) else {
                continue;
            };
            let percent = Rate::from_percent(decimal("99.123456789012").unwrap()).unwrap();
            let steep = RateRule {
                percent,
                ..rule(Tender::Qr, "1")
            };
            let contract = only(RateRule {
                fixed: decimal("1"),
                ..steep
            });
            let one = Sale {
                tender: Tender::Qr,
                amount,
                instant: true,
                time: None,
            };
            let got = quote(&contract, one).unwrap();
            assert_eq!(got.fee.minor + got.net.minor, amount.minor);
            let rows = [ListRow { line: 1, amount }; 3];
            assert_eq!(
                quote_list(&contract, one, &rows).unwrap().fee.minor,
                3 * got.fee.minor
            );
            assert!(charge_for(&contract, one, amount).is_err());
            let taking = Taking {
                tender: Tender::Qr,
                amount,
                count: None,
            };
            assert!(quick_answer(&contract, &[taking], amount).is_ok());
        }
    }
    let past = Amount::new(i128::MAX, Currency::CNY);
    let one = Sale {
        amount: past,
        ..sale(Tender::CreditCard, "1")
    };
    assert_eq!(quote(&Contract::default(), one), Err(QuoteError::TooLarge));
}

#[test]
fn tenders_without_a_rule_say_so() {
    let contract = only(rule(Tender::Wechat, "0.38"));
    let got = quote(&contract, sale(Tender::CreditCard, "1"));
    assert_eq!(got, Err(QuoteError::NoRule(Tender::CreditCard)));
    let got = quote(&Contract::default(), sale(Tender::Card, "1"));
    assert_eq!(
        got,
        Err(QuoteError::Ambiguous(vec![
            Tender::CreditCard,
            Tender::DebitCard
        ]))
    );
}

#[test]
fn backwards_finds_every_amount_or_none() {
    let find = |contract: &Contract, tender, target: &str| {
        charge_for(contract, sale(tender, "1"), yuan(target)).unwrap()
    };
    let spans = |contract: &Contract, tender, target: &str| -> Vec<(String, String)> {
        let found = find(contract, tender, target).spans;
        found
            .iter()
            .map(|span| (span.first.to_string(), span.last.to_string()))
            .collect()
    };
    let pair = |first: &str, last: &str| (first.to_owned(), last.to_owned());
    let contract = Contract::default();
    assert_eq!(
        spans(&contract, Tender::CreditCard, "9940"),
        [pair("10000.00", "10000.00")]
    );
    assert_eq!(
        spans(&contract, Tender::DebitCard, "9980"),
        [pair("10000.00", "10000.00")]
    );
    // 0.83 is charged nothing and 0.84 one fen: both arrive as 0.83.
    assert_eq!(
        spans(&contract, Tender::CreditCard, "0.83"),
        [pair("0.83", "0.84")]
    );
    // A tier with a lower rate above the boundary leaves a hole, one with a higher rate an overlap.
    let tier = |low: &str, high: &str| Contract {
        rates: vec![
            rule(Tender::Qr, low),
            RateRule {
                above: decimal("1000"),
                ..rule(Tender::Qr, high)
            },
        ],
        ..Contract::default()
    };
    let hole = find(&tier("1", "0.5"), Tender::Qr, "992");
    assert!(hole.spans.is_empty());
    assert_eq!(hole.below, Some((yuan("1000"), yuan("990"))));
    assert_eq!(hole.above, Some((yuan("1000.01"), yuan("995.01"))));
    let twice = spans(&tier("0.38", "0.55"), Tender::Qr, "995");
    assert_eq!(
        twice,
        [pair("998.80", "998.80"), pair("1000.50", "1000.50")]
    );
    let steep = only(rule(Tender::Qr, "95"));
    let got = charge_for(&steep, sale(Tender::Qr, "1"), yuan("5"));
    assert_eq!(got, Err(InverseError::TooSteep));
    let got = charge_for(&contract, sale(Tender::Qr, "1"), yuan("-5"));
    assert_eq!(got, Err(InverseError::NotPositive));
}

#[test]
fn the_rate_behind_a_fee_is_an_interval() {
    let implied = |amount: &str, payout: &str| {
        implied_rate(yuan(amount), yuan(payout), yuan("0"), 1, Rounding::HalfUp)
    };
    let rates = |amount: &str, payout: &str| -> Vec<String> {
        let found = implied(amount, payout).unwrap();
        found
            .round
            .iter()
            .map(|rate| rate.percent().to_string())
            .collect()
    };
    assert_eq!(rates("10000", "9938"), ["0.62"]);
    assert_eq!(rates("10000", "9940"), ["0.60"]);
    assert_eq!(rates("1234.56", "1227.15"), ["0.60"]);
    assert_eq!(rates("1000", "996.12"), ["0.388"]);
    let small = implied("5.00", "4.98").unwrap();
    // 0.015 to below 0.025 of 5.00: 0.30 % to below 0.50 %.
    assert_eq!(
        (small.low.above * 1000, small.low_included),
        (3 * small.low.below, true)
    );
    assert_eq!(
        (small.high.above * 1000, small.high_included),
        (5 * small.high.below, false)
    );
    assert_eq!(small.round_count, 20);
    assert!(small.round.contains(&read_rate("0.38").unwrap()));
    assert_eq!(implied("100", "101"), Err(ImpliedError::PayoutAbove));
    let known = implied_rate(yuan("10000"), yuan("9938"), yuan("2"), 1, Rounding::HalfUp).unwrap();
    assert_eq!(known.round, [read_rate("0.60").unwrap()]);
}

#[test]
fn pasted_lists_are_read_line_by_line() {
    let text = "1,234.50\n\n￥ 1,000\t20 元；３０\n12,3O.00\n5 6.50 7\n1 234.50\n1.234\n";
    let list = read_list(text, Currency::CNY, DecimalMark::Point);
    let rows: Vec<(usize, String)> = list
        .rows
        .iter()
        .map(|row| (row.line, row.amount.to_string()))
        .collect();
    let row = |line, amount: &str| (line, amount.to_owned());
    assert_eq!(
        rows,
        [
            row(1, "1234.50"),
            row(3, "1000.00"),
            row(3, "20.00"),
            row(3, "30.00"),
            row(5, "5.00"),
            row(5, "6.50"),
            row(5, "7.00"),
        ]
    );
    let refused: Vec<(usize, NumberError)> = list
        .refused
        .iter()
        .map(|refused| (refused.line, refused.reason))
        .collect();
    assert_eq!(
        refused,
        [
            (4, NumberError::Character('O')),
            (6, NumberError::Ambiguous),
            (7, NumberError::TooManyDecimals),
        ]
    );
}

#[test]
fn batches_round_once() {
    let contract = only(rule(Tender::CreditCard, "0.60"));
    let total = |amount: &str, count: usize| {
        let rows = vec![
            ListRow {
                line: 1,
                amount: yuan(amount)
            };
            count
        ];
        quote_list(&contract, sale(Tender::CreditCard, "0"), &rows).unwrap()
    };
    // FEES.md section 7.
    let ten = total("1.00", 10);
    assert_eq!(
        (ten.per_transaction, ten.per_batch),
        (yuan("0.10"), yuan("0.06"))
    );
    let hundred = total("0.50", 100);
    assert_eq!(
        (hundred.per_transaction, hundred.per_batch),
        (yuan("0.00"), yuan("0.30"))
    );
    let rows = vec![
        ListRow {
            line: 1,
            amount: yuan("1.00")
        };
        10
    ];
    let ways = rounding_ways(
        &contract,
        sale(Tender::CreditCard, "0"),
        &rows,
        yuan("0.06"),
    )
    .unwrap();
    assert!(
        ways.iter().all(|way| !way.per_transaction) && ways.len() == 4,
        "{ways:?}"
    );
}

#[test]
fn break_even_points_are_exact() {
    let debit = only(RateRule {
        cap: decimal("20"),
        ..rule(Tender::DebitCard, "0.50")
    });
    let flat = only(rule(Tender::DebitCard, "0.38"));
    let found = break_even(&debit, &flat, Tender::DebitCard, Currency::CNY).unwrap();
    let shown: Vec<(String, Cheaper)> = found
        .iter()
        .map(|s| (s.from.to_string(), s.cheaper))
        .collect();
    // 20.00 is 0.38 % of 5,263.15789…
    assert_eq!(
        shown,
        [
            ("0.01".to_owned(), Cheaper::Second),
            ("5263.16".to_owned(), Cheaper::First),
        ]
    );
    assert_eq!(found[1].crossing, Some((10_000_000, 19)));
    let fixed = |percent: &str, fixed: &str| {
        only(RateRule {
            fixed: decimal(fixed),
            ..rule(Tender::Card, percent)
        })
    };
    // 2.9 % + 0.30 against 2.6 % + 0.60: equal at exactly 100.00.
    let found = break_even(
        &fixed("2.9", "0.30"),
        &fixed("2.6", "0.60"),
        Tender::Card,
        Currency::CNY,
    )
    .unwrap();
    let shown: Vec<(String, Cheaper)> = found
        .iter()
        .map(|s| (s.from.to_string(), s.cheaper))
        .collect();
    assert_eq!(
        shown,
        [
            ("0.01".to_owned(), Cheaper::First),
            ("100.00".to_owned(), Cheaper::Equal),
            ("100.01".to_owned(), Cheaper::Second),
        ]
    );
    let same = break_even(&flat, &flat, Tender::DebitCard, Currency::CNY).unwrap();
    assert_eq!(same.len(), 1);
}

#[test]
fn a_mix_costs_what_its_payments_cost() {
    let mix = [
        MixLine {
            tender: Tender::DebitCard,
            ticket: yuan("10000"),
            count: 2,
        },
        MixLine {
            tender: Tender::Wechat,
            ticket: yuan("1.00"),
            count: 100,
        },
        MixLine {
            tender: Tender::Other,
            ticket: yuan("50"),
            count: 1,
        },
    ];
    let cost = cost_of(&Contract::default(), &mix, Currency::CNY);
    // 2 × 20.00; a hundred payments of 1.00 at 0.38 % are charged nothing each.
    assert_eq!((cost.fee, cost.amount), (yuan("40"), yuan("20100")));
    assert_eq!(cost.lines[2], Err(QuoteError::NoRule(Tender::Other)));
}

#[test]
fn the_floor_of_2016() {
    let floor = |card, amount: &str| cost_floor(card, yuan(amount)).unwrap();
    assert_eq!(floor(CardKind::Credit, "10000").total(), yuan("48.25"));
    assert_eq!(floor(CardKind::Debit, "10000").total(), yuan("16.25"));
    assert_eq!(floor(CardKind::Debit, "3714.28").issuer, yuan("13.00"));
    assert_eq!(floor(CardKind::Credit, "20000").network, yuan("3.25"));
}

fn ask(takings: &[(Tender, &str, Option<u32>)], received: &str) -> QuickAnswer {
    let takings: Vec<Taking> = takings
        .iter()
        .map(|&(tender, amount, count)| Taking {
            tender,
            amount: yuan(amount),
            count,
        })
        .collect();
    let answer = quick_answer(&Contract::default(), &takings, yuan(received)).unwrap();
    for fit in &answer.fits {
        let sum: i128 = fit.terms.iter().map(|term| term.amount.minor).sum();
        assert_eq!(
            sum, answer.gap.minor,
            "every fit reproduces the gap: {fit:?}"
        );
        assert_eq!(fit.confidence(), Confidence::Possible);
    }
    answer
}

/// Where the first fit with exactly these causes off the plan stands.
fn place(answer: &QuickAnswer, wanted: &[Cause]) -> Option<usize> {
    answer.fits.iter().position(|fit| {
        let mut causes: Vec<Cause> = fit
            .terms
            .iter()
            .filter(|term| term.cause != Cause::FeeNormal)
            .map(|term| term.cause)
            .collect();
        causes.sort_unstable();
        causes == wanted
    })
}

#[test]
fn planted_gaps_are_among_the_answers() {
    use Tender::{CreditCard, DebitCard, Unknown, Wechat};
    let one = Some(1);
    // Takings, what arrived, the planted causes, and how far down they may stand.
    type Planted<'a> = (
        &'a [(Tender, &'a str, Option<u32>)],
        &'a str,
        &'a [Cause],
        usize,
    );
    let planted: &[Planted] = &[
        (&[(CreditCard, "10000", None)], "9940", &[], 0),
        // The question of the page: 0.60 % and 2.00 for same-day settlement.
        (
            &[(CreditCard, "10000", one)],
            "9938",
            &[Cause::FeeInstant],
            1,
        ),
        (&[(Unknown, "10000", None)], "9938", &[Cause::FeeInstant], 5),
        (
            &[(DebitCard, "10000", one)],
            "9940",
            &[Cause::DebitAsCredit],
            0,
        ),
        (&[(DebitCard, "10000", one)], "9950", &[Cause::CapMissed], 1),
        (&[(DebitCard, "10000", one)], "9975", &[Cause::CapMissed], 1),
        (&[(Wechat, "1000", None)], "994", &[Cause::QrTier], 2),
        // 5,230.00 less 31.38, less a SIM fee of 60.00.
        (
            &[(CreditCard, "5230", None)],
            "5138.62",
            &[Cause::SimDeposit],
            1,
        ),
        // Less a deposit of 298.00 and one same-day fee of 3.00.
        (
            &[(CreditCard, "5230", None)],
            "4897.62",
            &[Cause::FeeInstant, Cause::SimDeposit],
            9,
        ),
        // A refund of 128.00 whose fee of 0.77 came back.
        (
            &[(CreditCard, "5230", None)],
            "5071.39",
            &[Cause::Refund],
            3,
        ),
        (
            &[(CreditCard, "5230", None)],
            "5070.62",
            &[Cause::RefundFeeKept],
            3,
        ),
        // 452.00 was paid and 542.00 booked.
        (
            &[(Wechat, "542", one)],
            "450.28",
            &[Cause::KeyedTransposition],
            2,
        ),
        (
            &[(Wechat, "1200", one), (CreditCard, "880", one)],
            "1195.44",
            &[Cause::InTransit],
            0,
        ),
        (
            &[
                (Wechat, "3000", None),
                (DebitCard, "8000", one),
                (CreditCard, "2000", one),
            ],
            // 11.40 + 48.00 (as credit) + 12.00, and a SIM fee of 60.00.
            "12868.60",
            &[Cause::DebitAsCredit, Cause::SimDeposit],
            20,
        ),
        // A hundred small payments, each rounded by itself: 3 fen off the fee of the total.
        (
            &[(Wechat, "1234.56", Some(100))],
            "1229.84",
            &[Cause::FeeRounding],
            0,
        ),
    ];
    for (takings, received, causes, last) in planted {
        let answer = ask(takings, received);
        let mut causes = causes.to_vec();
        causes.sort_unstable();
        let found = place(&answer, &causes);
        assert!(
            found.is_some_and(|found| found <= *last),
            "{takings:?} {received}: {causes:?} at {found:?} of {} in {:#?}",
            answer.total,
            answer.fits.iter().take(6).collect::<Vec<_>>(),
        );
    }
}

#[test]
fn nothing_simple_is_an_answer() {
    let answer = ask(&[(Tender::CreditCard, "10000", Some(1))], "8123.45");
    assert!(!answer.simple, "{:#?}", answer.fits.first());
    assert!(answer.fits.iter().all(|fit| fit.open));
    // More arrived than was taken.
    let answer = ask(&[(Tender::CreditCard, "100", Some(1))], "198.80");
    let uncounted = answer.fits.iter().any(|fit| {
        fit.terms.iter().any(
            |term| matches!(term.what, What::Uncounted { amount, .. } if amount == yuan("100")),
        )
    });
    assert!(uncounted, "{:#?}", answer.fits);
    assert_eq!(
        quick_answer(&Contract::default(), &[], yuan("1")),
        Err(QuickError::NoTakings)
    );
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

    /// Whatever is asked, every fit reproduces the gap.
    #[test]
    fn quick_answers_add_up(
        amounts in prop::collection::vec((0_usize..11, 1_i64..2_000_000, prop::option::of(1_u32..50)), 1..4),
        received in 0_i64..2_000_000,
    ) {
        let takings: Vec<Taking> = amounts.iter().map(|&(tender, amount, count)| Taking {
            tender: Tender::ALL[tender], amount: Amount::new(i128::from(amount), Currency::CNY), count,
        }).collect();
        let received = Amount::new(i128::from(received), Currency::CNY);
        let answer = quick_answer(&Contract::default(), &takings, received).unwrap();
        for fit in &answer.fits {
            let sum: i128 = fit.terms.iter().map(|term| term.amount.minor).sum();
            prop_assert_eq!(sum, answer.gap.minor);
        }
    }
}
