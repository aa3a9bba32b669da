//! Offers a newer version; it is never forced, and until she takes it nothing of it is used.

use leptos::prelude::*;
use wasm_bindgen::prelude::{Closure, JsCast};
use yifen::text::privacy::Update as Texts;

use super::note::{Note, Weight};
use crate::browser;
use crate::store::use_store;

/// Shown while a newer version waits.
#[component]
pub fn UpdateNote() -> impl IntoView {
    let store = use_store();
    let waiting = RwSignal::new(false);
    let heard = Closure::<dyn FnMut(bool)>::new(move |newer| {
        let _left = waiting.try_set(newer);
    });
    browser::on_update(heard.as_ref().unchecked_ref());
    // The note stands as long as the page.
    heard.forget();
    move || {
        waiting.get().then(|| {
            let text = Texts::of(store.lang.get());
            view! {
                <Note weight=Weight::Info>
                    <div>
                        <b>{text.waiting}</b>
                        <p class="dim">{text.what}</p>
                    </div>
                    <div class="row">
                        <button class="btn" on:click=|_| browser::take_update()>
                            {text.reload}
                        </button>
                        <button class="btn btn-quiet" on:click=move |_| waiting.set(false)>
                            {text.later}
                        </button>
                    </div>
                </Note>
            }
        })
    }
}
