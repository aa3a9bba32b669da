//! The calculator: the fee of a payment, and the two figures of those who have no files.

use leptos::prelude::*;
use yifen::fees::{QuoteError, Sale, Step, quote};
use yifen::money::{Amount, Currency, DecimalMark, NumberError, read_amount};
use yifen::record::Tender;
use yifen::settings::Contract;
use yifen::text::contract::number_error;
use yifen::text::files::Files;
use yifen::text::pages::{self, FeesPage as Texts};
use yifen::text::{Lang, words};

use crate::parts::amount;
use crate::parts::field::TextField;
use crate::parts::note::chip;
use crate::route::{self, Route};
use crate::store::use_store;
use yifen::cause::Group;

/// The ways of paying that the calculator offers.
const TENDERS: [Tender; 5] = [
    Tender::CreditCard,
    Tender::DebitCard,
    Tender::Wechat,
    Tender::Alipay,
    Tender::ForeignCard,
];

fn read(text: &str) -> Result<Amount, NumberError> {
    read_amount(text, Currency::CNY, DecimalMark::Point)
}

/// What is wrong with a typed amount; an empty field is only empty.
fn error(lang: Lang, text: &str) -> Option<String> {
    match read(text) {
        Ok(_) | Err(NumberError::Empty) => None,
        Err(error) => Some(number_error(lang, error)),
    }
}

/// The page.
#[component]
pub fn Calculator(lang: Lang) -> impl IntoView {
    let store = use_store();
    let text = Texts::of(lang);
    let tender = RwSignal::new(Tender::CreditCard);
    let own = move || store.settings.with(|settings| settings.contract.is_some());
    let contract = Memo::new(move |_| {
        store
            .settings
            .with(|settings| settings.contract.clone().unwrap_or_default())
    });
    let tenders = TENDERS.map(|of| {
        view! {
            <button
                class="segment"
                type="button"
                aria-pressed=move || (tender.get() == of).to_string()
                on:click=move |_| tender.set(of)
            >
                {words::tender(lang, of)}
            </button>
        }
    });
    view! {
        <div class="stack">
            <header class="stack-s">
                <h1>{text.title}</h1>
                <p class="lead">{text.lead}</p>
            </header>
            <section class="card stack-s" role="group" aria-label=text.tender>
                <span class="label">{text.tender}</span>
                <div class="segments">{tenders}</div>
                <OneSale lang tender contract/>
                <p class="dim">
                    <small>
                        {move || if own() { text.by_contract } else { text.by_default }} " · "
                        <a href=Route::Contract.href()>{text.edit}</a>
                    </small>
                </p>
            </section>
            <TwoFigures lang tender contract/>
        </div>
    }
}

/// The fee of one payment, while it is typed.
#[component]
fn OneSale(lang: Lang, tender: RwSignal<Tender>, contract: Memo<Contract>) -> impl IntoView {
    let text = Texts::of(lang);
    let typed = RwSignal::new("1000.00".to_owned());
    let result = move || {
        let Ok(amount) = read(&typed.read()) else {
            return view! { <p class="dim">{text.empty}</p> }.into_any();
        };
        let sale = Sale {
            tender: tender.get(),
            amount,
            instant: false,
            time: None,
        };
        match contract.with(|contract| quote(contract, sale)) {
            Ok(quote) => {
                let bound = quote.steps.iter().find_map(|step| match step {
                    Step::Capped(_) => Some(text.capped),
                    Step::Raised(_) => Some(text.floored),
                    _ => None,
                });
                view! {
                    <dl class="facts result">
                        <div>
                            <dt>{text.fee}</dt>
                            <dd class="result-amount">{amount::amount(lang, quote.fee)}</dd>
                            " " {bound.map(|bound| chip(Group::Normal, bound))}
                        </div>
                        <div>
                            <dt>{text.net}</dt>
                            <dd>{amount::amount(lang, quote.net)}</dd>
                        </div>
                    </dl>
                }
                .into_any()
            }
            Err(QuoteError::TooLarge) => {
                view! { <p>{number_error(lang, NumberError::TooLong)}</p> }.into_any()
            }
            Err(QuoteError::NoRule(_) | QuoteError::Ambiguous(_)) => {
                view! { <p>{text.no_rule}</p> }.into_any()
            }
        }
    };
    view! {
        <div class="fields">
            <TextField
                id="sale".to_owned()
                label=text.amount
                value=typed
                on_input=move |value| typed.set(value)
                error=Signal::derive(move || error(lang, &typed.read()))
                unit=Files::of(lang).yuan
            />
        </div>
        <div aria-live="polite">{result}</div>
    }
}

/// What was taken and what arrived: the gap, and what of it the fee would be.
#[component]
fn TwoFigures(lang: Lang, tender: RwSignal<Tender>, contract: Memo<Contract>) -> impl IntoView {
    let text = Texts::of(lang);
    let took = RwSignal::new(route::query("took").unwrap_or_default());
    let arrived = RwSignal::new(route::query("arrived").unwrap_or_default());
    let result = move || {
        let (Ok(took), Ok(arrived)) = (read(&took.read()), read(&arrived.read())) else {
            return ().into_any();
        };
        let gap = Amount::new(took.minor.saturating_sub(arrived.minor), took.currency);
        let sale = Sale {
            tender: tender.get(),
            amount: took,
            instant: false,
            time: None,
        };
        let by_rate = contract.with(|contract| {
            let quote = quote(contract, sale).ok()?;
            let rate = contract.rates.get(quote.rule)?.percent;
            let rest = Amount::new(gap.minor.saturating_sub(quote.fee.minor), gap.currency);
            Some((rate.percent().to_string(), quote.fee, rest))
        });
        let shown = by_rate.map(|(rate, fee, rest)| {
            let tender = words::tender(lang, tender.get());
            let sentence = pages::two_fee(lang, tender, &rate, &amount::amount(lang, fee));
            let rest = if rest.is_zero() {
                format!("{sentence}{}{}", text.then, text.equal)
            } else {
                format!(
                    "{sentence}{}{} {}",
                    text.then,
                    text.still,
                    amount::amount(lang, rest)
                )
            };
            view! { <p>{rest}</p> }
        });
        view! {
            <p class="result-amount">
                {pages::two_gap(lang, &amount::amount(lang, gap.abs()), gap.minor >= 0)}
            </p>
            {shown}
            <p class="dim">
                {text.two_full} " " <a href=Route::Files.href()>{text.check}</a>
            </p>
        }
        .into_any()
    };
    let field = move |id: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <TextField
                id=id.to_owned()
                label=label
                value=value
                on_input=move |typed| value.set(typed)
                error=Signal::derive(move || error(lang, &value.read()))
                unit=Files::of(lang).yuan
            />
        }
    };
    view! {
        <section class="card stack-s" aria-labelledby="two-title">
            <h2 id="two-title">{text.two_title}</h2>
            <div class="fields">
                {field("two-took", text.took, took)} {field("two-arrived", text.arrived, arrived)}
            </div>
            <div class="stack-xs" aria-live="polite">
                {result}
            </div>
        </section>
    }
}
