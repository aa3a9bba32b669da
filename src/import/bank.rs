/*!
What all bank statements have in common, and the reader for those that nobody has seen: columns by
the synonyms of FORMATS.md B7.

The reader of one bank is its recognition and, where needed, its choice of columns; see
[`Columns::of`]. Direction comes from two columns (in and out), from a word, or from the sign.
*/

use crate::calendar::DateOrder;
use crate::money::{Amount, Currency, DecimalMark, read_number};
use crate::record::{Draft, Flags, Kind};

use super::cell::{Bad, Unit};
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::preamble;
use super::reading::{Reading, date_order};
use super::words::{self, Direction};
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

const NAME: &str = "bank";

/// Columns of the day, in the order in which they are preferred.
pub const DATE: &[&str] = &[
    "交易日期",
    "记账日期",
    "交易时间",
    "交易日",
    "记账日",
    "入账日期",
    "入账时间",
    "日期",
    "发生时间",
    "交易日期时间",
    "date",
    "transactiondate",
    "bookingdate",
    "dateposted",
    "postingdate",
    "valuedate",
    "transactiontime",
];
const TIME: &[&str] = &["交易时间", "记账时间", "时间", "time"];
/// Money in.
pub const IN: &[&str] = &[
    "记账金额(收入)",
    "收入",
    "收入金额",
    "贷方金额",
    "贷方发生额",
    "贷方",
    "贷方发生额(收入)",
    "贷方金额(收入)",
    "转入金额",
    "存入",
    "存入金额",
    "贷方发生金额",
    "入账金额",
    "交易金额(收入)",
    "credit",
    "creditamount",
    "deposit",
    "deposits",
    "paidin",
    "moneyin",
    "amountin",
];
/// Money out.
pub const OUT: &[&str] = &[
    "记账金额(支出)",
    "支出",
    "支出金额",
    "借方金额",
    "借方发生额",
    "借方",
    "借方发生额(支取)",
    "借方金额(支出)",
    "转出金额",
    "取出",
    "取出金额",
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
];
/// Money either way.
pub const AMOUNT: &[&str] = &[
    "交易金额",
    "发生额",
    "金额",
    "交易额",
    "人民币金额",
    "amount",
    "transactionamount",
    "billingamount",
];
/// The direction as a word.
pub const DIRECTION: &[&str] = &[
    "借贷标志",
    "借贷",
    "借/贷",
    "收/支",
    "收支",
    "收支类型",
    "借贷方向",
    "dr/cr",
    "debit/credit",
    "credit/debit",
];
/// The balance after the row; never an amount.
pub const BALANCE: &[&str] = &[
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
];
const CURRENCY: &[&str] = &[
    "记账币种",
    "币种",
    "货币",
    "币别",
    "交易币种",
    "交易货币",
    "currency",
    "billingcurrency",
    "balancecurrency",
];
const PARTY: &[&str] = &[
    "对方户名",
    "对方账户名",
    "对方名称",
    "对方单位",
    "对方单位名称",
    "对方账号名称",
    "收(付)方名称",
    "交易对手名称",
    "对手信息",
    "交易对方",
    "对方账号与户名",
    "对手方",
    "merchantname",
    "payee",
    "name",
    "counterparty",
];
const NUMBER: &[&str] = &[
    "交易流水号",
    "银行流水号",
    "流水号",
    "核心唯一流水号",
    "账户明细编号-交易流水号",
    "日志号",
    "记录标识号",
    "transactionid",
    "bankreference",
    "reference",
];
/// Columns whose texts together are the memo.
const MEMO: &[&str] = &[
    "摘要",
    "交易摘要",
    "用途",
    "交易用途",
    "附言",
    "交易附言",
    "备注",
    "交易备注",
    "客户附言",
    "客户摘要",
    "交易名称",
    "交易类型",
    "交易说明",
    "交易描述",
    "交易场所",
    "description",
    "details",
    "memo",
    "narrative",
    "particulars",
    "transactiontype",
];

/// Words that begin a row of totals or a closing remark.
const FOOTERS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "总笔数",
    "共计",
    "以上数据",
    "收入总",
    "支出总",
    "本页",
    "期初余额",
    "期末余额",
    "上期余额",
    "承前",
    "注：",
    "注:",
    "说明",
    "温馨提示",
    "opening balance",
    "closing balance",
    "total",
];

/// Any statement that has a day, an amount with its direction, and what only banks have.
pub fn sniff(head: &Head) -> Fit {
    if head.rows.iter().any(looks_like_a_statement) {
        Fit::Likely
    } else {
        Fit::No
    }
}

fn looks_like_a_statement(row: &HeadRow) -> bool {
    let two = row.has_all(&[IN, OUT]);
    let one = row.has(AMOUNT) && (row.has(BALANCE) || row.has(DIRECTION));
    row.has(DATE) && (two || one)
}

/// Reads any statement.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let row = head.rows.iter().find(|row| looks_like_a_statement(row));
    let header = match row {
        Some(row) => Header::at(row, NAME),
        None => Header::find(head, NAME, &[DATE, BALANCE])?,
    };
    let columns = Columns::of(part, &header)?;
    read_with(part, head, &header, &columns, out)
}

/// How a statement tells the amount.
pub enum Money {
    /// In and out in two columns.
    Two(usize, usize),
    /// One column with a sign, or without one and a word beside it.
    One(usize, Option<usize>),
}

/// The columns of a statement.
pub struct Columns {
    /// The day.
    pub date: usize,
    /// The time, where it stands apart.
    pub time: Option<usize>,
    /// The amount.
    pub money: Money,
    /// The balance after the row.
    pub balance: Option<usize>,
    /// The currency.
    pub currency: Option<usize>,
    /// The counterparty; of money out, where that is another column.
    pub party: (Option<usize>, Option<usize>),
    /// The bank's number.
    pub number: Option<usize>,
    /// The memo's parts.
    pub memo: Vec<usize>,
    /// The order of day and month.
    pub dates: DateOrder,
}

impl Columns {
    /// The columns by their synonyms.
    ///
    /// # Errors
    /// [`ImportError::MissingColumn`] without a day or an amount.
    pub fn of(part: &Part<'_>, header: &Header<'_>) -> Result<Self, ImportError> {
        let date = header.need(DATE)?;
        let money = match (header.column(IN), header.column(OUT)) {
            (Some(credit), Some(debit)) => Money::Two(credit, debit),
            _ => Money::One(header.need(AMOUNT)?, header.column(DIRECTION)),
        };
        let party = header.column(PARTY);
        let mut memo: Vec<usize> = MEMO
            .iter()
            .filter_map(|name| header.column(&[name]))
            .collect();
        memo.sort_unstable();
        Ok(Self {
            date,
            time: header.column(TIME).filter(|&time| time != date),
            money,
            balance: header.column(BALANCE),
            currency: header.column(CURRENCY),
            party: (party, party),
            number: header.column(NUMBER),
            memo,
            dates: date_order(part, header, date),
        })
    }
}

/// What was read in one currency, for comparison with the file's own totals.
struct Sums {
    currency: Currency,
    rows: u64,
    money_in: i128,
    money_out: i128,
}

/// What the file says of itself.
#[derive(Default)]
struct Stated {
    rows: Option<u64>,
    money_in: Option<Amount>,
    money_out: Option<Amount>,
}

/// Reads a statement whose columns are known.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read_with(
    part: &Part<'_>,
    head: &Head,
    header: &Header<'_>,
    columns: &Columns,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    out.period = preamble::period(head, header.row.number);
    let (mut sums, mut stated) = (Vec::new(), Stated::default());
    for row in head
        .rows
        .iter()
        .take_while(|row| row.number < header.row.number)
    {
        stated.take(&row.cells.join(" "));
        stated.rows = stated.rows.or(preamble::count_behind(&row.cells, "总笔数"));
    }
    let mut note = String::new();
    out.each(part, header, |out, row| {
        if is_footer(columns, row) {
            stated.take_footer(row);
            return Ok(());
        }
        one(columns, row, &mut note, &mut sums, out)
    })?;
    stated.compare(&sums, out);
    Ok(())
}

/// A row of totals or a remark: it begins with such a word, or it is one sentence in a row that has
/// room for many cells. A damaged row is neither and is refused.
fn is_footer(columns: &Columns, row: &Row) -> bool {
    let mut filled = row.cells().filter(|cell| !cell.is_empty());
    let first = filled.next().unwrap_or_default();
    let alone = filled.next().is_none();
    if first.starts_with(|c: char| c.is_ascii_digit()) && !alone {
        return false;
    }
    let lower = first.to_lowercase();
    first.starts_with('#')
        || FOOTERS.iter().any(|word| lower.contains(word))
        || first.chars().all(|c| matches!(c, '-' | '=' | '_' | '*'))
        || (alone
            && row.when(columns.date, None, columns.dates).is_err()
            && first.chars().filter(|c| c.is_alphabetic()).count()
                > first.chars().filter(char::is_ascii_digit).count())
}

fn one(
    columns: &Columns,
    row: &Row,
    note: &mut String,
    sums: &mut Vec<Sums>,
    out: &mut Reading<'_>,
) -> Result<(), Bad> {
    let (day, time) = row.when(columns.date, columns.time, columns.dates)?;
    let currency = row.currency(columns.currency)?;
    let amount = match columns.money {
        Money::Two(credit, debit) => two(row, credit, debit, currency)?,
        Money::One(amount, direction) => signed(row, amount, direction, currency)?,
    };
    let Some(amount) = amount else { return Ok(()) };
    note.clear();
    for &column in &columns.memo {
        let text = row.value(Some(column));
        // Banks repeat themselves; one memo says a thing once.
        if !text.is_empty() && !note.contains(text) {
            if !note.is_empty() {
                note.push(' ');
            }
            note.push_str(text);
        }
    }
    let mut flags = Flags::default();
    let draft = Draft {
        time,
        kind: if amount < 0 {
            Kind::Debit
        } else {
            Kind::Credit
        },
        currency,
        amount,
        // A balance is evidence, not money: a masked one does not cost the row.
        balance: row
            .money_if(columns.balance, Unit::Major, currency)
            .unwrap_or_default(),
        provider_id: row.id(columns.number, &mut flags),
        party: row.value(if amount < 0 {
            columns.party.1
        } else {
            columns.party.0
        }),
        note,
        flags,
        ..Draft::new(row.number, day)
    };
    out.push(row, &draft);
    let index = sums
        .iter()
        .position(|sum| sum.currency == currency)
        .unwrap_or_else(|| {
            sums.push(Sums {
                currency,
                rows: 0,
                money_in: 0,
                money_out: 0,
            });
            sums.len() - 1
        });
    if let Some(sum) = sums.get_mut(index) {
        sum.rows += 1;
        let side = if amount < 0 {
            &mut sum.money_out
        } else {
            &mut sum.money_in
        };
        *side += i128::from(amount.abs());
    }
    Ok(())
}

/// The amount of two columns: exactly one of them is filled with something other than nought.
fn two(row: &Row, credit: usize, debit: usize, currency: Currency) -> Result<Option<i64>, Bad> {
    let money_in = row.money_if(Some(credit), Unit::Major, currency)?;
    let money_out = row.money_if(Some(debit), Unit::Major, currency)?;
    match (money_in, money_out) {
        // Both columns may bear a sign; which column it is decides.
        (Some(money_in), None | Some(0)) => Ok(Some(money_in)),
        (None | Some(0), Some(money_out)) => Ok(Some(-money_out.abs())),
        _ => Err(Bad::at(credit, RefusedReason::Direction)),
    }
}

/// The amount of one column, with the word beside it where there is one.
fn signed(
    row: &Row,
    amount: usize,
    direction: Option<usize>,
    currency: Currency,
) -> Result<Option<i64>, Bad> {
    let minor = row.money(amount, Unit::Major, currency)?;
    let Some(column) = direction else {
        return Ok(Some(minor));
    };
    match words::direction(row.value(direction)) {
        // A minus against the word is a correction: money in of -5 went out.
        Some(Direction::In) => Ok(Some(minor)),
        Some(Direction::Out) => Ok(Some(-minor.abs())),
        Some(Direction::Neither) => Ok(None),
        None => Err(Bad::at(column, RefusedReason::Direction)),
    }
}

/// Labels of the total of money in.
const IN_LABELS: &[&str] = &[
    "收入合计",
    "收入总金额",
    "收入总额",
    "贷方发生总额",
    "贷方总额",
    "贷方合计",
    "转入总额",
    "总收入",
];
/// Labels of the total of money out.
const OUT_LABELS: &[&str] = &[
    "支出合计",
    "支出总金额",
    "支出总额",
    "借方发生总额",
    "借方总额",
    "借方合计",
    "转出总额",
    "总支出",
];

impl Stated {
    /// Takes totals that a line names.
    fn take(&mut self, line: &str) {
        let sum = |labels: &[&str]| {
            labels
                .iter()
                .find_map(|label| preamble::sum_behind(line, label))
        };
        if let Some(minor) = sum(IN_LABELS) {
            self.money_in = Some(Amount::new(minor, Currency::CNY));
        }
        if let Some(minor) = sum(OUT_LABELS) {
            self.money_out = Some(Amount::new(minor, Currency::CNY));
        }
    }

    /// Takes totals of a row below the table: by their names, or of a row called 合计 its two
    /// numbers, money in before money out.
    fn take_footer(&mut self, row: &Row) {
        let line = row.cells().collect::<Vec<_>>().join(" ");
        self.take(&line);
        let first = row
            .cells()
            .find(|cell| !cell.is_empty())
            .unwrap_or_default();
        let Some(label) = first.strip_suffix("合计").or(first.strip_suffix("合计:")) else {
            return;
        };
        let currency = Currency::parse(label).unwrap_or(Currency::CNY);
        let numbers: Vec<Amount> = row
            .cells()
            .filter(|cell| cell.contains('.'))
            .filter_map(|cell| {
                read_number(cell, DecimalMark::Point)
                    .ok()?
                    .minor(currency.digits())
                    .ok()
            })
            .map(|minor| Amount::new(minor.abs(), currency))
            .collect();
        if let [money_in, money_out] = numbers[..] {
            (self.money_in, self.money_out) = (Some(money_in), Some(money_out));
        }
    }

    fn compare(self, sums: &[Sums], out: &mut Reading<'_>) {
        let of = |currency| sums.iter().find(|sum| sum.currency == currency);
        if let Some(rows) = self.rows {
            let read = sums.iter().map(|sum| sum.rows).sum();
            out.control(
                ControlKind::Rows,
                ControlValue::Count(rows),
                ControlValue::Count(read),
            );
        }
        if let Some(stated) = self.money_in {
            let read = of(stated.currency).map_or(0, |sum| sum.money_in);
            let read = Amount::new(read, stated.currency);
            out.control(
                ControlKind::In,
                ControlValue::Sum(stated),
                ControlValue::Sum(read),
            );
        }
        if let Some(stated) = self.money_out {
            let read = of(stated.currency).map_or(0, |sum| sum.money_out);
            let read = Amount::new(read, stated.currency);
            out.control(
                ControlKind::Out,
                ControlValue::Sum(stated.abs()),
                ControlValue::Sum(read),
            );
        }
    }
}
