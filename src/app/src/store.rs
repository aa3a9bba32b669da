//! What is shown, and what can be done with it.

use std::sync::Arc;

use futures_channel::oneshot;
use leptos::prelude::{
    GetUntracked, GetValue, LocalStorage, RwSignal, Set, SetValue, StoredValue, Update,
    UpdateValue, WithUntracked, WithValue, provide_context, set_timeout, use_context,
};
use wasm_bindgen::prelude::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;
use yifen::answer::Answer;
use yifen::import::ImportError;
use yifen::protocol::{Ask, ExplainError, Loaded, RowsOf, Stage, Told, Wish};
use yifen::record::{FileId, RowView, Side};
use yifen::settings::Settings;
use yifen::text::Lang;

use crate::client::{Client, News};
use crate::kept;
use crate::preference::{self, Theme};
use crate::queue::{Job, Queue, Source};

mod choices;
mod guide;
mod mapping;
mod refused;
mod verdicts;

pub use guide::today;
pub use mapping::{Left, MapOf, Previewed};

/// Work that lasts longer than this shows where it stands and how to cancel it.
const LONG_AFTER: std::time::Duration = std::time::Duration::from_millis(500);

/// A file that is not among the loaded ones, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its number among the refused ones; never used again.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Why; `None` where the browser itself could not read it (moved, or changed meanwhile).
    pub error: Option<ImportError>,
}

/// What is being done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    /// A file is being read.
    Import {
        /// Its name.
        name: String,
        /// How many more wait behind it.
        ahead: usize,
    },
    /// The sample is being loaded.
    Sample,
    /// The files are being explained.
    Explain,
}

/// Where the work stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// What is being done.
    pub doing: Doing,
    /// The stage, as soon as the worker has told it.
    pub stage: Option<Stage>,
    /// 0 to 100 within the stage.
    pub percent: u8,
    /// Whether it has lasted long enough to be shown with a way to cancel.
    pub long: bool,
}

/// Why the worker is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It broke. The files on her disk are untouched; [`Store::revive`] reads them again.
    Broken,
    /// Page and worker are of two builds: only reloading helps.
    OtherVersion,
}

/// What became of a file that was to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    /// It was read.
    In,
    /// It waits for its password.
    Locked,
    /// It was refused, or the worker ended.
    Refused,
}

/// What an explanation came to.
pub type Outcome = Result<Arc<Answer>, ExplainError>;

/// Everything the pages share. Copies are the same store.
#[derive(Clone, Copy)]
pub struct Store {
    /// The language.
    pub lang: RwSignal<Lang>,
    /// Light, dark, or as the system has it.
    pub theme: RwSignal<Theme>,
    /// The loaded files.
    pub files: RwSignal<Vec<Loaded>>,
    /// Whether they are the sample's.
    pub sample: RwSignal<bool>,
    /// Files that were not read, until dismissed.
    pub refusals: RwSignal<Vec<Refusal>>,
    /// The contract and the days; change them by [`Store::set_settings`].
    pub settings: RwSignal<Settings>,
    /// The answer, where the loaded files were explained with the present settings.
    pub outcome: RwSignal<Option<Outcome>>,
    /// What is being done.
    pub work: RwSignal<Option<Work>>,
    /// Counts the changes of what is kept that did not come from this page's own fields.
    pub kept: RwSignal<u32>,
    /// Why nothing can be done.
    pub trouble: RwSignal<Option<Trouble>>,
    /// Whether the files are to be explained as soon as nothing else is ahead. Not after she
    /// cancelled: then she asks herself.
    unasked: StoredValue<bool>,
    client: StoredValue<Option<Client>, LocalStorage>,
    queue: StoredValue<Queue<File>, LocalStorage>,
    /// The refused files by their numbers, as long as their refusals stand.
    refused: StoredValue<Vec<(u32, Source<File>)>, LocalStorage>,
    /// The number of the last refusal.
    refused_last: StoredValue<u32>,
    /// The mapping page as she left it.
    left: StoredValue<Option<Left>>,
    /// Those who wait for all work to be done.
    waiting: StoredValue<Vec<oneshot::Sender<()>>, LocalStorage>,
}

impl Store {
    /// A fresh store with a worker of its own, for every page to use; called once, by the root.
    pub fn provide() -> Self {
        let store = Self {
            lang: RwSignal::new(preference::lang()),
            theme: RwSignal::new(preference::theme()),
            files: RwSignal::new(Vec::new()),
            sample: RwSignal::new(false),
            refusals: RwSignal::new(Vec::new()),
            settings: RwSignal::new(Settings {
                contract: preference::contract(),
                ..Settings::default()
            }),
            outcome: RwSignal::new(None),
            work: RwSignal::new(None),
            kept: RwSignal::new(0),
            trouble: RwSignal::new(None),
            unasked: StoredValue::new(false),
            client: StoredValue::new_local(None),
            queue: StoredValue::new_local(Queue::default()),
            refused: StoredValue::new_local(Vec::new()),
            refused_last: StoredValue::new(0),
            left: StoredValue::new(None),
            waiting: StoredValue::new_local(Vec::new()),
        };
        kept::listen(move || store.recall());
        let client = Client::new(move |news| store.hear(news));
        store.client.update_value(|own| *own = Some(client));
        provide_context(store);
        store
    }

    /// Reads files, one after the other. The first of her own files replaces the sample.
    pub fn add_files(self, files: Vec<File>) {
        self.unasked.set_value(true);
        if self.queue.with_value(Queue::has_sample) {
            self.push(Job::Clear);
        }
        for file in files {
            self.push(Job::Import(Source {
                name: file.name(),
                file,
                wish: Wish::default(),
            }));
        }
    }

    /// Loads the sample shop in place of what is loaded.
    pub fn load_sample(self) {
        self.unasked.set_value(true);
        self.push(Job::Sample {
            without: Vec::new(),
        });
    }

    /// Forgets a file.
    pub fn remove(self, id: FileId) {
        self.unasked.set_value(true);
        self.push(Job::Remove(id));
    }

    /// Forgets every file.
    pub fn clear(self) {
        self.push(Job::Clear);
    }

    /// Whether [`Store::reread`] can do anything: the sample's files are what they are.
    pub fn can_reread(self, id: FileId) -> bool {
        self.queue.with_value(|queue| queue.source(id).is_some())
    }

    /// Reads a file again as what she says it is. Which part of an archive it is stays as it was.
    pub fn reread(self, id: FileId, wish: Wish) {
        let source = self.queue.with_value(|queue| queue.source(id).cloned());
        if let Some(source) = source {
            let parts = source.wish.parts.clone();
            let wish = Wish { parts, ..wish };
            self.unasked.set_value(true);
            self.push(Job::Reread(id, Source { wish, ..source }));
        }
    }

    /// Explains the loaded files with the present settings; the outcome tells.
    pub fn explain(self) {
        self.push(Job::Explain);
    }

    /// Changes the contract or the days, and explains the files again by them.
    pub fn set_settings(self, settings: Settings) {
        self.settings.set(settings);
        self.outcome.set(None);
        if self.is_explainable() {
            self.explain();
        }
    }

    /// Stops what is being done: files already read stay, those still waiting are dropped.
    pub fn cancel(self) {
        self.unasked.set_value(false);
        self.renew();
    }

    /// Starts afresh after [`Trouble::Broken`]: every file that had been read is read again.
    pub fn revive(self) {
        self.trouble.set(None);
        self.renew();
    }

    /// A window of rows, and how many there are in all; `None` where they are gone.
    pub async fn rows(self, of: RowsOf, start: u32, count: u32) -> Option<(u32, Vec<RowView>)> {
        match self.ask(Ask::Rows { of, start, count }, None).await? {
            Told::Rows { total, rows } => Some((total, rows)),
            _ => None,
        }
    }

    /// Saves the answer as a JSON file.
    pub fn save_json(self) {
        self.save(Ask::SaveJson(self.lang.get_untracked()));
    }

    /// Saves the certificate of the answer.
    pub fn save_certificate(self) {
        self.save(Ask::SaveCertificate);
    }

    fn save(self, ask: Ask) {
        spawn_local(async move {
            if let Some(Told::File { name, mime, text }) = self.ask(ask, None).await {
                crate::download::save(&name, &mime, &text);
            }
        });
    }

    fn push(self, job: Job<File>) {
        let mut start = false;
        self.queue.update_value(|queue| start = queue.push(job));
        if start {
            self.work_off();
        }
    }

    fn renew(self) {
        let mut start = false;
        self.queue.update_value(|queue| start = queue.cancel());
        self.files.set(Vec::new());
        self.outcome.set(None);
        if let Some(client) = self.client.with_value(Clone::clone) {
            client.restart();
        }
        if start {
            self.work_off();
        }
    }

    fn work_off(self) {
        spawn_local(async move {
            loop {
                if self.queue.with_value(Queue::is_empty) && self.wants_answer() {
                    self.queue.update_value(|queue| {
                        // Somebody is at work here, so nobody has to be started.
                        let _at_work = queue.push(Job::Explain);
                    });
                }
                let mut job = None;
                self.queue.update_value(|queue| job = queue.next());
                let Some(job) = job else { break };
                self.begin(&job);
                self.perform(job).await;
            }
            self.work.set(None);
            self.tell_waiting();
        });
    }

    /// Whether the files hold what an explanation needs.
    fn is_explainable(self) -> bool {
        self.files.with_untracked(|files| {
            let has = |side| files.iter().any(|file| file.report.side == side);
            has(Side::Bank) && (has(Side::Register) || has(Side::Provider))
        })
    }

    /// Whether the files are to be explained although nobody pressed the button. Says so once.
    fn wants_answer(self) -> bool {
        let wanted = self.unasked.get_value() && self.is_explainable();
        self.unasked.set_value(false);
        wanted && self.outcome.with_untracked(Option::is_none)
    }

    fn begin(self, job: &Job<File>) {
        let doing = match job {
            Job::Import(source) | Job::Reread(_, source) => Doing::Import {
                name: source.name.clone(),
                ahead: self.queue.with_value(Queue::imports_ahead),
            },
            Job::Sample { .. } => Doing::Sample,
            Job::Explain => Doing::Explain,
            Job::Remove(_) | Job::Clear => return self.work.set(None),
        };
        // Several short pieces in a row are one long work: it stays in sight between them.
        let long = self
            .work
            .with_untracked(|work| work.as_ref().is_some_and(|work| work.long));
        let same = doing.clone();
        self.work.set(Some(Work {
            doing,
            stage: None,
            percent: 0,
            long,
        }));
        let lengthen = move || {
            self.work.update(|work| {
                if let Some(work) = work.as_mut().filter(|work| work.doing == same) {
                    work.long = true;
                }
            });
        };
        set_timeout(lengthen, LONG_AFTER);
    }

    async fn perform(self, job: Job<File>) {
        match job {
            Job::Import(source) => {
                self.import(source).await;
            }
            Job::Reread(id, source) => self.replace(id, source).await,
            Job::Sample { without } => self.sample(without).await,
            Job::Remove(id) => {
                let name = self.files.with_untracked(|files| {
                    files
                        .iter()
                        .find(|file| file.id == id)
                        .map(|file| file.report.name.clone())
                });
                if let Some(Told::Files(files)) = self.ask(Ask::Remove(id), None).await {
                    self.queue
                        .update_value(|queue| queue.removed(id, &name.unwrap_or_default()));
                    self.show(files);
                }
            }
            Job::Clear => {
                if let Some(Told::Files(files)) = self.ask(Ask::Clear, None).await {
                    self.queue.update_value(Queue::cleared);
                    self.refusals.set(Vec::new());
                    self.refused.set_value(Vec::new());
                    self.show(files);
                }
            }
            Job::Explain => {
                let settings = self.settings.get_untracked();
                let verdicts = self.verdicts();
                let ask = Ask::Explain(Box::new(settings.clone()), verdicts.clone());
                let told = self.ask(ask, None).await;
                // Changed meanwhile: that answer is of other settings, or of what she took back.
                let holds =
                    settings == self.settings.get_untracked() && verdicts == self.verdicts();
                if let (Some(Told::Explained(outcome)), true) = (told, holds) {
                    self.outcome
                        .set(Some(outcome.map(|answer| Arc::new(*answer))));
                }
            }
        }
    }

    /// Reads a file as something else; where that cannot be, as what it was before. Until then the
    /// queue holds it as it was, so that cancelling does not lose it.
    async fn replace(self, id: FileId, source: Source<File>) {
        let before = self.queue.with_value(|queue| queue.source(id).cloned());
        let generation = self.queue.with_value(Queue::generation);
        if self.ask(Ask::Remove(id), None).await.is_none() {
            return;
        }
        let came = self.import(source).await;
        if generation != self.queue.with_value(Queue::generation) {
            return;
        }
        // What asks for its password would ask again: its card waits for it.
        if let (Came::Refused, Some(before)) = (came, before) {
            self.import(before).await;
        }
        if generation == self.queue.with_value(Queue::generation) {
            self.queue.update_value(|queue| queue.removed(id, ""));
        }
    }

    async fn import(self, source: Source<File>) -> Came {
        let generation = self.queue.with_value(Queue::generation);
        let bytes = JsFuture::from(source.file.array_buffer()).await;
        if generation != self.queue.with_value(Queue::generation) {
            return Came::Refused;
        }
        let Ok(bytes) = bytes else {
            self.refuse(source, None);
            return Came::Refused;
        };
        let ask = Ask::Import {
            name: source.name.clone(),
            wish: Box::new(mapping::with_known(&source.wish)),
        };
        let told = self.ask(ask, Some(bytes.unchecked_into())).await;
        let Some(Told::Imported { files, result }) = told else {
            return Came::Refused;
        };
        let came = match result {
            Ok(first) => {
                let source = refused::without_password(source);
                // An archive may have become several files, each of which can be read again alone.
                for file in files.iter().filter(|file| file.id >= first) {
                    let mut own = source.clone();
                    own.wish.parts.clone_from(&file.report.parts);
                    self.queue
                        .update_value(|queue| queue.imported(file.id, own));
                }
                Came::In
            }
            Err(error) => {
                let locked = matches!(
                    error,
                    ImportError::PasswordNeeded | ImportError::WrongPassword
                );
                self.refuse(source, Some(error));
                if locked { Came::Locked } else { Came::Refused }
            }
        };
        self.show(files);
        came
    }

    async fn sample(self, without: Vec<String>) {
        let Some(Told::Files(mut files)) = self.ask(Ask::LoadSample, None).await else {
            return;
        };
        let unwanted = |file: &&Loaded| without.contains(&file.report.name);
        for id in files
            .iter()
            .filter(unwanted)
            .map(|file| file.id)
            .collect::<Vec<_>>()
        {
            match self.ask(Ask::Remove(id), None).await {
                Some(Told::Files(left)) => files = left,
                _ => return,
            }
        }
        self.queue.update_value(|queue| queue.sampled(without));
        self.show(files);
    }

    fn show(self, files: Vec<Loaded>) {
        self.sample.set(self.queue.with_value(Queue::has_sample));
        self.files.set(files);
        self.outcome.set(None);
    }

    async fn ask(self, ask: Ask, bytes: Option<js_sys::ArrayBuffer>) -> Option<Told> {
        let client = self.client.with_value(Clone::clone)?;
        client.ask(ask, bytes).await.ok()
    }

    fn hear(self, news: News) {
        match news {
            News::Progress { stage, percent } => self.work.update(|work| {
                if let Some(work) = work {
                    (work.stage, work.percent) = (Some(stage), percent);
                }
            }),
            News::Broken => self.trouble.set(Some(Trouble::Broken)),
            News::OtherVersion => self.trouble.set(Some(Trouble::OtherVersion)),
        }
    }
}

/// The store; what the root provided.
#[expect(
    clippy::expect_used,
    reason = "a part outside the root is a defect of the program"
)]
pub fn use_store() -> Store {
    use_context().expect("the root provides the store")
}
