/*!
The waterfall from takings to received, as one drawing.

Places along the bars are shares of the width and places down the page are pixels, so that the
drawing is as wide as the page, its letters keep their size, and no script measures anything.
*/

use leptos::prelude::*;
use yifen::answer::{Answer, Step, StepOf};
use yifen::cause::Group;
use yifen::money::Amount;
use yifen::text::bridge::{self, Bridge as Texts};
use yifen::text::{Lang, words};

use super::amount;
use super::shape::{outline, tone};

/// Height of a row in pixels: a line of text and a bar.
const ROW: usize = 54;
/// Where the text of a row stands.
const TEXT: usize = 19;
/// Where its bar begins, and how high it is.
const BAR: usize = 29;
const BAR_HEIGHT: usize = 14;

/// The drawing, and the same as a table.
#[component]
pub fn Bridge(lang: Lang, answer: std::sync::Arc<Answer>) -> impl IntoView {
    let text = Texts::of(lang);
    let steps = answer.steps();
    let scale = Scale::of(&steps);
    let height = ROW * steps.len();
    let rows = steps
        .iter()
        .enumerate()
        .map(|(index, step)| row(lang, &scale, index, *step, index + 1 == steps.len()))
        .collect_view();
    let spoken = bridge::chart_text(lang, answer.takings, answer.received, answer.gap);
    view! {
        <figure class="bridge card" aria-labelledby="bridge-heading">
            <h2 id="bridge-heading">{text.chart}</h2>
            <svg height=height role="img" aria-labelledby="bridge-title bridge-text">
                <title id="bridge-title">{text.chart}</title>
                <desc id="bridge-text">{spoken}</desc>
                {rows}
            </svg>
            {scale.cut.then(|| view! { <figcaption>{text.chart_note}</figcaption> })}
            <details class="fold no-print">
                <summary>{text.chart_table}</summary>
                {table(lang, &steps)}
            </details>
        </figure>
    }
}

/// Where a level lies along the width.
struct Scale {
    base: i128,
    span: i128,
    /// Whether the bars are cut on the left.
    cut: bool,
}

impl Scale {
    /// A gap is often less than a hundredth of the takings: where it would not be seen, the bars
    /// begin a little below the lowest level instead of at nought, and say so.
    fn of(steps: &[Step]) -> Self {
        let levels = || {
            steps
                .iter()
                .flat_map(|step| [step.to.minor, step.from.minor])
                .filter(|level| *level != 0)
        };
        let top = levels().max().unwrap_or(1).max(1);
        let low = levels().min().unwrap_or(0);
        let spread = top.saturating_sub(low);
        let wide = spread.saturating_mul(2) >= top || spread == 0 || low <= 0;
        let base = if wide {
            low.min(0)
        } else {
            low.saturating_sub(spread / 3)
        };
        Self {
            base,
            span: top.saturating_sub(base).max(1),
            cut: base > 0,
        }
    }

    /// Hundredths of a per cent.
    fn share(&self, level: i128) -> i128 {
        let above = level.saturating_sub(self.base).max(0);
        above.saturating_mul(10_000) / self.span
    }
}

fn per_cent(share: i128) -> String {
    format!("{}.{:02}%", share / 100, share % 100)
}

const fn group_of(step: StepOf) -> Option<Group> {
    match step {
        StepOf::Takings | StepOf::Received => None,
        StepOf::Lowers(group) | StepOf::Raises(group) => Some(group),
        StepOf::Unexplained => Some(Group::Look),
    }
}

fn name(lang: Lang, step: StepOf) -> &'static str {
    let text = Texts::of(lang);
    match step {
        StepOf::Takings => text.takings,
        StepOf::Received => text.received,
        StepOf::Lowers(group) => words::group(lang, group),
        StepOf::Raises(group) => bridge::brings(lang, group),
        StepOf::Unexplained => text.unexplained,
    }
}

/// A level as it is; a step with the sign by which it leads on to received.
fn figure(lang: Lang, step: Step) -> String {
    match step.of {
        StepOf::Takings | StepOf::Received => amount::amount(lang, step.amount),
        _ if step.amount.minor < 0 => format!("+{}", amount::amount(lang, step.amount.abs())),
        _ => amount::amount(lang, Amount::new(-step.amount.minor, step.amount.currency)),
    }
}

fn row(lang: Lang, scale: &Scale, index: usize, step: Step, last: bool) -> impl IntoView + use<> {
    let group = group_of(step.of);
    let top = ROW * index;
    let (from, to) = if group.is_none() {
        (0, scale.share(step.to.minor))
    } else {
        let ends = [scale.share(step.from.minor), scale.share(step.to.minor)];
        (ends[0].min(ends[1]), ends[0].max(ends[1]))
    };
    let level = per_cent(scale.share(step.to.minor));
    let weight = if group.is_none() { "total" } else { "" };
    let sign = group.map(|group| {
        view! {
            <svg x="0" y=top + TEXT - 12 width="13" height="13" viewBox="0 0 10 10">
                <path class="bar" d=outline(group)></path>
            </svg>
        }
    });
    let cut = (scale.cut && group.is_none()).then(|| {
        view! {
            <svg x="5%" y=top + BAR class="break">
                <path d="M4 -2L9 5L3 9L8 16"></path>
            </svg>
        }
    });
    let lead = (!last).then(|| {
        view! {
            <line
                class="lead-line"
                x1=level.clone()
                x2=level.clone()
                y1=top + BAR + BAR_HEIGHT
                y2=top + ROW + BAR
            ></line>
        }
    });
    view! {
        <g class=group.map(tone)>
            <rect class="ground" x="0" y=top + BAR width="100%" height=BAR_HEIGHT rx="2"></rect>
            <rect
                class="bar"
                x=per_cent(from)
                y=top + BAR
                // A step of a few fen must still be seen.
                width=per_cent((to - from).max(25))
                height=BAR_HEIGHT
                rx="2"
            ></rect>
            {cut}
            {lead}
            {sign}
            <text class=weight x=if group.is_some() { "20" } else { "0" } y=top + TEXT>
                {name(lang, step.of)}
            </text>
            <text class=format!("amount {weight}") x="100%" y=top + TEXT>
                {figure(lang, step)}
            </text>
        </g>
    }
}

fn table(lang: Lang, steps: &[Step]) -> impl IntoView + use<> {
    let text = Texts::of(lang);
    let rows = steps
        .iter()
        .map(|step| {
            view! {
                <tr>
                    <th scope="row">{name(lang, step.of)}</th>
                    <td class="num">{figure(lang, *step)}</td>
                    <td class="num">{amount::amount(lang, step.to)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="ledger">
            <thead>
                <tr>
                    <th scope="col">{text.step}</th>
                    <th scope="col" class="num">
                        {text.amount}
                    </th>
                    <th scope="col" class="num">
                        {text.left}
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
