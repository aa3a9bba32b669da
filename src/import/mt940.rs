/*!
Statements MT940 and interim reports MT942 of SWIFT (FORMATS.md D3).

Banks wrap them in envelopes of their own, forget the end, and break the lines of `:86:` inside of
words; so a field begins with a tag that the standard knows, at the beginning of a line, and goes on
until the next one. `C` and `D` are the bank's view: a credit is money in.
*/

use crate::calendar::{DateError, Day};
use crate::money::{Currency, DecimalMark, NumberError};
use crate::record::{DEFAULT_CURRENCY, Draft};

use super::entry::{Closing, mark_of, money, moved, note, sum};
use super::grid::Part;
use super::header::Head;
use super::mt940_memo::Memo;
use super::reading::{Fault, Reading};
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

/// Fields of the standard, and the one that Hungarian banks put before theirs.
const TAGS: &[&str] = &[
    "13", "13D", "20", "21", "25", "25P", "28", "28C", "34F", "60F", "60M", "61", "62F", "62M",
    "64", "65", "86", "90C", "90D", "NS",
];

/// References that say there is none.
const NO_REFERENCE: &str = "NONREF";

/// A field that only a statement has, at the beginning of a line.
pub fn sniff(head: &Head) -> Fit {
    let begins = |line: &str| {
        [":60F:", ":60M:", ":61:", ":34F:"]
            .iter()
            .any(|tag| line.starts_with(tag))
    };
    if lines(&head.beginning).any(|(_, line)| begins(line.trim_start())) {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// A field with the lines that continue it.
#[derive(Default)]
struct Field<'t> {
    tag: &'t str,
    line: u32,
    lines: Vec<&'t str>,
}

/// Where some banks of Germany write `@@`, the standard has a new line.
const BREAK: &str = "@@";

/// The lines of a text with their numbers; parts of one line, where `@@` stands for its end, share one.
fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let broken = text.contains("@@:");
    (1_u32..).zip(text.lines()).flat_map(move |(number, line)| {
        let (first, rest) = match line.split_once(BREAK) {
            Some((first, rest)) if broken => (first, Some(rest)),
            _ => (line, None),
        };
        let rest = rest.into_iter().flat_map(|rest| rest.split(BREAK));
        std::iter::once(first)
            .chain(rest)
            .map(move |line| (number, line))
    })
}

/// The tag of a line and what stands behind it.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.strip_prefix(':')?.split_once(':')?;
    TAGS.contains(&tag).then_some((tag, rest))
}

/// `-`, `-}` or `-` with an end mark of the bank's own.
fn is_end(line: &str) -> bool {
    const MARKS_MAX: usize = 4;
    line.strip_prefix('-').is_some_and(|rest| {
        rest.len() <= MARKS_MAX
            && !rest
                .bytes()
                .any(|b| b.is_ascii_digit() || b == b' ' || b.is_ascii_lowercase())
    })
}

/// The statement that is being read.
#[derive(Default)]
struct Walk<'t> {
    account: &'t str,
    currency: Option<Currency>,
    closing: Closing,
    /// Sums and counts of credits and debits, and how many of them there are.
    read_in: i128,
    read_out: i128,
    rows_in: u64,
    rows_out: u64,
    entry: Option<Field<'t>>,
}

/// Reads every statement.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read(part: &Part<'_>, _: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let text = part.text().unwrap_or_default();
    let mut walk = Walk::default();
    let mut field = Field::default();
    for (number, line) in lines(text) {
        let line = line.trim_end_matches('\r');
        if let Some((tag, rest)) = tagged(line.trim_start()) {
            walk.take(std::mem::take(&mut field), out)?;
            field = Field {
                tag,
                line: number,
                lines: vec![rest],
            };
        } else if is_end(line.trim_end()) {
            walk.take(std::mem::take(&mut field), out)?;
            walk.end_entry(None, out)?;
        } else {
            field.lines.push(line);
        }
    }
    walk.take(field, out)?;
    walk.end_entry(None, out)?;
    walk.closing.state(out);
    Ok(())
}

impl<'t> Walk<'t> {
    fn take(&mut self, field: Field<'t>, out: &mut Reading<'_>) -> Result<(), ImportError> {
        let first = field.lines.first().copied().unwrap_or_default().trim();
        match field.tag {
            "86" => return self.end_entry(Some(&field), out),
            // Details of an entry that some banks put in between.
            "NS" => return Ok(()),
            _ => {}
        }
        self.end_entry(None, out)?;
        match field.tag {
            "20" => {
                std::mem::take(self).closing.state(out);
            }
            "25" | "25P" => self.account = first,
            "60F" | "60M" => {
                // A new page without a beginning of its own.
                if self.closing.opening.is_some() {
                    std::mem::take(&mut self.closing).state(out);
                }
                self.closing.opening = balance(first);
                self.currency = self.closing.opening.map(|(_, of)| of).or(self.currency);
            }
            "62F" | "62M" => {
                self.closing.closing = balance(first);
                std::mem::take(&mut self.closing).state(out);
            }
            "34F" => self.currency = first.get(..3).and_then(Currency::parse).or(self.currency),
            "90C" => self.total(first, ControlKind::In, out),
            "90D" => self.total(first, ControlKind::Out, out),
            "61" => self.entry = Some(field),
            _ => {}
        }
        Ok(())
    }

    /// `3PLN0,03`: how many entries, and their sum.
    fn total(&self, text: &str, kind: ControlKind, out: &mut Reading<'_>) {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (count, rest) = text.split_at(digits);
        let (read, rows) = match kind {
            ControlKind::In => (self.read_in, self.rows_in),
            _ => (self.read_out, self.rows_out),
        };
        let Some((code, amount)) = rest.split_at_checked(3) else {
            return;
        };
        let currency = Currency::parse(code);
        let stated = currency.and_then(|currency| {
            money("90", amount, mark_of(amount), currency)
                .ok()
                .zip(Some(currency))
        });
        if let (Some((stated, currency)), Ok(count)) = (stated, count.parse()) {
            let (stated_rows, rows) = (ControlValue::Count(count), ControlValue::Count(rows));
            out.control(ControlKind::Rows, stated_rows, rows);
            sum(kind, currency, i128::from(stated), read, out);
        }
    }

    /// Keeps the entry that is open, with its memo where one follows.
    fn end_entry(
        &mut self,
        memo: Option<&Field<'t>>,
        out: &mut Reading<'_>,
    ) -> Result<(), ImportError> {
        let Some(field) = self.entry.take() else {
            return Ok(());
        };
        let lines = field.lines.iter().chain(memo.iter().flat_map(|m| &m.lines));
        let letters = lines.fold(String::new(), |all, line| all + line + "\n");
        let currency = self.currency.unwrap_or(DEFAULT_CURRENCY);
        let memo = Memo::of(memo.map(|memo| memo.lines.as_slice()).unwrap_or_default());
        let mut text = String::new();
        note(&mut text, &memo.text);
        for line in field.lines.get(1..).unwrap_or_default() {
            note(&mut text, line);
        }
        let read = Entry::read(field.lines.first().copied().unwrap_or_default(), currency);
        let read = match &read {
            Ok(entry) => {
                self.add(entry.amount);
                Ok(Draft {
                    kind: moved(entry.amount),
                    currency,
                    amount: entry.amount,
                    provider_id: entry.reference,
                    merchant: self.account,
                    party: &memo.party,
                    note: &text,
                    ..Draft::new(field.line, entry.day)
                })
            }
            Err(fault) => Err(Fault::new(fault.field, &fault.text, fault.reason)),
        };
        out.enter(field.line, &letters, read)
    }

    fn add(&mut self, amount: i64) {
        let amount = i128::from(amount);
        self.closing.moved += amount;
        if amount < 0 {
            self.read_out -= amount;
            self.rows_out += 1;
        } else {
            self.read_in += amount;
            self.rows_in += 1;
        }
    }
}

/// `C110101EUR100,00`; none where it cannot be read: then there is no control.
fn balance(text: &str) -> Option<(i64, Currency)> {
    let (mark, rest) = text.split_at_checked(1)?;
    let (_, rest) = rest.split_at_checked(6)?;
    let (code, amount) = rest.split_at_checked(3)?;
    let currency = Currency::parse(code)?;
    let minor = money("60", amount, mark_of(amount), currency).ok()?;
    match mark {
        "C" => Some((minor, currency)),
        "D" => Some((-minor, currency)),
        _ => None,
    }
}

/// The first line of `:61:`.
struct Entry<'t> {
    day: Day,
    amount: i64,
    reference: &'t str,
}

impl<'t> Entry<'t> {
    /// `1405070507C500,NTRFNONREF//B4E07XM00J000023`: day of value, day of booking, mark, amount,
    /// type, the customer's reference and the bank's.
    fn read(line: &'t str, currency: Currency) -> Result<Self, Fault> {
        let fault = |text: &str, reason| Err(Fault::new(":61:", text, reason));
        let date = |error| RefusedReason::Date(error);
        let Some((value, rest)) = line.split_at_checked(6) else {
            return fault(line, date(DateError::Malformed));
        };
        let Some(valued) = day_of(value) else {
            return fault(value, date(DateError::NoSuchDay));
        };
        let (booked, rest) = match rest.split_at_checked(4) {
            Some((digits, rest)) if digits.bytes().all(|b| b.is_ascii_digit()) => {
                (Some(digits), rest)
            }
            // Some banks leave the day of booking blank.
            Some((blank, rest)) if blank.trim().is_empty() => (None, rest),
            _ => (None, rest),
        };
        let day = booked
            .and_then(|digits| day_near(digits, valued))
            .unwrap_or(valued);
        // A reversed credit takes money back: RC counts as a debit.
        let (reversed, rest) = match rest.strip_prefix(['R', 'r']) {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let (money_out, rest) = match (rest.strip_prefix(['C', 'c']), rest.strip_prefix(['D', 'd']))
        {
            (Some(rest), _) => (reversed, rest),
            (_, Some(rest)) => (!reversed, rest),
            _ => return fault(rest, RefusedReason::Direction),
        };
        // The third letter of the currency may stand here: `DR6,00` is a debit in EUR.
        let rest = rest
            .strip_prefix(|c: char| c.is_ascii_uppercase())
            .unwrap_or(rest)
            .trim_start();
        let digits = rest
            .bytes()
            .take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
            .count();
        let (amount, rest) = rest.split_at(digits);
        // The type or a reference follows, perhaps behind a blank; anything else is a damaged amount or
        // half of one.
        let rest = rest.trim_start();
        match rest.chars().next() {
            Some('/') => {}
            Some(_) if is_type(rest) => {}
            Some(other) => {
                let reason = RefusedReason::Amount(NumberError::Character(other));
                return fault(line, reason);
            }
            None => return fault("", RefusedReason::Short),
        }
        let mark = if amount.contains(',') {
            DecimalMark::Comma
        } else {
            DecimalMark::Point
        };
        let minor = money(":61:", amount, mark, currency)?;
        Ok(Self {
            day,
            amount: if money_out { -minor } else { minor },
            reference: reference(rest),
        })
    }
}

/// Whether an amount is followed by what the standard has there: `N`, `S` or `F`, or a letter of the
/// bank's own and three signs more. `O` and `I` are digits that were misread.
fn is_type(rest: &str) -> bool {
    let Some((kind, _)) = rest.split_at_checked(TYPE) else {
        return false;
    };
    rest.starts_with(['N', 'S', 'F'])
        || kind.starts_with(|c: char| c.is_ascii_uppercase() && !matches!(c, 'O' | 'I'))
            && kind
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Letters of a type.
const TYPE: usize = 4;

/// The bank's reference, else the customer's, behind the type where there is one.
fn reference(rest: &str) -> &str {
    let behind = if rest.starts_with('/') { 0 } else { TYPE };
    let (_, references) = rest.split_at_checked(behind).unwrap_or((rest, ""));
    let (customer, bank) = references.split_once("//").unwrap_or((references, ""));
    [bank.trim(), customer.trim()]
        .into_iter()
        .find(|text| !text.is_empty() && *text != NO_REFERENCE)
        .unwrap_or_default()
}

/// `160230`: banks that count thirty days a month mean its last one.
fn day_of(text: &str) -> Option<Day> {
    let number = |at: usize| text.get(at..at + 2)?.parse::<u8>().ok();
    let (year, month, day) = (number(0)?, number(2)?, number(4)?);
    // Two digits of a year: the standard is older than 1980.
    let year = i32::from(year) + if year >= 80 { 1900 } else { 2000 };
    clamped(year, month, day)
}

/// A day of 1 to 31 in its month, or the last one of the month.
fn clamped(year: i32, month: u8, day: u8) -> Option<Day> {
    if !(1..=31).contains(&day) {
        return None;
    }
    (28.min(day)..=day)
        .rev()
        .find_map(|day| Day::from_ymd(year, month, day))
}

/// The month and day that lie nearest to another day, at the turn of a year in the one before or
/// after.
fn day_near(text: &str, other: Day) -> Option<Day> {
    let number = |at: usize| text.get(at..at + 2)?.parse::<u8>().ok();
    let (month, day) = (number(0)?, number(2)?);
    let (year, _, _) = other.ymd();
    (year - 1..=year + 1)
        .filter_map(|year| clamped(year, month, day))
        .min_by_key(|day| day.since(other).abs())
}

#[cfg(test)]
mod tests {
    use super::Entry;
    use crate::money::Currency;

    #[test]
    fn the_first_line_tells_day_sign_and_amount() {
        for (line, want) in [
            (
                "1405070507C500,NTRFNONREF//B4E07XM00J000023",
                Some(("2014-05-07", 50_000, "B4E07XM00J000023")),
            ),
            ("1602300301DR6,00N024NONREF", Some(("2016-03-01", -600, ""))),
            (
                "240312    DD212,39NMSCNONREF//",
                Some(("2024-03-12", -21_239, "")),
            ),
            ("1412310102RC1,5NTRFABC", Some(("2015-01-02", -150, "ABC"))),
            ("140102RD0,12NTRFABC//", Some(("2014-01-02", 12, "ABC"))),
            ("1404310430CN0,01NTRF", Some(("2014-04-30", 1, ""))),
            (
                "2103310331C50,00 NTRFNONREF//21",
                Some(("2021-03-31", 5000, "21")),
            ),
            (
                "2011301130CN20,00//19239",
                Some(("2020-11-30", 2000, "19239")),
            ),
            (
                "1610301031D0,42MCI0NONREF//055",
                Some(("2016-10-31", -42, "055")),
            ),
            (
                "1811261126CR 30,00N062NONREF",
                Some(("2018-11-26", 3000, "")),
            ),
            ("140703d1,01N946NONREF", Some(("2014-07-03", -101, ""))),
            ("1404990430CN0,01NTRF", None),
            ("140430X1,00NTRF", None),
            ("140430C1,0O0NTRF", None),
            ("140430C1,0", None),
            ("140430CNTRF", None),
            ("1404", None),
        ] {
            let entry = Entry::read(line, Currency::parse("EUR").unwrap_or(Currency::CNY)).ok();
            let got = entry
                .as_ref()
                .map(|e| (e.day.to_string(), e.amount, e.reference));
            let got = got
                .as_ref()
                .map(|(day, amount, id)| (day.as_str(), *amount, *id));
            assert_eq!(got, want, "{line}");
        }
    }
}
