//! What the bank moved out of a payout on the day it came: a loan, a tax, a bill, an account that
//! gathers (CAUSES.md C6).

use crate::cause::{Cause, Confidence, Why};

use super::super::{Aspect, Claim, Work, count};
use super::Met;

/// Words of a statement row that say that the bank takes money by a standing order.
const SWEEP_WORDS: &[&str] = &[
    "归集",
    "还款",
    "贷款",
    "扣划",
    "划扣",
    "代扣",
    "扣税",
    "缴税",
    "税款",
    "水费",
    "电费",
    "燃气费",
    "自动转存",
    "约定转账",
    "SWEEP",
    "REPAYMENT",
    "LOAN",
    "TAX PAYMENT",
    "DIRECT DEBIT",
    "AUTOPAY",
];

/// Whether a statement row speaks of a standing order.
pub(super) fn says(work: &Work<'_>, row: u32) -> bool {
    let r = work.records();
    let holds = |sym| {
        let text = work.book.texts.get(sym).to_uppercase();
        SWEEP_WORDS.iter().any(|word| text.contains(word))
    };
    holds(r.note[row as usize]) || holds(r.party[row as usize])
}

/// Adds the line of debits that took what a payout brought the same day. It is nought: the payout did
/// arrive.
pub(super) fn run(work: &mut Work<'_>, met: &Met) {
    let r = work.records();
    let moment = |row: u32| (r.day[row as usize], r.time(row as usize));
    // What of each payout is still there.
    let mut left: Vec<(u32, i64)> = met
        .credits
        .iter()
        .map(|credit| (credit.row, i64::try_from(credit.amount).unwrap_or(0)))
        .collect();
    let mut takes: Vec<Claim> = Vec::new();
    for &debit in &work.scope.bank {
        if r.amount[debit as usize] >= 0 || !says(work, debit) {
            continue;
        }
        let (day, time) = moment(debit);
        let before = |credit: u32| {
            let (its_day, its_time) = moment(credit);
            let later = time.zip(its_time).is_some_and(|(time, its)| time < its);
            its_day == day && !later
        };
        let mut taken = 0;
        let wanted = r.amount[debit as usize].saturating_neg();
        for (_, left) in left.iter_mut().filter(|(credit, _)| before(*credit)) {
            let part = (*left).min(wanted - taken);
            *left -= part;
            taken += part;
        }
        if taken > 0 {
            takes.push(Claim::one(debit, taken));
        }
    }
    let days = takes.iter().map(|claim| r.day[claim.row as usize]);
    let (Some(from), Some(to)) = (days.clone().min(), days.max()) else {
        return;
    };
    let why = Why::Swept {
        debits: count(&takes),
        from,
        to,
        amount: work.scope.money(takes.iter().map(Claim::sum).sum()),
    };
    let brought = met
        .credits
        .iter()
        .zip(left)
        .filter_map(|(credit, (row, left))| {
            let gone = i64::try_from(credit.amount).ok()? - left;
            (gone != 0).then(|| Claim::one(row, -gone))
        });
    takes.extend(brought);
    let (cause, confidence) = (Cause::BankSweep, Confidence::Likely);
    work.line(Aspect::Onward, cause, confidence, why, takes);
}
