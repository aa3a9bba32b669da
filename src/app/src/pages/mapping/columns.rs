//! The columns side by side, each with its first cells under the list of what it may be.

use leptos::prelude::*;
use yifen::import::mapping::{Flow, FlowWord, RawColumn, Role};
use yifen::text::mapping as words;

use super::table::Table;
use crate::parts::choice::Choice;

/// The columns, and the words in that of directions.
#[component]
pub fn Columns(table: Table) -> impl IntoView {
    let text = table.text();
    let columns = Memo::new(move |_| {
        table.shown.with(|shown| {
            let preview = shown.as_ref()?;
            Some(preview.columns.clone())
        })
    });
    view! {
        <section class="stack-s" aria-labelledby="columns-title">
            <div>
                <h2 id="columns-title">{text.columns}</h2>
                <p class="dim">{text.columns_hint}</p>
            </div>
            <ol class="columns">
                {move || {
                    let columns = columns.get().unwrap_or_default();
                    columns
                        .into_iter()
                        .enumerate()
                        .map(|(index, column)| view! { <Column table index column/> })
                        .collect_view()
                }}
            </ol>
            <FlowWords table/>
        </section>
    }
}

#[component]
fn Column(table: Table, index: usize, column: RawColumn) -> impl IntoView {
    let lang = table.lang;
    let name = if column.name.is_empty() {
        words::column(lang, index + 1)
    } else {
        column.name
    };
    let chosen = Memo::new(move |_| {
        let role = table.with(|mapping| mapping.roles.get(index).copied());
        role.flatten().unwrap_or_default()
    });
    let options: Vec<(Role, String)> = Role::ALL
        .iter()
        .map(|&role| (role, words::role(lang, role).to_owned()))
        .collect();
    let cells = column.cells.into_iter().map(|cell| {
        // An empty cell keeps its line, so that rows stay level.
        view! { <li>{if cell.is_empty() { "\u{a0}".to_owned() } else { cell }}</li> }
    });
    view! {
        <li class="column" class:column-used=move || chosen.get() != Role::Ignore>
            <Choice
                id=format!("column-{index}")
                label=name
                options=Signal::stored(options)
                chosen
                on_choose=move |role| table.give(index, role)
            />
            <ul class="samples">{cells.collect_view()}</ul>
        </li>
    }
}

/// What the words in the column of directions say.
#[component]
fn FlowWords(table: Table) -> impl IntoView {
    let (text, lang) = (table.text(), table.lang);
    let found = Memo::new(move |_| {
        let shown = table.shown.get();
        let words = shown.map(|preview| preview.flows.clone());
        words
            .unwrap_or_default()
            .into_iter()
            .map(|(word, _)| word)
            .collect::<Vec<String>>()
    });
    let line = move |(index, word): (usize, String)| {
        let own = word.clone();
        let chosen = Memo::new(move |_| {
            let said = table.with(|mapping| {
                let said = mapping.flows.iter().find(|said| said.word == own);
                said.map(|said| said.flow)
            });
            let usual = || {
                table.shown.with(|shown| {
                    let flows = &shown.as_ref()?.flows;
                    flows.iter().find(|(known, _)| *known == own)?.1
                })
            };
            said.flatten().or_else(usual)
        });
        let flows = [Flow::In, Flow::Out, Flow::Aside];
        let mut options = vec![(None, text.flow_unknown.to_owned())];
        options.extend(flows.map(|flow| (Some(flow), words::flow(lang, flow).to_owned())));
        let label = if word.is_empty() {
            text.empty_cell.to_owned()
        } else {
            word.clone()
        };
        view! {
            <Choice
                id=format!("flow-{index}")
                label
                options=Signal::stored(options)
                chosen
                on_choose=move |flow| say(table, &word, flow)
            />
        }
    };
    move || {
        let words = found.get();
        (!words.is_empty()).then(|| {
            view! {
                <fieldset class="stack-xs">
                    <legend>{text.flows}</legend>
                    <div class="fields">
                        {words.into_iter().enumerate().map(line).collect_view()}
                    </div>
                </fieldset>
            }
        })
    }
}

fn say(table: Table, word: &str, flow: Option<Flow>) {
    table.change(|mapping| {
        mapping.flows.retain(|said| said.word != word);
        if let Some(flow) = flow {
            mapping.flows.push(FlowWord {
                word: word.to_owned(),
                flow,
            });
        }
    });
}
