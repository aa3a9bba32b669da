//! The letter as a first draft; she edits it before it is saved.

use super::mask::mask;
use super::proof::Proof;
use crate::calendar::Day;
use crate::text::{Lang, letter};

/// The draft in a language, dated `today`.
#[must_use]
pub fn draft(proof: &Proof, lang: Lang, today: Day) -> String {
    mask(&letter::letter(lang, &proof.facts(today)))
}
