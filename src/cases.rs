/*!
The case list: what is being claimed, of whom, and what comes next.

It is kept in the browser as JSON with a number of its form. What is read back was perhaps written by
another version or by hand, so every text is cut and cleaned before it is shown.
*/

use serde::{Deserialize, Serialize};

use crate::calendar::Day;
use crate::cause::Cause;
use crate::money::Amount;

mod reminder;

pub use reminder::reminder;

/// The form of the JSON.
pub const SCHEMA: u32 = 1;
/// Cases beyond this are not one shop's; a browser's storage holds them easily.
pub const CASES_MAX: usize = 500;
/// Characters of a text field: a long sentence.
pub const TEXT_MAX: usize = 300;

/// A claim that is being followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its number in the list; never used again.
    pub id: u32,
    /// What it is about.
    pub cause: Cause,
    /// How much.
    pub amount: Amount,
    /// Since when.
    pub since: Day,
    /// Whom she spoke to.
    #[serde(default)]
    pub whom: String,
    /// The number that they gave the case.
    #[serde(default)]
    pub number: String,
    /// What comes next.
    #[serde(default)]
    pub next: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Whether it is settled.
    #[serde(default)]
    pub closed: bool,
}

impl Case {
    /// Whether something is to be done by `today`.
    #[must_use]
    pub fn is_due(&self, today: Day) -> bool {
        !self.closed && self.due.is_some_and(|due| due <= today)
    }

    /// The same with every text cut and without control characters.
    fn clean(mut self) -> Self {
        for text in [&mut self.whom, &mut self.number, &mut self.next] {
            *text = clean(text);
        }
        self
    }
}

/// A text as far as a field takes it, without control characters.
#[must_use]
pub fn clean(text: &str) -> String {
    let signs = text.chars().filter(|sign| !sign.is_control());
    signs.take(TEXT_MAX).collect()
}

/// The cases, in the order they were opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cases {
    list: Vec<Case>,
    /// The largest number that was ever given.
    last: u32,
}

/// The list as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The form.
    pub schema: u32,
    /// The cases.
    pub cases: Vec<Case>,
    /// The largest number that was ever given.
    #[serde(default)]
    pub last: u32,
}

/// The kept list is of a form that this version does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherForm;

impl Cases {
    /// What was kept, cleaned. Cases that share a number are kept once.
    ///
    /// # Errors
    /// [`OtherForm`] where it is of another version.
    pub fn of_kept(kept: Kept) -> Result<Self, OtherForm> {
        if kept.schema != SCHEMA {
            return Err(OtherForm);
        }
        let mut list: Vec<Case> = Vec::new();
        for case in kept.cases.into_iter().take(CASES_MAX) {
            if !list.iter().any(|known| known.id == case.id) {
                list.push(case.clean());
            }
        }
        let last = list.iter().map(|case| case.id).max().unwrap_or(0);
        Ok(Self {
            list,
            last: last.max(kept.last),
        })
    }

    /// The list as it is to be kept.
    #[must_use]
    pub fn kept(&self) -> Kept {
        Kept {
            schema: SCHEMA,
            cases: self.list.clone(),
            last: self.last,
        }
    }

    /// The cases: open ones first, the sooner due the earlier, then the settled ones.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Case> {
        let mut cases: Vec<&Case> = self.list.iter().collect();
        cases.sort_by_key(|case| (case.closed, case.due.is_none(), case.due, case.id));
        cases
    }

    /// The case of a number.
    #[must_use]
    pub fn get(&self, id: u32) -> Option<&Case> {
        self.list.iter().find(|case| case.id == id)
    }

    /// Opens a case; its number, or `None` where the list is full.
    pub fn open(&mut self, cause: Cause, amount: Amount, since: Day) -> Option<u32> {
        if self.list.len() >= CASES_MAX {
            return None;
        }
        let id = self.last.checked_add(1)?;
        self.last = id;
        self.list.push(Case {
            id,
            cause,
            amount,
            since,
            whom: String::new(),
            number: String::new(),
            next: String::new(),
            due: None,
            closed: false,
        });
        Some(id)
    }

    /// The open case about the same money, where there is one.
    #[must_use]
    pub fn same(&self, cause: Cause, amount: Amount, since: Day) -> Option<u32> {
        let same = |case: &&Case| {
            !case.closed && (case.cause, case.amount, case.since) == (cause, amount, since)
        };
        self.list.iter().find(same).map(|case| case.id)
    }

    /// Changes a case; its texts are cleaned.
    pub fn change(&mut self, id: u32, change: impl FnOnce(&mut Case)) {
        if let Some(case) = self.list.iter_mut().find(|case| case.id == id) {
            change(case);
            *case = case.clone().clean();
        }
    }

    /// Adds the cases of another list behind these, each with a number of this list, as far as there
    /// is room.
    pub fn join(&mut self, others: &Self) {
        for case in &others.list {
            if let Some(id) = self.open(case.cause, case.amount, case.since) {
                self.change(id, |own| *own = Case { id, ..case.clone() });
            }
        }
    }

    /// Forgets a case.
    pub fn remove(&mut self, id: u32) {
        self.list.retain(|case| case.id != id);
    }

    /// How many cases have something to be done by `today`.
    #[must_use]
    pub fn due(&self, today: Day) -> usize {
        self.list.iter().filter(|case| case.is_due(today)).count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}
