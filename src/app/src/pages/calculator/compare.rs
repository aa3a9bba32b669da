//! Plans side by side over her own mix, and where the cheaper one changes.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsCast;
use web_sys::HtmlSelectElement;
use yifen::fees::{MixLine, Preset, break_even, cost_of};
use yifen::money::Amount;
use yifen::record::Tender;
use yifen::settings::Contract;
use yifen::text::{fees, words};

use super::chart::Chart;
use super::desk::{Desk, plan_first, remark};
use super::lines::{LineFields, Lines};
use super::plan::origin_name;
use crate::parts::amount;
use crate::parts::note::chip;
use yifen::cause::Group;

/// More lines than this are no mix that anybody types.
const LINES_MAX: usize = 12;

/// The classes of the plans: each has its own line in the chart.
pub const PLAN_CLASSES: [&str; 3] = ["plan-a", "plan-b", "plan-c"];

/// A plan of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// Its name.
    pub name: String,
    /// Its terms.
    pub contract: Contract,
}

/// The tab.
#[component]
pub fn Compare(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let rivals = Memo::new(move |_| plans(desk));
    let mix = Memo::new(move |_| desk.draft.with(|draft| draft.read_mix()));
    view! {
        <section class="card stack-s">
            <div class="fields">
                <RivalSelect desk place=0 label=text.plan_second/>
                <RivalSelect desk place=1 label=text.plan_third/>
            </div>
            <div>
                <h2>{text.mix}</h2>
                <p class="dim">{text.mix_lead}</p>
            </div>
            <LineFields
                desk
                name="mix"
                lines=Lines { get: |draft| &draft.mix, set: |draft| &mut draft.mix }
                amount=text.ticket
                unknown=false
                most=LINES_MAX
            />
            <div class="outcome" aria-live="polite">
                {move || {
                    if desk.plan.with(Result::is_err) {
                        return plan_first(desk);
                    }
                    rivals.with(|rivals| mix.with(|mix| costs(desk, rivals, mix)))
                }}
            </div>
        </section>
        {move || rivals.with(|rivals| mix.with(|mix| even(desk, rivals, mix)))}
    }
}

/// The plan of the page and those it is compared with.
fn plans(desk: Desk) -> Vec<Rival> {
    let own = desk.plan.with(|plan| plan.as_ref().ok().cloned());
    let name = desk
        .draft
        .with(|draft| origin_name(desk, draft.plan.origin).to_owned());
    let own = own.map(|contract| Rival { name, contract });
    let presets = desk.draft.with(|draft| draft.rivals);
    let others = presets.into_iter().flatten().map(|preset| Rival {
        name: fees::preset_name(desk.lang, preset).to_owned(),
        contract: preset.contract(),
    });
    own.into_iter().chain(others).collect()
}

#[component]
fn RivalSelect(desk: Desk, place: usize, label: &'static str) -> impl IntoView {
    let text = desk.text();
    let id = format!("rival-{place}");
    let currency = desk.currency;
    let presets = move || {
        let own = currency.get();
        Preset::ALL
            .iter()
            .copied()
            .filter(move |preset| preset.currency() == own)
    };
    let chosen = Memo::new(move |_| {
        desk.draft
            .with(|draft| draft.rivals.get(place).copied().flatten())
    });
    let pick = move |event: web_sys::Event| {
        let select = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let index = select.and_then(|select| usize::try_from(select.selected_index()).ok());
        let preset = index.and_then(|index| presets().nth(index.checked_sub(1)?));
        desk.change(|draft| {
            if let Some(rival) = draft.rivals.get_mut(place) {
                *rival = preset;
            }
        });
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change=pick>
                <option selected=move || chosen.get().is_none()>{text.plan_none}</option>
                {move || {
                    presets()
                        .map(|preset| {
                            view! {
                                <option selected=move || chosen.get() == Some(preset)>
                                    {fees::preset_name(desk.lang, preset)}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}

fn costs(desk: Desk, rivals: &[Rival], mix: &[MixLine]) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    if mix.is_empty() {
        return view! { <p class="dim">{text.type_amount}</p> }.into_any();
    }
    let currency = desk.currency.get();
    let costs: Vec<_> = rivals
        .iter()
        .map(|rival| cost_of(&rival.contract, mix, currency))
        .collect();
    let whole = |cost: &yifen::fees::PlanCost| cost.lines.iter().all(Result::is_ok);
    let best = costs
        .iter()
        .filter(|cost| whole(cost))
        .map(|cost| cost.fee)
        .min();
    let heads = rivals.iter().zip(PLAN_CLASSES).map(|(rival, class)| {
        view! {
            <th scope="col" class="num">
                <span class=format!("key {class}") aria-hidden="true"></span>
                {rival.name.clone()}
            </th>
        }
    });
    let lines = mix.iter().enumerate().map(|(index, line)| {
        let cells = costs.iter().map(|cost| match cost.lines.get(index) {
            Some(Ok(fee)) => view! { <td class="num">{amount::amount(lang, *fee)}</td> }.into_any(),
            _ => view! { <td class="num dim">{text.no_rate}</td> }.into_any(),
        });
        view! {
            <tr>
                <th scope="row">
                    {words::tender(lang, line.tender)} " "
                    <span class="num">{amount::amount(lang, line.ticket)} " × " {line.count}</span>
                </th>
                {cells.collect_view()}
            </tr>
        }
    });
    let totals = costs.iter().map(|cost| {
        let cheapest = (whole(cost) && Some(cost.fee) == best && costs.len() > 1)
            .then(|| chip(Group::Normal, text.cheapest));
        view! {
            <td class="num">{cheapest} " " {amount::amount(lang, cost.fee)}</td>
        }
    });
    view! {
        <div class="scroll">
            <table class="ledger">
                <thead>
                    <tr>
                        <th scope="col"></th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{text.cost}</th>
                        {totals.collect_view()}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// Break-even points and the chart, for each tender of the mix.
fn even(desk: Desk, rivals: &[Rival], mix: &[MixLine]) -> AnyView {
    let text = desk.text();
    if rivals.len() < 2 {
        return ().into_any();
    }
    let mut tenders: Vec<Tender> = mix.iter().map(|line| line.tender).collect();
    if tenders.is_empty() {
        tenders.push(desk.draft.with(|draft| draft.tender));
    }
    let mut seen = Vec::new();
    tenders.retain(|tender| {
        let new = !seen.contains(tender);
        seen.push(*tender);
        new
    });
    let parts = tenders.into_iter().map(|tender| {
        let largest = mix
            .iter()
            .filter(|line| line.tender == tender)
            .map(|line| line.ticket)
            .max();
        view! {
            <div class="stack-s">
                <h3>{words::tender(desk.lang, tender)}</h3>
                {points(desk, rivals, tender)}
                <Chart desk rivals=rivals.to_vec() tender largest/>
            </div>
        }
    });
    view! {
        <section class="card stack-s" aria-labelledby="even-title">
            <div>
                <h2 id="even-title">{text.break_even}</h2>
                <p class="dim">{text.break_even_note}</p>
            </div>
            {parts.collect_view()}
        </section>
    }
    .into_any()
}

fn points(desk: Desk, rivals: &[Rival], tender: Tender) -> AnyView {
    let (lang, currency) = (desk.lang, desk.currency.get());
    let Some((own, others)) = rivals.split_first() else {
        return ().into_any();
    };
    let lists = others.iter().map(|other| {
        let found = break_even(&own.contract, &other.contract, tender, currency);
        let Ok(stretches) = found else {
            return remark(format!(
                "{}: {}",
                other.name,
                found
                    .err()
                    .map(|error| fees::quote_error(lang, &error))
                    .unwrap_or_default()
            ))
            .into_any();
        };
        let items = stretches.iter().map(|stretch| {
            let exact = stretch
                .crossing
                .filter(|(_, below)| *below != 1)
                .map(|(above, below)| {
                    fees::crossing(lang, &fraction(above, below, currency.digits()))
                });
            view! {
                <li class="num">
                    {fees::stretch(lang, stretch, &own.name, &other.name)} " "
                    <span class="dim">{exact}</span>
                </li>
            }
        });
        view! { <ul class="bullets">{items.collect_view()}</ul> }.into_any()
    });
    lists.collect_view().into_any()
}

/// A fraction of minor units in major units, with six decimals and dots where more follow.
fn fraction(above: i128, below: i128, digits: u32) -> String {
    const DECIMALS: u32 = 6;
    let unit = 10_i128.pow(DECIMALS);
    let scaled = above.saturating_mul(unit) / below.saturating_mul(10_i128.pow(digits)).max(1);
    let width = DECIMALS as usize;
    format!("{}.{:0width$}…", scaled / unit, scaled % unit)
}

/// The largest ticket that a chart shows where she typed none.
pub fn usual_ticket(currency: yifen::money::Currency) -> Amount {
    Amount::new(10_000 * 10_i128.pow(currency.digits()), currency)
}
