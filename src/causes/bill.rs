//! What the rows of the bill say by themselves: refunds, voids, reversals, coupons and charges.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cause::{Cause, Confidence, Why};
use crate::record::{Book, Kind, Sym};

use super::{Aspect, Claim, Rest, Work, count};

/// Runs the family over the bill's rows of the period.
pub fn run(work: &mut Work<'_>) {
    coupons(work);
    reversals(work);
    refunds(work);
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

/// The sale that a row undoes or refunds: by the number it names, else by the order number.
pub(super) fn originals(book: &Book, bill: &[u32]) -> FxHashMap<u32, u32> {
    let r = &book.records;
    let is_later = |row: usize| {
        matches!(
            r.kind[row],
            Kind::Refund
                | Kind::Void
                | Kind::Reversal
                | Kind::Chargeback
                | Kind::ChargebackReversed
        )
    };
    let later: Vec<u32> = bill
        .iter()
        .copied()
        .filter(|&row| is_later(row as usize))
        .collect();
    let mut wanted: FxHashSet<Sym> = FxHashSet::default();
    for &row in &later {
        let row = row as usize;
        let ids = [r.origin_id[row], r.order_id[row], r.rrn[row]];
        wanted.extend(ids.iter().filter(|id| !id.is_none()));
    }
    // One pass over the sales, which are many, keeping only those that a later row names.
    let mut sales: FxHashMap<Sym, u32> = FxHashMap::default();
    for &row in bill {
        let at = row as usize;
        if !r.kind[at].is_sale() {
            continue;
        }
        for id in [r.provider_id[at], r.order_id[at], r.rrn[at]] {
            if wanted.contains(&id) {
                sales.entry(id).or_insert(row);
            }
        }
    }
    let original = |row: u32| {
        let at = row as usize;
        [r.origin_id[at], r.order_id[at], r.rrn[at]]
            .iter()
            .filter(|id| !id.is_none())
            .find_map(|id| sales.get(id).copied())
    };
    later
        .into_iter()
        .filter_map(|row| Some((row, original(row)?)))
        .collect()
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

fn refunds(work: &mut Work<'_>) {
    let r = work.records();
    let (mut whole, mut part) = (Vec::new(), Vec::new());
    let (mut whole_known, mut part_known) = (true, true);
    for row in work
        .bill()
        .filter(|&row| r.kind[row as usize] == Kind::Refund)
    {
        let at = row as usize;
        let sale = work.originals.get(&row).copied();
        let claim = Claim::two(row, -r.amount[at], sale.unwrap_or(super::NO_ROW), 0);
        let in_part = sale.is_some_and(|sale| r.ordered(sale as usize) > -r.ordered(at));
        let (claims, known) = if in_part {
            (&mut part, &mut part_known)
        } else {
            (&mut whole, &mut whole_known)
        };
        claims.push(claim);
        *known &= sale.is_some();
    }
    for (cause, claims, known) in [
        (Cause::Refund, whole, whole_known),
        (Cause::RefundPartial, part, part_known),
    ] {
        // With its sale the refund is shown by two rows and their key; the register knows the sale.
        let confidence = if known {
            Confidence::Certain
        } else {
            Confidence::Likely
        };
        work.line(
            Aspect::Nature,
            cause,
            confidence,
            Why::BillRows {
                rows: count(&claims),
            },
            claims,
        );
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
        // The fee of such a row (a dispute fee) leaves with it.
        let claims: Vec<Claim> = rows
            .iter()
            .map(|&row| Claim::one(row, -r.net(row as usize)))
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
