//! Payouts that came in other pieces than they were due, went on at once, or came in another currency.

use super::shop::{LAKALA, Shop, day};
use rust_decimal::Decimal;
use yifen::answer::{LineView, PayoutState};
use yifen::calendar::Day;
use yifen::cause::{Assumption, Cause, Confidence, Why};
use yifen::money::{Amount, Currency};
use yifen::record::{Draft, Kind, Tender};
use yifen::text::Lang;
use yifen::text::why::sentence;

use Tender::{CreditCard, Wechat};

fn busy() -> Shop {
    let mut shop = Shop::new();
    shop.busy();
    shop
}

/// The lines of a cause, which `shows` leaves out where they are nought.
#[track_caller]
fn lines(shop: &Shop, cause: Cause) -> Vec<LineView> {
    let lines = shop.explained().answer().lines.clone();
    lines.into_iter().filter(|l| l.cause == cause).collect()
}

#[track_caller]
fn only(shop: &Shop, cause: Cause) -> LineView {
    let lines = lines(shop, cause);
    assert_eq!(lines.len(), 1, "{cause}");
    lines.into_iter().next().expect("the line")
}

fn states(shop: &Shop) -> Vec<PayoutState> {
    let explanation = shop.explained();
    let payouts = explanation.answer().payouts.iter();
    payouts.map(|payout| payout.state).collect()
}

#[test]
fn days_that_come_together_are_said_to() {
    let mut shop = busy();
    let due: i64 = shop.due().values().sum();
    let first = shop.due()[&1];
    shop.bank_row(1, first, LAKALA, "商户结算款");
    shop.bank_row(3, due - first, LAKALA, "商户结算款");
    shop.shows(&[(Cause::MergedOrSplitPayout, 0)]);
    let line = only(&shop, Cause::MergedOrSplitPayout);
    let (from, to) = (day(2), day(3));
    let why = Why::Joined {
        days: 2,
        credits: 1,
        from,
        to,
    };
    assert_eq!((line.why.clone(), line.amount.minor), (why, 0));
    // Eight sales and the credit that they outweigh.
    assert_eq!((line.row_count, line.confidence), (9, Confidence::Likely));
    assert!(sentence(Lang::Zh, &line).contains("合成 1 笔"));
    // Each day by itself needs no word, nor does a weekend, which falls due on one day.
    let mut each = busy();
    each.paid();
    each.shows(&[]);
    let mut weekend = busy();
    for row in weekend.register.iter_mut().chain(&mut weekend.bill) {
        row.day = row.day.plus(4);
    }
    let span = weekend.settings.period.as_mut().expect("a period");
    (span.from, span.to) = (day(4), day(6));
    weekend.paid();
    assert_eq!(weekend.bank.len(), 1);
    weekend.shows(&[]);
}

#[test]
fn a_day_that_comes_in_pieces_is_said_to() {
    let mut shop = busy();
    let cards = |row: &&Draft<'_>| matches!(row.tender, CreditCard | Tender::DebitCard);
    let net = |row: &Draft<'_>| row.amount - row.fee.unwrap_or(0);
    for on in 0..3 {
        let of_day = shop.bill.iter().filter(|row| row.day == day(on));
        let card: i64 = of_day.clone().filter(cards).map(net).sum();
        let all: i64 = of_day.map(net).sum();
        shop.bank_row(on + 1, card, LAKALA, "POS结算");
        shop.bank_row(on + 1, all - card, LAKALA, "扫码结算");
    }
    shop.shows(&[(Cause::MergedOrSplitPayout, 0)]);
    let line = only(&shop, Cause::MergedOrSplitPayout);
    let (from, to) = (day(1), day(3));
    let why = Why::Joined {
        days: 3,
        credits: 6,
        from,
        to,
    };
    assert_eq!(line.why, why);
    // One of the pieces did not come: that is no payout in pieces, and the piece is missing.
    let lost = shop.bank.remove(0);
    shop.shows(&[
        (Cause::MergedOrSplitPayout, 0),
        (Cause::PayoutFailed, i128::from(lost.amount)),
    ]);
    let why = only(&shop, Cause::MergedOrSplitPayout).why;
    assert!(matches!(
        why,
        Why::Joined {
            days: 2,
            credits: 4,
            ..
        }
    ));
}

#[test]
fn rows_that_went_into_another_payout() {
    // The last sale of Monday comes with Tuesday's.
    let late = |by: i64| {
        let mut shop = busy();
        let sale = shop.sold(0, "20:50", CreditCard, 8_888_00);
        let net = sale.amount - sale.fee.expect("a fee");
        shop.paid_but(|on, amount| match on {
            1 => Some(amount - net),
            2 => Some(amount + net - by),
            _ => Some(amount),
        });
        shop
    };
    let shop = late(0);
    shop.shows(&[(Cause::MergedOrSplitPayout, 0)]);
    let line = only(&shop, Cause::MergedOrSplitPayout);
    assert!(matches!(line.why, Why::Moved { payouts: 2, .. }));
    assert_eq!(line.confidence, Confidence::Likely);
    assert!(
        states(&shop)
            .iter()
            .all(|state| *state != PayoutState::Differs)
    );
    // What does not come back to the fen was not moved.
    late(1).shows(&[(Cause::RiskHold, 8_834_67), (Cause::Unexplained, -8_834_66)]);
    // What came late came with two payouts.
    let mut chain = busy();
    chain.paid_but(|on, amount| Some(amount + [0, -310_11, 155_00, 155_11][on as usize]));
    chain.shows(&[(Cause::MergedOrSplitPayout, 0)]);
    assert_eq!(
        chain.confidence(Cause::MergedOrSplitPayout),
        Confidence::Possible
    );
    // Less than the smallest sale is no sale.
    let mut small = busy();
    small.paid_but(|on, amount| Some(amount + [0, -40_11, 40_11, 0][on as usize]));
    assert!(lines(&small, Cause::MergedOrSplitPayout).is_empty());
}

#[test]
fn a_payout_that_comes_with_the_next_less_a_charge() {
    let mut shop = busy();
    let due = shop.due();
    shop.bank_row(1, due[&1], LAKALA, "商户结算款");
    shop.bank_row(3, due[&2] + due[&3] - 99_00, LAKALA, "商户结算款");
    shop.shows(&[(Cause::SimDeposit, 99_00)]);
    // Most of it was taken.
    let most = shop.bank.last_mut().expect("a row");
    most.amount -= 399_00 - 99_00;
    shop.shows(&[(Cause::SimDeposit, 399_00)]);
    // A payout that is a little long brings no day that is missing whole.
    let mut other = busy();
    other.bank_row(1, due[&1], LAKALA, "商户结算款");
    other.bank_row(3, due[&3] + 50_17, LAKALA, "商户结算款");
    other.shows(&[
        (Cause::PayoutFailed, i128::from(due[&2])),
        (Cause::Unexplained, -50_17),
    ]);
}

#[test]
fn what_the_bank_takes_on_at_once() {
    let mut shop = busy();
    shop.paid();
    let first = shop.due()[&1];
    shop.bank_row(1, -300_00, "某某银行", "贷款还款");
    // More than came goes on: no more than the payout counts.
    let second = shop.due()[&2];
    shop.bank_row(2, -second - 70_00, "资金归集户", "自动归集");
    shop.shows(&[(Cause::BankSweep, 0)]);
    let line = only(&shop, Cause::BankSweep);
    let swept = i128::from(300_00 + second);
    assert!(
        matches!(&line.why, Why::Swept { debits: 2, amount, .. } if amount.minor == swept),
        "{line:?}"
    );
    assert!(first > 300_00 && line.row_count == 4);
    assert!(sentence(Lang::En, &line).contains("2 debits"));
    // Rent, a debit of another day and one before the payout came are nobody's sweep.
    let mut others = busy();
    others.paid();
    others.bank_row(1, -300_00, "房东", "房租");
    others.bank_row(5, -300_00, "某某银行", "贷款还款");
    others.bank_row(2, -300_00, "某某银行", "贷款还款");
    let early = others.bank.last_mut().expect("a row");
    early.time = yifen::calendar::TimeOfDay::from_hms(8, 0, 0);
    others.shows(&[]);
    assert!(lines(&others, Cause::BankSweep).is_empty());
}

#[test]
fn what_the_bank_keeps_of_the_payout_itself() {
    let short = |note| {
        let mut shop = busy();
        for (on, amount) in shop.due() {
            let (less, note) = if on == 2 {
                (77_31, note)
            } else {
                (0, "结算款")
            };
            shop.bank_row(on, amount - less, LAKALA, note);
        }
        shop
    };
    short("结算款 扣划贷款还款").shows(&[(Cause::BankSweep, 77_31)]);
    short("结算款").shows(&[(Cause::Unexplained, 77_31)]);
}

/// A shop that sells in dollars, and the account of its statement.
fn abroad(rates: [i64; 3], account: Currency, payer: &'static str) -> Shop {
    let mut shop = busy();
    shop.settings.currency = Currency::USD;
    for row in shop.register.iter_mut().chain(&mut shop.bill) {
        row.currency = Currency::USD;
    }
    for ((on, amount), rate) in shop.due().into_iter().zip(rates) {
        shop.bank_row(on, amount * rate / 10_000, payer, "货款");
    }
    for row in &mut shop.bank {
        row.currency = account;
    }
    shop
}

#[test]
fn payouts_in_another_currency() {
    let shop = abroad([7_1280, 7_1315, 7_1290], Currency::CNY, LAKALA);
    let due: i64 = shop.clone().due().values().sum();
    shop.shows(&[(Cause::Fx, i128::from(due))]);
    let line = only(&shop, Cause::Fx);
    let came: i64 = shop.bank.iter().map(|row| row.amount).sum();
    let why = Why::Exchanged {
        payouts: 3,
        from: day(1),
        to: day(3),
        arrived: Amount::new(i128::from(came), Currency::CNY),
        low: Decimal::new(7_128, 3),
        high: Decimal::new(7_1315, 4),
    };
    assert_eq!(line.why, why);
    assert_eq!(
        (line.confidence, line.row_count),
        (Confidence::Possible, 15)
    );
    assert!(sentence(Lang::Zh, &line).contains("折合汇率 7.128–7.1315"));
    assert!(
        states(&shop)
            .iter()
            .all(|state| *state == PayoutState::ArrivedExplained)
    );
    // In the currency of the sales nothing was exchanged.
    abroad([1_0000; 3], Currency::USD, LAKALA).shows(&[]);
    // Rates that lie apart are no rates, a stranger's money is no payout.
    for (rates, payer) in [
        ([7_1280, 8_9000, 7_1290], LAKALA),
        ([7_1280; 3], "某某公司"),
    ] {
        abroad(rates, Currency::CNY, payer).shows(&[(Cause::PayoutFailed, i128::from(due))]);
    }
    // What was taken in the account's own currency is what its credits pay.
    let mut both = shop;
    let sale = both.sale(0, "12:00", Wechat, 10_00);
    both.settled(&sale);
    both.shows(&[(Cause::PayoutFailed, i128::from(due))]);
}

#[test]
fn a_bill_that_lists_its_payouts_says_by_which_cycle_it_pays() {
    // Two payouts, both a working day later than agreed; the second one did not come.
    let paid = |listed: bool| {
        let mut shop = Shop::new();
        shop.sold(0, "12:00", CreditCard, 300_00);
        shop.sold(1, "12:00", CreditCard, 500_00);
        for (on, net) in [(2, 298_20), (3, 497_00)] {
            if listed {
                shop.charge(on, Kind::Payout, -net);
            }
        }
        shop.bank_row(2, 298_20, LAKALA, "商户结算款");
        shop
    };
    let dues = |shop: &Shop| -> Vec<Day> {
        let explanation = shop.explained();
        let payouts = explanation.answer().payouts.iter();
        payouts.map(|payout| payout.due).collect()
    };
    let shop = paid(true);
    assert_eq!(dues(&shop), [day(2), day(3)]);
    let explanation = shop.explained();
    let mut said = explanation.answer().assumptions.iter();
    assert!(said.any(|of| matches!(of, Assumption::CycleDiffers { .. })));
    // Without the list one late payout shows no other cycle.
    assert_eq!(dues(&paid(false)), [day(1), day(2)]);
}

#[test]
fn payouts_in_another_currency_whose_days_nobody_knows() {
    // Each a day before it was due by the contract, as many as were due.
    let mut shop = abroad([7_1280, 7_1315, 7_1290], Currency::CNY, LAKALA);
    let due: i64 = shop.clone().due().values().sum();
    for row in &mut shop.bank {
        row.day = row.day.plus(-1);
    }
    shop.shows(&[(Cause::Fx, i128::from(due))]);
    // Where one is twice as large as the rate of the others makes it, it is something else.
    shop.bank[1].amount *= 2;
    shop.shows(&[(Cause::PayoutFailed, i128::from(due))]);
}
