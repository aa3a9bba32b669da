//! What else a sale that one side lacks may be.

use crate::record::{Kind, Sym};

use super::super::Work;

/// Two rows of one sale lie this near in time, as do two payments by one customer.
const NEAR_SECONDS: i64 = 300;

/// Seconds since the epoch; rows without a time lie behind their day.
fn instant(work: &Work<'_>, row: u32) -> i64 {
    let (r, row) = (work.records(), row as usize);
    i64::from(r.day[row].epoch()) * 86_400 + i64::from(r.seconds[row])
}

/// Whether one of `rows`, which are sorted by time, is the same sale within minutes, under numbers of its
/// own and with a twin on the other side.
fn has_its_like(work: &Work<'_>, rows: &[u32], row: u32) -> bool {
    let r = work.records();
    let (at, now) = (row as usize, instant(work, row));
    let agree = |a: Sym, b: Sym| a == b || a.is_none() || b.is_none();
    let alike = |other: usize| {
        r.kind[other].is_sale()
            && r.ordered(other) == r.ordered(at)
            && r.tender[other].agrees(r.tender[at])
            && agree(r.terminal[other], r.terminal[at])
            && agree(r.card_tail[other], r.card_tail[at])
    };
    let from = rows.partition_point(|&other| instant(work, other) < now - NEAR_SECONDS);
    r.time(at).is_some()
        && rows[from..]
            .iter()
            .take_while(|&&other| instant(work, other) <= now + NEAR_SECONDS)
            .any(|&other| other != row && work.twin(other).is_some() && alike(other as usize))
}

/// Whether the register has the same sale once more within minutes, with its twin in the bill.
pub(super) fn is_booked_near(work: &Work<'_>, row: u32) -> bool {
    has_its_like(work, &work.scope.register, row)
}

/// Whether the bill has the same sale once more within minutes, with its twin in the register.
pub(super) fn is_paid_near(work: &Work<'_>, row: u32) -> bool {
    has_its_like(work, &work.scope.bill, row)
}

/// Whether the bill refunded the same amount that day.
pub(super) fn is_refunded_that_day(work: &Work<'_>, row: u32) -> bool {
    let r = work.records();
    let (day, amount) = (r.day[row as usize], r.amount[row as usize]);
    let bill = &work.scope.bill;
    let from = bill.partition_point(|&other| r.day[other as usize] < day);
    let of_the_day = bill[from..].iter().map(|&other| other as usize);
    of_the_day
        .take_while(|&other| r.day[other] == day)
        .any(|other| r.kind[other] == Kind::Refund && r.ordered(other) == -amount)
}
