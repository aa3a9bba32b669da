/*!
The quick answer: takings and what arrived, and no file at all.

It looks for the smallest sets of causes that reproduce the gap to the last minor unit from the plan
and from amounts that providers usually take. It is arithmetic only: every fit is *possible*, several
usually fit equally well and are counted, and "nothing simple fits" is an answer.

How it searches: each taking is read in several ways ([`variants`]: the plan's fee, another rate, a
cap missed, digits swapped …), at most two causes differ from the plan at a time, and what remains
must be one of the sums of usual charges ([`extras`], [`closed`]). Beside it, the amount of the one
sale or refund that would close the gap is worked out, alone and together with each other cause
([`open`]): any gap can be closed that way, so these come last unless the amount is round.

Hundreds of fits are common. They are grouped by the kinds of their causes ([`FitKind`]), and every
one of a kind is counted.
*/

use std::rc::Rc;

use crate::cause::{Cause, Confidence};
use crate::money::{Amount, Rate};
use crate::record::Tender;
use crate::settings::Contract;

use super::exact::AMOUNT_MAX;
use super::quote::payout_charges;
use super::table::FeeTable;

mod closed;
mod extras;
mod found;
mod mix;
mod open;
mod payments;
mod variants;

use extras::Extras;
use found::Found;
use payments::Asked;
use variants::Variant;

pub use found::{FITS_MAX, FitKind, Sort};

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
    /// So many payments are at their cap and the others are charged their share.
    Capped {
        /// In which taking.
        taking: usize,
        /// How many payments.
        payments: u32,
        /// What they come to.
        over: Amount,
        /// What the others come to.
        under: Amount,
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
    /// Its kind's place in [`QuickAnswer::kinds`].
    pub kind: usize,
    /// Its terms, the plan's fees first.
    pub terms: Vec<Term>,
    /// How many causes beside the plan's fees.
    pub causes: u32,
    /// Whether an amount in it was worked out from the gap itself, so that it fits whatever it is.
    pub open: bool,
    /// Smaller is simpler; equal ranks fit equally well.
    pub rank: u32,
    /// Among equal ranks, smaller is more usual.
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
    /// The fits, simplest first: at most [`FITS_MAX`] of a kind.
    pub fits: Vec<Fit>,
    /// Their kinds, that of the simplest fit first.
    pub kinds: Vec<FitKind>,
    /// How many fits there are in all.
    pub total: usize,
    /// How many fit as well as the first.
    pub equal: usize,
    /// Whether any fit is simple: found among usual causes, not worked out from the gap.
    pub simple: bool,
}

/// More takings than this are a job for files.
pub const TAKINGS_MAX: usize = 8;

/// A payout of many payments may differ from the fee of their total by so many minor units, where
/// their number is not known: the roundings of some hundred payments.
const ROUNDING_UNKNOWN: i128 = 5;

/// The same where the number is known: past this, sums stop telling anything apart.
const ROUNDING_MAX: i128 = 10;

/// So many sums before the fee of the payout are tried.
const PAYOUTS_MAX: i128 = 4;

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
    let tries = Try::all(contract, &table, takings);
    let extras = Extras::new(contract, takings, received.currency);
    let mut found = Found::default();
    // With the plan's fee of the payout, where it has one; without it only where that explains nothing.
    let paid = payout_fees(contract, received);
    let rest = |lead: Option<Term>| {
        let minor = gap.minor - lead.map_or(0, |term| term.amount.minor);
        (Amount::new(minor, gap.currency), lead)
    };
    for &lead in &paid {
        closed::fits(&tries, &extras, rest(Some(lead)), &mut found);
    }
    if !found.any() {
        closed::fits(&tries, &extras, rest(None), &mut found);
    }
    if gap.minor == 0 {
        let what = What::NoFee { taking: None };
        found.push((2, 0), false, &[Sort::NoFee], || {
            vec![Term {
                cause: Cause::FeeOutside,
                amount: gap,
                what,
            }]
        });
    }
    let simple = found.any();
    let lead = rest(paid.first().copied());
    for one in &tries {
        let seen = open::Seen::new(contract, &table, one, &extras, lead);
        open::fits(&seen, &mut found);
    }
    let expected = tries
        .first()
        .filter(|_| tries.len() == 1)
        .and_then(|one| expected(&one.readings, received));
    let (kinds, fits, equal) = found.done();
    Ok(QuickAnswer {
        gap,
        expected,
        total: kinds.iter().map(|kind| kind.total).sum(),
        fits,
        kinds,
        equal,
        simple,
    })
}

/// The takings with the numbers of payments that are tried, and the readings of each.
struct Try {
    asked: Vec<Asked>,
    readings: Vec<Rc<Vec<Variant>>>,
}

impl Try {
    fn all(contract: &Contract, table: &FeeTable, takings: &[Taking]) -> Vec<Self> {
        let read = |index, asked| Rc::new(variants::of(contract, table, index, asked));
        let said: Vec<Rc<Vec<Variant>>> = (0..)
            .zip(takings)
            .map(|(index, &taking)| read(index, Asked::said(taking)))
            .collect();
        let tried = payments::tried(table, takings).into_iter();
        tried
            .map(|asked| Self {
                readings: (0..)
                    .zip(&asked)
                    .zip(&said)
                    .map(|((index, asked), said)| {
                        if asked.guessed {
                            read(index, *asked)
                        } else {
                            Rc::clone(said)
                        }
                    })
                    .collect(),
                asked,
            })
            .collect()
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

/// The plan's fees of a payout that may have arrived as `received`: rounding lets a few sums lead to
/// one.
fn payout_fees(contract: &Contract, received: Amount) -> Vec<Term> {
    let find = || {
        let fee = contract.payout_fee.filter(|fee| !fee.outside)?;
        let alone = Contract {
            payout_fee: Some(fee),
            instant_fee: None,
            instant_percent: None,
            ..contract.clone()
        };
        let charged = |before: i128| {
            let payout = Amount::new(before, received.currency);
            let inside = payout_charges(&alone, payout, false, &mut Vec::new())
                .ok()?
                .0;
            Some(before - inside)
        };
        // From what arrives upwards: the first sum of which so much arrives.
        let most = received.minor.checked_mul(4)?;
        let (mut low, mut high) = (received.minor, most.checked_add(AMOUNT_MAX / 100)?);
        while low < high {
            let middle = low + (high - low) / 2;
            if charged(middle)? >= received.minor {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let term = |before: i128| Term {
            cause: Cause::FeeNormal,
            amount: Amount::new(before - received.minor, received.currency),
            what: What::PayoutFee,
        };
        let fits = |before: &i128| charged(*before) == Some(received.minor);
        let sums = (low..low + PAYOUTS_MAX).take_while(fits);
        let above = sums.filter(|&before| before > received.minor);
        Some(above.map(term).collect())
    };
    if received.minor > 0 {
        find().unwrap_or_default()
    } else {
        Vec::new()
    }
}

/// The plan's own fee, where each taking has exactly one reading by the plan.
fn expected(readings: &[Rc<Vec<Variant>>], received: Amount) -> Option<Amount> {
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
