//! Where files come in: dropped anywhere on the window, or chosen.

use leptos::{ev, prelude::*};
use wasm_bindgen::prelude::JsCast;
use web_sys::{DataTransfer, Event, File, FileList, HtmlInputElement};
use yifen::record::Side;
use yifen::text::files::{self, Files as Texts};
use yifen::text::{Lang, words};

use super::amount;
use super::icon::Icon;
use crate::route::Route;
use crate::store::use_store;

/// Kinds of files that the picker offers first; everything can be dropped.
const ACCEPT: &str = ".csv,.txt,.xlsx,.xls,.xlsm,.ods,.zip,.gz,.xml,.ofx,.qif,.sta,.mt940";

/// The icon of a side.
pub const fn side_icon(side: Side) -> Icon {
    match side {
        Side::Register => Icon::Register,
        Side::Provider => Icon::Provider,
        Side::Bank => Icon::Bank,
    }
}

/// The drop zone with a place for each of the three files.
#[component]
pub fn DropZone(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let empty = move || store.files.with(Vec::is_empty);
    let picker = NodeRef::<leptos::html::Input>::new();
    let choose = move |_| {
        if let Some(input) = picker.get() {
            input.click();
        }
    };
    let chosen = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        store.add_files(list(input.files()));
        // The same file may be chosen again after it was removed.
        input.set_value("");
    };
    let try_sample = move |_| {
        store.load_sample();
        Route::Answer.go();
    };
    view! {
        <section class="drop" aria-labelledby="drop-title">
            <h2 id="drop-title">{move || if empty() { text.drop } else { text.drop_more }}</h2>
            <ul class="slots">
                {[Side::Register, Side::Provider, Side::Bank].map(|side| view! { <Slot lang side/> })}
            </ul>
            <div class="drop-actions">
                <input
                    type="file"
                    multiple
                    accept=ACCEPT
                    class="unseen"
                    tabindex="-1"
                    aria-hidden="true"
                    node_ref=picker
                    on:change=chosen
                />
                <button class="btn" class:btn-primary=empty on:click=choose>
                    {text.pick}
                </button>
                {move || {
                    empty()
                        .then(|| {
                            view! {
                                <button class="btn" on:click=try_sample>
                                    {text.sample}
                                </button>
                            }
                        })
                }}
            </div>
        </section>
    }
}

/// The place of one of the three files: empty, or how many rows fill it.
#[component]
fn Slot(lang: Lang, side: Side) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let rows = Memo::new(move |_| {
        store.files.with(|files| {
            files
                .iter()
                .filter(|file| file.report.side == side)
                .map(|file| u64::from(file.report.rows))
                .reduce(|sum, rows| sum + rows)
        })
    });
    let from = match side {
        Side::Register => text.register_from,
        Side::Provider => text.provider_from,
        Side::Bank => text.bank_from,
    };
    let state = move || match rows.get() {
        Some(rows) => files::rows(lang, &amount::count(lang, rows)),
        None => from.to_owned(),
    };
    let icon = move || {
        if rows.get().is_some() {
            Icon::Tick.draw()
        } else {
            side_icon(side).draw()
        }
    };
    view! {
        <li class="slot" class:slot-full=move || rows.get().is_some()>
            {icon}
            <span>
                <b>{words::side(lang, side)}</b>
                <small>{state}</small>
            </span>
        </li>
    }
}

/// Takes drops anywhere on the window and shows that they will be taken.
#[component]
pub fn DropVeil() -> impl IntoView {
    let store = use_store();
    let over = RwSignal::new(false);
    let entering = window_event_listener(ev::dragover, move |event| {
        if event.data_transfer().is_some_and(|data| has_files(&data)) {
            event.prevent_default();
            over.set(true);
        }
    });
    let leaving = window_event_listener(ev::dragleave, move |event| {
        // Without a related target the pointer has left the window, not only an element of it.
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let dropping = window_event_listener(ev::drop, move |event| {
        over.set(false);
        let Some(data) = event.data_transfer().filter(has_files) else {
            return;
        };
        event.prevent_default();
        let files = list(data.files());
        if !files.is_empty() {
            store.add_files(files);
            Route::Files.go();
        }
    });
    on_cleanup(move || {
        entering.remove();
        leaving.remove();
        dropping.remove();
    });
    move || {
        over.get()
            .then(|| view! { <div class="veil">{Texts::of(store.lang.get()).drop_now}</div> })
    }
}

fn has_files(data: &DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "Files")
}

fn list(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|index| files.item(index))
        .map(JsCast::unchecked_into)
        .collect()
}
