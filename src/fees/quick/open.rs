//! Fits whose amount is worked out from the gap: one sale, one refund, or a mix that would close it.

use crate::cause::Cause;
use crate::fees::inverse::charge_for;
use crate::fees::quote::Sale;
use crate::fees::table::{FeeTable, Rule};
use crate::money::{Amount, Rounding};
use crate::settings::{Contract, RateRule};

use super::variants::Variant;
use super::{Fit, Taking, Term, What};

/// Rank of an open fit with a round amount: after one usual cause, before two.
const RANK_ROUND: u32 = 3;

/// Rank of any other open fit: after everything.
const RANK_ANY: u32 = 9;

/// Every open fit, unordered.
pub(super) fn fits(
    contract: &Contract,
    table: &FeeTable,
    takings: &[Taking],
    readings: &[Vec<Variant>],
    received: Amount,
) -> Vec<Fit> {
    let mut found = Vec::new();
    for (index, taking) in takings.iter().enumerate() {
        // The other takings by the plan's first reading.
        let others: i128 = takings
            .iter()
            .zip(readings)
            .enumerate()
            .filter(|(other, _)| *other != index)
            .map(|(_, (taking, reading))| taking.amount.minor - loss(reading))
            .sum();
        let target = Amount::new(received.minor - others, received.currency);
        let plan: Vec<Term> = readings
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .filter_map(|(_, reading)| reading.first()?.terms.first().copied())
            .collect();
        for rule in distinct(table, *taking) {
            let Some(plain) = contract.rates.get(rule.index) else {
                continue;
            };
            one(
                index, *taking, rule, plain, contract, target, &plan, &mut found,
            );
        }
    }
    if let [taking] = takings {
        mixes(table, *taking, received, &mut found);
    }
    found
}

fn loss(reading: &[Variant]) -> i128 {
    reading.first().map_or(0, |variant| variant.loss)
}

fn distinct(table: &FeeTable, taking: Taking) -> Vec<&Rule> {
    let mut rules: Vec<&Rule> = Vec::new();
    for rule in table.candidates(taking.tender, taking.amount.minor) {
        if !rules.iter().any(|known| known.same_terms(rule)) {
            rules.push(rule);
        }
    }
    rules
}

/// One sale or refund within a taking that would close the gap.
#[expect(
    clippy::too_many_arguments,
    reason = "one step of `fits`, which owns all of them"
)]
fn one(
    index: usize,
    taking: Taking,
    rule: &Rule,
    plain: &RateRule,
    contract: &Contract,
    target: Amount,
    plan: &[Term],
    found: &mut Vec<Fit>,
) {
    let currency = target.currency;
    let money = |minor| Amount::new(minor, currency);
    let fee_term = |fee: i128| Term {
        cause: Cause::FeeNormal,
        amount: money(fee),
        what: What::Fee {
            taking: index,
            tender: rule.tender,
            rate: rule.rate,
            cap: None,
            uncapped: false,
        },
    };
    let mut push = |fee: i128, cause, what: What, minor: i128| {
        let mut terms = plan.to_vec();
        terms.push(fee_term(fee));
        terms.push(Term {
            cause,
            amount: money(minor),
            what,
        });
        let rank = if is_round(money(minor)) {
            RANK_ROUND
        } else {
            RANK_ANY
        };
        found.push(Fit {
            terms,
            causes: 1,
            open: true,
            rank,
            weight: 0,
        });
    };
    // Only this rule, so that no tier or surcharge blurs the answer.
    let alone = Contract {
        rates: vec![RateRule {
            above: None,
            cap: None,
            min: None,
            ..plain.clone()
        }],
        payout_fee: None,
        ..contract.clone()
    };
    let sale = Sale {
        tender: rule.tender,
        amount: taking.amount,
        instant: false,
        time: None,
    };
    if let Ok(inverse) = charge_for(&alone, sale, target) {
        for span in inverse.spans {
            let charged = roundest(span.first, span.last, taking.amount);
            let short = taking.amount.minor - charged.minor;
            let fee = charged.minor - target.minor;
            if short > 0 {
                let what = What::Short {
                    taking: index,
                    amount: money(short),
                };
                push(fee, Cause::Refund, what, short);
            } else if short < 0 {
                let what = What::Uncounted {
                    taking: index,
                    amount: money(-short),
                };
                push(fee, Cause::MissingInBook, what, short);
            }
        }
    }
    let whole = crate::fees::Charge::of(rule, taking.amount, contract.rounding.mode());
    if let Some(charge) = whole {
        let kept = taking.amount.minor - charge.fee - target.minor;
        if kept > 0 && kept < taking.amount.minor {
            let what = What::ShortFeeKept {
                taking: index,
                amount: money(kept),
            };
            push(charge.fee, Cause::RefundFeeKept, what, kept);
        }
    }
}

/// Of the amounts that fit, the one whose distance from the takings is roundest.
fn roundest(first: Amount, last: Amount, taken: Amount) -> Amount {
    let unit = 10_i128.pow(taken.currency.digits());
    let wanted = taken.minor - Rounding::Down.divide(taken.minor - first.minor, unit) * unit;
    if first.minor <= wanted && wanted <= last.minor {
        Amount::new(wanted, taken.currency)
    } else {
        first
    }
}

/// Whether an amount is one that a person would charge: whole yuan, or whole hundreds of yen.
fn is_round(amount: Amount) -> bool {
    let unit = if amount.currency.digits() == 0 {
        100
    } else {
        10_i128.pow(amount.currency.digits())
    };
    amount.minor % unit == 0
}

/// A total that is part one tender and part another.
fn mixes(table: &FeeTable, taking: Taking, received: Amount, found: &mut Vec<Fit>) {
    let rules = distinct(table, taking);
    let gap = taking.amount.minor - received.minor;
    for (index, one) in rules.iter().enumerate() {
        for two in rules.iter().skip(index + 1) {
            found.extend(mix(one, two, taking, gap));
        }
    }
}

/// The split at which both parts' fees come to the gap, without caps and fixed parts.
fn mix(one: &Rule, two: &Rule, taking: Taking, gap: i128) -> Option<Fit> {
    if one.fixed != 0 || two.fixed != 0 || taking.amount.minor > i128::from(i64::MAX) {
        return None;
    }
    let currency = taking.amount.currency;
    let percent = |rule: &Rule| rule.rate.percent();
    let scale = percent(one).scale().max(percent(two).scale());
    let share = |rule: &Rule| percent(rule).mantissa() * 10_i128.pow(scale - percent(rule).scale());
    let (a, b) = (share(one), share(two));
    if a == b {
        return None;
    }
    // a x + b (amount - x) = gap, everything in 10^-(scale + 2) minor units.
    let unit = 10_i128.pow(scale + 2);
    let above = gap * unit - b * taking.amount.minor;
    let whole = 10_i128.pow(currency.digits());
    let exact = Rounding::HalfUp.divide(above * (a - b).signum(), (a - b).abs());
    // To the nearest whole yuan where rounding of the fees cannot tell it apart.
    let round = Rounding::HalfUp.divide(exact, whole) * whole;
    let fees = |x: i128| {
        let fee = |share: i128, minor: i128| Rounding::HalfUp.divide(share * minor, unit);
        (fee(a, x), fee(b, taking.amount.minor - x))
    };
    let fits = |x: i128| {
        let (first, second) = fees(x);
        x > 0 && x < taking.amount.minor && first + second == gap
    };
    let x = [round, exact, exact - 1, exact + 1]
        .into_iter()
        .find(|&x| fits(x))?;
    let part = |minor: i128| Amount::new(minor, currency);
    // A cap below what its part is charged would change the sum.
    let (first_fee, second_fee) = fees(x);
    let capped = |rule: &Rule, fee: i128| rule.cap.is_some_and(|cap| fee > cap);
    if capped(one, first_fee) || capped(two, second_fee) {
        return None;
    }
    let what = What::Mix {
        first: (one.tender, one.rate, part(x)),
        second: (two.tender, two.rate, part(taking.amount.minor - x)),
    };
    let hundred = x % (100 * whole) == 0;
    Some(Fit {
        terms: vec![Term {
            cause: Cause::FeeNormal,
            amount: part(gap),
            what,
        }],
        causes: 0,
        open: true,
        rank: if hundred { RANK_ROUND } else { RANK_ANY },
        weight: 1,
    })
}
