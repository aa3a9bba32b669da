/*!
What she says of a line or of a piece of the unexplained part: so, not so, another cause, a note.

Which question is asked stands in one signal for the whole page: one at a time.
*/

use std::collections::BTreeSet;

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yifen::answer::{Answer, LineView, UnexplainedPart};
use yifen::cause::Cause;
use yifen::money::Amount;
use yifen::protocol::RowsOf;
use yifen::text::verdict::{self, Verdict as Texts};
use yifen::text::{Lang, cause, words};
use yifen::verdict::{Kind, Mark, Word};

use super::cause_choice::cause_choice;
use super::field::TextField;
use super::focus::{focus_if_lost, focus_soon};
use crate::store::{Store, use_store};

/// A question that is asked of her.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// What she thinks of it.
    Menu,
    /// Which cause it is.
    Cause,
    /// Which of its rows stand apart, and which cause they are.
    Split,
    /// What there is to note.
    Note,
}

/// Which question is asked, and of what.
pub type Asking = RwSignal<Option<(RowsOf, Form)>>;

/// The rows that she ticked, by [`yifen::record::RowView::group`].
pub type Ticked = RwSignal<BTreeSet<u32>>;

/// What she judges, and how to know it again in another answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    of: RowsOf,
    /// The cause; [`Cause::Unexplained`] for a piece of the unexplained part.
    pub cause: Cause,
    amount: Amount,
    rows: u32,
    marks: Vec<Mark>,
    /// Whether its rows can be judged one by one.
    parts: bool,
}

impl Subject {
    /// A line of the bridge.
    pub fn line(index: usize, line: &LineView) -> Self {
        Self {
            of: RowsOf::Line(place(index)),
            cause: line.cause,
            amount: line.amount,
            rows: line.row_count,
            marks: line.verdicts.clone(),
            parts: line.row_count > 1,
        }
    }

    /// A piece of the unexplained part.
    pub fn rest(index: usize, part: &UnexplainedPart) -> Self {
        Self {
            of: RowsOf::Unexplained(place(index)),
            cause: Cause::Unexplained,
            amount: part.amount,
            rows: part.row_count,
            marks: part.verdicts.clone(),
            // What no test claimed is known as a whole only.
            parts: part.row_count > 1 && part.denied.is_some(),
        }
    }

    /// What stands at a place of the answer.
    pub fn at(of: RowsOf, answer: &Answer) -> Option<Self> {
        match of {
            RowsOf::Line(at) => {
                let line = answer.lines.get(at as usize)?;
                Some(Self::line(at as usize, line))
            }
            RowsOf::Unexplained(at) => {
                let part = answer.unexplained_parts.get(at as usize)?;
                Some(Self::rest(at as usize, part))
            }
            RowsOf::Payout(_) | RowsOf::File(_) => None,
        }
    }

    /// Where it stands in the present answer: that may have changed since it was drawn.
    fn now(&self, store: Store) -> Option<RowsOf> {
        store.outcome.with_untracked(|outcome| {
            let answer = outcome.as_ref()?.as_ref().ok()?;
            let lines = answer.lines.iter().enumerate();
            let lines = lines.map(|(index, line)| Self::line(index, line));
            let rests = answer.unexplained_parts.iter().enumerate();
            let rests = rests.map(|(index, part)| Self::rest(index, part));
            let mut all = lines.chain(rests);
            let same = |other: &Self| {
                (other.cause, other.amount, other.rows) == (self.cause, self.amount, self.rows)
            };
            let here = Self::at(self.of, answer).filter(same);
            here.or_else(|| all.find(same)).map(|found| found.of)
        })
    }

    fn has(&self, kind: Kind) -> bool {
        self.marks
            .iter()
            .any(|mark| mark.kind == kind && mark.rows >= self.rows)
    }

    /// The id of an element that belongs to it.
    fn id(&self, what: &str) -> String {
        match self.of {
            RowsOf::Unexplained(at) => format!("{what}-rest-{at}"),
            RowsOf::Line(at) | RowsOf::Payout(at) => format!("{what}-line-{at}"),
            RowsOf::File(file) => format!("{what}-file-{}", file.0),
        }
    }
}

fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Chips of what she said of a line.
pub fn states(lang: Lang, subject: &Subject) -> AnyView {
    let chips = subject.marks.iter().map(|mark| {
        let state = verdict::state_of(lang, mark.kind, mark.rows, subject.rows);
        view! { <span class="chip tone-good">{state}</span> }
    });
    chips.collect_view().into_any()
}

/// Her notes on a line.
pub fn notes(lang: Lang, subject: &Subject, answer: &Answer) -> AnyView {
    let notes = answer.verdicts.iter().filter(|judged| {
        let here = |mark: &Mark| mark.id == judged.verdict.id;
        !judged.verdict.note.is_empty() && subject.marks.iter().any(here)
    });
    let notes = notes.map(|judged| note_line(lang, &judged.verdict.note));
    notes.collect_view().into_any()
}

/// Her note.
pub fn note_line(lang: Lang, note: &str) -> AnyView {
    let note = verdict::labelled(lang, Texts::of(lang).note, note);
    view! { <span class="said-note">{note}</span> }.into_any()
}

/// How sure a line is, in a word, and why; her own lines rest on her word alone.
pub fn sure(lang: Lang, line: &LineView) -> (&'static str, &'static str) {
    let text = Texts::of(lang);
    match line.why {
        yifen::cause::Why::Said { .. } => (text.by_you, text.by_you_why),
        _ => words::confidence(lang, line.confidence),
    }
}

/// Where a menu stands.
#[derive(Clone, Copy)]
pub enum At {
    /// Under its line in the list, behind a button.
    List,
    /// On the page of its rows, always open, with the rows that she ticked.
    Page(Ticked),
}

/// The menu of a line. `reason` says how sure it is.
pub fn say(lang: Lang, subject: Subject, asking: Asking, at: At, reason: &'static str) -> AnyView {
    let of = subject.of;
    let open = matches!(at, At::Page(_));
    let form = Memo::new(move |_| {
        let here = asking.get().filter(|(asked, _)| *asked == of);
        here.map(|(_, form)| form).or(open.then_some(Form::Menu))
    });
    let button = (!open).then(|| {
        let name = cause::name(lang, subject.cause);
        let name = verdict::labelled(lang, Texts::of(lang).menu, name);
        let toggle = move |_| {
            asking.update(|now| {
                let here = now.is_some_and(|(asked, _)| asked == of);
                *now = (!here).then_some((of, Form::Menu));
            });
        };
        view! {
            <button
                class="btn btn-quiet say-open"
                id=subject.id("say")
                aria-label=name
                aria-expanded=move || form.get().is_some().to_string()
                on:click=toggle
            >
                {Texts::of(lang).menu}
            </button>
        }
    });
    let back = subject.id("say");
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && asking.get_untracked().is_some() {
            event.prevent_default();
            asking.set(None);
            focus_if_lost(vec![format!("#{back}"), FIRST.to_owned()]);
        }
    };
    view! {
        <div class="say no-print" on:keydown=on_key>
            {button}
            {move || {
                form.get()
                    .map(|form| {
                        let reason = (!open && form == Form::Menu)
                            .then(|| view! { <p class="dim">{reason}</p> });
                        view! {
                            <div class="say-form stack-xs">
                                {reason}
                                {asked(lang, &subject, form, asking, at)}
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// The first button of an open menu.
const FIRST: &str = ".say-menu button";

fn asked(lang: Lang, subject: &Subject, form: Form, asking: Asking, at: At) -> AnyView {
    match form {
        Form::Menu => menu(lang, subject, asking, at),
        Form::Cause | Form::Split => which_cause(lang, subject, form, asking, at),
        Form::Note => note(lang, subject, asking, at),
    }
}

fn menu(lang: Lang, subject: &Subject, asking: Asking, at: At) -> AnyView {
    let text = Texts::of(lang);
    let store = use_store();
    let of = subject.of;
    let line = matches!(of, RowsOf::Line(_));
    let doing = |label: &'static str, deed: Deed| {
        let subject = subject.clone();
        let act = move |_| perform(store, &subject, asking, at, deed.clone());
        view! {
            <button class="btn" on:click=act>
                {label}
            </button>
        }
        .into_any()
    };
    let asking_for = |label: &'static str, form: Form| {
        let field = format!("#{}", subject.id("say-field"));
        let ask = move |_| {
            asking.set(Some((of, form)));
            focus_soon(field.clone());
        };
        view! {
            <button class="btn" on:click=ask>
                {label}
            </button>
        }
        .into_any()
    };
    let simple = |kind: Kind| Deed::Say(kind, Cause::Unexplained, String::new());
    let mut buttons = Vec::new();
    if !subject.has(Kind::Confirm) {
        buttons.push(doing(text.confirm, simple(Kind::Confirm)));
    }
    if line {
        buttons.push(doing(text.reject, simple(Kind::Reject)));
    }
    let another = if line {
        text.reassign
    } else {
        text.part_of_rest
    };
    buttons.push(asking_for(another, Form::Cause));
    if subject.parts && matches!(at, At::Page(_)) {
        buttons.push(asking_for(text.split, Form::Split));
    }
    buttons.push(asking_for(text.note, Form::Note));
    if let Some(last) = subject.marks.last() {
        buttons.push(doing(text.remove, Deed::TakeBack(last.id)));
    }
    view! {
        <div class="row say-menu" role="group" aria-label=text.menu>
            {buttons}
        </div>
    }
    .into_any()
}

fn which_cause(lang: Lang, subject: &Subject, form: Form, asking: Asking, at: At) -> AnyView {
    let text = Texts::of(lang);
    let store = use_store();
    let chosen = RwSignal::new(None::<Cause>);
    let id = subject.id("say-field");
    let ticks = match (form, at) {
        (Form::Split, At::Page(ticked)) => Some(ticked),
        _ => None,
    };
    let lacks = move || {
        chosen.get().is_none() || ticks.is_some_and(|ticked| ticked.with(BTreeSet::is_empty))
    };
    let kind = ticks.map_or(Kind::Reassign, |_| Kind::Split);
    let saved = subject.clone();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if let (Some(to), false) = (chosen.get_untracked(), untrack(lacks)) {
            perform(
                store,
                &saved,
                asking,
                at,
                Deed::Say(kind, to, String::new()),
            );
        }
    };
    let ticked = ticks.map(|ticked| {
        view! {
            <p class="dim">{text.split_lead}</p>
            <p role="status">{move || verdict::ticked(lang, ticked.with(BTreeSet::len))}</p>
        }
    });
    view! {
        <form class="stack-xs" on:submit=save>
            {ticked}
            {cause_choice(lang, id, text.to, text.choose_cause, chosen)}
            {closing(lang, asking, Signal::derive(lacks))}
        </form>
    }
    .into_any()
}

fn note(lang: Lang, subject: &Subject, asking: Asking, at: At) -> AnyView {
    let store = use_store();
    // A line that she already spoke of has its note there.
    let of = subject.marks.last().map(|mark| mark.id);
    let before = of.map_or_else(String::new, |id| note_of(store, id));
    let saved = subject.clone();
    let save = move |note: String| {
        let deed = match of {
            Some(id) => Deed::Note(id, note),
            None if note.is_empty() => return asking.set(None),
            None => Deed::Say(Kind::Remark, Cause::Unexplained, note),
        };
        perform(store, &saved, asking, at, deed);
    };
    note_form(lang, subject.id("say-field"), before, save, move || {
        asking.set(None)
    })
}

/// The note of a verdict as it is now.
pub fn note_of(store: Store, id: u32) -> String {
    let verdicts = store.said().0.verdicts();
    let found = verdicts.into_iter().find(|verdict| verdict.id == id);
    found.map_or_else(String::new, |verdict| verdict.note)
}

/// A field for a note.
pub fn note_form(
    lang: Lang,
    id: String,
    before: String,
    on_save: impl Fn(String) + 'static,
    on_cancel: impl Fn() + Copy + 'static,
) -> AnyView {
    let text = Texts::of(lang);
    let written = RwSignal::new(before);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        on_save(written.get_untracked().trim().to_owned());
    };
    view! {
        <form class="stack-xs" on:submit=save>
            <TextField
                id=id
                label=text.note_label
                value=written
                kind="search"
                on_input=move |now| written.set(now)
            />
            <div class="row">
                <button class="btn">{text.save}</button>
                <button type="button" class="btn btn-quiet" on:click=move |_| on_cancel()>
                    {text.cancel}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn closing(lang: Lang, asking: Asking, lacks: Signal<bool>) -> AnyView {
    let text = Texts::of(lang);
    view! {
        <div class="row">
            <button class="btn" aria-disabled=move || lacks.get().to_string()>
                {text.save}
            </button>
            <button type="button" class="btn btn-quiet" on:click=move |_| asking.set(None)>
                {text.cancel}
            </button>
        </div>
    }
    .into_any()
}

/// What she does.
#[derive(Clone, Debug)]
enum Deed {
    /// She says something of the line; the cause counts where it is given another one.
    Say(Kind, Cause, String),
    /// She changes the note of a verdict.
    Note(u32, String),
    /// She takes a verdict back.
    TakeBack(u32),
}

/// Does it, has the files explained by it, and leaves the focus where it was.
fn perform(store: Store, subject: &Subject, asking: Asking, at: At, deed: Deed) {
    let subject = subject.clone();
    spawn_local(async move {
        match deed {
            Deed::Say(kind, to, note) => {
                store.rest().await;
                let groups = match (kind, at) {
                    (Kind::Split, At::Page(ticked)) => {
                        Some(ticked.with_untracked(|ticked| ticked.iter().copied().collect()))
                    }
                    _ => None,
                };
                let Some(of) = subject.now(store) else { return };
                let Some(target) = store.target(of, groups).await else {
                    return;
                };
                let Some(word) = Word::about(kind, target, to) else {
                    return;
                };
                store.judge(|log| log.say(word, &note)).await;
            }
            Deed::Note(id, note) => store.judge(|log| log.note(id, &note)).await,
            Deed::TakeBack(id) => store.judge(|log| log.take_back(id)).await,
        }
        // The page may have been left meanwhile.
        let _left = asking.try_set(None);
        if let At::Page(ticked) = at {
            let _left = ticked.try_update(BTreeSet::clear);
        }
        focus_if_lost(vec![
            format!("#{}", subject.id("say")),
            FIRST.to_owned(),
            "#said-undo".to_owned(),
        ]);
    });
}
