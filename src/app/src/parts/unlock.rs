//! Asks for the passphrase where what is kept is locked.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::SubmitEvent;
use yifen::text::privacy::Passphrase as Texts;

use super::field::TextField;
use super::note::{Note, Weight};
use crate::kept::{self, State};
use crate::store::use_store;

/// Shown on every page until she gives the passphrase or puts it off.
#[component]
pub fn UnlockNote() -> impl IntoView {
    let store = use_store();
    let later = RwSignal::new(false);
    move || {
        store.kept.track();
        (kept::state() == State::Locked && !later.get()).then(|| {
            let text = Texts::of(store.lang.get());
            view! {
                <Note weight=Weight::Look>
                    <div class="stack-s">
                        <b>{text.locked}</b>
                        <p class="dim">{text.locked_do}</p>
                        <Unlock text later/>
                    </div>
                </Note>
            }
        })
    }
}

#[component]
fn Unlock(text: &'static Texts, later: RwSignal<bool>) -> impl IntoView {
    let passphrase = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<&'static str>);
    let busy = RwSignal::new(false);
    let unlock = move |event: SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        spawn_local(async move {
            if kept::unlock(&passphrase.get_untracked()).await.is_err() {
                let _left = (wrong.try_set(Some(text.wrong)), busy.try_set(false));
            }
        });
    };
    view! {
        <form class="stack-s" on:submit=unlock>
            <TextField
                id="passphrase".to_owned()
                label=text.passphrase
                value=passphrase
                kind="password"
                error=Signal::derive(move || wrong.get().map(str::to_owned))
                on_input=move |written| passphrase.set(written)
            />
            <div class="row">
                <button class="btn" disabled=move || busy.get()>
                    {text.unlock}
                </button>
                <button type="button" class="btn btn-quiet" on:click=move |_| later.set(true)>
                    {text.later}
                </button>
            </div>
        </form>
        <details class="fold">
            <summary>{text.forgotten}</summary>
            <p>{text.warning}</p>
            <button class="btn" on:click=|_| kept::forget_locked()>
                {text.forgotten}
            </button>
        </details>
    }
}
