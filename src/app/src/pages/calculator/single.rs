//! The fee of one payment, while it is typed, with its working.

use leptos::prelude::*;
use yifen::fees::{CardKind, Quote, cost_floor, quote};
use yifen::money::{Amount, Rounding};
use yifen::record::Tender;
use yifen::settings::Contract;
use yifen::text::fees;

use super::desk::{Desk, PartField, Takes, TenderChoice, part, plan_first, remark};
use super::plan::RuleFields;
use crate::parts::amount;

/// The tab.
#[component]
pub fn Single(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let surcharged = Memo::new(move |_| {
        desk.plan.with(|plan| {
            plan.as_ref().is_ok_and(|contract| {
                contract.instant_fee.is_some()
                    || contract.instant_percent.is_some()
                    || contract.night_fee.is_some()
            })
        })
    });
    view! {
        <section class="card stack-s">
            <TenderChoice desk/>
            <div class="fields">
                <PartField
                    desk
                    id="amount"
                    label=move_label(desk, text.amount)
                    part=part!(amount)
                    takes=Takes::Amount
                />
            </div>
            <RuleFields desk/>
            {move || surcharged.get().then(|| view! { <Instant desk/> })}
            <div class="outcome" aria-live="polite">
                {move || outcome(desk)}
            </div>
        </section>
    }
}

/// A label with the currency where it is not the usual one.
pub fn move_label(desk: Desk, label: &str) -> String {
    let unit = desk.currency.with_untracked(|&currency| {
        (currency != yifen::money::Currency::CNY).then(|| currency.code().to_owned())
    });
    unit.map_or_else(|| label.to_owned(), |unit| format!("{label} ({unit})"))
}

/// Whether it is settled the same day, and when.
#[component]
pub fn Instant(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let on = Memo::new(move |_| desk.draft.with(|draft| draft.instant));
    let night = move || {
        desk.plan.with(|plan| {
            plan.as_ref()
                .is_ok_and(|contract| contract.night_fee.is_some())
        })
    };
    view! {
        <div class="fields">
            <label class="tick">
                <input
                    type="checkbox"
                    prop:checked=on
                    on:change:target=move |event| {
                        let checked = event.target().checked();
                        desk.change(|draft| draft.instant = checked);
                    }
                />
                {text.instant}
            </label>
            {move || {
                (on.get() && night())
                    .then(|| {
                        view! {
                            <PartField
                                desk
                                id="time"
                                label=text.time
                                part=part!(time)
                                takes=Takes::Time
                            />
                        }
                    })
            }}
        </div>
    }
}

fn outcome(desk: Desk) -> AnyView {
    let text = desk.text();
    let plan = desk.plan.get();
    let Ok(contract) = plan else {
        return plan_first(desk);
    };
    let Some(taken) = desk.amount(part!(amount)) else {
        return view! { <p class="dim">{text.type_amount}</p> }.into_any();
    };
    let sale = desk.draft.with(|draft| draft.sale(taken));
    match quote(&contract, sale) {
        Ok(quote) => shown(desk, &contract, &quote, sale.tender),
        Err(error) => remark(fees::quote_error(desk.lang, &error)).into_any(),
    }
}

fn shown(desk: Desk, contract: &Contract, quote: &Quote, tender: Tender) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    let refund =
        (quote.amount.minor < 0).then(|| view! { <p class="dim">{text.negative_refund}</p> });
    let share = effective(quote).map(|percent| format!("{} {percent} %", text.effective));
    view! {
        <dl class="pair">
            <div>
                <dt>{text.fee}</dt>
                <dd class="result-amount">{amount::amount(lang, quote.fee)}</dd>
                <dd class="dim num">{share}</dd>
            </div>
            <div>
                <dt>{text.net}</dt>
                <dd class="result-amount">{amount::amount(lang, quote.net)}</dd>
            </div>
        </dl>
        <p class="working num">{fees::working(lang, quote)}</p>
        {refund}
        {floor(desk, contract, quote, tender)}
    }
    .into_any()
}

/// What the fee is of the amount, in per cent with three decimals.
fn effective(quote: &Quote) -> Option<String> {
    if quote.amount.minor == 0 {
        return None;
    }
    let thousandths = quote.fee.minor.checked_mul(100_000)?;
    let whole = Rounding::HalfUp.divide(thousandths.abs(), quote.amount.minor.abs());
    Some(format!("{}.{:03}", whole / 1000, whole % 1000))
}

/// The regulated layers below the fee of a card payment in yuan.
fn floor(desk: Desk, contract: &Contract, quote: &Quote, tender: Tender) -> Option<AnyView> {
    let (text, lang) = (desk.text(), desk.lang);
    let rule = contract.rates.get(quote.rule)?;
    let card = match (tender, rule.tender) {
        (Tender::CreditCard, _) | (_, Tender::CreditCard) => CardKind::Credit,
        (Tender::DebitCard, _) | (_, Tender::DebitCard) => CardKind::Debit,
        _ => return None,
    };
    let floor = cost_floor(card, quote.amount)?;
    let money = |of: Amount| amount::amount(lang, of);
    let rest = Amount::new(quote.fee.minor - floor.total().minor, quote.fee.currency);
    let view = view! {
        <details class="fold">
            <summary>{text.floor} " " <span class="num">{money(floor.total())}</span></summary>
            <p class="num">
                {text.floor_issuer} " " {money(floor.issuer)} " · " {text.floor_network} " "
                {money(floor.network)} " · " {text.floor_acquirer} " " {money(rest)}
            </p>
            <p class="dim">
                <small>{text.floor_source}</small>
            </p>
        </details>
    };
    Some(view.into_any())
}
