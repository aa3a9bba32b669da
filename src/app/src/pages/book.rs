//! What was reconciled before. This version keeps nothing and says so.

use leptos::prelude::*;
use yifen::text::Lang;
use yifen::text::pages::BookPage as Texts;

use crate::parts::icon::Icon;
use crate::parts::note::{Note, Weight};
use crate::route::Route;
use crate::store::use_store;

/// The page.
#[component]
pub fn Book(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let open = move || store.outcome.with(|outcome| matches!(outcome, Some(Ok(_))));
    view! {
        <div class="stack">
            <header class="stack-s">
                <h1>{text.title}</h1>
                <p class="lead">{text.lead}</p>
            </header>
            {move || {
                open()
                    .then(|| {
                        view! {
                            <Note weight=Weight::Info>
                                <div>
                                    <b>{text.now}</b>
                                    <p class="dim">{text.now_body}</p>
                                </div>
                                <a class="btn btn-quiet" href=Route::Answer.href()>
                                    {text.open}
                                </a>
                            </Note>
                        }
                    })
            }}
            <section class="empty">
                {Icon::Book.draw()}
                <h2>{text.empty_title}</h2>
                <p class="prose">{text.empty_body}</p>
                <a class="btn" href=Route::Files.href()>
                    {text.check}
                </a>
            </section>
        </div>
    }
}
