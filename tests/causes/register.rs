//! What the register has and the bill lacks, has otherwise, or has alone.

use super::shop::Shop;
use yifen::calendar::TimeOfDay;
use yifen::cause::{Cause, Confidence};
use yifen::record::{Draft, Flags, Kind, Tender};

use Tender::{Alipay, Card, Cash, CreditCard, DebitCard, Wechat};

fn busy() -> Shop {
    let mut shop = Shop::new();
    shop.busy();
    shop
}

#[test]
fn a_quiet_shop_shows_nothing_but_fees() {
    let mut shop = busy();
    shop.paid();
    shop.shows(&[]);
}

#[test]
fn duplicate_in_book_and_two_coffees() {
    let mut shop = busy();
    let sale = shop.sold(1, "12:00", Wechat, 18_00);
    shop.booked(&sale);
    shop.paid();
    shop.shows(&[(Cause::DuplicateInBook, 18_00)]);
    assert_eq!(shop.confidence(Cause::DuplicateInBook), Confidence::Certain);

    // Two coffees at one price in one minute are two sales, and where one of them was never paid it
    // was not booked twice.
    let mut shop = busy();
    shop.sold(1, "12:00", Wechat, 18_00);
    let second = shop.sale(1, "12:00", Wechat, 18_00);
    shop.booked(&second);
    shop.paid();
    shop.shows(&[(Cause::NotPaid, 18_00)]);
}

#[test]
fn which_of_two_coffees_nobody_can_say() {
    let bare = |sale: &Draft<'static>| Draft {
        order_id: "",
        voucher: "",
        ..sale.clone()
    };
    let alternatives = |shop: &Shop, cause: Cause| {
        let explanation = shop.explained();
        let mut lines = explanation.answer().lines.iter();
        lines
            .find(|line| line.cause == cause)
            .map(|line| line.alternatives)
    };
    // (the two times, whether numbers tell them apart, how many answers fit)
    for (times, told, fit) in [
        (["12:00", "12:00"], false, 2),
        (["12:00", "12:00"], true, 1),
        (["12:00", "12:04"], false, 1),
    ] {
        let mut shop = busy();
        let pair = times.map(|at| shop.sale(1, at, Wechat, 18_00));
        let [first, second] = pair.map(|sale| if told { sale } else { bare(&sale) });
        let mut lost = shop.clone();
        shop.booked(&first);
        shop.booked(&second);
        shop.settled(&second);
        shop.paid();
        shop.shows(&[(Cause::NotPaid, 18_00)]);
        assert_eq!(alternatives(&shop, Cause::NotPaid), Some(fit), "{times:?}");
        // The other way round: settled twice, booked once.
        lost.booked(&first);
        lost.settled(&first);
        lost.settled(&second);
        lost.paid();
        lost.shows(&[(Cause::MissingInBook, -18_00)]);
        assert_eq!(
            alternatives(&lost, Cause::MissingInBook),
            Some(fit),
            "{times:?}"
        );
        let sure = if fit == 1 {
            Confidence::Likely
        } else {
            Confidence::Possible
        };
        assert_eq!(lost.confidence(Cause::MissingInBook), sure);
    }
}

#[test]
fn void_and_refund() {
    let mut shop = busy();
    let sale = shop.sale(1, "12:00", CreditCard, 50_00);
    let void = Draft {
        kind: Kind::Void,
        amount: -50_00,
        ..sale.clone()
    };
    shop.booked(&sale);
    shop.booked(&void);
    shop.paid();
    shop.shows(&[(Cause::Void, 50_00)]);

    // Given back on a later day it is a refund, whole or in part.
    let mut shop = busy();
    let sale = shop.sold(0, "12:00", CreditCard, 50_00);
    let back = |amount: i64, fee: i64| Draft {
        kind: Kind::Refund,
        amount,
        ordered: Some(amount),
        fee: Some(fee),
        day: super::shop::day(1),
        provider_id: "RF1",
        origin_id: sale.order_id,
        ..sale.clone()
    };
    let mut part = shop.clone();
    shop.settled(&back(-50_00, -30));
    shop.paid();
    shop.shows(&[(Cause::Refund, 50_00)]);
    part.settled(&back(-20_00, -12));
    part.paid();
    part.shows(&[(Cause::RefundPartial, 20_00)]);
}

#[test]
fn a_batch_that_was_not_closed() {
    let mut shop = busy();
    for at in ["18:00", "18:10"] {
        let sale = shop.sale(2, at, CreditCard, 88_00);
        shop.booked(&Draft {
            batch: "000002",
            ..sale
        });
    }
    let code = shop.sale(2, "18:20", Alipay, 12_00);
    let code = Draft {
        batch: "000002",
        ..code
    };
    shop.booked(&code);
    shop.settled(&code);
    let mut other = shop.clone();
    shop.paid();
    shop.shows(&[(Cause::BatchOpen, 176_00)]);

    // Another card sale of the batch arrived: it was closed, and these two are something else.
    let sale = other.sale(2, "18:30", CreditCard, 99_00);
    let sale = Draft {
        batch: "000002",
        ..sale
    };
    other.booked(&sale);
    other.settled(&sale);
    other.paid();
    other.shows(&[(Cause::NetworkTimeout, 176_00)]);
}

#[test]
fn offline_and_reserved_and_tips() {
    let mut shop = busy();
    let offline = shop.sale(1, "12:00", DebitCard, 60_00);
    shop.booked(&Draft {
        flags: Flags::OFFLINE,
        ..offline
    });
    let reserved = shop.sale(1, "12:30", CreditCard, 500_00);
    shop.booked(&Draft {
        note: "预授权",
        ..reserved
    });
    let tip = shop.sale(1, "13:00", CreditCard, 15_00);
    shop.booked(&Draft {
        kind: Kind::Tip,
        ..tip
    });
    // The tip may also stand in the sale's own amount.
    let meal = shop.sale(1, "13:30", CreditCard, 200_00);
    shop.booked(&Draft {
        amount: 230_00,
        note: "含小费",
        ..meal.clone()
    });
    shop.settled(&meal);
    shop.paid();
    shop.shows(&[
        (Cause::OfflineNotUploaded, 60_00),
        (Cause::PreauthOpen, 500_00),
        (Cause::TipNotAdjusted, 45_00),
    ]);
}

#[test]
fn timeouts_unpaid_codes_and_outages() {
    let mut shop = busy();
    let card = shop.sale(1, "12:00", CreditCard, 60_00);
    let code = shop.sale(1, "12:05", Wechat, 35_00);
    shop.booked(&card);
    shop.booked(&code);
    let mut outage = shop.clone();
    shop.paid();
    shop.shows(&[(Cause::NetworkTimeout, 60_00), (Cause::NotPaid, 35_00)]);

    // Everything of every tender for a while is no single lost connection.
    for (at, tender) in [
        ("12:01", Wechat),
        ("12:02", Alipay),
        ("12:03", CreditCard),
        ("12:04", Alipay),
    ] {
        let sale = outage.sale(1, at, tender, 10_00);
        outage.booked(&sale);
    }
    outage.register.sort_by_key(|row| (row.day, row.time));
    outage.paid();
    outage.shows(&[(Cause::ProviderOutage, 135_00)]);
}

#[test]
fn a_reversed_sale() {
    let mut shop = busy();
    let sale = shop.sold(1, "12:00", CreditCard, 60_00);
    let undone = Draft {
        kind: Kind::Reversal,
        amount: -60_00,
        ordered: Some(-60_00),
        fee: Some(-36),
        origin_id: sale.order_id,
        provider_id: "REV",
        ..sale
    };
    shop.settled(&undone);
    shop.paid();
    shop.shows(&[(Cause::NetworkTimeout, 60_00)]);
}

#[test]
fn another_terminal_and_another_provider() {
    let mut shop = busy();
    for row in &mut shop.bill {
        row.terminal = "T1";
    }
    let mut tender = shop.clone();
    for at in ["09:20", "11:20", "15:20"] {
        let sale = shop.sale(1, at, Card, 40_00);
        shop.booked(&Draft {
            terminal: "T9",
            batch: "",
            ..sale
        });
    }
    shop.paid();
    shop.shows(&[(Cause::OtherMerchantId, 120_00)]);

    for at in ["09:20", "11:20", "15:20"] {
        let sale = tender.sale(1, at, Tender::Unionpay, 40_00);
        tender.booked(&sale);
    }
    tender.paid();
    tender.shows(&[(Cause::FileProblem, 120_00)]);
}

#[test]
fn a_day_without_a_bill() {
    let mut shop = busy();
    shop.bill.retain(|row| row.day != super::shop::day(1));
    let booked: i64 = shop
        .register
        .iter()
        .filter(|row| row.day == super::shop::day(1))
        .map(|row| row.amount)
        .sum();
    shop.paid();
    shop.shows(&[(Cause::FileProblem, i128::from(booked))]);
}

#[test]
fn keyed_amounts() {
    for (booked, paid, cause) in [
        (63_94, 36_94, Cause::KeyedTransposition),
        (73_60, 736_00, Cause::KeyedSlide),
        (700_36, 736_00, Cause::KeyedSlide),
        (45_00, 48_00, Cause::KeyedDigit),
    ] {
        let mut shop = busy();
        let sale = shop.sale(1, "12:00", CreditCard, paid);
        shop.booked(&Draft {
            amount: booked,
            ..sale.clone()
        });
        shop.settled(&sale);
        shop.paid();
        shop.shows(&[(cause, i128::from(booked - paid))]);
        assert_eq!(shop.confidence(cause), Confidence::Certain);
    }
    // Different without a pattern: nobody knows why.
    let mut shop = busy();
    let sale = shop.sale(1, "12:00", CreditCard, 123_45);
    shop.booked(&Draft {
        amount: 98_76,
        ..sale.clone()
    });
    shop.settled(&sale);
    shop.paid();
    shop.shows(&[(Cause::Unexplained, -24_69)]);
}

#[test]
fn keyed_amounts_in_a_register_without_terminals() {
    let keyed = |seconds: u32| {
        let mut shop = busy();
        let sale = shop.sale(1, "16:00", CreditCard, 412_50);
        shop.settled(&sale);
        let time = sale.time.expect("a time").seconds() + seconds;
        shop.booked(&Draft {
            amount: 4_125_00,
            time: TimeOfDay::from_seconds(time),
            ..sale
        });
        shop.paid();
        for row in &mut shop.register {
            (row.order_id, row.voucher, row.batch, row.terminal) = ("", "", "", "");
        }
        shop
    };
    keyed(5).shows(&[(Cause::KeyedSlide, 3_712_50)]);
    // Minutes later it is another sale.
    keyed(300).shows(&[
        (Cause::NetworkTimeout, 4_125_00),
        (Cause::MissingInBook, -412_50),
    ]);
}

#[test]
fn discounts_of_the_till_and_of_the_provider() {
    // The till took something off: what it books is what was paid.
    let sold = |numbers: bool, booked: (i64, i64), billed: (i64, i64)| {
        let mut shop = busy();
        let sale = shop.sale(1, "16:00", Wechat, billed.1);
        shop.settled(&Draft {
            ordered: Some(billed.0),
            ..sale.clone()
        });
        shop.booked(&Draft {
            amount: booked.1,
            ..sale
        });
        shop.register.last_mut().expect("a row").ordered = Some(booked.0);
        shop.paid();
        for row in shop.register.iter_mut().filter(|_| !numbers) {
            (row.order_id, row.voucher, row.batch) = ("", "", "");
        }
        shop
    };
    for numbers in [true, false] {
        sold(numbers, (90_00, 84_50), (84_50, 84_50)).shows(&[]);
        // The customer used a coupon of the shop's that the till knows of, and one that it does not.
        sold(numbers, (90_00, 80_00), (90_00, 80_00)).shows(&[]);
        let coupon = [(Cause::CouponBorne, 10_00)];
        sold(numbers, (90_00, 90_00), (90_00, 80_00)).shows(&coupon);
    }
}

#[test]
fn wrong_signs() {
    // A sale booked as a refund.
    let mut shop = busy();
    let sale = shop.sale(1, "12:00", CreditCard, 80_00);
    shop.settled(&sale);
    shop.booked(&Draft {
        kind: Kind::Refund,
        amount: -80_00,
        order_id: "",
        ..sale
    });
    shop.paid();
    shop.shows(&[(Cause::WrongSign, -80_00)]);

    // A refund booked as a sale: the refund itself, and as much again.
    let mut shop = busy();
    let back = shop.sale(1, "12:00", CreditCard, 80_00);
    shop.booked(&Draft {
        order_id: "",
        ..back.clone()
    });
    shop.settled(&Draft {
        kind: Kind::Refund,
        amount: -80_00,
        ordered: Some(-80_00),
        fee: Some(-48),
        order_id: "",
        provider_id: "RF",
        ..back
    });
    shop.paid();
    shop.shows(&[(Cause::WrongSign, 80_00), (Cause::Refund, 80_00)]);
}

#[test]
fn missing_in_book_double_charge_and_cash() {
    let mut shop = busy();
    let lonely = shop.sale(1, "12:00", Wechat, 25_00);
    shop.settled(&lonely);
    shop.paid();
    shop.shows(&[(Cause::MissingInBook, -25_00)]);

    let mut shop = busy();
    let sale = shop.sale(1, "12:00", CreditCard, 70_00);
    let sale = Draft {
        card_tail: "4321",
        ..sale
    };
    shop.booked(&sale);
    shop.settled(&sale);
    let again = shop.sale(1, "12:02", CreditCard, 70_00);
    let again = Draft {
        card_tail: "4321",
        ..again
    };
    let mut other = shop.clone();
    shop.settled(&again);
    shop.paid();
    shop.shows(&[(Cause::DoubleCharge, -70_00)]);
    // Another card of the same amount is another customer.
    other.settled(&Draft {
        card_tail: "9999",
        ..again
    });
    other.paid();
    other.shows(&[(Cause::MissingInBook, -70_00)]);

    // Booked as cash, paid by card.
    let mut shop = busy();
    let sale = shop.sale(1, "12:00", CreditCard, 77_00);
    shop.settled(&sale);
    shop.booked(&Draft {
        tender: Cash,
        order_id: "",
        voucher: "",
        ..sale
    });
    shop.paid();
    shop.shows(&[(Cause::WrongTender, -77_00)]);
}

#[test]
fn a_register_in_fen() {
    let mut shop = busy();
    shop.paid();
    let takings: i64 = shop.register.iter().map(|row| row.amount).sum();
    let mut one = shop.clone();
    for row in &mut shop.register {
        row.amount *= 100;
    }
    shop.shows(&[(Cause::FileProblem, i128::from(takings) * 99)]);
    // One terminal of several is not the file.
    let mut wrong = 0;
    for at in 0..one.register.len() {
        if at % 4 == 0 {
            one.bill[at].terminal = "T2";
            one.register[at].terminal = "T2";
            wrong += one.register[at].amount * 99;
            one.register[at].amount *= 100;
        }
    }
    one.shows(&[(Cause::SoftwareConfig, i128::from(wrong))]);
}
