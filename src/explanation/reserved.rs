//! Pre-authorisations of the register that nobody completed.
//!
//! The shop counts them among what it took (CAUSES.md D4 lists them with what was sold and never
//! captured), so they count as sales here. One that was completed is the completion's sale and no
//! second one; one that was released took nothing.

use rustc_hash::FxHashSet;

use crate::matching::completes;
use crate::record::{Book, Flags, Kind, Records};
use crate::scope::Scope;

/// The records with every open pre-authorisation of the register as a sale that is marked; `None` where
/// there is no such row.
pub(super) fn counted(book: &Book, scope: &Scope) -> Option<Records> {
    let open = open(book, &scope.register);
    if open.is_empty() {
        return None;
    }
    let mut records = book.records.clone();
    for row in open {
        let at = row as usize;
        records.kind[at] = Kind::Sale;
        records.flags[at] = records.flags[at].with(Flags::RESERVED);
    }
    Some(records)
}

/// The pre-authorisations of `register`, which is sorted by time, that no later row of it completes or
/// releases.
fn open(book: &Book, register: &[u32]) -> Vec<u32> {
    let r = &book.records;
    // A release is a pre-authorisation with the other sign.
    let reserves = |row: u32| r.kind[row as usize] == Kind::PreAuth && r.amount[row as usize] > 0;
    let mut open: Vec<u32> = Vec::new();
    for &row in register {
        let kind = r.kind[row as usize];
        if reserves(row) {
            open.push(row);
        } else if kind == Kind::PreAuth || kind.is_sale() {
            // A number says it, whatever the till calls the row; else it is the last one that fits.
            let place = open.iter().rposition(|&of| completes(r, row, of, true));
            let place = place.or_else(|| {
                let mut open = open.iter();
                open.rposition(|&of| kind != Kind::Sale && completes(r, row, of, false))
            });
            if let Some(place) = place {
                open.remove(place);
            }
        }
    }
    let open: FxHashSet<u32> = open.into_iter().collect();
    let rows = register.iter().copied();
    rows.filter(|row| open.contains(row)).collect()
}
