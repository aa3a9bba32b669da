//! Plans side by side over her own mix, and where the cheaper one changes.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsCast;
use web_sys::HtmlSelectElement;
use yifen::fees::{MixLine, Preset, break_even, card_kind, cost_floor, cost_of};
use yifen::money::Amount;
use yifen::record::Tender;
use yifen::settings::Contract;
use yifen::text::{fees, words};

use super::chart::Chart;
use super::desk::{Desk, plan_first, remark};
use super::draft::{MIX_MAX, Rival};
use super::lines::{LineFields, Lines};
use super::plan::origin_name;
use crate::parts::amount;
use crate::parts::note::chip;
use crate::store::{Store, use_store};
use yifen::cause::Group;

/// The classes of the plans: each has its own line in the chart.
pub const PLAN_CLASSES: [&str; 3] = ["plan-a", "plan-b", "plan-c"];

/// The class of the cost floor.
pub const FLOOR_CLASS: &str = "plan-floor";

/// A plan of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Its name.
    pub name: String,
    /// Its terms.
    pub contract: Contract,
}

/// The tab.
#[component]
pub fn Compare(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let store = use_store();
    let rivals = Memo::new(move |_| plans(desk, store));
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
                most=MIX_MAX
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
fn plans(desk: Desk, store: Store) -> Vec<Compared> {
    let own = desk.plan.with(|plan| plan.as_ref().ok().cloned());
    let name = desk
        .draft
        .with(|draft| origin_name(desk, draft.plan.origin).to_owned());
    let own = own.map(|contract| Compared { name, contract });
    let rivals = desk.draft.with(|draft| draft.rivals);
    let others = rivals.into_iter().flatten().filter_map(|rival| {
        let contract = match rival {
            Rival::Preset(preset) => preset.contract(),
            Rival::Own => own_contract(desk, store)?,
        };
        let name = rival_name(desk, rival).to_owned();
        Some(Compared { name, contract })
    });
    own.into_iter().chain(others).collect()
}

/// The contract she entered, where it is in the plan's currency.
fn own_contract(desk: Desk, store: Store) -> Option<Contract> {
    let currency = desk.currency.get();
    store.settings.with(|settings| {
        let same = settings.currency == currency;
        settings.contract.clone().filter(|_| same)
    })
}

fn rival_name(desk: Desk, rival: Rival) -> &'static str {
    match rival {
        Rival::Preset(preset) => fees::preset_name(desk.lang, preset),
        Rival::Own => desk.text().plan_own,
    }
}

#[component]
fn RivalSelect(desk: Desk, place: usize, label: &'static str) -> impl IntoView {
    let text = desk.text();
    let id = format!("rival-{place}");
    let store = use_store();
    let currency = desk.currency;
    let presets = move || {
        let unit = currency.get();
        let presets = Preset::ALL
            .iter()
            .copied()
            .filter(move |preset| preset.currency() == unit)
            .map(Rival::Preset);
        let own = own_contract(desk, store).map(|_| Rival::Own);
        own.into_iter().chain(presets)
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
        let picked = index.and_then(|index| presets().nth(index.checked_sub(1)?));
        desk.change(|draft| {
            if let Some(rival) = draft.rivals.get_mut(place) {
                *rival = picked;
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
                        .map(|rival| {
                            view! {
                                <option selected=move || chosen.get() == Some(rival)>
                                    {rival_name(desk, rival)}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}

fn costs(desk: Desk, rivals: &[Compared], mix: &[MixLine]) -> AnyView {
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
    let floors: Vec<Option<Amount>> = mix.iter().map(floor_of).collect();
    let floored = floors.iter().any(Option::is_some);
    let shown_floor = move |floor: Option<Amount>| {
        let shown = floor.map_or_else(
            || text.floor_none.to_owned(),
            |floor| amount::amount(lang, floor),
        );
        floored.then(|| view! { <td class="num dim">{shown}</td> })
    };
    let all = floors
        .iter()
        .try_fold(0_i128, |sum, floor| sum.checked_add((*floor)?.minor));
    let floor_total = shown_floor(all.map(|minor| Amount::new(minor, currency)));
    let lines = mix.iter().zip(floors).enumerate().map(|(index, (line, floor))| {
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
                {shown_floor(floor)}
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
                        {floored
                            .then(|| {
                                view! {
                                    <th scope="col" class="num">
                                        <span class=format!("key {FLOOR_CLASS}") aria-hidden="true"></span>
                                        {text.floor}
                                    </th>
                                }
                            })}
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{text.cost}</th>
                        {totals.collect_view()}
                        {floor_total}
                    </tr>
                </tfoot>
            </table>
        </div>
        {floored
            .then(|| {
                view! {
                    <p class="dim">
                        <small>{text.floor_source}</small>
                    </p>
                }
            })}
    }
    .into_any()
}

/// The regulated layers below a line of the mix, where it is of one kind of card in yuan.
fn floor_of(line: &MixLine) -> Option<Amount> {
    let floor = cost_floor(card_kind(line.tender)?, line.ticket)?.total();
    let minor = floor.minor.checked_mul(i128::from(line.count))?;
    Some(Amount::new(minor, floor.currency))
}

/// Break-even points and the chart, for each tender of the mix.
fn even(desk: Desk, rivals: &[Compared], mix: &[MixLine]) -> AnyView {
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

fn points(desk: Desk, rivals: &[Compared], tender: Tender) -> AnyView {
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
