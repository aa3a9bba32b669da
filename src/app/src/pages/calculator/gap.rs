//! The quick answer: a few figures and what they may mean. Nothing in it is certain.

use std::sync::Arc;

use leptos::prelude::*;
use yifen::calendar::Rail;
use yifen::cause::{Cause, Group};
use yifen::fees::{
    Fit, FitKind, QuickAnswer, QuickError, TAKINGS_MAX, What, arrival, quick_answer,
};
use yifen::text::fees;

use super::desk::{Desk, PartField, Takes, part, plan_first, remark};
use super::draft::{read_clock, read_day};
use super::lines::{LineFields, Lines};
use super::single::move_label;
use crate::parts::amount;
use crate::parts::note::chip;
use crate::parts::shape::shape;
use crate::route::Route;

/// So many kinds of explanations are shown at once; the rest is folded away.
const KINDS_SHOWN: usize = 4;

/// So many explanations of a kind are unfolded at a time.
const FITS_SHOWN: usize = 20;

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
                    takes=Takes::Arrived
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
    let arrived = desk.amount(part!(received));
    let Some(received) = arrived.filter(|received| received.minor >= 0) else {
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
    let verdict = if answer.simple {
        fees::fit_count(lang, answer.equal, answer.total)
    } else {
        text.nothing_simple.to_owned()
    };
    let guessed = answer.fits.iter().flat_map(|fit| &fit.terms).any(|term| {
        matches!(
            term.what,
            What::Fee {
                payments: Some(_),
                ..
            }
        )
    });
    let part = |open: bool, title: &'static str| {
        let kinds = answer.kinds.iter().enumerate();
        let kinds: Vec<OfKind> = kinds
            .filter(|(_, kind)| kind.open == open)
            .map(|(place, kind)| {
                let fits = answer.fits.iter().filter(|fit| fit.kind == place);
                (kind.clone(), fits.cloned().collect())
            })
            .collect();
        (!kinds.is_empty()).then(|| {
            view! {
                <h3>{title}</h3>
                {shown_kinds(desk, &kinds)}
            }
        })
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
        {guessed.then(|| remark(text.count_wanted.to_owned()))}
        {part(false, text.fits_title)}
        {part(true, text.fits_open)}
        <p class="dim">
            {text.bring_files} " " <a href=Route::Files.href()>{text.check_files}</a>
        </p>
    }
    .into_any()
}

/// A kind of explanation and its fits, the simplest first.
type OfKind = (FitKind, Arc<[Fit]>);

fn shown_kinds(desk: Desk, kinds: &[OfKind]) -> impl IntoView + use<> {
    let (first, rest) = kinds.split_at(kinds.len().min(KINDS_SHOWN));
    let draw = move |kinds: &[OfKind]| {
        let each = kinds.iter().map(|kind| shown_kind(desk, kind));
        each.collect_view()
    };
    let fits = rest.iter().map(|(kind, _)| kind.total).sum();
    let summary = fees::more_kinds(desk.lang, rest.len(), fits);
    let rest: Arc<[OfKind]> = rest.into();
    let rest = (!rest.is_empty()).then(|| folded(summary, move || draw(&rest).into_any()));
    view! {
        {draw(first)}
        {rest}
    }
}

/// What the fits of a kind have in common, the simplest of them, and the others when asked for.
fn shown_kind(desk: Desk, (kind, fits): &OfKind) -> AnyView {
    let lang = desk.lang;
    let dropped = kind.total.saturating_sub(fits.len());
    let dropped = (dropped > 0).then(|| fees::not_listed(lang, dropped));
    view! {
        <section class="stack-s fit-kind">
            <h4>{fees::fit_kind(lang, &kind.sorts)}</h4>
            <ol class="fits">{fits.first().map(|fit| shown_fit(desk, fit))}</ol>
            {more(desk, fits.clone(), 1, dropped)}
        </section>
    }
    .into_any()
}

/// The fits from a place on, folded away, a handful at a time; after the last of them what is not
/// listed.
fn more(desk: Desk, fits: Arc<[Fit]>, from: usize, dropped: Option<String>) -> Option<AnyView> {
    let rest = fits.len().checked_sub(from).filter(|&rest| rest > 0)?;
    let summary = fees::more_fits(desk.lang, rest);
    let draw = move || {
        let next = fits.iter().skip(from).take(FITS_SHOWN);
        let each = next.map(|fit| shown_fit(desk, fit)).collect_view();
        let rest = more(desk, fits.clone(), from + FITS_SHOWN, dropped.clone());
        let last = rest.is_none().then(|| dropped.clone());
        view! {
            <ol class="fits">{each}</ol>
            {rest}
            {last.flatten().map(|said| view! { <p class="dim">{said}</p> })}
        }
        .into_any()
    };
    Some(folded(summary, draw).into_any())
}

/// A fold that is drawn when it is opened first: hundreds of lines would be slow on a phone.
fn folded(summary: String, draw: impl Fn() -> AnyView + Send + Sync + 'static) -> impl IntoView {
    let opened = RwSignal::new(false);
    view! {
        <details class="fold" on:toggle=move |_| opened.set(true)>
            <summary>{summary}</summary>
            {move || opened.get().then(&draw)}
        </details>
    }
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
