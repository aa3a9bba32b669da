//! The row of totals at the foot of a table that was mapped, compared with what was read.

use crate::money::{Amount, Currency};

use super::super::grid::Row;
use super::super::reading::Reading;
use super::super::{ControlKind, ControlValue};
use super::read::money;
use super::{Mapping, Role};

/// How the last row of a table is called; 小计 is that of a page.
const TOTALS: &[&str] = &["合计", "总计", "共计", "total"];

/// Sums of columns as they are printed, and what a row of totals says of them.
pub struct Totals {
    /// What is counted, where it stands, its sum so far, and what the file says.
    columns: Vec<(ControlKind, usize, i128, Option<i64>)>,
}

impl Totals {
    /// Nothing summed yet, of every column of money.
    #[must_use]
    pub fn of(mapping: &Mapping) -> Self {
        let kinds = [
            (Role::Amount, ControlKind::Amount),
            (Role::In, ControlKind::In),
            (Role::Out, ControlKind::Out),
            (Role::Fee, ControlKind::Fees),
            (Role::Net, ControlKind::Net),
        ];
        // One row of totals says nothing where currencies mix.
        let kinds = kinds
            .into_iter()
            .filter(|_| mapping.column(Role::Currency).is_none());
        let columns = kinds.filter_map(|(role, kind)| {
            let column = mapping.column(role)?;
            Some((kind, column, 0, None))
        });
        Self {
            columns: columns.collect(),
        }
    }

    /// Adds a row that was read.
    pub fn add(&mut self, row: &Row, mapping: &Mapping) {
        for (_, column, sum, _) in &mut self.columns {
            *sum += read(mapping, row, *column).map_or(0, i128::from);
        }
    }

    /// Takes the last row that is called a total; those of pages come before it.
    pub fn take(&mut self, row: &Row, mapping: &Mapping) {
        let first = row.cells().find(|cell| !cell.is_empty());
        let first = first.unwrap_or_default().to_lowercase();
        if TOTALS.iter().any(|word| first.starts_with(word)) {
            for (_, column, _, stated) in &mut self.columns {
                *stated = read(mapping, row, *column);
            }
        }
    }

    /// Compares.
    pub fn compare(&self, currency: Currency, out: &mut Reading<'_>) {
        let value = |minor| ControlValue::Sum(Amount::new(minor, currency));
        for (kind, _, sum, stated) in &self.columns {
            if let Some(stated) = stated {
                out.control(*kind, value(i128::from(*stated)), value(*sum));
            }
        }
    }
}

fn read(mapping: &Mapping, row: &Row, column: usize) -> Option<i64> {
    money(mapping, row, column, mapping.currency).ok()
}
