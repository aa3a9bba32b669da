//! What the engine found of what was planted.

use std::collections::BTreeMap;

use yifen::cause::{Cause, Confidence};
use yifen::explanation::explain;

use super::shop::Shop;

/// Sums of one cause over many shops.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub planted: u32,
    pub named: u32,
    pub exact: u32,
    /// Minor units planted, and how many of them were put elsewhere.
    pub money: i64,
    pub off: i64,
}

/// Sums over many shops.
#[derive(Default)]
pub struct Score {
    pub shops: u32,
    pub broken: u32,
    pub perfect: u32,
    pub by_cause: BTreeMap<Cause, Tally>,
    /// By confidence: lines, and how many of them were right.
    pub lines: BTreeMap<Confidence, (u32, u32)>,
    pub faults: Vec<String>,
}

/// Finer names of one thing: why money is on its way, and why a payout did not come.
fn coarse(cause: Cause) -> Cause {
    match cause {
        Cause::Cutoff | Cause::NonworkingDay => Cause::InTransit,
        Cause::BankLate | Cause::WrongCard | Cause::CardLimit => Cause::PayoutFailed,
        other => other,
    }
}

impl Score {
    pub fn add(&mut self, seed: u64, shop: &Shop) {
        self.shops += 1;
        let Ok(explanation) = explain(&shop.book(), &shop.settings, &mut |_, _| {}) else {
            self.broken += 1;
            self.faults.push(format!("{seed}: no answer"));
            return;
        };
        let answer = explanation.answer();
        let mut have: BTreeMap<Cause, i64> = BTreeMap::new();
        let minor = |amount: i128| i64::try_from(amount).expect("a shop's sums are small");
        for line in &answer.lines {
            *have.entry(coarse(line.cause)).or_default() += minor(line.amount.minor);
        }
        *have.entry(Cause::Unexplained).or_default() += minor(answer.unexplained.minor);
        have.retain(|_, amount| *amount != 0);
        if have.values().sum::<i64>() != minor(answer.gap.minor) {
            self.broken += 1;
        }
        for line in &answer.lines {
            let cause = coarse(line.cause);
            let right = have.get(&cause) == shop.truth.get(&cause);
            let entry = self.lines.entry(line.confidence).or_default();
            entry.0 += 1;
            entry.1 += u32::from(right);
        }
        let mut faults = Vec::new();
        let causes: std::collections::BTreeSet<Cause> =
            have.keys().chain(shop.truth.keys()).copied().collect();
        for cause in causes {
            let (found, want) = (have.get(&cause), shop.truth.get(&cause));
            let tally = self.by_cause.entry(cause).or_default();
            tally.planted += u32::from(want.is_some());
            tally.named += u32::from(found.is_some());
            tally.exact += u32::from(found == want);
            let (found, want) = (found.copied().unwrap_or(0), want.copied().unwrap_or(0));
            tally.money += want.abs();
            tally.off += (found - want).abs();
            if found != want {
                faults.push(format!("{} {found} want {want}", cause.id()));
            }
        }
        if faults.is_empty() {
            self.perfect += 1;
        } else {
            self.faults.push(format!("{seed}: {}", faults.join("; ")));
        }
    }

    pub fn total(&self) -> Tally {
        self.by_cause
            .values()
            .fold(Tally::default(), |sum, tally| Tally {
                planted: sum.planted + tally.planted,
                named: sum.named + tally.named,
                exact: sum.exact + tally.exact,
                money: sum.money + tally.money,
                off: sum.off + tally.off,
            })
    }
}

impl Tally {
    /// Precision, recall and F1 in hundredths of a per cent.
    pub fn quality(&self) -> [u32; 3] {
        let share = |of: u32, all: u32| (of * 10_000).checked_div(all).unwrap_or(10_000);
        [
            share(self.exact, self.named),
            share(self.exact, self.planted),
            share(2 * self.exact, self.named + self.planted),
        ]
    }

    /// Misattributed money in millionths of what was planted.
    pub fn misattributed(&self) -> i64 {
        if self.money == 0 {
            0
        } else {
            i64::try_from(i128::from(self.off) * 1_000_000 / (2 * i128::from(self.money)))
                .unwrap_or(i64::MAX)
        }
    }
}
