//! Line drawings, 24 by 24. They never carry a meaning that no word beside them carries.

use leptos::prelude::*;

/// A drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A clipboard with a tick.
    Check,
    /// A calculator.
    Fees,
    /// An open book.
    Guide,
    /// A ledger.
    Book,
    /// A closed lock.
    Lock,
    /// A receipt.
    Register,
    /// A card.
    Provider,
    /// A bank's columns.
    Bank,
    /// A cross.
    Close,
    /// An arrow to what follows.
    Next,
    /// An arrow to what was before.
    Back,
    /// A disc, half of it dark.
    System,
    /// A sun.
    Light,
    /// A moon.
    Dark,
    /// An arrow onto a line.
    Save,
    /// A printer.
    Print,
    /// An i in a circle.
    Info,
    /// A tick.
    Tick,
    /// A telephone.
    Phone,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Check => "M9 3h6v4H9z M15 5h4v16H5V5h4 M8.5 14l2.5 2.5 4.5-5",
            Self::Phone => {
                "M6 3h4l2 5-2.5 1.5a11 11 0 0 0 5 5L16 12l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z"
            }
            Self::Fees => {
                "M5 3h14v18H5z M8.5 7h7 M8.5 12h.01 M12 12h.01 M15.5 12h.01 M8.5 16.5h.01 M12 16.5h.01 M15.5 16.5h.01"
            }
            Self::Guide => {
                "M12 6.5C10 5 7 4.5 3.5 4.5v13.5c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2V4.5C17 4.5 14 5 12 6.5z M12 6.5V20"
            }
            Self::Book => "M5 3h14v18H5z M9 3v18 M12.5 8h3.5 M12.5 12h3.5",
            Self::Lock => "M5.5 11h13v9.5h-13z M8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
            Self::Register => "M5.5 3h13v18l-3.25-2L12 21l-3.25-2-3.25 2z M9 8h6 M9 12h6",
            Self::Provider => "M3 5.5h18v13H3z M3 10h18 M6.5 14.5h4",
            Self::Bank => {
                "M3.5 9.5L12 4l8.5 5.5z M6 10v7.5 M10 10v7.5 M14 10v7.5 M18 10v7.5 M3.5 20h17"
            }
            Self::Close => "M6 6l12 12 M18 6L6 18",
            Self::Next => "M9 5l7 7-7 7",
            Self::Back => "M15 5l-7 7 7 7",
            Self::System => {
                "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17z M12 3.5v17 M12 8l5.5-1.5 M12 12l8-2 M12 16l7.5-2"
            }
            Self::Light => {
                "M12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8z M12 2.5v2 M12 19.5v2 M2.5 12h2 M19.5 12h2 M5.3 5.3l1.4 1.4 M17.3 17.3l1.4 1.4 M5.3 18.7l1.4-1.4 M17.3 6.7l1.4-1.4"
            }
            Self::Dark => "M20 14.5A8.3 8.3 0 0 1 9.5 4A8.3 8.3 0 1 0 20 14.5z",
            Self::Save => "M12 4v11 M7.5 11l4.5 4.5l4.5-4.5 M5 20h14",
            Self::Print => "M7 9V3.5h10V9 M7 17H3.5V9h17v8H17 M7 14h10v6.5H7z",
            Self::Info => "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17z M12 11v5.5 M12 7.5h.01",
            Self::Tick => "M5 12.5l4.5 4.5L19 7.5",
        }
    }

    /// Draws it.
    pub fn draw(self) -> impl IntoView {
        view! {
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
                <path d=self.path()></path>
            </svg>
        }
    }
}
