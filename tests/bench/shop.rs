//! A shop of any size, made from nothing but numbers: the same size gives the same bytes.

use std::fmt::Write as _;

/// Its three files.
pub struct Shop {
    /// The register's export.
    pub register: String,
    /// The provider's bill, a Lakala JY file.
    pub bill: String,
    /// The bank's statement, in CMB's layout.
    pub bank: String,
}

/// The days of the takings: 20 working days from Monday 2026-03-02 on, so that every payout is due
/// the next day or the next Monday.
const DAYS: [(u32, u32); 20] = {
    let mut days = [(0, 0); 20];
    let mut index = 0;
    while index < 20 {
        let day = index as u32;
        days[index] = (3, 2 + day / 5 * 7 + day % 5);
        index += 1;
    }
    days
};

/// One row in so many is not as it should be: a slipped decimal point, a second booking, a sale that
/// was not booked, a debit card charged as a credit card.
const ODD_EVERY: u32 = 500;

/// Writes a shop with `rows` sales.
pub fn shop(rows: u32) -> Shop {
    let mut register = String::from(
        "交易时间,终端号,支付方式,交易类型,交易金额,卡号后四位,批次号,凭证号,参考号,订单号,备注\n",
    );
    let mut bill = String::from(
        "商户编号|交易日期|交易时间|终端号|分支机构|交易类型|拉卡拉流水号|原拉卡拉流水号|卡号|\
         支付渠道|银行名称|交易金额(分)|手续费(分)|结算金额(分)|商户订单号|支付订单号|外部流水号|\
         系统参考号|备注|支付方式\n",
    );
    register.reserve(rows as usize * 100);
    bill.reserve(rows as usize * 170);
    let mut dice = Dice(u64::from(rows) + 1);
    let mut owed = [0_i64; DAYS.len()];
    for row in 0..rows {
        let day = (u64::from(row) * DAYS.len() as u64 / u64::from(rows)) as usize;
        owed[day] += sale(row, day, &mut dice, &mut register, &mut bill);
    }
    Shop {
        register,
        bill,
        bank: statement(&owed),
    }
}

/// Writes one sale into both files and gives its net.
fn sale(row: u32, day: usize, dice: &mut Dice, register: &mut String, bill: &mut String) -> i64 {
    let (month, date) = DAYS[day];
    let second = 9 * 3600 + dice.below(12 * 3600);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fen = i64::from(300 + dice.below(60_000));
    let terminal = 80_500_000 + dice.below(40);
    let (name, channel, kind, rate) = match dice.below(10) {
        0..=3 => ("微信", "微信", "扫码", 38),
        4..=6 => ("支付宝", "支付宝", "扫码", 38),
        7..=8 => ("银行卡(贷记)", "银行卡", "贷记卡", 60),
        _ => ("银行卡(借记)", "银行卡", "借记卡", 50),
    };
    let card = channel == "银行卡";
    let odd = if row % ODD_EVERY == ODD_EVERY - 1 {
        dice.below(4)
    } else {
        u32::MAX
    };
    let charged = if odd == 3 && kind == "借记卡" {
        60
    } else {
        rate
    };
    let fee = (fen * charged * 2 + 10_000) / 20_000;
    let booked = if odd == 0 { fen * 10 } else { fen };
    let tail = row % 10_000;
    let copies = match odd {
        1 => 2,
        2 => 0,
        _ => 1,
    };
    for _ in 0..copies {
        let _infallible = write!(
            register,
            "2026-{month:02}-{date:02} {hour:02}:{minute:02}:{second:02},{terminal},{name},消费,\
             {}.{:02},",
            booked / 100,
            booked % 100,
        );
        let _infallible = if card {
            writeln!(
                register,
                "{tail:04},000001,{:06},{row:012},PO{row:012},",
                row % 1_000_000
            )
        } else {
            writeln!(register, ",000001,{:06},,PO{row:012},", row % 1_000_000)
        };
    }
    let number = if card {
        format!("6222****{tail:04}")
    } else {
        String::new()
    };
    let _infallible = writeln!(
        bill,
        "822100000000001|2026{month:02}{date:02}|{hour:02}{minute:02}{second:02}|{terminal}||消费|\
         LK{row:012}||{number}|{channel}||{fen}|{fee}|{}|PO{row:012}|||{row:012}||{kind}",
        fen - fee,
    );
    fen - fee
}

fn statement(owed: &[i64]) -> String {
    let mut bank = String::from("记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要\n");
    let mut balance = 0;
    for (index, net) in owed.iter().enumerate() {
        // Paid on the next working day; after the last one the statement ends.
        let Some((month, date)) = DAYS.get(index + 1) else {
            break;
        };
        balance += net;
        let _infallible = writeln!(
            bank,
            "2026-{month:02}-{date:02},CNY,{}.{:02},{}.{:02},商户结算款,拉卡拉支付股份有限公司,",
            net / 100,
            net % 100,
            balance / 100,
            balance % 100,
        );
    }
    bank
}

/// A small generator of numbers (Knuth's MMIX constants): no clock, no seed from outside.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(end)) as u32
    }
}
