//! Without files: a few questions, and the causes they lead to.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsValue;
use yifen::cause::Cause;
use yifen::guide::interview::{Question, follow};
use yifen::text::guide::{Guide as Words, Interview as Texts};
use yifen::text::{Lang, cause, words};

use crate::parts::icon::Icon;
use crate::parts::shape::{shape, tone};
use crate::route::{self, Route};

/// The name of the answers behind the address, so that they survive a change of language and the way
/// back from an entry.
const ANSWERS: &str = "a";

/// The page.
#[component]
pub fn Interview(lang: Lang) -> impl IntoView {
    let text = Texts::of(lang);
    let answers = RwSignal::new(written());
    Effect::new(move || keep(&answers.get()));
    let answer = move |at: usize, chosen: usize| {
        answers.update(|answers| {
            answers.truncate(at);
            answers.push(chosen);
        });
    };
    view! {
        <article class="stack guide">
            <a class="back" href=Route::Guide(None).href()>
                {Icon::Back.draw()}
                {Words::of(lang).back}
            </a>
            <header class="stack-xs">
                <h1>{text.title}</h1>
                <p class="lead">{text.lead}</p>
            </header>
            <For
                each=move || answers.with(|answers| stages(answers))
                key=|stage| stage.clone()
                let:stage
            >
                {follow(&stage)
                    .asked
                    .last()
                    .map(|(asked, _)| one(text, stage.len(), asked, answers, answer))}
            </For>
            <div role="status">
                {move || {
                    follow(&answers.get()).causes.map(|causes| likely(lang, causes))
                }}
            </div>
            {move || {
                (!answers.with(Vec::is_empty))
                    .then(|| {
                        view! {
                            <p class="row">
                                <button class="btn" on:click=move |_| answers.set(Vec::new())>
                                    {text.restart}
                                </button>
                                <a class="btn btn-quiet" href=Route::Files.href()>
                                    {text.files}
                                </a>
                            </p>
                        }
                    })
            }}
        </article>
    }
}

/// The answers before each question that is asked. A question is drawn anew only where one of these
/// changed, so that a pressed button keeps the focus.
fn stages(answers: &[usize]) -> Vec<Vec<usize>> {
    let asked = follow(answers).asked.len();
    (0..asked)
        .map(|at| answers.iter().take(at).copied().collect())
        .collect()
}

/// A question with its answers; the chosen one is pressed, and another press changes it.
fn one(
    text: &'static Texts,
    at: usize,
    question: &'static Question,
    answers: RwSignal<Vec<usize>>,
    answer: impl Fn(usize, usize) + Copy + 'static,
) -> impl IntoView {
    let choices = question
        .answers
        .iter()
        .enumerate()
        .map(|(index, reply)| {
            let pressed = move || answers.with(|answers| answers.get(at) == Some(&index));
            view! {
                <button
                    class="segment"
                    aria-pressed=move || if pressed() { "true" } else { "false" }
                    on:click=move |_| answer(at, index)
                >
                    {(reply.says)(text)}
                </button>
            }
        })
        .collect_view();
    let id = format!("question-{at}");
    view! {
        <section class="stack-s" role="group" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{at + 1} ". " {(question.asks)(text)}</h2>
            <div class="segments">{choices}</div>
        </section>
    }
}

fn likely(lang: Lang, causes: &'static [Cause]) -> impl IntoView {
    let text = Texts::of(lang);
    let list = causes
        .iter()
        .map(|&cause| {
            let group = cause.group();
            view! {
                <li>
                    <a class="hit" href=Route::Guide(Some(cause)).href()>
                        {shape(group)}
                        <span>
                            <b>{cause::name(lang, cause)}</b>
                            " "
                            <span class=format!("chip {}", tone(group))>{words::group(lang, group)}</span>
                            <small>{cause::short(lang, cause)}</small>
                        </span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card stack-s">
            <h2>{text.likely}</h2>
            <p class="dim">{text.likely_lead}</p>
            <ol class="hits">{list}</ol>
        </section>
    }
}

fn written() -> Vec<usize> {
    let query = route::query(ANSWERS).unwrap_or_default();
    let numbers = query.split('.').map_while(|part| part.parse().ok());
    let answers: Vec<usize> = numbers.collect();
    // What leads nowhere was not written by this page.
    let asked = follow(&answers).asked;
    let valid = asked.iter().filter(|(_, chosen)| chosen.is_some()).count();
    answers.into_iter().take(valid).collect()
}

/// Puts the answers behind the address without a step in the history.
fn keep(answers: &[usize]) {
    let list: Vec<String> = answers.iter().map(usize::to_string).collect();
    let address = format!("{}?{ANSWERS}={}", Route::Interview.href(), list.join("."));
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // Refused only where the browser limits such calls; then the answers last until she leaves.
        let _refused = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}
