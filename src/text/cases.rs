//! The case list.

use super::{Lang, cause, money};
use crate::cases::Case;

sentences! {
    /// Sentences of the case list.
    Cases {
        title: "待办", "Cases";
        lead: "正在追的钱：多少，从哪天起，问过谁，下一步是什么。只存在这个浏览器里。", "Money you are after: how much, since when, whom you asked, what comes next. Kept in this browser only.";
        none: "还没有待办", "No cases yet";
        none_do: "在指南里打开您的那一行，点“记进待办”；也可以自己加一件。", "Open your line in the guide and press “Add to the cases”, or add one by hand.";
        add: "加一件", "Add a case";
        from_answer: "记进待办", "Add to the cases";
        cause: "原因", "Cause";
        amount: "金额", "Amount";
        since: "从哪天起", "Since";
        from: "自", "since";
        whom: "问过谁", "Whom you asked";
        number: "工单号", "Case number";
        next: "下一步", "Next step";
        due: "哪天", "On";
        due_now: "到期", "due";
        closed: "已了结", "Settled";
        close: "了结", "Settle";
        reopen: "重新打开", "Open again";
        remove: "删除", "Delete";
        remind: "保存日历提醒", "Save a calendar reminder";
        bad_amount: "请填金额，例如 40.00。", "Enter an amount such as 40.00.";
        bad_day: "请选一个日期。", "Choose a date.";
        full: "待办已经太多，请先删去了结的。", "There are too many cases; delete settled ones first.";
        not_kept: "浏览器不让保存，关闭页面后待办就没有了。请先抄下来。", "The browser does not let this page keep anything; the cases are gone when it is closed. Please write them down.";
        unread: "以前保存的待办读不出来，已原样留着，没有覆盖。", "The cases kept earlier cannot be read; they were left as they are.";
        locked: "以前的待办上了锁。现在记下的，打开锁以后会并进去；不打开，关闭页面就没有了。", "The cases kept earlier are locked. What you note now joins them once you unlock them; otherwise it is gone when the page is closed.";
        open_book: "看待办", "See the cases";
    }
}

/// So many cases are due.
#[must_use]
pub fn due(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("有 {count} 件待办到期。"),
        Lang::En if count == 1 => "One case is due.".to_owned(),
        Lang::En => format!("{count} cases are due."),
    }
}

/// Title and text of a calendar entry.
#[must_use]
pub fn reminder(lang: Lang, case: &Case) -> (String, String) {
    let name = cause::name(lang, case.cause);
    let amount = money(case.amount);
    match lang {
        Lang::Zh => (
            format!("{name} {amount}：{}", next(&case.next, "问进展")),
            format!("工单号：{}\n问过：{}", case.number, case.whom),
        ),
        Lang::En => (
            format!("{name} {amount}: {}", next(&case.next, "ask how it stands")),
            format!("Case number: {}\nAsked: {}", case.number, case.whom),
        ),
    }
}

fn next<'a>(written: &'a str, usual: &'a str) -> &'a str {
    if written.trim().is_empty() {
        usual
    } else {
        written
    }
}
