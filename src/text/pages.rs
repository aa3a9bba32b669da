//! The smaller pages: guide, book.

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
