//! What was assumed, in both languages.

use super::rate;
use crate::cause::Assumption;
use crate::text::words::tender;
use crate::text::{Lang, day, money, sum, unit};

use super::rows_en;

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
        Assumption::ContractOfOtherCurrency { currency } => {
            format!(
                "您的合同写的是{}，不适用于这种币种；这里按账单的费率或常见默认值算。",
                unit(Lang::Zh, currency)
            )
        }
        Assumption::RateFromBill {
            tender: t,
            rate: r,
            fixed,
        } => {
            let fixed = fixed.map_or(String::new(), |fixed| format!("加每笔 {}", money(fixed)));
            format!(
                "没有合同可比，{}的费率按账单实收的 {}{fixed} 算；请对照您的合同。",
                tender(Lang::Zh, *t),
                rate(*r)
            )
        }
        Assumption::RefundFeesKept { rows } => format!(
            "没有合同可比，这家机构公开的条款写明退款不退手续费，{rows} 笔退款按这个算；请对照您的合同。"
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
                "{rows} 笔现金共 {}没有算进来，现金不经过支付公司。",
                sum(Lang::Zh, *amount)
            )
        }
        Assumption::OverlapCountedOnce { rows } => {
            format!("几份文件里重复的 {rows} 行只算了一次。")
        }
        Assumption::JoinedOnce { rows } => format!(
            "资金账单、结算文件里有 {rows} 行与交易账单是同一批交易，只算了一次；它们只用来补上实扣手续费、到账日和提现。"
        ),
        Assumption::BillInMinorUnits => {
            "账单的金额从头到尾是收银流水和到账的一百倍，已经当作“分”来算。".to_owned()
        }
        Assumption::FeesRestated { rows, amount } => format!(
            "账单另有 {rows} 行手续费合计 {}，各笔收款里已经扣过，没有再算一遍。",
            sum(Lang::Zh, *amount)
        ),
        Assumption::SummaryNotCounted { rows } => {
            format!("汇总表的 {rows} 行没有再算一遍，按逐笔明细算。")
        }
        Assumption::OtherCurrency { rows, currency } => {
            format!("{rows} 行是 {currency}，没有算进来。")
        }
        Assumption::CurrencyOfOthers { rows, currency } => format!(
            "有 {rows} 行没有写明币种，和其他文件一样按 {} 算。",
            currency.code()
        ),
        Assumption::StatementTooEarly => {
            "银行流水在第一笔打款到期之前就结束了，请导出更晚的流水。".to_owned()
        }
        Assumption::StatementTooLate { first_due, amount } => format!(
            "有打款在银行流水开始之前就到期了（最早 {}，共 {}），流水里看不出有没有到账；请导出从那天起的流水。",
            day(Lang::Zh, *first_due),
            sum(Lang::Zh, *amount)
        ),
        Assumption::CreditsAlike { due, amount, sets } => format!(
            "{} 应到的 {}，有 {sets} 组入账加起来都正好吻合，说不准是哪一组；列出的只是其中一组。",
            day(Lang::Zh, *due),
            sum(Lang::Zh, *amount)
        ),
        Assumption::RowsAlike {
            due,
            amount,
            sets: 1,
        } => format!(
            "{} 少到的 {}，正好等于其中一组交易的和，但只凭数字可能是巧合，所以没有算作原因。",
            day(Lang::Zh, *due),
            sum(Lang::Zh, *amount)
        ),
        Assumption::RowsAlike { due, amount, sets } => format!(
            "{} 少到的 {}，至少有 {sets} 组交易加起来都正好是这个数，说不准是哪一组，所以没有算作原因。",
            day(Lang::Zh, *due),
            sum(Lang::Zh, *amount)
        ),
        Assumption::CycleDiffers { agreed, shown } => format!(
            "合同写的结算周期是 {agreed}，但银行流水显示是 {shown}，按它核对就全都准时；请改“合同”页。"
        ),
        Assumption::ClockDiffers { minutes } => format!(
            "账单的时间和收银流水差 {} 小时，是时区不同，已按收银的时间核对。",
            hours(*minutes)
        ),
        Assumption::PayoutReturned { payouts, amount } => format!(
            "{payouts} 笔打款共 {}到账后又被退回，没有算作到账。",
            sum(Lang::Zh, *amount)
        ),
    }
}

fn assumption_en(of: &Assumption) -> String {
    match of {
        Assumption::DefaultContract => {
            "You have not entered a contract; these are common defaults, not yours. Please fill in the Contract page.".to_owned()
        }
        Assumption::ContractOfOtherCurrency { currency } => {
            format!(
                "Your contract is in {} and does not hold for this currency; the bill's own rates or common defaults are used.",
                unit(Lang::En, currency)
            )
        }
        Assumption::RateFromBill {
            tender: t,
            rate: r,
            fixed,
        } => {
            let each = |fixed| format!(" and {} for each payment", money(fixed));
            let fixed = fixed.map_or(String::new(), each);
            format!(
                "There is no contract to compare with, so the {}{fixed} that the bill charges on {} counts as agreed; please compare it with yours.",
                rate(*r),
                tender(Lang::En, *t)
            )
        }
        Assumption::RefundFeesKept { rows } => format!(
            "There is no contract to compare with; this provider's published terms keep the fee of a refunded payment, and {} were taken so. Please compare it with yours.",
            rows_en(*rows, "refund")
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
            rows_en(*rows, "cash sale"), sum(Lang::Zh, *amount)
        ),
        Assumption::OverlapCountedOnce { rows } => {
            format!("{} that stand in several files were counted once.", rows_en(*rows, "row"))
        }
        Assumption::JoinedOnce { rows } => format!(
            "{} of fund flows or settlement files belong to payments of the trade bill and were counted once; they only \
             add the fee that was booked, the day of payment and withdrawals.",
            rows_en(*rows, "row")
        ),
        Assumption::BillInMinorUnits => {
            "Every amount of the bill is a hundred times the register's and what arrived: it was \
             taken for fen."
                .to_owned()
        }
        Assumption::FeesRestated { rows, amount } => format!(
            "{} of the bill add up fees of {} that its payments already bear; they were not counted \
             again.",
            rows_en(*rows, "row"),
            sum(Lang::Zh, *amount)
        ),
        Assumption::SummaryNotCounted { rows } => format!(
            "{} of a summary were not counted again: the details are loaded.",
            rows_en(*rows, "row")
        ),
        Assumption::OtherCurrency { rows, currency } => {
            format!("{} in {currency} left out.", rows_en(*rows, "row"))
        }
        Assumption::CurrencyOfOthers { rows, currency } => format!(
            "{} in a file that names no currency count as {}, as the other files do.",
            rows_en(*rows, "row"),
            currency.code()
        ),
        Assumption::StatementTooEarly => {
            "The bank statement ends before the first payout is due; please export a later one.".to_owned()
        }
        Assumption::StatementTooLate { first_due, amount } => format!(
            "Payouts were due before the bank statement begins (the first on {}, {} in all), and it cannot say whether \
             they came; please export a statement from that day on.",
            day(Lang::En, *first_due), sum(Lang::Zh, *amount)
        ),
        Assumption::CreditsAlike { due, amount, sets } => format!(
            "{sets} sets of credits add up exactly to the {} due on {}, and nothing says which it was; the one listed is \
             only one of them.",
            sum(Lang::Zh, *amount), day(Lang::En, *due)
        ),
        Assumption::RowsAlike {
            due,
            amount,
            sets: 1,
        } => format!(
            "The {} missing from the payout due on {} is the sum of one set of its transactions, but a bare sum may be \
             chance, so it does not count as a cause.",
            sum(Lang::Zh, *amount),
            day(Lang::En, *due)
        ),
        Assumption::RowsAlike { due, amount, sets } => format!(
            "At least {sets} sets of transactions sum to the {} missing from the payout due on {}, and nothing says which, \
             so none counts as a cause.",
            sum(Lang::Zh, *amount),
            day(Lang::En, *due)
        ),
        Assumption::CycleDiffers { agreed, shown } => format!(
            "The contract says {agreed}, but by {shown} every payout in the statement is on time, so {shown} was used; please correct the Contract page."
        ),
        Assumption::ClockDiffers { minutes } => format!(
            "The bill's clock and the register's are {} h apart: another time zone; the register's was used.",
            hours(*minutes)
        ),
        Assumption::PayoutReturned { payouts, amount } => format!(
            "{} of {} came and went back, and was not counted as received.",
            rows_en(*payouts, "payout"), sum(Lang::Zh, *amount)
        ),
    }
}

/// Minutes as hours, a half as `.5`; a minus where the bill is behind.
fn hours(minutes: i32) -> String {
    let sign = if minutes < 0 { "−" } else { "" };
    let half = if minutes % 60 == 0 { "" } else { ".5" };
    format!("{sign}{}{half}", minutes.abs() / 60)
}
