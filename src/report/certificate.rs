/*!
The certificate: what somebody needs to add the answer up again from the files alone.

It names every file by its SHA-256, every row that counts by its place and its amounts as read, and
the bridge. The rules of checking it stand in `docs/certificate.md`; `examples/verify_certificate.rs`
is one checker.
*/

use serde::Serialize;

use crate::cause::{Cause, Confidence};
use crate::causes::{Aspect, NO_ROW};
use crate::explanation::Explanation;
use crate::money::Amount;
use crate::record::{Book, Side};

/// The version of this form.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Certificate<'a> {
    schema: u32,
    currency: String,
    takings: String,
    received: String,
    gap: String,
    unexplained: String,
    files: Vec<File<'a>>,
    taken: Vec<Row<'a>>,
    credits: Vec<Row<'a>>,
    bridge: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    sha256: &'a str,
    role: Side,
    format: &'a str,
}

#[derive(Serialize)]
struct Line<'a> {
    cause: Cause,
    amount: String,
    confidence: Confidence,
    aspect: Aspect,
    rows: Vec<Row<'a>>,
}

/// A row, what it counts for, and its amounts as read.
#[derive(Serialize)]
struct Row<'a> {
    /// Which file: names may be alike.
    sha256: &'a str,
    part: u16,
    row: u32,
    counts: String,
    /// Whether the row is only named beside another that is claimed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    beside: bool,
    amount: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordered: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fee: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    net: Option<String>,
}

/// The certificate as JSON text.
#[must_use]
pub fn certificate(explanation: &Explanation, book: &Book) -> String {
    let (answer, r) = (explanation.answer(), &book.records);
    let money = |minor: i64| Amount::new(i128::from(minor), answer.currency).to_string();
    let row = |row: u32, counts: i64, beside: bool| {
        let at = row as usize;
        let place = r.place(at);
        let entry = book.file(place.file);
        let ordered = r.ordered(at);
        Row {
            sha256: entry.map_or("", |entry| &entry.report.sha256),
            part: place.part,
            row: place.row,
            counts: money(counts),
            beside,
            amount: money(r.amount[at]),
            ordered: (ordered != r.amount[at]).then(|| money(ordered)),
            fee: r.fee(at).map(money),
            net: r.stated_net(at).map(money),
        }
    };
    let counted = |at: u32| match book.side(at as usize) {
        Side::Provider => r.ordered(at as usize),
        _ => r.amount[at as usize],
    };
    let bridge = explanation.lines().iter().map(|line| Line {
        cause: line.cause,
        amount: Amount::new(line.amount, answer.currency).to_string(),
        confidence: line.confidence,
        aspect: line.aspect,
        rows: line
            .claims
            .iter()
            .flat_map(|claim| {
                let other = (claim.other != NO_ROW)
                    .then(|| row(claim.other, claim.other_amount, claim.other_amount == 0));
                [Some(row(claim.row, claim.amount, false)), other]
            })
            .flatten()
            .collect(),
    });
    let mut reports: Vec<_> = book.files.iter().map(|entry| &entry.report).collect();
    reports.sort_by(|a, b| (a.side, &a.sha256).cmp(&(b.side, &b.sha256)));
    let document = Certificate {
        schema: SCHEMA,
        currency: answer.currency.to_string(),
        takings: answer.takings.to_string(),
        received: answer.received.to_string(),
        gap: answer.gap.to_string(),
        unexplained: answer.unexplained.to_string(),
        files: reports
            .into_iter()
            .map(|report| File {
                name: &report.name,
                sha256: &report.sha256,
                role: report.side,
                format: &report.format,
            })
            .collect(),
        taken: explanation
            .taken()
            .iter()
            .map(|&at| row(at, counted(at), false))
            .collect(),
        credits: explanation
            .credits()
            .iter()
            .map(|&at| row(at, counted(at), false))
            .collect(),
        bridge: bridge.collect(),
    };
    // Every part is a plain struct of texts and numbers; there is nothing that could fail.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}
