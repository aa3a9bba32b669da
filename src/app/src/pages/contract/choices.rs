//! When money arrives, how fees are computed, and which days are asked about.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsCast;
use web_sys::HtmlSelectElement;
use yifen::calendar::Cycle;
use yifen::settings::{FeeRounding, Field};
use yifen::text::contract::{self, ContractPage as Texts};
use yifen::text::{Lang, words};

use super::{Draft, Plain};
use crate::parts::field::error_line;

/// Cycles that contracts name; any other that was loaded is added to the list.
const CYCLES: [&str; 6] = ["T+1", "D+1", "T+0", "D+0", "T+2", "T+3"];

/// When money arrives.
#[component]
pub fn When(lang: Lang, draft: Draft) -> impl IntoView {
    let text = Texts::of(lang);
    let mut cycles: Vec<Cycle> = CYCLES
        .iter()
        .filter_map(|text| Cycle::parse(text))
        .collect();
    let own = draft.form.with_untracked(|form| form.cycle);
    if !cycles.contains(&own) {
        cycles.push(own);
    }
    let options = cycles
        .into_iter()
        .map(|cycle| {
            view! {
                <option
                    value=cycle.to_string()
                    selected=move || draft.form.with(|form| form.cycle == cycle)
                >
                    {contract::cycle(lang, cycle.working_days, cycle.days)}
                </option>
            }
        })
        .collect_view();
    let choose = move |event: web_sys::Event| {
        if let Some(cycle) = Cycle::parse(&selected(&event)) {
            draft.change(|form| form.cycle = cycle);
        }
    };
    view! {
        <section class="card stack-s" aria-labelledby="when-title">
            <h2 id="when-title">{text.when}</h2>
            <div class="fields">
                <div class="field">
                    <label for="cycle">{text.cycle}</label>
                    <select id="cycle" on:change=choose>
                        {options}
                    </select>
                </div>
                <Plain
                    lang
                    draft
                    field=Field::CardCutoff
                    id="card-cutoff"
                    label=text.card_cutoff
                    of=|form| &form.card_cutoff
                    of_mut=|form| &mut form.card_cutoff
                    kind="text"
                    hint=text.card_cutoff_hint
                />
                <Plain
                    lang
                    draft
                    field=Field::QrCutoff
                    id="qr-cutoff"
                    label=text.qr_cutoff
                    of=|form| &form.qr_cutoff
                    of_mut=|form| &mut form.qr_cutoff
                    kind="text"
                    hint=text.qr_cutoff_hint
                />
            </div>
        </section>
    }
}

/// How fees are computed.
#[component]
pub fn Fees(lang: Lang, draft: Draft) -> impl IntoView {
    let text = Texts::of(lang);
    let options = FeeRounding::ALL
        .into_iter()
        .map(|rounding| {
            view! {
                <option selected=move || {
                    draft.form.with(|form| form.rounding == rounding)
                }>{words::rounding(lang, rounding)}</option>
            }
        })
        .collect_view();
    let choose = move |event: web_sys::Event| {
        let select: HtmlSelectElement =
            event_target::<web_sys::HtmlElement>(&event).unchecked_into();
        let chosen = usize::try_from(select.selected_index())
            .ok()
            .and_then(|index| FeeRounding::ALL.get(index).copied());
        if let Some(rounding) = chosen {
            draft.change(|form| form.rounding = rounding);
        }
    };
    let returns = move || draft.form.with(|form| form.refund_returns_fee);
    view! {
        <section class="card stack-s" aria-labelledby="fees-title">
            <h2 id="fees-title">{text.fees}</h2>
            <div class="fields">
                <div class="field">
                    <label for="rounding">{text.rounding}</label>
                    <select id="rounding" on:change=choose>
                        {options}
                    </select>
                </div>
                <label class="tick">
                    <input
                        type="checkbox"
                        prop:checked=returns
                        on:change=move |_| {
                            draft.change(|form| form.refund_returns_fee = !form.refund_returns_fee)
                        }
                    />
                    <span>{text.refund_returns}</span>
                </label>
            </div>
            <ListAmounts lang draft/>
        </section>
    }
}

#[component]
fn ListAmounts(lang: Lang, draft: Draft) -> impl IntoView {
    let text = Texts::of(lang);
    let error = draft.error(lang, Field::ListAmounts);
    view! {
        <div class="field">
            <label for="list-amounts">{text.list_amounts}</label>
            <input
                id="list-amounts"
                autocomplete="off"
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby="list-amounts-more"
                prop:value=draft.text(|form| &form.list_amounts)
                on:input:target=move |event| {
                    let value = event.target().value();
                    draft.change(|form| form.list_amounts = value);
                }
            />
            <div id="list-amounts-more">
                <small class="dim">{text.list_amounts_hint}</small>
                {move || error.get().map(error_line)}
            </div>
        </div>
    }
}

/// Which days are asked about.
#[component]
pub fn Days(lang: Lang, draft: Draft) -> impl IntoView {
    let text = Texts::of(lang);
    view! {
        <section class="card stack-s" aria-labelledby="days-title">
            <div>
                <h2 id="days-title">{text.days}</h2>
                <p class="dim">{text.days_lead}</p>
            </div>
            <fieldset class="stack-xs">
                <legend>{text.period}</legend>
                <div class="fields">
                    <Plain
                        lang
                        draft
                        field=Field::PeriodFrom
                        id="period-from"
                        label=text.from
                        of=|form| &form.period.from
                        of_mut=|form| &mut form.period.from
                        kind="date"
                    />
                    <Plain
                        lang
                        draft
                        field=Field::PeriodTo
                        id="period-to"
                        label=text.to
                        of=|form| &form.period.to
                        of_mut=|form| &mut form.period.to
                        kind="date"
                    />
                </div>
            </fieldset>
            <fieldset class="stack-xs">
                <legend>{text.statement}</legend>
                <div class="fields">
                    <Plain
                        lang
                        draft
                        field=Field::StatementFrom
                        id="statement-from"
                        label=text.from
                        of=|form| &form.statement.from
                        of_mut=|form| &mut form.statement.from
                        kind="date"
                    />
                    <Plain
                        lang
                        draft
                        field=Field::StatementTo
                        id="statement-to"
                        label=text.to
                        of=|form| &form.statement.to
                        of_mut=|form| &mut form.statement.to
                        kind="date"
                    />
                </div>
            </fieldset>
        </section>
    }
}

fn selected(event: &web_sys::Event) -> String {
    let select: HtmlSelectElement = event_target::<web_sys::HtmlElement>(event).unchecked_into();
    select.value()
}
