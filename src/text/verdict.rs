//! Her own words on an answer: confirmed, rejected, given to another cause.

use super::{Lang, bridge, cause};
use crate::cause::Cause;
use crate::verdict::{Kind, Outcome, Reason};

sentences! {
    /// Sentences of the verdicts.
    Verdict {
        title: "您说过的", "What you said";
        lead: "您的判断记在这台电脑上；同样的文件再放进来，还在这里。合计不会变。", "Your words are kept on this computer and are here again when you add the same files. No sum changes.";
        menu: "您怎么看", "What do you say";
        confirm: "确认", "Confirm";
        reject: "不是这样", "Not so";
        reassign: "换个原因", "Another cause";
        split: "拆开", "Split";
        note: "备注", "Note";
        undo: "撤销", "Undo";
        redo: "重做", "Redo";
        remove: "收回", "Take back";
        to: "归到哪个原因", "Which cause is it";
        choose_cause: "请选一个原因", "Choose a cause";
        split_lead: "在下面勾出要拆开的行，再选原因。键盘用空格勾选。", "Tick the rows below to set apart, then choose the cause. On the keyboard, space ticks.";
        note_label: "备注（只记在这台电脑上和您保存的 JSON 里）", "Note (kept on this computer and in the JSON you save)";
        save: "保存", "Save";
        cancel: "取消", "Cancel";
        by_you: "您定的", "by your word";
        by_you_why: "这是您的判断，没有文件另外证明。", "This is your word; no file shows it besides.";
        unkept: "浏览器不让保存，关掉这一页就没有了。", "The browser does not allow saving; it is gone when you close this page.";
        set_aside: "以前记下的判断读不出来，已另存一旁。", "What you said earlier could not be read and was set aside.";
        locked: "以前说过的上了锁。现在说的，打开锁以后会并进去；不打开，关掉这一页就没有了。", "What you said earlier is locked. What you say now joins it once you unlock it; otherwise it is gone when you close this page.";
        row: "选中的一行", "The row at hand";
        apart: "不是同一笔", "Not one payment";
        together: "和另一行是同一笔", "One payment with another row";
        together_title: "哪一行和它是同一笔？", "Which row is the same payment?";
        together_lead: "最接近的排在前面。", "The nearest come first.";
        together_none: "没有还能和它配对的行。", "There is no row left that it could pair with.";
        this_one: "就是这一行", "This one";
        other_file: "没有放进来的文件", "a file that is not loaded";
        part_of_rest: "归到一个原因", "Give it to a cause";
    }
}

/// What a kind of verdict says, as a state.
#[must_use]
pub const fn state(lang: Lang, kind: Kind) -> &'static str {
    match (lang, kind) {
        (Lang::Zh, Kind::Confirm) => "已确认",
        (Lang::En, Kind::Confirm) => "confirmed",
        (Lang::Zh, Kind::Reject) => "不是这样",
        (Lang::En, Kind::Reject) => "not so",
        (Lang::Zh, Kind::Reassign) => "已换原因",
        (Lang::En, Kind::Reassign) => "another cause",
        (Lang::Zh, Kind::Split) => "已拆开",
        (Lang::En, Kind::Split) => "split off",
        (Lang::Zh, Kind::Remark) => "有备注",
        (Lang::En, Kind::Remark) => "noted",
        (Lang::Zh, Kind::Apart) => "不是同一笔",
        (Lang::En, Kind::Apart) => "not one payment",
        (Lang::Zh, Kind::Together) => "是同一笔",
        (Lang::En, Kind::Together) => "one payment",
    }
}

/// The same for a line of which the verdict is about some rows only.
#[must_use]
pub fn state_of(lang: Lang, kind: Kind, rows: u32, of: u32) -> String {
    let state = state(lang, kind);
    match lang {
        _ if rows >= of => state.to_owned(),
        Lang::Zh => format!("{state}（{of} 行中的 {rows} 行）"),
        Lang::En => format!("{state} ({rows} of {of} rows)"),
    }
}

/// What she said of a line, in one sentence.
#[must_use]
pub fn of_line(lang: Lang, kind: Kind, of: Cause, to: Option<Cause>) -> String {
    let of = cause::name(lang, of);
    let to = to.map(|to| cause::name(lang, to));
    match (lang, kind, to) {
        (Lang::Zh, Kind::Split, Some(to)) => format!("从“{of}”拆出，归到“{to}”"),
        (Lang::En, Kind::Split, Some(to)) => format!("Split from “{of}”, now “{to}”"),
        (Lang::Zh, _, Some(to)) => format!("“{of}”换成“{to}”"),
        (Lang::En, _, Some(to)) => format!("“{of}” is “{to}”"),
        (Lang::Zh, kind, None) => format!("“{of}”{}", state(lang, kind)),
        (Lang::En, kind, None) => format!("“{of}”: {}", state(lang, kind)),
    }
}

/// What came of it.
#[must_use]
pub fn outcome(lang: Lang, outcome: Outcome) -> String {
    match (lang, outcome) {
        (_, Outcome::Applied { rows, missing: 0 }) => bridge::row_count(lang, rows),
        (Lang::Zh, Outcome::Applied { rows, missing }) => {
            format!("{rows} 行照办，{missing} 行已经不在这里")
        }
        (Lang::En, Outcome::Applied { rows, missing }) => {
            format!("done for {rows}; {missing} are not here any more")
        }
        (Lang::Zh, Outcome::Not(why)) => format!("没有照办：{}", reason(lang, why)),
        (Lang::En, Outcome::Not(why)) => format!("Not done: {}", reason(lang, why)),
    }
}

/// Why a verdict could not be applied.
#[must_use]
pub const fn reason(lang: Lang, reason: Reason) -> &'static str {
    match (lang, reason) {
        (Lang::Zh, Reason::NoFile) => "它说的文件没有放进来。",
        (Lang::En, Reason::NoFile) => "the files it speaks of are not loaded.",
        (Lang::Zh, Reason::NoRow) => "文件里没有这几行。",
        (Lang::En, Reason::NoRow) => "the file has no such rows.",
        (Lang::Zh, Reason::NoLine) => "这几行现在不归在这个原因里。",
        (Lang::En, Reason::NoLine) => "the rows do not stand under this cause any more.",
        (Lang::Zh, Reason::NoPair) => "这两行不可能是同一笔。",
        (Lang::En, Reason::NoPair) => "the two rows cannot be one payment.",
        (Lang::Zh, Reason::OtherCurrency) => "说的是另一种币种的账，换到那种币种就算数。",
        (Lang::En, Reason::OtherCurrency) => {
            "it is about takings in another currency, and counts in the answer of that one."
        }
        (Lang::Zh, Reason::Overruled) => "您后来另有说法。",
        (Lang::En, Reason::Overruled) => "you said otherwise later.",
        (Lang::Zh, Reason::NoMoney) => "这个原因本身不带金额。",
        (Lang::En, Reason::NoMoney) => "this cause carries no money of its own.",
    }
}

/// A piece of the unexplained part that she took from a line.
#[must_use]
pub fn denied(lang: Lang, was: Cause) -> String {
    let was = cause::name(lang, was);
    match lang {
        Lang::Zh => format!("您说不是“{was}”的"),
        Lang::En => format!("What you said is not “{was}”"),
    }
}

/// How many rows are ticked.
#[must_use]
pub fn ticked(lang: Lang, rows: usize) -> String {
    match (lang, rows) {
        (Lang::Zh, _) => format!("勾了 {rows} 处"),
        (Lang::En, 1) => "1 ticked".to_owned(),
        (Lang::En, _) => format!("{rows} ticked"),
    }
}

/// How much she said.
#[must_use]
pub fn said(lang: Lang, verdicts: usize) -> String {
    match (lang, verdicts) {
        (Lang::Zh, 0) => "您说过的都收回了".to_owned(),
        (Lang::En, 0) => "All you said is taken back".to_owned(),
        (Lang::Zh, _) => format!("您说过 {verdicts} 条"),
        (Lang::En, 1) => "You said 1 thing".to_owned(),
        (Lang::En, _) => format!("You said {verdicts} things"),
    }
}

/// What she said of two rows, in one sentence.
#[must_use]
pub fn of_pair(lang: Lang, kind: Kind, [a, b]: [&str; 2]) -> String {
    let state = state(lang, kind);
    let both = match lang {
        Lang::Zh => format!("{a} 和 {b}"),
        Lang::En => format!("{a} and {b}"),
    };
    labelled(lang, &both, state)
}

/// A word and what belongs to it: the menu of a line, her note, the row at hand.
#[must_use]
pub fn labelled(lang: Lang, label: &str, what: &str) -> String {
    match lang {
        Lang::Zh => format!("{label}：{what}"),
        Lang::En => format!("{label}: {what}"),
    }
}
