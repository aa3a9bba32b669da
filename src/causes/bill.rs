//! What the rows of the bill say by themselves: refunds, voids, reversals, coupons and charges.

use crate::cause::{Cause, Confidence, Why};
use crate::record::Kind;

use super::{Aspect, Claim, Rest, Work, count};

mod refund;

pub(super) use refund::{Originals, originals};

/// Runs the family over the bill's rows of the period.
pub fn run(work: &mut Work<'_>) {
    coupons(work);
    reversals(work);
    refund::run(work);
    charges(work);
}

fn coupons(work: &mut Work<'_>) {
    let r = work.records();
    let claims: Vec<Claim> = work
        .bill()
        .filter(|&row| r.kind[row as usize].is_sale() && !work.is_nothing(row))
        .filter_map(|row| {
            let borne = r.ordered(row as usize) - r.amount[row as usize];
            (borne != 0).then(|| Claim::one(row, borne))
        })
        .collect();
    let matched = claims.iter().all(|claim| work.twin(claim.row).is_some());
    let confidence = if matched {
        Confidence::Certain
    } else {
        Confidence::Likely
    };
    let why = Why::Coupon {
        rows: count(&claims),
    };
    work.line(
        Aspect::Discount,
        Cause::CouponBorne,
        confidence,
        why,
        claims,
    );
}

/// Sales undone in the bill. Where the register has the sale, its money never came.
fn reversals(work: &mut Work<'_>) {
    let r = work.records();
    let mut by_kind: [(Kind, Cause, Vec<Claim>); 2] = [
        (Kind::Reversal, Cause::NetworkTimeout, Vec::new()),
        (Kind::Void, Cause::Void, Vec::new()),
    ];
    for row in work.bill() {
        let at = row as usize;
        let Some((_, _, claims)) = by_kind.iter_mut().find(|(kind, ..)| *kind == r.kind[at]) else {
            continue;
        };
        let booked = match work.originals.get(&row) {
            Some(&sale) => !work.is_nothing(sale) || work.undone.get(&sale) != Some(&row),
            // Without its sale in the bill it takes money off the payout all the same.
            None => true,
        };
        if booked {
            let sale = work.originals.get(&row).copied().unwrap_or(super::NO_ROW);
            claims.push(Claim::two(row, -r.amount[at], sale, 0));
        }
    }
    for (kind, cause, claims) in by_kind {
        let rows = count(&claims);
        let why = match kind {
            Kind::Reversal => Why::NetworkTimeout {
                rows,
                reversed: true,
            },
            _ => Why::Void { rows },
        };
        work.line(Aspect::Nature, cause, Confidence::Certain, why, claims);
    }
}

/// Rows that are no sale and change the payout: one line a cause.
fn charges(work: &mut Work<'_>) {
    const KINDS: &[(&[Kind], Cause)] = &[
        (&[Kind::SimFee, Kind::Deposit], Cause::SimDeposit),
        (&[Kind::InstantFee], Cause::FeeInstant),
        (&[Kind::Fee, Kind::FeeReturned], Cause::FeeNormal),
        (
            &[Kind::Chargeback, Kind::ChargebackReversed],
            Cause::Chargeback,
        ),
        (&[Kind::Reserve, Kind::ReserveReleased], Cause::Reserve),
        (&[Kind::Hold, Kind::HoldReleased], Cause::RiskHold),
        (&[Kind::Split], Cause::Split),
        (&[Kind::Tax], Cause::TaxWithheld),
    ];
    for &(kinds, cause) in KINDS {
        let r = work.records();
        let rows: Vec<u32> = work
            .bill()
            .filter(|&row| kinds.contains(&r.kind[row as usize]))
            .collect();
        let Some(&first) = rows.first() else { continue };
        // A fee charged on such a row (a dispute fee) leaves with it.
        let claims: Vec<Claim> = rows
            .iter()
            .map(|&row| {
                let at = row as usize;
                // A chargeback is gross; the sale's fee that comes back with it is in FEE_NORMAL.
                let gross = cause == Cause::Chargeback && r.fee(at).is_some_and(|fee| fee < 0);
                Claim::one(row, if gross { -r.amount[at] } else { -r.net(at) })
            })
            .collect();
        let why = match cause {
            Cause::SimDeposit => Why::SimDeposit {
                rows: count(&rows),
                day: r.day[first as usize],
            },
            Cause::FeeInstant => Why::FeeInstant { rows: count(&rows) },
            Cause::RiskHold => Why::RiskHold { rows: count(&rows) },
            _ => Why::BillRows { rows: count(&rows) },
        };
        work.line(Aspect::Nature, cause, Confidence::Likely, why, claims);
    }
    adjustments(work);
}

/// Corrections that the bill does not name: they change the payout and nobody can say why.
fn adjustments(work: &mut Work<'_>) {
    let r = work.records();
    let rows: Vec<u32> = work
        .bill()
        .filter(|&row| r.kind[row as usize] == Kind::Adjustment)
        .collect();
    if !rows.is_empty() {
        let amount = rows
            .iter()
            .map(|&row| -i128::from(r.net(row as usize)))
            .sum();
        work.rests.push(Rest {
            due: None,
            amount,
            rows,
        });
    }
}
