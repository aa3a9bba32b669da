//! Words for the kinds of things: sides, tenders, kinds of rows, states of payouts.

use super::Lang;
use crate::answer::PayoutState;
use crate::cause::{Confidence, Group};
use crate::record::{Kind, Side, Tender};
use crate::settings::FeeRounding;

/// Whose view a file holds.
#[must_use]
pub const fn side(lang: Lang, side: Side) -> &'static str {
    match (lang, side) {
        (Lang::Zh, Side::Register) => "收银流水",
        (Lang::En, Side::Register) => "Register",
        (Lang::Zh, Side::Provider) => "支付账单",
        (Lang::En, Side::Provider) => "Provider bill",
        (Lang::Zh, Side::Bank) => "银行流水",
        (Lang::En, Side::Bank) => "Bank statement",
    }
}

/// The same in one or two characters, for narrow columns.
#[must_use]
pub const fn side_short(lang: Lang, side: Side) -> &'static str {
    match (lang, side) {
        (Lang::Zh, Side::Register) => "收银",
        (Lang::En, Side::Register) => "Register",
        (Lang::Zh, Side::Provider) => "账单",
        (Lang::En, Side::Provider) => "Bill",
        (Lang::Zh, Side::Bank) => "银行",
        (Lang::En, Side::Bank) => "Bank",
    }
}

/// How the customer paid.
#[must_use]
pub const fn tender(lang: Lang, tender: Tender) -> &'static str {
    match (lang, tender) {
        (Lang::Zh, Tender::Unknown) => "未写明",
        (Lang::En, Tender::Unknown) => "not stated",
        (Lang::Zh, Tender::CreditCard) => "贷记卡",
        (Lang::En, Tender::CreditCard) => "credit card",
        (Lang::Zh, Tender::DebitCard) => "借记卡",
        (Lang::En, Tender::DebitCard) => "debit card",
        (Lang::Zh, Tender::Card) => "银行卡",
        (Lang::En, Tender::Card) => "bank card",
        (Lang::Zh, Tender::ForeignCard) => "外卡",
        (Lang::En, Tender::ForeignCard) => "foreign card",
        (Lang::Zh, Tender::Wechat) => "微信",
        (Lang::En, Tender::Wechat) => "WeChat",
        (Lang::Zh, Tender::Alipay) => "支付宝",
        (Lang::En, Tender::Alipay) => "Alipay",
        (Lang::Zh, Tender::Unionpay) => "云闪付",
        (Lang::En, Tender::Unionpay) => "UnionPay QR",
        (Lang::Zh, Tender::Qr) => "扫码",
        (Lang::En, Tender::Qr) => "QR",
        (Lang::Zh, Tender::Cash) => "现金",
        (Lang::En, Tender::Cash) => "cash",
        (Lang::Zh, Tender::Other) => "其他",
        (Lang::En, Tender::Other) => "other",
    }
}

/// What a row is, in Chinese and English.
const fn kind_words(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Sale => ("消费", "sale"),
        Kind::Refund => ("退款", "refund"),
        Kind::Void => ("撤销", "void"),
        Kind::Reversal => ("冲正", "reversal"),
        Kind::Chargeback => ("拒付", "chargeback"),
        Kind::ChargebackReversed => ("拒付撤回", "chargeback won"),
        Kind::PreAuth => ("预授权", "pre-authorisation"),
        Kind::PreAuthCompletion => ("预授权完成", "pre-authorisation completed"),
        Kind::Tip => ("小费", "tip"),
        Kind::Fee => ("手续费", "fee"),
        Kind::FeeReturned => ("退还手续费", "fee returned"),
        Kind::InstantFee => ("秒到手续费", "same-day fee"),
        Kind::SimFee => ("流量费", "SIM fee"),
        Kind::Deposit => ("押金或服务费", "deposit or service charge"),
        Kind::Reserve => ("保证金", "reserve"),
        Kind::ReserveReleased => ("保证金退回", "reserve released"),
        Kind::Hold => ("冻结", "hold"),
        Kind::HoldReleased => ("解冻", "hold released"),
        Kind::Split => ("分账", "share"),
        Kind::Tax => ("税费", "tax"),
        Kind::Payout => ("打款", "payout"),
        Kind::Adjustment => ("调账", "adjustment"),
        Kind::Failed => ("未成功", "failed"),
        Kind::Credit => ("入账", "credit"),
        Kind::Debit => ("支出", "debit"),
    }
}

/// What a row is.
#[must_use]
pub const fn kind(lang: Lang, kind: Kind) -> &'static str {
    let (zh, en) = kind_words(kind);
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What came of a payout.
#[must_use]
pub const fn payout_state(lang: Lang, state: PayoutState) -> &'static str {
    match (lang, state) {
        (Lang::Zh, PayoutState::Arrived) => "如数到账",
        (Lang::En, PayoutState::Arrived) => "arrived in full",
        (Lang::Zh, PayoutState::ArrivedExplained) => "到账有差，已说明",
        (Lang::En, PayoutState::ArrivedExplained) => "differs, explained",
        (Lang::Zh, PayoutState::Differs) => "到账有差，未说明",
        (Lang::En, PayoutState::Differs) => "differs, not explained",
        (Lang::Zh, PayoutState::OnItsWay) => "在途",
        (Lang::En, PayoutState::OnItsWay) => "on its way",
        (Lang::Zh, PayoutState::Missing) => "没有到账",
        (Lang::En, PayoutState::Missing) => "not there",
    }
}

/// A way to round fees.
#[must_use]
pub const fn rounding(lang: Lang, rounding: FeeRounding) -> &'static str {
    match (lang, rounding) {
        (Lang::Zh, FeeRounding::HalfUpPerTransaction) => "逐笔四舍五入（常见）",
        (Lang::En, FeeRounding::HalfUpPerTransaction) => "half up, each payment (usual)",
        (Lang::Zh, FeeRounding::HalfEvenPerTransaction) => "逐笔四舍六入五成双",
        (Lang::En, FeeRounding::HalfEvenPerTransaction) => "half to even, each payment",
        (Lang::Zh, FeeRounding::DownPerTransaction) => "逐笔舍去",
        (Lang::En, FeeRounding::DownPerTransaction) => "down, each payment",
        (Lang::Zh, FeeRounding::UpPerTransaction) => "逐笔进一",
        (Lang::En, FeeRounding::UpPerTransaction) => "up, each payment",
        (Lang::Zh, FeeRounding::HalfUpPerBatch) => "按批四舍五入",
        (Lang::En, FeeRounding::HalfUpPerBatch) => "half up, once a batch",
        (Lang::Zh, FeeRounding::HalfEvenPerBatch) => "按批四舍六入五成双",
        (Lang::En, FeeRounding::HalfEvenPerBatch) => "half to even, once a batch",
        (Lang::Zh, FeeRounding::DownPerBatch) => "按批舍去",
        (Lang::En, FeeRounding::DownPerBatch) => "down, once a batch",
        (Lang::Zh, FeeRounding::UpPerBatch) => "按批进一",
        (Lang::En, FeeRounding::UpPerBatch) => "up, once a batch",
    }
}

/// What a group of causes is called.
#[must_use]
pub const fn group(lang: Lang, group: Group) -> &'static str {
    match (lang, group) {
        (Lang::Zh, Group::Claim) => "可以要回",
        (Lang::En, Group::Claim) => "Claim it back",
        (Lang::Zh, Group::Look) => "需要看一看",
        (Lang::En, Group::Look) => "Needs a look",
        (Lang::Zh, Group::Transit) => "在途",
        (Lang::En, Group::Transit) => "On its way",
        (Lang::Zh, Group::Normal) => "正常",
        (Lang::En, Group::Normal) => "Part of the deal",
        (Lang::Zh, Group::Root) => "根源",
        (Lang::En, Group::Root) => "Root causes",
    }
}

/// How sure a line is: a word, and the rule that makes it so.
#[must_use]
pub const fn confidence(lang: Lang, confidence: Confidence) -> (&'static str, &'static str) {
    match (lang, confidence) {
        (Lang::Zh, Confidence::Certain) => ("确定", "两份文件里的单号对得上。"),
        (Lang::En, Confidence::Certain) => ("certain", "Two files show it by the same number."),
        (Lang::Zh, Confidence::Likely) => ("很可能", "一份文件和合同算出来，一分不差。"),
        (Lang::En, Confidence::Likely) => (
            "likely",
            "One file and the contract give it to the last fen.",
        ),
        (Lang::Zh, Confidence::Possible) => ("可能", "只是数目对得上，没有别的凭据。"),
        (Lang::En, Confidence::Possible) => (
            "possible",
            "Only the arithmetic fits; nothing else shows it.",
        ),
    }
}
