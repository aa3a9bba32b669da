//! Takings in several currencies: each has its answer, and all stand side by side.

use super::shop::Shop;
use yifen::answer::CurrencySums;
use yifen::cause::{Assumption, Cause};
use yifen::explanation::{Explanation, explain_judged};
use yifen::money::Currency;
use yifen::protocol::RowsOf;
use yifen::record::{Draft, Tender};
use yifen::report::json;
use yifen::settings::Settings;
use yifen::text::Lang;
use yifen::text::why::sentence;
use yifen::verdict::{Log, Outcome, Reason, Verdict, Word};

fn dollars() -> Currency {
    Currency::parse("USD").expect("a currency")
}

/// A busy shop in yuan, and one sale of 100.00 dollars less 3.20, of which 5.00 are not paid out.
fn shop() -> Shop {
    let mut shop = Shop::new();
    shop.busy();
    shop.paid();
    let sale = Draft {
        currency: dollars(),
        fee: Some(3_20),
        ..shop.sale(0, "16:00", Tender::ForeignCard, 100_00)
    };
    shop.booked(&sale);
    shop.settled(&sale);
    shop.bank_row(1, 91_80, super::shop::LAKALA, "商户结算款");
    shop.bank.last_mut().expect("a row").currency = dollars();
    shop
}

fn explained(shop: &Shop, currency: Option<Currency>, said: &[Verdict]) -> Explanation {
    let settings = Settings {
        answer_in: currency,
        ..shop.settings.clone()
    };
    explain_judged(&shop.book(), &settings, said, &mut |_, _| {}).expect("an explanation")
}

fn minor(sums: &CurrencySums) -> (String, [i128; 4]) {
    let amounts = [sums.takings, sums.received, sums.gap, sums.unexplained];
    (
        sums.takings.currency.to_string(),
        amounts.map(|amount| amount.minor),
    )
}

#[test]
fn each_currency_has_its_own_answer() {
    let shop = shop();
    let own = explained(&shop, None, &[]);
    let other = explained(&shop, Some(dollars()), &[]);
    assert_eq!(own.answer().currency, Currency::CNY);
    assert_eq!(other.answer().currency, dollars());
    // The same sums stand beside either, her own first.
    assert_eq!(own.answer().currencies, other.answer().currencies);
    let beside: Vec<_> = own.answer().currencies.iter().map(minor).collect();
    assert_eq!(beside[0].0, "CNY");
    assert_eq!(beside[1], ("USD".to_owned(), [100_00, 91_80, 8_20, 5_00]));
    assert_eq!(own.answer().sums(), own.answer().currencies[0]);
    // A line in dollars is reckoned by the bill's own rate: the contract is written in yuan.
    let fee = |found: &Explanation| {
        let lines = &found.answer().lines;
        let fee = lines.iter().find(|line| line.cause == Cause::FeeNormal);
        fee.map(|line| line.amount.minor)
    };
    assert_eq!(fee(&other), Some(3_20));
    for line in &other.answer().lines {
        let sentence = sentence(Lang::Zh, line);
        assert!(sentence.contains(" 美元"), "{sentence}");
    }
    let of_other = Assumption::ContractOfOtherCurrency {
        currency: Currency::CNY,
    };
    assert!(other.answer().assumptions.contains(&of_other));
    assert!(!own.answer().assumptions.contains(&of_other));
    for found in [&own, &other] {
        let told = &found.answer().assumptions;
        let left_out = |told: &&Assumption| matches!(told, Assumption::OtherCurrency { .. });
        assert!(!told.iter().any(|told| left_out(&told)), "{told:?}");
    }
    let text = json::explanation(&other, &shop.book(), Lang::En);
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["currency"], "USD");
    assert_eq!(value["currencies"][1]["unexplained"], "5.00");
}

#[test]
fn one_currency_stands_alone() {
    let mut shop = shop();
    for rows in [&mut shop.register, &mut shop.bill] {
        rows.retain(|row| row.currency == Currency::CNY);
    }
    // Asked for what no takings are in, it answers in her own.
    let found = explained(&shop, Some(dollars()), &[]);
    assert_eq!(found.answer().currency, Currency::CNY);
    assert_eq!(found.answer().currencies, []);
    let left_out = Assumption::OtherCurrency {
        rows: 1,
        currency: dollars(),
    };
    assert!(found.answer().assumptions.contains(&left_out));
}

#[test]
fn what_she_says_counts_in_its_own_currency() {
    let shop = shop();
    let before = explained(&shop, Some(dollars()), &[]);
    let place = before
        .answer()
        .lines
        .iter()
        .position(|line| line.cause == Cause::FeeNormal);
    let line = u32::try_from(place.expect("the fee")).expect("few");
    let target = before
        .target(&shop.book(), RowsOf::Line(line), None)
        .expect("a target");
    let mut log = Log::default();
    log.say(Word::Reject(target), "");
    let outcome = |currency| {
        let found = explained(&shop, currency, &log.verdicts());
        found.answer().verdicts[0].outcome
    };
    assert_eq!(outcome(None), Outcome::Not(Reason::OtherCurrency));
    assert!(matches!(
        outcome(Some(dollars())),
        Outcome::Applied {
            rows: 1,
            missing: 0
        }
    ));
}

#[test]
fn a_till_that_names_no_currency_counts_in_that_of_the_bill() {
    let mut shop = Shop::new();
    shop.busy();
    shop.paid();
    for row in shop.bill.iter_mut().chain(&mut shop.bank) {
        row.currency = dollars();
    }
    let missing = shop.register.pop().expect("a sale").amount;
    let said = |shop: &Shop| {
        let explanation = explained(shop, None, &[]);
        let mut assumptions = explanation.answer().assumptions.iter();
        assumptions.any(|of| matches!(of, Assumption::CurrencyOfOthers { rows: 11, .. }))
    };
    // Whatever it was read as: its figures are dollars, as those of the bill.
    shop.nameless = true;
    shop.shows(&[(Cause::MissingInBook, -i128::from(missing))]);
    assert!(said(&shop));
    // A till that says yuan means yuan.
    shop.nameless = false;
    assert!(!said(&shop));
    // Beside a bill of each nobody can say which it means.
    shop.nameless = true;
    shop.bill[0].currency = Currency::CNY;
    assert!(!said(&shop));
}
