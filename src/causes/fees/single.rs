/*!
Single rows that were charged wrongly.

Several faults may explain one row to the minor unit: a small fee is doubled by chance, a tier's rate
on the right amount adds exactly 2.00. They compete: the fault that explains most rows takes them, then
the next one takes what is left; of equals the one that stands first in [`Fault`].
*/

use std::collections::BTreeMap;
use std::mem::{Discriminant, discriminant};

use crate::cause::{Cause, Confidence, Why};
use crate::fees::{FeeTable, Rule};
use crate::money::Rate;
use crate::record::Tender;

use super::super::{Aspect, Rivals, Work, count};
use super::surcharge::INSTANT_FEES;
use super::{Charged, excesses, fee_at, implied};

/// What was done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    CapMissed,
    DebitAsCredit,
    /// At a rate that price lists have.
    OtherTier(Rate),
    ChargedTwice,
    Instant,
    ListAmount,
    /// At a rate that no list has.
    TooHigh(Rate),
    NoRule,
}

/// Rates of other tiers that price lists have, in hundredths of a per cent (FEES.md section 2).
const TIERS: [i64; 4] = [38, 55, 60, 65];

/// So many rates that rows show by themselves are tried on the others; one wrong rate has few faces.
const SHOWN_MAX: usize = 32;

const fn is_qr(tender: Tender) -> bool {
    matches!(
        tender,
        Tender::Wechat | Tender::Alipay | Tender::Unionpay | Tender::Qr
    )
}

/// Names the fault of each of `rows` and adds a line a fault. `table` charges as the provider rounds.
pub(super) fn run(work: &mut Work<'_>, table: &FeeTable, tender: Tender, rows: &[Charged]) {
    let rates = rates(work, rows);
    let mut open: Vec<(Charged, Vec<Fault>)> = rows
        .iter()
        .map(|charged| {
            let fits = faults(work, table, tender, charged, rows, &rates);
            (*charged, fits)
        })
        .collect();
    while let Some((fault, equal, second)) = strongest(&open) {
        let (mine, left) = open
            .into_iter()
            .partition(|(_, fits)| fits.contains(&fault));
        open = left;
        let mine: Vec<Charged> = mine.into_iter().map(|(charged, _)| charged).collect();
        line(work, tender, fault, &mine, (equal, second));
    }
}

/// The fault that explains most rows, how many causes explain the same ones, and the second where it
/// comes close.
fn strongest(open: &[(Charged, Vec<Fault>)]) -> Option<(Fault, u32, Option<Fault>)> {
    let counted = |rows: &mut dyn Iterator<Item = &Vec<Fault>>| {
        let mut counts: BTreeMap<Fault, usize> = BTreeMap::new();
        for &fault in rows.flatten() {
            *counts.entry(fault).or_default() += 1;
        }
        counts
    };
    let all = counted(&mut open.iter().map(|(_, fits)| fits));
    // Of equals the last one of an order turned round is the first.
    let (&best, &rows) = all.iter().rev().max_by_key(|&(_, &rows)| rows)?;
    let with_best = open.iter().map(|(_, fits)| fits);
    let shared = counted(&mut with_best.filter(|fits| fits.contains(&best)));
    let mut causes: Vec<Discriminant<Fault>> = shared
        .iter()
        .filter(|&(fault, &shared)| shared == rows && all.get(fault) == Some(&rows))
        .map(|(fault, _)| discriminant(fault))
        .collect();
    causes.dedup();
    let others = shared.iter().rev().filter(|&(fault, &shared)| {
        let close = shared * Rivals::CLOSE.1 >= rows * Rivals::CLOSE.0;
        close && discriminant(fault) != discriminant(&best)
    });
    let second = others
        .max_by_key(|&(_, &shared)| shared)
        .map(|(&fault, _)| fault);
    Some((best, count(&causes), second))
}

/// The rates that a row may have been charged at instead: those of the contract and of price lists,
/// then what each row shows by itself.
fn rates(work: &Work<'_>, rows: &[Charged]) -> (Vec<Rate>, Vec<Rate>) {
    let agreed = work.table.rules().iter().map(|rule| rule.rate);
    let listed = TIERS
        .into_iter()
        .filter_map(|points| Rate::from_percent(rust_decimal::Decimal::new(points, 2)));
    let mut known: Vec<Rate> = agreed.chain(listed).collect();
    known.sort_unstable();
    known.dedup();
    let mut shown: BTreeMap<Rate, usize> = BTreeMap::new();
    for charged in rows {
        if let Some(rate) = implied(charged.amount, charged.actual) {
            *shown.entry(rate).or_default() += 1;
        }
    }
    let mut shown: Vec<(Rate, usize)> = shown.into_iter().collect();
    shown.sort_by_key(|&(_, rows)| std::cmp::Reverse(rows));
    shown.truncate(SHOWN_MAX);
    (known, shown.into_iter().map(|(rate, _)| rate).collect())
}

/// Every fault that explains a row to the minor unit.
fn faults(
    work: &Work<'_>,
    table: &FeeTable,
    tender: Tender,
    charged: &Charged,
    rows: &[Charged],
    (known, shown): &(Vec<Rate>, Vec<Rate>),
) -> Vec<Fault> {
    let excess = charged.excess();
    let Some(rule) = table.rule(tender, charged.amount) else {
        return vec![Fault::NoRule];
    };
    let mut fits = Vec::new();
    if rule.cap.is_some() {
        let uncapped = table.fee_by(&rule.uncapped(), charged.amount).fee == charged.actual;
        // Another cap: the same fee above the agreed one on sales of different size.
        let another = table.fee_by(rule, charged.amount).capped
            && rows
                .iter()
                .any(|other| other.actual == charged.actual && other.amount != charged.amount);
        if uncapped || another {
            fits.push(Fault::CapMissed);
        }
    }
    let credit = table.fee(Tender::CreditCard, charged.amount);
    if tender == Tender::DebitCard && credit.is_some_and(|fee| fee.fee == charged.actual) {
        fits.push(Fault::DebitAsCredit);
    }
    let at = |rate: Rate| fee_at(table, rule, rate, charged.amount) == Some(charged.actual);
    if is_qr(tender) && excess > 0 {
        let tiers = known.iter().copied().filter(|&rate| at(rate));
        fits.extend(tiers.map(Fault::OtherTier));
    }
    if twice(table, rule, charged) {
        fits.push(Fault::ChargedTwice);
    }
    let minor = |amount: rust_decimal::Decimal| crate::fees::minor_of(amount, work.scope.currency);
    let agreed = work.scope.contract.instant_fee.map(minor);
    if INSTANT_FEES.contains(&excess) || agreed == Some(i128::from(excess)) {
        fits.push(Fault::Instant);
    }
    let listed = &work.scope.contract.list_amounts;
    if listed
        .iter()
        .any(|&listed| minor(listed) == i128::from(excess))
    {
        fits.push(Fault::ListAmount);
    }
    // Some rate or other fits every row: it counts where nothing better does.
    if fits.is_empty() && excess > 0 {
        let own = implied(charged.amount, charged.actual);
        let rates = known.iter().chain(shown).copied().chain(own);
        fits.extend(rates.filter(|&rate| at(rate)).map(Fault::TooHigh));
        fits.sort_unstable();
        fits.dedup();
    }
    if fits.is_empty() {
        fits.push(Fault::NoRule);
    }
    fits
}

/// Whether the fee was taken twice, as agreed or as the provider rounds it.
fn twice(table: &FeeTable, rule: &Rule, charged: &Charged) -> bool {
    let once = table.fee_by(rule, charged.amount).fee;
    let doubled = [charged.expected, once].map(|fee| fee.saturating_mul(2));
    charged.excess() > 1 && doubled.contains(&charged.actual)
}

/// Whether a fault of single rows that needs no rate explains what a row was charged.
pub(super) fn has_a_fault_of_its_own(work: &Work<'_>, rule: &Rule, charged: &Charged) -> bool {
    let currency = work.scope.currency;
    let minor = |amount: rust_decimal::Decimal| crate::fees::minor_of(amount, currency);
    let excess = charged.excess();
    let mut listed = work.scope.contract.list_amounts.iter();
    twice(&work.table, rule, charged)
        || INSTANT_FEES.contains(&excess)
        || listed.any(|&listed| minor(listed) == i128::from(excess))
}

/// What a fault is called on a row paid so.
const fn cause_of(fault: Fault, tender: Tender) -> Cause {
    match fault {
        Fault::CapMissed => Cause::CapMissed,
        Fault::DebitAsCredit => Cause::DebitAsCredit,
        Fault::ChargedTwice => Cause::ChargedTwice,
        Fault::Instant => Cause::FeeInstant,
        Fault::ListAmount => Cause::SimDeposit,
        Fault::OtherTier(_) | Fault::TooHigh(_) if is_qr(tender) => Cause::QrTier,
        Fault::OtherTier(_) | Fault::TooHigh(_) => Cause::RateTooHigh,
        Fault::NoRule => Cause::ProviderError,
    }
}

fn line(
    work: &mut Work<'_>,
    tender: Tender,
    fault: Fault,
    mine: &[Charged],
    (alternatives, second): (u32, Option<Fault>),
) {
    let Some(first) = mine.first() else { return };
    let rows = count(mine);
    let rule = work.table.rule(tender, first.amount).copied();
    let agreed = rule.map_or(Rate::ZERO, |rule| rule.rate);
    let cap = rule.and_then(|rule| rule.cap).map(|cap| work.money(cap));
    let day = work.records().day[first.row as usize];
    let cause = cause_of(fault, tender);
    let why = match fault {
        Fault::CapMissed => {
            let cap = cap.unwrap_or(work.money(first.expected));
            Why::CapMissed { rows, cap }
        }
        Fault::DebitAsCredit => {
            let credit = work.table.rule(Tender::CreditCard, first.amount);
            let charged = credit.map_or(agreed, |rule| rule.rate);
            Why::DebitAsCredit {
                rows,
                agreed,
                cap,
                charged,
            }
        }
        Fault::ChargedTwice => Why::ChargedTwice { rows },
        Fault::Instant => Why::FeeInstant { rows },
        Fault::ListAmount => Why::SimDeposit { rows, day },
        Fault::OtherTier(charged) | Fault::TooHigh(charged) if is_qr(tender) => Why::QrTier {
            rows,
            agreed,
            charged,
        },
        Fault::OtherTier(charged) | Fault::TooHigh(charged) => Why::RateTooHigh {
            tender,
            rows,
            agreed,
            charged,
        },
        Fault::NoRule => Why::ProviderError { rows },
    };
    let confidence = match fault {
        Fault::ListAmount | Fault::Instant => Confidence::Possible,
        _ => Confidence::Likely,
    };
    let rivals = Rivals {
        alternatives,
        runner_up: second.map(|fault| cause_of(fault, tender)),
    };
    work.line_of(
        (Aspect::Excess, cause, confidence),
        rivals,
        why,
        excesses(mine),
    );
}
