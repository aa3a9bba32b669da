//! Fits whose amount is worked out from the gap: one sale, one refund, or a mix that would close it.

use crate::cause::Cause;
use crate::fees::inverse::charge_for;
use crate::fees::quote::{Charge, Sale};
use crate::fees::returned::returned_fee;
use crate::fees::table::{Bound, FeeTable, Rule};
use crate::money::{Amount, Rounding};
use crate::settings::{Contract, RateRule};

use super::variants::{self, Variant};
use super::{Fit, Taking, Term, What};

/// Rank of an open fit with a round amount: after one usual cause, before two.
const RANK_ROUND: u32 = 3;

/// Rank of an open fit whose amount is round but for the roundings of single payments.
const RANK_NEARLY: u32 = 4;

/// Rank of any other open fit: there always is one, and it is simpler than most pairs.
const RANK_ANY: u32 = 5;

/// Rank of two digits swapped in one unknown sale: one gap in nine looks like that by chance.
const RANK_INSIDE: u32 = 6;

/// What the searches of open fits look at.
pub(super) struct Seen<'a> {
    /// The plan.
    pub contract: &'a Contract,
    /// The plan made ready.
    pub table: &'a FeeTable,
    /// What was taken.
    pub takings: &'a [Taking],
    /// The readings of each taking.
    pub readings: &'a [Vec<Variant>],
    /// What arrived, before the fee of the payout.
    pub received: Amount,
    /// That fee.
    pub lead: Option<Term>,
    /// How far single roundings may lead off.
    pub slack: i128,
}

impl Seen<'_> {
    /// Every taking but one, by the plan's first reading.
    fn others(&self, index: usize) -> impl Iterator<Item = (&Taking, &Vec<Variant>)> {
        let all = self.takings.iter().zip(self.readings).enumerate();
        all.filter(move |(other, _)| *other != index)
            .map(|(_, other)| other)
    }

    /// What should be missing of a taking where the others are as planned.
    pub fn loss_of(&self, index: usize) -> i128 {
        let arrived: i128 = self
            .others(index)
            .map(|(taking, reading)| taking.amount.minor - loss(reading))
            .sum();
        let taken = self
            .takings
            .get(index)
            .map_or(0, |taking| taking.amount.minor);
        taken + arrived - self.received.minor
    }

    /// The terms of the others.
    pub fn plan(&self, index: usize) -> Vec<Term> {
        let others = self.others(index);
        let terms = others.filter_map(|(_, reading)| plan_term(reading));
        self.lead.into_iter().chain(terms).collect()
    }

    /// The charge of a rule.
    pub fn charge(&self, rule: &Rule, minor: i128) -> Option<Charge> {
        Charge::of(rule, self.money(minor), self.contract.rounding.mode())
    }

    /// An amount of the same currency.
    pub fn money(&self, minor: i128) -> Amount {
        Amount::new(minor, self.received.currency)
    }

    /// What amounts that a person would charge are multiples of: whole yuan, or whole hundreds of yen.
    pub fn round_unit(&self) -> i128 {
        match self.received.currency.digits() {
            0 => 100,
            digits => 10_i128.pow(digits),
        }
    }

    /// The fee of a rule as a part of a fit.
    pub fn fee_term(&self, index: usize, rule: &Rule, charge: &Charge) -> Term {
        let cap = rule.cap.filter(|_| charge.bound == Some(Bound::Cap));
        Term {
            cause: Cause::FeeNormal,
            amount: self.money(charge.fee),
            what: What::Fee {
                taking: index,
                tender: rule.tender,
                rate: rule.rate,
                cap: cap.map(|cap| self.money(cap)),
                uncapped: false,
                payments: None,
            },
        }
    }
}

/// Every open fit, unordered. A round amount may miss the gap by the slack.
pub(super) fn fits(seen: &Seen<'_>, push: &mut dyn FnMut(Fit)) {
    for (index, &taking) in seen.takings.iter().enumerate() {
        let loss = seen.loss_of(index);
        let asked = Asked {
            index,
            taking,
            seen,
            target: seen.money(taking.amount.minor - loss),
        };
        let rules = variants::rules(seen.table, taking);
        for rule in &rules {
            asked.by_rule(rule, push);
            // The cap plays no part where the total is many small payments.
            if rule.cap.is_some() && taking.count != Some(1) {
                asked.by_rule(
                    &Rule {
                        cap: None,
                        ..**rule
                    },
                    push,
                );
            }
        }
        for (first, one) in rules.iter().enumerate() {
            for two in rules.iter().skip(first + 1) {
                if let Some(mut fit) = mix(one, two, taking, loss) {
                    fit.terms.splice(0..0, seen.plan(index));
                    push(fit);
                }
            }
        }
    }
}

fn loss(reading: &[Variant]) -> i128 {
    reading.first().map_or(0, |variant| variant.loss)
}

fn plan_term(reading: &[Variant]) -> Option<Term> {
    reading.first()?.terms.first().copied()
}

/// One taking in which a single sale or refund is to close the gap.
struct Asked<'a> {
    index: usize,
    taking: Taking,
    seen: &'a Seen<'a>,
    /// What arrived of this taking where the others are as planned.
    target: Amount,
}

impl Asked<'_> {
    fn by_rule(&self, rule: &Rule, push: &mut dyn FnMut(Fit)) {
        for short in self.shorts(rule) {
            self.inside(rule, short, push);
            for short in self.with_round(short) {
                self.short(rule, short, push);
            }
        }
        if let Some(charge) = self.seen.charge(rule, self.taking.amount.minor) {
            let kept = self.taking.amount.minor - charge.fee - self.target.minor;
            self.in_part(rule, &charge, kept, push);
            for kept in self.with_round(kept) {
                if kept > 0 && kept < self.taking.amount.minor {
                    let what = What::ShortFeeKept {
                        taking: self.index,
                        amount: self.seen.money(kept),
                    };
                    let fee = self.seen.fee_term(self.index, rule, &charge);
                    self.push(fee, (Cause::RefundFeeKept, what, kept), push);
                }
            }
        }
    }

    /// A part of one payment refunded whose fee was not a plain share: the fee comes back in the same
    /// part (FEES.md section 4).
    fn in_part(&self, rule: &Rule, charge: &Charge, rest: i128, push: &mut dyn FnMut(Fit)) {
        let taken = self.taking.amount.minor;
        let plain = charge.bound.is_none() && rule.fixed == 0;
        if plain || self.taking.count.is_some_and(|count| count > 1) || rest <= 0 {
            return;
        }
        let small = |minor: i128| i64::try_from(minor).ok();
        let (Some(fee), Some(sale)) = (small(charge.fee), small(taken)) else {
            return;
        };
        // Rest = refund less refund × fee / sale.
        let Some(near) = rest.checked_mul(taken) else {
            return;
        };
        let near = near / (taken - charge.fee).max(1);
        for refund in near - 2..=near + 2 {
            let Some(part) = small(refund).filter(|_| 0 < refund && refund < taken) else {
                continue;
            };
            let rounding = self.seen.contract.rounding.mode();
            let back = i128::from(returned_fee(fee, sale, part, rounding));
            if refund - back != rest {
                continue;
            }
            let what = What::Short {
                taking: self.index,
                amount: self.seen.money(refund),
            };
            let mut kept = self.seen.fee_term(self.index, rule, charge);
            kept.amount = self.seen.money(charge.fee - back);
            self.push(kept, (Cause::Refund, what, refund), push);
        }
    }

    /// By how much the taking is short where its payout is worked backwards.
    fn shorts(&self, rule: &Rule) -> Vec<i128> {
        let Some(own) = self.seen.contract.rates.get(rule.index) else {
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
            ..self.seen.contract.clone()
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
        let unit = self.seen.round_unit();
        let round = Rounding::HalfUp.divide(exact, unit) * unit;
        let near = round != exact && (round - exact).abs() <= self.seen.slack;
        [Some(exact), near.then_some(round)].into_iter().flatten()
    }

    fn short(&self, rule: &Rule, short: i128, push: &mut dyn FnMut(Fit)) {
        let Some(charge) = self.seen.charge(rule, self.taking.amount.minor - short) else {
            return;
        };
        let (taking, amount) = (self.index, self.seen.money(short.abs()));
        let of = match short.signum() {
            1 => (Cause::Refund, What::Short { taking, amount }, short),
            -1 => (
                Cause::MissingInBook,
                What::Uncounted { taking, amount },
                short,
            ),
            _ => return,
        };
        let fee = self.seen.fee_term(self.index, rule, &charge);
        self.push(fee, of, push);
    }

    /// Two digits swapped in one sale of many (CAUSES.md section 5): nine times a digit at its place.
    fn inside(&self, rule: &Rule, short: i128, push: &mut dyn FnMut(Fit)) {
        let mut digits = short.abs() / 9;
        if self.taking.count == Some(1) || short == 0 || short % 9 != 0 {
            return;
        }
        while digits >= 10 && digits % 10 == 0 {
            digits /= 10;
        }
        let Some(charge) = self
            .seen
            .charge(rule, self.taking.amount.minor - short)
            .filter(|_| digits < 10)
        else {
            return;
        };
        let fee = self.seen.fee_term(self.index, rule, &charge);
        let what = What::KeyedInside { taking: self.index };
        self.push(fee, (Cause::KeyedTransposition, what, short), push);
    }

    fn push(
        &self,
        fee: Term,
        (cause, what, minor): (Cause, What, i128),
        push: &mut dyn FnMut(Fit),
    ) {
        let charged = fee.amount.minor;
        let mut terms = self.seen.plan(self.index);
        terms.push(fee);
        terms.push(Term {
            cause,
            amount: self.seen.money(minor),
            what,
        });
        let off = self.taking.amount.minor - self.target.minor - charged - minor;
        if off != 0 {
            let (cause, amount) = (Cause::FeeRounding, self.seen.money(off));
            terms.push(Term {
                cause,
                amount,
                what: What::Rounding,
            });
        }
        let rank = match (cause, minor % self.seen.round_unit() == 0, off) {
            (Cause::KeyedTransposition, ..) => RANK_INSIDE,
            (_, true, 0) => RANK_ROUND,
            (_, true, _) => RANK_NEARLY,
            (_, false, _) => RANK_ANY,
        };
        push(Fit {
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

/// The split of a total at which both parts' fees come to what is missing, without caps and fixed
/// parts: it is part one tender or tier and part another.
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
