//! The header of a statement: in one row, or in two where a merged cell (发生额) stands over two
//! columns (借方, 贷方).

use super::bank_columns::{AMOUNT, BALANCE, DATE, DIRECTION, IN, MEMO, OTHER_SIDE, OUT, is_known};
use super::header::{Head, HeadRow};
use super::register;
use super::words::is_direction;

/// The header of any statement: the first row, alone or with the one below it, that has a day, an
/// amount with its direction, and what only banks have.
#[must_use]
pub fn statement(head: &Head) -> Option<HeadRow> {
    let mut rows = head.rows.iter().peekable();
    while let Some(row) = rows.next() {
        let below = rows
            .peek()
            .filter(|below| is_words(below) && !is_statement(below) && parts(row, below));
        let both = below
            .map(|below| merged(row, below))
            .filter(|both| is_statement(both) && has_two(both));
        if let Some(both) = both {
            return Some(both);
        }
        if is_statement(row) {
            return Some(row.clone());
        }
    }
    plain(head).cloned()
}

/// The header of a list of day, text and amount, as many banks of the world export it: its rows show
/// that money went both ways, and it has nothing that a till or a provider has.
#[must_use]
pub fn plain(head: &Head) -> Option<&HeadRow> {
    let at = head.rows.iter().position(|row| {
        DATE.of(row).is_some()
            && AMOUNT.of(row).is_some()
            && !MEMO.all_of(row).is_empty()
            && !register::is_shop(row)
    })?;
    let (row, below) = (head.rows.get(at)?, head.rows.get(at + 1..)?);
    let amount = AMOUNT.of(row)?;
    let cell = |row: &HeadRow, column: usize| row.cells.get(column).cloned().unwrap_or_default();
    let is_out = |row: &HeadRow| {
        let amount = cell(row, amount);
        amount.starts_with(['-', '−', '(']) && amount.contains(|c: char| c.is_ascii_digit())
    };
    // Three in four, as where the amount is read.
    let told = |column: usize| {
        let words = below.iter().filter(|row| is_direction(&cell(row, column)));
        let words = words.count();
        words > 0 && words * 4 >= below.len() * 3
    };
    let both = below.iter().any(is_out) || (0..row.cells.len()).any(told);
    both.then_some(row)
}

/// Whether one row names what every statement has.
#[must_use]
pub fn is_statement(row: &HeadRow) -> bool {
    let has_one = || {
        AMOUNT.of(row).is_some()
            && [BALANCE, DIRECTION, OTHER_SIDE]
                .iter()
                .any(|column| column.of(row).is_some())
    };
    DATE.of(row).is_some() && (has_two(row) || has_one())
}

/// Whether money in and money out stand in two columns.
#[must_use]
pub fn has_two(row: &HeadRow) -> bool {
    match (IN.of(row), OUT.of(row)) {
        (Some(money_in), Some(money_out)) => money_in != money_out,
        _ => false,
    }
}

/// Whether a row holds nothing but words: no row of data, which has a day.
fn is_words(row: &HeadRow) -> bool {
    row.cells.iter().any(|cell| !cell.is_empty())
        && !row
            .cells
            .iter()
            .any(|cell| cell.contains(|c: char| c.is_ascii_digit()))
}

/// Whether the row below parts what the row above calls money in: always where it does not call it so.
fn parts(above: &HeadRow, below: &HeadRow) -> bool {
    let under = IN.of(above).and_then(|column| below.cells.get(column));
    // A row below that fills no gap says the same in a second language.
    let is_empty = |column| above.cells.get(column).is_none_or(String::is_empty);
    let fills =
        (0..below.cells.len()).any(|column| is_empty(column) && !below.cells[column].is_empty());
    !has_two(above) || fills && under.is_some_and(|cell| !cell.is_empty())
}

/// Two rows as one header. A blank cell above belongs to the merged cell on its left.
fn merged(above: &HeadRow, below: &HeadRow) -> HeadRow {
    let width = above.cells.len().max(below.cells.len());
    let mut over = "";
    let cells = (0..width).map(|column| {
        let own = above.cells.get(column).map_or("", String::as_str);
        let under = below.cells.get(column).map_or("", String::as_str);
        if !own.is_empty() {
            over = own;
        }
        if under.is_empty() {
            own.to_owned()
        } else {
            join(over, under)
        }
    });
    HeadRow::of(below.number, cells.collect())
}

/// `收入` over `金额` is 收入金额; `发生额` over `借方` is 借方.
fn join(over: &str, under: &str) -> String {
    let both = format!("{over}{under}");
    let known = |name: &str| is_known(&super::header::normalise(name));
    if !known(&both) && known(under) {
        under.to_owned()
    } else {
        both
    }
}

#[cfg(test)]
mod tests {
    use super::{has_two, is_statement, statement};
    use crate::import::grid::Part;
    use crate::import::header::{Head, HeadRow};

    fn names(text: &str) -> Option<Vec<String>> {
        let part = Part::new(0, text);
        statement(&Head::of(&part, "")).map(|row| row.cells)
    }

    #[test]
    fn two_rows_make_one_header() {
        let text = "账户明细\n交易时间,发生额/元,,余额,对方,\n,借方,贷方,,户名,账号\n2026-03-01,,1.00,2.00,,\n";
        let want = ["交易时间", "借方", "贷方", "余额", "对方户名", "对方账号"];
        assert_eq!(names(text).unwrap_or_default(), want);
        let text = "日期,收入,,支出,,余额\n,笔数,金额,笔数,金额,\n2026-03-01,1,1.00,,,2.00\n";
        let got = names(text).unwrap_or_default();
        let row = HeadRow::of(1, got.clone());
        assert_eq!(got[2], "收入金额");
        assert_eq!(super::IN.of(&row), Some(2));
        assert_eq!(super::OUT.of(&row), Some(4));
    }

    #[test]
    fn statements_by_their_names() {
        for (header, is, two) in [
            (
                "交易时间,借方发生额(元),贷方发生额(元),余额(元)",
                true,
                true,
            ),
            ("入账时间,本次收入(元),本次支出(元),结余", true, true),
            ("交易日,收方金额,付方金额,账户余额(元)", true, true),
            (
                "Posting Date,Money Out (GBP),Money In (GBP),Balance (GBP)",
                true,
                true,
            ),
            ("日期,摘要,发生额(元),账户余额(元)", true, false),
            ("交易日期,借贷标识,交易金额(元)", true, false),
            ("日期,余额,可用余额", false, false),
            ("订单时间,订单号,支付方式,实收金额", false, false),
            ("账号:6222,余额:3.00,日期:2026", false, false),
        ] {
            let cells = header.split(',').map(str::to_owned).collect();
            let row = HeadRow::of(1, cells);
            assert_eq!((is_statement(&row), has_two(&row)), (is, two), "{header}");
        }
    }
}
