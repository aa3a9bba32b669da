//! A labelled field with its unit, its hint and what is wrong with it.

use leptos::prelude::*;
use yifen::cause::Group;

use super::shape::shape;

/// A text field for a number or a word. `value` is followed, `on_input` is told every change.
#[component]
pub fn TextField(
    /// The element's id; unique on the page.
    id: String,
    /// What it is.
    #[prop(into)]
    label: String,
    /// Its text.
    #[prop(into)]
    value: Signal<String>,
    /// Told of every change.
    on_input: impl Fn(String) + 'static,
    /// What is wrong, where something is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The unit behind it.
    #[prop(optional, into)]
    unit: Option<&'static str>,
    /// A word of help.
    #[prop(optional, into)]
    hint: Option<&'static str>,
    /// Shown while it is empty.
    #[prop(optional, into)]
    placeholder: Option<&'static str>,
    /// The kind of field; a number where nothing is said.
    #[prop(default = "text")]
    kind: &'static str,
) -> impl IntoView {
    let described = format!("{id}-more");
    let number = (kind == "text").then_some("decimal");
    let invalid = move || error.get().is_some().then_some("true");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <div class:with-unit=unit.is_some()>
                <input
                    id=id
                    type=kind
                    inputmode=number
                    autocomplete="off"
                    placeholder=placeholder
                    aria-invalid=invalid
                    aria-describedby=described.clone()
                    prop:value=value
                    on:input:target=move |event| on_input(event.target().value())
                />
                {unit.map(|unit| view! { <span aria-hidden="true">{unit}</span> })}
            </div>
            <div id=described>
                {hint.map(|hint| view! { <small class="dim">{hint}</small> })}
                {move || error.get().map(error_line)}
            </div>
        </div>
    }
}

/// What is wrong with a field.
pub fn error_line(error: String) -> impl IntoView {
    view! {
        <p class="field-error">
            {shape(Group::Claim)}
            <span>{error}</span>
        </p>
    }
}
