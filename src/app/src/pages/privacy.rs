//! The seal and how to see that it holds, what stays on this computer, and how to erase or lock it.

use leptos::prelude::*;
use yifen::text::Lang;
use yifen::text::privacy::PrivacyPage as Texts;

use crate::browser;
use crate::parts::icon::Icon;

mod erase;
mod kept;
mod passphrase;
mod trial;

use erase::Erase;
use kept::Stays;
use passphrase::Lock;
use trial::Trial;

/// How soon a page that is still loading looks again whether it is sealed.
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_millis(200);

/// The page.
#[component]
pub fn Privacy(lang: Lang) -> impl IntoView {
    let text = Texts::of(lang);
    let list = |steps: Vec<&'static str>| {
        steps
            .into_iter()
            .map(|step| view! { <li><span>{step}</span></li> })
            .collect_view()
    };
    let proof = list(vec![text.proof_1, text.proof_2, text.proof_3, text.proof_4]);
    let beyond = [
        text.beyond_links,
        text.beyond_browser,
        if browser::is_one_file() {
            text.beyond_file
        } else {
            text.beyond_update
        },
        text.beyond_saved,
    ]
    .map(|what| view! { <li>{what}</li> });
    view! {
        <div class="stack">
            <header class="stack-s">
                <h1>{text.title}</h1>
                <p class="lead">{text.lead}</p>
            </header>
            <Seal lang/>
            <Stays lang/>
            <Lock lang/>
            <Erase lang/>
            <section class="stack-s" aria-labelledby="proof-title">
                <h2 id="proof-title">{text.proof_title}</h2>
                <ol class="todo prose">{proof}</ol>
            </section>
            <section class="stack-s" aria-labelledby="beyond-title">
                <h2 id="beyond-title">{text.beyond_title}</h2>
                <ul class="bullets prose">{beyond}</ul>
            </section>
        </div>
    }
}

#[component]
fn Seal(lang: Lang) -> impl IntoView {
    let text = Texts::of(lang);
    let sealed = RwSignal::new(browser::is_sealed());
    look_until_sealed(sealed);
    view! {
        <section class="card stack-s" aria-labelledby="seal-title">
            <h2 id="seal-title" class="promise">
                {Icon::Lock.draw()}
                {move || if sealed.get() { text.sealed } else { text.unsealed }}
            </h2>
            <p class="prose">{text.seal}</p>
            <p class="prose">{text.sent}</p>
            <Trial lang sealed/>
        </section>
    }
}

/// Follows a page that is still loading; the signal is gone with the page that shows it.
fn look_until_sealed(sealed: RwSignal<bool>) {
    if sealed.try_get_untracked() == Some(false) {
        set_timeout(
            move || {
                if browser::is_sealed() {
                    let _left = sealed.try_set(true);
                } else {
                    look_until_sealed(sealed);
                }
            },
            LOOK_AGAIN,
        );
    }
}
