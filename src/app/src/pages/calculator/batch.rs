//! Many amounts: the fee of each and of all, how it was rounded, and what other plans would cost.

use leptos::prelude::*;
use yifen::fees::{List, ListQuote, ListRow, Preset, Sale, quote_list, read_list, rounding_ways};
use yifen::money::{Amount, DecimalMark};
use yifen::record::Tender;
use yifen::settings::Contract;
use yifen::text::contract::number_error;
use yifen::text::fees;

use super::desk::{Desk, PartField, Takes, TenderChoice, part, plan_first, remark};
use super::from_file;
use super::plan::RuleFields;
use super::single::{Instant, move_label};
use crate::parts::amount;

/// More rows than this are counted and not listed: nobody reads them, and the page would slow down.
const SHOWN_MAX: usize = 200;

/// The tab.
#[component]
pub fn Batch(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let list = Memo::new(move |_| {
        let currency = desk.currency.get();
        desk.draft.with(|draft| match &draft.from_file {
            Some(file) => Read(List {
                rows: file.rows.clone(),
                refused: Vec::new(),
                cut: file.cut,
            }),
            None => Read(read_list(&draft.list, currency, DecimalMark::Point)),
        })
    });
    let typed = Memo::new(move |_| desk.draft.with(|draft| draft.from_file.is_none()));
    view! {
        <section class="card stack-s">
            <from_file::FileChoice desk/>
            {move || typed.get().then(|| view! { <TenderChoice desk/> })}
            <div class="field" hidden=move || !typed.get()>
                <label for="list">{move_label(desk, text.list)}</label>
                <textarea
                    id="list"
                    rows="6"
                    inputmode="text"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="list-more"
                    prop:value=move || desk.draft.with(|draft| draft.list.clone())
                    on:input:target=move |event| {
                        let typed = event.target().value();
                        desk.change(|draft| draft.list = typed);
                    }
                ></textarea>
                <div id="list-more">
                    <small class="dim">{text.list_hint}</small>
                    {move || refused(desk, &list.get().0)}
                </div>
            </div>
            {move || typed.get().then(|| view! { <RuleFields desk/> })}
            <Instant desk/>
            <div class="outcome" aria-live="polite">
                {move || outcome(desk, &list.get().0)}
            </div>
        </section>
        <section class="card stack-s">
            <div class="fields">
                <PartField
                    desk
                    id="charged"
                    label=move_label(desk, text.charged)
                    part=part!(charged)
                    takes=Takes::Amount
                    hint=text.charged_hint
                />
            </div>
            <div aria-live="polite">{move || ways(desk, &list.get().0)}</div>
            {move || others(desk, &list.get().0)}
        </section>
    }
}

/// A list that can be told apart from the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Read(List);

fn refused(desk: Desk, list: &List) -> AnyView {
    let lang = desk.lang;
    let lines = list.refused.iter().take(10).map(|refused| {
        let reason = number_error(lang, refused.reason);
        remark(fees::refused_line(
            lang,
            refused.line,
            &refused.text,
            &reason,
        ))
    });
    let more = list.refused.len().saturating_sub(10);
    view! {
        {lines.collect_view()}
        {(more > 0).then(|| view! { <p class="dim num">{format!("+ {more}")}</p> })}
        {list.cut.then(|| remark(desk.text().list_cut))}
    }
    .into_any()
}

fn basis(desk: Desk) -> Sale {
    let zero = Amount::new(0, desk.currency.get());
    desk.draft.with(|draft| draft.sale(zero))
}

fn outcome(desk: Desk, list: &List) -> AnyView {
    let text = desk.text();
    let Ok(contract) = desk.plan.get() else {
        return plan_first(desk);
    };
    if list.rows.is_empty() {
        return view! { <p class="dim">{text.list_empty}</p> }.into_any();
    }
    match quote_list(&contract, basis(desk), &list.rows) {
        Ok(quote) => table(desk, &list.rows, &quote),
        Err(error) => remark(fees::quote_error(desk.lang, &error)).into_any(),
    }
}

fn table(desk: Desk, rows: &[ListRow], quote: &ListQuote) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    let money = |of: Amount| amount::amount(lang, of);
    let difference = Amount::new(
        quote.per_transaction.minor - quote.per_batch.minor,
        quote.fee.currency,
    );
    let lines = rows
        .iter()
        .zip(&quote.fees)
        .take(SHOWN_MAX)
        .map(|(row, fee)| {
            let net = Amount::new(row.amount.minor - fee.minor, fee.currency);
            view! {
                <tr>
                    <th scope="row" class="num">{row.line}</th>
                    <td class="num">{money(row.amount)}</td>
                    <td class="num">{money(*fee)}</td>
                    <td class="num">{money(net)}</td>
                </tr>
            }
        });
    let payout = (!quote.payout_fee.is_zero())
        .then(|| format!("{} {}", text.payout_fixed, money(quote.payout_fee)));
    view! {
        <dl class="pair">
            <div>
                <dt>{text.fee}</dt>
                <dd class="result-amount">{money(quote.fee)}</dd>
                <dd class="dim num">{payout}</dd>
            </div>
            <div>
                <dt>{text.net}</dt>
                <dd class="result-amount">{money(quote.net)}</dd>
            </div>
        </dl>
        <p class="num">
            {text.by_transaction} " " {money(quote.per_transaction)} " · " {text.by_batch} " "
            {money(quote.per_batch)} " · " {text.difference} " " {money(difference)}
        </p>
        <div class="scroll">
            <table class="ledger">
                <thead>
                    <tr>
                        <th scope="col" class="num">{text.line}</th>
                        <th scope="col" class="num">{text.amount}</th>
                        <th scope="col" class="num">{text.fee}</th>
                        <th scope="col" class="num">{text.net}</th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{text.total}</th>
                        <td class="num">{money(quote.amount)}</td>
                        <td class="num">{money(quote.fee)}</td>
                        <td class="num">{money(quote.net)}</td>
                    </tr>
                </tfoot>
            </table>
        </div>
        {(rows.len() > SHOWN_MAX).then(|| view! { <p class="dim">{text.rows_shown}</p> })}
    }
    .into_any()
}

fn ways(desk: Desk, list: &List) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    let (Some(charged), Ok(contract)) = (desk.amount(part!(charged)), desk.plan.get()) else {
        return ().into_any();
    };
    if list.rows.is_empty() {
        return ().into_any();
    }
    match rounding_ways(&contract, basis(desk), &list.rows, charged) {
        Ok(ways) if ways.is_empty() => remark(text.ways_none).into_any(),
        Ok(ways) => {
            let ways = ways
                .into_iter()
                .map(|way| view! { <li>{fees::rounding_way(lang, way)}</li> });
            view! {
                <p>{text.ways}</p>
                <ul class="bullets">{ways.collect_view()}</ul>
            }
            .into_any()
        }
        Err(error) => remark(fees::quote_error(lang, &error)).into_any(),
    }
}

/// What every preset of the same currency would charge on the list.
fn others(desk: Desk, list: &List) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    let Ok(contract) = desk.plan.get() else {
        return ().into_any();
    };
    let sale = basis(desk);
    let cost = |contract: &Contract, tender: Tender| {
        quote_list(
            contract,
            Sale {
                tender,
                instant: false,
                ..sale
            },
            &list.rows,
        )
        .ok()
    };
    let Some(own) = cost(&contract, sale.tender).filter(|_| !list.rows.is_empty()) else {
        return ().into_any();
    };
    let currency = desk.currency.get();
    let rows = Preset::ALL
        .iter()
        .filter(|preset| preset.currency() == currency)
        .map(|&preset| {
            let fee = cost(&preset.contract(), sale.tender).map(|quote| quote.fee);
            let shown =
                fee.map_or_else(|| text.no_rate.to_owned(), |fee| amount::amount(lang, fee));
            let than = fee.map(|fee| {
                let more = Amount::new(fee.minor - own.fee.minor, currency);
                match more.minor.signum() {
                    0 => text.same.to_owned(),
                    1 => format!("{} {}", text.dearer, amount::amount(lang, more)),
                    _ => format!("{} {}", text.cheaper, amount::amount(lang, more.abs())),
                }
            });
            view! {
                <tr>
                    <th scope="row">{fees::preset_name(lang, preset)}</th>
                    <td class="num">{shown}</td>
                    <td class="num">{than}</td>
                </tr>
            }
        });
    view! {
        <details class="fold">
            <summary>{text.other_plans}</summary>
            <div class="scroll">
                <table class="ledger">
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}
