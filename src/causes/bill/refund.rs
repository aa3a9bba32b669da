//! Refunds and the sales they are of: whole, in part, or more than was paid.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cause::{Cause, Confidence, Why};
use crate::matching::Hints;
use crate::record::{Book, Kind, Sym};

use super::super::{Aspect, Claim, NO_ROW, Work, count};

/// By later row (refund, void, reversal, chargeback): the sale it is about.
#[derive(Default)]
pub struct Originals {
    /// The sale.
    pub sale: FxHashMap<u32, u32>,
    /// Later rows whose sale no number names: card and amount alone point at it.
    pub guessed: FxHashSet<u32>,
}

/// The sale that a row undoes or refunds: by the number it names, else by the order number, else
/// the only sale of that card that it can be. An order may have been paid in several parts: a part
/// that still has so much to give back comes first.
pub(in crate::causes) fn originals(book: &Book, bill: &[u32], hints: &Hints) -> Originals {
    let r = &book.records;
    let later: Vec<u32> = bill
        .iter()
        .copied()
        .filter(|&row| r.kind[row as usize].is_later())
        .collect();
    let mut wanted: FxHashSet<Sym> = FxHashSet::default();
    for &row in &later {
        let row = row as usize;
        let ids = [r.origin_id[row], r.order_id[row], r.rrn[row]];
        wanted.extend(ids.iter().filter(|id| !id.is_none()));
    }
    let tails: FxHashSet<Sym> = later
        .iter()
        .filter_map(|&row| r.card_tail[row as usize].some())
        .collect();
    // One pass over the sales, which are many, keeping only those that a later row names.
    let mut sales: FxHashMap<Sym, Vec<u32>> = FxHashMap::default();
    let mut cards: FxHashMap<Sym, Vec<u32>> = FxHashMap::default();
    for &row in bill {
        let at = row as usize;
        if !r.kind[at].is_sale() {
            continue;
        }
        for id in [r.provider_id[at], r.order_id[at], r.rrn[at]] {
            if wanted.contains(&id) {
                sales.entry(id).or_default().push(row);
            }
        }
        if tails.contains(&r.card_tail[at]) {
            cards.entry(r.card_tail[at]).or_default().push(row);
        }
    }
    let mut found = Originals::default();
    let mut given: FxHashMap<u32, i64> = FxHashMap::default();
    for row in later {
        let at = row as usize;
        let size = r.amount[at].saturating_neg();
        let left = |sale: u32| {
            r.amount[sale as usize].saturating_sub(given.get(&sale).copied().unwrap_or(0))
        };
        let named = [r.origin_id[at], r.order_id[at], r.rrn[at]]
            .into_iter()
            .filter(|id| !id.is_none())
            .find_map(|id| {
                let list = sales.get(&id)?;
                let mut list = list.iter().filter(|&&sale| hints.allow(row, sale));
                let enough = list.clone().find(|&&sale| left(sale) >= size);
                enough.or(list.next()).copied()
            });
        let said = hints.originals.get(&row).copied();
        let named = said.or(named);
        let sale = named.or_else(|| {
            let list = cards.get(&r.card_tail[at])?;
            let fits = |exact: bool| {
                let allowed = list.iter().copied().filter(|&sale| hints.allow(row, sale));
                let mut sales = allowed.filter(|&sale| {
                    let s = sale as usize;
                    let size_fits = if exact {
                        left(sale) == size
                    } else {
                        left(sale) > size
                    };
                    size_fits
                        && r.tender[s].agrees(r.tender[at])
                        && (r.day[s], r.seconds[s]) <= (r.day[at], r.seconds[at])
                });
                match (sales.next(), sales.next()) {
                    (Some(only), None) => Ok(Some(only)),
                    (None, _) => Ok(None),
                    _ => Err(()),
                }
            };
            match fits(true) {
                Ok(Some(sale)) => Some(sale),
                Ok(None) => fits(false).ok().flatten(),
                Err(()) => None,
            }
        });
        let Some(sale) = sale else { continue };
        found.sale.insert(row, sale);
        // No file says so where only she does.
        if named.is_none() || said.is_some() {
            found.guessed.insert(row);
        }
        let sum = given.entry(sale).or_default();
        *sum = sum.saturating_add(size);
    }
    found
}

/// What was refunded, and what of it went beyond the sale.
pub(super) fn run(work: &mut Work<'_>) {
    let r = work.records();
    let (mut whole, mut part) = (Claims::default(), Claims::default());
    let mut over: Vec<Claim> = Vec::new();
    let mut left: FxHashMap<u32, i64> = FxHashMap::default();
    let refunds: Vec<u32> = work
        .bill()
        .filter(|&row| r.kind[row as usize] == Kind::Refund)
        .collect();
    let booked = booked_sales(work, &refunds);
    for row in refunds {
        let at = row as usize;
        let size = -r.amount[at];
        let Some(&sale) = work.originals.get(&row) else {
            // The register may know the sale although the bill begins after it.
            let known = [r.origin_id[at], r.order_id[at], r.rrn[at]]
                .into_iter()
                .find_map(|id| booked.get(&id).copied());
            let in_part = known.is_some_and(|sale| r.ordered(sale as usize) > -r.ordered(at));
            let claims = if in_part { &mut part } else { &mut whole };
            claims.push(row, size, known.unwrap_or(NO_ROW), known.is_some());
            continue;
        };
        let undone = work.undone.contains_key(&sale);
        let paid = if undone { 0 } else { r.amount[sale as usize] };
        let rest = left.entry(sale).or_insert(paid);
        let covered = size.min((*rest).max(0));
        *rest = rest.saturating_sub(size);
        if covered < size {
            over.push(Claim::two(row, size - covered, sale, 0));
        }
        if covered != 0 {
            let in_part = r.ordered(sale as usize) > -r.ordered(at);
            let claims = if in_part { &mut part } else { &mut whole };
            claims.push(row, covered, sale, !work.guessed.contains(&row));
        }
    }
    for (cause, claims) in [(Cause::Refund, whole), (Cause::RefundPartial, part)] {
        // With its sale the refund is shown by two rows and their key.
        let confidence = if claims.unknown {
            Confidence::Likely
        } else {
            Confidence::Certain
        };
        let why = Why::BillRows {
            rows: count(&claims.list),
        };
        work.line(Aspect::Nature, cause, confidence, why, claims.list);
    }
    let why = Why::BillRows { rows: count(&over) };
    work.line(
        Aspect::Over,
        Cause::DoubleRefund,
        Confidence::Likely,
        why,
        over,
    );
}

/// Claims, and whether the sale of one of them is not known by a number.
#[derive(Default)]
struct Claims {
    list: Vec<Claim>,
    unknown: bool,
}

impl Claims {
    fn push(&mut self, row: u32, amount: i64, sale: u32, known: bool) {
        self.list.push(Claim::two(row, amount, sale, 0));
        self.unknown |= !known;
    }
}

/// The register's sales by the numbers that refunds without a sale in the bill name.
fn booked_sales(work: &Work<'_>, refunds: &[u32]) -> FxHashMap<Sym, u32> {
    let r = work.records();
    let wanted: FxHashSet<Sym> = refunds
        .iter()
        .filter(|row| !work.originals.contains_key(row))
        .flat_map(|&row| {
            let row = row as usize;
            [r.origin_id[row], r.order_id[row], r.rrn[row]]
        })
        .filter(|id| !id.is_none())
        .collect();
    let mut sales = FxHashMap::default();
    if wanted.is_empty() {
        return sales;
    }
    for &row in &work.scope.register {
        let at = row as usize;
        if !r.kind[at].is_sale() {
            continue;
        }
        for id in [r.order_id[at], r.rrn[at]] {
            if wanted.contains(&id) {
                sales.entry(id).or_insert(row);
            }
        }
    }
    sales
}
