//! Handing on: my contract, a plan as a file, a calculation as a link.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yifen::fees::encode;
use yifen::money::Currency;
use yifen::settings::{Contract, Settings};
use yifen::text::fees;

use super::desk::{Desk, remark};
use super::draft::{Origin, PlanDraft};
use crate::download;
use crate::parts::field::error_line;
use crate::preference;
use crate::route::Route;
use crate::store::use_store;

/// The layout of plan files; another number is another layout.
const SCHEMA: u32 = 1;

/// A plan file is a few hundred bytes; nothing of this size is one.
const FILE_BYTES_MAX: u64 = 100_000;

/// A plan as a file.
#[derive(Serialize, Deserialize)]
struct PlanFile {
    yifen_plan: u32,
    currency: Currency,
    contract: Contract,
}

/// The row of actions below the tabs.
#[component]
pub fn HandOn(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let store = use_store();
    let saved = RwSignal::new(None::<Contract>);
    let bad_file = RwSignal::new(false);
    let link = RwSignal::new(None::<Result<String, yifen::fees::ShareError>>);
    // A link is of what stands in the fields now.
    Effect::new(move |before: Option<()>| {
        desk.draft.track();
        if before.is_some() {
            link.set(None);
        }
    });
    let keep = move |_| {
        if let Ok(contract) = desk.plan.get_untracked() {
            let currency = desk.currency.get_untracked();
            preference::keep_contract(Some(&contract));
            let settings = store.settings.get_untracked();
            store.set_settings(Settings {
                currency,
                contract: Some(contract.clone()),
                ..settings
            });
            desk.change(|draft| draft.plan = PlanDraft::of(Origin::Own, &contract, currency));
            saved.set(Some(contract));
        }
    };
    let is_saved = move || saved.with(|saved| saved.is_some() && desk.plan.get().ok() == *saved);
    let export = move |_| {
        if let Ok(contract) = desk.plan.get_untracked()
            && let Some(json) = write_plan(contract, desk.currency.get_untracked())
        {
            download::save("yifen-plan.json", "application/json", &json);
        }
    };
    let share = move |_| {
        if let Ok(contract) = desk.plan.get_untracked() {
            let shared = desk.draft.with_untracked(|draft| draft.share(&contract));
            link.set(Some(encode(&shared).map(|query| address(&query))));
        }
    };
    let broken = move || desk.plan.with(Result::is_err);
    view! {
        <section class="stack-s no-print">
            <div class="row">
                <button class="btn btn-primary" type="button" disabled=broken on:click=keep>
                    {text.save_contract}
                </button>
                <button class="btn" type="button" disabled=broken on:click=share>
                    {text.share}
                </button>
                <button class="btn" type="button" disabled=broken on:click=export>
                    {text.export}
                </button>
                <PlanFilePicker desk bad_file/>
            </div>
            <div role="status">
                {move || is_saved().then(|| view! { <p>{text.saved_contract}</p> })}
                {move || bad_file.get().then(|| error_line(text.import_bad.to_owned()))}
                {move || match link.get() {
                    None => ().into_any(),
                    Some(Err(error)) => remark(fees::share_error(desk.lang, error)).into_any(),
                    Some(Ok(address)) => view! { <Link desk address/> }.into_any(),
                }}
            </div>
        </section>
    }
}

#[component]
fn Link(desk: Desk, address: String) -> impl IntoView {
    let text = desk.text();
    let copied = RwSignal::new(false);
    let to_copy = address.clone();
    let copy = move |_| {
        if let Some(window) = web_sys::window() {
            let promise = window.navigator().clipboard().write_text(&to_copy);
            spawn_local(async move {
                // Where the browser refuses, the field beside it can be copied by hand.
                copied.set(JsFuture::from(promise).await.is_ok());
            });
        }
    };
    view! {
        <div class="field">
            <label for="link">{text.share_label}</label>
            <div class="row link-row">
                <input
                    id="link"
                    type="text"
                    readonly
                    prop:value=address
                    on:focus:target=move |event| event.target().select()
                />
                <button class="btn" type="button" on:click=copy>
                    {move || if copied.get() { text.copied } else { text.copy }}
                </button>
            </div>
            <small class="dim">{text.share_hint}</small>
        </div>
    }
}

#[component]
fn PlanFilePicker(desk: Desk, bad_file: RwSignal<bool>) -> impl IntoView {
    let text = desk.text();
    let input = NodeRef::<leptos::html::Input>::new();
    let open = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let picked = move |event: web_sys::Event| {
        let Some(input) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be chosen again after it was mended.
        input.set_value("");
        let Some(file) = file else { return };
        spawn_local(async move {
            let small = file.size() <= FILE_BYTES_MAX as f64;
            let text = if small {
                JsFuture::from(file.text()).await.ok()
            } else {
                None
            };
            let plan = text.and_then(|text| read_plan(&text.as_string()?));
            bad_file.set(plan.is_none());
            if let Some(plan) = plan {
                desk.change(|draft| draft.take_plan(plan));
            }
        });
    };
    view! {
        <button class="btn" type="button" on:click=open>
            {text.import}
        </button>
        <input
            class="unseen"
            type="file"
            accept=".json,application/json"
            tabindex="-1"
            aria-hidden="true"
            node_ref=input
            on:change=picked
        />
    }
}

/// The address of this page with a calculation.
fn address(query: &str) -> String {
    let base = web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    let base = base.split('#').next().unwrap_or_default();
    format!("{base}{}?{query}", Route::Calculator.href())
}

fn write_plan(contract: Contract, currency: Currency) -> Option<String> {
    let file = PlanFile {
        yifen_plan: SCHEMA,
        currency,
        contract,
    };
    let value = file
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .ok()?;
    let json = js_sys::JSON::stringify_with_replacer_and_space(
        &value,
        &JsValue::NULL,
        &JsValue::from_f64(1.0),
    );
    json.ok()?.as_string()
}

/// A plan file; `None` for everything else, a plan with a bad field included.
fn read_plan(text: &str) -> Option<PlanDraft> {
    let value = js_sys::JSON::parse(text).ok()?;
    let file: PlanFile = serde_wasm_bindgen::from_value(value).ok()?;
    let plan = PlanDraft::of(Origin::Imported, &file.contract, file.currency);
    (file.yifen_plan == SCHEMA && plan.read().is_ok()).then_some(plan)
}
