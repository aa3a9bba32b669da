//! Why a file or a row of it was not read.

use crate::calendar::DateError;
use crate::import::{FILE_BYTES_MAX, ImportError, Limit, ROWS_MAX, Refused, RefusedReason};
use crate::money::NumberError;
use crate::text::Lang;

/// One mebibyte, for sizes in sentences.
const MEBIBYTE: u64 = 1 << 20;

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
            super::format(Lang::Zh, format)
        ),
        ImportError::NothingReadable { format, first } => format!(
            "看起来是{}，但没有一行读得出来。{}",
            super::format(Lang::Zh, format),
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
            super::format(Lang::Zh, format)
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
            super::format(Lang::En, format)
        ),
        ImportError::NothingReadable { format, first } => format!(
            "looks like: {}, but not one row can be read. {}",
            super::format(Lang::En, format),
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
            super::format(Lang::En, format)
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
