//! What may explain a short payout by arithmetic, or by a word of the statement.

use crate::cause::Cause;
use crate::fees::minor_of;
use crate::money::Rounding;
use crate::record::Flags;

use super::super::{sums, swept};
use super::Short;

/// A pattern over payouts shows from so many on.
const PATTERN_MIN: usize = 3;

/// A fixed charge a payout is a few yuan; larger equal shortages are something else. Minor units.
const FIXED_CHARGE_MAX: i128 = 50_00;

/// Reserves are agreed in halves of a per cent up to this many (CAUSES.md B4).
const RESERVE_HALVES_MAX: i128 = 40;

/// Surcharges that same-day settlement takes for each transaction, in minor units (CAUSES.md A3).
const INSTANT_CHARGES: [i128; 3] = [1_00, 2_00, 3_00];

/// Words of a credit's memo that say that a fee was taken off it.
const FEE_WORDS: &[&str] = &["手续费", "扣费", "费用", "FEE", "CHARGE"];

/// A guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    /// The same share of every payout held back.
    Share,
    /// The same few yuan off several payouts.
    Fixed,
    /// The statement's own memo says that the bank kept part of it by a standing order.
    Sweep,
    /// The statement's own memo says that a fee was taken off.
    Bank,
    /// So many yuan for each sale that was settled the same day.
    EachSale,
    /// Short by an amount at which SIM fees and deposits are taken.
    Listed,
    /// Short by exactly one row, or by the one set of a few, whose sum is large enough for this to be no
    /// chance: held without a mark.
    Rows,
}

impl Guess {
    /// Every guess, in the order they are tried: what the statement itself says goes before what only
    /// adds up.
    pub(super) const ALL: [Self; 7] = [
        Self::Share,
        Self::Fixed,
        Self::Sweep,
        Self::Bank,
        Self::EachSale,
        Self::Listed,
        Self::Rows,
    ];

    pub(super) const fn cause(self) -> Cause {
        match self {
            Self::Share => Cause::Reserve,
            Self::Fixed | Self::EachSale => Cause::FeeInstant,
            Self::Sweep => Cause::BankSweep,
            Self::Bank => Cause::BankFee,
            Self::Listed => Cause::SimDeposit,
            Self::Rows => Cause::RiskHold,
        }
    }

    /// Whether a file says so, and not arithmetic alone.
    pub(super) const fn is_said(self) -> bool {
        matches!(self, Self::Sweep | Self::Bank)
    }

    /// Those of the payouts `of` that it explains to the minor unit.
    pub(super) fn explains(self, short: &Short<'_, '_>, of: &[usize]) -> Vec<usize> {
        let each = |explains: &dyn Fn(usize) -> bool| -> Vec<usize> {
            let of = of.iter().copied();
            of.filter(|&at| explains(at)).collect()
        };
        match self {
            Self::Share if is_share(short, of) => of.to_vec(),
            Self::Share => Vec::new(),
            Self::Fixed => fixed(short, of),
            Self::Sweep => each(&|at| {
                let mut rows = short.payouts[at].deposit_rows.iter();
                short.missing(at) > 0 && rows.any(|&row| swept::says(short.work, row))
            }),
            Self::Bank => each(&|at| {
                let r = short.work.records();
                let says = |row: &u32| {
                    let note = short.work.book.texts.get(r.note[*row as usize]);
                    let note = note.to_uppercase();
                    FEE_WORDS.iter().any(|word| note.contains(word))
                };
                (1..=FIXED_CHARGE_MAX).contains(&short.missing(at))
                    && short.payouts[at].deposit_rows.iter().any(says)
            }),
            Self::EachSale => each(&|at| for_each_sale(short, at)),
            Self::Listed => each(&|at| {
                let minor = |amount| minor_of(amount, short.work.scope.currency);
                let mut listed = short.work.scope.contract.list_amounts.iter();
                listed.any(|&amount| minor(amount) == short.missing(at))
            }),
            Self::Rows => each(&|at| rows(short, at).is_some()),
        }
    }
}

/// Whether every payout that came is short by the same share.
fn is_share(short: &Short<'_, '_>, of: &[usize]) -> bool {
    let paid = short.payouts.iter();
    let paid = paid
        .filter(|payout| !payout.deposit_rows.is_empty())
        .count();
    let holds = |halves: i128| {
        of.iter().all(|&at| {
            let share = Rounding::HalfUp.divide(short.payouts[at].expected * halves, 200);
            (short.missing(at) - share).abs() <= 1
        })
    };
    of.len() >= PATTERN_MIN && of.len() >= paid && (1..=RESERVE_HALVES_MAX).any(holds)
}

/// The payouts that are short by the few yuan that most of them are short by.
fn fixed(short: &Short<'_, '_>, of: &[usize]) -> Vec<usize> {
    let small = |at: &usize| (1..=FIXED_CHARGE_MAX).contains(&short.missing(*at));
    let alike = |amount: i128| -> Vec<usize> {
        let of = of.iter().copied();
        of.filter(|&at| short.missing(at) == amount).collect()
    };
    let amounts = of.iter().copied().filter(small).map(|at| short.missing(at));
    let most = amounts.map(|amount| (alike(amount).len(), std::cmp::Reverse(amount)));
    match most.max() {
        Some((rows, std::cmp::Reverse(amount))) if rows >= PATTERN_MIN => alike(amount),
        _ => Vec::new(),
    }
}

fn for_each_sale(short: &Short<'_, '_>, at: usize) -> bool {
    let r = short.work.records();
    let instant = |row: &&u32| {
        let row = **row as usize;
        r.kind[row].is_sale() && (short.cycle.days == 0 || r.flags[row].has(Flags::INSTANT))
    };
    let rows = short.payouts[at].settlement_rows.iter().filter(instant);
    let rows = i128::try_from(rows.count()).unwrap_or(0);
    let minor = |amount| minor_of(amount, short.work.scope.currency);
    let agreed = short.work.scope.contract.instant_fee.map(minor);
    let mut charges = INSTANT_CHARGES.into_iter().chain(agreed);
    rows > 0 && charges.any(|charge| charge > 0 && short.missing(at) == charge * rows)
}

/// The few rows of the period that alone are what a payout lacks.
pub(super) fn rows(short: &Short<'_, '_>, at: usize) -> Option<Vec<u32>> {
    let (missing, payout) = (short.missing(at), &short.payouts[at]);
    let nets: Vec<(u32, i128)> = payout
        .settlement_rows
        .iter()
        .map(|&row| (row, i128::from(short.work.net(row))))
        .filter(|&(_, net)| (1..=missing).contains(&net))
        .collect();
    let rows = sums::few(&nets, missing)?;
    let inside = |row: &u32| short.work.inside[*row as usize];
    rows.iter().all(inside).then_some(rows)
}
