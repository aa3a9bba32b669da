//! Which bank credits are payouts of a provider, by what the statement says of the payer.

use crate::record::{Book, Side};

/// How a provider's payouts show on statements: the start of its formats' names, and words of
/// counterparty or memo. Sources: FORMATS.md B7, where 财付通, 支付宝, 网银在线 and 银联入账 were seen
/// in statements; the other names are the licensed firms' own.
const PAYERS: &[(&str, &[&str])] = &[
    ("wechat", &["财付通", "微信支付", "TENPAY", "WECHAT"]),
    ("alipay", &["支付宝", "ALIPAY"]),
    ("lakala", &["拉卡拉", "LAKALA"]),
    ("unionpay", &["银联", "UNIONPAY"]),
    ("chinaums", &["银联商务", "CHINAUMS"]),
    ("allinpay", &["通联支付", "通联", "ALLINPAY"]),
    ("suixingpay", &["随行付"]),
    ("leshua", &["乐刷", "移卡"]),
    ("yeepay", &["易宝", "YEEPAY"]),
    ("meituan", &["美团", "钱袋宝"]),
    ("jd", &["网银在线", "京东"]),
    ("stripe", &["STRIPE"]),
    ("adyen", &["ADYEN"]),
    ("paypal", &["PAYPAL"]),
    ("square", &["SQUARE", "SQ *"]),
    ("sumup", &["SUMUP"]),
    ("shopify", &["SHOPIFY"]),
    ("amazon", &["AMAZON"]),
    ("checkout", &["CHECKOUT"]),
    ("dlocal", &["DLOCAL"]),
    ("trustly", &["TRUSTLY"]),
    ("citic_pos", &["中信", "CITIC"]),
    ("ceb", &["光大"]),
    (
        "",
        &[
            "富友",
            "汇付",
            "杉德",
            "盛付通",
            "瑞银信",
            "收钱吧",
            "快钱",
            "嘉联",
            "海科",
            "现代金控",
        ],
    ),
];

/// Words that name a payout without naming the payer.
const PAYOUT_WORDS: &[&str] = &[
    "商户结算",
    "结算款",
    "商户清算",
    "清算款",
    "收单结算",
    "POS结算",
    "银联入账",
    "SETTLEMENT",
    "PAYOUT",
    "MERCHANT DEPOSIT",
];

/// The payers of the loaded bills; empty where no bill is loaded or its provider is not listed.
#[must_use]
pub fn payers_of(book: &Book) -> Vec<usize> {
    let bills = book
        .files
        .iter()
        .filter(|entry| entry.report.side == Side::Provider);
    let known = |format: &str| {
        PAYERS
            .iter()
            .position(|(start, _)| !start.is_empty() && format.starts_with(start))
    };
    let mut payers = Vec::new();
    for bill in bills {
        match known(&bill.report.format) {
            Some(payer) => payers.push(payer),
            // One unknown provider, and every payer may be hers.
            None => return Vec::new(),
        }
    }
    payers.sort_unstable();
    payers.dedup();
    payers
}

/// Whether a statement row with this counterparty and memo is a payout of one of `payers` (of any,
/// where there is none).
#[must_use]
pub fn is_payout(party: &str, note: &str, payers: &[usize]) -> bool {
    let texts = [party.to_uppercase(), note.to_uppercase()];
    let holds = |words: &[&str]| {
        words
            .iter()
            .any(|word| texts.iter().any(|t| t.contains(word)))
    };
    let named: Vec<usize> = (0..PAYERS.len())
        .filter(|&at| holds(PAYERS[at].1))
        .collect();
    if named.is_empty() {
        return holds(PAYOUT_WORDS);
    }
    payers.is_empty() || named.iter().any(|payer| payers.contains(payer))
}
