/*!
What the merchant herself says of an answer: this is so, this is not so, this is something else.

A verdict names what it is about by content and not by position: rows by the SHA-256 of their file,
part and row, and a line by its cause and its rows. So it holds for the same files however often and
in whatever order they are loaded, and it can be said of every verdict whether it still applies.

Verdicts are applied one after the other, so that a later one may be about what an earlier one made.
None of them changes a sum: what is taken from a line goes to another line or to the unexplained
part.
*/

use serde::{Deserialize, Serialize};

use crate::cause::{Aspect, Cause};

mod kept;
mod log;
mod rows;

pub use kept::{Kept, OtherForm, SCHEMA, Shelf};
pub use log::{Log, Step};
pub use rows::{RowName, RowSet, Rows, Run};

/// What she said, and her note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Its number; never used again for the same files.
    pub id: u32,
    /// What she said.
    pub word: Word,
    /// Why, in her own words; empty where she wrote nothing.
    #[serde(default)]
    pub note: String,
}

/// What she said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// It is so.
    Confirm(Target),
    /// It is not so: its money goes to the unexplained part.
    Reject(Target),
    /// It is something else; [`Cause::Unexplained`] where she does not know what.
    Reassign(Target, Cause),
    /// These rows stand apart from their line, with a cause that may be the same.
    Split(Target, Cause),
    /// Nothing but a note.
    Remark(Target),
    /// These two rows are not one payment.
    Apart(RowName, RowName),
    /// These two rows are one payment.
    Together(RowName, RowName),
}

/// The kind of a [`Word`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It is so.
    Confirm,
    /// It is not so.
    Reject,
    /// It is something else.
    Reassign,
    /// These rows stand apart.
    Split,
    /// Nothing but a note.
    Remark,
    /// Not one payment.
    Apart,
    /// One payment.
    Together,
}

/// A line, or some of its rows: what claims these rows under this cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The cause; [`Cause::Unexplained`] for a piece of the unexplained part.
    pub cause: Cause,
    /// What the line takes of its rows; `None` for a piece of the unexplained part.
    pub aspect: Option<Aspect>,
    /// The rows.
    pub rows: RowSet,
}

impl Word {
    /// What she says of a line; `None` for the kinds that are about a match.
    #[must_use]
    pub fn about(kind: Kind, target: Target, to: Cause) -> Option<Self> {
        Some(match kind {
            Kind::Confirm => Self::Confirm(target),
            Kind::Reject => Self::Reject(target),
            Kind::Reassign => Self::Reassign(target, to),
            Kind::Split => Self::Split(target, to),
            Kind::Remark => Self::Remark(target),
            Kind::Apart | Kind::Together => return None,
        })
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Confirm(_) => Kind::Confirm,
            Self::Reject(_) => Kind::Reject,
            Self::Reassign(..) => Kind::Reassign,
            Self::Split(..) => Kind::Split,
            Self::Remark(_) => Kind::Remark,
            Self::Apart(..) => Kind::Apart,
            Self::Together(..) => Kind::Together,
        }
    }

    /// What it is about, where that is a line.
    #[must_use]
    pub const fn target(&self) -> Option<&Target> {
        match self {
            Self::Confirm(target)
            | Self::Reject(target)
            | Self::Reassign(target, _)
            | Self::Split(target, _)
            | Self::Remark(target) => Some(target),
            Self::Apart(..) | Self::Together(..) => None,
        }
    }

    /// The cause that she gives instead.
    #[must_use]
    pub const fn to(&self) -> Option<Cause> {
        match self {
            Self::Reassign(_, to) | Self::Split(_, to) => Some(*to),
            _ => None,
        }
    }

    /// The two rows, where it is about a match.
    #[must_use]
    pub const fn pair(&self) -> Option<[&RowName; 2]> {
        match self {
            Self::Apart(a, b) | Self::Together(a, b) => Some([a, b]),
            _ => None,
        }
    }

    /// Every row it names.
    #[must_use]
    pub fn rows(&self) -> RowSet {
        match (self.target(), self.pair()) {
            (Some(target), _) => target.rows.clone(),
            (None, Some(pair)) => RowSet::of(pair.into_iter().cloned()),
            (None, None) => RowSet::default(),
        }
    }
}

/// What came of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was applied to so many rows.
    Applied {
        /// Rows it was applied to.
        rows: u32,
        /// Rows it names that are not there (or not under its cause) any more.
        missing: u32,
    },
    /// It could not be applied.
    Not(Reason),
}

/// Why a verdict could not be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// None of its files is loaded.
    NoFile,
    /// Its file has no such row.
    NoRow,
    /// The rows are there, and no line of that cause takes them any more.
    NoLine,
    /// The two rows cannot be one payment: one side's, of another currency, or not sales.
    NoPair,
    /// A later verdict says otherwise.
    Overruled,
    /// The cause that was given carries no money of its own.
    NoMoney,
    /// It is about takings in another currency, and counts in the answer of that one.
    OtherCurrency,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::NoFile,
        Self::NoRow,
        Self::NoLine,
        Self::NoPair,
        Self::Overruled,
        Self::NoMoney,
        Self::OtherCurrency,
    ];
}

/// A verdict and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// What came of it.
    pub outcome: Outcome,
}

/// That a verdict made, confirmed or remarked a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The verdict's number.
    pub id: u32,
    /// Its kind.
    pub kind: Kind,
    /// How many of the line's rows it is about.
    pub rows: u32,
}
