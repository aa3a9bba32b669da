//! Long work: what is done, how far, and how to stop it. Trouble of the worker stands here too.

use leptos::prelude::*;
use yifen::text::app::{self, App};
use yifen::text::{Lang, shell};

use super::note::{Note, Weight};
use crate::store::{Doing, Trouble, Work, use_store};

/// Shown while work lasts longer than a moment.
#[component]
pub fn WorkBar() -> impl IntoView {
    let store = use_store();
    let long = Memo::new(move |_| {
        store
            .work
            .with(|work| work.as_ref().is_some_and(|work| work.long))
    });
    move || {
        long.get().then(|| {
            let lang = store.lang.get();
            let text = App::of(lang);
            let label = move || store.work.with(|work| work.as_ref().map(|work| words(lang, work)));
            let percent = move || store.work.with(|work| work.as_ref().map(|work| work.percent));
            view! {
                <div class="work" role="group" aria-label=text.progress>
                    <span aria-live="polite">{label}</span>
                    <button class="btn btn-quiet" on:click=move |_| store.cancel()>
                        {text.cancel}
                    </button>
                    <progress max="100" prop:value=move || percent().map(f64::from) aria-label=text.progress></progress>
                </div>
            }
        })
    }
}

fn words(lang: Lang, work: &Work) -> String {
    let what = match &work.doing {
        Doing::Import { name, ahead } => app::reading(lang, name, *ahead),
        Doing::Sample => app::loading_sample(lang).to_owned(),
        Doing::Explain => app::explaining(lang).to_owned(),
    };
    match work.stage {
        Some(stage) => app::progress(lang, &what, app::stage(lang, stage), work.percent),
        None => what,
    }
}

/// Shown when the worker is gone.
#[component]
pub fn TroubleNote() -> impl IntoView {
    let store = use_store();
    move || {
        store.trouble.get().map(|trouble| {
            let lang = store.lang.get();
            let text = App::of(lang);
            let (what, hint) = match trouble {
                Trouble::Broken => (text.broken, text.broken_do),
                Trouble::OtherVersion => (text.other_version, text.other_version_do),
            };
            let act = move |_| match trouble {
                Trouble::Broken => store.revive(),
                Trouble::OtherVersion => reload(),
            };
            let label = match trouble {
                Trouble::Broken => text.revive,
                Trouble::OtherVersion => shell::BROKEN.of(lang).reload,
            };
            view! {
                <Note weight=Weight::Error>
                    <div>
                        <b>{what}</b>
                        <p class="dim">{hint}</p>
                    </div>
                    <button class="btn" on:click=act>
                        {label}
                    </button>
                </Note>
            }
        })
    }
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // Refused only where the document is being closed.
        let _refused = window.location().reload();
    }
}
