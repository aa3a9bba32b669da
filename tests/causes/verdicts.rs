//! What she says of matches, in the smallest shop that shows it.

use super::shop::Shop;
use yifen::answer::LineView;
use yifen::cause::Cause;
use yifen::explanation::{Explanation, explain_judged};
use yifen::protocol::RowsOf;
use yifen::record::{Draft, Kind, RowView, Side, Tender};
use yifen::verdict::{Kind as Says, Log, RowName, Word};

fn name(file: &str, row: u32) -> RowName {
    RowName {
        file: file.to_owned(),
        part: 0,
        row,
        nth: 0,
    }
}

fn judged(shop: &Shop, log: &Log) -> Explanation {
    explain_judged(
        &shop.book(),
        &shop.settings,
        &log.verdicts(),
        &mut |_, _| {},
    )
    .expect("an explanation")
}

fn rows(views: &[RowView]) -> Vec<(Side, u32)> {
    let views = views.iter();
    views.map(|view| (view.side, view.place.row)).collect()
}

/// A register's and a bill's row that the engine does not take for one payment: the amounts differ.
fn apart() -> Shop {
    let mut shop = Shop::new();
    shop.busy();
    let sale = shop.sale(1, "15:00", Tender::Wechat, 80_00);
    shop.booked(&sale);
    let other = Draft {
        order_id: "OTHER",
        amount: 77_00,
        ..shop.sale(1, "18:30", Tender::Wechat, 77_00)
    };
    shop.settled(&other);
    shop.paid();
    shop
}

#[test]
fn the_other_sides_lonely_sales_are_offered_and_taken() {
    let shop = apart();
    let last = |rows: &[Draft<'_>]| rows.last().expect("a row").row;
    let (booked, settled) = (last(&shop.register), last(&shop.bill));
    let book = shop.book();
    let before = judged(&shop, &Log::default());
    let of_booked = before.candidates(&book, &name("register", booked));
    let of_settled = before.candidates(&book, &name("lakala_jy", settled));
    assert_eq!(
        rows(&of_booked.expect("a row")),
        [(Side::Provider, settled)]
    );
    assert_eq!(
        rows(&of_settled.expect("a row")),
        [(Side::Register, booked)]
    );
    assert!(before.candidates(&book, &name("register", 99)).is_none());
    let of_bank = before.candidates(&book, &name("icbc", 2)).expect("a row");
    assert!(of_bank.is_empty(), "a credit is many payments");

    let mut log = Log::default();
    log.say(
        Word::Together(name("register", booked), name("lakala_jy", settled)),
        "",
    );
    let after = judged(&shop, &log);
    let answer = after.answer();
    assert!(
        answer
            .lines
            .iter()
            .all(|line| line.cause != Cause::MissingInBook)
    );
    assert!(
        after
            .candidates(&book, &name("register", booked))
            .expect("a row")
            .is_empty(),
        "it has its partner"
    );
    let lines: i128 = answer.lines.iter().map(|line| line.amount.minor).sum();
    assert_eq!(lines + answer.unexplained.minor, answer.gap.minor);
}

#[test]
fn a_refund_is_offered_the_sales_before_it_the_nearest_first() {
    let mut shop = Shop::new();
    let whole = shop.sold(0, "10:00", Tender::Wechat, 60_00);
    let larger = shop.sold(0, "11:00", Tender::Wechat, 90_00);
    shop.sold(0, "12:00", Tender::Wechat, 59_99);
    shop.sold(2, "12:00", Tender::Wechat, 60_00);
    let refund = shop.charge(1, Kind::Refund, -60_00).row;
    shop.paid();
    let book = shop.book();
    let views = judged(&shop, &Log::default()).candidates(&book, &name("lakala_jy", refund));
    let in_bill = |sale: &Draft<'_>| {
        let mut bill = shop.bill.iter();
        bill.find(|row| row.order_id == sale.order_id)
            .map(|row| (Side::Provider, row.row))
            .expect("a row")
    };
    assert_eq!(
        rows(&views.expect("a row")),
        [in_bill(&whole), in_bill(&larger)]
    );
}

#[test]
fn what_may_be_one_payment_is_what_her_word_can_join() {
    let mut shop = apart();
    let refund = shop.charge(1, Kind::Refund, -10_00).row;
    shop.paid();
    let book = shop.book();
    let view = |file: &str, row: u32| {
        let at = (0..book.records.len()).find(|&at| {
            let place = book.records.place(at);
            let of = book.file(place.file).expect("a file");
            of.report.sha256 == file && place.row == row
        });
        book.view(at.expect("a row"))
    };
    let all = [
        ("register", 2),
        ("register", 3),
        ("lakala_jy", 2),
        ("lakala_jy", 3),
        ("lakala_jy", refund),
        ("icbc", 2),
    ];
    for (a, row_a) in all {
        for (b, row_b) in all {
            let (one, other) = (view(a, row_a), view(b, row_b));
            let mut log = Log::default();
            log.say(Word::Apart(name(a, row_a), name(b, row_b)), "");
            let answer = judged(&shop, &log);
            let outcome = answer.answer().verdicts[0].outcome;
            let applied = matches!(outcome, yifen::verdict::Outcome::Applied { .. });
            assert_eq!(
                one.may_be_one_with(&other),
                applied,
                "{a} {row_a} and {b} {row_b}: {outcome:?}"
            );
            assert!(!applied || (one.may_have_a_partner() && other.may_have_a_partner()));
        }
    }
    assert!(!view("icbc", 2).may_have_a_partner());
}

#[test]
fn words_about_lines_are_of_their_kind() {
    let shop = apart();
    let book = shop.book();
    let explanation = judged(&shop, &Log::default());
    let target = || {
        let target = explanation.target(&book, RowsOf::Line(0), None);
        target.expect("a line")
    };
    for kind in [
        Says::Confirm,
        Says::Reject,
        Says::Reassign,
        Says::Split,
        Says::Remark,
    ] {
        let word = Word::about(kind, target(), Cause::BankFee).expect("a word");
        assert_eq!((word.kind(), word.target()), (kind, Some(&target())));
    }
    for kind in [Says::Apart, Says::Together] {
        assert_eq!(Word::about(kind, target(), Cause::BankFee), None);
    }
}

#[test]
fn a_line_of_nought_is_taken_whole() {
    let mut shop = Shop::new();
    shop.busy();
    let due = shop.due();
    shop.bank_row(1, due[&1], super::shop::LAKALA, "商户结算款");
    shop.bank_row(3, due[&2] + due[&3], super::shop::LAKALA, "商户结算款");
    let book = shop.book();
    let explanation = judged(&shop, &Log::default());
    let mut lines = explanation.answer().lines.iter();
    let at = lines.position(|line| line.cause == Cause::MergedOrSplitPayout);
    let at = u32::try_from(at.expect("the line")).expect("a place");
    // One of its rows alone would weigh something.
    let target = explanation.target(&book, RowsOf::Line(at), Some(&[0]));
    let word = Word::about(Says::Reject, target.expect("a row"), Cause::Unexplained);
    let mut log = Log::default();
    log.say(word.expect("a word"), "");
    let explanation = judged(&shop, &log);
    let answer = explanation.answer();
    assert_eq!(answer.unexplained.minor, 0);
    assert!(explanation.rests().is_empty());
    let joined = |line: &LineView| line.cause == Cause::MergedOrSplitPayout;
    assert!(!answer.lines.iter().any(joined));
}
