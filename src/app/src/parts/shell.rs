//! What stands around every page: the mark, the rail, the switches of language and theme.

use leptos::prelude::*;
use yifen::text::Lang;
use yifen::text::app::App as Texts;

use super::drop_zone::DropVeil;
use super::focus::focus;
use super::icon::Icon;
use super::unlock::UnlockNote;
use super::update::UpdateNote;
use super::work_bar::{TroubleNote, WorkBar};
use crate::preference::Theme;
use crate::route::{Route, use_route};
use crate::store::use_store;

/// The frame with a page in it.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let store = use_store();
    let text = move || Texts::of(store.lang.get());
    focus_the_heading_of_each_page();
    view! {
        <div class="shell">
            <button
                class="skip"
                on:click=|_| {
                    focus("main");
                }
            >
                {move || text().skip}
            </button>
            <header class="top">
                <a class="mark" href=Route::Files.href()>
                    <Mark/>
                    <span>
                        <b>{move || text().name}</b>
                        <small>{move || text().tagline}</small>
                    </span>
                </a>
                <div class="tools">
                    <LangSwitch/>
                    <ThemeSwitch/>
                </div>
            </header>
            <Rail/>
            <main id="main" class="page" tabindex="-1">
                <div class="stack">
                    <TroubleNote/>
                    <UpdateNote/>
                    <UnlockNote/>
                    <WorkBar/>
                    {children()}
                </div>
            </main>
            <DropVeil/>
        </div>
    }
}

/// Two bars of one length: what went out equals what came in.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg width="38" height="38" viewBox="0 0 38 38" aria-hidden="true">
            <rect class="mark-ground" width="38" height="38" rx="9"></rect>
            <rect class="mark-bar" x="9" y="13" width="20" height="3.6" rx="1"></rect>
            <rect class="mark-bar" x="9" y="21.4" width="20" height="3.6" rx="1"></rect>
        </svg>
    }
}

#[component]
fn LangSwitch() -> impl IntoView {
    let store = use_store();
    let other = move || match store.lang.get() {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    view! {
        <button
            class="btn btn-quiet"
            lang=move || other().tag()
            on:click=move |_| store.choose_lang(other())
        >
            {move || Texts::of(store.lang.get()).other_language}
        </button>
    }
}

/// Goes round: as the system, light, dark.
#[component]
fn ThemeSwitch() -> impl IntoView {
    let store = use_store();
    let next = move || match store.theme.get() {
        Theme::System => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::System,
    };
    let label = move || {
        let text = Texts::of(store.lang.get());
        match store.theme.get() {
            Theme::System => text.theme_system,
            Theme::Light => text.theme_light,
            Theme::Dark => text.theme_dark,
        }
    };
    let icon = move || match store.theme.get() {
        Theme::System => Icon::System.draw(),
        Theme::Light => Icon::Light.draw(),
        Theme::Dark => Icon::Dark.draw(),
    };
    view! {
        <button
            class="btn btn-icon"
            aria-label=label
            title=label
            on:click=move |_| store.choose_theme(next())
        >
            {icon}
        </button>
    }
}

#[component]
fn Rail() -> impl IntoView {
    let store = use_store();
    let text = move || Texts::of(store.lang.get());
    let route = use_route();
    let item = move |target: Route, icon: Icon, label: fn(&Texts) -> &'static str| {
        let here = move || (section(route.get()) == target).then_some("page");
        view! {
            <li>
                <a href=target.href() aria-current=here>
                    {icon.draw()}
                    <span>{move || label(text())}</span>
                </a>
            </li>
        }
    };
    view! {
        <nav class="rail" aria-label=move || text().navigation>
            <ul>
                {item(Route::Files, Icon::Check, |text| text.check)}
                {item(Route::Calculator, Icon::Fees, |text| text.fees)}
                {item(Route::Guide(None), Icon::Guide, |text| text.guide)}
                {item(Route::Book, Icon::Book, |text| text.book)}
                {item(Route::Privacy, Icon::Lock, |text| text.privacy)}
            </ul>
        </nav>
    }
}

/// The entry of the rail that a page belongs to.
const fn section(route: Route) -> Route {
    match route {
        Route::Files
        | Route::Contract
        | Route::Answer
        | Route::Rows(_)
        | Route::Map(_)
        | Route::Mappings
        | Route::Pack(_) => Route::Files,
        Route::Calculator => Route::Calculator,
        Route::Guide(_) | Route::SixSteps | Route::Contacts | Route::Interview | Route::Closing => {
            Route::Guide(None)
        }
        Route::Book => Route::Book,
        Route::Privacy => Route::Privacy,
        Route::Unknown => Route::Unknown,
    }
}

/// The three pages of a check, in their order.
#[component]
pub fn Tabs(lang: Lang, here: Route) -> impl IntoView {
    let text = Texts::of(lang);
    let tab = |target: Route, label: &'static str| {
        let current = (target == here).then_some("page");
        view! {
            <li>
                <a href=target.href() aria-current=current>
                    {label}
                </a>
            </li>
        }
    };
    view! {
        <nav class="tabs" aria-label=text.check>
            <ol>
                {tab(Route::Files, text.files)}
                {tab(Route::Contract, text.contract)}
                {tab(Route::Answer, text.answer)}
            </ol>
        </nav>
    }
}

/// After a change of page the heading takes the focus, so that a screen reader says where she is and
/// the next Tab leads into the page. Coming back from rows she is where she left: at their link.
/// The first page of a visit is left alone.
fn focus_the_heading_of_each_page() {
    let route = use_route();
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if let Some(before) = before.filter(|before| *before != now) {
            request_animation_frame(move || {
                let back = matches!(before, Route::Rows(_) | Route::Map(_) | Route::Mappings)
                    && focus(&format!("main a[href=\"{}\"]", before.href()));
                if !back {
                    if let Some(window) = web_sys::window() {
                        window.scroll_to_with_x_and_y(0.0, 0.0);
                    }
                    focus("main h1");
                }
            });
        }
        now
    });
}
