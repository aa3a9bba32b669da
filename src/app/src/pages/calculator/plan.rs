//! The plan: presets as chips, the rule of the chosen tender, surcharges and rounding.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsCast;
use web_sys::HtmlSelectElement;
use yifen::fees::Preset;
use yifen::money::Currency;
use yifen::settings::{
    FeeRounding, Field, FieldError, InstantPer, RateForm, SurchargeField, SurchargeForm,
    TierBoundary,
};
use yifen::text::{contract, fees, words};

use super::desk::{Desk, amount_error, segments};
use super::draft::{Origin, PlanDraft};
use crate::parts::amount;
use crate::parts::field::TextField;
use crate::parts::note::chip;
use crate::store::use_store;
use yifen::cause::Group;

/// Which plan, and the others to choose from.
#[component]
pub fn PlanBar(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let store = use_store();
    let plan = Memo::new(move |_| {
        desk.draft.with(|draft| {
            (
                draft.plan.origin,
                draft.plan.is_edited(),
                draft.plan.currency,
            )
        })
    });
    let head = move || {
        let (origin, edited, currency) = plan.get();
        let edited = edited.then(|| chip(Group::Transit, text.plan_edited));
        let unit = (currency != Currency::CNY)
            .then(|| view! { <span class="dim">{currency.code().to_owned()}</span> });
        view! {
            <b>{origin_name(desk, origin)}</b>
            " "
            {unit}
            " "
            {edited}
        }
    };
    let source = move || match plan.get().0 {
        Origin::Preset(preset) => Some(source_of(desk, preset)),
        _ => None,
    };
    let own = move || {
        store.settings.with(|settings| {
            settings
                .contract
                .clone()
                .map(|own| (own, settings.currency))
        })
    };
    let group = move |china: bool| {
        let presets = Preset::ALL
            .iter()
            .copied()
            .filter(move |preset| preset.is_chinese() == china);
        presets
            .map(|preset| preset_chip(desk, preset))
            .collect_view()
    };
    view! {
        <section class="plan stack-xs" aria-label=text.plan>
            <div class="row">
                <span class="label">{text.plan}</span>
                <span>{head}</span>
            </div>
            {source}
            <details class="fold">
                <summary>{text.plan_change}</summary>
                <div class="stack-s">
                    {move || {
                        own()
                            .map(|(own, currency)| {
                                view! {
                                    <div class="segments">
                                        <button
                                            class="segment"
                                            type="button"
                                            aria-pressed=move || {
                                                (plan.get().0 == Origin::Own).to_string()
                                            }
                                            on:click=move |_| {
                                                let plan = PlanDraft::of(Origin::Own, &own, currency);
                                                desk.change(|draft| draft.take_plan(plan));
                                            }
                                        >
                                            {text.plan_own}
                                        </button>
                                    </div>
                                }
                            })
                    }}
                    <div class="stack-xs">
                        <span class="label">{text.china}</span>
                        <div class="segments">{group(true)}</div>
                    </div>
                    <div class="stack-xs">
                        <span class="label">{text.abroad}</span>
                        <div class="segments">{group(false)}</div>
                    </div>
                    <CurrencySelect desk/>
                </div>
            </details>
        </section>
    }
}

/// Currencies of shops and of what they take, those with no and with three decimals among them.
const CURRENCIES: [&str; 18] = [
    "CNY", "HKD", "MOP", "TWD", "USD", "EUR", "GBP", "JPY", "KRW", "SGD", "MYR", "THB", "VND",
    "AUD", "CAD", "CHF", "KWD", "BHD",
];

/// Which currency the plan's amounts are in.
#[component]
fn CurrencySelect(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let codes = move || {
        let own = desk.currency.get();
        let known = CURRENCIES.into_iter().filter_map(Currency::parse);
        let mut all: Vec<Currency> = known.collect();
        if !all.contains(&own) {
            all.push(own);
        }
        all
    };
    let pick = move |event: web_sys::Event| {
        let select = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let picked = select.and_then(|select| Currency::parse(&select.value()));
        if let Some(currency) = picked {
            desk.change(|draft| {
                if let Some(plan) = draft.plan.in_currency(currency) {
                    draft.take_plan(plan);
                }
            });
        }
    };
    view! {
        <div class="fields">
            <div class="field">
                <label for="currency">{text.currency}</label>
                <select id="currency" on:change=pick>
                    {move || {
                        let own = desk.currency.get();
                        codes()
                            .into_iter()
                            .map(|of| {
                                let (value, code) = (of.code().to_owned(), of.code().to_owned());
                                view! {
                                    <option value=value selected=of == own>
                                        {code}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
            </div>
        </div>
    }
}

/// The name of a plan by where it comes from.
pub fn origin_name(desk: Desk, origin: Origin) -> &'static str {
    let text = desk.text();
    match origin {
        Origin::Preset(preset) => fees::preset_name(desk.lang, preset),
        Origin::Own => text.plan_own,
        Origin::Imported => text.plan_imported,
        Origin::Linked => text.plan_shared,
    }
}

fn preset_chip(desk: Desk, preset: Preset) -> impl IntoView {
    let chosen = move || {
        desk.draft
            .with(|draft| draft.plan.origin == Origin::Preset(preset))
            .to_string()
    };
    view! {
        <button
            class="segment"
            type="button"
            aria-pressed=chosen
            on:click=move |_| desk.change(|draft| draft.take_plan(PlanDraft::preset(preset)))
        >
            {fees::preset_name(desk.lang, preset)}
        </button>
    }
}

fn source_of(desk: Desk, preset: Preset) -> impl IntoView {
    let (text, lang) = (desk.text(), desk.lang);
    let as_of = preset
        .as_of()
        .map(|day| format!("{} {}", text.plan_as_of, amount::day(lang, day)));
    view! {
        <p class="dim">
            <small>
                {text.plan_default} " " {fees::preset_source(lang, preset)} " · "
                {fees::mark(lang, preset.mark())} " · " {as_of}
            </small>
        </p>
    }
}

/// The rules of the chosen tender: usually one line, with tiers one each.
#[component]
pub fn RuleFields(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let rules = Memo::new(move |_| {
        desk.draft.with(|draft| {
            let rates = draft.plan.form.rates.iter().enumerate();
            let own = rates.filter(|(_, rate)| rate.tender == draft.tender);
            own.map(|(index, _)| index).collect::<Vec<usize>>()
        })
    });
    let tiers = Memo::new(move |_| {
        rules.with(|rules| rules.len() > 1)
            || desk.draft.with(|draft| {
                let rates = &draft.plan.form.rates;
                rates
                    .iter()
                    .any(|rate| rate.tender == draft.tender && !rate.above.trim().is_empty())
            })
    });
    let add = move |_| desk.change(|draft| draft.plan.form.add_rate(draft.tender));
    view! {
        <div class="stack-s">
            {move || {
                let rules = rules.get();
                if rules.is_empty() {
                    view! {
                        <button class="btn" type="button" on:click=add>
                            {text.add_rate}
                        </button>
                    }
                        .into_any()
                } else {
                    let line = |index| view! { <RuleLine desk index tiers/> };
                    rules.into_iter().map(line).collect_view().into_any()
                }
            }}
            <Surcharges desk tiers/>
        </div>
    }
}

#[component]
fn RuleLine(desk: Desk, index: usize, tiers: Memo<bool>) -> impl IntoView {
    let text = desk.text();
    let field = move |name: &'static str,
                      label: &'static str,
                      field: Field,
                      get: fn(&RateForm) -> &String,
                      set: fn(&mut RateForm) -> &mut String| {
        let value = Signal::derive(move || {
            desk.draft
                .with(|draft| {
                    draft
                        .plan
                        .form
                        .rates
                        .get(index)
                        .map(|rate| get(rate).clone())
                })
                .unwrap_or_default()
        });
        let put = move |typed: String| {
            desk.change(|draft| {
                if let Some(rate) = draft.plan.form.rates.get_mut(index) {
                    *set(rate) = typed;
                    rate.sure = false;
                }
            });
        };
        view! {
            <TextField
                id=format!("rule-{index}-{name}")
                label=label
                value=value
                on_input=put
                error=Signal::derive(move || rule_error(desk, field))
                placeholder=if name == "percent" { "0.60" } else { text.none }
            />
        }
    };
    let asks = move || {
        desk.plan.with(|plan| {
            plan.as_ref().err().is_some_and(|faults| {
                let asked = |fault: &&(Field, FieldError)| {
                    fault.0 == Field::Percent(index)
                        && matches!(fault.1, FieldError::RateAsks { .. })
                };
                faults.form.iter().any(|fault| asked(&fault))
            })
        })
    };
    let sure = move |_| {
        desk.change(|draft| {
            if let Some(rate) = draft.plan.form.rates.get_mut(index) {
                rate.sure = true;
            }
        });
    };
    view! {
        <div class="rule">
            {field("percent", text.rate, Field::Percent(index), |r| &r.percent, |r| &mut r.percent)}
            {field("cap", text.cap, Field::Cap(index), |r| &r.cap, |r| &mut r.cap)}
            {field("min", text.min, Field::Min(index), |r| &r.min, |r| &mut r.min)}
            {field("fixed", text.fixed, Field::Fixed(index), |r| &r.fixed, |r| &mut r.fixed)}
            {move || {
                tiers
                    .get()
                    .then(|| {
                        field("above", text.above, Field::Above(index), |r| &r.above, |r| &mut r.above)
                    })
            }}
        </div>
        {move || {
            asks()
                .then(|| {
                    view! {
                        <button class="btn btn-quiet" type="button" on:click=sure>
                            {text.is_right}
                        </button>
                    }
                })
        }}
    }
}

fn rule_error(desk: Desk, field: Field) -> Option<String> {
    desk.plan.with(|plan| {
        let faults = plan.as_ref().err()?;
        let (_, error) = faults.form.iter().find(|(of, _)| *of == field)?;
        Some(field_error(desk, *error))
    })
}

fn field_error(desk: Desk, error: FieldError) -> String {
    let by_currency = match error {
        FieldError::Number(error) => amount_error(desk.lang, error, desk.currency.get()),
        _ => None,
    };
    by_currency.unwrap_or_else(|| contract::field_error(desk.lang, error))
}

/// Same-day, night and payout fees, rounding and the tier's boundary.
#[component]
fn Surcharges(desk: Desk, tiers: Memo<bool>) -> impl IntoView {
    let text = desk.text();
    let open = desk
        .draft
        .with_untracked(|draft| draft.plan.surcharges != SurchargeForm::default());
    let per = Memo::new(move |_| desk.draft.with(|draft| draft.plan.surcharges.instant_per));
    let boundary = Memo::new(move |_| desk.draft.with(|draft| draft.plan.form.tier_boundary));
    let outside = Memo::new(move |_| {
        desk.draft
            .with(|draft| draft.plan.surcharges.payout_outside)
    });
    view! {
        <details class="fold" open=open>
            <summary>{text.more}</summary>
            <div class="stack-s">
                <div class="fields">
                    {surcharge(desk, "d0", text.instant_fee, SurchargeField::InstantFee, |s| &s.instant_fee, |s| &mut s.instant_fee)}
                    {surcharge(desk, "d0-percent", text.instant_percent, SurchargeField::InstantPercent, |s| &s.instant_percent, |s| &mut s.instant_percent)}
                    {surcharge(desk, "night", text.night_fee, SurchargeField::NightFee, |s| &s.night_fee, |s| &mut s.night_fee)}
                    {surcharge(desk, "payout", text.payout_fixed, SurchargeField::PayoutFixed, |s| &s.payout_fixed, |s| &mut s.payout_fixed)}
                    {surcharge(desk, "payout-percent", text.payout_percent, SurchargeField::PayoutPercent, |s| &s.payout_percent, |s| &mut s.payout_percent)}
                    <RoundingSelect desk/>
                </div>
                <div class="stack-xs">
                    <span class="label">{text.instant_per}</span>
                    {segments(
                        text.instant_per,
                        vec![
                            (InstantPer::Transaction, text.per_transaction.to_owned()),
                            (InstantPer::Payout, text.per_payout.to_owned()),
                        ],
                        per.into(),
                        move |per| desk.change(|draft| draft.plan.surcharges.instant_per = per),
                    )}
                </div>
                <label class="tick">
                    <input
                        type="checkbox"
                        prop:checked=outside
                        on:change:target=move |event| {
                            let checked = event.target().checked();
                            desk.change(|draft| draft.plan.surcharges.payout_outside = checked);
                        }
                    />
                    {text.payout_outside}
                </label>
                {move || {
                    tiers
                        .get()
                        .then(|| {
                            view! {
                                <div class="stack-xs">
                                    <span class="label">{text.boundary}</span>
                                    {segments(
                                        text.boundary,
                                        vec![
                                            (TierBoundary::AtMost, text.boundary_at_most.to_owned()),
                                            (TierBoundary::Below, text.boundary_below.to_owned()),
                                        ],
                                        boundary.into(),
                                        move |to| desk.change(|draft| draft.plan.form.tier_boundary = to),
                                    )}
                                </div>
                            }
                        })
                }}
            </div>
        </details>
    }
}

fn surcharge(
    desk: Desk,
    name: &'static str,
    label: &'static str,
    field: SurchargeField,
    get: fn(&SurchargeForm) -> &String,
    set: fn(&mut SurchargeForm) -> &mut String,
) -> impl IntoView {
    let fault = move || {
        desk.plan.with(|plan| {
            let faults = plan.as_ref().err()?;
            let (_, error) = faults.surcharges.iter().find(|(of, _)| *of == field)?;
            Some(*error)
        })
    };
    let error = move || fault().map(|error| field_error(desk, error));
    let asks = Memo::new(move |_| matches!(fault(), Some(FieldError::RateAsks { .. })));
    let sure = move |_| desk.change(|draft| draft.plan.surcharges.sure = true);
    let is_percent = matches!(
        field,
        SurchargeField::InstantPercent | SurchargeField::PayoutPercent
    );
    view! {
        <TextField
            id=format!("surcharge-{name}")
            label=label
            value=Signal::derive(move || desk.draft.with(|draft| get(&draft.plan.surcharges).clone()))
            on_input=move |typed| {
                desk.change(|draft| {
                    *set(&mut draft.plan.surcharges) = typed;
                    draft.plan.surcharges.sure &= !is_percent;
                });
            }
            error=Signal::derive(error)
            placeholder=desk.text().none
        />
        {move || {
            asks.get()
                .then(|| {
                    view! {
                        <button class="btn btn-quiet" type="button" on:click=sure>
                            {desk.text().is_right}
                        </button>
                    }
                })
        }}
    }
}

#[component]
fn RoundingSelect(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let chosen = Memo::new(move |_| desk.draft.with(|draft| draft.plan.form.rounding));
    let pick = move |event: web_sys::Event| {
        let select = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let index = select.and_then(|select| usize::try_from(select.selected_index()).ok());
        if let Some(&way) = index.and_then(|index| FeeRounding::ALL.get(index)) {
            desk.change(|draft| draft.plan.form.rounding = way);
        }
    };
    view! {
        <div class="field">
            <label for="rounding">{text.rounding}</label>
            <select id="rounding" on:change=pick>
                {FeeRounding::ALL
                    .map(|way| {
                        view! {
                            <option selected=move || chosen.get() == way>
                                {words::rounding(desk.lang, way)}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}
