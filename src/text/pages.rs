//! The smaller pages: guide, book, privacy.

use super::Lang;
use crate::cause::Group;

sentences! {
    /// Sentences of the guide's frame.
    GuidePage {
        title: "指南", "Guide";
        lead: "钱少了，原因无非这些。每一条都写明：是什么，怎样确认，找谁，怎样防止。", "These are the reasons why money goes missing. Each entry says what it is, how to make sure, whom to ask, and how to prevent it.";
        identifier: "代号", "Identifier";
    }
}

/// What a group of causes asks of her.
#[must_use]
pub const fn group_lead(lang: Lang, group: Group) -> &'static str {
    match (lang, group) {
        (Lang::Zh, Group::Claim) => "收费超出约定，备好证据就可以要求退还。",
        (Lang::En, Group::Claim) => {
            "More was charged than agreed; with the proof at hand it can be claimed back."
        }
        (Lang::Zh, Group::Look) => "先弄清楚，再决定怎么办。",
        (Lang::En, Group::Look) => "Find out first, then decide.",
        (Lang::Zh, Group::Transit) => "钱没有少，只是还没到。",
        (Lang::En, Group::Transit) => "The money is not missing, it has not arrived yet.",
        (Lang::Zh, Group::Normal) => "合同里约定好的，或是您自己退的。",
        (Lang::En, Group::Normal) => "Agreed in the contract, or refunded by you.",
        (Lang::Zh, Group::Root) => "本身不带金额，却常常是别的差错的根。",
        (Lang::En, Group::Root) => {
            "These carry no money themselves but are often the root of other gaps."
        }
    }
}

sentences! {
    /// Sentences of the book.
    BookPage {
        title: "记录", "Book";
    }
}

sentences! {
    /// Sentences of the privacy page.
    PrivacyPage {
        title: "隐私", "Privacy";
        lead: "您的文件只在这台电脑的浏览器里读取和计算，不上传到任何地方。", "Your files are read and computed in this browser, on this computer. They are uploaded nowhere.";
        stays_title: "什么留在哪里", "What stays where";
        files: "您放入的文件", "The files you add";
        files_where: "只在内存里。关闭页面就没有了。", "In memory only. Gone when the page is closed.";
        answer: "核对的答案", "The answer";
        answer_where: "只在内存里，除非您自己保存或打印。", "In memory only, unless you save or print it.";
        contract: "您填写的合同", "The contract you entered";
        contract_where: "存在这个浏览器里，方便下次用。", "Kept in this browser for the next time.";
        cases: "您记的待办", "The cases you noted";
        mappings: "您存过的读法", "The mappings you saved";
        choices: "语言和外观", "Language and theme";
        choices_where: "存在这个浏览器里。", "Kept in this browser.";
        sent_title: "什么会发出去", "What is sent";
        sent: "没有。文件、数字、合同，都不发给任何人。没有统计，没有广告，没有账号。", "Nothing. No file, no figure and no contract is sent to anybody. No statistics, no advertisements, no account.";
        proof_title: "自己验证", "Check it yourself";
        proof_1: "按 F12（苹果电脑按 ⌥⌘I），打开开发者工具，点“网络”。", "Press F12 (⌥⌘I on a Mac) to open the developer tools, and choose “Network”.";
        proof_2: "清空列表，再放入文件、核对、保存。", "Clear the list, then add your files, check and save.";
        proof_3: "列表里不会有发往别处的请求。", "No request to anywhere else will appear.";
        proof_4: "更简单的办法：页面打开后断开网络，照样可以核对。", "Simpler still: disconnect from the network once the page is open. Checking works all the same.";
        rule_title: "浏览器守着的规矩", "The rule the browser enforces";
        rule: "页面带有内容安全策略（CSP），浏览器会拦下它对其他网站的一切连接。", "The page carries a content security policy; the browser blocks every connection it might make to any other site.";
        erase_title: "清除保存的内容", "Erase what is kept";
        erase_lead: "清除这个浏览器里的语言、外观、合同和待办。您电脑上的文件不受影响。", "Erases language, theme, contract and cases from this browser. The files on your computer are untouched.";
        erase: "清除", "Erase";
        erased: "已清除", "Erased";
    }
}
