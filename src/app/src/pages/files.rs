//! The files, and where everyone starts.

use leptos::prelude::*;

/// The page.
#[component]
pub fn Files() -> impl IntoView {
    view! { <h1>"一分不差"</h1> }
}
