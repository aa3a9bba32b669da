//! The file whose columns are named: what she said so far, and what the worker makes of it.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yifen::import::ImportError;
use yifen::import::mapping::{Look, Mapping, Preview, Role};
use yifen::protocol::Wish;
use yifen::text::Lang;
use yifen::text::mapping::Mapping as Texts;

use crate::mappings;
use crate::route::Route;
use crate::store::{Left, MapOf, Previewed, Store, use_store};

/// Why nothing new is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file cannot be opened so.
    Not(ImportError),
    /// The browser cannot read it.
    Unreadable,
    /// File or worker are gone.
    Gone,
}

/// The file and what is said of it. Copies are the same.
#[derive(Clone, Copy)]
pub struct Table {
    /// The language.
    pub lang: Lang,
    /// The last that could be shown.
    pub shown: RwSignal<Option<Arc<Preview>>>,
    /// Why what she said last cannot be shown.
    pub trouble: RwSignal<Option<Trouble>>,
    /// The name of the mapping.
    pub name: RwSignal<String>,
    /// Its file's name.
    pub file: StoredValue<String>,
    of: MapOf,
    store: Store,
    wish: RwSignal<Wish>,
    look: RwSignal<Look>,
    /// The column whose role changed last, and the mapping before: going through its list must not
    /// take roles from other columns on the way.
    before: StoredValue<Option<(usize, Mapping)>>,
    /// Whether the worker was asked and has not answered yet.
    asking: StoredValue<bool>,
    /// Whether something changed meanwhile.
    again: StoredValue<bool>,
}

impl Table {
    /// The file as she left it, else as it was read so far.
    pub fn new(lang: Lang, of: MapOf, file: &str, wish: Wish) -> Self {
        let store = use_store();
        let left = store.left(of).unwrap_or_else(|| {
            let mapping = wish.mapping.clone().or_else(|| own_of(store, of));
            let name = match &mapping {
                Some(mapping) if !mapping.name.is_empty() => mapping.name.clone(),
                _ => stem(file),
            };
            Left {
                of,
                wish: Wish {
                    mapping,
                    side: None,
                    format: None,
                    ..wish
                },
                look: Look::default(),
                name,
            }
        });
        Self {
            lang,
            shown: RwSignal::new(None),
            trouble: RwSignal::new(None),
            name: RwSignal::new(left.name),
            file: StoredValue::new(file.to_owned()),
            of,
            store,
            wish: RwSignal::new(left.wish),
            look: RwSignal::new(left.look),
            before: StoredValue::new(None),
            asking: StoredValue::new(false),
            again: StoredValue::new(false),
        }
    }

    /// The page's sentences.
    pub fn text(self) -> &'static Texts {
        Texts::of(self.lang)
    }

    /// The mapping as it stands: hers, else the guess.
    pub fn mapping(self) -> Option<Mapping> {
        let own = self.wish.with(|wish| wish.mapping.clone());
        own.or_else(|| self.guess())
    }

    fn guess(self) -> Option<Mapping> {
        let shown = self.shown.get();
        shown.map(|preview| preview.mapping.clone())
    }

    /// Something of the mapping, where there is one.
    pub fn with<T>(self, of: impl FnOnce(&Mapping) -> T) -> Option<T> {
        self.mapping().as_ref().map(of)
    }

    /// Gives a column a role and shows what comes of it.
    pub fn give(self, column: usize, role: Role) {
        let before = self.before.get_value().filter(|(of, _)| *of == column);
        let before = before.map(|(_, mapping)| mapping);
        let Some(before) = before.or_else(|| untrack(move || self.mapping())) else {
            return;
        };
        self.change(|mapping| {
            *mapping = before.clone();
            mapping.give(column, role);
        });
        self.before.set_value(Some((column, before)));
    }

    /// Changes the mapping and shows what comes of it.
    pub fn change(self, change: impl FnOnce(&mut Mapping)) {
        self.before.set_value(None);
        if let Some(mut mapping) = untrack(move || self.mapping()) {
            change(&mut mapping);
            self.wish.update(|wish| wish.mapping = Some(mapping));
            self.ask();
        }
    }

    /// Looks at the file in another way: every guess is made anew.
    pub fn look(self, change: impl FnOnce(&mut Look, &mut Wish)) {
        self.before.set_value(None);
        let (mut look, mut wish) = (self.look.get_untracked(), self.wish.get_untracked());
        wish.mapping = None;
        change(&mut look, &mut wish);
        self.look.set(look);
        self.wish.set(wish);
        self.ask();
    }

    /// Takes one of the saved mappings, or the guess again.
    pub fn take_saved(self, name: Option<String>) {
        let mapping = mappings::all()
            .into_iter()
            .find(|mapping| Some(&mapping.name) == name.as_ref());
        if let Some(mapping) = &mapping {
            self.name.set(mapping.name.clone());
        }
        self.look(|look, wish| {
            *look = Look::default();
            wish.encoding = None;
            wish.mapping = mapping;
        });
    }

    /// Tries a password.
    pub fn unlock(self, password: String) {
        self.wish.update(|wish| wish.password = Some(password));
        self.ask();
    }

    /// Saves the mapping, reads the file by it, and goes back to the files.
    pub fn take(self) {
        let Some(mapping) = untrack(move || self.mapping()) else {
            return;
        };
        let mapping = mapping.named(&self.name.get_untracked());
        let (mapping, _kept) = mappings::save(mapping);
        self.read(Some(mapping), None);
        // Others of the same kind need no second word.
        self.store.retry_unknown();
    }

    /// Reads the file by a format, without a mapping.
    pub fn read_as(self, format: &str) {
        self.read(None, Some(format.to_owned()));
    }

    fn read(self, mapping: Option<Mapping>, format: Option<String>) {
        let wish = Wish {
            mapping,
            format,
            encoding: None,
            ..self.wish.get_untracked()
        };
        self.store.read_by(self.of, wish);
        Route::Files.go();
    }

    /// Keeps the page for a change of language.
    pub fn leave(self) {
        let (wish, look, name) = (
            self.wish.try_get_untracked(),
            self.look.try_get_untracked(),
            self.name.try_get_untracked(),
        );
        if let (Some(wish), Some(look), Some(name)) = (wish, look, name) {
            self.store.leave(Some(Left {
                of: self.of,
                wish,
                look,
                name,
            }));
        }
    }

    /// Asks the worker for what comes of it. While it answers, further changes wait and the last of
    /// them is asked for once.
    pub fn ask(self) {
        self.again.set_value(true);
        if self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            while let Some(true) = self.again.try_get_value() {
                self.again.set_value(false);
                let (wish, look) = (self.wish.get_untracked(), self.look.get_untracked());
                let told = self.store.preview(self.of, wish, look).await;
                if self.again.try_get_value() == Some(false) {
                    self.show(told);
                }
            }
            // The page may be gone.
            let _left = self.asking.try_update_value(|asking| *asking = false);
        });
    }

    fn show(self, told: Option<Previewed>) {
        let trouble = match told {
            Some(Previewed::There(preview)) => {
                self.shown.set(Some(Arc::new(*preview)));
                None
            }
            Some(Previewed::Not(error)) => Some(Trouble::Not(error)),
            Some(Previewed::Unreadable) => Some(Trouble::Unreadable),
            None => Some(Trouble::Gone),
        };
        self.trouble.set(trouble);
    }
}

/// The saved mapping that a loaded file was read by.
fn own_of(store: Store, of: MapOf) -> Option<Mapping> {
    let MapOf::File(id) = of else { return None };
    let name = store.files.with_untracked(|files| {
        let file = files.iter().find(|file| file.id == id)?;
        file.report.mapping.clone()
    })?;
    mappings::all()
        .into_iter()
        .find(|mapping| mapping.name == name)
}

/// A file's name without its ending: the name that a mapping begins with.
fn stem(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.to_owned()
}
