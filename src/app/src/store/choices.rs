//! What the store does with what is kept in the browser: choices, the contract, the case list, the mappings, her verdicts.

use leptos::prelude::{GetUntracked, Set, Update};
use yifen::cases::Cases;
use yifen::settings::Settings;
use yifen::text::Lang;
use yifen::verdict::Shelf;

use super::Store;
use crate::preference::{self, Theme};
use crate::{keeping, kept, mappings};

impl Store {
    /// Shows the language that she chose and keeps the choice.
    pub fn choose_lang(self, lang: Lang) {
        self.lang.set(lang);
        // Where it is not kept, it is asked of the browser again next time.
        let _unkept = preference::keep_lang(lang);
    }

    /// Shows the theme that she chose and keeps the choice.
    pub fn choose_theme(self, theme: Theme) {
        self.theme.set(theme);
        let _unkept = preference::keep_theme(theme);
    }

    /// What is kept was changed elsewhere, locked or unlocked: shows what now holds.
    pub(super) fn recall(self) {
        keeping::refresh::<Cases>();
        self.hear_of_verdicts();
        mappings::refresh();
        let settings = self.settings.get_untracked();
        let contract = preference::contract();
        // A contract that is at work here stays at work, and so does what she is typing.
        if contract.is_some() && settings.contract.is_none() {
            self.set_settings(Settings {
                contract,
                ..settings
            });
        }
        self.kept.update(|kept| *kept = kept.wrapping_add(1));
    }

    /// Erases everything that the browser keeps for this page. Says whether nothing is left.
    pub async fn erase(self) -> bool {
        let erased = kept::erase().await;
        keeping::forget::<Cases>();
        keeping::forget::<Shelf>();
        mappings::forget();
        self.set_settings(Settings::default());
        self.theme.set(Theme::System);
        self.recall();
        erased
    }
}
