/*!
Guessing a mapping: columns by the parts of their names, and by what stands in them.

A name alone proves nothing: a column called 日期 whose cells are no days is none. Without names the
cells decide: days, words of direction, and of the columns of numbers the one that is the running
balance of another.
*/

use crate::record::Side;

use super::super::assumed::{Assumed, may_be_fen};
use super::super::grid::Part;
use super::super::header::{Head, HeadRow, Header};
use super::super::reading::date_order;
use super::super::register_columns::TILL;
use super::super::words::{self, Direction};
use super::cells::{Columns, is_day, is_id, is_money, is_some};
use super::fill::{clear, fill_money, fill_words, take_whole};
use super::names::{NAMES, is_besides, lessens, role_of};
use super::proof::{self, Moves, TakenOff};
use super::{COLUMNS_MAX, Flow, FlowWord, Mapping, MoneyUnit, Role, Sign};

/// A guess, and whether the numbers of every row prove it.
pub struct Guess {
    /// What the columns are taken for.
    pub mapping: Mapping,
    /// The currency, where no column names it.
    pub assumed: Assumed,
    /// Whether nothing is left to ask.
    pub is_proven: bool,
}

/// Guesses what the columns of a table mean, below the header that she names or the one that looks
/// most like it.
#[must_use]
pub fn guess(part: &Part<'_>, head: &Head, header_row: Option<u32>) -> Guess {
    let row = match header_row {
        Some(number) => head.rows.iter().find(|row| row.number == number),
        None => header(head),
    };
    let header_row = row.map_or(0, |row| row.number);
    let columns = Columns::of(part, header_row);
    let shape = row.map(shape_of).unwrap_or_default();
    let width = shape.len().max(columns.len()).min(COLUMNS_MAX);
    let mut roles = named(&shape, width, &columns);
    fill_words(&columns, &mut roles);
    let date = roles.iter().position(|role| *role == Role::Date);
    let six = date.and_then(|date| columns.six_order(date));
    let columns = match (date, six) {
        (Some(date), None) => columns.with_days_in(date),
        _ => columns,
    };
    let proof = prove(&columns, &shape, &mut roles);
    if !proof.is_bill && proof.moves.is_none() {
        fill_money(&columns, &mut roles);
        take_whole(&columns, &shape, &mut roles);
    }
    let pair = pair(&columns, &shape, &mut roles);
    let at = |role| roles.iter().position(|&other| other == role);
    let money = [Role::Amount, Role::In, Role::Out].into_iter().find_map(at);
    let above = HeadRow::of(header_row, Vec::new());
    let plain = |column| date_order(part, &Header::at(&above, super::MAPPED), column);
    let date_order = six.or_else(|| date.map(plain)).unwrap_or_default();
    let name_of = |column: usize| {
        let cells = row.map(|row| row.cells.as_slice()).unwrap_or_default();
        cells.get(column).map_or("", String::as_str)
    };
    let moneys: Vec<usize> = (0..roles.len())
        .filter(|&column| MONEY.contains(&roles[column]))
        .collect();
    let unit = money.map_or(MoneyUnit::Yuan, |column| {
        columns.unit(&roles, column, name_of(column))
    });
    let own = row.cloned().unwrap_or(above);
    let own = Header::at(&own, super::MAPPED);
    let assumed = Assumed::of(part, &own, &moneys);
    let mapping = Mapping {
        name: String::new(),
        side: side(&roles, pair == Pair::Refunds, &columns),
        encoding: None,
        delimiter: None,
        header_row,
        shape,
        decimal: columns.mark(&moneys),
        unit,
        currency: assumed.currency,
        roles,
        date_order,
        sign: match proof.moves {
            Some(Moves::One(_, sign)) => sign,
            _ if pair == Pair::OutAlone => Sign::MinusIsIn,
            _ => Sign::MinusIsOut,
        },
        flows: proof.flows(),
    };
    // Whole numbers may be yuan or fen; what no name and no fee tells is asked.
    let unit_is_told = unit == MoneyUnit::Fen
        || mapping.currency.digits() == 0
        || moneys
            .iter()
            .any(|&column| may_be_fen(part, &own, column).is_none());
    Guess {
        assumed,
        is_proven: proof.is_sure
            && unit_is_told
            && mapping.needs().is_none()
            && columns.rows() >= ROWS_PROVEN_MIN,
        mapping,
    }
}

/// Fewer rows may follow from each other by chance.
const ROWS_PROVEN_MIN: usize = 3;

/// So many balances that follow from the one before prove a column that is called a balance.
const LINKS_SURE: usize = 2;

/// So many prove one whose name says nothing.
const LINKS_SURE_UNNAMED: usize = 3;

/// Columns of money.
const MONEY: [Role; 6] = [
    Role::Amount,
    Role::In,
    Role::Out,
    Role::Fee,
    Role::Net,
    Role::Balance,
];

/// What the numbers prove of a table.
#[derive(Default)]
struct Proof {
    is_bill: bool,
    moves: Option<Moves>,
    is_sure: bool,
}

impl Proof {
    /// Words of direction that mean something else than usual, or that nobody knows.
    fn flows(&self) -> Vec<FlowWord> {
        let Some(Moves::Worded(_, _, words)) = &self.moves else {
            return Vec::new();
        };
        let told = words.iter().map(|(word, is_in)| FlowWord {
            word: word.clone(),
            flow: if *is_in { Flow::In } else { Flow::Out },
        });
        let unusual = told.filter(|told| {
            let usual = words::direction(&told.word).map(|direction| match direction {
                Direction::In => Flow::In,
                Direction::Out => Flow::Out,
                Direction::Neither => Flow::Aside,
            });
            usual != Some(told.flow)
        });
        unusual.collect()
    }
}

/// Looks for a bill's and a statement's arithmetic, and gives the roles that it proves.
fn prove(columns: &Columns, shape: &[String], roles: &mut [Role]) -> Proof {
    let name = |column: usize| shape.get(column).map_or("", String::as_str);
    let numeric: Vec<usize> = (0..roles.len())
        .filter(|&c| columns.is_numeric(c) && !columns.is_counter(c))
        .collect();
    let balances: Vec<usize> = [true, false]
        .into_iter()
        .flat_map(|named| {
            let is = |c: &&usize| (roles[**c] == Role::Balance) == named;
            numeric.iter().filter(is).copied().collect::<Vec<_>>()
        })
        .collect();
    let mut words: Vec<usize> = (0..roles.len())
        .filter(|&c| columns.repeats_words(c))
        .collect();
    words.sort_by_key(|&c| roles[c] != Role::Direction);
    let date = roles.iter().position(|role| *role == Role::Date);
    let rises = date.and_then(|date| columns.rises(date));
    let is_named = roles.contains(&Role::Balance);
    // Without a balance by name what looks like one may be chance; a fee and a net by name are none.
    let by_names = !is_named && roles.contains(&Role::Fee) && roles.contains(&Role::Net);
    let chain = proof::chain(columns, &balances, &numeric, &words, rises);
    if let Some(chain) = chain.filter(|_| !by_names)
        && (chain.links > 1 || roles[chain.balance] == Role::Balance)
    {
        let links_sure = if roles[chain.balance] == Role::Balance {
            LINKS_SURE
        } else {
            LINKS_SURE_UNNAMED
        };
        let mut proof = Proof::default();
        let other =
            |role: Role| matches!(role, Role::Amount | Role::In | Role::Out | Role::Balance);
        for role in roles.iter_mut().filter(|role| other(**role)) {
            *role = Role::Ignore;
        }
        roles[chain.balance] = Role::Balance;
        match &chain.moves {
            Moves::Two(money_in, money_out) => {
                roles[*money_in] = Role::In;
                roles[*money_out] = Role::Out;
            }
            Moves::One(amount, _) => {
                roles[*amount] = Role::Amount;
                clear(roles, Role::Direction);
            }
            Moves::Worded(amount, word, _) => {
                clear(roles, Role::Direction);
                roles[*amount] = Role::Amount;
                roles[*word] = Role::Direction;
            }
        }
        proof.is_sure = chain.links >= links_sure && chain.is_whole;
        proof.moves = Some(chain.moves);
        return proof;
    }
    let parts: Vec<usize> = numeric
        .into_iter()
        .filter(|&c| !is_besides(name(c)) && roles[c] != Role::Balance)
        .collect();
    let called =
        |column: usize, role: Role| roles[column] == role || role_of(name(column)) == Some(role);
    let refund = roles.iter().position(|role| *role == Role::Out);
    let refund =
        refund.filter(|&column| name(column).contains("退") || name(column).contains("refund"));
    let discounts: Vec<usize> = (0..roles.len())
        .filter(|&c| lessens(name(c)) && columns.is_numeric(c))
        .collect();
    let off = TakenOff {
        refund,
        discounts: &discounts,
    };
    let found = proof::bill(columns, &parts, off, |gross, fee, net| {
        let (fees, nets) = (called(fee, Role::Fee), called(net, Role::Net));
        let wrong = called(fee, Role::Amount) || called(gross, Role::Fee) || called(net, Role::Fee);
        u32::from(fees) * 8
            + u32::from(nets) * 4
            + u32::from(called(gross, Role::Amount)) * 2
            + u32::from(!wrong)
    });
    let Some(bill) = found else {
        return Proof::default();
    };
    let told = called(bill.fee, Role::Fee);
    let till = shape.iter().any(|name| TILL.contains(&name.as_str()));
    if !told && (!bill.may_be_untold() || till) {
        return Proof::default();
    }
    for role in [Role::Amount, Role::Fee, Role::Net] {
        clear(roles, role);
    }
    // A column of refunds beside it stays what it is.
    for column in [bill.gross, bill.fee, bill.net] {
        roles[column] = Role::Ignore;
    }
    clear(roles, Role::In);
    clear(roles, Role::Out);
    roles[bill.gross] = Role::Amount;
    if let Some(refund) = refund.filter(|_| bill.less_others) {
        (roles[bill.gross], roles[refund]) = (Role::In, Role::Out);
    }
    roles[bill.fee] = Role::Fee;
    roles[bill.net] = Role::Net;
    Proof {
        is_bill: true,
        moves: None,
        // A discount has no place in a mapping.
        is_sure: (told || bill.is_surely_fee()) && (!bill.less_others || discounts.is_empty()),
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

/// Makes one column of money, or two for the two ways, of those that names gave.
fn pair(columns: &Columns, shape: &[String], roles: &mut [Role]) -> Pair {
    let at = |role| roles.iter().position(|&other| other == role);
    let (amount, into, out) = (at(Role::Amount), at(Role::In), at(Role::Out));
    // Of a pair one column may have a name that nobody knows.
    let other = |column: usize| {
        let number = |cell: &str| is_money(cell) && !is_id(cell);
        (0..roles.len())
            .filter(|&c| roles[c] == Role::Ignore && columns.mostly(c, number))
            .find(|&c| columns.exclusive(c, column))
    };
    match (amount, into, out) {
        // A refund that repeats its amount is told by its kind or sign.
        (Some(amount), None, Some(out))
            if columns.both(amount, out) && !is_part(columns, shape, roles, amount, out) =>
        {
            roles[out] = Role::Ignore;
        }
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

/// Whether a column of refunds beside the amounts says what was given back of each order: a part of
/// it somewhere, or all of it where no word says that the row is a refund.
fn is_part(
    columns: &Columns,
    shape: &[String],
    roles: &[Role],
    amount: usize,
    refund: usize,
) -> bool {
    let named = shape
        .get(refund)
        .is_some_and(|name| name.contains("退") || name.contains("refund"));
    let [amounts, refunds] = [amount, refund].map(|column| columns.numbers(column));
    let given_back = || {
        let rows = amounts.iter().zip(refunds);
        rows.filter_map(|(amount, refund)| Some((amount.as_ref()?, refund.as_ref()?)))
            .filter(|(_, refund)| **refund != 0)
    };
    let told = [Role::Kind, Role::Direction]
        .iter()
        .any(|role| roles.contains(role));
    named
        && given_back().all(|(amount, refund)| refund.abs() <= amount.abs())
        && (!told || given_back().any(|(amount, refund)| refund.abs() < amount.abs()))
}
