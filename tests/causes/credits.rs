//! Which credits are payouts, and of which days.

use super::shop::{LAKALA, Shop, day};
use rust_decimal::Decimal;
use yifen::calendar::Cycle;
use yifen::cause::{Assumption, Cause};
use yifen::record::{Draft, Kind, Tender};
use yifen::settings::PayoutFee;

use Tender::{CreditCard, Wechat};

/// Takings from Monday on, so many days, a card and a code a day; the statement runs a week more.
fn daily(days: i32) -> Shop {
    let mut shop = Shop::new();
    shop.settings.period = shop.settings.period.map(|mut span| {
        span.to = day(days - 1);
        span
    });
    shop.settings.statement = shop.settings.statement.map(|mut span| {
        span.to = day(days + 6);
        span
    });
    for on in 0..days {
        shop.sold(on, "11:10", CreditCard, 310_00 + i64::from(on) * 7_31);
        shop.sold(on, "15:20", Wechat, 120_00 + i64::from(on) * 3_13);
    }
    shop
}

/// Nets of the bill's rows of a day: cards, codes.
fn nets(shop: &Shop, on: i32) -> [i64; 2] {
    [true, false].map(|card| {
        let rows = shop.bill.iter().filter(|row| row.day == day(on));
        let rows = rows.filter(|row| (row.tender == CreditCard) == card);
        rows.map(|row| row.amount - row.fee.expect("a fee")).sum()
    })
}

fn both(shop: &Shop, on: i32) -> i64 {
    nets(shop, on).iter().sum()
}

fn with_fee(shop: &mut Shop) {
    shop.contract().payout_fee = Some(PayoutFee {
        fixed: Decimal::TWO,
        ..PayoutFee::default()
    });
}

#[test]
fn several_days_in_one_credit_net_of_the_payouts_fee() {
    let mut shop = daily(4);
    with_fee(&mut shop);
    let sums = [
        both(&shop, 0) + both(&shop, 1),
        both(&shop, 2) + both(&shop, 3),
    ];
    shop.bank_row(2, sums[0] - 2_00, LAKALA, "商户结算款");
    shop.bank_row(4, sums[1] - 2_00, LAKALA, "商户结算款");
    shop.shows(&[(Cause::FeeInstant, 4_00)]);
}

#[test]
fn each_part_of_a_day_net_of_the_payouts_fee() {
    let mut shop = daily(3);
    with_fee(&mut shop);
    for on in 0..3 {
        for net in nets(&shop, on) {
            shop.bank_row(on + 1, net - 2_00, LAKALA, "商户结算款");
        }
    }
    shop.shows(&[(Cause::FeeInstant, 12_00)]);
}

#[test]
fn codes_every_day_and_cards_on_working_days() {
    let mut shop = daily(7);
    for on in 0..7 {
        let [card, code] = nets(&shop, on);
        shop.bank_row(on + 1, code, LAKALA, "商户结算款");
        if on < 4 {
            shop.bank_row(on + 1, card, LAKALA, "商户结算款");
        }
    }
    let weekend = (4..7).map(|on| nets(&shop, on)[0]).sum();
    shop.bank_row(7, weekend, LAKALA, "商户结算款");
    shop.bank.sort_by_key(|row| row.day);
    shop.shows(&[(Cause::MergedOrSplitPayout, 0)]);
}

#[test]
fn each_sale_by_itself() {
    let mut shop = Shop::new();
    shop.busy();
    shop.contract().settlement.cycle = Cycle {
        working_days: false,
        days: 0,
    };
    for row in shop.bill.clone() {
        let net = row.amount - row.fee.expect("a fee");
        shop.bank_row(row.day.since(day(0)), net, LAKALA, "秒到");
    }
    shop.shows(&[(Cause::MergedOrSplitPayout, 0)]);
    let lost = shop.bank.remove(5).amount;
    shop.shows(&[
        (Cause::MergedOrSplitPayout, 0),
        (Cause::PayoutFailed, i128::from(lost)),
    ]);
}

#[test]
fn a_debt_takes_more_than_one_day() {
    let mut shop = daily(4);
    let sale = shop.sale(-1, "12:00", CreditCard, 900_00);
    shop.settled(&Draft {
        kind: Kind::Refund,
        amount: -900_00,
        ordered: Some(-900_00),
        fee: Some(-5_40),
        day: day(1),
        provider_id: "RF",
        origin_id: "before",
        order_id: "",
        ..sale
    });
    let sums: Vec<i64> = (0..4).map(|on| both(&shop, on)).collect();
    shop.bank_row(1, sums[0], LAKALA, "商户结算款");
    let mut open = shop.clone();
    // Tuesday's refund is more than Tuesday and Wednesday took; Thursday pays what is left.
    assert!(sums[1] < 0 && sums[1] + sums[2] < 0);
    let rest = sums[1] + sums[2] + sums[3];
    shop.bank_row(4, rest, LAKALA, "商户结算款");
    shop.shows(&[(Cause::Refund, 900_00), (Cause::MergedOrSplitPayout, 0)]);
    // Until then nothing was due, so that nothing failed; what is left after Thursday was.
    open.shows(&[
        (Cause::Refund, 900_00),
        (Cause::PayoutFailed, i128::from(rest)),
    ]);
    open.settings.statement = open.settings.statement.map(|mut span| {
        span.to = day(3);
        span
    });
    open.shows(&[
        (Cause::Refund, 900_00),
        (Cause::InTransit, i128::from(rest)),
    ]);
}

#[test]
fn others_write_of_settlements_too() {
    let mut shop = daily(3);
    shop.paid();
    let plain = shop.explained();
    for (party, note) in [
        ("李某", "货款结算款"),
        ("某某商贸有限公司", "结算款"),
        ("某某物业", "POS结算"),
    ] {
        shop.bank_row(2, 432_10, party, note);
    }
    shop.bank.sort_by_key(|row| row.day);
    shop.shows(&[]);
    assert_eq!(shop.explained().answer().received, plain.answer().received);
    // Where nobody is named, the word is all there is.
    let mut shop = daily(3);
    for on in 0..3 {
        shop.bank_row(on + 1, both(&shop, on), "", "商户结算款");
    }
    shop.shows(&[]);
}

#[test]
fn common_names_are_no_payers_by_themselves() {
    let mut shop = daily(3);
    shop.paid();
    shop.bill.clear();
    let plain = shop.explained();
    for (party, note) in [
        ("王某某", "中信银行转入"),
        ("光大物业", "退租金"),
        ("京东某店", "货款"),
        ("连连服饰", "货款"),
    ] {
        shop.bank_row(2, 432_10, party, note);
    }
    shop.bank.sort_by_key(|row| row.day);
    assert_eq!(shop.explained().answer().received, plain.answer().received);
    // With a word for what it is, it is one.
    shop.bank_row(2, 55_00, "北京三快在线科技有限公司", "商户结算款");
    shop.bank.sort_by_key(|row| row.day);
    let received = shop.explained().answer().received.minor;
    assert_eq!(received, plain.answer().received.minor + 55_00);
}

#[test]
fn a_payer_without_a_name_pays_in_parts_or_together() {
    for (party, note) in [("", "转账存入"), ("", ""), ("某某待清算款项", "")] {
        let mut shop = daily(4);
        for on in 0..4 {
            for net in nets(&shop, on) {
                shop.bank_row(on + 1, net, party, note);
            }
        }
        shop.bank_row(2, 600_00, "赵某", "还款");
        shop.bank_row(3, 80_00, "赵某", "还款");
        shop.bank.sort_by_key(|row| row.day);
        shop.shows(&[(Cause::MergedOrSplitPayout, 0)]);
        let mut shop = daily(4);
        for on in [0, 2] {
            let sum = both(&shop, on) + both(&shop, on + 1);
            shop.bank_row(on + 2, sum, party, note);
        }
        shop.shows(&[(Cause::MergedOrSplitPayout, 0)]);
    }
    // Two of his transfers that fit nothing show that he pays something else.
    let mut shop = daily(2);
    let due = both(&shop, 0) + both(&shop, 1);
    shop.bank_row(1, 600_00, "赵某", "还款");
    shop.bank_row(2, 80_00, "赵某", "还款");
    shop.shows(&[(Cause::PayoutFailed, i128::from(due))]);
    // One sum that fits may be chance, and what came before anything was due proves nothing.
    let mut shop = daily(2);
    shop.bank_row(0, 600_00, "赵某", "还款");
    shop.bank_row(2, due, "赵某", "还款");
    shop.shows(&[(Cause::PayoutFailed, i128::from(due))]);
}

#[test]
fn a_statement_that_begins_late_proves_nothing_of_the_days_before() {
    let mut shop = daily(4);
    shop.paid_but(|on, amount| (on > 2).then_some(amount));
    let before = both(&shop, 0) + both(&shop, 1);
    shop.shows(&[(Cause::PayoutFailed, i128::from(before))]);
    shop.settings.statement = shop.settings.statement.map(|mut span| {
        span.from = day(3);
        span
    });
    shop.shows(&[(Cause::Unexplained, i128::from(before))]);
    let said = shop.explained().answer().assumptions.clone();
    assert!(said.iter().any(|said| matches!(said,
        Assumption::StatementTooLate { first_due, amount }
            if *first_due == day(1) && amount.minor == i128::from(before))));
}

#[test]
fn two_sets_of_credits_that_fit_equally_well() {
    let alike = |credits: &[i64]| {
        let mut shop = Shop::new();
        let sale = shop.sold(0, "12:00", CreditCard, 1_000_00);
        let net = sale.amount - sale.fee.expect("a fee");
        for credit in credits {
            shop.bank_row(
                1,
                if *credit < 0 { net + credit } else { *credit },
                LAKALA,
                "",
            );
        }
        let said = shop.explained().answer().assumptions.clone();
        said.into_iter().find_map(|said| match said {
            Assumption::CreditsAlike { sets, .. } => Some(sets),
            _ => None,
        })
    };
    assert_eq!(alike(&[100_00, -100_00]), None);
    assert_eq!(alike(&[100_00, -100_00, 300_00, -300_00]), Some(2));
    // Equal credits stand for each other.
    assert_eq!(alike(&[100_00, 100_00, -100_00]), None);
}

#[test]
fn rows_that_sum_to_what_is_missing() {
    let short = |lost: &[i64], others: &[i64]| {
        let mut shop = Shop::new();
        let mut missing = 0;
        for (n, &amount) in lost.iter().chain(others).enumerate() {
            let at = format!("{:02}:{:02}", 9 + n / 5, n % 5 * 9).leak();
            let sale = shop.sold(0, at, CreditCard, amount);
            if n < lost.len() {
                missing += sale.amount - sale.fee.expect("a fee");
            }
        }
        shop.paid_but(|_, amount| Some(amount - missing));
        let said = shop.explained().answer().assumptions.clone();
        let sets = said.into_iter().find_map(|said| match said {
            Assumption::RowsAlike { sets, .. } => Some(sets),
            _ => None,
        });
        (shop, i128::from(missing), sets)
    };
    // Two large ones, and nothing else sums to them.
    let large = [7_531_21, 4_263_37];
    let (shop, missing, sets) = short(&large, &[9_876_54, 8_765_43]);
    shop.shows(&[(Cause::RiskHold, missing)]);
    assert_eq!(sets, None);
    // Small ones among many: one set fits, and yet it may be chance.
    let many = [101_00, 103_10, 107_30, 131_70, 163_90, 211_11, 323_23];
    let (shop, missing, sets) = short(&[41_07, 29_11, 17_03], &many);
    shop.shows(&[(Cause::Unexplained, missing)]);
    assert_eq!(sets, Some(1));
    // Equal ones: nobody can say which.
    let (shop, missing, sets) = short(&[2_000_00], &[2_000_00, 2_000_00, 9_999_99]);
    shop.shows(&[(Cause::Unexplained, missing)]);
    assert_eq!(sets, Some(3));
}
