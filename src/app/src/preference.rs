//! Language and theme: read from the browser, kept on this computer where she allows storage.

use js_sys::JSON;
use serde::Serialize;
use web_sys::Storage;
use yifen::settings::Contract;
use yifen::text::Lang;

const LANG_KEY: &str = "yifen.lang";
const THEME_KEY: &str = "yifen.theme";
const CONTRACT_KEY: &str = "yifen.contract";
const CASES_KEY: &str = "yifen.cases";
/// A list of cases that this version could not read.
const CASES_ASIDE_KEY: &str = "yifen.cases.unread";
const MAPPINGS_KEY: &str = "yifen.mappings";
/// Mappings that this version could not read.
const MAPPINGS_ASIDE_KEY: &str = "yifen.mappings.unread";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Paper.
    Light,
    /// Ink.
    Dark,
}

impl Theme {
    /// Every theme, in the order that the switch shows them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in storage and in the `data-theme` attribute.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The language she chose, else the browser's.
pub fn lang() -> Lang {
    let chosen = recall(LANG_KEY);
    let browser = || web_sys::window()?.navigator().language();
    chosen
        .or_else(browser)
        .map_or(Lang::default(), |tag| Lang::from_tag(&tag))
}

/// The theme she chose, else the system's.
pub fn theme() -> Theme {
    let chosen = recall(THEME_KEY);
    let named = |theme: &Theme| Some(theme.name()) == chosen.as_deref();
    Theme::ALL.into_iter().find(named).unwrap_or_default()
}

/// Puts the language on the page and keeps it.
pub fn apply_lang(lang: Lang, title: &str) {
    set_root_attribute("lang", lang.tag());
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
    keep(LANG_KEY, lang.tag());
}

/// Puts the theme on the page and keeps it.
pub fn apply_theme(theme: Theme) {
    set_root_attribute("data-theme", theme.name());
    keep(THEME_KEY, theme.name());
}

/// The contract she saved. One that cannot be read (of another version, or damaged) is none.
pub fn contract() -> Option<Contract> {
    let value = JSON::parse(&recall(CONTRACT_KEY)?).ok()?;
    serde_wasm_bindgen::from_value(value).ok()
}

/// Keeps her contract, or forgets it. Says whether the browser allowed that.
pub fn keep_contract(contract: Option<&Contract>) -> bool {
    let Some(storage) = storage() else {
        return false;
    };
    let Some(contract) = contract else {
        return storage.remove_item(CONTRACT_KEY).is_ok();
    };
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    contract
        .serialize(&serializer)
        .ok()
        .and_then(|value| JSON::stringify(&value).ok())
        .and_then(|text| text.as_string())
        .is_some_and(|text| storage.set_item(CONTRACT_KEY, &text).is_ok())
}

/// The case list as it was kept.
pub fn kept_cases() -> Option<String> {
    recall(CASES_KEY)
}

/// Keeps the case list. Says whether the browser allowed that.
pub fn keep_cases(text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(CASES_KEY, text).is_ok())
}

/// Puts a case list that cannot be read where nothing writes over it.
pub fn set_cases_aside(text: &str) {
    keep(CASES_ASIDE_KEY, text);
}

/// Whether the browser lets this page keep anything.
pub fn can_keep() -> bool {
    storage().is_some()
}

/// Her mappings as they were kept.
pub fn kept_mappings() -> Option<String> {
    recall(MAPPINGS_KEY)
}

/// Keeps her mappings. Says whether the browser allowed that.
pub fn keep_mappings(text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(MAPPINGS_KEY, text).is_ok())
}

/// Puts mappings that cannot be read where nothing writes over them.
pub fn set_mappings_aside(text: &str) {
    keep(MAPPINGS_ASIDE_KEY, text);
}

/// Forgets everything that this page keeps in the browser.
pub fn erase() {
    if let Some(storage) = storage() {
        for key in [
            LANG_KEY,
            THEME_KEY,
            CONTRACT_KEY,
            CASES_KEY,
            CASES_ASIDE_KEY,
            MAPPINGS_KEY,
            MAPPINGS_ASIDE_KEY,
        ] {
            // What cannot be reached cannot be kept either.
            let _refused = storage.remove_item(key);
        }
    }
}

fn set_root_attribute(name: &str, value: &str) {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root {
        // Fails only for a name that is no attribute name; ours are.
        let _refused = root.set_attribute(name, value);
    }
}

/// Storage may be blocked or full: then the choice lasts as long as the page.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn recall(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn keep(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _full = storage.set_item(key, value);
    }
}
