/*!
OFX 1 and 2, and Quicken's QFX (FORMATS.md D1).

Version 1 is SGML whose leaves have no closing tags, version 2 is XML, and banks mix both in one
file: so a value is what stands between its tag and the next one, closed or not. Headers are passed
over: they are missing, on one line, or wrong about the encoding.
*/

use std::borrow::Cow;

use crate::calendar::{DateError, DateOrder, Day, TimeOfDay, read_date_time};
use crate::money::Currency;
use crate::record::{DEFAULT_CURRENCY, Draft};

use super::entry::{Lines, covers, mark_of, money, moved, note};
use super::grid::Part;
use super::header::Head;
use super::reading::{Fault, Reading};
use super::{Fit, ImportError, RefusedReason};

const TRANSACTION: &str = "STMTTRN";

/// A tag is no longer than this; a `<` without its `>` is a letter of a memo.
const TAG_BYTES_MAX: usize = 200;

/// The root element, or the header of either version.
pub fn sniff(head: &Head) -> Fit {
    let upper = head.beginning.to_ascii_uppercase();
    if ["OFXHEADER", "<OFX>", "<STMTTRN>", "<BANKTRANLIST>"]
        .iter()
        .any(|mark| upper.contains(mark))
    {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// A tag and the text behind it.
struct Tag<'t> {
    name: &'t str,
    value: Cow<'t, str>,
    /// Where it begins.
    place: usize,
}

/// The tags of a text in order; comments, processing instructions and the header are passed over.
struct Tags<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Tags<'t> {
    type Item = Tag<'t>;

    fn next(&mut self) -> Option<Tag<'t>> {
        loop {
            let rest = self.text.get(self.at..)?;
            let place = self.at + rest.find('<')?;
            let inner = self.text.get(place + 1..)?;
            let Some(name) = tag_name(inner) else {
                self.at = place + 1;
                continue;
            };
            let begin = place + 1 + name.len() + 1;
            let (value, end) = value_at(self.text, begin);
            self.at = end;
            let name = name.trim().trim_end_matches('/');
            return Some(Tag { name, value, place });
        }
    }
}

/// The name of a tag behind its `<`; none where no tag stands.
fn tag_name(inner: &str) -> Option<&str> {
    let end = inner.bytes().take(TAG_BYTES_MAX).position(|b| b == b'>')?;
    let name = inner.get(..end)?;
    let letters = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"./_- ".contains(&b));
    (letters && !name.is_empty() && !name.starts_with(' ')).then_some(name)
}

/// The value that begins at a place, and where it ends: at the next tag.
fn value_at(text: &str, begin: usize) -> (Cow<'_, str>, usize) {
    const OPEN: &str = "<![CDATA[";
    const CLOSE: &str = "]]>";
    let rest = text.get(begin..).unwrap_or_default();
    if let Some(inner) = rest.trim_start().strip_prefix(OPEN) {
        let (value, behind) = inner.split_once(CLOSE).unwrap_or((inner, ""));
        return (Cow::Borrowed(value.trim()), text.len() - behind.len());
    }
    let mut end = rest.len();
    for (at, _) in rest.match_indices('<') {
        let inner = rest.get(at + 1..).unwrap_or_default();
        if tag_name(inner).is_some() || inner.starts_with(['!', '?']) {
            end = at;
            break;
        }
    }
    (
        unescaped(rest.get(..end).unwrap_or_default().trim()),
        begin + end,
    )
}

/// Entities that OFX names, and no others; a bare `&` stays.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    Cow::Owned(plain)
}

/// What has been read of one transaction.
#[derive(Default)]
struct Transaction<'t> {
    place: usize,
    posted: Cow<'t, str>,
    amount: Cow<'t, str>,
    id: Cow<'t, str>,
    name: Cow<'t, str>,
    payee: Cow<'t, str>,
    memo: Cow<'t, str>,
    currency: Cow<'t, str>,
    /// Inside of `ORIGCURRENCY`, which only tells what was paid abroad.
    original: bool,
}

/// The statement that is being read.
struct Walk<'t> {
    text: &'t str,
    lines: Lines<'t>,
    currency: Cow<'t, str>,
    account: Cow<'t, str>,
    from: Option<Day>,
    open: Option<Transaction<'t>>,
}

/// Reads every transaction of every account.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read(part: &Part<'_>, _: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let text = part.text().unwrap_or_default();
    let mut walk = Walk {
        text,
        lines: Lines::of(text),
        currency: Cow::default(),
        account: Cow::default(),
        from: None,
        open: None,
    };
    for tag in (Tags { text, at: 0 }) {
        walk.step(tag, out)?;
    }
    // A file that ends inside a transaction is cut off: its amount may be half of what it was.
    walk.end(text.len(), true, out)
}

impl<'t> Walk<'t> {
    fn step(&mut self, tag: Tag<'t>, out: &mut Reading<'_>) -> Result<(), ImportError> {
        let place = tag.place;
        let name = tag.name.to_ascii_uppercase();
        match name.as_str() {
            TRANSACTION => {
                // A missing end tag is closed by the next transaction.
                self.end(place, false, out)?;
                self.open = Some(Transaction {
                    place,
                    ..Transaction::default()
                });
            }
            "/STMTTRN" | "/BANKTRANLIST" | "/STMTRS" | "/CCSTMTRS" => {
                self.end(place, false, out)?;
            }
            _ => match &mut self.open {
                Some(transaction) => transaction.take(&name, tag.value),
                None => self.statement(&name, tag.value, out),
            },
        }
        Ok(())
    }

    fn statement(&mut self, name: &str, value: Cow<'t, str>, out: &mut Reading<'_>) {
        match name {
            "CURDEF" => self.currency = value,
            "ACCTID" => self.account = value,
            "DTSTART" => self.from = when(&value).ok().map(|(day, _)| day),
            "DTEND" => covers(self.from, when(&value).ok().map(|(day, _)| day), out),
            _ => {}
        }
    }

    fn end(&mut self, place: usize, cut: bool, out: &mut Reading<'_>) -> Result<(), ImportError> {
        let Some(transaction) = self.open.take() else {
            return Ok(());
        };
        let line = self.lines.line(transaction.place);
        let letters = self.text.get(transaction.place..place).unwrap_or_default();
        if cut {
            let fault = Fault::new("", "", RefusedReason::Short);
            return out.enter(line, letters, Err(fault));
        }
        let mut memo = String::new();
        note(&mut memo, &transaction.memo);
        let read = transaction.draft(line, &self.currency).map(|draft| Draft {
            merchant: &self.account,
            note: &memo,
            ..draft
        });
        out.enter(line, letters, read)
    }
}

impl<'t> Transaction<'t> {
    fn take(&mut self, name: &str, value: Cow<'t, str>) {
        match name {
            "DTPOSTED" => self.posted = value,
            "TRNAMT" => self.amount = value,
            "FITID" => self.id = value,
            "NAME" => self.name = value,
            "PAYEE" => self.payee = value,
            "MEMO" => self.memo = value,
            "ORIGCURRENCY" => self.original = true,
            "/ORIGCURRENCY" => self.original = false,
            "CURSYM" if !self.original => self.currency = value,
            _ => {}
        }
    }

    fn draft(&self, line: u32, of_account: &str) -> Result<Draft<'_>, Fault> {
        let code = if self.currency.is_empty() {
            of_account
        } else {
            &self.currency
        };
        let currency = match code {
            "" => DEFAULT_CURRENCY,
            code => Currency::parse(code)
                .ok_or_else(|| Fault::new("CURDEF", code, RefusedReason::Currency))?,
        };
        let amount = money("TRNAMT", &self.amount, mark_of(&self.amount), currency)?;
        let (day, time) = when(&self.posted)
            .map_err(|error| Fault::new("DTPOSTED", &self.posted, RefusedReason::Date(error)))?;
        Ok(Draft {
            time,
            kind: moved(amount),
            currency,
            amount,
            provider_id: &self.id,
            party: if self.name.is_empty() {
                &self.payee
            } else {
                &self.name
            },
            ..Draft::new(line, day)
        })
    }
}

/// `20130525225731.258[-5:EST]`, of which the digits in front count.
fn when(text: &str) -> Result<(Day, Option<TimeOfDay>), DateError> {
    const DAY_DIGITS: usize = 8;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let kept = match digits {
        12.. => digits.min(14),
        DAY_DIGITS.. => DAY_DIGITS,
        _ => {
            return Err(if text.is_empty() {
                DateError::Empty
            } else {
                DateError::Malformed
            });
        }
    };
    let kept = if kept == 13 { 12 } else { kept };
    let read = read_date_time(text.get(..kept).unwrap_or_default(), DateOrder::YearFirst)?;
    // Midnight is how a day is written by those who have no time.
    Ok((read.0, read.1.filter(|time| time.seconds() != 0)))
}

#[cfg(test)]
mod tests {
    use super::{Tags, when};

    #[test]
    fn leaves_need_no_end() {
        let text =
            "<OFX><A>1<B>x &amp; y</B><!-- n --><C></C>\n<D><![CDATA[ a<b ]]></D><E>a < b & c";
        let got: Vec<(String, String)> = Tags { text, at: 0 }
            .map(|tag| (tag.name.to_owned(), tag.value.into_owned()))
            .filter(|(name, _)| !name.starts_with('/'))
            .collect();
        let want = [
            ("OFX", ""),
            ("A", "1"),
            ("B", "x & y"),
            ("C", ""),
            ("D", "a<b"),
            ("E", "a < b & c"),
        ];
        let want: Vec<(String, String)> = want
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect();
        assert_eq!(got, want);
    }

    #[test]
    fn days_come_in_many_forms() {
        for (text, want) in [
            ("20130525", Some("2013-05-25")),
            ("20130525225731.258", Some("2013-05-25")),
            ("20240402000000[-3:GMT]", Some("2024-04-02")),
            ("20180804093914:014", Some("2018-08-04")),
            ("201120000000", None),
            ("", None),
        ] {
            assert_eq!(
                when(text).ok().map(|(day, _)| day.to_string()).as_deref(),
                want,
                "{text}"
            );
        }
    }
}
