//! The laws of the explanation, for every input: rows at random, with amounts, numbers and times
//! from small pools so that they collide as real ones do.

#![allow(
    clippy::expect_used,
    reason = "a test may stop where its own input is wrong"
)]

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;
use yifen::calendar::Period;
use yifen::cause::{Cause, Confidence};
use yifen::causes::{Aspect, NO_ROW};
use yifen::explanation::explain;
use yifen::money::Currency;
use yifen::record::{Kind, Side, Tender};
use yifen::report::json;
use yifen::settings::{Contract, Settings};
use yifen::text::Lang;

mod laws {
    pub mod shop;
    mod verdicts;
}

use laws::shop::{
    File, Payer, Row, answer, book, book_in, bridge, first_day, load, natural, settings,
    settings_in, shop, sums,
};

/// A few hundred cases on every run; as many as `PROPTEST_CASES` says where it says so.
fn config() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = ProptestConfig::default();
    ProptestConfig {
        cases: if asked { config.cases } else { 400 },
        ..config
    }
}

proptest! {
    #![proptest_config(config())]

    /// Law 1: takings - received == gap == sum of the lines + unexplained, and the unexplained part
    /// is the sum of its pieces.
    #[test]
    fn it_adds_up(files in shop(), with_period: bool) {
        let book = book(&files, &natural(&files));
        if let Some(explanation) = answer(&book, &settings(with_period)) {
            let a = explanation.answer();
            prop_assert_eq!(a.takings.minor - a.received.minor, a.gap.minor);
            let lines: i128 = a.lines.iter().map(|line| line.amount.minor).sum();
            prop_assert_eq!(lines + a.unexplained.minor, a.gap.minor);
            let parts: i128 = a.unexplained_parts.iter().map(|part| part.amount.minor).sum();
            prop_assert_eq!(parts, a.unexplained.minor);
        }
    }

    /// Law 1, the harder half: nothing is left that cannot be placed. Every fen that no line claims
    /// sits in a payout, in a pair of rows or in a row.
    #[test]
    fn what_is_unexplained_has_a_place(files in shop(), with_period: bool) {
        let book = book(&files, &natural(&files));
        if let Some(explanation) = answer(&book, &settings(with_period)) {
            for rest in explanation.rests() {
                prop_assert!(!rest.rows.is_empty(), "{:?} {:?}", rest, explanation.answer().lines);
            }
        }
    }

    /// Law 3: money leaves as decimal strings with the currency's digits.
    #[test]
    fn money_is_a_decimal_string(files in shop()) {
        let book = book(&files, &natural(&files));
        if let Some(explanation) = answer(&book, &settings(true)) {
            let text = json::explanation(&explanation, &book, Lang::En);
            let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let is_money = |value: &serde_json::Value| {
                value.as_str().is_some_and(|text| {
                    let digits = text.trim_start_matches('-');
                    let point = digits.len().checked_sub(3);
                    point.is_some_and(|at| digits.as_bytes()[at] == b'.')
                        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                })
            };
            for key in ["takings", "received", "gap", "unexplained"] {
                prop_assert!(is_money(&value[key]), "{key}: {}", value[key]);
            }
            for line in value["bridge"].as_array().expect("a list") {
                prop_assert!(is_money(&line["amount"]));
                for row in line["rows"].as_array().expect("a list") {
                    prop_assert!(is_money(&row["amount"]));
                }
            }
        }
    }

    /// Law 4: a line is the sum of its claims, and within an aspect no row is taken twice.
    #[test]
    fn rows_are_claimed_once(files in shop(), with_period: bool) {
        let book = book(&files, &natural(&files));
        if let Some(explanation) = answer(&book, &settings(with_period)) {
            let mut taken: HashSet<(u32, Aspect)> = HashSet::new();
            for line in explanation.lines() {
                let sum: i128 = line.claims.iter().map(|claim| claim.sum()).sum();
                prop_assert_eq!(sum, line.amount);
                for claim in &line.claims {
                    prop_assert!(taken.insert((claim.row, line.aspect)),
                        "row {} twice as {:?} ({:?})", claim.row, line.aspect, line.cause);
                    if claim.other != NO_ROW && claim.other_amount != 0 {
                        prop_assert!(taken.insert((claim.other, line.aspect)));
                    }
                }
            }
        }
    }

    /// Law 4: the received money is exactly the credits that lines or payouts name.
    #[test]
    fn every_credit_has_a_place(files in shop()) {
        let book = book(&files, &natural(&files));
        if let Some(explanation) = answer(&book, &settings(true)) {
            let mut rows: HashSet<u32> = HashSet::new();
            for payout in explanation.payouts() {
                rows.extend(&payout.deposit_rows);
            }
            let carried = explanation.lines().iter().filter(|line| line.cause == Cause::CarriedIn);
            let bank = |row: &u32| book.side(*row as usize) == Side::Bank;
            rows.extend(carried.flat_map(|line| line.claims.iter().map(|c| c.row)).filter(bank));
            rows.extend(explanation.rests().iter().flat_map(|rest| rest.rows.clone()).filter(bank));
            let sum: i128 = rows.iter().map(|&row| i128::from(book.records.amount[row as usize])).sum();
            prop_assert_eq!(sum, explanation.answer().received.minor);
        }
    }

    /// Law 5: without a number that both files hold, nothing that rests on a pair is certain.
    #[test]
    fn certainty_needs_a_key(mut files in shop()) {
        for row in files.iter_mut().flat_map(|file| &mut file.rows) {
            (row.order, row.origin, row.rrn, row.voucher, row.held) = (0, 0, 0, 0, false);
            row.tail = 0;
            row.kind = if row.kind == Kind::Refund { Kind::Sale } else { row.kind };
            row.amount = if row.kind == Kind::Sale { row.amount.abs() } else { row.amount };
        }
        let book = book(&files, &natural(&files));
        if let Some(explanation) = answer(&book, &settings(true)) {
            for line in &explanation.answer().lines {
                let by_pair = matches!(line.cause,
                    Cause::KeyedTransposition | Cause::KeyedSlide | Cause::KeyedDigit
                        | Cause::WrongSign | Cause::DuplicateInBook | Cause::Refund);
                prop_assert!(!by_pair || line.confidence != Confidence::Certain, "{line:?}");
            }
        }
    }

    /// Law 6: the order of loading does not matter, to the byte; nor where another file of a side has rows
    /// of the first once more.
    #[test]
    fn the_order_of_files_does_not_matter(
        mut files in shop(), with_period: bool, again in 0..3_usize, rows in 0..14_usize,
    ) {
        let overlap = files[again].rows.iter().take(rows).cloned().collect();
        files.push(File { side: files[again].side, rows: overlap });
        let forwards = natural(&files);
        let backwards: Vec<usize> = forwards.iter().rev().copied().collect();
        let texts = [forwards, backwards].map(|order| {
            let book = book(&files, &order);
            let found = explain(&book, &settings(with_period), &mut |_, _| {});
            found.map(|explanation| json::explanation(&explanation, &book, Lang::Zh))
        });
        prop_assert_eq!(&texts[0], &texts[1]);
    }

    /// A statement row that is no payout changes nothing.
    #[test]
    fn an_unrelated_bank_row_changes_nothing(files in shop(), at in 0..12_i32) {
        let mut more = files.clone();
        let stranger = Row {
            day: at, seconds: None, kind: Kind::Credit, tender: Tender::Unknown, held: false,
            offline: false, amount: 987_654_321, coupon: 0, fee: None, stated_net: false,
            order: 0, origin: 0, rrn: 0, terminal: 0, voucher: 0, payer: Payer::Stranger, tail: 0, instant: false, payout: 0,
        };
        more[2].rows.push(stranger);
        let answers = [&files, &more].map(|files| {
            let book = book(files, &natural(files));
            answer(&book, &settings(true)).map(|explanation| explanation.answer().clone())
        });
        prop_assert_eq!(&answers[0], &answers[1]);
    }

    /// Law 6: where in its file a row stands does not matter.
    #[test]
    fn the_order_of_rows_does_not_matter(files in shop(), by in 1..14_usize) {
        let mut turned = files.clone();
        for file in &mut turned {
            let rows = file.rows.len().max(1);
            file.rows.rotate_left(by % rows);
            file.rows.reverse();
        }
        prop_assert_eq!(bridge(&files), bridge(&turned));
    }

    /// Nothing depends on how many digits a currency has: the same minor units under a contract of the
    /// same minor units give the same bridge.
    #[test]
    fn other_currencies_are_explained_alike(files in shop(), which in 0..2_usize) {
        let code = ["JPY", "KWD"][which];
        let currency = Currency::parse(code).expect("a currency");
        let book_of = |currency| book_in(&files, &natural(&files), currency);
        let (yuan, other) = (settings(true), settings_in(currency));
        let found = [
            answer(&book_of(Currency::CNY), &yuan),
            answer(&book_of(currency), &other),
        ];
        let minor = found.each_ref().map(|found| found.as_ref().map(sums));
        prop_assert_eq!(&minor[0], &minor[1]);
        if let [_, Some(explanation)] = &found {
            let book = book_of(currency);
            let text = json::explanation(explanation, &book, Lang::En);
            let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let digits = usize::try_from(currency.digits()).expect("few");
            for key in ["takings", "received", "gap", "unexplained"] {
                let text = value[key].as_str().expect("a text");
                let decimals = text.split_once('.').map_or(0, |(_, part)| part.len());
                prop_assert_eq!(decimals, digits, "{}: {}", key, text);
            }
        }
    }

    /// Each of several currencies is explained as if its files were alone, and all of them stand side
    /// by side. The contract is for her own currency.
    #[test]
    fn currencies_do_not_touch_each_other(mut yuan in shop(), mut dollars in shop()) {
        // Of a file without a row nobody knows in which currency it would be.
        for files in [&mut yuan, &mut dollars] {
            files.retain(|file| !file.rows.is_empty());
            let has = |bank| files.iter().any(|file| (file.side == Side::Bank) == bank);
            prop_assume!(has(true) && has(false));
        }
        let foreign = Currency::parse("USD").expect("a currency");
        let settings = settings(true);
        let mut both = book(&yuan, &natural(&yuan));
        load(&mut both, &dollars, &natural(&dollars), foreign);
        let without = Settings { contract: None, ..settings.clone() };
        let alone = [
            answer(&book(&yuan, &natural(&yuan)), &settings),
            answer(&book_in(&dollars, &natural(&dollars), foreign), &without),
        ];
        let asked = [Currency::CNY, foreign].map(|currency| {
            let settings = Settings { answer_in: Some(currency), ..settings.clone() };
            answer(&both, &settings)
        });
        for (alone, asked) in alone.iter().zip(&asked) {
            let (Some(alone), Some(asked)) = (alone, asked) else {
                prop_assert!(alone.is_none() && asked.is_none());
                continue;
            };
            prop_assert_eq!(sums(alone), sums(asked));
            let beside = &asked.answer().currencies;
            prop_assert!(beside.contains(&alone.answer().sums()));
            let order: Vec<Currency> = beside.iter().map(|sums| sums.gap.currency).collect();
            prop_assert_eq!(order, [Currency::CNY, foreign]);
        }
    }

    /// Splitting a file in two and giving both changes nothing but names and places.
    #[test]
    fn splitting_a_file_changes_nothing(files in shop(), which in 0..3_usize, at in 0..14_usize) {
        let mut parts = files.clone();
        let at = at.min(parts[which].rows.len());
        let rest = parts[which].rows.split_off(at);
        let twice = rest.iter().any(|row| {
            parts[which].rows.iter().any(|other| format!("{row:?}") == format!("{other:?}"))
        });
        prop_assume!(!twice);
        let side = parts[which].side;
        parts.insert(which + 1, File { side, rows: rest });
        prop_assert_eq!(bridge(&files), bridge(&parts));
    }
}

/// Law 2: what lowers the payout is positive, what raises it is negative.
#[test]
fn signs() {
    let sale = Row {
        day: 3,
        seconds: Some(36_000),
        kind: Kind::Sale,
        tender: Tender::CreditCard,
        held: false,
        offline: false,
        amount: 100_000,
        coupon: 0,
        fee: Some(600),
        stated_net: true,
        order: 1,
        origin: 0,
        rrn: 0,
        terminal: 1,
        voucher: 1,
        payer: Payer::Provider,
        tail: 0,
        instant: false,
        payout: 0,
    };
    let lonely = Row {
        order: 2,
        amount: 5_000,
        fee: Some(30),
        seconds: Some(50_000),
        voucher: 2,
        ..sale.clone()
    };
    let early = Row {
        day: 2,
        kind: Kind::Credit,
        amount: 77_700,
        ..sale.clone()
    };
    let files = [
        File {
            side: Side::Register,
            rows: vec![sale.clone()],
        },
        File {
            side: Side::Provider,
            rows: vec![sale, lonely],
        },
        File {
            side: Side::Bank,
            rows: vec![early],
        },
    ];
    let book = book(&files, &[0, 1, 2]);
    let day = |days| first_day().plus(days);
    let settings = Settings {
        period: Some(Period {
            from: day(3),
            to: day(3),
        }),
        statement: Some(Period {
            from: day(2),
            to: day(30),
        }),
        contract: Some(Contract::default()),
        ..Settings::default()
    };
    let explanation = answer(&book, &settings).expect("an answer");
    let lines: BTreeMap<Cause, i128> = explanation
        .answer()
        .lines
        .iter()
        .map(|line| (line.cause, line.amount.minor))
        .collect();
    assert_eq!(lines.get(&Cause::FeeNormal), Some(&630));
    assert_eq!(lines.get(&Cause::MissingInBook), Some(&-5_000));
    assert_eq!(lines.get(&Cause::CarriedIn), Some(&-77_700));
    assert_eq!(lines.get(&Cause::PayoutFailed), Some(&104_370));
    assert_eq!(explanation.answer().currency, Currency::CNY);
}
