//! Fits whose amount is worked out from the gap: one sale or refund that would close it, alone and
//! beside each other cause.

use std::rc::Rc;

use crate::cause::Cause;
use crate::fees::exact::AMOUNT_MAX;
use crate::fees::returned::returned_fee;
use crate::fees::table::{FeeTable, Rule};
use crate::money::{Amount, Rounding};
use crate::settings::Contract;

use super::closed::rounding;
use super::extras::{Extra, Extras};
use super::found::{Found, Sort};
use super::mix;
use super::payments::Asked;
use super::variants::{self, Variant};
use super::{ROUNDING_MAX, Term, Try, What, halves};

mod way;

pub(super) use way::Way;

/// Rank of an open fit with a round amount: after one usual cause, before two.
const RANK_ROUND: u32 = 3;

/// Rank of an open fit whose amount is round but for the roundings of single payments.
const RANK_NEARLY: u32 = 4;

/// Rank of any other open fit: there always is one, and it is simpler than most pairs.
const RANK_ANY: u32 = 5;

/// Rank of two digits swapped in one unknown sale: one gap in nine looks like that by chance. Also
/// that of a round amount beside another cause.
const RANK_INSIDE: u32 = 6;

/// So much further down stands an open fit beside another cause.
const BESIDE: u32 = 3;

/// Rank of an amount that is not round beside another cause: there is one for every cause.
const RANK_LAST: u32 = 10;

/// With more takings than this, only first readings of the plan stand beside a usual charge.
const TAKINGS_FEW: usize = 3;

/// With more takings than this, only usual causes stand beside an amount that is worked out.
const TAKINGS_SOME: usize = 5;

/// A reading or charge of this weight is usual.
pub(super) const USUAL_WEIGHT: u32 = 2;

/// What the searches of open fits look at.
pub(super) struct Seen<'a> {
    pub contract: &'a Contract,
    pub table: &'a FeeTable,
    pub asked: &'a [Asked],
    readings: &'a [Rc<Vec<Variant>>],
    extras: &'a Extras,
    /// What is missing, the fee of the payout set aside.
    gap: Amount,
    /// That fee.
    lead: Option<Term>,
    /// How far single roundings may lead off.
    slack: i128,
    /// Whether only usual causes stand beside an amount that is worked out: where a number of payments
    /// is tried everything would fit, and with many takings it would take too long.
    few: bool,
}

/// What is assumed beside the taking that is looked at.
pub(super) struct Beside {
    /// What it takes.
    loss: i128,
    /// Causes off the plan: none or one.
    pub causes: u32,
    pub weight: u32,
    /// The plan's fees.
    pub plan: Vec<Term>,
    /// What differs from them.
    pub off: Vec<Term>,
}

impl<'a> Seen<'a> {
    pub fn new(
        contract: &'a Contract,
        table: &'a FeeTable,
        one: &'a Try,
        extras: &'a Extras,
        (gap, lead): (Amount, Option<Term>),
    ) -> Self {
        let sum: i128 = one.asked.iter().map(|asked| halves(asked.taking)).sum();
        Self {
            contract,
            table,
            asked: &one.asked,
            readings: &one.readings,
            extras,
            gap,
            lead,
            slack: (sum / 2).min(ROUNDING_MAX),
            few: one.asked.iter().any(|asked| asked.guessed) || one.asked.len() > TAKINGS_SOME,
        }
    }

    /// An amount of the same currency.
    pub fn money(&self, minor: i128) -> Amount {
        Amount::new(minor, self.gap.currency)
    }

    /// What amounts that a person would charge are multiples of: whole yuan, or whole hundreds of yen.
    pub fn round_unit(&self) -> i128 {
        match self.gap.currency.digits() {
            0 => 100,
            digits => 10_i128.pow(digits),
        }
    }

    /// What may be assumed beside the taking at `index`: everything else by the plan, and one cause.
    fn beside(&self, index: usize) -> Vec<Beside> {
        let plan = self.combined(index, None);
        let mut all: Vec<Beside> = Vec::new();
        let charged = |plan: &Beside, extra: &Extra| Beside {
            loss: plan.loss + extra.sum,
            causes: plan.causes + 1,
            weight: plan.weight + extra.weight,
            plan: plan.plan.clone(),
            off: extra.terms.clone(),
        };
        all.extend(self.extras.single().map(|extra| charged(&plan, extra)));
        let usual =
            |variant: &&Variant| !(variant.rare || self.few && variant.weight > USUAL_WEIGHT);
        for (other, reading) in self.readings.iter().enumerate() {
            if other == index {
                continue;
            }
            for variant in reading.iter().skip(1).filter(usual) {
                let one = self.combined(index, Some((other, variant)));
                if one.causes == 0 && self.readings.len() <= TAKINGS_FEW {
                    all.extend(self.extras.single().map(|extra| charged(&one, extra)));
                }
                all.push(one);
            }
        }
        all.insert(0, plan);
        all
    }

    /// Every other taking by the plan's first reading, but one by another.
    fn combined(&self, index: usize, but: Option<(usize, &Variant)>) -> Beside {
        let mut beside = Beside {
            loss: 0,
            causes: 0,
            weight: 0,
            plan: self.lead.into_iter().collect(),
            off: Vec::new(),
        };
        for (other, reading) in self.readings.iter().enumerate() {
            let variant = match but {
                Some((place, variant)) if place == other => Some(variant),
                _ => reading.first(),
            };
            let Some(variant) = variant.filter(|_| other != index) else {
                continue;
            };
            beside.loss += variant.loss;
            beside.causes += variant.causes;
            beside.weight += variant.weight;
            for &term in &variant.terms {
                if term.what.sort().is_none() {
                    beside.plan.push(term);
                } else {
                    beside.off.push(term);
                }
            }
        }
        beside
    }
}

/// Every open fit. A round amount may miss the gap by the slack.
pub(super) fn fits(seen: &Seen<'_>, found: &mut Found) {
    for (index, &asked) in seen.asked.iter().enumerate() {
        let ways = way::of(seen, index, asked);
        for beside in &seen.beside(index) {
            let rest = seen.gap.minor - beside.loss;
            for way in ways
                .iter()
                .filter(|way| way.causes + beside.causes <= 1)
                .filter(|way| !seen.few || usual_pair(way, beside))
            {
                let one = One {
                    seen,
                    index,
                    asked,
                    way,
                    beside,
                    rest: rest - way.booked_more(),
                };
                one.short(found);
                one.kept(found);
                one.back_by_plan(found);
                one.in_part(found);
            }
            mix::fits(seen, (index, asked), beside, rest, found);
        }
    }
}

/// Whether a pair is usual enough to be told beside a number of payments that nobody said.
const fn usual_pair(way: &Way, beside: &Beside) -> bool {
    let most = if beside.causes == 0 {
        2 * USUAL_WEIGHT
    } else {
        USUAL_WEIGHT
    };
    way.causes + beside.causes == 0 || way.weight + beside.weight <= most
}

/// One taking in which a single sale or refund is to close the gap.
struct One<'a> {
    seen: &'a Seen<'a>,
    index: usize,
    asked: Asked,
    /// How the rest of the taking was charged.
    way: &'a Way,
    beside: &'a Beside,
    /// What is missing of this taking, its fees included.
    rest: i128,
}

impl One<'_> {
    const fn taken(&self) -> i128 {
        self.way.taken
    }

    /// A sale refunded with its fee, or one that did not arrive; a sale that was not counted; two
    /// digits swapped in one sale.
    fn short(&self, found: &mut Found) {
        for way in self.way.with_fewer() {
            for exact in way.solve(self.rest) {
                self.inside(&way, exact, found);
                for short in self.with_round(exact) {
                    let fee = way.fee(self.taken() - short);
                    let (taking, amount) = (self.index, self.seen.money(short.abs()));
                    let of = if short > 0 {
                        (Cause::Refund, What::Short { taking, amount }, short)
                    } else {
                        (
                            Cause::MissingInBook,
                            What::Uncounted { taking, amount },
                            short,
                        )
                    };
                    self.push(&way, (self.taken() - short, fee), of, found);
                }
            }
        }
    }

    /// A sale refunded whose fee was kept.
    fn kept(&self, found: &mut Found) {
        let Some(fee) = self.way.fee(self.taken()) else {
            return;
        };
        for kept in self.with_round(self.rest - fee) {
            if kept > 0 && kept < self.taken() {
                let what = What::ShortFeeKept {
                    taking: self.index,
                    amount: self.seen.money(kept),
                };
                let of = (Cause::RefundFeeKept, what, kept);
                self.push(self.way, (self.taken(), Some(fee)), of, found);
            }
        }
    }

    /// A sale refunded with the fee that the plan says, where another was charged.
    fn back_by_plan(&self, found: &mut Found) {
        let charged = self.way.fee(self.taken());
        let (Some(own), Some(fee)) = (self.way.by_plan(), charged) else {
            return;
        };
        let unit = self.seen.round_unit();
        let near = own.before(self.rest - fee).unwrap_or(0);
        // Only a round one: it is the rarer way.
        let round = Rounding::HalfUp.divide(near, unit) * unit;
        let back = own.fee(round).unwrap_or(0);
        let off = self.rest - fee - round + back;
        if round > 0 && round < self.taken() && off.abs() <= self.seen.slack {
            let what = What::Short {
                taking: self.index,
                amount: self.seen.money(round),
            };
            let of = (Cause::Refund, what, round);
            self.push(self.way, (self.taken(), Some(fee - back)), of, found);
        }
    }

    /// A part of one payment refunded whose fee was not a plain share: the fee comes back in the same
    /// part (FEES.md section 4).
    fn in_part(&self, found: &mut Found) {
        let taken = self.taken();
        if self.asked.taking.count.is_some_and(|count| count > 1) || self.way.is_plain(taken) {
            return;
        }
        let Some(fee) = self.way.fee(taken).filter(|fee| *fee > 0) else {
            return;
        };
        let small = |minor: i128| i64::try_from(minor).ok();
        let (Some(small_fee), Some(sale)) = (small(fee), small(taken)) else {
            return;
        };
        // Rest = refund less refund × fee / sale, and the fee.
        let Some(near) = (self.rest - fee).checked_mul(taken) else {
            return;
        };
        let near = near / (taken - fee).max(1);
        for refund in near - 2..=near + 2 {
            let Some(part) = small(refund).filter(|_| 0 < refund && refund < taken) else {
                continue;
            };
            let way = self.seen.contract.rounding.mode();
            let back = i128::from(returned_fee(small_fee, sale, part, way));
            if refund - back != self.rest - fee {
                continue;
            }
            let what = What::Short {
                taking: self.index,
                amount: self.seen.money(refund),
            };
            let of = (Cause::Refund, what, refund);
            self.push(self.way, (taken, Some(fee - back)), of, found);
        }
    }

    /// An amount, and the round one beside it where rounding may hide the difference.
    fn with_round(&self, exact: i128) -> impl Iterator<Item = i128> + use<> {
        let unit = self.seen.round_unit();
        let round = Rounding::HalfUp.divide(exact, unit) * unit;
        let near = round != exact && round != 0 && (round - exact).abs() <= self.seen.slack;
        let exact = (exact != 0).then_some(exact);
        [exact, near.then_some(round)].into_iter().flatten()
    }

    /// Two digits swapped in one sale of many (CAUSES.md section 5): nine times a digit at its place.
    fn inside(&self, way: &Way, short: i128, found: &mut Found) {
        if self.asked.taking.count == Some(1) {
            return;
        }
        let mut place = 9;
        while place <= short.abs() + self.seen.slack {
            let digit = Rounding::HalfUp.divide(short.abs(), place).clamp(1, 9);
            let swapped = digit * place * short.signum();
            if (swapped - short).abs() <= self.seen.slack {
                let what = What::KeyedInside { taking: self.index };
                let of = (Cause::KeyedTransposition, what, swapped);
                let charged = self.taken() - swapped;
                self.push(way, (charged, way.fee(charged)), of, found);
            }
            place *= 10;
        }
    }

    /// `fee` is what was charged on `charged`, and `of` is the amount that closes the gap.
    fn push(
        &self,
        way: &Way,
        (charged, fee): (i128, Option<i128>),
        (cause, what, minor): (Cause, What, i128),
        found: &mut Found,
    ) {
        let Some(fee) = fee else { return };
        let off = self.rest - fee - minor;
        let single = way.causes + self.beside.causes == 0;
        let round = minor % self.seen.round_unit() == 0;
        let rank = match (cause, round, off) {
            (Cause::KeyedTransposition, _, 0) if single => RANK_INSIDE,
            (Cause::KeyedTransposition, ..) if single => RANK_INSIDE + 1,
            (Cause::KeyedTransposition, ..) => RANK_LAST,
            (_, true, 0) => RANK_ROUND + if single { 0 } else { BESIDE },
            (_, true, _) if single => RANK_NEARLY,
            // A few fen of play let one pair in five look round.
            (_, true, _) => RANK_NEARLY + BESIDE + 1,
            (_, false, _) if single => RANK_ANY,
            (_, false, _) => RANK_LAST,
        };
        let weight = (self.beside.weight + way.weight) * 16 + self.plausible(minor);
        let Some(own) = way.terms(charged, fee) else {
            return;
        };
        let sorts: Vec<Sort> = self
            .beside
            .off
            .iter()
            .filter_map(|term| term.what.sort())
            .chain(way.off.and_then(|(_, what)| what.sort()))
            .chain(what.sort())
            .collect();
        found.push((rank, weight), true, &sorts, || {
            let mut terms = self.beside.plan.clone();
            terms.extend(own.0);
            terms.extend(own.1);
            terms.extend(self.beside.off.iter().copied());
            terms.push(Term {
                cause,
                amount: self.seen.money(minor),
                what,
            });
            terms.extend(rounding(off, self.seen.gap));
            terms
        });
    }

    /// How little an amount looks like one sale of this taking: rounder and smaller is more usual.
    fn plausible(&self, minor: i128) -> u32 {
        let unit = self.seen.round_unit();
        let size = minor.abs();
        let odd = match size {
            size if size % (100 * unit) == 0 => 0,
            size if size % (10 * unit) == 0 => 1,
            size if size % unit == 0 => 2,
            size if size * 10 % unit == 0 => 4,
            _ => 6,
        };
        let large = match self.taken() {
            taken if size > taken / 2 => 4,
            taken if size > taken / 5 => 2,
            _ => 0,
        };
        // More arrived than was taken less often than less.
        odd + large + if minor < 0 { 3 } else { 0 }
    }
}

/// Whether a product of amounts stays exact.
pub(super) const fn is_small(minor: i128) -> bool {
    minor.unsigned_abs() <= (AMOUNT_MAX / 1_000_000_000).unsigned_abs()
}

/// The rules of a taking, with those whose cap plays no part because the total is many payments.
pub(super) fn rules(seen: &Seen<'_>, asked: Asked) -> Vec<Rule> {
    let mut rules = Vec::new();
    for rule in variants::rules(seen.table, asked.taking) {
        rules.push(*rule);
        if rule.cap.is_some() && asked.taking.count != Some(1) {
            rules.push(rule.uncapped());
        }
    }
    rules
}
