//! Matching by numbers that both files hold.

use crate::record::{Flags, Interner, Records, Sym};

use super::{By, Open, agree};

/// A key counts only where the rows lie this near: numbers of tills start again at 1.
const DAYS_APART_MAX: i32 = 2;

/// The number of a row that a pass compares.
type KeyOf = fn(&Records, usize) -> Sym;

/// Which column of the register is compared with which of the bill, most telling first. Registers
/// often keep the provider's number as their order number, hence the crossed pairs.
const PASSES: [(KeyOf, KeyOf); 6] = [
    (|r, row| r.order_id[row], |r, row| r.order_id[row]),
    (|r, row| r.rrn[row], |r, row| r.rrn[row]),
    (|r, row| r.provider_id[row], |r, row| r.provider_id[row]),
    (|r, row| r.order_id[row], |r, row| r.provider_id[row]),
    (|r, row| r.rrn[row], |r, row| r.provider_id[row]),
    (|r, row| r.auth[row], |r, row| r.auth[row]),
];

/// End of a chain.
const END: u32 = u32::MAX;

/// Runs every pass.
pub(super) fn run(open: &mut Open<'_>) {
    for (booked_key, settled_key) in PASSES {
        pass(open, booked_key, settled_key);
        open.settle();
    }
    let texts = &open.book.texts;
    for (booked_key, settled_key) in PASSES {
        // Read as numbers: a spreadsheet drops the noughts at their head.
        pass(
            open,
            |r, row| bare(texts, booked_key(r, row)),
            |r, row| bare(texts, settled_key(r, row)),
        );
        open.settle();
    }
    vouchers(open);
    open.settle();
}

/// The number without the noughts at its head, where some row bears it so; else the number itself.
fn bare(texts: &Interner, number: Sym) -> Sym {
    let text = texts.get(number);
    let Some(rest) = text.strip_prefix('0') else {
        return number;
    };
    let rest = rest.trim_start_matches('0');
    let digits = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    let found = if digits { texts.find(rest) } else { None };
    found.unwrap_or(number)
}

/// One pass: chains of the bill's rows by key, then one look-up a booked sale.
fn pass(
    open: &mut Open<'_>,
    booked_key: impl Fn(&Records, usize) -> Sym,
    settled_key: impl Fn(&Records, usize) -> Sym,
) {
    let r = &open.book.records;
    let mut heads = vec![END; open.book.texts.len() + 1];
    let mut next = vec![END; open.settled.len()];
    let mut any = false;
    // Backwards, so that a chain runs forwards in time.
    for (index, &row) in open.settled.iter().enumerate().rev() {
        if let Some(key) = settled_key(r, row as usize).some() {
            next[index] = heads[key.0 as usize];
            heads[key.0 as usize] = index as u32;
            any = true;
        }
    }
    if !any {
        return;
    }
    for index in 0..open.booked.len() {
        let booked = open.booked[index];
        let Some(key) = booked_key(&open.book.records, booked as usize).some() else {
            continue;
        };
        let mut best: Option<((bool, bool, i64), u32)> = None;
        let (mut at, mut candidates) = (heads[key.0 as usize], 0);
        while at != END {
            let settled = open.settled[at as usize];
            at = next[at as usize];
            if open.claimed[settled as usize]
                || !near(open, booked, settled)
                || !open.hints.allow(booked, settled)
            {
                continue;
            }
            candidates += 1;
            let cost = (
                open.asked(booked) != open.asked(settled),
                !open.tenders_agree(booked, settled),
                (open.instant(booked) - open.instant(settled)).abs(),
            );
            if best.is_none_or(|(known, _)| cost < known) {
                best = Some((cost, settled));
            }
        }
        // A number that several rows bear proves nothing where the amounts differ.
        if let Some(((differs, _, _), settled)) = best
            && (!differs || candidates == 1)
        {
            open.claim(booked, settled, By::Key);
        }
    }
}

fn near(open: &Open<'_>, booked: u32, settled: u32) -> bool {
    let r = &open.book.records;
    let apart = r.day[booked as usize].since(r.day[settled as usize]).abs();
    // What was reserved is completed weeks later.
    let reserved = r.flags[booked as usize].has(Flags::RESERVED);
    apart <= DAYS_APART_MAX || reserved && apart <= super::preauth::DAYS_MAX
}

/// Terminal, batch and voucher together, where both files hold a voucher. Vouchers begin again with
/// every batch, so that without a batch only those of one day are compared.
fn vouchers(open: &mut Open<'_>) {
    let number = |open: &Open<'_>, of: Sym| bare(&open.book.texts, of);
    let key = |open: &Open<'_>, row: u32| {
        let (r, row) = (&open.book.records, row as usize);
        (!r.terminal[row].is_none() && !r.voucher[row].is_none())
            .then(|| (number(open, r.terminal[row]), number(open, r.voucher[row])))
    };
    let mut settled: Vec<_> = open
        .settled
        .iter()
        .filter_map(|&row| Some((key(open, row)?, row)))
        .collect();
    // Stable: the rows of one key stay in order of time.
    settled.sort_by_key(|&(key, _)| key);
    for index in 0..open.booked.len() {
        let booked = open.booked[index];
        let Some(wanted) = key(open, booked) else {
            continue;
        };
        let from = settled.partition_point(|(key, _)| *key < wanted);
        let batch = |row: u32| number(open, open.book.records.batch[row as usize]);
        let day = |row: u32| open.book.records.day[row as usize];
        let fitting: Vec<u32> = settled[from..]
            .iter()
            .take_while(|(key, _)| *key == wanted)
            .map(|&(_, row)| row)
            .filter(|&row| !open.claimed[row as usize] && agree(batch(booked), batch(row)))
            .filter(|&row| near(open, booked, row) && open.hints.allow(booked, row))
            .collect();
        let of_the_day: Vec<u32> = fitting
            .iter()
            .copied()
            .filter(|&row| day(row) == day(booked))
            .collect();
        // Past midnight by one of the two clocks the batch alone says that it is the same.
        let others = fitting
            .into_iter()
            .filter(|&row| !batch(row).is_none() && batch(row) == batch(booked));
        let found = if of_the_day.is_empty() {
            others.collect()
        } else {
            of_the_day
        };
        if let [only] = found[..] {
            open.claim(booked, only, By::Key);
        }
    }
}
