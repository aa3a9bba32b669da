//! Backwards: what to charge, and which rate was charged.

use leptos::prelude::*;
use rust_decimal::Decimal;
use yifen::fees::{Implied, ImpliedError, Inverse, Ratio, charge_for, fixed_parts, implied_rate};
use yifen::money::{Amount, Rounding};
use yifen::text::fees;

use super::desk::{Desk, PartField, Takes, TenderChoice, part, plan_first, remark};
use super::draft::read_count;
use super::plan::RuleFields;
use super::single::move_label;
use crate::parts::amount;

/// Decimals of a bound of the interval of rates: two more than contracts write.
const BOUND_DECIMALS: u32 = 4;

/// The tab.
#[component]
pub fn Backwards(desk: Desk) -> impl IntoView {
    let text = desk.text();
    view! {
        <section class="card stack-s" aria-labelledby="want-title">
            <h2 id="want-title">{text.want_title}</h2>
            <TenderChoice desk/>
            <div class="fields">
                <PartField
                    desk
                    id="want"
                    label=move_label(desk, text.want)
                    part=part!(want)
                    takes=Takes::Positive
                />
            </div>
            <RuleFields desk/>
            <div class="outcome" aria-live="polite">
                {move || wanted(desk)}
            </div>
        </section>
        <section class="card stack-s" aria-labelledby="implied-title">
            <h2 id="implied-title">{text.implied_title}</h2>
            <div class="fields">
                <PartField
                    desk
                    id="took"
                    label=move_label(desk, text.took)
                    part=part!(took)
                    takes=Takes::Positive
                />
                <PartField
                    desk
                    id="arrived"
                    label=move_label(desk, text.arrived)
                    part=part!(arrived)
                    takes=Takes::Arrived
                    besides=above
                />
                <PartField
                    desk
                    id="count"
                    label=text.count
                    part=part!(count)
                    takes=Takes::Count
                    hint=text.count_hint
                />
            </div>
            <div class="outcome" aria-live="polite">
                {move || really(desk)}
            </div>
        </section>
    }
}

/// Whether more arrived than was taken.
fn above(desk: Desk) -> Option<String> {
    let (took, arrived) = (desk.amount(part!(took))?, desk.amount(part!(arrived))?);
    (arrived.minor > took.minor).then(|| desk.text().payout_above.to_owned())
}

fn wanted(desk: Desk) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    let Ok(contract) = desk.plan.get() else {
        return plan_first(desk);
    };
    let Some(target) = desk.amount(part!(want)) else {
        return view! { <p class="dim">{text.type_amount}</p> }.into_any();
    };
    let sale = desk.draft.with(|draft| draft.sale(target));
    if target.minor <= 0 {
        // Its field says so.
        return ().into_any();
    }
    match charge_for(&contract, sale, target) {
        Ok(inverse) if inverse.spans.is_empty() => nearest(desk, &inverse),
        Ok(inverse) => {
            let many =
                inverse.spans.len() > 1 || inverse.spans.iter().any(|span| span.first != span.last);
            let spans = inverse.spans.iter().map(|span| {
                let first = amount::amount(lang, span.first);
                let words = if span.first == span.last {
                    first
                } else {
                    format!("{first} – {}", amount::amount(lang, span.last))
                };
                view! { <dd class="result-amount">{words}</dd> }
            });
            view! {
                <dl class="pair">
                    <div>
                        <dt>{text.charge}</dt>
                        {spans.collect_view()}
                    </div>
                </dl>
                {many.then(|| view! { <p class="dim">{text.charge_many}</p> })}
            }
            .into_any()
        }
        Err(error) => remark(fees::inverse_error(lang, &error)).into_any(),
    }
}

fn nearest(desk: Desk, inverse: &Inverse) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    let near = [inverse.below, inverse.above]
        .into_iter()
        .flatten()
        .map(|(charged, net)| {
            view! {
                <li class="num">
                    {text.charge} " " {amount::amount(lang, charged)} " → " {text.net} " "
                    {amount::amount(lang, net)}
                </li>
            }
        });
    view! {
        {remark(text.charge_none)}
        <ul class="bullets">{near.collect_view()}</ul>
    }
    .into_any()
}

fn really(desk: Desk) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    let (Some(took), Some(arrived)) = (desk.amount(part!(took)), desk.amount(part!(arrived)))
    else {
        return view! { <p class="dim">{text.type_amount}</p> }.into_any();
    };
    let count = desk
        .draft
        .with(|draft| read_count(&draft.count).ok().flatten())
        .unwrap_or(1);
    // The rate may be what is bad in the plan: then only its surcharges are left out.
    let (known, rounding) = desk.plan.with(|plan| match plan {
        Ok(contract) => {
            let sale = desk.draft.with(|draft| draft.sale(took));
            (fixed_parts(contract, sale, count), contract.rounding.mode())
        }
        Err(_) => (0, Rounding::HalfUp),
    });
    let known = Amount::new(known, took.currency);
    match implied_rate(took, arrived, known, count, rounding) {
        Ok(implied) => interval(desk, &implied, !known.is_zero()),
        // Its field says so.
        Err(ImpliedError::PayoutAbove) => ().into_any(),
        Err(error) => remark(fees::implied_error(lang, error)).into_any(),
    }
}

fn interval(desk: Desk, implied: &Implied, known: bool) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    let bound = |ratio: Ratio, rounding| {
        let percent: Option<Decimal> = ratio.percent(BOUND_DECIMALS, rounding);
        percent
            .map(|percent| format!("{percent} %"))
            .unwrap_or_default()
    };
    // Outwards, so that no possible rate is left out by shortening.
    let between = format!(
        "{} – {}",
        bound(implied.low, Rounding::Down),
        bound(implied.high, Rounding::Up)
    );
    let round = implied.round.iter().map(|&rate| {
        view! { <li class="chip tone-transit num">{fees::percent(rate)}</li> }
    });
    let few = implied.round_count as usize <= implied.round.len();
    let words = match (implied.round_count, few) {
        (0, _) => text.round_none,
        (_, true) => text.round_rates,
        (_, false) => text.round_many,
    };
    view! {
        <dl class="pair">
            <div>
                <dt>{text.kept}</dt>
                <dd class="result-amount">{amount::amount(lang, implied.fee)}</dd>
                {known.then(|| view! { <dd class="dim">{text.known_removed}</dd> })}
            </div>
            <div>
                <dt>{text.rate_between}</dt>
                <dd class="num">{between}</dd>
            </div>
        </dl>
        <p class="dim">{words}</p>
        <ul class="row">{round.collect_view()}</ul>
    }
    .into_any()
}
