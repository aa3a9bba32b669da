//! Files whose columns she names: what is shown of them, and how they are read by it.

use leptos::prelude::{GetValue, SetValue, WithValue};
use wasm_bindgen::prelude::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;
use yifen::import::ImportError;
use yifen::import::mapping::{Look, Preview};
use yifen::protocol::{Ask, Told, Wish};
use yifen::record::FileId;

use super::{Source, Store};
use crate::mappings;

/// Whose columns are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapOf {
    /// A loaded file's.
    File(FileId),
    /// A refused one's, by the number of its refusal.
    Refused(u32),
}

/// The mapping page as she left it: a change of language draws it anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Whose columns.
    pub of: MapOf,
    /// What she said so far.
    pub wish: Wish,
    /// Where she looked.
    pub look: Look,
    /// The name that she wrote.
    pub name: String,
}

impl Store {
    /// Name and wish of a file whose columns can be named.
    pub fn mapped(self, of: MapOf) -> Option<(String, Wish)> {
        self.source(of).map(|source| (source.name, source.wish))
    }

    /// What she said of a loaded file so far.
    pub fn wish(self, id: FileId) -> Wish {
        let source = self.source(MapOf::File(id));
        source.map(|source| source.wish).unwrap_or_default()
    }

    /// The beginning of a file and what it becomes; `None` where file or worker are gone.
    pub async fn preview(self, of: MapOf, wish: Wish, look: Look) -> Option<Previewed> {
        let source = self.source(of)?;
        let Ok(bytes) = JsFuture::from(source.file.array_buffer()).await else {
            return Some(Previewed::Unreadable);
        };
        let ask = Ask::Preview {
            name: source.name,
            wish: Box::new(wish),
            look,
        };
        match self.ask(ask, Some(bytes.unchecked_into())).await? {
            Told::Preview(Ok(preview)) => Some(Previewed::There(preview)),
            Told::Preview(Err(error)) => Some(Previewed::Not(error)),
            _ => None,
        }
    }

    /// Reads a file by what she says of it.
    pub fn read_by(self, of: MapOf, wish: Wish) {
        match of {
            MapOf::File(id) => self.reread(id, wish),
            MapOf::Refused(id) => self.retry(id, wish),
        }
    }

    /// The mapping page as she left it, if it was of this file.
    pub fn left(self, of: MapOf) -> Option<Left> {
        self.left.get_value().filter(|left| left.of == of)
    }

    /// Keeps the mapping page as it is, or forgets it.
    pub fn leave(self, left: Option<Left>) {
        self.left.set_value(left);
    }

    fn source(self, of: MapOf) -> Option<Source<File>> {
        match of {
            MapOf::File(id) => self.queue.with_value(|queue| queue.source(id).cloned()),
            MapOf::Refused(id) => self.refused_source(id),
        }
    }
}

/// What came of asking for the beginning of a file.
pub enum Previewed {
    /// It is shown.
    There(Box<Preview>),
    /// It cannot be opened.
    Not(ImportError),
    /// The browser cannot read it.
    Unreadable,
}

/// A wish with the mappings that she saved, where she names none herself.
pub(super) fn with_known(wish: &Wish) -> Wish {
    let known = if wish.mapping.is_some() || wish.format.is_some() {
        Vec::new()
    } else {
        mappings::all()
    };
    Wish {
        known,
        ..wish.clone()
    }
}
