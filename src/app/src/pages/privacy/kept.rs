//! What stays where, by kind and size, and saving it as a file.

use std::collections::BTreeMap;

use js_sys::{JSON, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::JsValue;
use wasm_bindgen_futures::spawn_local;
use yifen::protocol::VERSION;
use yifen::text::Lang;
use yifen::text::privacy::{self, Kind, PrivacyPage as Texts};

use crate::parts::icon::Icon;
use crate::parts::note::{Note, Weight};
use crate::store::use_store;
use crate::{browser, download, kept, preference};

#[component]
pub fn Stays(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let offline = RwSignal::new(None::<u64>);
    Effect::new(move || {
        store.kept.track();
        spawn_local(async move {
            let bytes = browser::offline_bytes().await.ok();
            // A whole number of bytes, far below what a float holds exactly.
            let bytes = bytes
                .and_then(|bytes| bytes.as_f64())
                .map(|bytes| bytes as u64);
            let _left = offline.try_set(bytes);
        });
    });
    let row = |what: &'static str, how: AnyView| {
        view! {
            <tr>
                <th scope="row">{what}</th>
                <td>{how}</td>
            </tr>
        }
    };
    let kinds = move || {
        // Choices are kept beside it; what the switches show is what was chosen.
        store.kept.track();
        store.theme.track();
        sizes()
            .into_iter()
            .map(|(kind, bytes)| {
                let how = privacy::size(lang, bytes).into_any();
                row(privacy::kind(lang, kind), how)
            })
            .collect_view()
    };
    let copy = move || match offline.get() {
        Some(bytes) if bytes > 0 => privacy::size(lang, bytes),
        _ => text.nothing.to_owned(),
    };
    view! {
        <section class="stack-s" aria-labelledby="stays-title">
            <h2 id="stays-title">{text.stays_title}</h2>
            {move || {
                store.kept.track();
                (!kept::works())
                    .then(|| view! { <Note weight=Weight::Look><p>{text.not_works}</p></Note> })
            }}
            <table class="ledger">
                <thead>
                    <tr>
                        <th scope="col">{text.kind}</th>
                        <th scope="col">{text.size}</th>
                    </tr>
                </thead>
                <tbody>
                    {row(text.files, text.files_where.into_any())}
                    {row(text.answer, text.answer_where.into_any())}
                    {kinds}
                    {row(text.offline, copy.into_any())}
                </tbody>
            </table>
            <div class="row">
                <button class="btn" on:click=move |_| export()>
                    {Icon::Save.draw()}
                    {text.export}
                </button>
            </div>
        </section>
    }
}

/// The bytes of what is kept, by kind.
fn sizes() -> BTreeMap<Kind, u64> {
    let mut sizes = BTreeMap::new();
    for (key, text) in kept::all() {
        let bytes = u64::try_from(key.len() + text.len()).unwrap_or(u64::MAX);
        *sizes.entry(preference::kind(&key)).or_default() += bytes;
    }
    sizes
}

/// Saves all of it, readable, as one file.
fn export() {
    let (file, texts) = (Object::new(), Object::new());
    let set = |object: &Object, key: &str, value: &JsValue| {
        // Fails on frozen objects only; these were made here.
        let _set = Reflect::set(object, &JsValue::from_str(key), value);
    };
    for (key, text) in kept::all() {
        let value = JSON::parse(&text).unwrap_or_else(|_| JsValue::from_str(&text));
        set(&texts, &key, &value);
    }
    set(&file, "version", &JsValue::from_str(VERSION));
    set(&file, "kept", &texts);
    let text = JSON::stringify_with_replacer_and_space(&file, &JsValue::NULL, &JsValue::from(2));
    if let Some(text) = text.ok().and_then(|text| text.as_string()) {
        download::save("yifen-kept.json", "application/json", &text);
    }
}
