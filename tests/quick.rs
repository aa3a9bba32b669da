//! The quick answer: planted gaps are found, and nothing is called certain.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use proptest::prelude::*;
use yifen::cause::{Cause, Confidence};
use yifen::fees::{QuickAnswer, QuickError, Taking, What, quick_answer};
use yifen::money::{Amount, Currency, DecimalMark, read_amount};
use yifen::record::Tender;
use yifen::settings::Contract;

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
