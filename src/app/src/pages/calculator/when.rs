//! When money arrives, with a little calendar.

use leptos::prelude::*;
use yifen::calendar::{Cycle, Day};
use yifen::fees::{Arrival, DayKind, arrival, day_kind, weeks};
use yifen::settings::{Contract, SettingsForm};
use yifen::text::{contract, fees};

use super::desk::{Desk, PartField, Takes, TenderChoice, part, plan_first, segments};
use super::draft::{read_clock, read_day};
use crate::parts::amount;
use crate::parts::field::TextField;

/// The usual cycles.
const CYCLES: [Cycle; 5] = [
    Cycle::T1,
    Cycle {
        working_days: false,
        days: 1,
    },
    Cycle {
        working_days: false,
        days: 0,
    },
    Cycle {
        working_days: true,
        days: 0,
    },
    Cycle {
        working_days: true,
        days: 2,
    },
];

/// The tab.
#[component]
pub fn When(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let cycle = Memo::new(move |_| desk.draft.with(|draft| draft.plan.form.cycle));
    let cycles = move || {
        let mut cycles = CYCLES.to_vec();
        if !cycles.contains(&cycle.get()) {
            cycles.push(cycle.get());
        }
        cycles
            .into_iter()
            .map(|cycle| (cycle, cycle.to_string()))
            .collect::<Vec<_>>()
    };
    view! {
        <section class="card stack-s">
            <TenderChoice desk/>
            <div class="fields">
                <PartField desk id="day" label=text.taken_on part=part!(day) takes=Takes::Day/>
                <PartField desk id="day-time" label=text.time part=part!(day_time) takes=Takes::Time/>
                {cutoff(desk, "cutoff-card", text.cutoff_card, |form| &mut form.card_cutoff)}
                {cutoff(desk, "cutoff-qr", text.cutoff_qr, |form| &mut form.qr_cutoff)}
            </div>
            <div class="stack-xs">
                <span class="label">{text.cycle}</span>
                {move || {
                    segments(
                        text.cycle,
                        cycles(),
                        cycle.into(),
                        move |to| desk.change(|draft| draft.plan.form.cycle = to),
                    )
                }}
                <p class="dim">
                    {move || {
                        let cycle = cycle.get();
                        contract::cycle(desk.lang, cycle.working_days, cycle.days)
                    }}
                </p>
            </div>
            <div class="outcome" aria-live="polite">
                {move || outcome(desk)}
            </div>
        </section>
    }
}

/// A cut-off of the plan. Its last second still counts to the day.
fn cutoff(
    desk: Desk,
    id: &'static str,
    label: &'static str,
    of: fn(&mut SettingsForm) -> &mut String,
) -> impl IntoView {
    let value = Signal::derive(move || {
        // A copy, because the way to the field is one that may change it.
        let mut form = desk.draft.with(|draft| draft.plan.form.clone());
        of(&mut form).clone()
    });
    let error = Signal::derive(move || {
        let wrong = read_clock(&value.read()).ok().flatten().is_none();
        wrong.then(|| desk.text().bad_time.to_owned())
    });
    view! {
        <TextField
            id=id.to_owned()
            label=label
            value=value
            on_input=move |typed| desk.change(|draft| *of(&mut draft.plan.form) = typed)
            error=error
            kind="search"
        />
    }
}

fn outcome(desk: Desk) -> AnyView {
    let text = desk.text();
    let (day, time, rail) = desk.draft.with(|draft| {
        (
            read_day(&draft.day).ok().flatten(),
            read_clock(&draft.day_time),
            draft.tender.rail(),
        )
    });
    let Ok(contract) = desk.plan.get() else {
        return plan_first(desk);
    };
    let (Some(day), Ok(time)) = (day, time) else {
        return view! { <p class="dim">{text.bad_date}</p> }.into_any();
    };
    let found = arrival(&contract.settlement, day, time, rail);
    shown(desk, &contract, &found)
}

fn shown(desk: Desk, contract: &Contract, found: &Arrival) -> AnyView {
    let (text, lang) = (desk.text(), desk.lang);
    let due = found.due.day;
    let bucket = (found.due.bucket != found.taken).then(|| {
        view! {
            <div>
                <dt>{text.counts_to}</dt>
                <dd class="num">{amount::near_day(lang, found.due.bucket)}</dd>
            </div>
        }
    });
    let own = found_days(found)
        .any(|day| day_kind(&contract.settlement.calendar, day) == DayKind::Corrected);
    let delays = found
        .delays
        .iter()
        .map(|delay| view! { <li>{fees::delay(lang, delay)}</li> });
    view! {
        <dl class="pair">
            <div>
                <dt>{text.due_on}</dt>
                <dd class="result-amount">
                    {amount::day(lang, due)} " " {fees::weekday(lang, due)}
                </dd>
            </div>
            {bucket}
        </dl>
        <ul class="bullets">{delays.collect_view()}</ul>
        {month(desk, contract, found)}
        <p class="dim">
            <small>{text.legend} " " {own.then_some(text.legend_own)}</small>
        </p>
        <p class="dim">
            <small>{text.hours_note}</small>
        </p>
    }
    .into_any()
}

/// The days of the little calendar.
fn found_days(found: &Arrival) -> impl Iterator<Item = Day> {
    weeks(found.taken, found.due.day).into_iter().flatten()
}

/// The weeks from the day taken to the day due.
fn month(desk: Desk, contract: &Contract, found: &Arrival) -> impl IntoView {
    let (text, lang) = (desk.text(), desk.lang);
    let weeks = weeks(found.taken, found.due.day);
    let heads = weeks.first().into_iter().flatten().map(|day| {
        view! { <th scope="col">{fees::weekday(lang, *day)}</th> }
    });
    let heads = heads.collect_view();
    let rows = weeks.iter().map(|week| {
        let cells = week.iter().map(|&day| cell(desk, contract, found, day));
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <table class="month">
            <caption class="unseen">{text.tab_arrival}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

fn cell(desk: Desk, contract: &Contract, found: &Arrival, day: Day) -> impl IntoView {
    let (text, lang) = (desk.text(), desk.lang);
    let (class, word) = match day_kind(&contract.settlement.calendar, day) {
        DayKind::Working => ("day", None),
        DayKind::MakeUp => ("day day-makeup", Some(text.makeup)),
        DayKind::Weekend => ("day day-off", None),
        DayKind::Holiday => ("day day-off", Some(text.holiday)),
        DayKind::Corrected => ("day day-makeup", Some(text.corrected)),
    };
    let mark = if day == found.due.day {
        Some(("day-due", text.mark_due))
    } else if day == found.taken {
        Some(("day-taken", text.mark_taken))
    } else {
        None
    };
    let (_, _, date) = day.ymd();
    let shown = if date == 1 || day == found.taken {
        amount::short_day(lang, day)
    } else {
        date.to_string()
    };
    view! {
        <td class=format!("{class} {}", mark.map_or("", |(class, _)| class))>
            <span class="num">{shown}</span>
            {mark.map(|(_, word)| view! { <b>{word}</b> })}
            <small>{word}</small>
        </td>
    }
}
