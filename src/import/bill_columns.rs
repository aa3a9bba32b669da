//! What providers call the columns of their bills (FORMATS.md A4-A9); earlier names win.

/// A column by the names that it goes by.
pub type Names = &'static [&'static str];

/// The day of the payment.
pub const DATE: Names = &[
    "交易日期",
    "交易日期及时间",
    "交易日期时间",
    "支付时间",
    "交易时间",
    "支付日期",
    "付款完成时间",
    "付款时间",
    "支付完成时间",
    "订单时间",
    "完成时间",
    "创建时间",
    "系统交易日期",
    "消费日期",
    "消费时间",
    "transdate",
    "transactiondate",
    "date",
    "created",
];
/// Its time, where it stands apart.
pub const TIME: Names = &[
    "交易时间",
    "支付时间",
    "系统交易时间",
    "消费时间",
    "时间",
    "transtime",
    "transactiontime",
    "time",
];
/// The day on which the money is settled.
pub const SETTLED: Names = &[
    "清算日期",
    "结算日期",
    "清算日",
    "结算日",
    "入账日期",
    "settlementdate",
];
/// Days that only those have who clear payments.
pub const CLEARED: Names = &["清算日期", "清算日", "银联系统日期"];
/// What the customer's payment settles for before fees.
pub const AMOUNT: Names = &[
    "交易金额",
    "交易本金",
    "支付金额",
    "订单金额",
    "消费金额",
    "金额",
    "收款金额",
    "收单金额",
    "付款金额",
    "付款总金额",
    "支付总金额",
    "交易额",
    "交易总额",
    "payamount",
    "amount",
    "gross",
    "transactionamount",
];
/// The price before a discount that the merchant bears.
pub const ORDERED: Names = &["原始金额", "原订单金额", "应收金额"];
/// A discount that the merchant bears.
pub const DISCOUNT: Names = &["商户优惠金额", "商家优惠金额", "商家优惠"];
/// Fees. Where a bill has several, those that lie between amount and net count.
pub const FEES: Names = &[
    "手续费",
    "商户手续费",
    "交易手续费",
    "手续费金额",
    "渠道手续费",
    "平台抽佣金额",
    "服务费",
    "总手续费",
    "收单手续费",
    "结算手续费",
    "商户手续费金额",
    "手续费支出",
    "商户扣费",
    "佣金",
    "payfee",
    "fee",
    "fees",
    "commission",
];
/// What is paid out for the row.
pub const NET: Names = &[
    "结算金额",
    "清算金额",
    "入账金额",
    "到账金额",
    "商户结算金额",
    "清算净额",
    "实际结算金额",
    "实收净额",
    "结算净额",
    "到账净额",
    "入账净额",
    "应结金额",
    "应结算金额",
    "划款金额",
    "划付金额",
    "商户入账金额",
    "商户到账金额",
    "实际入账金额",
    "实际到账",
    "实到金额",
    "实际到账金额",
    "商户实收金额",
    "净额",
    "net",
    "netamount",
    "settlementamount",
];
/// What it is: 消费, 退货, ….
pub const KIND: Names = &[
    "交易类型",
    "订单类型",
    "交易类别",
    "业务类型",
    "交易种类",
    "业务种类",
    "交易名称",
    "paycategory",
    "type",
    "transactiontype",
];
/// How it was paid, and words beside it that say the same.
pub const TENDER: Names = &[
    "支付方式",
    "支付类型",
    "支付渠道",
    "支付通道",
    "收款通道",
    "收款渠道",
    "收款方式",
    "支付产品",
    "产品类型",
    "渠道交易类型",
    "支付模式",
    "卡类型",
    "卡类别",
    "付款方式",
    "付款渠道",
    "交易方式",
    "cardorg",
    "drtype",
    "paymentmethod",
];
/// Whether it took place.
pub const STATUS: Names = &[
    "交易状态",
    "支付状态",
    "订单状态",
    "状态",
    "交易结果",
    "status",
];
/// Where the money went: 进账, 出账, 冻结, 解冻.
pub const FLOW: Names = &["资金流向"];
/// The provider's number.
pub const NUMBER: Names = &[
    "交易单号",
    "交易订单号",
    "通联订单号",
    "易宝订单号",
    "平台订单号",
    "平台流水号",
    "系统流水号",
    "支付单号",
    "支付订单号",
    "渠道订单号",
    "查询流水号",
    "交易流水号",
    "流水号",
    "payno",
    "transactionid",
];
/// The merchant's order number.
pub const ORDER: Names = &[
    "商户订单号",
    "商家订单号",
    "商户单号",
    "商家单号",
    "订单号",
    "订单编号",
    "商户流水号",
    "商户交易号",
    "外部订单号",
    "orderid",
    "merchantorderid",
];
/// The number of the payment that a refund gives back.
pub const ORIGIN: Names = &[
    "原交易单",
    "原交易单号",
    "原交易订单号",
    "原通联订单号",
    "原参考号",
    "原订单号",
    "原商户订单号",
    "原交易流水号",
    "原查询流水号",
    "oripayno",
    "oriorderid",
];
/// Retrieval reference number.
pub const RRN: Names = &[
    "参考号",
    "银联参考号",
    "检索参考号",
    "系统参考号",
    "交易参考号",
    "rrn",
];
/// Merchant number.
pub const MERCHANT: Names = &[
    "商户号",
    "商户编号",
    "商户编码",
    "商户代码",
    "accptrid",
    "merchantid",
];
/// Terminal.
pub const TERMINAL: Names = &["终端号", "终端编号", "终端编码", "terminalid", "设备号"];
/// Batch.
pub const BATCH: Names = &["交易批次号", "批次号"];
/// Voucher.
pub const VOUCHER: Names = &["凭证号"];
/// Authorisation code.
pub const AUTH: Names = &["授权码", "授权号"];
/// Card.
pub const CARD: Names = &["卡号", "交易卡号", "priacct", "cardno"];
/// Currency.
pub const CURRENCY: Names = &["币种", "货币种类", "交易币种", "currency"];
/// Remark.
pub const NOTE: Names = &[
    "备注",
    "商户备注",
    "付款附言",
    "商品名称",
    "交易备注",
    "订单备注",
    "附言",
    "remark",
    "memo",
];
