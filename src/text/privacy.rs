//! The privacy page: the seal, the trial of every road, what is kept, and the passphrase.

use super::Lang;

sentences! {
    /// Sentences of the privacy page.
    PrivacyPage {
        title: "隐私", "Privacy";
        lead: "您的文件只在这台电脑的浏览器里读取和计算，不上传到任何地方。", "Your files are read and computed in this browser, on this computer. They are uploaded nowhere.";
        sealed: "已封闭", "Sealed";
        unsealed: "还在载入，尚未封闭", "Still loading, not sealed yet";
        seal: "打开页面所需的一切都已在内存里。从那一刻起，浏览器按页面给自己定的规矩，拒绝页面和计算部分的一切连接，直到页面关闭。这样的规矩只能加严，不能撤回。", "Everything the page needs is in memory. From that moment the browser, by a rule the page gave itself, refuses every connection from the page and from the part that computes, until the page is closed. Such rules can be made stricter but never taken back.";
        sent: "所以没有文件、数字、合同发给任何人。没有统计，没有广告，没有账号。", "So no file, no figure and no contract is sent to anybody. No statistics, no advertisements, no account.";
        try_title: "试一试", "Try it";
        try_lead: "点一下，页面会用浏览器有的每一种办法往外发一个字，再告诉您结果。发的只是一个字，和您的文件无关。", "One click, and the page tries to send one word by every road a browser has, and tells what became of each. It is only a word and has nothing to do with your files.";
        try_button: "试着往外发", "Try to send something";
        trying: "正在试", "Trying";
        road: "办法", "Road";
        result: "结果", "Result";
        by_rule: "浏览器拒绝", "refused by the browser";
        by_page: "页面已关上", "closed by the page";
        absent: "这个浏览器没有", "not in this browser";
        open: "没能证明拦下", "no proof that it was refused";
        open_why: "标着“没能证明拦下”的，浏览器没有告诉页面它拒绝了。Firefox 对链接回报、预载和计算部分的 EventSource、Worker 就是这样：不发，也不说。想看究竟，请照下面“自己验证”看网络列表。", "Where it says “no proof that it was refused” the browser did not tell the page of a refusal. Firefox is silent so about link reports, preloading, and EventSource and Worker of the computing part: it sends nothing and says nothing. To see for yourself, watch the network list as told under “Check it yourself”.";
        by_page_why: "标着“页面已关上”的，浏览器没有规矩可管；页面在做任何事之前自己把它拿掉或挡住。", "Where it says “closed by the page” browsers have no rule; the page took it away or barred it before doing anything else.";
        beyond_title: "封闭管不到的", "What the seal does not reach";
        beyond_links: "您自己点开的链接（指南里的出处在新标签页打开）和您自己输入的网址。", "Links that you click yourself (the guide's sources open in a new tab) and addresses that you type.";
        beyond_browser: "浏览器本身和装在里面的扩展程序。", "The browser itself and the extensions installed in it.";
        beyond_update: "打开页面时，浏览器会问本站有没有新版本，只问这一个文件，不带任何内容。", "When the page is opened the browser asks this site for a newer version: that one file, and nothing of yours goes with it.";
        beyond_file: "这是单个文件的版本，不会自己更新。双击打开的文件，有的浏览器把它们保存的内容放在一处，别的网页文件也能读到：请设口令上锁，或者用完清除。", "This is the one-file version, which never updates by itself. What files opened by double click keep, some browsers put in one place, where other such files can read it: lock it with a passphrase, or erase it when you are done.";
        beyond_saved: "您保存出来的文件，由您保管。", "Files that you save are in your hands.";
        proof_title: "自己验证", "Check it yourself";
        proof_1: "按 F12（苹果电脑按 ⌥⌘I），打开开发者工具，点“网络”。", "Press F12 (⌥⌘I on a Mac) to open the developer tools, and choose “Network”.";
        proof_2: "清空列表，再放入文件、核对、保存。", "Clear the list, then add your files, check and save.";
        proof_3: "列表里不会有任何往外的请求；“blob:”和“data:”开头的在内存里，不经过网络。", "No request to anywhere appears; what begins with “blob:” or “data:” is in memory and uses no network.";
        proof_4: "更简单的办法：页面打开后断开网络，照样可以核对。", "Simpler still: disconnect from the network once the page is open. Checking works all the same.";
        stays_title: "什么留在哪里", "What stays where";
        kind: "内容", "What";
        size: "大小", "Size";
        files: "您放入的文件", "The files you add";
        files_where: "只在内存里，关闭页面就没有了", "in memory only, gone when the page is closed";
        answer: "核对的答案", "The answer";
        answer_where: "只在内存里，除非您自己保存或打印", "in memory only, unless you save or print it";
        offline: "页面本身，断网时用", "The page itself, for when there is no network";
        nothing: "没有保存", "nothing kept";
        not_works: "浏览器不让保存，或者空间已满。页面照常使用，但关闭以后，合同、待办、读法、判断和选择都不会留下。", "The browser does not let this page keep anything, or has no room left. Everything works, but contract, cases, mappings, verdicts and choices are gone when the page is closed.";
        export: "把保存的内容存成文件", "Save what is kept as a file";
        erase_title: "全部清除", "Erase everything";
        erase_lead: "清除这个浏览器为本页面保存的一切，包括断网时用的副本。您电脑上的文件不受影响。不能撤销。", "Erases all that this browser keeps for this page, the copy for working without network included. The files on your computer are untouched. This cannot be undone.";
        erase: "全部清除", "Erase everything";
        erased: "已清除，什么都没有留下", "Erased; nothing is left";
        not_erased: "没有清除干净。请在浏览器设置里清除本站的数据。", "Not everything could be erased. Please clear this site's data in the browser's settings.";
    }
}

sentences! {
    /// Sentences of the passphrase.
    Passphrase {
        title: "给保存的内容上锁", "Lock what is kept";
        lead: "设一个口令，合同、待办、读法和判断就加密保存。每次打开页面要先输入口令。语言和外观不加密。", "Set a passphrase, and contract, cases, mappings and verdicts are kept encrypted. It is asked for each time the page is opened. Language and theme are not encrypted.";
        warning: "口令只有您知道。忘了就打不开，保存的内容也就没有了，谁也找不回来。", "Only you know the passphrase. If you forget it, what is kept cannot be opened by anybody and is lost.";
        passphrase: "口令", "Passphrase";
        again: "再输一遍", "Once more";
        hint: "八个字以上，几个不相干的词最好", "eight characters or more; a few unrelated words are best";
        set: "上锁", "Lock";
        is_set: "已上锁，口令已输入", "Locked with a passphrase, which you gave";
        take_away: "取消口令", "Take the passphrase away";
        too_short: "太短了，请至少写八个字。", "Too short; please write at least eight characters.";
        differ: "两遍不一样。", "The two are not the same.";
        wrong: "口令不对。", "That is not the passphrase.";
        not_kept: "浏览器没有存下，一切照旧。", "The browser did not keep it; everything is as it was.";
        cannot: "浏览器不让这个地址使用加密：请用 https 打开，或者用单个文件的版本。", "The browser withholds encryption from this address: open it by https, or use the one-file version.";
        locked: "您保存的内容上了锁", "What you keep here is locked";
        locked_do: "输入口令打开。不打开也能核对，但用的是默认合同，新填的不会保存。", "Give the passphrase to open them. Checking works without, with the default contract, and nothing new is kept.";
        unlock: "打开", "Unlock";
        later: "先不打开", "Not now";
        forgotten: "忘了口令，删除保存的内容", "Passphrase forgotten: delete what is kept";
    }
}

sentences! {
    /// Sentences of a newer version.
    Update {
        waiting: "有新版本", "There is a new version";
        what: "现在的页面照常可用。重新载入后用新版本；内存里的文件要重新放一次。", "This page goes on working. Reloading shows the new version; files in memory have to be added again.";
        reload: "重新载入", "Reload";
        later: "以后再说", "Later";
    }
}

/// What a text is that the browser keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The contract.
    Contract,
    /// The cases.
    Cases,
    /// Ways of reading files.
    Mappings,
    /// What she said of answers.
    Verdicts,
    /// What is locked by a passphrase.
    Locked,
    /// Language and theme.
    Choices,
    /// Something of another version.
    Other,
}

/// What is kept, in a word or two.
#[must_use]
pub const fn kind(lang: Lang, kind: Kind) -> &'static str {
    match (lang, kind) {
        (Lang::Zh, Kind::Contract) => "您填写的合同",
        (Lang::En, Kind::Contract) => "The contract you entered",
        (Lang::Zh, Kind::Cases) => "您记的待办",
        (Lang::En, Kind::Cases) => "The cases you noted",
        (Lang::Zh, Kind::Mappings) => "您存过的读法",
        (Lang::En, Kind::Mappings) => "The mappings you saved",
        (Lang::Zh, Kind::Verdicts) => "您对答案的判断",
        (Lang::En, Kind::Verdicts) => "What you said of answers",
        (Lang::Zh, Kind::Locked) => "上了锁的合同、待办、读法和判断",
        (Lang::En, Kind::Locked) => "Contract, cases, mappings and verdicts, locked",
        (Lang::Zh, Kind::Choices) => "语言和外观",
        (Lang::En, Kind::Choices) => "Language and theme",
        (Lang::Zh, Kind::Other) => "其他版本保存的内容",
        (Lang::En, Kind::Other) => "Kept by another version",
    }
}

/// A size that is read at a glance; under a thousand bytes it is exact.
#[must_use]
pub fn size(lang: Lang, bytes: u64) -> String {
    match (lang, bytes) {
        (Lang::Zh, 0..1000) => format!("{bytes} 字节"),
        (Lang::En, 0..1000) => format!("{bytes} bytes"),
        (_, 1000..1_000_000) => format!("{} kB", bytes / 1000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// What the trial came to: so many roads, of so many of them no proof that they were refused.
#[must_use]
pub fn trial(lang: Lang, roads: usize, open: usize) -> String {
    match (lang, open) {
        (Lang::Zh, 0) => format!("试了 {roads} 种办法，没有一种发得出去。"),
        (Lang::En, 0) => format!("{roads} roads tried, and not one led out."),
        (Lang::Zh, _) => format!("试了 {roads} 种办法，有 {open} 种没能证明被拦下，见下表。"),
        (Lang::En, 1) => {
            format!("{roads} roads tried; of one there is no proof that it was refused.")
        }
        (Lang::En, _) => {
            format!("{roads} roads tried; of {open} there is no proof that they were refused.")
        }
    }
}

/// The roads of `src/web/roads.js` and `src/web/worker.js`, with their names.
pub const ROADS: &[(&str, &str, &str)] = &[
    ("fetch", "网页请求（fetch）", "Request (fetch)"),
    (
        "xhr",
        "网页请求（XMLHttpRequest）",
        "Request (XMLHttpRequest)",
    ),
    ("beacon", "信标（sendBeacon）", "Beacon (sendBeacon)"),
    (
        "websocket",
        "双向连接（WebSocket）",
        "Two-way line (WebSocket)",
    ),
    (
        "webtransport",
        "快速连接（WebTransport）",
        "Fast line (WebTransport)",
    ),
    (
        "eventsource",
        "事件流（EventSource）",
        "Event stream (EventSource)",
    ),
    ("image", "图片", "Picture"),
    ("media", "视频和声音", "Video and sound"),
    ("font", "字体", "Font"),
    ("script", "脚本", "Script"),
    ("import", "脚本模块（import）", "Script module (import)"),
    ("stylesheet", "样式表", "Stylesheet"),
    ("frame", "内嵌页面（iframe）", "Frame (iframe)"),
    ("object", "内嵌对象（embed）", "Embedded object (embed)"),
    ("form", "提交表单", "Form"),
    ("ping", "链接回报（ping）", "Link report (ping)"),
    ("worker", "后台脚本（Worker）", "Worker"),
    (
        "sharedworker",
        "共享后台脚本（SharedWorker）",
        "Shared worker",
    ),
    (
        "serviceworker",
        "离线脚本（ServiceWorker）",
        "Service worker",
    ),
    ("prefetch", "预取（prefetch）", "Prefetch"),
    ("preload", "预载（preload）", "Preload"),
    ("worker-fetch", "计算部分：fetch", "Computing part: fetch"),
    (
        "worker-xhr",
        "计算部分：XMLHttpRequest",
        "Computing part: XMLHttpRequest",
    ),
    (
        "worker-websocket",
        "计算部分：WebSocket",
        "Computing part: WebSocket",
    ),
    (
        "worker-eventsource",
        "计算部分：EventSource",
        "Computing part: EventSource",
    ),
    (
        "worker-scripts",
        "计算部分：importScripts",
        "Computing part: importScripts",
    ),
    (
        "worker-import",
        "计算部分：import",
        "Computing part: import",
    ),
    (
        "worker-worker",
        "计算部分：再开后台脚本",
        "Computing part: another worker",
    ),
    ("webrtc", "点对点连接（WebRTC）", "Peer connection (WebRTC)"),
    (
        "webrtc-frame",
        "借内嵌页面的点对点连接",
        "Peer connection of a frame",
    ),
    (
        "preconnect",
        "预先连接（preconnect）",
        "Early connection (preconnect)",
    ),
    ("window", "打开新窗口", "New window"),
    ("tab", "由脚本点开新标签页", "New tab, clicked by a script"),
    (
        "navigation",
        "由脚本转到别的地址",
        "Leaving for another address by script",
    ),
    (
        "history",
        "把内容写进网址，等重新载入时带走",
        "Written into the address, to go along when the page is loaded again",
    ),
    ("cookie", "Cookie", "Cookie"),
];

/// The name of a road; its key where it has none.
#[must_use]
pub fn road(lang: Lang, key: &str) -> String {
    let known = ROADS.iter().find(|(of, _, _)| *of == key);
    known.map_or_else(
        || key.to_owned(),
        |(_, zh, en)| match lang {
            Lang::Zh => (*zh).to_owned(),
            Lang::En => (*en).to_owned(),
        },
    )
}
