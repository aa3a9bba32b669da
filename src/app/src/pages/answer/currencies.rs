//! Takings in several currencies side by side: each has an answer of its own, and one is shown.

use leptos::prelude::*;
use yifen::answer::CurrencySums;
use yifen::settings::Settings;
use yifen::text::Lang;
use yifen::text::bridge::Bridge as Texts;

use crate::parts::amount;
use crate::store::use_store;

/// The currencies and what each comes to; nothing where there is only one.
#[component]
pub fn Currencies(lang: Lang) -> impl IntoView {
    let store = use_store();
    // They stay while the answer in another of them is worked out: the pressed one keeps the focus.
    let listed = Memo::new(move |before: Option<&Vec<CurrencySums>>| {
        store.outcome.with(|outcome| match outcome {
            Some(Ok(answer)) => answer.currencies.clone(),
            Some(Err(_)) => Vec::new(),
            None if store.files.with(Vec::is_empty) => Vec::new(),
            None => before.cloned().unwrap_or_default(),
        })
    });
    let text = Texts::of(lang);
    move || {
        let cards: Vec<_> = listed
            .get()
            .into_iter()
            .map(|sums| view! { <Card lang sums/> })
            .collect();
        (!cards.is_empty()).then(|| {
            view! {
                <section class="stack-s" aria-labelledby="currencies-title">
                    <div>
                        <h2 id="currencies-title">{text.currencies}</h2>
                        <p class="dim">{text.currencies_lead}</p>
                    </div>
                    <div class="currencies">{cards}</div>
                </section>
            }
        })
    }
}

/// What one currency comes to; pressing it shows its answer.
#[component]
fn Card(lang: Lang, sums: CurrencySums) -> impl IntoView {
    let store = use_store();
    let currency = sums.takings.currency;
    let shown = Memo::new(move |_| {
        store.outcome.with(|outcome| {
            let answer = outcome.as_ref().and_then(|outcome| outcome.as_ref().ok());
            answer.map_or_else(
                || {
                    store
                        .settings
                        .with(|settings| settings.answer_in == Some(currency))
                },
                |answer| answer.currency == currency,
            )
        })
    });
    let choose = move |_| {
        if !shown.get_untracked() {
            store.set_settings(Settings {
                answer_in: Some(currency),
                ..store.settings.get_untracked()
            });
        }
    };
    let text = Texts::of(lang);
    let figures = [
        (text.takings, sums.takings),
        (text.received, sums.received),
        (text.gap, sums.gap),
        (text.unexplained, sums.unexplained),
    ]
    .map(|(label, sum)| {
        view! {
            <span class="pair">
                <span>{label}</span>
                <span class="num">{amount::amount(lang, sum)}</span>
            </span>
        }
    });
    view! {
        <button
            class="card currency"
            type="button"
            aria-pressed=move || shown.get().to_string()
            on:click=choose
        >
            <strong>{yifen::text::currency(lang, currency)}</strong>
            {figures}
        </button>
    }
}
