//! Lines of tender, amount and number: the mix of the comparison, the takings of the gap.

use leptos::prelude::*;
use yifen::record::Tender;

use super::desk::{Desk, Takes, TenderSelect};
use super::draft::{Draft, LineDraft};
use super::single::move_label;
use crate::parts::field::TextField;
use crate::parts::icon::Icon;

/// The lines of which part of the draft.
#[derive(Clone, Copy)]
pub struct Lines {
    /// Reads them.
    pub get: fn(&Draft) -> &Vec<LineDraft>,
    /// Writes them.
    pub set: fn(&mut Draft) -> &mut Vec<LineDraft>,
}

/// The lines, with a way to add and to remove one.
#[component]
pub fn LineFields(
    desk: Desk,
    /// Begins the ids of its fields.
    name: &'static str,
    lines: Lines,
    /// What the amount is called.
    amount: &'static str,
    /// Whether "only a total" may be chosen.
    unknown: bool,
    /// No more lines than this.
    most: usize,
) -> impl IntoView {
    let text = desk.text();
    let count = Memo::new(move |_| desk.draft.with(|draft| (lines.get)(draft).len()));
    let add = move |_| {
        desk.change(|draft| {
            let next = draft
                .plan
                .tenders()
                .into_iter()
                .find(|tender| !(lines.get)(draft).iter().any(|line| line.tender == *tender));
            (lines.set)(draft).push(LineDraft::new(next.unwrap_or(Tender::CreditCard)));
        });
    };
    view! {
        <ul class="stack-xs">
            {move || {
                (0..count.get())
                    .map(|index| view! { <Line desk name lines amount unknown index/> })
                    .collect_view()
            }}
        </ul>
        {move || {
            (count.get() < most)
                .then(|| {
                    view! {
                        <div>
                            <button class="btn" type="button" on:click=add>
                                {text.add_line}
                            </button>
                        </div>
                    }
                })
        }}
    }
}

#[component]
fn Line(
    desk: Desk,
    name: &'static str,
    lines: Lines,
    amount: &'static str,
    unknown: bool,
    index: usize,
) -> impl IntoView {
    let text = desk.text();
    let of = move |get: fn(&LineDraft) -> &String| {
        Signal::derive(move || {
            desk.draft
                .with(|draft| (lines.get)(draft).get(index).map(|line| get(line).clone()))
                .unwrap_or_default()
        })
    };
    let put = move |set: fn(&mut LineDraft) -> &mut String| {
        move |typed: String| {
            desk.change(|draft| {
                if let Some(line) = (lines.set)(draft).get_mut(index) {
                    *set(line) = typed;
                }
            });
        }
    };
    let tender = Memo::new(move |_| {
        desk.draft
            .with(|draft| (lines.get)(draft).get(index).map(|line| line.tender))
            .unwrap_or_default()
    });
    let (money, count) = (of(|line| &line.amount), of(|line| &line.count));
    let remove = move |_| {
        desk.change(|draft| {
            let lines = (lines.set)(draft);
            if index < lines.len() && lines.len() > 1 {
                lines.remove(index);
            }
        });
    };
    view! {
        <li class="mix-line">
            <div class="field">
                <label for=format!("{name}-{index}-tender")>{text.tender}</label>
                <TenderSelect
                    desk
                    id=format!("{name}-{index}-tender")
                    value=tender
                    unknown
                    on_pick=move |picked| {
                        desk.change(|draft| {
                            if let Some(line) = (lines.set)(draft).get_mut(index) {
                                line.tender = picked;
                            }
                        });
                    }
                />
            </div>
            <TextField
                id=format!("{name}-{index}-amount")
                label=move_label(desk, amount)
                value=money
                on_input=put(|line| &mut line.amount)
                error=Signal::derive(move || desk.wrong(&money.read(), Takes::Positive))
            />
            <TextField
                id=format!("{name}-{index}-count")
                label=text.count
                value=count
                on_input=put(|line| &mut line.count)
                error=Signal::derive(move || desk.wrong(&count.read(), Takes::Count))
                placeholder=if unknown { text.count_hint } else { "1" }
            />
            <button
                class="btn btn-icon"
                type="button"
                aria-label=format!("{} {}", text.remove_line, index + 1)
                title=text.remove_line
                on:click=remove
            >
                {Icon::Close.draw()}
            </button>
        </li>
    }
}
