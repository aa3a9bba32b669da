/*!
Yifen (一分不差, "not a fen off") finds where every fen went between a shop's takings and its bank
account.

# Storeys
1. **The core**, this crate: takes bytes and settings, returns data. No clock, no random number, no
   global, no file system, no browser; "today" is an argument.
2. **The worker** (`src/worker`): holds the loaded files in a Web Worker and answers messages.
3. **The page** (`src/app`): draws and asks. It takes this crate without its `engine` feature and so
   cannot even name a reader.

# Vocabulary
- *record*: one row of one file in the common model; *side*: register, provider or bank;
  *place*: where a row stands in its file.
- *takings*, *received*, *gap*, *bridge*: see [`answer`].
- *due*: the day a payment should be at the bank; *payout*: what is due on one day.
- *claim*: to assign a row (or an amount of one) to a line of the bridge. Nothing is claimed twice.

# Who may know whom
`money` and `calendar` know nobody; `record` knows both; `import` and `fees` know those; then come
`matching`, `causes` and `explanation`; `report` and `text` stand beside them. `tests/tidy.rs` holds
the arrows.

# What this code does not do
It never guesses a number in front of the user, never sends anything anywhere, and never forces a
sum to nought.
*/

#![forbid(unsafe_code)]

pub mod answer;
pub mod calendar;
pub mod cases;
pub mod cause;
#[cfg(feature = "engine")]
pub mod causes;
#[cfg(feature = "engine")]
pub mod explanation;
pub mod fees;
pub mod guide;
pub mod import;
#[cfg(feature = "engine")]
pub mod matching;
pub mod money;
pub mod protocol;
pub mod record;
#[cfg(feature = "engine")]
pub mod report;
#[cfg(feature = "engine")]
pub mod scope;
pub mod settings;
pub mod text;
pub mod verdict;
