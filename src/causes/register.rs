/*!
What the register has and the bill lacks, has otherwise, or has alone.

Booked sales without a twin are asked in this order: was it taken back or booked twice, does a remark
say what became of it, is it one of a pattern ([`pattern`]), and last what is likely of a single one.
Then pairs with different amounts ([`amounts`]) and settled sales that were not booked ([`unbooked`]).
*/

use rustc_hash::{FxHashMap, FxHashSet};

use crate::calendar::Rail;
use crate::cause::{Cause, Confidence, Why};
use crate::record::{Flags, Kind, Sym};

use super::{Aspect, Claim, Rivals, Work, count};

mod amounts;
mod pattern;
mod rivals;
mod unbooked;

/// Runs the family. Returns nothing where there is no register or no bill to compare with.
pub fn run(work: &mut Work<'_>) {
    if !work.scope.has_register || !work.scope.has_bill {
        return;
    }
    let voided = voids(work);
    let mut open: Vec<u32> = work
        .matched
        .booked_only
        .iter()
        .copied()
        .filter(|row| work.inside[*row as usize] && !voided.contains(row))
        .collect();
    let twice = duplicates(work, &open);
    book_twice(work, &mut open, &twice);
    remarks(work, &mut open);
    unbooked::signs(work, &mut open);
    pattern::run(work, &mut open);
    traceless(work, open);
    amounts::run(work);
    unbooked::run(work);
}

/// Takes out of `open` what `wanted` says and returns it.
fn take(open: &mut Vec<u32>, wanted: impl Fn(u32) -> bool) -> Vec<u32> {
    let taken = open.iter().copied().filter(|&row| wanted(row)).collect();
    open.retain(|&row| !wanted(row));
    taken
}

fn booked(work: &Work<'_>, rows: &[u32]) -> Vec<Claim> {
    rows.iter()
        .map(|&row| Claim::one(row, work.records().amount[row as usize]))
        .collect()
}

/// Sales that the register itself took back and that the bill lacks. The sales of voids are found by
/// voucher at the terminal, by order number, else by amount on the same day.
fn voids(work: &mut Work<'_>) -> FxHashSet<u32> {
    let r = work.records();
    let mut voided = FxHashSet::default();
    let mut claims = Vec::new();
    let is_void = |row: &u32| {
        matches!(
            r.kind[*row as usize],
            Kind::Void | Kind::Reversal | Kind::Refund
        )
    };
    let voids: Vec<u32> = work.register().filter(is_void).collect();
    let known = Numbers::of(work, &voids);
    for void in voids {
        let at = void as usize;
        // A refund that the bill has as well is no void of another sale.
        let refunded = r.kind[at] == Kind::Refund
            && work.scope.bill.iter().any(|&row| {
                let row = row as usize;
                r.kind[row] == Kind::Refund
                    && r.ordered(row) == r.amount[at]
                    && r.day[row] >= r.day[at]
            });
        // Its own numbers name no sale, or it has none: then the amount at the terminal has to.
        let unnamed = !known.name_a_sale(work, void);
        let fits = |sale: u32| {
            let s = sale as usize;
            let agree = |a: Sym, b: Sym| a == b || a.is_none() || b.is_none();
            let alike = agree(r.card_tail[s], r.card_tail[at])
                && r.tender[s].agrees(r.tender[at])
                && r.seconds[s] <= r.seconds[at];
            r.day[s] == r.day[at]
                && r.terminal[s] == r.terminal[at]
                && r.amount[s] == -r.amount[at]
                && (names(work, void, sale) || unnamed && alike && !refunded)
                && !voided.contains(&sale)
        };
        // A refund is a void only where the bill has neither of the two. Of several sales alike the
        // last one before it.
        let sale = work
            .matched
            .booked_only
            .iter()
            .copied()
            .rfind(|&sale| work.inside[sale as usize] && fits(sale));
        if let Some(sale) = sale {
            voided.insert(sale);
            claims.push(Claim::two(sale, r.amount[sale as usize], void, 0));
        }
    }
    let rows = count(&claims);
    work.line(
        Aspect::Twin,
        Cause::Void,
        Confidence::Likely,
        Why::Void { rows },
        claims,
    );
    voided
}

/// Whether a void's numbers are those of a sale: its order or reference, a number that it names as the
/// original, or the voucher of its batch.
fn names(work: &Work<'_>, void: u32, sale: u32) -> bool {
    let r = work.records();
    let (v, s) = (void as usize, sale as usize);
    let same = |a: Sym, b: Sym| !a.is_none() && a == b;
    let origin = |id: Sym| same(r.origin_id[v], id);
    same(r.order_id[v], r.order_id[s])
        || same(r.rrn[v], r.rrn[s])
        || [r.order_id[s], r.rrn[s], r.provider_id[s], r.voucher[s]]
            .into_iter()
            .any(origin)
        || same(r.voucher[v], r.voucher[s]) && r.batch[v] == r.batch[s]
}

/// The numbers of voids that a sale of the same amount has, with or without a twin in the bill.
#[derive(Default)]
struct Numbers {
    ids: FxHashSet<(Sym, i64)>,
    vouchers: FxHashSet<(Sym, Sym, Sym, i64)>,
}

impl Numbers {
    fn of(work: &Work<'_>, voids: &[u32]) -> Self {
        let r = work.records();
        let mut known = Self::default();
        if voids.is_empty() {
            return known;
        }
        let own = |v: usize| [r.order_id[v], r.origin_id[v], r.rrn[v]];
        let wanted: FxHashSet<Sym> = voids.iter().flat_map(|&void| own(void as usize)).collect();
        for &row in &work.scope.register {
            let s = row as usize;
            if !r.kind[s].is_sale() {
                continue;
            }
            let ids = [r.order_id[s], r.rrn[s], r.provider_id[s], r.voucher[s]];
            let named = ids
                .into_iter()
                .filter(|id| !id.is_none() && wanted.contains(id));
            known.ids.extend(named.map(|id| (id, r.amount[s])));
            let voucher = (r.terminal[s], r.batch[s], r.voucher[s], r.amount[s]);
            known.vouchers.insert(voucher);
        }
        known
    }

    fn name_a_sale(&self, work: &Work<'_>, void: u32) -> bool {
        let r = work.records();
        let v = void as usize;
        let amount = r.amount[v].saturating_neg();
        let voucher = (r.terminal[v], r.batch[v], r.voucher[v], amount);
        [r.order_id[v], r.origin_id[v], r.rrn[v]]
            .into_iter()
            .any(|id| self.ids.contains(&(id, amount)))
            || !r.voucher[v].is_none() && self.vouchers.contains(&voucher)
    }
}

/// The sales of `rows` that an earlier one of them, or a sale that has its twin, already is: one
/// number in common and none that differs, at the same terminal with the same amount.
fn duplicates(work: &Work<'_>, rows: &[u32]) -> FxHashSet<u32> {
    let r = work.records();
    let ids = |row: u32| {
        let row = row as usize;
        [r.order_id[row], r.rrn[row], r.voucher[row], r.batch[row]]
    };
    let numbers = |row: u32| ids(row).into_iter().take(3).filter(|id| !id.is_none());
    let mut twice = FxHashSet::default();
    if rows.is_empty() {
        return twice;
    }
    let mut known: FxHashMap<Sym, Vec<u32>> = rows
        .iter()
        .flat_map(|&row| numbers(row))
        .map(|id| (id, Vec::new()))
        .collect();
    for pair in &work.matched.pairs {
        for id in numbers(pair.booked) {
            if let Some(list) = known.get_mut(&id) {
                list.push(pair.booked);
            }
        }
    }
    let same = |a: u32, b: u32| {
        let (x, y) = (a as usize, b as usize);
        a != b
            && r.day[x] == r.day[y]
            && r.terminal[x] == r.terminal[y]
            && r.amount[x] == r.amount[y]
            && ids(a)
                .into_iter()
                .zip(ids(b))
                .all(|(a, b)| a == b || a.is_none() || b.is_none())
    };
    for &row in rows {
        let first = numbers(row).any(|id| {
            let list = known.get(&id);
            list.is_some_and(|list| list.iter().any(|&other| same(row, other)))
        });
        if first {
            twice.insert(row);
            continue;
        }
        for id in numbers(row) {
            if let Some(list) = known.get_mut(&id) {
                list.push(row);
            }
        }
    }
    twice
}

fn book_twice(work: &mut Work<'_>, open: &mut Vec<u32>, twice: &FxHashSet<u32>) {
    let rows = take(open, |row| twice.contains(&row));
    let claims = booked(work, &rows);
    let why = Why::DuplicateInBook { rows: count(&rows) };
    let confidence = if work.scope.has_bill {
        Confidence::Certain
    } else {
        Confidence::Likely
    };
    work.line(
        Aspect::Twin,
        Cause::DuplicateInBook,
        confidence,
        why,
        claims,
    );
}

/// Sales of which the register itself says what became of them: taken offline, reserved only, a tip
/// that had to be added before the batch closed.
fn remarks(work: &mut Work<'_>, open: &mut Vec<u32>) {
    let r = work.records();
    let text = |sym: Sym| work.book.texts.get(sym);
    let offline = take(open, |row| {
        let row = row as usize;
        r.flags[row].has(Flags::OFFLINE) || text(r.auth[row]).eq_ignore_ascii_case("offline")
    });
    let tips = take(open, |row| r.kind[row as usize] == Kind::Tip);
    let reserved = take(open, |row| {
        let note = text(r.note[row as usize]);
        let said = note.contains("预授权") && !note.contains("完成");
        said || r.flags[row as usize].has(Flags::RESERVED)
    });
    for (cause, rows) in [
        (Cause::OfflineNotUploaded, offline),
        (Cause::TipNotAdjusted, tips),
        (Cause::PreauthOpen, reserved),
    ] {
        let claims = booked(work, &rows);
        let rows = count(&rows);
        let why = match cause {
            Cause::OfflineNotUploaded => Why::Offline { rows },
            Cause::PreauthOpen => Why::PreauthOpen { rows },
            _ => Why::BookRows { rows },
        };
        work.line(Aspect::Twin, cause, Confidence::Likely, why, claims);
    }
}

/// What is left has no trace in the bill: on cards a lost connection, on QR codes more often an
/// order that was never paid. Beside it what else a sale without a trace may be: booked twice, or a
/// refund of the bill that was booked as a sale.
fn traceless(work: &mut Work<'_>, open: Vec<u32>) {
    let r = work.records();
    let (cards, codes): (Vec<u32>, Vec<u32>) = open
        .into_iter()
        .partition(|&row| r.tender[row as usize].rail() == Rail::Card);
    let timeout = Why::NetworkTimeout {
        rows: count(&cards),
        reversed: false,
    };
    let unpaid = Why::NotPaid {
        rows: count(&codes),
    };
    for (cause, why, rows) in [
        (Cause::NetworkTimeout, timeout, cards),
        (Cause::NotPaid, unpaid, codes),
    ] {
        let twice = |row| rivals::is_booked_near(work, row);
        let refund = |row| rivals::is_refunded_that_day(work, row);
        let others: [(Cause, &dyn Fn(u32) -> bool); 2] = [
            (Cause::DuplicateInBook, &twice),
            (Cause::WrongSign, &refund),
        ];
        let second = Rivals::second(&rows, &others);
        let claims = booked(work, &rows);
        let of = (Aspect::Twin, cause, Confidence::Possible);
        work.line_beside(of, second, why, claims);
    }
}

/// Without a bill: sales that the register took back, and its refunds, never reach the bank; nor
/// does what was booked twice.
pub fn without_bill(work: &mut Work<'_>) {
    let mut open: Vec<u32> = work
        .register()
        .filter(|&row| work.records().kind[row as usize].is_sale())
        .collect();
    let twice = duplicates(work, &open);
    book_twice(work, &mut open, &twice);
    let r = work.records();
    let reserved = take(&mut open, |row| r.flags[row as usize].has(Flags::RESERVED));
    let claims = booked(work, &reserved);
    let rows = count(&reserved);
    let why = Why::PreauthOpen { rows };
    let of = (Aspect::Twin, Cause::PreauthOpen, Confidence::Possible);
    work.line(of.0, of.1, of.2, why, claims);
    work.left_out = twice.into_iter().chain(reserved).collect();
    for (kinds, cause) in [
        (&[Kind::Void, Kind::Reversal][..], Cause::Void),
        (&[Kind::Refund][..], Cause::Refund),
    ] {
        let r_kind = |row: &u32| kinds.contains(&r.kind[*row as usize]);
        let claims: Vec<Claim> = work
            .register()
            .filter(r_kind)
            .map(|row| Claim::one(row, -r.amount[row as usize]))
            .collect();
        let rows = count(&claims);
        let why = if cause == Cause::Void {
            Why::Void { rows }
        } else {
            Why::BillRows { rows }
        };
        work.lines.extend((rows > 0).then(|| super::Line {
            cause,
            amount: claims.iter().map(Claim::sum).sum(),
            confidence: Confidence::Possible,
            why,
            aspect: Aspect::Nature,
            alternatives: 1,
            runner_up: None,
            claims,
        }));
    }
}
