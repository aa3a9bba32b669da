//! The contract: rates, caps, cycle, cut-off, rounding, and the days asked about.

use leptos::prelude::*;
use web_sys::SubmitEvent;
use yifen::settings::{Contract as Terms, Fault, Field, FieldError, Settings, SettingsForm};
use yifen::text::Lang;
use yifen::text::contract::{self, ContractPage as Texts};

use crate::parts::field::TextField;
use crate::parts::note::{Note, Weight};
use crate::parts::shell::Tabs;
use crate::preference;
use crate::route::Route;
use crate::store::{Store, use_store};

mod choices;
mod rates;

use choices::{Days, Fees, When};
use rates::Rates;

/// What the parts of the form share.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The form as it is typed.
    form: RwSignal<SettingsForm>,
    /// What is wrong with it; told only once she has tried to save.
    faults: Memo<Vec<Fault>>,
    tried: RwSignal<bool>,
    /// Whether it was saved since, and whether the browser keeps it.
    saved: RwSignal<Option<bool>>,
}

impl Draft {
    /// One draft for the whole visit, so that neither another page nor another language loses what
    /// was typed; called once, by the root. Settings that change elsewhere replace it.
    pub fn provide(store: Store) {
        let form = RwSignal::new(SettingsForm::of(&store.settings.get_untracked()));
        let draft = Self {
            form,
            faults: Memo::new(move |_| form.with(|form| form.read().err().unwrap_or_default())),
            tried: RwSignal::new(false),
            saved: RwSignal::new(None),
        };
        Effect::new(move |before: Option<()>| {
            let settings = store.settings.get();
            if before.is_some() {
                form.set(SettingsForm::of(&settings));
                draft.tried.set(false);
            }
        });
        provide_context(draft);
    }

    /// What is wrong with a field. A rate that is probably a slip is asked about at once.
    fn fault(self, field: Field) -> Option<FieldError> {
        let tried = self.tried.get();
        self.faults.with(|faults| {
            faults
                .iter()
                .find(|(of, _)| *of == field)
                .map(|(_, error)| *error)
                .filter(|error| {
                    tried || !matches!(error, FieldError::Number(yifen::money::NumberError::Empty))
                })
        })
    }

    /// The sentence of what is wrong with a field.
    fn error(self, lang: Lang, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.fault(field)
                .map(|error| contract::field_error(lang, error))
        })
    }

    /// A part of the form as a text.
    fn text(self, of: fn(&SettingsForm) -> &String) -> Signal<String> {
        Signal::derive(move || self.form.with(|form| of(form).clone()))
    }

    fn change(self, change: impl FnOnce(&mut SettingsForm)) {
        self.saved.set(None);
        self.form.update(change);
    }
}

#[expect(
    clippy::expect_used,
    reason = "a page outside the root is a defect of the program"
)]
fn use_draft() -> Draft {
    use_context().expect("the root provides the draft")
}

/// The page.
#[component]
pub fn Contract(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let draft = use_draft();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        draft.tried.set(true);
        if let Ok(settings) = draft.form.with_untracked(SettingsForm::read) {
            let kept = preference::keep_contract(settings.contract.as_ref());
            store.set_settings(settings);
            draft.saved.set(Some(kept));
        }
    };
    let reset = move |_| {
        preference::keep_contract(None);
        store.set_settings(Settings::default());
        draft.saved.set(None);
    };
    let own = move || store.settings.with(|settings| settings.contract.is_some());
    let broken = move || draft.tried.get() && draft.faults.with(|faults| !faults.is_empty());
    let label = move || {
        if store.files.with(Vec::is_empty) {
            text.save
        } else {
            text.save_check
        }
    };
    view! {
        <div class="stack">
            <Tabs lang here=Route::Contract/>
            <header class="stack-s">
                <h1>{text.title}</h1>
                <p class="lead">{text.lead}</p>
            </header>
            {move || {
                let (what, more) = if own() {
                    (text.is_own, text.is_own_where)
                } else {
                    (text.is_default, text.is_default_why)
                };
                view! {
                    <Note weight=if own() { Weight::Info } else { Weight::Look }>
                        <div>
                            <b>{what}</b>
                            <p class="dim">{more}</p>
                        </div>
                    </Note>
                }
            }}
            <form class="stack" on:submit=save novalidate>
                <Rates lang draft/>
                <When lang draft/>
                <Fees lang draft/>
                <Days lang draft/>
                <div class="row actions">
                    <button class="btn btn-primary" type="submit">
                        {label}
                    </button>
                    <button class="btn btn-quiet" type="button" on:click=reset>
                        {text.reset}
                    </button>
                    <span role="status">
                        {move || draft.saved.get().map(|kept| if kept { text.saved } else { text.not_kept })}
                    </span>
                </div>
                {move || {
                    broken()
                        .then(|| {
                            view! {
                                <Note weight=Weight::Error>
                                    <p>{text.faults}</p>
                                </Note>
                            }
                        })
                }}
            </form>
        </div>
    }
}

/// A field of the form whose text is one of its own.
#[component]
fn Plain(
    lang: Lang,
    draft: Draft,
    field: Field,
    id: &'static str,
    label: &'static str,
    of: fn(&SettingsForm) -> &String,
    of_mut: fn(&mut SettingsForm) -> &mut String,
    kind: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
) -> impl IntoView {
    view! {
        <TextField
            id=id.to_owned()
            label=label
            value=draft.text(of)
            on_input=move |value| draft.change(|form| *of_mut(form) = value)
            error=draft.error(lang, field)
            kind=kind
            hint=hint.unwrap_or_default()
        />
    }
}

/// Whether the shown rule is one of the defaults.
fn is_default(index: usize, form: &SettingsForm) -> bool {
    let defaults = SettingsForm::of(&Settings {
        contract: Some(Terms::default()),
        ..Settings::default()
    });
    form.rates
        .get(index)
        .is_some_and(|rate| defaults.rates.contains(rate))
}
