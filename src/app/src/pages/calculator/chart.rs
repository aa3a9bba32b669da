//! The fee of one payment by its amount, a line for each plan.

use leptos::prelude::*;
use yifen::fees::{Sale, card_kind, cost_floor, quote};
use yifen::money::Amount;
use yifen::record::Tender;

use super::compare::{Compared, FLOOR_CLASS, PLAN_CLASSES, usual_ticket};
use super::desk::Desk;
use crate::parts::amount;

/// The drawing's own units; it is stretched to the page's width.
const WIDTH: i128 = 640;
const HEIGHT: i128 = 240;
/// Room for the labels of the axes.
const LEFT: i128 = 100;
const BOTTOM: i128 = 34;
const TOP: i128 = 10;
const RIGHT: i128 = 14;
/// Points along a line: enough that caps and tiers show as corners.
const POINTS: i128 = 160;

/// The chart of a tender.
#[component]
pub fn Chart(
    desk: Desk,
    rivals: Vec<Compared>,
    tender: Tender,
    /// The largest ticket of her mix.
    largest: Option<Amount>,
) -> impl IntoView {
    let (text, lang) = (desk.text(), desk.lang);
    let currency = desk.currency.get_untracked();
    // Half as much again as her largest ticket, so that what comes next is seen.
    let end = largest.map_or_else(
        || usual_ticket(currency),
        |ticket| Amount::new(ticket.minor.saturating_mul(3) / 2, currency),
    );
    let end = Amount::new(end.minor.max(POINTS), currency);
    let mut curves: Vec<(&str, Vec<Option<i128>>)> = rivals
        .iter()
        .zip(PLAN_CLASSES)
        .map(|(rival, class)| (class, curve(rival, tender, end)))
        .collect();
    let floor = floor_curve(tender, end);
    let floored = !floor.is_empty();
    if floored {
        curves.push((FLOOR_CLASS, floor));
    }
    let top = curves
        .iter()
        .flat_map(|(_, curve)| curve.iter().flatten())
        .copied()
        .max()
        .unwrap_or(0)
        .max(1);
    let lines = curves.iter().map(|(class, curve)| {
        let points: Vec<String> = curve
            .iter()
            .zip(0..)
            .filter_map(|(fee, index)| {
                let across = LEFT + (WIDTH - LEFT - RIGHT) * index / POINTS;
                let room = HEIGHT - BOTTOM - TOP;
                let down = HEIGHT - BOTTOM - fee.as_ref()?.saturating_mul(room) / top;
                Some(format!("{across},{down}"))
            })
            .collect();
        view! { <polyline class=*class points=points.join(" ")></polyline> }
    });
    let keys = rivals.iter().zip(PLAN_CLASSES).map(|(rival, class)| {
        view! {
            <li>
                <span class=format!("key {class}") aria-hidden="true"></span>
                {rival.name.clone()}
            </li>
        }
    });
    let money = |minor| amount::amount(lang, Amount::new(minor, currency));
    let label = format!(
        "{}: {}",
        text.chart,
        yifen::text::words::tender(lang, tender)
    );
    let ground = HEIGHT - BOTTOM;
    view! {
        <figure class="fee-chart">
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=label>
                <path class="axis" d=format!("M{LEFT} {TOP}V{ground}H{}", WIDTH - RIGHT)></path>
                {lines.collect_view()}
                <text x=LEFT - 8 y=TOP + 10 text-anchor="end">{money(top)}</text>
                <text x=LEFT - 8 y=ground text-anchor="end">{money(0)}</text>
                <text x=WIDTH - RIGHT y=HEIGHT - 8 text-anchor="end">{money(end.minor)}</text>
                <text x=LEFT y=HEIGHT - 8>{text.chart_amount}</text>
            </svg>
            <figcaption>
                <ul class="row">
                    {keys.collect_view()}
                    {floored
                        .then(|| {
                            view! {
                                <li>
                                    <span class=format!("key {FLOOR_CLASS}") aria-hidden="true"></span>
                                    {text.floor}
                                </li>
                            }
                        })}
                </ul>
            </figcaption>
        </figure>
    }
}

/// The fees at evenly spaced amounts, in minor units.
fn curve(rival: &Compared, tender: Tender, end: Amount) -> Vec<Option<i128>> {
    (0..=POINTS)
        .map(|index| {
            let amount = Amount::new(end.minor.saturating_mul(index) / POINTS, end.currency);
            let sale = Sale {
                tender,
                amount,
                instant: false,
                time: None,
            };
            quote(&rival.contract, sale)
                .ok()
                .map(|quote| quote.fee.minor.max(0))
        })
        .collect()
}

/// The regulated layers at the same amounts; empty where there are none.
fn floor_curve(tender: Tender, end: Amount) -> Vec<Option<i128>> {
    let at = |index: i128| {
        let amount = Amount::new(end.minor.saturating_mul(index) / POINTS, end.currency);
        Some(Some(cost_floor(card_kind(tender)?, amount)?.total().minor))
    };
    (0..=POINTS)
        .map(at)
        .collect::<Option<_>>()
        .unwrap_or_default()
}
