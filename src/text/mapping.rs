//! The mapping page: what each column is, what is guessed besides, and what comes of it.

use super::{Lang, money};
use crate::calendar::DateOrder;
use crate::import::mapping::{Flow, Flows, MappingFault, MappingNeed, MoneyUnit, Role, Sign};
use crate::money::DecimalMark;

sentences! {
    /// Sentences of the mapping page.
    Mapping {
        title: "指明各列", "Map the columns";
        lead: "下面是按列名和内容猜的。看看“读出来是这样”对不对；不对的，改一改就好。", "This is a guess from the names and the cells. See whether “How it will be read” is right; change what is not.";
        back: "回到文件", "Back to the files";
        reading: "正在读这份文件", "Reading the file";
        gone: "这份文件不在了", "The file is gone";
        gone_do: "页面重新载入后，需要把文件再放进来一次。", "After the page was loaded again, the file has to be dropped once more.";
        unreadable: "浏览器读不了这个文件。它可能被移走或改动过。请回到文件页，再选一次。", "The browser could not read this file. It may have been moved or changed. Go back to the files and choose it again.";
        columns: "每一列是什么", "What each column is";
        columns_hint: "必须有的只有日期和金额；收入、支出分两列的，两列都要指明。其余的列，知道的就指明，不需要的就不管。", "Only the date and the amount are needed, or both columns where money in and money out stand apart. Name the others where you know them.";
        side: "这是哪一份", "Which file is this";
        others: "其他设置", "Other settings";
        part: "工作表或文件", "Sheet or file";
        header_row: "列名在哪一行", "The row of column names";
        no_header: "没有列名", "No column names";
        encoding: "文字编码", "Encoding";
        delimiter: "列与列之间", "Between columns";
        date_order: "日期的写法", "How dates are written";
        unit: "金额的单位", "Unit of amounts";
        sign: "不带负号的金额是", "Amounts without a minus are";
        decimal: "小数点", "Decimal mark";
        currency: "币种", "Currency";
        flows: "“收支方向”一列里的字", "Words in the column of directions";
        flow_unknown: "请选择", "Choose";
        empty_cell: "（空白）", "(empty)";
        effect: "读出来是这样", "How it will be read";
        nothing: "照这样，一行也读不出来。", "Like this, not one row can be read.";
        row: "行", "Row";
        day: "日期", "Date";
        direction: "收支", "In or out";
        amount: "金额", "Amount";
        fee: "手续费", "Fee";
        note: "单号、备注", "Number, note";
        money_in: "收入", "in";
        money_out: "支出", "out";
        name: "给这种读法起个名字", "A name for this mapping";
        name_hint: "保存在这台电脑上。下次放进同样的表格，会自动认出来。", "Kept on this computer. A table of the same kind will be recognised next time.";
        name_hint_headless: "保存在这台电脑上。没有列名的表格不会自动认出来，下次在这里选它。", "Kept on this computer. A table without column names is not recognised by itself; choose the mapping here next time.";
        name_empty: "请写一个名字", "Write a name";
        take: "保存并使用", "Save and use";
        saved_here: "用存过的读法", "Use a saved mapping";
        saved_none: "按猜的", "The guess";
        kept_title: "存过的读法", "Saved mappings";
        kept_lead: "认不出的表格，指明一次各列，就会记在这台电脑上。也可以存成文件，带到别的电脑。", "A table that nobody knows is mapped once and remembered on this computer. A mapping can also be saved as a file for another computer.";
        kept_none: "还没有存过", "None saved yet";
        kept_none_do: "放进一份认不出的表格，它的卡片上会有“指明各列”。", "Drop a table that is not recognised; its card offers “Map the columns”.";
        save_file: "存成文件", "Save as a file";
        remove: "删除", "Remove";
        open_file: "从文件读入", "Read from a file";
        opened: "已读入，同样的表格放进来就会认出。", "Read. Tables of that kind are recognised from now on.";
        not_kept: "浏览器不让保存，关掉页面后就没有了。请存成文件。", "The browser does not allow saving; it is gone when the page is closed. Save it as a file.";
        manage: "管理存过的读法", "Manage saved mappings";
        as_format_do: "直接读", "Read it so";
        refused_first: "读不出来的行", "Rows that cannot be read";
    }
}

/// What a column holds, in Chinese and English.
const fn role_words(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Ignore => ("不管", "Ignore"),
        Role::Date => ("日期", "Date"),
        Role::Time => ("时间", "Time"),
        Role::Amount => ("金额", "Amount"),
        Role::In => ("收入金额", "Money in"),
        Role::Out => ("支出金额", "Money out"),
        Role::Direction => ("收支方向", "In or out (a word)"),
        Role::Fee => ("手续费", "Fee"),
        Role::Net => ("净额", "Net"),
        Role::Balance => ("余额", "Balance"),
        Role::Kind => ("交易类型", "Kind of transaction"),
        Role::Tender => ("支付方式", "Way of paying"),
        Role::Status => ("状态", "Status"),
        Role::Settled => ("结算日期", "Settlement date"),
        Role::Order => ("订单号", "Order number"),
        Role::Number => ("流水号", "Transaction number"),
        Role::Reference => ("参考号", "Reference (RRN)"),
        Role::Origin => ("原订单号", "Original number"),
        Role::Payout => ("打款批次", "Payout"),
        Role::Terminal => ("终端号", "Terminal"),
        Role::Card => ("卡号", "Card"),
        Role::Merchant => ("商户", "Merchant"),
        Role::Party => ("对方", "Counterparty"),
        Role::Currency => ("币种", "Currency"),
        Role::Memo => ("备注", "Memo"),
    }
}

/// What a column holds.
#[must_use]
pub const fn role(lang: Lang, role: Role) -> &'static str {
    let (zh, en) = role_words(role);
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What a column is called where its header has no name for it.
#[must_use]
pub fn column(lang: Lang, number: usize) -> String {
    match lang {
        Lang::Zh => format!("第 {number} 列"),
        Lang::En => format!("Column {number}"),
    }
}

/// A row of the file that could be the header.
#[must_use]
pub fn header_row(lang: Lang, number: u32, cells: &[String]) -> String {
    let shown: Vec<&str> = cells
        .iter()
        .map(String::as_str)
        .filter(|cell| !cell.is_empty())
        .take(4)
        .collect();
    match lang {
        Lang::Zh => format!("第 {number} 行：{}", shown.join("、")),
        Lang::En => format!("Row {number}: {}", shown.join(", ")),
    }
}

/// What stands between two columns.
#[must_use]
pub const fn delimiter(lang: Lang, sign: Option<char>) -> &'static str {
    let Some(sign) = sign else {
        return match lang {
            Lang::Zh => "自动（包括按空格对齐）",
            Lang::En => "Found by itself, columns by blanks too",
        };
    };
    match (sign, lang) {
        (',', Lang::Zh) => "逗号 ,",
        (',', Lang::En) => "Comma ,",
        ('\t', Lang::Zh) => "制表符",
        ('\t', Lang::En) => "Tab",
        (';', Lang::Zh) => "分号 ;",
        (';', Lang::En) => "Semicolon ;",
        ('|', Lang::Zh) => "竖线 |",
        ('|', Lang::En) => "Bar |",
        (_, Lang::Zh) => "脱字符 ^",
        (_, Lang::En) => "Caret ^",
    }
}

/// How dates are written.
#[must_use]
pub const fn date_order(lang: Lang, order: DateOrder) -> &'static str {
    match (order, lang) {
        (DateOrder::YearFirst, Lang::Zh) => "年-月-日",
        (DateOrder::YearFirst, Lang::En) => "Year, month, day",
        (DateOrder::DayFirst, Lang::Zh) => "日/月/年",
        (DateOrder::DayFirst, Lang::En) => "Day, month, year",
        (DateOrder::MonthFirst, Lang::Zh) => "月/日/年",
        (DateOrder::MonthFirst, Lang::En) => "Month, day, year",
        (DateOrder::SixYearFirst, Lang::Zh) => "六位数，年月日：260405",
        (DateOrder::SixYearFirst, Lang::En) => "Six digits, year first: 260405",
        (DateOrder::SixDayFirst, Lang::Zh) => "六位数，日月年：050426",
        (DateOrder::SixDayFirst, Lang::En) => "Six digits, day first: 050426",
    }
}

/// Yuan or fen; for other currencies the same words stand for whole and hundredth.
#[must_use]
pub const fn unit(lang: Lang, unit: MoneyUnit) -> &'static str {
    match (unit, lang) {
        (MoneyUnit::Yuan, Lang::Zh) => "元",
        (MoneyUnit::Yuan, Lang::En) => "Yuan (12.34)",
        (MoneyUnit::Fen, Lang::Zh) => "分（1234 是 12.34 元）",
        (MoneyUnit::Fen, Lang::En) => "Fen (1234 is 12.34)",
    }
}

/// What amounts without a minus are.
#[must_use]
pub const fn sign(lang: Lang, sign: Sign) -> &'static str {
    match (sign, lang) {
        (Sign::MinusIsOut, Lang::Zh) => "收入（负数是支出或退款）",
        (Sign::MinusIsOut, Lang::En) => "Money in (a minus is out)",
        (Sign::MinusIsIn, Lang::Zh) => "支出（负数是收入）",
        (Sign::MinusIsIn, Lang::En) => "Money out (a minus is in)",
        (Sign::ByBalance, Lang::Zh) => "没有正负号，看余额是增是减",
        (Sign::ByBalance, Lang::En) => "No sign: the balance tells",
    }
}

/// What parts whole and fraction.
#[must_use]
pub const fn decimal(lang: Lang, mark: DecimalMark) -> &'static str {
    match (mark, lang) {
        (DecimalMark::Point, Lang::Zh) => "点：1,234.50",
        (DecimalMark::Point, Lang::En) => "Point: 1,234.50",
        (DecimalMark::Comma, Lang::Zh) => "逗号：1.234,50",
        (DecimalMark::Comma, Lang::En) => "Comma: 1.234,50",
    }
}

/// Which way money went.
#[must_use]
pub const fn flow(lang: Lang, flow: Flow) -> &'static str {
    match (flow, lang) {
        (Flow::In, Lang::Zh) => "收入",
        (Flow::In, Lang::En) => "Money in",
        (Flow::Out, Lang::Zh) => "支出",
        (Flow::Out, Lang::En) => "Money out",
        (Flow::Aside, Lang::Zh) => "不算",
        (Flow::Aside, Lang::En) => "Leave out",
    }
}

/// What is still missing.
#[must_use]
pub fn need(lang: Lang, need: MappingNeed) -> String {
    match (need, lang) {
        (MappingNeed::Date, Lang::Zh) => "还没有指明哪一列是日期。".to_owned(),
        (MappingNeed::Date, Lang::En) => "No column is the date yet.".to_owned(),
        (MappingNeed::Amount, Lang::Zh) => {
            "还没有指明哪一列是金额；收入、支出分两列的，两列都要指明。".to_owned()
        }
        (MappingNeed::Amount, Lang::En) => {
            "No column is the amount yet; where money in and money out stand apart, name both."
                .to_owned()
        }
        (MappingNeed::Twice(twice), Lang::Zh) => {
            format!("有两列都是“{}”，只能有一列。", role(lang, twice))
        }
        (MappingNeed::Twice(twice), Lang::En) => {
            format!("Two columns are “{}”; only one can be.", role(lang, twice))
        }
    }
}

/// What came of the whole file: rows read, sums by currency, rows refused.
#[must_use]
pub fn effect(lang: Lang, rows: u32, sums: &[Flows], refused: u32) -> String {
    let each = sums.iter().map(|sum| {
        let (into, out) = (money(sum.money_in), money(sum.money_out));
        let code = if sums.len() > 1 {
            format!("{} ", sum.money_in.currency)
        } else {
            String::new()
        };
        match lang {
            Lang::Zh => format!("{code}收入 {into}，支出 {out}"),
            Lang::En => format!("{code}in {into}, out {out}"),
        }
    });
    let each: Vec<String> = each.collect();
    let read = match lang {
        Lang::Zh => format!("整份文件读出 {rows} 行：{}。", each.join("；")),
        Lang::En if rows == 1 => format!("The whole file gives 1 row: {}.", each.join("; ")),
        Lang::En => format!("The whole file gives {rows} rows: {}.", each.join("; ")),
    };
    match (refused, lang) {
        (0, _) => read,
        (_, Lang::Zh) => format!("{read}{}。", self::refused(lang, refused)),
        (_, Lang::En) => format!("{read} {}.", self::refused(lang, refused)),
    }
}

/// How many rows cannot be read.
#[must_use]
pub fn refused(lang: Lang, rows: u32) -> String {
    match lang {
        Lang::Zh => format!("{rows} 行读不出来"),
        Lang::En if rows == 1 => "1 row cannot be read".to_owned(),
        Lang::En => format!("{rows} rows cannot be read"),
    }
}

/// A format reads the file without a mapping.
#[must_use]
pub fn as_format(lang: Lang, format: &str) -> String {
    let name = super::import::format(lang, format);
    match lang {
        Lang::Zh => format!("这份文件也可以直接认作“{name}”。"),
        Lang::En => format!("Without a mapping the file is taken for “{name}”."),
    }
}

/// A mapping could not be kept, or a file of one could not be taken: why, and what to do.
#[must_use]
pub fn fault(lang: Lang, fault: MappingFault) -> String {
    match (fault, lang) {
        (MappingFault::TooLarge, Lang::Zh) => {
            "这个文件太大，不会是读法。请选“存成文件”存下的 .json 文件。".to_owned()
        }
        (MappingFault::TooLarge, Lang::En) => {
            "The file is too large to be a mapping. Choose the .json file that “Save as a file” made."
                .to_owned()
        }
        (MappingFault::NotJson, Lang::Zh) => {
            "这个文件不是 JSON，读不出来。请选“存成文件”存下的 .json 文件。".to_owned()
        }
        (MappingFault::NotJson, Lang::En) => {
            "The file is not JSON. Choose the .json file that “Save as a file” made.".to_owned()
        }
        (MappingFault::NotAMapping, Lang::Zh) => {
            "这个 JSON 文件里不是读法。请选“存成文件”存下的那一个。".to_owned()
        }
        (MappingFault::NotAMapping, Lang::En) => {
            "This JSON file holds no mapping. Choose the one that “Save as a file” made.".to_owned()
        }
        (MappingFault::OtherVersion(version), Lang::Zh) => {
            format!("这个读法是另一个版本（{version}）存的，这里读不了。请更新后再试。")
        }
        (MappingFault::OtherVersion(version), Lang::En) => format!(
            "This mapping is of another version ({version}), which cannot be read here. Update and try again."
        ),
        (MappingFault::Broken, Lang::Zh) => {
            "这个读法缺了内容，或被改坏了。请重新存一份，或在表格的卡片上重新指明各列。".to_owned()
        }
        (MappingFault::Broken, Lang::En) => {
            "This mapping is incomplete or was damaged. Save it once more, or map the columns again."
                .to_owned()
        }
        (MappingFault::Incomplete(missing), _) => need(lang, missing),
    }
}
