//! What she says of the answer: kept by the files' fingerprints, and explained by at once.

use futures_channel::oneshot;
use leptos::prelude::{UpdateValue, WithUntracked};
use yifen::protocol::{Ask, RowsOf, Told};
use yifen::record::RowView;
use yifen::verdict::{Log, RowName, Shelf, Target, Verdict};

use super::Store;
use crate::keeping::{self, Keeping};

impl Store {
    /// What she said of the loaded files, and whether it is kept.
    pub fn said(self) -> (Log, Keeping) {
        let (shelf, keeping) = keeping::get::<Shelf>();
        (shelf.log(&self.fingerprints()), keeping)
    }

    pub(super) fn verdicts(self) -> Vec<Verdict> {
        self.said().0.verdicts()
    }

    /// Comes back when nothing is being done that may change what is on the screen.
    pub async fn rest(self) {
        if self.work.with_untracked(Option::is_some) {
            self.all_done().await;
        }
    }

    async fn all_done(self) {
        let (sender, receiver) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(sender));
        // Dropped only with the store itself.
        let _done = receiver.await;
    }

    /// Changes what she said; comes back when the files have been explained by it.
    pub async fn judge<R>(self, change: impl FnOnce(&mut Log) -> R) -> R {
        let files = self.fingerprints();
        let result = keeping::change(|shelf: &mut Shelf| {
            let mut log = shelf.log(&files);
            let result = change(&mut log);
            shelf.keep(&files, log);
            result
        });
        self.explain();
        self.all_done().await;
        result
    }

    /// Tells those who wait for all work to be done.
    pub(super) fn tell_waiting(self) {
        let mut waiting = Vec::new();
        self.waiting
            .update_value(|all| waiting = std::mem::take(all));
        for sender in waiting {
            // Nobody waits any more where the asking page was left meanwhile.
            let _unheard = sender.send(());
        }
    }

    /// What is kept was changed elsewhere: explains by it where that makes a difference.
    pub(super) fn hear_of_verdicts(self) {
        keeping::refresh::<Shelf>();
        let now = self.verdicts();
        let differs = self.outcome.with_untracked(|outcome| {
            let answer = outcome.as_ref().and_then(|outcome| outcome.as_ref().ok());
            answer.is_some_and(|answer| {
                let shown = answer.verdicts.iter().map(|judged| &judged.verdict);
                !shown.eq(now.iter())
            })
        });
        if differs {
            self.explain();
        }
    }

    /// A line or a piece of the unexplained part as a verdict names it, or some of its rows.
    pub async fn target(self, of: RowsOf, groups: Option<Vec<u32>>) -> Option<Target> {
        match self.ask(Ask::Target { of, groups }, None).await? {
            Told::Target(target) => Some(target),
            _ => None,
        }
    }

    /// Rows that may be the same payment as this one, the nearest first.
    pub async fn candidates(self, row: RowName) -> Vec<RowView> {
        match self.ask(Ask::Candidates(row), None).await {
            Some(Told::Rows { rows, .. }) => rows,
            _ => Vec::new(),
        }
    }

    /// A row as a verdict names it; `None` where its file is gone.
    pub fn row_name(self, row: &RowView) -> Option<RowName> {
        self.files.with_untracked(|files| {
            let loaded = files.iter().find(|loaded| loaded.id == row.place.file)?;
            Some(RowName {
                file: loaded.report.sha256.clone(),
                part: row.place.part,
                row: row.place.row,
                nth: row.nth,
            })
        })
    }

    /// The name of the file with a fingerprint.
    pub fn file_name(self, fingerprint: &str) -> Option<String> {
        self.files.with_untracked(|files| {
            let mut files = files.iter();
            let loaded = files.find(|loaded| loaded.report.sha256 == fingerprint)?;
            Some(loaded.report.name.clone())
        })
    }

    /// SHA-256 of every loaded file.
    fn fingerprints(self) -> Vec<String> {
        self.files.with_untracked(|files| {
            let files = files.iter();
            files.map(|loaded| loaded.report.sha256.clone()).collect()
        })
    }
}
