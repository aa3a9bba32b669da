//! The payouts: what was due on each day, what came, and what is on its way.

use std::sync::Arc;

use leptos::prelude::*;
use yifen::answer::{Answer, PayoutState, PayoutView};
use yifen::money::Amount;
use yifen::protocol::RowsOf;
use yifen::text::bridge::{self, Bridge as Texts};
use yifen::text::{Lang, words};

use super::rows_href;
use crate::parts::amount;
use crate::parts::shape::{shape, state_group, tone};

/// The table of payouts, and those on their way once more with their day.
#[component]
pub fn Payouts(lang: Lang, answer: Arc<Answer>) -> impl IntoView {
    if answer.payouts.is_empty() {
        return ().into_any();
    }
    let text = Texts::of(lang);
    let rows = answer
        .payouts
        .iter()
        .enumerate()
        .map(|(index, payout)| row(lang, index, payout))
        .collect_view();
    let head = |label: &'static str, number: bool| {
        view! {
            <th scope="col" class:num=number>
                {label}
            </th>
        }
    };
    view! {
        <section class="stack-s" aria-labelledby="payouts-title">
            <div>
                <h2 id="payouts-title">{text.payouts}</h2>
                <p class="dim">{text.payouts_lead}</p>
            </div>
            <table class="ledger ledger-stack">
                <thead>
                    <tr>
                        {head(text.due, false)} {head(text.state, false)} {head(text.expected, true)}
                        {head(text.came, true)} {head(text.difference, true)}
                        <th scope="col" class="no-print">
                            <span class="unseen">{text.rows_column}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>{total(lang, &answer)}</tfoot>
            </table>
        </section>
        {on_its_way(lang, &answer)}
    }
    .into_any()
}

fn difference(payout: &PayoutView) -> Amount {
    let minor = payout.received.minor.saturating_sub(payout.expected.minor);
    Amount::new(minor, payout.expected.currency)
}

fn row(lang: Lang, index: usize, payout: &PayoutView) -> impl IntoView + use<> {
    let text = Texts::of(lang);
    let of = RowsOf::Payout(u32::try_from(index).unwrap_or(u32::MAX));
    let group = state_group(payout.state);
    let day = amount::near_day(lang, payout.due);
    // What is on its way differs from nothing yet.
    let differs = match payout.state {
        PayoutState::OnItsWay => String::new(),
        _ => amount::amount(lang, difference(payout)),
    };
    let came = match payout.state {
        PayoutState::OnItsWay => String::new(),
        _ => amount::amount(lang, payout.received),
    };
    let name = format!("{} {}", text.rows, bridge::payout_of(lang, &day));
    view! {
        <tr>
            <th scope="row">{day}</th>
            <td>
                <span class=format!("state {}", tone(group))>
                    {shape(group)}
                    {words::payout_state(lang, payout.state)}
                </span>
            </td>
            <td class="num" data-label=text.expected>
                {amount::amount(lang, payout.expected)}
            </td>
            <td class="num" data-label=text.came>
                {came}
            </td>
            <td class="num" data-label=text.difference>
                {differs}
            </td>
            <td class="no-print">
                <a class="go-to" href=rows_href(of) aria-label=name>
                    {text.rows}
                </a>
            </td>
        </tr>
    }
}

fn total(lang: Lang, answer: &Answer) -> impl IntoView + use<> {
    let text = Texts::of(lang);
    let sum = |of: fn(&PayoutView) -> Amount| {
        let minor = answer
            .payouts
            .iter()
            .fold(0_i128, |sum, payout| sum.saturating_add(of(payout).minor));
        amount::amount(lang, Amount::new(minor, answer.currency))
    };
    view! {
        <tr>
            <th scope="row">{text.total}</th>
            <td></td>
            <td class="num" data-label=text.expected>
                {sum(|payout| payout.expected)}
            </td>
            <td class="num" data-label=text.came>
                {sum(|payout| payout.received)}
            </td>
            <td></td>
            <td class="no-print"></td>
        </tr>
    }
}

fn on_its_way(lang: Lang, answer: &Answer) -> Option<impl IntoView + use<>> {
    let text = Texts::of(lang);
    let coming: Vec<&PayoutView> = answer
        .payouts
        .iter()
        .filter(|payout| payout.state == PayoutState::OnItsWay)
        .collect();
    if coming.is_empty() {
        return None;
    }
    let lines = coming
        .into_iter()
        .map(|payout| {
            view! {
                <li>
                    <span>{amount::day(lang, payout.due)}</span>
                    <span class="num">{amount::amount(lang, payout.expected)}</span>
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <section class="stack-xs" aria-labelledby="transit-title">
            <h2 id="transit-title">{text.transit}</h2>
            <ul class="timeline">{lines}</ul>
        </section>
    })
}
