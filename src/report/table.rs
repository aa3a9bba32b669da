/*!
The rows as CSV that any program opens, and that no program runs.

A text that a spreadsheet would take for a formula gets an apostrophe in front; figures are written by
us alone and may begin with a minus.
*/

use super::proof::{Proof, ProofRow};
use crate::text::letter::Letter as Texts;
use crate::text::{Lang, cause, letter, words};

/// Excel takes a file for UTF-8 only with this mark.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text from a file: never to be run.
    Text(String),
    /// A figure of ours.
    Figure(String),
}

/// The headings of the columns, in order.
pub fn headings(lang: Lang) -> [&'static str; 18] {
    let text = Texts::of(lang);
    [
        text.number,
        text.cause,
        text.side,
        text.file,
        text.row,
        text.date,
        text.time,
        text.kind,
        text.tender,
        text.amount,
        text.fee,
        text.fee_due,
        text.claimed,
        text.merchant,
        text.terminal,
        text.rrn,
        text.order,
        text.voucher,
    ]
}

/// The rows as CSV text.
#[must_use]
pub fn csv(proof: &Proof, lang: Lang) -> String {
    let text = Texts::of(lang);
    let mut csv = BYTE_ORDER_MARK.to_owned();
    let titles = headings(lang).into_iter().chain([text.card]);
    push_line(&mut csv, titles.map(|title| Cell::Text(title.to_owned())));
    for (index, row) in proof.rows.iter().enumerate() {
        push_line(&mut csv, cells(lang, index, row).into_iter());
    }
    for (cause, count, sum) in &proof.left_out {
        let name = cause::name(lang, *cause).to_owned();
        let note = letter::left_out(lang, *count);
        let mut line = vec![Cell::Figure(String::new()); headings(lang).len() + 1];
        line[CAUSE] = Cell::Text(name);
        line[FILE] = Cell::Text(note);
        line[CLAIMED] = Cell::Figure(sum.to_string());
        push_line(&mut csv, line.into_iter());
    }
    csv
}

/// The places of two columns in [`headings`].
pub const CAUSE: usize = 1;
/// See [`CAUSE`].
pub const FILE: usize = 3;
/// See [`CAUSE`].
pub const CLAIMED: usize = 12;

fn cells(lang: Lang, index: usize, row: &ProofRow) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let figure = |figure: String| Cell::Figure(figure);
    let fee = row.fees.map(|(fee, _)| fee.to_string()).unwrap_or_default();
    let due = row.fees.map(|(_, due)| due.to_string()).unwrap_or_default();
    vec![
        figure((index + 1).to_string()),
        text(cause::name(lang, row.cause)),
        text(words::side(lang, row.side)),
        text(&row.file),
        figure(row.row.to_string()),
        figure(row.day.to_string()),
        figure(row.time.map(|time| time.to_string()).unwrap_or_default()),
        text(words::kind(lang, row.kind)),
        text(words::tender(lang, row.tender)),
        figure(row.amount.to_string()),
        figure(fee),
        figure(due),
        figure(row.claimed.to_string()),
        text(&row.merchant),
        text(&row.terminal),
        text(&row.rrn),
        text(&row.order),
        text(&row.voucher),
        text(&row.card_tail),
    ]
}

fn push_line(csv: &mut String, cells: impl Iterator<Item = Cell>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            csv.push(',');
        }
        match cell {
            Cell::Figure(figure) => csv.push_str(&figure),
            Cell::Text(text) => {
                csv.push('"');
                csv.push_str(&harmless(&text).replace('"', "\"\""));
                csv.push('"');
            }
        }
    }
    csv.push_str("\r\n");
}

/// The text with an apostrophe before it where a spreadsheet would take it for a formula (OWASP, "CSV
/// injection": = + - @ tab and carriage return; their full-width twins are normalised by some).
#[must_use]
pub fn harmless(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect();
    let first = plain.trim_start().chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%') => {
            format!("'{plain}")
        }
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_begins_like_a_formula_is_text() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("  @SUM(A1)", "'  @SUM(A1)"),
            ("\t=cmd|'/c calc'!A1", "' =cmd|'/c calc'!A1"),
            ("-2+3", "'-2+3"),
            ("＝1", "'＝1"),
            ("a=1", "a=1"),
            ("券 “=”", "券 “=”"),
        ] {
            assert_eq!(harmless(text), safe);
        }
    }
}
