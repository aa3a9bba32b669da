//! The proof: what was opened, in its own words, and its rows from every file.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yifen::answer::{Answer, LineView, UnexplainedPart};
use yifen::cause::{Cause, Group};
use yifen::money::Amount;
use yifen::protocol::RowsOf;
use yifen::text::bridge::{self, Bridge as Texts};
use yifen::text::verdict::Verdict as Words;
use yifen::text::{Lang, cause, why, words};
use yifen::verdict::Mark;

use super::answer::part_name;
use crate::parts::amount;
use crate::parts::icon::Icon;
use crate::parts::note::chip;
use crate::parts::said_bar::SaidBar;
use crate::parts::say::{Asking, At, Form, Subject, Ticked, notes, say, states, sure};
use crate::parts::shape::{shape, state_group, tone};
use crate::parts::sheet::{Handling, Sheet};
use crate::route::Route;
use crate::store::{Store, use_store};

/// The page.
#[component]
pub fn Rows(lang: Lang, of: RowsOf) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let back = match of {
        RowsOf::File(_) => (Route::Files, text.back_files),
        _ => (Route::Answer, text.back),
    };
    // What was opened, without what she says of it: that does not change its rows.
    let opened = Memo::new(move |_| match of {
        RowsOf::File(file) => store.files.with(|files| {
            let loaded = files.iter().find(|loaded| loaded.id == file)?;
            Some(Opened::File(loaded.report.name.clone()))
        }),
        _ => with_answer(store, |answer| Opened::of(of, answer)),
    });
    stay_with_the_line(of);
    view! {
        <div class="stack">
            <a class="back" href=back.0.href()>
                {Icon::Back.draw()}
                {back.1}
            </a>
            {move || match opened.get() {
                Some(opened) => proof(lang, of, opened),
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
            <SaidBar lang/>
        </div>
    }
}

/// What was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Opened {
    File(String),
    Payout,
    /// A line or a piece of the unexplained part: its cause, its amount, how many rows it has.
    Judged(Cause, Amount, u32),
}

impl Opened {
    /// `None` where it is not there any more.
    fn of(of: RowsOf, answer: &Answer) -> Option<Self> {
        match of {
            RowsOf::Payout(at) => answer.payouts.get(at as usize).map(|_| Self::Payout),
            RowsOf::Line(at) => {
                let line = answer.lines.get(at as usize)?;
                Some(Self::Judged(line.cause, line.amount, line.row_count))
            }
            RowsOf::Unexplained(at) => {
                let part = answer.unexplained_parts.get(at as usize)?;
                let was = part.denied.unwrap_or(Cause::Unexplained);
                Some(Self::Judged(was, part.amount, part.row_count))
            }
            RowsOf::File(_) => None,
        }
    }
}

fn with_answer<T>(store: Store, ask: impl FnOnce(&Answer) -> Option<T>) -> Option<T> {
    store
        .outcome
        .with(|outcome| ask(outcome.as_ref()?.as_ref().ok()?))
}

/// Her word may give a line another place, or take it away: then the page follows it, to a line of
/// the same cause, to where her word put the rows, or back to the answer.
fn stay_with_the_line(of: RowsOf) {
    let store = use_store();
    let before = StoredValue::new(None::<Cause>);
    Effect::new(move || {
        let now = with_answer(store, |answer| {
            let cause = Opened::of(of, answer).and_then(|opened| opened.cause());
            Some((
                cause,
                before
                    .get_value()
                    .map(|before| place_of(before, of, answer)),
            ))
        });
        match now {
            // It is being worked out, or there is no answer.
            None => {}
            Some((cause, Some(there))) if cause != before.get_value() => there.go_instead(),
            Some((cause, _)) => before.set_value(cause),
        }
    });
}

/// Where the rows of what was under this cause are now.
fn place_of(before: Cause, of: RowsOf, answer: &Answer) -> Route {
    let (RowsOf::Line(at) | RowsOf::Unexplained(at)) = of else {
        return Route::Answer;
    };
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let lines = answer.lines.iter().enumerate();
    let nearest = lines
        .filter(|(_, line)| line.cause == before && matches!(of, RowsOf::Line(_)))
        .map(|(index, _)| place(index))
        .min_by_key(|index| index.abs_diff(at));
    let last = answer.verdicts.last().map(|judged| judged.verdict.id);
    let hers = |marks: &[Mark]| marks.iter().any(|mark| Some(mark.id) == last);
    let line = || answer.lines.iter().position(|line| hers(&line.verdicts));
    let mut parts = answer.unexplained_parts.iter();
    let mut part = move || parts.position(|part| hers(&part.verdicts));
    nearest
        .or_else(|| line().map(place))
        .map(RowsOf::Line)
        .or_else(|| part().map(|at| RowsOf::Unexplained(place(at))))
        .map_or(Route::Answer, Route::Rows)
}

impl Opened {
    fn cause(&self) -> Option<Cause> {
        match self {
            Self::Judged(cause, ..) => Some(*cause),
            Self::File(_) | Self::Payout => None,
        }
    }
}

/// Head, what to do, what she says, rows.
fn proof(lang: Lang, of: RowsOf, opened: Opened) -> AnyView {
    let store = use_store();
    let text = Texts::of(lang);
    let asking: Asking = RwSignal::new(None);
    let ticked: Ticked = RwSignal::new(BTreeSet::new());
    let handling = Handling {
        ticked,
        ticking: Signal::derive(move || matches!(asking.get(), Some((_, Form::Split)))),
        pairing: !matches!(opened, Opened::File(_)),
    };
    let judged = matches!(opened, Opened::Judged(_, _, rows) if rows > 0).then(|| {
        view! {
            <section class="stack-xs no-print" aria-labelledby="say-title">
                <h2 id="say-title">{Words::of(lang).menu}</h2>
                {move || {
                    with_answer(store, |answer| Subject::at(of, answer))
                        .map(|subject| say(lang, subject, asking, At::Page(ticked), ""))
                }}
            </section>
        }
    });
    view! {
        {match opened {
            Opened::File(name) => view! { <h1>{text.file_rows} " " {name}</h1> }.into_any(),
            _ => {
                (move || with_answer(store, |answer| of_answer(lang, of, answer))).into_any()
            }
        }}
        {judged}
        <section class="stack-xs" aria-labelledby="rows-title">
            <h2 id="rows-title">{text.rows_title}</h2>
            <p class="dim">{text.rows_lead}</p>
            <Sheet lang of handling/>
        </section>
    }
    .into_any()
}

/// What was opened in the answer; `None` where it is not there any more.
fn of_answer(lang: Lang, of: RowsOf, answer: &Answer) -> Option<AnyView> {
    let said = Subject::at(of, answer).map(|subject| {
        view! {
            {states(lang, &subject)}
            {notes(lang, &subject, answer)}
        }
        .into_any()
    });
    match of {
        RowsOf::Line(index) => {
            let line = answer.lines.get(index as usize)?;
            Some(line_head(lang, line, said).into_any())
        }
        RowsOf::Payout(index) => {
            let payout = answer.payouts.get(index as usize)?;
            Some(payout_head(lang, payout).into_any())
        }
        RowsOf::Unexplained(index) => {
            let part = answer.unexplained_parts.get(index as usize)?;
            Some(unexplained_head(lang, part, said).into_any())
        }
        RowsOf::File(_) => None,
    }
}

fn line_head(lang: Lang, line: &LineView, said: Option<AnyView>) -> impl IntoView + use<> {
    let group = line.cause.group();
    let (sure, reason) = sure(lang, line);
    let others = bridge::beside(lang, line);
    view! {
        <header class=format!("proof-head {}", tone(group))>
            <p class="state">{shape(group)} {words::group(lang, group)}</p>
            <h1>{cause::name(lang, line.cause)}</h1>
            <p class="proof-amount">{amount::amount(lang, line.amount)}</p>
            <p>{why::sentence(lang, line)}</p>
            {others.map(|others| view! { <p>{others}</p> })}
            <p class="dim">{chip(Group::Root, sure)} " " {reason}</p>
            <p class="said-states">{said}</p>
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

fn unexplained_head(
    lang: Lang,
    part: &UnexplainedPart,
    said: Option<AnyView>,
) -> impl IntoView + use<> {
    let text = Texts::of(lang);
    view! {
        <header class="proof-head tone-look">
            <p class="state">{shape(Group::Look)} {text.unexplained}</p>
            <h1>{part_name(lang, part)}</h1>
            <p class="proof-amount">{amount::amount(lang, part.amount)}</p>
            <p>{text.unexplained_why}</p>
            <p class="said-states">{said}</p>
        </header>
        {todo(lang, Group::Look, Cause::Unexplained)}
    }
}
