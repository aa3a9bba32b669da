//! The card of a loaded file: what it was taken for, what was read, what was not.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsCast;
use web_sys::HtmlSelectElement;
use yifen::cause::Group;
use yifen::import::FileReport;
use yifen::protocol::{Loaded, RowsOf, Wish};
use yifen::record::{FileId, Side};
use yifen::text::files::{self, Files as Texts};
use yifen::text::{Lang, import, words};

use super::amount;
use super::drop_zone::side_icon;
use super::icon::Icon;
use super::shape::shape;
use crate::route::Route;
use crate::store::{MapOf, use_store};

/// The names of sides in the role switch.
const SIDES: [(&str, Side); 3] = [
    ("register", Side::Register),
    ("provider", Side::Provider),
    ("bank", Side::Bank),
];

/// The encodings of bills, by their WHATWG names; Latin-1 is read as windows-1252.
pub const ENCODINGS: [&str; 6] = [
    "UTF-8",
    "GB18030",
    "Big5",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1252",
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
            <Facts lang id report=report.clone()/>
            <ul class="lines">{remarks(lang, &report)}</ul>
            {refused(lang, &report)}
            <p class="row">
                <a class="back" href=Route::Rows(RowsOf::File(id)).href()>
                    {text.show_rows}
                </a>
                {store
                    .can_reread(id)
                    .then(|| {
                        let label = if report.mapping.is_some() {
                            text.change_mapping
                        } else {
                            text.otherwise
                        };
                        view! {
                            <a class="back" href=Route::Map(MapOf::File(id)).href()>
                                {label}
                            </a>
                        }
                    })}
            </p>
        </article>
    }
}

/// What the file is taken for; another choice reads it again.
#[component]
fn Role(lang: Lang, id: FileId, side: Side, name: String) -> impl IntoView {
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
                    format: None,
                    ..store.wish(id)
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

#[component]
fn Facts(lang: Lang, id: FileId, report: FileReport) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let taken_for = match &report.mapping {
        Some(name) => files::mapped(lang, name),
        None => import::format(lang, &report.format).to_owned(),
    };
    let rows = files::rows(lang, &amount::count(lang, u64::from(report.rows)));
    let period = report.period.map(|period| amount::period(lang, period));
    let facts = [
        (text.taken_for, taken_for),
        (text.read, rows),
        (text.period, period.unwrap_or_default()),
        (text.size, amount::size(lang, report.bytes)),
    ];
    let shown = facts
        .into_iter()
        .filter(|(_, fact)| !fact.is_empty())
        .map(|(name, fact)| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> })
        .collect_view();
    let encoding = if report.encoding.is_empty() {
        view! { <dd>{text.workbook}</dd> }.into_any()
    } else if store.can_reread(id) {
        let (name, encoding) = (report.name, report.encoding);
        view! { <dd><EncodingSelect lang id name encoding/></dd> }.into_any()
    } else {
        view! { <dd>{report.encoding}</dd> }.into_any()
    };
    view! {
        <dl class="facts">
            {shown}
            <div>
                <dt>{text.encoding}</dt>
                {encoding}
            </div>
        </dl>
    }
}

/// The encoding that was guessed, or the one she chose; another choice reads the file again.
#[component]
fn EncodingSelect(lang: Lang, id: FileId, name: String, encoding: String) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let chosen = store.wish(id).encoding;
    let change = move |event: web_sys::Event| {
        let select: HtmlSelectElement =
            event_target::<web_sys::HtmlElement>(&event).unchecked_into();
        let encoding = Some(select.value()).filter(|encoding| !encoding.is_empty());
        let wish = Wish {
            encoding,
            ..store.wish(id)
        };
        store.reread(id, wish);
    };
    let guessed = match &chosen {
        None => files::encoding_guessed(lang, &encoding),
        Some(_) => text.encoding_auto.to_owned(),
    };
    view! {
        <select class="encoding" aria-label=format!("{} {name}", text.encoding) on:change=change>
            <option value="" selected=chosen.is_none()>
                {guessed}
            </option>
            {encodings(chosen)}
        </select>
    }
}

/// The encodings that are read, as options.
fn encodings(chosen: Option<String>) -> impl IntoView {
    ENCODINGS.map(|name| {
        view! {
            <option value=name selected=chosen.as_deref() == Some(name)>
                {name}
            </option>
        }
    })
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
