//! The list of causes, what can be claimed first.

use std::sync::Arc;

use leptos::prelude::*;
use yifen::answer::{Answer, LineView, UnexplainedPart};
use yifen::cause::Group;
use yifen::money::Amount;
use yifen::protocol::RowsOf;
use yifen::text::bridge::{self, Bridge as Texts};
use yifen::text::{Lang, cause, verdict, why, words};

use super::{group_head, rows_href};
use crate::parts::amount;
use crate::parts::cause_choice::GROUPS;
use crate::parts::icon::Icon;
use crate::parts::note::chip;
use crate::parts::say::{Asking, At, Subject, notes, say, states, sure};
use crate::parts::shape::tone;

/// The causes by group.
#[component]
pub fn Causes(lang: Lang, answer: Arc<Answer>, asking: Asking) -> impl IntoView {
    GROUPS
        .map(|group| view! { <Lines lang group answer=answer.clone() asking/> })
        .collect_view()
}

#[component]
fn Lines(lang: Lang, group: Group, answer: Arc<Answer>, asking: Asking) -> impl IntoView {
    let lines: Vec<(usize, &LineView)> = answer
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.cause.group() == group)
        .collect();
    let rest = group == Group::Look && !answer.unexplained.is_zero();
    if lines.is_empty() && !rest {
        return ().into_any();
    }
    let sum = if rest {
        let sum = answer
            .sum_of(group)
            .minor
            .saturating_add(answer.unexplained.minor);
        Amount::new(sum, answer.currency)
    } else {
        answer.sum_of(group)
    };
    let shown = lines
        .into_iter()
        .map(|(index, line)| view! { <li>{one(lang, index, line, &answer, asking)}</li> })
        .collect_view();
    view! {
        <section aria-label=words::group(lang, group)>
            {group_head(lang, group, amount::amount(lang, sum))}
            <ul>
                {shown}
                {rest.then(|| unexplained(lang, &answer, asking))}
            </ul>
        </section>
    }
    .into_any()
}

fn one(lang: Lang, index: usize, line: &LineView, answer: &Answer, asking: Asking) -> AnyView {
    let group = line.cause.group();
    let (sure, reason) = sure(lang, line);
    let others = bridge::beside(lang, line);
    let of = RowsOf::Line(u32::try_from(index).unwrap_or(u32::MAX));
    let subject = Subject::line(index, line);
    view! {
        <a class=format!("cause {}", tone(group)) href=rows_href(of)>
            <span class="head">
                <b>{cause::name(lang, line.cause)}</b>
                <span title=reason>{chip(Group::Root, sure)}</span>
                {states(lang, &subject)}
                <small class="dim">{bridge::row_count(lang, line.row_count)}</small>
            </span>
            <span class="num">{amount::amount(lang, line.amount)}</span>
            <span class="why">
                {why::sentence(lang, line)} {others} {notes(lang, &subject, answer)}
            </span>
            {Icon::Next.draw()}
        </a>
        {say(lang, subject, asking, At::List, reason)}
    }
    .into_any()
}

/// What no cause fits, and where it sits.
fn unexplained(lang: Lang, answer: &Answer, asking: Asking) -> AnyView {
    let text = Texts::of(lang);
    let parts = answer
        .unexplained_parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let of = RowsOf::Unexplained(u32::try_from(index).unwrap_or(u32::MAX));
            let subject = Subject::rest(index, part);
            view! {
                <li>
                    <a class="cause tone-look" href=rows_href(of)>
                        <span class="head">
                            {part_name(lang, part)}
                            {states(lang, &subject)}
                            <small class="dim">{bridge::row_count(lang, part.row_count)}</small>
                        </span>
                        <span class="num">{amount::amount(lang, part.amount)}</span>
                        <span class="why">{notes(lang, &subject, answer)}</span>
                        {Icon::Next.draw()}
                    </a>
                    // Without a row there is nothing that her word could be about.
                    {(part.row_count > 0).then(|| say(lang, subject, asking, At::List, ""))}
                </li>
            }
        })
        .collect_view();
    view! {
        <li>
            <div class="cause cause-still tone-look">
                <span class="head">
                    <b>{text.unexplained}</b>
                </span>
                <span class="num">{amount::amount(lang, answer.unexplained)}</span>
                <span class="why">{text.unexplained_why}</span>
            </div>
            <ul class="indent">{parts}</ul>
        </li>
    }
    .into_any()
}

/// Where a piece of the unexplained part comes from: a day, or a line that she denied.
pub fn part_name(lang: Lang, part: &UnexplainedPart) -> String {
    match part.denied {
        Some(was) => verdict::denied(lang, was),
        None => {
            let day = part.due.map(|day| amount::near_day(lang, day));
            bridge::unexplained_in(lang, day.as_deref())
        }
    }
}
