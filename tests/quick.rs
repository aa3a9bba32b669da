//! The quick answer: planted gaps are found, and nothing is called certain.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use proptest::prelude::*;
use rust_decimal::Decimal;
use yifen::cause::{Cause, Confidence};
use yifen::fees::{FITS_MAX, QuickAnswer, QuickError, Taking, What, quick_answer};
use yifen::money::{Amount, Currency, DecimalMark, read_amount, read_rate};
use yifen::record::Tender;
use yifen::settings::{Contract, PayoutFee, RateRule};

fn yuan(text: &str) -> Amount {
    read_amount(text, Currency::CNY, DecimalMark::Point).unwrap()
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

/// The same with other plans: tiers, fixed parts, minima, a fee of the payout; and pairs of causes.
#[test]
fn odd_plans_and_pairs_are_among_the_answers() {
    use Tender::{Card, CreditCard, DebitCard, Qr, Wechat};
    let one = Some(1);
    let rule = |tender, percent: &str| RateRule {
        tender,
        percent: read_rate(percent).unwrap(),
        cap: None,
        min: None,
        fixed: None,
        above: None,
    };
    let money = |text: &str| Some(Decimal::from_str_exact(text).unwrap());
    let plan = |rates: Vec<RateRule>| Contract {
        rates,
        ..Contract::default()
    };
    let tiers = plan(vec![
        rule(Qr, "0.38"),
        RateRule {
            above: money("1000"),
            ..rule(Qr, "0.55")
        },
    ]);
    let fixed = plan(vec![RateRule {
        fixed: money("0.30"),
        ..rule(Card, "2.9")
    }]);
    let floored = plan(vec![RateRule {
        min: money("0.10"),
        ..rule(Qr, "0.38")
    }]);
    let paid_out = Contract {
        payout_fee: Some(PayoutFee {
            fixed: Decimal::ONE,
            percent: Some(read_rate("0.05").unwrap()),
            outside: false,
        }),
        ..Contract::default()
    };
    let usual = Contract::default();
    type Planted<'a> = (
        &'a Contract,
        &'a [(Tender, &'a str, Option<u32>)],
        &'a str,
        &'a [Cause],
    );
    let planted: &[Planted] = &[
        // Twelve payments of 250.00, none in the upper tier: 3,000.00 × 0.38 %.
        (&tiers, &[(Qr, "3000", Some(12))], "2988.60", &[]),
        // 1,200.00 at 0.55 % and 1,800.00 at 0.38 %.
        (&tiers, &[(Qr, "3000", None)], "2986.56", &[]),
        (
            &tiers,
            &[(Qr, "3000", Some(12))],
            "2928.60",
            &[Cause::SimDeposit],
        ),
        // Seven payments, each with 0.30.
        (&fixed, &[(Card, "500", None)], "483.40", &[]),
        (&fixed, &[(Card, "500", Some(7))], "483.40", &[]),
        // Twenty payments at the minimum.
        (&floored, &[(Qr, "300", Some(20))], "298.00", &[]),
        // 9,940.00 less 1.00 and 4.97; then with a SIM fee of 60.00: 9,880.00 less 1.00 and 4.94.
        (&paid_out, &[(CreditCard, "10000", one)], "9934.03", &[]),
        (
            &paid_out,
            &[(CreditCard, "10000", one)],
            "9874.06",
            &[Cause::SimDeposit],
        ),
        // A refund of 128.00 with its fee of 0.77, beside a deposit, and beside a same-day fee.
        (
            &usual,
            &[(CreditCard, "5230", None)],
            "4773.39",
            &[Cause::SimDeposit, Cause::Refund],
        ),
        (
            &usual,
            &[(CreditCard, "5230", None)],
            "5069.39",
            &[Cause::FeeInstant, Cause::Refund],
        ),
        // A sale of 143.92 that did not arrive, beside a SIM fee of 46.00.
        (
            &usual,
            &[(Wechat, "1615.09", None)],
            "1419.58",
            &[Cause::SimDeposit, Cause::Refund],
        ),
        // 46.00 of one debit payment refunded: 46 / 4,493 of its capped fee comes back.
        (
            &usual,
            &[(DebitCard, "4493", one)],
            "4427.20",
            &[Cause::Refund],
        ),
        // A refund of 100.00 among QR payments while a debit payment was charged as credit.
        (
            &usual,
            &[(Wechat, "3000", None), (DebitCard, "8000", one)],
            "10840.98",
            &[Cause::Refund, Cause::DebitAsCredit],
        ),
        // A refund of 200.00 while everything was charged at 0.60 instead of 0.38 %.
        (
            &usual,
            &[(Wechat, "3000", None)],
            "2783.20",
            &[Cause::Refund, Cause::QrTier],
        ),
        // 95.00 booked as 59.00 too little or 36.00 too much, in one of forty sales.
        (
            &usual,
            &[(Wechat, "2400", Some(40))],
            "2355.02",
            &[Cause::KeyedTransposition],
        ),
    ];
    for (contract, takings, received, causes) in planted {
        let takings: Vec<Taking> = takings
            .iter()
            .map(|&(tender, amount, count)| Taking {
                tender,
                amount: yuan(amount),
                count,
            })
            .collect();
        let answer = quick_answer(contract, &takings, yuan(received)).unwrap();
        for fit in &answer.fits {
            let sum: i128 = fit.terms.iter().map(|term| term.amount.minor).sum();
            assert_eq!(sum, answer.gap.minor, "{fit:?}");
        }
        let mut causes = causes.to_vec();
        causes.sort_unstable();
        assert!(
            place(&answer, &causes).is_some(),
            "{takings:?} {received}: {causes:?} not in {:#?}",
            answer.fits.iter().take(6).collect::<Vec<_>>(),
        );
        assert!(answer.total >= answer.fits.len() && answer.equal >= 1);
    }
}

/// The open fits never crowd out the others, nor the other way round.
#[test]
fn the_one_missing_amount_is_always_told() {
    let answer = ask(
        &[
            (Tender::CreditCard, "2490.68", Some(16)),
            (Tender::Wechat, "1615.09", None),
        ],
        "3901.11",
    );
    let told = answer.fits.iter().any(|fit| {
        fit.open && fit.causes == 1 && fit.terms.iter().any(|term| term.cause == Cause::Refund)
    });
    assert!(told, "{:#?}", answer.fits);
    for (place, kind) in answer.kinds.iter().enumerate() {
        let listed = answer.fits.iter().filter(|fit| fit.kind == place).count();
        assert!((1..=FITS_MAX).contains(&listed) && listed <= kind.total);
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
