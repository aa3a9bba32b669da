//! Plans seen in public, to begin from: each with its source's weight and the day it was read.
//!
//! None is law or an offer. Names and sources as sentences stand in `text`.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::money::{Currency, Rate};
use crate::record::Tender;
use crate::settings::{Contract, FeeRounding, RateRule};

/// How far a preset can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The provider's or the authority's own page or text was read.
    Official,
    /// Read on a page of somebody else: an agent, a comparison, the news.
    Secondary,
    /// General knowledge: no page was found.
    Unverified,
}

macro_rules! presets {
    ($($(#[$doc:meta])* $variant:ident = $id:literal;)*) => {
        /// A plan to begin from.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Preset {
            $($(#[$doc])* $variant,)*
        }

        impl Preset {
            /// Every preset, in the order that the page shows them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in links and files.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }
        }
    };
}

presets! {
    /// A usual POS contract in China, debit capped at 20.
    ChinaPos = "cn-pos";
    /// The same with the debit cap at 25.
    ChinaPosCap25 = "cn-pos-25";
    /// A cheaper contract found in a published system.
    ChinaPosLow = "cn-pos-low";
    /// QR with a dearer tier above 1,000.
    ChinaQrTier = "cn-qr-tier";
    /// UnionPay QR and contactless: cheap up to 1,000.
    ChinaContactless = "cn-contactless";
    /// The usual contract with same-day settlement at 2 a payment.
    ChinaInstant = "cn-instant";
    /// WeChat Pay without an acquirer.
    WechatDirect = "cn-wechat";
    /// Alipay without an acquirer.
    AlipayDirect = "cn-alipay";
    /// POS for supermarkets and filling stations.
    ChinaPosDiscount = "cn-pos-discount";
    /// PayPal in China: payments from abroad, in yuan.
    PaypalCn = "paypal-cn";
    /// Stripe, United States, online.
    StripeUs = "stripe-us";
    /// Stripe, United States, in person.
    StripeTerminal = "stripe-us-terminal";
    /// Stripe, euro area.
    StripeEea = "stripe-eea";
    /// Stripe, United Kingdom.
    StripeUk = "stripe-uk";
    /// Stripe, Japan.
    StripeJp = "stripe-jp";
    /// Square, United States, card present.
    SquarePresent = "square-us";
    /// The same as since 2025.
    SquarePresent15 = "square-us-15";
    /// Square, United States, keyed in.
    SquareKeyed = "square-us-keyed";
    /// Square, United States, online.
    SquareOnline = "square-us-online";
    /// Square, United Kingdom, card present.
    SquareUk = "square-uk";
    /// Square, United Kingdom, online.
    SquareUkOnline = "square-uk-online";
    /// PayPal, United States.
    PaypalUs = "paypal-us";
    /// Shopify Payments, United States, cheapest subscription.
    ShopifyUs = "shopify-us";
    /// Mollie, cards.
    Mollie = "mollie";
    /// Zettle, United Kingdom.
    ZettleUk = "zettle-uk";
    /// SumUp, euro area.
    SumUp = "sumup";
    /// Interchange of consumer cards in the EU, to which scheme fee and markup are added.
    InterchangeEu = "interchange-eu";
    /// The same with Adyen's own fee, to which scheme fee and processing fee are added.
    AdyenEu = "adyen-eu";
}

/// A rate of a preset: tender, hundredths of a per cent, cap, fixed part and tier in minor units.
type Line = (Tender, i64, Option<i64>, Option<i64>, Option<i64>);

const fn plain(tender: Tender, hundredths: i64) -> Line {
    (tender, hundredths, None, None, None)
}

const fn with_fixed(tender: Tender, hundredths: i64, fixed: i64) -> Line {
    (tender, hundredths, None, Some(fixed), None)
}

impl Preset {
    /// The preset of a name.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|preset| preset.id() == id)
    }

    /// Whether it is a plan of mainland China.
    #[must_use]
    pub fn is_chinese(self) -> bool {
        self.currency() == Currency::CNY
    }

    /// Its currency.
    #[must_use]
    pub fn currency(self) -> Currency {
        let code = match self {
            Self::StripeUs
            | Self::StripeTerminal
            | Self::SquarePresent
            | Self::SquarePresent15
            | Self::SquareKeyed
            | Self::SquareOnline
            | Self::PaypalUs
            | Self::ShopifyUs => "USD",
            Self::StripeEea | Self::Mollie | Self::SumUp | Self::InterchangeEu | Self::AdyenEu => {
                "EUR"
            }
            Self::StripeUk | Self::SquareUk | Self::SquareUkOnline | Self::ZettleUk => "GBP",
            Self::StripeJp => "JPY",
            _ => "CNY",
        };
        Currency::parse(code).unwrap_or(Currency::CNY)
    }

    /// How far it can be trusted (FEES.md sections 2 and 6).
    #[must_use]
    pub const fn mark(self) -> Mark {
        match self {
            Self::SquarePresent
            | Self::SquareUk
            | Self::SquareUkOnline
            | Self::StripeUk
            | Self::PaypalCn
            | Self::Mollie
            | Self::InterchangeEu
            | Self::AdyenEu => Mark::Official,
            Self::ChinaPosCap25 | Self::SumUp => Mark::Unverified,
            _ => Mark::Secondary,
        }
    }

    /// The day its source was read.
    #[must_use]
    pub fn as_of(self) -> Option<Day> {
        match self {
            Self::ChinaPosDiscount
            | Self::PaypalCn
            | Self::PaypalUs
            | Self::StripeUs
            | Self::StripeTerminal
            | Self::StripeEea
            | Self::StripeUk
            | Self::SquarePresent15
            | Self::SquareUk
            | Self::SquareUkOnline
            | Self::ShopifyUs
            | Self::Mollie
            | Self::ZettleUk
            | Self::AdyenEu => Day::from_ymd(2026, 11, 29),
            _ => Day::from_ymd(2026, 11, 23),
        }
    }

    /// The plan, with everything else as by default.
    #[must_use]
    pub fn contract(self) -> Contract {
        let digits = self.currency().digits();
        let money = |minor: i64| Decimal::new(minor, digits);
        let rates = self
            .lines()
            .into_iter()
            .filter_map(|(tender, hundredths, cap, fixed, above)| {
                Some(RateRule {
                    tender,
                    percent: Rate::from_percent(Decimal::new(hundredths, 2))?,
                    cap: cap.map(money),
                    min: None,
                    fixed: fixed.map(money),
                    above: above.map(money),
                })
            })
            .collect();
        let china = self.is_chinese() && self != Self::PaypalCn;
        // Mollie takes each fee rounded up (help.mollie.com, "What are rounding differences").
        let rounding = if self == Self::Mollie {
            FeeRounding::UpPerTransaction
        } else {
            FeeRounding::HalfUpPerTransaction
        };
        let base = Contract::default();
        Contract {
            rates,
            rounding,
            // Chinese wallets and Zettle give the fee back; Stripe, Square and PayPal keep it (FEES.md 4).
            refund_returns_fee: china || self == Self::ZettleUk,
            list_amounts: if china {
                base.list_amounts.clone()
            } else {
                Vec::new()
            },
            instant_fee: (self == Self::ChinaInstant).then(|| money(200)),
            ..base
        }
    }

    fn lines(self) -> Vec<Line> {
        use Tender::{
            Alipay, Card, CreditCard, DebitCard, ForeignCard, Other, Qr, Unionpay, Wechat,
        };
        let pos = |credit, debit, cap| {
            vec![
                plain(CreditCard, credit),
                (DebitCard, debit, Some(cap), None, None),
                plain(Wechat, 38),
                plain(Alipay, 38),
                plain(Unionpay, 38),
                plain(Qr, 38),
                plain(ForeignCard, 250),
            ]
        };
        let tiered = |tender, low, high| {
            [
                plain(tender, low),
                (tender, high, None, None, Some(100_000)),
            ]
        };
        match self {
            Self::ChinaPos | Self::ChinaInstant => pos(60, 50, 2_000),
            Self::ChinaPosCap25 => pos(60, 50, 2_500),
            Self::ChinaPosLow => pos(52, 42, 1_800),
            Self::ChinaQrTier => [Wechat, Alipay, Qr]
                .into_iter()
                .flat_map(|qr| tiered(qr, 38, 55))
                .collect(),
            Self::ChinaContactless => tiered(Unionpay, 38, 60).to_vec(),
            Self::WechatDirect => vec![plain(Wechat, 60)],
            Self::AlipayDirect => vec![plain(Alipay, 60)],
            Self::StripeUs => vec![with_fixed(Card, 290, 30), with_fixed(ForeignCard, 440, 30)],
            Self::ChinaPosDiscount => vec![plain(CreditCard, 38), plain(DebitCard, 38)],
            Self::PaypalCn => vec![
                with_fixed(ForeignCard, 440, 220),
                with_fixed(Other, 440, 220),
            ],
            Self::StripeTerminal => vec![with_fixed(Card, 270, 5), with_fixed(ForeignCard, 420, 5)],
            Self::StripeEea => vec![with_fixed(Card, 150, 25), with_fixed(ForeignCard, 325, 25)],
            Self::StripeUk => vec![with_fixed(Card, 150, 20), with_fixed(ForeignCard, 325, 20)],
            Self::StripeJp => vec![plain(Card, 360)],
            Self::SquarePresent => vec![with_fixed(Card, 260, 10)],
            Self::SquarePresent15 => vec![with_fixed(Card, 260, 15)],
            Self::SquareUk => vec![plain(Card, 175)],
            Self::SquareUkOnline => {
                vec![with_fixed(Card, 140, 25), with_fixed(ForeignCard, 250, 25)]
            }
            Self::ShopifyUs => vec![with_fixed(Card, 290, 30), with_fixed(ForeignCard, 440, 30)],
            Self::Mollie => vec![with_fixed(Card, 180, 25), with_fixed(ForeignCard, 280, 25)],
            Self::ZettleUk => vec![plain(Card, 175), plain(Other, 250)],
            Self::SquareKeyed => vec![with_fixed(Card, 350, 15)],
            Self::SquareOnline => vec![with_fixed(Card, 290, 30)],
            Self::PaypalUs => {
                vec![
                    with_fixed(Card, 299, 49),
                    with_fixed(ForeignCard, 499, 49),
                    with_fixed(Other, 349, 49),
                    with_fixed(Qr, 229, 9),
                ]
            }
            Self::SumUp => vec![plain(Card, 169)],
            Self::InterchangeEu => vec![plain(DebitCard, 20), plain(CreditCard, 30)],
            // Adyen's fee begins at 0.60 % beside interchange and scheme fee (help.adyen.com, “What is
            // the Interchange++”).
            Self::AdyenEu => vec![plain(DebitCard, 80), plain(CreditCard, 90)],
        }
    }
}
