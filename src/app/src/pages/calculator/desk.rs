//! What the calculator's tabs share, and their fields.

use leptos::prelude::*;
use wasm_bindgen::prelude::JsCast;
use web_sys::HtmlSelectElement;
use yifen::money::{Amount, Currency, NumberError};
use yifen::record::Tender;
use yifen::settings::Contract;
use yifen::text::contract::number_error;
use yifen::text::fees::CalculatorPage as Texts;
use yifen::text::{Lang, words};

use super::draft::{Draft, PlanFaults, read_clock, read_count, read_day};
use crate::parts::field::TextField;
use crate::parts::shape::shape;
use yifen::cause::Group;

/// Tenders that a provider settles.
pub const TENDERS: [Tender; 9] = [
    Tender::CreditCard,
    Tender::DebitCard,
    Tender::Card,
    Tender::ForeignCard,
    Tender::Wechat,
    Tender::Alipay,
    Tender::Unionpay,
    Tender::Qr,
    Tender::Other,
];

/// What the tabs share. Copies are the same desk.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The language.
    pub lang: Lang,
    /// What stands in the fields.
    pub draft: RwSignal<Draft>,
    /// The plan as a contract, or what is wrong with it.
    pub plan: Memo<Result<Contract, PlanFaults>>,
    /// The plan's currency.
    pub currency: Memo<Currency>,
}

/// A part of the draft as a text, to read and to write.
#[derive(Clone, Copy)]
pub struct Part {
    /// Reads it.
    pub get: fn(&Draft) -> &String,
    /// Writes it.
    pub set: fn(&mut Draft) -> &mut String,
}

/// The part of the draft with a name.
macro_rules! part {
    ($name:ident) => {
        $crate::pages::calculator::desk::Part {
            get: |draft| &draft.$name,
            set: |draft| &mut draft.$name,
        }
    };
}
pub(super) use part;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any amount, a negative one included.
    Amount,
    /// An amount above nought.
    Positive,
    /// An amount that is not below nought.
    Arrived,
    /// A number of payments.
    Count,
    /// A day.
    Day,
    /// A time of day.
    Time,
}

impl Desk {
    /// The desk of a draft.
    pub fn new(lang: Lang, draft: Draft) -> Self {
        let draft = RwSignal::new(draft);
        let plan = Memo::new(move |_| draft.with(|draft| draft.plan.read()));
        let currency = Memo::new(move |_| draft.with(|draft| draft.plan.currency));
        Self {
            lang,
            draft,
            plan,
            currency,
        }
    }

    /// The sentences of the page.
    pub fn text(self) -> &'static Texts {
        Texts::of(self.lang)
    }

    /// Changes what stands in the fields.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
    }

    /// The amount in a field; `None` where there is none or a bad one.
    pub fn amount(self, part: Part) -> Option<Amount> {
        self.draft.with(|draft| draft.read((part.get)(draft)).ok())
    }

    /// What is wrong with a text; an empty one is only empty.
    pub fn wrong(self, text: &str, takes: Takes) -> Option<String> {
        let own = self.text();
        match takes {
            Takes::Amount | Takes::Positive | Takes::Arrived => {
                match self.draft.with(|draft| draft.read(text)) {
                    Err(error) => amount_error(self.lang, error, self.currency.get()),
                    Ok(amount) if takes == Takes::Positive && amount.minor <= 0 => {
                        Some(own.bad_positive.to_owned())
                    }
                    Ok(amount) if takes == Takes::Arrived && amount.minor < 0 => {
                        Some(own.bad_arrived.to_owned())
                    }
                    Ok(_) => None,
                }
            }
            Takes::Count => match read_count(text).err()? {
                NumberError::OutOfRange | NumberError::TooManyDecimals => {
                    Some(own.bad_count.to_owned())
                }
                error => Some(number_error(self.lang, error)),
            },
            Takes::Day => read_day(text).err().map(|_| own.bad_date.to_owned()),
            Takes::Time => read_clock(text).err().map(|_| own.bad_time.to_owned()),
        }
    }
}

/// What is wrong with an amount; an empty field is only empty.
pub fn amount_error(lang: Lang, error: NumberError, currency: Currency) -> Option<String> {
    match error {
        NumberError::Empty => None,
        NumberError::TooManyDecimals if currency.digits() != 2 => {
            Some(Texts::of(lang).bad_decimals.to_owned())
        }
        error => Some(number_error(lang, error)),
    }
}

/// A field for a part of the draft.
#[component]
pub fn PartField(
    desk: Desk,
    id: &'static str,
    #[prop(into)] label: String,
    part: Part,
    takes: Takes,
    #[prop(optional)] hint: Option<&'static str>,
    /// What else may be wrong with it, beside the other fields.
    #[prop(optional)]
    besides: Option<fn(Desk) -> Option<String>>,
) -> impl IntoView {
    let value = Signal::derive(move || desk.draft.with(|draft| (part.get)(draft).clone()));
    let error = Signal::derive(move || {
        let own = desk.wrong(&value.read(), takes);
        own.or_else(|| besides.and_then(|besides| besides(desk)))
    });
    let kind = match takes {
        Takes::Amount | Takes::Positive | Takes::Arrived | Takes::Count => "text",
        Takes::Day => "date",
        Takes::Time => "time",
    };
    view! {
        <TextField
            id=id.to_owned()
            label=label
            value=value
            on_input=move |typed| desk.change(|draft| *(part.set)(draft) = typed)
            error=error
            kind=kind
            hint=hint.unwrap_or_default()
        />
    }
}

/// A choice among tenders.
#[component]
pub fn TenderSelect(
    desk: Desk,
    id: String,
    #[prop(into)] value: Signal<Tender>,
    /// Whether "only a total" is among them.
    unknown: bool,
    on_pick: impl Fn(Tender) + 'static,
) -> impl IntoView {
    let mut tenders: Vec<Tender> = TENDERS.to_vec();
    if unknown {
        tenders.insert(0, Tender::Unknown);
    }
    let name = move |tender: Tender| match tender {
        Tender::Unknown => desk.text().tender_unknown,
        tender => words::tender(desk.lang, tender),
    };
    let options = tenders.clone();
    view! {
        <select
            id=id
            on:change=move |event| {
                let index = event
                    .target()
                    .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok())
                    .map(|select| select.selected_index());
                let picked = index.and_then(|index| usize::try_from(index).ok());
                if let Some(&tender) = picked.and_then(|index| tenders.get(index)) {
                    on_pick(tender);
                }
            }
        >
            {options
                .into_iter()
                .map(|tender| {
                    view! { <option selected=move || value.get() == tender>{name(tender)}</option> }
                })
                .collect_view()}
        </select>
    }
}

/// A switch of a few words, of which one holds.
pub fn segments<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    choices: Vec<(T, String)>,
    chosen: Signal<T>,
    pick: impl Fn(T) + Copy + 'static,
) -> impl IntoView {
    let buttons = choices
        .into_iter()
        .map(|(choice, word)| {
            view! {
                <button
                    class="segment"
                    type="button"
                    aria-pressed=move || (chosen.get() == choice).to_string()
                    on:click=move |_| pick(choice)
                >
                    {word}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="segments" role="group" aria-label=label>
            {buttons}
        </div>
    }
}

/// Which way of paying: the plan's own tenders.
#[component]
pub fn TenderChoice(desk: Desk) -> impl IntoView {
    let text = desk.text();
    let tenders = Memo::new(move |_| desk.draft.with(|draft| draft.plan.tenders()));
    let chosen = Memo::new(move |_| desk.draft.with(|draft| draft.tender));
    view! {
        <div class="stack-xs">
            <span class="label">{text.tender}</span>
            {move || {
                let choices = tenders
                    .get()
                    .into_iter()
                    .map(|tender| (tender, words::tender(desk.lang, tender).to_owned()))
                    .collect();
                segments(
                    text.tender,
                    choices,
                    chosen.into(),
                    move |tender| desk.change(|draft| draft.tender = tender),
                )
            }}
        </div>
    }
}

/// A remark with the shape of what needs a look.
pub fn remark(words: impl Into<String>) -> impl IntoView {
    view! {
        <p class="line tone-look">
            {shape(Group::Look)} <span>{words.into()}</span>
        </p>
    }
}

/// What stands where the plan cannot be read.
pub fn plan_first(desk: Desk) -> AnyView {
    remark(desk.text().fix_plan).into_any()
}
