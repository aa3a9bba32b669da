//! What comes of the mapping: the first rows as they will be read, the sums, what is refused.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::SubmitEvent;
use yifen::cause::Group;
use yifen::import::mapping::Preview;
use yifen::record::RowView;
use yifen::text::{import, mapping as words, words as terms};

use super::settings::SideChoice;
use super::table::Table;
use crate::parts::amount;
use crate::parts::field::TextField;
use crate::parts::shape::shape;
use crate::preference;

/// So many rows are enough to see whether days and amounts are right.
const ROWS_SHOWN: usize = 6;

/// So many refused rows show what is wrong.
const REFUSED_SHOWN: usize = 5;

/// The form that both the name and the button belong to.
const FORM: &str = "take";

/// The first rows, whose they are, and the name.
#[component]
pub fn Effect(table: Table) -> impl IntoView {
    let text = table.text();
    let headless = Memo::new(move |_| {
        let shapeless = table.with(|mapping| mapping.shape.is_empty());
        shapeless.unwrap_or_default()
    });
    let hint = move || {
        if !preference::can_keep() {
            text.not_kept
        } else if headless.get() {
            text.name_hint_headless
        } else {
            text.name_hint
        }
    };
    let unnamed = Signal::derive(move || {
        let empty = table.name.with(|name| name.trim().is_empty());
        empty.then(|| text.name_empty.to_owned())
    });
    let take = move |event: SubmitEvent| {
        event.prevent_default();
        if table.name.with_untracked(|name| !name.trim().is_empty())
            && untrack(move || is_ready(table))
        {
            table.take();
        }
    };
    view! {
        <section class="card stack-s" aria-labelledby="effect-title">
            <h2 id="effect-title">{text.effect}</h2>
            {move || table.shown.get().map(|preview| outcome(table, &preview))}
            <form id=FORM class="fields" on:submit=take>
                <SideChoice table/>
                <TextField
                    id="mapping-name".to_owned()
                    label=text.name
                    value=table.name
                    kind="search"
                    error=unnamed
                    on_input=move |name| table.name.set(name)
                />
            </form>
            <p class="dim">
                <small>{hint}</small>
            </p>
        </section>
    }
}

fn is_ready(table: Table) -> bool {
    let shown = table.shown.get();
    let read = shown.is_some_and(|preview| preview.needs.is_none() && preview.error.is_none());
    read && table.trouble.with(Option::is_none)
}

fn outcome(table: Table, preview: &Arc<Preview>) -> AnyView {
    let (text, lang) = (table.text(), table.lang);
    if let Some(need) = preview.needs {
        let sentence = words::need(lang, need);
        return view! { <p class="line tone-look">{shape(Group::Look)}<span>{sentence}</span></p> }
            .into_any();
    }
    if let Some(error) = &preview.error {
        let sentence = import::error(lang, &table.file.get_value(), error);
        return view! { <p class="line tone-claim">{shape(Group::Claim)}<span>{sentence}</span></p> }
            .into_any();
    }
    let fees = preview.read.iter().any(|row| row.fee.is_some());
    let rows = preview.read.iter().take(ROWS_SHOWN);
    let rows = rows.map(|row| line(table, row, fees)).collect_view();
    let head = |label: &'static str, number: bool| {
        view! {
            <th scope="col" class:num=number>
                {label}
            </th>
        }
    };
    view! {
        <table class="ledger read">
            <thead>
                <tr>
                    {head(text.row, true)} {head(text.day, false)} {head(text.direction, false)}
                    {head(text.amount, true)} {fees.then(|| head(text.fee, true))}
                    <th scope="col" class="read-note">
                        {text.note}
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {refused(table, preview)}
    }
    .into_any()
}

fn line(table: Table, row: &RowView, fees: bool) -> impl IntoView + use<> {
    let (text, lang) = (table.text(), table.lang);
    let time = row.time.map(|time| time.to_string()).unwrap_or_default();
    let way = if row.amount.minor < 0 {
        text.money_out
    } else {
        text.money_in
    };
    let fee = row.fee.map(|fee| amount::amount(lang, fee));
    let note = [row.reference.as_str(), row.note.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<&str>>()
        .join(" · ");
    view! {
        <tr>
            <td class="num dim">{row.place.row}</td>
            <td>
                <span class="num">{amount::day(lang, row.day)}</span>
                " "
                <small class="num dim">{time}</small>
            </td>
            <td>{way} " · " {terms::kind(lang, row.kind)}</td>
            <td class="num">{amount::amount(lang, row.amount)}</td>
            {fees.then(|| view! { <td class="num">{fee}</td> })}
            <td class="read-note dim">{note}</td>
        </tr>
    }
}

fn refused(table: Table, preview: &Preview) -> Option<impl IntoView + use<>> {
    let (text, lang) = (table.text(), table.lang);
    if preview.refused_count == 0 {
        return None;
    }
    let lines = preview
        .refused
        .iter()
        .take(REFUSED_SHOWN)
        .map(|refused| view! { <li>{import::refused(lang, refused)}</li> })
        .collect_view();
    Some(view! {
        <details class="fold tone-look">
            <summary>{shape(Group::Look)} {words::refused(lang, preview.refused_count)}</summary>
            <ul class="refused" tabindex="0" role="list" aria-label=text.refused_first>
                {lines}
            </ul>
        </details>
    })
}

/// The foot of the page: what comes of the whole file, and the one action.
#[component]
pub fn Take(table: Table) -> impl IntoView {
    let (text, lang) = (table.text(), table.lang);
    let summary = move || {
        let preview = table.shown.get()?;
        if let Some(need) = preview.needs {
            return Some(words::need(lang, need));
        }
        if preview.error.is_some() {
            return Some(text.nothing.to_owned());
        }
        let refused = preview.refused_count;
        Some(words::effect(lang, preview.rows, &preview.sums, refused))
    };
    view! {
        <div class="go">
            <p role="status">{summary}</p>
            <button
                class="btn btn-primary"
                type="submit"
                form=FORM
                disabled=move || !is_ready(table) || table.name.with(|name| name.trim().is_empty())
            >
                {text.take}
            </button>
        </div>
    }
}
