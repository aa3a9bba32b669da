/*!
What banks call their columns (FORMATS.md B7), and by which parts of a name a column is known that
no list has.
*/

pub use super::bank_texts::{MEMO, NUMBER, OTHER_SIDE, PARTY, PAYEE, PAYER, STATUS};
use super::header::HeadRow;

/// One meaning of a column.
pub struct Column {
    /// Names known for it; earlier names win.
    pub names: &'static [&'static str],
    /// Where no column goes by such a name: parts by which an unknown name tells it.
    pub(super) holds: &'static [&'static str],
    /// Parts that say it means something else.
    pub(super) lacks: &'static [&'static str],
}

/// A longer cell is a sentence, not a column's name.
const NAME_CHARACTERS_MAX: usize = 24;

impl Column {
    /// A meaning known by names alone.
    #[must_use]
    pub const fn named(names: &'static [&'static str]) -> Self {
        Self {
            names,
            holds: &[],
            lacks: &[],
        }
    }

    /// A meaning with its names, and parts that tell it and that deny it where no column has one.
    pub const fn told(
        names: &'static [&'static str],
        holds: &'static [&'static str],
        lacks: &'static [&'static str],
    ) -> Self {
        Self {
            names,
            holds,
            lacks,
        }
    }

    /// The column of a header that has this meaning.
    #[must_use]
    pub fn of(&self, row: &HeadRow) -> Option<usize> {
        row.column(self.names)
            .or_else(|| row.column_that(|name| self.told_by(name)))
    }

    fn told_by(&self, name: &str) -> bool {
        // `借贷标志(1收2付)`: what stands in parentheses explains the cells.
        let own = name.split('(').next().unwrap_or(name);
        name.chars().count() <= NAME_CHARACTERS_MAX
            && !own.contains(|c: char| c.is_ascii_digit() || c == ':')
            && self.holds.iter().any(|part| name.contains(part))
            && !self.lacks.iter().any(|part| name.contains(part))
    }
}

/// The day.
pub const DATE: Column = Column {
    names: &[
        "交易日期",
        "交易日",
        "记账日期",
        "记账日",
        "入账日期",
        "日期",
        "发生日期",
        "账务日期",
        "会计日期",
        "业务日期",
        "交易时间",
        "入账时间",
        "记账时间",
        "发生时间",
        "交易日期时间",
        "日期时间",
        "date",
        "transactiondate",
        "bookingdate",
        "dateposted",
        "postingdate",
        "posteddate",
        "postdate",
        "valuedate",
        "transactiontime",
        "datum",
        "buchungstag",
        "buchungsdatum",
        "boekdatum",
        "dateopération",
        "fecha",
        "fechaoperación",
        "foperación",
        "foperativa",
        "fcontable",
        "fvalor",
        "dataoperazione",
        "datacontabile",
        "datamovimento",
        "dataregistrazione",
        "dataoperacji",
        "dataksięgowania",
        "data",
        "bokföringsdag",
        "dato",
        "valutadatum",
        "wertstellung",
    ],
    holds: &[
        "日期",
        "时间",
        "date",
        "datum",
        "fecha",
        "buchungstag",
        "dátum",
        "bokföringsda",
    ],
    lacks: &[
        "起息", "到期", "生效", "打印", "截止", "update", "due", "起始", "valuta", "valor",
    ],
};
/// The day on which the bank booked it: where the other day is empty.
pub const BOOKED: Column = Column::named(&[
    "记账日期",
    "记账日",
    "银行记账日",
    "入账日期",
    "入账日",
    "bookingdate",
    "postingdate",
    "postdate",
]);
/// The time, where it stands apart.
pub const TIME: Column = Column::named(&[
    "交易时间",
    "记账时间",
    "入账时间",
    "时间",
    "time",
    "transactiontime",
]);
/// Money in.
pub const IN: Column = Column {
    names: &[
        "记账金额(收入)",
        "收入",
        "收入金额",
        "贷方金额",
        "贷方发生额",
        "贷方",
        "贷方发生额(收入)",
        "贷方金额(收入)",
        "贷方发生额(收)",
        "转入金额",
        "存入",
        "存入金额",
        "贷方发生金额",
        "交易金额(收入)",
        "credit",
        "creditamount",
        "deposit",
        "deposits",
        "paidin",
        "moneyin",
        "amountin",
        "入账金额",
        "haben",
        "gutschrift",
        "bij",
        "abono",
        "abonos",
        "ingreso",
        "ingresos",
        "entrate",
        "avere",
        "importoavere",
        "accrediti",
        "wpływy",
        "uznania",
        "insättning",
    ],
    holds: &[
        "crédit", "accredit", "贷方", "收入", "转入", "存入", "汇入", "进账", "贷记", "入账",
        "收方", "credit", "deposit", "paidin", "moneyin", "inflow",
    ],
    lacks: NOT_AN_AMOUNT_IN,
};
/// Money out.
pub const OUT: Column = Column {
    names: &[
        "记账金额(支出)",
        "支出",
        "支出金额",
        "借方金额",
        "借方发生额",
        "借方",
        "借方发生额(支取)",
        "借方金额(支出)",
        "借方发生额(付)",
        "转出金额",
        "取出",
        "取出金额",
        "提取",
        "提款",
        "借方发生金额",
        "出账金额",
        "交易金额(支出)",
        "debit",
        "debitamount",
        "withdrawal",
        "withdrawals",
        "paidout",
        "moneyout",
        "amountout",
        "soll",
        "lastschrift",
        "af",
        "cargo",
        "cargos",
        "gasto",
        "gastos",
        "uscite",
        "dare",
        "importodare",
        "addebiti",
        "wydatki",
        "obciążenia",
        "uttag",
    ],
    holds: &[
        "débit", "debet", "addebit", "借方", "支出", "转出", "支取", "取出", "汇出", "出账",
        "付出", "借记", "付方", "扣账", "debit", "withdraw", "paidout", "moneyout", "outflow",
    ],
    lacks: NOT_AN_AMOUNT_OUT,
};
/// What names beside money in and out, and is not the sum of one row.
macro_rules! not_an_amount {
    ($($other:literal),*) => {
        &[
            "账号", "账户", "户名", "名称", "单位", "日期", "时间", "标志", "标识", "方向", "类型",
            "笔数", "次数", "余额", "行", "币", "累计", "合计", "总", "卡", "date", "type", "name",
            "limit", "card", "balance", "number", "reference", "currency", "account", "count",
            "total", "score", $($other),*
        ]
    };
}
const NOT_AN_AMOUNT_IN: &[&str] = not_an_amount!("支", "借", "付", "debit", "out");
const NOT_AN_AMOUNT_OUT: &[&str] = not_an_amount!("收", "贷", "存入", "credit", "in/");
/// Money either way.
pub const AMOUNT: Column = Column {
    names: &[
        "交易金额",
        "发生额",
        "金额",
        "交易额",
        "发生金额",
        "人民币金额",
        "入账币种/金额",
        "amount",
        "transactionamount",
        "billingamount",
        "betrag",
        "bedrag",
        "montant",
        "importe",
        "importo",
        "kwota",
        "částka",
        "belopp",
        "beløb",
        "összeg",
        "umsatz",
    ],
    holds: &[
        "金额",
        "发生额",
        "交易额",
        "amount",
        "betrag",
        "bedrag",
        "montant",
        "importe",
        "importo",
        "kwota",
        "částka",
        "belopp",
        "összeg",
    ],
    lacks: &[
        "fremd",
        "devise",
        "local",
        "original",
        "ursprung",
        "余额",
        "手续费",
        "税",
        "累计",
        "合计",
        "币",
        "冻结",
        "可用",
        "限额",
        "balance",
        "fee",
        "tax",
        "currency",
    ],
};
/// The direction as a word.
pub const DIRECTION: Column = Column {
    names: &[
        "借贷标志",
        "借贷",
        "借/贷",
        "收/支",
        "收支",
        "收支类型",
        "借贷方向",
        "收入/支出",
        "支出/收入",
        "dr/cr",
        "debit/credit",
        "credit/debit",
        "soll/haben",
        "s/h",
        "d/c",
        "c/d",
        "d/k",
        "afbij",
        "af/bij",
        "bij/af",
        "debet/credit",
        "débit/crédit",
    ],
    holds: &[
        "借贷",
        "收支",
        "收付",
        "借/贷",
        "贷/借",
        "扣账/入账",
        "入账/扣账",
        "收/支",
        "收/付",
        "方向",
        "进出",
        "dr/cr",
        "cr/dr",
        "debit/credit",
        "credit/debit",
        "indicator",
    ],
    lacks: &["金额", "发生额", "amount", "名", "账号", "行", "款人"],
};
/// The balance after the row; never an amount.
pub const BALANCE: Column = Column {
    names: &[
        "余额",
        "账户余额",
        "本次余额",
        "联机余额",
        "交易后余额",
        "当前余额",
        "账面余额",
        "balance",
        "runningbalance",
        "closingbalance",
        "saldo",
        "solde",
        "kontostand",
    ],
    holds: &[
        "余额",
        "结余",
        "balance",
        "saldo",
        "solde",
        "kontostand",
        "zůstatek",
        "egyenleg",
    ],
    lacks: &["可用", "冻结", "上期", "currency", "available"],
};
/// What the bank took for the row.
pub const FEE: Column = Column::named(&["fee", "fees", "手续费", "frais", "gebühr"]);
/// The currency.
pub const CURRENCY: Column = Column {
    names: &[
        "记账币种",
        "币种",
        "货币",
        "币别",
        "交易币种",
        "交易货币",
        "currency",
        "billingcurrency",
        "balancecurrency",
        "währung",
        "waehrung",
        "whg",
        "devise",
        "divisa",
        "munt",
        "waluta",
        "měna",
        "moneda",
    ],
    holds: &["币种", "币别", "货币", "currency"],
    lacks: &["金额", "amount"],
};
impl Column {
    /// Every column of a header that has this meaning, from the left.
    #[must_use]
    pub fn all_of(&self, row: &HeadRow) -> Vec<usize> {
        let means = |name: &str| self.names.contains(&name) || self.told_by(name);
        row.columns_that(means)
    }
}

/// Whether a name is on one of the lists.
#[must_use]
pub fn is_known(name: &str) -> bool {
    [
        DATE, TIME, IN, OUT, DIRECTION, BALANCE, CURRENCY, PARTY, NUMBER, MEMO,
    ]
    .iter()
    .any(|column| column.names.contains(&name))
}
