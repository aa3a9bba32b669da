//! The files, and where everyone starts.

use leptos::prelude::*;
use web_sys::SubmitEvent;
use yifen::import::ImportError;
use yifen::record::Side;
use yifen::text::files::{self, Files as Texts};
use yifen::text::{Lang, bridge, import};

use crate::pages::book::DueNotice;
use crate::parts::drop_zone::DropZone;
use crate::parts::field::TextField;
use crate::parts::file_card::FileCard;
use crate::parts::icon::Icon;
use crate::parts::note::{Note, Weight};
use crate::parts::password::PasswordForm;
use crate::parts::shell::Tabs;
use crate::route::{self, Route};
use crate::store::{MapOf, Refusal, use_store};

/// The page.
#[component]
pub fn Files(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let empty = Memo::new(move |_| store.files.with(Vec::is_empty));
    view! {
        <div class="stack">
            {move || (!empty.get()).then(|| view! { <Tabs lang here=Route::Files/> })}
            <header class="stack-s" class:hero=empty>
                <h1>{clauses(text.promise)}</h1>
                {move || empty.get().then(|| view! { <p class="lead">{text.lead}</p> })}
                <p class="promise">
                    {Icon::Lock.draw()}
                    <span>{text.stays} " · " <a href=Route::Privacy.href()>{text.stays_how}</a></span>
                </p>
            </header>
            <DueNotice lang/>
            <DropZone lang/>
            <Refusals lang/>
            {move || if empty.get() {
                view! { <Quick lang/> }.into_any()
            } else {
                view! { <Loaded lang/> <Go lang/> }.into_any()
            }}
        </div>
    }
}

/// The clauses of a Chinese heading, so that a narrow window breaks it between them and not inside a
/// word.
fn clauses(heading: &'static str) -> impl IntoView {
    heading
        .split_inclusive('，')
        .map(|clause| view! { <span class="clause">{clause}</span> })
        .collect_view()
}

/// Files that were not read, each with its reason; what is loaded stays.
#[component]
fn Refusals(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let list = move || {
        view! {
            <For each=move || store.refusals.get() key=|refusal| refusal.id let:refusal>
                <Refused lang refusal/>
            </For>
        }
    };
    let any = Memo::new(move |_| store.refusals.with(|refusals| !refusals.is_empty()));
    let stays = move || store.files.with(|files| !files.is_empty());
    move || {
        any.get().then(|| {
            view! {
                <section class="stack-xs" aria-label=text.not_read>
                    {list()}
                    {move || stays().then(|| view! { <p class="dim">{text.still_there}</p> })}
                </section>
            }
        })
    }
}

/// A file that was not read: why, and what would open it.
#[component]
fn Refused(lang: Lang, refusal: Refusal) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let id = refusal.id;
    let why = match &refusal.error {
        Some(error) => import::error(lang, &refusal.name, error),
        None => text.browser_refused.to_owned(),
    };
    let help = match &refusal.error {
        Some(error @ (ImportError::PasswordNeeded | ImportError::WrongPassword)) => {
            let again = *error == ImportError::WrongPassword;
            let field = format!("password-{id}");
            view! {
                <PasswordForm
                    lang
                    id=field
                    again
                    on_password=move |password| store.unlock(id, password)
                />
            }
            .into_any()
        }
        Some(
            ImportError::UnknownLayout { .. }
            | ImportError::MissingColumn { .. }
            | ImportError::NothingReadable { .. }
            | ImportError::SummaryOnly(_),
        ) => view! {
            <a class="btn" href=Route::Map(MapOf::Refused(id)).href()>
                {text.map}
                <span class="unseen">{refusal.name.clone()}</span>
            </a>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <Note weight=Weight::Error>
            <div class="stack-xs refusal">
                <p>{why}</p>
                {help}
            </div>
            <button
                class="btn btn-icon"
                aria-label=text.dismiss
                title=text.dismiss
                on:click=move |_| store.dismiss(id)
            >
                {Icon::Close.draw()}
            </button>
        </Note>
    }
}

/// The cards of the loaded files.
#[component]
fn Loaded(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    view! {
        <section class="stack-s" aria-labelledby="loaded-title">
            <div class="row-apart">
                <h2 id="loaded-title">{text.loaded}</h2>
                <button class="btn btn-quiet" on:click=move |_| store.clear()>
                    {text.clear}
                </button>
            </div>
            {move || {
                store
                    .sample
                    .get()
                    .then(|| {
                        view! {
                            <Note weight=Weight::Info>
                                <p>{text.sample_loaded}</p>
                            </Note>
                        }
                    })
            }}
            <For each=move || store.files.get() key=|file| file.id.0 let:file>
                <FileCard lang file/>
            </For>
            <p>
                <a class="back" href=Route::Mappings.href()>
                    {text.mappings}
                </a>
            </p>
        </section>
    }
}

/// What is still missing, and the one action: to check, or to see the answer.
#[component]
fn Go(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let sides = Memo::new(move |_| {
        store.files.with(|files| {
            files
                .iter()
                .map(|file| file.report.side)
                .collect::<Vec<Side>>()
        })
    });
    let missing = move || files::missing(lang, &sides.get());
    let without = move || files::without(lang, &sides.get());
    let possible = move || {
        let sides = sides.get();
        let has = |side| sides.contains(&side);
        has(Side::Bank) && (has(Side::Register) || has(Side::Provider))
    };
    let headline = move || {
        store.outcome.with(|outcome| match outcome {
            Some(Ok(answer)) => {
                let (before, figure, after) = bridge::headline(lang, answer.gap);
                Some(match figure {
                    Some(figure) => format!("{before} {figure} {after}"),
                    None => before.to_owned(),
                })
            }
            Some(Err(error)) => Some(files::explain_error(lang, *error).to_owned()),
            None => None,
        })
    };
    let check = move |_| {
        if store
            .outcome
            .with_untracked(|outcome| !matches!(outcome, Some(Ok(_))))
        {
            store.explain();
        }
        Route::Answer.go();
    };
    let label = move || {
        if store.outcome.with(|outcome| matches!(outcome, Some(Ok(_)))) {
            text.see_answer
        } else {
            text.check
        }
    };
    let contract = move || {
        if store.settings.with(|settings| settings.contract.is_some()) {
            (text.contract_own, text.contract_edit)
        } else {
            (text.contract_default, text.contract_enter)
        }
    };
    view! {
        <div role="status">
            {move || {
                missing()
                    .map(|missing| {
                        let without = without();
                        view! {
                            <Note weight=Weight::Look>
                                <div>
                                    <b>{missing}</b>
                                    {without.map(|without| view! { <p class="dim">{without}</p> })}
                                </div>
                            </Note>
                        }
                    })
            }}
        </div>
        <p class="dim">
            {move || contract().0} " "
            <a href=Route::Contract.href()>{move || contract().1}</a>
        </p>
        <div class="go" hidden=move || !possible()>
            <p role="status">{headline}</p>
            {move || {
                possible()
                    .then(|| {
                        view! {
                            <button class="btn btn-primary" on:click=check>
                                {label}
                            </button>
                        }
                    })
            }}
        </div>
    }
}

/// The question for those without files: two figures, taken on to the calculator.
#[component]
fn Quick(lang: Lang) -> impl IntoView {
    let text = Texts::of(lang);
    let took = RwSignal::new(String::new());
    let arrived = RwSignal::new(String::new());
    let ask = move |event: SubmitEvent| {
        event.prevent_default();
        route::go_with(
            Route::Calculator,
            &[
                ("took", &took.get_untracked()),
                ("arrived", &arrived.get_untracked()),
            ],
        );
    };
    view! {
        <section class="stack-s" aria-labelledby="quick-title">
            <div>
                <h2 id="quick-title">{text.quick}</h2>
                <p class="dim">{text.quick_lead}</p>
            </div>
            <form class="quick" on:submit=ask>
                <TextField
                    id="quick-took".to_owned()
                    label=text.took
                    value=took
                    on_input=move |value| took.set(value)
                    unit=text.yuan
                />
                <TextField
                    id="quick-arrived".to_owned()
                    label=text.arrived
                    value=arrived
                    on_input=move |value| arrived.set(value)
                    unit=text.yuan
                />
                <button class="btn" type="submit">
                    {text.why}
                </button>
            </form>
        </section>
    }
}
