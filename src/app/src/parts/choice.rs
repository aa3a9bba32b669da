//! A list to choose one of, with its label.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsCast;
use web_sys::HtmlSelectElement;

/// A labelled list. Its options may change while it keeps the focus.
#[component]
pub fn Choice<T>(
    /// The element's id; unique on the page.
    #[prop(into)]
    id: String,
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// What can be chosen, each with its words.
    #[prop(into)]
    options: Signal<Vec<(T, String)>>,
    /// What is chosen now.
    #[prop(into)]
    chosen: Signal<T>,
    /// Told of every choice.
    on_choose: impl Fn(T) + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let change = move |event: web_sys::Event| {
        let select = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let index = select.and_then(|select| usize::try_from(select.selected_index()).ok());
        let option = options.with_untracked(|options| options.get(index?).cloned());
        if let Some((value, _)) = option {
            on_choose(value);
        }
    };
    let listed = move || {
        options
            .get()
            .into_iter()
            .map(|(value, words)| {
                view! { <option prop:selected=move || chosen.with(|now| *now == value)>{words}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change=change>
                {listed}
            </select>
        </div>
    }
}
