//! What the worker is still to do, and what it must be given again after it was ended.

use std::collections::VecDeque;

use yifen::protocol::Wish;
use yifen::record::FileId;

/// A piece of work for the worker. `F` is the browser's handle of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job<F> {
    /// Read a file.
    Import(Source<F>),
    /// Load the sample shop, without these of its files.
    Sample {
        /// Names of those that she took away.
        without: Vec<String>,
    },
    /// Read a loaded file again, as what the source now says it is.
    Reread(FileId, Source<F>),
    /// Forget a file.
    Remove(FileId),
    /// Forget every file.
    Clear,
    /// Explain what is loaded.
    Explain,
}

/// A file as she gave it. Only its handle is kept: the bytes stay on her disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source<F> {
    /// Its name.
    pub name: String,
    /// Its handle.
    pub file: F,
    /// What she says it is.
    pub wish: Wish,
}

/// The work ahead and the files behind.
#[derive(Debug)]
pub struct Queue<F> {
    ahead: VecDeque<Job<F>>,
    running: bool,
    loaded: Vec<(FileId, Source<F>)>,
    /// The sample's files that she took away; `None` while the sample is not loaded.
    sample: Option<Vec<String>>,
    /// Counts cancellations, so that work begun before one can see that it is over.
    generation: u32,
}

impl<F> Default for Queue<F> {
    fn default() -> Self {
        Self {
            ahead: VecDeque::new(),
            running: false,
            loaded: Vec::new(),
            sample: None,
            generation: 0,
        }
    }
}

impl<F: Clone> Queue<F> {
    /// Adds work. Says whether somebody must start to work it off.
    pub fn push(&mut self, job: Job<F>) -> bool {
        self.ahead.push_back(job);
        !std::mem::replace(&mut self.running, true)
    }

    /// The next piece; `None` where all is done.
    pub fn next(&mut self) -> Option<Job<F>> {
        let job = self.ahead.pop_front();
        self.running = job.is_some();
        job
    }

    /// Whether nothing is ahead.
    pub fn is_empty(&self) -> bool {
        self.ahead.is_empty()
    }

    /// How many files wait to be read.
    pub fn imports_ahead(&self) -> usize {
        self.ahead
            .iter()
            .filter(|job| matches!(job, Job::Import(_)))
            .count()
    }

    /// How often work was cancelled so far.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// Whether the sample is loaded.
    pub fn has_sample(&self) -> bool {
        self.sample.is_some()
    }

    /// Notes that the worker holds a file.
    pub fn imported(&mut self, id: FileId, source: Source<F>) {
        self.loaded.push((id, source));
    }

    /// Notes that the worker holds the sample and nothing else.
    pub fn sampled(&mut self, without: Vec<String>) {
        self.loaded.clear();
        self.sample = Some(without);
    }

    /// Notes that the worker no longer holds the file of that number and name.
    pub fn removed(&mut self, id: FileId, name: &str) {
        let before = self.loaded.len();
        self.loaded.retain(|(of, _)| *of != id);
        if let (true, Some(without)) = (self.loaded.len() == before, &mut self.sample) {
            without.push(name.to_owned());
        }
    }

    /// Notes that the worker holds nothing.
    pub fn cleared(&mut self) {
        self.loaded.clear();
        self.sample = None;
    }

    /// The file under a number, where she gave it (and not the sample).
    pub fn source(&self, id: FileId) -> Option<&Source<F>> {
        self.loaded
            .iter()
            .find(|(of, _)| *of == id)
            .map(|(_, source)| source)
    }

    /// Drops what is running and ahead, and plans what a fresh worker must be given again. Says
    /// whether somebody must start to work it off.
    pub fn cancel(&mut self) -> bool {
        self.generation = self.generation.wrapping_add(1);
        self.ahead.clear();
        if let Some(without) = self.sample.take() {
            self.ahead.push_back(Job::Sample { without });
        }
        let loaded = std::mem::take(&mut self.loaded);
        self.ahead
            .extend(loaded.into_iter().map(|(_, source)| Job::Import(source)));
        !self.ahead.is_empty() && !std::mem::replace(&mut self.running, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(name: &str) -> Source<u8> {
        Source {
            name: name.to_owned(),
            file: 0,
            wish: Wish::default(),
        }
    }

    fn import(name: &str) -> Job<u8> {
        Job::Import(source(name))
    }

    #[test]
    fn work_is_started_once_and_done_in_order() {
        let mut queue = Queue::default();
        assert!(queue.push(import("a")));
        assert!(!queue.push(import("b")));
        assert_eq!(queue.next(), Some(import("a")));
        assert!(!queue.push(Job::Explain), "somebody is still at it");
        assert_eq!(queue.next(), Some(import("b")));
        assert_eq!(queue.next(), Some(Job::Explain));
        assert_eq!(queue.next(), None);
        assert!(queue.push(Job::Clear), "nobody is at it any more");
    }

    #[test]
    fn cancelling_keeps_what_was_read_and_drops_what_was_not() {
        let mut queue = Queue::default();
        for name in ["a", "b", "c"] {
            queue.push(import(name));
        }
        queue.next();
        queue.imported(FileId(0), source("a"));
        queue.next();
        assert!(!queue.cancel(), "the one who reads b goes on with the rest");
        assert_eq!(queue.generation(), 1);
        assert_eq!(queue.next(), Some(import("a")));
        assert_eq!(queue.next(), None);
    }

    #[test]
    fn a_sample_comes_back_without_what_was_taken_away() {
        let mut queue: Queue<u8> = Queue::default();
        queue.sampled(Vec::new());
        queue.removed(FileId(1), "bank.csv");
        queue.cancel();
        assert_eq!(
            queue.next(),
            Some(Job::Sample {
                without: vec!["bank.csv".to_owned()]
            })
        );
        assert!(
            !queue.has_sample(),
            "it is not back before the worker says so"
        );
    }
}
