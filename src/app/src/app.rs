//! The root: what stands around every page.

use leptos::prelude::*;

use crate::pages;
use crate::preference;
use crate::route::{Route, provide_route};
use crate::store::Store;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let route = provide_route();
    let store = Store::provide();
    Effect::new(move || preference::apply_lang(store.lang.get(), store.pick("一分不差", "Yifen")));
    Effect::new(move || preference::apply_theme(store.theme.get()));
    view! {
        <main id="main">
            {move || match route.get() {
                Route::Files => pages::files::Files().into_any(),
                other => view! { <h1>{format!("{other:?}")}</h1> }.into_any(),
            }}
        </main>
    }
}
