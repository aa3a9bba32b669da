//! The frame around every page: navigation, switches, progress, trouble.

use super::Lang;
use crate::protocol::Stage;

sentences! {
    /// Sentences of the frame.
    App {
        name: "一分不差", "Yifen";
        tagline: "Yifen", "一分不差";
        skip: "跳到正文", "Skip to the content";
        navigation: "主导航", "Main navigation";
        check: "核对", "Check";
        fees: "计算", "Fees";
        guide: "指南", "Guide";
        book: "记录", "Book";
        privacy: "隐私", "Privacy";
        files: "文件", "Files";
        contract: "合同", "Contract";
        answer: "差额去处", "The gap explained";
        mapping: "指明各列", "Map the columns";
        mappings: "存过的读法", "Saved mappings";
        proof: "证据", "Proof";
        other_language: "English", "中文";
        theme_system: "外观：跟随系统", "Theme: as the system";
        theme_light: "外观：浅色", "Theme: light";
        theme_dark: "外观：深色", "Theme: dark";
        cancel: "取消", "Cancel";
        close: "关闭", "Close";
        progress: "进度", "Progress";
        revive: "重新开始", "Start again";
        broken: "计算部分停了下来。文件没有改动，也没有离开这台电脑。", "The part that computes has stopped. Your files are untouched and have not left this computer.";
        broken_do: "重新开始后，会把刚才的文件再读一遍。", "Starting again reads the same files once more.";
        other_version: "页面和计算部分不是同一个版本。", "The page and the part that computes are of different versions.";
        other_version_do: "请重新载入页面。", "Reload the page.";
        unknown: "没有这一页", "There is no such page";
        unknown_do: "地址可能抄漏了几个字。", "A few characters of the address may be missing.";
        back_start: "回到核对", "Back to Check";
    }
}

/// What long work is doing.
#[must_use]
pub const fn stage(lang: Lang, stage: Stage) -> &'static str {
    match (lang, stage) {
        (Lang::Zh, Stage::Recognise) => "辨认格式",
        (Lang::En, Stage::Recognise) => "recognising the format",
        (Lang::Zh, Stage::Read) => "读取各行",
        (Lang::En, Stage::Read) => "reading rows",
        (Lang::Zh, Stage::Match) => "收银流水和账单逐笔对应",
        (Lang::En, Stage::Match) => "matching register and bill",
        (Lang::Zh, Stage::Fees) => "重算手续费",
        (Lang::En, Stage::Fees) => "recomputing fees",
        (Lang::Zh, Stage::Payouts) => "打款和到账对应",
        (Lang::En, Stage::Payouts) => "matching payouts and credits",
        (Lang::Zh, Stage::Explain) => "归类，加总",
        (Lang::En, Stage::Explain) => "naming causes and adding up",
        (Lang::Zh, Stage::Write) => "写文件",
        (Lang::En, Stage::Write) => "writing the file",
    }
}

/// What the long work is about.
#[must_use]
pub fn reading(lang: Lang, name: &str, ahead: usize) -> String {
    match (lang, ahead) {
        (Lang::Zh, 0) => format!("正在读 {name}"),
        (Lang::Zh, _) => format!("正在读 {name}，后面还有 {ahead} 个"),
        (Lang::En, 0) => format!("Reading {name}"),
        (Lang::En, _) => format!("Reading {name}, {ahead} more to come"),
    }
}

/// The sample is being loaded.
#[must_use]
pub const fn loading_sample(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "正在打开示例",
        Lang::En => "Opening the sample",
    }
}

/// The files are being explained.
#[must_use]
pub const fn explaining(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "正在核对",
        Lang::En => "Checking",
    }
}

/// Where the work stands.
#[must_use]
pub fn progress(lang: Lang, what: &str, stage: &str, percent: u8) -> String {
    match lang {
        Lang::Zh => format!("{what}：{stage}，{percent} %"),
        Lang::En => format!("{what}: {stage}, {percent} %"),
    }
}
