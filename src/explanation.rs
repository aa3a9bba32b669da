/*!
The explanation: from takings to what arrived, cause by cause, to the last minor unit.

# Laws
1. `takings - received == gap == sum of the lines + unexplained`, for every input. Nothing is forced
   to nought: what no test claims is `unexplained`.
2. A line's amount is positive when it lowers the payout.
3. Money is exact integers of minor units.
4. A line adds up from its claims, and within one aspect of a row (is it on the other side, what is
   it, its fee, its net) no two lines take the same row.
5. The confidence follows from where the proof stands, not from a feeling.
6. The same files and settings give the same explanation, whatever the order of loading.
*/

use rustc_hash::FxHashMap;

use crate::answer::{Answer, LineView, PayoutView, UnexplainedPart};
use crate::calendar::Day;
use crate::cause::{Assumption, Cause};
use crate::causes::payouts::{Payout, Received};
use crate::causes::{Line, NO_ROW, Rest, Work, bill, fees, payouts, register};
use crate::matching::match_sales;
use crate::money::Currency;
use crate::protocol::{ExplainError, RowsOf, Stage};
use crate::record::{Book, RowView, Side};
use crate::scope::{Joined, Scope, join};
use crate::settings::Settings;
use crate::verdict::{self, RowName, Target, Verdict};

mod currencies;
mod judge;
mod naming;
mod pairs;
mod reserved;
mod roots;
mod rows;
mod unit;

use judge::{Bench, Judged, Open};
use naming::Naming;

/// Nobody looks through more rows for the one that is the same payment.
const CANDIDATES_MAX: usize = 50;

/// An answer with its rows.
pub struct Explanation {
    answer: Answer,
    lines: Vec<Line>,
    rests: Vec<Rest>,
    payouts: Vec<Payout>,
    taken: Vec<u32>,
    credits: Vec<u32>,
    twins: Vec<u32>,
    fees: FxHashMap<u32, i64>,
    /// Sales without a twin: the register's, then the bill's.
    alone: [Vec<u32>; 2],
    /// Sales of the bill.
    settled: Vec<u32>,
}

/// Explains the gap between what `book` says was taken and what it says arrived.
///
/// # Errors
/// Where the files cannot be explained at all: no takings, no statement, no row in the period.
pub fn explain(
    book: &Book,
    settings: &Settings,
    progress: &mut dyn FnMut(Stage, u8),
) -> Result<Explanation, ExplainError> {
    explain_judged(book, settings, &[], progress)
}

/// The same with what the merchant says of it herself.
///
/// # Errors
/// As [`explain`]; a verdict that cannot be applied is told in the answer.
pub fn explain_judged(
    book: &Book,
    settings: &Settings,
    verdicts: &[Verdict],
    progress: &mut dyn FnMut(Stage, u8),
) -> Result<Explanation, ExplainError> {
    progress(Stage::Match, 0);
    let restated = currencies::restated(book);
    let book = restated.as_ref().map_or(book, |restated| &restated.book);
    let mut joined = join(book);
    let own = joined.records.take();
    let own = own.map(|records| book.with_records(records));
    let whole = own.as_ref().unwrap_or(book);
    let all = currencies::of(whole, settings);
    let books = Books {
        loaded: book,
        joined: whole,
        by: &joined,
        own: all.own,
    };
    let mut explanation = explain_in(all.shown, &books, settings, verdicts, progress)?;
    all.stand_beside(&mut explanation.answer, |other| {
        let other = explain_in(other, &books, settings, verdicts, &mut |_, _| ());
        other.ok().map(|other| other.answer.sums())
    });
    let said = restated
        .into_iter()
        .flat_map(|restated| restated.assumptions);
    explanation.answer.assumptions.extend(said);
    Ok(explanation)
}

/// What is explained: as loaded, and with rows of several files that are one payment joined.
struct Books<'a> {
    loaded: &'a Book,
    joined: &'a Book,
    by: &'a Joined,
    /// The currency that the contract is written in.
    own: Currency,
}

/// Explains the takings in one currency.
fn explain_in(
    currency: Currency,
    books: &Books<'_>,
    settings: &Settings,
    verdicts: &[Verdict],
    progress: &mut dyn FnMut(Stage, u8),
) -> Result<Explanation, ExplainError> {
    let Books {
        loaded,
        joined: book,
        by: joined,
        own: written_in,
    } = *books;
    let mut scope = Scope::new(book, settings, joined, (currency, written_in))?;
    let own = reserved::counted(book, &scope).map(|records| book.with_records(records));
    let book = own.as_ref().unwrap_or(book);
    progress(Stage::Match, 20);
    let naming = Naming::new(book, currency);
    let (hints, outcomes) = pairs::hints(&naming, book, &scope, verdicts);
    let mut matched = match_sales(book, &scope.register, &scope.bill, hints.clone());
    let own = unit::corrected(book, &scope, &matched).map(|records| book.with_records(records));
    let book = own.as_ref().unwrap_or(book);
    if own.is_some() {
        scope = Scope::new(book, settings, joined, (currency, written_in))?;
        scope.assumptions.push(Assumption::BillInMinorUnits);
        matched = match_sales(book, &scope.register, &scope.bill, hints);
    }
    progress(Stage::Match, 100);
    let mut work = Work::new(book, &scope, &matched);
    let taken = taken(&work);
    register::run(&mut work);
    bill::run(&mut work);
    if !scope.has_bill {
        register::without_bill(&mut work);
    }
    progress(Stage::Fees, 0);
    fees::run(&mut work);
    progress(Stage::Payouts, 0);
    let received = payouts::run(&mut work);
    progress(Stage::Explain, 0);
    let Work {
        lines,
        rests,
        twins,
        ..
    } = work;
    let mut bench = Bench::new(&naming, lines, rests);
    let outcomes = bench.judge(verdicts, outcomes);
    let Bench { lines, open, .. } = bench;
    let judged = verdicts.iter().cloned().zip(outcomes);
    let found = Found {
        taken,
        received,
        lines,
        open,
        verdicts: judged
            .map(|(verdict, outcome)| verdict::Judged { verdict, outcome })
            .collect(),
        twins,
        fees: fees_from_others(loaded, book),
        alone: [matched.booked_only, matched.settled_only],
        settled: scope
            .bill
            .iter()
            .copied()
            .filter(|&row| book.records.kind[row as usize].is_sale())
            .collect(),
    };
    let explanation = finish(book, &scope, settings, found);
    progress(Stage::Explain, 100);
    Ok(explanation)
}

/// The sales: the register's, or the bill's gross where there is no register. Voids and refunds do
/// not lower them; they are lines.
fn taken(work: &Work<'_>) -> Vec<(u32, i64)> {
    let r = work.records();
    let is_sale = |row: &u32| r.kind[*row as usize].is_sale();
    if work.scope.has_register {
        let rows = work.register().filter(is_sale);
        rows.map(|row| (row, r.amount[row as usize])).collect()
    } else {
        let rows = work.bill().filter(is_sale);
        rows.map(|row| (row, r.ordered(row as usize))).collect()
    }
}

/// Puts the rows of every line in the order of the scope, which no order of loading changes.
fn in_order(book: &Book, scope: &Scope, lines: &mut [Judged], open: &mut [Open]) {
    let mut rank = vec![u32::MAX; book.records.len()];
    let rows = scope.register.iter().chain(&scope.bill).chain(&scope.bank);
    for (place, &row) in (0..).zip(rows) {
        rank[row as usize] = place;
    }
    for Judged { line, .. } in lines {
        line.claims.sort_by_key(|claim| rank[claim.row as usize]);
    }
    for Open { rest, .. } in open {
        rest.rows.sort_by_key(|&row| rank[row as usize]);
    }
}

/// By row: the fee that another row says was charged on it.
fn fees_from_others(loaded: &Book, joined: &Book) -> FxHashMap<u32, i64> {
    let fees = &joined.records;
    (0_u32..)
        .zip(0..loaded.records.len())
        .filter(|&(_, at)| loaded.records.fee(at) != fees.fee(at))
        .filter_map(|(row, at)| Some((row, fees.fee(at)?)))
        .collect()
}

/// What the families found.
struct Found {
    taken: Vec<(u32, i64)>,
    received: Received,
    lines: Vec<Judged>,
    open: Vec<Open>,
    verdicts: Vec<verdict::Judged>,
    twins: Vec<u32>,
    fees: FxHashMap<u32, i64>,
    alone: [Vec<u32>; 2],
    settled: Vec<u32>,
}

fn finish(book: &Book, scope: &Scope, settings: &Settings, found: Found) -> Explanation {
    let Found {
        taken,
        received,
        mut lines,
        mut open,
        verdicts,
        twins,
        fees,
        alone,
        settled,
    } = found;
    let takings: i128 = taken.iter().map(|&(_, amount)| i128::from(amount)).sum();
    let gap = takings - received.sum;
    in_order(book, scope, &mut lines, &mut open);
    // Claims first, then what needs a look; within a group the largest first.
    lines.sort_by_key(|Judged { line, .. }| {
        (
            line.cause.group(),
            std::cmp::Reverse(line.amount.abs()),
            line.cause,
        )
    });
    let claimed: i128 = lines.iter().map(|judged| judged.line.amount).sum();
    let unexplained = gap - claimed;
    let located: i128 = open.iter().map(|open| open.rest.amount).sum();
    // What cannot be placed on a day is still shown.
    if unexplained != located {
        let rest = Rest {
            due: None,
            amount: unexplained - located,
            rows: Vec::new(),
        };
        open.push(Open {
            rest,
            marks: Vec::new(),
            denied: None,
        });
    }
    open.retain(|open| open.rest.amount != 0);
    open.sort_by_key(|open| (open.rest.due, std::cmp::Reverse(open.rest.amount)));
    let money = |minor| scope.money(minor);
    let size = |rows: &[u32]| u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let roots = roots::of(book, scope, &twins, &lines);
    let views = lines
        .iter()
        .zip(roots)
        .map(|(Judged { line, marks }, roots)| LineView {
            cause: line.cause,
            amount: money(line.amount),
            confidence: line.confidence,
            why: line.why.clone(),
            row_count: u32::try_from(line.claims.len()).unwrap_or(u32::MAX),
            alternatives: line.alternatives,
            runner_up: line.runner_up,
            roots,
            verdicts: marks.clone(),
        });
    let mut assumptions = scope.assumptions.clone();
    assumptions.extend(received.assumptions);
    let answer = Answer {
        currency: scope.currency,
        currencies: Vec::new(),
        period: scope.period,
        statement: Some(scope.statement),
        takings: money(takings),
        received: money(received.sum),
        gap: money(gap),
        lines: views.collect(),
        unexplained: money(unexplained),
        unexplained_parts: open
            .iter()
            .map(
                |Open {
                     rest,
                     marks,
                     denied,
                 }| UnexplainedPart {
                    due: rest.due.map(Day::from_epoch),
                    amount: money(rest.amount),
                    row_count: size(&rest.rows),
                    denied: denied.as_ref().map(|denied| denied.cause),
                    verdicts: marks.clone(),
                },
            )
            .collect(),
        payouts: received
            .payouts
            .iter()
            .map(|payout| PayoutView {
                due: payout.due,
                expected: money(payout.expected),
                received: money(payout.received),
                state: payout.state,
                settlement_count: size(&payout.settlement_rows),
                deposit_count: size(&payout.deposit_rows),
            })
            .collect(),
        assumptions,
        verdicts,
        settings: Settings {
            period: Some(scope.period),
            statement: Some(scope.statement),
            contract: Some(scope.contract.clone()),
            ..settings.clone()
        },
    };
    Explanation {
        answer,
        lines: lines.into_iter().map(|judged| judged.line).collect(),
        rests: open.into_iter().map(|open| open.rest).collect(),
        payouts: received.payouts,
        taken: taken.into_iter().map(|(row, _)| row).collect(),
        credits: received.credits,
        twins,
        fees,
        alone,
        settled,
    }
}

impl Explanation {
    /// The answer without its rows.
    #[must_use]
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// The lines with their claims, in the order of [`Answer::lines`].
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What was charged on a row: by the row itself, or by another one that says so.
    #[must_use]
    pub fn charged(&self, book: &Book, row: u32) -> Option<i64> {
        let booked = self.fees.get(&row).copied();
        booked.or_else(|| book.records.fee(row as usize))
    }

    /// The pieces of the unexplained part, in the order of [`Answer::unexplained_parts`].
    #[must_use]
    pub fn rests(&self) -> &[Rest] {
        &self.rests
    }

    /// The sales that make up the takings, in order of time.
    #[must_use]
    pub fn taken(&self) -> &[u32] {
        &self.taken
    }

    /// The statement's rows that make up what was received, by day.
    #[must_use]
    pub fn credits(&self) -> &[u32] {
        &self.credits
    }

    /// The payouts, in the order of [`Answer::payouts`].
    #[must_use]
    pub fn payouts(&self) -> &[Payout] {
        &self.payouts
    }

    /// A line or a piece of the unexplained part as a verdict names it; with `groups` only those of
    /// its rows that [`RowView::group`] numbers so. `None` where there is no such thing.
    #[must_use]
    pub fn target(&self, book: &Book, of: RowsOf, groups: Option<&[u32]>) -> Option<Target> {
        let wanted = |at: usize| {
            groups.is_none_or(|groups| groups.iter().any(|&group| group as usize == at))
        };
        let naming = Naming::new(book, self.answer.currency);
        let pick = |rows: &mut dyn Iterator<Item = u32>| {
            let rows = rows.enumerate().filter(|&(at, _)| wanted(at));
            naming.set(rows.map(|(_, row)| row))
        };
        match of {
            RowsOf::Line(index) => {
                let line = self.lines.get(index as usize)?;
                Some(Target {
                    cause: line.cause,
                    aspect: Some(line.aspect),
                    rows: pick(&mut line.claims.iter().map(|claim| claim.row)),
                })
            }
            RowsOf::Unexplained(index) => Some(Target {
                cause: Cause::Unexplained,
                aspect: None,
                rows: pick(&mut self.rests.get(index as usize)?.rows.iter().copied()),
            }),
            RowsOf::Payout(_) | RowsOf::File(_) => None,
        }
    }

    /// Rows that may be the same payment as this one, the nearest in amount and time first: of a sale
    /// the other side's sales without a twin, of a later row of the bill the sales before it. `None`
    /// where there is no such row.
    #[must_use]
    pub fn candidates(&self, book: &Book, name: &RowName) -> Option<Vec<RowView>> {
        let &row = Naming::new(book, self.answer.currency)
            .rows_of(&[name])
            .first()?
            .as_ref()?;
        let r = &book.records;
        let instant = |row: u32| {
            let at = row as usize;
            let seconds = r.time(at).map_or(43_200, |time| time.seconds());
            i64::from(r.day[at].epoch()) * 86_400 + i64::from(seconds)
        };
        let kind = r.kind[row as usize];
        let asked = |row: u32| i128::from(r.ordered(row as usize)).abs();
        let mut others: Vec<u32> = match book.side(row as usize) {
            Side::Register if kind.is_sale() => self.alone[1].clone(),
            Side::Provider if kind.is_sale() => self.alone[0].clone(),
            Side::Provider if kind.is_later() => {
                let sales = self.settled.iter().copied();
                // No more is given back than was paid, and not before.
                sales
                    .filter(|&sale| {
                        asked(sale) >= asked(row) && r.day[sale as usize] <= r.day[row as usize]
                    })
                    .collect()
            }
            _ => Vec::new(),
        };
        others.sort_by_key(|&other| {
            (
                asked(other).abs_diff(asked(row)),
                instant(other).abs_diff(instant(row)),
            )
        });
        others.truncate(CANDIDATES_MAX);
        let views = others.into_iter().map(|row| book.view(row as usize));
        Some(views.collect())
    }

    /// The row on the other side that is the same payment.
    #[must_use]
    pub fn twin(&self, row: u32) -> Option<u32> {
        let twin = self.twins.get(row as usize).copied();
        twin.filter(|&twin| twin != NO_ROW)
    }
}
