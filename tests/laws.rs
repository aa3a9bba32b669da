//! The laws of the explanation, for every input: rows at random, with amounts, numbers and times
//! from small pools so that they collide as real ones do.

#![allow(
    clippy::expect_used,
    reason = "a test may stop where its own input is wrong"
)]

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;
use proptest::sample::select;
use yifen::calendar::{Day, Period, TimeOfDay};
use yifen::cause::{Cause, Confidence};
use yifen::causes::{Aspect, NO_ROW};
use yifen::explanation::{Explanation, explain};
use yifen::import::FileReport;
use yifen::money::Currency;
use yifen::record::{Book, Draft, FileEntry, Flags, Kind, Side, Tender};
use yifen::report::json;
use yifen::settings::{Contract, Settings};
use yifen::text::Lang;

/// A row before it is borrowed into a [`Draft`].
#[derive(Clone, Debug)]
struct Row {
    day: i32,
    seconds: Option<u32>,
    kind: Kind,
    tender: Tender,
    held: bool,
    offline: bool,
    amount: i64,
    coupon: i64,
    fee: Option<i64>,
    stated_net: bool,
    order: u8,
    origin: u8,
    rrn: u8,
    terminal: u8,
    voucher: u8,
    payer: bool,
}

/// A file of one side.
#[derive(Clone, Debug)]
struct File {
    side: Side,
    rows: Vec<Row>,
}

/// 2026-09-25, a Friday that is a holiday: weekends and holidays lie around it.
fn first_day() -> Day {
    Day::from_ymd(2026, 9, 23).expect("a day")
}

fn row(side: Side) -> impl Strategy<Value = Row> {
    let kinds = match side {
        Side::Register => vec![Kind::Sale, Kind::Sale, Kind::Sale, Kind::Void, Kind::Refund],
        Side::Provider => vec![
            Kind::Sale,
            Kind::Sale,
            Kind::Sale,
            Kind::Sale,
            Kind::Refund,
            Kind::Void,
            Kind::Reversal,
            Kind::SimFee,
            Kind::Chargeback,
            Kind::Reserve,
            Kind::Payout,
            Kind::Adjustment,
            Kind::Failed,
        ],
        Side::Bank => vec![Kind::Credit, Kind::Credit, Kind::Debit],
    };
    let tenders = vec![
        Tender::CreditCard,
        Tender::DebitCard,
        Tender::Card,
        Tender::Wechat,
        Tender::Alipay,
        Tender::Qr,
        Tender::Unknown,
    ];
    let amounts = select(vec![
        1_i64, 100, 1_000, 1_250, 4_090, 4_900, 40_000, 500_000, 1_000_000,
    ]);
    (
        (
            0..12_i32,
            prop::option::of(0..86_400_u32),
            select(kinds),
            select(tenders),
        ),
        (
            any::<bool>(),
            prop::bool::weighted(0.1),
            amounts,
            select(vec![0_i64, 0, 0, 100]),
        ),
        (
            prop::option::of(select(vec![0_i64, 5, 6, 60, 200, 2_000, 5_000])),
            any::<bool>(),
        ),
        (0..20_u8, 0..20_u8, 0..6_u8, 0..3_u8, 0..6_u8, any::<bool>()),
    )
        .prop_map(|(when, what, fee, ids)| {
            let (day, seconds, kind, tender) = when;
            let (held, offline, size, coupon) = what;
            let negative = matches!(
                kind,
                Kind::Refund
                    | Kind::Void
                    | Kind::Reversal
                    | Kind::SimFee
                    | Kind::Chargeback
                    | Kind::Reserve
                    | Kind::Payout
                    | Kind::Debit
            );
            Row {
                day,
                seconds,
                kind,
                tender,
                held: held && kind == Kind::Sale,
                offline,
                amount: if negative { -size } else { size },
                coupon,
                fee: fee.0.map(|fee| if negative { -fee } else { fee }),
                stated_net: fee.1,
                order: ids.0,
                origin: ids.1,
                rrn: ids.2,
                terminal: ids.3,
                voucher: ids.4,
                payer: ids.5,
            }
        })
}

fn file(side: Side) -> impl Strategy<Value = File> {
    prop::collection::vec(row(side), 0..14).prop_map(move |rows| File { side, rows })
}

fn shop() -> impl Strategy<Value = Vec<File>> {
    let bank = file(Side::Bank);
    let first = (file(Side::Register), file(Side::Provider), bank);
    (
        first,
        prop::option::of(file(Side::Register)),
        prop::option::of(file(Side::Provider)),
    )
        .prop_map(|((register, bill, bank), more_register, more_bill)| {
            let mut files = vec![register, bill, bank];
            files.extend(more_register);
            files.extend(more_bill);
            files
        })
}

fn report(side: Side, name: String) -> FileReport {
    FileReport {
        sha256: name.clone(),
        name,
        bytes: 0,
        side,
        format: if side == Side::Provider {
            "lakala_jy"
        } else {
            "table"
        }
        .to_owned(),
        mapping: None,
        encoding: String::new(),
        rows: 0,
        refused_count: 0,
        refused: Vec::new(),
        period: None,
        controls: Vec::new(),
        warnings: Vec::new(),
        parts: Vec::new(),
    }
}

/// Loads the files, the `n`-th under the name `f<n>` whatever the order of loading.
fn book(files: &[File], order: &[usize]) -> Book {
    let mut book = Book::new();
    for &index in order {
        let file = &files[index];
        let id = book.next_file();
        for (line, row) in (1..).zip(&file.rows) {
            push(&mut book, id, line, file.side, row);
        }
        let report = report(file.side, format!("f{index}"));
        book.files.push(FileEntry { id, report });
    }
    book
}

fn push(book: &mut Book, id: yifen::record::FileId, line: u32, side: Side, row: &Row) {
    let name = |start: &str, number: u8| {
        if number == 0 {
            String::new()
        } else {
            format!("{start}{number}")
        }
    };
    let (order, origin, rrn) = (
        name("O", row.order),
        name("O", row.origin),
        name("R", row.rrn),
    );
    let (terminal, voucher) = (name("T", row.terminal), name("V", row.voucher));
    let mut flags = Flags::default();
    if row.held {
        flags = flags.with(Flags::HELD);
    }
    if row.offline {
        flags = flags.with(Flags::OFFLINE);
    }
    let provider = side == Side::Provider;
    book.push(
        id,
        &Draft {
            time: row.seconds.and_then(TimeOfDay::from_seconds),
            kind: row.kind,
            tender: row.tender,
            flags,
            amount: row.amount,
            ordered: (provider && row.kind == Kind::Sale).then_some(row.amount + row.coupon),
            fee: row.fee.filter(|_| provider),
            net: row
                .stated_net
                .then(|| row.amount - row.fee.unwrap_or(0))
                .filter(|_| provider),
            order_id: &order,
            provider_id: &order,
            rrn: &rrn,
            origin_id: if row.kind == Kind::Sale { "" } else { &origin },
            terminal: &terminal,
            voucher: &voucher,
            batch: &terminal,
            party: if row.payer {
                "拉卡拉支付股份有限公司"
            } else {
                "王某某"
            },
            note: if side == Side::Register { "" } else { "转入" },
            ..Draft::new(line, first_day().plus(row.day))
        },
    );
}

fn settings(with_period: bool) -> Settings {
    let span = |from, to| {
        Some(Period {
            from: first_day().plus(from),
            to: first_day().plus(to),
        })
    };
    Settings {
        period: if with_period { span(2, 8) } else { None },
        statement: if with_period { span(1, 9) } else { None },
        contract: with_period.then(Contract::default),
        ..Settings::default()
    }
}

fn natural(files: &[File]) -> Vec<usize> {
    (0..files.len()).collect()
}

fn answer(book: &Book, settings: &Settings) -> Option<Explanation> {
    explain(book, settings, &mut |_, _| {}).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

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

    /// Law 6: the order of loading does not matter, to the byte.
    #[test]
    fn the_order_of_files_does_not_matter(files in shop(), with_period: bool) {
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
            order: 0, origin: 0, rrn: 0, terminal: 0, voucher: 0, payer: false,
        };
        more[2].rows.push(stranger);
        let answers = [&files, &more].map(|files| {
            let book = book(files, &natural(files));
            answer(&book, &settings(true)).map(|explanation| explanation.answer().clone())
        });
        prop_assert_eq!(&answers[0], &answers[1]);
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
        let bridges = [&files, &parts].map(|files| {
            answer(&book(files, &natural(files)), &settings(true)).map(|explanation| {
                let a = explanation.answer();
                let lines: BTreeMap<Cause, i128> =
                    a.lines.iter().map(|line| (line.cause, line.amount.minor)).collect();
                (a.takings, a.received, a.gap, a.unexplained, lines)
            })
        });
        prop_assert_eq!(&bridges[0], &bridges[1]);
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
        payer: true,
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
