//! Booked sales without a twin that belong together: a batch, a terminal, a day, a stretch of time.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::calendar::{Day, Rail};
use crate::cause::{Cause, Confidence, Why};
use crate::record::{Flags, Kind, Sym, Tender};

use super::super::{Aspect, Work, count};
use super::{booked, take};

/// Sales of one terminal or a stretch of time without a single twin are a pattern from here on.
const PATTERN_ROWS_MIN: usize = 3;

/// So many sales in a row, of several tenders or terminals, are an outage.
const OUTAGE_ROWS_MIN: usize = 5;

/// Runs the patterns over the `open` rows, the most telling first.
pub(super) fn run(work: &mut Work<'_>, open: &mut Vec<u32>) {
    uncovered_days(work, open);
    // A terminal of which more than its last batch is missing is not only one that was not closed.
    let batches = batches(work, open);
    unknown_terminals(work, open, &batches);
    open_batches(work, open, batches);
    unknown_terminals(work, open, &[]);
    unknown_tenders(work, open);
    outages(work, open);
}

/// Days of which the bill has nothing.
fn uncovered_days(work: &mut Work<'_>, open: &mut Vec<u32>) {
    let r = work.records();
    let days = work.scope.bill.iter().map(|&row| r.day[row as usize]);
    let Some((first, last)) = days.fold(None, |span: Option<(Day, Day)>, day| {
        Some(span.map_or((day, day), |(a, b)| (a.min(day), b.max(day))))
    }) else {
        return;
    };
    // A day on which the bill has nothing at all, unless every sale of it that is missing is a card's:
    // those wait for their batch.
    let empty: FxHashSet<Day> = {
        let covered: FxHashSet<Day> = work
            .scope
            .bill
            .iter()
            .map(|&row| r.day[row as usize])
            .collect();
        let paired: FxHashSet<Day> = work
            .matched
            .pairs
            .iter()
            .map(|pair| r.day[pair.booked as usize])
            .collect();
        open.iter()
            .map(|&row| row as usize)
            .filter(|&row| r.tender[row].rail() == Rail::Qr || r.batch[row].is_none())
            .map(|row| r.day[row])
            .filter(|day| *day < first || *day > last || !covered.contains(day))
            .filter(|day| !paired.contains(day))
            .collect()
    };
    let rows = take(open, |row| empty.contains(&r.day[row as usize]));
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

/// A batch of a terminal: by its number, or where the register has none, the cards of a day.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Batch {
    terminal: Sym,
    number: Sym,
    day: Option<Day>,
}

/// The batch of a card sale. QR payments need no batch.
fn batch_of(work: &Work<'_>, row: u32) -> Option<Batch> {
    let card = work.records().tender[row as usize].rail() == Rail::Card;
    card.then(|| any_batch(work, row))
}

/// The batch that a sale stands in, whatever was paid with.
fn any_batch(work: &Work<'_>, row: u32) -> Batch {
    let (r, row) = (work.records(), row as usize);
    let (terminal, number) = (r.terminal[row], r.batch[row]);
    let day = number.is_none().then_some(r.day[row]);
    Batch {
        terminal,
        number,
        day,
    }
}

/// Each terminal's last batch, where not one card sale of it arrived. QR payments need no batch, so
/// theirs may be there.
fn batches(work: &Work<'_>, open: &[u32]) -> Vec<Batch> {
    let r = work.records();
    // How many card sales of each are missing.
    let mut missing: FxHashMap<Batch, usize> = FxHashMap::default();
    for batch in open.iter().filter_map(|&row| batch_of(work, row)) {
        *missing.entry(batch).or_default() += 1;
    }
    if missing.is_empty() {
        return Vec::new();
    }
    // The last batch of each terminal, whatever was paid with; and the batches of which a card sale
    // has its twin, a card sale as well.
    let mut last: FxHashMap<Sym, Batch> = FxHashMap::default();
    let mut arrived: FxHashSet<Batch> = FxHashSet::default();
    let (mut numbered, mut last_day) = (false, None);
    for &row in &work.scope.register {
        let at = row as usize;
        if r.kind[at] != Kind::Sale || r.flags[at].has(Flags::RESERVED) {
            continue;
        }
        last.insert(r.terminal[at], any_batch(work, row));
        numbered |= !r.batch[at].is_none();
        last_day = last_day.max(Some(r.day[at]));
        let by_card = |twin: u32| r.tender[twin as usize].rail() == Rail::Card;
        if let Some(batch) = batch_of(work, row)
            && work.twin(row).is_some_and(by_card)
        {
            arrived.insert(batch);
        }
    }
    // In a register without numbers a few sales are no batch, nor is a day that others follow.
    let enough = |batch: &Batch, rows: usize| {
        batch.day.is_none() || !numbered && batch.day == last_day && rows >= PATTERN_ROWS_MIN
    };
    let mut batches: Vec<Batch> = missing
        .into_iter()
        .filter(|&(batch, rows)| enough(&batch, rows))
        .map(|(batch, _)| batch)
        .filter(|batch| last.get(&batch.terminal) == Some(batch) && !arrived.contains(batch))
        .collect();
    // By text: numbers of texts depend on the order of loading.
    let text = |sym| work.book.texts.get(sym);
    batches.sort_by_key(|batch| (text(batch.terminal), text(batch.number), batch.day));
    batches
}

/// One line for each batch that was not closed.
fn open_batches(work: &mut Work<'_>, open: &mut Vec<u32>, batches: Vec<Batch>) {
    for batch in batches {
        let rows = take(open, |row| batch_of(work, row) == Some(batch));
        let claims = booked(work, &rows);
        let why = Why::BatchOpen {
            rows: count(&rows),
            terminal: work.book.texts.get(batch.terminal).to_owned(),
            batch: work.book.texts.get(batch.number).to_owned(),
        };
        let confidence = match batch.day {
            None => Confidence::Likely,
            Some(_) => Confidence::Possible,
        };
        work.line(Aspect::Twin, Cause::BatchOpen, confidence, why, claims);
    }
}

/// Terminals that the bill never names although it names others, unless what is missing of them is one
/// of `batches` alone.
fn unknown_terminals(work: &mut Work<'_>, open: &mut Vec<u32>, batches: &[Batch]) {
    let r = work.records();
    let known: FxHashSet<Sym> = work
        .scope
        .bill
        .iter()
        .filter_map(|&row| r.terminal[row as usize].some())
        .collect();
    // How many of its sales are missing, and whether one of them is of no such batch.
    let mut unknown: FxHashMap<Sym, (usize, bool)> = FxHashMap::default();
    for &row in open.iter() {
        if let Some(terminal) = r.terminal[row as usize].some()
            && !known.is_empty()
            && !known.contains(&terminal)
        {
            let (rows, besides) = unknown.entry(terminal).or_default();
            *rows += 1;
            *besides |= batch_of(work, row).is_none_or(|batch| !batches.contains(&batch));
        }
    }
    let mut terminals: Vec<Sym> = unknown
        .into_iter()
        .filter(|&(_, (rows, besides))| rows >= PATTERN_ROWS_MIN && besides)
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

/// Tenders that the bill does not hold at all: another provider settles them, whose bill is missing.
fn unknown_tenders(work: &mut Work<'_>, open: &mut Vec<u32>) {
    let r = work.records();
    let known: FxHashSet<Tender> = work
        .scope
        .bill
        .iter()
        .map(|&row| r.tender[row as usize])
        .collect();
    for tender in Tender::ALL {
        let held = known.iter().any(|&other| other.agrees(tender));
        let mine = |row: u32| r.tender[row as usize] == tender;
        let rows = open.iter().filter(|&&row| mine(row)).count();
        let settled = work.matched.pairs.iter().any(|pair| mine(pair.booked));
        if held || settled || rows < PATTERN_ROWS_MIN {
            continue;
        }
        let rows = take(open, mine);
        let claims = booked(work, &rows);
        let why = Why::BookRows { rows: count(&rows) };
        work.line(
            Aspect::Twin,
            Cause::FileProblem,
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
