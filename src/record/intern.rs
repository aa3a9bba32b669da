//! One copy of every text.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::Sym;

/// Texts by number. Equal texts get equal numbers; numbers are given in order of first sight.
#[derive(Default)]
pub struct Interner {
    arena: String,
    /// End of each text in the arena; the start is the end of the one before.
    ends: Vec<u32>,
    table: HashTable<u32>,
    hasher: BuildHasherDefault<FxHasher>,
}

/// The arena's limit: places in it are kept in 32 bits. Past it texts are no longer kept.
const ARENA_BYTES_MAX: usize = u32::MAX as usize;

impl Interner {
    /// An empty interner.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of `text`, which is kept if it is new. An empty text has none.
    pub fn intern(&mut self, text: &str) -> Sym {
        if text.is_empty() || self.arena.len() + text.len() > ARENA_BYTES_MAX {
            return Sym::NONE;
        }
        let hash = self.hasher.hash_one(text);
        let (arena, ends, hasher) = (&self.arena, &self.ends, &self.hasher);
        let entry = self.table.entry(
            hash,
            |&index| slice(arena, ends, index) == text,
            |&index| hasher.hash_one(slice(arena, ends, index)),
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(found) => Sym(found.get() + 1),
            hashbrown::hash_table::Entry::Vacant(place) => {
                let index = u32::try_from(self.ends.len()).unwrap_or(u32::MAX - 1);
                place.insert(index);
                self.arena.push_str(text);
                self.ends
                    .push(u32::try_from(self.arena.len()).unwrap_or(u32::MAX));
                Sym(index + 1)
            }
        }
    }

    /// The number of `text`, if it has one.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Sym> {
        let hash = self.hasher.hash_one(text);
        let found = self
            .table
            .find(hash, |&index| slice(&self.arena, &self.ends, index) == text)?;
        Some(Sym(found + 1))
    }

    /// The text of a number; empty for [`Sym::NONE`].
    #[must_use]
    pub fn get(&self, sym: Sym) -> &str {
        match sym.0.checked_sub(1) {
            Some(index) => slice(&self.arena, &self.ends, index),
            None => "",
        }
    }

    /// How many different texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

fn slice<'a>(arena: &'a str, ends: &[u32], index: u32) -> &'a str {
    let index = index as usize;
    let start = index
        .checked_sub(1)
        .and_then(|before| ends.get(before))
        .map_or(0, |&end| end as usize);
    let end = ends.get(index).map_or(start, |&end| end as usize);
    arena.get(start..end).unwrap_or("")
}
