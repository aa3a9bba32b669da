//! The proof: what was opened, in its own words, and its rows from every file.

use leptos::prelude::*;
use yifen::answer::{Answer, LineView};
use yifen::cause::{Cause, Group};
use yifen::protocol::RowsOf;
use yifen::text::bridge::{self, Bridge as Texts};
use yifen::text::{Lang, cause, why, words};

use crate::parts::amount;
use crate::parts::icon::Icon;
use crate::parts::note::chip;
use crate::parts::shape::{shape, state_group, tone};
use crate::parts::sheet::Sheet;
use crate::route::Route;
use crate::store::use_store;

/// The page.
#[component]
pub fn Rows(lang: Lang, of: RowsOf) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let back = match of {
        RowsOf::File(_) => (Route::Files, text.back_files),
        _ => (Route::Answer, text.back),
    };
    let head = move || match of {
        RowsOf::File(file) => store.files.with(|files| {
            let loaded = files.iter().find(|loaded| loaded.id == file)?;
            let name = loaded.report.name.clone();
            Some(view! { <h1>{text.file_rows} " " {name}</h1> }.into_any())
        }),
        _ => store.outcome.with(|outcome| {
            let answer = outcome.as_ref()?.as_ref().ok()?;
            of_answer(lang, of, answer)
        }),
    };
    view! {
        <div class="stack">
            <a class="back" href=back.0.href()>
                {Icon::Back.draw()}
                {back.1}
            </a>
            {move || match head() {
                Some(head) => {
                    view! {
                        {head}
                        <section class="stack-xs" aria-labelledby="rows-title">
                            <h2 id="rows-title">{text.rows_title}</h2>
                            <p class="dim">{text.rows_lead}</p>
                            <Sheet lang of/>
                        </section>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <section class="empty">
                            <h1>{text.gone}</h1>
                            <p>{text.gone_do}</p>
                        </section>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// What was opened in the answer; `None` where it is not there any more.
fn of_answer(lang: Lang, of: RowsOf, answer: &Answer) -> Option<AnyView> {
    match of {
        RowsOf::Line(index) => answer
            .lines
            .get(index as usize)
            .map(|line| line_head(lang, line).into_any()),
        RowsOf::Payout(index) => answer
            .payouts
            .get(index as usize)
            .map(|payout| payout_head(lang, payout).into_any()),
        RowsOf::Unexplained(index) => answer
            .unexplained_parts
            .get(index as usize)
            .map(|part| unexplained_head(lang, part).into_any()),
        RowsOf::File(_) => None,
    }
}

fn line_head(lang: Lang, line: &LineView) -> impl IntoView + use<> {
    let group = line.cause.group();
    let (sure, reason) = words::confidence(lang, line.confidence);
    let others = (line.alternatives > 1).then(|| bridge::alternatives(lang, line.alternatives));
    view! {
        <header class=format!("proof-head {}", tone(group))>
            <p class="state">{shape(group)} {words::group(lang, group)}</p>
            <h1>{cause::name(lang, line.cause)}</h1>
            <p class="proof-amount">{amount::amount(lang, line.amount)}</p>
            <p>{why::sentence(lang, line)}</p>
            {others.map(|others| view! { <p>{others}</p> })}
            <p class="dim">{chip(Group::Root, sure)} " " {reason}</p>
        </header>
        {todo(lang, group, line.cause)}
    }
}

fn todo(lang: Lang, group: Group, cause: Cause) -> impl IntoView {
    let text = Texts::of(lang);
    let steps = bridge::todo(lang, group).map(|step| view! { <li><span>{step}</span></li> });
    view! {
        <section class="stack-xs" aria-labelledby="todo-title">
            <h2 id="todo-title">{text.todo}</h2>
            <ol class="todo prose">{steps}</ol>
            <p>
                <a class="go-to" href=Route::Guide(Some(cause)).href()>
                    {text.guide}
                </a>
            </p>
        </section>
    }
}

fn payout_head(lang: Lang, payout: &yifen::answer::PayoutView) -> impl IntoView + use<> {
    let text = Texts::of(lang);
    let day = amount::day(lang, payout.due);
    let group = state_group(payout.state);
    let fact = |label: &'static str, value: String| {
        view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
    };
    view! {
        <header class=format!("proof-head {}", tone(group))>
            <h1>{bridge::payout_of(lang, &day)}</h1>
            <p class="state">{shape(group)} {words::payout_state(lang, payout.state)}</p>
            <dl class="facts">
                {fact(text.expected, amount::amount(lang, payout.expected))}
                {fact(text.came, amount::amount(lang, payout.received))}
            </dl>
        </header>
    }
}

fn unexplained_head(lang: Lang, part: &yifen::answer::UnexplainedPart) -> impl IntoView + use<> {
    let text = Texts::of(lang);
    let day = part.due.map(|day| amount::day(lang, day));
    view! {
        <header class="proof-head tone-look">
            <p class="state">{shape(Group::Look)} {text.unexplained}</p>
            <h1>{bridge::unexplained_in(lang, day.as_deref())}</h1>
            <p class="proof-amount">{amount::amount(lang, part.amount)}</p>
            <p>{text.unexplained_why}</p>
        </header>
        {todo(lang, Group::Look, Cause::Unexplained)}
    }
}
