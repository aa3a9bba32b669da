/*!
What she writes down beside the pages, kept in the browser as one text each; without storage it lasts as
long as the page.

What is kept but cannot be read is never written over: it is set aside under a second name first.
Another tab may have changed it: it is read again before each change. What she adds while it is locked
joins it when it is unlocked.
*/

use std::cell::RefCell;
use std::thread::LocalKey;

use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::JsValue;

use crate::kept::{self, State};

/// Whether it survives the closing of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It does.
    Kept,
    /// The browser refuses.
    Refused,
    /// What was kept could not be read and was set aside.
    SetAside,
    /// It is locked by her passphrase; what is here lasts until it is unlocked.
    Locked,
}

/// Where it lives while the page is open.
pub type Slot<T> = LocalKey<RefCell<Option<(T, Keeping)>>>;

/// Something that is kept.
pub trait Keep: Clone + Default + 'static {
    /// Its form in storage.
    type Form: Serialize + DeserializeOwned;
    /// The name it is kept under.
    const KEY: &'static str;
    /// The name of what this version could not read.
    const ASIDE_KEY: &'static str;

    /// Where it lives.
    fn slot() -> &'static Slot<Self>;
    /// What was kept; `None` where it is of another version.
    fn of_form(form: Self::Form) -> Option<Self>;
    /// What is to be kept.
    fn form(&self) -> Self::Form;
    /// Takes over what another one holds.
    fn join(&mut self, others: &Self);
    /// Whether there is nothing in it.
    fn is_empty(&self) -> bool;
}

/// What is kept, and whether it is.
pub fn get<T: Keep>() -> (T, Keeping) {
    T::slot().with_borrow_mut(|slot| slot.get_or_insert_with(read::<T>).clone())
}

/// Changes it and keeps it.
pub fn change<T: Keep, R>(change: impl FnOnce(&mut T) -> R) -> R {
    refresh::<T>();
    let (mut now, before) = get::<T>();
    let result = change(&mut now);
    let keeping = match (write(&now), before) {
        (false, _) if kept::state() == State::Locked => Keeping::Locked,
        (false, _) => Keeping::Refused,
        (true, Keeping::SetAside) => Keeping::SetAside,
        (true, _) => Keeping::Kept,
    };
    T::slot().set(Some((now, keeping)));
    result
}

/// Forgets it after what was kept has been erased.
pub fn forget<T: Keep>() {
    T::slot().set(None);
}

/// Has it read again, unless it lives in memory only.
pub fn refresh<T: Keep>() {
    let before = T::slot().with_borrow(Clone::clone);
    match before {
        // What the browser does not keep is only here.
        Some((_, Keeping::Refused)) => {}
        Some((own, Keeping::Locked)) => {
            if kept::state() != State::Locked {
                forget::<T>();
                if !own.is_empty() {
                    change::<T, ()>(|there| there.join(&own));
                }
            }
        }
        _ => forget::<T>(),
    }
}

fn read<T: Keep>() -> (T, Keeping) {
    if kept::state() == State::Locked {
        return (T::default(), Keeping::Locked);
    }
    let Some(text) = kept::recall(T::KEY) else {
        return (T::default(), Keeping::Kept);
    };
    let form = JSON::parse(&text)
        .ok()
        .and_then(|value| serde_wasm_bindgen::from_value::<T::Form>(value).ok());
    match form.and_then(T::of_form) {
        Some(there) => (there, Keeping::Kept),
        // Where it cannot even be set aside nothing may be written over it.
        None if !kept::keep(T::ASIDE_KEY, &text) => (T::default(), Keeping::Refused),
        None => (T::default(), Keeping::SetAside),
    }
}

fn write<T: Keep>(there: &T) -> bool {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    let text = there
        .form()
        .serialize(&serializer)
        .map_err(JsValue::from)
        .and_then(|value| JSON::stringify(&value));
    text.ok()
        .and_then(|text| text.as_string())
        .is_some_and(|text| kept::keep(T::KEY, &text))
}
