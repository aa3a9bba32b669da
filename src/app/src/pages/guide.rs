//! The guide: where to begin, search, and every cause by group.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yifen::cause::{Cause, Group};
use yifen::guide::{Hit, Topic};
use yifen::text::guide::Guide as Words;
use yifen::text::pages::{self, GuidePage as Texts};
use yifen::text::{Lang, cause, words};

use crate::parts::icon::Icon;
use crate::parts::shape::{shape, tone};
use crate::route::Route;
use crate::store::{Store, use_store};

pub mod closing;
pub mod entry;
pub mod interview;

/// The groups in the order of what they ask of her.
const ORDER: [Group; 5] = [
    Group::Claim,
    Group::Look,
    Group::Transit,
    Group::Normal,
    Group::Root,
];

/// The list of all entries.
#[component]
pub fn Guide(lang: Lang) -> impl IntoView {
    let text = Texts::of(lang);
    let words = Words::of(lang);
    let query = RwSignal::new(String::new());
    let hits = RwSignal::new(None::<Vec<Hit>>);
    let store = use_store();
    let look = move |written: String| search(store, lang, written, query, hits);
    view! {
        <div class="stack">
            <header class="stack-s">
                <h1>{text.title}</h1>
                <p class="lead">{text.lead}</p>
            </header>
            <div class="stack-s">
            <div class="field" role="search">
                <label for="guide-search">{words.search}</label>
                <input
                    id="guide-search"
                    type="search"
                    autocomplete="off"
                    placeholder=words.search_hint
                    prop:value=query
                    on:input:target=move |event| look(event.target().value())
                />
            </div>
            <div role="status" class="stack-s">
                {move || hits.get().map(|hits| found(lang, &hits))}
            </div>
            </div>
            {move || hits.with(Option::is_none).then(|| view! { <Everything lang/> })}
        </div>
    }
}

/// Asks the worker; only the answer to her latest words is shown.
fn search(
    store: Store,
    lang: Lang,
    written: String,
    query: RwSignal<String>,
    hits: RwSignal<Option<Vec<Hit>>>,
) {
    query.set(written.clone());
    if written.trim().is_empty() {
        return hits.set(None);
    }
    spawn_local(async move {
        let found = store.guide_search(written.clone(), lang).await;
        if query.try_get_untracked() == Some(written) {
            let _left = hits.try_set(found);
        }
    });
}

fn found(lang: Lang, hits: &[Hit]) -> impl IntoView + use<> {
    let words = Words::of(lang);
    if hits.is_empty() {
        return view! {
            <div class="empty">
                <p>{words.none}</p>
                <a class="btn" href=Route::Interview.href()>
                    {words.interview}
                </a>
            </div>
        }
        .into_any();
    }
    let entries = hits
        .iter()
        .map(|hit| {
            let group = match hit.topic {
                Topic::Cause(cause) => cause.group(),
                Topic::SixSteps | Topic::Closing | Topic::Contacts => Group::Root,
            };
            view! {
                <li>
                    <a class="hit" href=Route::of_topic(hit.topic).href()>
                        {shape(group)}
                        <span>
                            <b>{hit.title.clone()}</b>
                            <small>{hit.line.clone()}</small>
                        </span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="hits">{entries}</ul> }.into_any()
}

/// The four ways in, and the groups.
#[component]
fn Everything(lang: Lang) -> impl IntoView {
    let words = Words::of(lang);
    let way = |route: Route, icon: Icon, title: &'static str, lead: &'static str| {
        view! {
            <a class="way" href=route.href()>
                {icon.draw()}
                <span>
                    <b>{title}</b>
                    <small>{lead}</small>
                </span>
            </a>
        }
    };
    view! {
        <nav class="ways" aria-label=Texts::of(lang).title>
            {way(Route::SixSteps, Icon::Guide, words.six_steps, words.six_steps_lead)}
            {way(Route::Interview, Icon::Info, words.interview, words.interview_lead)}
            {way(Route::Closing, Icon::Check, words.closing, words.closing_lead)}
            {way(Route::Contacts, Icon::Phone, words.contacts, words.contacts_lead)}
        </nav>
        {ORDER.map(|group| view! { <Entries lang group/> })}
    }
}

#[component]
fn Entries(lang: Lang, group: Group) -> impl IntoView {
    let entries = Cause::ALL
        .iter()
        .filter(|cause| cause.group() == group)
        .map(|&cause| {
            view! {
                <li>
                    <a class="entry" href=Route::Guide(Some(cause)).href()>
                        <b>{cause::name(lang, cause)}</b>
                        <small>{cause::short(lang, cause)}</small>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="stack-xs">
            <div class=format!("group-head {}", tone(group))>
                {shape(group)}
                <h2>{words::group(lang, group)}</h2>
            </div>
            <p class="dim">{pages::group_lead(lang, group)}</p>
            <ul class="entries">{entries}</ul>
        </section>
    }
}
