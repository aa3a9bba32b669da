//! The daily closing checklist: one page to print, filled from her own contract.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yifen::calendar::{Rail, SettlementRules, TimeOfDay};
use yifen::fees::due_on;
use yifen::guide::{Entry, Section, Topic};
use yifen::text::guide::Guide as Words;
use yifen::text::{Lang, contract};

use super::entry::{pieces, sources};
use crate::parts::amount;
use crate::parts::icon::Icon;
use crate::parts::note::{Note, Weight};
use crate::route::Route;
use crate::store::{today, use_store};

/// The page.
#[component]
pub fn Closing(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Words::of(lang);
    let entry = RwSignal::new(None::<Entry>);
    spawn_local(async move {
        let fetched = store.guide(Topic::Closing, lang).await;
        let _left = entry.try_set(fetched);
    });
    view! {
        <article class="stack guide closing">
            <div class="row no-print">
                <a class="back" href=Route::Guide(None).href()>
                    {Icon::Back.draw()}
                    {text.back}
                </a>
                <button class="btn" on:click=|_| print()>
                    {Icon::Print.draw()}
                    {text.print}
                </button>
            </div>
            <header class="stack-xs">
                <h1>{text.closing}</h1>
                <p class="closing-sign">
                    <span>{text.sign_date}</span>
                    <span>{text.sign_name}</span>
                </p>
            </header>
            <Own lang/>
            {move || match entry.get() {
                None => {
                    view! {
                        <div class="loading" role="status">
                            <span class="unseen">{text.loading}</span>
                            <div class="bone"></div>
                            <div class="bone"></div>
                        </div>
                    }
                        .into_any()
                }
                Some(entry) => {
                    let lists = entry.sections.iter().map(|part| list(lang, part)).collect_view();
                    view! {
                        {lists}
                        <section class="stack-xs sources">
                            <h2>{text.sources}</h2>
                            {sources(lang, &entry.sources)}
                        </section>
                    }
                        .into_any()
                }
            }}
        </article>
    }
}

/// Her cut-offs and her cycle, or the usual ones, said to be such.
#[component]
fn Own(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Words::of(lang);
    move || {
        let contract = store.settings.with(|settings| settings.contract.clone());
        let own = contract.is_some();
        let rules = contract.map_or_else(SettlementRules::default, |contract| contract.settlement);
        let fact = |label: &'static str, value: String| {
            view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
        };
        let cycle = contract::cycle(lang, rules.cycle.working_days, rules.cycle.days);
        view! {
            <Note weight=Weight::Info>
                <div>
                    <b>{text.own}</b>
                    {(!own).then(|| view! { <p class="dim">{text.own_default}</p> })}
                    <dl class="facts">
                        {fact(text.own_cutoff_card, clock(lang, rules.card_cutoff))}
                        {fact(text.own_cutoff_qr, clock(lang, rules.qr_cutoff))}
                        {fact(text.own_cycle, cycle)}
                        {fact(text.own_close, closing_time(&rules))}
                        {fact(text.own_today, due_today(lang, &rules))}
                        {fact(text.own_next, due_next(lang, &rules))}
                    </dl>
                </div>
                <a class="btn btn-quiet no-print" href=Route::Contract.href()>
                    {text.own_change}
                </a>
            </Note>
        }
    }
}

/// Ten minutes before the card day ends.
fn closing_time(rules: &SettlementRules) -> String {
    const BEFORE: u32 = 10 * 60;
    let seconds = rules.card_cutoff.seconds();
    let time = TimeOfDay::from_seconds(seconds.saturating_sub(BEFORE) / 60 * 60);
    let time = time.unwrap_or(rules.card_cutoff).to_string();
    // Seconds are of no use here.
    time.strip_suffix(":00").unwrap_or(&time).to_owned()
}

/// The days whose money should arrive today.
fn due_today(lang: Lang, rules: &SettlementRules) -> String {
    let days = due_on(rules, today(), Rail::Card);
    match (days.first(), days.last()) {
        (Some(&first), Some(&last)) if first == last => amount::near_day(lang, first),
        (Some(&first), Some(&last)) => format!(
            "{} – {}",
            amount::near_day(lang, first),
            amount::near_day(lang, last)
        ),
        _ => Words::of(lang).own_today_none.to_owned(),
    }
}

/// When today's takings arrive: cards and QR where they differ.
fn due_next(lang: Lang, rules: &SettlementRules) -> String {
    let [card, qr] = [Rail::Card, Rail::Qr]
        .map(|rail| amount::near_day(lang, rules.due(today(), None, rail).day));
    if card == qr {
        return card;
    }
    let text = Words::of(lang);
    format!("{} {card}, {} {qr}", text.own_by_card, text.own_by_qr)
}

/// A cut-off as people say it: the last second of a day is midnight.
fn clock(lang: Lang, time: TimeOfDay) -> String {
    if time == TimeOfDay::LAST {
        Words::of(lang).midnight.to_owned()
    } else {
        time.to_string()
    }
}

fn list(lang: Lang, part: &Section) -> impl IntoView + use<> {
    let items = part
        .lines
        .iter()
        .map(|line| {
            view! {
                <li>
                    <label class="check">
                        <input type="checkbox"/>
                        <span>{pieces(lang, &line.pieces)}</span>
                    </label>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="stack-xs">
            <h2>{part.heading.words(Topic::Closing, lang)}</h2>
            <ul>{items}</ul>
        </section>
    }
}

fn print() {
    if let Some(window) = web_sys::window() {
        // Refused where the browser forbids printing, and it says so itself.
        let _refused = window.print();
    }
}
