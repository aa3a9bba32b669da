//! The sentences of an answer: why each line is there, how sure it is, and what was assumed.

use super::words::tender;
use super::{Lang, money};
use crate::answer::LineView;
use crate::cause::{Confidence, Group, RateUse};
use crate::money::{Amount, Rate};
use crate::protocol::ExplainError;

mod assumption;
mod en;
mod patterns;
mod zh;

pub use assumption::assumption;

/// The word of a group.
#[must_use]
pub const fn group(lang: Lang, group: Group) -> &'static str {
    match (lang, group) {
        (Lang::Zh, Group::Claim) => "可以要回",
        (Lang::Zh, Group::Look) => "需要看",
        (Lang::Zh, Group::Transit) => "在途",
        (Lang::Zh, Group::Normal) => "正常",
        (Lang::Zh, Group::Root) => "提醒",
        (Lang::En, Group::Claim) => "Claim back",
        (Lang::En, Group::Look) => "Needs a look",
        (Lang::En, Group::Transit) => "On its way",
        (Lang::En, Group::Normal) => "Normal",
        (Lang::En, Group::Root) => "Advice",
    }
}

/// The word for a confidence, and the rule behind it.
#[must_use]
pub const fn confidence(lang: Lang, confidence: Confidence) -> (&'static str, &'static str) {
    match (lang, confidence) {
        (Lang::Zh, Confidence::Certain) => ("确定", "两份文件里都有，编号对得上"),
        (Lang::Zh, Confidence::Likely) => ("很可能", "一份文件加上合同，金额一分不差"),
        (Lang::Zh, Confidence::Possible) => ("可能", "只是算术上说得通，还要核实"),
        (Lang::En, Confidence::Certain) => {
            ("Certain", "two files show it, and their numbers agree")
        }
        (Lang::En, Confidence::Likely) => (
            "Likely",
            "one file and the contract give exactly this amount",
        ),
        (Lang::En, Confidence::Possible) => (
            "Possible",
            "the arithmetic fits; it still has to be checked",
        ),
    }
}

fn rate(rate: Rate) -> String {
    format!("{} %", rate.percent())
}

fn capped(lang: Lang, agreed: Rate, cap: Option<Amount>) -> String {
    match (lang, cap) {
        (_, None) => rate(agreed),
        (Lang::Zh, Some(cap)) => format!("{}、封顶 {} 元", rate(agreed), money(cap)),
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
