//! What she sees when the page itself breaks. A panic leaves the program unusable, so the message is
//! made of plain nodes, outside everything that is drawn.

use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use web_sys::Document;
use yifen::text::Lang;
use yifen::text::shell::{BROKEN, Broken};

/// Has every panic show the message. The browser's console gets the place of the defect, never a
/// value from her files: messages of panics may hold such values and are left out.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        leptos::logging::error!("Yifen broke at {place}");
        let document = web_sys::window().and_then(|window| window.document());
        // There is no further fall-back where even plain nodes cannot be made.
        let _shown = document.map(|document| show(&document));
    }));
}

fn show(document: &Document) -> Result<(), JsValue> {
    let root = document.document_element().ok_or(JsValue::NULL)?;
    let body = document.body().ok_or(JsValue::NULL)?;
    if document.get_element_by_id("broken").is_some() {
        return Ok(());
    }
    let lang = Lang::from_tag(&root.get_attribute("lang").unwrap_or_default());
    let text: &Broken = BROKEN.of(lang);
    let panel = document.create_element("section")?;
    panel.set_id("broken");
    panel.set_class_name("broken");
    panel.set_attribute("role", "alertdialog")?;
    panel.set_attribute("aria-labelledby", "broken-title")?;
    let title = document.create_element("h1")?;
    title.set_id("broken-title");
    title.set_text_content(Some(text.title));
    let body_text = document.create_element("p")?;
    body_text.set_text_content(Some(text.body));
    let button = document.create_element("button")?;
    button.set_text_content(Some(text.reload));
    let reload = Closure::<dyn FnMut()>::new(|| {
        let _closing = web_sys::window().map(|window| window.location().reload());
    });
    button.add_event_listener_with_callback("click", reload.as_ref().unchecked_ref())?;
    reload.forget();
    for node in [&title, &body_text, &button] {
        panel.append_child(node)?;
    }
    body.prepend_with_node_1(&panel)
}
