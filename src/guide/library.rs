//! The guide's files, as they were when the program was built.

use super::read::read;
use super::{Entry, Topic};
use crate::text::Lang;

include!(concat!(env!("OUT_DIR"), "/guide_files.rs"));

/// The entry of a topic. `None` only where its file cannot be read, which the tests rule out.
#[must_use]
pub fn entry(topic: Topic, lang: Lang) -> Option<Entry> {
    read(topic, file(topic, lang)?).ok()
}

/// The text of a topic's file.
pub(super) fn file(topic: Topic, lang: Lang) -> Option<&'static str> {
    FILES
        .iter()
        .find(|(of, id, _)| *of == lang && *id == topic.file())
        .map(|(_, _, text)| *text)
}
