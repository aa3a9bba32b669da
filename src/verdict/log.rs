//! What she said, step by step, with a cursor: undo and redo without end.

use serde::{Deserialize, Serialize};

use super::{Verdict, Word};
use crate::cases::clean;

/// One thing that she did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// She said something.
    Say(Verdict),
    /// She took it back.
    TakeBack(u32),
    /// She changed its note.
    Note(u32, String),
}

/// Every step, and how many of them count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    steps: Vec<Step>,
    at: usize,
}

impl Log {
    /// What was kept, with its texts cut and cleaned and its cursor within the steps.
    #[must_use]
    pub fn clean(mut self) -> Self {
        for step in &mut self.steps {
            match step {
                Step::Say(verdict) => verdict.note = clean(&verdict.note),
                Step::Note(_, note) => *note = clean(note),
                Step::TakeBack(_) => {}
            }
        }
        self.at = self.at.min(self.steps.len());
        self
    }

    /// A log that begins with these verdicts.
    #[must_use]
    pub fn starting_with(verdicts: Vec<Verdict>) -> Self {
        let steps: Vec<Step> = verdicts.into_iter().map(Step::Say).collect();
        let at = steps.len();
        Self { steps, at }
    }

    /// Says something; its number. What had been undone is gone.
    pub fn say(&mut self, word: Word, note: &str) -> u32 {
        let id = self.next_id();
        let note = clean(note);
        self.act(Step::Say(Verdict { id, word, note }));
        id
    }

    /// Takes a verdict back.
    pub fn take_back(&mut self, id: u32) {
        self.act(Step::TakeBack(id));
    }

    /// Changes the note of a verdict.
    pub fn note(&mut self, id: u32, note: &str) {
        self.act(Step::Note(id, clean(note)));
    }

    fn act(&mut self, step: Step) {
        self.steps.truncate(self.at);
        self.steps.push(step);
        self.at = self.steps.len();
    }

    /// Takes back the last step; whether there was one.
    pub fn undo(&mut self) -> bool {
        let can = self.can_undo();
        self.at = self.at.saturating_sub(1);
        can
    }

    /// Does the step again that was taken back last; whether there was one.
    pub fn redo(&mut self) -> bool {
        let can = self.can_redo();
        self.at += usize::from(can);
        can
    }

    /// Whether there is a step to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.at > 0
    }

    /// Whether there is a step to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.at < self.steps.len()
    }

    /// Whether nothing was ever said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// What counts now, in the order it was said.
    #[must_use]
    pub fn verdicts(&self) -> Vec<Verdict> {
        let mut list: Vec<Verdict> = Vec::new();
        for step in self.steps.iter().take(self.at) {
            match step {
                Step::Say(verdict) => {
                    // Two of one number could not be told apart.
                    if list.iter().all(|known| known.id != verdict.id) {
                        list.push(verdict.clone());
                    }
                }
                Step::TakeBack(id) => list.retain(|known| known.id != *id),
                Step::Note(id, note) => {
                    if let Some(known) = list.iter_mut().find(|known| known.id == *id) {
                        known.note.clone_from(note);
                    }
                }
            }
        }
        list
    }

    fn next_id(&self) -> u32 {
        let said = self.steps.iter().filter_map(|step| match step {
            Step::Say(verdict) => Some(verdict.id),
            _ => None,
        });
        said.max().unwrap_or(0).saturating_add(1)
    }
}
