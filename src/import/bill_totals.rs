//! Totals that a provider's bill states about itself, compared with what was read of it.

use crate::money::{Amount, Currency, DecimalMark, read_number};

use super::bill::Columns;
use super::cell::Unit;
use super::grid::Row;
use super::reading::Reading;
use super::{ControlKind, ControlValue};

/// What was read.
#[derive(Default)]
pub struct Sums {
    /// Rows.
    pub rows: u64,
    /// Sum of amounts, refunds taken off.
    pub amount: i128,
    /// Sum of fees.
    pub fee: i128,
    /// Sum of nets.
    pub net: i128,
}

/// What the file says.
#[derive(Default)]
pub struct Stated {
    rows: Option<u64>,
    amount: Option<i128>,
    fee: Option<i128>,
    net: Option<i128>,
}

/// How rows of totals and rules begin.
const FOOTERS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "总交易",
    "消费金额",
    "总手续费",
    "退款金额",
    "总笔数",
    "共有",
    "共计",
    "---",
    "===",
    "###",
    "注：",
    "注:",
    "说明",
    "total",
    "Total",
    "TOTAL",
];

/// Whether the first filled cell says that a row is no payment.
#[must_use]
pub fn is_footer(first: &str) -> bool {
    FOOTERS.iter().any(|word| first.starts_with(word)) || is_counted(first)
}

/// `共3单`, `共 12 笔`.
fn is_counted(first: &str) -> bool {
    let counted = first.strip_prefix('共').map(str::trim_start);
    let unit = counted.map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    unit.is_some_and(|unit| {
        counted != Some(unit) && unit.trim_start().starts_with(['单', '笔', '条'])
    })
}

impl Stated {
    /// Takes what a row below the table says: `共有 2 条记录`, `总手续费：1.20`, or of a row called
    /// 总计 its amount, fee and net: under their columns, else in this order wherever they stand.
    pub fn take(&mut self, row: &Row, columns: &Columns) {
        let cells: Vec<&str> = row.cells().filter(|cell| !cell.is_empty()).collect();
        let Some((&first, rest)) = cells.split_first() else {
            return;
        };
        let digits = if columns.unit == Unit::Minor { 0 } else { 2 };
        let minor = |text: &str| {
            let number = read_number(text, DecimalMark::Point).ok()?;
            number.minor(digits).ok()
        };
        let (label, own) = first.split_once(['：', ':']).unwrap_or((first, ""));
        let behind = Some(own)
            .filter(|own| !own.is_empty())
            .or(rest.first().copied());
        let sum = || minor(behind?);
        match label.trim() {
            "总交易笔数" | "总笔数" => {
                self.rows = behind.and_then(|text| text.parse().ok())
            }
            "消费金额" => self.amount = sum(),
            "总手续费" => self.fee = sum(),
            "总计" | "合计" => {
                let fee = columns.fees.first().copied();
                let under =
                    [Some(columns.amount), fee, columns.net].map(|column| row.value(column));
                if under.iter().all(|cell| cell.contains('.')) {
                    [self.amount, self.fee, self.net] = under.map(minor);
                    return;
                }
                // Counts have no decimals; a bill in fen has none either and is left alone.
                let mut sums = rest.iter().filter(|cell| cell.contains('.'));
                let mut next = || minor(sums.next()?);
                (self.amount, self.fee, self.net) = (next(), next(), next());
            }
            _ => {}
        }
        let count = first.strip_prefix("共有").map(str::trim_start);
        let count = count.and_then(|text| text.split_whitespace().next());
        self.rows = count.and_then(|text| text.parse().ok()).or(self.rows);
    }

    /// Compares.
    pub fn compare(self, sums: &Sums, out: &mut Reading<'_>) {
        let sum = |minor| ControlValue::Sum(Amount::new(minor, Currency::CNY));
        if let Some(rows) = self.rows {
            let (stated, read) = (ControlValue::Count(rows), ControlValue::Count(sums.rows));
            out.control(ControlKind::Rows, stated, read);
        }
        for (kind, stated, read) in [
            (ControlKind::Settled, self.amount, sums.amount),
            (ControlKind::Fees, self.fee, sums.fee),
            (ControlKind::Net, self.net, sums.net),
        ] {
            if let Some(stated) = stated {
                out.control(kind, sum(stated), sum(read));
            }
        }
    }
}
