//! Takings in several currencies: one is answered, and the sums of all stand beside each other.

use crate::answer::{Answer, CurrencySums};
use crate::cause::Assumption;
use crate::money::Currency;
use crate::record::Book;
use crate::scope::currencies;
use crate::settings::Settings;

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
