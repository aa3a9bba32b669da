//! What was charged, against what the contract allows.

use super::shop::Shop;
use yifen::cause::Cause;
use yifen::money::read_rate;
use yifen::record::{Draft, Flags, Tender};
use yifen::settings::{InstantPer, NightFee};

use Tender::{CreditCard, DebitCard, Wechat};

/// Three days of sales of one class, `charged` as given by day and amount.
fn class(tender: Tender, charged: impl Fn(i32, i64) -> i64) -> (Shop, i128) {
    let mut shop = Shop::new();
    let mut excess = 0;
    for on in 0..3 {
        for (at, amount) in [
            ("09:00", 123_45),
            ("11:00", 987_60),
            ("13:00", 2_345_67),
            ("15:00", 612_30),
        ] {
            let sale = shop.sale(on, at, tender, amount);
            let fee = charged(on, amount);
            excess += i128::from(fee - sale.fee.expect("a fee"));
            shop.booked(&sale);
            shop.settled(&Draft {
                fee: Some(fee),
                ..sale
            });
        }
    }
    shop.paid();
    (shop, excess)
}

/// Half up.
fn share(amount: i64, per_hundred_thousand: i64) -> i64 {
    (amount * per_hundred_thousand + 50_000) / 100_000
}

#[test]
fn a_class_above_its_rate_from_the_first_row_and_from_some_day() {
    let (shop, excess) = class(CreditCard, |_, amount| share(amount, 650));
    shop.shows(&[(Cause::RateTooHigh, excess)]);
    let (shop, excess) = class(CreditCard, |on, amount| {
        share(amount, if on == 0 { 600 } else { 650 })
    });
    shop.shows(&[(Cause::PriceChanged, excess)]);
}

#[test]
fn rates_with_three_decimals() {
    let (shop, excess) = class(CreditCard, |_, amount| share(amount, 635));
    shop.shows(&[(Cause::RateTooHigh, excess)]);
    let (shop, excess) = class(Wechat, |on, amount| {
        share(amount, if on == 2 { 585 } else { 380 })
    });
    shop.shows(&[(Cause::PriceChanged, excess)]);
}

#[test]
fn another_rounding() {
    let (shop, excess) = class(CreditCard, |_, amount| (amount * 600 + 99_999) / 100_000);
    assert!(excess > 0);
    shop.shows(&[(Cause::FeeRounding, excess)]);
}

#[test]
fn a_price_change_in_a_class_with_caps() {
    let (shop, excess) = class(DebitCard, |on, amount| {
        share(amount, if on == 0 { 500 } else { 550 }).min(20_00)
    });
    shop.shows(&[(Cause::PriceChanged, excess)]);
}

/// A busy shop with one sale that was charged `fee`.
fn single(tender: Tender, amount: i64, fee: i64) -> Shop {
    let mut shop = Shop::new();
    shop.busy();
    let sale = shop.sale(1, "12:00", tender, amount);
    shop.booked(&sale);
    shop.settled(&Draft {
        fee: Some(fee),
        ..sale
    });
    shop.paid();
    shop
}

#[test]
fn single_rows() {
    for (tender, amount, fee, want) in [
        // 0.50 % without its cap of 20.00.
        (DebitCard, 10_000_00, 50_00, (Cause::CapMissed, 30_00)),
        (DebitCard, 10_000_00, 60_00, (Cause::DebitAsCredit, 40_00)),
        (DebitCard, 1_000_00, 6_00, (Cause::DebitAsCredit, 1_00)),
        (Wechat, 1_000_00, 6_00, (Cause::QrTier, 2_20)),
        (CreditCard, 1_000_00, 12_00, (Cause::ChargedTwice, 6_00)),
        (CreditCard, 1_000_00, 9_00, (Cause::FeeInstant, 3_00)),
        (CreditCard, 1_000_00, 105_00, (Cause::SimDeposit, 99_00)),
    ] {
        single(tender, amount, fee).shows(&[want]);
    }
    // At the agreed rate, and at the cap, nothing is wrong.
    single(DebitCard, 10_000_00, 20_00).shows(&[]);
    single(CreditCard, 10_000_00, 60_00).shows(&[]);
}

#[test]
fn the_agreed_surcharge_of_same_day_settlement() {
    let mut shop = Shop::new();
    shop.contract().instant_percent = read_rate("0.1").ok();
    shop.contract().instant_per = InstantPer::Transaction;
    shop.contract().night_fee = Some(NightFee::default());
    for (on, at, surcharge) in [(0, "10:00", 30), (1, "11:00", 30), (2, "22:30", 1_30)] {
        let sale = shop.sale(on, at, CreditCard, 300_00);
        shop.booked(&sale);
        shop.settled(&Draft {
            fee: sale.fee.map(|fee| fee + surcharge),
            ..sale
        });
    }
    shop.paid();
    shop.shows(&[(Cause::FeeInstant, 1_90)]);
}

#[test]
fn equal_sales_marked_as_same_day_are_no_change_of_rate() {
    let mut shop = Shop::new();
    for on in 0..3 {
        let sale = shop.sale(on, "10:00", CreditCard, 100_00);
        shop.booked(&sale);
        shop.settled(&Draft {
            fee: Some(2_60),
            flags: Flags::INSTANT,
            ..sale.clone()
        });
        shop.bank_row(on, 97_40, super::shop::LAKALA, "秒到");
    }
    shop.shows(&[(Cause::FeeInstant, 6_00)]);
}
