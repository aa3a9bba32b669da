/*!
Payouts that arrived with another sum than was due.

First what the contract names, then what repeats over several payouts, last what fits one payout by
arithmetic alone. A sum that chance could hit stays unexplained.
*/

use crate::answer::PayoutState;
use crate::calendar::Cycle;
use crate::cause::{Cause, Confidence, Why};
use crate::fees::minor_of;
use crate::matching::{Payers, pays};
use crate::money::Rounding;
use crate::record::Flags;

use super::super::{Aspect, Claim, Rest, Work, count};
use super::{Payout, bucket, rounded, stranger, sums, swept};

/// A pattern over payouts shows from so many on.
const PATTERN_MIN: usize = 3;

/// A fixed charge a payout is a few yuan; larger equal shortages are something else. Minor units.
const FIXED_CHARGE_MAX: i128 = 50_00;

/// Reserves are agreed in halves of a per cent up to this many (CAUSES.md B4).
const RESERVE_HALVES_MAX: i128 = 40;

/// Surcharges that same-day settlement takes for each transaction, in minor units (CAUSES.md A3).
const INSTANT_CHARGES: [i128; 3] = [1_00, 2_00, 3_00];

/// Words of a credit's memo that say that a fee was taken off it.
const FEE_WORDS: &[&str] = &["手续费", "扣费", "费用", "FEE", "CHARGE"];

/// Runs over the payouts `open` that differ.
pub(super) fn run(work: &mut Work<'_>, cycle: Cycle, payouts: &mut [Payout], open: Vec<usize>) {
    let mut short = Short {
        work,
        cycle,
        payouts,
        open,
    };
    short.rounding();
    short.agreed();
    short.charged_apart();
    short.by_a_stranger();
    short.by_share();
    short.by_fixed_amount();
    // What the statement itself says goes before what only adds up.
    short.by_a_sweep();
    short.by_the_bank();
    short.per_transaction();
    short.listed();
    short.few_rows();
    short.unexplained();
}

struct Short<'s, 'w> {
    work: &'s mut Work<'w>,
    cycle: Cycle,
    payouts: &'s mut [Payout],
    open: Vec<usize>,
}

impl Short<'_, '_> {
    fn missing(&self, at: usize) -> i128 {
        self.payouts[at].expected - self.payouts[at].received
    }

    /// Takes those of the open payouts of which `wanted` says so, and adds their line.
    fn take(
        &mut self,
        cause: Cause,
        confidence: Confidence,
        wanted: impl Fn(&Self, usize) -> bool,
    ) {
        let taken: Vec<usize> = self
            .open
            .iter()
            .copied()
            .filter(|&at| wanted(self, at))
            .collect();
        self.line(cause, confidence, &taken);
    }

    fn line(&mut self, cause: Cause, confidence: Confidence, taken: &[usize]) {
        let claims: Vec<Claim> = taken
            .iter()
            .filter_map(|&at| {
                let row = *self.payouts[at].deposit_rows.first()?;
                Some(Claim::one(row, i64::try_from(self.missing(at)).ok()?))
            })
            .collect();
        let days = taken.iter().map(|&at| self.payouts[at].due);
        let (Some(from), Some(to)) = (days.clone().min(), days.max()) else {
            return;
        };
        if claims.len() != taken.len() {
            return;
        }
        for &at in taken {
            self.payouts[at].state = PayoutState::ArrivedExplained;
        }
        self.open.retain(|at| !taken.contains(at));
        let why = Why::Shortfall {
            payouts: count(taken),
            from,
            to,
        };
        self.work
            .line(Aspect::Excess, cause, confidence, why, claims);
    }

    /// The fees rounded another way.
    fn rounding(&mut self) {
        let taken = rounded::explains(self.work, self.payouts, &self.open);
        self.line(Cause::FeeRounding, Confidence::Likely, &taken);
    }

    /// What the contract takes off each payout.
    fn agreed(&mut self) {
        self.take(Cause::FeeInstant, Confidence::Likely, |short, at| {
            let charge = bucket::agreed_charge(short.work, short.payouts[at].expected, short.cycle);
            charge > 0 && short.missing(at) == charge
        });
    }

    /// Paid gross: the fees are debited apart.
    fn charged_apart(&mut self) {
        self.take(Cause::FeeOutside, Confidence::Likely, |short, at| {
            let fees = bucket::fees_of(short.work, &short.payouts[at].settlement_rows);
            fees > 0 && short.missing(at) == -fees
        });
    }

    /// Paid by somebody who is no bank and no listed payment firm, and who keeps a share.
    fn by_a_stranger(&mut self) {
        let payers = Payers::of(self.work.book);
        let r = self.work.records();
        let text = |sym| self.work.book.texts.get(sym);
        let stranger = |row: &u32| {
            let row = *row as usize;
            pays(text(r.party[row]), text(r.note[row]), &payers) == 0
        };
        let paid_by_one: Vec<usize> = self
            .open
            .iter()
            .copied()
            .filter(|&at| self.payouts[at].deposit_rows.iter().all(stranger))
            .collect();
        let sums: Vec<(i128, i128)> = paid_by_one
            .iter()
            .map(|&at| (self.payouts[at].expected, self.payouts[at].received))
            .collect();
        if stranger::keeps_a_share(&sums) {
            self.line(Cause::SecondClearing, Confidence::Possible, &paid_by_one);
        }
    }

    /// The same share of every payout held back.
    fn by_share(&mut self) {
        let paid = self
            .payouts
            .iter()
            .filter(|payout| !payout.deposit_rows.is_empty())
            .count();
        if self.open.len() < PATTERN_MIN || self.open.len() < paid {
            return;
        }
        let holds = |halves: i128| {
            self.open.iter().all(|&at| {
                let share = Rounding::HalfUp.divide(self.payouts[at].expected * halves, 200);
                (self.missing(at) - share).abs() <= 1
            })
        };
        if (1..=RESERVE_HALVES_MAX).any(holds) {
            self.take(Cause::Reserve, Confidence::Possible, |_, _| true);
        }
    }

    /// The same few yuan off every payout.
    fn by_fixed_amount(&mut self) {
        let Some(amount) = self.open.first().map(|&at| self.missing(at)) else {
            return;
        };
        let same = self.open.iter().all(|&at| self.missing(at) == amount);
        if same && self.open.len() >= PATTERN_MIN && (1..=FIXED_CHARGE_MAX).contains(&amount) {
            self.take(Cause::FeeInstant, Confidence::Possible, |_, _| true);
        }
    }

    /// So many yuan for each sale that was settled the same day.
    fn per_transaction(&mut self) {
        self.take(Cause::FeeInstant, Confidence::Possible, |short, at| {
            let r = short.work.records();
            let instant = |row: &&u32| {
                let row = **row as usize;
                r.kind[row].is_sale() && (short.cycle.days == 0 || r.flags[row].has(Flags::INSTANT))
            };
            let rows = short.payouts[at].settlement_rows.iter().filter(instant);
            let rows = i128::try_from(rows.count()).unwrap_or(0);
            let minor = |amount| minor_of(amount, short.work.scope.currency);
            let agreed = short.work.scope.contract.instant_fee.map(minor);
            rows > 0
                && INSTANT_CHARGES
                    .into_iter()
                    .chain(agreed)
                    .any(|charge| charge > 0 && short.missing(at) == charge * rows)
        });
    }

    /// The statement's own memo says that the bank kept part of it by a standing order.
    fn by_a_sweep(&mut self) {
        self.take(Cause::BankSweep, Confidence::Possible, |short, at| {
            let mut rows = short.payouts[at].deposit_rows.iter();
            short.missing(at) > 0 && rows.any(|&row| swept::says(short.work, row))
        });
    }

    /// The statement's own memo says that a fee was taken off.
    fn by_the_bank(&mut self) {
        self.take(Cause::BankFee, Confidence::Possible, |short, at| {
            let r = short.work.records();
            let says = |row: &u32| {
                let note = short.work.book.texts.get(r.note[*row as usize]);
                let note = note.to_uppercase();
                FEE_WORDS.iter().any(|word| note.contains(word))
            };
            (1..=FIXED_CHARGE_MAX).contains(&short.missing(at))
                && short.payouts[at].deposit_rows.iter().any(says)
        });
    }

    /// Short by an amount at which SIM fees and deposits are taken.
    fn listed(&mut self) {
        self.take(Cause::SimDeposit, Confidence::Possible, |short, at| {
            let minor = |amount| minor_of(amount, short.work.scope.currency);
            let listed = &short.work.scope.contract.list_amounts;
            listed
                .iter()
                .any(|&amount| minor(amount) == short.missing(at))
        });
    }

    /// Short by exactly one row, or by the one set of a few, whose sum is large enough for this to be no
    /// chance: held without a mark.
    fn few_rows(&mut self) {
        for at in self.open.clone() {
            let (missing, payout) = (self.missing(at), &self.payouts[at]);
            let nets: Vec<(u32, i128)> = payout
                .settlement_rows
                .iter()
                .map(|&row| (row, i128::from(self.work.net(row))))
                .filter(|&(_, net)| (1..=missing).contains(&net))
                .collect();
            let Some(rows) = sums::few(&nets, missing) else {
                continue;
            };
            if !rows.iter().all(|&row| self.work.inside[row as usize]) {
                continue;
            }
            let claims = rows.iter().map(|&row| Claim::one(row, self.work.net(row)));
            let claims = claims.collect();
            self.payouts[at].state = PayoutState::ArrivedExplained;
            self.open.retain(|&open| open != at);
            let why = Why::Shortfall {
                payouts: 1,
                from: self.payouts[at].due,
                to: self.payouts[at].due,
            };
            self.work.line(
                Aspect::Payout,
                Cause::RiskHold,
                Confidence::Possible,
                why,
                claims,
            );
        }
    }

    fn unexplained(&mut self) {
        for at in std::mem::take(&mut self.open) {
            let amount = self.missing(at);
            let payout = &mut self.payouts[at];
            payout.state = PayoutState::Differs;
            let mut rows = payout.deposit_rows.clone();
            rows.extend(&payout.settlement_rows);
            self.work.rests.push(Rest {
                due: Some(payout.due.epoch()),
                amount,
                rows,
            });
        }
    }
}
