//! Presets, links and arrival: what the calculator begins with and hands on.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use proptest::prelude::*;
use yifen::calendar::{DateOrder, Day, Rail, SettlementRules, read_date, read_time};
use yifen::fees::{
    DayKind, Delay, LINK_MAX, Preset, Sale, ShareError, Shared, SharedField, arrival, day_kind,
    decode, due_on, encode, quote, weeks,
};
use yifen::money::{Currency, DecimalMark, read_amount};
use yifen::record::Tender;
use yifen::settings::{NightFee, PayoutFee};

fn day(text: &str) -> Day {
    read_date(text, DateOrder::YearFirst).unwrap()
}

#[test]
fn presets_charge_what_their_sources_print() {
    use Tender::{Alipay, Card, CreditCard, DebitCard, ForeignCard, Other, Qr, Unionpay, Wechat};
    for (preset, tender, amount, fee) in [
        (Preset::ChinaPos, CreditCard, "10000", "60.00"),
        (Preset::ChinaPos, DebitCard, "10000", "20.00"),
        (Preset::ChinaPos, Wechat, "1000", "3.80"),
        (Preset::ChinaPos, ForeignCard, "1000", "25.00"),
        (Preset::ChinaPosCap25, DebitCard, "10000", "25.00"),
        (Preset::ChinaPosLow, DebitCard, "10000", "18.00"),
        (Preset::ChinaQrTier, Alipay, "1000", "3.80"),
        (Preset::ChinaQrTier, Qr, "2000", "11.00"),
        (Preset::ChinaContactless, Unionpay, "1000.01", "6.00"),
        (Preset::WechatDirect, Wechat, "0.01", "0.00"),
        (Preset::AlipayDirect, Alipay, "6.50", "0.04"),
        (Preset::StripeUs, Card, "100.00", "3.20"),
        (Preset::StripeUs, ForeignCard, "100.00", "4.70"),
        (Preset::StripeUk, Card, "100.00", "1.70"),
        (Preset::StripeJp, Card, "1000", "36"),
        (Preset::SquarePresent, Card, "10.00", "0.36"),
        (Preset::SquarePresent, Card, "25.00", "0.75"),
        (Preset::PaypalUs, Other, "100.00", "3.98"),
        (Preset::SumUp, Card, "10.00", "0.17"),
        (Preset::PaypalCn, Other, "1000.00", "46.20"),
        (Preset::StripeUk, ForeignCard, "100.00", "3.45"),
        (Preset::StripeEea, ForeignCard, "100.00", "3.50"),
        (Preset::SquareUk, Card, "10.00", "0.18"),
        (Preset::SquareUkOnline, ForeignCard, "100.00", "2.75"),
        (Preset::ZettleUk, Other, "100.00", "2.50"),
        // 0.2376 is rounded up.
        (Preset::Mollie, Card, "13.20", "0.49"),
        (Preset::InterchangeEu, CreditCard, "100.00", "0.30"),
        (Preset::AdyenEu, DebitCard, "100.00", "0.80"),
        (Preset::AdyenEu, CreditCard, "12.50", "0.11"),
    ] {
        let amount = read_amount(amount, preset.currency(), DecimalMark::Point).unwrap();
        let sale = Sale {
            tender,
            amount,
            instant: false,
            time: None,
        };
        let got = quote(&preset.contract(), sale).unwrap();
        assert_eq!(got.fee.to_string(), fee, "{preset:?} {tender:?} {amount}");
    }
    let instant = Preset::ChinaInstant.contract();
    let amount = read_amount("10000", Preset::ChinaInstant.currency(), DecimalMark::Point).unwrap();
    let sale = Sale {
        tender: CreditCard,
        amount,
        instant: true,
        time: None,
    };
    assert_eq!(quote(&instant, sale).unwrap().fee.to_string(), "62.00");
    for preset in Preset::ALL {
        assert_eq!(Preset::parse(preset.id()), Some(*preset));
        assert!(!preset.contract().rates.is_empty() && preset.as_of().is_some());
    }
}

fn shared(preset: Preset) -> Shared {
    Shared {
        currency: preset.currency(),
        contract: preset.contract(),
        fields: vec![
            (SharedField::Tab, "quick".to_owned()),
            (SharedField::Amount, "￥1,234.50 & = % # 元".to_owned()),
            (
                SharedField::Lines,
                "wechat\t1,234.50\t3\ncredit_card\t800\t".to_owned(),
            ),
        ],
    }
}

#[test]
fn links_read_back() {
    for &preset in Preset::ALL {
        let mut sent = shared(preset);
        sent.contract.night_fee = Some(NightFee::default());
        sent.contract.payout_fee = Some(PayoutFee {
            outside: true,
            ..PayoutFee::default()
        });
        // Only what decides a fee travels.
        let defaults = yifen::settings::Contract::default();
        if sent.currency == Currency::CNY {
            sent.contract.list_amounts = defaults.list_amounts;
        }
        sent.contract.refund_returns_fee = defaults.refund_returns_fee;
        let link = encode(&sent).unwrap();
        assert!(
            link.is_ascii() && !link.contains(['#', ' ', '<', '"']),
            "{link}"
        );
        assert_eq!(decode(&link), Ok(sent), "{link}");
    }
}

#[test]
fn hostile_links_are_refused() {
    let long = format!("v=1&list={}", "1".repeat(LINK_MAX));
    for (link, error) in [
        ("", ShareError::Key),
        ("v=2", ShareError::Version),
        ("amount=1", ShareError::Version),
        ("v=1&amount", ShareError::Key),
        ("v=1&onclick=alert(1)", ShareError::Key),
        ("v=1&__proto__=1", ShareError::Key),
        ("v=1&amount=1&amount=2", ShareError::Key),
        ("v=1&amount=%F", ShareError::Value),
        ("v=1&amount=%FF", ShareError::Value),
        ("v=1&rate=credit_card*0.6", ShareError::Value),
        ("v=1&rate=credit_card*-1****", ShareError::Value),
        ("v=1&rate=gold*0.6****", ShareError::Value),
        ("v=1&rate=qr*1e5****", ShareError::Value),
        ("v=1&rate=qr*0.6*-20***", ShareError::Value),
        ("v=1&rounding=99", ShareError::Value),
        ("v=1&d0=%2D1", ShareError::Value),
        ("v=1&currency=12", ShareError::Value),
        ("v=1&night=1*25:00*07:00", ShareError::Value),
        (long.as_str(), ShareError::TooLong),
    ] {
        assert_eq!(
            decode(link),
            Err(error),
            "{}",
            link.get(..40).unwrap_or(link)
        );
    }
    let mut sent = shared(Preset::ChinaPos);
    sent.fields
        .push((SharedField::List, "12.50\n".repeat(1_000)));
    assert_eq!(encode(&sent), Err(ShareError::TooLong));
}

#[test]
fn arrival_says_why_it_takes_so_long() {
    let rules = SettlementRules::default();
    let at = |taken: &str, time: &str, rail| {
        arrival(&rules, day(taken), Some(read_time(time).unwrap()), rail)
    };
    let plain = at("2026-11-24", "12:00", Rail::Card);
    assert_eq!((plain.due.day, plain.delays.len()), (day("2026-11-25"), 0));
    let late = at("2026-11-20", "23:30", Rail::Card);
    assert_eq!(late.due.day, day("2026-11-23"));
    assert!(matches!(
        late.delays[..],
        [
            Delay::Cutoff(_),
            Delay::DaysOff {
                holidays: 0,
                weekend: 1
            }
        ]
    ));
    let national = at("2026-09-30", "22:00", Rail::Qr);
    assert_eq!(national.due.day, day("2026-10-08"));
    assert_eq!(
        national.delays,
        [Delay::DaysOff {
            holidays: 7,
            weekend: 0
        }]
    );
    let unknown = at("2027-05-14", "12:00", Rail::Qr);
    assert!(unknown.delays.contains(&Delay::Estimate(2027)));
    let kinds = ["2026-09-19", "2026-09-20", "2026-09-21", "2026-09-25"]
        .map(|text| day_kind(&rules.calendar, day(text)));
    assert_eq!(
        kinds,
        [
            DayKind::Weekend,
            DayKind::MakeUp,
            DayKind::Working,
            DayKind::Holiday
        ]
    );
    let shown = weeks(national.taken, national.due.day);
    assert_eq!(
        (shown.len(), shown[0][0], shown[1][6]),
        (2, day("2026-09-28"), day("2026-10-11"))
    );
}

#[test]
fn what_is_due_on_a_day_was_taken_on_these() {
    let rules = SettlementRules::default();
    let taken = |on: &str| -> Vec<String> {
        let days = due_on(&rules, day(on), Rail::Card).into_iter();
        days.map(|day| day.to_string()).collect()
    };
    // A Monday brings three days, a day off none, the day after the National Day eight.
    assert_eq!(
        taken("2026-11-23"),
        ["2026-11-20", "2026-11-21", "2026-11-22"]
    );
    assert!(taken("2026-10-03").is_empty());
    let national = taken("2026-10-08");
    assert_eq!((national.len(), national[0].as_str()), (8, "2026-09-30"));
}

proptest! {
    /// Whatever stands behind the `?`, reading it does not break anything.
    #[test]
    fn any_link_is_read_or_refused(link in ".{0,200}", tail in "[a-z0-9=&%*.]{0,80}") {
        let _ = decode(&link);
        let _ = decode(&format!("v=1&{tail}"));
    }
}
