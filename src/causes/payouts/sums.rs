//! Which rows a shortage may be the sum of, and of how many sets the same could be said.

use crate::answer::PayoutState;
use crate::cause::Assumption;
use crate::matching::subset::{ITEMS_MAX, Least, Ways, choices, sets, ways};

use super::super::Work;
use super::Payout;

/// A shortage that equals a row's net is no chance where the amounts that it could have had are so
/// many times the rows; each row more asks for ten times as much.
const CHANCE: i128 = 1_000;

/// Sets of more rows than this fit by chance before they tell anything (CAUSES.md section 2).
const FEW: u64 = 3;

/// So many shortages are looked at: past them something else is wrong.
const SHORTAGES_MAX: usize = 5;

/// So many rows times minor units are tried: half a second.
const WORK_MAX: i128 = 20_000_000_000;

/// The rows, at most [`FEW`], that alone sum to `missing`: `None` where there are no such rows, where
/// others sum to it as well, or where chance could have hit it. Nets are positive.
pub(super) fn few(nets: &[(u32, i128)], missing: i128) -> Option<Vec<u32>> {
    let mut tried = 0;
    for size in 1..=FEW {
        tried += i128::from(choices(nets.len() as u64, size));
        let chance = CHANCE * 10_i128.pow(size as u32 - 1);
        if tried.saturating_mul(chance) >= missing {
            return None;
        }
        let mut found = Vec::new();
        search(nets, missing, size, &mut Vec::new(), &mut found);
        match &found[..] {
            [] => {}
            [only] => return Some(only.clone()),
            _ => return None,
        }
    }
    None
}

/// Every set of `size` of the rows that sums to `missing`, up to two.
fn search(
    nets: &[(u32, i128)],
    missing: i128,
    size: u64,
    taken: &mut Vec<u32>,
    found: &mut Vec<Vec<u32>>,
) {
    for (at, &(row, net)) in nets.iter().enumerate() {
        if found.len() > 1 {
            return;
        }
        taken.push(row);
        if size > 1 {
            search(&nets[at + 1..], missing - net, size - 1, taken, found);
        } else if net == missing {
            found.push(taken.clone());
        }
        taken.pop();
    }
}

/// What has to be said of shortages that rows could sum to: of how many sets it is so.
pub(super) fn said(work: &Work<'_>, payouts: &[Payout]) -> Vec<Assumption> {
    let short = payouts
        .iter()
        .filter(|payout| payout.state == PayoutState::Differs && payout.expected > payout.received);
    short
        .take(SHORTAGES_MAX)
        .filter_map(|payout| {
            let missing = payout.expected - payout.received;
            let nets: Vec<i128> = payout
                .settlement_rows
                .iter()
                .map(|&row| i128::from(work.net(row)))
                .filter(|net| (1..=missing).contains(net))
                .collect();
            Some(Assumption::RowsAlike {
                due: payout.due,
                amount: work.money(missing),
                sets: fitting(&nets, missing)?,
            })
        })
        .collect()
}

/// How many sets fit, 2 standing for two or more where so many rows cannot be counted out; `None`
/// where none fits or nobody looked.
fn fitting(nets: &[i128], missing: i128) -> Option<u32> {
    let count = if nets.len() <= ITEMS_MAX {
        u32::try_from(sets(nets, missing, Least::One).count).unwrap_or(u32::MAX)
    } else if i128::try_from(nets.len()).ok()?.saturating_mul(missing) <= WORK_MAX {
        match ways(nets, missing)? {
            Ways::None => 0,
            Ways::One => 1,
            Ways::Many => 2,
        }
    } else {
        0
    };
    (count > 0).then_some(count)
}
