//! Why a line is there, in Chinese.

use super::patterns::{book_rows_zh, shortfall_zh};
use super::{capped, rate, rates, uses};
use crate::answer::LineView;
use crate::calendar::Day;
use crate::cause::{Cause, Why};
use crate::record::Tender;
use crate::settings::FeeRounding;
use crate::text::words::{rounding, tender};
use crate::text::{Lang, cause, day, days, money, sum};

/// A span of days.
fn span_zh(from: Day, to: Day) -> String {
    if from == to {
        day(Lang::Zh, from)
    } else {
        format!("{} 至 {}", day(Lang::Zh, from), day(Lang::Zh, to))
    }
}

/// The one sentence of why.
pub(super) fn sentence(line: &LineView) -> String {
    let (amount, signed) = (sum(Lang::Zh, line.amount.abs()), line.amount.minor);
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
                "结算的 {}按合同应收手续费 {amount}{by}。",
                sum(Lang::Zh, *gross)
            )
        }
        Why::FeeRounding { rows, mode, each } => {
            format!(
                "{rows} 笔手续费的尾数进位和合同不同，每笔不到一分，合计 {amount}；按“{}”来算就一分不差。",
                rounding(Lang::Zh, FeeRounding::new(*mode, *each))
            )
        }
        Why::FeeInstant { rows } => {
            format!("{rows} 笔收了秒到（当天到账）手续费，共 {amount}。")
        }
        Why::RateTooHigh {
            tender,
            rows,
            agreed,
            charged,
        } => format!(
            "{} {rows} 笔按 {} 收费，合同是 {}，多收 {amount}。",
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
                "从 {} 起，{}的费率由 {} 变成 {}，{rows} 笔{word} {amount}。",
                day(Lang::Zh, *since),
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
            "{rows} 笔借记卡按 {} 收费，应按 {}，多收 {amount}。",
            rate(*charged),
            capped(Lang::Zh, *agreed, *cap)
        ),
        Why::CapMissed { rows, cap } => {
            format!(
                "{rows} 笔的手续费超过了封顶 {}，多收 {amount}。",
                sum(Lang::Zh, *cap)
            )
        }
        Why::QrTier {
            rows,
            agreed,
            charged,
        } => format!(
            "{rows} 笔扫码按 {} 收费，合同是 {}，多收 {amount}。先问清顾客是否用信用卡付款。",
            rate(*charged),
            rate(*agreed)
        ),
        Why::ProviderError { rows } => {
            format!("账单里 {rows} 笔的手续费或净额和它自己的费率、金额都对不上，差 {amount}。")
        }
        Why::ChargedTwice { rows } => format!("{rows} 笔的手续费正好收了两倍，多收 {amount}。"),
        Why::SimDeposit { rows, day: since } => {
            format!(
                "账单里有 {rows} 笔流量费、押金或服务费（{} 起），扣了 {amount}。",
                day(Lang::Zh, *since)
            )
        }
        Why::RefundFeeKept { rows } => {
            let word = if signed < 0 { "多退" } else { "没有退回" };
            format!("{rows} 笔退款按合同应退的手续费{word} {amount}。")
        }
        Why::BillRows { rows } => bill_rows_zh(line.cause, *rows, &amount),
        Why::Void { rows } => format!("{rows} 笔收款当天撤销了，钱没有收成，共 {amount}。"),
        Why::Coupon { rows } => format!("{rows} 笔用了由您承担的优惠券，少收 {amount}。"),
        Why::RiskHold { rows } => {
            format!("账单把 {rows} 笔标为冻结，扣掉手续费后 {amount}没有打款。")
        }
        Why::InTransit {
            rows,
            from,
            to,
            statement_end,
            estimate,
        } => {
            let days = span_zh(*from, *to);
            let reason = match line.cause {
                Cause::Cutoff => "因为过了日切，",
                Cause::NonworkingDay => "因为周末或节假日，",
                Cause::D0Limit => "超过当天到账的额度，",
                _ => "",
            };
            let guess = if *estimate {
                "（节假日安排未公布，日期是估计）"
            } else {
                ""
            };
            format!(
                "{reason}{rows} 笔共 {amount}应在 {days} 到账{guess}，银行流水只到 {}。",
                day(Lang::Zh, *statement_end)
            )
        }
        Why::CarriedIn { from, to, .. } => {
            let days = span_zh(*from, *to);
            format!("{days} 到账的 {amount}是这段时间以外的收款。")
        }
        Why::PayoutFailed { due, .. } => {
            format!(
                "应在 {} 到账的 {amount}，银行流水里没有。",
                days(Lang::Zh, due)
            )
        }
        Why::BatchOpen {
            rows,
            terminal,
            batch,
        } if batch.is_empty() => {
            let of = if terminal.is_empty() {
                String::new()
            } else {
                format!("终端 {terminal} ")
            };
            format!("{of}最后一天的 {rows} 笔刷卡共 {amount}，一笔也不在账单里，像是批次没有结算。")
        }
        Why::BatchOpen {
            rows,
            terminal,
            batch,
        } => format!(
            "终端 {terminal} 的最后一个批次 {batch} 没有结算，{rows} 笔刷卡共 {amount}没有上送。"
        ),
        Why::Offline { rows } => {
            format!("{rows} 笔是脱机交易，账单里没有，共 {amount}还没有上传。")
        }
        Why::NetworkTimeout {
            rows,
            reversed: true,
        } => {
            format!("{rows} 笔收款被系统冲正，共 {amount}没有收到。")
        }
        Why::NetworkTimeout {
            rows,
            reversed: false,
        } => {
            format!("{rows} 笔刷卡在账单里查不到，共 {amount}。先凭参考号查询，不要再刷一次。")
        }
        Why::NotPaid { rows } => {
            format!("{rows} 笔扫码在账单里查不到，共 {amount}，可能顾客没有付成。")
        }
        Why::OtherMerchant { rows, terminal } => format!(
            "终端 {terminal} 的 {rows} 笔收款账单里一笔也没有，共 {amount}，可能记在别的商户号下。"
        ),
        Why::DuplicateInBook { rows } => {
            format!("{rows} 笔在收银流水里记了两次，多记 {amount}。")
        }
        Why::MissingInBook { rows } => match line.cause {
            Cause::DoubleCharge => {
                format!(
                    "{rows} 笔同卡同额几分钟内又收了一次，收银流水没有，共 {amount}，请核对是否要退给顾客。"
                )
            }
            _ => format!("账单里 {rows} 笔收款收银流水没有记，共 {amount}。"),
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
                "{rows} 笔金额{how}，例如记成 {}、实付 {}，一共{word} {amount}。",
                money(*booked),
                money(*paid)
            )
        }
        Why::AmountDiffers { rows } => format!("{rows} 笔的金额两边不同，差 {amount}。"),
        Why::PreauthOpen { rows } => format!("{rows} 笔预授权没有完成，共 {amount}。"),
        Why::BookRows { rows } => book_rows_zh(line.cause, *rows, &amount),
        Why::UnitDiffers { rows, terminal } => {
            let whose = if terminal.is_empty() {
                "收银流水".to_owned()
            } else {
                format!("终端 {terminal}")
            };
            format!("{whose}的 {rows} 笔金额和账单差一百倍，是元和分弄混了，差 {amount}。")
        }
        Why::Shortfall { payouts, from, to } => {
            shortfall_zh(line.cause, *payouts, &span_zh(*from, *to), &amount)
        }
        Why::Moved {
            payouts,
            from,
            to,
            amount: moved,
        } => format!(
            "{} 的 {payouts} 笔打款，有的少、有的多，都是 {}，是几笔收款挪到了另一笔打款里，相抵后差 {amount}。",
            span_zh(*from, *to),
            sum(Lang::Zh, *moved)
        ),
        Why::Joined {
            days,
            credits,
            from,
            to,
        } if credits < days => format!(
            "{}应到的 {days} 天打款合成 {credits} 笔到账，总数没有少，差 {amount}。",
            span_zh(*from, *to)
        ),
        Why::Joined {
            days,
            credits,
            from,
            to,
        } => format!(
            "{}应到的 {days} 天打款分成 {credits} 笔到账，总数没有少，差 {amount}。",
            span_zh(*from, *to)
        ),
        Why::Swept {
            debits,
            from,
            to,
            amount: swept,
        } => format!(
            "打款到账后，当天又有 {debits} 笔自动划走，共 {}（{}）。钱是到过账的，所以这里差 {amount}。",
            sum(Lang::Zh, *swept),
            span_zh(*from, *to)
        ),
        Why::Exchanged {
            payouts,
            from,
            to,
            arrived,
            low,
            high,
        } => format!(
            "{}应到的 {payouts} 笔打款共 {amount}，换成 {} 到账，折合汇率 {}。",
            span_zh(*from, *to),
            sum(Lang::Zh, *arrived),
            rates(*low, *high)
        ),
        Why::Said { rows, was } => format!(
            "人工认定：{rows} 行，共 {amount}，原来归在“{}”。",
            cause::name(Lang::Zh, *was)
        ),
        Why::Left { rows } => format!("移走几行以后，还剩 {rows} 行，共 {amount}。"),
        Why::CycleMisread {
            rows,
            agreed,
            shown,
        } => format!(
            "合同写的是 {agreed}，银行流水显示实际是 {shown}，{rows} 笔共 {amount}因此还没有到账。"
        ),
    }
}

fn bill_rows_zh(of: Cause, rows: u32, amount: &str) -> String {
    match of {
        Cause::Refund => format!("{rows} 笔退款，共退给顾客 {amount}。"),
        Cause::RefundPartial => format!("{rows} 笔部分退款，共退给顾客 {amount}。"),
        Cause::FileProblem => {
            format!("{rows} 笔收款的日期不在账单范围内，共 {amount}，请补上那几天的账单。")
        }
        Cause::ProviderOutage => {
            format!("一段时间里连续 {rows} 笔收款账单都没有，共 {amount}，可能是系统故障。")
        }
        _ => format!(
            "账单里有 {rows} 笔{}，共 {amount}。",
            cause::name(Lang::Zh, of)
        ),
    }
}
