//! What the worker needs of the core until matching has landed: nothing is explained.

use yifen::answer::Answer;
use yifen::protocol::{ExplainError, RowsOf, Stage};
use yifen::record::{Book, RowView};
use yifen::settings::Settings;
use yifen::text::Lang;

/// The rows behind an answer.
pub struct Explanation {
    answer: Answer,
}

impl Explanation {
    /// The answer.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// A window of rows.
    pub fn rows(
        &self,
        _book: &Book,
        _of: RowsOf,
        _start: u32,
        _count: u32,
    ) -> Option<(u32, Vec<RowView>)> {
        None
    }
}

/// Explains.
pub fn explain(
    _book: &Book,
    _settings: &Settings,
    _progress: &mut dyn FnMut(Stage, u8),
) -> Result<Explanation, ExplainError> {
    Err(ExplainError::NoTakings)
}

/// The answer as JSON.
pub fn json(explanation: &Explanation, _book: &Book, _lang: Lang) -> String {
    explanation.answer().gap.to_string()
}
