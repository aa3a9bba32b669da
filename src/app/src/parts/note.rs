//! A message: what happened, where, what to do.

use leptos::prelude::*;
use yifen::cause::Group;

use super::icon::Icon;
use super::shape::{shape, tone};

/// How much a message asks of her.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Good to know.
    Info,
    /// Needs a look.
    Look,
    /// Something did not work.
    Error,
}

/// A message. Errors are spoken at once, the rest when it is their turn.
#[component]
pub fn Note(weight: Weight, children: Children) -> impl IntoView {
    let (class, group) = match weight {
        Weight::Info => ("note tone-good", None),
        Weight::Look => ("note tone-look", Some(Group::Look)),
        Weight::Error => ("note tone-claim", Some(Group::Claim)),
    };
    let sign = group.map_or_else(
        || Icon::Info.draw().into_any(),
        |group| shape(group).into_any(),
    );
    view! {
        <div class=class role=(weight == Weight::Error).then_some("alert")>
            {sign}
            {children()}
        </div>
    }
}

/// A group's shape, class and word in a chip.
pub fn chip(group: Group, word: impl IntoView) -> impl IntoView {
    view! { <span class=format!("chip {}", tone(group))>{word}</span> }
}
