//! Takings in several currencies: one is answered, and the sums of all stand beside each other.

use crate::answer::{Answer, CurrencySums};
use crate::cause::Assumption;
use crate::money::Currency;
use crate::record::{Book, FileId, Side};
use crate::scope::currencies;
use crate::settings::Settings;

/// A book in which files that name no currency are in that of the others, and what has to be said of it.
pub(super) struct Restated {
    /// The book.
    pub(super) book: Book,
    /// How many rows of which currency.
    pub(super) assumptions: Vec<Assumption>,
}

/// Takes files that name no currency to be in the one of all bills.
pub(super) fn restated(book: &Book) -> Option<Restated> {
    let of = |side: Side| -> Vec<Currency> {
        let rows = book.rows(side).into_iter();
        let mut found: Vec<Currency> = rows.map(|row| book.currency(row as usize)).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let bills = of(Side::Provider);
    let [currency] = bills[..] else { return None };
    let all = |file: FileId, wanted: &dyn Fn(Currency) -> bool| {
        let mut rows = (0..book.records.len()).filter(|&row| book.records.file[row] == file);
        rows.all(|row| wanted(book.currency(row)))
    };
    let mut restated: Option<Restated> = None;
    // By content: which was loaded first says nothing.
    let mut files: Vec<_> = book.files.iter().collect();
    files.sort_by(|a, b| a.report.sha256.cmp(&b.report.sha256));
    for entry in files {
        let lacks = entry.report.side != Side::Provider && entry.report.names_no_currency();
        if !lacks || entry.report.rows == 0 || !all(entry.id, &|of| of != currency) {
            continue;
        }
        let (from, mut assumptions) = match restated.take() {
            Some(restated) => (restated.book, restated.assumptions),
            None => (book.with_records(book.records.clone()), Vec::new()),
        };
        let moved = from.with_currency(entry.id, currency);
        if moved.is_some() {
            let rows = entry.report.rows;
            assumptions.push(Assumption::CurrencyOfOthers { rows, currency });
        }
        let book = moved.unwrap_or(from);
        restated = Some(Restated { book, assumptions });
    }
    restated
}

/// The currencies of the takings.
pub(super) struct Currencies {
    /// The one to answer in: what she asks for, where takings are in it, else her own.
    pub(super) shown: Currency,
    /// All of them, her own first.
    all: Vec<Currency>,
}

pub(super) fn of(book: &Book, settings: &Settings) -> Currencies {
    let all = currencies(book, settings.currency);
    let asked = settings.answer_in.filter(|asked| all.contains(asked));
    Currencies {
        shown: asked.or(all.first().copied()).unwrap_or(settings.currency),
        all,
    }
}

impl Currencies {
    /// Puts the sums of all beside the answer. `sums` explains another currency; one that cannot be
    /// explained stays among what was left out.
    pub(super) fn stand_beside(
        &self,
        answer: &mut Answer,
        mut sums: impl FnMut(Currency) -> Option<CurrencySums>,
    ) {
        if self.all.len() < 2 {
            return;
        }
        let own = answer.sums();
        let each = self.all.iter().filter_map(|&currency| {
            if currency == self.shown {
                Some(own)
            } else {
                sums(currency)
            }
        });
        answer.currencies = each.collect();
        let beside: Vec<Currency> = answer
            .currencies
            .iter()
            .map(|sums| sums.takings.currency)
            .collect();
        answer.assumptions.retain(|assumption| match assumption {
            Assumption::OtherCurrency { currency, .. } => !beside.contains(currency),
            _ => true,
        });
    }
}
