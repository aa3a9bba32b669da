//! Shops at random: rows with amounts, numbers and times from small pools so that they collide as real
//! ones do.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use yifen::calendar::{Day, Period, TimeOfDay};
use yifen::cause::Cause;
use yifen::explanation::{Explanation, explain};
use yifen::import::FileReport;
use yifen::money::Currency;
use yifen::record::{Book, Draft, FileEntry, FileId, Flags, Kind, Side, Tender};
use yifen::settings::{Contract, Settings};

/// A row before it is borrowed into a [`Draft`].
#[derive(Clone, Debug)]
pub struct Row {
    pub day: i32,
    pub seconds: Option<u32>,
    pub kind: Kind,
    pub tender: Tender,
    pub held: bool,
    pub offline: bool,
    pub amount: i64,
    pub coupon: i64,
    pub fee: Option<i64>,
    pub stated_net: bool,
    pub order: u8,
    pub origin: u8,
    pub rrn: u8,
    pub terminal: u8,
    pub voucher: u8,
    pub payer: Payer,
    pub tail: u8,
    pub instant: bool,
    pub payout: u8,
}

/// Who pays a credit of the statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// The provider, under its name.
    Provider,
    /// Somebody whom no list names: by what he pays he may turn out to be the provider.
    Person,
    /// Somebody else, who pays nothing that is due.
    Stranger,
}

/// A file of one side.
#[derive(Clone, Debug)]
pub struct File {
    pub side: Side,
    pub rows: Vec<Row>,
}

/// 2026-09-25, a Friday that is a holiday: weekends and holidays lie around it.
pub fn first_day() -> Day {
    Day::from_ymd(2026, 9, 23).expect("a day")
}

pub fn row(side: Side) -> impl Strategy<Value = Row> {
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
        (0..4_u8, prop::bool::weighted(0.1), 0..6_u8),
    )
        .prop_map(|(when, what, fee, ids, more)| {
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
                payer: if ids.5 {
                    Payer::Provider
                } else {
                    Payer::Person
                },
                tail: more.0,
                instant: more.1,
                payout: more.2,
            }
        })
}

pub fn file(side: Side) -> impl Strategy<Value = File> {
    prop::collection::vec(row(side), 0..14).prop_map(move |rows| File { side, rows })
}

pub fn shop() -> impl Strategy<Value = Vec<File>> {
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

pub fn report(side: Side, name: String) -> FileReport {
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
pub fn book(files: &[File], order: &[usize]) -> Book {
    book_in(files, order, Currency::CNY)
}

/// The same in another currency.
pub fn book_in(files: &[File], order: &[usize], currency: Currency) -> Book {
    let mut book = Book::new();
    load(&mut book, files, order, currency);
    book
}

/// Loads further files.
pub fn load(book: &mut Book, files: &[File], order: &[usize], currency: Currency) {
    for &index in order {
        let file = &files[index];
        let id = book.next_file();
        for (line, row) in (1..).zip(&file.rows) {
            push(book, (id, currency), line, file.side, row);
        }
        let report = report(file.side, format!("f{index}"));
        book.files.push(FileEntry { id, report });
    }
}

pub fn push(book: &mut Book, of: (FileId, Currency), line: u32, side: Side, row: &Row) {
    let (id, currency) = of;
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
    let (tail, payout) = (
        name("800", row.tail),
        name("P", row.payout.saturating_sub(3)),
    );
    let mut flags = Flags::default();
    if row.held {
        flags = flags.with(Flags::HELD);
    }
    if row.offline {
        flags = flags.with(Flags::OFFLINE);
    }
    if row.instant {
        flags = flags.with(Flags::INSTANT);
    }
    let provider = side == Side::Provider;
    book.push(
        id,
        &Draft {
            time: row.seconds.and_then(TimeOfDay::from_seconds),
            kind: row.kind,
            tender: row.tender,
            flags,
            currency,
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
            card_tail: &tail,
            payout_id: if provider { &payout } else { "" },
            party: match row.payer {
                Payer::Provider => "拉卡拉支付股份有限公司",
                Payer::Person => "王某某",
                Payer::Stranger => "李某某",
            },
            note: if side == Side::Register { "" } else { "转入" },
            ..Draft::new(line, first_day().plus(row.day))
        },
    );
}

pub fn settings(with_period: bool) -> Settings {
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

/// The same settings in another currency, of the same minor units.
pub fn settings_in(currency: Currency) -> Settings {
    let scaled = |amount: &mut Decimal| {
        let minor = *amount * Decimal::ONE_HUNDRED;
        *amount = minor * Decimal::new(1, currency.digits());
    };
    let mut settings = settings(true);
    settings.currency = currency;
    let contract = settings.contract.as_mut().expect("a contract");
    for rule in &mut contract.rates {
        let amounts = [
            &mut rule.cap,
            &mut rule.min,
            &mut rule.fixed,
            &mut rule.above,
        ];
        amounts.into_iter().flatten().for_each(scaled);
    }
    contract.list_amounts.iter_mut().for_each(scaled);
    settings
}

/// Takings, received, gap, unexplained in minor units.
pub type Sums = [i128; 4];

/// The sums of an answer and of each cause in it.
pub fn sums(explanation: &Explanation) -> (Sums, BTreeMap<Cause, i128>) {
    let a = explanation.answer();
    let mut lines: BTreeMap<Cause, i128> = BTreeMap::new();
    for line in &a.lines {
        *lines.entry(line.cause).or_default() += line.amount.minor;
    }
    let sums = [a.takings, a.received, a.gap, a.unexplained].map(|amount| amount.minor);
    (sums, lines)
}

pub fn bridge(files: &[File]) -> Option<(Sums, BTreeMap<Cause, i128>)> {
    answer(&book(files, &natural(files)), &settings(true)).map(|found| sums(&found))
}

pub fn natural(files: &[File]) -> Vec<usize> {
    (0..files.len()).collect()
}

pub fn answer(book: &Book, settings: &Settings) -> Option<Explanation> {
    explain(book, settings, &mut |_, _| {}).ok()
}
