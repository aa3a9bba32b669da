//! What the columns of a file are: guessed, corrected, and shown with what comes of it.

use leptos::prelude::*;
use yifen::import::ImportError;
use yifen::text::mapping::{self as words, Mapping as Texts};
use yifen::text::{Lang, import};

use crate::parts::icon::Icon;
use crate::parts::note::{Note, Weight};
use crate::parts::password::PasswordForm;
use crate::route::Route;
use crate::store::{MapOf, use_store};

mod columns;
mod effect;
mod settings;
mod table;

use table::{Table, Trouble};

/// The page.
#[component]
pub fn Mapping(lang: Lang, of: MapOf) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let table = store
        .mapped(of)
        .map(|(name, wish)| Table::new(lang, of, &name, wish));
    view! {
        <div class="stack">
            <a class="back" href=Route::Files.href()>
                {Icon::Back.draw()}
                {text.back}
            </a>
            {match table {
                Some(table) => view! { <Whole table/> }.into_any(),
                None => {
                    view! {
                        <section class="empty">
                            <h1>{text.gone}</h1>
                            <p>{text.gone_do}</p>
                        </section>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Whole(table: Table) -> impl IntoView {
    let text = table.text();
    table.ask();
    on_cleanup(move || table.leave());
    let there = Memo::new(move |_| table.shown.with(Option::is_some));
    let waiting = move || !there.get() && table.trouble.with(Option::is_none);
    view! {
        <header class="stack-s">
            <h1>{text.title}</h1>
            <p class="file-of">{table.file.get_value()}</p>
            <p class="lead">{text.lead}</p>
        </header>
        {move || table.trouble.get().map(|trouble| said(table, trouble))}
        {move || {
            waiting()
                .then(|| {
                    view! {
                        <div class="loading" role="status">
                            <span class="unseen">{text.reading}</span>
                            <div class="bone"></div>
                            <div class="bone"></div>
                            <div class="bone"></div>
                        </div>
                    }
                })
        }}
        {move || {
            there
                .get()
                .then(|| {
                    view! {
                        <effect::Effect table/>
                        <columns::Columns table/>
                        <settings::Settings table/>
                        <AsFormat table/>
                        <p>
                            <a class="back" href=Route::Mappings.href()>
                                {text.manage}
                            </a>
                        </p>
                        <effect::Take table/>
                    }
                })
        }}
    }
}

/// What keeps the file from being shown, and what to do.
fn said(table: Table, trouble: Trouble) -> AnyView {
    let text = table.text();
    let sentence = match &trouble {
        Trouble::Not(error) => import::error(table.lang, &table.file.get_value(), error),
        Trouble::Unreadable => text.unreadable.to_owned(),
        Trouble::Gone => text.gone_do.to_owned(),
    };
    let locked = match &trouble {
        Trouble::Not(ImportError::PasswordNeeded) => Some(false),
        Trouble::Not(ImportError::WrongPassword) => Some(true),
        _ => None,
    };
    view! {
        <Note weight=Weight::Error>
            <div class="stack-xs refusal">
                <p>{sentence}</p>
                {locked
                    .map(|again| {
                        view! {
                            <PasswordForm
                                lang=table.lang
                                id="mapping-password".to_owned()
                                again
                                on_password=move |password| table.unlock(password)
                            />
                        }
                    })}
            </div>
        </Note>
    }
    .into_any()
}

/// The way back to the format that would read the file without a mapping.
#[component]
fn AsFormat(table: Table) -> impl IntoView {
    let text = table.text();
    let format = Memo::new(move |_| {
        table
            .shown
            .with(|shown| shown.as_ref().and_then(|preview| preview.format.clone()))
    });
    move || {
        format.get().map(|format| {
            let sentence = words::as_format(table.lang, &format);
            view! {
                <Note weight=Weight::Info>
                    <p>{sentence}</p>
                    <button
                        class="btn btn-quiet"
                        type="button"
                        on:click=move |_| table.read_as(&format)
                    >
                        {text.as_format_do}
                    </button>
                </Note>
            }
        })
    }
}
