//! Payouts against the rows that they consist of: the report's own control.

use rustc_hash::FxHashMap;

use crate::calendar::{DateOrder, Day, read_date};
use crate::money::{Currency, DecimalMark, read_number};
use crate::record::{Draft, Kind};

use super::ControlKind;
use super::entry;
use super::header::{Head, Header};
use super::reading::Reading;

/// More payouts than this are only listed where they do not hold: nobody reads a longer list.
const LISTED_MAX: usize = 12;

/// The payouts of a report.
#[derive(Default)]
pub struct Ties {
    places: FxHashMap<(String, Currency), usize>,
    /// In order of their first row.
    ties: Vec<Tie>,
    /// The net total that stands above the table.
    stated: Option<(i128, Currency)>,
    /// The day of payout that stands above the table.
    pub settled: Option<Day>,
}

struct Tie {
    currency: Currency,
    paid: Option<i128>,
    rest: i128,
}

impl Ties {
    /// Takes what the lines above a table say of its payout, as dLocal's do (FORMATS.md C8): its
    /// sum, currency and day under names of their own. Says the currency.
    pub fn above(&mut self, head: &Head, header: &Header<'_>) -> Option<Currency> {
        let mut rows = head
            .rows
            .iter()
            .take_while(|row| row.number < header.row.number);
        let names = rows.find(|row| row.has(&["nettotalamount"]))?;
        let values = rows.next()?;
        let value = |names: &[&str], of: &super::header::HeadRow| {
            let column = of.column(names)?;
            values.cells.get(column).cloned()
        };
        let currency = Currency::parse(&value(&["settlementcurrency", "currency"], names)?)?;
        let days = names.columns_that(|name| name.contains("date"));
        self.settled = days.into_iter().find_map(|column| {
            let cell = values.cells.get(column)?;
            read_date(cell, DateOrder::YearFirst).ok()
        });
        let sum = value(&["nettotalamount"], names)?;
        let sum = read_number(&sum, DecimalMark::Point).ok();
        let sum = sum.and_then(|number| number.minor_rounded(currency.digits()).ok());
        self.stated = sum.map(|sum| (sum, currency));
        Some(currency)
    }

    /// Takes a row.
    pub fn add(&mut self, draft: &Draft<'_>) {
        if matches!(draft.kind, Kind::Failed | Kind::PreAuth) {
            return;
        }
        let key = (draft.payout_id.to_owned(), draft.currency);
        let place = *self.places.entry(key).or_insert(self.ties.len());
        if place == self.ties.len() {
            self.ties.push(Tie {
                currency: draft.currency,
                paid: None,
                rest: 0,
            });
        }
        let net = draft
            .net
            .unwrap_or_else(|| draft.amount - draft.fee.unwrap_or(0));
        let Some(tie) = self.ties.get_mut(place) else {
            return;
        };
        if draft.kind == Kind::Payout {
            tie.paid = Some(tie.paid.unwrap_or(0) - i128::from(net));
        } else {
            tie.rest += i128::from(net);
        }
    }

    /// Compares every payout with its rows.
    pub fn compare(&self, out: &mut Reading<'_>) {
        let mut listed = 0;
        for tie in &self.ties {
            let Some(paid) = tie.paid else { continue };
            if paid != tie.rest || listed < LISTED_MAX {
                listed += 1;
                entry::sum(ControlKind::Net, tie.currency, paid, tie.rest, out);
            }
        }
        if let Some((stated, currency)) = self.stated {
            let of = self.ties.iter().filter(|tie| tie.currency == currency);
            let read = of.map(|tie| tie.rest).sum();
            entry::sum(ControlKind::Net, currency, stated, read, out);
        }
    }
}
