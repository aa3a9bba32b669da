//! Takings in several currencies: one is answered, and the sums of all stand beside each other.

use crate::answer::{Answer, CurrencySums};
use crate::cause::Assumption;
use crate::money::Currency;
use crate::record::{Book, FileEntry, FileId, Side};
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
    let lacks = |entry: &&FileEntry| {
        let report = &entry.report;
        report.side != Side::Provider && report.rows > 0 && report.names_no_currency()
    };
    // By content: which was loaded first says nothing.
    let mut files: Vec<_> = book.files.iter().filter(lacks).collect();
    files.sort_by(|a, b| a.report.sha256.cmp(&b.report.sha256));
    if files.is_empty() {
        return None;
    }
    let bills = book.rows(Side::Provider).into_iter();
    let mut bills = bills.map(|row| book.currency(row as usize));
    let currency = bills.next()?;
    if bills.any(|other| other != currency) {
        return None;
    }
    let is_elsewhere = |file: FileId| {
        let mut rows = (0..book.records.len()).filter(|&row| book.records.file[row] == file);
        rows.all(|row| book.currency(row) != currency)
    };
    let mut restated: Option<Restated> = None;
    for entry in files {
        if !is_elsewhere(entry.id) {
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
    /// The one that the contract is written in.
    pub(super) own: Currency,
    /// All of them, her own first.
    all: Vec<Currency>,
}

pub(super) fn of(book: &Book, settings: &Settings) -> Currencies {
    let all = currencies(book, settings.currency);
    let own = all.first().copied().unwrap_or(settings.currency);
    let asked = settings.answer_in.filter(|asked| all.contains(asked));
    Currencies {
        shown: asked.unwrap_or(own),
        own,
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
