//! Which pre-authorisation a later row completes or releases.

use crate::record::{Records, Sym};

use super::agree;

/// A pre-authorisation expires after thirty days (CAUSES.md D4).
pub(super) const DAYS_MAX: i32 = 30;

/// A completion takes up to 115 per cent of what was reserved (CAUSES.md D4).
const PERCENT_MAX: i128 = 115;

/// Whether `row` can complete or release what `reserved` reserved before it: with `numbered` because
/// one number of both is the same, else because nothing of them differs and the card, or where no card is
/// known the amount at the terminal, is the same.
#[must_use]
pub fn completes(r: &Records, row: u32, reserved: u32, numbered: bool) -> bool {
    let (c, p) = (row as usize, reserved as usize);
    let apart = r.day[c].since(r.day[p]);
    let size = |at: usize| i128::from(r.amount[at]).abs();
    if !(0..=DAYS_MAX).contains(&apart) || size(c) * 100 > size(p) * PERCENT_MAX {
        return false;
    }
    let same = |a: Sym, b: Sym| !a.is_none() && a == b;
    let own = [r.auth[p], r.order_id[p], r.rrn[p], r.provider_id[p]];
    if numbered {
        return same(r.auth[c], r.auth[p])
            || same(r.order_id[c], r.order_id[p])
            || same(r.rrn[c], r.rrn[p])
            || own.into_iter().any(|id| same(r.origin_id[c], id));
    }
    let (card, terminal) = (
        same(r.card_tail[c], r.card_tail[p]),
        r.terminal[c] == r.terminal[p],
    );
    agree(r.auth[c], r.auth[p])
        && agree(r.card_tail[c], r.card_tail[p])
        && r.tender[c].agrees(r.tender[p])
        && (card || terminal && size(c) == size(p))
}
