//! The table of rates: a line for each way of paying.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsCast;
use web_sys::HtmlSelectElement;
use yifen::cause::Group;
use yifen::record::Tender;
use yifen::settings::{Field, FieldError, RateForm, TierBoundary};
use yifen::text::contract::ContractPage as Texts;
use yifen::text::files::Files;
use yifen::text::{Lang, words};

use super::{Draft, is_default};
use crate::parts::field::TextField;
use crate::parts::icon::Icon;
use crate::parts::note::chip;

/// Tenders that a provider settles.
const TENDERS: [Tender; 9] = [
    Tender::CreditCard,
    Tender::DebitCard,
    Tender::Card,
    Tender::ForeignCard,
    Tender::Wechat,
    Tender::Alipay,
    Tender::Unionpay,
    Tender::Qr,
    Tender::Other,
];

/// The table.
#[component]
pub fn Rates(lang: Lang, draft: Draft) -> impl IntoView {
    let text = Texts::of(lang);
    let count = Memo::new(move |_| draft.form.with(|form| form.rates.len()));
    let tiers = Memo::new(move |_| {
        draft
            .form
            .with(|form| form.rates.iter().any(|rate| !rate.above.trim().is_empty()))
    });
    view! {
        <section class="card stack-s" aria-labelledby="rates-title">
            <div>
                <h2 id="rates-title">{text.rates}</h2>
                <p class="dim">{text.rates_lead}</p>
            </div>
            <ul class="rates">
                {move || {
                    (0..count.get()).map(|index| view! { <Rate lang draft index/> }).collect_view()
                }}
            </ul>
            {move || tiers.get().then(|| view! { <Boundary lang draft/> })}
            <div>
                <button
                    class="btn"
                    type="button"
                    on:click=move |_| draft.change(|form| form.add_rate(Tender::CreditCard))
                >
                    {text.add}
                </button>
            </div>
        </section>
    }
}

#[component]
fn Rate(lang: Lang, draft: Draft, index: usize) -> impl IntoView {
    let text = Texts::of(lang);
    let tender = Memo::new(move |_| {
        draft
            .form
            .with(|form| form.rates.get(index).map(|rate| rate.tender))
            .unwrap_or_default()
    });
    let part = move |of: fn(&RateForm) -> &String| {
        Signal::derive(move || {
            draft
                .form
                .with(|form| form.rates.get(index).map(|rate| of(rate).clone()))
                .unwrap_or_default()
        })
    };
    let set = move |of: fn(&mut RateForm) -> &mut String| {
        move |value: String| {
            draft.change(|form| {
                if let Some(rate) = form.rates.get_mut(index) {
                    *of(rate) = value;
                    rate.sure = false;
                }
            });
        }
    };
    let default = Memo::new(move |_| draft.form.with(|form| is_default(index, form)));
    let remove = move |_| {
        draft.change(|form| {
            if index < form.rates.len() {
                form.rates.remove(index);
            }
        })
    };
    let more = RwSignal::new(draft.form.with_untracked(|form| {
        form.rates.get(index).is_some_and(|rate| {
            [&rate.min, &rate.fixed, &rate.above]
                .iter()
                .any(|text| !text.is_empty())
        })
    }));
    let yuan = Files::of(lang).yuan;
    let id = move |name: &str| format!("rate-{index}-{name}");
    let of_tender =
        move |what: &'static str| move || format!("{what}: {}", words::tender(lang, tender.get()));
    view! {
        <li class="rate">
            <div class="rate-line">
                <div class="field">
                    <label for=id("tender")>{text.tender}</label>
                    <TenderSelect lang draft index tender id=id("tender")/>
                </div>
                <TextField
                    id=id("percent")
                    label=text.percent
                    value=part(|rate| &rate.percent)
                    on_input=set(|rate| &mut rate.percent)
                    error=draft.error(lang, Field::Percent(index))
                    unit="%"
                />
                <TextField
                    id=id("cap")
                    label=text.cap
                    value=part(|rate| &rate.cap)
                    on_input=set(|rate| &mut rate.cap)
                    error=draft.error(lang, Field::Cap(index))
                    unit=yuan
                    placeholder=text.none
                />
                <span class="rate-mark">
                    {move || default.get().then(|| chip(Group::Look, text.default_mark))}
                </span>
                <button
                    class="btn btn-quiet"
                    type="button"
                    aria-expanded=move || more.get().to_string()
                    aria-label=of_tender(text.more)
                    on:click=move |_| more.update(|more| *more = !*more)
                >
                    {text.more}
                </button>
                <button
                    class="btn btn-icon"
                    type="button"
                    aria-label=of_tender(text.remove)
                    title=text.remove
                    on:click=remove
                >
                    {Icon::Close.draw()}
                </button>
            </div>
            <Slip lang draft index/>
            <div class="fields rate-more" hidden=move || !more.get()>
                <TextField
                    id=id("min")
                    label=text.min
                    value=part(|rate| &rate.min)
                    on_input=set(|rate| &mut rate.min)
                    error=draft.error(lang, Field::Min(index))
                    unit=yuan
                    placeholder=text.none
                />
                <TextField
                    id=id("fixed")
                    label=text.fixed
                    value=part(|rate| &rate.fixed)
                    on_input=set(|rate| &mut rate.fixed)
                    error=draft.error(lang, Field::Fixed(index))
                    unit=yuan
                    placeholder=text.none
                />
                <TextField
                    id=id("above")
                    label=text.above
                    value=part(|rate| &rate.above)
                    on_input=set(|rate| &mut rate.above)
                    error=draft.error(lang, Field::Above(index))
                    unit=yuan
                    placeholder=text.none
                />
            </div>
        </li>
    }
}

#[component]
fn TenderSelect(
    lang: Lang,
    draft: Draft,
    index: usize,
    tender: Memo<Tender>,
    id: String,
) -> impl IntoView {
    let choose = move |event: web_sys::Event| {
        let select: HtmlSelectElement =
            event_target::<web_sys::HtmlElement>(&event).unchecked_into();
        let chosen = usize::try_from(select.selected_index())
            .ok()
            .and_then(|index| TENDERS.get(index));
        if let Some(&chosen) = chosen {
            draft.change(|form| {
                if let Some(rate) = form.rates.get_mut(index) {
                    rate.tender = chosen;
                }
            });
        }
    };
    view! {
        <select id=id on:change=choose>
            {TENDERS
                .map(|of| {
                    view! {
                        <option selected=move || tender.get() == of>{words::tender(lang, of)}</option>
                    }
                })}
        </select>
    }
}

/// The two answers to "60 %, or 0.60 %?".
#[component]
fn Slip(lang: Lang, draft: Draft, index: usize) -> impl IntoView {
    let text = Texts::of(lang);
    move || match draft.fault(Field::Percent(index)) {
        Some(FieldError::RateAsks { typed, meant }) => {
            let answer = move |percent: String| {
                draft.change(|form| {
                    if let Some(rate) = form.rates.get_mut(index) {
                        rate.percent = percent;
                        rate.sure = true;
                    }
                });
            };
            let meant = meant.percent().to_string();
            let typed = typed.percent().to_string();
            let label = format!("{meant} %");
            Some(view! {
                <div class="row">
                    <button class="btn" type="button" on:click=move |_| answer(meant.clone())>
                        {label}
                    </button>
                    <button class="btn btn-quiet" type="button" on:click=move |_| answer(typed.clone())>
                        {text.keep_typed}
                    </button>
                </div>
            })
        }
        _ => None,
    }
}

#[component]
fn Boundary(lang: Lang, draft: Draft) -> impl IntoView {
    let text = Texts::of(lang);
    let choices = [
        (TierBoundary::AtMost, text.boundary_at_most),
        (TierBoundary::Below, text.boundary_below),
    ]
    .map(|(boundary, label)| {
        let pressed = move || {
            draft
                .form
                .with(|form| form.tier_boundary == boundary)
                .to_string()
        };
        view! {
            <button
                class="segment"
                type="button"
                aria-pressed=pressed
                on:click=move |_| draft.change(|form| form.tier_boundary = boundary)
            >
                {label}
            </button>
        }
    });
    view! {
        <div class="field" role="group" aria-labelledby="boundary-title">
            <span class="label" id="boundary-title">
                {text.boundary}
            </span>
            <div class="segments">{choices}</div>
        </div>
    }
}
