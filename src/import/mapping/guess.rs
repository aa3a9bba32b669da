/*!
Guessing a mapping: columns by the parts of their names, and by what stands in them.

A name alone proves nothing: a column called 日期 whose cells are no days is none. Without names the
cells decide: days, words of direction, and of the columns of numbers the one that is the running
balance of another.
*/

use crate::calendar::{DateOrder, read_time};
use crate::money::{Currency, DecimalMark, read_number};
use crate::record::{DEFAULT_CURRENCY, Side, Tender};

use super::super::grid::{Part, Row};
use super::super::header::{Head, HeadRow, Header};
use super::super::reading::date_order;
use super::super::words;
use super::names::{NAMES, is_besides, role_of};
use super::{COLUMNS_MAX, CURRENCIES, Mapping, MoneyUnit, Role, Sign};

/// Rows below the header that are looked at.
const ROWS: usize = 200;

/// Guesses what the columns of a table mean, below the header that she names or the one that looks
/// most like it.
#[must_use]
pub fn guess(part: &Part<'_>, head: &Head, header_row: Option<u32>) -> Mapping {
    let row = match header_row {
        Some(number) => head.rows.iter().find(|row| row.number == number),
        None => header(head),
    };
    let header_row = row.map_or(0, |row| row.number);
    let columns = Columns::of(part, header_row);
    let shape = row.map(shape_of).unwrap_or_default();
    let width = shape.len().max(columns.cells.len()).min(COLUMNS_MAX);
    let mut roles = named(&shape, width, &columns);
    columns.fill(&mut roles);
    let pair = columns.pair(&mut roles);
    let at = |role| roles.iter().position(|&other| other == role);
    let money = [Role::Amount, Role::In, Role::Out].into_iter().find_map(at);
    let above = HeadRow::of(header_row, Vec::new());
    let date_order = at(Role::Date).map_or(DateOrder::YearFirst, |column| {
        date_order(part, &Header::at(&above, super::MAPPED), column)
    });
    let name_of = |column: usize| {
        let cells = row.map(|row| row.cells.as_slice()).unwrap_or_default();
        cells.get(column).map_or("", String::as_str)
    };
    Mapping {
        name: String::new(),
        side: side(&roles, pair == Pair::Refunds, &columns),
        encoding: None,
        delimiter: None,
        header_row,
        shape,
        decimal: columns.mark(&roles),
        unit: money.map_or(MoneyUnit::Yuan, |column| {
            columns.unit(column, name_of(column))
        }),
        currency: money.map_or(DEFAULT_CURRENCY, |column| {
            columns.currency(column, name_of(column))
        }),
        roles,
        date_order,
        sign: if pair == Pair::OutAlone {
            Sign::MinusIsIn
        } else {
            Sign::MinusIsOut
        },
        flows: Vec::new(),
    }
}

/// The roles that names give and cells bear out; stricter names choose first, and columns that hold
/// something before those that are empty in this file.
fn named(shape: &[String], width: usize, columns: &Columns) -> Vec<Role> {
    let mut roles = vec![Role::Ignore; width];
    for filled in [true, false] {
        for (part, role) in NAMES {
            for (column, name) in shape.iter().take(width).enumerate() {
                let taken = *role != Role::Memo && roles.contains(role);
                if !taken
                    && roles[column] == Role::Ignore
                    && columns.is_filled(column) == filled
                    && name.contains(part)
                    && !(*role == Role::Amount && is_besides(name))
                    && columns.holds(column, *role)
                {
                    roles[column] = *role;
                }
            }
        }
    }
    roles
}

/// The names of a header as they are compared, without the empty ones at its end.
#[must_use]
pub fn shape_of(row: &HeadRow) -> Vec<String> {
    let mut names: Vec<String> = row.names().map(str::to_owned).collect();
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    names
}

/// Whose table it is: providers take fees, banks keep balances and two columns, a word of direction
/// beside a number of an order is a wallet's, and a list of amounts with both signs and nothing that
/// a till knows is a bank's.
fn side(roles: &[Role], refunds: bool, columns: &Columns) -> Side {
    let has = |role| roles.contains(&role);
    let any_of = |some: &[Role]| some.iter().any(|role| has(*role));
    let at = |role| roles.iter().position(|&other| other == role);
    let some_of = |role, test: fn(&String) -> bool| {
        at(role).is_some_and(|column| columns.of_column(column).iter().any(test))
    };
    let charged = some_of(Role::Fee, is_some) || some_of(Role::Net, is_some);
    let signed = some_of(Role::Amount, |cell| cell.starts_with(['-', '−', '(']));
    let both_ways = has(Role::In) && has(Role::Out) && !refunds;
    let till = [
        Role::Tender,
        Role::Terminal,
        Role::Order,
        Role::Kind,
        Role::Status,
    ];
    if charged || has(Role::Payout) {
        Side::Provider
    } else if has(Role::Balance) || both_ways {
        Side::Bank
    } else if has(Role::Direction) {
        if any_of(&[Role::Order, Role::Status, Role::Terminal]) {
            Side::Provider
        } else {
            Side::Bank
        }
    } else if signed && !any_of(&till) {
        Side::Bank
    } else {
        Side::Register
    }
}

/// The row with the most different roles by name; else the last row of words alone before the first
/// row with a day.
fn header(head: &Head) -> Option<&HeadRow> {
    let roles = |row: &HeadRow| {
        // A line of a preamble holds figures; a header does not.
        let figures = row.cells.iter().any(|cell| is_money(cell) || is_day(cell));
        let found: Vec<Role> = row.names().filter_map(role_of).collect();
        let different = |role: &&Role| found.contains(role);
        if figures {
            0
        } else {
            Role::ALL.iter().filter(different).count()
        }
    };
    let best = head.rows.iter().map(roles).max().unwrap_or(0);
    if best >= 2 {
        return head.rows.iter().find(|row| roles(row) == best);
    }
    let first = head
        .rows
        .iter()
        .position(|row| row.cells.iter().any(|cell| is_day(cell)))?;
    let above = head.rows.get(first.checked_sub(1)?)?;
    let width = head.rows.get(first)?.cells.len();
    let words = above
        .cells
        .iter()
        .all(|cell| !is_money(cell) && !is_day(cell));
    (words && above.cells.len() + 1 >= width && width > 1).then_some(above)
}

fn is_day(cell: &str) -> bool {
    let orders = [
        DateOrder::YearFirst,
        DateOrder::DayFirst,
        DateOrder::MonthFirst,
    ];
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (4..=DAY_DIGITS_MAX).contains(&digits)
        && !is_clock(cell)
        && orders
            .iter()
            .any(|order| crate::calendar::read_date(cell, *order).is_ok())
}

/// `2026-03-04-10.21.05.112233` has the most digits that a day with its time is written in.
const DAY_DIGITS_MAX: usize = 20;

/// `09:01:22` is a time, although three numbers could be a day.
fn is_clock(cell: &str) -> bool {
    cell.contains([':', '：']) && read_time(cell).is_ok()
}

/// Whether an amount has no more decimals than nearly every currency.
fn is_exact(cell: &str) -> bool {
    [DecimalMark::Point, DecimalMark::Comma]
        .iter()
        .any(|mark| read_number(cell, *mark).is_ok_and(|number| number.minor(2).is_ok()))
}

/// `20260301` is a day, although it could be an amount.
fn is_plain_day(cell: &str) -> bool {
    cell.len() == 8 && cell.starts_with(['1', '2']) && is_day(cell)
}

fn is_money(cell: &str) -> bool {
    [DecimalMark::Point, DecimalMark::Comma]
        .iter()
        .any(|mark| read_number(cell, *mark).is_ok())
}

/// What stands in the columns of money.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pair {
    /// One column, or one for each way.
    Usual,
    /// One of sales and one of refunds.
    Refunds,
    /// One, whose name says that it is money out.
    OutAlone,
}

/// The cells below the header, column by column.
struct Columns {
    cells: Vec<Vec<String>>,
}

impl Columns {
    fn of(part: &Part<'_>, header_row: u32) -> Self {
        let (mut rows, mut row, mut count) = (part.rows(), Row::default(), 0);
        let mut cells: Vec<Vec<String>> = Vec::new();
        while count < ROWS && rows.read(&mut row) {
            // Lines of a preamble and of totals have no day and would only confuse.
            if row.number <= header_row || !row.cells().any(is_day) {
                continue;
            }
            for column in 0..row.len() {
                if cells.len() <= column {
                    cells.push(vec![String::new(); count]);
                }
            }
            for (column, all) in cells.iter_mut().enumerate() {
                all.push(row.value(Some(column)).to_owned());
            }
            count += 1;
        }
        Self { cells }
    }

    fn of_column(&self, column: usize) -> &[String] {
        self.cells.get(column).map_or(&[], Vec::as_slice)
    }

    /// Whether nearly all filled cells of a column pass a test, and one is filled at all. A single
    /// bad cell in a short table is a slip of the pen.
    fn mostly(&self, column: usize, passes: impl Fn(&str) -> bool) -> bool {
        let filled = self
            .of_column(column)
            .iter()
            .filter(|cell| !cell.is_empty());
        let (all, passing) = filled.fold((0, 0), |(all, passing), cell| {
            (all + 1, passing + u32::from(passes(cell)))
        });
        let failing: u32 = all - passing;
        passing > 0 && failing <= passing && failing <= (all / 10).max(1)
    }

    fn is_filled(&self, column: usize) -> bool {
        self.of_column(column).iter().any(|cell| !cell.is_empty())
    }

    /// Whether the cells of a column bear a role out.
    fn holds(&self, column: usize, role: Role) -> bool {
        let empty = !self.is_filled(column);
        let number = |cell: &str| is_money(cell) && !is_id(cell) && !is_plain_day(cell);
        match role {
            Role::Date | Role::Settled => self.mostly(column, is_day),
            Role::Time => self.mostly(column, |cell| read_time(cell).is_ok() || is_day(cell)),
            // Money in may be missing on every row of a short file.
            Role::In | Role::Out => empty || self.mostly(column, number),
            // Shares of a cent would cost the row, and fee and net are not needed.
            Role::Fee | Role::Net => {
                empty || self.mostly(column, |cell| number(cell) && is_exact(cell))
            }
            // A column of noughts is no takings.
            Role::Amount => {
                self.of_column(column).iter().any(is_some) && self.mostly(column, number)
            }
            Role::Balance => self.mostly(column, number),
            Role::Direction => self.mostly(column, |cell| words::direction(cell).is_some()),
            // 堂食 and 外卖 are no kinds of payments, and 小程序 is no way to pay.
            Role::Kind => self.mostly(column, |cell| words::kind(cell).is_some()),
            Role::Tender => self.partly(column, |cell| words::tender(cell) != Tender::Other),
            Role::Currency => self.mostly(column, |cell| {
                Currency::parse(cell).or_else(|| code_of(cell)).is_some()
            }),
            _ => true,
        }
    }

    /// Whether half of the filled cells pass a test, and one is filled at all.
    fn partly(&self, column: usize, passes: impl Fn(&str) -> bool) -> bool {
        let cells = self.of_column(column).iter();
        let filled: Vec<&String> = cells.filter(|cell| !cell.is_empty()).collect();
        let passing = filled.iter().filter(|cell| passes(cell)).count();
        passing > 0 && passing * 2 >= filled.len()
    }

    /// Fen where the name says so and no cell has a point.
    fn unit(&self, column: usize, name: &str) -> MoneyUnit {
        let name = name.to_lowercase();
        let said = ["分)", "分）", "(分", "（分", "cent", "fen"]
            .iter()
            .any(|word| name.contains(word));
        let whole = |cell: &String| !cell.contains('.');
        if said && self.of_column(column).iter().all(whole) {
            MoneyUnit::Fen
        } else {
            MoneyUnit::Yuan
        }
    }

    /// The currency that the column's name or its cells name: `Amount (USD)`, `€12.50`.
    fn currency(&self, column: usize, name: &str) -> Currency {
        let cells = self.of_column(column).iter().map(String::as_str);
        let texts = || std::iter::once(name).chain(cells.clone());
        texts().find_map(code_of).unwrap_or(DEFAULT_CURRENCY)
    }

    /// Gives the roles that are needed and that no name gave.
    fn fill(&self, roles: &mut [Role]) {
        let has = |roles: &[Role], role| roles.contains(&role);
        if !has(roles, Role::Date)
            && let Some(column) = (0..roles.len())
                .filter(|&c| matches!(roles[c], Role::Ignore | Role::Settled))
                .find(|&c| self.mostly(c, |cell| is_day(cell) && !is_id(cell)))
        {
            roles[column] = Role::Date;
        }
        if !has(roles, Role::Direction)
            && let Some(column) = (0..roles.len())
                .filter(|&c| roles[c] == Role::Ignore)
                .find(|&c| self.mostly(c, words::is_direction))
        {
            roles[column] = Role::Direction;
        }
        if ![Role::Amount, Role::In, Role::Out]
            .iter()
            .any(|role| has(roles, *role))
        {
            self.fill_money(roles);
        }
    }

    /// Makes one column of money, or two for the two ways, of those that names gave.
    fn pair(&self, roles: &mut [Role]) -> Pair {
        let at = |role| roles.iter().position(|&other| other == role);
        let (amount, into, out) = (at(Role::Amount), at(Role::In), at(Role::Out));
        // Of a pair one column may have a name that nobody knows.
        let other = |column: usize| {
            let number = |cell: &str| is_money(cell) && !is_id(cell);
            (0..roles.len())
                .filter(|&c| roles[c] == Role::Ignore && self.mostly(c, number))
                .find(|&c| self.exclusive(c, column))
        };
        match (amount, into, out) {
            // A refund that repeats its amount is told by its kind or sign.
            (Some(amount), None, Some(out)) if self.both(amount, out) => roles[out] = Role::Ignore,
            (Some(amount), None, Some(_)) => {
                roles[amount] = Role::In;
                return Pair::Refunds;
            }
            (Some(amount), Some(_), Some(_)) => roles[amount] = Role::Ignore,
            (Some(_), Some(into), None) => roles[into] = Role::Ignore,
            (None, Some(into), None) => match other(into) {
                Some(out) => roles[out] = Role::Out,
                None => roles[into] = Role::Amount,
            },
            (None, None, Some(out)) => match other(out) {
                Some(into) => roles[into] = Role::In,
                None => {
                    roles[out] = Role::Amount;
                    return Pair::OutAlone;
                }
            },
            _ => {}
        }
        Pair::Usual
    }

    /// Of the columns of numbers without a role: two of which always one is filled are money out and
    /// in, one that follows from another is the balance, and the first that is left is the amount.
    fn fill_money(&self, roles: &mut [Role]) {
        let mut free: Vec<usize> = (0..roles.len())
            .filter(|&c| {
                roles[c] == Role::Ignore && self.mostly(c, |cell| is_money(cell) && !is_id(cell))
            })
            .collect();
        if let Some(balance) = self.balance(&free)
            && !roles.contains(&Role::Balance)
        {
            roles[balance] = Role::Balance;
            free.retain(|&column| column != balance);
        }
        match free[..] {
            // In the order of a statement: debit before credit.
            [out, into] | [out, into, ..] if self.exclusive(out, into) => {
                roles[out] = Role::Out;
                roles[into] = Role::In;
            }
            [amount, ..] => roles[amount] = Role::Amount,
            [] => {}
        }
    }

    /// Whether some row has something other than nought in both of two columns.
    fn both(&self, one: usize, other: usize) -> bool {
        let mut pairs = self.of_column(one).iter().zip(self.of_column(other));
        pairs.any(|(a, b)| is_some(a) && is_some(b))
    }

    /// Whether of two columns always exactly one is filled with something other than nought.
    fn exclusive(&self, one: usize, other: usize) -> bool {
        let mut pairs = self
            .of_column(one)
            .iter()
            .zip(self.of_column(other))
            .peekable();
        pairs.peek().is_some() && pairs.all(|(a, b)| is_some(a) != is_some(b))
    }

    /// The column each of whose numbers is the one before plus or less what moved; three rows at
    /// least.
    fn balance(&self, free: &[usize]) -> Option<usize> {
        let number = |cell: &String| {
            let read = read_number(cell, DecimalMark::Point).ok()?;
            read.minor(2).ok()
        };
        free.iter().copied().find(|&column| {
            let balances: Vec<Option<i128>> = self.of_column(column).iter().map(number).collect();
            let follows = |row: usize| {
                let (Some(before), Some(after)) = (balances[row - 1], balances[row]) else {
                    return false;
                };
                let moved = |of: usize| {
                    let others = free.iter().filter(|&&other| other != column);
                    others
                        .filter_map(|&other| self.of_column(other).get(of).and_then(number))
                        .any(|amount| amount != 0 && amount.abs() == (after - before).abs())
                };
                moved(row) || moved(row - 1)
            };
            balances.len() > 2 && (1..balances.len()).all(follows)
        })
    }

    /// A decimal comma: most amounts end in a comma and one or two digits, and fewer have a point
    /// there.
    fn mark(&self, roles: &[Role]) -> DecimalMark {
        let ends = |cell: &str, mark| {
            // A sign of money may stand behind the number.
            let number = cell.trim_end_matches(|c: char| !c.is_ascii_digit());
            let tail = number.rsplit_once(mark).map(|(_, tail)| tail);
            tail.is_some_and(|t| {
                (1..=2).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit())
            })
        };
        let money = [
            Role::Amount,
            Role::In,
            Role::Out,
            Role::Fee,
            Role::Net,
            Role::Balance,
        ];
        let columns = (0..roles.len()).filter(|&column| money.contains(&roles[column]));
        let cells = || columns.clone().flat_map(|column| self.of_column(column));
        let comma = cells().filter(|cell| ends(cell, ',')).count();
        let point = cells().filter(|cell| ends(cell, '.')).count();
        if comma > point {
            DecimalMark::Comma
        } else {
            DecimalMark::Point
        }
    }
}

/// Whether an amount is another than nought.
#[expect(clippy::ptr_arg, reason = "cells are kept as texts of their own")]
fn is_some(cell: &String) -> bool {
    cell.contains(|sign: char| matches!(sign, '1'..='9'))
}

/// A long row of digits, or one with a nought before it, is a number of something and not money.
fn is_id(cell: &str) -> bool {
    let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
    digits && (cell.len() > 8 || (cell.len() > 1 && cell.starts_with('0')))
}

/// Signs of money that stand for one currency; `¥` is the merchant's own.
const SIGNS: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("£", "GBP"),
    ("HK$", "HKD"),
    ("R$", "BRL"),
    ("NT$", "TWD"),
    ("$", "USD"),
    ("人民币", "CNY"),
];

/// The currency whose code or sign stands in a text.
fn code_of(text: &str) -> Option<Currency> {
    let mut words = text.split(|sign: char| !sign.is_ascii_alphabetic());
    let listed = |word: &str| {
        CURRENCIES
            .iter()
            .find(|code| word.eq_ignore_ascii_case(code))
    };
    let coded = words.find_map(listed).copied();
    let signed = || SIGNS.iter().find(|(sign, _)| text.contains(sign));
    coded
        .or_else(|| signed().map(|(_, code)| *code))
        .and_then(Currency::parse)
}
