//! A bill that counts in the wrong unit from its first row to its last: fen read as yuan.
//!
//! The register shows the factor, the statement shows which of the two is right.

use crate::matching::{By, Matched, Payers, pays};
use crate::record::{Book, Records};
use crate::scope::Scope;

/// So many pairs show that a whole file counts in another unit.
const PAIRS_MIN: usize = 3;

/// Yuan and fen.
const UNITS: i64 = 100;

/// The records with the bill's amounts in the statement's unit, where every pair shows a bill of
/// hundredfold amounts and what arrived is near the hundredth of it.
pub(super) fn corrected(book: &Book, scope: &Scope, matched: &Matched) -> Option<Records> {
    let r = &book.records;
    let pairs = || matched.pairs.iter().filter(|pair| pair.by == By::Key);
    let hundredfold = pairs().all(|pair| {
        let booked = r.amount[pair.booked as usize].checked_mul(UNITS);
        booked == Some(r.ordered(pair.settled as usize))
    });
    if !hundredfold || pairs().count() < PAIRS_MIN {
        return None;
    }
    let payers = Payers::of(book);
    let text = |sym| book.texts.get(sym);
    let arrived: i128 = scope
        .bank
        .iter()
        .map(|&row| row as usize)
        .filter(|&row| r.amount[row] > 0)
        .filter(|&row| pays(text(r.party[row]), text(r.note[row]), &payers) != 0)
        .map(|row| i128::from(r.amount[row]))
        .sum();
    let billed: i128 = pairs()
        .map(|pair| i128::from(r.net(pair.settled as usize)))
        .sum();
    let off = |billed: i128| (billed - arrived).abs();
    if arrived == 0 || off(billed) <= off(billed / i128::from(UNITS)) {
        return None;
    }
    let mut records = r.clone();
    scope
        .bill
        .iter()
        .all(|&row| records.divide(row as usize, UNITS))
        .then_some(records)
}
