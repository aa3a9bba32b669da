//! A mapping as a file of its own, which she hands on or brings along.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{COLUMNS_MAX, Mapping, MappingNeed};

/// The form of the file; another number is another form.
pub const SCHEMA: u32 = 1;

/// Characters of a name: a line of a list.
const NAME_MAX: usize = 60;

/// Characters of a column's name or of a word: longer ones are no header.
const WORD_MAX: usize = 200;

/// Words of direction in one mapping; banks know two, the most patient cashier a handful.
const FLOWS_MAX: usize = 50;

/// What separates cells; anything else is part of one.
pub const DELIMITERS: [char; 5] = [',', '\t', ';', '|', '^'];

/// A mapping with the number of its form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MappingFile {
    #[serde(default)]
    yifen_mapping: Option<u32>,
    #[serde(default)]
    mapping: Option<Content>,
}

/// What stands in the place of the mapping: perhaps something else.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Content {
    Mapping(Box<Mapping>),
    #[serde(skip_serializing)]
    Other(IgnoredAny),
}

/// Why a file is not taken as a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingFault {
    /// Too large to be one.
    TooLarge,
    /// Not JSON.
    NotJson,
    /// JSON, but of something else.
    NotAMapping,
    /// Of a form that this version does not know.
    OtherVersion(u32),
    /// Something in it is missing or was changed.
    Broken,
    /// What it says is not enough to read a file by.
    Incomplete(MappingNeed),
}

impl MappingFile {
    /// A mapping as it is handed on.
    #[must_use]
    pub fn of(mapping: Mapping) -> Self {
        Self {
            yifen_mapping: Some(SCHEMA),
            mapping: Some(Content::Mapping(Box::new(mapping))),
        }
    }

    /// The mapping, its texts cut and cleaned.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn open(self) -> Result<Mapping, MappingFault> {
        match self.yifen_mapping {
            None => return Err(MappingFault::NotAMapping),
            Some(SCHEMA) => {}
            Some(other) => return Err(MappingFault::OtherVersion(other)),
        }
        let Some(Content::Mapping(mapping)) = self.mapping else {
            return Err(MappingFault::Broken);
        };
        let mapping = mapping.cleaned().ok_or(MappingFault::Broken)?;
        match mapping.needs() {
            Some(need) => Err(MappingFault::Incomplete(need)),
            None => Ok(mapping),
        }
    }
}

impl Mapping {
    /// The same with its texts cut and without control characters; none where it holds more than
    /// any table needs or separates by what separates nothing.
    fn cleaned(mut self) -> Option<Self> {
        let sound = self.roles.len() <= COLUMNS_MAX
            && self.shape.len() <= COLUMNS_MAX
            && self.flows.len() <= FLOWS_MAX
            && self.delimiter.is_none_or(|sign| DELIMITERS.contains(&sign))
            && (self.header_row > 0 || self.shape.is_empty());
        self.name = cleaned(&self.name, NAME_MAX);
        self.encoding = self.encoding.map(|name| cleaned(&name, NAME_MAX));
        for name in &mut self.shape {
            *name = cleaned(name, WORD_MAX);
        }
        for said in &mut self.flows {
            said.word = cleaned(&said.word, WORD_MAX);
        }
        sound.then_some(self)
    }

    /// The same under a name, as it is kept.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.name = cleaned(name, NAME_MAX);
        self
    }
}

fn cleaned(text: &str, most: usize) -> String {
    let signs = text.trim().chars().filter(|sign| !sign.is_control());
    signs.take(most).collect()
}
