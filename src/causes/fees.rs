/*!
What was charged, against what the contract allows.

`FEE_NORMAL` takes the contract's fee of every settled row. What was charged beyond it is looked at
class by class (a tender is a class): first whether another rounding reproduces it, then whether the
class as a whole changed its rate (from the first row on, or from some row on), last row by row.
*/

use rustc_hash::FxHashMap;

use crate::cause::{Cause, Confidence, RateUse, Why};
use crate::fees::{FeeReturns, FeeTable, Rule};
use crate::money::{Rate, Rounding};
use crate::record::{Kind, Tender};

use super::{Aspect, Claim, NO_ROW, Work, count};

mod cards;
mod class;
mod single;
mod surcharge;

/// A settled sale as this family sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Charged {
    pub(super) row: u32,
    pub(super) amount: i64,
    pub(super) actual: i64,
    pub(super) expected: i64,
}

impl Charged {
    pub(super) const fn excess(&self) -> i64 {
        self.actual - self.expected
    }
}

/// Runs the family.
pub fn run(work: &mut Work<'_>) {
    let rows = if work.scope.has_bill {
        from_bill(work)
    } else {
        from_register(work)
    };
    work.nets = nets(work, &rows);
    normal(work, &rows);
    contradictions(work);
    let mut single = surcharge::run(work, &rows.sales);
    let rest: Vec<Charged> = rows
        .sales
        .iter()
        .copied()
        .filter(|charged| !single.contains(&charged.row))
        .collect();
    single.extend(cards::run(work, &rest));
    for tender in Tender::ALL {
        let r = work.records();
        let class: Vec<Charged> = rows
            .sales
            .iter()
            .copied()
            .filter(|c| r.tender[c.row as usize] == tender && !single.contains(&c.row))
            .collect();
        if class.iter().any(|charged| charged.excess() != 0) {
            class::run(work, tender, &class);
        }
    }
}

/// Everything that was charged or came back.
struct Rows {
    sales: Vec<Charged>,
    /// Fees returned with refunds, as negative charges.
    refunds: Vec<Charged>,
}

/// What a row was charged: the fee column, else gross less net; `None` where the file says neither.
fn charged(work: &Work<'_>, row: usize) -> Option<i64> {
    let r = work.records();
    r.fee(row)
        .or_else(|| Some(r.amount[row] - r.stated_net(row)?))
}

/// The contract's fee of a row. A card of unknown kind is taken for the kind that explains what was
/// charged; where the contract is silent, what was charged stands.
fn expected(work: &Work<'_>, row: usize, actual: Option<i64>) -> i64 {
    let r = work.records();
    let (tender, amount) = (r.tender[row], r.amount[row]);
    if let Some(fee) = cards::contactless_fee(work, row) {
        return fee;
    }
    if let Some(fee) = work.table.fee(tender, amount) {
        return fee.fee;
    }
    let fees: Vec<i64> = work
        .table
        .candidates(tender, i128::from(amount))
        .map(|rule| work.table.fee_by(rule, amount).fee)
        .collect();
    let explains = fees.iter().copied().find(|&fee| Some(fee) == actual);
    explains.or(fees.first().copied()).or(actual).unwrap_or(0)
}

/// What is owed for each row: its stated net, else gross less fee, else gross less what this family
/// takes for its fee.
fn nets(work: &Work<'_>, rows: &Rows) -> Vec<i64> {
    let r = work.records();
    let mut nets: Vec<i64> = (0..r.len()).map(|row| r.net(row)).collect();
    let unstated = |row: usize| r.fee(row).is_none() && r.stated_net(row).is_none();
    // Sales outside the period are in nobody's fees, but their payouts may be in the statement.
    let outside = work
        .scope
        .bill
        .iter()
        .filter(|&&row| !work.inside[row as usize]);
    for row in outside.map(|&row| row as usize) {
        if r.kind[row].is_sale() && unstated(row) {
            nets[row] = r.amount[row] - expected(work, row, None);
        }
    }
    for charged in rows.sales.iter().chain(&rows.refunds) {
        if unstated(charged.row as usize) {
            nets[charged.row as usize] = charged.amount - charged.actual;
        }
    }
    nets
}

fn expected_in_book(work: &Work<'_>, row: usize) -> i64 {
    let returns = work.scope.contract.refund_returns_fee;
    match work.records().kind[row] {
        Kind::Refund if !returns => 0,
        _ => expected(work, row, None),
    }
}

fn from_bill(work: &Work<'_>) -> Rows {
    let r = work.records();
    let (mut sales, mut refunds) = (Vec::new(), Vec::new());
    let mut returns: FxHashMap<u32, FeeReturns> = FxHashMap::default();
    for row in work.bill() {
        let at = row as usize;
        match r.kind[at] {
            kind if kind.is_sale() => {
                let actual = charged(work, at);
                // A sale that was undone is charged nothing: its fee comes back with the undoing row.
                let expected = match work.undone.get(&row) {
                    Some(&undo) => charged(work, undo as usize).map_or(0, |fee| -fee),
                    None => expected(work, at, actual),
                };
                let actual = actual.unwrap_or(expected);
                sales.push(Charged {
                    row,
                    amount: r.amount[at],
                    actual,
                    expected,
                });
            }
            Kind::Refund => {
                let expected = returned(work, row, &mut returns);
                let actual = charged(work, at).unwrap_or(expected);
                refunds.push(Charged {
                    row,
                    amount: r.amount[at],
                    actual,
                    expected,
                });
            }
            Kind::Void | Kind::Reversal => {
                let actual = charged(work, at).unwrap_or(0);
                refunds.push(Charged {
                    row,
                    amount: r.amount[at],
                    actual,
                    expected: actual,
                });
            }
            Kind::Chargeback | Kind::ChargebackReversed if r.fee(at).is_some_and(|fee| fee < 0) => {
                let actual = r.fee(at).unwrap_or(0);
                refunds.push(Charged {
                    row,
                    amount: r.amount[at],
                    actual,
                    expected: actual,
                });
            }
            _ => {}
        }
    }
    settle_returns(work, &mut refunds);
    Rows { sales, refunds }
}

/// Takes for agreed what came back of a sale's fee in all its refunds together, where it is the
/// contract's share or the share of what was charged: nobody agrees on how a part of a fee rounds,
/// nor on which of two refunds brings it back.
fn settle_returns(work: &Work<'_>, refunds: &mut [Charged]) {
    let r = work.records();
    let mut sums: FxHashMap<u32, (i64, i64, i64, i64)> = FxHashMap::default();
    let sale_of = |refund: &Charged| {
        if r.kind[refund.row as usize] == Kind::Refund {
            Some(
                work.originals
                    .get(&refund.row)
                    .copied()
                    .unwrap_or(refund.row),
            )
        } else {
            None
        }
    };
    for refund in refunds.iter() {
        let Some(sale) = sale_of(refund) else {
            continue;
        };
        let sum = sums.entry(sale).or_default();
        sum.0 += refund.actual;
        sum.1 += refund.expected;
        sum.2 += refund.amount;
        sum.3 += 1;
    }
    for refund in refunds {
        let Some(&(actual, expected, amount, rows)) = sale_of(refund).and_then(|s| sums.get(&s))
        else {
            continue;
        };
        let near = |other: i64| (actual - other).abs() <= rows;
        let of_charged = returned_of_charged(work, refund.row, amount);
        if near(expected) || (actual != 0 && of_charged.is_some_and(near)) {
            refund.expected = refund.actual;
        }
    }
}

/// The fee that the contract returns with a refund, as a negative charge.
fn returned(work: &Work<'_>, row: u32, returns: &mut FxHashMap<u32, FeeReturns>) -> i64 {
    let r = work.records();
    let at = row as usize;
    let actual = charged(work, at).unwrap_or(0);
    if !work.scope.contract.refund_returns_fee {
        // What came back although it need not is no mistake of anybody's.
        return actual.min(0);
    }
    let Some(&sale) = work.originals.get(&row) else {
        return expected(work, at, Some(actual));
    };
    let original = sale as usize;
    let fee = expected(work, original, charged(work, original));
    let rounding = work.scope.contract.rounding.mode();
    let part = returns
        .entry(sale)
        .or_insert_with(|| FeeReturns::new(fee, r.amount[original]))
        .refund(r.amount[at], rounding);
    -part
}

/// The share of the fee that was in fact charged on the refunded sale, as a negative charge.
fn returned_of_charged(work: &Work<'_>, row: u32, amount: i64) -> Option<i64> {
    let r = work.records();
    let sale = *work.originals.get(&row)? as usize;
    let fee = charged(work, sale)?;
    let rounding = work.scope.contract.rounding.mode();
    let share = crate::fees::returned_fee(fee, r.amount[sale], amount, rounding);
    work.scope.contract.refund_returns_fee.then_some(-share)
}

/// Without a bill the contract alone says what was charged.
fn from_register(work: &Work<'_>) -> Rows {
    let r = work.records();
    let charge = |row: u32| {
        let expected = expected_in_book(work, row as usize);
        Charged {
            row,
            amount: r.amount[row as usize],
            actual: expected,
            expected,
        }
    };
    let of = |wanted: fn(Kind) -> bool| {
        work.register()
            .filter(|&row| wanted(r.kind[row as usize]) && !work.is_left_out(row))
            .map(charge)
            .collect()
    };
    Rows {
        sales: of(Kind::is_sale),
        refunds: of(|kind| matches!(kind, Kind::Refund | Kind::Void | Kind::Reversal)),
    }
}

fn normal(work: &mut Work<'_>, rows: &Rows) {
    let r = work.records();
    let mut gross = 0_i128;
    let mut uses: Vec<(usize, u32)> = Vec::new();
    let mut claims = Vec::with_capacity(rows.sales.len() + rows.refunds.len());
    for charged in &rows.sales {
        gross += i128::from(charged.amount);
        let rule = work
            .table
            .rule(r.tender[charged.row as usize], charged.amount);
        if let Some(rule) = rule {
            match uses.iter_mut().find(|(index, _)| *index == rule.index) {
                Some((_, count)) => *count += 1,
                None => uses.push((rule.index, 1)),
            }
        }
        claims.push(Claim::one(charged.row, charged.expected));
    }
    for refund in rows.refunds.iter().filter(|refund| refund.expected != 0) {
        claims.push(Claim::one(refund.row, refund.expected));
    }
    uses.sort_unstable();
    let rates = uses
        .into_iter()
        .filter_map(|(index, rows)| {
            let rule = work.table.rules().iter().find(|rule| rule.index == index)?;
            let cap = rule.cap.map(|cap| work.money(cap));
            Some(RateUse {
                tender: rule.tender,
                rate: rule.rate,
                cap,
                rows,
            })
        })
        .collect();
    let why = Why::FeeNormal {
        gross: work.money(gross),
        rates,
    };
    let confidence = if work.scope.has_bill {
        Confidence::Likely
    } else {
        Confidence::Possible
    };
    work.line(Aspect::Fee, Cause::FeeNormal, confidence, why, claims);
    let kept: Vec<Claim> = rows
        .refunds
        .iter()
        .filter(|refund| refund.excess() != 0)
        .map(|refund| Claim::one(refund.row, refund.excess()))
        .collect();
    let why = Why::RefundFeeKept { rows: count(&kept) };
    work.line(
        Aspect::Excess,
        Cause::RefundFeeKept,
        Confidence::Likely,
        why,
        kept,
    );
}

/// Rows whose gross less fee is not their net: the fee was taken once more, a usual charge was
/// taken with it, or the bill contradicts itself.
fn contradictions(work: &mut Work<'_>) {
    if !work.scope.has_bill {
        return;
    }
    let r = work.records();
    let minor = |amount| crate::fees::minor_of(amount, work.scope.currency);
    let listed = |short: i64| {
        let mut amounts = work.scope.contract.list_amounts.iter();
        amounts.any(|&amount| minor(amount) == i128::from(short))
    };
    let (mut twice, mut charges, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for row in work.bill() {
        let at = row as usize;
        let kind = r.kind[at];
        if !kind.is_sale() && !matches!(kind, Kind::Refund | Kind::Void | Kind::Reversal) {
            continue;
        }
        let (Some(fee), Some(net)) = (r.fee(at), r.stated_net(at)) else {
            continue;
        };
        let short = r.amount[at] - fee - net;
        let claims = match short {
            0 => continue,
            short if short == fee && kind.is_sale() => &mut twice,
            short if listed(short) && kind.is_sale() => &mut charges,
            _ => &mut errors,
        };
        claims.push(Claim::one(row, short));
    }
    let day = charges
        .first()
        .map(|claim: &Claim| r.day[claim.row as usize]);
    if let Some(day) = day {
        let why = Why::SimDeposit {
            rows: count(&charges),
            day,
        };
        work.line(
            Aspect::Arithmetic,
            Cause::SimDeposit,
            Confidence::Possible,
            why,
            charges,
        );
    }
    let rows = count(&twice);
    work.line(
        Aspect::Arithmetic,
        Cause::ChargedTwice,
        Confidence::Likely,
        Why::ChargedTwice { rows },
        twice,
    );
    let rows = count(&errors);
    work.line(
        Aspect::Arithmetic,
        Cause::ProviderError,
        Confidence::Certain,
        Why::ProviderError { rows },
        errors,
    );
}

/// The fee of `amount` by `rule` at another rate.
pub(super) fn fee_at(table: &FeeTable, rule: &Rule, rate: Rate, amount: i64) -> Option<i64> {
    let whole = rate.of(i128::from(amount), table.rounding())?;
    let capped = rule.cap.map_or(whole, |cap| whole.min(cap));
    let fee = rule.min.map_or(capped, |min| capped.max(min)) + rule.fixed;
    i64::try_from(fee).ok()
}

/// The rate that a fee shows, with as few decimals as reproduce it: contracts write two, seldom
/// three or four.
pub(super) fn implied(amount: i64, fee: i64) -> Option<Rate> {
    if amount <= 0 || fee < 0 {
        return None;
    }
    let with = |decimals: u32| {
        let scale = 100 * 10_i128.pow(decimals);
        let points = Rounding::HalfUp.divide(i128::from(fee) * scale, i128::from(amount));
        Rate::from_percent(rust_decimal::Decimal::try_from_i128_with_scale(points, decimals).ok()?)
    };
    let reproduces = |rate: &Rate| {
        rate.of(i128::from(amount), Rounding::HalfUp)
            .is_some_and(|again| again == i128::from(fee))
    };
    (2..=4)
        .filter_map(with)
        .find(reproduces)
        .or_else(|| with(2))
}

/// Claims of the excess of some rows.
pub(super) fn excesses(rows: &[Charged]) -> Vec<Claim> {
    rows.iter()
        .map(|c| Claim {
            row: c.row,
            amount: c.excess(),
            other: NO_ROW,
            other_amount: 0,
        })
        .collect()
}
