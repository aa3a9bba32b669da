//! Splits of a total that nobody said: part one tender or tier and part another, or so many payments
//! at their cap and the others below it.

use crate::cause::Cause;
use crate::fees::table::Rule;
use crate::money::Rounding;

use super::found::{Found, Sort};
use super::open::{Beside, Seen, USUAL_WEIGHT, is_small};
use super::payments::Asked;
use super::variants;
use super::{Term, What};

/// Rank of a split at whole hundreds.
const RANK_ROUND: u32 = 3;

/// Rank of any other split.
const RANK_ANY: u32 = 5;

/// Rank of a split beside a cause.
const RANK_LAST: u32 = 10;

/// So many numbers of payments at their cap are tried where nothing else is assumed.
const CAPPED_MAX: i128 = 40;

/// The splits of the taking at `index` whose fees come to `rest`.
pub(super) fn fits(
    seen: &Seen<'_>,
    (index, asked): (usize, Asked),
    beside: &Beside,
    rest: i128,
    found: &mut Found,
) {
    let taken = asked.taking.amount.minor;
    // Beside rarer causes a split says nothing: it fits whatever is left.
    if !is_small(taken) || asked.guessed || beside.weight > USUAL_WEIGHT {
        return;
    }
    let rules = variants::rules(seen.table, asked.taking);
    for (first, one) in rules.iter().enumerate() {
        for two in rules.iter().skip(first + 1) {
            if let Some((fee, what)) = tenders(seen, one, two, (taken, rest)) {
                push(seen, beside, (fee, what), found);
            }
        }
        if asked.taking.count != Some(1) {
            capped(seen, (index, asked), one, beside, rest, found);
        }
    }
}

fn push(seen: &Seen<'_>, beside: &Beside, (fee, what): (i128, What), found: &mut Found) {
    let hundred = 100 * seen.round_unit();
    let part = match what {
        What::Mix { first, .. } => first.2.minor,
        What::Capped { under, .. } => under.minor,
        _ => return,
    };
    let (rank, more) = match (beside.causes, part % hundred) {
        (0, 0) => (RANK_ROUND, 0),
        (0, _) => (RANK_ANY, 1),
        (_, 0) => (RANK_LAST - 1, 0),
        _ => (RANK_LAST, 1),
    };
    let off = beside.off.iter().filter_map(|term| term.what.sort());
    let sorts: Vec<Sort> = off.chain([Sort::Split]).collect();
    found.push((rank, beside.weight * 16 + more), true, &sorts, || {
        let mut terms = beside.plan.clone();
        terms.push(Term {
            cause: Cause::FeeNormal,
            amount: seen.money(fee),
            what,
        });
        terms.extend(beside.off.iter().copied());
        terms
    });
}

/// The split at which both parts' fees come to what is missing, without caps and fixed parts: it is
/// part one tender or tier and part another.
fn tenders(
    seen: &Seen<'_>,
    one: &Rule,
    two: &Rule,
    (taken, rest): (i128, i128),
) -> Option<(i128, What)> {
    if one.fixed != 0 || two.fixed != 0 {
        return None;
    }
    let percent = |rule: &Rule| rule.rate.percent();
    let scale = percent(one).scale().max(percent(two).scale());
    let share = |rule: &Rule| percent(rule).mantissa() * 10_i128.pow(scale - percent(rule).scale());
    let (a, b) = (share(one), share(two));
    if a == b {
        return None;
    }
    // a x + b (taken - x) = rest, everything in 10^-(scale + 2) minor units.
    let unit = 10_i128.pow(scale + 2);
    let above = rest.checked_mul(unit)? - b.checked_mul(taken)?;
    let whole = 10_i128.pow(seen.money(0).currency.digits());
    let exact = Rounding::HalfUp.divide(above * (a - b).signum(), (a - b).abs());
    if exact <= 0 || exact >= taken {
        return None;
    }
    // To the nearest whole yuan where rounding of the fees cannot tell it apart.
    let round = Rounding::HalfUp.divide(exact, whole) * whole;
    let fees = |x: i128| {
        let fee = |share: i128, minor: i128| Rounding::HalfUp.divide(share * minor, unit);
        (fee(a, x), fee(b, taken - x))
    };
    let fits = |x: i128| {
        let (first, second) = fees(x);
        x > 0 && x < taken && first + second == rest
    };
    let x = [round, exact, exact - 1, exact + 1]
        .into_iter()
        .find(|&x| fits(x))?;
    // A cap below what its part is charged would change the sum.
    let (first_fee, second_fee) = fees(x);
    let capped = |rule: &Rule, fee: i128| rule.cap.is_some_and(|cap| fee > cap);
    if capped(one, first_fee) || capped(two, second_fee) {
        return None;
    }
    let what = What::Mix {
        first: (one.tender, one.rate, seen.money(x)),
        second: (two.tender, two.rate, seen.money(taken - x)),
    };
    Some((rest, what))
}

/// So many payments at the cap, the others below it: beside a cause the fewest that do.
fn capped(
    seen: &Seen<'_>,
    (index, asked): (usize, Asked),
    rule: &Rule,
    beside: &Beside,
    rest: i128,
    found: &mut Found,
) {
    let Some(cap) = rule.cap.filter(|&cap| cap > 0) else {
        return;
    };
    let (percent, taken) = (rule.rate.percent(), asked.taking.amount.minor);
    let unit = 10_i128.pow(percent.scale() + 2);
    let share = percent.mantissa();
    if share == 0 || rule.fixed != 0 {
        return;
    }
    // The largest payment below the cap.
    let edge = cap * unit / share;
    let count = asked.taking.count.map(i128::from);
    for payments in 1..=CAPPED_MAX.min(count.unwrap_or(CAPPED_MAX)) {
        let left = rest - cap * payments;
        let Some(under) = left.checked_mul(unit).map(|left| left / share) else {
            return;
        };
        // To whole yuan where rounding cannot tell it apart.
        let whole = seen.round_unit();
        let fits = |under: i128| seen.contract.rounding.mode().divide(under * share, unit) == left;
        let round = Rounding::HalfUp.divide(under, whole) * whole;
        let Some(under) = [round, under, under + 1].into_iter().find(|&at| fits(at)) else {
            continue;
        };
        let over = taken - under;
        let enough = over > edge * payments;
        let few = count.is_none_or(|count| under <= edge * (count - payments));
        // That every one of a known number is at its cap is a reading by the plan.
        let known = under == 0 && count.is_some();
        if under < 0 || !enough || !few || known {
            continue;
        }
        let what = What::Capped {
            taking: index,
            payments: u32::try_from(payments).unwrap_or(u32::MAX),
            over: seen.money(over),
            under: seen.money(under),
        };
        push(seen, beside, (rest, what), found);
        if beside.causes > 0 {
            return;
        }
    }
}
