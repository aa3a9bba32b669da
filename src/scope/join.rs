/*!
One sale in two files of one provider: which row counts, and what the other one adds to it.

A trade bill says what was sold and at what fee; a fund flow moves the same money through a balance,
the fee in a row of its own; a settlement file pays it out; a summary adds it up. Whichever of them
are loaded, a sale counts once:

- rows of a fund flow whose payment the trade bill has are left out, and the fee that was booked
  stands in place of the one that the bill rounded; alone, sale and fee become one row;
- rows of a settlement file (or of instalments) whose payment the transaction file has are left out,
  and give it the day on which it was paid, its surcharge and whether that failed;
- rows of a summary count only for days that no details cover;
- a refund that stands in a bill of all and in one of refunds counts on the day it succeeded.

Rows are joined by the provider's own numbers alone; without one a row stands for itself.
*/

use rustc_hash::{FxHashMap, FxHashSet};

use crate::calendar::Day;
use crate::record::{Book, FileId, Flags, Kind, Records, Side, Sym};

/// The trade bill and the fund flow of one provider, by their formats.
const LEDGERS: [(&str, &str); 2] = [
    ("wechat_trade", "wechat_fund"),
    ("alipay_trade", "alipay_account"),
];

/// Transactions, and files about their settlement; the one before stands for the ones behind.
const SETTLED: [&str; 3] = ["lakala_jy", "lakala_js", "lakala_fq"];

/// A summary, and the details that it adds up.
const SUMMARY: (&str, [&str; 2]) = ("alipay_summary", ["alipay_trade", "alipay_account"]);

/// A number that more rows bear says nothing; a payment may be given back in a few parts.
const SHARED_MAX: usize = 50;

/// What joining the files of one provider comes to.
#[derive(Default)]
pub struct Joined {
    /// The rows with what others add to them; `None` where nothing is added.
    pub records: Option<Records>,
    /// Rows that stand in another row.
    pub left_out: FxHashSet<u32>,
    /// How many of them another file has, and not only another row of the same.
    pub counted_once: u32,
    /// How many of them belong to a summary.
    pub summed_up: u32,
    /// By row: the day on which a settlement file says it was paid out.
    pub paid_on: FxHashMap<u32, Day>,
}

/// Joins the bills of `book`.
#[must_use]
pub fn join(book: &Book) -> Joined {
    let of = |format: &str| -> Vec<FileId> {
        book.files
            .iter()
            .filter(|entry| entry.report.side == Side::Provider && entry.report.format == format)
            .map(|entry| entry.id)
            .collect()
    };
    let mut work = Join {
        book,
        done: Joined::default(),
    };
    for (trade, fund) in LEDGERS {
        let (trade, fund) = (work.rows(&of(trade)), work.rows(&of(fund)));
        if !fund.is_empty() {
            work.ledger(&trade, &fund);
        }
    }
    let [transactions, settlement, instalments] = SETTLED.map(|format| work.rows(&of(format)));
    work.settlement(&transactions, &settlement, &instalments);
    work.refunds(&of(LEDGERS[0].0));
    let details: Vec<FileId> = SUMMARY.1.iter().flat_map(|format| of(format)).collect();
    work.summary(&of(SUMMARY.0), &details);
    work.done
}

struct Join<'a> {
    book: &'a Book,
    done: Joined,
}

/// Rows by a number.
type Index = FxHashMap<Sym, Vec<u32>>;

impl<'a> Join<'a> {
    fn read(&self) -> &Records {
        self.done.records.as_ref().unwrap_or(&self.book.records)
    }

    fn change(&mut self) -> &mut Records {
        let book = self.book;
        self.done
            .records
            .get_or_insert_with(|| book.records.clone())
    }

    fn rows(&self, files: &[FileId]) -> Vec<u32> {
        if files.is_empty() {
            return Vec::new();
        }
        let rows = (0_u32..).zip(&self.book.records.file);
        rows.filter(|(_, file)| files.contains(file))
            .map(|(row, _)| row)
            .collect()
    }

    fn index(&self, rows: &[u32], keys: impl Fn(&Records, usize) -> [Sym; 2]) -> Index {
        let mut index = Index::default();
        for &row in rows {
            let [one, other] = keys(&self.book.records, row as usize);
            for key in [Some(one), Some(other).filter(|other| *other != one)] {
                if let Some(key) = key.and_then(Sym::some) {
                    index.entry(key).or_default().push(row);
                }
            }
        }
        // What many rows bear is no number of a payment.
        index.retain(|_, rows| rows.len() <= SHARED_MAX);
        index
    }

    fn leave_out(&mut self, row: u32) {
        if self.done.left_out.insert(row) {
            self.done.counted_once += 1;
        }
    }

    /// The rows of a fund flow, beside the trade bill or alone.
    fn ledger(&mut self, trade: &[u32], fund: &[u32]) {
        let of_kind = |join: &Self, rows: &[u32], wanted: &[Kind]| -> Vec<u32> {
            let kinds = &join.book.records.kind;
            let of = rows.iter().copied();
            of.filter(|&row| wanted.contains(&kinds[row as usize]))
                .collect()
        };
        let own = |r: &Records, row: usize| [r.provider_id[row], Sym::NONE];
        let about = |r: &Records, row: usize| [r.provider_id[row], r.origin_id[row]];
        let back = [Kind::Refund, Kind::Void, Kind::Reversal];
        let sales = of_kind(self, fund, &[Kind::Sale]);
        let refunds = of_kind(self, fund, &back);
        let billed = self.index(&of_kind(self, trade, &[Kind::Sale, Kind::Failed]), own);
        let billed_back = self.index(&of_kind(self, trade, &back), about);
        let mut fees = Fees::of(self, &of_kind(self, fund, &[Kind::Fee]), &sales);
        let returned = of_kind(self, fund, &[Kind::FeeReturned]);
        let mut returned = Fees::of(self, &returned, &refunds);
        // A fund flow without a single fee says nothing about fees: another account bears them.
        let knows_fees = !fees.is_empty();
        for row in sales {
            let twins = self.twins(row, &billed, |r, row| r.provider_id[row]);
            self.take(row, &twins, &mut fees, knows_fees);
        }
        let mut taken: FxHashSet<u32> = FxHashSet::default();
        for row in refunds {
            let mut twins = self.twins(row, &billed_back, |r, row| r.provider_id[row]);
            if twins.is_empty() {
                twins = self.twins(row, &billed_back, |r, row| r.origin_id[row]);
                // Several refunds of one payment are told apart by their amounts alone.
                let r = &self.book.records;
                let amount = r.amount[row as usize];
                twins.retain(|twin| !taken.contains(twin) && r.amount[*twin as usize] == amount);
                twins.truncate(1);
            }
            taken.extend(&twins);
            self.take(row, &twins, &mut returned, knows_fees);
        }
        // Fees of payments of another day's fund flow, which the trade bill has with its fee.
        for (mut left, index) in [(fees, &billed), (returned, &billed_back)] {
            for row in left.rest() {
                let r = &self.book.records;
                let at = row as usize;
                let known = [r.origin_id[at], r.order_id[at]];
                let known = known.into_iter().filter_map(Sym::some);
                if known.into_iter().any(|key| index.contains_key(&key)) {
                    self.leave_out(row);
                }
            }
        }
    }

    /// The rows of `index` under the number of `row`. What a balance moves may be less than what was
    /// paid: a number is proof enough.
    fn twins(&self, row: u32, index: &Index, key: fn(&Records, usize) -> Sym) -> Vec<u32> {
        let r = &self.book.records;
        let found = key(r, row as usize).some().and_then(|key| index.get(&key));
        let same = |other: &u32| r.currency[*other as usize] == r.currency[row as usize];
        found
            .map(|list| list.iter().copied().filter(same).collect())
            .unwrap_or_default()
    }

    /// Lets the twins of `row` stand for it, with the fee that was booked; without a twin it takes
    /// its fee itself.
    fn take(&mut self, row: u32, twins: &[u32], fees: &mut Fees, knows_fees: bool) {
        let booked = fees.take(row);
        if twins.is_empty() {
            let at = row as usize;
            let (fee, rows) = booked.unwrap_or_default();
            if self.book.records.fee(at).is_none() && (knows_fees || !rows.is_empty()) {
                self.change().set_fee(at, fee);
            }
            // They stand in this row now, and no other file has them.
            self.done.left_out.extend(rows);
            return;
        }
        self.leave_out(row);
        let Some((fee, rows)) = booked else { return };
        rows.into_iter().for_each(|row| self.leave_out(row));
        for &twin in twins {
            let at = twin as usize;
            if self.read().fee(at) != Some(fee) && self.read().stated_net(at).is_none() {
                self.change().set_fee(at, fee);
            }
        }
    }

    /// Rows about the settlement of transactions.
    fn settlement(&mut self, transactions: &[u32], settlement: &[u32], instalments: &[u32]) {
        if settlement.is_empty() && instalments.is_empty() {
            return;
        }
        let mut known = self.index(transactions, |r, row| [r.provider_id[row], Sym::NONE]);
        let is_instant = |row: &&u32| self.book.records.flags[**row as usize].has(Flags::INSTANT);
        // With the surcharge first: where nothing else has the transaction it is the fuller row.
        let (instant, usual): (Vec<&u32>, Vec<&u32>) = settlement.iter().partition(is_instant);
        for &row in instant.into_iter().chain(usual).chain(instalments) {
            let r = &self.book.records;
            let at = row as usize;
            if let Some(day) = paid_on(r, at) {
                self.done.paid_on.insert(row, day);
            }
            let Some(number) = r.provider_id[at].some() else {
                continue;
            };
            let others = known.entry(number).or_default();
            let same = |other: &&u32| {
                let other = **other as usize;
                r.file[other] != r.file[at] && r.amount[other].abs() == r.amount[at].abs()
            };
            let twins: Vec<u32> = others.iter().filter(same).copied().collect();
            if twins.is_empty() && others.len() < SHARED_MAX {
                others.push(row);
            } else if !twins.is_empty() {
                self.settle(row, &twins);
            }
        }
    }

    /// Lets the transactions `twins` stand for a row about their settlement.
    fn settle(&mut self, row: u32, twins: &[u32]) {
        let r = &self.book.records;
        let at = row as usize;
        let (flags, fee, net) = (r.flags[at], r.fee(at), r.stated_net(at));
        let paid = paid_on(r, at);
        self.leave_out(row);
        self.done.paid_on.remove(&row);
        for &twin in twins {
            if let Some(day) = paid {
                self.done.paid_on.insert(twin, day);
            }
            let other = twin as usize;
            if self.read().flags[other] != self.read().flags[other].with(flags) {
                let both = self.read().flags[other].with(flags);
                self.change().flags[other] = both;
            }
            let turn = if self.read().amount[other] < 0 { -1 } else { 1 };
            let fuller = flags.has(Flags::INSTANT) || self.read().fee(other).is_none();
            if let (Some(fee), true) = (fee, fuller) {
                self.change().set_fee(other, fee.abs() * turn);
                if let Some(net) = net {
                    self.change().set_net(other, net.abs() * turn);
                }
            }
        }
    }

    /// Refunds that several bills of one provider have under one number, on different days.
    fn refunds(&mut self, files: &[FileId]) {
        if files.len() < 2 {
            return;
        }
        let r = &self.book.records;
        let mut by_number: FxHashMap<(Sym, Kind, i64), Vec<u32>> = FxHashMap::default();
        for row in self.rows(files) {
            let at = row as usize;
            let back = matches!(r.kind[at], Kind::Refund | Kind::Reversal);
            // The number of a payment stands in all of its refunds.
            if let (true, Some(number)) = (back, r.provider_id[at].some())
                && r.provider_id[at] != r.origin_id[at]
            {
                let key = (number, r.kind[at], r.amount[at]);
                by_number.entry(key).or_default().push(row);
            }
        }
        let mut twice = Vec::new();
        for rows in by_number.into_values() {
            let moment = |row: &u32| (r.day[*row as usize], r.seconds[*row as usize]);
            let last = rows.iter().map(moment).max();
            twice.extend(rows.into_iter().filter(|row| Some(moment(row)) != last));
        }
        for row in twice {
            self.leave_out(row);
        }
    }

    /// Rows of a summary whose days the details cover.
    fn summary(&mut self, summaries: &[FileId], details: &[FileId]) {
        if summaries.is_empty() || details.is_empty() {
            return;
        }
        let r = &self.book.records;
        let covered: FxHashSet<Day> = self
            .rows(details)
            .into_iter()
            .map(|row| r.day[row as usize])
            .collect();
        for row in self.rows(summaries) {
            if covered.contains(&r.day[row as usize]) && self.done.left_out.insert(row) {
                self.done.summed_up += 1;
            }
        }
    }
}

/// The day on which a row of a settlement file was paid out. The day of the transaction itself is
/// that of a same-day payout, else only the day it counts to.
fn paid_on(r: &Records, row: usize) -> Option<Day> {
    let settled = r.settled(row)?;
    let instant = r.flags[row].has(Flags::INSTANT);
    (settled > r.day[row] || instant).then_some(settled)
}

/// Fees that stand in rows of their own, by the row whose fee they are.
struct Fees {
    of: FxHashMap<u32, (i64, Vec<u32>)>,
    rest: Vec<u32>,
}

impl Fees {
    /// Finds for each of the rows `fees` the payment that it names, by its number or its order.
    fn of(join: &Join<'_>, fees: &[u32], payments: &[u32]) -> Self {
        let r = &join.book.records;
        let by_number = join.index(payments, |r, row| [r.provider_id[row], r.origin_id[row]]);
        let by_order = join.index(payments, |r, row| [r.order_id[row], Sym::NONE]);
        let mut found = Self {
            of: FxHashMap::default(),
            rest: Vec::new(),
        };
        for &row in fees {
            let at = row as usize;
            let list = |index: &'_ Index, key: Sym| -> Option<u32> {
                // Of several payments under one number, the first that has no fee yet.
                let list = index.get(&key.some()?)?;
                let free = list.iter().find(|payment| !found.of.contains_key(payment));
                free.or(list.first()).copied()
            };
            let payment = list(&by_number, r.origin_id[at])
                .or_else(|| list(&by_number, r.provider_id[at]))
                .or_else(|| list(&by_order, r.order_id[at]));
            match payment {
                Some(payment) => {
                    let (sum, rows) = found.of.entry(payment).or_default();
                    *sum = sum.saturating_sub(r.amount[at]);
                    rows.push(row);
                }
                None => found.rest.push(row),
            }
        }
        found
    }

    fn is_empty(&self) -> bool {
        self.of.is_empty() && self.rest.is_empty()
    }

    /// What was charged on a payment, and the rows that say so.
    fn take(&mut self, payment: u32) -> Option<(i64, Vec<u32>)> {
        self.of.remove(&payment)
    }

    /// The rows whose payment is not in the file.
    fn rest(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.rest)
    }
}
