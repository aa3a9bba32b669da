//! A shop of a few rows: its register, its provider's bill, its statement.

use std::collections::BTreeMap;

use yifen::answer::LineView;
use yifen::calendar::{Day, Period, SettlementRules, TimeOfDay};
use yifen::cause::{Cause, Confidence};
use yifen::explanation::{Explanation, explain};
use yifen::fees::FeeTable;
use yifen::import::{FileReport, Warning};
use yifen::money::Currency;
use yifen::record::{Book, Draft, FileEntry, Flags, Kind, Side, Tender};
use yifen::settings::{Contract, Settings};
use yifen::text::why::sentence;
use yifen::text::{Lang, money};

/// The payer of the builder's bill.
pub const LAKALA: &str = "拉卡拉支付股份有限公司";

/// The files, row by row. Day 0 is Monday, 2026-05-11; no holiday is near.
#[derive(Clone)]
pub struct Shop {
    pub register: Vec<Draft<'static>>,
    pub bill: Vec<Draft<'static>>,
    pub bank: Vec<Draft<'static>>,
    /// A second provider's bill, in WeChat's format.
    pub wechat: Vec<Draft<'static>>,
    pub settings: Settings,
    /// The format of the first bill.
    pub format: &'static str,
    /// Whether the register names no currency, so that one had to be taken.
    pub nameless: bool,
    number: u32,
}

/// Day `days` after the first Monday.
pub fn day(days: i32) -> Day {
    Day::from_ymd(2026, 5, 11).expect("a day").plus(days)
}

fn time(text: &str) -> Option<TimeOfDay> {
    let (hour, minute) = text.split_once(':').expect("a time");
    TimeOfDay::from_hms(
        hour.parse().expect("hours"),
        minute.parse().expect("minutes"),
        7,
    )
}

fn text(of: String) -> &'static str {
    Box::leak(of.into_boxed_str())
}

impl Shop {
    /// Takings of Monday to Wednesday, a statement to the following Monday.
    pub fn new() -> Self {
        let span = |from, to| {
            Some(Period {
                from: day(from),
                to: day(to),
            })
        };
        Self {
            register: Vec::new(),
            bill: Vec::new(),
            bank: Vec::new(),
            wechat: Vec::new(),
            settings: Settings {
                period: span(0, 2),
                statement: span(0, 7),
                contract: Some(Contract::default()),
                ..Settings::default()
            },
            format: "lakala_jy",
            nameless: false,
            number: 0,
        }
    }

    pub fn contract(&mut self) -> &mut Contract {
        self.settings.contract.as_mut().expect("a contract")
    }

    /// A sale as the register and the bill would have it, with the contract's fee.
    pub fn sale(&mut self, on: i32, at: &str, tender: Tender, amount: i64) -> Draft<'static> {
        self.number += 1;
        let n = self.number;
        let table = FeeTable::new(self.contract(), Currency::CNY);
        let fee = table.fee(tender, amount).map_or(0, |fee| fee.fee);
        Draft {
            time: time(at),
            tender,
            amount,
            fee: Some(fee),
            order_id: text(format!("PO{n:06}")),
            terminal: "T1",
            batch: "000001",
            voucher: text(format!("{n:06}")),
            ..Draft::new(n, day(on))
        }
    }

    /// Adds a sale to both sides and returns it.
    pub fn sold(&mut self, on: i32, at: &str, tender: Tender, amount: i64) -> Draft<'static> {
        let sale = self.sale(on, at, tender, amount);
        self.booked(&sale);
        self.settled(&sale);
        sale
    }

    /// Three days of plain business: something to compare with.
    pub fn busy(&mut self) {
        let tenders = [
            Tender::CreditCard,
            Tender::DebitCard,
            Tender::Wechat,
            Tender::Alipay,
        ];
        for on in 0..3 {
            for (n, tender) in (0..).zip(tenders) {
                let at = text(format!("{:02}:15", 9 + n));
                self.sold(on, at, tender, 123_00 + i64::from(on) * 10_07 + n * 31_01);
            }
        }
    }

    pub fn booked(&mut self, sale: &Draft<'static>) {
        let row = Draft {
            fee: None,
            ordered: None,
            net: None,
            row: self.register.len() as u32 + 2,
            ..sale.clone()
        };
        self.register.push(row);
    }

    pub fn settled(&mut self, sale: &Draft<'static>) {
        let row = self.bill.len() as u32 + 2;
        self.bill.push(Draft {
            row,
            ordered: sale.ordered.or(Some(sale.amount)),
            ..sale.clone()
        });
    }

    /// A row of the bill that is no sale.
    pub fn charge(&mut self, on: i32, kind: Kind, amount: i64) -> &mut Draft<'static> {
        self.number += 1;
        let row = Draft {
            time: time("15:00"),
            kind,
            amount,
            fee: Some(0),
            provider_id: text(format!("X{}", self.number)),
            row: self.bill.len() as u32 + 2,
            ..Draft::new(0, day(on))
        };
        self.bill.push(row);
        self.bill.last_mut().expect("a row")
    }

    /// A statement row.
    pub fn bank_row(&mut self, on: i32, amount: i64, party: &'static str, note: &'static str) {
        let row = self.bank.len() as u32 + 2;
        self.bank.push(Draft {
            time: time("10:30"),
            kind: if amount < 0 {
                Kind::Debit
            } else {
                Kind::Credit
            },
            amount,
            party,
            note,
            ..Draft::new(row, day(on))
        });
    }

    /// Nets by due day under the contract, frozen rows left out.
    pub fn due(&mut self) -> BTreeMap<i32, i64> {
        let rules: SettlementRules = self.contract().settlement.clone();
        let mut due = BTreeMap::new();
        for row in &self.bill {
            if row.flags.has(Flags::HELD) || row.kind == Kind::Payout {
                continue;
            }
            let on = rules.due(row.day, row.time, row.tender.rail()).day;
            *due.entry(on.since(day(0))).or_default() +=
                row.net.unwrap_or(row.amount - row.fee.unwrap_or(0));
        }
        due
    }

    /// The provider pays every day as it should.
    pub fn paid(&mut self) {
        self.paid_but(|_, amount| Some(amount));
    }

    /// The provider pays what `of` makes of each due day and sum.
    pub fn paid_but(&mut self, of: impl Fn(i32, i64) -> Option<i64>) {
        for (on, amount) in self.due() {
            if let Some(amount) = of(on, amount).filter(|&amount| amount != 0) {
                self.bank_row(on, amount, LAKALA, "商户结算款");
            }
        }
        self.bank.sort_by_key(|row| row.day);
    }

    pub fn book(&self) -> Book {
        let mut book = Book::new();
        let files = [
            (Side::Register, "register", &self.register),
            (Side::Provider, self.format, &self.bill),
            (Side::Provider, "wechat_trade", &self.wechat),
            (Side::Bank, "icbc", &self.bank),
        ];
        for (side, format, rows) in files {
            if rows.is_empty() && side != Side::Bank {
                continue;
            }
            let id = book.next_file();
            for row in rows {
                book.push(id, row);
            }
            book.files.push(FileEntry {
                id,
                report: FileReport {
                    name: format.to_owned(),
                    sha256: format.to_owned(),
                    bytes: 0,
                    side,
                    format: format.to_owned(),
                    mapping: None,
                    encoding: String::new(),
                    rows: rows.len() as u32,
                    refused_count: 0,
                    refused: Vec::new(),
                    period: None,
                    controls: Vec::new(),
                    warnings: (self.nameless && side == Side::Register)
                        .then_some(Warning::CurrencyAssumed {
                            currency: Currency::CNY,
                        })
                        .into_iter()
                        .collect(),
                    parts: Vec::new(),
                },
            });
        }
        book
    }

    pub fn explained(&self) -> Explanation {
        explain(&self.book(), &self.settings, &mut |_, _| {}).expect("an explanation")
    }

    /// Holds that every line says its amount in both languages.
    #[track_caller]
    fn says_its_numbers(line: &LineView) {
        let amount = money(line.amount.abs());
        for lang in [Lang::Zh, Lang::En] {
            let sentence = sentence(lang, line);
            assert!(sentence.contains(&amount), "{amount} in {sentence}");
            assert!(!sentence.contains("元 元"), "{sentence}");
        }
    }

    /// Holds that the bridge names exactly `want` beside `FEE_NORMAL`, and that the rest of the gap
    /// stays unexplained.
    #[track_caller]
    pub fn shows(&self, want: &[(Cause, i128)]) {
        let explanation = self.explained();
        let answer = explanation.answer();
        let mut have: BTreeMap<Cause, i128> = BTreeMap::new();
        for line in &answer.lines {
            Self::says_its_numbers(line);
            if line.cause != Cause::FeeNormal {
                *have.entry(line.cause).or_default() += line.amount.minor;
            }
        }
        if answer.unexplained.minor != 0 {
            have.insert(Cause::Unexplained, answer.unexplained.minor);
        }
        let want: BTreeMap<Cause, i128> = want.iter().copied().collect();
        assert_eq!(have, want);
        let lines: i128 = answer.lines.iter().map(|line| line.amount.minor).sum();
        assert_eq!(lines + answer.unexplained.minor, answer.gap.minor);
    }

    #[track_caller]
    pub fn confidence(&self, cause: Cause) -> Confidence {
        let explanation = self.explained();
        let line = explanation
            .answer()
            .lines
            .iter()
            .find(|line| line.cause == cause);
        line.expect("the line").confidence
    }
}
