//! A list of amounts taken from a loaded file.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yifen::fees::{LIST_ROWS_MAX, ListRow};
use yifen::money::{Amount, Currency};
use yifen::protocol::{RowsOf, WINDOW_ROWS_MAX};
use yifen::record::{FileId, Kind, RowView, Side, Tender};
use yifen::text::fees;

use super::desk::{Desk, remark};
use super::draft::FileList;
use crate::store::{Store, use_store};

/// A choice among the loaded registers and bills; nothing where none is loaded.
#[component]
pub fn FileChoice(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let store = use_store();
    let lost = RwSignal::new(false);
    let files = move || {
        store.files.with(|files| {
            let lists = files.iter().filter(|file| file.report.side != Side::Bank);
            let named = lists.map(|file| (file.id, file.report.name.clone()));
            named.collect::<Vec<_>>()
        })
    };
    let chosen = Memo::new(move |_| {
        desk.draft
            .with(|draft| draft.from_file.as_ref().map(|list| list.name.clone()))
    });
    let pick = move |event: web_sys::Event| {
        let picked = event_target_value(&event).parse().ok().map(FileId);
        lost.set(false);
        let Some(id) = picked else {
            return desk.change(|draft| draft.from_file = None);
        };
        let name = files().into_iter().find(|(of, _)| *of == id);
        let Some((_, name)) = name else { return };
        let currency = desk.currency.get_untracked();
        spawn_local(async move {
            let found = read(store, id, name, currency).await;
            let _left = lost.try_set(found.is_none());
            if let Some((list, charged)) = found {
                desk.change(|draft| {
                    draft.charged = charged.map(|sum| sum.to_string()).unwrap_or_default();
                    draft.from_file = Some(list);
                });
            }
        });
    };
    move || {
        let files = files();
        if files.is_empty() {
            return None;
        }
        let options = files
            .into_iter()
            .map(|(id, name)| {
                let own = name.clone();
                let is_chosen = move || chosen.with(|chosen| chosen.as_ref() == Some(&own));
                view! {
                    <option value=id.0.to_string() selected=is_chosen>
                        {name}
                    </option>
                }
            })
            .collect_view();
        let used = move || {
            desk.draft.with(|draft| {
                draft
                    .from_file
                    .as_ref()
                    .map(|list| fees::file_list(desk.lang, list.rows.len(), list.left_out))
            })
        };
        Some(view! {
            <div class="field">
                <label for="list-file">{text.list_file}</label>
                <select id="list-file" on:change=pick>
                    <option value="" selected=move || chosen.with(Option::is_none)>
                        {text.list_file_none}
                    </option>
                    {options}
                </select>
                <small class="dim">{used}</small>
                {move || lost.get().then(|| remark(text.list_file_lost))}
            </div>
        })
    }
}

/// The sales and refunds of a file, and what it charged on them where each row says so.
async fn read(
    store: Store,
    id: FileId,
    name: String,
    currency: Currency,
) -> Option<(FileList, Option<Amount>)> {
    let mut list = FileList {
        name,
        rows: Vec::new(),
        left_out: 0,
        cut: false,
    };
    let mut charged = Some(0_i128);
    let (mut start, mut total) = (0, 1);
    while start < total && !list.cut {
        let (all, rows) = store.rows(RowsOf::File(id), start, WINDOW_ROWS_MAX).await?;
        if rows.is_empty() {
            break;
        }
        total = all;
        start += u32::try_from(rows.len()).ok()?;
        for row in rows {
            if !is_settled(&row, currency) {
                list.left_out += 1;
            } else if list.rows.len() < LIST_ROWS_MAX {
                charged = charged.zip(row.fee).map(|(sum, fee)| sum + fee.minor);
                list.rows.push(ListRow {
                    line: row.place.row as usize,
                    amount: row.amount,
                    tender: Some(row.tender),
                });
            } else {
                list.cut = true;
            }
        }
    }
    let charged = charged.filter(|_| !list.rows.is_empty());
    Some((list, charged.map(|minor| Amount::new(minor, currency))))
}

/// Whether a provider charges a fee on the row.
fn is_settled(row: &RowView, currency: Currency) -> bool {
    let kind = matches!(
        row.kind,
        Kind::Sale | Kind::Refund | Kind::PreAuthCompletion | Kind::Tip
    );
    kind && row.tender != Tender::Cash && row.amount.currency == currency
}
