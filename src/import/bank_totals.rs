//! Totals that a statement states about itself, compared with what was read of it.

use crate::money::{Amount, Currency, DecimalMark, read_number};

use super::bank_money::{Money, Moved};
use super::grid::Row;
use super::header::HeadRow;
use super::preamble;
use super::reading::Reading;
use super::{ControlKind, ControlValue};

/// What was read in one currency, for comparison with the file's own totals.
pub struct Sums {
    currency: Currency,
    rows: u64,
    money_in: i128,
    money_out: i128,
}

impl Sums {
    /// Counts an amount.
    pub fn add(all: &mut Vec<Self>, currency: Currency, moved: Moved) {
        let index = all
            .iter()
            .position(|sum| sum.currency == currency)
            .unwrap_or_else(|| {
                all.push(Self {
                    currency,
                    rows: 0,
                    money_in: 0,
                    money_out: 0,
                });
                all.len() - 1
            });
        if let Some(sum) = all.get_mut(index) {
            sum.rows += 1;
            if moved.out {
                sum.money_out -= i128::from(moved.minor);
            } else {
                sum.money_in += i128::from(moved.minor);
            }
        }
    }
}

/// What the file says of itself.
#[derive(Default)]
pub struct Stated {
    rows: Option<u64>,
    money_in: Option<Amount>,
    money_out: Option<Amount>,
}

/// Words that begin a row of totals or a closing remark.
const FOOTERS: &[&str] = &[
    "总笔数",
    "共计",
    "以上数据",
    "总收入",
    "总支出",
    "收入笔数",
    "支出笔数",
    "借方笔数",
    "贷方笔数",
    "收入总",
    "支出总",
    "转入总",
    "转出总",
    "借方总",
    "贷方总",
    "本页",
    "承前",
    "注：",
    "注:",
    "备注：",
    "备注:",
    "说明",
    "温馨提示",
    "打印",
    "制表",
    "#",
    "total",
    "opening balance",
    "closing balance",
    "starting balance",
    "ending balance",
    "beginning balance",
    "balance at",
    "balance on",
    "saldo",
    "anfangssaldo",
    "endsaldo",
    "beginsaldo",
    "eindsaldo",
    "kontostand",
    "solde",
    "totaal",
    "summe",
];

/// Words of totals, wherever in the first cell of a row without a day they stand.
const TOTALS: &[&str] = &["合计", "总计", "小计", "累计", "总额", "余额"];

/// Words of a row that states a balance and moves no money.
const BALANCE_ROWS: &[&str] = &[
    "期初余额",
    "期末余额",
    "上期余额",
    "上页余额",
    "承前页",
    "过次页",
    "上日余额",
    "年初余额",
    "opening balance",
    "closing balance",
    "balance brought forward",
    "balance carried forward",
    "b/f",
    "c/f",
];

/// What stands alone in a cell of a row that states a balance, though it bears a day and an amount.
const BALANCE_CELLS: &[&str] = &[
    "anfangssaldo",
    "endsaldo",
    "beginsaldo",
    "eindsaldo",
    "opening balance",
    "closing balance",
    "starting balance",
    "ending balance",
    "beginning balance",
    "balance brought forward",
    "balance carried forward",
    "saldo inicial",
    "saldo anterior",
    "saldo final",
    "saldo iniziale",
    "saldo finale",
    "solde initial",
    "solde final",
];

/// Whether a cell says that its row states a balance, whatever else stands in it.
pub fn is_balance_cell(cell: &str) -> bool {
    BALANCE_CELLS
        .iter()
        .any(|word| cell.eq_ignore_ascii_case(word))
}

/// Totals of less than the whole file, which are no control of it.
const PARTS: &[&str] = &["本页", "本日", "当日", "本月", "当月"];

/// Whether the first cell of a row without a day says that the row is no transaction.
pub fn is_footer_word(first: &str) -> bool {
    let lower = first.to_lowercase();
    FOOTERS.iter().any(|word| lower.starts_with(word))
        || TOTALS.iter().any(|word| lower.contains(word))
        || is_counted(first)
}

/// `5 收 91,007,497.02`.
fn is_counted(first: &str) -> bool {
    let mut words = first.split_whitespace();
    let count = words.next().unwrap_or_default();
    count.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(words.next(), Some("收" | "付" | "支"))
}

/// Whether a cell says that its row states a balance and moves no money.
pub fn is_balance_row(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    BALANCE_ROWS.iter().any(|word| lower.contains(word))
}

/// Labels of the total of money in.
const IN_LABELS: &[&str] = &[
    "收入合计",
    "收入总金额",
    "收入总额",
    "贷方发生总额",
    "贷方总额",
    "贷方合计",
    "贷方总金额",
    "总贷方金额",
    "贷方金额合计",
    "贷方发生额合计",
    "贷方累计发生额",
    "收入金额合计",
    "总收入金额",
    "存入合计",
    "转入总额",
    "转入总金额",
    "转入合计",
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
    "借方总金额",
    "总借方金额",
    "借方金额合计",
    "借方发生额合计",
    "借方累计发生额",
    "支出金额合计",
    "总支出金额",
    "支取合计",
    "转出总额",
    "转出总金额",
    "转出合计",
    "总支出",
];

impl Stated {
    /// Takes totals of a line above the table.
    pub fn take_above(&mut self, row: &HeadRow) {
        self.take(&row.cells.join(" "));
        self.rows = self
            .rows
            .or_else(|| preamble::count_behind(&row.cells, "总笔数"));
    }

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

    /// Takes totals of a row below the table: by their names, of a row called 合计 its amounts, or
    /// `12 收 3,456.00` as one bank has it (FORMATS.md B3).
    pub fn take_footer(&mut self, row: &Row, money: Money) {
        let line = row.cells().collect::<Vec<_>>().join(" ");
        self.take(&line);
        self.take_counted(&line);
        let first = row
            .cells()
            .find(|cell| !cell.is_empty())
            .unwrap_or_default();
        let label = first.trim_end_matches([':', '：']);
        let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
        let label = ["合计金额", "合计", "总计"]
            .iter()
            .find_map(|word| label.strip_suffix(word));
        let Some(label) = label.filter(|label| !PARTS.iter().any(|part| label.contains(part)))
        else {
            return;
        };
        let currency = Currency::parse(label).unwrap_or(Currency::CNY);
        let number = |cell: &str| {
            let number = read_number(cell, DecimalMark::Point).ok()?;
            let minor = number.minor(currency.digits()).ok()?;
            Some(Amount::new(minor.abs(), currency))
        };
        let Money::Two(money_in, money_out) = money else {
            return;
        };
        let by_column = [money_in, money_out].map(|side| number(row.cell(side.column)));
        let numbers: Vec<Amount> = row
            .cells()
            .filter(|cell| cell.contains('.'))
            .filter_map(number)
            .collect();
        match (by_column, &numbers[..]) {
            ([Some(money_in), Some(money_out)], _) => {
                (self.money_in, self.money_out) = (Some(money_in), Some(money_out));
            }
            // Shifted under other columns: money in stands before money out in every file seen.
            (_, &[money_in, money_out]) => {
                (self.money_in, self.money_out) = (Some(money_in), Some(money_out));
            }
            _ => {}
        }
    }

    /// Takes `12 收 3,456.00` and `3 付 7.00`.
    fn take_counted(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        for three in words.windows(3) {
            let [count, side, sum] = three else { continue };
            let is_count = count.bytes().all(|byte| byte.is_ascii_digit());
            let sum = read_number(sum, DecimalMark::Point).and_then(|sum| sum.minor(2));
            let (Ok(sum), true) = (sum, is_count) else {
                continue;
            };
            let sum = Some(Amount::new(sum, Currency::CNY));
            match *side {
                "收" => self.money_in = sum,
                "付" | "支" => self.money_out = sum,
                _ => {}
            }
        }
    }

    /// Compares what was stated with what was read.
    pub fn compare(self, sums: &[Sums], out: &mut Reading<'_>) {
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
