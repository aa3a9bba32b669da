//! What the page's own scripts in `src/web` do for the program; each is described there.

use js_sys::Function;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen(js_namespace = yifen)]
extern "C" {
    /// A fresh worker, as soon as everything is loaded and the page is sealed.
    #[wasm_bindgen(js_name = startWorker, catch)]
    pub async fn start_worker() -> Result<JsValue, JsValue>;

    /// Whether the policy that forbids every connection is in force.
    #[wasm_bindgen(js_name = isSealed)]
    pub fn is_sealed() -> bool;

    /// Whether this is the page in one file, which is never updated.
    #[wasm_bindgen(js_name = isOneFile)]
    pub fn is_one_file() -> bool;

    /// Tries every road: a list of pairs of a road and what became of it.
    #[wasm_bindgen(js_name = tryRoads, catch)]
    pub async fn try_roads() -> Result<JsValue, JsValue>;

    /// Calls back, now and later, with whether a newer version waits.
    #[wasm_bindgen(js_name = onUpdate)]
    pub fn on_update(callback: &Function);

    /// Has the newer version take over and shows it.
    #[wasm_bindgen(js_name = takeUpdate)]
    pub fn take_update();

    /// The bytes of the copy for when there is no network.
    #[wasm_bindgen(js_name = offlineBytes, catch)]
    pub async fn offline_bytes() -> Result<JsValue, JsValue>;

    /// Erases all that the browser holds for this page; whether nothing is left.
    #[wasm_bindgen(catch)]
    pub async fn erase() -> Result<JsValue, JsValue>;

    /// Whether this browser can lock anything here.
    #[wasm_bindgen(js_name = canLock)]
    pub fn can_lock() -> bool;

    /// A key for a new vault.
    #[wasm_bindgen(js_name = newKey, catch)]
    pub async fn new_key(passphrase: &str) -> Result<JsValue, JsValue>;

    /// The key of a vault, if the passphrase is the right one.
    #[wasm_bindgen(js_name = keyFor, catch)]
    pub async fn key_for(passphrase: &str, vault: &str) -> Result<JsValue, JsValue>;

    /// What a vault holds; fails where the key is another.
    #[wasm_bindgen(js_name = openWith, catch)]
    pub async fn open_with(key: &JsValue, vault: &str) -> Result<JsValue, JsValue>;

    /// The vault of a text.
    #[wasm_bindgen(js_name = closeWith, catch)]
    pub async fn close_with(key: &JsValue, text: &str) -> Result<JsValue, JsValue>;
}
