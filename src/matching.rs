/*!
Which booked sale is which settled sale.

Passes in a fixed order, each claiming rows once: by key (order number, reference number, the
provider's own number, authorisation code, then terminal with batch and voucher), then by amount and
time with the difference of the two clocks removed, first where terminal and card are the same, then
terminal and tender, terminal, and last amount and time alone; then by time and terminal where the
amounts differ the way keyed amounts differ; by amount and day where a file has no times.

Every pass is a sort or a table look-up, n log n, but for the assignment of equal amounts, which looks
at the pairs that lie within minutes of each other.
*/

use rustc_hash::{FxHashMap, FxHashSet};

use crate::record::{Book, Sym};

mod assign;
mod clock;
mod day;
mod doubt;
mod key;
mod keyed;
mod payer;
mod payout;
mod preauth;
pub mod subset;
mod window;

pub use clock::Clocks;

pub use doubt::Doubts;
pub use keyed::{Slip, slip, slips, speaks_of_a_tip};
pub use payer::{Payers, names, pays};
pub use payout::{Bucket, Credit, PayoutMatch, Terms, match_payouts};
pub use preauth::completes;

/// How two rows were recognised as one sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// By a number that both files hold.
    Key,
    /// By amount, time and what else agrees.
    Window,
    /// The merchant says so.
    Hand,
}

/// What the merchant says of matches before any pass runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Booked and settled sales that are one, in order of the register.
    pub together: Vec<(u32, u32)>,
    /// Rows that do not belong together, the smaller first.
    pub apart: FxHashSet<(u32, u32)>,
    /// Later rows (refund, void, reversal, chargeback) and the sale that each is about.
    pub originals: FxHashMap<u32, u32>,
}

impl Hints {
    /// Whether two rows may belong together.
    #[must_use]
    pub fn allow(&self, a: u32, b: u32) -> bool {
        !self.apart.contains(&(a.min(b), a.max(b)))
    }
}

/// A booked sale and its settled twin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Row of the register.
    pub booked: u32,
    /// Row of the bill.
    pub settled: u32,
    /// How they were recognised.
    pub by: By,
}

/// The result of matching register and bill.
#[derive(Debug, Default)]
pub struct Matched {
    /// Sales in both, in order of the register.
    pub pairs: Vec<Pair>,
    /// Sales of the register without a twin, in order.
    pub booked_only: Vec<u32>,
    /// Sales of the bill without a twin, in order.
    pub settled_only: Vec<u32>,
    /// What the merchant said of matches.
    pub hints: Hints,
    /// Which of them might as well have found one.
    pub doubts: Doubts,
    /// How far the bills' clocks are ahead of the register's.
    pub clocks: Clocks,
}

/// The rows still open, and the pairs found so far.
struct Open<'a> {
    book: &'a Book,
    booked: Vec<u32>,
    settled: Vec<u32>,
    /// By row: whether it was claimed.
    claimed: Vec<bool>,
    pairs: Vec<Pair>,
    hints: &'a Hints,
    /// Booked sales on which the till gave a discount of its own.
    reduced: FxHashSet<u32>,
    /// Whether what was paid is compared, after the discount that the merchant bears.
    after_discount: bool,
}

impl Open<'_> {
    fn claim(&mut self, booked: u32, settled: u32, by: By) {
        self.claimed[booked as usize] = true;
        self.claimed[settled as usize] = true;
        self.pairs.push(Pair {
            booked,
            settled,
            by,
        });
    }

    /// Drops what was claimed from the open rows.
    fn settle(&mut self) {
        let claimed = &self.claimed;
        self.booked.retain(|&row| !claimed[row as usize]);
        self.settled.retain(|&row| !claimed[row as usize]);
    }

    /// Seconds since the epoch; noon where the file has no time.
    fn instant(&self, row: u32) -> i64 {
        let (r, row) = (&self.book.records, row as usize);
        let seconds = r.time(row).map_or(43_200, |time| i64::from(time.seconds()));
        i64::from(r.day[row].epoch()) * 86_400 + seconds
    }

    /// What the customer was to pay: after a discount of the till's own, which no provider knows of, and
    /// before one that the merchant bears at the provider.
    fn asked(&self, row: u32) -> i64 {
        let r = &self.book.records;
        if self.after_discount || self.reduced.contains(&row) {
            r.amount[row as usize]
        } else {
            r.ordered(row as usize)
        }
    }

    /// Whether a bill's row bears a discount, so that less was paid than asked.
    fn is_discounted(&self, row: u32) -> bool {
        let r = &self.book.records;
        r.ordered(row as usize) != r.amount[row as usize]
    }

    /// Both cards' tails, where both files have them, are the same.
    fn tails_agree(&self, booked: u32, settled: u32) -> bool {
        let tail = |row: u32| self.book.records.card_tail[row as usize];
        agree(tail(booked), tail(settled))
    }

    fn tenders_agree(&self, booked: u32, settled: u32) -> bool {
        let tender = |row: u32| self.book.records.tender[row as usize];
        tender(booked).agrees(tender(settled))
    }
}

/// Equal, or one of them not known.
fn agree(a: Sym, b: Sym) -> bool {
    a == b || a.is_none() || b.is_none()
}

/// Matches the sales of `register` with those of `bill`, both sorted by time. What `hints` holds
/// together are such sales, each in one pair.
#[must_use]
pub fn match_sales(book: &Book, register: &[u32], bill: &[u32], hints: Hints) -> Matched {
    let sales = |rows: &[u32]| -> Vec<u32> {
        rows.iter()
            .copied()
            .filter(|&row| book.records.kind[row as usize].is_sale())
            .collect()
    };
    let mut open = Open {
        book,
        booked: sales(register),
        settled: sales(bill),
        claimed: vec![false; book.records.len()],
        pairs: Vec::new(),
        hints: &hints,
        reduced: FxHashSet::default(),
        after_discount: false,
    };
    let reduced = open.booked.iter().copied();
    open.reduced = reduced.filter(|&row| open.is_discounted(row)).collect();
    for &(booked, settled) in &hints.together {
        open.claim(booked, settled, By::Hand);
    }
    open.settle();
    key::run(&mut open);
    let clocks = Clocks::measure(&open);
    window::run(&mut open, &clocks);
    // Tills that know of the discount book what is left of the price.
    if open.settled.iter().any(|&row| open.is_discounted(row)) {
        open.after_discount = true;
        window::run(&mut open, &clocks);
        open.after_discount = false;
    }
    day::run(&mut open, &clocks);
    let doubts = Doubts::of(&open, &clocks);
    let mut rank = vec![0_u32; book.records.len()];
    for (place, &row) in (0..).zip(register) {
        rank[row as usize] = place;
    }
    open.pairs
        .sort_unstable_by_key(|pair| rank[pair.booked as usize]);
    let Open {
        pairs,
        booked,
        settled,
        ..
    } = open;
    Matched {
        pairs,
        booked_only: booked,
        settled_only: settled,
        hints,
        doubts,
        clocks,
    }
}
