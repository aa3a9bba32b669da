//! Windows of the rows that prove something, as the page shows them.

use crate::cause::{Cause, Why};
use crate::causes::{Claim, Line, NO_ROW};
use crate::money::Amount;
use crate::protocol::{RowsOf, WINDOW_ROWS_MAX};
use crate::record::{Book, RowView};

use super::Explanation;

impl Explanation {
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
        let other = match claim.other {
            NO_ROW => self.twin(claim.row),
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
        if let Some(line) = line.filter(|line| {
            let hers = matches!(line.why, Why::Said { .. });
            line.cause.is_about_fees() && !hers && row == claim.row
        }) {
            let charged = i128::from(charged.unwrap_or(0));
            let excess = if line.cause == Cause::FeeNormal {
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
