/*!
The certificate: what somebody needs to add the answer up again from the files alone.

It names every file by its SHA-256, every row that counts by its place and its amounts as read, and
the bridge. The rules of checking it stand in `docs/certificate.md`; `examples/verify_certificate.rs`
is one checker.
*/

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::calendar::{Day, Period};
use crate::cause::{Cause, Confidence};
use crate::causes::{Aspect, NO_ROW};
use crate::explanation::Explanation;
use crate::money::Amount;
use crate::record::{Book, FileId, Side};

use super::mask::mask;
use super::verdicts;

/// The version of this form.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Certificate<'a> {
    schema: u32,
    currency: String,
    period: Period,
    takings: String,
    received: String,
    gap: String,
    unexplained: String,
    files: Vec<File<'a>>,
    taken: Vec<Row>,
    credits: Vec<Row>,
    bridge: Vec<Line>,
    open: Vec<Part>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    verdicts: Vec<verdicts::Row<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    name: String,
    sha256: &'a str,
    role: Side,
    format: &'a str,
}

#[derive(Serialize)]
struct Line {
    cause: Cause,
    amount: String,
    confidence: Confidence,
    aspect: Aspect,
    rows: Vec<Row>,
}

/// A piece of the unexplained part and the rows around it.
#[derive(Serialize)]
struct Part {
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Day>,
    amount: String,
    rows: Vec<Row>,
}

/// A row, its amounts as read, and what it counts for where it stands.
#[derive(Serialize)]
struct Row {
    /// Its file's place in the list of files.
    file: usize,
    #[serde(skip_serializing_if = "is_nought")]
    part: u16,
    row: u32,
    /// Which of several entries on one line.
    #[serde(skip_serializing_if = "is_nought")]
    nth: u16,
    amount: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordered: Option<String>,
    counts: String,
}

fn is_nought(number: &u16) -> bool {
    *number == 0
}

/// The rows of a book as a certificate names them.
struct Names<'a> {
    book: &'a Book,
    explanation: &'a Explanation,
    files: FxHashMap<FileId, usize>,
    /// Rows that share their line with earlier ones: a statement's whole XML may be one line.
    nth: FxHashMap<u32, u16>,
}

impl<'a> Names<'a> {
    fn new(explanation: &'a Explanation, book: &'a Book, order: &[FileId]) -> Self {
        let mut nth = FxHashMap::default();
        let (mut last, mut count) = (None, 0_u16);
        for (row, at) in (0_u32..).zip(0..book.records.len()) {
            let place = book.records.place(at);
            // Entries of one line follow each other.
            if last == Some(place) {
                count = count.saturating_add(1);
                nth.insert(row, count);
            } else {
                count = 0;
            }
            last = Some(place);
        }
        Self {
            book,
            explanation,
            files: order.iter().copied().zip(0..).collect(),
            nth,
        }
    }

    fn money(&self, minor: i128) -> String {
        Amount::new(minor, self.explanation.answer().currency).to_string()
    }

    fn row(&self, row: u32, counts: i64) -> Row {
        let (r, at) = (&self.book.records, row as usize);
        let place = r.place(at);
        let ordered = r.ordered(at);
        Row {
            file: self.files.get(&place.file).copied().unwrap_or(usize::MAX),
            part: place.part,
            row: place.row,
            nth: self.nth.get(&row).copied().unwrap_or(0),
            amount: self.money(i128::from(r.amount[at])),
            ordered: (ordered != r.amount[at]).then(|| self.money(i128::from(ordered))),
            counts: self.money(i128::from(counts)),
        }
    }

    /// Rows that count with what they say of themselves.
    fn whole(&self, rows: &[u32]) -> Vec<Row> {
        let counted = |row: u32| match self.book.side(row as usize) {
            Side::Provider => self.book.records.ordered(row as usize),
            _ => self.book.records.amount[row as usize],
        };
        rows.iter()
            .map(|&row| self.row(row, counted(row)))
            .collect()
    }

    fn bridge(&self) -> Vec<Line> {
        let lines = self.explanation.lines().iter();
        lines
            .map(|line| Line {
                cause: line.cause,
                amount: self.money(line.amount),
                confidence: line.confidence,
                aspect: line.aspect,
                rows: line
                    .claims
                    .iter()
                    .flat_map(|claim| {
                        let other = (claim.other != NO_ROW)
                            .then(|| self.row(claim.other, claim.other_amount));
                        [Some(self.row(claim.row, claim.amount)), other]
                    })
                    .flatten()
                    .collect(),
            })
            .collect()
    }

    fn open(&self) -> Vec<Part> {
        let rests = self.explanation.rests().iter();
        rests
            .map(|rest| Part {
                due: rest.due.map(Day::from_epoch),
                amount: self.money(rest.amount),
                rows: rest.rows.iter().map(|&row| self.row(row, 0)).collect(),
            })
            .collect()
    }
}

/// The certificate as JSON text. Card numbers in the files' names are masked, so that it can be
/// handed on.
#[must_use]
pub fn certificate(explanation: &Explanation, book: &Book) -> String {
    let answer = explanation.answer();
    let mut entries: Vec<_> = book.files.iter().collect();
    entries
        .sort_by(|a, b| (a.report.side, &a.report.sha256).cmp(&(b.report.side, &b.report.sha256)));
    let order: Vec<FileId> = entries.iter().map(|entry| entry.id).collect();
    let names = Names::new(explanation, book, &order);
    let document = Certificate {
        schema: SCHEMA,
        currency: answer.currency.to_string(),
        period: answer.period,
        takings: answer.takings.to_string(),
        received: answer.received.to_string(),
        gap: answer.gap.to_string(),
        unexplained: answer.unexplained.to_string(),
        files: entries
            .into_iter()
            .map(|entry| File {
                name: mask(&entry.report.name),
                sha256: &entry.report.sha256,
                role: entry.report.side,
                format: &entry.report.format,
            })
            .collect(),
        taken: names.whole(explanation.taken()),
        credits: names.whole(explanation.credits()),
        bridge: names.bridge(),
        open: names.open(),
        verdicts: verdicts::list(explanation, None),
    };
    // Every part is a plain struct of texts and numbers; there is nothing that could fail.
    serde_json::to_string(&document).unwrap_or_default()
}
