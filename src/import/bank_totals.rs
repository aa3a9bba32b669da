//! Totals that a statement states about itself, compared with what was read of it.

use crate::money::{Amount, Currency, DecimalMark, read_number};

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
    pub fn add(all: &mut Vec<Self>, currency: Currency, amount: i64) {
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
            let side = if amount < 0 {
                &mut sum.money_out
            } else {
                &mut sum.money_in
            };
            *side += i128::from(amount.abs());
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

    /// Takes totals of a row below the table: by their names, or of a row called 合计 its two
    /// numbers, money in before money out.
    pub fn take_footer(&mut self, row: &Row) {
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
