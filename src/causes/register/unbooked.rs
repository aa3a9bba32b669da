//! Settled sales that the register lacks, and what was booked with the other sign.

use crate::cause::{Cause, Confidence, Why};
use crate::record::{Kind, Records, Side, Sym, Tender};

use super::super::{Aspect, Claim, Rivals, Work, count};
use super::{booked, rivals, take};

/// A second payment of the same card, amount and terminal within this time was hardly meant.
const DOUBLE_CHARGE_SECONDS: i64 = 300;

/// The same act in two files lies this near in time.
const SAME_ACT_SECONDS: i64 = 120;

/// Settled sales of the period that the register lacks; those that were undone again carry nothing.
pub(super) fn run(work: &mut Work<'_>) {
    let inside: Vec<u32> = work
        .matched
        .settled_only
        .iter()
        .copied()
        .filter(|&row| work.inside[row as usize] && !work.is_nothing(row))
        .collect();
    let mut open = inside;
    let reversed = take(&mut open, |row| {
        booked_as(work, row, |r, other| {
            r.kind[other] == Kind::Refund && r.amount[other] == -r.ordered(row as usize)
        }) && !undone_in_bill(work, row)
    });
    let notes = if open.is_empty() {
        Vec::new()
    } else {
        cash_rows(work)
    };
    let cash = take(&mut open, |row| booked_as_cash(work, row, &notes));
    let (twice, missing): (Vec<u32>, Vec<u32>) =
        open.into_iter().partition(|&row| paid_twice(work, row));
    for (cause, second, rows) in [
        (Cause::WrongSign, None, reversed),
        // The notes may be another customer's, and the second payment another sale.
        (Cause::WrongTender, Some(Cause::MissingInBook), cash),
    ] {
        let r = work.records();
        let claims = rows
            .iter()
            .map(|&row| Claim::one(row, -r.ordered(row as usize)))
            .collect();
        let why = Why::BookRows { rows: count(&rows) };
        let of = (Aspect::Twin, cause, Confidence::Possible);
        work.line_beside(of, second, why, claims);
    }
    let again = |row| rivals::is_paid_near(work, row);
    let r = work.records();
    let noted = |row: u32| {
        let (day, amount) = (r.day[row as usize], r.ordered(row as usize));
        let mut notes = notes.iter().map(|&note| note as usize);
        notes.any(|note| r.day[note] == day && r.amount[note] == amount)
    };
    let others: [(Cause, &dyn Fn(u32) -> bool); 2] =
        [(Cause::DoubleCharge, &again), (Cause::WrongTender, &noted)];
    let second = Rivals::second(&missing, &others);
    for (cause, confidence, second, rows) in [
        (
            Cause::DoubleCharge,
            Confidence::Possible,
            Some(Cause::MissingInBook),
            twice,
        ),
        (Cause::MissingInBook, Confidence::Likely, second, missing),
    ] {
        let r = work.records();
        let claims = rows
            .iter()
            .map(|&row| Claim::one(row, -r.ordered(row as usize)))
            .collect();
        let why = Why::MissingInBook { rows: count(&rows) };
        work.line_beside((Aspect::Twin, cause, confidence), second, why, claims);
    }
}

/// Whether another sale of the same card, amount and terminal, which the register has, lies within
/// minutes.
fn paid_twice(work: &Work<'_>, row: u32) -> bool {
    let r = work.records();
    let at = row as usize;
    if r.card_tail[at].is_none()
        || !matches!(
            r.tender[at],
            Tender::CreditCard | Tender::DebitCard | Tender::Card
        )
    {
        return false;
    }
    let instant = |row: usize| i64::from(r.day[row].epoch()) * 86_400 + i64::from(r.seconds[row]);
    let from = work
        .scope
        .bill
        .partition_point(|&other| instant(other as usize) < instant(at) - DOUBLE_CHARGE_SECONDS);
    work.scope.bill[from..]
        .iter()
        .take_while(|&&other| instant(other as usize) <= instant(at) + DOUBLE_CHARGE_SECONDS)
        .any(|&other| {
            let o = other as usize;
            other != row
                && work.twin(other).is_some()
                && r.amount[o] == r.amount[at]
                && r.card_tail[o] == r.card_tail[at]
                && r.terminal[o] == r.terminal[at]
        })
}

/// Refunds that were booked as sales: a booked sale without a twin, and a refund of the bill of the
/// same amount at the same moment that the register lacks.
pub(super) fn signs(work: &mut Work<'_>, open: &mut Vec<u32>) {
    let r = work.records();
    let refunds: Vec<u32> = work
        .bill()
        .filter(|&row| r.kind[row as usize] == Kind::Refund)
        .filter(|&refund| {
            !booked_as(work, refund, |r, other| {
                r.kind[other] == Kind::Refund && r.amount[other] == r.ordered(refund as usize)
            })
        })
        .collect();
    let rows = take(open, |row| {
        refunds.iter().any(|&refund| {
            r.ordered(refund as usize) == -r.amount[row as usize] && same_act(work, row, refund)
        })
    });
    let claims = booked(work, &rows);
    let why = Why::BookRows { rows: count(&rows) };
    work.line(
        Aspect::Twin,
        Cause::WrongSign,
        Confidence::Possible,
        why,
        claims,
    );
}

/// Whether the register holds, at the moment of a bill's row, a row that `wanted` says so of.
fn booked_as(work: &Work<'_>, row: u32, wanted: impl Fn(&Records, usize) -> bool) -> bool {
    let r = work.records();
    of_the_day(work, row).any(|other| wanted(r, other as usize) && same_act(work, row, other))
}

/// The register's rows of a row's day.
fn of_the_day<'w>(work: &'w Work<'_>, row: u32) -> impl Iterator<Item = u32> + use<'w> {
    let r = work.records();
    let day = r.day[row as usize];
    let from = work
        .scope
        .register
        .partition_point(|&other| r.day[other as usize] < day);
    work.scope.register[from..]
        .iter()
        .copied()
        .take_while(move |&other| r.day[other as usize] == day)
}

/// Whether a refund of the bill took the sale back.
fn undone_in_bill(work: &Work<'_>, sale: u32) -> bool {
    work.originals.values().any(|&original| original == sale)
}

/// Whether the till took the same amount as cash at the same moment, and nothing else of that amount
/// that day, so that it is no other customer.
fn booked_as_cash(work: &Work<'_>, row: u32, cash: &[u32]) -> bool {
    let r = work.records();
    let (amount, day) = (r.ordered(row as usize), r.day[row as usize]);
    let alike = |other: &u32| {
        let other = *other as usize;
        r.amount[other] == amount && r.day[other] == day
    };
    let mut notes = cash.iter().copied().filter(alike);
    let (Some(only), None) = (notes.next(), notes.next()) else {
        return false;
    };
    same_act(work, row, only) && !of_the_day(work, row).any(|other| alike(&other))
}

/// The till's rows of banknotes.
fn cash_rows(work: &Work<'_>) -> Vec<u32> {
    let mut rows = work.book.rows(Side::Register);
    rows.retain(|&row| work.records().tender[row as usize] == Tender::Cash);
    rows
}

/// Whether two rows of different files may be one act: near in time by one clock, and nothing that
/// differs.
fn same_act(work: &Work<'_>, a: u32, b: u32) -> bool {
    let r = work.records();
    let (x, y) = (a as usize, b as usize);
    // The bill's clock may be ahead of the register's; two rows of one side have one clock.
    let instant = |row: usize| {
        let seconds = i64::from(r.time(row)?.seconds());
        let ahead = work.matched.clocks.ahead(r.file[row]);
        Some(i64::from(r.day[row].epoch()) * 86_400 + seconds - ahead)
    };
    let (Some(first), Some(second)) = (instant(x), instant(y)) else {
        return false;
    };
    let agree = |a: Sym, b: Sym| a == b || a.is_none() || b.is_none();
    (first - second).abs() <= SAME_ACT_SECONDS
        && agree(r.card_tail[x], r.card_tail[y])
        && agree(r.terminal[x], r.terminal[y])
}
