/*!
Which bank credit is which day's payout.

Every settled row falls due on a day; the rows of a day are a bucket. Buckets meet credits in this
order, each pass claiming once: one bucket is one credit; one bucket is several credits of a day;
several buckets are one credit; last, what stands on the due day with another sum. Nothing else is
tried here: a credit that fits no bucket is for `causes` to name.
*/

use crate::calendar::Day;

/// What is due on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bucket {
    /// The due day, as days since the epoch.
    pub due: i32,
    /// Nets of the rows that are not frozen, in minor units.
    pub expected: i128,
    /// Nets of the frozen rows.
    pub held: i128,
    /// The part of `expected` that belongs to takings outside the period.
    pub outside: i128,
    /// Rows that are not frozen.
    pub rows: Vec<u32>,
    /// Frozen rows.
    pub held_rows: Vec<u32>,
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

/// At most so many days are paid together: the longest run of holidays is nine days, and what is
/// merged beyond it is a manual payout.
const MERGED_MAX: usize = 10;

/// Among more credits of one day no subset is searched.
const DAY_CREDITS_MAX: usize = 12;

/// The matching in progress.
struct State<'a> {
    buckets: &'a [Bucket],
    credits: &'a [Credit],
    bucket_done: Vec<bool>,
    credit_done: Vec<bool>,
    found: Vec<PayoutMatch>,
}

/// Matches buckets (sorted by due day) with credits (sorted by day). Buckets without a match are
/// left out; so are credits.
#[must_use]
pub fn match_payouts(buckets: &[Bucket], credits: &[Credit]) -> Vec<PayoutMatch> {
    let mut state = State {
        buckets,
        credits,
        bucket_done: vec![false; buckets.len()],
        credit_done: vec![false; credits.len()],
        found: Vec::new(),
    };
    for late in [0, LATE_DAYS_MAX] {
        state.one_to_one(late);
    }
    state.one_to_many();
    state.many_to_one();
    state.on_the_day();
    state
        .found
        .sort_by_key(|found| found.buckets.first().copied());
    state.found
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

    /// The open credits whose day lies in `from..=from + late`, by index.
    fn open_credits(&self, from: i32, late: i32) -> Vec<usize> {
        let start = self
            .credits
            .partition_point(|credit| credit.day.epoch() < from);
        (start..self.credits.len())
            .take_while(|&at| self.credits[at].day.epoch() <= from + late)
            .filter(|&at| !self.credit_done[at])
            .collect()
    }

    /// Open buckets of which something is due at the bank.
    fn open_buckets(&self) -> Vec<usize> {
        (0..self.buckets.len())
            .filter(|&at| !self.bucket_done[at] && !self.buckets[at].rows.is_empty())
            .collect()
    }

    fn one_to_one(&mut self, late: i32) {
        for at in self.open_buckets() {
            let bucket = &self.buckets[at];
            let credits = self.open_credits(bucket.due, late);
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
            }
        }
    }

    /// Card and QR apart, each terminal apart, or a part today and the rest tomorrow.
    fn one_to_many(&mut self) {
        for at in self.open_buckets() {
            let bucket = &self.buckets[at];
            for late in [0, 1] {
                let credits = self.open_credits(bucket.due, late);
                if credits.len() < 2 || credits.len() > DAY_CREDITS_MAX {
                    continue;
                }
                let mut sets = self.subsets(&credits, bucket.expected);
                // Two sets that fit equally well prove nothing.
                if let (Some(set), None) = (sets.next(), sets.next()) {
                    self.claim(vec![at], set, false);
                    break;
                }
            }
        }
    }

    /// Every set of at least two of `credits` that sums to `target`.
    fn subsets(&self, credits: &[usize], target: i128) -> std::vec::IntoIter<Vec<usize>> {
        let mut sets = Vec::new();
        for mask in 1_u32..(1 << credits.len()) {
            if mask.count_ones() < 2 {
                continue;
            }
            let set: Vec<usize> = (0..credits.len())
                .filter(|bit| mask & (1 << bit) != 0)
                .map(|b| credits[b])
                .collect();
            if set
                .iter()
                .map(|&credit| self.credits[credit].amount)
                .sum::<i128>()
                == target
            {
                sets.push(set);
            }
        }
        sets.into_iter()
    }

    /// Consecutive open buckets that one credit pays.
    fn many_to_one(&mut self) {
        for start in 0..self.buckets.len() {
            let (mut sum, mut run) = (0_i128, Vec::new());
            for at in start..self.buckets.len().min(start + MERGED_MAX) {
                if self.bucket_done[at] {
                    break;
                }
                sum += self.buckets[at].expected;
                run.push(at);
                if run.len() < 2 {
                    continue;
                }
                let credits = self.open_credits(self.buckets[at].due, LATE_DAYS_MAX);
                let fits = credits
                    .into_iter()
                    .find(|&credit| self.credits[credit].amount == sum);
                if let Some(credit) = fits {
                    self.claim(run, vec![credit], false);
                    break;
                }
            }
        }
    }

    /// What stands on the due day with another sum.
    fn on_the_day(&mut self) {
        for at in self.open_buckets() {
            let credits = self.open_credits(self.buckets[at].due, 0);
            if !credits.is_empty() && self.buckets[at].expected > 0 {
                self.claim(vec![at], credits, false);
            }
        }
    }
}
