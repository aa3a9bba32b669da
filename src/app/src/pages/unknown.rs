//! An address that no page has.

use leptos::prelude::*;
use yifen::text::Lang;
use yifen::text::app::App as Texts;

use crate::route::Route;

/// The page.
#[component]
pub fn Unknown(lang: Lang) -> impl IntoView {
    let text = Texts::of(lang);
    view! {
        <section class="empty">
            <h1>{text.unknown}</h1>
            <p>{text.unknown_do}</p>
            <a class="btn btn-primary" href=Route::Files.href()>
                {text.back_start}
            </a>
        </section>
    }
}
