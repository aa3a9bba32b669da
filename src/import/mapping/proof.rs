/*!
What the numbers of a table prove, whatever its columns are called: amount less fee is net on every
row of a bill; on a statement every balance is the one before and what moved.
*/

use super::super::words::{self, Direction};
use super::Sign;
use super::cells::Columns;

/// A fee that no name tells is at most so many hundredths of its payment; what is taken off above
/// that is as likely a discount.
const FEE_PERCENT_MAX: i128 = 15;

/// A fee of so few hundredths on every row is no discount.
const FEE_PERCENT_SURE: i128 = 4;

/// More columns of numbers than this are not tried against each other: the widest bill has fewer.
const COLUMNS_TRIED_MAX: usize = 24;

/// Gross, fee and net of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    /// What was paid.
    pub gross: usize,
    /// What was kept of it.
    pub fee: usize,
    /// What is paid out.
    pub net: usize,
    /// The greatest fee in hundredths of its payment, rounded up.
    pub percent: i128,
    /// Whether every payment has a fee.
    pub on_all: bool,
    /// Whether refunds or discounts that stand beside a payment are taken off its net as well.
    pub less_others: bool,
}

/// What is taken off a payment beside the fee.
#[derive(Clone, Copy, Default)]
pub struct TakenOff<'c> {
    /// What was given back of it.
    pub refund: Option<usize>,
    /// Discounts that the merchant bears.
    pub discounts: &'c [usize],
}

impl TakenOff<'_> {
    /// What of it stands in a row.
    fn of(self, columns: &Columns, row: usize) -> i128 {
        let all = self
            .refund
            .into_iter()
            .chain(self.discounts.iter().copied());
        all.map(|column| {
            let number = columns.numbers(column).get(row).copied().flatten();
            number.unwrap_or(0).abs()
        })
        .sum()
    }

    fn holds(self, column: usize) -> bool {
        self.refund == Some(column) || self.discounts.contains(&column)
    }
}

/// The three columns of which one is the difference of the other two on every row; of several the
/// one that `likes` most.
#[must_use]
pub fn bill(
    columns: &Columns,
    free: &[usize],
    off: TakenOff<'_>,
    likes: impl Fn(usize, usize, usize) -> u32,
) -> Option<Bill> {
    let mut best: Option<((u32, i128), Bill)> = None;
    let free = free.get(..COLUMNS_TRIED_MAX).unwrap_or(free);
    for &gross in free {
        for &net in free.iter().filter(|&&net| net != gross) {
            for &fee in free.iter().filter(|&&fee| fee != gross && fee != net) {
                let three = [gross, fee, net];
                let apart = differs_by(columns, three, TakenOff::default());
                let is_free = !three.iter().any(|&column| off.holds(column));
                let less = || differs_by(columns, three, off).filter(|_| is_free);
                let less_others = apart.is_none();
                let Some((percent, on_all)) = apart.or_else(less) else {
                    continue;
                };
                let found = Bill {
                    gross,
                    fee,
                    net,
                    percent,
                    on_all,
                    less_others,
                };
                // Gross less net is the fee as well: of the two the smaller is the fee.
                let liked = (likes(gross, fee, net), -percent);
                if best.is_none_or(|(other, _)| liked > other) {
                    best = Some((liked, found));
                }
            }
        }
    }
    best.map(|(_, bill)| bill)
}

/// Whether on every row gross less fee, and less what is taken off beside it, is net, and on half of
/// them there is a fee: the greatest fee in hundredths of its payment, and whether every row has one.
fn differs_by(
    columns: &Columns,
    [gross, fee, net]: [usize; 3],
    off: TakenOff<'_>,
) -> Option<(i128, bool)> {
    let [all_gross, all_fee, all_net] = [gross, fee, net].map(|column| columns.numbers(column));
    let (mut rows, mut charged, mut percent) = (0_u32, 0_u32, 0);
    for row in 0..all_gross.len() {
        let (gross, net) = (all_gross.get(row).copied()??, all_net.get(row).copied()??);
        let fee = all_fee.get(row).copied().flatten().unwrap_or(0);
        let left = gross - off.of(columns, row);
        if left - fee != net && left + fee != net {
            return None;
        }
        rows += 1;
        if fee != 0 {
            charged += 1;
            let of = gross.abs().max(1);
            percent = percent.max((fee.abs() * 100 + of - 1) / of);
        }
    }
    (rows > 1 && charged * 2 >= rows && percent < 100).then_some((percent, charged == rows))
}

impl Bill {
    /// Whether the fee may be one that no name tells: a small one, which no payment is without unless
    /// it is very small.
    #[must_use]
    pub const fn may_be_untold(self) -> bool {
        self.percent <= FEE_PERCENT_SURE || self.on_all && self.percent <= FEE_PERCENT_MAX
    }

    /// Whether the fee is so small that it is no discount.
    #[must_use]
    pub const fn is_surely_fee(self) -> bool {
        self.percent <= FEE_PERCENT_SURE
    }
}

/// How a statement tells what moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moves {
    /// Money in and money out in two columns.
    Two(usize, usize),
    /// One column with a sign.
    One(usize, Sign),
    /// One column without a sign, and a word beside it: whether each means money in.
    Worded(usize, usize, Vec<(String, bool)>),
}

/// The balance and what moves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The balance.
    pub balance: usize,
    /// What moves it.
    pub moves: Moves,
    /// Whether the row without a balance before it is told as well: not where no amount bears a sign
    /// and all others went one way.
    pub is_whole: bool,
    /// Balances that follow from the one before.
    pub links: usize,
}

/// Finds the balance among `balances` that every row's numbers in `free` move.
#[must_use]
pub fn chain(
    columns: &Columns,
    balances: &[usize],
    free: &[usize],
    directions: &[usize],
    rises: Option<bool>,
) -> Option<Chain> {
    let free = free.get(..COLUMNS_TRIED_MAX).unwrap_or(free);
    balances.iter().find_map(|&balance| {
        let others: Vec<usize> = free.iter().copied().filter(|&c| c != balance).collect();
        let [down, up] = Deltas::both(columns, balance)?;
        // Where the days tell the order, a chain the other way is that of balances before the row.
        let deltas = [(down, rises != Some(false)), (up, rises != Some(true))];
        let fitting = deltas.iter().filter(|(_, fits)| *fits);
        fitting.into_iter().find_map(|(deltas, _)| {
            let moves = deltas
                .two(columns, &others)
                .or_else(|| {
                    deltas
                        .one(columns, &others)
                        .filter(|moves| is_whole(columns, moves))
                })
                .or_else(|| deltas.worded(columns, &others, directions))
                .or_else(|| deltas.one(columns, &others))
                .or_else(|| deltas.unsigned(columns, &others))?;
            let links = deltas.rows.iter().flatten().count();
            Some(Chain {
                is_whole: is_whole(columns, &moves),
                balance,
                moves,
                links,
            })
        })
    })
}

/// Whether the row at the open end is told as well: by a column, a word, or signs that the amounts
/// bear where they differ.
fn is_whole(columns: &Columns, moves: &Moves) -> bool {
    match moves {
        Moves::One(_, Sign::ByBalance) | Moves::Two(..) | Moves::Worded(..) => true,
        Moves::One(amount, _) => {
            let all = || columns.numbers(*amount).iter().flatten();
            all().any(|number| *number < 0) && all().any(|number| *number > 0)
        }
    }
}

/// What each row must have moved for the balances to follow.
struct Deltas {
    rows: Vec<Option<i128>>,
}

impl Deltas {
    /// With the oldest row first, and with the newest.
    fn both(columns: &Columns, balance: usize) -> Option<[Self; 2]> {
        let balances = columns.numbers(balance);
        // A balance that is missing on some row leaves its neighbours open.
        let known = balances.iter().flatten().count();
        if known < 2 || known * 10 < balances.len() * 9 {
            return None;
        }
        let delta = |row: usize, before: Option<usize>| {
            let before = before.and_then(|row| balances.get(row).copied().flatten());
            Some(balances.get(row).copied().flatten()? - before?)
        };
        let down = (0..balances.len()).map(|row| delta(row, row.checked_sub(1)));
        let up = (0..balances.len()).map(|row| delta(row, Some(row + 1)));
        Some([down.collect(), up.collect()].map(|rows| Self { rows }))
    }

    /// Whether every known delta is what `moved` says, and none is nought: columns of noughts follow
    /// from each other as well.
    fn hold(&self, moved: impl Fn(usize) -> Option<i128>) -> bool {
        let known = || {
            let rows = self.rows.iter().enumerate();
            rows.filter_map(|(row, delta)| Some((row, (*delta)?)))
        };
        known().next().is_some()
            && known().all(|(row, delta)| delta != 0 && moved(row) == Some(delta))
    }

    fn two(&self, columns: &Columns, free: &[usize]) -> Option<Moves> {
        let pairs = free
            .iter()
            .flat_map(|&one| free.iter().map(move |&other| (one, other)));
        pairs
            .filter(|(one, other)| one != other)
            .find(|&(money_in, money_out)| {
                let [ins, outs] = [money_in, money_out].map(|column| columns.numbers(column));
                let at =
                    |all: &[Option<i128>], row: usize| all.get(row).copied().flatten().unwrap_or(0);
                let some = |all: &[Option<i128>]| (0..all.len()).any(|row| at(all, row) != 0);
                some(ins)
                    && some(outs)
                    && (0..self.rows.len()).all(|row| at(ins, row) == 0 || at(outs, row) == 0)
                    // A minus in a column of money out is its dress; one of money in takes it back.
                    && self.hold(|row| Some(at(ins, row) - at(outs, row).abs()))
            })
            .map(|(money_in, money_out)| Moves::Two(money_in, money_out))
    }

    fn one(&self, columns: &Columns, free: &[usize]) -> Option<Moves> {
        free.iter().find_map(|&column| {
            let at = |row: usize| columns.numbers(column).get(row).copied().flatten();
            if self.hold(at) {
                return Some(Moves::One(column, Sign::MinusIsOut));
            }
            let turned = self.hold(|row| at(row).map(|amount| -amount));
            turned.then_some(Moves::One(column, Sign::MinusIsIn))
        })
    }

    /// Whether the sizes of what a column says are those that moved.
    fn sizes(&self, columns: &Columns, column: usize) -> bool {
        let at = |row: usize| columns.numbers(column).get(row).copied().flatten();
        let sign = |row: usize| {
            self.rows
                .get(row)
                .copied()
                .flatten()
                .map_or(1, i128::signum)
        };
        self.hold(|row| at(row).map(|amount| amount.abs() * sign(row)))
    }

    fn worded(&self, columns: &Columns, free: &[usize], directions: &[usize]) -> Option<Moves> {
        // A minus beside a word would take the row back.
        let unsigned = |column: usize| {
            let numbers = columns.numbers(column).iter();
            numbers.flatten().all(|number| *number >= 0)
        };
        let mut amounts = free.iter().copied();
        let amount = amounts.find(|&c| unsigned(c) && self.sizes(columns, c))?;
        directions.iter().find_map(|&column| {
            let mut known: Vec<(String, bool)> = Vec::new();
            for (word, delta) in columns.of_column(column).iter().zip(&self.rows) {
                let Some(delta) = delta.filter(|delta| *delta != 0) else {
                    continue;
                };
                match known.iter().find(|(other, _)| other == word) {
                    Some((_, is_in)) if *is_in != (delta > 0) => return None,
                    Some(_) => {}
                    None => known.push((word.clone(), delta > 0)),
                }
            }
            // Words of the other rows must be known as well: from these rows, or as all banks use them.
            let usual = |word: &str| {
                let direction = words::direction(word).filter(|_| words::is_direction(word));
                direction.map(|direction| direction == Direction::In)
            };
            let as_usual = known
                .iter()
                .all(|(word, is_in)| usual(word) == Some(*is_in));
            let told = |word: &String| {
                known.iter().any(|(other, _)| other == word) || as_usual && usual(word).is_some()
            };
            let both = known.iter().any(|(_, is_in)| *is_in) && known.iter().any(|(_, i)| !i);
            let all = columns.of_column(column).iter().all(told);
            (all && (both || as_usual && !known.is_empty()))
                .then_some(Moves::Worded(amount, column, known))
        })
    }

    fn unsigned(&self, columns: &Columns, free: &[usize]) -> Option<Moves> {
        let amount = free.iter().copied().find(|&c| self.sizes(columns, c))?;
        Some(Moves::One(amount, Sign::ByBalance))
    }
}
