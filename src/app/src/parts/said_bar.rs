//! How much she said, always in reach: undo, redo, and whether it is kept.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yifen::text::Lang;
use yifen::text::verdict::{self, Verdict as Texts};
use yifen::verdict::Log;

use super::focus::{focus, focus_if_lost, is_writing};
use super::note::{Note, Weight};
use crate::keeping::Keeping;
use crate::route::Route;
use crate::store::{Store, use_store};

/// The heading of what she said, on the answer page.
pub const TITLE: &str = "said-title";

/// Stands at the foot of the answer and of its rows as soon as she said something.
#[component]
pub fn SaidBar(lang: Lang) -> impl IntoView {
    let store = use_store();
    let keys = window_event_listener(ev::keydown, move |event| on_key(store, &event));
    on_cleanup(move || keys.remove());
    move || {
        // What she said is explained by at once, so that the outcome tells of every change.
        let there = store.outcome.with(|outcome| matches!(outcome, Some(Ok(_))));
        store.kept.track();
        let (log, keeping) = store.said();
        let told = keeping == Keeping::SetAside || !log.is_empty();
        (there && told).then(|| bar(lang, store, &log, keeping))
    }
}

fn bar(lang: Lang, store: Store, log: &Log, keeping: Keeping) -> AnyView {
    let text = Texts::of(lang);
    let notice = match keeping {
        Keeping::Kept => None,
        Keeping::Refused => Some(text.unkept),
        Keeping::SetAside => Some(text.set_aside),
        Keeping::Locked => Some(text.locked),
    };
    let notice = notice.map(|notice| view! { <Note weight=Weight::Look><p>{notice}</p></Note> });
    let see = |_| {
        if !focus(&format!("#{TITLE}")) {
            Route::Answer.go();
        }
    };
    let button = |id: &'static str, label: &'static str, can: bool, step: Stepping| {
        view! {
            <button
                class="btn"
                id=id
                // Not `disabled`, which would take the focus away.
                aria-disabled=(!can).to_string()
                on:click=move |_| walk(store, step)
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="said-bar no-print">
            {notice}
            <div class="row">
                <span role="status">
                    <button class="btn btn-quiet" on:click=see>
                        {verdict::said(lang, log.verdicts().len())}
                    </button>
                </span>
                {button("said-undo", text.undo, log.can_undo(), Stepping::Back)}
                {button("said-redo", text.redo, log.can_redo(), Stepping::On)}
            </div>
        </div>
    }
    .into_any()
}

/// Which way she walks through what she did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stepping {
    Back,
    On,
}

fn walk(store: Store, step: Stepping) {
    let log = store.said().0;
    let can = match step {
        Stepping::Back => log.can_undo(),
        Stepping::On => log.can_redo(),
    };
    if can {
        spawn_local(async move {
            store
                .judge(|log: &mut Log| match step {
                    Stepping::Back => log.undo(),
                    Stepping::On => log.redo(),
                })
                .await;
            focus_if_lost(vec!["#said-undo".to_owned()]);
        });
    }
}

/// Ctrl or Cmd with Z, with Shift or Y the other way; not while she writes.
fn on_key(store: Store, event: &KeyboardEvent) {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || is_writing() {
        return;
    }
    let step = match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Stepping::Back,
        ("z", true) | ("y", false) => Stepping::On,
        _ => return,
    };
    event.prevent_default();
    walk(store, step);
}
