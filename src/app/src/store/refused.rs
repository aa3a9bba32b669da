//! Files that were not read: kept by their handle, so that one more word from her can open them.

use leptos::prelude::{GetValue, SetValue, Update, UpdateValue, WithUntracked, WithValue};
use web_sys::File;
use yifen::import::ImportError;
use yifen::protocol::Wish;

use super::{Job, Refusal, Source, Store};

impl Store {
    /// Takes a refusal off the screen.
    pub fn dismiss(self, id: u32) {
        self.refusals
            .update(|refusals| refusals.retain(|refusal| refusal.id != id));
        self.refused
            .update_value(|refused| refused.retain(|(of, _)| *of != id));
    }

    /// Reads a refused file once more, with what she says of it now.
    pub fn retry(self, id: u32, wish: Wish) {
        let source = self.refused_source(id);
        self.dismiss(id);
        if let Some(source) = source {
            self.unasked.set_value(true);
            self.push(Job::Import(Source { wish, ..source }));
        }
    }

    /// Opens a refused archive with its password.
    pub fn unlock(self, id: u32, password: String) {
        if let Some(source) = self.refused_source(id) {
            self.retry(
                id,
                Wish {
                    password: Some(password),
                    ..source.wish
                },
            );
        }
    }

    /// Reads those once more that no format knew: perhaps a mapping knows them now.
    pub fn retry_unknown(self) {
        let unknown: Vec<u32> = self.refusals.with_untracked(|refusals| {
            let unknown = refusals
                .iter()
                .filter(|refusal| matches!(refusal.error, Some(ImportError::UnknownLayout { .. })));
            unknown.map(|refusal| refusal.id).collect()
        });
        for id in unknown {
            if let Some(source) = self.refused_source(id) {
                self.retry(id, source.wish);
            }
        }
    }

    /// The file of a refusal.
    pub(super) fn refused_source(self, id: u32) -> Option<Source<File>> {
        self.refused.with_value(|refused| {
            let of = |(of, source): &(u32, Source<File>)| (*of == id).then(|| source.clone());
            refused.iter().find_map(of)
        })
    }

    pub(super) fn refuse(self, source: Source<File>, error: Option<ImportError>) {
        let id = self.refused_last.get_value().wrapping_add(1);
        self.refused_last.set_value(id);
        let name = source.name.clone();
        self.refused
            .update_value(|refused| refused.push((id, source)));
        self.refusals
            .update(|refusals| refusals.push(Refusal { id, name, error }));
    }
}

/// A file whose password was used: it is not kept any longer than that.
pub(super) fn without_password(source: Source<File>) -> Source<File> {
    Source {
        wish: Wish {
            password: None,
            ..source.wish
        },
        ..source
    }
}
