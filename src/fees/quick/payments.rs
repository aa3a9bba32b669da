//! How many payments there were, where a plan charges each a fixed part and nobody said.

use crate::fees::table::FeeTable;

use super::{Taking, variants};

/// A taking as it is asked about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    /// What was said, with the number of payments that is tried.
    pub taking: Taking,
    /// Whether that number is tried, not said.
    pub guessed: bool,
}

impl Asked {
    /// As it was said.
    pub const fn said(taking: Taking) -> Self {
        Self {
            taking,
            guessed: false,
        }
    }
}

/// So many payments are tried where their number decides the fee and is not known: of one taking, and
/// of all together where there are several.
const TRIED: u32 = 60;
const TRIED_ALL: usize = 90;

/// The takings as said, once for each number of payments that is tried. Where fixed parts are alike
/// only the sum of the numbers counts, so that one taking at a time has more than one payment.
pub(super) fn tried(table: &FeeTable, takings: &[Taking]) -> Vec<Vec<Asked>> {
    let said: Vec<Asked> = takings.iter().copied().map(Asked::said).collect();
    let open: Vec<usize> = (0..takings.len())
        .filter(|&index| {
            takings.get(index).is_some_and(|&taking| {
                let fixed = |rule: &&crate::fees::Rule| rule.fixed != 0;
                taking.count.is_none() && variants::rules(table, taking).iter().any(fixed)
            })
        })
        .collect();
    let each = TRIED_ALL / open.len().max(1);
    let most = u32::try_from(each).map_or(TRIED, |each| each.min(TRIED));
    let mut tried = Vec::new();
    for (place, &index) in open.iter().enumerate() {
        // One payment of each is the same try for all of them.
        for count in u32::from(place > 0) + 1..=most {
            let mut asked = said.clone();
            if let Some(one) = asked.get_mut(index) {
                one.taking.count = Some(count);
                one.guessed = true;
            }
            tried.push(asked);
        }
    }
    if tried.is_empty() {
        tried.push(said);
    }
    tried
}
