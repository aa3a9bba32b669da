//! What the address bar says: routes behind `#`, so that any static host and `file://` serve them.

use leptos::prelude::{ArcRwSignal, ReadSignal, Set, provide_context, signal, use_context};
use wasm_bindgen::prelude::{Closure, JsCast};
use yifen::cause::Cause;
use yifen::guide::Topic;
use yifen::protocol::{PackOf, RowsOf};
use yifen::record::FileId;

use crate::store::MapOf;

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
    /// The rows that prove something.
    Rows(RowsOf),
    /// What the columns of a file are.
    Map(MapOf),
    /// The mappings that she saved.
    Mappings,
    /// The evidence pack of something.
    Pack(PackOf),
    /// The fee calculator.
    Calculator,
    /// The guide: its list, or one cause.
    Guide(Option<Cause>),
    /// The six steps.
    SixSteps,
    /// Whom to call.
    Contacts,
    /// A few questions, for those who have no files.
    Interview,
    /// The daily closing checklist.
    Closing,
    /// What was reconciled before.
    Book,
    /// What stays on this computer, and how to see that it does.
    Privacy,
    /// An address that no page has.
    Unknown,
}

impl Route {
    /// Reads a fragment such as `#/guide/CAP_MISSED`; `None` where no page has that address.
    pub fn parse(hash: &str) -> Option<Self> {
        let path = split_query(hash)
            .0
            .trim_start_matches('#')
            .trim_matches('/');
        let (page, rest) = path.split_once('/').unwrap_or((path, ""));
        match (page, rest) {
            ("", "") => Some(Self::Files),
            ("contract", "") => Some(Self::Contract),
            ("answer", "") => Some(Self::Answer),
            ("rows", rest) => rows_of(rest).map(Self::Rows),
            ("map", "") => Some(Self::Mappings),
            ("map", rest) => map_of(rest).map(Self::Map),
            ("pack", "") => Some(Self::Pack(PackOf::All)),
            ("pack", "rest") => Some(Self::Pack(PackOf::Unexplained)),
            ("pack", index) => index.parse().ok().map(|at| Self::Pack(PackOf::Line(at))),
            ("calc", "") => Some(Self::Calculator),
            ("guide", "") => Some(Self::Guide(None)),
            ("guide", "steps") => Some(Self::SixSteps),
            ("guide", "contacts") => Some(Self::Contacts),
            ("guide", "questions") => Some(Self::Interview),
            ("guide", "closing") => Some(Self::Closing),
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
            Self::Rows(RowsOf::Line(index)) => format!("#/rows/line/{index}"),
            Self::Rows(RowsOf::Payout(index)) => format!("#/rows/payout/{index}"),
            Self::Rows(RowsOf::Unexplained(index)) => format!("#/rows/rest/{index}"),
            Self::Rows(RowsOf::File(file)) => format!("#/rows/file/{}", file.0),
            Self::Map(MapOf::File(file)) => format!("#/map/file/{}", file.0),
            Self::Map(MapOf::Refused(number)) => format!("#/map/new/{number}"),
            Self::Mappings => "#/map".to_owned(),
            Self::Pack(PackOf::All) => "#/pack".to_owned(),
            Self::Pack(PackOf::Unexplained) => "#/pack/rest".to_owned(),
            Self::Pack(PackOf::Line(index)) => format!("#/pack/{index}"),
            Self::Calculator => "#/calc".to_owned(),
            Self::Guide(None) => "#/guide".to_owned(),
            Self::Guide(Some(cause)) => format!("#/guide/{}", cause.id()),
            Self::SixSteps => "#/guide/steps".to_owned(),
            Self::Contacts => "#/guide/contacts".to_owned(),
            Self::Interview => "#/guide/questions".to_owned(),
            Self::Closing => "#/guide/closing".to_owned(),
            Self::Book => "#/book".to_owned(),
            Self::Privacy => "#/privacy".to_owned(),
            // Nobody links there; the address bar keeps what was typed.
            Self::Unknown => "#/".to_owned(),
        }
    }

    /// Where the guide tells of a topic.
    pub const fn of_topic(topic: Topic) -> Self {
        match topic {
            Topic::Cause(cause) => Self::Guide(Some(cause)),
            Topic::SixSteps => Self::SixSteps,
            Topic::Closing => Self::Closing,
            Topic::Contacts => Self::Contacts,
        }
    }

    /// Goes to the page, as a click on its link would.
    pub fn go(self) {
        set_hash(&self.href());
    }

    /// Goes there in place of the present page, which is not there any more.
    pub fn go_instead(self) {
        if let Some(window) = web_sys::window() {
            // Refused only where the document is being closed; then there is nothing to show.
            let _refused = window.location().replace(&self.href());
        }
    }

    /// What the address bar says now.
    fn current() -> Self {
        Self::parse(&hash()).unwrap_or(Self::Unknown)
    }
}

/// What stands behind `#/rows/`.
fn rows_of(path: &str) -> Option<RowsOf> {
    let (kind, index) = path.split_once('/')?;
    match kind {
        "line" => index.parse().ok().map(RowsOf::Line),
        "payout" => index.parse().ok().map(RowsOf::Payout),
        "rest" => index.parse().ok().map(RowsOf::Unexplained),
        "file" => index.parse().ok().map(|file| RowsOf::File(FileId(file))),
        _ => None,
    }
}

/// What stands behind `#/map/`.
fn map_of(path: &str) -> Option<MapOf> {
    let (kind, index) = path.split_once('/')?;
    match kind {
        "file" => index.parse().ok().map(|file| MapOf::File(FileId(file))),
        "new" => index.parse().ok().map(MapOf::Refused),
        _ => None,
    }
}

fn split_query(hash: &str) -> (&str, &str) {
    hash.split_once('?').unwrap_or((hash, ""))
}

fn hash() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

fn set_hash(hash: &str) {
    if let Some(window) = web_sys::window() {
        // Refused only where the document is being closed; then there is nothing to show.
        let _refused = window.location().set_hash(hash);
    }
}

/// Goes to a page with values behind its address, such as `#/calc?took=100`.
pub fn go_with(route: Route, values: &[(&str, &str)]) {
    let query: Vec<String> = values
        .iter()
        .map(|(name, value)| {
            let value = String::from(js_sys::encode_uri_component(value));
            format!("{name}={value}")
        })
        .collect();
    set_hash(&format!("{}?{}", route.href(), query.join("&")));
}

/// A value behind the present address.
pub fn query(name: &str) -> Option<String> {
    let hash = hash();
    let value = split_query(&hash)
        .1
        .split('&')
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    // What is not well encoded is no value of ours.
    let decoded = js_sys::decode_uri_component(value).ok()?;
    Some(decoded.into())
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
            Route::SixSteps,
            Route::Contacts,
            Route::Interview,
            Route::Closing,
            Route::Book,
            Route::Privacy,
            Route::Rows(RowsOf::Line(3)),
            Route::Pack(PackOf::All),
            Route::Pack(PackOf::Line(2)),
            Route::Pack(PackOf::Unexplained),
            Route::Rows(RowsOf::Payout(0)),
            Route::Rows(RowsOf::Unexplained(1)),
            Route::Rows(RowsOf::File(FileId(7))),
            Route::Mappings,
            Route::Map(MapOf::File(FileId(7))),
            Route::Map(MapOf::Refused(70_000)),
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
            "#/rows/line",
            "#/pack/-1",
            "#/pack/all",
            "#/rows/line/-1",
            "#/rows/file/99999999",
            "#/map/file",
            "#/map/new/x",
            "#<script>",
            "#//%00",
        ] {
            assert_eq!(Route::parse(hash), None, "{hash}");
        }
        assert_eq!(Route::parse(""), Some(Route::Files));
        assert_eq!(Route::parse("#/calc?took=1/2"), Some(Route::Calculator));
    }
}
