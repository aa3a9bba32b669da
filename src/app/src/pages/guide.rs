//! The guide: every cause by group, and one entry.

use leptos::prelude::*;
use yifen::cause::{Cause, Group};
use yifen::protocol::RowsOf;
use yifen::text::bridge;
use yifen::text::pages::{self, GuidePage as Texts};
use yifen::text::{Lang, cause, words};

use crate::parts::amount;
use crate::parts::icon::Icon;
use crate::parts::note::{Note, Weight};
use crate::parts::shape::{shape, tone};
use crate::route::Route;
use crate::store::use_store;

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
    let groups = ORDER
        .map(|group| {
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
        })
        .collect_view();
    view! {
        <div class="stack">
            <header class="stack-s">
                <h1>{text.title}</h1>
                <p class="lead">{text.lead}</p>
            </header>
            {groups}
        </div>
    }
}

/// One entry.
#[component]
pub fn Entry(lang: Lang, cause: Cause) -> impl IntoView {
    let text = Texts::of(lang);
    let group = cause.group();
    let steps = bridge::todo(lang, group).map(|step| view! { <li><span>{step}</span></li> });
    view! {
        <article class="stack">
            <a class="back" href=Route::Guide(None).href()>
                {Icon::Back.draw()}
                {text.back}
            </a>
            <header class=format!("proof-head {}", tone(group))>
                <p class="state">{shape(group)} {words::group(lang, group)}</p>
                <h1>{cause::name(lang, cause)}</h1>
                <p>{cause::short(lang, cause)}</p>
            </header>
            <InAnswer lang cause/>
            <section class="stack-xs prose">
                <h2>{bridge::Bridge::of(lang).todo}</h2>
                <ol class="todo">{steps}</ol>
                <p class="dim">{text.coming}</p>
                <p class="dim">
                    <small>{text.identifier} " " <code>{cause.id()}</code></small>
                </p>
            </section>
        </article>
    }
}

/// Says so where the entry's cause stands in her answer.
#[component]
fn InAnswer(lang: Lang, cause: Cause) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let found = store.outcome.with_untracked(|outcome| {
        let answer = outcome.as_ref()?.as_ref().ok()?;
        let index = answer.lines.iter().position(|line| line.cause == cause)?;
        let line = answer.lines.get(index)?;
        Some((
            u32::try_from(index).ok()?,
            amount::amount(lang, line.amount),
        ))
    });
    found.map(|(index, amount)| {
        view! {
            <Note weight=Weight::Info>
                <p>{text.in_answer} " " <b class="num">{amount}</b></p>
                <a class="btn btn-quiet" href=Route::Rows(RowsOf::Line(index)).href()>
                    {bridge::Bridge::of(lang).rows}
                </a>
            </Note>
        }
    })
}
