//! The list of causes, what can be claimed first.

use std::sync::Arc;

use leptos::prelude::*;
use yifen::answer::{Answer, LineView};
use yifen::cause::Group;
use yifen::money::Amount;
use yifen::protocol::RowsOf;
use yifen::text::bridge::{self, Bridge as Texts};
use yifen::text::{Lang, cause, why, words};

use super::{group_head, rows_href};
use crate::parts::amount;
use crate::parts::icon::Icon;
use crate::parts::note::chip;
use crate::parts::shape::tone;

/// What asks the most of her comes first.
const ORDER: [Group; 4] = [Group::Claim, Group::Look, Group::Transit, Group::Normal];

/// The causes by group.
#[component]
pub fn Causes(lang: Lang, answer: Arc<Answer>) -> impl IntoView {
    ORDER
        .map(|group| view! { <Lines lang group answer=answer.clone()/> })
        .collect_view()
}

#[component]
fn Lines(lang: Lang, group: Group, answer: Arc<Answer>) -> impl IntoView {
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
        .map(|(index, line)| view! { <li>{one(lang, index, line)}</li> })
        .collect_view();
    view! {
        <section aria-label=words::group(lang, group)>
            {group_head(lang, group, amount::amount(lang, sum))}
            <ul>
                {shown}
                {rest.then(|| unexplained(lang, &answer))}
            </ul>
        </section>
    }
    .into_any()
}

fn one(lang: Lang, index: usize, line: &LineView) -> impl IntoView + use<> {
    let group = line.cause.group();
    let (sure, reason) = words::confidence(lang, line.confidence);
    let others = (line.alternatives > 1).then(|| bridge::alternatives(lang, line.alternatives));
    let of = RowsOf::Line(u32::try_from(index).unwrap_or(u32::MAX));
    view! {
        <a class=format!("cause {}", tone(group)) href=rows_href(of)>
            <span class="head">
                <b>{cause::name(lang, line.cause)}</b>
                <span title=reason>{chip(Group::Root, sure)}</span>
                <small class="dim">{bridge::row_count(lang, line.row_count)}</small>
            </span>
            <span class="num">{amount::amount(lang, line.amount)}</span>
            <span class="why">{why::sentence(lang, line)} {others}</span>
            {Icon::Next.draw()}
        </a>
    }
}

/// What no cause fits, and where it sits.
fn unexplained(lang: Lang, answer: &Answer) -> impl IntoView + use<> {
    let text = Texts::of(lang);
    let parts = answer
        .unexplained_parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let day = part.due.map(|day| amount::near_day(lang, day));
            let of = RowsOf::Unexplained(u32::try_from(index).unwrap_or(u32::MAX));
            view! {
                <li>
                    <a class="cause tone-look" href=rows_href(of)>
                        <span class="head">
                            {bridge::unexplained_in(lang, day.as_deref())}
                            <small class="dim">{bridge::row_count(lang, part.row_count)}</small>
                        </span>
                        <span class="num">{amount::amount(lang, part.amount)}</span>
                        {Icon::Next.draw()}
                    </a>
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
}
