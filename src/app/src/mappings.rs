/*!
Keeps her mappings in the browser; without storage they last as long as the page.

The newest stands first, so that of two for one shape the later one wins. Each is kept in the form of
the file that she can hand on.
*/

use std::cell::{Cell, RefCell};

use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::prelude::JsValue;
use yifen::import::mapping::{Mapping, MappingFault, MappingFile};

use crate::preference;

/// More ways of reading are not one shop's; every file is compared with each.
const KEPT_MAX: usize = 100;

/// A mapping has a few thousand bytes; nothing of this size is one.
pub const FILE_BYTES_MAX: u64 = 200_000;

thread_local! {
    static MAPPINGS: RefCell<Option<Vec<Mapping>>> = const { RefCell::new(None) };
    /// Whether some of them are in memory only.
    static UNKEPT: Cell<bool> = const { Cell::new(false) };
}

/// Every mapping, the newest first.
pub fn all() -> Vec<Mapping> {
    MAPPINGS.with_borrow_mut(|own| own.get_or_insert_with(read).clone())
}

/// Keeps a mapping in place of the one for the same shape. A name that another one has gets a number.
/// Says under which name it is kept, and whether the browser will still have it tomorrow.
pub fn save(mapping: Mapping) -> (Mapping, bool) {
    refresh();
    let mut own = all();
    own.retain(|known| known.shape.is_empty() || known.shape != mapping.shape);
    if mapping.shape.is_empty() {
        own.retain(|known| !known.shape.is_empty() || known.name != mapping.name);
    }
    let taken = |name: &str| own.iter().any(|known| known.name == name);
    let mut mapping = mapping;
    if taken(&mapping.name) {
        let plain = mapping.name.clone();
        let free = (2..=KEPT_MAX + 1)
            .map(|number| format!("{plain} {number}"))
            .find(|name| !taken(name));
        mapping.name = free.unwrap_or(plain);
    }
    own.insert(0, mapping.clone());
    own.truncate(KEPT_MAX);
    (mapping, put(own))
}

/// Forgets the mapping of a name.
pub fn remove(name: &str) {
    refresh();
    let mut own = all();
    own.retain(|known| known.name != name);
    put(own);
}

/// Forgets them after what was kept has been erased.
pub fn forget() {
    MAPPINGS.set(None);
    UNKEPT.set(false);
}

/// Has them read again: another tab may have changed them. Those in memory only join the kept ones as
/// soon as the browser keeps anything.
pub fn refresh() {
    let unkept = UNKEPT.get();
    if unkept && !preference::can_keep() {
        return;
    }
    let before = MAPPINGS.take();
    UNKEPT.set(false);
    if unkept {
        for mapping in before.into_iter().flatten().rev() {
            save(mapping);
        }
    }
}

/// A mapping as a file.
pub fn write(mapping: &Mapping) -> Option<String> {
    let value = value_of(&MappingFile::of(mapping.clone()))?;
    let json =
        JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &JsValue::from_str("  "));
    json.ok()?.as_string()
}

/// The mapping of a file.
///
/// # Errors
/// What is wrong with it.
pub fn open(text: &str) -> Result<Mapping, MappingFault> {
    let value = JSON::parse(text).map_err(|_| MappingFault::NotJson)?;
    let file: Result<MappingFile, _> = serde_wasm_bindgen::from_value(value);
    file.map_err(|_| MappingFault::NotAMapping)?.open()
}

fn put(own: Vec<Mapping>) -> bool {
    let files: Vec<MappingFile> = own.iter().cloned().map(MappingFile::of).collect();
    let text = value_of(&files).and_then(|value| JSON::stringify(&value).ok()?.as_string());
    MAPPINGS.set(Some(own));
    let kept = text.is_some_and(|text| preference::keep_mappings(&text));
    UNKEPT.set(!kept);
    kept
}

fn value_of<T: Serialize>(said: &T) -> Option<JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    said.serialize(&serializer).ok()
}

fn read() -> Vec<Mapping> {
    let Some(text) = preference::kept_mappings() else {
        return Vec::new();
    };
    let files = JSON::parse(&text)
        .ok()
        .and_then(|value| serde_wasm_bindgen::from_value::<Vec<MappingFile>>(value).ok());
    let Some(files) = files else {
        let _unkept = preference::set_mappings_aside(&text);
        return Vec::new();
    };
    let kept = files.len();
    let own: Vec<Mapping> = files
        .into_iter()
        .filter_map(|file| file.open().ok())
        .collect();
    if own.len() < kept {
        // One of another version is not lost where the rest is written again.
        let _unkept = preference::set_mappings_aside(&text);
    }
    own
}
