//! What an explanation is about: which rows of which files, of which days, under which contract.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::calendar::{Day, Period};
use crate::cause::Assumption;
use crate::money::{Amount, Currency};
use crate::protocol::ExplainError;
use crate::record::{Book, FileId, Kind, Side, Tender};
use crate::settings::{Contract, Settings};

mod contract;
mod join;

pub use join::{Joined, join};

use contract::contract_of_bill;

/// The rows that count, in an order that does not depend on the order of loading.
pub struct Scope {
    /// The currency of the answer.
    pub currency: Currency,
    /// The days of the takings.
    pub period: Period,
    /// The days that the statement covers.
    pub statement: Period,
    /// Whether she says so; else they are the days of its rows.
    pub statement_stated: bool,
    /// The contract that is used.
    pub contract: Contract,
    /// Every row of the registers but cash, those outside the period included: their twins must
    /// not be taken for sales that were never booked.
    pub register: Vec<u32>,
    /// Every row of the bills, those outside the period included: their payouts may be in the
    /// statement.
    pub bill: Vec<u32>,
    /// Every row of the statements.
    pub bank: Vec<u32>,
    /// Every row of the statements in currencies that no bill and no register has: payouts may have been
    /// exchanged into them.
    pub abroad: Vec<u32>,
    /// Whether there is a register at all.
    pub has_register: bool,
    /// Whether there is a bill at all.
    pub has_bill: bool,
    /// By row: the day on which a settlement file says it was paid out.
    pub paid_on: FxHashMap<u32, Day>,
    /// What had to be assumed.
    pub assumptions: Vec<Assumption>,
}

impl Scope {
    /// Selects the rows in the first of the two currencies; the second is the one that the contract is
    /// written in.
    ///
    /// # Errors
    /// Where the files cannot be explained at all.
    pub fn new(
        book: &Book,
        settings: &Settings,
        joined: &Joined,
        (currency, written_in): (Currency, Currency),
    ) -> Result<Self, ExplainError> {
        let mut assumptions = Vec::new();
        if joined.counted_once > 0 {
            let rows = joined.counted_once;
            assumptions.push(Assumption::JoinedOnce { rows });
        }
        if joined.summed_up > 0 {
            let rows = joined.summed_up;
            assumptions.push(Assumption::SummaryNotCounted { rows });
        }
        let left_out = &joined.left_out;
        let ranks = file_ranks(book);
        let mut sides = [Side::Register, Side::Provider, Side::Bank]
            .map(|side| rows_of(book, side, currency, &ranks, left_out, &mut assumptions));
        let [register, bill, bank] = &mut sides;
        let has = |side| book.files.iter().any(|entry| entry.report.side == side);
        // A register of another currency says nothing about this one; an empty one says that nothing
        // was taken.
        let counts =
            |side, rows: &[u32]| has(side) && (!rows.is_empty() || book.rows(side).is_empty());
        let has_register = counts(Side::Register, register);
        let has_bill = counts(Side::Provider, bill);
        if !has_register && !has_bill {
            return Err(ExplainError::NoTakings);
        }
        if !has(Side::Bank) {
            return Err(ExplainError::NoBank);
        }
        leave_out_cash(book, register, currency, &mut assumptions);
        let period = match settings.period {
            Some(period) => period,
            None => {
                assumptions.push(Assumption::PeriodFromFiles);
                let span = if register.is_empty() {
                    span_of_bill(book, bill)
                } else {
                    span(book, register)
                };
                span.ok_or(ExplainError::NoRowsInPeriod)?
            }
        };
        let mut abroad = abroad(book, &ranks);
        let statement = match settings.statement {
            Some(period) => period,
            None => {
                let rows = if bank.is_empty() { &abroad } else { &*bank };
                statement_of_files(book, rows, &mut assumptions).unwrap_or(period)
            }
        };
        // Days past the statement's end or before its start prove nothing about what arrived.
        for rows in [&mut *bank, &mut abroad] {
            rows.retain(|&row| statement.contains(book.records.day[row as usize]));
        }
        // A contract in another currency has caps and fixed parts that mean nothing here.
        let contract = match &settings.contract {
            Some(contract) if written_in == currency => contract.clone(),
            known => {
                assumptions.push(match known {
                    Some(_) => Assumption::ContractOfOtherCurrency {
                        currency: written_in,
                    },
                    None => Assumption::DefaultContract,
                });
                contract_of_bill(book, bill, currency, &mut assumptions)
            }
        };
        if !has_register {
            assumptions.push(Assumption::NoRegister);
        }
        if !has_bill {
            assumptions.push(Assumption::NoProvider);
        }
        let [register, bill, bank] = sides;
        Ok(Self {
            currency,
            period,
            statement,
            statement_stated: settings.statement.is_some(),
            contract,
            register,
            bill,
            bank,
            abroad,
            has_register,
            has_bill,
            paid_on: joined.paid_on.clone(),
            assumptions,
        })
    }

    /// Minor units of this scope's currency.
    #[must_use]
    pub fn money(&self, minor: i128) -> Amount {
        Amount::new(minor, self.currency)
    }
}

/// The currencies of the takings. The first is the one that the contract is for: the shop's own, or
/// where no takings are in it, that of most takings rows; the others follow by their codes, and so do
/// those with as many rows. Her own alone where there are no takings.
#[must_use]
pub fn currencies(book: &Book, own: Currency) -> Vec<Currency> {
    let mut counts: BTreeMap<Currency, u32> = BTreeMap::new();
    for side in [Side::Register, Side::Provider] {
        for row in book.rows(side) {
            *counts.entry(book.currency(row as usize)).or_default() += 1;
        }
    }
    let most = counts
        .iter()
        .max_by_key(|&(&currency, &rows)| (currency == own, rows, std::cmp::Reverse(currency)));
    let first = most.map_or(own, |(currency, _)| *currency);
    let others = counts.into_keys().filter(|&currency| currency != first);
    std::iter::once(first).chain(others).collect()
}

/// A rank for each file that depends on its content alone.
fn file_ranks(book: &Book) -> FxHashMap<FileId, u32> {
    let mut files: Vec<_> = book.files.iter().collect();
    files.sort_by(|a, b| a.report.sha256.cmp(&b.report.sha256));
    files
        .iter()
        .zip(0..)
        .map(|(entry, rank)| (entry.id, rank))
        .collect()
}

/// The rows of one side and currency, sorted by time and place, rows of overlapping files once.
fn rows_of(
    book: &Book,
    side: Side,
    currency: Currency,
    ranks: &FxHashMap<FileId, u32>,
    left_out: &FxHashSet<u32>,
    assumptions: &mut Vec<Assumption>,
) -> Vec<u32> {
    let mut rows = book.rows(side);
    rows.retain(|row| !left_out.contains(row));
    let mut foreign: Vec<(Currency, u32)> = Vec::new();
    rows.retain(|&row| {
        let theirs = book.currency(row as usize);
        if theirs == currency {
            return true;
        }
        match foreign.iter_mut().find(|(known, _)| *known == theirs) {
            Some((_, count)) => *count += 1,
            None => foreign.push((theirs, 1)),
        }
        false
    });
    foreign.sort_unstable();
    assumptions.extend(
        foreign
            .into_iter()
            .map(|(currency, rows)| Assumption::OtherCurrency { rows, currency }),
    );
    let dropped = in_order(book, side, &mut rows, ranks);
    if dropped > 0 {
        assumptions.push(Assumption::OverlapCountedOnce { rows: dropped });
    }
    rows
}

/// The rows of the statements in currencies in which nothing was taken.
fn abroad(book: &Book, ranks: &FxHashMap<FileId, u32>) -> Vec<u32> {
    let taken: FxHashSet<Currency> = [Side::Register, Side::Provider]
        .into_iter()
        .flat_map(|side| book.rows(side))
        .map(|row| book.currency(row as usize))
        .collect();
    let mut rows = book.rows(Side::Bank);
    rows.retain(|&row| !taken.contains(&book.currency(row as usize)));
    in_order(book, Side::Bank, &mut rows, ranks);
    rows
}

/// Sorts the rows of a side by time and place and drops those that another file of it has as well.
/// Returns how many.
fn in_order(book: &Book, side: Side, rows: &mut Vec<u32>, ranks: &FxHashMap<FileId, u32>) -> u32 {
    let r = &book.records;
    rows.sort_unstable_by(|&a, &b| {
        let (x, y) = (a as usize, b as usize);
        let place = |row: usize| {
            let rank = ranks.get(&r.file[row]).copied().unwrap_or(u32::MAX);
            (rank, r.part[row], r.row[row])
        };
        (r.day[x], r.seconds[x])
            .cmp(&(r.day[y], r.seconds[y]))
            .then_with(|| by_content(book, x, y))
            .then_with(|| place(x).cmp(&place(y)))
    });
    let files = book
        .files
        .iter()
        .filter(|entry| entry.report.side == side)
        .count();
    let before = rows.len();
    if files > 1 {
        drop_overlap(book, rows);
    }
    u32::try_from(before - rows.len()).unwrap_or(u32::MAX)
}

/// Which of two rows of one moment comes first, by what they say alone: in which file and line they
/// stand must not change an answer. Running numbers come first, since they tell the true order.
fn by_content(book: &Book, a: usize, b: usize) -> Ordering {
    let r = &book.records;
    let texts = |row: usize| {
        let texts = [
            r.batch[row],
            r.voucher[row],
            r.order_id[row],
            r.provider_id[row],
            r.rrn[row],
            r.auth[row],
            r.terminal[row],
            r.merchant[row],
            r.card_tail[row],
            r.origin_id[row],
            r.payout_id[row],
            r.party[row],
            r.note[row],
        ];
        texts.map(|text| book.texts.get(text))
    };
    let amounts = |row: usize| {
        (
            [
                r.amount[row],
                r.ordered[row],
                r.fee[row],
                r.net[row],
                r.balance[row],
            ],
            (
                r.kind[row] as u8,
                r.tender[row] as u8,
                r.flags[row].0,
                r.settled[row],
            ),
        )
    };
    texts(a)
        .cmp(&texts(b))
        .then_with(|| amounts(a).cmp(&amounts(b)))
}

/// Leaves out the rows that another file of the side has as well. Two equal rows of one file are
/// two sales (two coffees at one price in one minute), so equal rows count as often as the file
/// with the most of them has them.
fn drop_overlap(book: &Book, rows: &mut Vec<u32>) {
    let r = &book.records;
    let identity = |row: u32| {
        let row = row as usize;
        (
            (
                r.day[row],
                r.seconds[row],
                r.kind[row],
                r.tender[row],
                r.amount[row],
            ),
            (
                r.order_id[row],
                r.provider_id[row],
                r.rrn[row],
                r.terminal[row],
                r.voucher[row],
            ),
            (
                r.balance[row],
                r.fee[row],
                r.party[row],
                r.note[row],
                r.card_tail[row],
            ),
            (
                r.origin_id[row],
                r.ordered[row],
                r.net[row],
                r.flags[row].0,
                r.batch[row],
                r.payout_id[row],
            ),
        )
    };
    // (how many were kept, how often each file had it)
    let mut seen: FxHashMap<_, (u32, Vec<(FileId, u32)>)> = FxHashMap::default();
    rows.retain(|&row| {
        let file = r.file[row as usize];
        let (kept, counts) = seen.entry(identity(row)).or_default();
        let count = match counts.iter_mut().find(|(known, _)| *known == file) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                counts.push((file, 1));
                1
            }
        };
        if count > *kept {
            *kept += 1;
            return true;
        }
        false
    });
}

/// Banknotes never pass through a provider, so they are no part of the takings asked about.
fn leave_out_cash(
    book: &Book,
    register: &mut Vec<u32>,
    currency: Currency,
    assumptions: &mut Vec<Assumption>,
) {
    let r = &book.records;
    let (mut count, mut sum) = (0_u32, 0_i128);
    register.retain(|&row| {
        let row = row as usize;
        if r.tender[row] != Tender::Cash {
            return true;
        }
        count += 1;
        sum += i128::from(r.amount[row]);
        false
    });
    if count > 0 {
        let amount = Amount::new(sum, currency);
        assumptions.push(Assumption::CashLeftOut {
            rows: count,
            amount,
        });
    }
}

/// First and last day of rows that are sorted by day.
fn span(book: &Book, rows: &[u32]) -> Option<Period> {
    let r = &book.records;
    let sale = |row: &&u32| r.kind[**row as usize].is_sale();
    let first = rows.iter().find(sale).or(rows.first())?;
    let last = rows.iter().rev().find(sale).or(rows.last())?;
    Some(Period {
        from: r.day[*first as usize],
        to: r.day[*last as usize],
    })
}

/// First and last day of a bill that stands alone: refunds and charges after its last sale belong to
/// these days as well, the provider's payouts do not.
fn span_of_bill(book: &Book, rows: &[u32]) -> Option<Period> {
    let r = &book.records;
    let counts = |row: &&u32| !matches!(r.kind[**row as usize], Kind::Payout | Kind::Failed);
    let first = rows.iter().find(counts)?;
    let last = rows.iter().rev().find(counts)?;
    Some(Period {
        from: r.day[*first as usize],
        to: r.day[*last as usize],
    })
}

/// What the statements say of their own period, else the days of their rows.
fn statement_of_files(
    book: &Book,
    bank: &[u32],
    assumptions: &mut Vec<Assumption>,
) -> Option<Period> {
    let files: FxHashSet<FileId> = bank
        .iter()
        .map(|&row| book.records.file[row as usize])
        .collect();
    // The account of another currency has days of its own; one without an entry shows that nothing came.
    let stated = book
        .files
        .iter()
        .filter(|entry| entry.report.side == Side::Bank)
        .filter(|entry| entry.report.rows == 0 || files.contains(&entry.id))
        .filter_map(|entry| entry.report.period);
    let stated = stated.reduce(|a, b| Period {
        from: a.from.min(b.from),
        to: a.to.max(b.to),
    });
    assumptions.push(Assumption::StatementFromRows);
    stated.or_else(|| {
        let first = bank.first()?;
        let last = bank.last()?;
        let day = |row: u32| book.records.day[row as usize];
        Some(Period {
            from: day(*first),
            to: day(*last),
        })
    })
}
