//! Making a shop: its takings, what its providers pay, and the truth of it.
//!
//! Fees, due days and sums are computed here by rules of their own, not by the engine's.

use std::collections::BTreeMap;

use yifen::calendar::{Day, Period};
use yifen::cause::Cause;
use yifen::record::{Flags, Kind, Tender};
use yifen::settings::{Contract, Settings};

use super::dice::Dice;
use super::shop::{Row, Shop};

pub const PROVIDERS: [(&str, &str); 2] = [
    ("lakala_jy", "拉卡拉支付股份有限公司"),
    ("wechat_trade", "财付通支付科技有限公司"),
];

/// 0.60 %, 0.50 % to 20.00, 0.38 %: the default contract, half up.
pub fn fee(tender: Tender, amount: i64) -> i64 {
    let share = |hundredths: i64| (amount * hundredths + 5_000) / 10_000;
    match tender {
        Tender::CreditCard => share(60),
        Tender::DebitCard => share(50).min(20_00),
        _ => share(38),
    }
}

pub const fn is_card(tender: Tender) -> bool {
    matches!(tender, Tender::CreditCard | Tender::DebitCard)
}

pub struct Maker {
    pub dice: Dice,
    pub first: Day,
    pub days: i32,
    /// How the two files name a sale: both, the order number only, or neither.
    pub keys: i64,
    /// Seconds that the bill's clock is ahead.
    pub skew: i64,
    pub terminals: i64,
    pub two_providers: bool,
    pub number: i64,
    pub register: Vec<Row>,
    pub bills: [Vec<Row>; 2],
    pub bank: Vec<Row>,
    pub truth: BTreeMap<Cause, i64>,
}

/// Makes the shop of a seed.
pub fn make(seed: u64) -> Shop {
    let mut dice = Dice::new(seed);
    // 2026 without the long holidays, whose working days this file does not know.
    let (month, day) = (*dice.pick(&[3_u8, 7, 8, 11]), dice.roll(2, 20));
    let first = Day::from_ymd(2026, month, u8::try_from(day).expect("a day")).expect("a day");
    let days = i32::try_from(match dice.roll(0, 3) {
        0 => 1,
        1 => dice.roll(2, 4),
        2 => dice.roll(5, 10),
        _ => dice.roll(11, 31),
    })
    .expect("days");
    // A provider that pays through April's holiday has a test of its own.
    let days = days.min(32 - i32::try_from(day).expect("a day"));
    let mut maker = Maker {
        first,
        days,
        keys: dice.roll(0, 3),
        skew: if dice.chance(50) {
            dice.roll(-90, 240)
        } else {
            0
        },
        terminals: dice.roll(1, 3),
        two_providers: dice.chance(35),
        number: 0,
        register: Vec::new(),
        bills: [Vec::new(), Vec::new()],
        bank: Vec::new(),
        truth: BTreeMap::new(),
        dice,
    };
    maker.takings();
    maker.causes();
    maker.payouts()
}

impl Maker {
    pub fn plant(&mut self, cause: Cause, amount: i64) {
        *self.truth.entry(cause).or_default() += amount;
    }

    pub fn provider(&self, tender: Tender) -> usize {
        usize::from(self.two_providers && tender == Tender::Wechat)
    }

    pub fn amount(&mut self) -> i64 {
        match self.dice.roll(0, 9) {
            0..=2 => *self.dice.pick(&[6_00, 10_00, 15_00, 18_00, 25_00]),
            3..=7 => self.dice.roll(3_00, 180_00),
            8 => self.dice.roll(180_00, 2_000_00),
            _ => self.dice.roll(2_000_00, 9_000_00),
        }
    }

    /// A sale of `day` as both sides have it.
    pub fn sale(&mut self, day: i32, seconds: i64) -> (Row, Row) {
        self.number += 1;
        let n = self.number;
        let tender = *self.dice.pick(&[
            Tender::CreditCard,
            Tender::DebitCard,
            Tender::Wechat,
            Tender::Wechat,
            Tender::Alipay,
        ]);
        let amount = self.amount();
        let terminal = format!("T{}", self.dice.roll(1, self.terminals));
        let tail = if is_card(tender) {
            format!("{:04}", self.dice.roll(0, 9_999))
        } else {
            String::new()
        };
        let booked = Row {
            day,
            seconds,
            kind: Kind::Sale,
            tender,
            amount,
            ordered: amount,
            fee: 0,
            net: None,
            order: format!("PO{n:08}"),
            number: String::new(),
            origin: String::new(),
            batch: format!("{:06}", 100 + day),
            voucher: format!("{n:06}"),
            terminal,
            tail,
            flags: Flags::default(),
            party: "",
            note: "",
        };
        let mut settled = Row {
            seconds: seconds + self.skew,
            fee: fee(tender, amount),
            net: Some(amount - fee(tender, amount)),
            number: format!("LK{n:010}"),
            batch: String::new(),
            voucher: String::new(),
            ..booked.clone()
        };
        // Without keys the files share only terminal, time, amount and card.
        if self.keys == 0 {
            settled.order = String::new();
        }
        (booked, settled)
    }

    pub fn takings(&mut self) {
        // A shop's minutes are busy enough for twins, and seldom two within seconds of each other.
        let per_day = self.dice.roll(8, 60);
        for day in 0..self.days {
            let mut seconds = 9 * 3600;
            for _ in 0..per_day {
                seconds += self.dice.roll(40, 47_000 / per_day);
                let (booked, settled) = self.sale(day, seconds);
                let provider = self.provider(booked.tender);
                self.register.push(booked);
                self.bills[provider].push(settled);
            }
        }
    }

    /// A settled sale that nothing has happened to, by provider and place, with its booked twin.
    pub fn untouched(&mut self, card: bool) -> Option<(usize, usize, usize)> {
        for _ in 0..60 {
            let last = i64::try_from(self.register.len()).ok()? - 1;
            let booked = usize::try_from(self.dice.roll(0, last)).ok()?;
            let row = &self.register[booked];
            if row.kind != Kind::Sale || !row.note.is_empty() || (card && !is_card(row.tender)) {
                continue;
            }
            let (provider, voucher) = (self.provider(row.tender), row.voucher.clone());
            let number = format!("LK{:010}", voucher.parse::<i64>().ok()?);
            let bill = &self.bills[provider];
            let Some(settled) = bill.iter().position(|row| row.number == number) else {
                continue;
            };
            self.register[booked].note = "·";
            return Some((booked, provider, settled));
        }
        None
    }

    /// The working day after, without holidays.
    pub fn due(&self, row: &Row) -> i32 {
        if row.flags.has(Flags::INSTANT) {
            return row.day;
        }
        let late = is_card(row.tender) && row.seconds > 23 * 3600;
        let mut day = row.day + i32::from(late) + 1;
        while self.first.plus(day).weekday() >= 5 {
            day += 1;
        }
        day
    }

    pub fn payouts(mut self) -> Shop {
        let from = -i32::try_from(self.dice.roll(0, 1)).expect("a day");
        let to = self.days - 1 + i32::try_from(self.dice.roll(0, 5)).expect("days");
        self.stray_rows(from, to);
        for provider in 0..2 {
            self.pay(provider, from, to);
        }
        self.bank.sort_by_key(|row| (row.day, row.seconds));
        for bill in &mut self.bills {
            bill.sort_by_key(|row| (row.day, row.seconds));
        }
        self.register.sort_by_key(|row| (row.day, row.seconds));
        let normal: i64 = self.bills.iter().flatten().map(|row| row.fee).sum();
        let above: i64 = self
            .truth
            .iter()
            .filter(|(cause, _)| {
                matches!(
                    cause,
                    Cause::PriceChanged
                        | Cause::RateTooHigh
                        | Cause::DebitAsCredit
                        | Cause::QrTier
                        | Cause::CapMissed
                        | Cause::ChargedTwice
                        | Cause::FeeInstant
                        | Cause::ForeignCard
                        | Cause::FeeRounding
                )
            })
            .map(|(_, amount)| amount)
            .sum();
        let kept = self.truth.get(&Cause::RefundFeeKept).copied().unwrap_or(0);
        self.plant(Cause::FeeNormal, normal - above - kept);
        self.truth.retain(|_, amount| *amount != 0);
        let span = |from: i32, to: i32| {
            Some(Period {
                from: self.first.plus(from),
                to: self.first.plus(to),
            })
        };
        let settings = Settings {
            period: span(0, self.days - 1),
            statement: span(from, to),
            contract: Some(Contract::default()),
            ..Settings::default()
        };
        let bills = PROVIDERS.iter().map(|(format, _)| *format).zip(self.bills);
        Shop {
            register: self.register,
            bills: bills.filter(|(_, rows)| !rows.is_empty()).collect(),
            bank: self.bank,
            settings,
            truth: self.truth,
            first: self.first,
        }
    }

    pub fn credit(&mut self, day: i32, amount: i64, party: &'static str, note: &'static str) {
        let seconds = self.dice.roll(9 * 3600, 17 * 3600);
        self.bank.push(Row {
            day,
            seconds,
            kind: if amount < 0 {
                Kind::Debit
            } else {
                Kind::Credit
            },
            tender: Tender::Unknown,
            amount,
            ordered: amount,
            fee: 0,
            net: None,
            order: String::new(),
            number: String::new(),
            origin: String::new(),
            terminal: String::new(),
            batch: String::new(),
            voucher: String::new(),
            tail: String::new(),
            flags: Flags::default(),
            party,
            note,
        });
    }

    pub fn stray_rows(&mut self, from: i32, to: i32) {
        for day in from..=to {
            if self.dice.chance(60) {
                let amount = self.dice.roll(1_00, 9_000_00);
                self.credit(day, amount, "王某某", "跨行转入");
            }
            if self.dice.chance(50) {
                let amount = -self.dice.roll(1_00, 9_000_00);
                self.credit(day, amount, "某某批发商行", "货款");
            }
        }
    }

    /// One provider's payouts: on time, merged, in parts, late, failed, short.
    pub fn pay(&mut self, provider: usize, from: i32, to: i32) {
        let party = PROVIDERS[provider].1;
        let mut due: BTreeMap<i32, Vec<Row>> = BTreeMap::new();
        for row in self.bills[provider].clone() {
            if !row.flags.has(Flags::HELD) {
                due.entry(self.due(&row)).or_default().push(row);
            }
        }
        // The day before the period is paid on its first day, where that is a working day.
        if from <= 0 && self.first.weekday() < 5 && self.first.plus(-1).weekday() < 5 {
            let amount = self.dice.roll(500_00, 9_000_00);
            if !due.is_empty() && !due.contains_key(&0) {
                self.credit(0, amount, party, "商户结算款");
                self.plant(Cause::CarriedIn, -amount);
            }
        }
        let mut carried = 0;
        let days: Vec<(i32, Vec<Row>)> = due.into_iter().collect();
        for (day, rows) in days {
            let net = |rows: &[Row]| rows.iter().filter_map(|row| row.net).sum::<i64>();
            let sum = net(&rows) + carried;
            if day > to {
                self.plant(Cause::InTransit, sum);
                carried = 0;
                continue;
            }
            if sum <= 0 {
                carried = sum;
                continue;
            }
            let (cards, codes): (Vec<Row>, Vec<Row>) =
                rows.into_iter().partition(|row| is_card(row.tender));
            let plain = carried == 0;
            carried = 0;
            match self.dice.roll(0, 19) {
                0 if plain => self.plant(Cause::PayoutFailed, sum),
                1 if day + 2 <= to => self.credit(day + 2, sum, party, "商户结算款"),
                2 | 3 if plain && net(&cards) > 0 && net(&codes) > 0 => {
                    self.credit(day, net(&cards), party, "商户结算款");
                    self.credit(day, net(&codes), party, "商户结算款");
                }
                4 if plain && sum > 1_000_00 => {
                    let short = self.dice.roll(200_01, 400_98) / 100 * 100 + self.dice.roll(1, 99);
                    self.credit(day, sum - short, party, "商户结算款");
                    self.plant(Cause::Unexplained, short);
                }
                5 if plain && sum > 600_00 => {
                    let taken = *self.dice.pick(&[99_00, 298_00, 299_00]);
                    self.credit(day, sum - taken, party, "商户结算款");
                    self.plant(Cause::SimDeposit, taken);
                }
                6 if plain && sum > 100_00 => {
                    let taken = self.dice.roll(2, 15) * 1_00;
                    self.credit(day, sum - taken, party, "结算款已扣手续费");
                    self.plant(Cause::BankFee, taken);
                }
                _ => self.credit(day, sum, party, "商户结算款"),
            }
        }
        // Refunds outweighed the sales to the end.
        self.plant(Cause::InTransit, carried);
    }
}
