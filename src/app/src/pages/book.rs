//! The book: the cases that are being followed, the due ones first.

use leptos::prelude::*;
use yifen::calendar::{DateOrder, Day, read_date};
use yifen::cases::{Case, Cases, reminder};
use yifen::cause::{Cause, Group};
use yifen::money::{Amount, DecimalMark, read_amount};
use yifen::text::cases::Cases as Texts;
use yifen::text::pages::BookPage;
use yifen::text::{Lang, cause};

use crate::keeping::{self, Keeping};
use crate::parts::amount;
use crate::parts::cause_choice::cause_choice;
use crate::parts::field::TextField;
use crate::parts::icon::Icon;
use crate::parts::note::{Note, Weight, chip};
use crate::parts::shape::{shape, tone};
use crate::route::Route;
use crate::store::{today, use_store};

/// The page.
#[component]
pub fn Book(lang: Lang) -> impl IntoView {
    let text = Texts::of(lang);
    let store = use_store();
    let book = RwSignal::new(keeping::get::<Cases>());
    Effect::new(move || {
        store.kept.track();
        book.set(keeping::get::<Cases>());
    });
    let ids = Memo::new(move |_| {
        book.with(|(cases, _)| {
            cases
                .sorted()
                .iter()
                .map(|case| case.id)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div class="stack">
            <header class="stack-s">
                <h1>{BookPage::of(lang).title}</h1>
                <p class="lead">{text.lead}</p>
            </header>
            {move || match book.with(|(_, keeping)| *keeping) {
                Keeping::Kept => None,
                Keeping::Refused => Some(notice(text.not_kept)),
                Keeping::SetAside => Some(notice(text.unread)),
                Keeping::Locked => Some(notice(text.locked)),
            }}
            {move || {
                ids.with(Vec::is_empty)
                    .then(|| {
                        view! {
                            <section class="empty">
                                {Icon::Book.draw()}
                                <h2>{text.none}</h2>
                                <p class="prose">{text.none_do}</p>
                                <a class="btn" href=Route::Guide(None).href()>
                                    {yifen::text::pages::GuidePage::of(lang).title}
                                </a>
                            </section>
                        }
                    })
            }}
            <ul class="stack-s">
                <For each=move || ids.get() key=|id| *id let:id>
                    <li>
                        <One lang id book/>
                    </li>
                </For>
            </ul>
            <Add lang book/>
        </div>
    }
}

type Kept = RwSignal<(Cases, Keeping)>;

fn notice(text: &'static str) -> AnyView {
    view! { <Note weight=Weight::Look><p>{text}</p></Note> }.into_any()
}

fn change(book: Kept, change: impl FnOnce(&mut Cases)) {
    keeping::change(change);
    book.set(keeping::get::<Cases>());
}

/// A case with its fields; every change is kept at once.
#[component]
fn One(lang: Lang, id: u32, book: Kept) -> impl IntoView {
    let text = Texts::of(lang);
    let case = Memo::new(move |_| book.with(|(cases, _)| cases.get(id).cloned()));
    let field = move |name: &'static str, label: &'static str, of: fn(&mut Case) -> &mut String| {
        let value = Signal::derive(move || {
            case.get()
                .map(|mut case| of(&mut case).clone())
                .unwrap_or_default()
        });
        view! {
            <TextField
                id=format!("{name}-{id}")
                label=label
                value=value
                kind="search"
                error=Signal::derive(|| None::<String>)
                on_input=move |written| {
                    change(book, |cases| cases.change(id, |case| *of(case) = written));
                }
            />
        }
    };
    let due = Signal::derive(move || {
        let due = case.get().and_then(|case| case.due);
        due.map(|day| day.to_string()).unwrap_or_default()
    });
    let head = move || {
        let case = case.get()?;
        let group = case.cause.group();
        let late = case.is_due(today());
        Some(view! {
            <div class=format!("row case-head {}", tone(group))>
                {shape(group)}
                <a href=Route::Guide(Some(case.cause)).href()>{cause::name(lang, case.cause)}</a>
                <b class="num">{amount::amount(lang, case.amount)}</b>
                <small class="dim">{text.from} " " {amount::day(lang, case.since)}</small>
                {late.then(|| chip(Group::Look, text.due_now))}
                {case.closed.then(|| chip(Group::Normal, text.closed))}
            </div>
        })
    };
    let remind = move |_| {
        let file = case
            .get_untracked()
            .and_then(|case| reminder(&case, lang, today()));
        if let Some(file) = file {
            crate::download::save(&format!("yifen-{id}.ics"), "text/calendar", &file);
        }
    };
    let closed = move || case.get().is_some_and(|case| case.closed);
    view! {
        <article class="card stack-s">
            {head}
            <div class="fields">
                {field("whom", text.whom, |case| &mut case.whom)}
                {field("number", text.number, |case| &mut case.number)}
                {field("next", text.next, |case| &mut case.next)}
                <TextField
                    id=format!("due-{id}")
                    label=text.due
                    value=due
                    kind="date"
                    error=Signal::derive(|| None::<String>)
                    on_input=move |written| {
                        change(book, |cases| cases.change(id, |case| case.due = day(&written)));
                    }
                />
            </div>
            <div class="row">
                {move || {
                    (!due.with(String::is_empty))
                        .then(|| {
                            view! {
                                <button class="btn" on:click=remind>
                                    {Icon::Save.draw()}
                                    {text.remind}
                                </button>
                            }
                        })
                }}
                <button
                    class="btn btn-quiet"
                    on:click=move |_| {
                        change(book, |cases| cases.change(id, |case| case.closed = !case.closed));
                    }
                >
                    {move || if closed() { text.reopen } else { text.close }}
                </button>
                <button
                    class="btn btn-quiet"
                    on:click=move |_| change(book, |cases| cases.remove(id))
                >
                    {text.remove}
                </button>
            </div>
        </article>
    }
}

fn day(written: &str) -> Option<Day> {
    read_date(written, DateOrder::YearFirst).ok()
}

/// A case by hand.
#[component]
fn Add(lang: Lang, book: Kept) -> impl IntoView {
    let text = Texts::of(lang);
    let store = use_store();
    let chosen = RwSignal::new(None);
    let sum = RwSignal::new(String::new());
    let since = RwSignal::new(today().to_string());
    let wrong = RwSignal::new((None::<&'static str>, None::<&'static str>));
    let add = move |_| {
        let currency = store.settings.with_untracked(|settings| settings.currency);
        let amount = read_amount(&sum.get_untracked(), currency, DecimalMark::Point).ok();
        let from = day(&since.get_untracked());
        let (Some(amount), Some(from)) = (amount, from) else {
            let bad = (
                amount.is_none().then_some(text.bad_amount),
                from.is_none().then_some(text.bad_day),
            );
            return wrong.set(bad);
        };
        let of = chosen.get_untracked().unwrap_or(Cause::Unexplained);
        let mut full = false;
        change(book, |cases| full = cases.open(of, amount, from).is_none());
        wrong.set((full.then_some(text.full), None));
        sum.set(String::new());
    };
    view! {
        <details class="fold">
            <summary>{text.add}</summary>
            <div class="stack-s">
                <div class="fields">
                    {cause_choice(
                        lang,
                        "case-cause".to_owned(),
                        text.cause,
                        cause::name(lang, Cause::Unexplained),
                        chosen,
                    )}
                    <TextField
                        id="case-amount".to_owned()
                        label=text.amount
                        value=sum
                        error=Signal::derive(move || wrong.get().0.map(str::to_owned))
                        on_input=move |written| sum.set(written)
                    />
                    <TextField
                        id="case-since".to_owned()
                        label=text.since
                        value=since
                        kind="date"
                        error=Signal::derive(move || wrong.get().1.map(str::to_owned))
                        on_input=move |written| since.set(written)
                    />
                </div>
                <button class="btn" on:click=add>
                    {text.add}
                </button>
            </div>
        </details>
    }
}

/// Opens a case from an answer and shows it.
pub fn open(cause: Cause, amount: Amount, since: Day) {
    // A list that is full shows so where she adds a case by hand.
    let _full = keeping::change(|cases: &mut Cases| {
        let known = cases.same(cause, amount, since);
        known.or_else(|| cases.open(cause, amount, since))
    });
    Route::Book.go();
}

/// Says at the start that something is due.
#[component]
pub fn DueNotice(lang: Lang) -> impl IntoView {
    let (cases, _) = keeping::get::<Cases>();
    let count = cases.due(today());
    (count > 0).then(|| {
        view! {
            <Note weight=Weight::Look>
                <p>{yifen::text::cases::due(lang, count)}</p>
                <a class="btn btn-quiet" href=Route::Book.href()>
                    {Texts::of(lang).open_book}
                </a>
            </Note>
        }
    })
}
