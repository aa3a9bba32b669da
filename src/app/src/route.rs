//! What the address bar says: routes behind `#`, so that any static host and `file://` serve them.

use leptos::prelude::{ArcRwSignal, ReadSignal, Set, provide_context, signal, use_context};
use wasm_bindgen::prelude::{Closure, JsCast};
use yifen::cause::Cause;

/// A page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The files, and where everyone starts.
    #[default]
    Files,
    /// Rates, caps, cycle, cut-off, rounding.
    Contract,
    /// The bridge from takings to received.
    Answer,
    /// The fee calculator.
    Calculator,
    /// The guide: its list, or one cause.
    Guide(Option<Cause>),
    /// What was reconciled before.
    Book,
    /// What stays on this computer, and how to see that it does.
    Privacy,
}

impl Route {
    /// Reads a fragment such as `#/guide/CAP_MISSED`; `None` where no page has that address.
    pub fn parse(hash: &str) -> Option<Self> {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let (page, rest) = path.split_once('/').unwrap_or((path, ""));
        match (page, rest) {
            ("", "") => Some(Self::Files),
            ("contract", "") => Some(Self::Contract),
            ("answer", "") => Some(Self::Answer),
            ("calc", "") => Some(Self::Calculator),
            ("guide", "") => Some(Self::Guide(None)),
            ("guide", id) => Cause::parse(id).map(|cause| Self::Guide(Some(cause))),
            ("book", "") => Some(Self::Book),
            ("privacy", "") => Some(Self::Privacy),
            _ => None,
        }
    }

    /// The address, for `href`.
    pub fn href(self) -> String {
        match self {
            Self::Files => "#/".to_owned(),
            Self::Contract => "#/contract".to_owned(),
            Self::Answer => "#/answer".to_owned(),
            Self::Calculator => "#/calc".to_owned(),
            Self::Guide(None) => "#/guide".to_owned(),
            Self::Guide(Some(cause)) => format!("#/guide/{}", cause.id()),
            Self::Book => "#/book".to_owned(),
            Self::Privacy => "#/privacy".to_owned(),
        }
    }

    /// Goes to the page, as a click on its link would.
    pub fn go(self) {
        if let Some(window) = web_sys::window() {
            // Refused only where the document is being closed; then there is nothing to show.
            let _refused = window.location().set_hash(&self.href());
        }
    }

    /// What the address bar says now. An unknown address is the start.
    fn current() -> Self {
        let hash = web_sys::window().and_then(|window| window.location().hash().ok());
        hash.as_deref().and_then(Self::parse).unwrap_or_default()
    }
}

/// Follows the address bar; called once, by the root.
pub fn provide_route() -> ReadSignal<Route> {
    let (route, set_route) = signal(Route::current());
    let listener = Closure::<dyn FnMut()>::new(move || set_route.set(Route::current()));
    if let Some(window) = web_sys::window() {
        window.set_onhashchange(Some(listener.as_ref().unchecked_ref()));
    }
    // The listener lives as long as the page.
    listener.forget();
    provide_context(route);
    route
}

/// The page that is shown.
pub fn use_route() -> ReadSignal<Route> {
    // Without a root (a part drawn by itself in a test) the start is shown.
    use_context().unwrap_or_else(|| ArcRwSignal::new(Route::default()).read_only().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_reads_back() {
        let mut routes = vec![
            Route::Files,
            Route::Contract,
            Route::Answer,
            Route::Calculator,
            Route::Guide(None),
            Route::Book,
            Route::Privacy,
        ];
        routes.extend(Cause::ALL.iter().map(|cause| Route::Guide(Some(*cause))));
        for route in routes {
            assert_eq!(Route::parse(&route.href()), Some(route));
        }
    }

    #[test]
    fn what_no_page_has_is_no_route() {
        for hash in [
            "#/nowhere",
            "#/guide/NOTHING",
            "#/answer/1",
            "#<script>",
            "#//%00",
        ] {
            assert_eq!(Route::parse(hash), None, "{hash}");
        }
        assert_eq!(Route::parse(""), Some(Route::Files));
    }
}
