//! Rows that several causes explain, or that look like another cause by chance.

use super::shop::{Shop, day};
use rust_decimal::Decimal;
use yifen::answer::LineView;
use yifen::cause::{Cause, Confidence, Why};
use yifen::money::{Rounding, read_rate};
use yifen::record::{Draft, Kind, Tender};
use yifen::text::Lang;
use yifen::text::bridge::rivals;

use Tender::{Alipay, CreditCard, DebitCard, Wechat};

fn busy() -> Shop {
    let mut shop = Shop::new();
    shop.busy();
    shop
}

/// A busy shop with sales of `tender` of Tuesday, each charged as given.
fn charged(tender: Tender, sales: &[(i64, i64)]) -> Shop {
    let mut shop = busy();
    for (at, &(amount, fee)) in ["12:00", "12:20", "12:40", "13:00", "13:20"]
        .into_iter()
        .zip(sales)
    {
        let sale = shop.sale(1, at, tender, amount);
        shop.booked(&sale);
        shop.settled(&Draft {
            fee: Some(fee),
            ..sale
        });
    }
    shop.paid();
    shop
}

fn line(shop: &Shop, cause: Cause) -> LineView {
    let explanation = shop.explained();
    let mut lines = explanation.answer().lines.iter();
    let line = lines.find(|line| line.cause == cause);
    line.expect("the line").clone()
}

fn alternatives(shop: &Shop, cause: Cause) -> u32 {
    line(shop, cause).alternatives
}

#[test]
fn the_second_best_is_kept_where_it_comes_close() {
    // As good: twice 0.38 % of 6.00, and 0.60 % of it.
    let alike = line(&charged(Alipay, &[(6_00, 4)]), Cause::QrTier);
    assert_eq!(alike.runner_up, Some(Cause::ChargedTwice));
    for (lang, said) in [
        (Lang::Zh, "也可能是“手续费收了两次”"),
        (Lang::En, "It may also be “Fee taken twice”"),
    ] {
        let rivals = rivals(lang, alike.alternatives, alike.runner_up).expect("a sentence");
        assert!(rivals.contains(said), "{rivals}");
    }
    // Close: four rows of five; one of two is not.
    let small = (6_00, 4);
    let five = [small, small, small, small, (909_00, 5_45)];
    let close = line(&charged(Alipay, &five), Cause::QrTier);
    let second = Some(Cause::ChargedTwice);
    assert_eq!((close.alternatives, close.runner_up), (1, second));
    let far = line(
        &charged(Alipay, &[(6_00, 4), (250_00, 1_50)]),
        Cause::QrTier,
    );
    assert_eq!((far.alternatives, far.runner_up), (1, None));
    assert_eq!(rivals(Lang::Zh, far.alternatives, far.runner_up), None);
}

#[test]
fn one_tier_explains_what_doubling_and_surcharges_explain_in_part() {
    // By 0.60 % instead of 0.38 %: 6.00 is charged twice as much by chance, 909.00 exactly 2.00 more.
    let shop = charged(Alipay, &[(6_00, 4), (909_00, 5_45), (250_00, 1_50)]);
    shop.shows(&[(Cause::QrTier, 2 + 2_00 + 55)]);
    assert_eq!(shop.confidence(Cause::QrTier), Confidence::Likely);
    // Doubled throughout: no tier of a price list fits all.
    charged(Wechat, &[(1_000_00, 7_60), (500_00, 3_80)])
        .shows(&[(Cause::ChargedTwice, 3_80 + 1_90)]);
}

#[test]
fn one_row_that_two_causes_explain_is_only_possible() {
    // Twice 0.38 % of 6.00, and 0.60 % of it.
    let shop = charged(Alipay, &[(6_00, 4)]);
    shop.shows(&[(Cause::QrTier, 2)]);
    assert_eq!(alternatives(&shop, Cause::QrTier), 2);
    assert_eq!(shop.confidence(Cause::QrTier), Confidence::Possible);
    let shop = charged(Alipay, &[(250_00, 1_50)]);
    shop.shows(&[(Cause::QrTier, 55)]);
    assert_eq!(alternatives(&shop, Cause::QrTier), 1);
    assert_eq!(shop.confidence(Cause::QrTier), Confidence::Likely);
}

#[test]
fn a_wrong_row_hides_no_rounding() {
    let mut shop = Shop::new();
    let (mut off, mut rows) = (0, 0);
    for on in 0..3 {
        for (at, amount) in [("09:00", 123_45), ("11:00", 987_60), ("13:00", 2_345_67)] {
            let sale = shop.sale(on, at, CreditCard, amount);
            let down = amount * 6 / 1_000;
            off += down - sale.fee.expect("a fee");
            rows += u32::from(Some(down) != sale.fee);
            shop.booked(&sale);
            shop.settled(&Draft {
                fee: Some(down),
                ..sale
            });
        }
    }
    let mut plain = shop.clone();
    let sale = shop.sale(1, "15:00", CreditCard, 1_000_00);
    shop.booked(&sale);
    shop.settled(&Draft {
        fee: Some(12_00),
        ..sale
    });
    shop.paid();
    shop.shows(&[
        (Cause::FeeRounding, i128::from(off)),
        (Cause::ChargedTwice, 6_00),
    ]);
    let explanation = shop.explained();
    let mut lines = explanation.answer().lines.iter();
    let rounded = lines.find(|line| line.cause == Cause::FeeRounding);
    let want = Why::FeeRounding {
        rows,
        mode: Rounding::Down,
        each: true,
    };
    assert_eq!(rounded.expect("the line").why, want);
    // A fen too much on one row that no rounding explains is no rounding.
    let sale = plain.sale(1, "15:00", CreditCard, 1_000_00);
    plain.booked(&sale);
    plain.settled(&Draft {
        fee: Some(6_01),
        ..sale
    });
    plain.paid();
    let explanation = plain.explained();
    let mut causes = explanation.answer().lines.iter().map(|line| line.cause);
    assert!(!causes.any(|cause| cause == Cause::FeeRounding));
}

#[test]
fn debit_cards_at_the_credit_rate_and_a_debit_rate_that_became_it() {
    let debit = |last: i64| {
        let mut shop = Shop::new();
        for on in 0..3 {
            for (at, amount) in [("09:00", 1_234_00), ("11:00", 987_60), ("13:00", 6_000_00)] {
                let sale = shop.sale(on, at, DebitCard, amount);
                let fee = ((amount * 6 + 500) / 1_000).min(last);
                shop.booked(&sale);
                shop.settled(&Draft {
                    fee: if on == 0 { sale.fee } else { Some(fee) },
                    ..sale
                });
            }
        }
        shop.paid();
        shop
    };
    let small = 2 * (7_40 - 6_17 + 5_93 - 4_94);
    // The cap of 20.00 holds: it is the debit rate that became another.
    debit(20_00).shows(&[(Cause::PriceChanged, small)]);
    // Without a cap they were taken for credit cards.
    debit(1_000_00).shows(&[(Cause::DebitAsCredit, small + 2 * 16_00)]);
}

#[test]
fn a_void_with_a_voucher_of_its_own() {
    let void = |voucher: &'static str, order: &'static str| {
        let mut shop = busy();
        let sale = shop.sale(1, "12:00", Alipay, 50_00);
        shop.booked(&Draft {
            order_id: "",
            ..sale.clone()
        });
        shop.booked(&Draft {
            time: yifen::calendar::TimeOfDay::from_hms(12, 1, 0),
            kind: Kind::Void,
            amount: -50_00,
            order_id: order,
            voucher,
            ..sale
        });
        shop
    };
    let mut shop = void("009999", "");
    shop.paid();
    shop.shows(&[(Cause::Void, 50_00)]);
    // It names another sale, which the provider settled all the same: that one was not taken back at
    // the terminal, and this one is no part of it.
    let mut other = void("009999", "PO777777");
    let sale = other.sale(1, "11:00", Alipay, 50_00);
    let sale = Draft {
        order_id: "PO777777",
        ..sale
    };
    other.booked(&sale);
    other.settled(&sale);
    other.paid();
    other.shows(&[(Cause::NotPaid, 50_00)]);
}

#[test]
fn a_terminal_that_is_missing_and_a_batch_that_was_not_closed() {
    let mut shop = busy();
    for row in &mut shop.bill {
        row.terminal = "T1";
    }
    let mut batch = shop.clone();
    // All of terminal T9 is missing, its QR payments as well: no batch explains that.
    for (at, tender) in [
        ("09:20", CreditCard),
        ("11:20", Wechat),
        ("15:20", DebitCard),
    ] {
        let sale = shop.sale(1, at, tender, 40_00);
        shop.booked(&Draft {
            terminal: "T9",
            batch: "000009",
            ..sale
        });
    }
    shop.paid();
    shop.shows(&[(Cause::OtherMerchantId, 120_00)]);
    // Of this one only the cards of its last batch.
    for at in ["09:20", "11:20", "15:20"] {
        let sale = batch.sale(1, at, CreditCard, 40_00);
        batch.booked(&Draft {
            terminal: "T9",
            batch: "000009",
            ..sale
        });
    }
    batch.paid();
    batch.shows(&[(Cause::BatchOpen, 120_00)]);
}

#[test]
fn a_batch_that_was_not_closed_in_a_register_without_batches() {
    let missing = |on: i32, rows: usize| {
        let mut shop = busy();
        for at in ["18:00", "18:10", "18:20"].into_iter().take(rows) {
            let sale = shop.sale(on, at, CreditCard, 88_00);
            shop.booked(&Draft {
                terminal: "T2",
                ..sale
            });
        }
        let code = shop.sale(on, "18:30", Alipay, 12_00);
        let code = Draft {
            terminal: "T2",
            ..code
        };
        shop.booked(&code);
        shop.settled(&code);
        for row in &mut shop.register {
            row.batch = "";
        }
        shop.paid();
        shop
    };
    let shop = missing(2, 3);
    shop.shows(&[(Cause::BatchOpen, 264_00)]);
    assert_eq!(shop.confidence(Cause::BatchOpen), Confidence::Possible);
    // Of an earlier day, or of too few, nothing speaks of a batch.
    missing(1, 3).shows(&[(Cause::NetworkTimeout, 264_00)]);
    missing(2, 2).shows(&[(Cause::NetworkTimeout, 176_00)]);
}

#[test]
fn a_batch_of_which_only_a_qr_payment_arrived() {
    let mut shop = busy();
    let mut batch = |at, tender, booked, settled| {
        let sale = shop.sale(2, at, tender, 88_00);
        let sale = Draft {
            batch: "000002",
            ..sale
        };
        shop.booked(&Draft {
            tender: booked,
            ..sale.clone()
        });
        if settled {
            shop.settled(&sale);
        }
    };
    batch("18:00", CreditCard, CreditCard, false);
    batch("18:20", DebitCard, DebitCard, false);
    // Booked as a card by mistake.
    batch("18:40", Wechat, CreditCard, true);
    shop.paid();
    shop.shows(&[(Cause::BatchOpen, 176_00)]);
}

#[test]
fn one_doubled_fee_at_the_end_is_no_new_rate() {
    let last = |fee: i64| {
        let mut shop = busy();
        let sale = shop.sale(2, "20:00", CreditCard, 321_00);
        shop.booked(&sale);
        shop.settled(&Draft {
            fee: Some(fee),
            ..sale
        });
        shop.paid();
        shop
    };
    last(3_86).shows(&[(Cause::ChargedTwice, 1_93)]);
    // 0.65 %, as contracts write it.
    last(2_09).shows(&[(Cause::PriceChanged, 16)]);
}

#[test]
fn a_refund_booked_as_a_sale_where_the_clocks_differ() {
    let minutes_ahead = |minutes: u32| {
        let mut shop = busy();
        for row in &mut shop.bill {
            let time = row.time.expect("a time");
            row.time = yifen::calendar::TimeOfDay::from_seconds(time.seconds() + 240);
        }
        let back = shop.sale(1, "12:00", CreditCard, 80_00);
        shop.booked(&Draft {
            order_id: "",
            ..back.clone()
        });
        shop.settled(&Draft {
            time: yifen::calendar::TimeOfDay::from_hms(12, minutes, 7),
            kind: Kind::Refund,
            amount: -80_00,
            ordered: Some(-80_00),
            fee: Some(-48),
            order_id: "",
            provider_id: "RF",
            ..back
        });
        shop.paid();
        shop
    };
    // The bill's clock is four minutes ahead, and so is the refund.
    minutes_ahead(4).shows(&[(Cause::WrongSign, 80_00), (Cause::Refund, 80_00)]);
    // Eight minutes by the bill's clock are four by one clock: another act.
    minutes_ahead(8).shows(&[(Cause::NetworkTimeout, 80_00), (Cause::Refund, 80_00)]);
}

#[test]
fn a_tip_without_a_number_in_common() {
    let tip = |note: &'static str| {
        let mut shop = busy();
        let meal = shop.sale(1, "13:30", CreditCard, 200_00);
        let meal = Draft {
            order_id: "",
            voucher: "",
            ..meal
        };
        shop.booked(&Draft {
            amount: 231_47,
            note,
            ..meal.clone()
        });
        shop.settled(&meal);
        shop.paid();
        shop
    };
    tip("含小费").shows(&[(Cause::TipNotAdjusted, 31_47)]);
    // Without a word of it the two amounts have nothing in common.
    tip("").shows(&[
        (Cause::NetworkTimeout, 231_47),
        (Cause::MissingInBook, -200_00),
    ]);
}

#[test]
fn a_tier_of_the_contract_itself() {
    // Agreed at 0.30 %, charged at 0.60 %: a doubled fee and the credit rate are the same.
    let mut shop = Shop::new();
    for rule in &mut shop.contract().rates {
        if rule.tender == Wechat {
            rule.percent = read_rate("0.30").expect("a rate");
        }
    }
    shop.busy();
    for (at, amount) in [("12:00", 100_00), ("12:20", 250_00)] {
        let sale = shop.sale(1, at, Wechat, amount);
        shop.booked(&sale);
        shop.settled(&Draft {
            fee: sale.fee.map(|fee| 2 * fee),
            ..sale
        });
    }
    shop.paid();
    shop.shows(&[(Cause::QrTier, 30 + 75)]);
    assert_eq!(alternatives(&shop, Cause::QrTier), 2);
}

/// The causes that come second to `cause`, which the shop shows in one line.
#[track_caller]
fn second(shop: &Shop, cause: Cause) -> (u32, Option<Cause>) {
    let line = line(shop, cause);
    (line.alternatives, line.runner_up)
}

#[test]
fn a_shortage_that_is_a_listed_price_and_a_sale() {
    // 299.00 are a deposit's price, and the net of one of the sales.
    let short = |missing| {
        let mut shop = busy();
        shop.sold(1, "16:00", Wechat, 300_14);
        shop.paid_but(|on, amount| Some(amount - if on == 2 { missing } else { 0 }));
        shop
    };
    let both = short(299_00);
    assert_eq!(second(&both, Cause::SimDeposit), (2, Some(Cause::RiskHold)));
    // Another price is that of no sale, another sale of no price.
    assert_eq!(second(&short(199_00), Cause::SimDeposit), (1, None));
    let mut held = busy();
    let sale = held.sold(1, "16:00", Wechat, 310_00);
    let net = sale.amount - sale.fee.expect("a fee");
    held.paid_but(|on, amount| Some(amount - if on == 2 { net } else { 0 }));
    assert_eq!(second(&held, Cause::RiskHold), (1, None));
}

#[test]
fn a_shortage_that_is_a_share_and_a_fixed_charge() {
    let short = |sizes: [i64; 3], less: &dyn Fn(i64) -> i64| {
        let mut shop = Shop::new();
        for (on, size) in (0..).zip(sizes) {
            shop.sold(on, "12:00", CreditCard, size);
        }
        shop.paid_but(|_, amount| Some(amount - less(amount)));
        shop
    };
    let alike = short([1_000_00; 3], &|amount| (amount * 5 + 500) / 1_000);
    assert_eq!(second(&alike, Cause::Reserve), (2, Some(Cause::FeeInstant)));
    let share = short([1_000_00, 1_100_00, 900_00], &|amount| {
        (amount * 5 + 500) / 1_000
    });
    assert_eq!(second(&share, Cause::Reserve), (1, None));
    let fixed = short([1_000_00, 1_100_00, 900_00], &|_| 3_00);
    assert_eq!(second(&fixed, Cause::FeeInstant), (1, None));
    // The statement says that it is a fee: arithmetic comes second and casts no doubt.
    let mut said = short([1_000_00; 3], &|_| 2_00);
    said.bank.truncate(1);
    said.bank[0].note = "结算款 扣手续费";
    said.settings.period = said.settings.period.map(|mut span| {
        span.to = day(0);
        span
    });
    said.contract().list_amounts = vec![Decimal::new(2_00, 2)];
    assert_eq!(second(&said, Cause::BankFee), (1, Some(Cause::SimDeposit)));
}

#[test]
fn a_fixed_charge_shows_beside_a_payout_that_lacks_more() {
    let mut shop = busy();
    shop.sold(0, "16:00", CreditCard, 999_00);
    shop.settings.period = shop.settings.period.map(|mut span| {
        span.to = day(3);
        span
    });
    shop.sold(3, "12:00", CreditCard, 800_00);
    shop.paid_but(|on, amount| Some(amount - if on == 1 { 77_31 } else { 1_50 }));
    shop.shows(&[(Cause::FeeInstant, 4_50), (Cause::Unexplained, 77_31)]);
}

#[test]
fn two_slips_of_one_amount() {
    let keyed = |booked, paid| {
        let mut shop = busy();
        let sale = shop.sale(1, "16:00", CreditCard, paid);
        shop.settled(&sale);
        shop.booked(&Draft {
            amount: booked,
            ..sale
        });
        shop.paid();
        shop
    };
    let cause = Cause::KeyedTransposition;
    let slid = Some(Cause::KeyedSlide);
    assert_eq!(second(&keyed(19_00, 10_90), cause), (1, slid));
    assert_eq!(second(&keyed(19_01, 10_91), cause), (1, None));
}

#[test]
fn what_a_lonely_sale_may_be_as_well() {
    // The register has it twice within minutes, under two numbers: booked twice, or never charged.
    let lonely = |at, amount| {
        let mut shop = busy();
        shop.sold(1, "16:00", CreditCard, 88_00);
        let sale = shop.sale(1, at, CreditCard, amount);
        shop.booked(&sale);
        shop.paid();
        shop
    };
    let twice = Some(Cause::DuplicateInBook);
    assert_eq!(
        second(&lonely("16:04", 88_00), Cause::NetworkTimeout).1,
        twice
    );
    assert_eq!(
        second(&lonely("18:04", 88_00), Cause::NetworkTimeout).1,
        None
    );
    assert_eq!(
        second(&lonely("16:04", 89_00), Cause::NetworkTimeout).1,
        None
    );
    // The bill gave back as much that day, hours later.
    let mut refunded = lonely("18:04", 88_00);
    refunded.charge(1, Kind::Refund, -88_00);
    let sign = Some(Cause::WrongSign);
    assert_eq!(second(&refunded, Cause::NetworkTimeout).1, sign);
    // The bill has it twice within minutes, paid by code: the customer paid twice, or nobody booked it.
    let unbooked = |at| {
        let mut shop = busy();
        shop.sold(1, "16:00", Wechat, 88_00);
        let sale = shop.sale(1, at, Wechat, 88_00);
        shop.settled(&sale);
        shop.paid();
        shop
    };
    let paid = Some(Cause::DoubleCharge);
    assert_eq!(second(&unbooked("16:03"), Cause::MissingInBook).1, paid);
    assert_eq!(second(&unbooked("19:03"), Cause::MissingInBook).1, None);
    // Notes of the same amount at another hour.
    let mut notes = unbooked("19:03");
    let cash = notes.sale(1, "11:00", Tender::Cash, 88_00);
    notes.booked(&cash);
    let tender = Some(Cause::WrongTender);
    assert_eq!(second(&notes, Cause::MissingInBook).1, tender);
}
