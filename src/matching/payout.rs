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
    /// What was taken off the gross of `expected`.
    pub fees: i128,
    /// Rows that are not frozen.
    pub rows: Vec<u32>,
    /// Frozen rows.
    pub held_rows: Vec<u32>,
    /// Whether it is what went past a day's limit of same-day settlement.
    pub past_limit: bool,
    /// The bucket that it is a part of, as an index.
    pub part_of: Option<usize>,
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
    /// How many sets of credits fit as well, this one counted: more than 1 where nobody can say which.
    pub sets: u64,
}

/// A payout may be booked so many days after it was due ("success, not credited" takes up to five
/// working days, CAUSES.md C4; a week holds them).
const LATE_DAYS_MAX: i32 = 7;

/// A provider that pays through a holiday is that much early by the calendar: the longest run of
/// days off is nine days.
const EARLY_DAYS_MAX: i32 = 9;

/// At most so many days are paid together: a merchant who draws her money by hand does so once a
/// month.
const MERGED_MAX: usize = 31;

/// Frozen money comes back within the thirty days that risk control may take (CAUSES.md B1).
const RELEASE_DAYS_MAX: i32 = 30;

/// A payout of less than this part of what was due is rather another payout than a short one.
const SHORT_PERCENT_MIN: i128 = 50;

/// A day's payout that comes with the next one brings at least this part of what it was due.
const JOINED_PERCENT_MIN: i128 = 25;

/// Of a bucket taken apart into more parts than this, half must have arrived: one of many small sums
/// is there by chance.
const PARTS_SURE: usize = 8;

/// What the matching asks of the contract and of the rows.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// Takes a bucket apart in one way after the other: by rail, by terminal and so on.
    pub parts: &'a dyn Fn(&Bucket) -> Vec<Vec<Bucket>>,
    /// What the contract takes off a payout of so much.
    pub charge: &'a dyn Fn(i128) -> i128,
}

impl Terms<'_> {
    /// The sums that may arrive of so much with such fees: all of it, less the payout's own fee, or
    /// gross where the fees are debited apart.
    fn sums(&self, expected: i128, fees: i128) -> impl Iterator<Item = i128> + use<> {
        let charge = (self.charge)(expected);
        let less = (charge > 0).then_some(expected - charge);
        let gross = (fees != 0).then_some(expected + fees);
        [Some(expected), less, gross].into_iter().flatten()
    }
}

/// A part of a bucket, and the credit that it met.
type Part = (Bucket, Option<usize>);

/// Whether something of a part is due that no credit pays.
fn is_open((part, credit): &Part) -> bool {
    credit.is_none() && part.expected != 0 && !part.rows.is_empty()
}

/// The matching in progress.
struct State<'a> {
    buckets: Vec<Bucket>,
    credits: &'a [Credit],
    terms: Terms<'a>,
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
    terms: Terms<'_>,
) -> (Vec<Bucket>, Vec<PayoutMatch>) {
    let mut state = State {
        bucket_done: vec![false; buckets.len()],
        credit_done: vec![false; credits.len()],
        buckets,
        credits,
        terms,
        found: Vec::new(),
    };
    state.nothing_due();
    for (early, late) in [(0, 0), (0, LATE_DAYS_MAX), (EARLY_DAYS_MAX, 0)] {
        state.one_to_one(early, late);
    }
    state.parts(true);
    state.many_to_one();
    state.one_to_many();
    state.released();
    state.parts(false);
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
            sets: 1,
        });
    }

    /// The first of some open credits that pays so much.
    fn paying(&self, credits: &[usize], expected: i128, fees: i128) -> Option<usize> {
        self.terms.sums(expected, fees).find_map(|sum| {
            let mut credits = credits.iter().copied();
            credits.find(|&credit| self.credits[credit].amount == sum)
        })
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
                let mut credits = credits.iter().copied();
                credits.find(|&credit| self.credits[credit].amount == sum)
            };
            if let Some(credit) = with(bucket.expected) {
                self.claim(vec![at], vec![credit], false);
            } else if bucket.held != 0
                && let Some(credit) = with(bucket.expected + bucket.held)
            {
                self.claim(vec![at], vec![credit], true);
            } else if let Some(credit) = self.paying(&credits, bucket.expected, bucket.fees) {
                self.claim(vec![at], vec![credit], false);
            }
        }
    }

    /// Card and QR apart, each terminal apart, a part paid at once and the rest the next day. With
    /// `whole` every part must have arrived; without it the others are missing.
    fn parts(&mut self, whole: bool) {
        for at in self.open_buckets() {
            let bucket = &self.buckets[at];
            let (from, span) = (bucket.due - EARLY_DAYS_MAX, EARLY_DAYS_MAX + LATE_DAYS_MAX);
            let credits = self.open_credits(bucket.stream, from, span);
            if credits.is_empty() {
                continue;
            }
            let mut best: Option<(i128, Vec<Part>)> = None;
            for parts in (self.terms.parts)(bucket) {
                let mut free = credits.clone();
                let paired = self.refined(self.paired(parts, &mut free), &mut free);
                let met = paired.iter().filter(|(_, credit)| credit.is_some());
                let sum: i128 = met.clone().map(|(part, _)| part.expected).sum();
                let fits = if whole {
                    !paired.iter().any(is_open)
                } else {
                    paired.len() <= PARTS_SURE || met.count() * 2 >= paired.len()
                };
                if fits && sum > 0 && best.as_ref().is_none_or(|(known, _)| sum > *known) {
                    best = Some((sum, paired));
                }
            }
            if let Some((_, paired)) = best {
                self.take_apart(at, paired);
            }
        }
    }

    /// Each part with the credit that pays it, which is free no longer.
    fn paired(&self, parts: Vec<Bucket>, free: &mut Vec<usize>) -> Vec<Part> {
        parts
            .into_iter()
            .map(|part| {
                let credit = self.paying(free, part.expected, part.fees);
                free.retain(|&known| Some(known) != credit);
                (part, credit)
            })
            .collect()
    }

    /// Parts that met nothing taken apart once more, where all of what that makes arrived: wallets
    /// pay day by day while cards wait for a working day.
    fn refined(&self, paired: Vec<Part>, free: &mut Vec<usize>) -> Vec<Part> {
        let mut refined = Vec::with_capacity(paired.len());
        for part in paired {
            let mut smaller = None;
            if is_open(&part) && free.len() > 1 {
                smaller = (self.terms.parts)(&part.0).into_iter().find_map(|parts| {
                    let mut left = free.clone();
                    let paired = self.paired(parts, &mut left);
                    (!paired.iter().any(is_open)).then_some((paired, left))
                });
            }
            match smaller {
                Some((parts, left)) => {
                    *free = left;
                    refined.extend(parts);
                }
                None => refined.push(part),
            }
        }
        refined
    }

    /// Replaces a bucket by its parts.
    fn take_apart(&mut self, at: usize, parts: Vec<Part>) {
        self.bucket_done[at] = true;
        let whole = &mut self.buckets[at];
        whole.rows.clear();
        whole.held_rows.clear();
        // What is frozen is its parts' now, and is not paid twice when it is released.
        whole.held = 0;
        for (part, credit) in parts {
            let place = self.buckets.len();
            self.buckets.push(Bucket {
                part_of: Some(at),
                ..part
            });
            self.bucket_done.push(false);
            if let Some(credit) = credit {
                self.claim(vec![place], vec![credit], false);
            }
        }
    }

    /// Several credits for one day, by their bare sums. Where several sets fit equally well, how many
    /// is told with the match.
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
                if let Some(set) = sets.first {
                    // Equal credits stand for each other.
                    let alike = subset::alike(&amounts, &set);
                    let set = set.into_iter().map(|index| credits[index]).collect();
                    self.claim(vec![at], set, false);
                    if let Some(found) = self.found.last_mut() {
                        found.sets = sets.count.div_ceil(alike.max(1));
                    }
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
            let (mut sum, mut fees, mut run) = (0_i128, 0_i128, Vec::new());
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
                fees += self.buckets[at].fees;
                run.push(at);
                if run.len() < 2 {
                    continue;
                }
                let credits = self.open_credits(stream, self.buckets[at].due, LATE_DAYS_MAX);
                fits = self.paying(&credits, sum, fees);
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
            // One of them may have come with another meanwhile.
            if bucket.expected <= 0 || self.bucket_done[at] {
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
                let mut buckets = self.left_behind(at, credits.iter().map(amount).sum());
                buckets.push(at);
                self.claim(buckets, credits, false);
            }
        }
    }

    /// The open days before `last` whose payout came with it, in order: what arrived on its day is more
    /// than its own, and less than all of them together by no more than a payout may be short.
    fn left_behind(&self, last: usize, received: i128) -> Vec<usize> {
        let bucket = &self.buckets[last];
        let (mut sum, mut behind) = (bucket.expected, Vec::new());
        let open = self.open_buckets().into_iter().filter(|&at| {
            let other = &self.buckets[at];
            let before = (1..=LATE_DAYS_MAX).contains(&(bucket.due - other.due));
            before && other.stream == bucket.stream && other.expected > 0
        });
        let mut open: Vec<usize> = open.collect();
        open.sort_by_key(|&at| (self.buckets[at].due, at));
        for at in open.into_iter().rev() {
            let own = self.buckets[at].expected;
            let came = received - sum;
            sum += own;
            behind.push(at);
            if (own * JOINED_PERCENT_MIN..=own * 100).contains(&(came * 100)) {
                behind.reverse();
                return behind;
            }
        }
        Vec::new()
    }
}
