//! What arrived of what was due.

use super::shop::{LAKALA, Shop, day};
use rust_decimal::Decimal;
use yifen::calendar::{Cycle, Day};
use yifen::cause::{Assumption, Cause, Confidence};
use yifen::record::{Draft, Flags, Kind, Tender};
use yifen::settings::{InstantPer, PayoutFee};

use Tender::{CreditCard, Wechat};

fn busy() -> Shop {
    let mut shop = Shop::new();
    shop.busy();
    shop
}

fn assumes(shop: &Shop, wanted: impl Fn(&Assumption) -> bool) -> bool {
    shop.explained().answer().assumptions.iter().any(wanted)
}

/// What is due on the given day.
fn due(shop: &mut Shop, on: i32) -> i64 {
    shop.due().get(&on).copied().expect("a due day")
}

#[test]
fn a_payout_that_never_came_and_one_that_came_late() {
    let mut shop = busy();
    let tuesday = due(&mut shop, 1);
    let mut late = shop.clone();
    shop.paid_but(|on, amount| (on != 1).then_some(amount));
    shop.shows(&[(Cause::PayoutFailed, i128::from(tuesday))]);

    late.paid_but(|on, amount| (on != 1).then_some(amount));
    late.bank_row(4, tuesday, LAKALA, "商户结算款");
    late.shows(&[]);
}

#[test]
fn why_a_payout_failed() {
    for (note, cause) in [
        ("打款失败：卡号无效", Cause::WrongCard),
        ("打款失败：二类户当日交易超限", Cause::CardLimit),
        ("打款失败：证照过期", Cause::KycExpired),
        ("打款失败：司法冻结", Cause::CourtFreeze),
        ("打款失败", Cause::PayoutFailed),
    ] {
        let mut shop = busy();
        let tuesday = due(&mut shop, 1);
        shop.paid_but(|on, amount| (on != 1).then_some(amount));
        let row = shop.charge(1, Kind::Payout, -tuesday);
        row.note = note;
        row.flags = Flags::PAYOUT_FAILED;
        shop.shows(&[(cause, i128::from(tuesday))]);
    }
    // The bill says that it was sent, and the bank has not booked it yet.
    let mut shop = busy();
    let thursday = due(&mut shop, 3);
    shop.paid_but(|on, amount| (on != 3).then_some(amount));
    shop.charge(3, Kind::Payout, -thursday);
    shop.shows(&[(Cause::BankLate, i128::from(thursday))]);
}

#[test]
fn a_payout_that_went_back() {
    let mut shop = busy();
    let tuesday = due(&mut shop, 1);
    shop.paid();
    shop.bank_row(2, -tuesday, LAKALA, "退汇");
    shop.bank.sort_by_key(|row| row.day);
    shop.shows(&[(Cause::PayoutFailed, i128::from(tuesday))]);
    // Sent again.
    shop.bank_row(4, tuesday, LAKALA, "商户结算款");
    shop.shows(&[]);
    assert!(assumes(&shop, |a| matches!(
        a,
        Assumption::PayoutReturned { payouts: 1, .. }
    )));
    // A purchase of the same amount from somebody else takes nothing back.
    let mut shop = busy();
    shop.paid();
    shop.bank_row(2, -tuesday, "某某批发商行", "货款");
    shop.shows(&[]);
}

#[test]
fn on_its_way() {
    let mut shop = busy();
    shop.settings.statement = shop.settings.statement.map(|mut span| {
        span.to = day(2);
        span
    });
    let thursday = due(&mut shop, 3);
    shop.paid_but(|on, amount| (on <= 2).then_some(amount));
    shop.shows(&[(Cause::InTransit, i128::from(thursday))]);

    // Past the card day's end.
    let mut shop = busy();
    shop.settings.statement = shop.settings.statement.map(|mut span| {
        span.to = day(3);
        span
    });
    shop.sold(2, "23:30", CreditCard, 100_00);
    shop.paid_but(|on, amount| (on <= 3).then_some(amount));
    shop.shows(&[(Cause::Cutoff, 99_40)]);

    // Before a weekend.
    let mut shop = busy();
    shop.settings.period = shop.settings.period.map(|mut span| {
        span.to = day(4);
        span
    });
    shop.settings.statement = shop.settings.statement.map(|mut span| {
        span.to = day(6);
        span
    });
    shop.sold(4, "12:00", CreditCard, 100_00);
    shop.paid_but(|on, amount| (on <= 4).then_some(amount));
    shop.shows(&[(Cause::NonworkingDay, 99_40)]);
}

#[test]
fn carried_in() {
    let mut shop = busy();
    shop.bank_row(0, 777_77, LAKALA, "商户结算款");
    shop.paid();
    shop.shows(&[(Cause::CarriedIn, -777_77)]);
    // Later than that, nobody knows what it is for.
    let mut shop = busy();
    shop.paid();
    shop.bank_row(6, 777_77, LAKALA, "商户结算款");
    shop.shows(&[(Cause::Unexplained, -777_77)]);
}

#[test]
fn several_days_in_one_credit_and_one_day_in_several() {
    let mut shop = busy();
    let sum = due(&mut shop, 1) + due(&mut shop, 2);
    shop.paid_but(|on, amount| (on == 3).then_some(amount));
    shop.bank_row(2, sum, LAKALA, "商户结算款");
    shop.bank.sort_by_key(|row| row.day);
    shop.shows(&[(Cause::MergedOrSplitPayout, 0)]);

    // Card and QR apart, and the QR part of Tuesday is missing.
    let mut shop = busy();
    let mut missing = 0;
    for on in 0..3 {
        for card in [true, false] {
            let net: i64 = shop
                .bill
                .iter()
                .filter(|row| row.day == day(on))
                .filter(|row| matches!(row.tender, CreditCard | Tender::DebitCard) == card)
                .map(|row| row.amount - row.fee.unwrap_or(0))
                .sum();
            if on == 1 && !card {
                missing = net;
            } else {
                shop.bank_row(on + 1, net, LAKALA, "商户结算款");
            }
        }
    }
    shop.shows(&[
        (Cause::MergedOrSplitPayout, 0),
        (Cause::PayoutFailed, i128::from(missing)),
    ]);
}

#[test]
fn a_negative_day_is_carried_forward() {
    let mut shop = Shop::new();
    let sale = shop.sold(0, "12:00", CreditCard, 100_00);
    shop.paid();
    shop.settled(&Draft {
        kind: Kind::Refund,
        amount: -100_00,
        ordered: Some(-100_00),
        fee: Some(-60),
        day: day(1),
        provider_id: "RF",
        origin_id: sale.order_id,
        ..sale
    });
    shop.sold(2, "12:00", CreditCard, 300_00);
    let mut open = shop.clone();
    shop.bank_row(3, 298_20 - 99_40, LAKALA, "商户结算款");
    shop.shows(&[(Cause::Refund, 100_00), (Cause::MergedOrSplitPayout, 0)]);
    // Where nothing follows, it is still to be taken off.
    open.bank_row(3, 298_20, LAKALA, "商户结算款");
    open.shows(&[(Cause::Refund, 100_00), (Cause::InTransit, -99_40)]);
}

#[test]
fn charges_of_the_payout_itself() {
    let mut shop = busy();
    shop.contract().payout_fee = Some(PayoutFee {
        fixed: Decimal::ONE,
        ..PayoutFee::default()
    });
    shop.paid_but(|_, amount| Some(amount - 1_00));
    shop.shows(&[(Cause::FeeInstant, 3_00)]);
    assert_eq!(shop.confidence(Cause::FeeInstant), Confidence::Likely);
    // Not in the contract, and yet off every payout.
    let mut shop = busy();
    shop.paid_but(|_, amount| Some(amount - 2_00));
    shop.shows(&[(Cause::FeeInstant, 6_00)]);
    assert_eq!(shop.confidence(Cause::FeeInstant), Confidence::Possible);
    // Same-day settlement charges each payout.
    let mut shop = busy();
    shop.contract().settlement.cycle = Cycle {
        working_days: false,
        days: 0,
    };
    shop.contract().instant_fee = Some(Decimal::TWO);
    shop.contract().instant_per = InstantPer::Payout;
    shop.paid_but(|_, amount| Some(amount - 2_00));
    shop.shows(&[(Cause::FeeInstant, 6_00)]);
}

#[test]
fn fees_of_the_bank() {
    // A debit of its own is no part of the gap.
    let mut shop = busy();
    shop.paid();
    shop.bank_row(3, -10_00, "", "账户管理费");
    shop.shows(&[]);
    // A credit net of it is.
    let mut shop = busy();
    let tuesday = due(&mut shop, 1);
    shop.paid_but(|on, amount| (on != 1).then_some(amount));
    shop.bank_row(1, tuesday - 5_50, LAKALA, "商户结算款 已扣手续费");
    shop.bank.sort_by_key(|row| row.day);
    shop.shows(&[(Cause::BankFee, 5_50)]);
    // So it is where the sum could be a charge for each payment as well; without the word it is that.
    for (note, cause) in [
        ("商户结算款 已扣手续费", Cause::BankFee),
        ("商户结算款", Cause::FeeInstant),
    ] {
        let mut shop = busy();
        shop.contract().settlement.cycle = Cycle {
            working_days: false,
            days: 0,
        };
        let rows = shop.bill.iter().filter(|row| row.day == day(1)).count();
        let charges = i64::try_from(rows).expect("a few") * 1_00;
        let tuesday = due(&mut shop, 1);
        shop.paid_but(|on, amount| (on != 1).then_some(amount));
        shop.bank_row(1, tuesday - charges, LAKALA, note);
        shop.bank.sort_by_key(|row| row.day);
        shop.shows(&[(cause, i128::from(charges))]);
    }
}

#[test]
fn fees_charged_apart() {
    let mut shop = busy();
    let fees: i64 = shop.bill.iter().filter_map(|row| row.fee).sum();
    let bill = shop.bill.clone();
    shop.paid_but(|on, amount| {
        let fees = bill.iter().filter(|row| row.day == day(on - 1));
        Some(amount + fees.filter_map(|row| row.fee).sum::<i64>())
    });
    shop.shows(&[(Cause::FeeOutside, -i128::from(fees))]);
    // Also where the takings begin on a day whose payout could hold another day before.
    shop.contract().settlement.calendar.extra_off = vec![day(0)];
    shop.shows(&[(Cause::FeeOutside, -i128::from(fees))]);
}

#[test]
fn short_payouts() {
    let short = |by: i64| {
        let mut shop = busy();
        shop.paid_but(|on, amount| Some(if on == 2 { amount - by } else { amount }));
        shop
    };
    let sim = short(99_00);
    sim.shows(&[(Cause::SimDeposit, 99_00)]);
    assert_eq!(sim.confidence(Cause::SimDeposit), Confidence::Possible);
    // An amount that chance could hit stays open.
    short(97_13).shows(&[(Cause::Unexplained, 97_13)]);
    // One of the sales, large enough for this to be no chance.
    let mut shop = busy();
    let sale = shop.sold(1, "16:00", CreditCard, 1_234_56);
    let net = sale.amount - sale.fee.expect("a fee");
    shop.sold(1, "17:00", CreditCard, 2_345_67);
    shop.paid_but(|on, amount| Some(if on == 2 { amount - net } else { amount }));
    shop.shows(&[(Cause::RiskHold, i128::from(net))]);
    assert_eq!(shop.confidence(Cause::RiskHold), Confidence::Possible);
}

#[test]
fn the_same_share_of_every_payout() {
    let mut shop = busy();
    let held: i64 = shop
        .due()
        .values()
        .map(|amount| (amount * 5 + 50) / 100)
        .sum();
    shop.paid_but(|_, amount| Some(amount - (amount * 5 + 50) / 100));
    shop.shows(&[(Cause::Reserve, i128::from(held))]);
}

#[test]
fn the_least_payout() {
    let mut shop = Shop::new();
    shop.sold(0, "12:00", CreditCard, 50_00);
    shop.sold(1, "12:00", CreditCard, 500_00);
    shop.sold(2, "12:00", CreditCard, 30_00);
    // Monday waited for Tuesday; Wednesday waits.
    shop.bank_row(2, 49_70 + 497_00, LAKALA, "商户结算款");
    shop.shows(&[(Cause::MergedOrSplitPayout, 0), (Cause::MinPayout, 29_82)]);
    // More than was seen to wait is a payout that failed.
    let mut shop = Shop::new();
    shop.sold(0, "12:00", CreditCard, 50_00);
    shop.sold(1, "12:00", CreditCard, 500_00);
    shop.sold(2, "12:00", CreditCard, 80_00);
    shop.bank_row(2, 49_70 + 497_00, LAKALA, "商户结算款");
    shop.shows(&[
        (Cause::MergedOrSplitPayout, 0),
        (Cause::PayoutFailed, 79_52),
    ]);
}

#[test]
fn another_cycle_than_the_contract_says() {
    let mut shop = busy();
    shop.settings.statement = shop.settings.statement.map(|mut span| {
        span.to = day(3);
        span
    });
    let real = shop.clone().due();
    let thursday = real.get(&3).copied().expect("a due day");
    shop.contract().settlement.cycle = Cycle {
        working_days: true,
        days: 1,
    };
    // Everything arrives on its own day.
    for (&on, &amount) in &real {
        shop.bank_row(on - 1, amount, LAKALA, "商户结算款");
    }
    shop.shows(&[]);
    assert!(assumes(&shop, |a| matches!(
        a,
        Assumption::CycleDiffers { .. }
    )));
    assert!(thursday > 0);

    // Agreed for the same day, paid on the next: the last day is on its way for that alone.
    let mut shop = busy();
    shop.settings.period = shop.settings.period.map(|mut span| {
        span.to = day(3);
        span
    });
    shop.sold(3, "12:00", CreditCard, 100_00);
    shop.paid_but(|on, amount| (on <= 3).then_some(amount));
    shop.settings.statement = shop.settings.statement.map(|mut span| {
        span.to = day(3);
        span
    });
    shop.contract().settlement.cycle = Cycle {
        working_days: false,
        days: 0,
    };
    shop.shows(&[(Cause::CycleMisread, 99_40)]);

    // One payout that failed is no other cycle.
    let mut shop = busy();
    let tuesday = due(&mut shop, 1);
    shop.paid_but(|on, amount| (on != 1).then_some(amount));
    shop.shows(&[(Cause::PayoutFailed, i128::from(tuesday))]);
}

#[test]
fn a_bill_in_another_time_zone() {
    let mut shop = busy();
    for on in 0..3 {
        shop.sold(on, "07:30", CreditCard, 40_00 + i64::from(on));
    }
    shop.paid();
    // UTC: eight hours behind, so that the early sales stand on the day before.
    for row in &mut shop.bill {
        let local =
            i64::from(row.day.epoch()) * 86_400 + i64::from(row.time.expect("a time").seconds());
        let utc = local - 8 * 3600;
        row.day = Day::from_epoch((utc.div_euclid(86_400)) as i32);
        row.time = yifen::calendar::TimeOfDay::from_seconds(utc.rem_euclid(86_400) as u32);
    }
    shop.shows(&[]);
    assert!(assumes(&shop, |a| matches!(
        a,
        Assumption::ClockDiffers { minutes: -480 }
    )));
}

#[test]
fn two_providers_each_with_its_own_payouts() {
    let mut shop = busy();
    let mut lost = 0;
    for on in 0..3 {
        let sale = shop.sale(on, "18:00", Wechat, 200_00 + i64::from(on));
        shop.booked(&sale);
        shop.wechat.push(Draft {
            terminal: "",
            voucher: "",
            ..sale.clone()
        });
        let net = sale.amount - sale.fee.expect("a fee");
        if on == 1 {
            lost = net;
        } else {
            shop.bank_row(on + 1, net, "财付通支付科技有限公司", "微信支付");
        }
    }
    shop.paid();
    shop.shows(&[(Cause::PayoutFailed, i128::from(lost))]);
}

#[test]
fn without_a_bill_and_without_a_register() {
    let mut shop = busy();
    let sale = shop.sold(1, "12:00", CreditCard, 61_00);
    shop.paid();
    let mut blind = shop.clone();
    blind.bill.clear();
    blind.booked(&sale);
    blind.shows(&[(Cause::DuplicateInBook, 61_00)]);
    shop.register.clear();
    shop.shows(&[]);
}

#[test]
fn without_a_bill_another_rounding_is_found() {
    let mut shop = Shop::new();
    let mut up = [0_i64; 3];
    let mut off = 0;
    for (on, sum) in (0..3).zip(&mut up) {
        for amount in [33_10, 47_20, 58_90] {
            let sale = shop.sale(on, "12:00", CreditCard, amount);
            shop.booked(&sale);
            let fee = (amount * 6 + 999) / 1000;
            off += fee - sale.fee.expect("a fee");
            *sum += amount - fee;
        }
    }
    for (on, amount) in (1..4).zip(up) {
        shop.bank_row(on, amount, LAKALA, "商户结算款");
    }
    shop.shows(&[(Cause::FeeRounding, i128::from(off))]);
}

#[test]
fn a_provider_that_pays_through_a_holiday() {
    // Friday to Sunday fall due on Tuesday by the calendar, because Monday is off; it paid on Monday,
    // and Monday's own takings on Tuesday.
    let mut shop = Shop::new();
    shop.contract().settlement.calendar.extra_off = vec![day(7)];
    shop.settings.period = shop.settings.period.map(|mut span| {
        (span.from, span.to) = (day(4), day(7));
        span
    });
    shop.settings.statement = shop.settings.statement.map(|mut span| {
        span.to = day(10);
        span
    });
    for on in 4..8 {
        shop.sold(on, "12:00", CreditCard, 100_00 + i64::from(on));
    }
    let net = |on: i64| 100_00 + on - 60;
    shop.bank_row(7, net(4) + net(5) + net(6), LAKALA, "商户结算款");
    shop.bank_row(8, net(7), LAKALA, "商户结算款");
    shop.shows(&[(Cause::MergedOrSplitPayout, 0)]);
}
