//! Hands her a file that was made here.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves `bytes` under `name`, likewise.
pub fn save_bytes(name: &str, mime: &str, bytes: &[u8]) {
    let array = Uint8Array::from(bytes);
    let _refused = try_save(name, mime, &array);
}

/// Saves `text` under `name` by way of a link that is clicked once.
pub fn save(name: &str, mime: &str, text: &str) {
    // Each step fails only where the browser forbids saving altogether, and says so itself.
    let _refused = try_save(name, mime, &JsValue::from_str(text));
}

fn try_save(name: &str, mime: &str, part: &JsValue) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(part);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}
