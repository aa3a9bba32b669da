//! The answer page: the gap, the bridge, its causes, payouts and rows.

use super::{Lang, cause, money, sum, unit};
use crate::answer::{GroupSums, LineView};
use crate::cause::{Cause, Group};
use crate::money::Amount;
use crate::record::Place;

sentences! {
    /// Sentences of the answer page.
    Bridge {
        title: "差额去处", "Where the gap went";
        takings: "收款", "Takings";
        received: "到账", "Received";
        gap: "差额", "Gap";
        currencies: "几种币种，各算各的", "Several currencies, each by itself";
        currencies_lead: "点一种，看它的差额去处。不同币种的钱没有加在一起。", "Choose one to see where its gap went. Money of different currencies is never added up.";
        chart: "从收款到账，一步一步", "From takings to received, step by step";
        chart_note: "长条左边省略了一段，好让差额看得清。金额以数字为准。", "The bars are cut on the left so that the gap can be seen. The figures count.";
        chart_table: "同样的内容，用表格看", "The same as a table";
        step: "步骤", "Step";
        amount: "金额", "Amount";
        left: "剩余", "Left";
        unexplained: "未能解释", "Not explained";
        unexplained_why: "没有一种原因能对上这笔钱。它没有被凑平，原样列在这里。", "No cause fits this money. It was not forced to nought and stands here as it is.";
        unexplained_between: "收银流水和支付账单之间", "between register and bill";
        payouts: "打款和到账", "Payouts";
        payouts_lead: "每个该到账的日子：应到多少，实到多少。", "For each day that money was due: what was owed and what came.";
        due: "应到账日", "Due";
        expected: "应到", "Expected";
        came: "实到", "Came";
        difference: "相差", "Difference";
        state: "结果", "Result";
        rows_column: "各行", "Rows";
        total: "合计", "Total";
        rows: "看各行", "See the rows";
        transit: "在途：什么时候到", "On its way: when it comes";
        assumptions: "以下是假设", "What was assumed";
        assumptions_lead: "文件和合同都没有写明，只好先这样认定。不对的话，改合同或补文件，答案会跟着变。", "Neither file nor contract says so; it was taken for granted. If it is wrong, change the contract or add a file and the answer follows.";
        save_json: "保存 JSON", "Save as JSON";
        save_certificate: "保存验算单", "Save the certificate";
        save_table: "保存表格", "Save as a spreadsheet";
        in_answer: "答案中金额", "In the answer";
        sure: "把握", "Confidence";
        why: "为什么", "Why";
        print: "打印", "Print";
        change_files: "换文件", "Change files";
        change_contract: "改合同", "Change the contract";
        none_title: "还没有可以看的差额", "No gap to look at yet";
        none_body: "先放入文件，再点“核对”。", "Add your files first, then press “Check”.";
        to_files: "去放文件", "Add files";
        failed: "还不能核对", "Cannot check yet";
        sample: "这是示例店铺的答案", "This is the answer of a sample shop";
        back: "回到差额去处", "Back to the gap";
        todo: "怎么办", "What to do";
        guide: "指南里的详细说明", "More in the guide";
        rows_title: "各行证据", "The rows that prove it";
        rows_lead: "同一笔的各行放在一起，上下对着看；不一样的格子有标记。", "Rows of one payment stand together; cells that differ are marked.";
        gone: "这些行已经不在了", "These rows are gone";
        gone_do: "文件变动过。请回去重新核对。", "The files have changed. Go back and check again.";
        no_rows: "没有对应的行", "No rows belong to it";
        differs: "不一样", "differs";
        from: "来自", "From";
        when: "时间", "When";
        what: "种类", "What";
        fee: "手续费", "Fee";
        fee_expected: "应收手续费", "Fee due";
        net: "净额", "Net";
        reference: "参考号", "Reference";
        note: "备注", "Note";
        loading_rows: "正在取行", "Fetching rows";
        keys: "上下键移动，翻页键翻页", "Arrow keys move, page keys turn pages";
        file_rows: "文件各行", "Rows of the file";
        payout_rows: "这笔打款的各行", "Rows of this payout";
        back_files: "回到文件", "Back to the files";
    }
}

/// The sentence of the gap in three pieces: before the figure, the figure, after it. Without a gap
/// the first piece is the whole sentence.
#[must_use]
pub fn headline(lang: Lang, gap: Amount) -> (&'static str, Option<String>, String) {
    let before = match (lang, gap.minor.signum()) {
        (Lang::Zh, 0) => return ("收款和到账，一分不差。", None, String::new()),
        (Lang::En, 0) => {
            let exact = "What was taken is what arrived, to the last fen.";
            return (exact, None, String::new());
        }
        (Lang::Zh, 1) => "比收款少到账",
        (Lang::Zh, _) => "比收款多到账",
        (Lang::En, 1) => "Less arrived than was taken:",
        (Lang::En, _) => "More arrived than was taken:",
    };
    let unit = unit(lang, &gap.currency);
    let after = match lang {
        Lang::Zh => format!("{unit}。"),
        Lang::En => format!("{unit}."),
    };
    (before, Some(money(gap.abs())), after)
}

/// What the gap consists of, in one sentence.
#[must_use]
pub fn summary(lang: Lang, sums: &GroupSums) -> String {
    let deal = Amount::new(
        sums.normal.minor.saturating_add(sums.transit.minor),
        sums.normal.currency,
    );
    let look = Amount::new(
        sums.look.minor.saturating_add(sums.unexplained.minor),
        sums.look.currency,
    );
    let mut parts = Vec::new();
    for (amount, words) in [
        (deal, deal_words(lang, sums)),
        (sums.claim, claim_words(lang)),
        (look, look_words(lang)),
    ] {
        let figure = sum(lang, amount.abs());
        match amount.minor.signum() {
            1 => parts.push(words.less.replace("{}", &figure)),
            -1 => parts.push(words.more.replace("{}", &figure)),
            _ => {}
        }
    }
    let clean = sums.claim.is_zero() && look.is_zero();
    // A figure keeps a blank from the Chinese word before it.
    let of_this = match parts.first() {
        Some(first) if first.starts_with(|c: char| c.is_ascii()) => "其中 ",
        _ => "其中",
    };
    match lang {
        Lang::Zh if parts.is_empty() => String::new(),
        Lang::Zh if clean => format!(
            "{of_this}{}。没有发现多收的钱，也没有说不清的钱。",
            parts.join("；")
        ),
        Lang::Zh => format!("{of_this}{}。", parts.join("；")),
        Lang::En if parts.is_empty() => String::new(),
        Lang::En if clean => format!(
            "Of this, {}. Nothing was overcharged and nothing is left unexplained.",
            parts.join("; ")
        ),
        Lang::En => format!("Of this, {}.", parts.join("; ")),
    }
}

/// A clause for money that lowers the payout, and one for money that raises it.
struct Clause {
    less: &'static str,
    more: &'static str,
}

fn deal_words(lang: Lang, sums: &GroupSums) -> Clause {
    match (lang, sums.transit.is_zero()) {
        (Lang::Zh, true) => Clause {
            less: "{}是正常的手续费和退款",
            more: "正常的往来合计多到 {}",
        },
        (Lang::Zh, false) => Clause {
            less: "{}是正常的手续费、退款和在途款",
            more: "正常的往来和在途款合计多到 {}",
        },
        (Lang::En, true) => Clause {
            less: "{} is normal fees and refunds",
            more: "normal items together brought {} more",
        },
        (Lang::En, false) => Clause {
            less: "{} is normal fees, refunds and money on its way",
            more: "normal items and money on its way together brought {} more",
        },
    }
}

const fn claim_words(lang: Lang) -> Clause {
    match lang {
        Lang::Zh => Clause {
            less: "{}多收了，可以要回",
            more: "收费少了 {}",
        },
        Lang::En => Clause {
            less: "{} was overcharged and can be claimed back",
            more: "{} was charged too little",
        },
    }
}

const fn look_words(lang: Lang) -> Clause {
    match lang {
        Lang::Zh => Clause {
            less: "{}需要看一看",
            more: "多到了 {}，需要看一看",
        },
        Lang::En => Clause {
            less: "{} needs a look",
            more: "{} too much arrived and needs a look",
        },
    }
}

/// The days an answer covers.
#[must_use]
pub fn days(lang: Lang, from: &str, to: &str) -> String {
    match lang {
        Lang::Zh => format!("{from}至{to}"),
        Lang::En => format!("{from} to {to}"),
    }
}

/// How many rows prove a line.
#[must_use]
pub fn row_count(lang: Lang, rows: u32) -> String {
    match lang {
        Lang::Zh => format!("{rows} 行"),
        Lang::En if rows == 1 => "1 row".to_owned(),
        Lang::En => format!("{rows} rows"),
    }
}

/// How many answers fit equally well.
fn alternatives(lang: Lang, count: u32) -> String {
    match lang {
        Lang::Zh => format!("有 {count} 种同样说得通的答案，没有替您选。"),
        Lang::En => format!("{count} answers fit equally well; none was chosen for you."),
    }
}

/// What else comes close to explaining a line: how many answers fit as well, and which comes second.
#[must_use]
pub fn rivals(lang: Lang, count: u32, runner_up: Option<Cause>) -> Option<String> {
    let alike = (count > 1).then(|| alternatives(lang, count));
    let second = runner_up.map(|of| {
        let of = cause::name(lang, of);
        match lang {
            Lang::Zh => format!("也可能是“{of}”。"),
            Lang::En => format!("It may also be “{of}”."),
        }
    });
    let join = match lang {
        Lang::Zh => "",
        Lang::En => " ",
    };
    let parts: Vec<String> = alike.into_iter().chain(second).collect();
    (!parts.is_empty()).then(|| parts.join(join))
}

/// What is said of a line beside its reason: what else comes close, and which roots it speaks of.
#[must_use]
pub fn beside(lang: Lang, line: &LineView) -> Option<String> {
    let names = |open: &str, close: &str, join: &str| -> String {
        let names = line.roots.iter();
        let names = names.map(|&of| format!("{open}{}{close}", cause::name(lang, of)));
        names.collect::<Vec<_>>().join(join)
    };
    let roots = (!line.roots.is_empty()).then(|| match lang {
        Lang::Zh => format!("根源可以看说明里的{}。", names("“", "”", "、")),
        Lang::En => format!("For its root see {} in the guide.", names("“", "”", ", ")),
    });
    let rivals = rivals(lang, line.alternatives, line.runner_up);
    match (lang, rivals, roots) {
        (_, None, roots) => roots,
        (_, rivals, None) => rivals,
        (Lang::Zh, Some(rivals), Some(roots)) => Some(format!("{rivals}{roots}")),
        (Lang::En, Some(rivals), Some(roots)) => Some(format!("{rivals} {roots}")),
    }
}

/// Where a row stands in its file.
#[must_use]
pub fn place(lang: Lang, place: Place) -> String {
    row_of(lang, place.part, place.row)
}

/// A row by its part (a sheet, the member of an archive) and its number in it.
#[must_use]
pub fn row_of(lang: Lang, part: u16, row: u32) -> String {
    let sheet = u32::from(part) + 1;
    match (lang, part) {
        (Lang::Zh, 0) => format!("第 {row} 行"),
        (Lang::Zh, _) => format!("第 {sheet} 表第 {row} 行"),
        (Lang::En, 0) => format!("row {row}"),
        (Lang::En, _) => format!("sheet {sheet}, row {row}"),
    }
}

/// Which rows of how many are in sight.
#[must_use]
pub fn window(lang: Lang, first: u32, last: u32, total: u32) -> String {
    match lang {
        Lang::Zh => format!("第 {first} 至 {last} 行，共 {total} 行"),
        Lang::En => format!("rows {first} to {last} of {total}"),
    }
}

/// What the chart shows, for those who do not see it.
#[must_use]
pub fn chart_text(lang: Lang, takings: Amount, received: Amount, gap: Amount) -> String {
    let (takings, received, gap) = (money(takings), money(received), money(gap));
    match lang {
        Lang::Zh => format!("收款 {takings}，到账 {received}，差额 {gap}。各步骤见下面的表格。"),
        Lang::En => format!(
            "Takings {takings}, received {received}, gap {gap}. The table below lists every step."
        ),
    }
}

/// A step that brings money instead of taking it.
#[must_use]
pub const fn brings(lang: Lang, group: Group) -> &'static str {
    match (lang, group) {
        (Lang::Zh, Group::Transit) => "以前的款到账",
        (Lang::En, Group::Transit) => "from earlier days",
        (Lang::Zh, Group::Normal) => "退回来的",
        (Lang::En, Group::Normal) => "given back",
        (Lang::Zh, _) => "多到的，需要看",
        (Lang::En, _) => "too much arrived",
    }
}

/// Names a payout by its day.
#[must_use]
pub fn payout_of(lang: Lang, day: &str) -> String {
    match lang {
        Lang::Zh => format!("{day}的打款"),
        Lang::En => format!("Payout of {day}"),
    }
}

/// Where a piece of the unexplained part sits.
#[must_use]
pub fn unexplained_in(lang: Lang, day: Option<&str>) -> String {
    match day {
        Some(day) => payout_of(lang, day),
        None => Bridge::of(lang).unexplained_between.to_owned(),
    }
}

/// Three lines of what to do, by what the cause asks for. The guide says more.
#[must_use]
pub const fn todo(lang: Lang, group: Group) -> [&'static str; 3] {
    match (lang, group) {
        (Lang::Zh, Group::Claim) => [
            "对照合同，确认约定的费率、封顶或收费项目。",
            "带上下面各行和合同，拨打机身或官方 App 里的客服电话，要求退还。",
            "记下受理编号和答复日期，下次打款时再核对。",
        ],
        (Lang::En, Group::Claim) => [
            "Check the agreed rate, cap or charge in your contract.",
            "With the rows below and the contract at hand, call the number on the terminal or in the official app and ask for it back.",
            "Note the case number and the date promised, and check again with the next payout.",
        ],
        (Lang::Zh, Group::Look) => [
            "先看下面各行，和小票、后台对一对。",
            "能找到原因的，补记、补传或改账，再核对一次。",
            "找不到的，带上各行去问收单机构或银行。",
        ],
        (Lang::En, Group::Look) => [
            "Look at the rows below and compare them with slips and the provider's back office.",
            "Where you find the reason, book, upload or correct it, then check again.",
            "Where you do not, take the rows to your provider or bank.",
        ],
        (Lang::Zh, Group::Transit) => [
            "不用做什么，等应到账日。",
            "过了应到账日，下载新的银行流水再核对一次。",
            "还没有到，拨打收单机构客服查这笔打款。",
        ],
        (Lang::En, Group::Transit) => [
            "Nothing to do but wait for the due day.",
            "After that day, download a newer statement and check again.",
            "If it is still not there, ask your provider about this payout.",
        ],
        (Lang::Zh, Group::Normal | Group::Root) => [
            "这是约定好的，不用做什么。",
            "想核实，可以抽几行和账单、小票对一对。",
            "合同变了，先改合同页，再核对。",
        ],
        (Lang::En, Group::Normal | Group::Root) => [
            "This is part of the deal; there is nothing to do.",
            "To make sure, compare a few rows with bill and slips.",
            "If the contract has changed, change it on its page and check again.",
        ],
    }
}
