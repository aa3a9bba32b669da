//! Reports of international providers against a bank statement: whatever currency they are in, every
//! payout is found and nothing is left unexplained.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::inconsistent_digit_grouping,
    reason = "a test fails by the first broken promise"
)]

use yifen::answer::LineView;
use yifen::cause::Cause;
use yifen::explanation::explain;
use yifen::import::import;
use yifen::money::Currency;
use yifen::protocol::Wish;
use yifen::record::Book;
use yifen::settings::Settings;

const STRIPE: &str = "automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created,currency,gross,fee,net,reporting_category,source_id,charge_id
po_1,2026-03-05 00:00:00,txn_1,2026-03-02 09:14:05,usd,120,3.78,116.22,charge,ch_1,ch_1
po_1,2026-03-05 00:00:00,txn_2,2026-03-02 10:30:00,usd,45.5,1.62,43.88,charge,ch_2,ch_2
po_1,2026-03-05 00:00:00,txn_3,2026-03-03 08:00:00,usd,-20.00,0.00,-20.00,refund,re_3,ch_1
po_1,2026-03-05 00:00:00,txn_4,2026-03-03 11:11:11,usd,-45.50,15.00,-60.50,dispute,dp_4,ch_2
po_2,2026-03-06 00:00:00,txn_7,2026-03-04 07:50:00,usd,41.50,1.50,40.00,charge,ch_7,ch_7
";

const STRIPE_BANK: &str = "Date,Description,Debit,Credit,Balance,Currency
2026-03-05,STRIPE TRANSFER,,79.60,1079.60,USD
2026-03-06,STRIPE TRANSFER,,40.00,1119.60,USD
2026-03-09,RENT,20.00,,1099.60,USD
";

const ADYEN: &str = "Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Batch Number
TeaShop,7914000000000001,A-1,visa,2026-03-02 10:11:12,CET,Settled,8814000000000001,EUR,,50.00,EUR,,49.20,,0.80,31
TeaShop,7914000000000002,A-2,mc,2026-03-02 11:00:00,CET,Settled,8814000000000002,USD,,20.00,EUR,,18.00,,0.40,31
TeaShop,7914000000000001,A-1,visa,2026-03-03 09:00:00,CET,Refunded,8814000000000003,EUR,10.00,,EUR,10.10,,,0.10,31
TeaShop,,,,2026-03-04 01:00:00,CET,Fee,Transaction Fees,,,,EUR,0.60,,,,31
TeaShop,,,,2026-03-04 01:10:00,CET,MerchantPayout,\"TX99887766XT batch 31\",,,,EUR,56.50,,,,31
";

const ADYEN_BANK: &str = "Date,Description,Debit,Credit,Balance,Currency
2026-03-02,RENT,20.00,,100.00,EUR
2026-03-05,ADYEN N.V. TX99887766XT batch 31,,56.50,156.50,EUR
";

/// Takings, received and unexplained, with the currency.
fn summary(files: &[(&str, &str)]) -> (String, i128, i128, i128) {
    let mut book = Book::new();
    for (name, text) in files {
        import(
            &mut book,
            name,
            text.as_bytes(),
            &Wish::default(),
            &mut |_, _| (),
        )
        .unwrap_or_else(|error| panic!("{name}: {error:?}"));
    }
    let explanation = explain(&book, &Settings::default(), &mut |_, _| ()).unwrap();
    let answer = explanation.answer();
    (
        answer.currency.code().to_owned(),
        answer.takings.minor,
        answer.received.minor,
        answer.unexplained.minor,
    )
}

#[test]
fn stripe_payouts_arrive_in_dollars() {
    let files = [("stripe.csv", STRIPE), ("bank.csv", STRIPE_BANK)];
    assert_eq!(
        summary(&files),
        ("USD".to_owned(), 20_700, 11_960, 0),
        "takings, received, unexplained"
    );
}

#[test]
fn an_adyen_batch_arrives_as_one_sum() {
    let files = [("adyen.csv", ADYEN), ("bank.csv", ADYEN_BANK)];
    assert_eq!(
        summary(&files),
        ("EUR".to_owned(), 6_840, 5_650, 0),
        "takings, received, unexplained"
    );
}

/// The bridge's causes and sums, and the due days.
fn bridge(files: &[(&str, &str)]) -> (Vec<(Cause, i128)>, Vec<String>) {
    let mut book = Book::new();
    for (name, text) in files {
        let bytes = text.as_bytes();
        import(&mut book, name, bytes, &Wish::default(), &mut |_, _| ()).unwrap();
    }
    let explanation = explain(&book, &Settings::default(), &mut |_, _| ()).unwrap();
    let answer = explanation.answer();
    let lines = answer.lines.iter();
    let payouts = answer.payouts.iter();
    (
        lines.map(|line| (line.cause, line.amount.minor)).collect(),
        payouts.map(|payout| payout.due.to_string()).collect(),
    )
}

#[test]
fn a_payout_is_due_on_the_day_that_its_report_names() {
    let files = [("stripe.csv", STRIPE), ("bank.csv", STRIPE_BANK)];
    let (_, due) = bridge(&files);
    assert_eq!(due, ["2026-03-05", "2026-03-06"]);
}

#[test]
fn a_share_and_an_amount_for_each_payment_are_no_mistake_without_a_contract() {
    let files = [("stripe.csv", STRIPE), ("bank.csv", STRIPE_BANK)];
    let (lines, _) = bridge(&files);
    let wrong = |cause: &Cause| matches!(cause, Cause::ProviderError | Cause::RateTooHigh);
    assert!(!lines.iter().any(|(cause, _)| wrong(cause)), "{lines:?}");
}

#[test]
fn refunds_and_fees_after_the_last_sale_of_a_bill_alone_are_of_its_days() {
    let files = [("adyen.csv", ADYEN), ("bank.csv", ADYEN_BANK)];
    let (lines, _) = bridge(&files);
    let sum = |cause| lines.iter().find(|line| line.0 == cause).map(|line| line.1);
    assert_eq!(sum(Cause::CarriedIn), None, "{lines:?}");
    assert_eq!(sum(Cause::RefundPartial), Some(10_00), "{lines:?}");
}

#[test]
fn a_register_of_another_currency_says_nothing_of_this_one() {
    const REGISTER: &str = "交易时间,终端号,支付方式,交易类型,交易金额,订单号
2026-03-02 09:14:05,T1,微信,消费,31.00,PO1
2026-03-03 09:20:00,T1,微信,消费,17.50,PO2
";
    let mut book = Book::new();
    for (name, text) in [
        ("stripe.csv", STRIPE),
        ("bank.csv", STRIPE_BANK),
        ("register.csv", REGISTER),
    ] {
        let bytes = text.as_bytes();
        import(&mut book, name, bytes, &Wish::default(), &mut |_, _| ()).unwrap();
    }
    let settings = Settings {
        currency: Currency::parse("USD").unwrap(),
        ..Settings::default()
    };
    let explanation = explain(&book, &settings, &mut |_, _| ()).unwrap();
    let answer = explanation.answer();
    let sums = [answer.takings, answer.received, answer.unexplained];
    assert_eq!(sums.map(|amount| amount.minor), [207_00, 119_60, 0]);
    let missing = |line: &&LineView| line.cause == Cause::MissingInBook;
    assert_eq!(answer.lines.iter().find(missing), None);
}
