//! Fits whose amount is worked out from the gap: one sale, one refund, or a mix that would close it.

use crate::cause::Cause;
use crate::fees::inverse::charge_for;
use crate::fees::quote::{Charge, Sale};
use crate::fees::table::{Bound, FeeTable, Rule};
use crate::money::{Amount, Rounding};
use crate::settings::{Contract, RateRule};

use super::variants::Variant;
use super::{Fit, Taking, Term, What};

/// Rank of an open fit with a round amount: after one usual cause, before two.
const RANK_ROUND: u32 = 3;

/// Rank of an open fit whose amount is round but for the roundings of single payments.
const RANK_NEARLY: u32 = 4;

/// Rank of any other open fit: after everything.
const RANK_ANY: u32 = 9;

/// Every open fit, unordered. A round amount may miss the gap by `slack` minor units.
pub(super) fn fits(
    contract: &Contract,
    table: &FeeTable,
    takings: &[Taking],
    readings: &[Vec<Variant>],
    received: Amount,
    slack: i128,
) -> Vec<Fit> {
    let mut found = Vec::new();
    for (index, &taking) in takings.iter().enumerate() {
        // The other takings by the plan's first reading.
        let others = || {
            takings
                .iter()
                .zip(readings)
                .enumerate()
                .filter(|(other, _)| *other != index)
        };
        let arrived: i128 = others()
            .map(|(_, (taking, reading))| taking.amount.minor - loss(reading))
            .sum();
        let asked = Asked {
            index,
            taking,
            contract,
            target: Amount::new(received.minor - arrived, received.currency),
            plan: others()
                .filter_map(|(_, (_, reading))| plan_term(reading))
                .collect(),
            slack,
        };
        for rule in distinct(table, taking) {
            asked.by_rule(rule, &mut found);
            // The cap plays no part where the total is many small payments.
            if rule.cap.is_some() && taking.count != Some(1) {
                asked.by_rule(&Rule { cap: None, ..*rule }, &mut found);
            }
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

fn plan_term(reading: &[Variant]) -> Option<Term> {
    reading.first()?.terms.first().copied()
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

/// One taking in which a single sale or refund is to close the gap.
struct Asked<'a> {
    index: usize,
    taking: Taking,
    contract: &'a Contract,
    /// What arrived of this taking where the others are as planned.
    target: Amount,
    /// The terms of the others.
    plan: Vec<Term>,
    slack: i128,
}

impl Asked<'_> {
    fn by_rule(&self, rule: &Rule, found: &mut Vec<Fit>) {
        for short in self.shorts(rule) {
            for short in self.with_round(short) {
                self.short(rule, short, found);
            }
        }
        if let Some(charge) = self.charge(rule, self.taking.amount.minor) {
            let kept = self.taking.amount.minor - charge.fee - self.target.minor;
            for kept in self.with_round(kept) {
                if kept > 0 && kept < self.taking.amount.minor {
                    let what = What::ShortFeeKept {
                        taking: self.index,
                        amount: self.money(kept),
                    };
                    self.push(rule, &charge, (Cause::RefundFeeKept, what, kept), found);
                }
            }
        }
    }

    /// By how much the taking is short where its payout is worked backwards.
    fn shorts(&self, rule: &Rule) -> Vec<i128> {
        let Some(own) = self.contract.rates.get(rule.index) else {
            return Vec::new();
        };
        // Only this rule, so that no tier or surcharge blurs the answer.
        let cap = own.cap.filter(|_| rule.cap.is_some());
        let alone = Contract {
            rates: vec![RateRule {
                above: None,
                cap,
                ..own.clone()
            }],
            payout_fee: None,
            ..self.contract.clone()
        };
        let sale = Sale {
            tender: rule.tender,
            amount: self.taking.amount,
            instant: false,
            time: None,
        };
        let spans = charge_for(&alone, sale, self.target).map_or(Vec::new(), |found| found.spans);
        spans
            .iter()
            .map(|span| roundest(span.first, span.last, self.taking.amount))
            .map(|charged| self.taking.amount.minor - charged.minor)
            .collect()
    }

    /// An amount, and the round one beside it where rounding may hide the difference.
    fn with_round(&self, exact: i128) -> impl Iterator<Item = i128> + use<> {
        let unit = round_unit(self.money(0));
        let round = Rounding::HalfUp.divide(exact, unit) * unit;
        let near = round != exact && (round - exact).abs() <= self.slack;
        [Some(exact), near.then_some(round)].into_iter().flatten()
    }

    fn short(&self, rule: &Rule, short: i128, found: &mut Vec<Fit>) {
        let Some(charge) = self.charge(rule, self.taking.amount.minor - short) else {
            return;
        };
        let (taking, amount) = (self.index, self.money(short.abs()));
        let of = match short.signum() {
            1 => (Cause::Refund, What::Short { taking, amount }, short),
            -1 => (
                Cause::MissingInBook,
                What::Uncounted { taking, amount },
                short,
            ),
            _ => return,
        };
        self.push(rule, &charge, of, found);
    }

    fn charge(&self, rule: &Rule, minor: i128) -> Option<Charge> {
        Charge::of(rule, self.money(minor), self.contract.rounding.mode())
    }

    fn money(&self, minor: i128) -> Amount {
        Amount::new(minor, self.target.currency)
    }

    fn push(
        &self,
        rule: &Rule,
        charge: &Charge,
        (cause, what, minor): (Cause, What, i128),
        found: &mut Vec<Fit>,
    ) {
        let cap = rule.cap.filter(|_| charge.bound == Some(Bound::Cap));
        let fee = What::Fee {
            taking: self.index,
            tender: rule.tender,
            rate: rule.rate,
            cap: cap.map(|cap| self.money(cap)),
            uncapped: false,
        };
        let mut terms = self.plan.clone();
        terms.push(Term {
            cause: Cause::FeeNormal,
            amount: self.money(charge.fee),
            what: fee,
        });
        terms.push(Term {
            cause,
            amount: self.money(minor),
            what,
        });
        let off = self.taking.amount.minor - self.target.minor - charge.fee - minor;
        if off != 0 {
            let (cause, amount) = (Cause::FeeRounding, self.money(off));
            terms.push(Term {
                cause,
                amount,
                what: What::Rounding,
            });
        }
        let rank = match (minor % round_unit(self.money(0)) == 0, off) {
            (true, 0) => RANK_ROUND,
            (true, _) => RANK_NEARLY,
            (false, _) => RANK_ANY,
        };
        found.push(Fit {
            terms,
            causes: 1,
            open: true,
            rank,
            weight: 0,
        });
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

/// What amounts that a person would charge are multiples of: whole yuan, or whole hundreds of yen.
fn round_unit(of: Amount) -> i128 {
    match of.currency.digits() {
        0 => 100,
        digits => 10_i128.pow(digits),
    }
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
