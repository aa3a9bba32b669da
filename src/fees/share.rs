/*!
A calculation in a link: what stands behind the `?` of the page's own fragment.

The part of an address after `#` never goes to a server. A link may come from anybody, so only known
keys are read, everything has a limit, and the values are texts for fields that check them again.

The first pair is the version: `v=1`. Keys stand once each, except `rate`, one for each rule:
`rate=debit_card*0.50*20.00***` is tender, per cent, cap, minimum, fixed part and tier.
*/

use std::fmt::Write as _;

use rust_decimal::Decimal;

use crate::calendar::{Cycle, read_time};
use crate::money::{Currency, DecimalMark, Rate, read_number, read_rate};
use crate::record::Tender;
use crate::settings::{
    Contract, FeeRounding, InstantPer, NightFee, PayoutFee, RateRule, TierBoundary,
};

/// The version that this code writes and the only one it reads.
const VERSION: &str = "1";

/// Links longer than this are cut by some messengers; nothing longer is written or read.
pub const LINK_MAX: usize = 4_000;

/// No plan has more rules than this.
const RATES_MAX: usize = 40;

/// A calculation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The currency.
    pub currency: Currency,
    /// The plan, as far as fees depend on it.
    pub contract: Contract,
    /// What was typed, by field.
    pub fields: Vec<(SharedField, String)>,
}

/// A field of the calculator whose text travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SharedField {
    /// Which question is asked.
    Tab,
    /// How it is paid.
    Tender,
    /// The amount taken.
    Amount,
    /// What arrived, or should.
    Payout,
    /// Many amounts.
    List,
    /// When it was taken.
    Day,
    /// At what time.
    Time,
    /// Whether it is settled the same day.
    Instant,
    /// In how many payments.
    Count,
    /// What should arrive, beside a question of rates.
    Want,
    /// What was charged on a list.
    Charged,
    /// The day the account was seen.
    Seen,
    /// Takings or mix: tender, amount and number parted by tabs, one a line.
    Lines,
    /// The plans to compare with, parted by blanks.
    Rivals,
}

impl SharedField {
    /// Every field.
    pub const ALL: [Self; 14] = [
        Self::Tab,
        Self::Tender,
        Self::Amount,
        Self::Payout,
        Self::List,
        Self::Day,
        Self::Time,
        Self::Instant,
        Self::Count,
        Self::Want,
        Self::Charged,
        Self::Seen,
        Self::Lines,
        Self::Rivals,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::Tab => "tab",
            Self::Tender => "tender",
            Self::Amount => "amount",
            Self::Payout => "payout",
            Self::List => "list",
            Self::Day => "day",
            Self::Time => "time",
            Self::Instant => "instant",
            Self::Count => "count",
            Self::Want => "want",
            Self::Charged => "charged",
            Self::Seen => "seen",
            Self::Lines => "lines",
            Self::Rivals => "rivals",
        }
    }
}

/// Why a link is not read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareError {
    /// Longer than [`LINK_MAX`].
    TooLong,
    /// Written by another version, or by nobody's.
    Version,
    /// A key that no version has, or one that stands twice.
    Key,
    /// A value that is none.
    Value,
}

/// The names of tenders in links: those of the settings file.
const TENDERS: [(Tender, &str); 11] = [
    (Tender::Unknown, "unknown"),
    (Tender::CreditCard, "credit_card"),
    (Tender::DebitCard, "debit_card"),
    (Tender::Card, "card"),
    (Tender::ForeignCard, "foreign_card"),
    (Tender::Wechat, "wechat"),
    (Tender::Alipay, "alipay"),
    (Tender::Unionpay, "unionpay"),
    (Tender::Qr, "qr"),
    (Tender::Cash, "cash"),
    (Tender::Other, "other"),
];

/// The name of a tender in links.
#[must_use]
pub fn tender_name(tender: Tender) -> &'static str {
    TENDERS
        .iter()
        .find(|(known, _)| *known == tender)
        .map_or("unknown", |(_, name)| name)
}

/// The tender of a name.
#[must_use]
pub fn tender_of(name: &str) -> Option<Tender> {
    TENDERS
        .iter()
        .find(|(_, known)| *known == name)
        .map(|(tender, _)| *tender)
}

/// Writes a calculation as the text behind `?`.
///
/// # Errors
/// Where the text would be longer than [`LINK_MAX`]: a long list belongs into a file.
pub fn encode(shared: &Shared) -> Result<String, ShareError> {
    let contract = &shared.contract;
    let mut pairs: Vec<(&str, String)> = vec![
        ("v", VERSION.to_owned()),
        ("currency", shared.currency.code().to_owned()),
    ];
    for rule in &contract.rates {
        let part = |amount: Option<Decimal>| amount.map(|a| a.to_string()).unwrap_or_default();
        let parts = [
            tender_name(rule.tender).to_owned(),
            rule.percent.percent().to_string(),
            part(rule.cap),
            part(rule.min),
            part(rule.fixed),
            part(rule.above),
        ];
        pairs.push(("rate", parts.join("*")));
    }
    let place = FeeRounding::ALL
        .iter()
        .position(|&way| way == contract.rounding);
    pairs.push(("rounding", place.unwrap_or(0).to_string()));
    if contract.tier_boundary == TierBoundary::Below {
        pairs.push(("below", "1".to_owned()));
    }
    if let Some(fee) = contract.instant_fee {
        pairs.push(("d0", fee.to_string()));
    }
    if let Some(rate) = contract.instant_percent {
        pairs.push(("d0rate", rate.percent().to_string()));
    }
    if contract.instant_per == InstantPer::Payout {
        pairs.push(("d0payout", "1".to_owned()));
    }
    if let Some(night) = contract.night_fee {
        pairs.push((
            "night",
            format!("{}*{}*{}", night.amount, night.from, night.to),
        ));
    }
    if let Some(fee) = contract.payout_fee {
        let percent = fee
            .percent
            .map(|rate| rate.percent().to_string())
            .unwrap_or_default();
        let outside = if fee.outside { "1" } else { "" };
        pairs.push(("out", format!("{}*{percent}*{outside}", fee.fixed)));
    }
    pairs.push(("cycle", contract.settlement.cycle.to_string()));
    for (field, text) in shared.fields.iter().filter(|(_, text)| !text.is_empty()) {
        pairs.push((field.key(), text.clone()));
    }
    let mut link = String::new();
    for (key, value) in pairs {
        let separator = if link.is_empty() { "" } else { "&" };
        link.push_str(separator);
        link.push_str(key);
        link.push('=');
        escape(&value, &mut link);
    }
    if link.len() > LINK_MAX {
        Err(ShareError::TooLong)
    } else {
        Ok(link)
    }
}

/// Reads the text behind `?`.
///
/// # Errors
/// Everything that [`encode`] does not write.
pub fn decode(link: &str) -> Result<Shared, ShareError> {
    if link.len() > LINK_MAX {
        return Err(ShareError::TooLong);
    }
    let mut pairs = link
        .split('&')
        .map(|pair| pair.split_once('=').ok_or(ShareError::Key));
    if pairs.next().transpose()? != Some(("v", VERSION)) {
        return Err(ShareError::Version);
    }
    let mut reader = Reader {
        shared: Shared {
            currency: Currency::CNY,
            contract: Contract {
                rates: Vec::new(),
                ..Contract::default()
            },
            fields: Vec::new(),
        },
        seen: Vec::new(),
    };
    for pair in pairs {
        let (key, value) = pair?;
        reader.take(key, &unescape(value)?)?;
    }
    let mut shared = reader.shared;
    if shared.currency != Currency::CNY {
        // What devices cost in yuan says nothing of other places.
        shared.contract.list_amounts = Vec::new();
    }
    Ok(shared)
}

struct Reader<'a> {
    shared: Shared,
    seen: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, key: &'a str, value: &str) -> Result<(), ShareError> {
        if key != "rate" {
            if self.seen.contains(&key) {
                return Err(ShareError::Key);
            }
            self.seen.push(key);
        }
        let contract = &mut self.shared.contract;
        match key {
            "currency" => self.shared.currency = Currency::parse(value).ok_or(ShareError::Value)?,
            "rate" => {
                if contract.rates.len() == RATES_MAX {
                    return Err(ShareError::TooLong);
                }
                contract.rates.push(rule(value)?);
            }
            "rounding" => {
                let place: usize = value.parse().map_err(|_| ShareError::Value)?;
                contract.rounding = *FeeRounding::ALL.get(place).ok_or(ShareError::Value)?;
            }
            "below" => contract.tier_boundary = flag(value, TierBoundary::Below)?,
            "d0" => contract.instant_fee = Some(money(value)?),
            "d0rate" => contract.instant_percent = Some(percent(value)?),
            "d0payout" => contract.instant_per = flag(value, InstantPer::Payout)?,
            "night" => contract.night_fee = Some(night(value)?),
            "out" => contract.payout_fee = Some(payout(value)?),
            "cycle" => {
                contract.settlement.cycle = Cycle::parse(value).ok_or(ShareError::Value)?;
            }
            other => {
                let field = SharedField::ALL
                    .into_iter()
                    .find(|field| field.key() == other);
                let field = field.ok_or(ShareError::Key)?;
                self.shared.fields.push((field, value.to_owned()));
            }
        }
        Ok(())
    }
}

fn flag<T>(value: &str, set: T) -> Result<T, ShareError> {
    if value == "1" {
        Ok(set)
    } else {
        Err(ShareError::Value)
    }
}

fn rule(value: &str) -> Result<RateRule, ShareError> {
    let parts: Vec<&str> = value.split('*').collect();
    let [tender, rate, cap, min, fixed, above] = parts[..] else {
        return Err(ShareError::Value);
    };
    let optional = |text: &str| {
        if text.is_empty() {
            Ok(None)
        } else {
            money(text).map(Some)
        }
    };
    Ok(RateRule {
        tender: tender_of(tender).ok_or(ShareError::Value)?,
        percent: percent(rate)?,
        cap: optional(cap)?,
        min: optional(min)?,
        fixed: optional(fixed)?,
        above: optional(above)?,
    })
}

fn night(value: &str) -> Result<NightFee, ShareError> {
    let parts: Vec<&str> = value.split('*').collect();
    let [amount, from, to] = parts[..] else {
        return Err(ShareError::Value);
    };
    let time = |text: &str| read_time(text).map_err(|_| ShareError::Value);
    Ok(NightFee {
        amount: money(amount)?,
        from: time(from)?,
        to: time(to)?,
    })
}

fn payout(value: &str) -> Result<PayoutFee, ShareError> {
    let parts: Vec<&str> = value.split('*').collect();
    let [fixed, rate, outside] = parts[..] else {
        return Err(ShareError::Value);
    };
    let rate = if rate.is_empty() {
        None
    } else {
        Some(percent(rate)?)
    };
    let outside = !outside.is_empty() && flag(outside, true)?;
    Ok(PayoutFee {
        fixed: money(fixed)?,
        percent: rate,
        outside,
    })
}

fn percent(text: &str) -> Result<Rate, ShareError> {
    read_rate(text).map_err(|_| ShareError::Value)
}

fn money(text: &str) -> Result<Decimal, ShareError> {
    let number = read_number(text, DecimalMark::Point).map_err(|_| ShareError::Value)?;
    let amount = number.decimal().map_err(|_| ShareError::Value)?;
    if amount.is_sign_negative() {
        Err(ShareError::Value)
    } else {
        Ok(amount)
    }
}

/// Escapes everything but letters, digits and a few harmless signs.
fn escape(text: &str, link: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._*:,".contains(&byte) {
            link.push(char::from(byte));
        } else {
            // Writing into a string does not fail.
            let _infallible = write!(link, "%{byte:02X}");
        }
    }
}

fn unescape(text: &str) -> Result<String, ShareError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || {
            let byte = rest.next().ok_or(ShareError::Value)?;
            let digit = char::from(byte).to_digit(16).ok_or(ShareError::Value)?;
            u8::try_from(digit).map_err(|_| ShareError::Value)
        };
        bytes.push(digit()? * 16 + digit()?);
    }
    String::from_utf8(bytes).map_err(|_| ShareError::Value)
}
