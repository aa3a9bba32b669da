//! The root: what stands around every page.

use leptos::prelude::*;
use yifen::guide::Topic;
use yifen::text::Lang;
use yifen::text::app::App as Texts;
use yifen::text::{bridge, cause, guide, letter};

use crate::pages;
use crate::parts::shell::Shell;
use crate::preference;
use crate::route::{Route, provide_route};
use crate::store::Store;

/// The whole app. A page is drawn in one language and drawn again when that changes.
#[component]
pub fn App() -> impl IntoView {
    let route = provide_route();
    let store = Store::provide();
    pages::contract::Draft::provide(store);
    Effect::new(move || {
        preference::apply_lang(store.lang.get(), &title(store.lang.get(), route.get()))
    });
    Effect::new(move || preference::apply_theme(store.theme.get()));
    view! { <Shell>{move || page(store.lang.get(), route.get())}</Shell> }
}

fn page(lang: Lang, route: Route) -> AnyView {
    match route {
        Route::Files => view! { <pages::files::Files lang/> }.into_any(),
        Route::Contract => view! { <pages::contract::Contract lang/> }.into_any(),
        Route::Answer => view! { <pages::answer::Answer lang/> }.into_any(),
        Route::Rows(of) => view! { <pages::rows::Rows lang of/> }.into_any(),
        Route::Map(of) => view! { <pages::mapping::Mapping lang of/> }.into_any(),
        Route::Mappings => view! { <pages::mappings::Mappings lang/> }.into_any(),
        Route::Pack(of) => view! { <pages::pack::Pack lang of/> }.into_any(),
        Route::Calculator => view! { <pages::calculator::Calculator lang/> }.into_any(),
        Route::Guide(None) => view! { <pages::guide::Guide lang/> }.into_any(),
        Route::Guide(Some(cause)) => view! { <pages::guide::entry::Entry lang cause/> }.into_any(),
        Route::SixSteps => {
            view! { <pages::guide::entry::Frame lang topic=Topic::SixSteps/> }.into_any()
        }
        Route::Contacts => {
            view! { <pages::guide::entry::Frame lang topic=Topic::Contacts/> }.into_any()
        }
        Route::Interview => view! { <pages::guide::interview::Interview lang/> }.into_any(),
        Route::Closing => view! { <pages::guide::closing::Closing lang/> }.into_any(),
        Route::Book => view! { <pages::book::Book lang/> }.into_any(),
        Route::Privacy => view! { <pages::privacy::Privacy lang/> }.into_any(),
        Route::Unknown => view! { <pages::unknown::Unknown lang/> }.into_any(),
    }
}

/// The document's title: the page, then the product.
fn title(lang: Lang, route: Route) -> String {
    let text = Texts::of(lang);
    let page = match route {
        Route::Files => text.check,
        Route::Contract => text.contract,
        Route::Answer => text.answer,
        Route::Rows(_) => bridge::Bridge::of(lang).rows_title,
        Route::Map(_) => text.mapping,
        Route::Mappings => text.mappings,
        Route::Pack(_) => letter::Letter::of(lang).title,
        Route::Calculator => text.fees,
        Route::Guide(None) => text.guide,
        Route::Guide(Some(cause)) => cause::name(lang, cause),
        Route::SixSteps => guide::Guide::of(lang).six_steps,
        Route::Contacts => guide::Guide::of(lang).contacts,
        Route::Interview => guide::Interview::of(lang).title,
        Route::Closing => guide::Guide::of(lang).closing,
        Route::Book => text.book,
        Route::Privacy => text.privacy,
        Route::Unknown => text.unknown,
    };
    format!("{page} · {}", text.name)
}
