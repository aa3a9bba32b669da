//! The files page: the promise, the drop zone, the cards.

use super::Lang;
use crate::protocol::ExplainError;
use crate::record::Side;

sentences! {
    /// Sentences of the files page.
    Files {
        promise: "少到账的每一分钱，都找得到去处。", "Every fen that did not arrive, found.";
        lead: "把收银流水、支付账单和银行流水放到一起，逐笔核对，说清楚少的钱是手续费、在途、退款，还是多收了您的。", "Put your register export, your provider's bill and your bank statement side by side. Row by row, it says whether the missing money is fees, on its way, refunded, or charged too much.";
        stays: "文件不离开这台电脑", "Your files do not leave this computer";
        stays_how: "怎样自己验证", "How to check this yourself";
        drop: "把三份文件拖到这里，可以一起拖", "Drop the three files here, all at once if you like";
        drop_more: "还有文件？继续拖进来", "More files? Drop them too";
        drop_now: "松手，读取文件", "Let go to read the files";
        pick: "选择文件", "Choose files";
        sample: "用示例试一试", "Try it with sample files";
        sample_loaded: "这是示例店铺的文件。拖入您自己的文件，示例就会让开。", "These are the files of a sample shop. Drop your own and the sample makes way.";
        register_from: "收银机或收银软件导出", "exported from your till";
        provider_from: "微信、拉卡拉等下载的交易账单", "the bill from WeChat Pay, Lakala and the like";
        bank_from: "网上银行导出的交易明细", "exported from online banking";
        loaded: "读好的文件", "Files read";
        taken_for: "认作", "Taken for";
        read: "读到", "Read";
        role: "这份文件是", "This file is";
        remove: "移除", "Remove";
        clear: "全部移除", "Remove all";
        show_rows: "看各行", "See the rows";
        encoding: "编码", "Encoding";
        encoding_auto: "自动判断", "Automatic";
        otherwise: "换一种读法", "Read it another way";
        change_mapping: "改各列的读法", "Change its columns";
        map: "指明各列", "Map the columns";
        mappings: "存过的读法", "Saved mappings";
        password: "密码", "Password";
        unlock: "打开", "Open";
        password_kept: "密码只用来打开这一次，不会保存。", "The password opens the file this once and is not kept.";
        workbook: "表格文件", "workbook";
        period: "日期", "Days";
        size: "大小", "Size";
        fixed_role: "示例文件的类别不能改", "The role of a sample file is fixed";
        quick: "没有文件？只知道两个数也可以", "No files? Two figures will do";
        quick_lead: "收了多少，到账多少。先看差额大致对不对。", "What you took and what arrived. See first whether the gap is about right.";
        took: "收了", "Taken";
        arrived: "到账", "Arrived";
        why: "看看为什么", "See why";
        yuan: "元", "¥";
        check: "核对", "Check";
        see_answer: "看差额去处", "See where the gap went";
        contract_default: "手续费暂按默认费率核对，不是您的合同。", "Fees are checked against default rates for now, not your contract.";
        contract_enter: "填写合同", "Enter your contract";
        contract_own: "手续费按您填写的合同核对。", "Fees are checked against the contract you entered.";
        contract_edit: "修改合同", "Edit your contract";
        not_read: "没有读的文件", "Files not read";
        browser_refused: "浏览器读不了这个文件。它可能被移走、改名，或正被别的程序打开。请再选一次。", "The browser could not read this file. It may have been moved, renamed, or is open in another program. Choose it again.";
        still_there: "已读好的文件都还在。", "The files already read are still here.";
        dismiss: "知道了", "Dismiss";
    }
}

/// The encoding that was guessed.
#[must_use]
pub fn encoding_guessed(lang: Lang, encoding: &str) -> String {
    match lang {
        Lang::Zh => format!("{encoding}（自动判断）"),
        Lang::En => format!("{encoding} (automatic)"),
    }
}

/// A file read by a mapping of hers.
#[must_use]
pub fn mapped(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("您的读法“{name}”"),
        Lang::En => format!("your mapping “{name}”"),
    }
}

/// How many rows were read.
#[must_use]
pub fn rows(lang: Lang, rows: &str) -> String {
    match lang {
        Lang::Zh => format!("{rows} 行"),
        Lang::En => format!("{rows} rows"),
    }
}

/// How many rows were refused; the list follows.
#[must_use]
pub fn refused(lang: Lang, refused: u32, read: u32) -> String {
    match lang {
        Lang::Zh => format!("{refused} 行读不出来，已跳过；其余 {read} 行照常"),
        Lang::En if refused == 1 => {
            format!("1 row could not be read and was left out; the other {read} stand")
        }
        Lang::En => {
            format!("{refused} rows could not be read and were left out; the other {read} stand")
        }
    }
}

/// More rows were refused than are listed.
#[must_use]
pub fn refused_more(lang: Lang, more: u32) -> String {
    match lang {
        Lang::Zh => format!("另有 {more} 行没有列出"),
        Lang::En => format!("{more} more are not listed"),
    }
}

/// What is still missing for a full answer; `None` where nothing is.
#[must_use]
pub fn missing(lang: Lang, have: &[Side]) -> Option<String> {
    let missing: Vec<&str> = [Side::Register, Side::Provider, Side::Bank]
        .into_iter()
        .filter(|side| !have.contains(side))
        .map(|side| match (lang, side) {
            (Lang::Zh, _) => super::words::side(lang, side),
            (Lang::En, Side::Register) => "the register export",
            (Lang::En, Side::Provider) => "the provider's bill",
            (Lang::En, Side::Bank) => "the bank statement",
        })
        .collect();
    if missing.is_empty() {
        return None;
    }
    Some(match lang {
        Lang::Zh => format!("还差{}。", missing.join("和")),
        Lang::En => format!("Still missing: {}.", missing.join(" and ")),
    })
}

/// What an answer without some file can and cannot say; `None` where no answer is possible.
#[must_use]
pub fn without(lang: Lang, have: &[Side]) -> Option<&'static str> {
    let has = |side| have.contains(&side);
    if !has(Side::Bank) {
        return None;
    }
    match (has(Side::Register), has(Side::Provider), lang) {
        (true, true, _) | (false, false, _) => None,
        (false, true, Lang::Zh) => {
            Some("没有收银流水也能核对：收款按账单上的金额算，漏记和重复记账就看不出来。")
        }
        (false, true, Lang::En) => Some(
            "It works without the register: takings are the bill's gross, and sales never booked or booked twice stay unseen.",
        ),
        (true, false, Lang::Zh) => {
            Some("没有支付账单也能核对，只能看出总差额，分不清手续费和退款。")
        }
        (true, false, Lang::En) => Some(
            "It works without the bill, but only the total gap shows; fees and refunds cannot be told apart.",
        ),
    }
}

/// Why there is no explanation, and what to do.
#[must_use]
pub const fn explain_error(lang: Lang, error: ExplainError) -> &'static str {
    match (lang, error) {
        (Lang::Zh, ExplainError::NoTakings) => {
            "没有收银流水，也没有支付账单，不知道收了多少。请加上其中一份。"
        }
        (Lang::En, ExplainError::NoTakings) => {
            "There is neither a register export nor a provider's bill, so nothing says what was taken. Add one of them."
        }
        (Lang::Zh, ExplainError::NoBank) => {
            "没有银行流水，不知道到账多少。请加上网银导出的交易明细。"
        }
        (Lang::En, ExplainError::NoBank) => {
            "There is no bank statement, so nothing says what arrived. Add the export from online banking."
        }
        (Lang::Zh, ExplainError::NoRowsInPeriod) => {
            "文件里没有所选日期的收款。请到合同页改日期，或换文件。"
        }
        (Lang::En, ExplainError::NoRowsInPeriod) => {
            "The files hold no takings in the days chosen. Change the days on the contract page, or use other files."
        }
        (Lang::Zh, ExplainError::TooLarge) => {
            "金额合计超出了能精确计算的范围。请检查文件里是不是有读错的大数。"
        }
        (Lang::En, ExplainError::TooLarge) => {
            "The sums left the range of exact figures. Check the files for a number that is far too large."
        }
    }
}
