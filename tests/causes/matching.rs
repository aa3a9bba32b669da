//! Which booked sale is which settled one where no number says so.

use super::shop::{Shop, day};
use yifen::calendar::{Day, TimeOfDay};
use yifen::cause::{Cause, Confidence};
use yifen::matching::{Bucket, Credit, Terms, match_payouts};
use yifen::record::{Draft, Tender};

use Tender::{CreditCard, Wechat};

/// Takes every number that both sides hold off the rows.
fn without_numbers(shop: &mut Shop) {
    let bills = shop.bill.iter_mut().chain(&mut shop.wechat);
    for row in shop.register.iter_mut().chain(bills) {
        (row.order_id, row.voucher, row.batch) = ("", "", "");
    }
}

/// Moves a clock.
fn later(rows: &mut [Draft<'static>], by: i64) {
    for row in rows {
        let seconds = i64::from(row.time.expect("a time").seconds()) + by;
        row.time = TimeOfDay::from_seconds(u32::try_from(seconds).expect("the same day"));
    }
}

/// Three prices, each many times a day, never twice within a minute.
fn few_prices(shop: &mut Shop) {
    let prices = [6_00, 12_00, 18_00];
    for on in 0..3 {
        let (mut minute, mut dice) = (9 * 60, 5_u32);
        while minute < 16 * 60 {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = format!("{:02}:{:02}", minute / 60, minute % 60).leak();
            let price = prices[(dice >> 16) as usize % prices.len()];
            shop.sold(on, at, Wechat, price);
            minute += 1 + (dice >> 24) % 13;
        }
    }
    shop.paid();
}

#[test]
fn clocks_that_differ_though_every_price_comes_again_and_again() {
    for by in [17 * 60, -23 * 60, 3 * 3600] {
        let mut shop = Shop::new();
        few_prices(&mut shop);
        without_numbers(&mut shop);
        later(&mut shop.register, by);
        shop.shows(&[]);
        // One was not booked: found where it is, though every price is common.
        let lost = shop.register.remove(shop.register.len() / 2);
        shop.shows(&[(Cause::MissingInBook, -i128::from(lost.amount))]);
    }
}

#[test]
fn each_bill_by_its_own_clock() {
    let mut shop = Shop::new();
    for on in 0..3 {
        for n in 0..6 {
            let at = format!("{:02}:{:02}", 10 + n, 7 * n).leak();
            shop.sold(on, at, CreditCard, 30_00 + i64::from(on * 10 + n) * 1_13);
            let at = format!("{:02}:{:02}", 10 + n, 7 * n + 20).leak();
            let sale = shop.sale(on, at, Wechat, 40_00 + i64::from(on * 10 + n) * 1_17);
            shop.booked(&sale);
            shop.wechat.push(sale);
        }
    }
    shop.paid();
    for (on, rows) in shop.wechat.clone().chunks(6).enumerate() {
        let net = rows.iter().map(|row| row.amount - row.fee.expect("a fee"));
        let on = i32::try_from(on).expect("few") + 1;
        shop.bank_row(on, net.sum(), "财付通支付科技有限公司", "微信支付");
    }
    without_numbers(&mut shop);
    later(&mut shop.bill, 11 * 60);
    later(&mut shop.wechat, -40 * 60);
    shop.shows(&[]);
}

#[test]
fn a_single_sale_hours_apart_is_no_clock() {
    let mut shop = Shop::new();
    let booked = shop.sale(1, "09:00", CreditCard, 88_00);
    shop.booked(&booked);
    let settled = shop.sale(1, "15:00", CreditCard, 88_00);
    shop.settled(&settled);
    shop.paid();
    without_numbers(&mut shop);
    shop.shows(&[
        (Cause::NetworkTimeout, 88_00),
        (Cause::MissingInBook, -88_00),
    ]);
}

#[test]
fn two_sales_that_are_all_there_is_are_a_clock() {
    let apart = |second| {
        let mut shop = Shop::new();
        for (at, there, amount) in [("09:00", "09:40", 88_00), ("11:00", second, 46_37)] {
            let booked = shop.sale(1, at, CreditCard, amount);
            shop.booked(&booked);
            let settled = shop.sale(1, there, CreditCard, amount);
            shop.settled(&settled);
        }
        shop.paid();
        without_numbers(&mut shop);
        shop
    };
    apart("11:40").shows(&[]);
    apart("12:10").shows(&[
        (Cause::NetworkTimeout, 134_37),
        (Cause::MissingInBook, -134_37),
    ]);
}

#[test]
fn a_register_without_times() {
    let mut shop = Shop::new();
    few_prices(&mut shop);
    for n in 0..4 {
        shop.sold(1, "19:00", CreditCard, 55_55 + n);
    }
    shop.bank.clear();
    shop.paid();
    without_numbers(&mut shop);
    for row in &mut shop.register {
        row.time = None;
    }
    shop.shows(&[]);
    // One of many of that price and day: nobody can say which.
    let lost = shop.bill.iter().position(|row| row.day == day(1));
    let lost = shop.register.remove(lost.expect("a row"));
    shop.shows(&[(Cause::MissingInBook, -i128::from(lost.amount))]);
    assert_eq!(shop.confidence(Cause::MissingInBook), Confidence::Possible);
    // Another day is another sale.
    let mut shop = Shop::new();
    for on in 0..2 {
        shop.sold(on, "10:00", Wechat, 33_00);
    }
    let sale = shop.sale(0, "12:00", Wechat, 21_00);
    shop.settled(&sale);
    shop.booked(&Draft {
        time: None,
        day: day(1),
        ..sale
    });
    shop.paid();
    without_numbers(&mut shop);
    shop.shows(&[(Cause::NotPaid, 21_00), (Cause::MissingInBook, -21_00)]);
}

#[test]
fn cards_that_stand_in_another_order() {
    // Two cards, one price: the till wrote down the second first.
    let mut shop = Shop::new();
    for (tail, booked, settled) in [("1111", "12:00", "12:02"), ("2222", "12:01", "12:01")] {
        let sale = shop.sale(1, booked, CreditCard, 66_00);
        shop.booked(&Draft {
            card_tail: tail,
            ..sale.clone()
        });
        let other = shop.sale(1, settled, CreditCard, 66_00);
        shop.settled(&Draft {
            card_tail: tail,
            ..other
        });
    }
    shop.paid();
    without_numbers(&mut shop);
    shop.shows(&[]);
}

#[test]
fn numbers_that_lost_their_noughts_in_a_spreadsheet() {
    let mut shop = Shop::new();
    for n in 0..8 {
        // One price at one moment: the numbers alone tell them apart, and one amount is wrong.
        shop.sold(n % 3, "12:00", Wechat, 20_00);
    }
    shop.paid();
    later(&mut shop.register, 40 * 60);
    for row in shop.register.iter_mut().chain(&mut shop.bill) {
        row.order_id = "";
    }
    for row in &mut shop.register {
        row.batch = row.batch.trim_start_matches('0');
        row.voucher = row.voucher.trim_start_matches('0');
    }
    shop.register[3].amount = 200_00;
    shop.shows(&[(Cause::KeyedSlide, 180_00)]);
    assert_eq!(shop.confidence(Cause::KeyedSlide), Confidence::Certain);
}

#[test]
fn a_slip_in_a_register_without_terminals() {
    let mistyped = |apart: i64, terminal: &'static str, second: bool| {
        let mut shop = Shop::new();
        shop.busy();
        let sale = shop.sale(1, "18:20", Wechat, 85_04);
        let booked = Draft {
            amount: 85_06,
            time: sale
                .time
                .map(|time| i64::from(time.seconds()) + apart)
                .and_then(|seconds| TimeOfDay::from_seconds(u32::try_from(seconds).ok()?)),
            ..sale.clone()
        };
        shop.booked(&booked);
        shop.settled(&sale);
        if second {
            shop.settled(&Draft {
                amount: 85_96,
                ..sale
            });
        }
        shop.paid();
        without_numbers(&mut shop);
        for row in &mut shop.register {
            row.terminal = terminal;
        }
        let lines = shop.explained().answer().lines.clone();
        lines.iter().any(|line| line.cause == Cause::KeyedDigit)
    };
    assert!(mistyped(1, "", false));
    assert!(mistyped(-30, "", false));
    // Too far apart, at another terminal, or with two that it may be.
    assert!(!mistyped(31, "", false));
    assert!(!mistyped(1, "T2", false));
    assert!(!mistyped(1, "", true));
}

#[test]
fn a_day_that_came_with_another_does_not_come_again() {
    let due = |due, expected, row| Bucket {
        due,
        expected,
        rows: vec![row],
        ..Bucket::default()
    };
    // In the order in which parts of days stand behind the days.
    let buckets = vec![due(12, 1_000, 1), due(10, 100, 0)];
    let credit = |row, day, amount| Credit {
        row,
        day: Day::from_epoch(day),
        amount,
        streams: u64::MAX,
    };
    let credits = [credit(7, 10, 1), credit(8, 12, 1_050)];
    let terms = Terms {
        parts: &|_| Vec::new(),
        charge: &|_| 0,
    };
    let (_, found) = match_payouts(buckets, &credits, terms);
    let mut claimed: Vec<usize> = found.iter().flat_map(|f| f.buckets.clone()).collect();
    claimed.sort_unstable();
    assert_eq!(claimed, [0, 1]);
}
