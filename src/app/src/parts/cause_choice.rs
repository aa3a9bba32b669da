//! A list of causes to choose one of, by what each asks of her.

use leptos::prelude::*;
use yifen::cause::{Cause, Group};
use yifen::text::{Lang, cause, words};

/// What asks the most of her comes first.
pub const GROUPS: [Group; 4] = [Group::Claim, Group::Look, Group::Transit, Group::Normal];

/// A labelled list of the causes that carry money. Where none is chosen it says `none`.
pub fn cause_choice(
    lang: Lang,
    id: String,
    label: &'static str,
    none: &'static str,
    chosen: RwSignal<Option<Cause>>,
) -> AnyView {
    let now = chosen.get_untracked();
    let option = |of: Cause| {
        view! {
            <option value=of.id() selected=now == Some(of)>
                {cause::name(lang, of)}
            </option>
        }
    };
    let groups = GROUPS
        .map(|group| {
            let of_group = Cause::ALL
                .iter()
                .filter(|&&of| of.group() == group && of != Cause::Unexplained);
            let of_group = of_group.map(|&of| option(of)).collect_view();
            view! { <optgroup label=words::group(lang, group)>{of_group}</optgroup> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select
                id=id
                on:change:target=move |event| chosen.set(Cause::parse(&event.target().value()))
            >
                <option value="" selected=now.is_none()>
                    {none}
                </option>
                {groups}
            </select>
        </div>
    }
    .into_any()
}
