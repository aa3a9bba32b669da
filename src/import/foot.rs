/*!
Rows of a table that are no transactions: rules, remarks, pages' heads and feet, totals.

A row is passed over only where it holds neither a day nor an amount, or where a cell of its own says
that it adds up others. What may be a damaged transaction is none of these and is refused.
*/

use super::grid::Row;

/// What stands alone in a cell of a row that adds up others or carries a balance over to the next
/// page, whatever day and sums stand beside it: the rows of a ledger.
const TOTAL_CELLS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "累计",
    "本页合计",
    "本页小计",
    "本日合计",
    "本日小计",
    "当日合计",
    "日合计",
    "本月合计",
    "本月小计",
    "当月合计",
    "月合计",
    "本期合计",
    "本年合计",
    "本月累计",
    "本年累计",
    "本期累计",
    "承前页",
    "过次页",
    "上年结转",
    "结转下年",
    "期初余额",
    "期末余额",
    "上期余额",
];

/// How the row of totals of a whole table is called.
const WHOLE: &[&str] = &["合计", "总计", "总合计", "total", "grand total"];

/// A label without its colon and the blanks that spread it over its cell: `合  计：`.
fn label(cell: &str) -> String {
    let label = cell.trim_end_matches([':', '：']);
    label.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a cell makes its row one of totals.
#[must_use]
pub fn is_total_cell(cell: &str) -> bool {
    // The longest has four letters; most cells need no closer look.
    const BYTES_MAX: usize = 40;
    cell.len() <= BYTES_MAX && !cell.is_ascii() && TOTAL_CELLS.contains(&label(cell).as_str())
}

/// Whether a row is that of the totals of the whole table: its first filled cell says so.
#[must_use]
pub fn is_whole(row: &Row) -> bool {
    let first = row.cells().find(|cell| !cell.is_empty());
    let first = label(first.unwrap_or_default()).to_lowercase();
    WHOLE.iter().any(|word| first == *word)
}

/// Whether a cell is the label of what stands behind its colon: `账号：`, `户名:某公司`, `打印时间：2026…`.
#[must_use]
pub fn is_label(cell: &str) -> bool {
    let label = cell.split([':', '：']).next().unwrap_or(cell);
    label.len() < cell.len()
        && label.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !label.contains(|c: char| c.is_numeric())
}

/// Whether a row holds a digit at all: one without any has neither a day nor an amount, and is a
/// header in a second language, a rule or a remark.
#[must_use]
pub fn has_digits(row: &Row) -> bool {
    row.cells()
        .any(|cell| cell.contains(|c: char| c.is_numeric()))
}

/// Whether a row without a day is one sentence in room for many cells, or a rule.
#[must_use]
pub fn is_sentence(row: &Row) -> bool {
    let mut filled = row.cells().filter(|cell| !cell.is_empty());
    let first = filled.next().unwrap_or_default();
    if filled.next().is_some() {
        return false;
    }
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let digits = first.chars().filter(char::is_ascii_digit).count();
    letters > digits || first.chars().all(|c| matches!(c, '-' | '=' | '_' | '*'))
}

#[cfg(test)]
mod tests {
    use super::{is_label, is_total_cell};

    #[test]
    fn labels_and_totals() {
        for (cell, label, total) in [
            ("账号：", true, false),
            ("户名:某公司", true, false),
            ("2026-03-01 10:00:00", false, false),
            ("甲:", false, false),
            ("合  计", false, true),
            ("本日合计：", true, true),
            ("合计店", false, false),
            ("", false, false),
        ] {
            assert_eq!(
                (is_label(cell), is_total_cell(cell)),
                (label, total),
                "{cell}"
            );
        }
    }
}
