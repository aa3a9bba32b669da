//! The quick answer in sentences. Nothing in it is ever called certain.

use super::percent;
use crate::fees::{QuickError, Term, What};
use crate::money::Amount;
use crate::text::{Lang, money, words};

/// How many sets of causes fit as well as the first.
#[must_use]
pub fn fit_count(lang: Lang, equal: usize, total: usize) -> String {
    match (lang, equal) {
        (Lang::Zh, 0 | 1) if total <= 1 => "只有这一种对得上。是不是它，要看账单。".to_owned(),
        (Lang::En, 0 | 1) if total <= 1 => {
            "Only this one fits. Whether it is the reason, your bill tells.".to_owned()
        }
        (Lang::Zh, 0 | 1) => {
            format!("共有 {total} 种说法对得上，这一种最简单。算得上不等于就是它，要看账单。")
        }
        (Lang::En, 0 | 1) => format!(
            "{total} explanations fit, this one is the simplest. That it fits does not make it the reason: look at your bill."
        ),
        (Lang::Zh, _) => {
            format!(
                "有 {equal} 种说法一样简单、一样对得上（共 {total} 种）。单靠这几个数分不出来，要看账单。"
            )
        }
        (Lang::En, _) => format!(
            "{equal} explanations are equally simple and fit equally well ({total} in all). These figures alone cannot tell them apart: look at your bill."
        ),
    }
}

/// So many more that fit less simply.
#[must_use]
pub fn more_fits(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("再看 {count} 种"),
        Lang::En => format!("{count} more"),
    }
}

/// Why there is no quick answer.
#[must_use]
pub const fn quick_error(lang: Lang, error: QuickError) -> &'static str {
    match (lang, error) {
        (Lang::Zh, QuickError::NoTakings) => "先填收款，要大于 0。",
        (Lang::En, QuickError::NoTakings) => "Enter what was taken, above nought.",
        (Lang::Zh, QuickError::TooMany) => "这么多笔，还是把文件放进来核对更准。",
        (Lang::En, QuickError::TooMany) => "That many are a job for the files.",
        (Lang::Zh, QuickError::TooLarge) => "金额太大，超出能精确计算的范围。",
        (Lang::En, QuickError::TooLarge) => "The amount is larger than can be computed exactly.",
        (Lang::Zh, QuickError::Currency) => "收款和到账要用同一种货币。",
        (Lang::En, QuickError::Currency) => "Takings and payout must be in one currency.",
    }
}

/// One part of a fit: what it would be, without its amount.
#[must_use]
pub fn term(lang: Lang, term: &Term) -> String {
    match lang {
        Lang::Zh => zh(term),
        Lang::En => en(term),
    }
}

fn optional(amount: Option<Amount>, none: &str) -> String {
    amount.map_or_else(|| none.to_owned(), money)
}

fn zh(term: &Term) -> String {
    let name = |tender| words::tender(Lang::Zh, tender);
    match term.what {
        What::Fee {
            tender,
            rate,
            cap,
            uncapped,
            payments,
            ..
        } => {
            let rate = percent(rate);
            let tail = match (cap, payments) {
                (Some(cap), _) => format!("，封顶 {}", money(cap)),
                (None, Some(payments)) => format!("，加每笔固定的一份（如果一共 {payments} 笔）"),
                (None, None) if uncapped => "（多笔小额，每笔都没到封顶）".to_owned(),
                (None, None) => String::new(),
            };
            format!("{}手续费 {rate}{tail}", name(tender))
        }
        What::OtherRate {
            agreed, charged, ..
        } => {
            format!("实际按 {} 收，方案是 {}", percent(charged), percent(agreed))
        }
        What::OtherCap {
            agreed, charged, ..
        } => match charged {
            None => format!("封顶 {} 没有生效", optional(agreed, "")),
            Some(charged) => {
                format!(
                    "按封顶 {} 收，方案是 {}",
                    money(charged),
                    optional(agreed, "不封顶")
                )
            }
        },
        What::Twice { .. } => "同一笔手续费收了两次".to_owned(),
        What::NoFee { .. } => "手续费没有从到账里扣（可能月底另扣）".to_owned(),
        What::Absent { .. } => {
            "这一项整个没有到账：还在路上、没有支付成功，或已全额退款并退回手续费".to_owned()
        }
        What::Keyed { booked, paid, .. } => {
            format!("金额记错：记成 {}，实际 {}", money(booked), money(paid))
        }
        What::Instant { each, times } => {
            format!("秒到或提现费 {} × {times}", money(each))
        }
        What::Listed(amount) => format!("流量费、押金或服务费 {}", money(amount)),
        What::Short { amount, .. } => {
            format!("有一笔 {} 退了款（手续费已退），或没有到账", money(amount))
        }
        What::ShortFeeKept { amount, .. } => {
            format!("有一笔 {} 退了款，手续费没有退", money(amount))
        }
        What::Uncounted { amount, .. } => {
            format!("有一笔 {} 到账了，但没有记进收款", money(amount))
        }
        What::Mix { first, second } => format!(
            "收款里有 {} 按{} {}，{} 按{} {}",
            money(first.2),
            name(first.0),
            percent(first.1),
            money(second.2),
            name(second.0),
            percent(second.1)
        ),
        What::KeyedInside { .. } => "其中一笔两个数字记颠倒了，多记了这么多（或少记）".to_owned(),
        What::PayoutFee => "方案里的提现费".to_owned(),
        What::Rounding => "逐笔取整的零头".to_owned(),
    }
}

fn en(term: &Term) -> String {
    let name = |tender| words::tender(Lang::En, tender);
    match term.what {
        What::Fee {
            tender,
            rate,
            cap,
            uncapped,
            payments,
            ..
        } => {
            let rate = percent(rate);
            let tail = match (cap, payments) {
                (Some(cap), _) => format!(", capped at {}", money(cap)),
                (None, Some(payments)) => {
                    format!(", and the fixed part of each (if there were {payments} payments)")
                }
                (None, None) if uncapped => " (many small payments, none at the cap)".to_owned(),
                (None, None) => String::new(),
            };
            format!("Fee, {} {rate}{tail}", name(tender))
        }
        What::OtherRate {
            agreed, charged, ..
        } => {
            format!(
                "Charged at {}, the plan says {}",
                percent(charged),
                percent(agreed)
            )
        }
        What::OtherCap {
            agreed, charged, ..
        } => match charged {
            None => format!("The cap of {} was not applied", optional(agreed, "")),
            Some(charged) => {
                let agreed = optional(agreed, "no cap");
                format!("Capped at {}, the plan says {agreed}", money(charged))
            }
        },
        What::Twice { .. } => "The same fee was taken twice".to_owned(),
        What::NoFee { .. } => {
            "The fee was not taken from the payout (perhaps debited monthly)".to_owned()
        }
        What::Absent { .. } => {
            "All of this is absent: on its way, never paid, or refunded with its fee".to_owned()
        }
        What::Keyed { booked, paid, .. } => {
            format!(
                "Keyed wrong: booked {}, paid {}",
                money(booked),
                money(paid)
            )
        }
        What::Instant { each, times } => {
            format!("Same-day or payout fee {} × {times}", money(each))
        }
        What::Listed(amount) => format!("SIM fee, deposit or service charge {}", money(amount)),
        What::Short { amount, .. } => {
            format!(
                "One of {} was refunded with its fee, or did not arrive",
                money(amount)
            )
        }
        What::ShortFeeKept { amount, .. } => {
            format!("One of {} was refunded and its fee kept", money(amount))
        }
        What::Uncounted { amount, .. } => {
            format!(
                "One of {} arrived and was not counted as taken",
                money(amount)
            )
        }
        What::Mix { first, second } => format!(
            "{} of it is {} at {}, {} is {} at {}",
            money(first.2),
            name(first.0),
            percent(first.1),
            money(second.2),
            name(second.0),
            percent(second.1)
        ),
        What::KeyedInside { .. } => {
            "Two digits swapped in one sale: booked so much too high, or too low".to_owned()
        }
        What::PayoutFee => "The plan's payout fee".to_owned(),
        What::Rounding => "Roundings of the single payments".to_owned(),
    }
}
