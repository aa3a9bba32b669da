//! The calculator's questions: forwards with the working, backwards, lists, comparisons, the gap.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use rust_decimal::Decimal;
use yifen::fees::{
    CardKind, Cheaper, ImpliedError, InverseError, ListRow, MixLine, QuoteError, Sale, Step,
    Taking, break_even, charge_for, cost_floor, cost_of, fixed_parts, implied_rate, quick_answer,
    quote, quote_list, read_list, rounding_ways,
};
use yifen::money::{
    Amount, Currency, DecimalMark, NumberError, Rate, Rounding, read_amount, read_rate,
};
use yifen::record::Tender;
use yifen::settings::{Contract, InstantPer, NightFee, PayoutFee, RateRule};

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
        .map(|line| ListRow::plain(line, yuan("10000")))
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
            let rows = [ListRow::plain(1, amount); 3];
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
        let rows = vec![ListRow::plain(1, yuan(amount)); count];
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
    let rows = vec![ListRow::plain(1, yuan("1.00")); 10];
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
fn rows_of_a_file_are_charged_by_their_own_tender() {
    let rows = [
        (Tender::DebitCard, "10000"),
        (Tender::Wechat, "1000"),
        (Tender::Wechat, "-500"),
    ]
    .map(|(tender, amount)| ListRow {
        tender: Some(tender),
        ..ListRow::plain(1, yuan(amount))
    });
    let quote = quote_list(&Contract::default(), sale(Tender::CreditCard, "0"), &rows).unwrap();
    assert_eq!(quote.fees, ["20", "3.80", "-1.90"].map(yuan));
    assert_eq!((quote.fee, quote.net), (yuan("21.90"), yuan("10478.10")));
}

#[test]
fn what_is_fixed_is_known_before_the_rate() {
    let stripe = only(RateRule {
        fixed: decimal("0.30"),
        ..rule(Tender::Card, "2.9")
    });
    // Two payments of together 200.00: 5.80 and twice 0.30.
    let known = fixed_parts(&stripe, sale(Tender::Card, "200"), 2);
    assert_eq!(known, 60);
    let found = implied_rate(
        yuan("200"),
        yuan("193.60"),
        Amount::new(known, Currency::CNY),
        2,
        Rounding::HalfUp,
    );
    assert_eq!(found.unwrap().round, [read_rate("2.90").unwrap()]);
    let instant = Contract {
        instant_fee: decimal("2"),
        ..stripe
    };
    let one = Sale {
        instant: true,
        ..sale(Tender::Card, "200")
    };
    assert_eq!(fixed_parts(&instant, one, 2), 460);
    let once = Contract {
        instant_per: InstantPer::Payout,
        ..instant
    };
    assert_eq!(fixed_parts(&once, one, 2), 260);
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
