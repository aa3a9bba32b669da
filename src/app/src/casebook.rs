//! The case list as it is kept in the browser.

use std::cell::RefCell;

use yifen::cases::{Cases, Kept};

use crate::keeping::{Keep, Keeping, Slot};
use crate::preference::{CASES_ASIDE_KEY, CASES_KEY};

thread_local! {
    static CASES: RefCell<Option<(Cases, Keeping)>> = const { RefCell::new(None) };
}

impl Keep for Cases {
    type Form = Kept;
    const KEY: &'static str = CASES_KEY;
    const ASIDE_KEY: &'static str = CASES_ASIDE_KEY;

    fn slot() -> &'static Slot<Self> {
        &CASES
    }

    fn of_form(form: Kept) -> Option<Self> {
        Self::of_kept(form).ok()
    }

    fn form(&self) -> Kept {
        self.kept()
    }

    fn join(&mut self, others: &Self) {
        self.join(others);
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}
