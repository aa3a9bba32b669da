//! The button that leaves nothing.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yifen::text::Lang;
use yifen::text::privacy::PrivacyPage as Texts;

use crate::store::use_store;

#[component]
pub fn Erase(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let done = RwSignal::new(None::<bool>);
    let erase = move |_| {
        spawn_local(async move {
            let erased = store.erase().await;
            let _left = done.try_set(Some(erased));
        });
    };
    view! {
        <section class="stack-s" aria-labelledby="erase-title">
            <h2 id="erase-title">{text.erase_title}</h2>
            <p class="prose">{text.erase_lead}</p>
            <div class="row">
                <button class="btn" on:click=erase>
                    {text.erase}
                </button>
                <span role="status">
                    {move || {
                        done.get().map(|erased| if erased { text.erased } else { text.not_erased })
                    }}
                </span>
            </div>
        </section>
    }
}
