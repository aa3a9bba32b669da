//! Sets the passphrase and takes it away.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::SubmitEvent;
use yifen::text::Lang;
use yifen::text::privacy::Passphrase as Texts;

use crate::parts::field::TextField;
use crate::parts::note::{Note, Weight};
use crate::store::use_store;
use crate::{browser, kept};

/// Shorter ones are guessed in hours, whatever they are made of.
const PASSPHRASE_MIN: usize = 8;

#[component]
pub fn Lock(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let body = move || {
        store.kept.track();
        match kept::state() {
            _ if !browser::can_lock() => view! { <p class="prose">{text.cannot}</p> }.into_any(),
            kept::State::Open => view! { <Set lang/> }.into_any(),
            kept::State::Unlocked => view! { <TakeAway lang/> }.into_any(),
            kept::State::Locked => view! { <p class="prose">{text.locked}</p> }.into_any(),
        }
    };
    view! {
        <section class="stack-s" aria-labelledby="lock-title">
            <h2 id="lock-title">{text.title}</h2>
            <p class="prose">{text.lead}</p>
            {body}
        </section>
    }
}

#[component]
fn Set(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let [first, again] = [(); 2].map(|()| RwSignal::new(String::new()));
    let wrong = RwSignal::new((None::<&'static str>, None::<&'static str>));
    let busy = RwSignal::new(false);
    let set = move |event: SubmitEvent| {
        event.prevent_default();
        let passphrase = first.get_untracked();
        if passphrase.chars().count() < PASSPHRASE_MIN {
            return wrong.set((Some(text.too_short), None));
        }
        if passphrase != again.get_untracked() {
            return wrong.set((None, Some(text.differ)));
        }
        busy.set(true);
        spawn_local(async move {
            match kept::lock(&passphrase).await {
                Ok(()) => store.kept.update(|kept| *kept = kept.wrapping_add(1)),
                Err(_) => {
                    let told = (Some(text.not_kept), None);
                    let _left = (wrong.try_set(told), busy.try_set(false));
                }
            }
        });
    };
    view! {
        <Note weight=Weight::Look><p>{text.warning}</p></Note>
        <form class="stack-s" on:submit=set>
            <div class="fields">
                <TextField
                    id="passphrase-new".to_owned()
                    label=text.passphrase
                    value=first
                    kind="password"
                    hint=text.hint
                    error=Signal::derive(move || wrong.get().0.map(str::to_owned))
                    on_input=move |written| first.set(written)
                />
                <TextField
                    id="passphrase-again".to_owned()
                    label=text.again
                    value=again
                    kind="password"
                    error=Signal::derive(move || wrong.get().1.map(str::to_owned))
                    on_input=move |written| again.set(written)
                />
            </div>
            <div class="row">
                <button class="btn" disabled=move || busy.get()>
                    {text.set}
                </button>
            </div>
        </form>
    }
}

#[component]
fn TakeAway(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let failed = RwSignal::new(false);
    let take_away = move |_| match kept::take_passphrase_away() {
        Ok(()) => store.kept.update(|kept| *kept = kept.wrapping_add(1)),
        Err(_) => failed.set(true),
    };
    view! {
        <Note weight=Weight::Info><p>{text.is_set}</p></Note>
        <div class="row">
            <button class="btn" on:click=take_away>
                {text.take_away}
            </button>
            <span role="status">{move || failed.get().then_some(text.not_kept)}</span>
        </div>
    }
}
