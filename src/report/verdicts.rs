//! Her verdicts as the JSON files list them.

use serde::Serialize;

use crate::cause::{Aspect, Cause};
use crate::explanation::Explanation;
use crate::text::{Lang, verdict as text};
use crate::verdict::{Kind, Outcome, RowSet};

/// A verdict and what came of it.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    id: u32,
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Cause>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect: Option<Aspect>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Cause>,
    rows: RowSet,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    /// How many rows it was applied to; nought where it was not.
    applied: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
}

/// Every verdict in the order it was said. With a language what came of it is told in a sentence, and
/// her notes are there; without one neither is, because the paper goes to others.
pub(super) fn list(explanation: &Explanation, lang: Option<Lang>) -> Vec<Row<'_>> {
    let verdicts = explanation.answer().verdicts.iter();
    verdicts
        .map(|judged| {
            let word = &judged.verdict.word;
            let (applied, whole) = match judged.outcome {
                Outcome::Applied { rows, missing } => (rows, missing == 0),
                Outcome::Not(_) => (0, false),
            };
            let told = lang.filter(|_| !whole);
            Row {
                id: judged.verdict.id,
                kind: word.kind(),
                cause: word.target().map(|target| target.cause),
                aspect: word.target().and_then(|target| target.aspect),
                to: word.to(),
                rows: word.rows(),
                note: lang.map_or("", |_| judged.verdict.note.as_str()),
                applied,
                reason: told.map_or_else(String::new, |lang| text::outcome(lang, judged.outcome)),
            }
        })
        .collect()
}
