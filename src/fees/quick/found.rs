//! What was found: fits by kind, the best of each kept and every one counted.

use super::{Fit, Term, What};

/// So many fits of a kind are kept; more are counted and not listed.
pub const FITS_MAX: usize = 800;

/// The same of a kind of several causes.
const FITS_MAX_MANY: usize = 400;

/// The kind of a cause, however large and in whichever taking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Sort {
    /// Same-day or payout fees.
    Instant,
    /// A usual charge.
    Listed,
    /// Another rate.
    Rate,
    /// No cap, or another one.
    Cap,
    /// A fee taken twice.
    Twice,
    /// A fee not taken from the payout.
    NoFee,
    /// A taking that is absent.
    Absent,
    /// A total booked wrong.
    Keyed,
    /// One sale in it booked wrong.
    Inside,
    /// One refund, or one sale that did not arrive.
    One,
    /// One sale that was not counted.
    Uncounted,
    /// A split of a total that nobody said.
    Split,
}

impl Sort {
    const ALL: [Self; 12] = [
        Self::Instant,
        Self::Listed,
        Self::Rate,
        Self::Cap,
        Self::Twice,
        Self::NoFee,
        Self::Absent,
        Self::Keyed,
        Self::Inside,
        Self::One,
        Self::Uncounted,
        Self::Split,
    ];

    const fn bit(self) -> u16 {
        1 << self as u8
    }
}

impl What {
    /// Its kind; none for what the plan charges and for roundings.
    pub(super) const fn sort(&self) -> Option<Sort> {
        match self {
            Self::Fee { .. } | Self::PayoutFee | Self::Rounding => None,
            Self::OtherRate { .. } => Some(Sort::Rate),
            Self::OtherCap { .. } => Some(Sort::Cap),
            Self::Twice { .. } => Some(Sort::Twice),
            Self::NoFee { .. } => Some(Sort::NoFee),
            Self::Absent { .. } => Some(Sort::Absent),
            Self::Keyed { .. } => Some(Sort::Keyed),
            Self::Instant { .. } => Some(Sort::Instant),
            Self::Listed(_) => Some(Sort::Listed),
            Self::Short { .. } | Self::ShortFeeKept { .. } => Some(Sort::One),
            Self::Uncounted { .. } => Some(Sort::Uncounted),
            Self::Mix { .. } | Self::Capped { .. } => Some(Sort::Split),
            Self::KeyedInside { .. } => Some(Sort::Inside),
        }
    }
}

/// Fits whose causes are of the same kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitKind {
    /// The kinds of its causes, each once; none where it is the plan's fees alone.
    pub sorts: Vec<Sort>,
    /// Whether an amount in it is worked out from the gap.
    pub open: bool,
    /// How many fits it has, those that are not listed included.
    pub total: usize,
}

const fn most(kind: u16) -> usize {
    if kind.count_ones() > 1 {
        FITS_MAX_MANY
    } else {
        FITS_MAX
    }
}

/// Rank and weight of a fit: smaller is simpler.
pub(super) type Key = (u32, u32);

/// One kind while the search runs.
struct Held {
    /// Whether an amount is worked out, and the kinds of the causes.
    kind: (bool, u16),
    fits: Vec<Fit>,
    total: usize,
    /// Nothing worse than this is kept any more.
    worst: Option<Key>,
}

impl Held {
    fn prune(&mut self) {
        let most = most(self.kind.1);
        self.fits.sort_by_key(Fit::key);
        if self.fits.len() > most {
            self.fits.truncate(most);
            self.worst = self.fits.last().map(Fit::key);
        }
    }
}

/// The largest rank and one more.
const RANKS: usize = 12;

impl Fit {
    const fn key(&self) -> Key {
        (self.rank, self.weight)
    }
}

/// The fits found so far.
#[derive(Default)]
pub(super) struct Found {
    kinds: Vec<Held>,
    /// How many there are of each rank.
    ranks: [usize; RANKS],
}

impl Found {
    /// Whether anything was found.
    pub fn any(&self) -> bool {
        !self.kinds.is_empty()
    }

    /// Counts a fit, and keeps it where it is among the best of its kind; only then is it written out.
    pub fn push(
        &mut self,
        key: Key,
        open: bool,
        sorts: &[Sort],
        terms: impl FnOnce() -> Vec<Term>,
    ) {
        let kind = (open, sorts.iter().fold(0, |bits, sort| bits | sort.bit()));
        let known = self.kinds.iter().position(|held| held.kind == kind);
        let place = known.unwrap_or(self.kinds.len());
        if known.is_none() {
            self.kinds.push(Held {
                kind,
                fits: Vec::new(),
                total: 0,
                worst: None,
            });
        }
        let count = self.ranks.get_mut(key.0 as usize);
        let (Some(held), Some(count)) = (self.kinds.get_mut(place), count) else {
            return;
        };
        if held.worst.is_some_and(|worst| key >= worst) {
            held.total += 1;
            *count += 1;
            return;
        }
        let terms = terms();
        let same = |fit: &Fit| fit.key() == key && fit.terms == terms;
        if held.fits.iter().any(same) {
            return;
        }
        held.total += 1;
        *count += 1;
        held.fits.push(Fit {
            kind: 0,
            terms,
            causes: sorts
                .iter()
                .fold(0, |causes, sort| causes + u32::from(*sort != Sort::Split)),
            open,
            rank: key.0,
            weight: key.1,
        });
        if held.fits.len() >= 2 * most(kind.1) {
            held.prune();
        }
    }

    /// The kinds, the fits, and how many fit as well as the first.
    pub fn done(mut self) -> (Vec<FitKind>, Vec<Fit>, usize) {
        self.kinds.iter_mut().for_each(Held::prune);
        self.kinds
            .sort_by_key(|held| held.fits.first().map(Fit::key));
        let (mut kinds, mut fits) = (Vec::with_capacity(self.kinds.len()), Vec::new());
        for (place, held) in self.kinds.into_iter().enumerate() {
            let (open, bits) = held.kind;
            let sorts = Sort::ALL.into_iter();
            kinds.push(FitKind {
                sorts: sorts.filter(|sort| bits & sort.bit() != 0).collect(),
                open,
                total: held.total,
            });
            fits.extend(held.fits.into_iter().map(|fit| Fit { kind: place, ..fit }));
        }
        fits.sort_by_key(Fit::key);
        let equal = self.ranks.into_iter().find(|&count| count > 0);
        (kinds, fits, equal.unwrap_or(0))
    }
}
