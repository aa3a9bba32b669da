//! The evidence pack: the letter to read and edit, then the zip to save.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yifen::protocol::{PackOf, Papers};
use yifen::text::Lang;
use yifen::text::guide::Guide as Words;
use yifen::text::letter::{self, Letter as Texts};

use crate::parts::icon::Icon;
use crate::parts::note::{Note, Weight};
use crate::route::Route;
use crate::store::use_store;

/// What is known of the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Loading,
    /// There is nothing to write about, or the answer is gone.
    Nothing,
    There(Box<Papers>),
}

/// How saving went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Saved {
    NotYet,
    Done,
    Failed,
}

/// The page.
#[component]
pub fn Pack(lang: Lang, of: PackOf) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let letter_lang = RwSignal::new(lang);
    let draft = RwSignal::new(State::Loading);
    let letter = RwSignal::new(String::new());
    let fetch = move |lang: Lang| {
        spawn_local(async move {
            let found = store.papers(of, lang).await;
            let first = found.as_ref().map(|papers| papers.letter.clone());
            let _left = letter.try_set(first.unwrap_or_default());
            let there = |papers| State::There(Box::new(papers));
            let _left = draft.try_set(found.map_or(State::Nothing, there));
        });
    };
    fetch(lang);
    let choose = move |lang: Lang| {
        letter_lang.set(lang);
        fetch(lang);
    };
    view! {
        <article class="stack guide">
            <a class="back" href=Route::Answer.href()>
                {Icon::Back.draw()}
                {Words::of(lang).back_answer}
            </a>
            <header class="stack-xs no-print">
                <h1>{text.title}</h1>
                <p class="lead">{text.lead}</p>
            </header>
            {move || match draft.get() {
                State::Loading => {
                    view! {
                        <div class="loading" role="status">
                            <span class="unseen">{Words::of(lang).loading}</span>
                            <div class="bone"></div>
                            <div class="bone"></div>
                        </div>
                    }
                        .into_any()
                }
                State::Nothing => {
                    view! {
                        <section class="empty">
                            <h2>{text.nothing}</h2>
                            <p>{text.nothing_do}</p>
                        </section>
                    }
                        .into_any()
                }
                State::There(papers) => {
                    let first = papers.letter.clone();
                    view! {
                        <Editor lang of first letter letter_lang choose/>
                        {rows(lang, &papers)}
                        {checklist(lang, &papers)}
                    }
                        .into_any()
                }
            }}
        </article>
    }
}

#[component]
fn Editor(
    lang: Lang,
    of: PackOf,
    first: String,
    letter: RwSignal<String>,
    letter_lang: RwSignal<Lang>,
    choose: impl Fn(Lang) + Copy + 'static,
) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let saved = RwSignal::new(Saved::NotYet);
    let save = move |_| {
        spawn_local(async move {
            let written = letter.get_untracked();
            let done = store
                .save_pack(of, letter_lang.get_untracked(), written)
                .await;
            let _left = saved.try_set(if done { Saved::Done } else { Saved::Failed });
        });
    };
    let choice = move |of: Lang, label: &'static str| {
        view! {
            <button
                class="segment"
                aria-pressed=move || if letter_lang.get() == of { "true" } else { "false" }
                on:click=move |_| choose(of)
            >
                {label}
            </button>
        }
    };
    let first = StoredValue::new(first);
    let changed = move || first.with_value(|first| letter.with(|letter| letter != first));
    view! {
        <div class="segments no-print" role="group" aria-label=text.language>
            {choice(Lang::Zh, text.chinese)}
            {choice(Lang::En, text.english)}
        </div>
        <div class="field letter">
            <label for="letter">{text.letter}</label>
            <small class="dim no-print" id="letter-hint">
                {text.letter_hint}
            </small>
            <textarea
                id="letter"
                class="no-print"
                rows="24"
                aria-describedby="letter-hint"
                prop:value=letter
                on:input:target=move |event| {
                    letter.set(event.target().value());
                    saved.set(Saved::NotYet);
                }
            ></textarea>
            // Paper has no scroll bar: what is printed is the text itself.
            <div class="letter-print">{move || letter.get()}</div>
        </div>
        <div class="row actions">
            <button class="btn btn-primary" on:click=save>
                {Icon::Save.draw()}
                {text.save}
            </button>
            <button class="btn" on:click=|_| print()>
                {Icon::Print.draw()}
                {text.print}
            </button>
            {move || {
                changed()
                    .then(|| {
                        view! {
                            <button
                                class="btn btn-quiet"
                                on:click=move |_| letter.set(first.get_value())
                            >
                                {text.again}
                            </button>
                        }
                    })
            }}
        </div>
        <div role="status" class="no-print">
            {move || match saved.get() {
                Saved::NotYet => None,
                Saved::Done => {
                    Some(view! { <Note weight=Weight::Info><p>{text.wrote}</p></Note> }.into_any())
                }
                Saved::Failed => {
                    Some(view! { <Note weight=Weight::Look><p>{text.failed}</p></Note> }.into_any())
                }
            }}
        </div>
        <section class="stack-xs no-print">
            <h2>{text.inside}</h2>
            <ul class="bullets">
                <li>{text.inside_letter}</li>
                <li>{text.inside_rows}</li>
                <li>{text.inside_csv}</li>
                <li>{text.inside_answer}</li>
                <li>{text.inside_list}</li>
            </ul>
            <p class="dim">{text.masked}</p>
        </section>
    }
}

/// The rows as they stand in the sheet, as far as paper takes them.
fn rows(lang: Lang, papers: &Papers) -> impl IntoView + use<> {
    let text = Texts::of(lang);
    let titles = papers
        .titles
        .iter()
        .map(|title| view! { <th scope="col">{title.clone()}</th> })
        .collect_view();
    let rows = papers
        .rows
        .iter()
        .map(|row| {
            let cells = row
                .iter()
                .map(|cell| view! { <td class="num">{cell.clone()}</td> })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    let more = (papers.more > 0)
        .then(|| view! { <p class="dim">{letter::more_rows(lang, papers.more)}</p> });
    view! {
        <section class="stack-xs papers">
            <h2>{text.sheet_rows}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=text.sheet_rows>
                <table class="ledger">
                    <thead>
                        <tr>{titles}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more}
            <p>
                <b>{text.total} " " <span class="num">{papers.total.clone()}</span></b>
            </p>
        </section>
    }
}

/// What she must add herself.
fn checklist(lang: Lang, papers: &Papers) -> impl IntoView + use<> {
    let parts = papers
        .checklist
        .iter()
        .enumerate()
        .map(|(place, (heading, points))| {
            let points = points
                .iter()
                .map(|point| {
                    view! {
                        <li>
                            <label class="check">
                                <input type="checkbox"/>
                                <span>{point.clone()}</span>
                            </label>
                        </li>
                    }
                })
                .collect_view();
            let heading = if place == 0 {
                view! { <h2>{heading.clone()}</h2> }.into_any()
            } else {
                view! { <h3>{heading.clone()}</h3> }.into_any()
            };
            view! {
                {heading}
                <ul>{points}</ul>
            }
        })
        .collect_view();
    view! { <section class="stack-xs papers" aria-label=Texts::of(lang).checklist>{parts}</section> }
}

fn print() {
    if let Some(window) = web_sys::window() {
        // Refused where the browser forbids printing, and it says so itself.
        let _refused = window.print();
    }
}
