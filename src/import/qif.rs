/*!
Quicken Interchange Format (FORMATS.md D2).

One field a line, known by its first letter; `^` ends an entry, `!Type:` says what the entries are.
There is no currency and no order of day and month: the first is the shop's own, the second is learnt
from the days of the file.
*/

use std::borrow::Cow;

use crate::calendar::{DateError, DateOrder, Day, read_date};
use crate::money::DecimalMark;
use crate::record::{DEFAULT_CURRENCY, Draft};

use super::entry::{mark_of, money, moved, note};
use super::grid::Part;
use super::header::Head;
use super::reading::{Fault, Reading, fitting_order};
use super::{Fit, ImportError, RefusedReason};

/// Lists whose entries move money of an account, in lower case.
const ACCOUNTS: &[&str] = &["bank", "ccard", "cash", "oth a", "oth l"];

/// Lists whose entries are no movements at all: names, plans and prices.
const NAMES: &[&str] = &[
    "cat",
    "class",
    "memorized",
    "security",
    "prices",
    "budget",
    "tag",
    "template",
    "invitem",
];

/// A year of two digits from here on is of the last century, but where an apostrophe says otherwise.
const LAST_CENTURY: u8 = 70;

/// A line that begins a list before any other field.
pub fn sniff(head: &Head) -> Fit {
    let begins = |line: &str| {
        let lower = line.trim_start().to_lowercase();
        ["!type:", "!account", "!option:", "!clear:"]
            .iter()
            .any(|mark| lower.starts_with(mark))
    };
    if head.beginning.lines().any(begins) {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// What the entries of a list are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    /// Movements of an account.
    Account,
    /// Accounts themselves: the name of the next movements' account.
    Accounts,
    /// Movements of shares, which are no movements of money alone.
    Shares,
    /// Neither.
    Names,
}

impl List {
    /// The list that a line begins; none where it begins none.
    fn of(line: &str) -> Option<Self> {
        let lower = line.trim().to_lowercase();
        if lower.starts_with("!account") {
            return Some(Self::Accounts);
        }
        let name = lower.strip_prefix("!type:")?;
        Some(match name.trim() {
            name if ACCOUNTS.contains(&name) => Self::Account,
            name if NAMES.contains(&name) => Self::Names,
            _ => Self::Shares,
        })
    }
}

/// What has been read of one entry.
#[derive(Default)]
struct Entry<'t> {
    line: u32,
    place: usize,
    date: &'t str,
    amount: &'t str,
    number: &'t str,
    payee: &'t str,
    memo: &'t str,
    category: &'t str,
}

/// One entry with its letters and what follows its list.
struct Read<'t> {
    list: List,
    account: &'t str,
    letters: &'t str,
    /// Whether the file ends inside of it.
    cut: bool,
    entry: Entry<'t>,
}

/// Reads every movement of every account.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read(part: &Part<'_>, _: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let text = part.text().unwrap_or_default();
    let mut days = Vec::new();
    let mut amounts = Vec::new();
    each_entry(text, |read| {
        if read.list == List::Account {
            days.push(with_century(read.entry.date));
            amounts.push(read.entry.amount);
        }
        Ok(())
    })?;
    let order = fitting_order(days.iter().map(AsRef::as_ref));
    let mark = mark(&amounts);
    // QIF names no currency anywhere.
    out.assumed = Some(DEFAULT_CURRENCY);
    each_entry(text, |read| {
        let entry = &read.entry;
        match read.list {
            List::Account => {}
            List::Shares => {
                let fault = Fault::new("", "", RefusedReason::Kind);
                return out.enter(entry.line, read.letters, Err(fault));
            }
            List::Accounts | List::Names => return Ok(()),
        }
        if read.cut {
            let fault = Fault::new("", "", RefusedReason::Short);
            return out.enter(entry.line, read.letters, Err(fault));
        }
        let mut memo = String::new();
        note(&mut memo, entry.memo);
        note(&mut memo, entry.category);
        let draft = entry.draft(order, mark).map(|draft| Draft {
            merchant: read.account,
            note: &memo,
            ..draft
        });
        out.enter(entry.line, read.letters, draft)
    })
}

/// The decimal mark of all amounts: a comma only where one of them can mean nothing else.
fn mark(amounts: &[&str]) -> DecimalMark {
    let is_comma = |amount: &&str| {
        let behind = amount.rsplit(',').next().unwrap_or_default();
        mark_of(amount) == DecimalMark::Comma && behind.trim_end().len() != 3
    };
    if amounts.iter().any(is_comma) {
        DecimalMark::Comma
    } else {
        DecimalMark::Point
    }
}

/// Walks through the entries of every list.
fn each_entry<'t>(
    text: &'t str,
    mut one: impl FnMut(Read<'t>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let (mut list, mut account, mut place) = (List::Names, "", 0);
    let mut entry: Option<Entry<'t>> = None;
    for (line, number) in text.split_inclusive('\n').zip(1_u32..) {
        let begin = place;
        place += line.len();
        let field = line.trim_end_matches(['\r', '\n']);
        let field = field.trim_start_matches(['\u{feff}', ' ', '\t']);
        let Some(mark) = field.chars().next() else {
            continue;
        };
        if mark == '#' {
            continue;
        }
        if mark == '!' {
            list = List::of(field).unwrap_or(list);
            entry = None;
            continue;
        }
        if mark == '^' {
            if let Some(done) = entry.take() {
                if list == List::Accounts {
                    account = done.number;
                }
                let letters = text.get(done.place..begin).unwrap_or_default();
                one(Read {
                    list,
                    account,
                    letters,
                    cut: false,
                    entry: done,
                })?;
            }
            continue;
        }
        let open = entry.get_or_insert_with(|| Entry {
            line: number,
            place: begin,
            ..Entry::default()
        });
        open.take(mark, field.get(mark.len_utf8()..).unwrap_or_default());
    }
    // Some programs leave out the last mark; half a line, though, may be half an amount.
    match entry {
        Some(entry) => one(Read {
            list,
            account,
            letters: text.get(entry.place..).unwrap_or_default(),
            cut: !text.ends_with('\n'),
            entry,
        }),
        None => Ok(()),
    }
}

impl<'t> Entry<'t> {
    fn take(&mut self, mark: char, value: &'t str) {
        let value = value.trim();
        match mark {
            'D' if self.date.is_empty() => self.date = value,
            // `U` repeats `T` for amounts past a limit of old programs.
            'T' => self.amount = value,
            'U' if self.amount.is_empty() => self.amount = value,
            'N' => self.number = value,
            'P' => self.payee = value,
            'M' => self.memo = value,
            'L' => self.category = value,
            _ => {}
        }
    }

    fn draft(&self, order: DateOrder, mark: DecimalMark) -> Result<Draft<'t>, Fault> {
        let amount = money("T", self.amount, mark, DEFAULT_CURRENCY)?;
        let day = day(self.date, order)
            .map_err(|error| Fault::new("D", self.date, RefusedReason::Date(error)))?;
        Ok(Draft {
            kind: moved(amount),
            amount,
            voucher: self.number,
            party: self.payee,
            ..Draft::new(self.line, day)
        })
    }
}

fn day(text: &str, order: DateOrder) -> Result<Day, DateError> {
    read_date(&with_century(text), order)
}

/// `12/31/98` is of the last century, `1/ 1'98` of this one.
fn with_century(text: &str) -> Cow<'_, str> {
    let parts = || text.rsplit_once(['/', '-', '.']);
    let Some((before, year)) = parts().filter(|_| !text.contains('\'')) else {
        return Cow::Borrowed(text);
    };
    match year.trim().parse::<u8>() {
        Ok(short) if year.trim().len() == 2 && short >= LAST_CENTURY => {
            Cow::Owned(format!("{before}/19{short}"))
        }
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::day;
    use crate::calendar::DateOrder::{DayFirst, MonthFirst};

    #[test]
    fn days_as_quicken_writes_them() {
        for (text, order, want) in [
            ("1/ 1'00", MonthFirst, Some("2000-01-01")),
            ("2/10'2020", MonthFirst, Some("2020-02-10")),
            ("22/12/2017", DayFirst, Some("2017-12-22")),
            ("12/31/98", MonthFirst, Some("1998-12-31")),
            ("12/31/08", MonthFirst, Some("2008-12-31")),
            ("", MonthFirst, None),
        ] {
            let got = day(text, order).ok().map(|day| day.to_string());
            assert_eq!(got.as_deref(), want, "{text}");
        }
    }
}
