//! The calculator's answers: the working of a fee, backwards, lists, comparisons, arrival.

use super::{Lang, money, words};
use crate::calendar::Day;
use crate::fees::{
    Cheaper, Delay, Exact, ImpliedError, InverseError, Quote, QuoteError, RoundingWay, ShareError,
    Step, Stretch,
};
use crate::money::{Amount, Rate, Rounding};
use crate::record::Tender;
use crate::settings::InstantPer;

mod page;
mod presets;
mod quick;

pub use page::CalculatorPage;
pub use presets::{mark, preset_name, preset_source};
pub use quick::{fit_count, fit_kind, more_fits, more_kinds, not_listed, quick_error, term};

/// A rate as contracts write it: at least two decimals, a blank before the sign.
#[must_use]
pub fn percent(rate: Rate) -> String {
    let plain = rate.percent().normalize();
    let decimals = plain.scale().max(2) as usize;
    format!("{plain:.decimals$} %")
}

/// An unrounded amount inside a sentence.
fn exact(exact: Exact) -> String {
    let text = exact.to_string();
    let rounded = money(exact.whole);
    // The grouped whole part, with the decimals that rounding hides behind it.
    match text.split_once('.') {
        Some((_, fraction)) if exact.rest != 0 => {
            let whole = rounded
                .split_once('.')
                .map_or(rounded.as_str(), |(whole, _)| whole);
            let sign = if text.starts_with('-') && !whole.starts_with('−') {
                "−"
            } else {
                ""
            };
            format!("{sign}{whole}.{fraction}")
        }
        _ => rounded,
    }
}

/// A way to round.
#[must_use]
pub const fn rounding(lang: Lang, rounding: Rounding) -> &'static str {
    match (lang, rounding) {
        (Lang::Zh, Rounding::HalfUp) => "四舍五入",
        (Lang::En, Rounding::HalfUp) => "rounded half up",
        (Lang::Zh, Rounding::HalfEven) => "四舍六入五成双",
        (Lang::En, Rounding::HalfEven) => "rounded half to even",
        (Lang::Zh, Rounding::Down) => "舍去",
        (Lang::En, Rounding::Down) => "rounded down",
        (Lang::Zh, Rounding::Up) => "进一",
        (Lang::En, Rounding::Up) => "rounded up",
    }
}

/// The working of a fee in one line: `10,000.00 × 0.50 % = 50.00，封顶 20.00；到账 9,980.00`.
#[must_use]
pub fn working(lang: Lang, quote: &Quote) -> String {
    let steps: Vec<String> = quote.steps.iter().map(|one| step(lang, one)).collect();
    let net = money(quote.net);
    match lang {
        Lang::Zh => format!("{}；到账 {net}", steps.join("，")),
        Lang::En => format!("{}; net {net}", steps.join(", ")),
    }
}

fn step(lang: Lang, step: &Step) -> String {
    match *step {
        Step::Share {
            of,
            rate,
            exact: share,
            rounded,
            rounding: way,
        } => {
            let (of, rate, share_text) = (money(of), percent(rate), exact(share));
            if share.is_whole() {
                return format!("{of} × {rate} = {share_text}");
            }
            let (way, rounded) = (rounding(lang, way), money(rounded));
            match lang {
                Lang::Zh => format!("{of} × {rate} = {share_text}，{way} {rounded}"),
                Lang::En => format!("{of} × {rate} = {share_text}, {way} {rounded}"),
            }
        }
        Step::Capped(cap) => both(lang, "封顶", "capped at", cap),
        Step::Raised(min) => both(lang, "最低收", "at least", min),
        Step::Fixed(fixed) => both(lang, "每笔加收", "plus per payment", fixed),
        Step::Instant(amount, per) => {
            let (zh, en) = instant_words(per);
            both(lang, zh, en, amount)
        }
        Step::InstantShare(rate, amount, per) => {
            let (zh, en) = instant_words(per);
            let (rate, amount) = (percent(rate), money(amount));
            match lang {
                Lang::Zh => format!("{zh} {rate} = {amount}"),
                Lang::En => format!("{en} {rate} = {amount}"),
            }
        }
        Step::Night(amount) => both(lang, "夜间加收", "at night", amount),
        Step::Payout(amount) => both(lang, "提现费", "payout fee", amount),
        Step::PayoutOutside(amount) => both(
            lang,
            "提现费（另扣）",
            "payout fee, debited elsewhere",
            amount,
        ),
    }
}

fn both(lang: Lang, zh: &str, en: &str, amount: Amount) -> String {
    let word = match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    format!("{word} {}", money(amount))
}

const fn instant_words(per: InstantPer) -> (&'static str, &'static str) {
    match per {
        InstantPer::Transaction => ("秒到每笔", "same-day, per payment"),
        InstantPer::Payout => ("秒到每次打款", "same-day, per payout"),
    }
}

/// Why there is no fee.
#[must_use]
pub fn quote_error(lang: Lang, error: &QuoteError) -> String {
    match (lang, error) {
        (Lang::Zh, QuoteError::NoRule(tender)) => {
            format!(
                "这个方案没有{}的费率。请选别的付款方式，或填上费率。",
                words::tender(lang, *tender)
            )
        }
        (Lang::En, QuoteError::NoRule(tender)) => format!(
            "This plan has no rate for {}. Choose another way of paying, or enter a rate.",
            words::tender(lang, *tender)
        ),
        (Lang::Zh, QuoteError::Ambiguous(tenders)) => {
            format!("要分清是哪一种：{}，费率不同。", tender_list(lang, tenders))
        }
        (Lang::En, QuoteError::Ambiguous(tenders)) => {
            format!(
                "Which one is it: {}? The rates differ.",
                tender_list(lang, tenders)
            )
        }
        (Lang::Zh, QuoteError::TooLarge) => "金额太大，超出能精确计算的范围。".to_owned(),
        (Lang::En, QuoteError::TooLarge) => {
            "The amount is larger than can be computed exactly.".to_owned()
        }
    }
}

fn tender_list(lang: Lang, tenders: &[Tender]) -> String {
    let names: Vec<&str> = tenders
        .iter()
        .map(|&tender| words::tender(lang, tender))
        .collect();
    names.join(match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    })
}

/// Why nothing can be said backwards.
#[must_use]
pub fn inverse_error(lang: Lang, error: &InverseError) -> String {
    match (lang, error) {
        (_, InverseError::Quote(error)) => quote_error(lang, error),
        (Lang::Zh, InverseError::NotPositive) => "到账金额要大于 0。".to_owned(),
        (Lang::En, InverseError::NotPositive) => "What arrives must be above nought.".to_owned(),
        (Lang::Zh, InverseError::TooSteep) => {
            "费率合计超过 90 %，很多金额到账都一样，不反推。".to_owned()
        }
        (Lang::En, InverseError::TooSteep) => {
            "The rates take more than 90 %: many amounts lead to the same payout.".to_owned()
        }
    }
}

/// Why there is no rate behind two amounts.
#[must_use]
pub const fn implied_error(lang: Lang, error: ImpliedError) -> &'static str {
    match (lang, error) {
        (Lang::Zh, ImpliedError::NotPositive) => "收款要大于 0，到账不能是负数。",
        (Lang::En, ImpliedError::NotPositive) => {
            "What was taken must be above nought, and what arrived not below it."
        }
        (Lang::Zh, ImpliedError::PayoutAbove) => "到账比收款还多，看看是不是填反了。",
        (Lang::En, ImpliedError::PayoutAbove) => {
            "More arrived than was taken. Were the two swapped?"
        }
        (Lang::Zh, ImpliedError::BelowFixed) => "扣掉的比固定收费还少，方案里的加收可能不对。",
        (Lang::En, ImpliedError::BelowFixed) => {
            "Less was kept than the fixed charges alone; they may not apply."
        }
        (Lang::Zh, ImpliedError::TooLarge) => "金额太大，超出能精确计算的范围。",
        (Lang::En, ImpliedError::TooLarge) => "The amount is larger than can be computed exactly.",
    }
}

/// A way to round a list.
#[must_use]
pub fn rounding_way(lang: Lang, way: RoundingWay) -> String {
    let how = rounding(lang, way.rounding);
    match (lang, way.per_transaction) {
        (Lang::Zh, true) => format!("逐笔{how}"),
        (Lang::Zh, false) => format!("整批{how}"),
        (Lang::En, true) => format!("each payment {how}"),
        (Lang::En, false) => format!("the whole batch {how}"),
    }
}

/// A line of a list that is no amount.
#[must_use]
pub fn refused_line(lang: Lang, line: usize, text: &str, reason: &str) -> String {
    match lang {
        Lang::Zh => format!("第 {line} 行的“{text}”没有算进去：{reason}"),
        Lang::En => format!("“{text}” in line {line} was left out: {reason}"),
    }
}

/// The rows of a file that make a list.
#[must_use]
pub fn file_list(lang: Lang, rows: usize, left_out: usize) -> String {
    match (lang, left_out) {
        (Lang::Zh, 0) => format!("用了 {rows} 行，每行按自己的付款方式算。"),
        (Lang::Zh, _) => format!(
            "用了 {rows} 行，每行按自己的付款方式算；现金、手续费之类的 {left_out} 行没有算。"
        ),
        (Lang::En, 0) => format!("{rows} rows, each by its own way of paying."),
        (Lang::En, _) => format!(
            "{rows} rows, each by its own way of paying; {left_out} of cash, fees and the like are left out."
        ),
    }
}

/// From which ticket size on which plan is cheaper.
#[must_use]
pub fn stretch(lang: Lang, stretch: &Stretch, first: &str, second: &str) -> String {
    let from = money(stretch.from);
    let cheaper = match stretch.cheaper {
        Cheaper::First => first,
        Cheaper::Second => second,
        Cheaper::Equal => {
            return match lang {
                Lang::Zh => format!("从 {from} 起：一样"),
                Lang::En => format!("from {from}: the same"),
            };
        }
    };
    match lang {
        Lang::Zh => format!("从 {from} 起：{cheaper}便宜"),
        Lang::En => format!("from {from}: {cheaper} is cheaper"),
    }
}

/// The exact amount at which two plans cost the same, where it lies between two whole amounts.
#[must_use]
pub fn crossing(lang: Lang, amount: &str) -> String {
    match lang {
        Lang::Zh => format!("（正好相等的金额是 {amount}）"),
        Lang::En => format!("(exactly equal at {amount})"),
    }
}

/// Why money takes longer than the cycle says.
#[must_use]
pub fn delay(lang: Lang, delay: &Delay) -> String {
    match (lang, *delay) {
        (Lang::Zh, Delay::Cutoff(time)) => format!("晚于日切 {time}，算第二天的收款"),
        (Lang::En, Delay::Cutoff(time)) => {
            format!("later than the cut-off at {time}: counts to the next day")
        }
        (
            Lang::Zh,
            Delay::DaysOff {
                holidays: 0,
                weekend,
            },
        ) => format!("中间有 {weekend} 天周末"),
        (
            Lang::En,
            Delay::DaysOff {
                holidays: 0,
                weekend,
            },
        ) => {
            format!("{weekend} weekend days in between")
        }
        (
            Lang::Zh,
            Delay::DaysOff {
                holidays,
                weekend: 0,
            },
        ) => {
            format!("中间有 {holidays} 天法定节假日")
        }
        (
            Lang::En,
            Delay::DaysOff {
                holidays,
                weekend: 0,
            },
        ) => {
            format!("{holidays} public holidays in between")
        }
        (Lang::Zh, Delay::DaysOff { holidays, weekend }) => {
            format!("中间有 {holidays} 天法定节假日、{weekend} 天周末")
        }
        (Lang::En, Delay::DaysOff { holidays, weekend }) => {
            format!("{holidays} public holidays and {weekend} weekend days in between")
        }
        (Lang::Zh, Delay::Estimate(year)) => {
            format!("{year} 年的放假安排还不知道，只按周末推算，是估计")
        }
        (Lang::En, Delay::Estimate(year)) => {
            format!("the holidays of {year} are not known here: weekends only, an estimate")
        }
    }
}

/// The weekday of a day.
#[must_use]
pub const fn weekday(lang: Lang, day: Day) -> &'static str {
    match (lang, day.weekday()) {
        (Lang::Zh, 0) => "周一",
        (Lang::Zh, 1) => "周二",
        (Lang::Zh, 2) => "周三",
        (Lang::Zh, 3) => "周四",
        (Lang::Zh, 4) => "周五",
        (Lang::Zh, 5) => "周六",
        (Lang::Zh, _) => "周日",
        (Lang::En, 0) => "Mon",
        (Lang::En, 1) => "Tue",
        (Lang::En, 2) => "Wed",
        (Lang::En, 3) => "Thu",
        (Lang::En, 4) => "Fri",
        (Lang::En, 5) => "Sat",
        (Lang::En, _) => "Sun",
    }
}

/// Why a link holds no calculation.
#[must_use]
pub const fn share_error(lang: Lang, error: ShareError) -> &'static str {
    match (lang, error) {
        (Lang::Zh, ShareError::TooLong) => "内容太多，放不进一个链接。请改为保存方案文件。",
        (Lang::En, ShareError::TooLong) => "Too much for a link. Save the plan as a file instead.",
        (Lang::Zh, ShareError::Version) => "这个链接是别的版本写的，这里读不出来。",
        (Lang::En, ShareError::Version) => "This link was written by another version.",
        (Lang::Zh, ShareError::Key | ShareError::Value) => {
            "这个链接不完整或被改过，没有采用。请让对方重新发一次。"
        }
        (Lang::En, ShareError::Key | ShareError::Value) => {
            "This link is incomplete or was changed; it was not used. Ask for it once more."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fees::{Preset, Sale, quote};
    use crate::money::{Currency, DecimalMark, read_amount, read_rate};

    fn line(lang: Lang, preset: Preset, tender: Tender, amount: &str, instant: bool) -> String {
        let amount = read_amount(amount, preset.currency(), DecimalMark::Point).unwrap();
        let sale = Sale {
            tender,
            amount,
            instant,
            time: None,
        };
        working(lang, &quote(&preset.contract(), sale).unwrap())
    }

    #[test]
    fn the_working_stands_in_one_line() {
        let zh = |preset, tender, amount| line(Lang::Zh, preset, tender, amount, true);
        assert_eq!(
            zh(Preset::ChinaPos, Tender::DebitCard, "10000"),
            "10,000.00 × 0.50 % = 50.00，封顶 20.00；到账 9,980.00"
        );
        assert_eq!(
            zh(Preset::ChinaInstant, Tender::CreditCard, "1234.56"),
            "1,234.56 × 0.60 % = 7.40736，四舍五入 7.41，秒到每笔 2.00；到账 1,225.15"
        );
        assert_eq!(
            line(Lang::En, Preset::StripeUs, Tender::Card, "100", false),
            "100.00 × 2.90 % = 2.90, plus per payment 0.30; net 96.80"
        );
        assert_eq!(
            zh(Preset::StripeJp, Tender::Card, "1010"),
            "1,010 × 3.60 % = 36.36，四舍五入 36；到账 974"
        );
        assert_eq!(percent(read_rate("0.0325").unwrap()), "0.0325 %");
        assert_eq!(Currency::CNY.digits(), 2);
    }
}
