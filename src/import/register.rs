//! The shop's own register: any table with a day, an amount and something that only a till knows.

use crate::calendar::DateOrder;
use crate::record::{Draft, Flags, Kind, Tender};

use super::cell::{Bad, Unit};
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::reading::{Reading, date_order};
use super::words::{self, Memo};
use super::{Fit, ImportError, RefusedReason};

const NAME: &str = "register";

const DATE: &[&str] = &[
    "交易时间",
    "交易日期时间",
    "交易日期及时间",
    "交易日期",
    "收款时间",
    "支付时间",
    "付款时间",
    "下单时间",
    "订单时间",
    "销售时间",
    "完成时间",
    "创建时间",
    "收银时间",
    "营业日期",
    "日期时间",
    "日期",
    "时间",
    "datetime",
    "dateandtime",
    "date/time",
    "transactiontime",
    "transactiondate",
    "transactiondatetime",
    "timestamp",
    "saledate",
    "orderdate",
    "createdat",
    "created",
    "date",
    "time",
];
const TIME: &[&str] = &[
    "交易时间",
    "时间",
    "收款时间",
    "支付时间",
    "销售时间",
    "time",
    "transactiontime",
    "saletime",
];
const AMOUNT: &[&str] = &[
    "实收金额",
    "实付金额",
    "交易金额",
    "收款金额",
    "支付金额",
    "付款金额",
    "销售金额",
    "消费金额",
    "实收",
    "金额",
    "交易额",
    "合计金额",
    "订单金额",
    "应收金额",
    "总金额",
    "amount",
    "totalamount",
    "transactionamount",
    "totalcollected",
    "amountpaid",
    "paidamount",
    "grossamount",
    "gross",
    "saleamount",
    "total",
];
const ORDERED: &[&str] = &["订单金额", "应收金额", "原价", "orderamount"];
const TENDER: &[&str] = &[
    "支付方式",
    "付款方式",
    "收款方式",
    "支付类型",
    "支付渠道",
    "付款类型",
    "结算方式",
    "支付通道",
    "paymentmethod",
    "paymenttype",
    "tender",
    "tendertype",
    "method",
    "paidby",
    "payment",
];
const KIND: &[&str] = &[
    "交易类型",
    "类型",
    "业务类型",
    "交易类别",
    "单据类型",
    "type",
    "transactiontype",
    "kind",
    "eventtype",
    "saletype",
];
const STATUS: &[&str] = &[
    "交易状态",
    "支付状态",
    "订单状态",
    "状态",
    "交易结果",
    "status",
    "transactionstatus",
    "paymentstatus",
    "state",
];
const TERMINAL: &[&str] = &[
    "终端号",
    "终端编号",
    "设备号",
    "设备编号",
    "收银机号",
    "款台号",
    "机号",
    "terminal",
    "terminalid",
    "terminalno",
    "tid",
    "deviceid",
    "register",
    "registerid",
];
const CARD: &[&str] = &[
    "卡号后四位",
    "卡号末四位",
    "卡尾号",
    "卡号",
    "尾号",
    "cardlastfour",
    "cardlast4",
    "last4",
    "lastfour",
    "pansuffix",
    "cardnumber",
    "cardno",
    "card",
];
const BATCH: &[&str] = &["批次号", "批次", "batch", "batchno", "batchnumber"];
const VOUCHER: &[&str] = &[
    "凭证号",
    "凭证",
    "流水号",
    "终端流水号",
    "voucher",
    "voucherno",
    "vouchernumber",
    "trace",
    "traceno",
    "stan",
];
const RRN: &[&str] = &[
    "参考号",
    "系统参考号",
    "检索参考号",
    "交易参考号",
    "rrn",
    "reference",
    "referenceno",
    "referencenumber",
    "retrievalreferencenumber",
    "ref",
    "refno",
];
const ORDER: &[&str] = &[
    "订单号",
    "商户订单号",
    "商家订单号",
    "订单编号",
    "单号",
    "小票号",
    "销售单号",
    "交易单号",
    "order",
    "orderid",
    "orderno",
    "ordernumber",
    "merchantorderid",
    "invoice",
    "invoiceno",
    "invoicenumber",
    "receipt",
    "receiptno",
    "receiptnumber",
    "transactionid",
];
const ORIGIN: &[&str] = &[
    "原订单号",
    "原参考号",
    "原交易流水号",
    "原单号",
    "originalorder",
    "originalorderid",
    "originalreference",
];
const AUTH: &[&str] = &[
    "授权码",
    "授权号",
    "auth",
    "authcode",
    "authorizationcode",
    "approvalcode",
];
const MERCHANT: &[&str] = &[
    "商户号",
    "商户编号",
    "merchant",
    "merchantid",
    "mid",
    "merchantno",
];
const CURRENCY: &[&str] = &["币种", "货币", "币别", "货币种类", "currency"];
const NOTE: &[&str] = &[
    "备注",
    "说明",
    "附言",
    "remark",
    "remarks",
    "memo",
    "note",
    "notes",
    "description",
    "comment",
];

/// What banks and providers have and tills do not.
const NOT_A_REGISTER: &[&str] = &[
    "余额",
    "账户余额",
    "本次余额",
    "联机余额",
    "交易后余额",
    "账户结余",
    "balance",
    "结算金额",
    "手续费",
    "服务费",
    "清算金额",
    "对方户名",
    "对方账号",
    "交易对方",
    "收/支",
    "借贷标志",
    "fee",
    "fees",
    "net",
];

/// A till's table: a day, an amount, one column that only tills have, none that only others have.
pub fn sniff(head: &Head) -> Fit {
    let till = |row: &HeadRow| {
        row.has_all(&[DATE, AMOUNT])
            && [TENDER, TERMINAL, VOUCHER, ORDER, KIND]
                .iter()
                .any(|names| row.has(names))
            && !row.has(NOT_A_REGISTER)
    };
    if head.rows.iter().any(till) {
        Fit::Likely
    } else {
        Fit::No
    }
}

struct Columns {
    date: usize,
    time: Option<usize>,
    amount: usize,
    ordered: Option<usize>,
    tender: Option<usize>,
    kind: Option<usize>,
    status: Option<usize>,
    terminal: Option<usize>,
    card: Option<usize>,
    batch: Option<usize>,
    voucher: Option<usize>,
    rrn: Option<usize>,
    order: Option<usize>,
    origin: Option<usize>,
    auth: Option<usize>,
    merchant: Option<usize>,
    currency: Option<usize>,
    note: Option<usize>,
    dates: DateOrder,
}

impl Columns {
    fn of(part: &Part<'_>, header: &Header<'_>) -> Result<Self, ImportError> {
        // 交易时间 alone is day and time; beside 交易日期 it is the time only.
        let day_alone = header.column(&[
            "交易日期",
            "营业日期",
            "日期",
            "date",
            "transactiondate",
            "saledate",
            "orderdate",
        ]);
        let date = day_alone.map_or_else(|| header.need(DATE), Ok)?;
        let amount = header.need(AMOUNT)?;
        let besides = |names, taken: usize| header.column(names).filter(|&column| column != taken);
        Ok(Self {
            date,
            time: besides(TIME, date),
            amount,
            ordered: besides(ORDERED, amount),
            tender: header.column(TENDER),
            kind: header.column(KIND),
            status: header.column(STATUS),
            terminal: header.column(TERMINAL),
            card: header.column(CARD),
            batch: header.column(BATCH),
            voucher: header.column(VOUCHER),
            rrn: header.column(RRN),
            order: header.column(ORDER),
            origin: header.column(ORIGIN),
            auth: header.column(AUTH),
            merchant: header.column(MERCHANT),
            currency: header.column(CURRENCY),
            note: header.column(NOTE),
            dates: date_order(part, header, date),
        })
    }
}

/// Words of columns that repeat, each looked up once.
struct Memos {
    kind: Memo<Option<Kind>>,
    tender: Memo<Tender>,
    not_paid: Memo<bool>,
    remark: Memo<Flags>,
}

/// Reads every row.
///
/// # Errors
/// [`ImportError::MissingColumn`] without a day or an amount.
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let header = Header::find(head, NAME, &[DATE, AMOUNT])?;
    let columns = Columns::of(part, &header)?;
    let mut memos = Memos {
        kind: Memo::new(),
        tender: Memo::new(),
        not_paid: Memo::new(),
        remark: Memo::new(),
    };
    out.each(part, &header, |out, row| {
        if is_total(row) {
            return Ok(());
        }
        one(&columns, &mut memos, row, out)
    })
}

/// A row of totals at the foot.
fn is_total(row: &Row) -> bool {
    let first = row
        .cells()
        .find(|cell| !cell.is_empty())
        .unwrap_or_default();
    ["合计", "总计", "小计", "Total", "TOTAL", "Subtotal"]
        .iter()
        .any(|word| first.starts_with(word))
}

fn one(columns: &Columns, memos: &mut Memos, row: &Row, out: &mut Reading<'_>) -> Result<(), Bad> {
    let (day, time) = row.when(columns.date, columns.time, columns.dates)?;
    let currency = row.currency(columns.currency)?;
    let amount = row.money(columns.amount, Unit::Major, currency)?;
    let ordered = row.money_if(columns.ordered, Unit::Major, currency)?;
    let word = row.value(columns.kind);
    let kind = match (columns.kind, word) {
        (None, _) | (_, "") => {
            if amount < 0 {
                Kind::Refund
            } else {
                Kind::Sale
            }
        }
        (Some(column), word) => memos
            .kind
            .get(word, words::kind)
            .ok_or(Bad::at(column, RefusedReason::Kind))?,
    };
    let failed = memos
        .not_paid
        .get(row.value(columns.status), words::not_paid);
    let lowers = words::lowers(kind);
    let signed = |minor: i64| if lowers { -minor.abs() } else { minor };
    let note = row.value(columns.note);
    let mut flags = memos.remark.get(note, words::remark);
    let draft = Draft {
        time,
        kind: if failed { Kind::Failed } else { kind },
        tender: memos.tender.get(row.value(columns.tender), words::tender),
        currency,
        amount: signed(amount),
        ordered: ordered.map(signed),
        order_id: row.id(columns.order, &mut flags),
        rrn: row.id(columns.rrn, &mut flags),
        origin_id: row.id(columns.origin, &mut flags),
        terminal: row.value(columns.terminal),
        batch: row.value(columns.batch),
        voucher: row.value(columns.voucher),
        card_tail: super::card_tail(row.value(columns.card)),
        auth: row.value(columns.auth),
        merchant: row.value(columns.merchant),
        note,
        flags,
        ..Draft::new(row.number, day)
    };
    out.push(row, &draft);
    Ok(())
}
