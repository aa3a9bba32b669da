/*!
The guide: what to do about each cause, as typed data.

Its text is one plain file a topic and language in `locales/guide`, so that somebody who knows the
field and no Rust can correct it. The files travel inside the worker (`engine`); the page asks for an
entry and draws it. Names and one-line descriptions of the causes stand in `text::cause`.
*/

use serde::{Deserialize, Serialize};

use crate::calendar::Day;
use crate::cause::{Cause, Group};
use crate::text::Lang;
use crate::text::guide::Guide as Words;

pub mod interview;
#[cfg(feature = "engine")]
mod library;
#[cfg(feature = "engine")]
mod read;
#[cfg(feature = "engine")]
mod search;

#[cfg(feature = "engine")]
pub use library::{FILES, entry};
#[cfg(feature = "engine")]
pub use read::{ReadError, ReadReason, read};
#[cfg(feature = "engine")]
pub use search::search;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// A cause.
    Cause(Cause),
    /// The six steps that frame the rest.
    SixSteps,
    /// The daily closing checklist.
    Closing,
    /// Whom to call, what to say, and how long things take.
    Contacts,
}

impl Topic {
    /// Every topic: the frame first, then the causes in their order.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::SixSteps, Self::Closing, Self::Contacts]
            .into_iter()
            .chain(Cause::ALL.iter().map(|&cause| Self::Cause(cause)))
    }

    /// The name of its files, without the ending.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Cause(cause) => cause.id(),
            Self::SixSteps => "_six_steps",
            Self::Closing => "_closing",
            Self::Contacts => "_contacts",
        }
    }

    /// The sections that its files hold, in this order.
    #[must_use]
    pub const fn headings(self) -> &'static [Heading] {
        match self {
            Self::Cause(_) => &[
                Heading::What,
                Heading::Looks,
                Heading::Confirm,
                Heading::Bring,
                Heading::Contact,
                Heading::Outcome,
                Heading::Prevent,
            ],
            Self::SixSteps => &[
                Heading::Confirm,
                Heading::Contact,
                Heading::Cause,
                Heading::Claim,
                Heading::Routine,
                Heading::Fraud,
            ],
            Self::Closing => &[Heading::Daily, Heading::Weekly],
            Self::Contacts => &[
                Heading::Lines,
                Heading::Say,
                Heading::Higher,
                Heading::Limits,
                Heading::Never,
            ],
        }
    }
}

macro_rules! headings {
    ($($(#[$doc:meta])* $variant:ident = $key:literal;)*) => {
        /// The heading of a section.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Heading {
            $($(#[$doc])* $variant,)*
        }

        impl Heading {
            /// The key in brackets above the section in its file.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }
        }
    };
}

headings! {
    /// What it is.
    What = "what";
    /// How it looks in her files.
    Looks = "looks";
    /// How to make sure.
    Confirm = "confirm";
    /// What to bring.
    Bring = "bring";
    /// Whom to ask.
    Contact = "contact";
    /// What usually happens, and in what time.
    Outcome = "outcome";
    /// How to prevent it.
    Prevent = "prevent";
    /// Finding the cause.
    Cause = "cause";
    /// Claiming or correcting.
    Claim = "claim";
    /// Tightening the routine.
    Routine = "routine";
    /// Guarding against fraud.
    Fraud = "fraud";
    /// Every day.
    Daily = "daily";
    /// Every week.
    Weekly = "weekly";
    /// The official help lines.
    Lines = "lines";
    /// What to say there.
    Say = "say";
    /// Where to go next.
    Higher = "higher";
    /// How long things take.
    Limits = "limits";
    /// What never to do.
    Never = "never";
}

/// An entry in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// What it is, in one line.
    pub short: String,
    /// When its facts were last gone through.
    pub checked: Day,
    /// Its sections, in the order of [`Topic::headings`].
    pub sections: Vec<Section>,
    /// Where its facts come from.
    pub sources: Vec<Source>,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading.
    pub heading: Heading,
    /// Its lines, in order.
    pub lines: Vec<Line>,
}

/// A paragraph, a point of a list or a numbered step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which of these.
    pub form: Form,
    /// Its text.
    pub pieces: Vec<Piece>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Running text.
    Paragraph,
    /// A point of a list.
    Point,
    /// A step, numbered from 1 in its section.
    Step,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Plain text.
    Text(String),
    /// A source, by its number.
    Source(u8),
    /// Another entry.
    Link(Cause),
}

/// Where facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its number in the entry, from 1.
    pub number: u8,
    /// How good it is.
    pub mark: Mark,
    /// Its own date where known, else the day it was gathered.
    pub date: Day,
    /// What it is.
    pub title: String,
    /// Its address; empty where none can be vouched for.
    pub url: String,
}

/// How good a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// An official or primary document that was read.
    Official,
    /// The published source of a real system.
    Code,
    /// A secondary page.
    Secondary,
    /// General knowledge; no text was found.
    General,
    /// Sources that contradict one another.
    Conflict,
}

/// An entry that a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Which.
    pub topic: Topic,
    /// Its title in the language asked for.
    pub title: String,
    /// The line that fits best, in the language asked for.
    pub line: String,
}

impl Heading {
    /// What stands above the section.
    #[must_use]
    pub fn words(self, topic: Topic, lang: Lang) -> &'static str {
        let words = Words::of(lang);
        match (topic, self) {
            (Topic::SixSteps, Self::Confirm) => words.step_confirm,
            (Topic::SixSteps, Self::Contact) => words.step_contact,
            (_, Self::What) => words.what,
            (_, Self::Looks) => words.looks,
            (_, Self::Confirm) => words.confirm,
            (_, Self::Bring) => words.bring,
            (_, Self::Contact) => words.contact,
            (_, Self::Outcome) => words.outcome,
            (_, Self::Prevent) => words.prevent,
            (_, Self::Cause) => words.step_cause,
            (_, Self::Claim) => words.step_claim,
            (_, Self::Routine) => words.step_routine,
            (_, Self::Fraud) => words.step_fraud,
            (_, Self::Daily) => words.daily,
            (_, Self::Weekly) => words.weekly,
            (_, Self::Lines) => words.lines,
            (_, Self::Say) => words.say,
            (_, Self::Higher) => words.higher,
            (_, Self::Limits) => words.limits,
            (_, Self::Never) => words.never,
        }
    }
}

impl Mark {
    /// How far it can be trusted, in the tones of the product.
    #[must_use]
    pub const fn group(self) -> Group {
        match self {
            Self::Official | Self::Code => Group::Normal,
            Self::Secondary | Self::General => Group::Root,
            Self::Conflict => Group::Look,
        }
    }

    /// How good the source is, in plain words.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        let words = Words::of(lang);
        match self {
            Self::Official => words.official,
            Self::Code => words.code,
            Self::Secondary => words.secondary,
            Self::General => words.general,
            Self::Conflict => words.conflict,
        }
    }
}
