//! One sale or refund beside one other cause: a round amount that closes what the other leaves.

use crate::cause::Cause;
use crate::fees::table::Rule;
use crate::money::Rounding;

use super::extras::Extras;
use super::open::Seen;
use super::variants::{self, Variant};
use super::{Fit, Taking, Term, What};

/// Rank of a pair with a round amount: like three usual causes.
const RANK_ROUND: u32 = 6;

/// Rank of a pair whose amount is round but for the roundings of single payments.
const RANK_NEARLY: u32 = 8;

/// Rank of any other pair: the very last.
const RANK_ANY: u32 = 10;

/// A reading or charge of this weight is usual enough to stand beside any worked-out amount.
const USUAL_WEIGHT: u32 = 2;

/// The other cause of a pair.
struct Beside {
    /// What it takes, beyond the plan.
    loss: i128,
    weight: u32,
    /// What it is, the plan's fees of the other takings before it.
    terms: Vec<Term>,
    /// Whether an amount that is not round is worth telling beside it.
    any: bool,
    /// Whether one that single roundings keep from being round is.
    nearly: bool,
}

/// Every pair, unordered.
pub(super) fn fits(seen: &Seen<'_>, extras: &Extras, push: &mut dyn FnMut(Fit)) {
    for (index, &taking) in seen.takings.iter().enumerate() {
        let plan = seen.plan(index);
        let mut beside: Vec<Beside> = extras
            .single()
            .map(|extra| Beside {
                loss: extra.sum,
                weight: extra.weight,
                terms: plan.iter().chain(&extra.terms).copied().collect(),
                any: extra.weight <= USUAL_WEIGHT,
                nearly: extra.weight <= USUAL_WEIGHT,
            })
            .collect();
        elsewhere(seen, index, &mut beside);
        let loss = seen.loss_of(index);
        for rule in variants::rules(seen.table, taking) {
            let one = One {
                seen,
                index,
                taking,
                rule: *rule,
            };
            for other in &beside {
                one.refund(*rule, loss - other.loss, other, push);
                one.kept(loss - other.loss, other, push);
            }
            let here = Beside {
                loss: 0,
                weight: 1,
                terms: plan.clone(),
                any: false,
                nearly: true,
            };
            for charged in charged_otherwise(seen, rule) {
                one.refund(charged, loss, &here, push);
            }
        }
    }
}

/// Another taking off its plan.
fn elsewhere(seen: &Seen<'_>, index: usize, beside: &mut Vec<Beside>) {
    for (other, reading) in seen.readings.iter().enumerate() {
        let Some(first) = reading.first().filter(|_| other != index) else {
            continue;
        };
        let usual = |variant: &&Variant| variant.causes == 1 && variant.weight <= USUAL_WEIGHT;
        for variant in reading.iter().filter(usual) {
            // In the place of that taking's own reading stands the other one.
            let rest = seen.plan(index);
            let own = first.terms.first();
            let mut terms: Vec<Term> = rest.into_iter().filter(|term| Some(term) != own).collect();
            terms.extend(variant.terms.iter().copied());
            beside.push(Beside {
                loss: variant.loss - first.loss,
                weight: variant.weight,
                terms,
                any: false,
                // The plan's own rates and caps, or all of it absent.
                nearly: variant.weight <= 1 || variant.roundings == 0,
            });
        }
    }
}

/// The rule as it may have been charged: at another rate of the plan, or without its cap.
fn charged_otherwise(seen: &Seen<'_>, rule: &Rule) -> Vec<Rule> {
    let mut charged: Vec<Rule> = Vec::new();
    if rule.cap.is_some() {
        charged.push(rule.uncapped());
    }
    let plans = seen
        .table
        .rules()
        .iter()
        .filter(|other| other.above.is_none());
    let mut rates: Vec<Rule> = plans.copied().collect();
    let common = variants::common_rates();
    rates.extend(common.filter_map(|rate| seen.table.at_rate(rule, rate)));
    for other in rates {
        if other.rate > rule.rate && !charged.iter().any(|known| known.rate == other.rate) {
            charged.push(Rule {
                min: rule.min,
                fixed: rule.fixed,
                ..other
            });
        }
    }
    charged
}

/// A taking in which the sale or refund would be.
struct One<'a> {
    seen: &'a Seen<'a>,
    index: usize,
    taking: Taking,
    /// The plan's rule for it.
    rule: Rule,
}

impl One<'_> {
    /// A sale of the taking refunded with its fee, or not arrived, where the rest was charged by
    /// `charged` and `loss` is missing.
    fn refund(&self, charged: Rule, loss: i128, beside: &Beside, push: &mut dyn FnMut(Fit)) {
        for short in self.solve(&charged, loss) {
            let rest = self.taking.amount.minor - short;
            let (Some(own), Some(paid)) = (
                self.seen.charge(&self.rule, rest),
                self.seen.charge(&charged, rest),
            ) else {
                continue;
            };
            let what = What::Short {
                taking: self.index,
                amount: self.seen.money(short),
            };
            let mut terms = vec![self.seen.fee_term(self.index, &self.rule, &own)];
            let more = paid.fee - own.fee;
            if charged != self.rule {
                if more <= 0 {
                    continue;
                }
                terms.push(self.difference(&charged, more));
            }
            self.push(
                (Cause::Refund, what, short),
                loss - paid.fee,
                terms,
                beside,
                push,
            );
        }
    }

    /// A sale refunded whose fee was kept.
    fn kept(&self, loss: i128, beside: &Beside, push: &mut dyn FnMut(Fit)) {
        let Some(charge) = self.seen.charge(&self.rule, self.taking.amount.minor) else {
            return;
        };
        let exact = loss - charge.fee;
        for kept in self.with_round(exact) {
            if kept <= 0 || kept >= self.taking.amount.minor {
                continue;
            }
            let what = What::ShortFeeKept {
                taking: self.index,
                amount: self.seen.money(kept),
            };
            let terms = vec![self.seen.fee_term(self.index, &self.rule, &charge)];
            let of = (Cause::RefundFeeKept, what, kept);
            self.push(of, exact, terms, beside, push);
        }
    }

    /// What was charged otherwise than by the plan.
    fn difference(&self, charged: &Rule, more: i128) -> Term {
        let (cause, what) = if charged.rate == self.rule.rate {
            let what = What::OtherCap {
                taking: self.index,
                agreed: self.rule.cap.map(|cap| self.seen.money(cap)),
                charged: None,
            };
            (Cause::CapMissed, what)
        } else {
            let what = What::OtherRate {
                taking: self.index,
                agreed: self.rule.rate,
                charged: charged.rate,
            };
            (variants::misread(self.rule.tender, charged.tender), what)
        };
        Term {
            cause,
            amount: self.seen.money(more),
            what,
        }
    }

    /// The amounts that, taken out of the taking, leave `loss` missing of it; the roundest of them.
    fn solve(&self, charged: &Rule, loss: i128) -> Vec<i128> {
        let taken = self.taking.amount.minor;
        let missing = |short: i128| {
            let fee = self.seen.charge(charged, taken - short)?.fee;
            Some(short + fee)
        };
        let (mut low, mut high) = (1, taken - 1);
        while low < high {
            let middle = low + (high - low) / 2;
            match missing(middle) {
                Some(sum) if sum < loss => low = middle + 1,
                Some(_) => high = middle,
                None => return Vec::new(),
            }
        }
        // Rounding lets a few neighbours lead to the same sum.
        let exact: Vec<i128> = (low..=low + 2)
            .filter(|&short| 0 < short && short < taken && missing(short) == Some(loss))
            .collect();
        let unit = self.seen.round_unit();
        let round = exact.iter().copied().find(|short| short % unit == 0);
        match round.or(exact.first().copied()) {
            Some(best) => self.with_round(best).collect(),
            None => Vec::new(),
        }
    }

    fn with_round(&self, exact: i128) -> impl Iterator<Item = i128> + use<> {
        let unit = self.seen.round_unit();
        let round = Rounding::HalfUp.divide(exact, unit) * unit;
        let near = round > 0 && round != exact && (round - exact).abs() <= self.seen.slack;
        [Some(exact), near.then_some(round)].into_iter().flatten()
    }

    /// `wanted` is what the amount would be without the roundings of single payments.
    fn push(
        &self,
        (cause, what, minor): (Cause, What, i128),
        wanted: i128,
        own: Vec<Term>,
        beside: &Beside,
        push: &mut dyn FnMut(Fit),
    ) {
        let off = wanted - minor;
        let rank = match (minor % self.seen.round_unit() == 0, off) {
            (true, 0) => RANK_ROUND,
            // A few fen of play let one pair in five look round.
            (true, _) if beside.nearly => RANK_NEARLY,
            (false, 0) if beside.any => RANK_ANY,
            _ => return,
        };
        let mut terms = own;
        terms.extend(beside.terms.iter().copied());
        // The plan's fees first, then what differs from it.
        terms.sort_by_key(|term| !matches!(term.what, What::Fee { .. } | What::PayoutFee));
        terms.push(Term {
            cause,
            amount: self.seen.money(minor),
            what,
        });
        if off != 0 {
            terms.push(Term {
                cause: Cause::FeeRounding,
                amount: self.seen.money(off),
                what: What::Rounding,
            });
        }
        push(Fit {
            terms,
            causes: 2,
            open: true,
            rank,
            weight: beside.weight,
        });
    }
}
