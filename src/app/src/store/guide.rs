//! What the store asks of the guide and of the evidence pack.

use leptos::prelude::GetUntracked;
use wasm_bindgen_futures::spawn_local;
use yifen::calendar::Day;
use yifen::guide::{Entry, Hit, Topic};
use yifen::protocol::{Ask, PackOf, Papers, Told};
use yifen::text::Lang;

use super::Store;

impl Store {
    /// An entry of the guide; `None` where the worker is gone.
    pub async fn guide(self, topic: Topic, lang: Lang) -> Option<Entry> {
        match self.ask(Ask::Guide { topic, lang }, None).await? {
            Told::Guide(entry) => Some(*entry),
            _ => None,
        }
    }

    /// The entries that fit her words, the best first; `None` where the worker is gone.
    pub async fn guide_search(self, words: String, lang: Lang) -> Option<Vec<Hit>> {
        match self.ask(Ask::GuideSearch { words, lang }, None).await? {
            Told::GuideHits(hits) => Some(hits),
            _ => None,
        }
    }

    /// The first draft of a letter and what goes with it; `None` where there is nothing to write about.
    pub async fn papers(self, of: PackOf, lang: Lang) -> Option<Papers> {
        let today = today();
        match self.ask(Ask::Letter { of, lang, today }, None).await? {
            Told::Letter(papers) => papers.map(|papers| *papers),
            _ => None,
        }
    }

    /// Makes the evidence pack with the letter as she left it, and saves it. Says whether it was made.
    pub async fn save_pack(self, of: PackOf, lang: Lang, letter: String) -> bool {
        let ask = Ask::Pack {
            of,
            lang,
            letter,
            today: today(),
        };
        self.save_packed(ask).await
    }

    /// Saves the whole answer as a workbook.
    pub fn save_table(self) {
        let (lang, today) = (self.lang.get_untracked(), today());
        spawn_local(async move {
            self.save_packed(Ask::SaveTable { lang, today }).await;
        });
    }

    /// Saves what the worker packs; says whether it did.
    async fn save_packed(self, ask: Ask) -> bool {
        match self.ask(ask, None).await {
            Some(Told::Packed { name, mime, bytes }) => {
                crate::download::save_bytes(&name, &mime, &bytes.0);
                true
            }
            _ => false,
        }
    }
}

/// Today where she is.
pub fn today() -> Day {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or_default();
    let month = u8::try_from(now.get_month() + 1).unwrap_or_default();
    let day = u8::try_from(now.get_date()).unwrap_or_default();
    // A clock set before 1970 or past 2199 counts as the first day there is.
    Day::from_ymd(year, month, day).unwrap_or(Day::from_epoch(0))
}
