//! What stays on this computer, how to see that it does, and how to erase what is kept.

use leptos::prelude::*;
use yifen::settings::Settings;
use yifen::text::Lang;
use yifen::text::pages::PrivacyPage as Texts;

use crate::casebook;
use crate::mappings;
use crate::parts::icon::Icon;
use crate::preference::{self, Theme};
use crate::store::use_store;

/// The page.
#[component]
pub fn Privacy(lang: Lang) -> impl IntoView {
    let text = Texts::of(lang);
    let kept = [
        (text.files, text.files_where),
        (text.answer, text.answer_where),
        (text.contract, text.contract_where),
        (text.cases, text.choices_where),
        (text.mappings, text.choices_where),
        (text.choices, text.choices_where),
    ]
    .map(|(what, place)| {
        view! {
            <tr>
                <th scope="row">{what}</th>
                <td>{place}</td>
            </tr>
        }
    });
    let proof = [text.proof_1, text.proof_2, text.proof_3, text.proof_4]
        .map(|step| view! { <li><span>{step}</span></li> });
    view! {
        <div class="stack">
            <header class="stack-s">
                <h1>{text.title}</h1>
                <p class="lead">{text.lead}</p>
            </header>
            <section class="card stack-s" aria-labelledby="sent-title">
                <h2 id="sent-title" class="promise">
                    {Icon::Lock.draw()}
                    {text.sent_title}
                </h2>
                <p class="prose">{text.sent}</p>
            </section>
            <section class="stack-s" aria-labelledby="stays-title">
                <h2 id="stays-title">{text.stays_title}</h2>
                <table class="ledger">
                    <tbody>{kept}</tbody>
                </table>
            </section>
            <section class="stack-s" aria-labelledby="proof-title">
                <h2 id="proof-title">{text.proof_title}</h2>
                <ol class="todo prose">{proof}</ol>
            </section>
            <section class="stack-s" aria-labelledby="rule-title">
                <h2 id="rule-title">{text.rule_title}</h2>
                <p class="prose">{text.rule}</p>
            </section>
            <Erase lang/>
        </div>
    }
}

#[component]
fn Erase(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let done = RwSignal::new(false);
    let erase = move |_| {
        store.set_settings(Settings::default());
        store.theme.set(Theme::System);
        // Setting the theme keeps it again, so erasing comes after all that follows from it.
        request_animation_frame(move || {
            preference::erase();
            casebook::forget();
            mappings::forget();
            done.set(true);
        });
    };
    view! {
        <section class="stack-s" aria-labelledby="erase-title">
            <h2 id="erase-title">{text.erase_title}</h2>
            <p class="prose">{text.erase_lead}</p>
            <div class="row">
                <button class="btn" on:click=erase>
                    {text.erase}
                </button>
                <span role="status">{move || done.get().then_some(text.erased)}</span>
            </div>
        </section>
    }
}
