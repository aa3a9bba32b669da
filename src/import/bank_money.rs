//! The amount of a statement's row: of two columns, of one with a sign, or of one with a word beside
//! it. What the signs mean is learnt from the rows.

use crate::money::{Currency, DecimalMark, read_number};

use super::RefusedReason;
use super::balance_signs::{Places, Signs};
use super::bank_columns::{AMOUNT, BALANCE, DIRECTION, IN, OUT};
use super::cell::{Bad, Unit};
use super::grid::{Part, Row};
use super::header::Header;
use super::marks::mark_of;
use super::words::{self, Direction};

/// Rows that are looked at to learn what the signs mean.
const ROWS: usize = 500;

/// How a statement tells the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Money {
    /// In and out in two columns.
    Two(Side, Side),
    /// One column with a sign, or without one and a word beside it.
    One(usize, Option<usize>),
    /// One column and a word beside it; a minus says nothing, as most of money in bear one as well.
    Worded(usize, usize),
    /// One column without a sign, and what it was for in another (消费, 退货, 还款).
    Told(usize, usize),
    /// One column without a sign or a word, though the balances beside it fall and rise: those tell.
    ByBalance(usize, usize),
}

/// The amount of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Minor units, positive for money in.
    pub minor: i64,
    /// Whether it stands on the side of money out, where a correction is positive.
    pub out: bool,
}

impl Moved {
    const fn by_sign(minor: i64) -> Self {
        Self {
            minor,
            out: minor < 0,
        }
    }
}

/// One of two columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Which.
    pub column: usize,
    /// Whether its amounts bear a minus as a rule, so that a minus says nothing.
    pub minus: bool,
}

impl Side {
    /// A column whose amounts bear a minus only where they are corrections.
    #[must_use]
    pub const fn of(column: usize) -> Self {
        Self {
            column,
            minus: false,
        }
    }

    fn read(self, row: &Row, currency: Currency) -> Result<Option<i64>, Bad> {
        let money = row.money_if(Some(self.column), Unit::Major, currency)?;
        Ok(money.map(|minor| if self.minus { -minor } else { minor }))
    }
}

impl Money {
    /// How a statement with this header tells it.
    ///
    /// # Errors
    /// [`super::ImportError::MissingColumn`] where it has no amount.
    pub fn of(part: &Part<'_>, header: &Header<'_>) -> Result<Self, super::ImportError> {
        let row = header.row;
        if let (Some(money_in), Some(money_out)) = (IN.of(row), OUT.of(row))
            && money_in != money_out
        {
            return Ok(Self::Two(Side::of(money_in), Side::of(money_out)));
        }
        let amount = AMOUNT
            .of(row)
            .filter(|&amount| BALANCE.of(row) != Some(amount))
            .ok_or_else(|| header.missing("交易金额"))?;
        if let Some(direction) = DIRECTION.of(row) {
            return Ok(Self::One(amount, Some(direction)));
        }
        Ok(match Unsigned::look(part, header, amount) {
            None => Self::One(amount, None),
            Some(unsigned) => match unsigned.direction {
                None if unsigned.falls => match BALANCE.of(row) {
                    Some(balance) => Self::ByBalance(amount, balance),
                    None => Self::One(amount, None),
                },
                direction => Self::One(amount, direction),
            },
        })
    }

    /// The same with what the rows show of its signs.
    #[must_use]
    pub fn learnt(self, part: &Part<'_>, header: &Header<'_>) -> Self {
        let mark = mark_of(part, header, &self.columns());
        if let Self::One(amount, Some(direction)) = self {
            let mut minuses = 0;
            each_row(part, header, |row| {
                if words::direction(row.cell(direction)) == Some(Direction::In) {
                    minuses -= sign(row.cell(amount), mark);
                }
            });
            return if minuses > 0 {
                Self::Worded(amount, direction)
            } else {
                self
            };
        }
        let Self::Two(money_in, money_out) = self else {
            return self;
        };
        let mut minuses = [0_i32; 2];
        let mut rows: Vec<Printed> = Vec::new();
        let balance = BALANCE.of(header.row);
        each_row(part, header, |row| {
            for (column, count) in [money_in.column, money_out.column].iter().zip(&mut minuses) {
                *count -= sign(row.cell(*column), mark);
            }
            if let Some(balance) = printed(row.value(balance)) {
                let amounts = [money_in.column, money_out.column];
                let [money_in, money_out] =
                    amounts.map(|column| printed(row.cell(column)).unwrap_or(0));
                rows.push(Printed {
                    money_in,
                    money_out,
                    balance,
                });
            }
        });
        let rule = minuses.map(|count| count > 0);
        // Where most amounts of a side bear a minus it is their dress, unless the balances say that
        // each of them is a correction.
        let mut best = (rule, follow(&rows, rule));
        for other in [[false, rule[1]], [rule[0], false], [false, false]] {
            let follow = follow(&rows, other);
            if follow > best.1 {
                best = (other, follow);
            }
        }
        // In a company's own books money in stands under 借方: the balances tell.
        let turned: Vec<Printed> = rows.iter().map(Printed::turned).collect();
        let (money_in, money_out) = if best.1 == 0 && follow(&turned, [false, false]) > 1 {
            (money_out, money_in)
        } else {
            (money_in, money_out)
        };
        let side = |side: Side, minus: bool| Side { minus, ..side };
        let [minus_in, minus_out] = best.0;
        Self::Two(side(money_in, minus_in), side(money_out, minus_out))
    }

    /// The columns that hold it.
    #[must_use]
    pub fn columns(self) -> [usize; 2] {
        match self {
            Self::Two(money_in, money_out) => [money_in.column, money_out.column],
            Self::One(amount, _)
            | Self::Worded(amount, _)
            | Self::Told(amount, _)
            | Self::ByBalance(amount, _) => [amount; 2],
        }
    }

    /// Whether a fee comes on top of the amount beside it: balances follow with it on rows that have
    /// one, and on none without.
    #[must_use]
    pub fn has_on_top(self, part: &Part<'_>, header: &Header<'_>, fee: usize) -> bool {
        let (Self::One(amount, None), Some(balance)) = (self, BALANCE.of(header.row)) else {
            return false;
        };
        let mut rows: Vec<(i128, i128, i128)> = Vec::new();
        each_row(part, header, |row| {
            if let Some(balance) = printed(row.value(Some(balance))) {
                let [amount, fee] =
                    [amount, fee].map(|column| printed(row.value(Some(column))).unwrap_or(0));
                rows.push((amount, fee.abs(), balance));
            }
        });
        // Rows with a fee whose balance is the one before and what moved, in either order of rows.
        let follow = |share: i128| {
            let (mut down, mut up) = (0, 0);
            for pair in rows.windows(2) {
                let [(amount, fee, balance), (next_amount, next_fee, next)] = pair else {
                    continue;
                };
                let next_moved = next_amount - share * next_fee;
                down += u32::from(*next_fee != 0 && balance + next_moved == *next);
                up += u32::from(*fee != 0 && next + amount - share * fee == *balance);
            }
            down.max(up)
        };
        follow(1) > follow(0)
    }

    /// Which way money went by the balances, where nothing else tells it.
    #[must_use]
    pub fn signs(self, part: &Part<'_>, header: &Header<'_>, words: &[usize]) -> Option<Signs> {
        let Self::ByBalance(amount, balance) = self else {
            return None;
        };
        let places = Places {
            header: header.row.number,
            mark: mark_of(part, header, &[amount]),
            amount,
            balance,
            words,
        };
        Some(Signs::of(part, &places))
    }

    /// The amount of a row, positive for money in; none where it says that it is neither.
    ///
    /// # Errors
    /// An amount that is none, or no direction.
    pub fn read(self, row: &Row, currency: Currency, signs: &Signs) -> Result<Option<Moved>, Bad> {
        match self {
            Self::Two(money_in, money_out) => two(row, money_in, money_out, currency).map(Some),
            Self::One(amount, direction) => signed(row, amount, direction, currency),
            Self::Worded(amount, direction) => {
                let moved = signed(row, amount, Some(direction), currency)?;
                Ok(moved.map(|moved| Moved {
                    minor: if moved.out {
                        moved.minor
                    } else {
                        moved.minor.abs()
                    },
                    ..moved
                }))
            }
            Self::Told(amount, words) => {
                let minor = row.money(amount, Unit::Major, currency)?;
                let gives_back = words::gives_back(row.value(Some(words)));
                Ok(Some(Moved::by_sign(if gives_back {
                    minor
                } else {
                    -minor
                })))
            }
            Self::ByBalance(amount, _) => {
                let minor = row.money(amount, Unit::Major, currency)?.abs();
                match signs.is_in(row.number) {
                    Some(true) => Ok(Some(Moved::by_sign(minor))),
                    Some(false) => Ok(Some(Moved::by_sign(-minor))),
                    None if minor == 0 => Ok(None),
                    None => Err(Bad::at(amount, RefusedReason::Direction)),
                }
            }
        }
    }
}

/// The amount of two columns: exactly one of them is filled with something other than nought.
fn two(row: &Row, money_in: Side, money_out: Side, currency: Currency) -> Result<Moved, Bad> {
    match (
        money_in.read(row, currency)?,
        money_out.read(row, currency)?,
    ) {
        (Some(minor), None | Some(0)) => Ok(Moved { minor, out: false }),
        // A minus among amounts without one takes a booking back (红冲).
        (None | Some(0), Some(money_out)) => Ok(Moved {
            minor: -money_out,
            out: true,
        }),
        _ => Err(Bad {
            column: None,
            reason: RefusedReason::Direction,
        }),
    }
}

/// The amount of one column, with the word beside it where there is one.
fn signed(
    row: &Row,
    amount: usize,
    direction: Option<usize>,
    currency: Currency,
) -> Result<Option<Moved>, Bad> {
    let minor = row.money(amount, Unit::Major, currency)?;
    let Some(column) = direction else {
        return Ok(Some(Moved::by_sign(minor)));
    };
    match words::direction(row.value(direction)) {
        // A minus against the word is a correction: money in of -5 went out.
        Some(Direction::In) => Ok(Some(Moved { minor, out: false })),
        Some(Direction::Out) => Ok(Some(Moved {
            minor: -minor.abs(),
            out: true,
        })),
        Some(Direction::Neither) => Ok(None),
        // The sign tells it where the word does not.
        None if minor < 0 => Ok(Some(Moved::by_sign(minor))),
        None => Err(Bad::at(column, RefusedReason::Direction)),
    }
}

/// What a column of amounts without a single sign comes with.
struct Unsigned {
    /// The column of the direction, by what its cells say and whatever it is called: three in four
    /// are such a word and nothing else.
    direction: Option<usize>,
    /// Whether balances do not follow when every amount is taken for money in.
    falls: bool,
}

impl Unsigned {
    /// Looks at the rows; none where some amount bears a sign.
    fn look(part: &Part<'_>, header: &Header<'_>, amount: usize) -> Option<Self> {
        let mut words_in = vec![(0_u32, 0_u32); header.row.cells.len()];
        let balance = BALANCE.of(header.row);
        let mark = mark_of(part, header, &[amount]);
        let (mut is_signed, mut links, mut follow) = (false, 0_u32, [0_u32; 2]);
        let mut before: Option<(i128, i128)> = None;
        each_row(part, header, |row| {
            let cell = row.cell(amount);
            if sign(cell, mark) == 0 {
                return;
            }
            is_signed |= cell.contains(['-', '+', '(', '－', '（']);
            for (column, (words, filled)) in words_in.iter_mut().enumerate() {
                let cell = row.value(Some(column));
                *words += u32::from(words::is_direction(cell));
                *filled += u32::from(!cell.is_empty());
            }
            let minor = |cell| read_number(cell, mark).ok()?.minor(2).ok();
            let now = minor(cell).zip(minor(row.value(balance)));
            if let (Some((amount, balance)), Some((amount_before, balance_before))) = (now, before)
            {
                links += 1;
                follow[0] += u32::from(balance_before + amount == balance);
                follow[1] += u32::from(balance + amount_before == balance_before);
            }
            before = now.or(before);
        });
        let is_direction = |&(words, filled): &(u32, u32)| words > 0 && words * 4 >= filled * 3;
        (!is_signed).then(|| Self {
            direction: words_in.iter().position(is_direction),
            falls: links > 0 && follow.iter().all(|&follow| follow * 10 < links * 9),
        })
    }
}

/// A row's amounts and its balance as they are printed, in hundredths.
struct Printed {
    money_in: i128,
    money_out: i128,
    balance: i128,
}

impl Printed {
    /// The same with the sides exchanged.
    const fn turned(&self) -> Self {
        Self {
            money_in: self.money_out,
            money_out: self.money_in,
            balance: self.balance,
        }
    }
}

fn printed(cell: &str) -> Option<i128> {
    let number = read_number(cell, DecimalMark::Point).ok()?;
    number.minor(2).ok()
}

/// How many balances follow from the one before where a side's minus says nothing.
fn follow(rows: &[Printed], minus: [bool; 2]) -> usize {
    let [minus_in, minus_out] = minus;
    let moved = |row: &Printed| {
        let turned = |amount: i128, minus: bool| if minus { -amount } else { amount };
        turned(row.money_in, minus_in) - turned(row.money_out, minus_out)
    };
    let (mut down, mut up) = (0, 0);
    for pair in rows.windows(2) {
        let [before, row] = pair else { continue };
        down += usize::from(before.balance + moved(row) == row.balance);
        up += usize::from(row.balance + moved(before) == before.balance);
    }
    down.max(up)
}

/// 1 or -1 by the sign of a cell's number; 0 for a cell without one.
fn sign(cell: &str, mark: DecimalMark) -> i32 {
    let number = read_number(cell, mark);
    number.map_or(0, |number| {
        i32::from(number.signum() > 0) - i32::from(number.signum() < 0)
    })
}

fn each_row(part: &Part<'_>, header: &Header<'_>, mut look: impl FnMut(&Row)) {
    let (mut rows, mut row, mut count) = (part.rows(), Row::default(), 0);
    while count < ROWS && rows.read(&mut row) {
        if row.number > header.row.number {
            count += 1;
            look(&row);
        }
    }
}
