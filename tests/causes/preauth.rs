//! Pre-authorisations: open ones are takings that never came, completed ones are one sale.

use super::shop::{Shop, day};
use yifen::cause::{Cause, Confidence};
use yifen::record::{Draft, Kind, Tender};

use Tender::CreditCard;

fn busy() -> Shop {
    let mut shop = Shop::new();
    shop.busy();
    shop
}

/// A card, a shop that reserves 500.00 on it at noon on Monday, and the row itself.
fn reserving() -> (Shop, Draft<'static>) {
    let mut shop = busy();
    let reserved = Draft {
        kind: Kind::PreAuth,
        card_tail: "4321",
        auth: "A70031",
        ..shop.sale(0, "12:30", CreditCard, 500_00)
    };
    shop.booked(&reserved);
    (shop, reserved)
}

#[test]
fn reserved_and_never_completed() {
    // It counts among the takings, and nothing of it ever comes.
    let (mut shop, reserved) = reserving();
    shop.paid();
    shop.shows(&[(Cause::PreauthOpen, 500_00)]);
    assert_eq!(shop.confidence(Cause::PreauthOpen), Confidence::Likely);
    let takings = shop.explained().answer().takings.minor;
    let sold: i64 = shop.register.iter().map(|row| row.amount).sum();
    assert_eq!(takings, i128::from(sold));
    // The bill lists it as well: still nothing was taken.
    let mut listed = shop.clone();
    listed.settled(&reserved);
    listed.shows(&[(Cause::PreauthOpen, 500_00)]);
    // Without a bill no payout may be expected of it.
    let mut alone = shop.clone();
    alone.bill.clear();
    alone.shows(&[(Cause::PreauthOpen, 500_00)]);
    // Only 420.00 of it were taken, which the bill alone says.
    let mut in_part = shop;
    in_part.bank.clear();
    in_part.settled(&Draft {
        kind: Kind::PreAuthCompletion,
        amount: 420_00,
        fee: Some(2_52),
        ..reserved
    });
    in_part.paid();
    in_part.shows(&[(Cause::PreauthOpen, 80_00)]);
}

#[test]
fn reserved_and_completed_is_one_sale() {
    // By its number, by its card alone, for less and for more than was reserved.
    for (auth, tail, amount) in [
        ("A70031", "4321", 500_00),
        ("", "4321", 380_00),
        ("A70031", "", 575_00),
        ("", "", 500_00),
    ] {
        let (mut shop, _) = reserving();
        let sale = shop.sale(2, "11:00", CreditCard, amount);
        let sale = Draft {
            kind: Kind::PreAuthCompletion,
            auth,
            card_tail: tail,
            ..sale
        };
        shop.booked(&sale);
        shop.settled(&sale);
        shop.paid();
        shop.shows(&[]);
    }
    // Tills that call the completion a sale name the pre-authorisation by its number.
    let (mut shop, reserved) = reserving();
    let sale = Draft {
        kind: Kind::Sale,
        order_id: "PO990001",
        day: day(2),
        ..reserved
    };
    shop.booked(&sale);
    shop.settled(&sale);
    shop.paid();
    shop.shows(&[]);
    // Another card's completion, or one for far more than was reserved, completes something else.
    for (tail, amount) in [("8765", 500_00), ("4321", 600_00)] {
        let (mut shop, _) = reserving();
        let sale = shop.sale(2, "11:00", CreditCard, amount);
        let sale = Draft {
            kind: Kind::PreAuthCompletion,
            card_tail: tail,
            ..sale
        };
        shop.booked(&sale);
        shop.settled(&sale);
        shop.paid();
        shop.shows(&[(Cause::PreauthOpen, 500_00)]);
    }
    // Two were reserved and one completed.
    let (mut shop, reserved) = reserving();
    let second = shop.sale(0, "14:30", CreditCard, 300_00);
    let second = Draft {
        auth: "A70032",
        card_tail: "9999",
        ..second
    };
    shop.booked(&Draft {
        kind: Kind::PreAuth,
        ..second.clone()
    });
    let sale = Draft {
        kind: Kind::PreAuthCompletion,
        day: day(1),
        ..reserved
    };
    shop.booked(&sale);
    shop.settled(&sale);
    shop.paid();
    shop.shows(&[(Cause::PreauthOpen, 300_00)]);
}

#[test]
fn reserved_and_released_took_nothing() {
    let (mut shop, reserved) = reserving();
    shop.booked(&Draft {
        amount: -500_00,
        day: day(1),
        ..reserved
    });
    shop.paid();
    shop.shows(&[]);
}
