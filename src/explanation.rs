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
use crate::cause::Assumption;
use crate::causes::payouts::{Payout, Received};
use crate::causes::{Claim, Line, NO_ROW, Rest, Work, bill, fees, payouts, register};
use crate::matching::match_sales;
use crate::money::Amount;
use crate::protocol::{ExplainError, RowsOf, Stage, WINDOW_ROWS_MAX};
use crate::record::{Book, RowView};
use crate::scope::{Scope, join};
use crate::settings::Settings;

mod unit;

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
    progress(Stage::Match, 0);
    let mut joined = join(book);
    let own = joined.records.take();
    let own = own.map(|records| book.with_records(records));
    let (loaded, book) = (book, own.as_ref().unwrap_or(book));
    let mut scope = Scope::new(book, settings, &joined)?;
    progress(Stage::Match, 20);
    let mut matched = match_sales(book, &scope.register, &scope.bill);
    let own = unit::corrected(book, &scope, &matched).map(|records| book.with_records(records));
    let book = own.as_ref().unwrap_or(book);
    if own.is_some() {
        scope = Scope::new(book, settings, &joined)?;
        scope.assumptions.push(Assumption::BillInMinorUnits);
        matched = match_sales(book, &scope.register, &scope.bill);
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
    let found = Found {
        taken,
        received,
        lines,
        rests,
        twins,
        fees: fees_from_others(loaded, book),
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
fn in_order(book: &Book, scope: &Scope, lines: &mut [Line], rests: &mut [Rest]) {
    let mut rank = vec![u32::MAX; book.records.len()];
    let rows = scope.register.iter().chain(&scope.bill).chain(&scope.bank);
    for (place, &row) in (0..).zip(rows) {
        rank[row as usize] = place;
    }
    for line in lines {
        line.claims.sort_by_key(|claim| rank[claim.row as usize]);
    }
    for rest in rests {
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
    lines: Vec<Line>,
    rests: Vec<Rest>,
    twins: Vec<u32>,
    fees: FxHashMap<u32, i64>,
}

fn finish(book: &Book, scope: &Scope, settings: &Settings, found: Found) -> Explanation {
    let Found {
        taken,
        received,
        mut lines,
        mut rests,
        twins,
        fees,
    } = found;
    let takings: i128 = taken.iter().map(|&(_, amount)| i128::from(amount)).sum();
    let gap = takings - received.sum;
    in_order(book, scope, &mut lines, &mut rests);
    // Claims first, then what needs a look; within a group the largest first.
    lines.sort_by_key(|line| {
        (
            line.cause.group(),
            std::cmp::Reverse(line.amount.abs()),
            line.cause,
        )
    });
    let claimed: i128 = lines.iter().map(|line| line.amount).sum();
    let unexplained = gap - claimed;
    let located: i128 = rests.iter().map(|rest| rest.amount).sum();
    // What cannot be placed on a day is still shown.
    if unexplained != located {
        rests.push(Rest {
            due: None,
            amount: unexplained - located,
            rows: Vec::new(),
        });
    }
    rests.retain(|rest| rest.amount != 0);
    rests.sort_by_key(|rest| (rest.due, std::cmp::Reverse(rest.amount)));
    let money = |minor| scope.money(minor);
    let size = |rows: &[u32]| u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let views = lines.iter().map(|line| LineView {
        cause: line.cause,
        amount: money(line.amount),
        confidence: line.confidence,
        why: line.why.clone(),
        row_count: u32::try_from(line.claims.len()).unwrap_or(u32::MAX),
        alternatives: line.alternatives,
    });
    let mut assumptions = scope.assumptions.clone();
    assumptions.extend(received.assumptions);
    let answer = Answer {
        currency: scope.currency,
        period: scope.period,
        statement: Some(scope.statement),
        takings: money(takings),
        received: money(received.sum),
        gap: money(gap),
        lines: views.collect(),
        unexplained: money(unexplained),
        unexplained_parts: rests
            .iter()
            .map(|rest| UnexplainedPart {
                due: rest.due.map(Day::from_epoch),
                amount: money(rest.amount),
                row_count: size(&rest.rows),
            })
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
        settings: Settings {
            period: Some(scope.period),
            statement: Some(scope.statement),
            contract: Some(scope.contract.clone()),
            ..settings.clone()
        },
    };
    Explanation {
        answer,
        lines,
        rests,
        payouts: received.payouts,
        taken: taken.into_iter().map(|(row, _)| row).collect(),
        credits: received.credits,
        twins,
        fees,
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

    /// A window of the rows that prove something, and how many rows there are in all. The rows of one
    /// match follow each other and share a group, so that they can be shown side by side. `None`
    /// where there is no such thing.
    #[must_use]
    pub fn rows(
        &self,
        book: &Book,
        of: RowsOf,
        start: u32,
        count: u32,
    ) -> Option<(u32, Vec<RowView>)> {
        let singles =
            |rows: &[u32]| -> Vec<Claim> { rows.iter().map(|&row| Claim::one(row, 0)).collect() };
        let claims = match of {
            RowsOf::Line(index) => {
                let line = self.lines.get(index as usize)?;
                return Some(self.window(book, &line.claims, Some(line), start, count));
            }
            RowsOf::Payout(index) => {
                let payout = self.payouts.get(index as usize)?;
                let mut rows = payout.deposit_rows.clone();
                rows.extend(&payout.settlement_rows);
                singles(&rows)
            }
            RowsOf::Unexplained(index) => singles(&self.rests.get(index as usize)?.rows),
            RowsOf::File(file) => {
                let rows = book.records.file.iter().enumerate();
                let rows: Vec<u32> = rows
                    .filter(|&(_, of)| *of == file)
                    .filter_map(|(row, _)| u32::try_from(row).ok())
                    .collect();
                singles(&rows)
            }
        };
        Some(self.window(book, &claims, None, start, count))
    }

    /// The rows of `claims` from the `start`th on, and how many they are in all.
    fn window(
        &self,
        book: &Book,
        claims: &[Claim],
        line: Option<&Line>,
        start: u32,
        count: u32,
    ) -> (u32, Vec<RowView>) {
        let end = start.saturating_add(count.min(WINDOW_ROWS_MAX));
        let (mut total, mut views) = (0_u32, Vec::new());
        for (at, claim) in claims.iter().enumerate() {
            for row in self.members(book, claim).into_iter().flatten() {
                if (start..end).contains(&total) {
                    views.push(self.view(book, at, row, claim, line));
                }
                total = total.saturating_add(1);
            }
        }
        (total, views)
    }

    /// A claim's rows: its own, and its second or else the twin on the other side; register first.
    fn members(&self, book: &Book, claim: &Claim) -> [Option<u32>; 2] {
        let twin = || self.twins.get(claim.row as usize).copied();
        let other = match claim.other {
            NO_ROW => twin().filter(|&row| row != NO_ROW),
            row => Some(row),
        };
        let side = |row: u32| book.side(row as usize);
        match other {
            Some(other) if side(other) < side(claim.row) => [Some(other), Some(claim.row)],
            _ => [Some(claim.row), other],
        }
    }

    fn view(
        &self,
        book: &Book,
        at: usize,
        row: u32,
        claim: &Claim,
        line: Option<&Line>,
    ) -> RowView {
        let mut view = book.view(row as usize);
        let charged = self.charged(book, row);
        view.fee = charged.map(|fee| Amount::new(i128::from(fee), book.currency(row as usize)));
        view.group = Some(u32::try_from(at).unwrap_or(u32::MAX));
        if let Some(line) = line.filter(|line| line.cause.is_about_fees() && row == claim.row) {
            let charged = i128::from(charged.unwrap_or(0));
            let excess = if line.cause == crate::cause::Cause::FeeNormal {
                charged - i128::from(claim.amount)
            } else {
                i128::from(claim.amount)
            };
            let expected = Amount::new(charged - excess, self.answer.currency);
            view.fee_expected = Some(expected);
        }
        view
    }
}
