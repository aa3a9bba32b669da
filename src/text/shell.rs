//! Sentences of the frame around every page: what is said when something breaks.

use super::Lang;

/// One thing in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Both<T> {
    /// Chinese.
    pub zh: T,
    /// English.
    pub en: T,
}

impl<T> Both<T> {
    /// The one of a language.
    #[must_use]
    pub const fn of(&self, lang: Lang) -> &T {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// The page itself broke.
#[derive(Clone, Copy, Debug)]
pub struct Broken {
    /// What happened.
    pub title: &'static str,
    /// What it means and what to do.
    pub body: &'static str,
    /// The button that does it.
    pub reload: &'static str,
}

/// The page itself broke.
pub const BROKEN: Both<Broken> = Both {
    zh: Broken {
        title: "页面出错，停了下来",
        body: "您的文件没有改动，也没有离开这台电脑。请重新载入，再把文件拖进来。",
        reload: "重新载入",
    },
    en: Broken {
        title: "Something broke and the page stopped",
        body: "Your files are untouched and have not left this computer. Reload the page and drop \
               them again.",
        reload: "Reload",
    },
};
