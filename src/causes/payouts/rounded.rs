//! Payouts whose fees were rounded another way than the bill's rows or the contract say.

use crate::money::Rounding;

use super::super::Work;
use super::Payout;

/// Those of the payouts `open` that one other rounding, of each sale or once for all, reproduces to the
/// minor unit, and with them every payout that lies as near; none where no rounding does.
pub(super) fn explains(work: &Work<'_>, payouts: &[Payout], open: &[usize]) -> Vec<usize> {
    let near = |payout: &&Payout| {
        let rows = i128::try_from(payout.settlement_rows.len()).unwrap_or(0);
        let missing = payout.expected - payout.received;
        !payout.deposit_rows.is_empty() && missing.abs() <= rows
    };
    let taken = open.iter().copied();
    let taken: Vec<usize> = taken.filter(|&at| near(&&payouts[at])).collect();
    if taken.is_empty() {
        return taken;
    }
    let reproduces = |mode: Rounding, each: bool| {
        let mut near = payouts.iter().filter(near);
        near.all(|payout| net(work, payout, mode, each) == Some(payout.received))
    };
    let mut ways = Rounding::ALL.into_iter();
    if ways.any(|mode| reproduces(mode, true) || reproduces(mode, false)) {
        taken
    } else {
        Vec::new()
    }
}

/// A payout's net where every fee is rounded by `mode`, each by itself or once for all. What the bill
/// states for a row beyond any rounding stays as it is.
fn net(work: &Work<'_>, payout: &Payout, mode: Rounding, each: bool) -> Option<i128> {
    let (r, unit) = (work.records(), work.table.unit());
    let (mut gross, mut fees, mut exact) = (0_i128, 0_i128, 0_i128);
    for &row in &payout.settlement_rows {
        let (tender, amount) = (r.tender[row as usize], r.amount[row as usize]);
        let net = work.net(row);
        let stated = i128::from(amount) - i128::from(net);
        let is_stated = r.fee(row as usize).is_some() || r.stated_net(row as usize).is_some();
        let rounds_to = |exact: i128| (exact - stated * unit).abs() < unit;
        let rules = work.table.rule(tender, amount).into_iter();
        let rules = rules.chain(work.table.candidates(tender, i128::from(amount)));
        let mut rounded = rules.map(|rule| work.table.fee_rounded(rule, amount, mode));
        let fee = rounded.find(|fee| !is_stated || rounds_to(fee.exact));
        gross += i128::from(amount);
        match fee {
            Some(fee) => {
                fees += i128::from(fee.fee);
                exact += fee.exact;
            }
            None if is_stated => {
                fees += stated;
                exact += stated * unit;
            }
            None => return None,
        }
    }
    let batch = mode.divide(exact, unit);
    Some(gross - if each { fees } else { batch })
}
