//! Everything she said of the answer, and what came of it.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yifen::answer::Answer;
use yifen::cause::Group;
use yifen::protocol::RowsOf;
use yifen::text::Lang;
use yifen::text::bridge::{self, Bridge};
use yifen::text::verdict::{self, Verdict as Texts};
use yifen::verdict::{Judged, Outcome, RowName, Word};

use super::rows_href;
use crate::parts::focus::{focus_if_lost, focus_soon};
use crate::parts::said_bar::TITLE;
use crate::parts::say::{note_form, note_line, note_of};
use crate::parts::shape::shape;
use crate::store::{Store, use_store};

/// The list; nothing where she said nothing.
#[component]
pub fn Said(lang: Lang, answer: Arc<Answer>) -> impl IntoView {
    if answer.verdicts.is_empty() {
        return ().into_any();
    }
    let text = Texts::of(lang);
    let store = use_store();
    let noting = RwSignal::new(None::<u32>);
    let entries = answer.verdicts.iter().map(|judged| {
        view! { <li>{entry(lang, store, &answer, judged, noting)}</li> }
    });
    view! {
        <section class="stack-s" aria-labelledby=TITLE>
            <div>
                <h2 id=TITLE tabindex="-1">
                    {text.title}
                </h2>
                <p class="dim">{text.lead}</p>
            </div>
            <ol class="said">{entries.collect_view()}</ol>
        </section>
    }
    .into_any()
}

fn entry(
    lang: Lang,
    store: Store,
    answer: &Answer,
    judged: &Judged,
    noting: RwSignal<Option<u32>>,
) -> AnyView {
    let text = Texts::of(lang);
    let id = judged.verdict.id;
    let sentence = sentence(lang, store, &judged.verdict.word);
    let note = &judged.verdict.note;
    let note = (!note.is_empty()).then(|| note_line(lang, note));
    let refused = matches!(judged.outcome, Outcome::Not(_)).then(|| shape(Group::Look));
    let rows = where_it_is(answer, id).map(|of| {
        view! {
            <a class="btn btn-quiet" href=rows_href(of)>
                {Bridge::of(lang).rows}
            </a>
        }
    });
    let field = format!("said-note-{id}");
    let to_field = format!("#{field}");
    let open = move |_| {
        noting.set(Some(id));
        focus_soon(to_field.clone());
    };
    let take_back = move |_| {
        spawn_local(async move {
            store.judge(|log| log.take_back(id)).await;
            focus_if_lost(vec!["#said-undo".to_owned()]);
        });
    };
    let save = move |note: String| {
        spawn_local(async move {
            store.judge(|log| log.note(id, &note)).await;
            let _left = noting.try_set(None);
            focus_if_lost(vec![format!("#said-open-{id}")]);
        });
    };
    let cancel = move || {
        noting.set(None);
        focus_if_lost(vec![format!("#said-open-{id}")]);
    };
    view! {
        <div class="said-words">
            <b>{sentence}</b>
            <span class="dim">{refused} " " {verdict::outcome(lang, judged.outcome)}</span>
            {note}
        </div>
        <div class="row no-print">
            {rows}
            <button class="btn btn-quiet" id=format!("said-open-{id}") on:click=open>
                {text.note}
            </button>
            <button class="btn btn-quiet" on:click=take_back>
                {text.remove}
            </button>
        </div>
        {move || {
            (noting.get() == Some(id))
                .then(|| note_form(lang, field.clone(), note_of(store, id), save, cancel))
        }}
    }
    .into_any()
}

fn sentence(lang: Lang, store: Store, word: &Word) -> String {
    match word.pair() {
        Some(pair) => {
            let [a, b] = pair.map(|name| row_name(lang, store, name));
            verdict::of_pair(lang, word.kind(), [&a, &b])
        }
        None => {
            let of = word.target().map(|target| target.cause);
            let of = of.unwrap_or(yifen::cause::Cause::Unexplained);
            verdict::of_line(lang, word.kind(), of, word.to())
        }
    }
}

fn row_name(lang: Lang, store: Store, name: &RowName) -> String {
    let file = store.file_name(&name.file);
    let file = file.unwrap_or_else(|| Texts::of(lang).other_file.to_owned());
    format!("{file} {}", bridge::row_of(lang, name.part, name.row))
}

/// The line or the piece of the unexplained part that a verdict made, confirmed or remarked.
fn where_it_is(answer: &Answer, id: u32) -> Option<RowsOf> {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut lines = answer.lines.iter();
    let line = lines.position(|line| line.verdicts.iter().any(|mark| mark.id == id));
    let mut parts = answer.unexplained_parts.iter();
    let mut part = || parts.position(|part| part.verdicts.iter().any(|mark| mark.id == id));
    line.map(|at| RowsOf::Line(place(at)))
        .or_else(|| part().map(|at| RowsOf::Unexplained(place(at))))
}
