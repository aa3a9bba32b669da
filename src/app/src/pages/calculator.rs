//! The calculator: what a payment costs, what arrives, when, and where the rest may have gone.

use leptos::prelude::*;
use yifen::calendar::Day;
use yifen::fees::{ShareError, decode};
use yifen::text::Lang;
use yifen::text::fees;

use crate::parts::note::{Note, Weight};
use crate::route;
use crate::store::use_store;

mod backwards;
mod batch;
mod chart;
mod compare;
mod desk;
mod draft;
mod from_file;
mod gap;
mod hand_on;
mod lines;
mod plan;
mod single;
mod when;

use desk::{Desk, segments};
use draft::{Draft, LineDraft, Tab};

/// The page.
#[component]
pub fn Calculator(lang: Lang) -> impl IntoView {
    let store = use_store();
    let (draft, refused) = store.settings.with_untracked(|own| {
        let mut draft = Draft::left().unwrap_or_else(|| Draft::new(own, today()));
        draft.follow(own);
        opened(draft)
    });
    let desk = Desk::new(lang, draft);
    on_cleanup(move || {
        // Gone only where the whole page is.
        if let Some(draft) = desk.draft.try_get_untracked() {
            draft.leave();
        }
    });
    let text = desk.text();
    let tab = Memo::new(move |_| desk.draft.with(|draft| draft.tab));
    // Labels name the currency where it is not the usual one.
    let shown = Memo::new(move |_| (tab.get(), desk.currency.get()));
    let tabs = Tab::ALL
        .map(|tab| (tab, name(desk, tab).to_owned()))
        .to_vec();
    view! {
        <div class="stack">
            <header class="stack-s">
                <h1>{text.title}</h1>
                <p class="lead">{text.lead}</p>
            </header>
            {refused
                .map(|error| {
                    view! {
                        <Note weight=Weight::Look>
                            <p>{fees::share_error(lang, error)}</p>
                        </Note>
                    }
                })}
            {segments(text.tabs, tabs, tab.into(), move |tab| desk.change(|draft| draft.tab = tab))}
            <plan::PlanBar desk/>
            {move || match shown.get().0 {
                Tab::Single => view! { <single::Single desk/> }.into_any(),
                Tab::Backwards => view! { <backwards::Backwards desk/> }.into_any(),
                Tab::Batch => view! { <batch::Batch desk/> }.into_any(),
                Tab::Compare => view! { <compare::Compare desk/> }.into_any(),
                Tab::Gap => view! { <gap::Gap desk/> }.into_any(),
                Tab::Arrival => view! { <when::When desk/> }.into_any(),
            }}
            <hand_on::HandOn desk/>
        </div>
    }
}

fn name(desk: Desk, tab: Tab) -> &'static str {
    let text = desk.text();
    match tab {
        Tab::Single => text.tab_single,
        Tab::Backwards => text.tab_backwards,
        Tab::Batch => text.tab_batch,
        Tab::Compare => text.tab_compare,
        Tab::Gap => text.tab_gap,
        Tab::Arrival => text.tab_arrival,
    }
}

/// Takes over what the address holds: a calculation, or the two figures of the first page.
fn opened(mut draft: Draft) -> (Draft, Option<ShareError>) {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    let hash = hash.unwrap_or_default();
    let Some((_, link)) = hash.split_once('?') else {
        return (draft, None);
    };
    if let (Some(took), Some(arrived)) = (route::query("took"), route::query("arrived")) {
        draft.tab = Tab::Gap;
        draft.takings = vec![LineDraft {
            amount: took,
            ..LineDraft::new(yifen::record::Tender::Unknown)
        }];
        draft.received = arrived;
        return (draft, None);
    }
    match decode(link) {
        Ok(shared) => {
            draft.take_shared(&shared);
            (draft, None)
        }
        Err(error) => (draft, Some(error)),
    }
}

/// Today by the browser's clock, for fields that begin with it.
fn today() -> Option<Day> {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).ok()?;
    let month = u8::try_from(now.get_month() + 1).ok()?;
    let day = u8::try_from(now.get_date()).ok()?;
    Day::from_ymd(year, month, day)
}
