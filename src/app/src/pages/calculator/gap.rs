//! The quick answer: a few figures and what they may mean. Nothing in it is certain.

use leptos::prelude::*;
use yifen::calendar::Rail;
use yifen::cause::{Cause, Group};
use yifen::fees::{Fit, QuickAnswer, QuickError, TAKINGS_MAX, arrival, quick_answer};
use yifen::text::fees;

use super::desk::{Desk, PartField, Takes, part, plan_first, remark};
use super::draft::{read_clock, read_day};
use super::lines::{LineFields, Lines};
use super::single::move_label;
use crate::parts::amount;
use crate::parts::note::chip;
use crate::parts::shape::shape;
use crate::route::Route;

/// So many fits of a sort are shown at once; the rest is folded away.
const SHOWN_MAX: usize = 8;

/// The tab.
#[component]
pub fn Gap(desk: Desk) -> impl IntoView {
    let text = desk.text();
    view! {
        <section class="card stack-s">
            <p class="dim">{text.gap_lead}</p>
            <h2>{text.takings}</h2>
            <LineFields
                desk
                name="taking"
                lines=Lines { get: |draft| &draft.takings, set: |draft| &mut draft.takings }
                amount=text.took
                unknown=true
                most=TAKINGS_MAX
            />
            <div class="fields">
                <PartField
                    desk
                    id="received"
                    label=move_label(desk, text.arrived)
                    part=part!(received)
                    takes=Takes::Amount
                    besides=above
                />
                <PartField desk id="taken-on" label=text.when_taken part=part!(taken_on) takes=Takes::Day/>
                <PartField desk id="seen-on" label=text.when_seen part=part!(seen_on) takes=Takes::Day/>
            </div>
            <div class="outcome" aria-live="polite">
                {move || outcome(desk)}
            </div>
        </section>
    }
}

/// Whether more arrived than was taken.
fn above(desk: Desk) -> Option<String> {
    let received = desk.amount(part!(received))?;
    let taken: i128 = desk
        .draft
        .with(|draft| draft.read_takings())
        .iter()
        .map(|taking| taking.amount.minor)
        .sum();
    (taken > 0 && received.minor > taken).then(|| desk.text().gap_more.to_owned())
}

fn outcome(desk: Desk) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    let Ok(contract) = desk.plan.get() else {
        return plan_first(desk);
    };
    let takings = desk.draft.with(|draft| draft.read_takings());
    let Some(received) = desk.amount(part!(received)) else {
        return view! { <p class="dim">{text.type_amount}</p> }.into_any();
    };
    match quick_answer(&contract, &takings, received) {
        Ok(answer) => view! {
            {not_due(desk)}
            {shown(desk, &answer)}
        }
        .into_any(),
        Err(QuickError::NoTakings) => {
            view! { <p class="dim">{fees::quick_error(lang, QuickError::NoTakings)}</p> }.into_any()
        }
        Err(error) => remark(fees::quick_error(lang, error)).into_any(),
    }
}

/// Whether the money was not due yet on the day she looked.
fn not_due(desk: Desk) -> Option<AnyView> {
    let (text, lang) = (desk.text(), desk.lang);
    let (taken, seen, time, tender) = desk.draft.with(|draft| {
        let tender = draft
            .takings
            .first()
            .map(|line| line.tender)
            .unwrap_or_default();
        (
            read_day(&draft.taken_on).ok().flatten(),
            read_day(&draft.seen_on).ok().flatten(),
            read_clock(&draft.time).ok().flatten(),
            tender,
        )
    });
    let (taken, seen) = (taken?, seen?);
    let rules = desk
        .plan
        .with(|plan| plan.as_ref().ok().map(|own| own.settlement.clone()))?;
    let due = arrival(&rules, taken, time, tender.rail());
    let late = arrival(&rules, taken, Some(rules.card_cutoff), Rail::Card);
    let day = due.due.day.min(late.due.day);
    (seen < day).then(|| {
        remark(format!(
            "{}: {} {}",
            text.not_due,
            text.due_on,
            amount::near_day(lang, day)
        ))
        .into_any()
    })
}

fn shown(desk: Desk, answer: &QuickAnswer) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    let said = (answer.gap.minor == 0).then_some(text.gap_none);
    let expected = answer.expected.map(|fee| {
        view! {
            <div>
                <dt>{text.expected}</dt>
                <dd class="num">{amount::amount(lang, fee)}</dd>
            </div>
        }
    });
    let (open, closed): (Vec<&Fit>, Vec<&Fit>) = answer.fits.iter().partition(|fit| fit.open);
    let verdict = if answer.simple {
        fees::fit_count(lang, answer.equal, answer.total)
    } else {
        text.nothing_simple.to_owned()
    };
    let list = |fits: &[&Fit]| {
        let each = |fits: &[&Fit]| fits.iter().map(|fit| shown_fit(desk, fit)).collect_view();
        let (first, rest) = fits.split_at(fits.len().min(SHOWN_MAX));
        let rest = (!rest.is_empty()).then(|| {
            view! {
                <details class="fold">
                    <summary>{fees::more_fits(lang, rest.len())}</summary>
                    <ol class="fits">{each(rest)}</ol>
                </details>
            }
        });
        view! {
            <ol class="fits">{each(first)}</ol>
            {rest}
        }
    };
    view! {
        <dl class="pair">
            <div>
                <dt>{text.gap}</dt>
                <dd class="result-amount">{amount::amount(lang, answer.gap)}</dd>
            </div>
            {expected}
        </dl>
        {said.map(|said| view! { <p>{said}</p> })}
        <p>{verdict}</p>
        {(!closed.is_empty())
            .then(|| {
                view! {
                    <h3>{text.fits_title}</h3>
                    {list(&closed)}
                }
            })}
        {(!open.is_empty())
            .then(|| {
                view! {
                    <h3>{text.fits_open}</h3>
                    {list(&open)}
                }
            })}
        <p class="dim">
            {text.bring_files} " " <a href=Route::Files.href()>{text.check_files}</a>
        </p>
    }
    .into_any()
}

fn shown_fit(desk: Desk, fit: &Fit) -> impl IntoView + use<> {
    let (text, lang) = (desk.text(), desk.lang);
    let terms = fit.terms.iter().map(|term| {
        let group = term.cause.group();
        // The plan's own fee needs no guide.
        let guide = (term.cause != Cause::FeeNormal).then(|| {
            let href = Route::Guide(Some(term.cause)).href();
            view! {
                " "
                <a href=href>{text.cause_link}</a>
            }
        });
        view! {
            <li class="fit-term">
                {shape(group)}
                <span>{fees::term(lang, term)} {guide}</span>
                <span class="num">{amount::amount(lang, term.amount)}</span>
            </li>
        }
    });
    view! {
        <li class="fit">
            <ul>{terms.collect_view()}</ul>
            {chip(Group::Look, text.possible)}
        </li>
    }
}
