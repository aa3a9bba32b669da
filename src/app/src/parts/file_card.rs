//! The card of a loaded file: what it was taken for, what was read, what was not.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsCast;
use web_sys::HtmlSelectElement;
use yifen::cause::Group;
use yifen::import::FileReport;
use yifen::protocol::{Loaded, RowsOf, Wish};
use yifen::record::Side;
use yifen::text::files::{self, Files as Texts};
use yifen::text::{Lang, import, words};

use super::amount;
use super::drop_zone::side_icon;
use super::icon::Icon;
use super::shape::shape;
use crate::route::Route;
use crate::store::use_store;

/// The names of sides in the role switch.
const SIDES: [(&str, Side); 3] = [
    ("register", Side::Register),
    ("provider", Side::Provider),
    ("bank", Side::Bank),
];

/// A loaded file.
#[component]
pub fn FileCard(lang: Lang, file: Loaded) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let Loaded { id, report } = file;
    let heading = format!("file-{}", id.0);
    let label = heading.clone();
    let remove = format!("{} {}", text.remove, report.name);
    view! {
        <article class="card file stack-xs" aria-labelledby=label>
            <div class="file-head">
                <div class="file-name">
                    {side_icon(report.side).draw()}
                    <h3 id=heading>{report.name.clone()}</h3>
                </div>
                <Role lang id=id side=report.side name=report.name.clone()/>
                <button
                    class="btn btn-icon"
                    aria-label=remove.clone()
                    title=remove
                    on:click=move |_| store.remove(id)
                >
                    {Icon::Close.draw()}
                </button>
            </div>
            {facts(lang, &report)}
            <ul class="lines">{remarks(lang, &report)}</ul>
            {refused(lang, &report)}
            <p>
                <a class="back" href=Route::Rows(RowsOf::File(id)).href()>
                    {text.show_rows}
                </a>
            </p>
        </article>
    }
}

/// What the file is taken for; another choice reads it again.
#[component]
fn Role(lang: Lang, id: yifen::record::FileId, side: Side, name: String) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    if !store.can_reread(id) {
        return view! { <span class="chip" title=text.fixed_role>{words::side(lang, side)}</span> }
            .into_any();
    }
    let change = move |event: web_sys::Event| {
        let select: HtmlSelectElement =
            event_target::<web_sys::HtmlElement>(&event).unchecked_into();
        let wished = SIDES.iter().find(|(name, _)| *name == select.value());
        if let Some(&(_, wished)) = wished.filter(|(_, wished)| *wished != side) {
            store.reread(
                id,
                Wish {
                    side: Some(wished),
                    ..Wish::default()
                },
            );
        }
    };
    let options = SIDES.map(|(name, of)| {
        view! {
            <option value=name selected=of == side>
                {words::side(lang, of)}
            </option>
        }
    });
    view! {
        <select aria-label=format!("{} {name}", text.role) on:change=change>
            {options}
        </select>
    }
    .into_any()
}

fn facts(lang: Lang, report: &FileReport) -> impl IntoView + use<> {
    let text = Texts::of(lang);
    let encoding = if report.encoding.is_empty() {
        text.workbook.to_owned()
    } else {
        report.encoding.clone()
    };
    let rows = files::rows(lang, &amount::count(lang, u64::from(report.rows)));
    let facts = [
        (
            text.taken_for,
            import::format(lang, &report.format).to_owned(),
        ),
        (text.read, rows),
        (
            text.period,
            report
                .period
                .map(|period| amount::period(lang, period))
                .unwrap_or_default(),
        ),
        (text.encoding, encoding),
        (text.size, amount::size(lang, report.bytes)),
    ];
    let shown = facts
        .into_iter()
        .filter(|(_, fact)| !fact.is_empty())
        .map(|(name, fact)| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> })
        .collect_view();
    view! { <dl class="facts">{shown}</dl> }
}

/// Controls compared and warnings, each on a line with its shape.
fn remarks(lang: Lang, report: &FileReport) -> impl IntoView + use<> {
    let controls = report
        .controls
        .iter()
        .map(|control| (control.holds(), import::control(lang, control)));
    let warnings = report
        .warnings
        .iter()
        .map(|warning| (false, import::warning(lang, warning)));
    controls
        .chain(warnings)
        .map(|(good, sentence)| {
            let group = if good { Group::Normal } else { Group::Look };
            view! { <li class="line">{shape(group)}<span>{sentence}</span></li> }
        })
        .collect_view()
}

fn refused(lang: Lang, report: &FileReport) -> Option<impl IntoView + use<>> {
    if report.refused_count == 0 {
        return None;
    }
    let listed = u32::try_from(report.refused.len()).unwrap_or(u32::MAX);
    let more = report.refused_count.saturating_sub(listed);
    let lines = report
        .refused
        .iter()
        .map(|refused| view! { <li>{import::refused(lang, refused)}</li> })
        .collect_view();
    Some(view! {
        <details class="fold tone-look">
            <summary>
                {shape(Group::Look)}
                {files::refused(lang, report.refused_count, report.rows)}
            </summary>
            <ul class="refused" tabindex="0" role="list">
                {lines}
                {(more > 0).then(|| view! { <li class="dim">{files::refused_more(lang, more)}</li> })}
            </ul>
        </details>
    })
}
