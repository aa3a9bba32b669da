//! Roles that no name gave: days, times, words and money by what stands in the cells.

use super::Role;
use super::cells::{Columns, is_day, is_id, is_without_time};
use super::names::{adds_to, lessens};

/// Gives the roles of words and days that are needed and that no name gave.
pub fn fill_words(columns: &Columns, roles: &mut [Role]) {
    if !roles.contains(&Role::Date) {
        let mut free = (0..roles.len())
            .filter(|&c| matches!(roles[c], Role::Ignore | Role::Settled | Role::Time));
        let day = |cell: &str| is_day(cell) && !is_id(cell);
        let column = free.clone().find(|&c| columns.mostly(c, day));
        if let Some(column) = column.or_else(|| free.find(|&c| columns.six_order(c).is_some())) {
            roles[column] = Role::Date;
        }
    }
    let date = roles.iter().position(|role| *role == Role::Date);
    let is_bare = date.is_some_and(|date| columns.mostly(date, is_without_time));
    let mut give = |role: Role, fits: &dyn Fn(usize) -> bool| {
        let mut free = (0..roles.len()).filter(|&column| roles[column] == Role::Ignore);
        if !roles.contains(&role)
            && let Some(column) = free.find(|&column| fits(column))
        {
            roles[column] = role;
        }
    };
    give(Role::Direction, &|column| columns.tells_direction(column));
    if is_bare {
        give(Role::Time, &|column| columns.tells_time(column));
    }
    give(Role::Currency, &|column| columns.holds_codes(column));
    give(Role::Status, &|column| columns.tells_status(column));
    give(Role::Kind, &|column| columns.tells_kind(column));
    give(Role::Tender, &|column| columns.tells_tender(column));
}

/// Where no name tells the money: of the columns of numbers without a role, two of which always one is
/// filled are money out and in, and of the others the amount is the first with decimals that does
/// not count rows.
pub fn fill_money(columns: &Columns, roles: &mut [Role]) {
    if [Role::Amount, Role::In, Role::Out]
        .iter()
        .any(|role| roles.contains(role))
    {
        return;
    }
    let mut free: Vec<usize> = (0..roles.len())
        .filter(|&c| matches!(roles[c], Role::Ignore | Role::Net) && columns.is_numeric(c))
        .collect();
    // Those that look least like money come last; else from the left.
    free.sort_by_key(|&c| (columns.is_counter(c), !columns.has_decimals(c)));
    match free[..] {
        // In the order of a statement: debit before credit.
        [out, into] | [out, into, ..] if columns.exclusive(out, into) => {
            roles[out] = Role::Out;
            roles[into] = Role::In;
        }
        [amount, ..] => roles[amount] = Role::Amount,
        [] => {}
    }
}

/// Moves the amount to the column that holds it with tax and tip, or less discounts.
pub fn take_whole(columns: &Columns, shape: &[String], roles: &mut [Role]) {
    let Some(amount) = roles.iter().position(|role| *role == Role::Amount) else {
        return;
    };
    let name = |column: usize| shape.get(column).map_or("", String::as_str);
    let beside = |test: fn(&str) -> bool| -> Vec<usize> {
        let all = (0..roles.len()).filter(|&c| c != amount && columns.is_numeric(c));
        all.filter(|&c| test(name(c))).collect()
    };
    let (more, less) = (beside(adds_to), beside(lessens));
    // What is left without the tax is no payout.
    if !more.is_empty() && !roles.contains(&Role::Fee) {
        clear(roles, Role::Net);
    }
    if more.is_empty() && less.is_empty() {
        return;
    }
    let at = |column: usize, row: usize| columns.numbers(column).get(row).copied().flatten();
    let sum = |of: &[usize], row: usize| -> i128 {
        of.iter()
            .map(|&column| at(column, row).unwrap_or(0).abs())
            .sum()
    };
    let is_whole = |column: usize| {
        let mut differs = false;
        (0..columns.rows()).all(|row| {
            let (Some(part), Some(whole)) = (at(amount, row), at(column, row)) else {
                return false;
            };
            differs |= part != whole;
            part + sum(&more, row) - sum(&less, row) == whole
        }) && differs
    };
    let whole = (0..roles.len()).find(|&c| {
        matches!(roles[c], Role::Ignore | Role::Net)
            && c != amount
            && columns.is_numeric(c)
            && is_whole(c)
    });
    if let Some(whole) = whole {
        roles[amount] = Role::Ignore;
        roles[whole] = Role::Amount;
    }
}

/// Takes a role from whatever column has it.
pub fn clear(roles: &mut [Role], role: Role) {
    for other in roles.iter_mut().filter(|other| **other == role) {
        *other = Role::Ignore;
    }
}
