//! The button that tries to send something by every road, and what became of each.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yifen::cause::Group;
use yifen::text::Lang;
use yifen::text::privacy::{self, PrivacyPage as Texts};

use crate::browser;
use crate::parts::note::{Note, Weight, chip};

/// What became of a road, as `src/web/roads.js` tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Rule,
    Page,
    Absent,
    Open,
}

impl Verdict {
    /// What is not known to be refused counts as open.
    fn of(name: &str) -> Self {
        match name {
            "rule" => Self::Rule,
            "page" => Self::Page,
            "none" => Self::Absent,
            _ => Self::Open,
        }
    }
}

type Roads = Vec<(String, String)>;

#[component]
pub fn Trial(lang: Lang, sealed: RwSignal<bool>) -> impl IntoView {
    let text = Texts::of(lang);
    let trying = RwSignal::new(false);
    let roads = RwSignal::new(None::<Roads>);
    let start = move |_| {
        trying.set(true);
        roads.set(None);
        spawn_local(async move {
            let told = browser::try_roads().await.ok();
            let told = told.and_then(|told| serde_wasm_bindgen::from_value(told).ok());
            let _left = (trying.try_set(false), roads.try_set(told));
        });
    };
    view! {
        <h3>{text.try_title}</h3>
        <p class="prose">{text.try_lead}</p>
        <div class="row">
            <button class="btn" disabled=move || trying.get() || !sealed.get() on:click=start>
                {text.try_button}
            </button>
            <span role="status">{move || trying.get().then_some(text.trying)}</span>
        </div>
        {move || roads.get().map(|roads| results(lang, &roads))}
    }
}

fn results(lang: Lang, roads: &Roads) -> impl IntoView + use<> {
    let text = Texts::of(lang);
    let verdicts: Vec<_> = roads
        .iter()
        .map(|(road, verdict)| (privacy::road(lang, road), Verdict::of(verdict)))
        .collect();
    let count = |of| {
        verdicts
            .iter()
            .filter(|(_, verdict)| *verdict == of)
            .count()
    };
    let open = count(Verdict::Open);
    let weight = if open == 0 {
        Weight::Info
    } else {
        Weight::Error
    };
    let summary = privacy::trial(lang, verdicts.len() - count(Verdict::Absent), open);
    let rows = verdicts
        .into_iter()
        .map(|(name, verdict)| {
            let told = match verdict {
                Verdict::Rule => text.by_rule.into_any(),
                Verdict::Page => text.by_page.into_any(),
                Verdict::Absent => text.absent.into_any(),
                Verdict::Open => chip(Group::Claim, text.open).into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{told}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div role="status">
            <Note weight><p>{summary}</p></Note>
        </div>
        <table class="ledger">
            <thead>
                <tr>
                    <th scope="col">{text.road}</th>
                    <th scope="col">{text.result}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {(open > 0).then(|| view! { <p class="dim prose">{text.open_why}</p> })}
        <p class="dim prose">{text.by_page_why}</p>
    }
}
