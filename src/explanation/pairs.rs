//! Verdicts on matches, which count before any row is matched.

use rustc_hash::FxHashSet;

use super::naming::Naming;
use crate::matching::Hints;
use crate::record::Book;
use crate::scope::Scope;
use crate::verdict::{Outcome, Reason, RowName, Verdict, Word};

/// Two rows as a match takes them.
#[derive(Clone, Copy)]
enum Pair {
    /// A booked and a settled sale.
    Sale(u32, u32),
    /// A later row of the bill, and the sale that it is about.
    Later(u32, u32),
}

/// What matching is to be told, and what came of the verdicts on matches, each at its own place.
pub(super) fn hints(
    naming: &Naming<'_>,
    book: &Book,
    scope: &Scope,
    verdicts: &[Verdict],
) -> (Hints, Vec<Option<Outcome>>) {
    let names: Vec<&RowName> = verdicts
        .iter()
        .filter_map(|verdict| verdict.word.pair())
        .flatten()
        .collect();
    let mut hints = Hints::default();
    let mut outcomes = vec![None; verdicts.len()];
    if names.is_empty() {
        return (hints, outcomes);
    }
    let rows = naming.rows_of(&names);
    let sides = Sides::of(scope);
    let mut pairs = rows.chunks_exact(2).rev();
    // The last word counts: whoever comes earlier and says otherwise is overruled.
    let mut decided: FxHashSet<(u32, u32)> = FxHashSet::default();
    let mut taken: FxHashSet<u32> = FxHashSet::default();
    for (verdict, outcome) in verdicts.iter().zip(&mut outcomes).rev() {
        if verdict.word.pair().is_none() {
            continue;
        }
        let pair = match pairs.next() {
            Some(&[Some(a), Some(b)]) => sides
                .pair(book, a, b)
                .ok_or_else(|| naming.why_not(&verdict.word.rows(), Reason::NoPair)),
            _ => Err(naming.why_not(&verdict.word.rows(), Reason::NoRow)),
        };
        let told = pair.and_then(|pair| {
            let (first, second) = match pair {
                Pair::Sale(a, b) | Pair::Later(a, b) => (a, b),
            };
            let both = (first.min(second), first.max(second));
            if !decided.insert(both) {
                return Err(Reason::Overruled);
            }
            if matches!(verdict.word, Word::Apart(..)) {
                hints.apart.insert(both);
                return Ok(());
            }
            // A sale has one twin, a refund one sale; a sale may have several refunds.
            let alone: &[u32] = match pair {
                Pair::Sale(..) => &[first, second],
                Pair::Later(..) => &[first],
            };
            if alone.iter().any(|row| taken.contains(row)) {
                return Err(Reason::Overruled);
            }
            taken.extend(alone);
            match pair {
                Pair::Sale(..) => hints.together.push((first, second)),
                Pair::Later(..) => {
                    hints.originals.insert(first, second);
                }
            }
            Ok(())
        });
        *outcome = Some(match told {
            Ok(()) => Outcome::Applied {
                rows: 2,
                missing: 0,
            },
            Err(reason) => Outcome::Not(reason),
        });
    }
    (hints, outcomes)
}

/// Which rows are looked at, by side.
struct Sides {
    register: FxHashSet<u32>,
    bill: FxHashSet<u32>,
}

impl Sides {
    fn of(scope: &Scope) -> Self {
        Self {
            register: scope.register.iter().copied().collect(),
            bill: scope.bill.iter().copied().collect(),
        }
    }

    /// Two rows as a match takes them, whichever is named first.
    fn pair(&self, book: &Book, a: u32, b: u32) -> Option<Pair> {
        let kind = |row: u32| book.records.kind[row as usize];
        [(a, b), (b, a)].into_iter().find_map(|(a, b)| {
            if a == b || !self.bill.contains(&b) || !kind(b).is_sale() {
                None
            } else if self.register.contains(&a) && kind(a).is_sale() {
                Some(Pair::Sale(a, b))
            } else if self.bill.contains(&a) && kind(a).is_later() {
                Some(Pair::Later(a, b))
            } else {
                None
            }
        })
    }
}
