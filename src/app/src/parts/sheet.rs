/*!
A window onto rows that stay in the worker: only those in sight are fetched and drawn.

Every row has one height, so that the place of a row follows from its number. Browsers do not scroll
further than some fifteen million pixels reliably; past that the scroll bar is scaled.
*/

use std::collections::{BTreeMap, BTreeSet};

use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen_futures::spawn_local;
use yifen::protocol::{RowsOf, WINDOW_ROWS_MAX};
use yifen::record::RowView;
use yifen::text::Lang;
use yifen::text::bridge::{self, Bridge as Texts};

use crate::parts::say::Ticked;
use crate::store::use_store;

mod pair;
mod row;

use pair::PairBar;

/// Height of a row in pixels on a wide window; the same as in `style/parts.css`.
const ROW_WIDE: i32 = 40;
/// Height of a row as a card on a narrow one.
const ROW_NARROW: i32 = 132;
/// Browsers draw heights up to 17 (Firefox) or 33 million pixels; past this the scroll is scaled.
const HEIGHT_MAX: i64 = 15_000_000;
/// Rows fetched at once: a few screens.
const CHUNK: u32 = 100;
const _: () = assert!(CHUNK <= WINDOW_ROWS_MAX, "a chunk is one window");
/// Chunks kept; beyond that the farthest are dropped and fetched again when needed.
const CHUNKS_MAX: usize = 20;
/// Rows drawn above and below those in sight, so that slow scrolling shows no gaps.
const MARGIN: u32 = 6;

/// What is known of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Total {
    Unknown,
    Rows(u32),
    Gone,
}

/// What can be done with the rows of a sheet.
#[derive(Clone, Copy)]
pub struct Handling {
    /// The rows that she ticked.
    pub ticked: Ticked,
    /// Whether she is ticking.
    pub ticking: Signal<bool>,
    /// Whether she may say of two rows that they are one payment, or not.
    pub pairing: bool,
}

/// A window onto the rows of something.
#[component]
pub fn Sheet(lang: Lang, of: RowsOf, handling: Handling) -> impl IntoView {
    let view = View::new(of, handling);
    view.fetch(0);
    view! {
        {move || match view.total.get() {
            Total::Unknown => loading(lang).into_any(),
            Total::Gone => empty(Texts::of(lang).gone, Texts::of(lang).gone_do).into_any(),
            Total::Rows(0) => empty(Texts::of(lang).no_rows, "").into_any(),
            Total::Rows(total) => view! { <Grid lang view total/> }.into_any(),
        }}
    }
}

fn loading(lang: Lang) -> impl IntoView {
    view! {
        <div class="loading" role="status">
            <span class="unseen">{Texts::of(lang).loading_rows}</span>
            <div class="bone"></div>
            <div class="bone"></div>
            <div class="bone"></div>
        </div>
    }
}

fn empty(what: &'static str, hint: &'static str) -> impl IntoView {
    view! {
        <div class="empty" role="status">
            <p>
                <b>{what}</b>
            </p>
            <p class="dim">{hint}</p>
        </div>
    }
}

/// The state of a window; copies are the same.
#[derive(Clone, Copy)]
struct View {
    of: RowsOf,
    total: RwSignal<Total>,
    chunks: RwSignal<BTreeMap<u32, Vec<RowView>>>,
    /// First row in sight, and how many.
    first: RwSignal<u32>,
    shown: RwSignal<u32>,
    /// The row that the keys have moved to.
    active: RwSignal<u32>,
    /// Rows that she ticked by key while they were on their way.
    owed: RwSignal<BTreeSet<u32>>,
    height: i32,
    handling: Handling,
}

impl View {
    fn new(of: RowsOf, handling: Handling) -> Self {
        Self {
            of,
            handling,
            total: RwSignal::new(Total::Unknown),
            chunks: RwSignal::new(BTreeMap::new()),
            first: RwSignal::new(0),
            shown: RwSignal::new(20),
            active: RwSignal::new(0),
            owed: RwSignal::new(BTreeSet::new()),
            height: if is_narrow() { ROW_NARROW } else { ROW_WIDE },
        }
    }

    /// Fetches a chunk unless it is there. What arrives after the page was left is dropped.
    fn fetch(self, chunk: u32) {
        if self
            .chunks
            .with_untracked(|chunks| chunks.contains_key(&chunk))
        {
            return;
        }
        // An empty chunk stands for one that is under way.
        self.chunks.update_untracked(|chunks| {
            chunks.insert(chunk, Vec::new());
        });
        let store = use_store();
        spawn_local(async move {
            let told = store.rows(self.of, chunk * CHUNK, CHUNK).await;
            let known = match told {
                None => Total::Gone,
                Some((total, rows)) => {
                    self.keep(chunk, rows);
                    Total::Rows(total)
                }
            };
            if self
                .total
                .try_get_untracked()
                .is_some_and(|now| now != known)
            {
                self.total.set(known);
            }
        });
    }

    fn keep(self, chunk: u32, rows: Vec<RowView>) {
        let near = self.first.try_get_untracked().unwrap_or(0) / CHUNK;
        // Nobody is left to show them to where the page was left.
        let _left = self.chunks.try_update(|chunks| {
            chunks.insert(chunk, rows);
            while chunks.len() > CHUNKS_MAX {
                let farthest = chunks.keys().copied().max_by_key(|key| key.abs_diff(near));
                if let Some(farthest) = farthest {
                    chunks.remove(&farthest);
                }
            }
        });
        let owed = self.owed.try_get_untracked().unwrap_or_default();
        for index in owed.into_iter().filter(|index| index / CHUNK == chunk) {
            toggle(self.owed, index);
            self.tick(index);
        }
    }

    fn row(self, index: u32) -> Option<RowView> {
        self.chunks.with(|chunks| {
            let rows = chunks.get(&(index / CHUNK))?;
            rows.get((index % CHUNK) as usize).cloned()
        })
    }

    /// The rows right before and after one that belong to the same match.
    fn mates(self, index: u32, row: &RowView) -> [Option<RowView>; 2] {
        let before = index.checked_sub(1).and_then(|before| self.row(before));
        [before, self.row(index + 1)]
            .map(|mate| mate.filter(|mate| row.group.is_some() && mate.group == row.group))
    }

    /// Ticks the match that a row belongs to, or takes the tick away; at once, or when the row arrives.
    fn tick(self, index: u32) {
        if !self.handling.ticking.get_untracked() {
            return;
        }
        match untrack(|| self.row(index)) {
            None => toggle(self.owed, index),
            Some(row) => {
                if let Some(group) = row.group {
                    toggle(self.handling.ticked, group);
                }
            }
        }
    }
}

/// Puts a number among others, or takes it out.
fn toggle(numbers: RwSignal<BTreeSet<u32>>, number: u32) {
    numbers.update(|numbers| {
        if !numbers.remove(&number) {
            numbers.insert(number);
        }
    });
}

fn is_narrow() -> bool {
    let query = web_sys::window()
        .and_then(|window| window.match_media("(max-width: 859px)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// The heights of a sheet: of all its rows, and of what the browser scrolls.
#[derive(Clone, Copy)]
struct Heights {
    all: i64,
    scrolled: i64,
}

impl Heights {
    fn of(total: u32, row: i32) -> Self {
        let all = i64::from(total) * i64::from(row);
        Self {
            all,
            scrolled: all.min(HEIGHT_MAX),
        }
    }

    /// The first row in sight at a scroll position.
    fn row_at(self, scroll: i64, port: i64, row: i32) -> u32 {
        let (reach, all) = (self.scrolled - port, self.all - port);
        let place = if self.scrolled == self.all || reach <= 0 {
            scroll
        } else {
            (i128::from(scroll) * i128::from(all) / i128::from(reach)) as i64
        };
        u32::try_from(place.max(0) / i64::from(row)).unwrap_or(0)
    }

    /// The scroll position that shows a row first.
    fn scroll_to(self, index: u32, port: i64, row: i32) -> i64 {
        let place = i64::from(index) * i64::from(row);
        let all = self.all - port;
        if self.scrolled == self.all || all <= 0 {
            return place;
        }
        (i128::from(place) * i128::from(self.scrolled - port) / i128::from(all)) as i64
    }
}

#[component]
fn Grid(lang: Lang, view: View, total: u32) -> impl IntoView {
    let text = Texts::of(lang);
    let heights = Heights::of(total, view.height);
    let port = NodeRef::<html::Div>::new();
    let look = move || {
        let Some(port) = port.get_untracked() else {
            return;
        };
        let tall = port.client_height();
        let first = heights.row_at(i64::from(port.scroll_top()), i64::from(tall), view.height);
        view.first.set(first.min(total.saturating_sub(1)));
        view.shown
            .set(u32::try_from(tall / view.height).unwrap_or(0) + 2);
    };
    Effect::new(move || {
        if port.get().is_some() {
            look();
        }
    });
    let span = Memo::new(move |_| {
        let first = view.first.get().saturating_sub(MARGIN);
        let last = (view.first.get() + view.shown.get() + MARGIN).min(total);
        (first, last)
    });
    Effect::new(move || {
        let (first, last) = span.get();
        for chunk in first / CHUNK..=last.saturating_sub(1) / CHUNK {
            view.fetch(chunk);
        }
    });
    let to = move |index: u32| move_to(view, heights, port, total, index);
    let on_key = move |event: KeyboardEvent| {
        let now = view.active.get_untracked();
        let page = view.shown.get_untracked().saturating_sub(3).max(1);
        let target = match event.key().as_str() {
            "ArrowDown" => now.saturating_add(1),
            "ArrowUp" => now.saturating_sub(1),
            "PageDown" => now.saturating_add(page),
            "PageUp" => now.saturating_sub(page),
            "Home" => 0,
            "End" => total,
            " " if view.handling.ticking.get_untracked() => {
                event.prevent_default();
                return view.tick(now);
            }
            _ => return,
        };
        event.prevent_default();
        to(target);
    };
    let offset = move || {
        let (first, _) = span.get();
        // With a scaled scroll bar the drawn rows hang on the scroll position, not on their number.
        let above = i64::from(view.first.get() - first) * i64::from(view.height);
        let tall = port.get_untracked().map_or(0, |port| port.client_height());
        let place = heights.scroll_to(view.first.get(), i64::from(tall), view.height);
        format!("translateY({}px)", (place - above).max(0))
    };
    let few = heights.all <= i64::from(ROW_WIDE) * 12;
    view! {
        <div class="sheet" class:sheet-ticking=view.handling.ticking>
            <div
                class="sheet-scroll"
                class:sheet-few=few
                role="grid"
                tabindex="0"
                aria-label=text.rows_title
                aria-rowcount=i64::from(total) + 1
                aria-colcount=row::COLUMNS
                aria-multiselectable=move || view.handling.ticking.get().then_some("true")
                aria-activedescendant=move || format!("row-{}", view.active.get())
                node_ref=port
                on:scroll=move |_| look()
                on:keydown=on_key
            >
                {row::head(lang)}
                <div class="sheet-body" role="rowgroup" style:height=format!("{}px", heights.scrolled)>
                    <div class="sheet-pane" role="presentation" style:transform=offset>
                        {move || {
                            let (first, last) = span.get();
                            (first..last).map(|index| drawn(lang, view, index)).collect_view()
                        }}
                    </div>
                </div>
            </div>
            <div class="sheet-foot">
                <span role="status">
                    {move || {
                        let first = view.first.get();
                        let last = (first + view.shown.get()).saturating_sub(2).clamp(first + 1, total);
                        bridge::window(lang, first + 1, last, total)
                    }}
                </span>
                <span>{text.keys}</span>
            </div>
            {view.handling.pairing.then(|| view! { <PairBar lang view/> })}
        </div>
    }
}

fn drawn(lang: Lang, view: View, index: u32) -> AnyView {
    let active = Memo::new(move |_| view.active.get() == index);
    match view.row(index) {
        None => row::waiting(lang, index).into_any(),
        Some(row) => {
            let mates = view.mates(index, &row);
            let ticked = Memo::new(move |_| {
                let group = row.group;
                view.handling.ticking.get()
                    && group
                        .is_some_and(|group| view.handling.ticked.with(|all| all.contains(&group)))
            });
            let choose = move |_| {
                view.active.set(index);
                view.tick(index);
            };
            row::row(lang, index, &row, &mates, active, ticked, choose)
        }
    }
}

/// Makes a row the active one and scrolls so far that it is in sight.
fn move_to(view: View, heights: Heights, port: NodeRef<html::Div>, total: u32, index: u32) {
    let index = index.min(total.saturating_sub(1));
    view.active.set(index);
    let Some(port) = port.get_untracked() else {
        return;
    };
    let tall = i64::from(port.client_height());
    let whole = u32::try_from(tall / i64::from(view.height))
        .unwrap_or(1)
        .saturating_sub(1)
        .max(1);
    let first = view.first.get_untracked();
    let target = if index < first {
        index
    } else if index >= first + whole {
        index + 1 - whole
    } else {
        return;
    };
    let scroll = heights.scroll_to(target, tall, view.height);
    port.set_scroll_top(i32::try_from(scroll).unwrap_or(i32::MAX));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_sheets_scroll_by_pixels() {
        let heights = Heights::of(1_000, ROW_WIDE);
        assert_eq!(heights.row_at(400, 600, ROW_WIDE), 10);
        assert_eq!(heights.scroll_to(10, 600, ROW_WIDE), 400);
    }

    #[test]
    fn a_million_rows_are_reachable_from_first_to_last() {
        let heights = Heights::of(1_000_000, ROW_WIDE);
        assert_eq!(heights.scrolled, HEIGHT_MAX);
        assert_eq!(heights.row_at(0, 600, ROW_WIDE), 0);
        let last_screen = heights.row_at(HEIGHT_MAX - 600, 600, ROW_WIDE);
        assert_eq!(last_screen, 1_000_000 - 15);
        for index in [0, 17, 499_999, 999_985] {
            let scroll = heights.scroll_to(index, 600, ROW_WIDE);
            let back = heights.row_at(scroll, 600, ROW_WIDE);
            assert!(back.abs_diff(index) <= 3, "{index} became {back}");
        }
    }
}
