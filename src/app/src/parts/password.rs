//! The field for the password of a locked archive.

use leptos::prelude::*;
use web_sys::SubmitEvent;
use yifen::text::Lang;
use yifen::text::files::Files as Texts;

/// Asks for a password and hands it on; it is kept nowhere.
#[component]
pub fn PasswordForm(
    lang: Lang,
    /// The field's id; unique on the page.
    id: String,
    /// Whether she tried already: then the field takes the focus again.
    again: bool,
    /// Told the password.
    on_password: impl Fn(String) + 'static,
) -> impl IntoView {
    let text = Texts::of(lang);
    let field = NodeRef::<leptos::html::Input>::new();
    let described = format!("{id}-more");
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else {
            return;
        };
        let password = field.value();
        if password.is_empty() {
            // Refused only where the document is being closed.
            let _refused = field.focus();
        } else {
            field.set_value("");
            on_password(password);
        }
    };
    Effect::new(move || {
        if again && let Some(field) = field.get() {
            let _refused = field.focus();
        }
    });
    view! {
        <form class="password" on:submit=open>
            <div class="field">
                <label for=id.clone()>{text.password}</label>
                <input
                    id=id
                    type="password"
                    autocomplete="off"
                    aria-describedby=described.clone()
                    node_ref=field
                />
            </div>
            <button class="btn" type="submit">
                {text.unlock}
            </button>
            <small id=described class="dim">
                {text.password_kept}
            </small>
        </form>
    }
}
