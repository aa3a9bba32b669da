/*!
The quick answer: takings and what arrived, and no file at all.

It looks for the smallest sets of causes that reproduce the gap to the last minor unit from the plan
and from amounts that providers usually take. It is arithmetic only: every fit is *possible*, several
usually fit equally well and are counted, and "nothing simple fits" is an answer.

How it searches: each taking is read in several ways ([`variants`]: the plan's fee, another rate, a
cap missed, digits swapped …), at most two takings differ from the plan at a time, and what remains
must be one of the sums of usual charges ([`extras`]). Beside it, the amount of the one sale or refund
that would close the gap is worked out, alone and together with one other cause ([`open`], [`pairs`]):
any gap can be closed that way, so these come last unless the amount is round.
*/

use crate::cause::{Cause, Confidence};
use crate::money::{Amount, Rate};
use crate::record::Tender;
use crate::settings::Contract;

use super::exact::AMOUNT_MAX;
use super::quote::payout_charges;
use super::table::FeeTable;

mod extras;
mod open;
mod pairs;
mod variants;

use extras::{Extra, Extras};
use variants::Variant;

/// Takings of one tender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taking {
    /// How they were paid; [`Tender::Unknown`] where only a total is known.
    pub tender: Tender,
    /// How much.
    pub amount: Amount,
    /// How many payments, where that is known.
    pub count: Option<u32>,
}

/// What a part of a fit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The plan's fee.
    Fee {
        /// On which taking.
        taking: usize,
        /// By the rule for which tender.
        tender: Tender,
        /// At which rate.
        rate: Rate,
        /// Which cap decided it.
        cap: Option<Amount>,
        /// The plan has a cap that played no part because the total is many small payments.
        uncapped: bool,
        /// How many payments it would be, where their number was tried.
        payments: Option<u32>,
    },
    /// Another rate than the plan's: the difference.
    OtherRate {
        /// On which taking.
        taking: usize,
        /// By plan.
        agreed: Rate,
        /// In fact.
        charged: Rate,
    },
    /// The cap was not applied, or another one.
    OtherCap {
        /// On which taking.
        taking: usize,
        /// By plan.
        agreed: Option<Amount>,
        /// In fact.
        charged: Option<Amount>,
    },
    /// The same fee once more.
    Twice {
        /// On which taking.
        taking: usize,
    },
    /// The fee was not taken from the payout.
    NoFee {
        /// On which taking; `None` for all.
        taking: Option<usize>,
    },
    /// A whole taking is absent: on its way, refunded with its fee, or never paid.
    Absent {
        /// Which taking.
        taking: usize,
    },
    /// Booked with another amount than was paid.
    Keyed {
        /// Which taking.
        taking: usize,
        /// As booked.
        booked: Amount,
        /// As paid.
        paid: Amount,
    },
    /// Same-day or payout fees: so many of so much.
    Instant {
        /// How much each.
        each: Amount,
        /// How many.
        times: u32,
    },
    /// A charge at one of the usual amounts for SIM cards, deposits and services.
    Listed(Amount),
    /// One sale or refund of this amount would close the gap: its fee came back or was never due.
    Short {
        /// In which taking.
        taking: usize,
        /// Of what amount.
        amount: Amount,
    },
    /// One refund of this amount would close the gap if its fee was kept.
    ShortFeeKept {
        /// In which taking.
        taking: usize,
        /// Of what amount.
        amount: Amount,
    },
    /// One payment of this amount that was not counted as taken would close the gap.
    Uncounted {
        /// At the rule of which taking.
        taking: usize,
        /// Of what amount.
        amount: Amount,
    },
    /// The total is a mix of two tenders: so much by the first, the rest by the second.
    Mix {
        /// First tender, its rate and its part.
        first: (Tender, Rate, Amount),
        /// Second tender, its rate and its part.
        second: (Tender, Rate, Amount),
    },
    /// One sale in it was booked with two digits swapped: this much more than was paid.
    KeyedInside {
        /// In which taking.
        taking: usize,
    },
    /// The plan's fee of the payout.
    PayoutFee,
    /// Roundings of single payments that a total does not show.
    Rounding,
}

/// A part of a fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The cause it would be.
    pub cause: Cause,
    /// Positive when it lowers the payout.
    pub amount: Amount,
    /// What it says.
    pub what: What,
}

/// A set of causes that reproduces the gap: its terms sum to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Its terms, the plan's fees first.
    pub terms: Vec<Term>,
    /// How many causes beside the plan's fees.
    pub causes: u32,
    /// Whether an amount in it was worked out from the gap itself, so that it fits whatever it is.
    pub open: bool,
    /// Smaller is simpler; equal ranks fit equally well.
    pub rank: u32,
    weight: u32,
}

impl Fit {
    /// Arithmetic without a file is never more than possible.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        Confidence::Possible
    }
}

/// The quick answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickAnswer {
    /// Takings less what arrived.
    pub gap: Amount,
    /// The plan's fee on everything; `None` where the plan leaves it open.
    pub expected: Option<Amount>,
    /// The fits, simplest first: at most [`FITS_MAX`] that are open and as many that are not.
    pub fits: Vec<Fit>,
    /// How many fits there are in all.
    pub total: usize,
    /// How many fit as well as the first.
    pub equal: usize,
    /// Whether any fit is simple: found among usual causes, not worked out from the gap.
    pub simple: bool,
}

/// More fits than this are counted and not listed; open ones and the others each.
pub const FITS_MAX: usize = 30;

/// More takings than this are a job for files.
pub const TAKINGS_MAX: usize = 8;

/// A payout of many payments may differ from the fee of their total by so many minor units, where
/// their number is not known: the roundings of some hundred payments.
const ROUNDING_UNKNOWN: i128 = 5;

/// The same where the number is known: past this, sums stop telling anything apart.
const ROUNDING_MAX: i128 = 10;

/// Fits of more causes than this are chance.
const CAUSES_MAX: u32 = 3;

/// One more than the largest rank: that of an open fit without a round amount beside another cause.
const RANKS: usize = 11;

/// So many fits are held before all but the best are let go.
const FITS_HELD: usize = 256;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuickError {
    /// No taking above nought.
    NoTakings,
    /// More than [`TAKINGS_MAX`].
    TooMany,
    /// Past the largest amount.
    TooLarge,
    /// Amounts of different currencies.
    Currency,
}

/// Looks for sets of causes that reproduce the gap.
///
/// # Errors
/// Where the takings are none or too many.
pub fn quick_answer(
    contract: &Contract,
    takings: &[Taking],
    received: Amount,
) -> Result<QuickAnswer, QuickError> {
    check(takings, received)?;
    let taken: i128 = takings.iter().map(|taking| taking.amount.minor).sum();
    let gap = Amount::new(taken - received.minor, received.currency);
    let table = FeeTable::new(contract, received.currency);
    let readings: Vec<Vec<Variant>> = takings
        .iter()
        .enumerate()
        .map(|(index, taking)| variants::of(contract, &table, index, *taking, takings.len()))
        .collect();
    let extras = Extras::new(contract, takings, received.currency);
    let mut found = Found::default();
    // With the plan's fee of the payout, where it has one; without it only where that explains nothing.
    let paid = payout_fee(contract, received);
    for lead in paid.map(Some).into_iter().chain([None]) {
        let search = Search {
            readings: &readings,
            extras: &extras,
            gap: Amount::new(gap.minor - lead.map_or(0, fee_of), gap.currency),
            takings,
            lead,
        };
        found.join(search.run());
        if !found.fits.is_empty() {
            break;
        }
    }
    if gap.minor == 0 {
        let what = What::NoFee { taking: None };
        let terms = vec![Term {
            cause: Cause::FeeOutside,
            amount: gap,
            what,
        }];
        found.push(Fit {
            terms,
            causes: 1,
            open: false,
            rank: 2,
            weight: 0,
        });
    }
    let simple = !found.fits.is_empty();
    let seen = open::Seen {
        contract,
        table: &table,
        takings,
        readings: &readings,
        received: Amount::new(received.minor + paid.map_or(0, fee_of), received.currency),
        lead: paid,
        slack: slack(takings),
    };
    open::fits(&seen, &mut |fit| found.push(fit));
    pairs::fits(&seen, &extras, &mut |fit| found.push(fit));
    found.keep();
    let best = found.fits.first().map(|fit| fit.rank as usize);
    let equal = best
        .and_then(|rank| found.counts.get(rank))
        .copied()
        .unwrap_or(0);
    let total = found.counts.iter().sum();
    let expected = expected(&readings, received);
    Ok(QuickAnswer {
        gap,
        expected,
        fits: found.fits,
        total,
        equal,
        simple,
    })
}

/// The fits found so far: the best of them, and how many there are of each rank.
#[derive(Default)]
struct Found {
    fits: Vec<Fit>,
    counts: [usize; RANKS],
}

impl Found {
    fn push(&mut self, fit: Fit) {
        if self.fits.contains(&fit) {
            return;
        }
        if let Some(count) = self.counts.get_mut(fit.rank as usize) {
            *count += 1;
        }
        self.fits.push(fit);
        if self.fits.len() >= FITS_HELD {
            self.keep();
        }
    }

    /// Adds what was found by another search.
    fn join(&mut self, other: Self) {
        self.fits.extend(other.fits);
        for (own, more) in self.counts.iter_mut().zip(other.counts) {
            *own += more;
        }
    }

    /// Sorts, and lets all go but the best of each sort.
    fn keep(&mut self) {
        self.fits.sort_by_key(|fit| (fit.rank, fit.weight));
        let mut kept = [0; 2];
        self.fits.retain(|fit| {
            let count = &mut kept[usize::from(fit.open)];
            *count += 1;
            *count <= FITS_MAX
        });
    }

    /// Three causes explain nearly everything: they are shown only where fewer explain nothing.
    fn drop_chance(&mut self) {
        if self.fits.iter().any(|fit| fit.causes < CAUSES_MAX) {
            self.fits.retain(|fit| fit.causes < CAUSES_MAX);
            for count in self.counts.iter_mut().skip(2 * CAUSES_MAX as usize) {
                *count = 0;
            }
        }
    }
}

fn check(takings: &[Taking], received: Amount) -> Result<(), QuickError> {
    if takings.len() > TAKINGS_MAX {
        return Err(QuickError::TooMany);
    }
    if takings.is_empty() || takings.iter().any(|taking| taking.amount.minor <= 0) {
        return Err(QuickError::NoTakings);
    }
    if takings
        .iter()
        .any(|taking| taking.amount.currency != received.currency)
    {
        return Err(QuickError::Currency);
    }
    let largest = takings
        .iter()
        .map(|taking| taking.amount.minor)
        .chain([received.minor.abs()]);
    // Room for the digits that a slip of the decimal point adds.
    if largest.max().is_some_and(|minor| minor > AMOUNT_MAX / 100) {
        return Err(QuickError::TooLarge);
    }
    Ok(())
}

/// How far the sum of a taking's single roundings may lie from the rounding of its total, in halves.
fn halves(taking: Taking) -> i128 {
    match taking.count {
        Some(1) => 0,
        Some(count) => i128::from(count),
        None => 2 * ROUNDING_UNKNOWN,
    }
}

/// The same of all takings, in minor units.
fn slack(takings: &[Taking]) -> i128 {
    let halves = takings.iter().map(|&taking| halves(taking));
    (halves.sum::<i128>() / 2).min(ROUNDING_MAX)
}

/// The plan's fee of the payout that arrived as `received`.
fn payout_fee(contract: &Contract, received: Amount) -> Option<Term> {
    let fee = contract.payout_fee.filter(|fee| !fee.outside)?;
    if received.minor <= 0 {
        return None;
    }
    let alone = Contract {
        payout_fee: Some(fee),
        instant_fee: None,
        instant_percent: None,
        ..contract.clone()
    };
    // From what arrives upwards: the first sum of which so much arrives.
    let charged = |before: i128| {
        let payout = Amount::new(before, received.currency);
        let inside = payout_charges(&alone, payout, false, &mut Vec::new())
            .ok()?
            .0;
        Some(before - inside)
    };
    let (mut low, mut high) = (
        received.minor,
        received
            .minor
            .checked_mul(4)?
            .checked_add(AMOUNT_MAX / 100)?,
    );
    while low < high {
        let middle = low + (high - low) / 2;
        if charged(middle)? >= received.minor {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    (charged(low)? == received.minor && low > received.minor).then(|| Term {
        cause: Cause::FeeNormal,
        amount: Amount::new(low - received.minor, received.currency),
        what: What::PayoutFee,
    })
}

fn fee_of(term: Term) -> i128 {
    term.amount.minor
}

/// The plan's own fee, where each taking has exactly one reading by the plan.
fn expected(readings: &[Vec<Variant>], received: Amount) -> Option<Amount> {
    let mut sum = 0;
    for reading in readings {
        let mut own = reading.iter().filter(|variant| variant.causes == 0);
        let first = own.next()?;
        if own.next().is_some() {
            return None;
        }
        sum += first.loss;
    }
    Some(Amount::new(sum, received.currency))
}

/// So many takings may be read otherwise than first at a time: with many takings fewer, so that the
/// search stays short enough to run while she types.
const fn others_max(takings: usize) -> u32 {
    if takings <= 4 { 3 } else { 2 }
}

/// The search for closed fits.
struct Search<'a> {
    readings: &'a [Vec<Variant>],
    extras: &'a Extras,
    /// What the readings and the charges must add up to.
    gap: Amount,
    takings: &'a [Taking],
    /// What stands before them.
    lead: Option<Term>,
}

impl Search<'_> {
    fn run(&self) -> Found {
        let mut found = Found::default();
        let mut chosen: Vec<&Variant> = Vec::with_capacity(self.readings.len());
        self.choose(&mut chosen, (0, 0), &mut found);
        found.drop_chance();
        found
    }

    /// Chooses a reading for the next taking; `causes` and `others` count those so far.
    fn choose<'b>(
        &'b self,
        chosen: &mut Vec<&'b Variant>,
        (causes, others): (u32, u32),
        found: &mut Found,
    ) {
        let Some(reading) = self.readings.get(chosen.len()) else {
            self.close(chosen, causes, found);
            return;
        };
        for (place, variant) in reading.iter().enumerate() {
            let causes = causes + variant.causes;
            let others = others + u32::from(place > 0);
            // Two takings off the plan at a time; the third cause can only be a charge.
            if causes < CAUSES_MAX && others <= others_max(self.readings.len()) {
                chosen.push(variant);
                self.choose(chosen, (causes, others), found);
                chosen.pop();
            }
        }
    }

    /// Adds every charge that closes what the chosen readings leave.
    fn close(&self, chosen: &[&Variant], causes: u32, found: &mut Found) {
        let rest = self.gap.minor - chosen.iter().map(|variant| variant.loss).sum::<i128>();
        let halves = chosen
            .iter()
            .zip(self.takings)
            .map(|(variant, &taking)| halves(taking) * variant.roundings);
        let slack = (halves.sum::<i128>() / 2).min(ROUNDING_MAX);
        for extra in self.extras.near(rest, slack) {
            let off = rest - extra.sum;
            let all = causes + extra.causes;
            // Three causes and a rounding fit any gap.
            if all > CAUSES_MAX || (all == CAUSES_MAX && off != 0) {
                continue;
            }
            found.push(self.fit(chosen, extra, off, all));
        }
    }

    fn fit(&self, chosen: &[&Variant], extra: &Extra, off: i128, causes: u32) -> Fit {
        let mut terms: Vec<Term> = self.lead.into_iter().collect();
        for part in 0..2 {
            // The plan's fees first, then what differs from it.
            let of_part = |variant: &&Variant| variant.terms.get(part).copied();
            terms.extend(chosen.iter().filter_map(of_part));
        }
        terms.extend(extra.terms.iter().copied());
        if off != 0 {
            terms.push(Term {
                cause: Cause::FeeRounding,
                amount: Amount::new(off, self.gap.currency),
                what: What::Rounding,
            });
        }
        let weight = chosen.iter().map(|variant| variant.weight).sum::<u32>() + extra.weight;
        let far = u32::try_from(off.unsigned_abs()).unwrap_or(u32::MAX);
        Fit {
            terms,
            causes,
            open: false,
            rank: 2 * causes + u32::from(off != 0),
            weight: weight.saturating_mul(16).saturating_add(far),
        }
    }
}
