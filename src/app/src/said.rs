//! Her verdicts as they are kept in the browser, by the fingerprints of the files.

use std::cell::RefCell;

use yifen::verdict::{Kept, Shelf};

use crate::keeping::{Keep, Keeping, Slot};
use crate::preference::{VERDICTS_ASIDE_KEY, VERDICTS_KEY};

thread_local! {
    static SHELF: RefCell<Option<(Shelf, Keeping)>> = const { RefCell::new(None) };
}

impl Keep for Shelf {
    type Form = Kept;
    const KEY: &'static str = VERDICTS_KEY;
    const ASIDE_KEY: &'static str = VERDICTS_ASIDE_KEY;

    fn slot() -> &'static Slot<Self> {
        &SHELF
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
