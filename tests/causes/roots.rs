//! Root causes: attached to lines as advice where their rows speak of them, and nowhere else.

use super::shop::Shop;
use yifen::cause::{Cause, Group};
use yifen::record::{Draft, Kind, Tender};
use yifen::text::Lang;
use yifen::text::bridge::beside;

use Tender::{CreditCard, DebitCard, Wechat};

fn busy() -> Shop {
    let mut shop = Shop::new();
    shop.busy();
    shop
}

/// The roots of the line of `cause`.
#[track_caller]
fn roots(shop: &Shop, cause: Cause) -> Vec<Cause> {
    let explanation = shop.explained();
    let mut lines = explanation.answer().lines.iter();
    let line = lines.find(|line| line.cause == cause).expect("the line");
    for root in &line.roots {
        assert_eq!(root.group(), Group::Root);
        assert!(beside(Lang::Zh, line).is_some_and(|said| said.contains("根源")));
        assert!(beside(Lang::En, line).is_some_and(|said| said.contains("root")));
    }
    line.roots.clone()
}

#[test]
fn several_slips_of_one_shift() {
    // Three sales of one terminal and day booked wrongly, each in its own way.
    let slips = |days: [i32; 3]| {
        let mut shop = busy();
        for (on, (paid, booked)) in days.into_iter().zip([(40_90, 49_00), (77_10, 71_10)]) {
            let sale = shop.sale(on, "16:00", CreditCard, paid);
            shop.settled(&sale);
            shop.booked(&Draft {
                amount: booked,
                ..sale
            });
        }
        let missing = shop.sale(days[2], "17:00", Wechat, 12_34);
        shop.settled(&missing);
        shop.paid();
        shop
    };
    let one_day = slips([1, 1, 1]);
    for cause in [
        Cause::KeyedTransposition,
        Cause::KeyedDigit,
        Cause::MissingInBook,
    ] {
        assert_eq!(roots(&one_day, cause), [Cause::LaxReview], "{cause}");
    }
    assert_eq!(roots(&one_day, Cause::FeeNormal), []);
    // One a day happens to everybody.
    let spread = slips([0, 1, 2]);
    assert_eq!(roots(&spread, Cause::KeyedTransposition), []);
    // Sales that the provider lost are nobody's slips.
    let mut lost = busy();
    for at in ["16:00", "17:20", "18:40"] {
        let sale = lost.sale(1, at, DebitCard, 66_00);
        lost.booked(&sale);
    }
    let sale = lost.sold(1, "18:50", DebitCard, 67_00);
    assert_eq!(sale.terminal, "T1");
    lost.paid();
    assert_eq!(roots(&lost, Cause::NetworkTimeout), []);
}

#[test]
fn a_step_that_was_left_out() {
    let mut shop = busy();
    for n in 0..3 {
        let sale = shop.sale(2, "20:00", CreditCard, 50_00 + n);
        shop.booked(&Draft {
            batch: "000002",
            ..sale
        });
    }
    shop.paid();
    assert_eq!(roots(&shop, Cause::BatchOpen), [Cause::Process]);
    let mut shop = busy();
    let reserved = shop.sale(1, "12:30", CreditCard, 500_00);
    shop.booked(&Draft {
        kind: Kind::PreAuth,
        ..reserved
    });
    // A payment by code that nobody made is no step of hers.
    let unpaid = shop.sale(1, "13:30", Wechat, 20_00);
    shop.booked(&unpaid);
    shop.paid();
    assert_eq!(roots(&shop, Cause::PreauthOpen), [Cause::Process]);
    assert_eq!(roots(&shop, Cause::NotPaid), []);
}

#[test]
fn a_hole_in_the_slips_of_one_machine() {
    // Three sales in a row at T1 reached nobody, while T2 went on.
    let hole = |times: [&'static str; 3], other: &'static str| {
        let mut shop = busy();
        for at in times {
            let sale = shop.sale(1, at, CreditCard, 66_00);
            shop.booked(&sale);
        }
        shop.sold(1, "19:30", CreditCard, 31_00);
        let there = Draft {
            terminal: "T2",
            ..shop.sale(1, other, CreditCard, 32_00)
        };
        shop.booked(&there);
        shop.settled(&there);
        shop.paid();
        shop
    };
    let broken = hole(["16:00", "16:05", "16:10"], "16:07");
    assert_eq!(roots(&broken, Cause::NetworkTimeout), [Cause::Hardware]);
    // Over half a day, or with nobody else at work, it may be the network.
    for shop in [
        hole(["13:00", "16:05", "19:10"], "16:07"),
        hole(["16:00", "16:05", "16:10"], "11:00"),
    ] {
        assert_eq!(roots(&shop, Cause::NetworkTimeout), []);
    }
    // A sale between them that arrived shows that the machine worked.
    let mut worked = hole(["16:00", "16:05", "16:10"], "16:07");
    worked.bank.clear();
    worked.sold(1, "16:03", CreditCard, 41_00);
    worked.paid();
    assert_eq!(roots(&worked, Cause::NetworkTimeout), []);
}

#[test]
fn refunds_worth_a_second_look() {
    let refunds = |times: [&'static str; 3], tails: [&'static str; 3]| {
        let mut shop = busy();
        for (n, (at, tail)) in (0..).zip(times.into_iter().zip(tails)) {
            let sale = Draft {
                card_tail: ["1111", "2222", "3333"][n],
                ..shop.sold(0, "12:00", CreditCard, 80_00 + n as i64)
            };
            let back = shop.sale(1, at, CreditCard, sale.amount);
            shop.settled(&Draft {
                kind: Kind::Refund,
                amount: -sale.amount,
                ordered: Some(-sale.amount),
                fee: sale.fee.map(|fee| -fee),
                order_id: "",
                provider_id: ["R1", "R2", "R3"][n],
                origin_id: sale.order_id,
                card_tail: tail,
                ..back
            });
        }
        shop.sold(1, "20:30", Wechat, 55_00);
        shop.paid();
        shop
    };
    let apart = ["1111", "2222", "3333"];
    let noon = ["11:00", "13:00", "15:00"];
    let review = [Cause::ReviewRefunds];
    assert_eq!(roots(&refunds(noon, ["9999"; 3]), Cause::Refund), review);
    let closing = ["20:10", "20:31", "20:40"];
    assert_eq!(roots(&refunds(closing, apart), Cause::Refund), review);
    // To their own cards, over the day: a day's refunds.
    assert_eq!(roots(&refunds(noon, apart), Cause::Refund), []);
    let two = ["13:00", "20:31", "20:40"];
    assert_eq!(roots(&refunds(two, apart), Cause::Refund), []);
}
