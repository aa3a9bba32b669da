//! One row of a sheet: a line on a wide window, a card on a narrow one.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use yifen::cause::Group;
use yifen::money::Amount;
use yifen::record::{RowView, Side, Tender};
use yifen::text::bridge::{self, Bridge as Texts};
use yifen::text::{Lang, words};

use crate::parts::amount;
use crate::parts::shape::shape;
use crate::store::use_store;

/// How many columns a sheet has.
pub const COLUMNS: u32 = 9;

/// The head of the columns.
pub fn head(lang: Lang) -> impl IntoView {
    let text = Texts::of(lang);
    let cell = |label: &'static str, class: &'static str| {
        view! {
            <div class=class role="columnheader">
                {label}
            </div>
        }
    };
    const WORD: &str = "sheet-cell";
    const FIGURE: &str = "sheet-cell num";
    view! {
        <div class="sheet-head" role="row" aria-rowindex="1">
            {cell(text.from, WORD)}
            {cell(text.when, WORD)}
            {cell(text.what, WORD)}
            {cell(text.amount, FIGURE)}
            {cell(text.fee, FIGURE)}
            {cell(text.fee_expected, FIGURE)}
            {cell(text.net, FIGURE)}
            {cell(text.reference, WORD)}
            {cell(text.note, WORD)}
        </div>
    }
}

/// A row that has not arrived yet.
pub fn waiting(lang: Lang, index: u32) -> impl IntoView {
    view! {
        <div class="sheet-row" role="row" aria-rowindex=i64::from(index) + 2>
            <div class="sheet-cell sheet-wait" role="gridcell">
                {Texts::of(lang).loading_rows}
            </div>
        </div>
    }
}

/// A row, with those of the same match before and after it to compare it with.
pub fn row(
    lang: Lang,
    index: u32,
    row: &RowView,
    [before, after]: &[Option<RowView>; 2],
    active: Memo<bool>,
    ticked: Memo<bool>,
    choose: impl Fn(MouseEvent) + 'static,
) -> AnyView {
    let text = Texts::of(lang);
    let mates: Vec<&RowView> = [before, after].into_iter().flatten().collect();
    let differs = Differs::of(row, &mates);
    let inner = after.is_some();
    let odd = row.group.unwrap_or(index) % 2 == 1;
    let money = |amount: Option<Amount>| {
        amount.map_or_else(String::new, |amount| amount::amount(lang, amount))
    };
    let what = match row.tender {
        Tender::Unknown => words::kind(lang, row.kind).to_owned(),
        tender => format!(
            "{} · {}",
            words::kind(lang, row.kind),
            words::tender(lang, tender)
        ),
    };
    view! {
        <div
            class="sheet-row"
            class:sheet-odd=odd
            class:sheet-inner=inner
            class:sheet-active=active
            role="row"
            id=format!("row-{index}")
            aria-rowindex=i64::from(index) + 2
            aria-selected=move || ticked.get().to_string()
            on:click=choose
        >
            {from(lang, row)}
            {word(lang, "when", when(lang, row), differs.when)}
            {word(lang, "what", what, differs.what)}
            {figure(lang, "sum", "", money(Some(row.amount)), differs.amount)}
            {figure(lang, "fee", text.fee, money(row.fee), differs.fee)}
            {figure(lang, "due", text.fee_expected, money(row.fee_expected), differs.fee)}
            {figure(lang, "net", text.net, money(row.net), false)}
            {word(lang, "ref", row.reference.clone(), false)}
            {word(lang, "note", note(row), false)}
        </div>
    }
    .into_any()
}

/// Which cells of a row differ from the same payment's row in another file, or from what is due.
struct Differs {
    when: bool,
    what: bool,
    amount: bool,
    fee: bool,
}

impl Differs {
    fn of(row: &RowView, mates: &[&RowView]) -> Self {
        // A credit of the bank is a sum of many payments and compares with none of them.
        let pairs = || {
            mates.iter().filter(|mate| {
                mate.side != row.side && mate.side != Side::Bank && row.side != Side::Bank
            })
        };
        Self {
            when: pairs().any(|mate| mate.day != row.day),
            what: pairs().any(|mate| !mate.tender.agrees(row.tender)),
            amount: pairs().any(|mate| mate.amount != row.amount),
            fee: row.fee_expected.is_some() && row.fee_expected != row.fee,
        }
    }
}

/// Day and time of a row.
pub fn when(lang: Lang, row: &RowView) -> String {
    let day = amount::short_day(lang, row.day);
    match row.time {
        Some(time) => format!("{day} {time}"),
        None => day,
    }
}

fn note(row: &RowView) -> String {
    let tail = if row.card_tail.is_empty() {
        String::new()
    } else {
        format!("*{}", row.card_tail)
    };
    [&row.terminal, &row.voucher, &tail, &row.note]
        .into_iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Whose file the row is in and where it stands; the file's name is told on pointing.
fn from(lang: Lang, row: &RowView) -> impl IntoView + use<> {
    let store = use_store();
    let (file, side) = (row.place.file, row.side);
    let name = store.files.with_untracked(|files| {
        files
            .iter()
            .find(|loaded| loaded.id == file)
            .map(|loaded| loaded.report.name.clone())
    });
    let place = bridge::place(lang, row.place);
    view! {
        <div class="sheet-cell cell-from" role="gridcell" title=name>
            <span class="tick-box" aria-hidden="true"></span>
            <span>
                <b>{words::side_short(lang, side)}</b>
                " "
                {place}
            </span>
        </div>
    }
}

fn word(lang: Lang, name: &str, text: String, differs: bool) -> impl IntoView + use<> {
    cell(lang, format!("sheet-cell cell-{name}"), "", text, differs)
}

fn figure(
    lang: Lang,
    name: &str,
    label: &'static str,
    text: String,
    differs: bool,
) -> impl IntoView + use<> {
    cell(
        lang,
        format!("sheet-cell num cell-{name}"),
        label,
        text,
        differs,
    )
}

fn cell(
    lang: Lang,
    class: String,
    label: &'static str,
    text: String,
    differs: bool,
) -> impl IntoView {
    let none = text.is_empty();
    let title = text.clone();
    let mark = differs.then(|| {
        view! {
            {shape(Group::Look)}
            <span class="unseen">{Texts::of(lang).differs}</span>
        }
    });
    view! {
        <div
            class=class
            class:differs=differs
            class:sheet-none=none
            role="gridcell"
            title=title
            data-label=(!label.is_empty()).then_some(label)
        >
            {mark}
            <span>{text}</span>
        </div>
    }
}
