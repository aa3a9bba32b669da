//! The shape and the class of a group: colour never stands alone.

use leptos::prelude::*;
use yifen::answer::PayoutState;
use yifen::cause::Group;

/// The class that sets a group's tone.
pub const fn tone(group: Group) -> &'static str {
    match group {
        Group::Normal => "tone-normal",
        Group::Transit => "tone-transit",
        Group::Look => "tone-look",
        Group::Claim => "tone-claim",
        Group::Root => "tone-root",
    }
}

/// The group whose shape and tone a payout's state has.
pub const fn state_group(state: PayoutState) -> Group {
    match state {
        PayoutState::Arrived | PayoutState::ArrivedExplained => Group::Normal,
        PayoutState::OnItsWay => Group::Transit,
        PayoutState::Differs | PayoutState::Missing => Group::Look,
    }
}

/// The outline of a group's shape in a square of ten.
pub const fn outline(group: Group) -> &'static str {
    match group {
        Group::Normal => "M5 .5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9z",
        Group::Transit => "M1.5 .5L9.5 5L1.5 9.5z",
        Group::Look => "M5 0L10 5L5 10L0 5z",
        Group::Claim => "M5 .5L10 9.5H0z",
        Group::Root => "M1 1h8v8H1z",
    }
}

/// Draws a group's shape in its tone.
pub fn shape(group: Group) -> impl IntoView {
    view! {
        <svg class=format!("shape {}", tone(group)) viewBox="0 0 10 10" aria-hidden="true">
            <path d=outline(group)></path>
        </svg>
    }
}
