//! The explanation as JSON, schema 1.

use serde::Serialize;

use crate::answer::PayoutState;
use crate::calendar::{Day, Period};
use crate::cause::{Cause, Confidence};
use crate::causes::NO_ROW;
use crate::explanation::Explanation;
use crate::money::Amount;
use crate::record::{Book, Side};
use crate::settings::Settings;
use crate::text::{Lang, why};

use super::verdicts;

/// The version of this form.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    currency: String,
    /// What the answers in all currencies come to, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    currencies: Vec<Sums>,
    period: Period,
    statement: Option<Period>,
    takings: String,
    received: String,
    gap: String,
    bridge: Vec<Line<'a>>,
    unexplained: String,
    unexplained_parts: Vec<Part>,
    files: Vec<File<'a>>,
    payouts: Vec<Payout<'a>>,
    assumptions: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    verdicts: Vec<verdicts::Row<'a>>,
    settings: &'a Settings,
}

#[derive(Serialize)]
struct Sums {
    currency: String,
    takings: String,
    received: String,
    gap: String,
    unexplained: String,
}

#[derive(Serialize)]
struct Line<'a> {
    cause: Cause,
    amount: String,
    confidence: Confidence,
    why: String,
    alternatives: u32,
    /// The cause that comes second, where it comes close.
    #[serde(skip_serializing_if = "Option::is_none")]
    runner_up: Option<Cause>,
    /// Root causes that its rows speak of.
    #[serde(skip_serializing_if = "<[Cause]>::is_empty")]
    roots: &'a [Cause],
    /// Numbers of the verdicts that made, confirmed or remarked it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    verdicts: Vec<u32>,
    rows: Vec<Row<'a>>,
}

/// A row and how much of the line it carries: the amounts of a line's rows add up to the line.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "is_first_part")]
    part: u16,
    row: u32,
    amount: String,
}

#[derive(Serialize)]
struct Part {
    due: Option<Day>,
    amount: String,
    /// The cause that a verdict took it from.
    #[serde(skip_serializing_if = "Option::is_none")]
    denied: Option<Cause>,
}

#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    sha256: &'a str,
    role: Side,
    format: &'a str,
    rows: u32,
    rejected: u32,
}

#[derive(Serialize)]
struct Payout<'a> {
    due: Day,
    expected: String,
    received: String,
    state: PayoutState,
    deposit_rows: Vec<Place<'a>>,
    settlement_rows: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    row: u32,
}

fn is_first_part(part: &u16) -> bool {
    *part == 0
}

/// The explanation as JSON text, its sentences in `lang`.
#[must_use]
pub fn explanation(explanation: &Explanation, book: &Book, lang: Lang) -> String {
    let answer = explanation.answer();
    let document = Document {
        schema: SCHEMA,
        currency: answer.currency.to_string(),
        currencies: answer
            .currencies
            .iter()
            .map(|sums| Sums {
                currency: sums.takings.currency.to_string(),
                takings: sums.takings.to_string(),
                received: sums.received.to_string(),
                gap: sums.gap.to_string(),
                unexplained: sums.unexplained.to_string(),
            })
            .collect(),
        period: answer.period,
        statement: answer.statement,
        takings: answer.takings.to_string(),
        received: answer.received.to_string(),
        gap: answer.gap.to_string(),
        bridge: bridge(explanation, book, lang),
        unexplained: answer.unexplained.to_string(),
        unexplained_parts: answer
            .unexplained_parts
            .iter()
            .map(|part| Part {
                due: part.due,
                amount: part.amount.to_string(),
                denied: part.denied,
            })
            .collect(),
        files: files(book),
        payouts: payouts(explanation, book),
        assumptions: answer
            .assumptions
            .iter()
            .map(|a| why::assumption(lang, a))
            .collect(),
        verdicts: verdicts::list(explanation, Some(lang)),
        settings: &answer.settings,
    };
    // Every part is a plain struct of texts and numbers; there is nothing that could fail.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

fn bridge<'a>(explanation: &'a Explanation, book: &'a Book, lang: Lang) -> Vec<Line<'a>> {
    let answer = explanation.answer();
    let row = |row: u32, minor: i64| {
        let place = book.records.place(row as usize);
        Row {
            file: name(book, row),
            part: place.part,
            row: place.row,
            amount: Amount::new(i128::from(minor), answer.currency).to_string(),
        }
    };
    answer
        .lines
        .iter()
        .zip(explanation.lines())
        .map(|(view, line)| Line {
            cause: view.cause,
            amount: view.amount.to_string(),
            confidence: view.confidence,
            why: why::sentence(lang, view),
            alternatives: view.alternatives,
            runner_up: view.runner_up,
            roots: &view.roots,
            verdicts: view.verdicts.iter().map(|mark| mark.id).collect(),
            rows: line
                .claims
                .iter()
                .flat_map(|claim| {
                    let other =
                        (claim.other != NO_ROW).then(|| row(claim.other, claim.other_amount));
                    [Some(row(claim.row, claim.amount)), other]
                        .into_iter()
                        .flatten()
                })
                .collect(),
        })
        .collect()
}

fn name(book: &Book, row: u32) -> &str {
    book.file(book.records.file[row as usize])
        .map_or("", |entry| &entry.report.name)
}

/// The files in an order that does not depend on the order of loading.
fn files(book: &Book) -> Vec<File<'_>> {
    let mut reports: Vec<_> = book.files.iter().map(|entry| &entry.report).collect();
    reports.sort_by(|a, b| (a.side, &a.sha256).cmp(&(b.side, &b.sha256)));
    reports
        .into_iter()
        .map(|report| File {
            name: &report.name,
            sha256: &report.sha256,
            role: report.side,
            format: &report.format,
            rows: report.rows,
            rejected: report.refused_count,
        })
        .collect()
}

fn payouts<'a>(explanation: &Explanation, book: &'a Book) -> Vec<Payout<'a>> {
    let places = |rows: &[u32]| -> Vec<Place<'a>> {
        rows.iter()
            .map(|&row| Place {
                file: name(book, row),
                row: book.records.row[row as usize],
            })
            .collect()
    };
    explanation
        .payouts()
        .iter()
        .zip(&explanation.answer().payouts)
        .map(|(payout, view)| Payout {
            due: view.due,
            expected: view.expected.to_string(),
            received: view.received.to_string(),
            state: view.state,
            deposit_rows: places(&payout.deposit_rows),
            settlement_rows: places(&payout.settlement_rows),
        })
        .collect()
}
