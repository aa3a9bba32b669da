/*!
Keeps the case list in the browser; without storage it lasts as long as the page.

Pages come and go, so the list lives beside them. What is kept but cannot be read is never written
over: it is set aside under a second name first. Another tab may have changed the list: it is read again
before each change. What she adds while the list is locked joins it when it is unlocked.
*/

use std::cell::RefCell;

use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::prelude::JsValue;
use yifen::cases::{Cases, Kept};

use crate::kept::{self, State};
use crate::preference;

/// Whether the list survives the closing of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It does.
    Kept,
    /// The browser refuses.
    Refused,
    /// An older list could not be read and was set aside.
    SetAside,
    /// The list is locked by her passphrase; this one lasts until it is unlocked.
    Locked,
}

thread_local! {
    static CASES: RefCell<Option<(Cases, Keeping)>> = const { RefCell::new(None) };
}

/// The list, and whether it is kept.
pub fn cases() -> (Cases, Keeping) {
    CASES.with_borrow_mut(|cases| cases.get_or_insert_with(read).clone())
}

/// Changes the list and keeps it.
pub fn change<T>(change: impl FnOnce(&mut Cases) -> T) -> T {
    refresh();
    let (mut list, before) = cases();
    let result = change(&mut list);
    let kept = match (write(&list), before) {
        (false, _) if kept::state() == State::Locked => Keeping::Locked,
        (false, _) => Keeping::Refused,
        (true, Keeping::SetAside) => Keeping::SetAside,
        (true, _) => Keeping::Kept,
    };
    CASES.set(Some((list, kept)));
    result
}

/// Forgets the list after what was kept has been erased.
pub fn forget() {
    CASES.set(None);
}

/// Has the list read again, unless it lives in memory only.
pub fn refresh() {
    let before = CASES.with_borrow(Clone::clone);
    match before {
        // What the browser does not keep is only here.
        Some((_, Keeping::Refused)) => {}
        Some((list, Keeping::Locked)) => {
            if kept::state() != State::Locked {
                forget();
                if !list.is_empty() {
                    change(|cases| cases.join(&list));
                }
            }
        }
        _ => forget(),
    }
}

fn read() -> (Cases, Keeping) {
    if kept::state() == State::Locked {
        return (Cases::default(), Keeping::Locked);
    }
    let Some(text) = preference::kept_cases() else {
        return (Cases::default(), Keeping::Kept);
    };
    let kept = JSON::parse(&text)
        .ok()
        .and_then(|value| serde_wasm_bindgen::from_value::<Kept>(value).ok());
    match kept.map(Cases::of_kept) {
        Some(Ok(cases)) => (cases, Keeping::Kept),
        // Where it cannot even be set aside nothing may be written over it.
        Some(Err(_)) | None if !preference::set_cases_aside(&text) => {
            (Cases::default(), Keeping::Refused)
        }
        Some(Err(_)) | None => (Cases::default(), Keeping::SetAside),
    }
}

fn write(cases: &Cases) -> bool {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    let text = cases
        .kept()
        .serialize(&serializer)
        .map_err(JsValue::from)
        .and_then(|value| JSON::stringify(&value));
    text.ok()
        .and_then(|text| text.as_string())
        .is_some_and(|text| preference::keep_cases(&text))
}
