//! What she says of two rows: not one payment, or one.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yifen::record::RowView;
use yifen::text::verdict::{Verdict as Texts, labelled};
use yifen::text::{Lang, bridge, words};
use yifen::verdict::Word;

use super::View;
use super::row::when;
use crate::parts::amount;
use crate::parts::focus::{focus_if_lost, focus_soon};
use crate::store::{Store, use_store};

/// The row at hand, and what it may or may not be one payment with.
#[component]
pub fn PairBar(lang: Lang, view: View) -> impl IntoView {
    let store = use_store();
    let choosing = RwSignal::new(None::<(RowView, Vec<RowView>)>);
    let at_hand = Memo::new(move |_| {
        let index = view.active.get();
        let row = view.row(index)?;
        let mates = view.mates(index, &row);
        let mate = mates
            .into_iter()
            .flatten()
            .find(|mate| mate.may_be_one_with(&row));
        (mate.is_some() || row.may_have_a_partner()).then_some((row, mate))
    });
    // Another row is another question.
    Effect::new(move || {
        at_hand.track();
        choosing.set(None);
    });
    move || match (choosing.get(), at_hand.get()) {
        (Some((row, others)), _) => choice(lang, store, choosing, &row, &others),
        (None, Some((row, mate))) => bar(lang, store, choosing, row, mate),
        (None, None) => ().into_any(),
    }
}

type Choosing = RwSignal<Option<(RowView, Vec<RowView>)>>;

fn bar(
    lang: Lang,
    store: Store,
    choosing: Choosing,
    row: RowView,
    mate: Option<RowView>,
) -> AnyView {
    let text = Texts::of(lang);
    let named = labelled(lang, text.row, &name(lang, &row));
    let label = if mate.is_some() {
        text.apart
    } else {
        text.together
    };
    let act = move |_| match &mate {
        Some(mate) => say(store, &row, mate, Word::Apart),
        None => ask(store, choosing, row.clone()),
    };
    view! {
        <div class="pair-bar row no-print">
            <span>{named}</span>
            <button class="btn" id="pair-act" on:click=act>
                {label}
            </button>
        </div>
    }
    .into_any()
}

fn ask(store: Store, choosing: Choosing, row: RowView) {
    spawn_local(async move {
        let Some(named) = store.row_name(&row) else {
            return;
        };
        let others = store.candidates(named).await;
        // The page may have been left meanwhile.
        let _left = choosing.try_set(Some((row, others)));
        focus_soon(".pair-choice button".to_owned());
    });
}

fn choice(
    lang: Lang,
    store: Store,
    choosing: Choosing,
    row: &RowView,
    others: &[RowView],
) -> AnyView {
    let text = Texts::of(lang);
    let lead = if others.is_empty() {
        text.together_none
    } else {
        text.together_lead
    };
    let lines = others.iter().map(|other| {
        let (row, mate) = (row.clone(), other.clone());
        let take = move |_| {
            choosing.set(None);
            say(store, &row, &mate, Word::Together);
        };
        let named = name(lang, other);
        let label = format!("{} {named}", text.this_one);
        view! {
            <li class="row-apart">
                <span>{named}</span>
                <button class="btn" aria-label=label on:click=take>
                    {text.this_one}
                </button>
            </li>
        }
    });
    let cancel = move |_| {
        choosing.set(None);
        focus_if_lost(vec!["#pair-act".to_owned()]);
    };
    view! {
        <section class="pair-choice stack-xs no-print" aria-labelledby="pair-title">
            <div>
                <h3 id="pair-title">{text.together_title}</h3>
                <p>{name(lang, row)}</p>
                <p class="dim">{lead}</p>
            </div>
            <ul>{lines.collect_view()}</ul>
            <div>
                <button class="btn btn-quiet" on:click=cancel>
                    {text.cancel}
                </button>
            </div>
        </section>
    }
    .into_any()
}

fn say(
    store: Store,
    a: &RowView,
    b: &RowView,
    word: fn(yifen::verdict::RowName, yifen::verdict::RowName) -> Word,
) {
    if let (Some(a), Some(b)) = (store.row_name(a), store.row_name(b)) {
        spawn_local(async move {
            store.judge(|log| log.say(word(a, b), "")).await;
            focus_if_lost(vec!["#pair-act".to_owned(), "#said-undo".to_owned()]);
        });
    }
}

/// A row in a few words.
fn name(lang: Lang, row: &RowView) -> String {
    let parts = [
        format!(
            "{} {}",
            words::side_short(lang, row.side),
            bridge::place(lang, row.place)
        ),
        when(lang, row),
        words::kind(lang, row.kind).to_owned(),
        amount::amount(lang, row.amount),
        row.reference.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
