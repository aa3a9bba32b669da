//! Where the keyboard is.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::prelude::JsCast;
use web_sys::{Document, HtmlElement};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Focuses the first element that `selector` finds. Says whether there is one.
pub fn focus(selector: &str) -> bool {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    if element.tab_index() < 0 {
        // Headings take it by script only, not by Tab.
        element.set_tab_index(-1);
    }
    element.focus().is_ok()
}

/// The same once the page has been drawn.
pub fn focus_soon(selector: String) {
    request_animation_frame(move || {
        focus(&selector);
    });
}

/// Once the page has been drawn: where the element that had the focus is gone, the first of these that
/// is there takes it.
pub fn focus_if_lost(selectors: Vec<String>) {
    request_animation_frame(move || {
        let here = document().and_then(|document| document.active_element());
        if here.is_none_or(|element| element.tag_name() == "BODY") {
            let _found = selectors.iter().any(|selector| focus(selector));
        }
    });
}

/// Whether the keyboard is writing a text, so that its keys are not ours.
pub fn is_writing() -> bool {
    let here = document().and_then(|document| document.active_element());
    here.is_some_and(|element| {
        let tag = element.tag_name();
        let ticks = element
            .get_attribute("type")
            .is_some_and(|of| of == "checkbox" || of == "radio");
        ["TEXTAREA", "SELECT"].contains(&tag.as_str()) || (tag == "INPUT" && !ticks)
    })
}
