//! Rows by name: the file's SHA-256, the part, the row.

use serde::{Deserialize, Serialize};

/// One row, named so that it is found again when its file is read again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RowName {
    /// SHA-256 of the file in hexadecimal.
    pub file: String,
    /// The sheet or the member of an archive, from 0.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub part: u16,
    /// The line, from 1.
    pub row: u32,
    /// Which of several entries on one line, from 0.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub nth: u16,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_nought(number: &u16) -> bool {
    *number == 0
}

/// Rows that follow each other, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Run {
    /// Which of several entries on each line.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub nth: u16,
    /// The first.
    pub from: u32,
    /// The last.
    pub to: u32,
}

/// Rows of one part of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// SHA-256 of the file.
    pub file: String,
    /// The sheet or the member of an archive.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub part: u16,
    /// The rows, sorted, no two runs touching.
    pub runs: Vec<Run>,
}

/// Rows of any files. A line may have a hundred thousand, which mostly follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowSet(Vec<Rows>);

impl RowSet {
    /// The set of these rows, in whatever order they come.
    #[must_use]
    pub fn of(names: impl IntoIterator<Item = RowName>) -> Self {
        let mut names: Vec<RowName> = names.into_iter().collect();
        let key = |name: &RowName| (name.part, name.nth, name.row);
        names.sort_by(|a, b| a.file.cmp(&b.file).then_with(|| key(a).cmp(&key(b))));
        let mut set: Vec<Rows> = Vec::new();
        for name in names {
            if set
                .last()
                .is_none_or(|rows| (&rows.file, rows.part) != (&name.file, name.part))
            {
                set.push(Rows {
                    file: name.file,
                    part: name.part,
                    runs: Vec::new(),
                });
            }
            let Some(rows) = set.last_mut() else { continue };
            match rows.runs.last_mut() {
                Some(run) if run.nth == name.nth && name.row <= run.to.saturating_add(1) => {
                    run.to = run.to.max(name.row);
                }
                _ => rows.runs.push(Run {
                    nth: name.nth,
                    from: name.row,
                    to: name.row,
                }),
            }
        }
        Self(set)
    }

    /// Whether a row is among them.
    #[must_use]
    pub fn contains(&self, file: &str, part: u16, row: u32, nth: u16) -> bool {
        self.0
            .iter()
            .filter(|rows| rows.file == file && rows.part == part)
            .any(|rows| {
                // What was kept may have been changed by hand: an unsorted list finds less, no more.
                let at = rows
                    .runs
                    .partition_point(|run| (run.nth, run.to) < (nth, row));
                rows.runs
                    .get(at)
                    .is_some_and(|run| run.nth == nth && (run.from..=run.to).contains(&row))
            })
    }

    /// How many rows they are.
    #[must_use]
    pub fn count(&self) -> u64 {
        let runs = self.0.iter().flat_map(|rows| &rows.runs);
        runs.map(|run| u64::from(run.to.saturating_sub(run.from)) + 1)
            .fold(0, u64::saturating_add)
    }

    /// File by file and part by part.
    #[must_use]
    pub fn parts(&self) -> &[Rows] {
        &self.0
    }
}
