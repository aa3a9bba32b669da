/*!
Bills of personal wallets, for shops that live on a personal code: WeChat, Alipay, Meituan and JD
(FORMATS.md A1.3, A2.4, A11).

A wallet holds her private money too. Money in is a sale unless its row says otherwise (a red packet,
a refund of something she bought); 提现 is the payout to the bank; money spent and money moved between
her own pockets are debits and credits, which no takings are made of.

Adding a wallet is one entry in [`WALLETS`], one line in `formats`, `names` and
`text::import::format`, and one fixture.
*/

use std::collections::BTreeSet;

use crate::calendar::DateOrder;
use crate::money::{Amount, Currency};
use crate::record::{Draft, Flags, Kind, Tender};

use super::cell::{Bad, read_money};
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::preamble;
use super::reading::Reading;
use super::words::{self, Direction};
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

/// A column by the names that it goes by.
type Names = &'static [&'static str];

/// One wallet.
struct Wallet {
    /// The format's name.
    name: &'static str,
    /// Its layouts: columns that only each of them has together.
    layouts: &'static [&'static [Names]],
    /// How customers pay into it; where that is in the file, unknown.
    tender: Tender,
}

const WALLETS: &[Wallet] = &[
    Wallet {
        name: "wechat_personal",
        layouts: &[&[&["交易时间"], &["交易类型"], &["收/支"], &["当前状态"]]],
        tender: Tender::Wechat,
    },
    Wallet {
        name: "alipay_personal",
        layouts: &[
            &[&["交易时间"], &["交易分类"], &["商品说明"], &["收/支"]],
            // The older export of the web site.
            &[&["交易号"], &["交易创建时间"], &["收/支"], &["资金状态"]],
        ],
        tender: Tender::Alipay,
    },
    Wallet {
        name: "meituan",
        layouts: &[&[&["交易创建时间"], &["订单标题"], &["收/支"], &["实付金额"]]],
        tender: Tender::Unknown,
    },
    Wallet {
        name: "jd",
        layouts: &[&[&["商户名称"], &["交易说明"], &["收/支"], &["收/付款方式"]]],
        tender: Tender::Unknown,
    },
];

const DATE: Names = &["交易时间", "交易成功时间", "付款时间"];
const CREATED: Names = &["交易创建时间"];
const KIND: Names = &["交易类型", "交易分类", "类型"];
const PARTY: Names = &["交易对方", "商户名称"];
const GOODS: Names = &["商品", "商品说明", "商品名称", "订单标题", "交易说明"];
const AMOUNT: Names = &["金额", "实付金额"];
const METHOD: Names = &["支付方式", "收/付款方式"];
const STATUS: Names = &["当前状态", "交易状态"];
const NUMBER: Names = &["交易单号", "交易订单号", "交易号"];
const ORDER: Names = &["商户单号", "商家订单号", "商家单号"];
const FEE: Names = &["服务费"];

/// How rules and the totals of the older Alipay export below the table begin.
const FOOTERS: Names = &[
    "---",
    "###",
    "共",
    "已收入",
    "已支出",
    "待收入",
    "待支出",
    "导出时间",
];

/// Money in that is no sale: her own purchases coming back, gifts, savings.
const NO_SALE: Names = &[
    "退款",
    "红包",
    "普通红包",
    "拼手气红包",
    "现金红包",
    "充值",
    "商户消费",
    "亲属卡",
    "亲情卡",
    "零钱通",
    "理财",
    "余额宝",
    "基金",
    "蚂蚁财富",
    "收益",
    "利息",
    "提现",
    "工资",
    "报销",
];
/// Money that comes into the wallet from another of her pockets.
const FROM_POCKET: Names = &[
    "充值",
    "转出-到零钱",
    "退款",
    "卖出",
    "赎回",
    "收益",
    "转出到余额",
];

fn wallet(name: &str) -> Option<&'static Wallet> {
    WALLETS.iter().find(|wallet| wallet.name == name)
}

fn header<'h>(wallet: &Wallet, head: &'h Head) -> Option<&'h HeadRow> {
    wallet.layouts.iter().find_map(|layout| head.find(layout))
}

/// Whether a file is a bill of this wallet, by its columns.
pub fn sniff(name: &str, head: &Head) -> Fit {
    if wallet(name)
        .and_then(|wallet| header(wallet, head))
        .is_some()
    {
        Fit::Sure
    } else {
        Fit::No
    }
}

struct Columns {
    date: usize,
    created: Option<usize>,
    direction: usize,
    amount: usize,
    kind: Option<usize>,
    party: Option<usize>,
    goods: Option<usize>,
    method: Option<usize>,
    status: Option<usize>,
    number: Option<usize>,
    order: Option<usize>,
    fee: Option<usize>,
    remark: Option<usize>,
    tender: Tender,
    meituan: bool,
}

/// What was read, for comparison with the lines above the table.
#[derive(Default)]
struct Sums {
    rows: u64,
    money_in: i128,
    money_out: i128,
    /// The same without what did not take place.
    taken_in: i128,
    taken_out: i128,
}

/// Reads every row.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(
    name: &'static str,
    part: &Part<'_>,
    head: &Head,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    let known = wallet(name).and_then(|wallet| Some((wallet, header(wallet, head)?)));
    let header = match known {
        Some((_, row)) => Header::at(row, name),
        None => Header::find(head, name, &[DATE, AMOUNT, &["收/支"]])?,
    };
    let columns = Columns {
        date: header.need(DATE)?,
        created: header.column(CREATED),
        direction: header.need(&["收/支"])?,
        amount: header.need(AMOUNT)?,
        kind: header.column(KIND),
        party: header.column(PARTY),
        goods: header.column(GOODS),
        method: header.column(METHOD),
        status: header.column(STATUS),
        number: header.column(NUMBER),
        order: header.column(ORDER),
        fee: header.column(FEE),
        remark: header.column(&["备注"]),
        tender: known.map_or(Tender::Unknown, |(wallet, _)| wallet.tender),
        meituan: name == "meituan",
    };
    out.period = preamble::period(head, header.row.number);
    let refunded = refunded(part, &header, &columns);
    let (mut sums, mut note) = (Sums::default(), String::new());
    let mut below: Vec<String> = Vec::new();
    out.each(part, &header, |out, row| {
        if is_footer(&columns, row) {
            below.push(row.cells().collect::<Vec<_>>().join(" "));
            return Ok(());
        }
        one(&columns, &refunded, row, &mut note, &mut sums, out)
    })?;
    let above = head
        .rows
        .iter()
        .take_while(|row| row.number < header.row.number)
        .map(|row| row.cells.join(" "));
    for line in above.chain(below) {
        compare(&line, &sums, out);
    }
    Ok(())
}

/// Payments that a later row gives back: Alipay's refund bears the payment's number, `_` and its own.
/// Such a payment is called closed though it took place (FORMATS.md A2.4).
fn refunded(part: &Part<'_>, header: &Header<'_>, columns: &Columns) -> BTreeSet<String> {
    let (mut rows, mut row, mut numbers) = (part.rows(), Row::default(), BTreeSet::new());
    while rows.read(&mut row) {
        if row.number > header.row.number
            && let Some((payment, _)) = row.value(columns.number).split_once('_')
            && row.value(columns.status).contains("退款成功")
        {
            numbers.insert(payment.to_owned());
        }
    }
    numbers
}

/// A rule, or a remark below the table.
fn is_footer(columns: &Columns, row: &Row) -> bool {
    let mut filled = row.cells().filter(|cell| !cell.is_empty());
    let first = filled.next().unwrap_or_default();
    FOOTERS.iter().any(|word| first.starts_with(word))
        || filled.next().is_none() && row.when(columns.date, None, DateOrder::YearFirst).is_err()
}

fn one(
    columns: &Columns,
    refunded: &BTreeSet<String>,
    row: &Row,
    note: &mut String,
    sums: &mut Sums,
    out: &mut Reading<'_>,
) -> Result<(), Bad> {
    if row.len() <= columns.amount.max(columns.direction) {
        return Err(Bad::at(columns.amount, RefusedReason::Short));
    }
    let date = match columns.created {
        Some(created) if row.value(Some(columns.date)).is_empty() => created,
        _ => columns.date,
    };
    let (day, time) = row.when(date, None, DateOrder::YearFirst)?;
    let direction = match row.value(Some(columns.direction)) {
        "" => Direction::Neither,
        word => {
            words::direction(word).ok_or(Bad::at(columns.direction, RefusedReason::Direction))?
        }
    };
    let (gross, given_back) = amount(columns.amount, row)?;
    let mut flags = Flags::default();
    let number = row.id(columns.number, &mut flags);
    let (payment, refund) = number.split_once('_').unwrap_or((number, ""));
    let status = row.value(columns.status);
    let gone = words::not_paid(status) || status.contains("已退还");
    let kind = if gone && !refunded.contains(number) {
        Kind::Failed
    } else {
        kind(direction, row.value(columns.kind), row.value(columns.goods))
    };
    let charged = fee(columns, row)?;
    let minor = match kind {
        Kind::Sale | Kind::Credit => gross,
        // What reaches the bank; WeChat's amount of 提现 holds its fee.
        Kind::Payout if columns.fee.is_none() => charged.unwrap_or(0) - gross,
        Kind::Failed if direction == Direction::In => gross,
        _ => -gross,
    };
    let remark = row.value(columns.remark);
    note.clear();
    for text in [row.value(columns.goods), remark, told(status)] {
        if !text.is_empty() {
            note.push_str(if note.is_empty() { "" } else { " " });
            note.push_str(text);
        }
    }
    let draft = Draft {
        time,
        kind,
        tender: match columns.tender {
            Tender::Unknown => words::tender(row.value(columns.method)),
            tender => tender,
        },
        amount: minor,
        fee: charged,
        provider_id: number,
        origin_id: if refund.is_empty() { "" } else { payment },
        order_id: row.id(columns.order, &mut flags),
        party: row.value(columns.party),
        note,
        flags: flags.with(words::remark(status)),
        ..Draft::new(row.number, day)
    };
    out.push(row, &draft);
    sums.rows += 1;
    match direction {
        // Meituan counts what she pays back of its credit among the rows, but not as money spent.
        Direction::Out if columns.meituan && row.value(columns.kind) == "还款" => {}
        Direction::In => {
            sums.money_in += i128::from(gross - given_back);
            sums.taken_in += i128::from(if kind == Kind::Failed { 0 } else { gross });
        }
        Direction::Out => {
            sums.money_out += i128::from(gross - given_back);
            sums.taken_out += i128::from(if kind == Kind::Failed { 0 } else { gross });
        }
        Direction::Neither => {}
    }
    Ok(())
}

/// What a row is, by the direction and what it says of itself.
fn kind(direction: Direction, kind: &str, goods: &str) -> Kind {
    // Alipay's 转账红包 holds transfers, gifts and payments by its code; the goods tell which.
    let kind = if kind == "转账红包" { "" } else { kind };
    // Goods are named by customers; only how they begin is the wallet's own wording.
    let says = |words: Names| {
        words
            .iter()
            .any(|word| kind.contains(word) || goods.starts_with(word))
    };
    match direction {
        _ if says(&["提现"]) => Kind::Payout,
        Direction::In if says(NO_SALE) => Kind::Credit,
        Direction::In => Kind::Sale,
        Direction::Out if says(&["退款"]) => Kind::Refund,
        // A fund's name stands before what was done with it.
        Direction::Neither if says(FROM_POCKET) || goods.contains("卖出至") => Kind::Credit,
        Direction::Out | Direction::Neither => Kind::Debit,
    }
}

/// The amount of a row and what its own text says was given back: `131.77(已退款89.84)`. A refund has
/// a row of its own as well, so the amount stays whole.
fn amount(column: usize, row: &Row) -> Result<(i64, i64), Bad> {
    let cell = row.cell(column);
    let Some((gross, behind)) = cell.split_once(['(', '（']).filter(|(gross, behind)| {
        gross.contains(|c: char| c.is_ascii_digit()) && behind.contains("退款")
    }) else {
        return Ok((read_money(cell, column, Currency::CNY)?, 0));
    };
    let gross = read_money(gross, column, Currency::CNY)?;
    let behind = behind.trim_end_matches([')', '）']);
    let given_back = if behind.contains("全额") {
        gross
    } else {
        let number = behind.trim_start_matches(|c: char| !c.is_ascii_digit());
        read_money(number, column, Currency::CNY)?
    };
    Ok((gross, given_back))
}

/// The fee: a column, or the remark `服务费¥0.10`.
fn fee(columns: &Columns, row: &Row) -> Result<Option<i64>, Bad> {
    if let Some(column) = columns.fee.filter(|_| !row.value(columns.fee).is_empty()) {
        return read_money(row.cell(column), column, Currency::CNY).map(Some);
    }
    let (Some(column), Some((_, behind))) = (
        columns.remark,
        row.value(columns.remark).split_once("服务费"),
    ) else {
        return Ok(None);
    };
    let number: String = behind
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    if number.is_empty() {
        return Ok(None);
    }
    read_money(&number, column, Currency::CNY).map(Some)
}

/// A status that is worth keeping: what was given back.
fn told(status: &str) -> &str {
    if status.contains("退款") {
        status
    } else {
        ""
    }
}

/// Compares one of the lines `共43笔记录`, `收入：1笔 0.35元` and `支出：…` above the table; in the older
/// export of Alipay they stand below it and say 已收入 and 已支出.
fn compare(line: &str, sums: &Sums, out: &mut Reading<'_>) {
    let sum = |minor| ControlValue::Sum(Amount::new(minor, Currency::CNY));
    let behind = |label| preamble::sum_behind(line, label);
    let (own, money_in, money_out) = match line.strip_prefix('已') {
        Some(own) => (own, sums.taken_in, sums.taken_out),
        None => (line, sums.money_in, sums.money_out),
    };
    if let Some(count) = line.strip_prefix('共').and_then(count) {
        let (stated, read) = (ControlValue::Count(count), ControlValue::Count(sums.rows));
        out.control(ControlKind::Rows, stated, read);
    } else if own.starts_with("收入")
        && let Some(stated) = behind("收入")
    {
        out.control(ControlKind::In, sum(stated), sum(money_in));
    } else if own.starts_with("支出")
        && let Some(stated) = behind("支出")
    {
        out.control(ControlKind::Out, sum(stated), sum(money_out));
    }
}

/// The number before 笔.
fn count(text: &str) -> Option<u64> {
    let (count, _) = text.trim_start_matches(['：', ':', ' ']).split_once('笔')?;
    count.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Direction, kind};
    use crate::record::Kind;

    #[test]
    fn kinds_of_rows() {
        use Direction::{In, Neither, Out};
        for (direction, word, goods, want) in [
            (In, "二维码收款", "收款方备注:退款以后", Kind::Sale),
            (In, "转账", "转账备注:微信转账", Kind::Sale),
            (In, "其他", "收钱码收款", Kind::Sale),
            (In, "转账红包", "收钱码收款", Kind::Sale),
            (In, "转账红包", "普通红包", Kind::Credit),
            (In, "微信红包", "", Kind::Credit),
            (In, "商户-退款", "", Kind::Credit),
            (In, "退款", "退款-某物", Kind::Credit),
            (Out, "二维码收款-退款", "", Kind::Refund),
            (Out, "商户消费", "提神饮料", Kind::Debit),
            (Neither, "零钱提现", "", Kind::Payout),
            (Neither, "账户存取", "提现-实时提现", Kind::Payout),
            (Neither, "零钱充值", "", Kind::Credit),
            (Neither, "投资理财", "某基金-卖出至余额宝", Kind::Credit),
            (Neither, "零钱通转出-到零钱", "", Kind::Credit),
            (Neither, "信用卡还款", "", Kind::Debit),
        ] {
            assert_eq!(kind(direction, word, goods), want, "{word} {goods}");
        }
    }
}
