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
    ("meituan", &["美团", "钱袋宝", "三快"]),
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
            "易生支付",
            "银盛支付",
            "国通星驿",
            "合利宝",
            "畅捷",
            "联动优势",
            "开店宝",
            "付临门",
            "盛迪嘉",
            "新生支付",
            "宝付",
            "连连",
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

/// The payers of the loaded bills. Each is a stream of payouts of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payers {
    /// Indices into the table, in order; empty where no bill is loaded or one of their providers is
    /// not listed: every payer may be hers then, and there is one stream.
    known: Vec<usize>,
}

impl Payers {
    /// The payers of the bills in `book`.
    #[must_use]
    pub fn of(book: &Book) -> Self {
        let mut known = Vec::new();
        for entry in &book.files {
            if entry.report.side != Side::Provider {
                continue;
            }
            match listed(&entry.report.format) {
                Some(payer) => known.push(payer),
                None => return Self::default(),
            }
        }
        known.sort_unstable();
        known.dedup();
        Self { known }
    }

    /// Every stream, one bit each.
    #[must_use]
    pub fn streams(&self) -> u64 {
        let streams = self.known.len().clamp(1, 63);
        (1 << streams) - 1
    }

    /// The stream of a bill of this format.
    #[must_use]
    pub fn stream(&self, format: &str) -> u16 {
        let payer = listed(format);
        let place = self.known.iter().position(|&known| Some(known) == payer);
        place.and_then(|at| u16::try_from(at).ok()).unwrap_or(0)
    }
}

/// The payer of a format by the start of its name.
fn listed(format: &str) -> Option<usize> {
    PAYERS
        .iter()
        .position(|(start, _)| !start.is_empty() && format.starts_with(start))
}

/// Names that are parts of many other names, and of ordinary remarks: a shop by the name of 京东某店,
/// a transfer by way of 中信银行.
const COMMON: &[&str] = &[
    "银联", "通联", "乐刷", "移卡", "美团", "三快", "京东", "中信", "CITIC", "光大", "快钱", "连连",
];

/// What must stand beside a common name where no bill says that this is her provider.
const BESIDE: &[&str] = &[
    "商务",
    "商户",
    "结算",
    "清算",
    "入账",
    "备付金",
    "支付股份",
    "支付有限",
    "支付科技",
    "支付服务",
    "支付网络",
    "网络支付",
    "电子支付",
    "银通电子",
    "信息服务",
    "网银在线",
];

/// Upper-cased texts of a statement row.
struct Texts([String; 2]);

impl Texts {
    fn of(party: &str, note: &str) -> Self {
        Self([party.to_uppercase(), note.to_uppercase()])
    }

    fn holds(&self, words: &[&str]) -> bool {
        words
            .iter()
            .any(|word| self.0.iter().any(|text| text.contains(word)))
    }

    /// The payers that are named, by their places in the table.
    fn named(&self, payers: &Payers) -> Vec<usize> {
        let sure = |words: &[&str]| {
            words.iter().any(|word| {
                let common = payers.known.is_empty() && COMMON.contains(word);
                self.holds(&[word]) && (!common || self.holds(BESIDE))
            })
        };
        (0..PAYERS.len()).filter(|&at| sure(PAYERS[at].1)).collect()
    }
}

/// Whether a statement row with this counterparty and memo names a payer, hers or another one.
#[must_use]
pub fn names(party: &str, note: &str, payers: &Payers) -> bool {
    !Texts::of(party, note).named(payers).is_empty()
}

/// Which streams a statement row with this counterparty and memo may be a payout of, one bit each;
/// nought where it is none.
#[must_use]
pub fn pays(party: &str, note: &str, payers: &Payers) -> u64 {
    let texts = Texts::of(party, note);
    let named = texts.named(payers);
    if named.is_empty() {
        return if texts.holds(PAYOUT_WORDS) {
            u64::MAX
        } else {
            0
        };
    }
    if payers.known.is_empty() {
        return u64::MAX;
    }
    let bits = (0..63_u16).zip(&payers.known);
    bits.filter(|(_, payer)| named.contains(payer))
        .fold(0, |mask, (bit, _)| mask | 1 << bit)
}
