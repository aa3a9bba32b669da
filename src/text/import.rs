/*!
What the reader says of a file: each sentence names what happened, where, and what to do.

Every function matches on the language inside each arm, so a sentence without its twin does not
compile.
*/

use crate::calendar::DateError;
use crate::import::{
    Control, ControlKind, ControlValue, FILE_BYTES_MAX, ImportError, Limit, ROWS_MAX, Refused,
    RefusedReason, Warning,
};
use crate::money::NumberError;
use crate::record::Side;

use super::{Lang, day, money};

/// One mebibyte, for sizes in sentences.
const MEBIBYTE: u64 = 1 << 20;

/// What a side is called.
#[must_use]
pub const fn side(lang: Lang, side: Side) -> &'static str {
    match (side, lang) {
        (Side::Register, Lang::Zh) => "收银记录",
        (Side::Register, Lang::En) => "Register",
        (Side::Provider, Lang::Zh) => "收单机构账单",
        (Side::Provider, Lang::En) => "Provider’s bill",
        (Side::Bank, Lang::Zh) => "银行流水",
        (Side::Bank, Lang::En) => "Bank statement",
    }
}

/// What a format is called, by its name in `import::FORMAT_NAMES`.
#[must_use]
pub fn format(lang: Lang, name: &str) -> &'static str {
    let (zh, en) = match name {
        "register" => ("收银系统导出表", "Register export"),
        "lakala_jy" => ("拉卡拉交易明细（JY）", "Lakala transactions (JY)"),
        "wechat_trade" => ("微信支付交易账单", "WeChat Pay trade bill"),
        "wechat_fund" => ("微信支付资金账单", "WeChat Pay fund flow"),
        "alipay_trade" => ("支付宝商家业务明细", "Alipay merchant details"),
        "alipay_account" => ("支付宝商家账务明细", "Alipay merchant account movements"),
        "alipay_summary" => ("支付宝商家业务汇总", "Alipay merchant summary"),
        "lakala_js" => ("拉卡拉结算明细（JS、D0）", "Lakala settlement (JS, D0)"),
        "lakala_fq" => ("拉卡拉分期明细（JY_FQ）", "Lakala instalments (JY_FQ)"),
        "unionpay_zm" => ("银联商户流水（ZM）", "UnionPay merchant file (ZM)"),
        "unionpay_com" => ("银联收单流水（COM）", "UnionPay acquirer file (COM)"),
        "citic_pos" => ("中信银行 POS 收单对账单", "CITIC Bank POS bill"),
        "ceb" => ("光大银行收单对账单", "CEB acquiring bill"),
        "chinaums" => ("银联商务对账单", "ChinaUMS bill"),
        "allinpay" => ("通联收银宝对账单", "Allinpay bill (收银宝)"),
        "allinpay_yst" => ("通联云商通对账单", "Allinpay bill (云商通)"),
        "allinpay_pos" => ("通联 POS 日对账单", "Allinpay POS daily bill"),
        "leshua" => ("乐刷对账单", "Leshua bill"),
        "yeepay" => ("易宝支付对账单", "YeePay bill"),
        "suixingpay" => ("随行付对账单", "Suixingpay bill"),
        "bill" => (
            "收单账单（按列名识别）",
            "Provider’s bill (by column names)",
        ),
        "wechat_personal" => ("微信个人账单", "WeChat personal bill"),
        "alipay_personal" => ("支付宝个人账单", "Alipay personal bill"),
        "meituan" => ("美团账单", "Meituan bill"),
        "jd" => ("京东账单", "JD bill"),
        "stripe" => ("Stripe 余额与打款报表", "Stripe balance and payout reports"),
        "adyen" => (
            "Adyen 结算与入账报表",
            "Adyen settlement and accounting reports",
        ),
        "paypal" => ("PayPal 交易活动", "PayPal activity"),
        "paypal_report" => ("PayPal 结算报告（STL/TRR）", "PayPal report (STL/TRR)"),
        "square" => ("Square 交易明细", "Square transactions"),
        "sumup" => ("SumUp 交易明细", "SumUp transactions"),
        "shopify" => ("Shopify Payments 账单", "Shopify Payments report"),
        "amazon" => ("亚马逊结算报告（V2）", "Amazon settlement report (V2)"),
        "checkout" => ("Checkout.com 结算报表", "Checkout.com settlement report"),
        "dlocal" => ("dLocal 结算报表", "dLocal settlement report"),
        "trustly" => ("Trustly 结算报表", "Trustly settlement report"),
        "icbc" => ("工商银行流水", "ICBC statement"),
        "cmb" => ("招商银行流水", "CMB statement"),
        "boc" => ("中国银行流水", "BOC statement"),
        "ccb" => ("建设银行流水", "CCB statement"),
        "abc" => ("农业银行流水", "ABC statement"),
        "bocom" => ("交通银行流水", "Bank of Communications statement"),
        "citic" => ("中信银行流水", "CITIC Bank statement"),
        "spdb" => ("浦发银行流水", "SPD Bank statement"),
        "cgb" => ("广发银行流水", "CGB statement"),
        "psbc" => ("邮储银行流水", "PSBC statement"),
        "pingan" => ("平安银行流水", "Ping An Bank statement"),
        "minsheng" => ("民生银行流水", "Minsheng Bank statement"),
        "cib" => ("兴业银行流水", "Industrial Bank statement"),
        "hsbc" => ("汇丰银行（香港）流水", "HSBC Hong Kong statement"),
        "camt" => ("CAMT.052/053/054 对账单", "CAMT.052/053/054 statement"),
        "mt940" => ("MT940/MT942 对账单", "MT940/MT942 statement"),
        "ofx" => ("OFX / QFX 对账单", "OFX / QFX statement"),
        "qif" => ("QIF 对账单", "QIF statement"),
        "bai2" => ("BAI2 对账单", "BAI2 statement"),
        "bmo" => ("蒙特利尔银行（BMO）流水", "BMO statement"),
        "td" => ("道明银行（TD）流水", "TD statement"),
        "bank" => ("银行流水（按列名识别）", "Bank statement (by column names)"),
        "proven" => (
            "没见过的格式，凭数字认出",
            "Unknown layout, known by its numbers",
        ),
        "mapped" => ("您指明过各列的表格", "A table whose columns you mapped"),
        _ => ("其他格式", "Other format"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Why a file was not read, and what to do.
#[must_use]
pub fn error(lang: Lang, name: &str, error: &ImportError) -> String {
    match lang {
        Lang::Zh => format!("“{name}”{}", error_zh(error)),
        Lang::En => format!("“{name}” {}", error_en(error)),
    }
}

fn error_zh(error: &ImportError) -> String {
    match error {
        ImportError::Empty => "是空文件，里面一个字也没有。请重新导出后再放进来。".to_owned(),
        ImportError::TooLarge { bytes } => format!(
            "有 {} MB，超过了 {} MB 的上限。请按月或按周分开导出。",
            bytes / MEBIBYTE,
            FILE_BYTES_MAX / MEBIBYTE
        ),
        ImportError::Picture(kind) => {
            format!("是一张图片（{kind}），图片里的数字读不出来。请从后台导出 CSV 或 Excel 文件。")
        }
        ImportError::Document(kind) => {
            format!("是 {kind} 文档，里面没有可读的表格。请从后台导出 CSV 或 Excel 文件。")
        }
        ImportError::Binary => {
            "不是文本，也不是认识的表格文件，可能是程序，也可能已经损坏。请重新导出后再放进来。"
                .to_owned()
        }
        ImportError::Container(kind) => {
            format!("是 {kind} 文件，这里还打不开。请先解压，或另存为 CSV，再放进来。")
        }
        ImportError::ErrorReply(message) => format!(
            "不是账单，而是平台返回的错误信息：“{message}”。多半是那一天没有交易，或账单还没生成。请换个日期重新下载。"
        ),
        ImportError::UnknownLayout { header } => format!(
            "是没有见过的表格。最像列名的一行是：{}。请指明哪一列是日期、哪一列是金额；要是导错了报表，请重新导出。",
            quoted(header, "、")
        ),
        ImportError::MissingColumn { format, column } => format!(
            "看起来是{}，但缺少“{column}”这一列。请重新导出，并保留全部列。",
            self::format(Lang::Zh, format)
        ),
        ImportError::NothingReadable { format, first } => format!(
            "看起来是{}，但没有一行读得出来。{}",
            self::format(Lang::Zh, format),
            refused(Lang::Zh, first)
        ),
        ImportError::AlreadyLoaded { name } => {
            format!("和已经放进来的“{name}”一模一样，没有再读一遍。")
        }
        ImportError::TooManyRows => {
            format!("超过了 {ROWS_MAX} 行的上限。请按月或按周分开导出。")
        }
        ImportError::PasswordNeeded => {
            "加了密码，需要密码才能打开。密码通常在发送账单的邮件或公众号消息里；也可以先解压，再把里面的文件放进来。".to_owned()
        }
        ImportError::WrongPassword => "用这个密码打不开。请检查大小写和空格，再输一次。".to_owned(),
        ImportError::LockedWorkbook => {
            "是加了密码的表格。请用表格软件输入密码打开，另存为不带密码的文件，再放进来。".to_owned()
        }
        ImportError::Damaged => "已经损坏，或没有下载完整。请重新下载后再放进来。".to_owned(),
        ImportError::NothingInside => "打开后里面没有内容。请重新导出后再放进来。".to_owned(),
        ImportError::Limit(limit) => format!("{}，不像账单，没有读。请从后台重新导出。", limit_zh(*limit)),
        ImportError::SummaryOnly(format) => format!(
            "只有合计，没有逐笔明细（{}）。请把同一天的明细文件放进来，或直接放整个压缩包。",
            self::format(Lang::Zh, format)
        ),
    }
}

const fn limit_zh(limit: Limit) -> &'static str {
    match limit {
        Limit::Members => "里面的文件太多",
        Limit::Ratio => "解压后比原来大几百倍",
        Limit::Unpacked => "解压后超过 512 MB",
        Limit::Nesting => "压缩包套了太多层",
        Limit::Sheets => "工作表太多",
        Limit::Columns => "表格的列太多",
        Limit::Cells => "表格的格子太多",
        Limit::CellLength => "有一格的文字太长",
    }
}

const fn limit_en(limit: Limit) -> &'static str {
    match limit {
        Limit::Members => "too many files",
        Limit::Ratio => "data that unpacks to hundreds of times its size",
        Limit::Unpacked => "more than 512 MB once unpacked",
        Limit::Nesting => "archives within archives, too deep",
        Limit::Sheets => "too many sheets",
        Limit::Columns => "a table of too many columns",
        Limit::Cells => "a table of too many cells",
        Limit::CellLength => "a cell of too much text",
    }
}

fn error_en(error: &ImportError) -> String {
    match error {
        ImportError::Empty => "is empty: there is not a letter in it. Export it again and drop it here.".to_owned(),
        ImportError::TooLarge { bytes } => format!(
            "has {} MB, more than the limit of {} MB. Export it by month or by week.",
            bytes / MEBIBYTE,
            FILE_BYTES_MAX / MEBIBYTE
        ),
        ImportError::Picture(kind) => format!(
            "is a picture ({kind}), and figures in a picture cannot be read. Export a CSV or Excel file instead."
        ),
        ImportError::Document(kind) => {
            format!("is a {kind} document without a table. Export a CSV or Excel file instead.")
        }
        ImportError::Binary => {
            "is neither text nor a table file that is known here: perhaps a program, perhaps damaged. Export it \
             again and drop it here."
                .to_owned()
        }
        ImportError::Container(kind) => {
            format!("is a {kind} file, which is not opened here yet. Unpack it, or save it as CSV, and drop that.")
        }
        ImportError::ErrorReply(message) => format!(
            "is not a bill but the provider’s error message: “{message}”. Most likely there was no transaction on \
             that day, or the bill is not made yet. Download another day."
        ),
        ImportError::UnknownLayout { header } => format!(
            "is a table that no format knows. The row most like column names is: {}. Say which column is the date \
             and which the amount, or export again if it is the wrong report.",
            quoted(header, ", ")
        ),
        ImportError::MissingColumn { format, column } => format!(
            "looks like: {}, but has no column “{column}”. Export it again with all its columns.",
            self::format(Lang::En, format)
        ),
        ImportError::NothingReadable { format, first } => format!(
            "looks like: {}, but not one row can be read. {}",
            self::format(Lang::En, format),
            refused(Lang::En, first)
        ),
        ImportError::AlreadyLoaded { name } => {
            format!("is the same to the last byte as “{name}”, which is loaded already. It was not read again.")
        }
        ImportError::TooManyRows => {
            format!("has more than {ROWS_MAX} rows, which is the limit. Export it by month or by week.")
        }
        ImportError::PasswordNeeded => {
            "is locked and needs a password. It usually stands in the message that brought the bill. Or unpack it \
             and drop the file inside."
                .to_owned()
        }
        ImportError::WrongPassword => {
            "does not open with this password. Check capitals and blanks and type it again.".to_owned()
        }
        ImportError::LockedWorkbook => {
            "is a workbook with a password. Open it in your spreadsheet program, save it without one, and drop that."
                .to_owned()
        }
        ImportError::Damaged => {
            "is damaged, or its download was cut off. Download it again and drop it here.".to_owned()
        }
        ImportError::NothingInside => {
            "opens, but there is nothing in it. Export it again and drop it here.".to_owned()
        }
        ImportError::Limit(limit) => format!(
            "holds {}, which no bill does, so it was not read. Export it again from the portal.",
            limit_en(*limit)
        ),
        ImportError::SummaryOnly(format) => format!(
            "holds totals only, not the single transactions ({}). Drop the details of the same day, or the whole archive.",
            self::format(Lang::En, format)
        ),
    }
}

/// A header is shown up to this many cells.
const HEADER_CELLS_MAX: usize = 12;

fn quoted(cells: &[String], between: &str) -> String {
    let shown: Vec<String> = cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .take(HEADER_CELLS_MAX)
        .map(|cell| {
            format!(
                "“{}”",
                cell.chars()
                    .take(HEADER_CELL_CHARACTERS_MAX)
                    .collect::<String>()
            )
        })
        .collect();
    if shown.is_empty() {
        "—".to_owned()
    } else {
        shown.join(between)
    }
}

/// And each of them up to this many characters.
const HEADER_CELL_CHARACTERS_MAX: usize = 24;

/// What is wrong with a refused row, with its place, column and text.
#[must_use]
pub fn refused(lang: Lang, refused: &Refused) -> String {
    let Refused {
        place,
        row,
        column,
        text,
        reason,
        ..
    } = refused;
    let at = match (lang, place.is_empty()) {
        (Lang::Zh, true) => format!("第 {row} 行"),
        (Lang::Zh, false) => format!("“{place}”第 {row} 行"),
        (Lang::En, true) => format!("Row {row}"),
        (Lang::En, false) => format!("“{place}”, row {row}"),
    };
    // Where a cell is empty or missing the text is that of the whole row.
    let whole = column.is_empty()
        || matches!(
            reason,
            RefusedReason::Amount(NumberError::Empty)
                | RefusedReason::Date(DateError::Empty)
                | RefusedReason::Short
        );
    match (lang, whole) {
        (Lang::Zh, true) => format!("{at}{}：“{text}”。已跳过这一行。", reason_zh(reason)),
        (Lang::Zh, false) => format!(
            "{at}的{column}“{text}”{}。已跳过这一行。",
            reason_zh(reason)
        ),
        (Lang::En, true) => format!(
            "{at}: {}: “{text}”. The row was left out.",
            reason_en(reason)
        ),
        (Lang::En, false) => {
            format!(
                "{at}, column {column}, “{text}”: {}. The row was left out.",
                reason_en(reason)
            )
        }
    }
}

fn reason_zh(reason: &RefusedReason) -> String {
    match reason {
        RefusedReason::Amount(fault) => match fault {
            NumberError::Empty => "没有金额".to_owned(),
            NumberError::Character(c) => format!("读不出来（含有“{c}”）"),
            NumberError::Malformed => "读不出来，不是一个完整的数".to_owned(),
            NumberError::Ambiguous => "分不清逗号是小数点还是千分位".to_owned(),
            NumberError::Exponent => {
                "被表格软件写成了科学计数，后面的数字已经丢失，请从原处重新导出".to_owned()
            }
            NumberError::TooManyDecimals => "的小数位比这种货币的最小单位还多".to_owned(),
            NumberError::TooLong => "的位数太多，不像一笔金额".to_owned(),
            NumberError::OutOfRange => "超出了允许的范围".to_owned(),
        },
        RefusedReason::Date(fault) => match fault {
            DateError::Empty => "没有日期".to_owned(),
            DateError::Malformed => "读不出来，日期应当像 2026-03-01 这样".to_owned(),
            DateError::NoSuchDay => "不是一个存在的日期或时间".to_owned(),
        },
        RefusedReason::Short => "不完整，缺了后面的列".to_owned(),
        RefusedReason::Kind => "是不认识的交易类型".to_owned(),
        RefusedReason::Currency => "是不认识的币种".to_owned(),
        RefusedReason::Direction => "看不出是收入还是支出".to_owned(),
    }
}

fn reason_en(reason: &RefusedReason) -> String {
    match reason {
        RefusedReason::Amount(fault) => match fault {
            NumberError::Empty => "there is no amount".to_owned(),
            NumberError::Character(c) => format!("this cannot be read, “{c}” does not belong in an amount"),
            NumberError::Malformed => "this cannot be read, it is not one number".to_owned(),
            NumberError::Ambiguous => "the comma may be a decimal or a thousands mark".to_owned(),
            NumberError::Exponent => {
                "a spreadsheet program wrote it in scientific notation and lost digits; export it again from the \
                 source"
                    .to_owned()
            }
            NumberError::TooManyDecimals => "it has more decimals than the currency’s smallest unit".to_owned(),
            NumberError::TooLong => "it has too many digits for an amount".to_owned(),
            NumberError::OutOfRange => "it is outside the range that is allowed".to_owned(),
        },
        RefusedReason::Date(fault) => match fault {
            DateError::Empty => "there is no date".to_owned(),
            DateError::Malformed => "the date cannot be read, it should look like 2026-03-01".to_owned(),
            DateError::NoSuchDay => "there is no such day or time".to_owned(),
        },
        RefusedReason::Short => "it is cut off, columns are missing at its end".to_owned(),
        RefusedReason::Kind => "this kind of transaction is not known".to_owned(),
        RefusedReason::Currency => "this currency is not known".to_owned(),
        RefusedReason::Direction => "it says neither money in nor money out".to_owned(),
    }
}

/// What she should know about a file that was read.
#[must_use]
pub fn warning(lang: Lang, warning: &Warning) -> String {
    match lang {
        Lang::Zh => warning_zh(warning),
        Lang::En => warning_en(warning),
    }
}

fn warning_zh(warning: &Warning) -> String {
    match warning {
        Warning::DamagedIds { rows, first_row } => format!(
            "从第 {first_row} 行起有 {rows} 行的单号被表格软件改成了近似数，这些单号不用来核对。请从原处重新导出，不要用表格软件另存。"
        ),
        Warning::DuplicateRows { rows, first_row } => format!(
            "从第 {first_row} 行起有 {rows} 行与前面的某一行完全相同。都保留了：同一分钟两杯同价的咖啡也是两笔。"
        ),
        Warning::MaybeCut { rows } => {
            format!("正好 {rows} 行，导出时可能被截断。请核对后台的总笔数，必要时分段导出。")
        }
        Warning::NetDiffers { rows, first_row } => {
            format!(
                "从第 {first_row} 行起有 {rows} 行的金额减手续费不等于结算金额。以文件里的结算金额为准。"
            )
        }
        Warning::Undated { rows, first_row } => {
            format!("从第 {first_row} 行起有 {rows} 行没有写日期，按文件生成的那一天计。")
        }
        Warning::SignsByBalance => {
            "金额没有正负号，也没写收还是支，按余额是增是减来分收支；和余额对不上的行不读。".to_owned()
        }
        Warning::Proven => {
            "没见过这种格式。每一行的数都对得上（余额连得上，或金额减手续费等于结算金额），所以直接读了。请看一眼收支对不对，不对就点“换一种读法”。".to_owned()
        }
        Warning::CurrencyAssumed { currency } => format!(
            "文件里没写币种，当作 {currency}。如果不是，请点“换一种读法”改。"
        ),
        Warning::MaybeFen { rows } => format!(
            "金额都是三位以上的整数（{rows} 个），当作元读取。如果其实是分，请点“换一种读法”把单位改成分，否则会差 100 倍。"
        ),
        Warning::UnitDiffers { fen: true } => {
            "表头写的单位是元，但从各行看是分，已按分读取。".to_owned()
        }
        Warning::UnitDiffers { fen: false } => {
            "表头写的单位是分，但从各行看是元，已按元读取。".to_owned()
        }
        Warning::Skipped { parts, first } => {
            format!("里面有 {parts} 个部分不是账单，已跳过，第一个是“{first}”。")
        }
        Warning::Repeated { parts, first } => {
            format!("里面有 {parts} 个部分和前面的一模一样，只算一次，第一个是“{first}”。")
        }
        Warning::NoRows => "文件里没有一笔收款。如果那几天确实没有生意，可以不管它。".to_owned(),
        Warning::MissingDays { first, days } => {
            format!(
                "从 {} 起有 {days} 天一笔记录也没有。如果那几天营业了，请补导出。",
                day(Lang::Zh, *first)
            )
        }
    }
}

fn warning_en(warning: &Warning) -> String {
    match warning {
        Warning::DamagedIds { rows, first_row } => format!(
            "Rows with ids that a spreadsheet program rounded: {rows}, the first is row {first_row}. Those ids are not \
             used for matching. Export the file again and do not save it from a spreadsheet program."
        ),
        Warning::DuplicateRows { rows, first_row } => format!(
            "Rows that are the same to the letter as one before: {rows}, the first is row {first_row}. All are kept: \
             two coffees at one price in one minute are two sales."
        ),
        Warning::MaybeCut { rows } => format!(
            "The number of rows is exactly {rows}, so the export may have been cut off. Compare with the total in \
             the portal and export in parts if need be."
        ),
        Warning::NetDiffers { rows, first_row } => format!(
            "Rows whose amount less the fee is not the net: {rows}, the first is row {first_row}. The file’s net is \
             used."
        ),
        Warning::Undated { rows, first_row } => format!(
            "Rows without a date: {rows}, the first is row {first_row}. They bear the day on which the file was made."
        ),
        Warning::SignsByBalance => {
            "The amounts bear no sign and no word says in or out, so the balance told which way money went. Rows that \
             do not fit the balance were left out."
                .to_owned()
        }
        Warning::Proven => {
            "This layout was not known. The numbers of every row agree (the balances follow, or amount less fee is \
             net), so it was read at once. Have a look whether money in and out are right; if not, choose “Read it \
             another way”."
                .to_owned()
        }
        Warning::CurrencyAssumed { currency } => format!(
            "No currency is named in the file; {currency} was taken. If it is another one, choose “Read it \
             another way”."
        ),
        Warning::MaybeFen { rows } => format!(
            "All amounts are whole numbers of three digits and more ({rows} of them) and were read as whole units. If \
             they are hundredths, choose “Read it another way” and set the unit: the amounts are 100 times too large otherwise."
        ),
        Warning::UnitDiffers { fen: true } => {
            "The header says yuan, but the rows show fen; they were read as fen.".to_owned()
        }
        Warning::UnitDiffers { fen: false } => {
            "The header says fen, but the rows show yuan; they were read as yuan.".to_owned()
        }
        Warning::Skipped { parts, first } => format!(
            "Parts inside that hold no bill and were passed over: {parts}, the first is “{first}”."
        ),
        Warning::Repeated { parts, first } => format!(
            "Parts inside that repeat an earlier one row by row and count once: {parts}, the first is “{first}”."
        ),
        Warning::NoRows => {
            "There is not one payment in the file. If there was no business on those days, that is right.".to_owned()
        }
        Warning::MissingDays { first, days } => {
            format!("Days without a single row: {days}, the first is {}. If the shop was open, export them too.", day(Lang::En, *first))
        }
    }
}

/// What a control counts.
#[must_use]
pub const fn control_kind(lang: Lang, kind: ControlKind) -> &'static str {
    match (kind, lang) {
        (ControlKind::Rows, Lang::Zh) => "笔数",
        (ControlKind::Rows, Lang::En) => "number of rows",
        (ControlKind::Settled, Lang::Zh) => "应结订单总金额",
        (ControlKind::Settled, Lang::En) => "total to settle",
        (ControlKind::Ordered, Lang::Zh) => "订单总金额",
        (ControlKind::Ordered, Lang::En) => "total of orders",
        (ControlKind::Refunds, Lang::Zh) => "退款总金额",
        (ControlKind::Refunds, Lang::En) => "total of refunds",
        (ControlKind::Amount, Lang::Zh) => "金额合计",
        (ControlKind::Amount, Lang::En) => "total of amounts",
        (ControlKind::Fees, Lang::Zh) => "手续费总金额",
        (ControlKind::Fees, Lang::En) => "total of fees",
        (ControlKind::Net, Lang::Zh) => "结算总金额",
        (ControlKind::Net, Lang::En) => "total of nets",
        (ControlKind::In, Lang::Zh) => "收入合计",
        (ControlKind::In, Lang::En) => "money in",
        (ControlKind::Out, Lang::Zh) => "支出合计",
        (ControlKind::Out, Lang::En) => "money out",
        (ControlKind::BalanceChain, Lang::Zh) => "余额",
        (ControlKind::BalanceChain, Lang::En) => "balance",
        (ControlKind::Closing, Lang::Zh) => "期末余额",
        (ControlKind::Closing, Lang::En) => "closing balance",
        (ControlKind::Trailer, Lang::Zh) => "文件尾核对数",
        (ControlKind::Trailer, Lang::En) => "check figure at its end",
    }
}

/// How a total that the file states compares with what was read.
#[must_use]
pub fn control(lang: Lang, control: &Control) -> String {
    if control.kind == ControlKind::BalanceChain {
        return chain(lang, control);
    }
    let (kind, stated, read) = (
        control_kind(lang, control.kind),
        value(control.stated),
        value(control.read),
    );
    match (lang, control.holds()) {
        (Lang::Zh, true) => format!("文件写的{kind}是 {stated}，读到的也是 {read}。"),
        (Lang::Zh, false) => {
            format!(
                "文件写的{kind}是 {stated}，读到的是 {read}，相差 {}。请检查导出的文件是否完整。",
                differs(control)
            )
        }
        (Lang::En, true) => format!("The file says {kind} {stated}, and {read} were read."),
        (Lang::En, false) => format!(
            "The file says {kind} {stated}, but {read} were read, a difference of {}. Check that the export is \
             whole.",
            differs(control)
        ),
    }
}

fn chain(lang: Lang, control: &Control) -> String {
    let (links, held) = (value(control.stated), value(control.read));
    match (lang, control.holds()) {
        (Lang::Zh, true) => format!("{links} 次余额逐行相接，没有缺行。"),
        (Lang::Zh, false) => {
            format!(
                "{links} 次余额变动中只有 {held} 次与上一行相接，流水可能缺行或次序有变。请重新导出完整的流水。"
            )
        }
        (Lang::En, true) => {
            format!("All {links} balances follow from the row before: no row is missing.")
        }
        (Lang::En, false) => format!(
            "Only {held} of {links} balances follow from the row before: rows may be missing or out of order. Export \
             the whole statement again."
        ),
    }
}

fn value(value: ControlValue) -> String {
    match value {
        ControlValue::Count(count) => count.to_string(),
        ControlValue::Sum(amount) => money(amount),
    }
}

/// By how much what the file states exceeds what was read.
fn differs(control: &Control) -> String {
    match (control.stated, control.read) {
        (ControlValue::Sum(stated), ControlValue::Sum(read)) => money(
            crate::money::Amount::new(stated.minor.saturating_sub(read.minor), stated.currency)
                .abs(),
        ),
        (ControlValue::Count(stated), ControlValue::Count(read)) => {
            stated.abs_diff(read).to_string()
        }
        _ => "—".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{control, error, format, refused, side, warning};
    use crate::calendar::{DateError, Day};
    use crate::import::{
        Control, ControlKind, ControlValue, FORMAT_NAMES, ImportError, Refused, RefusedReason,
        Warning,
    };
    use crate::money::{Amount, Currency, NumberError};
    use crate::record::Side;
    use crate::text::Lang;

    fn row(reason: RefusedReason) -> Refused {
        Refused {
            place: String::new(),
            part: 0,
            row: 37,
            column: "金额".to_owned(),
            text: "12,3O.00".to_owned(),
            reason,
        }
    }

    fn reasons() -> Vec<RefusedReason> {
        let numbers = [
            NumberError::Empty,
            NumberError::Character('O'),
            NumberError::Malformed,
            NumberError::Ambiguous,
            NumberError::Exponent,
            NumberError::TooManyDecimals,
            NumberError::TooLong,
            NumberError::OutOfRange,
        ];
        let days = [DateError::Empty, DateError::Malformed, DateError::NoSuchDay];
        let rest = [
            RefusedReason::Short,
            RefusedReason::Kind,
            RefusedReason::Currency,
            RefusedReason::Direction,
        ];
        let numbers = numbers.into_iter().map(RefusedReason::Amount);
        numbers
            .chain(days.into_iter().map(RefusedReason::Date))
            .chain(rest)
            .collect()
    }

    fn sentences(lang: Lang) -> Vec<String> {
        let text = || "x".to_owned();
        let day = Day::from_ymd(2026, 3, 1).unwrap_or(Day::from_epoch(0));
        let errors = [
            ImportError::Empty,
            ImportError::TooLarge { bytes: 2 << 30 },
            ImportError::Picture("PNG".to_owned()),
            ImportError::Document("PDF".to_owned()),
            ImportError::Binary,
            ImportError::Container("7-Zip".to_owned()),
            ImportError::ErrorReply("No Bill Exist".to_owned()),
            ImportError::UnknownLayout {
                header: vec![text(), String::new()],
            },
            ImportError::MissingColumn {
                format: "icbc".to_owned(),
                column: text(),
            },
            ImportError::NothingReadable {
                format: "cmb".to_owned(),
                first: row(RefusedReason::Short),
            },
            ImportError::AlreadyLoaded { name: text() },
            ImportError::TooManyRows,
        ];
        let warnings = [
            Warning::DamagedIds {
                rows: 2,
                first_row: 3,
            },
            Warning::DuplicateRows {
                rows: 2,
                first_row: 3,
            },
            Warning::MaybeCut { rows: 5000 },
            Warning::NetDiffers {
                rows: 2,
                first_row: 3,
            },
            Warning::Undated {
                rows: 2,
                first_row: 3,
            },
            Warning::UnitDiffers { fen: true },
            Warning::UnitDiffers { fen: false },
            Warning::Repeated {
                parts: 1,
                first: text(),
            },
            Warning::NoRows,
            Warning::MissingDays {
                first: day,
                days: 2,
            },
        ];
        let sum = |minor| ControlValue::Sum(Amount::new(minor, Currency::CNY));
        let controls = [
            (ControlKind::Fees, sum(1), sum(1)),
            (ControlKind::Fees, sum(1), sum(2)),
            (
                ControlKind::Rows,
                ControlValue::Count(3),
                ControlValue::Count(1),
            ),
            (
                ControlKind::BalanceChain,
                ControlValue::Count(3),
                ControlValue::Count(3),
            ),
            (
                ControlKind::BalanceChain,
                ControlValue::Count(3),
                ControlValue::Count(1),
            ),
        ];
        let mut all: Vec<String> = errors.iter().map(|e| error(lang, "x.csv", e)).collect();
        all.extend(warnings.iter().map(|w| warning(lang, w)));
        all.extend(
            reasons()
                .into_iter()
                .map(|reason| refused(lang, &row(reason))),
        );
        all.extend(
            controls.map(|(kind, stated, read)| control(lang, &Control { kind, stated, read })),
        );
        all
    }

    #[test]
    fn every_sentence_is_whole_in_both_languages() {
        let (chinese, english) = (sentences(Lang::Zh), sentences(Lang::En));
        assert_eq!(chinese.len(), english.len());
        for sentence in &chinese {
            assert!(
                sentence.ends_with('。') && !sentence.contains('！'),
                "{sentence}"
            );
        }
        for sentence in &english {
            let plain = sentence.replace("“金额”", "").replace("金额", "");
            assert!(
                sentence.ends_with('.') && !sentence.contains('!'),
                "{sentence}"
            );
            assert!(
                !plain.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "{sentence}"
            );
        }
        let mut distinct: Vec<&String> = chinese.iter().collect();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), chinese.len());
    }

    #[test]
    fn an_unreadable_amount_is_told_as_promised() {
        let told = refused(
            Lang::Zh,
            &row(RefusedReason::Amount(NumberError::Character('O'))),
        );
        assert_eq!(
            told,
            "第 37 行的金额“12,3O.00”读不出来（含有“O”）。已跳过这一行。"
        );
        let in_a_sheet = Refused {
            place: "账单.zip › 三月".to_owned(),
            ..row(RefusedReason::Short)
        };
        for (lang, begin) in [
            (Lang::Zh, "“账单.zip › 三月”第 37 行"),
            (Lang::En, "“账单.zip › 三月”, row 37: "),
        ] {
            let told = refused(lang, &in_a_sheet);
            assert!(told.starts_with(begin), "{told}");
        }
    }

    #[test]
    fn every_format_and_side_has_its_own_name() {
        for lang in Lang::ALL {
            for (name, of) in FORMAT_NAMES {
                assert_ne!(format(lang, name), format(lang, ""), "{name}");
                assert!(!side(lang, *of).is_empty());
            }
        }
        assert_eq!(side(Lang::Zh, Side::Bank), "银行流水");
    }
}
