//! The contract where she has entered none: the defaults, corrected by what the bill itself charges.
//!
//! Without this, a shop whose agreed rate is not the default would read that every row was charged
//! too much. The answer says which rates were taken from the bill, because they prove nothing about
//! what was agreed.

use rustc_hash::FxHashMap;

use crate::cause::Assumption;
use crate::fees::{FeeTable, minor_of};
use crate::money::{Amount, Currency, Rate, Rounding};
use crate::record::{Book, Kind, Side, Tender};
use crate::settings::{Contract, RateRule};

use rust_decimal::Decimal;

/// A rate must charge at least this share of a class's rows before it is taken from the bill.
const SHARE_PERCENT: usize = 60;

/// Payments below 50.00 say little about a rate: a fee of 0.30 fits everything from 0.59 to 0.61 %.
const TELLING_MINOR: i64 = 50_00;

/// A default that fits fewer of a class's rows than this is not what was agreed.
const HARDLY_PERCENT: usize = 20;

/// So many payments of different size show a line.
const LINE_ROWS_MIN: usize = 3;

/// So many payments of either half are compared with each other.
const LINE_SAMPLE_MAX: usize = 50;

/// Providers, by the start of their formats' names, whose published terms keep the fee of a refunded
/// payment (FEES.md section 4).
const REFUND_FEES_KEPT: [&str; 3] = ["stripe", "paypal", "square"];

/// The default contract with the rates of the bill's classes put in.
pub(super) fn contract_of_bill(
    book: &Book,
    bill: &[u32],
    currency: Currency,
    assumptions: &mut Vec<Assumption>,
) -> Contract {
    let mut contract = Contract::default();
    if currency != Currency::CNY {
        // Prices of SIM cards and devices are yuan.
        contract.list_amounts.clear();
    }
    if keeps_refund_fees(book) {
        contract.refund_returns_fee = false;
        let refunds = bill.iter().map(|&row| book.records.kind[row as usize]);
        let rows = refunds.filter(|&kind| kind == Kind::Refund).count();
        let said = Assumption::RefundFeesKept {
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
        };
        assumptions.extend((rows > 0).then_some(said));
    }
    for tender in Tender::ALL {
        let rows: Vec<(i64, i64)> = charged(book, bill, tender);
        if rows.is_empty() {
            continue;
        }
        let table = FeeTable::new(&contract, currency);
        let fits = |table: &FeeTable| {
            rows.iter()
                .filter(|&&(amount, fee)| table.fee(tender, amount).is_some_and(|f| f.fee == fee))
                .count()
        };
        if fits(&table) * 100 >= rows.len() * SHARE_PERCENT {
            continue;
        }
        let rules = [
            usual_rule(&rows, tender, currency),
            linear_rule(&rows, tender, currency),
        ];
        let candidate = |rule: RateRule| {
            let mut candidate = contract.clone();
            candidate.rates.retain(|rule| rule.tender != tender);
            candidate.rates.push(rule.clone());
            let fits = fits(&FeeTable::new(&candidate, currency));
            (fits * 100 >= rows.len() * SHARE_PERCENT).then_some((candidate, rule))
        };
        match rules.into_iter().flatten().find_map(candidate) {
            Some((candidate, rule)) => {
                contract = candidate;
                assumptions.push(Assumption::RateFromBill {
                    tender,
                    rate: rule.percent,
                    fixed: rule
                        .fixed
                        .map(|fixed| Amount::new(minor_of(fixed, currency), currency)),
                });
            }
            // Charges that follow no rule, a default hardly ever: what was charged stands.
            None if fits(&table) * 100 < rows.len() * HARDLY_PERCENT => {
                let in_bill = |other| !charged(book, bill, other).is_empty();
                contract.rates.retain(|rule| {
                    !rule.tender.agrees(tender) || rule.tender != tender && in_bill(rule.tender)
                });
            }
            None => {}
        }
    }
    contract
}

/// Whether every bill is of a provider that keeps the fee of a refunded payment.
fn keeps_refund_fees(book: &Book) -> bool {
    let keeps = |format: &str| REFUND_FEES_KEPT.iter().any(|kept| format.starts_with(kept));
    let files = book.files.iter().map(|entry| &entry.report);
    let mut bills = files
        .filter(|report| report.side == Side::Provider)
        .peekable();
    bills.peek().is_some() && bills.all(|report| keeps(&report.format))
}

/// Amount and fee of the class's sales that were charged anything.
fn charged(book: &Book, bill: &[u32], tender: Tender) -> Vec<(i64, i64)> {
    let r = &book.records;
    bill.iter()
        .map(|&row| row as usize)
        .filter(|&row| r.kind[row] == Kind::Sale && r.tender[row] == tender)
        .filter_map(|row| Some((r.amount[row], r.fee(row)?)))
        .filter(|&(amount, fee)| amount > 0 && fee > 0)
        .collect()
}

/// The share that most of the telling rows show, and its cap.
fn usual_rule(rows: &[(i64, i64)], tender: Tender, currency: Currency) -> Option<RateRule> {
    let percent = usual_rate(rows)?;
    Some(RateRule {
        tender,
        percent,
        cap: usual_cap(rows, percent, currency),
        min: None,
        fixed: None,
        above: None,
    })
}

/// A share and an amount for each payment, as most international providers charge: the line through
/// most pairs of a small payment and a large one.
fn linear_rule(rows: &[(i64, i64)], tender: Tender, currency: Currency) -> Option<RateRule> {
    let mut rows: Vec<(i64, i64)> = rows.to_vec();
    rows.sort_unstable();
    rows.dedup();
    // Two payments lie on one line whatever they were charged.
    if rows.len() < LINE_ROWS_MIN {
        return None;
    }
    let half = rows.len() / 2;
    let (lower, upper) = rows.split_at(half);
    let mut counts: FxHashMap<(i128, i128), (u32, i64)> = FxHashMap::default();
    // The farther apart, the more exact; a few of each half are enough.
    let few = |rows: &[(i64, i64)]| -> Vec<(i64, i64)> {
        let step = rows.len().div_ceil(LINE_SAMPLE_MAX);
        rows.iter().copied().step_by(step.max(1)).collect()
    };
    for &(small, less) in &few(lower) {
        for &(large, more) in few(upper).iter().filter(|row| row.0 > small) {
            let points = Rounding::HalfUp
                .divide(i128::from(more - less) * 10_000, i128::from(large - small));
            let share = Rounding::HalfUp.divide(i128::from(large) * points, 10_000);
            let fixed = i128::from(more) - share;
            let (pairs, gap) = counts.entry((points, fixed)).or_default();
            *pairs += 1;
            *gap = large.saturating_sub(small).max(*gap);
        }
    }
    let ((points, fixed), _) = counts
        .into_iter()
        .filter(|&((points, fixed), _)| points > 0 && fixed > 0)
        .max_by_key(|&(line, count)| (count, line))?;
    Some(RateRule {
        tender,
        percent: Rate::from_percent(Decimal::try_from_i128_with_scale(points, 2).ok()?)?,
        cap: None,
        min: None,
        fixed: Some(Decimal::try_from_i128_with_scale(fixed, currency.digits()).ok()?),
        above: None,
    })
}

/// The rate in hundredths of a per cent that most of the telling rows show.
fn usual_rate(rows: &[(i64, i64)]) -> Option<Rate> {
    let telling = |&&(amount, _): &&(i64, i64)| amount >= TELLING_MINOR;
    let any = rows.iter().any(|row| telling(&row));
    let mut counts: FxHashMap<i128, u32> = FxHashMap::default();
    for &(amount, fee) in rows.iter().filter(|row| !any || telling(row)) {
        let basis_points = Rounding::HalfUp.divide(i128::from(fee) * 10_000, i128::from(amount));
        *counts.entry(basis_points).or_default() += 1;
    }
    let (points, _) = counts
        .into_iter()
        .max_by_key(|&(points, count)| (count, points))?;
    Rate::from_percent(Decimal::try_from_i128_with_scale(points, 2).ok()?)
}

/// A fee that at least two payments of different size share although the rate asks for more.
fn usual_cap(rows: &[(i64, i64)], rate: Rate, currency: Currency) -> Option<Decimal> {
    let mut capped: Vec<(i64, i64)> = rows
        .iter()
        .copied()
        .filter(|&(amount, fee)| {
            rate.of(i128::from(amount), Rounding::Down)
                .is_some_and(|full| full > i128::from(fee))
        })
        .map(|(amount, fee)| (fee, amount))
        .collect();
    capped.sort_unstable();
    let shared = capped
        .windows(2)
        .find(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1)?;
    Decimal::try_from_i128_with_scale(i128::from(shared[0].0), currency.digits()).ok()
}
