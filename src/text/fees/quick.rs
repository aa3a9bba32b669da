//! The quick answer in sentences. Nothing in it is ever called certain.

use super::percent;
use crate::fees::{QuickError, Sort, Term, What};
use crate::money::Amount;
use crate::text::{Lang, money, words};

/// How many sets of causes fit as well as the first, and how many more fit.
#[must_use]
pub fn fit_count(lang: Lang, equal: usize, total: usize) -> String {
    let more = total.saturating_sub(equal);
    match (lang, equal, more) {
        (Lang::Zh, 0 | 1, 0) => "只有这一种对得上。是不是它，要看账单。".to_owned(),
        (Lang::En, 0 | 1, 0) => {
            "Only this one fits. Whether it is the reason, your bill tells.".to_owned()
        }
        (Lang::Zh, 0 | 1, _) => {
            format!("第一种最简单，另外还有 {more} 种也对得上。算得上不等于就是它，要看账单。")
        }
        (Lang::En, 0 | 1, _) => format!(
            "The first is the simplest; {more} more fit. That it fits does not make it the reason: look at your bill."
        ),
        (Lang::Zh, _, 0) => {
            format!("有 {equal} 种说法一样简单、一样对得上。单靠这几个数分不出来，要看账单。")
        }
        (Lang::En, _, 0) => format!(
            "{equal} explanations are equally simple and fit equally well. These figures alone cannot tell them apart: look at your bill."
        ),
        (Lang::Zh, ..) => format!(
            "有 {equal} 种说法一样简单、一样对得上，另外还有 {more} 种要绕一些。单靠这几个数分不出来，要看账单。"
        ),
        (Lang::En, ..) => format!(
            "{equal} explanations are equally simple and fit equally well; {more} more are less simple. These figures alone cannot tell them apart: look at your bill."
        ),
    }
}

/// What the fits of a kind have in common.
#[must_use]
pub fn fit_kind(lang: Lang, sorts: &[Sort]) -> String {
    let names: Vec<&str> = sorts.iter().map(|&one| sort(lang, one)).collect();
    match (lang, names.is_empty()) {
        (Lang::Zh, true) => "就是方案里的手续费".to_owned(),
        (Lang::En, true) => "The plan's own fees".to_owned(),
        (Lang::Zh, false) => names.join("，加上"),
        (Lang::En, false) => names.join(", and "),
    }
}

const fn sort(lang: Lang, sort: Sort) -> &'static str {
    match (lang, sort) {
        (Lang::Zh, Sort::Instant) => "秒到或提现费",
        (Lang::En, Sort::Instant) => "Same-day or payout fees",
        (Lang::Zh, Sort::Listed) => "流量费、押金或服务费",
        (Lang::En, Sort::Listed) => "SIM fee, deposit or service charge",
        (Lang::Zh, Sort::Rate) => "费率和方案不一样",
        (Lang::En, Sort::Rate) => "Another rate than the plan's",
        (Lang::Zh, Sort::Cap) => "封顶没有生效，或不是方案里的",
        (Lang::En, Sort::Cap) => "No cap, or another one",
        (Lang::Zh, Sort::Twice) => "手续费收了两次",
        (Lang::En, Sort::Twice) => "A fee taken twice",
        (Lang::Zh, Sort::NoFee) => "手续费没有从到账里扣",
        (Lang::En, Sort::NoFee) => "A fee not taken from the payout",
        (Lang::Zh, Sort::Absent) => "有一项整个没有到账",
        (Lang::En, Sort::Absent) => "One line is wholly absent",
        (Lang::Zh, Sort::Keyed) => "金额记错",
        (Lang::En, Sort::Keyed) => "An amount keyed wrong",
        (Lang::Zh, Sort::Inside) => "其中一笔记错",
        (Lang::En, Sort::Inside) => "One sale keyed wrong",
        (Lang::Zh, Sort::One) => "有一笔退款或没有到账",
        (Lang::En, Sort::One) => "One refund, or one sale that did not arrive",
        (Lang::Zh, Sort::Uncounted) => "有一笔没有记进收款",
        (Lang::En, Sort::Uncounted) => "One sale that was not counted",
        (Lang::Zh, Sort::Split) => "几种费率混在一起",
        (Lang::En, Sort::Split) => "Several rates in one total",
    }
}

/// So many more kinds of explanations, with so many fits.
#[must_use]
pub fn more_kinds(lang: Lang, kinds: usize, fits: usize) -> String {
    match lang {
        Lang::Zh => format!("再看 {kinds} 类（{fits} 种）"),
        Lang::En => format!("{kinds} more kinds ({fits})"),
    }
}

/// So many of a kind fit and are not listed.
#[must_use]
pub fn not_listed(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("这一类还有 {count} 种也对得上，没有列出。"),
        Lang::En => format!("{count} more of this kind fit and are not listed."),
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
        What::Capped {
            payments,
            over,
            under,
            ..
        } if under.minor == 0 => format!("{payments} 笔都到封顶，合计 {}", money(over)),
        What::Capped {
            payments,
            over,
            under,
            ..
        } => format!(
            "{payments} 笔到封顶（合计 {}），其余 {} 没到封顶，按费率收",
            money(over),
            money(under)
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
        What::Capped {
            payments,
            over,
            under,
            ..
        } if under.minor == 0 => {
            format!(
                "{payments} payments, all at the cap, of {} together",
                money(over)
            )
        }
        What::Capped {
            payments,
            over,
            under,
            ..
        } => format!(
            "{payments} payments at the cap (of {} together), the other {} below it at the rate",
            money(over),
            money(under)
        ),
        What::KeyedInside { .. } => {
            "Two digits swapped in one sale: booked so much too high, or too low".to_owned()
        }
        What::PayoutFee => "The plan's payout fee".to_owned(),
        What::Rounding => "Roundings of the single payments".to_owned(),
    }
}
