/*!
The logs as they are kept in the browser: one for each set of files.

A set that has no log of its own takes over what was last said of any of its files: a file more or
less does not forget her words.
*/

use serde::{Deserialize, Serialize};

use super::{Log, Verdict};

/// The form of the JSON.
pub const SCHEMA: u32 = 1;

/// So many sets of files are a year and more of daily answers; beyond it the oldest is dropped.
const SETS_MAX: usize = 400;

/// The logs as they are kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The form.
    pub schema: u32,
    /// The logs, the last used last.
    pub sets: Vec<Set>,
}

/// What was said of a set of files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set {
    /// SHA-256 of each file, sorted.
    files: Vec<String>,
    /// What was said.
    log: Log,
}

/// What was kept is of a form that this version does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherForm;

/// The logs of every set of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    sets: Vec<Set>,
}

impl Shelf {
    /// What was kept, cleaned.
    ///
    /// # Errors
    /// [`OtherForm`] where it is of another version.
    pub fn of_kept(kept: Kept) -> Result<Self, OtherForm> {
        if kept.schema != SCHEMA {
            return Err(OtherForm);
        }
        let clean = |set: Set| Set {
            files: sorted(set.files),
            log: set.log.clean(),
        };
        Ok(Self {
            sets: kept.sets.into_iter().map(clean).collect(),
        })
    }

    /// The logs as they are to be kept.
    #[must_use]
    pub fn kept(&self) -> Kept {
        Kept {
            schema: SCHEMA,
            sets: self.sets.clone(),
        }
    }

    /// The log of a set of files, in whatever order they are named.
    #[must_use]
    pub fn log(&self, files: &[String]) -> Log {
        let files = sorted(files.to_vec());
        if let Some(set) = self.sets.iter().find(|set| set.files == files) {
            return set.log.clone();
        }
        let shared = |set: &&Set| set.files.iter().any(|file| files.contains(file));
        let last = self.sets.iter().rfind(shared);
        let names = |verdict: &Verdict| {
            let rows = verdict.word.rows();
            let mut parts = rows.parts().iter();
            parts.any(|rows| files.contains(&rows.file))
        };
        let mut verdicts = last.map_or_else(Vec::new, |set| set.log.verdicts());
        verdicts.retain(names);
        Log::starting_with(verdicts)
    }

    /// Takes over what another shelf holds, set by set: what was not said here yet is said behind it.
    pub fn join(&mut self, others: &Self) {
        for set in &others.sets {
            let mut log = self.log(&set.files);
            let here = log.verdicts();
            for verdict in set.log.verdicts() {
                if here.iter().all(|known| known.word != verdict.word) {
                    log.say(verdict.word, &verdict.note);
                }
            }
            self.keep(&set.files, log);
        }
    }

    /// Whether nothing was ever said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// Keeps the log of a set of files.
    pub fn keep(&mut self, files: &[String], log: Log) {
        let files = sorted(files.to_vec());
        self.sets.retain(|set| set.files != files);
        if !log.is_empty() {
            self.sets.push(Set { files, log });
        }
        let beyond = self.sets.len().saturating_sub(SETS_MAX);
        self.sets.drain(..beyond);
    }
}

fn sorted(mut files: Vec<String>) -> Vec<String> {
    files.sort_unstable();
    files.dedup();
    files
}
