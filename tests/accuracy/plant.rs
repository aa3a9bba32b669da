//! Planting causes, each with its exact amount.

use yifen::cause::Cause;
use yifen::record::{Flags, Kind, Tender};

use super::maker::{Maker, fee, is_card};
use super::shop::Row;

impl Maker {
    pub fn causes(&mut self) {
        let times = self.dice.roll(0, 7);
        for _ in 0..times {
            match self.dice.roll(0, 30) {
                0 => self.duplicate(),
                1 => self.missing_in_book(),
                2 => self.void(),
                3 => self.refund(),
                4 => self.keyed(),
                5 => self.held(),
                6 => self.traceless(),
                7 => self.offline(),
                8 => self.charge(Kind::SimFee, Cause::SimDeposit, 299_00),
                9 => self.charge(Kind::Chargeback, Cause::Chargeback, 188_80),
                10 => self.debit_as_credit(),
                11 => self.qr_tier(),
                12 => self.coupon(),
                13 => self.refund_fee_kept(),
                14 => self.reserve(),
                15 => self.double_refund(),
                _ => self.rare(),
            }
        }
        match self.dice.roll(0, 9) {
            0 => self.price_changed(),
            1 => self.batch_open(),
            2 => self.rate_too_high(),
            3 => self.rounded_down(),
            _ => {}
        }
        for row in &mut self.register {
            if row.note == "·" {
                row.note = "";
            }
        }
    }

    pub fn duplicate(&mut self) {
        if let Some((booked, ..)) = self.untouched(false) {
            let again = self.register[booked].clone();
            self.plant(Cause::DuplicateInBook, again.amount);
            self.register.insert(booked + 1, again);
        }
    }

    pub fn missing_in_book(&mut self) {
        if let Some((booked, ..)) = self.untouched(false) {
            let row = self.register.remove(booked);
            self.plant(Cause::MissingInBook, -row.amount);
        }
    }

    /// Taken back at the terminal: in the register only, or as a pair in the bill.
    pub fn void(&mut self) {
        let Some((booked, provider, settled)) = self.untouched(true) else {
            return;
        };
        let row = self.register[booked].clone();
        self.plant(Cause::Void, row.amount);
        let void = |row: &Row| Row {
            kind: Kind::Void,
            amount: -row.amount,
            ordered: -row.ordered,
            seconds: row.seconds + 30,
            ..row.clone()
        };
        self.register.insert(booked + 1, void(&row));
        if self.dice.chance(50) {
            self.bills[provider].remove(settled);
        } else {
            let sale = self.bills[provider][settled].clone();
            let undone = Row {
                fee: -sale.fee,
                net: Some(-sale.amount + sale.fee),
                number: format!("V{}", sale.number),
                origin: sale.number.clone(),
                ..void(&sale)
            };
            self.bills[provider].insert(settled + 1, undone);
        }
    }

    /// A refund of `amount` of a settled sale with `fee` returned, on its own or a later day.
    pub fn give_back(&mut self, provider: usize, settled: usize, amount: i64, fee: i64, id: &str) {
        let sale = self.bills[provider][settled].clone();
        let later = i32::try_from(self.dice.roll(0, 2)).expect("days");
        let refund = Row {
            day: (sale.day + later).min(self.days - 1),
            seconds: 22 * 3600,
            kind: Kind::Refund,
            amount: -amount,
            ordered: -amount,
            fee: -fee,
            net: Some(fee - amount),
            number: format!("{id}{}", sale.number),
            origin: sale.number.clone(),
            ..sale
        };
        self.bills[provider].push(refund);
    }

    pub fn refund(&mut self) {
        let Some((_, provider, settled)) = self.untouched(false) else {
            return;
        };
        let sale = self.bills[provider][settled].clone();
        if self.dice.chance(50) {
            self.plant(Cause::Refund, sale.amount);
            self.give_back(provider, settled, sale.amount, sale.fee, "R");
        } else {
            let part = self.dice.roll(1, sale.amount - 1);
            let fee = (sale.fee * part * 2 + sale.amount) / (2 * sale.amount);
            self.plant(Cause::RefundPartial, part);
            self.give_back(provider, settled, part, fee, "R");
        }
    }

    pub fn refund_fee_kept(&mut self) {
        let Some((_, provider, settled)) = self.untouched(false) else {
            return;
        };
        let sale = self.bills[provider][settled].clone();
        // A fen may be anybody's rounding.
        if sale.fee < 2 {
            return;
        }
        self.plant(Cause::Refund, sale.amount);
        self.plant(Cause::RefundFeeKept, sale.fee);
        self.give_back(provider, settled, sale.amount, 0, "R");
    }

    pub fn double_refund(&mut self) {
        let Some((_, provider, settled)) = self.untouched(false) else {
            return;
        };
        let sale = self.bills[provider][settled].clone();
        self.plant(Cause::Refund, sale.amount);
        self.plant(Cause::DoubleRefund, sale.amount);
        self.give_back(provider, settled, sale.amount, sale.fee, "R");
        self.give_back(provider, settled, sale.amount, 0, "S");
    }

    pub fn keyed(&mut self) {
        // Without a key, other candidates within the minute hide which sale it was.
        if self.keys == 0 {
            return;
        }
        let Some((booked, ..)) = self.untouched(false) else {
            return;
        };
        let paid = self.register[booked].amount;
        let digits = paid.to_string().into_bytes();
        let (wrong, cause) = match self.dice.roll(0, 2) {
            0 => (paid * 10, Cause::KeyedSlide),
            1 if digits.len() > 3 && digits[0] != digits[1] && digits[1] != b'0' => {
                let mut swapped = digits;
                swapped.swap(0, 1);
                let text = String::from_utf8(swapped).expect("digits");
                (text.parse().expect("a number"), Cause::KeyedTransposition)
            }
            _ => {
                let ten = 10_i64.pow(u32::try_from(self.dice.roll(0, 2)).expect("small"));
                let old = paid / ten % 10;
                let new = (old + self.dice.roll(1, 9)) % 10;
                let wrong = paid + (new - old) * ten;
                (wrong, Cause::KeyedDigit)
            }
        };
        if wrong <= 0 {
            return;
        }
        self.plant(cause, wrong - paid);
        self.register[booked].amount = wrong;
    }

    pub fn held(&mut self) {
        if let Some((_, provider, settled)) = self.untouched(false) {
            let row = &mut self.bills[provider][settled];
            row.flags = Flags::HELD;
            let net = row.net.expect("a net");
            self.plant(Cause::RiskHold, net);
        }
    }

    pub fn traceless(&mut self) {
        if let Some((booked, provider, settled)) = self.untouched(false) {
            let row = self.register[booked].clone();
            // The only card sale of the last batch would be an open batch as well.
            if is_card(row.tender) && row.day == self.days - 1 {
                return;
            }
            let cause = if is_card(row.tender) {
                Cause::NetworkTimeout
            } else {
                Cause::NotPaid
            };
            self.plant(cause, row.amount);
            self.bills[provider].remove(settled);
        }
    }

    pub fn offline(&mut self) {
        if let Some((booked, provider, settled)) = self.untouched(true) {
            self.register[booked].flags = Flags::OFFLINE;
            let amount = self.register[booked].amount;
            self.plant(Cause::OfflineNotUploaded, amount);
            self.bills[provider].remove(settled);
        }
    }

    pub fn charge(&mut self, kind: Kind, cause: Cause, amount: i64) {
        let day = i32::try_from(self.dice.roll(0, i64::from(self.days) - 1)).expect("a day");
        self.number += 1;
        let n = self.number;
        self.plant(cause, amount);
        self.bills[0].push(Row {
            day,
            seconds: 15 * 3600,
            kind,
            tender: Tender::Unknown,
            amount: -amount,
            ordered: -amount,
            fee: 0,
            net: Some(-amount),
            order: String::new(),
            number: format!("C{n:010}"),
            origin: String::new(),
            terminal: String::new(),
            batch: String::new(),
            voucher: String::new(),
            tail: String::new(),
            flags: Flags::default(),
            party: "",
            note: "",
        });
    }

    pub fn reserve(&mut self) {
        let held = self.dice.roll(50_00, 400_00);
        self.charge(Kind::Reserve, Cause::Reserve, held);
        if self.dice.chance(50) {
            let back = held / 2;
            self.charge(Kind::ReserveReleased, Cause::Reserve, -back);
        }
    }

    /// Charges one row of `tender` as `fee` says.
    pub fn overcharge(&mut self, tender: Tender, cause: Cause, least: i64, of: fn(i64) -> i64) {
        // Of two or three rows alike nobody can say whether the class or the row is wrong.
        if self
            .register
            .iter()
            .filter(|row| row.tender == tender)
            .count()
            < 8
        {
            return;
        }
        for _ in 0..10 {
            let Some((booked, provider, settled)) = self.untouched(false) else {
                return;
            };
            let row = &mut self.bills[provider][settled];
            let wrong = of(row.amount);
            if row.tender != tender || row.amount < least || wrong - row.fee < 2 {
                self.register[booked].note = "";
                continue;
            }
            let excess = wrong - row.fee;
            row.fee = wrong;
            row.net = Some(row.amount - wrong);
            self.plant(cause, excess);
            return;
        }
    }

    pub fn debit_as_credit(&mut self) {
        self.overcharge(Tender::DebitCard, Cause::DebitAsCredit, 50_00, |amount| {
            fee(Tender::CreditCard, amount)
        });
    }

    pub fn qr_tier(&mut self) {
        self.overcharge(Tender::Alipay, Cause::QrTier, 50_00, |amount| {
            fee(Tender::CreditCard, amount)
        });
    }

    pub fn coupon(&mut self) {
        if let Some((booked, provider, settled)) = self.untouched(false) {
            let row = &mut self.bills[provider][settled];
            let off = 2_00.min(row.amount / 2);
            row.amount -= off;
            row.fee = fee(row.tender, row.amount);
            row.net = Some(row.amount - row.fee);
            debug_assert_eq!(self.register[booked].amount, row.ordered);
            self.plant(Cause::CouponBorne, off);
        }
    }

    /// Every credit card row from some day on at 0.63 %.
    pub fn price_changed(&mut self) {
        if self.days < 4 {
            return;
        }
        let from = self.days / 2;
        self.recharge(Cause::PriceChanged, from);
    }

    pub fn rate_too_high(&mut self) {
        self.recharge(Cause::RateTooHigh, 0);
    }

    pub fn recharge(&mut self, cause: Cause, from: i32) {
        // Refunds follow what was charged, and nets what was frozen; mixing them is another question.
        let plain = |row: &Row| {
            let fair = row.tender != Tender::CreditCard || row.fee == fee(row.tender, row.amount);
            row.kind == Kind::Sale && row.flags == Flags::default() && fair
        };
        if !self.bills[0].iter().all(plain) {
            return;
        }
        let (mut excess, mut telling) = (0, 0);
        for row in &mut self.bills[0] {
            if row.tender == Tender::CreditCard && row.day >= from {
                let wrong = (row.amount * 63 + 5_000) / 10_000;
                excess += wrong - row.fee;
                telling += i32::from(wrong != row.fee);
                row.fee = wrong;
                row.net = Some(row.amount - wrong);
            }
        }
        // What one or two fen show may be any rounding.
        if telling < 3 {
            for row in &mut self.bills[0] {
                if row.tender == Tender::CreditCard && row.day >= from {
                    row.fee = fee(row.tender, row.amount);
                    row.net = Some(row.amount - row.fee);
                }
            }
        } else {
            self.plant(cause, excess);
        }
    }

    /// The last day's card sales of a terminal never went out.
    pub fn batch_open(&mut self) {
        let terminal = format!("T{}", self.dice.roll(1, self.terminals));
        let day = self.days - 1;
        let mine = |row: &Row| row.day == day && row.terminal == terminal && is_card(row.tender);
        // What else was planted in these rows would be gone with them.
        let plain = |row: &Row| row.kind == Kind::Sale && row.note.is_empty();
        let rows = |rows: &[Row]| rows.iter().filter(|row| mine(row)).count();
        if !self.register.iter().filter(|row| mine(row)).all(plain)
            || rows(&self.register) != rows(&self.bills[0])
            || self.bills[0]
                .iter()
                .any(|row| mine(row) && row.kind != Kind::Sale)
        {
            return;
        }
        let sum: i64 = self
            .register
            .iter()
            .filter(|row| mine(row))
            .map(|row| row.amount)
            .sum();
        if sum > 0 {
            self.bills[0].retain(|row| !mine(row));
            self.plant(Cause::BatchOpen, sum);
        }
    }
}
