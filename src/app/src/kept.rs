/*!
What is kept in this browser: texts under names, in the open or behind a passphrase.

In the open, every text stands under its own name in the browser's storage. Behind a passphrase all of
them stand in one vault; while it is locked they cannot be read, and nothing is kept, so that the vault
is never written over. Language and theme stay in the open: the page needs them to ask for the
passphrase, and they tell nothing about her.

Two tabs share the storage. Each hears of the other's changes and reads again before it writes.
*/

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Storage, StorageEvent};

use crate::browser;

const PREFIX: &str = "yifen.";
/// The name of the vault.
pub const VAULT_KEY: &str = "yifen.vault";
/// Written and removed again to see whether the browser keeps anything.
const PROBE_KEY: &str = "yifen.probe";
/// What stays in the open.
const OPEN_KEYS: [&str; 2] = ["yifen.lang", "yifen.theme"];

/// Whether she locked what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There is no passphrase.
    Open,
    /// There is one, and it was not given yet.
    Locked,
    /// There is one, and it was given.
    Unlocked,
}

/// Why a vault does not open or close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultError {
    /// Another passphrase closed it, or it was damaged.
    WrongPassphrase,
    /// The browser keeps nothing here, or has no room.
    NotKept,
}

/// An unlocked vault.
#[derive(Default)]
struct Vault {
    key: JsValue,
    texts: BTreeMap<String, String>,
    /// As it stood in the storage when it was last read or written here.
    seen: String,
    /// Names that were changed here since.
    changed: BTreeSet<String>,
    writing: bool,
}

thread_local! {
    static VAULT: RefCell<Option<Vault>> = const { RefCell::new(None) };
    /// Whether the last attempt to write the vault failed.
    static REFUSED: Cell<bool> = const { Cell::new(false) };
    static LISTENER: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Calls back whenever what is kept was changed elsewhere, locked or unlocked. Called once.
pub fn listen(listener: impl Fn() + 'static) {
    LISTENER.set(Some(Box::new(listener)));
    let heard = Closure::<dyn FnMut(StorageEvent)>::new(|event: StorageEvent| {
        let key = event.key();
        match key.as_deref() {
            Some(VAULT_KEY) | None => spawn_local(adopt()),
            Some(key) if key.starts_with(PREFIX) => tell(),
            Some(_) => {}
        }
    });
    if let Some(window) = web_sys::window() {
        let target = heard.as_ref().unchecked_ref();
        // Refused by no browser; without it, only another tab's changes are seen later.
        let _refused = window.add_event_listener_with_callback("storage", target);
    }
    heard.forget();
}

fn tell() {
    LISTENER.with_borrow(|listener| {
        if let Some(listener) = listener {
            listener();
        }
    });
}

/// Whether she locked what is kept.
pub fn state() -> State {
    if VAULT.with_borrow(Option::is_some) {
        State::Unlocked
    } else if stored(VAULT_KEY).is_some() {
        State::Locked
    } else {
        State::Open
    }
}

/// Whether the browser keeps anything for this page, and kept what it was last given.
pub fn works() -> bool {
    let probe = storage().is_some_and(|storage| {
        storage.set_item(PROBE_KEY, "1").is_ok() && storage.remove_item(PROBE_KEY).is_ok()
    });
    probe && !REFUSED.get()
}

/// The text under a name; `None` while it is locked.
pub fn recall(key: &str) -> Option<String> {
    match state() {
        _ if OPEN_KEYS.contains(&key) => stored(key),
        State::Open => stored(key),
        State::Locked => None,
        State::Unlocked => VAULT.with_borrow(|vault| vault.as_ref()?.texts.get(key).cloned()),
    }
}

/// Keeps a text under a name. Says whether it will still be there tomorrow.
pub fn keep(key: &str, text: &str) -> bool {
    put(key, Some(text))
}

/// Forgets what is kept under a name. Says whether that worked.
pub fn forget(key: &str) -> bool {
    put(key, None)
}

fn put(key: &str, text: Option<&str>) -> bool {
    match state() {
        State::Locked if !OPEN_KEYS.contains(&key) => false,
        State::Unlocked if !OPEN_KEYS.contains(&key) => {
            VAULT.with_borrow_mut(|vault| {
                if let Some(vault) = vault {
                    match text {
                        Some(text) => vault.texts.insert(key.to_owned(), text.to_owned()),
                        None => vault.texts.remove(key),
                    };
                    vault.changed.insert(key.to_owned());
                }
            });
            spawn_local(write());
            works()
        }
        _ => storage().is_some_and(|storage| match text {
            Some(text) => storage.set_item(key, text).is_ok(),
            None => storage.remove_item(key).is_ok(),
        }),
    }
}

/// Every name with its text as it can be read now, in order. The vault counts as one while it is locked.
pub fn all() -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = names()
        .into_iter()
        .filter_map(|key| stored(&key).map(|text| (key, text)))
        .collect();
    VAULT.with_borrow(|vault| {
        if let Some(vault) = vault {
            all.remove(VAULT_KEY);
            all.extend(vault.texts.clone());
        }
    });
    all
}

/// Locks what is kept with a passphrase, new or instead of the one before.
///
/// # Errors
/// [`VaultError::NotKept`]; what was kept is then as it was.
pub async fn lock(passphrase: &str) -> Result<(), VaultError> {
    let texts: BTreeMap<_, _> = all()
        .into_iter()
        .filter(|(key, _)| !OPEN_KEYS.contains(&key.as_str()))
        .collect();
    let key = browser::new_key(passphrase).await;
    let key = key.map_err(|_| VaultError::NotKept)?;
    let seen = closed(&key, &texts).await.ok_or(VaultError::NotKept)?;
    let storage = storage().ok_or(VaultError::NotKept)?;
    storage
        .set_item(VAULT_KEY, &seen)
        .map_err(|_| VaultError::NotKept)?;
    // Only now that the vault stands may what it holds go.
    for key in texts.keys() {
        let _gone = storage.remove_item(key);
    }
    VAULT.set(Some(Vault {
        key,
        texts,
        seen,
        ..Vault::default()
    }));
    Ok(())
}

/// Unlocks the vault until the page is closed.
///
/// # Errors
/// [`VaultError::WrongPassphrase`]
pub async fn unlock(passphrase: &str) -> Result<(), VaultError> {
    let seen = stored(VAULT_KEY).ok_or(VaultError::NotKept)?;
    let key = browser::key_for(passphrase, &seen).await;
    let key = key.map_err(|_| VaultError::WrongPassphrase)?;
    let texts = opened(&key, &seen).await;
    VAULT.set(Some(Vault {
        key,
        texts: texts.ok_or(VaultError::WrongPassphrase)?,
        seen,
        ..Vault::default()
    }));
    tell();
    Ok(())
}

/// Takes the passphrase away: what is kept stands in the open again.
///
/// # Errors
/// [`VaultError::NotKept`] where the browser has no room; then all stays as it was.
pub fn take_passphrase_away() -> Result<(), VaultError> {
    let texts = VAULT.with_borrow(|vault| vault.as_ref().map(|vault| vault.texts.clone()));
    let (Some(texts), Some(storage)) = (texts, storage()) else {
        return Err(VaultError::NotKept);
    };
    for (key, text) in &texts {
        if storage.set_item(key, text).is_err() {
            for key in texts.keys() {
                let _gone = storage.remove_item(key);
            }
            return Err(VaultError::NotKept);
        }
    }
    VAULT.set(None);
    let _gone = storage.remove_item(VAULT_KEY);
    Ok(())
}

/// Gives up a vault whose passphrase is forgotten.
pub fn forget_locked() {
    if let Some(storage) = storage() {
        // What cannot be reached cannot be kept either.
        let _refused = storage.remove_item(VAULT_KEY);
    }
    VAULT.set(None);
    tell();
}

/// Erases all of it, with what else the browser holds for this page. Says whether nothing is left.
pub async fn erase() -> bool {
    VAULT.set(None);
    REFUSED.set(false);
    let erased = browser::erase().await;
    tell();
    erased.is_ok_and(|erased| erased.as_bool() == Some(true))
}

/// Takes over what another tab wrote into the vault; what was changed here meanwhile stays.
async fn adopt() {
    let key = VAULT.with_borrow(|vault| vault.as_ref().map(|vault| vault.key.clone()));
    if let Some(key) = key {
        let theirs = match stored(VAULT_KEY) {
            Some(seen) => opened(&key, &seen).await.map(|texts| (seen, texts)),
            None => None,
        };
        VAULT.with_borrow_mut(|vault| match (vault.as_mut(), theirs) {
            (Some(own), Some((seen, texts))) => own.adopt(seen, texts),
            // There is none any more, or another passphrase closed it.
            (_, _) => *vault = None,
        });
    }
    tell();
}

/// Writes the vault; changes that come meanwhile are written after it.
async fn write() {
    loop {
        let begun = VAULT.with_borrow_mut(|vault| {
            let vault = vault.as_mut().filter(|vault| !vault.writing)?;
            if vault.changed.is_empty() {
                return None;
            }
            vault.writing = true;
            Some((vault.key.clone(), vault.seen.clone()))
        });
        let Some((key, seen)) = begun else { return };
        if stored(VAULT_KEY).is_none_or(|now| now != seen) {
            adopt().await;
        }
        let texts = VAULT.with_borrow_mut(|vault| {
            let vault = vault.as_mut()?;
            vault.changed.clear();
            Some(vault.texts.clone())
        });
        let Some(texts) = texts else { return };
        let text = closed(&key, &texts).await;
        let kept = text.is_some_and(|text| {
            let kept = storage().is_some_and(|storage| storage.set_item(VAULT_KEY, &text).is_ok());
            VAULT.with_borrow_mut(|vault| {
                if let (Some(vault), true) = (vault, kept) {
                    vault.seen = text;
                }
            });
            kept
        });
        REFUSED.set(!kept);
        VAULT.with_borrow_mut(|vault| {
            if let Some(vault) = vault {
                vault.writing = false;
            }
        });
        if !kept {
            return tell();
        }
    }
}

impl Vault {
    fn adopt(&mut self, seen: String, mut texts: BTreeMap<String, String>) {
        for key in &self.changed {
            match self.texts.get(key) {
                Some(text) => texts.insert(key.clone(), text.clone()),
                None => texts.remove(key),
            };
        }
        (self.texts, self.seen) = (texts, seen);
    }
}

async fn closed(key: &JsValue, texts: &BTreeMap<String, String>) -> Option<String> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    let value = texts.serialize(&serializer).ok()?;
    let text = JSON::stringify(&value).ok()?.as_string()?;
    browser::close_with(key, &text).await.ok()?.as_string()
}

async fn opened(key: &JsValue, vault: &str) -> Option<BTreeMap<String, String>> {
    let text = browser::open_with(key, vault).await.ok()?.as_string()?;
    serde_wasm_bindgen::from_value(JSON::parse(&text).ok()?).ok()
}

fn names() -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let count = storage.length().unwrap_or(0);
    (0..count)
        .filter_map(|index| storage.key(index).ok()?)
        .filter(|key| key.starts_with(PREFIX))
        .collect()
}

/// Storage may be blocked or full: then everything lasts as long as the page.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}
