//! One entry: the same headings in the same order, its sources in plain words.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yifen::answer::Answer;
use yifen::cause::{Cause, Group};
use yifen::guide::{Entry as Data, Form, Line, Piece, Section, Source, Topic};
use yifen::protocol::{PackOf, RowsOf};
use yifen::text::cases::Cases;
use yifen::text::guide::Guide as Words;
use yifen::text::letter::Letter;
use yifen::text::pages::GuidePage as Texts;
use yifen::text::{Lang, bridge, cause, why, words};

use crate::pages::book;
use crate::parts::amount;
use crate::parts::icon::Icon;
use crate::parts::note::{Note, Weight};
use crate::parts::shape::{shape, tone};
use crate::route::Route;
use crate::store::use_store;

/// The entry of a cause, with her own figures above it where her answer has them.
#[component]
pub fn Entry(lang: Lang, cause: Cause) -> impl IntoView {
    let group = cause.group();
    view! {
        <article class="stack guide">
            <Back lang cause/>
            <header class=format!("proof-head {}", tone(group))>
                <p class="state">{shape(group)} {words::group(lang, group)}</p>
                <h1>{cause::name(lang, cause)}</h1>
                <p>{cause::short(lang, cause)}</p>
            </header>
            <Yours lang cause/>
            <Body lang topic=Topic::Cause(cause)/>
            <p class="dim">
                <small>{Texts::of(lang).identifier} " " <code>{cause.id()}</code></small>
            </p>
        </article>
    }
}

/// A part of the frame: the six steps, or whom to call.
#[component]
pub fn Frame(lang: Lang, topic: Topic) -> impl IntoView {
    let text = Words::of(lang);
    let (title, lead) = match topic {
        Topic::Contacts => (text.contacts, text.contacts_lead),
        _ => (text.six_steps, text.six_steps_lead),
    };
    view! {
        <article class="stack guide">
            <a class="back" href=Route::Guide(None).href()>
                {Icon::Back.draw()}
                {text.back}
            </a>
            <header class="stack-xs">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
            </header>
            <Body lang topic/>
        </article>
    }
}

/// Back to the guide, and to the answer where the cause stands in it.
#[component]
fn Back(lang: Lang, cause: Cause) -> impl IntoView {
    let store = use_store();
    let text = Words::of(lang);
    let in_answer = move || {
        store.outcome.with(|outcome| match outcome {
            Some(Ok(answer)) => !figures(answer, cause).is_empty(),
            _ => false,
        })
    };
    let link = |route: Route, label: &'static str| {
        view! {
            <a class="back" href=route.href()>
                {Icon::Back.draw()}
                {label}
            </a>
        }
    };
    view! {
        <div class="row">
            {link(Route::Guide(None), text.back)}
            {move || in_answer().then(|| link(Route::Answer, text.back_answer))}
        </div>
    }
}

/// What her answer says of a cause: its rows, the amount and the sentence.
fn figures(answer: &Answer, cause: Cause) -> Vec<RowsOf> {
    let at = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    if cause == Cause::Unexplained {
        let parts = 0..answer.unexplained_parts.len();
        return parts.map(|index| RowsOf::Unexplained(at(index))).collect();
    }
    let lines = answer.lines.iter().enumerate();
    lines
        .filter(|(_, line)| line.cause == cause)
        .map(|(index, _)| RowsOf::Line(at(index)))
        .collect()
}

/// Her own figures.
#[component]
fn Yours(lang: Lang, cause: Cause) -> impl IntoView {
    let store = use_store();
    let text = Words::of(lang);
    move || {
        let answer = store.outcome.get().and_then(Result::ok)?;
        let found = figures(&answer, cause);
        if found.is_empty() {
            return None;
        }
        let each = found
            .into_iter()
            .filter_map(|of| one(lang, &answer, of))
            .collect_view();
        Some(view! {
            <section class=format!("card stack-s {}", tone(cause.group())) aria-labelledby="yours-title">
                <h2 id="yours-title">{text.yours}</h2>
                {each}
            </section>
        })
    }
}

/// The evidence pack of what stands in the answer.
const fn pack_of(of: RowsOf) -> PackOf {
    match of {
        RowsOf::Line(index) => PackOf::Line(index),
        RowsOf::Payout(_) | RowsOf::Unexplained(_) | RowsOf::File(_) => PackOf::Unexplained,
    }
}

fn one(lang: Lang, answer: &Answer, of: RowsOf) -> Option<impl IntoView + use<>> {
    let (about, sum, count, sentence) = match of {
        RowsOf::Line(index) => {
            let line = answer.lines.get(index as usize)?;
            (
                line.cause,
                line.amount,
                line.row_count,
                why::sentence(lang, line),
            )
        }
        RowsOf::Unexplained(index) => {
            let part = answer.unexplained_parts.get(index as usize)?;
            let day = part.due.map(|day| amount::near_day(lang, day));
            let sentence = bridge::unexplained_in(lang, day.as_deref());
            (Cause::Unexplained, part.amount, part.row_count, sentence)
        }
        RowsOf::Payout(_) | RowsOf::File(_) => return None,
    };
    let since = answer.period.from;
    Some(view! {
        <div class="stack-xs">
            <p class="proof-amount">{amount::amount(lang, sum)}</p>
            <p>{sentence}</p>
            <p class="row">
                <a class="go-to" href=Route::Rows(of).href()>
                    {Words::of(lang).rows}
                </a>
                <a class="go-to" href=Route::Pack(pack_of(of)).href()>
                    {Letter::of(lang).make}
                </a>
                <button class="btn btn-quiet" on:click=move |_| book::open(about, sum, since)>
                    {Cases::of(lang).from_answer}
                </button>
                <small class="dim">{bridge::row_count(lang, count)}</small>
            </p>
        </div>
    })
}

/// What is known of an entry's text.
#[derive(Clone)]
enum State {
    Loading,
    Lost,
    There(Box<Data>),
}

/// The text of an entry, fetched from the worker.
#[component]
pub fn Body(lang: Lang, topic: Topic) -> impl IntoView {
    let store = use_store();
    let text = Words::of(lang);
    let state = RwSignal::new(State::Loading);
    let fetch = move || {
        spawn_local(async move {
            let entry = store.guide(topic, lang).await;
            let _left =
                state.try_set(entry.map_or(State::Lost, |entry| State::There(Box::new(entry))));
        });
    };
    fetch();
    move || match state.get() {
        State::Loading => view! {
            <div class="loading" role="status">
                <span class="unseen">{text.loading}</span>
                <div class="bone"></div>
                <div class="bone"></div>
                <div class="bone"></div>
            </div>
        }
        .into_any(),
        State::Lost => view! {
            <Note weight=Weight::Look>
                <p>{text.lost}</p>
                <button class="btn btn-quiet" on:click=move |_| fetch()>
                    {text.again}
                </button>
            </Note>
        }
        .into_any(),
        State::There(entry) => drawn(lang, topic, &entry).into_any(),
    }
}

fn drawn(lang: Lang, topic: Topic, entry: &Data) -> impl IntoView + use<> {
    let sections = entry
        .sections
        .iter()
        .map(|section| self::section(lang, topic, section))
        .collect_view();
    view! {
        {sections}
        <section class="stack-xs prose sources">
            <h2>{Words::of(lang).sources}</h2>
            {sources(lang, &entry.sources)}
            <p class="dim">
                <small>
                    {Words::of(lang).checked} " " {amount::day(lang, entry.checked)}
                </small>
            </p>
        </section>
    }
}

/// A section: lines of one form that follow one another are one list.
pub fn section(lang: Lang, topic: Topic, section: &Section) -> impl IntoView + use<> {
    let mut blocks = Vec::new();
    for run in section.lines.chunk_by(|a, b| a.form == b.form) {
        let items = |run: &[Line]| {
            run.iter()
                .map(|line| view! { <li><span>{pieces(lang, &line.pieces)}</span></li> })
                .collect_view()
        };
        blocks.push(match run.first().map(|line| line.form) {
            Some(Form::Point) => view! { <ul class="bullets">{items(run)}</ul> }.into_any(),
            Some(Form::Step) => view! { <ol class="todo">{items(run)}</ol> }.into_any(),
            _ => run
                .iter()
                .map(|line| view! { <p>{pieces(lang, &line.pieces)}</p> })
                .collect_view()
                .into_any(),
        });
    }
    view! {
        <section class="stack-xs prose">
            <h2>{section.heading.words(topic, lang)}</h2>
            {blocks}
        </section>
    }
}

/// The pieces of a line.
pub fn pieces(lang: Lang, pieces: &[Piece]) -> impl IntoView + use<> {
    behind_stops(pieces)
        .iter()
        .map(|piece| match piece {
            // A figure and its sign stay on one line.
            Piece::Text(text) => text.replace(" %", "\u{a0}%").into_any(),
            Piece::Link(cause) => view! {
                <a href=Route::Guide(Some(*cause)).href()>{cause::name(lang, *cause)}</a>
            }
            .into_any(),
            Piece::Source(number) => reference(lang, *number).into_any(),
        })
        .collect_view()
}

/// The pieces with each reference behind the stop that follows it, so that no line begins with a stop.
fn behind_stops(pieces: &[Piece]) -> Vec<Piece> {
    let mut ordered = Vec::new();
    let mut held = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Source(_) => held.push(piece.clone()),
            Piece::Text(text) if !held.is_empty() => {
                let is_stop = |sign: char| "。，；：、.,;:".contains(sign);
                let rest = text.trim_start_matches(is_stop);
                let stop = text.strip_suffix(rest).unwrap_or_default();
                ordered.push(Piece::Text(stop.to_owned()));
                ordered.append(&mut held);
                ordered.push(Piece::Text(rest.to_owned()));
            }
            Piece::Text(_) | Piece::Link(_) => {
                ordered.append(&mut held);
                ordered.push(piece.clone());
            }
        }
    }
    ordered.append(&mut held);
    ordered
}

/// A number that leads to its source. A button: a fragment link would leave the page's address.
fn reference(lang: Lang, number: u8) -> impl IntoView {
    let label = format!("{} {number}", Words::of(lang).sources);
    view! {
        <sup>
            <button class="ref" aria-label=label on:click=move |_| show(&source_id(number))>
                {number}
            </button>
        </sup>
    }
}

fn source_id(number: u8) -> String {
    format!("source-{number}")
}

fn show(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| document.get_element_by_id(id));
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.set_tab_index(-1);
        // An element that cannot take the focus is still scrolled to.
        let _refused = element.focus();
        element.scroll_into_view();
    }
}

/// Where the facts come from, how good each is, and of which day.
pub fn sources(lang: Lang, sources: &[Source]) -> impl IntoView + use<> {
    let words = Words::of(lang);
    let list = sources
        .iter()
        .map(|source| {
            let tone = match source.mark.group() {
                Group::Normal => "tone-good",
                group => tone(group),
            };
            let title = if source.url.is_empty() {
                source.title.clone().into_any()
            } else {
                view! {
                    <a href=source.url.clone() target="_blank" rel="noopener noreferrer" title=words.opens>
                        {source.title.clone()}
                    </a>
                }
                .into_any()
            };
            view! {
                <li id=source_id(source.number)>
                    <span class="num">{source.number}</span>
                    <span>
                        {title}
                        " "
                        <small class="dim">
                            <span class=format!("chip {tone}")>{source.mark.words(lang)}</span>
                            " "
                            {words.source_date}
                            " "
                            {amount::day(lang, source.date)}
                        </small>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="source-list">{list}</ol> }
}
