//! What the register has and the bill lacks, has otherwise, or has alone.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::calendar::{Day, Rail};
use crate::cause::{Cause, Confidence, Why};
use crate::matching::{Pair, Slip, slip};
use crate::record::{Flags, Kind, Sym, Tender};

use super::{Aspect, Claim, Rest, Work, confidence_of, count};

/// Sales of one terminal or a stretch of time without a single twin are a pattern from here on.
const PATTERN_ROWS_MIN: usize = 3;

/// So many sales in a row, of several tenders or terminals, are an outage.
const OUTAGE_ROWS_MIN: usize = 5;

/// A second payment of the same card, amount and terminal within this time was hardly meant.
const DOUBLE_CHARGE_SECONDS: i64 = 300;

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
    duplicates(work, &mut open);
    uncovered_days(work, &mut open);
    flagged_offline(work, &mut open);
    open_batches(work, &mut open);
    unknown_terminals(work, &mut open);
    outages(work, &mut open);
    traceless(work, open);
    amounts(work);
    settled_only(work);
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
    for void in work.register().filter(is_void) {
        let at = void as usize;
        let fits = |sale: u32| {
            let s = sale as usize;
            let voucher = !r.voucher[at].is_none() && r.voucher[s] == r.voucher[at];
            let order = !r.order_id[at].is_none() && r.order_id[s] == r.order_id[at];
            let origin = !r.origin_id[at].is_none()
                && [r.order_id[s], r.rrn[s], r.provider_id[s], r.voucher[s]]
                    .contains(&r.origin_id[at]);
            let named = order || origin || (voucher && r.batch[s] == r.batch[at]);
            let unnamed = [r.order_id[at], r.origin_id[at], r.voucher[at]]
                .iter()
                .all(|s| s.is_none());
            r.day[s] == r.day[at]
                && r.terminal[s] == r.terminal[at]
                && r.amount[s] == -r.amount[at]
                && (named || unnamed)
                && !voided.contains(&sale)
        };
        // A refund is a void only where the bill has neither of the two.
        let sale = work
            .matched
            .booked_only
            .iter()
            .copied()
            .find(|&sale| work.inside[sale as usize] && fits(sale));
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

/// The same sale more than once: the same voucher or number at the same terminal with the same
/// amount as a sale that has its twin (or as an earlier one without).
fn duplicates(work: &mut Work<'_>, open: &mut Vec<u32>) {
    let r = work.records();
    let key = |row: u32| -> Option<(Day, Sym, i64, [Sym; 4])> {
        let row = row as usize;
        let ids = [r.order_id[row], r.rrn[row], r.voucher[row], r.batch[row]];
        let named = ids[..3].iter().any(|id| !id.is_none());
        named.then(|| (r.day[row], r.terminal[row], r.amount[row], ids))
    };
    if open.is_empty() {
        return;
    }
    let lonely: FxHashSet<_> = open.iter().filter_map(|&row| key(row)).collect();
    let mut first: FxHashSet<_> = work
        .matched
        .pairs
        .iter()
        .filter_map(|pair| key(pair.booked))
        .filter(|key| lonely.contains(key))
        .collect();
    let mut twice = FxHashSet::default();
    for &row in open.iter() {
        if key(row).is_some_and(|key| !first.insert(key)) {
            twice.insert(row);
        }
    }
    let rows = take(open, |row| twice.contains(&row));
    let claims = booked(work, &rows);
    let why = Why::DuplicateInBook { rows: count(&rows) };
    work.line(
        Aspect::Twin,
        Cause::DuplicateInBook,
        Confidence::Certain,
        why,
        claims,
    );
}

/// Days of the period before or after everything that the bill covers.
fn uncovered_days(work: &mut Work<'_>, open: &mut Vec<u32>) {
    let r = work.records();
    let days = work.scope.bill.iter().map(|&row| r.day[row as usize]);
    let Some((first, last)) = days.fold(None, |span: Option<(Day, Day)>, day| {
        Some(span.map_or((day, day), |(a, b)| (a.min(day), b.max(day))))
    }) else {
        return;
    };
    let outside = |row: u32| {
        let day = r.day[row as usize];
        day < first || day > last
    };
    let rows = take(open, outside);
    let claims = booked(work, &rows);
    let why = Why::BillRows { rows: count(&rows) };
    work.line(
        Aspect::Twin,
        Cause::FileProblem,
        Confidence::Likely,
        why,
        claims,
    );
}

fn flagged_offline(work: &mut Work<'_>, open: &mut Vec<u32>) {
    let r = work.records();
    let rows = take(open, |row| r.flags[row as usize].has(Flags::OFFLINE));
    let claims = booked(work, &rows);
    let why = Why::Offline { rows: count(&rows) };
    work.line(
        Aspect::Twin,
        Cause::OfflineNotUploaded,
        Confidence::Likely,
        why,
        claims,
    );
}

/// Card sales of a terminal's last batch, where not one of the batch arrived. QR payments need no
/// batch, so theirs may be there.
fn open_batches(work: &mut Work<'_>, open: &mut Vec<u32>) {
    let r = work.records();
    let batch_of = |row: u32| {
        let row = row as usize;
        let card = r.tender[row].rail() == Rail::Card;
        (card && !r.batch[row].is_none()).then(|| (r.terminal[row], r.batch[row]))
    };
    let lonely: FxHashSet<u32> = open.iter().copied().collect();
    let candidates: FxHashSet<(Sym, Sym)> = open.iter().filter_map(|&row| batch_of(row)).collect();
    if candidates.is_empty() {
        return;
    }
    // The last batch of each terminal, whatever was paid with; and the batches of which a card sale
    // has its twin.
    let mut last: FxHashMap<Sym, Sym> = FxHashMap::default();
    let mut arrived: FxHashSet<(Sym, Sym)> = FxHashSet::default();
    for &row in &work.scope.register {
        let at = row as usize;
        if r.kind[at] != Kind::Sale || r.batch[at].is_none() {
            continue;
        }
        last.insert(r.terminal[at], r.batch[at]);
        if let Some(batch) = batch_of(row)
            && !lonely.contains(&row)
            && work.twin(row).is_some()
        {
            arrived.insert(batch);
        }
    }
    let mut batches: Vec<(Sym, Sym)> = candidates
        .into_iter()
        .filter(|batch| last.get(&batch.0) == Some(&batch.1) && !arrived.contains(batch))
        .collect();
    // By text: numbers of texts depend on the order of loading.
    batches.sort_by_key(|&(t, b)| (work.book.texts.get(t), work.book.texts.get(b)));
    for (terminal, batch) in batches {
        let rows = take(open, |row| {
            let row = row as usize;
            r.terminal[row] == terminal
                && r.batch[row] == batch
                && r.tender[row].rail() == Rail::Card
        });
        let claims = booked(work, &rows);
        let why = Why::BatchOpen {
            rows: count(&rows),
            terminal: work.book.texts.get(terminal).to_owned(),
            batch: work.book.texts.get(batch).to_owned(),
        };
        work.line(
            Aspect::Twin,
            Cause::BatchOpen,
            Confidence::Likely,
            why,
            claims,
        );
    }
}

/// Terminals that the bill never names although it names others.
fn unknown_terminals(work: &mut Work<'_>, open: &mut Vec<u32>) {
    let r = work.records();
    let known: FxHashSet<Sym> = work
        .scope
        .bill
        .iter()
        .filter_map(|&row| r.terminal[row as usize].some())
        .collect();
    let mut unknown: FxHashMap<Sym, usize> = FxHashMap::default();
    for &row in open.iter() {
        if let Some(terminal) = r.terminal[row as usize].some()
            && !known.is_empty()
            && !known.contains(&terminal)
        {
            *unknown.entry(terminal).or_default() += 1;
        }
    }
    let mut terminals: Vec<Sym> = unknown
        .into_iter()
        .filter(|&(_, rows)| rows >= PATTERN_ROWS_MIN)
        .map(|(terminal, _)| terminal)
        .collect();
    terminals.sort_by_key(|&terminal| work.book.texts.get(terminal));
    for terminal in terminals {
        // Nothing of it may have its twin by other means.
        let settled = work
            .matched
            .pairs
            .iter()
            .any(|pair| r.terminal[pair.booked as usize] == terminal);
        if settled {
            continue;
        }
        let rows = take(open, |row| r.terminal[row as usize] == terminal);
        let claims = booked(work, &rows);
        let terminal = work.book.texts.get(terminal).to_owned();
        let why = Why::OtherMerchant {
            rows: count(&rows),
            terminal,
        };
        work.line(
            Aspect::Twin,
            Cause::OtherMerchantId,
            Confidence::Possible,
            why,
            claims,
        );
    }
}

/// Stretches of time in which no sale of any tender or terminal has its twin.
fn outages(work: &mut Work<'_>, open: &mut Vec<u32>) {
    if open.len() < OUTAGE_ROWS_MIN {
        return;
    }
    let r = work.records();
    let lonely: FxHashSet<u32> = open.iter().copied().collect();
    let (mut hit, mut run): (FxHashSet<u32>, Vec<u32>) = (FxHashSet::default(), Vec::new());
    let close = |run: &mut Vec<u32>, hit: &mut FxHashSet<u32>| {
        let differ = |of: &dyn Fn(usize) -> u32| {
            run.iter()
                .any(|&row| of(row as usize) != of(run[0] as usize))
        };
        let wide = !run.is_empty()
            && (differ(&|row| r.tender[row] as u32) || differ(&|row| r.terminal[row].0));
        if run.len() >= OUTAGE_ROWS_MIN && wide {
            hit.extend(run.iter());
        }
        run.clear();
    };
    for row in work.register() {
        if !r.kind[row as usize].is_sale() {
            continue;
        }
        if lonely.contains(&row) {
            run.push(row);
        } else if work.twin(row).is_some() {
            close(&mut run, &mut hit);
        }
    }
    close(&mut run, &mut hit);
    let rows = take(open, |row| hit.contains(&row));
    let claims = booked(work, &rows);
    let why = Why::BillRows { rows: count(&rows) };
    work.line(
        Aspect::Twin,
        Cause::ProviderOutage,
        Confidence::Possible,
        why,
        claims,
    );
}

/// What is left has no trace in the bill: on cards a lost connection, on QR codes more often an
/// order that was never paid.
fn traceless(work: &mut Work<'_>, open: Vec<u32>) {
    let r = work.records();
    let (cards, codes): (Vec<u32>, Vec<u32>) = open
        .into_iter()
        .partition(|&row| r.tender[row as usize].rail() == Rail::Card);
    let claims = booked(work, &cards);
    let why = Why::NetworkTimeout {
        rows: count(&cards),
        reversed: false,
    };
    work.line(
        Aspect::Twin,
        Cause::NetworkTimeout,
        Confidence::Possible,
        why,
        claims,
    );
    let claims = booked(work, &codes);
    let why = Why::NotPaid {
        rows: count(&codes),
    };
    work.line(
        Aspect::Twin,
        Cause::NotPaid,
        Confidence::Possible,
        why,
        claims,
    );
}

/// Pairs whose amounts differ, by the way they differ.
fn amounts(work: &mut Work<'_>) {
    let r = work.records();
    let differ = |pair: &&Pair| {
        work.inside[pair.booked as usize]
            && r.amount[pair.booked as usize] != r.ordered(pair.settled as usize)
    };
    let mut slips: [Vec<Pair>; 4] = Default::default();
    let mut rest = Rest {
        due: None,
        amount: 0,
        rows: Vec::new(),
    };
    for &pair in work.matched.pairs.iter().filter(differ) {
        let (booked, paid) = (
            r.amount[pair.booked as usize],
            r.ordered(pair.settled as usize),
        );
        match slip(booked, paid) {
            Some(kind) => slips[kind as usize].push(pair),
            None => {
                rest.amount += i128::from(booked) - i128::from(paid);
                rest.rows.extend([pair.booked, pair.settled]);
            }
        }
    }
    if !rest.rows.is_empty() {
        work.rests.push(rest);
    }
    let kinds = [
        (Slip::Transposition, Cause::KeyedTransposition),
        (Slip::Slide, Cause::KeyedSlide),
        (Slip::Digit, Cause::KeyedDigit),
        (Slip::Sign, Cause::WrongSign),
    ];
    for (kind, cause) in kinds {
        let pairs = std::mem::take(&mut slips[kind as usize]);
        let Some(first) = pairs.first() else { continue };
        let r = work.records();
        let why = Why::Keyed {
            rows: count(&pairs),
            booked: work.money(r.amount[first.booked as usize]),
            paid: work.money(r.ordered(first.settled as usize)),
        };
        let claims = pairs
            .iter()
            .map(|p| {
                let (booked, paid) = (r.amount[p.booked as usize], r.ordered(p.settled as usize));
                Claim::two(p.booked, booked, p.settled, -paid)
            })
            .collect();
        work.line(
            Aspect::Twin,
            cause,
            confidence_of(pairs.iter().map(|p| p.by)),
            why,
            claims,
        );
    }
}

/// Settled sales of the period that the register lacks; those that were undone again carry nothing.
fn settled_only(work: &mut Work<'_>) {
    let inside: Vec<u32> = work
        .matched
        .settled_only
        .iter()
        .copied()
        .filter(|&row| work.inside[row as usize] && !work.is_nothing(row))
        .collect();
    let (twice, missing): (Vec<u32>, Vec<u32>) =
        inside.into_iter().partition(|&row| paid_twice(work, row));
    for (cause, confidence, rows) in [
        (Cause::DoubleCharge, Confidence::Possible, twice),
        (Cause::MissingInBook, Confidence::Likely, missing),
    ] {
        let r = work.records();
        let claims = rows
            .iter()
            .map(|&row| Claim::one(row, -r.ordered(row as usize)))
            .collect();
        work.line(
            Aspect::Twin,
            cause,
            confidence,
            Why::MissingInBook { rows: count(&rows) },
            claims,
        );
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

/// Without a bill: sales that the register took back, and its refunds, never reach the bank.
pub fn without_bill(work: &mut Work<'_>) {
    let r = work.records();
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
            claims,
        }));
    }
}
