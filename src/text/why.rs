//! The sentences of an answer: why each line is there, how sure it is, and what was assumed.

use rust_decimal::Decimal;

use super::words::tender;
use super::{Lang, money, sum};
use crate::answer::LineView;
use crate::cause::RateUse;
use crate::money::{Amount, Rate};
use crate::protocol::ExplainError;

mod assumption;
mod en;
mod patterns;
mod zh;

pub use assumption::assumption;

fn rate(rate: Rate) -> String {
    format!("{} %", rate.percent())
}

/// One rate of exchange, or the span of several.
fn rates(low: Decimal, high: Decimal) -> String {
    if low == high {
        low.to_string()
    } else {
        format!("{low}–{high}")
    }
}

fn capped(lang: Lang, agreed: Rate, cap: Option<Amount>) -> String {
    match (lang, cap) {
        (_, None) => rate(agreed),
        (Lang::Zh, Some(cap)) => format!("{}、封顶 {}", rate(agreed), sum(lang, cap)),
        (Lang::En, Some(cap)) => format!("{} capped at {}", rate(agreed), money(cap)),
    }
}

/// `1 row`, `2 rows`.
fn rows_en(count: u32, noun: &str) -> String {
    let plural = match (count, noun) {
        (1, _) => noun.to_owned(),
        (_, noun) if noun.ends_with('y') => format!("{}ies", &noun[..noun.len() - 1]),
        _ => format!("{noun}s"),
    };
    format!("{count} {plural}")
}

fn uses(lang: Lang, rates: &[RateUse]) -> String {
    let one = |used: &RateUse| {
        let name = tender(lang, used.tender);
        let rule = capped(lang, used.rate, used.cap);
        match lang {
            Lang::Zh => format!("{name} {} 笔按 {rule}", used.rows),
            Lang::En => format!("{} {name} at {rule}", used.rows),
        }
    };
    let list: Vec<String> = rates.iter().map(one).collect();
    list.join(match lang {
        Lang::Zh => "，",
        Lang::En => ", ",
    })
}

/// The one sentence of why, with the numbers in it.
#[must_use]
pub fn sentence(lang: Lang, line: &LineView) -> String {
    match lang {
        Lang::Zh => zh::sentence(line),
        Lang::En => en::sentence(line),
    }
}

/// Why there is no answer, and what to do.
#[must_use]
pub const fn no_answer(lang: Lang, error: ExplainError) -> &'static str {
    match (lang, error) {
        (Lang::Zh, ExplainError::NoTakings) => "还不知道收了多少：请放入收银流水或支付账单。",
        (Lang::Zh, ExplainError::NoBank) => "还不知道到账多少：请放入银行流水。",
        (Lang::Zh, ExplainError::NoRowsInPeriod) => {
            "文件里没有这段时间、这个币种的收款：请检查核对日期，或放入那几天的文件。"
        }
        (Lang::Zh, ExplainError::TooLarge) => "金额大得算不下：请检查文件的金额单位。",
        (Lang::En, ExplainError::NoTakings) => {
            "It is not known yet what was taken: please add the register export or the provider's bill."
        }
        (Lang::En, ExplainError::NoBank) => {
            "It is not known yet what arrived: please add the bank statement."
        }
        (Lang::En, ExplainError::NoRowsInPeriod) => {
            "The files hold no takings in these days and this currency: please check the days, or add the files of those days."
        }
        (Lang::En, ExplainError::TooLarge) => {
            "The sums are too large to add up: please check the unit of the amounts."
        }
    }
}
