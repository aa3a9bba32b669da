//! The answer: the gap in a sentence, the bridge, its causes, the payouts, what was assumed.

use std::sync::Arc;

use leptos::prelude::*;
use yifen::answer::Answer as Data;
use yifen::cause::Group;
use yifen::protocol::{PackOf, RowsOf};
use yifen::text::app::{self, App as Frame};
use yifen::text::bridge::{self, Bridge as Texts};
use yifen::text::letter::Letter;
use yifen::text::{Lang, files, why, words};

use crate::parts::amount;
use crate::parts::bridge::Bridge;
use crate::parts::icon::Icon;
use crate::parts::note::{Note, Weight};
use crate::parts::said_bar::SaidBar;
use crate::parts::say::Asking;
use crate::parts::shape::{shape, tone};
use crate::parts::shell::Tabs;
use crate::route::Route;
use crate::store::use_store;

mod causes;
mod currencies;
mod payouts;
mod said;

use causes::Causes;
pub use causes::part_name;
use currencies::Currencies;
use payouts::Payouts;
use said::Said;

/// The page.
#[component]
pub fn Answer(lang: Lang) -> impl IntoView {
    let store = use_store();
    let busy = Memo::new(move |_| store.work.with(Option::is_some));
    // Above the answer, which is drawn anew after each of her words.
    let asking: Asking = RwSignal::new(None);
    view! {
        <div class="stack">
            <Tabs lang here=Route::Answer/>
            <Currencies lang/>
            {move || match store.outcome.get() {
                Some(Ok(answer)) => view! { <Found lang answer asking/> }.into_any(),
                Some(Err(error)) => {
                    view! {
                        <Nothing
                            lang
                            title=Texts::of(lang).failed
                            body=files::explain_error(lang, error)
                        />
                    }
                        .into_any()
                }
                None if busy.get() => view! { <Working lang/> }.into_any(),
                None if store.files.with(Vec::is_empty) => {
                    let text = Texts::of(lang);
                    view! { <Nothing lang title=text.none_title body=text.none_body/> }.into_any()
                }
                None => view! { <Unasked lang/> }.into_any(),
            }}
            <SaidBar lang/>
        </div>
    }
}

/// There is no answer, and why.
#[component]
fn Nothing(lang: Lang, title: &'static str, body: &'static str) -> impl IntoView {
    view! {
        <section class="empty">
            {Icon::Check.draw()}
            <h1>{title}</h1>
            <p>{body}</p>
            <a class="btn btn-primary" href=Route::Files.href()>
                {Texts::of(lang).to_files}
            </a>
        </section>
    }
}

/// Files are there, but nobody asked yet, or she cancelled.
#[component]
fn Unasked(lang: Lang) -> impl IntoView {
    let store = use_store();
    view! {
        <section class="empty">
            {Icon::Check.draw()}
            <h1>{Texts::of(lang).title}</h1>
            <button class="btn btn-primary" on:click=move |_| store.explain()>
                {Frame::of(lang).check}
            </button>
        </section>
    }
}

/// It is being worked out.
#[component]
fn Working(lang: Lang) -> impl IntoView {
    view! {
        <section class="loading" role="status">
            <h1>{app::explaining(lang)}</h1>
            <div class="bone"></div>
            <div class="bone"></div>
            <div class="bone"></div>
        </section>
    }
}

#[component]
fn Found(lang: Lang, answer: Arc<Data>, asking: Asking) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let sample = store.sample.get_untracked();
    let own = answer.settings.contract.is_some();
    view! {
        {sample
            .then(|| {
                view! {
                    <Note weight=Weight::Info>
                        <p>{text.sample}</p>
                        <a class="btn btn-quiet" href=Route::Files.href()>
                            {text.change_files}
                        </a>
                    </Note>
                }
            })}
        <Head lang answer=answer.clone()/>
        <Bridge lang answer=answer.clone()/>
        <Causes lang answer=answer.clone() asking/>
        <Said lang answer=answer.clone()/>
        <Payouts lang answer=answer.clone()/>
        <Assumptions lang answer=answer.clone()/>
        <div class="row actions">
            <a class="btn" href=Route::Pack(PackOf::All).href()>
                {Icon::Provider.draw()}
                {Letter::of(lang).make_all}
            </a>
            <button class="btn" on:click=move |_| store.save_table()>
                {Icon::Save.draw()}
                {text.save_table}
            </button>
            <button class="btn" on:click=move |_| store.save_json()>
                {Icon::Save.draw()}
                {text.save_json}
            </button>
            <button class="btn" on:click=move |_| store.save_certificate()>
                {Icon::Save.draw()}
                {text.save_certificate}
            </button>
            <button class="btn" on:click=|_| print()>
                {Icon::Print.draw()}
                {text.print}
            </button>
            <a class="btn btn-quiet" href=Route::Contract.href()>
                {if own { text.change_contract } else { files::Files::of(lang).contract_enter }}
            </a>
            <a class="btn btn-quiet" href=Route::Files.href()>
                {text.change_files}
            </a>
        </div>
    }
}

/// The gap in one sentence, the three figures, and what the gap consists of.
#[component]
fn Head(lang: Lang, answer: Arc<Data>) -> impl IntoView {
    let text = Texts::of(lang);
    let (before, figure, after) = bridge::headline(lang, answer.gap);
    let sums = answer.group_sums();
    let figures = [
        (text.takings, answer.takings, "−"),
        (text.gap, answer.gap, "="),
        (text.received, answer.received, ""),
    ]
    .map(|(label, sum, sign)| {
        view! {
            <dl>
                <dt>{label}</dt>
                <dd>{amount::amount(lang, sum)}</dd>
            </dl>
            {(!sign.is_empty()).then(|| view! { <span aria-hidden="true">{sign}</span> })}
        }
    });
    view! {
        <header class="answer-head stack-s">
            <p class="dim">{amount::period(lang, answer.period)} " · " {answer.currency.code().to_owned()}</p>
            <h1>
                {before}
                {figure.map(|figure| view! { " " <span class="gap">{figure}</span> " " })}
                {after}
            </h1>
            <p class="summary">{bridge::summary(lang, &sums)}</p>
        </header>
        <div class="equation card">{figures}</div>
    }
}

/// What was taken for granted, said plainly.
#[component]
fn Assumptions(lang: Lang, answer: Arc<Data>) -> impl IntoView {
    let text = Texts::of(lang);
    let lines = answer
        .assumptions
        .iter()
        .map(|assumption| view! { <li>{why::assumption(lang, assumption)}</li> })
        .collect_view();
    (!answer.assumptions.is_empty()).then(|| {
        view! {
            <section class="stack-s" aria-labelledby="assumed-title">
                <div>
                    <h2 id="assumed-title">{text.assumptions}</h2>
                    <p class="dim">{text.assumptions_lead}</p>
                </div>
                <ul class="bullets">{lines}</ul>
            </section>
        }
    })
}

/// The head of a group: shape, word, sum.
fn group_head(lang: Lang, group: Group, sum: String) -> impl IntoView {
    view! {
        <div class=format!("group-head {}", tone(group))>
            {shape(group)}
            <h2>{words::group(lang, group)}</h2>
            <span class="num">{sum}</span>
        </div>
    }
}

/// Where the rows of something are shown.
fn rows_href(of: RowsOf) -> String {
    Route::Rows(of).href()
}

fn print() {
    if let Some(window) = web_sys::window() {
        // Refused where the browser forbids printing, and it says so itself.
        let _refused = window.print();
    }
}
