//! Fits among usual causes: readings of the takings and usual charges that add up to the gap.

use crate::cause::Cause;
use crate::money::Amount;

use super::extras::{Extra, Extras};
use super::found::Found;
use super::variants::Variant;
use super::{ROUNDING_MAX, Term, Try, What, halves};

/// Fits of more causes than this are chance.
const CAUSES_MAX: u32 = 3;

/// Every closed fit of at most two causes; of three only where there is none, because three explain
/// nearly everything. `lead` stands before the rest of the gap.
pub(super) fn fits(
    tries: &[Try],
    extras: &Extras,
    (gap, lead): (Amount, Option<Term>),
    found: &mut Found,
) {
    for most in [CAUSES_MAX - 1, CAUSES_MAX] {
        // Three causes and a number of payments that nobody said fit anything.
        if most == CAUSES_MAX && (found.any() || tries.len() > 1) {
            return;
        }
        for one in tries {
            let search = Search {
                one,
                extras,
                gap,
                lead,
                most,
            };
            search.choose(
                &mut Vec::with_capacity(one.asked.len()),
                Sum::default(),
                found,
            );
        }
    }
}

/// So many takings may be read otherwise than first at a time: with many takings fewer, so that the
/// search stays short enough to run while she types.
const fn others_max(takings: usize) -> u32 {
    if takings <= 4 { 3 } else { 2 }
}

/// What the chosen readings come to.
#[derive(Clone, Copy, Default)]
struct Sum {
    loss: i128,
    /// How far roundings may lead off, in halves.
    halves: i128,
    weight: u32,
    causes: u32,
    /// How many are not the first of their taking.
    others: u32,
    rare: bool,
}

struct Search<'a> {
    one: &'a Try,
    extras: &'a Extras,
    /// What the readings and the charges must add up to.
    gap: Amount,
    /// What stands before them.
    lead: Option<Term>,
    /// So many causes at most.
    most: u32,
}

impl Search<'_> {
    /// Chooses a reading for the next taking; `sum` is of those so far.
    fn choose<'b>(&'b self, chosen: &mut Vec<&'b Variant>, sum: Sum, found: &mut Found) {
        let next = self.one.readings.get(chosen.len());
        let (Some(reading), Some(asked)) = (next, self.one.asked.get(chosen.len())) else {
            self.close(chosen, sum, found);
            return;
        };
        for (place, variant) in reading.iter().enumerate() {
            // The plan's readings stand first. Rates that nobody offers explain a gap alone or not at
            // all; they stand last. Two takings off the plan at a time; a third cause is a charge.
            let lone = sum.rare && variant.causes > 0 || sum.causes > 0 && variant.rare;
            if lone || sum.causes + variant.causes >= CAUSES_MAX {
                break;
            }
            let sum = Sum {
                loss: sum.loss + variant.loss,
                halves: sum.halves + halves(asked.taking) * variant.roundings,
                weight: sum.weight + variant.weight,
                causes: sum.causes + variant.causes,
                others: sum.others + u32::from(place > 0),
                rare: sum.rare || variant.rare,
            };
            if sum.others <= others_max(self.one.readings.len()) {
                chosen.push(variant);
                self.choose(chosen, sum, found);
                chosen.pop();
            }
        }
    }

    /// Adds every charge that closes what the chosen readings leave.
    fn close(&self, chosen: &[&Variant], sum: Sum, found: &mut Found) {
        let rest = self.gap.minor - sum.loss;
        let slack = (sum.halves / 2).min(ROUNDING_MAX);
        for extra in self.extras.near(rest, slack) {
            let off = rest - extra.sum;
            let all = sum.causes + extra.causes;
            // Three causes and a rounding fit any gap.
            let chance = all == CAUSES_MAX && off != 0;
            // Fits of two causes were found before.
            let before = self.most == CAUSES_MAX && all < CAUSES_MAX;
            if all > self.most || chance || before || (sum.rare && extra.causes > 0) {
                continue;
            }
            let far = u32::try_from(off.unsigned_abs()).unwrap_or(u32::MAX);
            let key = (
                2 * all + u32::from(off != 0),
                (sum.weight + extra.weight)
                    .saturating_mul(16)
                    .saturating_add(far),
            );
            let terms = chosen.iter().flat_map(|variant| &variant.terms);
            let sorts: Vec<_> = terms
                .chain(&extra.terms)
                .filter_map(|term| term.what.sort())
                .collect();
            found.push(key, false, &sorts, || self.terms(chosen, extra, off));
        }
    }

    fn terms(&self, chosen: &[&Variant], extra: &Extra, off: i128) -> Vec<Term> {
        let mut terms: Vec<Term> = self.lead.into_iter().collect();
        for part in 0..2 {
            // The plan's fees first, then what differs from it.
            let of_part = |variant: &&Variant| variant.terms.get(part).copied();
            terms.extend(chosen.iter().filter_map(of_part));
        }
        terms.extend(extra.terms.iter().copied());
        terms.extend(rounding(off, self.gap));
        terms
    }
}

/// The roundings of single payments as a part of a fit, where there are any.
pub(super) fn rounding(off: i128, like: Amount) -> Option<Term> {
    (off != 0).then(|| Term {
        cause: Cause::FeeRounding,
        amount: Amount::new(off, like.currency),
        what: What::Rounding,
    })
}
