/*!
Statements and notices of ISO 20022: CAMT.053, .052 and .054 in versions 1 to 8 and later
(FORMATS.md D4).

Elements are known by their local names, so the version of the namespace does not matter. Nothing
is expanded but the five entities of XML itself and references to single characters; a document type
is passed over. An entry with many transactions in it is one movement at the bank.
*/

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::camt_entry::{Account, Balance, Entry};
use super::entry::Lines;
use super::grid::Part;
use super::header::Head;
use super::reading::{Fault, Reading};
use super::{Fit, ImportError, RefusedReason};

/// The messages, by the element below `Document`.
const MESSAGES: &[&str] = &["BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"];

/// The statement, report or notice of one account.
const STATEMENTS: &[&str] = &["Stmt", "Rpt", "Ntfctn"];

/// The deepest path of the standard has 20 elements.
const XML_DEPTH_MAX: usize = 64;

/// The longest text of the standard has 2000 characters (`AddtlInf`).
const TEXT_BYTES_MAX: usize = 8000;

/// A document that holds one of the messages.
pub fn sniff(head: &Head) -> Fit {
    let begins = |message: &&str| {
        head.beginning.contains(&format!("<{message}"))
            || head.beginning.contains(&format!(":{message}"))
    };
    if head.beginning.starts_with('<') && MESSAGES.iter().any(begins) {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// Where the reader stands in the document.
struct Walk<'t> {
    text: &'t str,
    lines: Lines<'t>,
    /// Local names from the root; those of elements past the limit are counted only.
    path: Vec<String>,
    too_deep: usize,
    /// The text and the currency of the innermost element.
    leaf: String,
    currency: String,
    account: Account,
    balance: Balance,
    entry: Option<Entry>,
}

/// Reads every statement.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read(part: &Part<'_>, _: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let text = part.text().unwrap_or_default();
    let mut walk = Walk {
        text,
        lines: Lines::of(text),
        path: Vec::new(),
        too_deep: 0,
        leaf: String::new(),
        currency: String::new(),
        account: Account::default(),
        balance: Balance::default(),
        entry: None,
    };
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut place = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => walk.open(&start, place),
            Ok(Event::End(end)) => {
                let end = end.local_name();
                let name = end.as_ref();
                walk.close(name, usize_of(reader.buffer_position()), out)?;
            }
            Ok(Event::Text(text)) => walk.write(&text.xml10_content()),
            Ok(Event::CData(text)) => walk.write(&text.xml10_content()),
            Ok(Event::GeneralRef(entity)) => walk.refer(&entity),
            // What follows a fault of the markup belongs to nobody knows what.
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        place = usize_of(reader.buffer_position());
    }
    walk.end(out)
}

fn usize_of(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

impl Walk<'_> {
    fn open(&mut self, start: &BytesStart<'_>, place: usize) {
        if self.path.len() >= XML_DEPTH_MAX {
            self.too_deep += 1;
            return;
        }
        let local = start.local_name();
        let name: &str = local.as_ref();
        self.path.push(name.to_owned());
        self.leaf.clear();
        self.currency.clear();
        if let Ok(Some(currency)) = start.try_get_attribute("Ccy") {
            self.currency.push_str(&currency.value);
        }
        if STATEMENTS.contains(&name) {
            self.account = Account::default();
        } else if name == "Ntry" && self.entry.is_none() {
            let line = self.lines.line(place);
            self.entry = Some(Entry::at(line, place, self.path.len()));
        } else if name == "Bal" {
            self.balance = Balance::default();
        } else if name == "TxDtls"
            && let Some(entry) = &mut self.entry
        {
            entry.transactions += 1;
        }
    }

    fn write(&mut self, text: &str) {
        if self.leaf.len() + text.len() <= TEXT_BYTES_MAX {
            self.leaf.push_str(text);
        }
    }

    fn refer(&mut self, entity: &BytesRef<'_>) {
        let name: &str = entity;
        let sign = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => entity.resolve_char_ref().ok().flatten(),
        };
        match sign {
            Some(sign) => self.leaf.push(sign),
            // An entity that a document type declares stays as it is written.
            None => self.write(&format!("&{name};")),
        }
    }

    fn close(
        &mut self,
        name: &str,
        place: usize,
        out: &mut Reading<'_>,
    ) -> Result<(), ImportError> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return Ok(());
        }
        // A stray end tag closes nothing; a missing one is closed by that of its parent.
        let Some(at) = self.path.iter().rposition(|open| open == name) else {
            return Ok(());
        };
        while self.path.len() > at {
            self.leave(place, out)?;
            self.path.pop();
            self.leaf.clear();
        }
        Ok(())
    }

    /// Takes what the innermost element holds.
    fn leave(&mut self, place: usize, out: &mut Reading<'_>) -> Result<(), ImportError> {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let leaf = self.leaf.trim();
        if let Some(entry) = &mut self.entry {
            let inside = path.get(entry.depth..).unwrap_or_default();
            if !inside.is_empty() {
                entry.take(inside, leaf, &self.currency);
            } else if let Some(entry) = self.entry.take() {
                let letters = self.text.get(entry.place..place).unwrap_or_default();
                entry.finish(letters, &mut self.account, out)?;
            }
            return Ok(());
        }
        let Some(at) = path.iter().position(|step| STATEMENTS.contains(step)) else {
            return Ok(());
        };
        match path.get(at + 1..).unwrap_or_default() {
            [] => self.account.finish(out),
            ["Bal"] => self.account.balance(&self.balance),
            ["Bal", rest @ ..] => self.balance.take(rest, leaf, &self.currency),
            inside => self.account.take(inside, leaf),
        }
        Ok(())
    }

    /// A file that ends inside an entry is cut off: the entry may be half of what it was.
    fn end(mut self, out: &mut Reading<'_>) -> Result<(), ImportError> {
        if let Some(entry) = self.entry.take() {
            let letters = self.text.get(entry.place..).unwrap_or_default();
            let fault = Fault::new("", "", RefusedReason::Short);
            out.enter(entry.line, letters, Err(fault))?;
        }
        if !self.path.is_empty() {
            self.account.finish(out);
        }
        Ok(())
    }
}
