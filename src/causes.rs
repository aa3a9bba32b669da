/*!
Which cause claims which money.

Four families in a fixed order: what the register alone has ([`register`]), what the bill's rows say
([`bill`]), what was charged ([`fees`]), what arrived ([`payouts`]). Each looks at one aspect of a
row: whether it is on the other side, what it is, its fee, its net. Within an aspect a row is claimed
once; a settled sale thus stands in `FEE_NORMAL` with its fee and in `IN_TRANSIT` with its net, and
every claim says how much of the row it takes, so that a line adds up from its rows alone.
*/

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cause::{Cause, Confidence, Why};
use crate::fees::FeeTable;
use crate::matching::{By, Matched};
use crate::money::Amount;
use crate::record::{Book, Kind, Records};
use crate::scope::Scope;

pub mod bill;
pub mod fees;
pub mod payouts;
pub mod register;

pub use crate::cause::Aspect;

/// No row.
pub const NO_ROW: u32 = u32::MAX;

/// How much of a row a line takes, or of two rows that only together show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The row.
    pub row: u32,
    /// Its part of the line's amount, in minor units.
    pub amount: i64,
    /// A second row, or [`NO_ROW`].
    pub other: u32,
    /// The second row's part.
    pub other_amount: i64,
}

impl Claim {
    /// A claim on one row.
    #[must_use]
    pub const fn one(row: u32, amount: i64) -> Self {
        Self {
            row,
            amount,
            other: NO_ROW,
            other_amount: 0,
        }
    }

    /// A claim on two rows.
    #[must_use]
    pub const fn two(row: u32, amount: i64, other: u32, other_amount: i64) -> Self {
        Self {
            row,
            amount,
            other,
            other_amount,
        }
    }

    /// Both parts.
    #[must_use]
    pub fn sum(&self) -> i128 {
        i128::from(self.amount) + i128::from(self.other_amount)
    }
}

/// A line of the bridge with its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The cause.
    pub cause: Cause,
    /// Positive when it lowers the payout; always the sum of the claims.
    pub amount: i128,
    /// How sure.
    pub confidence: Confidence,
    /// Why.
    pub why: Why,
    /// What it takes of its rows.
    pub aspect: Aspect,
    /// How many answers fit equally well; 1 where it is the only one.
    pub alternatives: u32,
    /// The cause that explains these rows second best, where it comes close.
    pub runner_up: Option<Cause>,
    /// The rows.
    pub claims: Vec<Claim>,
}

/// What else explains the rows of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rivals {
    /// How many answers fit equally well, the one chosen counted.
    pub alternatives: u32,
    /// The cause that comes second, where it comes close.
    pub runner_up: Option<Cause>,
}

impl Rivals {
    /// A cause comes close where it explains so much of what the chosen one does: this many of so many.
    pub const CLOSE: (usize, usize) = (4, 5);

    /// The first of `others` that explains most of `rows` as well.
    pub fn second<T: Copy>(rows: &[T], others: &[(Cause, &dyn Fn(T) -> bool)]) -> Option<Cause> {
        let close = |explains: &dyn Fn(T) -> bool| {
            let explained = rows.iter().filter(|&&row| explains(row)).count();
            explained > 0 && explained * Self::CLOSE.1 >= rows.len() * Self::CLOSE.0
        };
        let mut others = others.iter();
        others
            .find(|(_, explains)| close(*explains))
            .map(|&(cause, _)| cause)
    }

    /// So many answers that are all of one cause.
    #[must_use]
    pub const fn alike(alternatives: u32) -> Self {
        Self {
            alternatives,
            runner_up: None,
        }
    }
}

/// A piece of what no test claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Days since the epoch of the payout it sits in.
    pub due: Option<i32>,
    /// Minor units.
    pub amount: i128,
    /// The rows it concerns.
    pub rows: Vec<u32>,
}

/// Everything the families share while the bridge is built.
pub struct Work<'a> {
    /// The rows.
    pub book: &'a Book,
    /// What is asked.
    pub scope: &'a Scope,
    /// Register and bill.
    pub matched: &'a Matched,
    /// By row: its twin on the other side, or [`NO_ROW`].
    pub twins: Vec<u32>,
    /// By row: whether it belongs to the takings of the period. A settled row goes with its twin,
    /// an undoing row with its sale, the rest by their own day.
    pub inside: Vec<bool>,
    /// By later row (refund, void, reversal, chargeback): the sale it is about.
    pub originals: FxHashMap<u32, u32>,
    /// Later rows whose sale no number names.
    pub guessed: FxHashSet<u32>,
    /// Sales that a void or a reversal of the bill undid whole, and which row did.
    pub undone: FxHashMap<u32, u32>,
    /// The contract in minor units.
    pub table: FeeTable,
    /// By row: what is owed for it after its fee. Filled by [`fees`], used by [`payouts`].
    pub nets: Vec<i64>,
    /// Rows that no payout can hold because they are no sale at all: booked twice, where only the
    /// register says what was due.
    pub left_out: FxHashSet<u32>,
    /// Rows of the bill that add up the fees which its payments bear themselves. Filled by [`bill`],
    /// decided by [`payouts`].
    pub restated: Vec<u32>,
    /// The lines so far.
    pub lines: Vec<Line>,
    /// What stays open.
    pub rests: Vec<Rest>,
}

impl<'a> Work<'a> {
    /// Gets ready to build a bridge.
    #[must_use]
    pub fn new(book: &'a Book, scope: &'a Scope, matched: &'a Matched) -> Self {
        let twins = twins_of(book, matched);
        let bill::Originals {
            sale: originals,
            guessed,
        } = bill::originals(book, &scope.bill, &matched.hints);
        let r = &book.records;
        let mut inside: Vec<bool> = r
            .day
            .iter()
            .map(|&day| scope.period.contains(day))
            .collect();
        for pair in &matched.pairs {
            inside[pair.settled as usize] = inside[pair.booked as usize];
        }
        let mut undone = FxHashMap::default();
        for &row in &scope.bill {
            let at = row as usize;
            if !matches!(r.kind[at], Kind::Void | Kind::Reversal) {
                continue;
            }
            let Some(&sale) = originals.get(&row) else {
                continue;
            };
            inside[at] = inside[sale as usize];
            if r.amount[at] == -r.amount[sale as usize] {
                undone.entry(sale).or_insert(row);
            }
        }
        let table = FeeTable::new(&scope.contract, scope.currency);
        let (lines, rests) = (Vec::new(), Vec::new());
        let nets = Vec::new();
        Self {
            book,
            scope,
            matched,
            twins,
            inside,
            originals,
            guessed,
            undone,
            table,
            nets,
            left_out: FxHashSet::default(),
            restated: Vec::new(),
            lines,
            rests,
        }
    }

    /// The bill's rows that belong to the takings of the period, in order of time.
    pub fn bill(&self) -> impl Iterator<Item = u32> + use<'_, 'a> {
        self.scope
            .bill
            .iter()
            .copied()
            .filter(|&row| self.inside[row as usize])
    }

    /// The register's rows of the period, in order of time.
    pub fn register(&self) -> impl Iterator<Item = u32> + use<'_, 'a> {
        self.scope
            .register
            .iter()
            .copied()
            .filter(|&row| self.inside[row as usize])
    }

    /// Whether a settled sale was undone and never booked: both halves say nothing together.
    #[must_use]
    pub fn is_nothing(&self, sale: u32) -> bool {
        self.scope.has_register && self.undone.contains_key(&sale) && self.twin(sale).is_none()
    }

    /// Whether no payout can hold the row.
    #[must_use]
    pub fn is_left_out(&self, row: u32) -> bool {
        self.left_out.contains(&row)
    }

    /// The columns.
    #[must_use]
    pub fn records(&self) -> &'a Records {
        &self.book.records
    }

    /// Minor units as an amount of the answer's currency.
    #[must_use]
    pub fn money(&self, minor: impl Into<i128>) -> Amount {
        self.scope.money(minor.into())
    }

    /// Adds a line. Without a claim that takes anything it says nothing; what outweighs each other says
    /// what it is, in a line of nought.
    pub fn line(
        &mut self,
        aspect: Aspect,
        cause: Cause,
        confidence: Confidence,
        why: Why,
        claims: Vec<Claim>,
    ) {
        self.line_beside((aspect, cause, confidence), None, why, claims);
    }

    /// The same beside the cause that comes second.
    pub fn line_beside(
        &mut self,
        (aspect, cause, confidence): (Aspect, Cause, Confidence),
        runner_up: Option<Cause>,
        why: Why,
        claims: Vec<Claim>,
    ) {
        let alternatives = match cause {
            // Told by nothing but that they stayed alone.
            Cause::NetworkTimeout | Cause::NotPaid | Cause::MissingInBook => {
                self.matched.doubts.sets(claims.iter().map(|c| c.row))
            }
            _ => 1,
        };
        let rivals = Rivals {
            alternatives,
            runner_up,
        };
        self.line_of((aspect, cause, confidence), rivals, why, claims);
    }

    /// The same where other answers fit as well, or nearly so.
    pub fn line_of(
        &mut self,
        (aspect, cause, confidence): (Aspect, Cause, Confidence),
        rivals: Rivals,
        why: Why,
        claims: Vec<Claim>,
    ) {
        if claims
            .iter()
            .all(|claim| claim.amount == 0 && claim.other_amount == 0)
        {
            return;
        }
        self.lines.push(Line {
            cause,
            amount: claims.iter().map(Claim::sum).sum(),
            // One of several that fit equally well is never more than possible.
            confidence: if rivals.alternatives > 1 {
                Confidence::Possible
            } else {
                confidence
            },
            why,
            aspect,
            alternatives: rivals.alternatives,
            runner_up: rivals.runner_up,
            claims,
        });
    }

    /// What is owed for a row after its fee.
    #[must_use]
    pub fn net(&self, row: u32) -> i64 {
        self.nets.get(row as usize).copied().unwrap_or(0)
    }

    /// The twin of a row.
    #[must_use]
    pub fn twin(&self, row: u32) -> Option<u32> {
        self.twins
            .get(row as usize)
            .copied()
            .filter(|&twin| twin != NO_ROW)
    }
}

/// How many rows, as a sentence counts them.
#[must_use]
pub fn count<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

/// By row: its twin on the other side.
fn twins_of(book: &Book, matched: &Matched) -> Vec<u32> {
    let mut twins = vec![NO_ROW; book.records.len()];
    for pair in &matched.pairs {
        twins[pair.booked as usize] = pair.settled;
        twins[pair.settled as usize] = pair.booked;
    }
    twins
}

/// Certain where two files show it by key, else likely.
#[must_use]
pub fn confidence_of(by: impl IntoIterator<Item = By>) -> Confidence {
    if by.into_iter().all(|by| by == By::Key) {
        Confidence::Certain
    } else {
        Confidence::Likely
    }
}
