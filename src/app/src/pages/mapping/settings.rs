//! What is guessed besides the columns: whose table it is, where its header stands, how it is written.

use leptos::prelude::*;
use yifen::calendar::DateOrder;
use yifen::import::mapping::{CURRENCIES, DELIMITERS, MoneyUnit, Preview, Role, Sign};
use yifen::money::{Currency, DecimalMark};
use yifen::record::Side;
use yifen::text::{mapping as words, words as terms};

use super::table::Table;
use crate::mappings;
use crate::parts::choice::Choice;
use crate::parts::file_card::ENCODINGS;

/// The settings.
#[component]
pub fn Settings(table: Table) -> impl IntoView {
    let text = table.text();
    view! {
        <section class="stack-s" aria-labelledby="settings-title">
            <h2 id="settings-title">{text.others}</h2>
            <div class="fields">
                <Saved table/>
                <Place table/>
                <Writing table/>
            </div>
        </section>
    }
}

/// Something of what is shown that changes seldom.
fn of_shown<T>(table: Table, of: fn(&Preview) -> T) -> Memo<Option<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| table.shown.with(|shown| shown.as_deref().map(of)))
}

/// The saved mappings, where there are any.
#[component]
fn Saved(table: Table) -> impl IntoView {
    let text = table.text();
    let names: Vec<String> = mappings::all()
        .into_iter()
        .map(|mapping| mapping.name)
        .collect();
    let mut options = vec![(None, text.saved_none.to_owned())];
    options.extend(names.iter().map(|name| (Some(name.clone()), name.clone())));
    let chosen = Memo::new(move |_| {
        let name = table.with(|mapping| mapping.name.clone());
        name.filter(|name| !name.is_empty())
    });
    (!names.is_empty()).then(|| {
        view! {
            <Choice
                id="saved"
                label=text.saved_here
                options=Signal::stored(options)
                chosen
                on_choose=move |name| table.take_saved(name)
            />
        }
    })
}

/// Where the table stands in the file, and in which signs.
#[component]
fn Place(table: Table) -> impl IntoView {
    let (text, lang) = (table.text(), table.lang);
    let parts = of_shown(table, |preview| preview.parts.clone());
    let part = of_shown(table, |preview| preview.part);
    let head = of_shown(table, |preview| preview.head.clone());
    let encoding = of_shown(table, |preview| preview.encoding.clone());
    let delimiter = of_shown(table, |preview| preview.delimiter);
    let header_options = Signal::derive(move || {
        let mut options = vec![(0, text.no_header.to_owned())];
        let rows = head.get().unwrap_or_default();
        options.extend(rows.iter().map(|row| {
            let words = words::header_row(lang, row.number, &row.cells);
            (row.number, words)
        }));
        options
    });
    let header_row = Memo::new(move |_| table.with(|mapping| mapping.header_row).unwrap_or(0));
    let part_options = Signal::derive(move || {
        let names = parts.get().unwrap_or_default();
        (0_u16..).zip(names).collect::<Vec<(u16, String)>>()
    });
    let several =
        Memo::new(move |_| parts.with(|parts| parts.as_ref().is_some_and(|p| p.len() > 1)));
    let is_text = Memo::new(move |_| encoding.with(|name| name.as_deref() != Some("")));
    let encodings = ENCODINGS.map(|name| (name.to_owned(), name.to_owned()));
    let encodings = Signal::stored(encodings.to_vec());
    let delimiters = DELIMITERS.iter().map(|sign| Some(*sign)).chain([None]);
    let delimiters = delimiters.map(|sign| (sign, words::delimiter(lang, sign).to_owned()));
    let delimiters = Signal::stored(delimiters.collect::<Vec<_>>());
    view! {
        {move || {
            several
                .get()
                .then(|| {
                    view! {
                        <Choice
                            id="part"
                            label=text.part
                            options=part_options
                            chosen=Signal::derive(move || part.get().unwrap_or(0))
                            on_choose=move |part| {
                                table.look(|look, _| {
                                    look.part = Some(part);
                                    look.header_row = None;
                                });
                            }
                        />
                    }
                })
        }}
        <Choice
            id="header-row"
            label=text.header_row
            options=header_options
            chosen=header_row
            on_choose=move |row| table.look(|look, _| look.header_row = Some(row))
        />
        {move || {
            is_text
                .get()
                .then(|| {
                    view! {
                        <Choice
                            id="encoding"
                            label=text.encoding
                            options=encodings
                            chosen=Signal::derive(move || encoding.get().unwrap_or_default())
                            on_choose=move |name| {
                                table.look(|look, wish| {
                                    look.header_row = None;
                                    wish.encoding = Some(name);
                                });
                            }
                        />
                        <Choice
                            id="delimiter"
                            label=text.delimiter
                            options=delimiters
                            chosen=Signal::derive(move || delimiter.get().flatten())
                            on_choose=move |sign| {
                                table.look(|look, _| {
                                    look.delimiter = sign;
                                    look.header_row = None;
                                });
                            }
                        />
                    }
                })
        }}
    }
}

/// How dates and amounts are written.
#[component]
fn Writing(table: Table) -> impl IntoView {
    let (text, lang) = (table.text(), table.lang);
    let orders = DateOrder::PLAIN
        .into_iter()
        .chain(DateOrder::SIX)
        .map(|order| (order, words::date_order(lang, order).to_owned()))
        .collect::<Vec<_>>();
    let units =
        [MoneyUnit::Yuan, MoneyUnit::Fen].map(|unit| (unit, words::unit(lang, unit).to_owned()));
    let signs = [Sign::MinusIsOut, Sign::MinusIsIn, Sign::ByBalance]
        .map(|sign| (sign, words::sign(lang, sign).to_owned()));
    let marks = [DecimalMark::Point, DecimalMark::Comma]
        .map(|mark| (mark, words::decimal(lang, mark).to_owned()));
    let currencies = CURRENCIES
        .iter()
        .filter_map(|code| Some((Currency::parse(code)?, (*code).to_owned())));
    let currencies: Vec<(Currency, String)> = currencies.collect();
    // Two columns, or a word beside the amount, say by themselves which way money went.
    let by_sign = Memo::new(move |_| {
        let by_sign = table.with(|mapping| {
            mapping.column(Role::Amount).is_some() && mapping.column(Role::Direction).is_none()
        });
        by_sign.unwrap_or_default()
    });
    let signs = Signal::stored(signs.to_vec());
    view! {
        <Choice
            id="date-order"
            label=text.date_order
            options=Signal::stored(orders.to_vec())
            chosen=Memo::new(move |_| table.with(|mapping| mapping.date_order).unwrap_or_default())
            on_choose=move |order| table.change(|mapping| mapping.date_order = order)
        />
        <Choice
            id="unit"
            label=text.unit
            options=Signal::stored(units.to_vec())
            chosen=Memo::new(move |_| table.with(|mapping| mapping.unit).unwrap_or_default())
            on_choose=move |unit| table.change(|mapping| mapping.unit = unit)
        />
        {move || {
            by_sign
                .get()
                .then(|| {
                    view! {
                        <Choice
                            id="sign"
                            label=text.sign
                            options=signs
                            chosen=Memo::new(move |_| {
                                table.with(|mapping| mapping.sign).unwrap_or_default()
                            })
                            on_choose=move |sign| table.change(|mapping| mapping.sign = sign)
                        />
                    }
                })
        }}
        <Choice
            id="decimal"
            label=text.decimal
            options=Signal::stored(marks.to_vec())
            chosen=Memo::new(move |_| table.with(|mapping| mapping.decimal).unwrap_or_default())
            on_choose=move |mark| table.change(|mapping| mapping.decimal = mark)
        />
        <Choice
            id="currency"
            label=text.currency
            options=Signal::stored(currencies)
            chosen=Memo::new(move |_| {
                table.with(|mapping| mapping.currency).unwrap_or(Currency::CNY)
            })
            on_choose=move |currency| table.change(|mapping| mapping.currency = currency)
        />
    }
}

/// Whose view the table holds.
#[component]
pub fn SideChoice(table: Table) -> impl IntoView {
    let (text, lang) = (table.text(), table.lang);
    let sides = [Side::Register, Side::Provider, Side::Bank]
        .map(|side| (side, terms::side(lang, side).to_owned()));
    view! {
        <Choice
            id="side"
            label=text.side
            options=Signal::stored(sides.to_vec())
            chosen=Memo::new(move |_| table.with(|mapping| mapping.side).unwrap_or(Side::Register))
            on_choose=move |side| table.change(|mapping| mapping.side = side)
        />
    }
}
