//! One row of a register that is several movements of money: paid in several ways, or given back in
//! part.

use crate::money::{Currency, DecimalMark, read_number};
use crate::record::Tender;

use super::cell::{Unit, minor};
use super::grid::Row;
use super::words;

/// What separates two ways to pay in one cell.
const SEPARATORS: [char; 8] = [',', '，', ';', '；', '、', '+', '|', '/'];

/// What was paid in each way, where the row says how much each was and they are the amount together;
/// none where it was paid in one way or does not say.
#[must_use]
pub fn parts(
    row: &Row,
    ways: &[(usize, Tender)],
    tenders: &[usize],
    amount: i64,
    currency: Currency,
) -> Vec<(Tender, i64)> {
    let by_column = ways.iter().filter_map(|&(column, tender)| {
        let paid = row.money_if(Some(column), Unit::Major, currency);
        Some((tender, paid.ok()??)).filter(|(_, paid)| *paid != 0)
    });
    let mut by_column: Vec<(Tender, i64)> = by_column.collect();
    // What went through a provider stands for the row; cash beside it comes last.
    let is_cash = |part: &(Tender, i64)| part.0 == Tender::Cash;
    by_column.sort_by_key(is_cash);
    if is_whole(&by_column, amount) {
        return by_column;
    }
    let by_word = tenders
        .iter()
        .map(|&column| listed(row.value(Some(column)), row.mark, currency));
    let found = by_word.into_iter().find(|parts| is_whole(parts, amount));
    let mut found = found.unwrap_or_default();
    found.sort_by_key(is_cash);
    found
}

fn is_whole(parts: &[(Tender, i64)], amount: i64) -> bool {
    parts.len() > 1 && parts.iter().map(|(_, paid)| *paid).sum::<i64>() == amount
}

/// `微信:20.00;现金:10.00`, `微信50/现金20`; nothing where a part has no amount.
fn listed(cell: &str, mark: DecimalMark, currency: Currency) -> Vec<(Tender, i64)> {
    let part = |part: &str| {
        let at = part.find(|c: char| c.is_ascii_digit())?;
        let (way, paid) = part.split_at_checked(at)?;
        let paid = paid.trim_end_matches(['元', ')', '）', ' ']);
        let number = read_number(paid, mark).and_then(|number| number.minor(currency.digits()));
        let way = way.trim_end_matches(['¥', '￥', '$', '(', '（', ':', '：', '=', ' ']);
        Some((words::tender(way), minor(number).ok()?)).filter(|_| !way.is_empty())
    };
    let parts: Option<Vec<(Tender, i64)>> = cell.split(SEPARATORS).map(part).collect();
    parts.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::listed;
    use crate::money::{Currency, DecimalMark};
    use crate::record::Tender;

    #[test]
    fn ways_in_one_cell() {
        let both = vec![(Tender::Wechat, 2000), (Tender::Cash, 1000)];
        for (cell, want) in [
            ("微信:20.00;现金:10.00", both.clone()),
            ("微信支付20/现金10元", both.clone()),
            ("微信(20.00)+现金(10.00)", both),
            ("微信20/现金", Vec::new()),
            ("微信", Vec::new()),
            ("", Vec::new()),
        ] {
            assert_eq!(
                listed(cell, DecimalMark::Point, Currency::CNY),
                want,
                "{cell}"
            );
        }
    }
}
