//! What files call kinds, tenders and directions, in Chinese and English.

use crate::record::{Flags, Kind, Tender};

/// A word and what it means: the first entry whose word stands in the cell wins, so longer and
/// stricter words stand first.
type Words<T> = &'static [(&'static str, T)];

/// Kinds of transactions. Sources: FORMATS.md A1-A6, `record::Kind`.
const KINDS: Words<Kind> = &[
    ("预授权完成撤销", Kind::Void),
    ("预授权完成", Kind::PreAuthCompletion),
    // Releasing a pre-authorisation takes nothing back: nothing was taken.
    ("预授权", Kind::PreAuth),
    ("拒付撤回", Kind::ChargebackReversed),
    ("拒付", Kind::Chargeback),
    ("退单", Kind::Chargeback),
    ("退还手续费", Kind::FeeReturned),
    ("手续费退", Kind::FeeReturned),
    ("退费", Kind::FeeReturned),
    ("反结账", Kind::Void),
    ("红冲", Kind::Void),
    ("冲红", Kind::Void),
    ("销退", Kind::Refund),
    ("退货撤销", Kind::Adjustment),
    ("退款撤销", Kind::Adjustment),
    ("退款", Kind::Refund),
    ("退货", Kind::Refund),
    ("冲正", Kind::Reversal),
    ("撤销", Kind::Void),
    ("作废", Kind::Void),
    ("小费", Kind::Tip),
    ("结算调整", Kind::Tip),
    ("流量费", Kind::SimFee),
    ("通讯费", Kind::SimFee),
    ("sim卡", Kind::SimFee),
    ("押金", Kind::Deposit),
    ("服务费", Kind::Deposit),
    ("激活费", Kind::Deposit),
    ("秒到", Kind::InstantFee),
    ("d0手续费", Kind::InstantFee),
    ("实时到账", Kind::InstantFee),
    ("手续费", Kind::Fee),
    ("保证金退", Kind::ReserveReleased),
    ("保证金释放", Kind::ReserveReleased),
    ("保证金", Kind::Reserve),
    ("解冻", Kind::HoldReleased),
    ("冻结", Kind::Hold),
    ("分账", Kind::Split),
    ("分润", Kind::Split),
    ("税", Kind::Tax),
    ("提现", Kind::Payout),
    ("打款", Kind::Payout),
    ("出款", Kind::Payout),
    ("划付", Kind::Payout),
    ("调账", Kind::Adjustment),
    ("调整", Kind::Adjustment),
    ("差错", Kind::Adjustment),
    ("失败", Kind::Failed),
    ("关闭", Kind::Failed),
    ("消费", Kind::Sale),
    ("销售", Kind::Sale),
    ("收款", Kind::Sale),
    ("支付", Kind::Sale),
    ("付款", Kind::Sale),
    ("交易", Kind::Sale),
    ("收银", Kind::Sale),
    ("正常", Kind::Sale),
    ("零售", Kind::Sale),
    ("结账", Kind::Sale),
    ("充值", Kind::Sale),
    ("pre-auth completion", Kind::PreAuthCompletion),
    ("preauth completion", Kind::PreAuthCompletion),
    ("completion", Kind::PreAuthCompletion),
    ("capture", Kind::PreAuthCompletion),
    ("pre-auth", Kind::PreAuth),
    ("preauth", Kind::PreAuth),
    ("authorization", Kind::PreAuth),
    ("authorisation", Kind::PreAuth),
    ("chargeback", Kind::Chargeback),
    ("dispute", Kind::Chargeback),
    ("refund", Kind::Refund),
    ("return", Kind::Refund),
    ("reversal", Kind::Reversal),
    ("reversed", Kind::Reversal),
    ("void", Kind::Void),
    ("cancel", Kind::Void),
    ("tip", Kind::Tip),
    ("payout", Kind::Payout),
    ("withdrawal", Kind::Payout),
    ("fee", Kind::Fee),
    ("adjust", Kind::Adjustment),
    ("failed", Kind::Failed),
    ("declined", Kind::Failed),
    ("sale", Kind::Sale),
    ("purchase", Kind::Sale),
    ("payment", Kind::Sale),
    ("charge", Kind::Sale),
];

/// How customers pay.
const TENDERS: Words<Tender> = &[
    ("外卡", Tender::ForeignCard),
    ("境外", Tender::ForeignCard),
    ("国际卡", Tender::ForeignCard),
    ("foreign", Tender::ForeignCard),
    ("贷记", Tender::CreditCard),
    ("信用卡", Tender::CreditCard),
    ("借记", Tender::DebitCard),
    ("储蓄", Tender::DebitCard),
    ("微信", Tender::Wechat),
    ("财付通", Tender::Wechat),
    ("wechat", Tender::Wechat),
    ("weixin", Tender::Wechat),
    ("支付宝", Tender::Alipay),
    ("花呗", Tender::Alipay),
    ("alipay", Tender::Alipay),
    ("云闪付", Tender::Unionpay),
    ("银联二维码", Tender::Unionpay),
    ("银联扫码", Tender::Unionpay),
    ("闪付", Tender::Unionpay),
    ("uqrcode", Tender::Unionpay),
    ("unionpay qr", Tender::Unionpay),
    ("quickpass", Tender::Unionpay),
    ("数字人民币", Tender::Qr),
    ("付款码", Tender::Qr),
    ("收钱码", Tender::Qr),
    ("收款码", Tender::Qr),
    ("美团", Tender::Other),
    ("饿了么", Tender::Other),
    ("抖音", Tender::Other),
    ("现金", Tender::Cash),
    ("cash", Tender::Cash),
    ("shopify payments", Tender::Card),
    ("store credit", Tender::Other),
    ("gift", Tender::Other),
    ("储值", Tender::Other),
    ("会员", Tender::Other),
    ("礼品卡", Tender::Other),
    ("购物卡", Tender::Other),
    ("credit", Tender::CreditCard),
    ("debit", Tender::DebitCard),
    ("银行卡", Tender::Card),
    ("刷卡", Tender::Card),
    ("银联", Tender::Card),
    ("unionpay", Tender::Card),
    ("card", Tender::Card),
    ("visa", Tender::Card),
    ("mastercard", Tender::Card),
    ("amex", Tender::Card),
    ("pos", Tender::Card),
    ("扫码", Tender::Qr),
    ("二维码", Tender::Qr),
    ("聚合", Tender::Qr),
    ("qr", Tender::Qr),
];

/// Words of a remark and the facts they state.
const REMARKS: Words<Flags> = &[
    ("冻结", Flags::HELD),
    ("风控", Flags::HELD),
    ("暂缓", Flags::HELD),
    ("脱机", Flags::OFFLINE),
    ("离线", Flags::OFFLINE),
    ("offline", Flags::OFFLINE),
    ("打款失败", Flags::PAYOUT_FAILED),
    ("出款失败", Flags::PAYOUT_FAILED),
    ("结算失败", Flags::PAYOUT_FAILED),
    ("秒到", Flags::INSTANT),
    ("处理中", Flags::PENDING),
    ("pending", Flags::PENDING),
];

/// Words of a status that say that nothing was paid.
const NOT_PAID: &[&str] = &[
    "失败",
    "关闭",
    "未支付",
    "未付款",
    "未结账",
    "待支付",
    "待付款",
    "取消",
    "拒绝",
    "作废",
    "撤单",
    "反结",
    "fail",
    "declin",
    "cancel",
    "unpaid",
    "voided",
    "expired",
];

/// Words of the money's direction, as the bank's customer sees it: 贷 (Cr) is money in.
const DIRECTIONS: Words<Direction> = &[
    ("来账", Direction::In),
    ("往账", Direction::Out),
    ("转入", Direction::In),
    ("转出", Direction::Out),
    ("扣", Direction::Out),
    ("不计", Direction::Neither),
    ("中性", Direction::Neither),
    ("贷", Direction::In),
    ("貸", Direction::In),
    ("借", Direction::Out),
    ("收", Direction::In),
    ("支", Direction::Out),
    ("付", Direction::Out),
    ("存", Direction::In),
    ("取", Direction::Out),
    ("入", Direction::In),
    ("出", Direction::Out),
    ("进", Direction::In),
    ("credit", Direction::In),
    ("debit", Direction::Out),
    ("cr", Direction::In),
    ("dr", Direction::Out),
    ("expense", Direction::Out),
    ("spen", Direction::Out),
    ("out", Direction::Out),
    ("in", Direction::In),
];

/// Which way money went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the merchant.
    In,
    /// From the merchant.
    Out,
    /// Between two pockets of one owner.
    Neither,
}

fn find<T: Copy>(words: Words<T>, text: &str) -> Option<T> {
    let lower = text.to_lowercase();
    words
        .iter()
        .find(|(word, _)| lower.contains(word))
        .map(|(_, meaning)| *meaning)
}

/// The kind that a cell names; none for a word that is not known.
#[must_use]
pub fn kind(text: &str) -> Option<Kind> {
    find(KINDS, text)
}

/// The tender that a cell names. An unknown word is some other tender, an empty cell says nothing.
#[must_use]
pub fn tender(text: &str) -> Tender {
    if text.is_empty() {
        Tender::Unknown
    } else {
        find(TENDERS, text).unwrap_or(Tender::Other)
    }
}

/// The facts that a remark states. Money let go again (解冻) is not held.
#[must_use]
pub fn remark(text: &str) -> Flags {
    if text.is_empty() || text.contains("解冻") {
        return Flags::default();
    }
    let lower = text.to_lowercase();
    let stated = REMARKS.iter().filter(|(word, _)| lower.contains(word));
    stated.fold(Flags::default(), |all, (_, flag)| all.with(*flag))
}

/// Whether a status says that nothing was paid.
#[must_use]
pub fn not_paid(status: &str) -> bool {
    let lower = status.to_lowercase();
    NOT_PAID.iter().any(|word| lower.contains(word))
}

/// Whether a status says that the booking was taken back: 已撤销, 已冲正.
#[must_use]
pub fn undone(status: &str) -> bool {
    ["已撤销", "已冲正", "reversed", "Reversed"]
        .iter()
        .any(|word| status.contains(word))
}

/// The direction that a cell names. The letters and digits alone are those of several banks;
/// 1 and 2 are China Zheshang's (FORMATS.md B7).
#[must_use]
pub fn direction(text: &str) -> Option<Direction> {
    match text {
        "C" | "c" | "+" | "1" => Some(Direction::In),
        "D" | "d" | "-" | "2" => Some(Direction::Out),
        // Of Germany, the Netherlands and the Baltic states.
        "H" | "Haben" | "Bij" | "K" => Some(Direction::In),
        "S" | "Soll" | "Af" => Some(Direction::Out),
        _ => find(DIRECTIONS, text),
    }
}

/// Whether a cell is a word of direction and nothing else.
#[must_use]
pub fn is_direction(text: &str) -> bool {
    const WHOLE: &[&str] = &[
        "借", "贷", "借方", "贷方", "收", "付", "支", "收入", "支出", "转入", "转出", "存入",
        "取出", "支取", "来账", "往账", "进账", "出账", "入账", "扣账", "入賬", "扣賬", "貸",
        "入帳", "扣帳", "借 dr", "贷 cr", "d", "c", "dr", "cr", "debit", "credit", "in", "out",
        "收款", "付款", "af", "bij", "soll", "haben",
    ];
    let lower = text.to_lowercase();
    WHOLE.contains(&lower.as_str())
}

/// Whether a credit card's bill says that money came back or was paid in: 退货, 退款, 还款, 返现.
#[must_use]
pub fn gives_back(text: &str) -> bool {
    [
        "退货", "退款", "还款", "返现", "存入", "撤销", "冲正", "转入",
    ]
    .iter()
    .any(|word| text.contains(word))
}

/// Words of a pre-authorisation that is let go.
const RELEASES: &[&str] = &[
    "撤销", "取消", "解除", "释放", "冲正", "void", "cancel", "release", "revers",
];

/// Whether a row of this kind and word lets a pre-authorisation go: it is one with the other sign.
#[must_use]
pub fn releases(kind: Kind, word: &str) -> bool {
    kind == Kind::PreAuth && {
        let word = word.to_lowercase();
        RELEASES.iter().any(|release| word.contains(release))
    }
}

/// Which kinds take money from the merchant, so that files print them with or without a minus.
#[must_use]
pub const fn lowers(kind: Kind) -> bool {
    use Kind::{
        Chargeback, Deposit, Fee, Hold, InstantFee, Payout, Refund, Reserve, Reversal, SimFee,
        Split, Tax, Void,
    };
    matches!(
        kind,
        Refund
            | Void
            | Reversal
            | Chargeback
            | Fee
            | InstantFee
            | SimFee
            | Deposit
            | Reserve
            | Hold
            | Split
            | Tax
            | Payout
    )
}

/// Answers kept for the few words that a column repeats a million times.
pub struct Memo<T> {
    known: Vec<(String, T)>,
}

/// More different words than this are looked up each time: it is no column of a few words.
const MEMO_MAX: usize = 32;

impl<T: Copy> Memo<T> {
    /// Nothing known yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { known: Vec::new() }
    }

    /// The answer for `text`, asked once.
    pub fn get(&mut self, text: &str, ask: impl FnOnce(&str) -> T) -> T {
        if let Some((_, known)) = self.known.iter().find(|(word, _)| word == text) {
            return *known;
        }
        let answer = ask(text);
        if self.known.len() < MEMO_MAX {
            self.known.push((text.to_owned(), answer));
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, direction, kind, not_paid, releases, remark, tender};
    use crate::record::{Flags, Kind, Tender};

    #[test]
    fn kinds_by_word() {
        for (word, want) in [
            ("消费", Some(Kind::Sale)),
            ("消费撤销", Some(Kind::Void)),
            ("预授权完成撤销", Some(Kind::Void)),
            ("预授权撤销", Some(Kind::PreAuth)),
            ("预授权完成", Some(Kind::PreAuthCompletion)),
            ("退货", Some(Kind::Refund)),
            ("交易退款", Some(Kind::Refund)),
            ("冲正", Some(Kind::Reversal)),
            ("流量费", Some(Kind::SimFee)),
            ("退还手续费", Some(Kind::FeeReturned)),
            ("Refund", Some(Kind::Refund)),
            ("SALE", Some(Kind::Sale)),
            ("xyz", None),
        ] {
            assert_eq!(kind(word), want, "{word}");
        }
    }

    #[test]
    fn what_lets_a_pre_authorisation_go() {
        for (word, want) in [
            ("预授权撤销", true),
            ("Pre-auth Void", true),
            ("预授权", false),
            ("消费撤销", false),
        ] {
            let released = kind(word).is_some_and(|kind| releases(kind, word));
            assert_eq!(released, want, "{word}");
        }
    }

    #[test]
    fn tenders_by_word() {
        for (word, want) in [
            ("银行卡(贷记)", Tender::CreditCard),
            ("银行卡(借记)", Tender::DebitCard),
            ("银行卡", Tender::Card),
            ("微信支付", Tender::Wechat),
            ("支付宝", Tender::Alipay),
            ("云闪付", Tender::Unionpay),
            ("扫码", Tender::Qr),
            ("数字人民币", Tender::Qr),
            ("付款码", Tender::Qr),
            ("收钱码", Tender::Qr),
            ("收款码", Tender::Qr),
            ("美团", Tender::Other),
            ("饿了么", Tender::Other),
            ("抖音", Tender::Other),
            ("现金", Tender::Cash),
            ("Credit card", Tender::CreditCard),
            ("储值卡", Tender::Other),
            ("团购券", Tender::Other),
            ("", Tender::Unknown),
        ] {
            assert_eq!(tender(word), want, "{word}");
        }
    }

    #[test]
    fn remarks_and_statuses() {
        assert_eq!(remark("风控冻结"), Flags::HELD);
        assert_eq!(remark("已解冻"), Flags::default());
        assert_eq!(remark("脱机"), Flags::OFFLINE);
        assert!(not_paid("交易关闭") && not_paid("Declined") && !not_paid("成功"));
    }

    #[test]
    fn directions_by_word() {
        for (word, want) in [
            ("贷 Cr", Some(Direction::In)),
            ("借 Dr", Some(Direction::Out)),
            ("来账", Some(Direction::In)),
            ("往账", Some(Direction::Out)),
            ("支出", Some(Direction::Out)),
            ("D", Some(Direction::Out)),
            ("Outgoing", Some(Direction::Out)),
            ("income", Some(Direction::In)),
            ("不计收支", Some(Direction::Neither)),
            ("?", None),
        ] {
            assert_eq!(direction(word), want, "{word}");
        }
    }
}
