//! What is checked of every file once its rows are in: arithmetic, balances, gaps, odd counts.

use crate::calendar::{Day, Period};
use crate::record::{Book, CurrencyIndex, Kind, Side};

use super::reading::{Reading, Tally};
use super::{Control, ControlKind, ControlValue, Warning};

/// Row counts at which portals and spreadsheet programs cut an export off.
const CUT_COUNTS: &[u32] = &[
    1000, 2000, 3000, 5000, 10_000, 20_000, 30_000, 50_000, 60_000, 65_535, 65_536, 100_000,
    1_048_575, 1_048_576,
];

/// A file must cover so many days before a day without a row is worth a word.
const DAYS_MIN: i32 = 3;

/// Runs every check and keeps what they find.
pub fn run(side: Side, out: &mut Reading<'_>) {
    let (first, book) = (out.first, out.book());
    let rows = out.rows();
    let mut warnings = Vec::new();
    let net = net_differs(book, first);
    let days = days_of(book, first);
    let chain = balance_chain(book, first, &out.chains);
    let sold = book.records.kind[first..].iter().any(|kind| {
        matches!(
            kind,
            Kind::Sale | Kind::PreAuthCompletion | Kind::Credit | Kind::Debit
        )
    });
    // A bill of refunds alone has days without one, and a bank moves no money on most days.
    let missing = (side != Side::Bank && sold)
        .then(|| missing_days(book, first, days))
        .flatten();
    if !sold {
        warnings.push(Warning::NoRows);
    }
    if let Some(currency) = out.assumed.filter(|_| rows > 0) {
        warnings.push(Warning::CurrencyAssumed { currency });
    }
    let cut = u32::try_from(rows)
        .unwrap_or(u32::MAX)
        .saturating_add(out.refused_count);
    if CUT_COUNTS.contains(&cut) {
        warnings.push(Warning::MaybeCut { rows: cut });
    }
    if net.rows > 0 {
        warnings.push(Warning::NetDiffers {
            rows: net.rows,
            first_row: net.first_row,
        });
    }
    if out.damaged.rows > 0 {
        let Tally { rows, first_row } = out.damaged;
        warnings.push(Warning::DamagedIds { rows, first_row });
    }
    if out.undated.rows > 0 {
        let Tally { rows, first_row } = out.undated;
        warnings.push(Warning::Undated { rows, first_row });
    }
    let Tally { rows, first_row } = out.duplicates();
    if rows > 0 {
        warnings.push(Warning::DuplicateRows { rows, first_row });
    }
    warnings.extend(missing);
    out.period = out.period.or(days);
    out.controls.extend(chain);
    out.warnings.extend(warnings);
}

/// Rows where amount less fee is not the net that the file states.
fn net_differs(book: &Book, first: usize) -> Tally {
    let (r, mut tally) = (&book.records, Tally::default());
    for row in first..r.len() {
        if let (Some(net), Some(fee)) = (r.stated_net(row), r.fee(row))
            && !matches!(r.kind[row], Kind::Failed | Kind::PreAuth)
            && r.amount[row] - fee != net
        {
            tally.add(r.row[row]);
        }
    }
    tally
}

fn days_of(book: &Book, first: usize) -> Option<Period> {
    let days = &book.records.day[first..];
    Some(Period {
        from: *days.iter().min()?,
        to: *days.iter().max()?,
    })
}

/// Days without a single row between the first and the last.
fn missing_days(book: &Book, first: usize, days: Option<Period>) -> Option<Warning> {
    let days = days?;
    let mut seen: Vec<Day> = book.records.day[first..].to_vec();
    seen.sort_unstable();
    seen.dedup();
    let span = days.to.since(days.from) + 1;
    let missing = u32::try_from(span).ok()? - u32::try_from(seen.len()).ok()?;
    if span < DAYS_MIN || missing == 0 {
        return None;
    }
    let gap = seen.windows(2).find(|pair| pair[1].since(pair[0]) > 1)?;
    Some(Warning::MissingDays {
        first: gap[0].plus(1),
        days: missing,
    })
}

/// How many balances follow from the one before, in the direction in which more of them do. Each
/// currency is a chain of its own, and so is each account.
fn balance_chain(book: &Book, first: usize, chains: &[usize]) -> Option<Control> {
    let r = &book.records;
    let (mut links, mut down, mut up) = (0_u64, 0_u64, 0_u64);
    let mut last: Vec<(CurrencyIndex, usize)> = Vec::new();
    // What was not booked moves no balance.
    let booked = (first..r.len()).filter(|&row| r.kind[row] != Kind::Failed);
    let mut begins = chains.iter().copied().peekable();
    for row in booked {
        while begins.next_if(|begin| *begin <= row).is_some() {
            last.clear();
        }
        let Some(balance) = r.balance(row) else {
            continue;
        };
        let currency = r.currency[row];
        let Some(entry) = last.iter_mut().find(|entry| entry.0 == currency) else {
            last.push((currency, row));
            continue;
        };
        let before = std::mem::replace(&mut entry.1, row);
        let Some(balance_before) = r.balance(before) else {
            continue;
        };
        links += 1;
        // What a row moves is its net: a refund may hold the fee that comes back with it.
        down += u64::from(balance_before + r.net(row) == balance);
        up += u64::from(balance + r.net(before) == balance_before);
    }
    (links > 0).then_some(Control {
        kind: ControlKind::BalanceChain,
        stated: ControlValue::Count(links),
        read: ControlValue::Count(down.max(up)),
    })
}
