//! Single rows that were charged wrongly.

use crate::cause::{Cause, Confidence, Why};
use crate::money::Rate;
use crate::record::Tender;

use super::super::{Aspect, Work, count};
use super::surcharge::INSTANT_FEES;
use super::{Charged, excesses, fee_at, implied};

/// What was done to a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    CapMissed,
    DebitAsCredit,
    ChargedTwice,
    Instant,
    ListAmount,
    OtherTier,
    TooHigh,
    NoRule,
}

const FAULTS: [Fault; 8] = [
    Fault::CapMissed,
    Fault::DebitAsCredit,
    Fault::ChargedTwice,
    Fault::Instant,
    Fault::ListAmount,
    Fault::OtherTier,
    Fault::TooHigh,
    Fault::NoRule,
];

/// Names the fault of each of `rows` and adds a line a fault.
pub(super) fn run(work: &mut Work<'_>, tender: Tender, rows: &[Charged]) {
    let faults: Vec<Fault> = rows
        .iter()
        .map(|charged| fault(work, tender, charged, rows))
        .collect();
    for fault in FAULTS {
        let mine: Vec<Charged> = rows
            .iter()
            .zip(&faults)
            .filter(|(_, of)| **of == fault)
            .map(|(charged, _)| *charged)
            .collect();
        if let Some(first) = mine.first() {
            line(work, tender, fault, *first, &mine);
        }
    }
}

fn fault(work: &Work<'_>, tender: Tender, charged: &Charged, rows: &[Charged]) -> Fault {
    let (table, excess) = (&work.table, charged.excess());
    let Some(rule) = table.rule(tender, charged.amount) else {
        return Fault::NoRule;
    };
    if rule.cap.is_some() {
        let uncapped = rule.uncapped();
        if table.fee_by(&uncapped, charged.amount).fee == charged.actual {
            return Fault::CapMissed;
        }
        // Another cap: the same fee above the agreed one on sales of different size.
        let another = rows
            .iter()
            .any(|other| other.actual == charged.actual && other.amount != charged.amount);
        if another && table.fee_by(rule, charged.amount).capped {
            return Fault::CapMissed;
        }
    }
    if tender == Tender::DebitCard
        && table
            .fee(Tender::CreditCard, charged.amount)
            .is_some_and(|fee| fee.fee == charged.actual)
    {
        return Fault::DebitAsCredit;
    }
    if excess > 1 && charged.actual == 2 * charged.expected {
        return Fault::ChargedTwice;
    }
    let minor = |amount: rust_decimal::Decimal| crate::fees::minor_of(amount, work.scope.currency);
    let agreed = work.scope.contract.instant_fee.map(minor);
    if INSTANT_FEES.contains(&excess) || agreed == Some(i128::from(excess)) {
        return Fault::Instant;
    }
    if work
        .scope
        .contract
        .list_amounts
        .iter()
        .any(|&listed| minor(listed) == i128::from(excess))
    {
        return Fault::ListAmount;
    }
    let rate = implied(charged.amount, charged.actual);
    let round =
        rate.is_some_and(|rate| fee_at(table, rule, rate, charged.amount) == Some(charged.actual));
    match (round && excess > 0, tender) {
        (true, Tender::Wechat | Tender::Alipay | Tender::Unionpay | Tender::Qr) => Fault::OtherTier,
        (true, _) => Fault::TooHigh,
        (false, _) => Fault::NoRule,
    }
}

fn line(work: &mut Work<'_>, tender: Tender, fault: Fault, first: Charged, mine: &[Charged]) {
    let rows = count(mine);
    let rule = work.table.rule(tender, first.amount).copied();
    let agreed = rule.map_or(Rate::ZERO, |rule| rule.rate);
    let cap = rule.and_then(|rule| rule.cap).map(|cap| work.money(cap));
    let charged = implied(first.amount, first.actual).unwrap_or(agreed);
    let day = work.records().day[first.row as usize];
    let (cause, why) = match fault {
        Fault::CapMissed => {
            let cap = cap.unwrap_or(work.money(first.expected));
            (Cause::CapMissed, Why::CapMissed { rows, cap })
        }
        Fault::DebitAsCredit => {
            let credit = work.table.rule(Tender::CreditCard, first.amount);
            let charged = credit.map_or(charged, |rule| rule.rate);
            (
                Cause::DebitAsCredit,
                Why::DebitAsCredit {
                    rows,
                    agreed,
                    cap,
                    charged,
                },
            )
        }
        Fault::ChargedTwice => (Cause::ChargedTwice, Why::ChargedTwice { rows }),
        Fault::Instant => (Cause::FeeInstant, Why::FeeInstant { rows }),
        Fault::ListAmount => (Cause::SimDeposit, Why::SimDeposit { rows, day }),
        Fault::OtherTier => (
            Cause::QrTier,
            Why::QrTier {
                rows,
                agreed,
                charged,
            },
        ),
        Fault::TooHigh => (
            Cause::RateTooHigh,
            Why::RateTooHigh {
                tender,
                rows,
                agreed,
                charged,
            },
        ),
        Fault::NoRule => (Cause::ProviderError, Why::ProviderError { rows }),
    };
    let confidence = match fault {
        Fault::ListAmount | Fault::Instant => Confidence::Possible,
        _ => Confidence::Likely,
    };
    work.line(Aspect::Excess, cause, confidence, why, excesses(mine));
}
