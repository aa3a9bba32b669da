//! Planting what fewer shops meet, and what only looks like a cause.

use yifen::cause::Cause;
use yifen::record::{Flags, Kind, Tender};

use super::maker::{Maker, fee, is_card};
use super::shop::Row;

/// So many sales in a row without a trace are an outage.
const OUTAGE: usize = 7;

impl Maker {
    pub fn rare(&mut self) {
        match self.dice.roll(0, 14) {
            0 => self.charge(Kind::Split, Cause::Split, 12_34),
            1 => self.charge(Kind::Tax, Cause::TaxWithheld, 56_78),
            2 => self.charge(Kind::Deposit, Cause::SimDeposit, 199_00),
            3 => self.cap_missed(),
            4 => self.fee_twice(),
            5 => self.instant(),
            6 => self.foreign(),
            7 => self.reversal(),
            8 => self.double_charge(),
            9 => self.two_coffees(),
            10 => self.wrong_tender(),
            11 => self.tip(),
            12 => self.wrong_sign(),
            13 => self.other_merchant(),
            _ => self.outage(),
        }
    }

    /// A sale that nothing has happened to and that is `wanted` as the bill has it.
    fn find(&mut self, wanted: impl Fn(&Row) -> bool) -> Option<(usize, usize, usize)> {
        for _ in 0..40 {
            let found = self.untouched(false)?;
            let (booked, provider, settled) = found;
            if wanted(&self.bills[provider][settled]) {
                return Some(found);
            }
            self.register[booked].note = "";
        }
        None
    }

    /// Charges a settled sale `wrong` instead of its fee.
    fn charge_wrong(&mut self, provider: usize, settled: usize, cause: Cause, wrong: i64) {
        let row = &mut self.bills[provider][settled];
        let excess = wrong - row.fee;
        row.fee = wrong;
        row.net = Some(row.amount - wrong);
        self.plant(cause, excess);
    }

    fn cap_missed(&mut self) {
        let above = |row: &Row| row.tender == Tender::DebitCard && row.amount > 4_100_00;
        if let Some((_, provider, settled)) = self.find(above) {
            let amount = self.bills[provider][settled].amount;
            let wrong = (amount * 50 + 5_000) / 10_000;
            self.charge_wrong(provider, settled, Cause::CapMissed, wrong);
        }
    }

    fn fee_twice(&mut self) {
        // Large enough that no other rate of two decimals charges the same.
        let large = |row: &Row| row.amount > 60_00 && row.tender != Tender::DebitCard;
        if let Some((_, provider, settled)) = self.find(large) {
            let wrong = 2 * self.bills[provider][settled].fee;
            self.charge_wrong(provider, settled, Cause::ChargedTwice, wrong);
        }
    }

    fn instant(&mut self) {
        let Some((_, provider, settled)) = self.find(|row| row.amount > 20_00) else {
            return;
        };
        let wrong = self.bills[provider][settled].fee + 2_00;
        self.charge_wrong(provider, settled, Cause::FeeInstant, wrong);
        self.bills[provider][settled].flags = Flags::INSTANT;
    }

    fn foreign(&mut self) {
        let credit = |row: &Row| row.tender == Tender::CreditCard;
        if let Some((_, provider, settled)) = self.find(credit) {
            let row = &mut self.bills[provider][settled];
            row.note = "外卡";
            let wrong = (row.amount * 250 + 5_000) / 10_000;
            self.charge_wrong(provider, settled, Cause::ForeignCard, wrong);
        }
    }

    /// Taken back by the system: a pair in the bill, a sale in the register.
    fn reversal(&mut self) {
        let Some((_, provider, settled)) = self.find(|_| true) else {
            return;
        };
        let sale = self.bills[provider][settled].clone();
        self.plant(Cause::NetworkTimeout, sale.amount);
        self.bills[provider].push(Row {
            kind: Kind::Reversal,
            seconds: sale.seconds + 2,
            amount: -sale.amount,
            ordered: -sale.ordered,
            fee: -sale.fee,
            net: Some(sale.fee - sale.amount),
            number: format!("X{}", sale.number),
            origin: sale.number.clone(),
            ..sale
        });
    }

    /// The same sale once more, with numbers of its own.
    fn again(&mut self, row: &Row, after: i64) -> Row {
        self.number += 1;
        let n = self.number;
        let order = if row.order.is_empty() {
            String::new()
        } else {
            format!("PO{n:08}")
        };
        let number = if row.number.is_empty() {
            String::new()
        } else {
            format!("LK{n:010}")
        };
        Row {
            seconds: row.seconds + after,
            order,
            number,
            voucher: format!("{n:06}"),
            ..row.clone()
        }
    }

    fn double_charge(&mut self) {
        let Some((_, provider, settled)) = self.find(|row| is_card(row.tender)) else {
            return;
        };
        let sale = self.bills[provider][settled].clone();
        let twice = self.again(&sale, 90);
        self.plant(Cause::DoubleCharge, -sale.amount);
        self.bills[provider].push(Row {
            voucher: String::new(),
            ..twice
        });
    }

    /// Two customers, one price, one minute: nothing.
    fn two_coffees(&mut self) {
        let Some((booked, provider, settled)) = self.find(|_| true) else {
            return;
        };
        let (sale, paid) = (
            self.register[booked].clone(),
            self.bills[provider][settled].clone(),
        );
        let second = self.again(&sale, 45);
        let order = if paid.order.is_empty() {
            String::new()
        } else {
            second.order.clone()
        };
        self.bills[provider].push(Row {
            seconds: paid.seconds + 45,
            order,
            number: format!("LK{:010}", self.number),
            ..paid
        });
        self.register.push(second);
    }

    /// One wallet for another: it changes no sum.
    fn wrong_tender(&mut self) {
        let wallet = |row: &Row| row.tender == Tender::Alipay;
        if let Some((booked, ..)) = self.find(wallet) {
            self.register[booked].tender = Tender::Wechat;
        }
    }

    fn tip(&mut self) {
        // Without a key, other candidates within the minute hide which sale it was.
        if self.keys == 0 {
            return;
        }
        if let Some((booked, ..)) = self.find(|row| row.amount > 20_00) {
            let tip = self.dice.roll(1_00, 19_99);
            self.register[booked].amount += tip;
            self.register[booked].note = "含小费";
            self.plant(Cause::TipNotAdjusted, tip);
        }
    }

    /// A refund that was booked as a sale.
    fn wrong_sign(&mut self) {
        let Some((booked, provider, settled)) = self.find(|_| true) else {
            return;
        };
        let (sale, paid) = (
            self.register[booked].clone(),
            self.bills[provider][settled].clone(),
        );
        self.plant(Cause::Refund, paid.amount);
        self.plant(Cause::WrongSign, paid.amount);
        self.give_back(provider, settled, paid.amount, paid.fee, "W");
        let back = self.bills[provider]
            .last()
            .map(|row| (row.day, row.seconds));
        let Some((day, seconds)) = back else { return };
        let wrong = self.again(&sale, 0);
        self.register.push(Row {
            day,
            seconds: seconds - self.skew,
            order: String::new(),
            note: "·",
            ..wrong
        });
    }

    /// Whether nothing has happened to any sale that `mine` says.
    fn all_plain(&self, mine: impl Fn(&Row) -> bool) -> bool {
        let plain = |row: &&Row| {
            row.kind == Kind::Sale && row.note.is_empty() && row.flags == Flags::default()
        };
        let booked = self.register.iter().filter(|row| mine(row));
        let settled = self.bills.iter().flatten().filter(|row| mine(row));
        booked.clone().all(|row| plain(&row))
            && settled
                .clone()
                .all(|row| plain(&row) && row.fee == fee(row.tender, row.amount))
            && booked.count() == settled.count()
    }

    /// Takes the sales that `mine` says out of the bills.
    fn lose(&mut self, cause: Cause, mine: impl Fn(&Row) -> bool) {
        let lost = self.register.iter().filter(|row| mine(row));
        let sum: i64 = lost.map(|row| row.amount).sum();
        for bill in &mut self.bills {
            bill.retain(|row| !mine(row));
        }
        for row in self.register.iter_mut().filter(|row| mine(row)) {
            row.note = "·";
        }
        self.plant(cause, sum);
    }

    /// A terminal of which no bill has anything.
    fn other_merchant(&mut self) {
        if self.terminals < 2 {
            return;
        }
        let terminal = format!("T{}", self.dice.roll(1, self.terminals));
        let mine = |row: &Row| row.terminal == terminal;
        let codes = self
            .register
            .iter()
            .filter(|row| mine(row) && !is_card(row.tender));
        if codes.count() >= 3 && self.all_plain(mine) {
            self.lose(Cause::OtherMerchantId, mine);
        }
    }

    /// A stretch of a day of which no bill has anything.
    fn outage(&mut self) {
        if self.days < 2 {
            return;
        }
        let day = i32::try_from(self.dice.roll(0, i64::from(self.days) - 2)).expect("a day");
        let mut times: Vec<i64> = self
            .register
            .iter()
            .filter(|row| row.day == day && row.kind == Kind::Sale)
            .map(|row| row.seconds)
            .collect();
        times.sort_unstable();
        let last = times.len().saturating_sub(OUTAGE + 1);
        if last < 2 {
            return;
        }
        let at =
            usize::try_from(self.dice.roll(1, i64::try_from(last).expect("few"))).expect("few");
        let (from, to) = (times[at], times[at + OUTAGE - 1]);
        let skew = self.skew;
        let mine = |row: &Row| {
            let ahead = if row.number.is_empty() { 0 } else { skew };
            row.day == day && (from..=to).contains(&(row.seconds - ahead))
        };
        let tenders: std::collections::BTreeSet<_> = self
            .register
            .iter()
            .filter(|row| mine(row))
            .map(|row| row.tender)
            .collect();
        if tenders.len() > 1 && self.all_plain(mine) {
            self.lose(Cause::ProviderOutage, mine);
        }
    }

    /// Every fee of a bill rounded down.
    pub fn rounded_down(&mut self) {
        let plain = |row: &Row| {
            row.kind == Kind::Sale
                && row.flags == Flags::default()
                && row.fee == fee(row.tender, row.amount)
        };
        if !self.bills.iter().flatten().all(plain) {
            return;
        }
        let mut off = 0;
        for row in self.bills.iter_mut().flatten() {
            let down = match row.tender {
                Tender::CreditCard => row.amount * 60 / 10_000,
                Tender::DebitCard => (row.amount * 50 / 10_000).min(20_00),
                _ => row.amount * 38 / 10_000,
            };
            off += down - row.fee;
            row.fee = down;
            row.net = Some(row.amount - down);
        }
        self.plant(Cause::FeeRounding, off);
    }
}
