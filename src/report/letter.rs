//! The letter as a first draft, which she edits before it is saved, and what goes with it on paper.

use super::mask::mask;
use super::pack::checklist;
use super::proof::{Proof, ProofRow};
use crate::calendar::Day;
use crate::protocol::Papers;
use crate::text::letter::Letter as Texts;
use crate::text::{Lang, letter, money, words};

/// Rows that are printed with the letter; the sheet has them all.
pub const ROWS_PRINTED: usize = 200;

/// The draft in a language, dated `today`.
#[must_use]
pub fn draft(proof: &Proof, lang: Lang, today: Day) -> String {
    mask(&letter::letter(lang, &proof.facts(today)))
}

/// The draft, its rows and the checklist.
#[must_use]
pub fn papers(proof: &Proof, lang: Lang, today: Day) -> Papers {
    let text = Texts::of(lang);
    let with_fees = proof.rows.iter().any(|row| row.fees.is_some());
    let mut titles = vec![text.number, text.date, text.time, text.tender, text.amount];
    if with_fees {
        titles.extend([text.fee, text.fee_due]);
    }
    titles.extend([text.claimed, text.terminal, text.reference, text.card]);
    let rows: Vec<Vec<String>> = proof
        .rows
        .iter()
        .take(ROWS_PRINTED)
        .zip(1_u32..)
        .map(|(row, number)| cells(row, number, with_fees, lang))
        .collect();
    let facts = proof.facts(today);
    let more = facts.rows.saturating_sub(rows.len());
    Papers {
        letter: draft(proof, lang, today),
        titles: titles.into_iter().map(str::to_owned).collect(),
        rows,
        more: u32::try_from(more).unwrap_or(u32::MAX),
        total: money(facts.sum()),
        checklist: checklist(proof, lang),
    }
}

fn cells(row: &ProofRow, number: u32, with_fees: bool, lang: Lang) -> Vec<String> {
    let mut cells = vec![
        number.to_string(),
        row.day.to_string(),
        row.time.map(|time| time.to_string()).unwrap_or_default(),
        words::tender(lang, row.tender).to_owned(),
        money(row.amount),
    ];
    if with_fees {
        let fees = row.fees.map(|(fee, due)| [fee, due].map(money));
        cells.extend(fees.unwrap_or_default());
    }
    let reference = [&row.rrn, &row.order, &row.voucher]
        .into_iter()
        .find(|text| !text.is_empty());
    cells.extend([
        money(row.claimed),
        row.terminal.clone(),
        reference.cloned().unwrap_or_default(),
        row.card_tail.clone(),
    ]);
    cells
}
