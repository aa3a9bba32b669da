//! The mappings that she saved: as files, from files, and away with them.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yifen::import::mapping::{Mapping, MappingFault, Role};
use yifen::text::mapping::{self as words, Mapping as Texts};
use yifen::text::{Lang, words as terms};

use crate::parts::field::error_line;
use crate::parts::icon::Icon;
use crate::route::Route;
use crate::store::use_store;
use crate::{download, mappings};

/// What came of the last file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    /// It was taken, and the browser keeps it or does not.
    In {
        /// Whether it does.
        kept: bool,
    },
    /// It was not.
    Not(MappingFault),
}

/// The page.
#[component]
pub fn Mappings(lang: Lang) -> impl IntoView {
    let text = Texts::of(lang);
    let own = RwSignal::new(mappings::all());
    let came = RwSignal::new(None::<Came>);
    let remove = move |name: &str| {
        mappings::remove(name);
        own.set(mappings::all());
    };
    view! {
        <div class="stack">
            <a class="back" href=Route::Files.href()>
                {Icon::Back.draw()}
                {text.back}
            </a>
            <header class="stack-s">
                <h1>{text.kept_title}</h1>
                <p class="lead">{text.kept_lead}</p>
            </header>
            {move || {
                own.with(Vec::is_empty)
                    .then(|| {
                        view! {
                            <section class="empty">
                                <h2>{text.kept_none}</h2>
                                <p class="prose">{text.kept_none_do}</p>
                            </section>
                        }
                    })
            }}
            <ul class="stack-s">
                <For each=move || own.get() key=|mapping| mapping.name.clone() let:mapping>
                    <li>
                        <One lang mapping on_remove=remove/>
                    </li>
                </For>
            </ul>
            <div class="stack-xs">
                <Picker lang own came/>
                <div role="status">
                    {move || match came.get() {
                        None => ().into_any(),
                        Some(Came::In { kept: true }) => view! { <p>{text.opened}</p> }.into_any(),
                        Some(Came::In { kept: false }) => view! { <p>{text.not_kept}</p> }.into_any(),
                        Some(Came::Not(fault)) => error_line(words::fault(lang, fault)).into_any(),
                    }}
                </div>
            </div>
        </div>
    }
}

/// A mapping with what its columns are.
#[component]
fn One(lang: Lang, mapping: Mapping, on_remove: impl Fn(&str) + 'static) -> impl IntoView {
    let text = Texts::of(lang);
    let name = mapping.name.clone();
    let columns = mapping.roles.iter().enumerate();
    let columns = columns.filter(|(_, role)| **role != Role::Ignore);
    let columns = columns.map(|(index, &role)| {
        let column = mapping.shape.get(index).filter(|name| !name.is_empty());
        let column = column
            .cloned()
            .unwrap_or_else(|| words::column(lang, index + 1));
        view! { <div><dt>{column}</dt><dd>{words::role(lang, role)}</dd></div> }
    });
    let columns = columns.collect_view();
    let side = terms::side(lang, mapping.side);
    let label = |verb: &str| format!("{verb} {name}");
    let (save_label, remove_label) = (label(text.save_file), label(text.remove));
    let save = move |_| {
        if let Some(json) = mappings::write(&mapping) {
            let file = format!("yifen-{}.json", mapping.name);
            download::save(&file, "application/json", &json);
        }
    };
    let to_remove = name.clone();
    view! {
        <article class="card stack-xs">
            <div class="row-apart">
                <h2>{name}</h2>
                <span class="chip">{side}</span>
            </div>
            <dl class="facts">{columns}</dl>
            <div class="row">
                <button class="btn" type="button" aria-label=save_label on:click=save>
                    {Icon::Save.draw()}
                    {text.save_file}
                </button>
                <button
                    class="btn btn-quiet"
                    type="button"
                    aria-label=remove_label
                    on:click=move |_| on_remove(&to_remove)
                >
                    {text.remove}
                </button>
            </div>
        </article>
    }
}

#[component]
fn Picker(lang: Lang, own: RwSignal<Vec<Mapping>>, came: RwSignal<Option<Came>>) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
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
            let told = match read(file).await {
                Ok(mapping) => {
                    let (_, kept) = mappings::save(mapping);
                    store.retry_unknown();
                    Came::In { kept }
                }
                Err(fault) => Came::Not(fault),
            };
            // The page may be gone.
            let _left = own.try_set(mappings::all());
            let _left = came.try_set(Some(told));
        });
    };
    view! {
        <div>
            <button class="btn" type="button" on:click=open>
                {text.open_file}
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
        </div>
    }
}

async fn read(file: web_sys::File) -> Result<Mapping, MappingFault> {
    // Sizes of files are far below what a float holds exactly.
    if file.size() > mappings::FILE_BYTES_MAX as f64 {
        return Err(MappingFault::TooLarge);
    }
    let text = JsFuture::from(file.text()).await.ok();
    let text = text.and_then(|text| text.as_string());
    mappings::open(&text.ok_or(MappingFault::NotJson)?)
}
