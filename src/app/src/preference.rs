//! Language, theme and contract: read from the browser, kept on this computer where she allows storage.

use js_sys::JSON;
use serde::Serialize;
use yifen::settings::Contract;
use yifen::text::Lang;
use yifen::text::privacy::Kind;

use crate::kept::{self, State, forget, keep, recall};

const LANG_KEY: &str = "yifen.lang";
const THEME_KEY: &str = "yifen.theme";
const CONTRACT_KEY: &str = "yifen.contract";
/// The name of the case list.
pub const CASES_KEY: &str = "yifen.cases";
/// A list of cases that this version could not read.
pub const CASES_ASIDE_KEY: &str = "yifen.cases.unread";
/// The name of her verdicts.
pub const VERDICTS_KEY: &str = "yifen.verdicts";
/// Verdicts that this version could not read.
pub const VERDICTS_ASIDE_KEY: &str = "yifen.verdicts.unread";
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

/// Puts the language on the page.
pub fn apply_lang(lang: Lang, title: &str) {
    set_root_attribute("lang", lang.tag());
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Keeps the language that she chose. Says whether the browser allowed that.
pub fn keep_lang(lang: Lang) -> bool {
    keep(LANG_KEY, lang.tag())
}

/// Puts the theme on the page.
pub fn apply_theme(theme: Theme) {
    set_root_attribute("data-theme", theme.name());
}

/// Keeps the theme that she chose. Says whether the browser allowed that.
pub fn keep_theme(theme: Theme) -> bool {
    keep(THEME_KEY, theme.name())
}

/// The contract she saved. One that cannot be read (of another version, or damaged) is none.
pub fn contract() -> Option<Contract> {
    let value = JSON::parse(&recall(CONTRACT_KEY)?).ok()?;
    serde_wasm_bindgen::from_value(value).ok()
}

/// Keeps her contract, or forgets it. Says whether the browser allowed that.
pub fn keep_contract(contract: Option<&Contract>) -> bool {
    let Some(contract) = contract else {
        return forget(CONTRACT_KEY);
    };
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    contract
        .serialize(&serializer)
        .ok()
        .and_then(|value| JSON::stringify(&value).ok())
        .and_then(|text| text.as_string())
        .is_some_and(|text| keep(CONTRACT_KEY, &text))
}

/// Whether the browser lets this page keep anything now.
pub fn can_keep() -> bool {
    kept::state() != State::Locked && kept::works()
}

/// Her mappings as they were kept.
pub fn kept_mappings() -> Option<String> {
    recall(MAPPINGS_KEY)
}

/// Keeps her mappings. Says whether the browser allowed that.
pub fn keep_mappings(text: &str) -> bool {
    keep(MAPPINGS_KEY, text)
}

/// Puts mappings that cannot be read where nothing writes over them. Says whether the browser
/// allowed that.
pub fn set_mappings_aside(text: &str) -> bool {
    keep(MAPPINGS_ASIDE_KEY, text)
}

/// What a text is that is kept under a name.
pub fn kind(key: &str) -> Kind {
    match key {
        LANG_KEY | THEME_KEY => Kind::Choices,
        CONTRACT_KEY => Kind::Contract,
        CASES_KEY | CASES_ASIDE_KEY => Kind::Cases,
        VERDICTS_KEY | VERDICTS_ASIDE_KEY => Kind::Verdicts,
        kept::VAULT_KEY => Kind::Locked,
        MAPPINGS_KEY | MAPPINGS_ASIDE_KEY => Kind::Mappings,
        _ => Kind::Other,
    }
}

fn set_root_attribute(name: &str, value: &str) {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root {
        // Fails only for a name that is no attribute name; ours are.
        let _refused = root.set_attribute(name, value);
    }
}
