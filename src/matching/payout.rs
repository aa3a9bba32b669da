/*!
Which bank credit is which day's payout.

Every settled row falls due on a day; the rows of one provider and day are a bucket. Buckets meet
credits in this order, each pass claiming once: one bucket is one credit; the parts of a bucket
(card and QR apart, each terminal apart) are one credit each; several days are one credit; one day is
several credits; frozen rows that were let go; last, what stands on the due day with another sum.
Structure comes before bare sums, and two sets of credits that fit equally well prove nothing.
Nothing else is tried here: a credit that fits no bucket is for `causes` to name.
*/

use crate::calendar::Day;

use super::subset;

/// What is due on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bucket {
    /// The due day, as days since the epoch.
    pub due: i32,
    /// Which provider pays it: an index into the loaded bills' payers.
    pub stream: u16,
    /// Nets of the rows that are not frozen, in minor units.
    pub expected: i128,
    /// Nets of the frozen rows.
    pub held: i128,
    /// The part of `expected` that belongs to takings outside the period.
    pub outside: i128,
    /// Sums that the contract would pay instead: less a payout's own fee, or fees charged apart.
    pub instead: Vec<i128>,
    /// Rows that are not frozen.
    pub rows: Vec<u32>,
    /// Frozen rows.
    pub held_rows: Vec<u32>,
    /// Whether it is what went past a day's limit of same-day settlement.
    pub past_limit: bool,
}

/// A bank credit that counts as a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Row of the statement.
    pub row: u32,
    /// Its day.
    pub day: Day,
    /// Minor units.
    pub amount: i128,
    /// The providers that its payer may be, one bit a stream.
    pub streams: u64,
}

impl Credit {
    /// Whether it may be of this provider.
    #[must_use]
    pub fn pays(&self, stream: u16) -> bool {
        self.streams & (1 << stream.min(63)) != 0
    }
}

/// Buckets and the credits they met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutMatch {
    /// Indices of the buckets, in order; more than one where the provider paid them together.
    pub buckets: Vec<usize>,
    /// Indices of the credits, in order.
    pub credits: Vec<usize>,
    /// Whether the frozen rows were paid as well.
    pub held_paid: bool,
}

/// A payout may be booked so many days after it was due ("success, not credited" takes up to five
/// working days, CAUSES.md C4; a week holds them).
const LATE_DAYS_MAX: i32 = 7;

/// A provider that pays through a holiday is that much early by the calendar: the longest run of
/// days off is nine days.
const EARLY_DAYS_MAX: i32 = 9;

/// At most so many days are paid together: the longest run of holidays is nine days, and what is
/// merged beyond it is a manual payout.
const MERGED_MAX: usize = 10;

/// Frozen money comes back within the thirty days that risk control may take (CAUSES.md B1).
const RELEASE_DAYS_MAX: i32 = 30;

/// A payout of less than this part of what was due is rather another payout than a short one.
const SHORT_PERCENT_MIN: i128 = 50;

/// Takes a bucket apart in one way after the other: by rail, by terminal and so on.
pub type PartsOf<'a> = &'a dyn Fn(&Bucket) -> Vec<Vec<Bucket>>;

/// A part of a bucket, and the credit that it met.
type Part = (Bucket, Option<usize>);

/// The matching in progress.
struct State<'a> {
    buckets: Vec<Bucket>,
    credits: &'a [Credit],
    bucket_done: Vec<bool>,
    credit_done: Vec<bool>,
    found: Vec<PayoutMatch>,
}

/// Matches buckets (sorted by due day) with credits (sorted by day). Buckets without a match are
/// left out; so are credits. The buckets come back as they are after some were taken apart.
#[must_use]
pub fn match_payouts(
    buckets: Vec<Bucket>,
    credits: &[Credit],
    parts_of: PartsOf<'_>,
) -> (Vec<Bucket>, Vec<PayoutMatch>) {
    let mut state = State {
        bucket_done: vec![false; buckets.len()],
        credit_done: vec![false; credits.len()],
        buckets,
        credits,
        found: Vec::new(),
    };
    state.nothing_due();
    for (early, late) in [(0, 0), (0, LATE_DAYS_MAX), (EARLY_DAYS_MAX, 0)] {
        state.one_to_one(early, late);
    }
    state.parts(parts_of, true);
    state.many_to_one();
    state.one_to_many();
    state.released();
    state.parts(parts_of, false);
    state.on_the_day();
    state
        .found
        .sort_by_key(|found| found.buckets.first().copied());
    (state.buckets, state.found)
}

impl State<'_> {
    fn claim(&mut self, buckets: Vec<usize>, credits: Vec<usize>, held_paid: bool) {
        for &bucket in &buckets {
            self.bucket_done[bucket] = true;
        }
        for &credit in &credits {
            self.credit_done[credit] = true;
        }
        self.found.push(PayoutMatch {
            buckets,
            credits,
            held_paid,
        });
    }

    /// The open credits for `stream` whose day lies in `from..=from + late`, by index.
    fn open_credits(&self, stream: u16, from: i32, late: i32) -> Vec<usize> {
        let start = self
            .credits
            .partition_point(|credit| credit.day.epoch() < from);
        (start..self.credits.len())
            .take_while(|&at| self.credits[at].day.epoch() <= from + late)
            .filter(|&at| !self.credit_done[at] && self.credits[at].pays(stream))
            .collect()
    }

    /// Open buckets of which something is due at the bank.
    fn open_buckets(&self) -> Vec<usize> {
        (0..self.buckets.len())
            .filter(|&at| !self.bucket_done[at] && !self.buckets[at].rows.is_empty())
            .collect()
    }

    /// Days on which sales and refunds outweigh each other: nothing has to arrive.
    fn nothing_due(&mut self) {
        for at in self.open_buckets() {
            if self.buckets[at].expected == 0 {
                self.claim(vec![at], Vec::new(), false);
            }
        }
    }

    fn one_to_one(&mut self, early: i32, late: i32) {
        for at in self.open_buckets() {
            let bucket = &self.buckets[at];
            let credits = self.open_credits(bucket.stream, bucket.due - early, early + late);
            let with = |sum: i128| {
                credits
                    .iter()
                    .copied()
                    .find(|&credit| self.credits[credit].amount == sum)
            };
            if let Some(credit) = with(bucket.expected) {
                self.claim(vec![at], vec![credit], false);
            } else if bucket.held != 0
                && let Some(credit) = with(bucket.expected + bucket.held)
            {
                self.claim(vec![at], vec![credit], true);
            } else if let Some(credit) = bucket.instead.iter().copied().find_map(with) {
                self.claim(vec![at], vec![credit], false);
            }
        }
    }

    /// Card and QR apart, each terminal apart, a part paid at once and the rest the next day. With
    /// `whole` every part must have arrived; without it the others are missing.
    fn parts(&mut self, parts_of: PartsOf<'_>, whole: bool) {
        for at in self.open_buckets() {
            let bucket = &self.buckets[at];
            let (from, span) = (bucket.due - EARLY_DAYS_MAX, EARLY_DAYS_MAX + LATE_DAYS_MAX);
            let credits = self.open_credits(bucket.stream, from, span);
            if credits.is_empty() {
                continue;
            }
            let mut best: Option<(i128, Vec<Part>)> = None;
            for parts in parts_of(bucket) {
                let mut free = credits.clone();
                let mut met = |part: &Bucket| {
                    let place = free
                        .iter()
                        .position(|&credit| self.credits[credit].amount == part.expected)?;
                    Some(free.remove(place))
                };
                let paired: Vec<Part> = parts
                    .into_iter()
                    .map(|part| {
                        let credit = met(&part);
                        (part, credit)
                    })
                    .collect();
                let is_open = |(part, credit): &&Part| {
                    credit.is_none() && part.expected != 0 && !part.rows.is_empty()
                };
                let open = paired.iter().filter(is_open).count();
                let sum: i128 = paired
                    .iter()
                    .filter(|(_, credit)| credit.is_some())
                    .map(|(part, _)| part.expected)
                    .sum();
                let fits = if whole { open == 0 } else { sum > 0 };
                if fits && sum > 0 && best.as_ref().is_none_or(|(known, _)| sum > *known) {
                    best = Some((sum, paired));
                }
            }
            if let Some((_, paired)) = best {
                self.take_apart(at, paired);
            }
        }
    }

    /// Replaces a bucket by its parts.
    fn take_apart(&mut self, at: usize, parts: Vec<Part>) {
        self.bucket_done[at] = true;
        self.buckets[at].rows.clear();
        self.buckets[at].held_rows.clear();
        for (part, credit) in parts {
            let place = self.buckets.len();
            self.buckets.push(part);
            self.bucket_done.push(false);
            if let Some(credit) = credit {
                self.claim(vec![place], vec![credit], false);
            }
        }
    }

    /// Several credits for one day. Two sets that fit equally well prove nothing.
    fn one_to_many(&mut self) {
        for at in self.open_buckets() {
            let bucket = &self.buckets[at];
            for late in [0, 1] {
                let credits = self.open_credits(bucket.stream, bucket.due, late);
                if credits.len() < 2 || credits.len() > subset::ITEMS_MAX {
                    continue;
                }
                let amounts: Vec<i128> = credits
                    .iter()
                    .map(|&credit| self.credits[credit].amount)
                    .collect();
                let sets = subset::sets(&amounts, bucket.expected, subset::Least::Two);
                if sets.count == 1
                    && let Some(set) = sets.first
                {
                    let set = set.into_iter().map(|index| credits[index]).collect();
                    self.claim(vec![at], set, false);
                    break;
                }
            }
        }
    }

    /// Consecutive open buckets that one credit pays.
    fn many_to_one(&mut self) {
        let mut order: Vec<usize> = (0..self.buckets.len()).collect();
        order.sort_by_key(|&at| (self.buckets[at].stream, self.buckets[at].due));
        for start in 0..order.len() {
            let Some(&first) = order.get(start) else {
                continue;
            };
            let stream = self.buckets[first].stream;
            let (mut sum, mut run) = (0_i128, Vec::new());
            // What was paid between is skipped: a payout sent again joins the next one that is open.
            let open = order[start..].iter().copied().filter(|&at| {
                !self.bucket_done[at]
                    && self.buckets[at].stream == stream
                    && !self.buckets[at].rows.is_empty()
            });
            let mut fits = None;
            for at in open.take(MERGED_MAX) {
                if run.is_empty() && at != first {
                    break;
                }
                sum += self.buckets[at].expected;
                run.push(at);
                if run.len() < 2 {
                    continue;
                }
                fits = self
                    .open_credits(stream, self.buckets[at].due, LATE_DAYS_MAX)
                    .into_iter()
                    .find(|&credit| self.credits[credit].amount == sum);
                if fits.is_some() {
                    break;
                }
            }
            if let Some(credit) = fits {
                self.claim(run, vec![credit], false);
            }
        }
    }

    /// Frozen rows that arrived later, by themselves or with another day's payout.
    fn released(&mut self) {
        for at in 0..self.buckets.len() {
            let bucket = &self.buckets[at];
            if bucket.held == 0 {
                continue;
            }
            let (held, stream) = (bucket.held, bucket.stream);
            let credits = self.open_credits(stream, bucket.due, RELEASE_DAYS_MAX);
            let alone = credits
                .iter()
                .copied()
                .find(|&credit| self.credits[credit].amount == held);
            let with_another = |&credit: &usize| {
                let day = self.credits[credit].day.epoch();
                self.open_buckets().into_iter().find(|&other| {
                    let other = &self.buckets[other];
                    other.stream == stream
                        && (other.due..=other.due + LATE_DAYS_MAX).contains(&day)
                        && other.expected + held == self.credits[credit].amount
                })
            };
            if let Some(credit) = alone {
                let place = self.split_held(at);
                self.claim(vec![place], vec![credit], false);
            } else if let Some((credit, other)) = credits
                .iter()
                .find_map(|credit| Some((*credit, with_another(credit)?)))
            {
                let place = self.split_held(at);
                self.claim(vec![place, other], vec![credit], false);
            }
        }
    }

    /// Makes a bucket of its own of the frozen rows of `at`.
    fn split_held(&mut self, at: usize) -> usize {
        let bucket = &mut self.buckets[at];
        let part = Bucket {
            due: bucket.due,
            stream: bucket.stream,
            expected: std::mem::take(&mut bucket.held),
            rows: std::mem::take(&mut bucket.held_rows),
            ..Bucket::default()
        };
        self.buckets.push(part);
        self.bucket_done.push(false);
        self.buckets.len() - 1
    }

    /// What stands on the due day with another sum: the one credit that is short of it by least,
    /// else everything of that day.
    fn on_the_day(&mut self) {
        for at in self.open_buckets() {
            let bucket = &self.buckets[at];
            if bucket.expected <= 0 {
                continue;
            }
            let credits = self.open_credits(bucket.stream, bucket.due, 0);
            let amount = |credit: &usize| self.credits[*credit].amount;
            let short = credits
                .iter()
                .copied()
                .filter(|credit| amount(credit) < bucket.expected)
                .filter(|credit| amount(credit) * 100 >= bucket.expected * SHORT_PERCENT_MIN)
                .max_by_key(|credit| (amount(credit), std::cmp::Reverse(*credit)));
            if let Some(credit) = short {
                self.claim(vec![at], vec![credit], false);
            } else if !credits.is_empty() {
                self.claim(vec![at], credits, false);
            }
        }
    }
}
