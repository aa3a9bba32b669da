//! One copy of every text.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::Sym;

/// Texts by number. Equal texts get equal numbers; numbers are given in order of first sight.
#[derive(Clone, Default)]
pub struct Interner {
    arena: String,
    /// End of each text in the arena; the start is the end of the one before.
    ends: Vec<u32>,
    /// Half of the hash and the index: a table that grows need not read the texts again, and a text
    /// is compared only where its half agrees.
    table: HashTable<(u32, u32)>,
    hasher: BuildHasherDefault<FxHasher>,
}

/// The arena's limit: places in it are kept in 32 bits, and a browser's memory for wasm ends at
/// 4 GiB. Past it texts are no longer kept.
const ARENA_BYTES_MAX: usize = 3 << 30;

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
        let half = self.half(text);
        let (arena, ends) = (&self.arena, &self.ends);
        let entry = self.table.entry(
            whole(half),
            |&(known, index)| known == half && slice(arena, ends, index) == text,
            |&(known, _)| whole(known),
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(found) => Sym(found.get().1 + 1),
            hashbrown::hash_table::Entry::Vacant(place) => {
                let index = u32::try_from(self.ends.len()).unwrap_or(u32::MAX - 1);
                place.insert((half, index));
                self.arena.push_str(text);
                self.ends
                    .push(u32::try_from(self.arena.len()).unwrap_or(u32::MAX));
                Sym(index + 1)
            }
        }
    }

    /// Makes room for `more` texts, so that the table does not grow again and again.
    pub fn reserve(&mut self, more: usize) {
        self.table.reserve(more, |&(known, _)| whole(known));
        self.ends.reserve(more);
    }

    /// The number of `text`, if it has one.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Sym> {
        let half = self.half(text);
        let found = self.table.find(whole(half), |&(known, index)| {
            known == half && slice(&self.arena, &self.ends, index) == text
        })?;
        Some(Sym(found.1 + 1))
    }

    fn half(&self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text);
        (hash ^ hash >> 32) as u32
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

/// The table looks at both ends of a hash, on machines of 32 and of 64 bits.
const fn whole(half: u32) -> u64 {
    (half as u64) << 32 | half as u64
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
