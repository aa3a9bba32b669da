//! What the rows of the bill say by themselves.

use super::shop::{Shop, day};
use yifen::calendar::Rail;
use yifen::cause::{Assumption, Cause, Confidence};
use yifen::record::{Draft, Flags, Kind, Tender};

use Tender::{CreditCard, Wechat};

fn busy() -> Shop {
    let mut shop = Shop::new();
    shop.busy();
    shop
}

#[test]
fn charges_as_rows() {
    for (kind, cause) in [
        (Kind::SimFee, Cause::SimDeposit),
        (Kind::Deposit, Cause::SimDeposit),
        (Kind::InstantFee, Cause::FeeInstant),
        (Kind::Chargeback, Cause::Chargeback),
        (Kind::Reserve, Cause::Reserve),
        (Kind::Hold, Cause::RiskHold),
        (Kind::Split, Cause::Split),
        (Kind::Tax, Cause::TaxWithheld),
    ] {
        let mut shop = busy();
        shop.charge(1, kind, -33_00);
        shop.paid();
        shop.shows(&[(cause, 33_00)]);
    }
}

#[test]
fn what_comes_back_lowers_the_line() {
    for (kind, back, cause) in [
        (Kind::Reserve, Kind::ReserveReleased, Cause::Reserve),
        (
            Kind::Chargeback,
            Kind::ChargebackReversed,
            Cause::Chargeback,
        ),
        (Kind::Hold, Kind::HoldReleased, Cause::RiskHold),
    ] {
        let mut shop = busy();
        shop.charge(0, kind, -90_00);
        shop.charge(2, back, 30_00);
        shop.paid();
        shop.shows(&[(cause, 60_00)]);
    }
}

#[test]
fn a_dispute_fee_goes_with_its_chargeback() {
    let mut shop = busy();
    shop.charge(1, Kind::Chargeback, -30_00).fee = Some(15_00);
    shop.paid();
    shop.shows(&[(Cause::Chargeback, 45_00)]);
}

/// A busy shop with a frozen sale of 500.00, which is 497.00 without its fee.
fn frozen() -> Shop {
    let mut shop = busy();
    let sale = shop.sale(0, "12:00", CreditCard, 500_00);
    let sale = Draft {
        flags: Flags::HELD,
        ..sale
    };
    shop.booked(&sale);
    shop.settled(&sale);
    shop
}

#[test]
fn frozen_and_let_go() {
    let mut shop = frozen();
    shop.paid();
    shop.shows(&[(Cause::RiskHold, 497_00)]);
    assert_eq!(shop.confidence(Cause::RiskHold), Confidence::Certain);
    // It came by itself some days later.
    shop.bank_row(4, 497_00, super::shop::LAKALA, "商户结算款");
    shop.bank.sort_by_key(|row| row.day);
    shop.shows(&[]);
}

#[test]
fn frozen_in_a_day_that_is_paid_in_parts() {
    let mut shop = frozen();
    // Cards and QR codes apart, and days later what was frozen.
    let net = |cards: bool| -> i64 {
        let rows = shop.bill.iter().filter(|row| row.day == day(0));
        let rows = rows.filter(|row| !row.flags.has(Flags::HELD));
        let rows = rows.filter(|row| (row.tender.rail() == Rail::Card) == cards);
        rows.map(|row| row.amount - row.fee.unwrap_or(0)).sum()
    };
    let parts = [net(true), net(false)];
    shop.paid_but(|on, amount| (on != 1).then_some(amount));
    for part in parts {
        shop.bank_row(1, part, super::shop::LAKALA, "商户结算款");
    }
    shop.bank_row(4, 497_00, super::shop::LAKALA, "商户结算款");
    shop.bank.sort_by_key(|row| row.day);
    shop.shows(&[(Cause::MergedOrSplitPayout, 0)]);
}

#[test]
fn coupons() {
    let mut shop = busy();
    let sale = shop.sale(1, "12:00", Wechat, 30_00);
    shop.settled(&Draft {
        ordered: Some(33_00),
        ..sale.clone()
    });
    shop.booked(&Draft {
        amount: 33_00,
        ..sale
    });
    shop.paid();
    shop.shows(&[(Cause::CouponBorne, 3_00)]);
}

#[test]
fn refunded_twice_and_in_two_parts() {
    let refund = |sale: &Draft<'static>, id, amount: i64, fee| Draft {
        kind: Kind::Refund,
        amount,
        ordered: Some(amount),
        fee: Some(fee),
        day: day(1),
        provider_id: id,
        origin_id: sale.order_id,
        ..sale.clone()
    };
    let mut shop = busy();
    let sale = shop.sold(0, "12:00", CreditCard, 100_00);
    let mut parts = shop.clone();
    shop.settled(&refund(&sale, "A", -100_00, -60));
    shop.settled(&refund(&sale, "B", -100_00, 0));
    shop.paid();
    shop.shows(&[(Cause::Refund, 100_00), (Cause::DoubleRefund, 100_00)]);

    parts.settled(&refund(&sale, "A", -40_00, -24));
    parts.settled(&refund(&sale, "B", -60_00, -36));
    parts.paid();
    parts.shows(&[(Cause::RefundPartial, 100_00)]);
}

#[test]
fn a_refund_finds_its_sale_by_card_alone() {
    let mut shop = busy();
    let sale = shop.sale(0, "12:00", CreditCard, 100_00);
    let sale = Draft {
        card_tail: "4321",
        ..sale
    };
    shop.booked(&sale);
    shop.settled(&sale);
    shop.settled(&Draft {
        kind: Kind::Refund,
        amount: -40_00,
        ordered: Some(-40_00),
        fee: Some(-24),
        day: day(2),
        order_id: "",
        voucher: "",
        ..sale
    });
    shop.paid();
    shop.shows(&[(Cause::RefundPartial, 40_00)]);
    assert_eq!(shop.confidence(Cause::RefundPartial), Confidence::Likely);
}

#[test]
fn the_fee_of_a_refund_kept() {
    let mut shop = busy();
    let sale = shop.sold(0, "12:00", CreditCard, 100_00);
    let refund = Draft {
        kind: Kind::Refund,
        amount: -100_00,
        ordered: Some(-100_00),
        fee: Some(0),
        day: day(1),
        provider_id: "A",
        origin_id: sale.order_id,
        ..sale
    };
    shop.settled(&refund);
    shop.paid();
    let mut kept = shop.clone();
    shop.shows(&[(Cause::Refund, 100_00), (Cause::RefundFeeKept, 60)]);
    // Where the contract keeps it, nothing is wrong.
    kept.contract().refund_returns_fee = false;
    kept.shows(&[(Cause::Refund, 100_00)]);
    // Nor where no contract is given and the provider's own terms keep it, which is said.
    for (format, payer, lines) in [
        ("stripe", "STRIPE", &[(Cause::Refund, 100_00)][..]),
        ("paypal", "PAYPAL", &[(Cause::Refund, 100_00)]),
        (
            "lakala_jy",
            "拉卡拉",
            &[(Cause::Refund, 100_00), (Cause::RefundFeeKept, 60)],
        ),
    ] {
        let mut shop = kept.clone();
        shop.settings.contract = None;
        shop.format = format;
        for row in &mut shop.bank {
            row.party = payer;
        }
        shop.shows(lines);
        let explanation = shop.explained();
        let mut said = explanation.answer().assumptions.iter();
        let said = said.any(|of| matches!(of, Assumption::RefundFeesKept { rows: 1 }));
        assert_eq!(said, lines.len() == 1, "{format}");
    }
}

#[test]
fn the_bill_contradicts_itself() {
    let mut shop = busy();
    let sale = shop.sale(1, "12:00", CreditCard, 100_00);
    shop.booked(&sale);
    let net = |net| Draft {
        net: Some(net),
        ..sale.clone()
    };
    for (stated, want) in [
        (99_40 - 7_77, (Cause::ProviderError, 7_77)),
        (99_40 - 60, (Cause::ChargedTwice, 60)),
        (99_40 - 99_00, (Cause::SimDeposit, 99_00)),
    ] {
        let mut shop = shop.clone();
        shop.settled(&net(stated));
        shop.paid();
        shop.shows(&[want]);
    }
}
