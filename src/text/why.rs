//! The sentences of an answer: why each line is there, how sure it is, and what was assumed.

use super::words::tender;
use super::{Lang, cause, money};
use crate::answer::LineView;
use crate::cause::{Assumption, Cause, Confidence, Group, RateUse, Why};
use crate::money::{Amount, Rate};
use crate::protocol::ExplainError;
use crate::record::Tender;

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
        Lang::Zh => zh(line),
        Lang::En => en(line),
    }
}

fn zh(line: &LineView) -> String {
    let (amount, signed) = (money(line.amount.abs()), line.amount.minor);
    let name = |t: &Tender| tender(Lang::Zh, *t);
    match &line.why {
        Why::FeeNormal { gross, rates } => {
            let by = uses(Lang::Zh, rates);
            let by = if by.is_empty() {
                String::new()
            } else {
                format!("：{by}")
            };
            format!(
                "结算的 {} 元按合同应收手续费 {amount} 元{by}。",
                money(*gross)
            )
        }
        Why::FeeRounding { rows } => {
            format!(
                "{rows} 笔手续费的尾数进位和合同不同，每笔不到一分，合计 {amount} 元，换一种进位方式就一分不差。"
            )
        }
        Why::FeeInstant { rows } => {
            format!("{rows} 笔收了秒到（当天到账）手续费，共 {amount} 元。")
        }
        Why::RateTooHigh {
            tender,
            rows,
            agreed,
            charged,
        } => format!(
            "{} {rows} 笔按 {} 收费，合同是 {}，多收 {amount} 元。",
            name(tender),
            rate(*charged),
            rate(*agreed)
        ),
        Why::PriceChanged {
            tender,
            rows,
            since,
            agreed,
            charged,
        } => {
            let word = if signed < 0 { "少收" } else { "多收" };
            format!(
                "从 {since} 起，{}的费率由 {} 变成 {}，{rows} 笔{word} {amount} 元。",
                name(tender),
                rate(*agreed),
                rate(*charged)
            )
        }
        Why::DebitAsCredit {
            rows,
            agreed,
            cap,
            charged,
        } => format!(
            "{rows} 笔借记卡按 {} 收费，应按 {}，多收 {amount} 元。",
            rate(*charged),
            capped(Lang::Zh, *agreed, *cap)
        ),
        Why::CapMissed { rows, cap } => {
            format!(
                "{rows} 笔的手续费超过了封顶 {} 元，多收 {amount} 元。",
                money(*cap)
            )
        }
        Why::QrTier {
            rows,
            agreed,
            charged,
        } => format!(
            "{rows} 笔扫码按 {} 收费，合同是 {}，多收 {amount} 元。先问清顾客是否用信用卡付款。",
            rate(*charged),
            rate(*agreed)
        ),
        Why::ProviderError { rows } => {
            format!("账单里 {rows} 笔的手续费或净额和它自己的费率、金额都对不上，差 {amount} 元。")
        }
        Why::ChargedTwice { rows } => format!("{rows} 笔的手续费正好收了两倍，多收 {amount} 元。"),
        Why::SimDeposit { rows, day } => {
            format!("账单里有 {rows} 笔流量费、押金或服务费（{day} 起），扣了 {amount} 元。")
        }
        Why::RefundFeeKept { rows } => {
            let word = if signed < 0 { "多退" } else { "没有退回" };
            format!("{rows} 笔退款按合同应退的手续费{word} {amount} 元。")
        }
        Why::BillRows { rows } => bill_rows_zh(line.cause, *rows, &amount),
        Why::Void { rows } => format!("{rows} 笔收款当天撤销了，钱没有收成，共 {amount} 元。"),
        Why::Coupon { rows } => format!("{rows} 笔用了由您承担的优惠券，少收 {amount} 元。"),
        Why::RiskHold { rows } => {
            format!("账单把 {rows} 笔标为冻结，扣掉手续费后 {amount} 元没有打款。")
        }
        Why::InTransit {
            rows,
            from,
            to,
            statement_end,
            estimate,
        } => {
            let days = if from == to {
                format!("{from}")
            } else {
                format!("{from} 至 {to}")
            };
            let reason = match line.cause {
                Cause::Cutoff => "因为过了日切，",
                Cause::NonworkingDay => "因为周末或节假日，",
                _ => "",
            };
            let guess = if *estimate {
                "（节假日安排未公布，日期是估计）"
            } else {
                ""
            };
            format!(
                "{reason}{rows} 笔共 {amount} 元应在 {days} 到账{guess}，银行流水只到 {statement_end}。"
            )
        }
        Why::CarriedIn { from, to, .. } => {
            let days = if from == to {
                format!("{from}")
            } else {
                format!("{from} 至 {to}")
            };
            format!("{days} 到账的 {amount} 元是这段时间以外的收款。")
        }
        Why::PayoutFailed { due, .. } => {
            let days: Vec<String> = due.iter().map(ToString::to_string).collect();
            format!(
                "应在 {} 到账的 {amount} 元，银行流水里没有。",
                days.join("、")
            )
        }
        Why::BatchOpen {
            rows,
            terminal,
            batch,
        } => format!(
            "终端 {terminal} 的最后一个批次 {batch} 没有结算，{rows} 笔刷卡共 {amount} 元没有上送。"
        ),
        Why::Offline { rows } => {
            format!("{rows} 笔是脱机交易，账单里没有，共 {amount} 元还没有上传。")
        }
        Why::NetworkTimeout {
            rows,
            reversed: true,
        } => {
            format!("{rows} 笔收款被系统冲正，共 {amount} 元没有收到。")
        }
        Why::NetworkTimeout {
            rows,
            reversed: false,
        } => {
            format!("{rows} 笔刷卡在账单里查不到，共 {amount} 元。先凭参考号查询，不要再刷一次。")
        }
        Why::NotPaid { rows } => {
            format!("{rows} 笔扫码在账单里查不到，共 {amount} 元，可能顾客没有付成。")
        }
        Why::OtherMerchant { rows, terminal } => format!(
            "终端 {terminal} 的 {rows} 笔收款账单里一笔也没有，共 {amount} 元，可能记在别的商户号下。"
        ),
        Why::DuplicateInBook { rows } => {
            format!("{rows} 笔在收银流水里记了两次，多记 {amount} 元。")
        }
        Why::MissingInBook { rows } => match line.cause {
            Cause::DoubleCharge => {
                format!(
                    "{rows} 笔同卡同额几分钟内又收了一次，收银流水没有，共 {amount} 元，请核对是否要退给顾客。"
                )
            }
            _ => format!("账单里 {rows} 笔收款收银流水没有记，共 {amount} 元。"),
        },
        Why::Keyed { rows, booked, paid } => {
            let how = match line.cause {
                Cause::KeyedTransposition => "两个数字写反了",
                Cause::KeyedSlide => "小数点错位",
                Cause::WrongSign => "正负号记反了",
                _ => "有一个数字不同",
            };
            let word = if signed < 0 { "少记" } else { "多记" };
            format!(
                "{rows} 笔金额{how}，例如记成 {}、实付 {}，一共{word} {amount} 元。",
                money(*booked),
                money(*paid)
            )
        }
        Why::AmountDiffers { rows } => format!("{rows} 笔的金额两边不同，差 {amount} 元。"),
        Why::PreauthOpen { rows } => format!("{rows} 笔预授权没有完成，共 {amount} 元。"),
    }
}

fn bill_rows_zh(of: Cause, rows: u32, amount: &str) -> String {
    match of {
        Cause::Refund => format!("{rows} 笔退款，共退给顾客 {amount} 元。"),
        Cause::RefundPartial => format!("{rows} 笔部分退款，共退给顾客 {amount} 元。"),
        Cause::FileProblem => {
            format!("{rows} 笔收款的日期不在账单范围内，共 {amount} 元，请补上那几天的账单。")
        }
        Cause::ProviderOutage => {
            format!("一段时间里连续 {rows} 笔收款账单都没有，共 {amount} 元，可能是系统故障。")
        }
        _ => format!(
            "账单里有 {rows} 笔{}，共 {amount} 元。",
            cause::name(Lang::Zh, of)
        ),
    }
}

fn en(line: &LineView) -> String {
    let (amount, signed) = (money(line.amount.abs()), line.amount.minor);
    let name = |t: &Tender| tender(Lang::En, *t);
    let sales = |rows: &u32| rows_en(*rows, "sale");
    match &line.why {
        Why::FeeNormal { gross, rates } => {
            let by = uses(Lang::En, rates);
            let by = if by.is_empty() {
                String::new()
            } else {
                format!(": {by}")
            };
            format!(
                "The contract allows fees of {amount} on {} settled{by}.",
                money(*gross)
            )
        }
        Why::FeeRounding { rows } => format!(
            "{} rounded another way than agreed, each by less than a fen, {amount} in all; with the other way every fee fits exactly.",
            rows_en(*rows, "fee")
        ),
        Why::FeeInstant { rows } => {
            format!(
                "{} for same-day settlement: {amount}.",
                rows_en(*rows, "fee")
            )
        }
        Why::RateTooHigh {
            tender,
            rows,
            agreed,
            charged,
        } => format!(
            "{} by {} charged at {} instead of {}: {amount} too much.",
            sales(rows),
            name(tender),
            rate(*charged),
            rate(*agreed)
        ),
        Why::PriceChanged {
            tender,
            rows,
            since,
            agreed,
            charged,
        } => {
            let word = if signed < 0 { "less" } else { "more" };
            format!(
                "From {since} on {} went from {} to {}: {} charged {amount} {word}.",
                name(tender),
                rate(*agreed),
                rate(*charged),
                sales(rows)
            )
        }
        Why::DebitAsCredit {
            rows,
            agreed,
            cap,
            charged,
        } => format!(
            "{} charged {} instead of {}: {amount} too much.",
            rows_en(*rows, "debit card sale"),
            rate(*charged),
            capped(Lang::En, *agreed, *cap)
        ),
        Why::CapMissed { rows, cap } => format!(
            "{} charged past the cap of {}: {amount} too much.",
            sales(rows),
            money(*cap)
        ),
        Why::QrTier {
            rows,
            agreed,
            charged,
        } => format!(
            "{} charged {} instead of {}: {amount} too much. First ask whether the customer paid by credit card.",
            rows_en(*rows, "QR payment"),
            rate(*charged),
            rate(*agreed)
        ),
        Why::ProviderError { rows } => format!(
            "{} of the bill with a fee or net that fits neither its rate nor its own amounts: {amount}.",
            rows_en(*rows, "row")
        ),
        Why::ChargedTwice { rows } => {
            format!(
                "{} charged exactly twice the fee: {amount} too much.",
                sales(rows)
            )
        }
        Why::SimDeposit { rows, day } => format!(
            "{} for SIM, deposit or service in the bill (from {day}): {amount}.",
            rows_en(*rows, "charge")
        ),
        Why::RefundFeeKept { rows } => {
            let word = if signed < 0 {
                "returned beyond the contract"
            } else {
                "not returned"
            };
            format!("Fees of {amount} {word} on {}.", rows_en(*rows, "refund"))
        }
        Why::BillRows { rows } => bill_rows_en(line.cause, *rows, &amount),
        Why::Void { rows } => {
            format!(
                "{} taken back the same day: {amount} never came in.",
                sales(rows)
            )
        }
        Why::Coupon { rows } => {
            format!(
                "{} paid partly with coupons that you bear: {amount}.",
                sales(rows)
            )
        }
        Why::RiskHold { rows } => format!(
            "The bill marks {} as frozen: {amount} after fees was not paid out.",
            sales(rows)
        ),
        Why::InTransit {
            rows,
            from,
            to,
            statement_end,
            estimate,
        } => {
            let days = if from == to {
                format!("on {from}")
            } else {
                format!("{from} to {to}")
            };
            let reason = match line.cause {
                Cause::Cutoff => " because it came after the day's cut-off",
                Cause::NonworkingDay => " because of a weekend or holiday",
                _ => "",
            };
            let guess = if *estimate {
                " (an estimate: that year's holidays are not published)"
            } else {
                ""
            };
            format!(
                "{}, {amount}, due {days}{guess}{reason}; the statement ends on {statement_end}.",
                sales(rows)
            )
        }
        Why::CarriedIn { from, to, .. } => {
            let days = if from == to {
                format!("on {from}")
            } else {
                format!("{from} to {to}")
            };
            format!("{amount} that arrived {days} is for takings outside these days.")
        }
        Why::PayoutFailed { due, .. } => {
            let days: Vec<String> = due.iter().map(ToString::to_string).collect();
            format!(
                "{amount} was due on {} and is not in the statement.",
                days.join(", ")
            )
        }
        Why::BatchOpen {
            rows,
            terminal,
            batch,
        } => format!(
            "The last batch ({batch}) of terminal {terminal} was not closed: {} of {amount} never went out.",
            rows_en(*rows, "card sale")
        ),
        Why::Offline { rows } => format!(
            "{} taken offline and not in the bill: {amount} not uploaded yet.",
            sales(rows)
        ),
        Why::NetworkTimeout {
            rows,
            reversed: true,
        } => {
            format!(
                "{} reversed by the system: {amount} was not received.",
                sales(rows)
            )
        }
        Why::NetworkTimeout {
            rows,
            reversed: false,
        } => format!(
            "{} without a trace in the bill: {amount}. Ask by reference number before charging again.",
            rows_en(*rows, "card sale")
        ),
        Why::NotPaid { rows } => format!(
            "{} without a trace in the bill: {amount}. The customer may not have paid.",
            rows_en(*rows, "QR sale")
        ),
        Why::OtherMerchant { rows, terminal } => format!(
            "Not one of the {} of terminal {terminal} is in the bill: {amount}, perhaps under another merchant number.",
            sales(rows)
        ),
        Why::DuplicateInBook { rows } => {
            format!(
                "{} booked twice in the register: {amount} too much.",
                sales(rows)
            )
        }
        Why::MissingInBook { rows } => match line.cause {
            Cause::DoubleCharge => format!(
                "{} of the same card and amount again within minutes, not in the register: {amount}. Please check whether it must go back to the customer.",
                sales(rows)
            ),
            _ => format!(
                "{} in the bill that the register lacks: {amount}.",
                sales(rows)
            ),
        },
        Why::Keyed { rows, booked, paid } => {
            let how = match line.cause {
                Cause::KeyedTransposition => "with two digits swapped",
                Cause::KeyedSlide => "with the decimal point out of place",
                Cause::WrongSign => "with the wrong sign",
                _ => "with one digit wrong",
            };
            let word = if signed < 0 { "too little" } else { "too much" };
            format!(
                "{} booked {how}, such as {} for {}: {amount} {word}.",
                sales(rows),
                money(*booked),
                money(*paid)
            )
        }
        Why::AmountDiffers { rows } => {
            format!(
                "{} with different amounts on the two sides: {amount}.",
                sales(rows)
            )
        }
        Why::PreauthOpen { rows } => {
            format!(
                "{} not completed: {amount}.",
                rows_en(*rows, "pre-authorisation")
            )
        }
    }
}

fn bill_rows_en(of: Cause, rows: u32, amount: &str) -> String {
    match of {
        Cause::Refund => format!("{} to customers: {amount}.", rows_en(rows, "refund")),
        Cause::RefundPartial => {
            format!(
                "{} to customers: {amount}.",
                rows_en(rows, "partial refund")
            )
        }
        Cause::FileProblem => format!(
            "{} on days that the bill does not cover: {amount}. Add the bill of those days.",
            rows_en(rows, "sale")
        ),
        Cause::ProviderOutage => format!(
            "{} in a row without a trace in the bill: {amount}, perhaps an outage.",
            rows_en(rows, "sale")
        ),
        _ => format!(
            "{} “{}” in the bill: {amount}.",
            rows_en(rows, "row"),
            cause::name(Lang::En, of)
        ),
    }
}

/// What was assumed, as a sentence.
#[must_use]
pub fn assumption(lang: Lang, of: &Assumption) -> String {
    match lang {
        Lang::Zh => assumption_zh(of),
        Lang::En => assumption_en(of),
    }
}

fn assumption_zh(of: &Assumption) -> String {
    match of {
        Assumption::DefaultContract => {
            "您还没有填合同，这里用的是常见默认值，不是您的合同；请在“合同”页填上。".to_owned()
        }
        Assumption::RateFromBill { tender: t, rate: r } => format!(
            "没有合同可比，{}的费率按账单实收的 {} 算；请对照您的合同。",
            tender(Lang::Zh, *t),
            rate(*r)
        ),
        Assumption::PeriodFromFiles => "核对的日期取自文件里的第一天和最后一天。".to_owned(),
        Assumption::StatementFromRows => {
            "银行流水的起止日期取自流水本身；如果您导出的范围更长，请在“合同”页改。".to_owned()
        }
        Assumption::CalendarEstimate { year } => {
            format!("{year} 年的节假日安排还没有收录，到账日只按周末估计。")
        }
        Assumption::NoRegister => "没有收银流水，收款按账单的交易金额算。".to_owned(),
        Assumption::NoProvider => {
            "没有支付账单，手续费只能按合同估算，漏单和多收都看不出来。".to_owned()
        }
        Assumption::NoBank => "没有银行流水，到账情况无法核对。".to_owned(),
        Assumption::CashLeftOut { rows, amount } => {
            format!(
                "{rows} 笔现金共 {} 元没有算进来，现金不经过支付公司。",
                money(*amount)
            )
        }
        Assumption::OverlapCountedOnce { rows } => {
            format!("几份文件里重复的 {rows} 行只算了一次。")
        }
        Assumption::OtherCurrency { rows, currency } => {
            format!("{rows} 行是 {currency}，没有算进来。")
        }
        Assumption::StatementTooEarly => {
            "银行流水在第一笔打款到期之前就结束了，请导出更晚的流水。".to_owned()
        }
    }
}

fn assumption_en(of: &Assumption) -> String {
    match of {
        Assumption::DefaultContract => {
            "You have not entered a contract; these are common defaults, not yours. Please fill in the Contract page.".to_owned()
        }
        Assumption::RateFromBill { tender: t, rate: r } => format!(
            "There is no contract to compare with, so the {} that the bill charges on {} counts as agreed; please compare it with yours.",
            rate(*r), tender(Lang::En, *t)
        ),
        Assumption::PeriodFromFiles => {
            "The days are those of the first and last row of the files.".to_owned()
        }
        Assumption::StatementFromRows => {
            "The days of the bank statement were taken from the statement itself; if you exported a longer span, change it on the Contract page.".to_owned()
        }
        Assumption::CalendarEstimate { year } => format!(
            "The public holidays of {year} are not known here yet; due days follow weekends only."
        ),
        Assumption::NoRegister => {
            "There is no register export; takings are the bill's gross.".to_owned()
        }
        Assumption::NoProvider => {
            "There is no provider bill; fees are what the contract would allow, and missing sales or overcharges cannot be seen.".to_owned()
        }
        Assumption::NoBank => {
            "There is no bank statement; what arrived cannot be checked.".to_owned()
        }
        Assumption::CashLeftOut { rows, amount } => format!(
            "{} of {} left out: cash does not pass through a provider.",
            rows_en(*rows, "cash sale"), money(*amount)
        ),
        Assumption::OverlapCountedOnce { rows } => {
            format!("{} that stand in several files were counted once.", rows_en(*rows, "row"))
        }
        Assumption::OtherCurrency { rows, currency } => {
            format!("{} in {currency} left out.", rows_en(*rows, "row"))
        }
        Assumption::StatementTooEarly => {
            "The bank statement ends before the first payout is due; please export a later one.".to_owned()
        }
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
