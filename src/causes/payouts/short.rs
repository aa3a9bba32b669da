/*!
Payouts that arrived with another sum than was due.

First what the contract names, then what repeats over several payouts, last what fits one payout by
arithmetic alone. A sum that chance could hit stays unexplained. What fits by arithmetic competes: the
first guess that fits takes the payouts, the next one that fits them as well is kept beside it.
*/

use crate::answer::PayoutState;
use crate::calendar::Cycle;
use crate::cause::{Cause, Confidence, Why};
use crate::matching::{Payers, pays};

use super::super::{Aspect, Claim, Rest, Rivals, Work, count};
use super::{Payout, bucket, rounded, stranger};

mod guess;

use guess::Guess;

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
    for guess in Guess::ALL {
        short.guess(guess);
    }
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
    fn take(&mut self, cause: Cause, wanted: impl Fn(&Self, usize) -> bool) {
        let open = self.open.iter().copied();
        let taken: Vec<usize> = open.filter(|&at| wanted(self, at)).collect();
        self.line((cause, Confidence::Likely), Rivals::alike(1), &taken);
    }

    fn line(&mut self, of: (Cause, Confidence), rivals: Rivals, taken: &[usize]) {
        let claims: Vec<Claim> = taken
            .iter()
            .filter_map(|&at| {
                let row = *self.payouts[at].deposit_rows.first()?;
                Some(Claim::one(row, i64::try_from(self.missing(at)).ok()?))
            })
            .collect();
        if claims.len() == taken.len() {
            self.claim((Aspect::Excess, of.0, of.1), rivals, taken, claims);
        }
    }

    fn claim(
        &mut self,
        of: (Aspect, Cause, Confidence),
        rivals: Rivals,
        taken: &[usize],
        claims: Vec<Claim>,
    ) {
        let days = taken.iter().map(|&at| self.payouts[at].due);
        let (Some(from), Some(to)) = (days.clone().min(), days.max()) else {
            return;
        };
        for &at in taken {
            self.payouts[at].state = PayoutState::ArrivedExplained;
        }
        self.open.retain(|at| !taken.contains(at));
        let why = Why::Shortfall {
            payouts: count(taken),
            from,
            to,
        };
        self.work.line_of(of, rivals, why, claims);
    }

    /// The fees rounded another way.
    fn rounding(&mut self) {
        let taken = rounded::explains(self.work, self.payouts, &self.open);
        self.take(Cause::FeeRounding, |_, at| taken.contains(&at));
    }

    /// What the contract takes off each payout.
    fn agreed(&mut self) {
        self.take(Cause::FeeInstant, |short, at| {
            let charge = bucket::agreed_charge(short.work, short.payouts[at].expected, short.cycle);
            charge > 0 && short.missing(at) == charge
        });
    }

    /// Paid gross: the fees are debited apart.
    fn charged_apart(&mut self) {
        self.take(Cause::FeeOutside, |short, at| {
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
            let of = (Cause::SecondClearing, Confidence::Possible);
            self.line(of, Rivals::alike(1), &paid_by_one);
        }
    }

    /// Takes the open payouts that a guess explains.
    fn guess(&mut self, guess: Guess) {
        let taken = guess.explains(self, &self.open);
        if guess != Guess::Rows {
            let rivals = self.rivals(guess, &taken);
            return self.line((guess.cause(), Confidence::Possible), rivals, &taken);
        }
        // Rows are named payout by payout.
        for at in taken {
            let rivals = self.rivals(guess, &[at]);
            let rows = guess::rows(self, at).unwrap_or_default();
            let claims = rows.iter().map(|&row| Claim::one(row, self.work.net(row)));
            let claims = claims.collect();
            let of = (Aspect::Payout, guess.cause(), Confidence::Possible);
            self.claim(of, rivals, &[at], claims);
        }
    }

    /// What else explains the payouts that a guess takes: how many other causes explain all of them by
    /// arithmetic just as bare, and the first that explains most of them.
    fn rivals(&self, chosen: Guess, taken: &[usize]) -> Rivals {
        let mut equal: Vec<Cause> = vec![chosen.cause()];
        let mut second: Option<(usize, Cause)> = None;
        let others = Guess::ALL.into_iter();
        for guess in others.filter(|guess| guess.cause() != chosen.cause() && !taken.is_empty()) {
            let explained = guess.explains(self, taken).len();
            if explained * Rivals::CLOSE.1 < taken.len() * Rivals::CLOSE.0 {
                continue;
            }
            let is_bare = !chosen.is_said() && !guess.is_said();
            if explained == taken.len() && is_bare && !equal.contains(&guess.cause()) {
                equal.push(guess.cause());
            }
            if second.is_none_or(|(known, _)| explained > known) {
                second = Some((explained, guess.cause()));
            }
        }
        Rivals {
            alternatives: count(&equal),
            runner_up: second.map(|(_, cause)| cause),
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
