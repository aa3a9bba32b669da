//! Sentences of lines that share one shape: payouts that differ, rows of the register of one kind.

use super::rows_en;
use crate::cause::Cause;
use crate::text::{Lang, cause};

/// Payouts of `days` that arrived with another sum, by what the sum shows.
pub(super) fn shortfall_zh(of: Cause, payouts: u32, days: &str, amount: &str) -> String {
    match of {
        Cause::FeeInstant => {
            format!("{days} 的 {payouts} 笔打款各扣了提现或秒到手续费，共 {amount}。")
        }
        Cause::FeeOutside => {
            format!("{days} 的 {payouts} 笔打款没有扣手续费，{amount}另行收取（外扣）。")
        }
        Cause::FeeRounding => {
            format!("{days} 的 {payouts} 笔打款差 {amount}，手续费换一种进位方式就一分不差。")
        }
        Cause::Reserve => format!(
            "{days} 的 {payouts} 笔打款都少了同一个比例，共 {amount}，像是扣留的保证金，请问收单机构。"
        ),
        Cause::BankFee => {
            format!("{days} 的到账少了 {amount}，流水的摘要写着手续费，可能是银行扣的。")
        }
        Cause::BankSweep => format!(
            "{days} 的到账少了 {amount}，流水的摘要写着还款、代扣或归集，像是银行到账时就划走了。"
        ),
        Cause::SimDeposit => {
            format!("{days} 的打款少了 {amount}，正好是流量费、押金或服务费常见的数目，请核实。")
        }
        Cause::RiskHold => {
            format!("{days} 的打款少了 {amount}，正好是其中一笔，可能被暂缓结算。")
        }
        Cause::MinPayout => {
            format!("{days} 的 {amount}还不到起付金额，会和下一次一起打款。")
        }
        _ => format!(
            "{days} 的 {payouts} 笔打款差 {amount}：{}。",
            cause::name(Lang::Zh, of)
        ),
    }
}

/// The same in English.
pub(super) fn shortfall_en(of: Cause, payouts: u32, days: &str, amount: &str) -> String {
    let count = rows_en(payouts, "payout");
    match of {
        Cause::FeeInstant => {
            format!("{count} ({days}) less a charge for the payout itself: {amount}.")
        }
        Cause::FeeOutside => {
            format!("{count} ({days}) without the fees of {amount}, which are charged apart.")
        }
        Cause::FeeRounding => format!(
            "{count} ({days}) off by {amount}; with another way of rounding the fees every one fits exactly."
        ),
        Cause::Reserve => format!(
            "{count} ({days}) short by the same share, {amount} in all, as a reserve would be; ask the provider."
        ),
        Cause::BankFee => format!(
            "{count} ({days}) short by {amount}; the statement's memo speaks of a fee, perhaps the bank's."
        ),
        Cause::BankSweep => format!(
            "{count} ({days}) short by {amount}; the statement's memo speaks of a repayment, a standing debit or a sweep."
        ),
        Cause::SimDeposit => format!(
            "{count} ({days}) short by exactly {amount}, a usual price of SIM fees, deposits and services; please check."
        ),
        Cause::RiskHold => format!(
            "{count} ({days}) short by {amount}, which is exactly one of its sales: perhaps held back."
        ),
        Cause::MinPayout => {
            format!(
                "{amount} ({days}) has not reached the least payout and comes with the next one."
            )
        }
        _ => format!(
            "{count} ({days}) off by {amount}: {}.",
            cause::name(Lang::En, of)
        ),
    }
}

/// Rows of the register of one kind.
pub(super) fn book_rows_zh(of: Cause, rows: u32, amount: &str) -> String {
    match of {
        Cause::WrongSign => {
            format!("{rows} 笔把退款记成了收款，或把收款记成了退款，差 {amount}。")
        }
        Cause::TipNotAdjusted => {
            format!("{rows} 笔小费记在收银流水里，结算时没有加上，共 {amount}。")
        }
        Cause::WrongTender => {
            format!("{rows} 笔在收银流水里记成现金，实际是刷卡或扫码，共 {amount}。")
        }
        Cause::FileProblem => {
            format!("{rows} 笔的支付方式在账单里一笔也没有，共 {amount}，请补上那家机构的账单。")
        }
        _ => format!(
            "收银流水里有 {rows} 笔{}，共 {amount}。",
            cause::name(Lang::Zh, of)
        ),
    }
}

/// The same in English.
pub(super) fn book_rows_en(of: Cause, rows: u32, amount: &str) -> String {
    let sales = rows_en(rows, "sale");
    match of {
        Cause::WrongSign => format!(
            "{} booked as sales, or sales as refunds: {amount}.",
            rows_en(rows, "refund")
        ),
        Cause::TipNotAdjusted => format!(
            "{} in the register that the settlement did not include: {amount}.",
            rows_en(rows, "tip")
        ),
        Cause::WrongTender => {
            format!("{sales} booked as cash but paid by card or QR code: {amount}.")
        }
        Cause::FileProblem => format!(
            "{sales} by a tender that is nowhere in the bill: {amount}. Add that provider's bill."
        ),
        _ => format!(
            "{} “{}” in the register: {amount}.",
            rows_en(rows, "row"),
            cause::name(Lang::En, of)
        ),
    }
}
