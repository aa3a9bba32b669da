/*!
Which way money went where amounts bear no sign and no word stands beside them: the running balance
tells it, exactly, in either order of the rows. A row whose amount is not what the balance moved by is
not told and will be refused.

The row at the open end of the chain has no balance before it. It is told by an opening balance, or by
the rows with the same words, where all of them went one way.
*/

use crate::money::{DecimalMark, read_number};

use super::bank_totals::is_balance_row;
use super::grid::{Part, Row};

/// Decimals to which balances are compared; no currency has more.
const DECIMALS: u32 = 4;

/// A larger number is no balance.
const NUMBER_MAX: i128 = 1 << 80;

/// Where the amount, the balance and the words of a statement stand.
pub struct Places<'p> {
    /// The line of the header.
    pub header: u32,
    /// What parts whole and fraction.
    pub mark: DecimalMark,
    /// The amount.
    pub amount: usize,
    /// The balance after the row.
    pub balance: usize,
    /// What it was for.
    pub words: &'p [usize],
}

/// Whether each row is money in, by its line.
#[derive(Debug, Default)]
pub struct Signs {
    rows: Vec<(u32, bool)>,
}

/// A row with its amount, or none where it only states a balance.
struct Step {
    row: u32,
    amount: Option<i128>,
    balance: i128,
}

impl Signs {
    /// What the balances of a table tell.
    #[must_use]
    pub fn of(part: &Part<'_>, places: &Places<'_>) -> Self {
        let steps = steps(part, places);
        let down = told(&steps, |at| at.checked_sub(1));
        let up = told(&steps, |at| Some(at + 1));
        let is_down = down.len() >= up.len();
        let (mut rows, open) = if is_down {
            (down, steps.first())
        } else {
            (up, steps.last())
        };
        if let Some(open) = open.filter(|open| open.amount.is_some())
            && let Some(is_in) = by_words(part, places, &rows, open.row)
        {
            rows.push((open.row, is_in));
        }
        rows.sort_unstable();
        Self { rows }
    }

    /// Whether a row is money in; none where its balance does not tell.
    #[must_use]
    pub fn is_in(&self, row: u32) -> Option<bool> {
        let at = self.rows.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        self.rows.get(at).map(|(_, is_in)| *is_in)
    }
}

fn steps(part: &Part<'_>, places: &Places<'_>) -> Vec<Step> {
    let (mut rows, mut row, mut steps) = (part.rows(), Row::default(), Vec::new());
    let number = |cell: &str| {
        let number = read_number(cell, places.mark).ok()?.minor(DECIMALS).ok()?;
        (number.abs() < NUMBER_MAX).then_some(number)
    };
    while rows.read(&mut row) {
        if row.number <= places.header {
            continue;
        }
        let amount = number(row.value(Some(places.amount))).filter(|amount| *amount != 0);
        let states = amount.is_none() && row.cells().any(is_balance_row);
        if let Some(balance) = number(row.value(Some(places.balance)))
            && (amount.is_some() || states)
        {
            steps.push(Step {
                row: row.number,
                amount: amount.map(i128::abs),
                balance,
            });
        }
    }
    steps
}

/// Rows whose balance is the one before, as `before` finds it, and their amount more or less.
fn told(steps: &[Step], before: impl Fn(usize) -> Option<usize>) -> Vec<(u32, bool)> {
    let all = steps.iter().enumerate();
    all.filter_map(|(at, step)| {
        let before = steps.get(before(at)?)?;
        let moved = step.balance - before.balance;
        (step.amount? == moved.abs()).then_some((step.row, moved > 0))
    })
    .collect()
}

/// Which way all rows with the same words as `open` went.
fn by_words(part: &Part<'_>, places: &Places<'_>, told: &[(u32, bool)], open: u32) -> Option<bool> {
    let words = |row: &Row| -> String {
        let cells = places.words.iter().map(|&column| row.value(Some(column)));
        cells.collect::<Vec<_>>().join("\u{1f}")
    };
    let own = {
        let (mut rows, mut row) = (part.rows(), Row::default());
        loop {
            if !rows.read(&mut row) {
                return None;
            }
            if row.number == open {
                break words(&row);
            }
        }
    };
    if own.trim_matches('\u{1f}').is_empty() {
        return None;
    }
    let mut ways = [false; 2];
    let mut told = told.iter().peekable();
    let (mut rows, mut row) = (part.rows(), Row::default());
    while rows.read(&mut row) {
        while told.next_if(|(number, _)| *number < row.number).is_some() {}
        if let Some((_, is_in)) = told.peek().filter(|(number, _)| *number == row.number)
            && words(&row) == own
        {
            ways[usize::from(*is_in)] = true;
        }
    }
    match ways {
        [false, true] => Some(true),
        [true, false] => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Places, Signs};
    use crate::import::grid::Part;
    use crate::money::DecimalMark;

    fn signs(text: &str) -> Vec<Option<bool>> {
        let part = Part::new(0, text);
        let places = Places {
            header: 1,
            mark: DecimalMark::Point,
            amount: 1,
            balance: 2,
            words: &[0],
        };
        let signs = Signs::of(&part, &places);
        (2..=u32::try_from(text.lines().count()).unwrap_or(0))
            .map(|row| signs.is_in(row))
            .collect()
    }

    #[test]
    fn balances_tell_in_either_order() {
        let (money_in, out) = (Some(true), Some(false));
        for (rows, want) in [
            // The first row by its words; a fee has none like it.
            ("a,10,30\nb,5,25\na,1,26\n", vec![money_in, out, money_in]),
            ("a,1,26\nb,5,25\na,10,30\n", vec![money_in, out, money_in]),
            ("c,10,30\nb,5,25\na,1,26\n", vec![None, out, money_in]),
            // An opening balance.
            ("期初余额,,20\nc,10,30\nb,5,25\n", vec![None, money_in, out]),
            // A break is told by nobody and does not spoil the rest.
            (
                "b,10,30\nb,5,25\na,7,99\nb,9,90\n",
                vec![out, out, None, out],
            ),
        ] {
            assert_eq!(signs(&format!("h,m,s\n{rows}")), want, "{rows}");
        }
    }
}
