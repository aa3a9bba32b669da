//! The lines that begin with `#` in Alipay's files for merchants: the account above the table, totals
//! below it (FORMATS.md A2).

use crate::money::{Amount, Currency};

use super::header::Head;
use super::preamble::sum_behind;
use super::reading::Reading;
use super::{ControlKind, ControlValue};

/// The first sign of such a line.
const MARK: char = '#';

/// Whether a row is no movement: a remark, or a rule between two tables.
#[must_use]
pub fn is_note(first: &str) -> bool {
    first.starts_with(MARK) || first.starts_with("---")
}

/// The account that a file is of: `#账号：[20880211096256330156]`.
#[must_use]
pub fn account(head: &Head) -> &str {
    let mut cells = head.rows.iter().flat_map(|row| &row.cells);
    cells
        .find_map(|cell| {
            let (_, rest) = cell.strip_prefix(MARK)?.split_once("账号")?;
            let rest = rest.trim_start_matches(['：', ':', '[', ' ']);
            rest.split([']', ' ']).next()
        })
        .unwrap_or_default()
}

/// A total of such a line: `#交易合计：6笔，商家实收共0.06元`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// How many rows.
    pub rows: Option<u64>,
    /// Their sum, in hundredths.
    pub sum: Option<i128>,
}

/// The total that a line states under `label`.
#[must_use]
pub fn total(line: &str, label: &str) -> Option<Total> {
    let (_, behind) = line.split_once(label)?;
    let count = behind.trim_start_matches(['：', ':', ' ']);
    let digits: String = count.chars().take_while(char::is_ascii_digit).collect();
    let is_count = count
        .get(digits.len()..)
        .is_some_and(|rest| rest.trim_start().starts_with('笔'));
    let rows = digits.parse().ok().filter(|_| is_count);
    Some(Total {
        rows,
        sum: sum_behind(behind, "共"),
    })
}

/// Two totals that files state together, such as of money in and money out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pair {
    /// What raises the balance.
    pub plus: Option<Total>,
    /// What lowers it.
    pub minus: Option<Total>,
}

impl Pair {
    /// Takes what a line states.
    pub fn take(&mut self, line: &str, plus: &str, minus: &str) {
        self.plus = total(line, plus).or(self.plus);
        self.minus = total(line, minus).or(self.minus);
    }

    /// Compares with what was read: how many rows, and both sums without their signs.
    pub fn compare(
        self,
        kinds: [ControlKind; 2],
        rows: u64,
        sums: [i128; 2],
        out: &mut Reading<'_>,
    ) {
        let counts = [self.plus, self.minus].map(|total| total.and_then(|total| total.rows));
        if let [Some(plus), Some(minus)] = counts {
            let stated = ControlValue::Count(plus.saturating_add(minus));
            out.control(ControlKind::Rows, stated, ControlValue::Count(rows));
        }
        let value = |minor: i128| ControlValue::Sum(Amount::new(minor.abs(), Currency::CNY));
        for ((kind, total), read) in kinds.into_iter().zip([self.plus, self.minus]).zip(sums) {
            if let Some(stated) = total.and_then(|total| total.sum) {
                out.control(kind, value(stated), value(read));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Total, total};

    #[test]
    fn totals_of_a_line() {
        let line = "#退款合计：4笔，商家实收退款共-0.04元，商家优惠退款共0.00元";
        let want = Total {
            rows: Some(4),
            sum: Some(-4),
        };
        assert_eq!(total(line, "退款合计"), Some(want));
        assert_eq!(total(line, "交易合计"), None);
        let line = "#收入合计: 18笔,共14,989.00元";
        assert_eq!(
            total(line, "收入合计").map(|t| t.sum),
            Some(Some(1_498_900))
        );
    }
}
