//! What the rows of the bill say by themselves: refunds, voids, reversals, coupons and charges.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::calendar::Day;
use crate::cause::{Cause, Confidence, Why};
use crate::record::{FileId, Kind, Sym};

use super::{Aspect, Claim, Rest, Work, count};

mod refund;

pub(super) use refund::{Originals, originals};

/// Words of a remark that say that the platform bears a discount, so that it owes it to the shop
/// (CAUSES.md F11; 预充值 is a coupon paid for in advance, which settles in full).
const SUBSIDY_WORDS: &[&str] = &[
    "平台补贴",
    "平台优惠",
    "平台承担",
    "平台券",
    "平台红包",
    "预充值",
    "PLATFORM COUPON",
    "PLATFORM-FUNDED",
    "SUBSIDY",
];

/// Runs the family over the bill's rows of the period.
pub fn run(work: &mut Work<'_>) {
    coupons(work);
    reversals(work);
    refund::run(work);
    charges(work);
}

/// Whether a row, or its twin, says that the platform bears its discount.
fn is_subsidised(work: &Work<'_>, row: u32) -> bool {
    let says = |row: u32| {
        let note = work.book.texts.get(work.records().note[row as usize]);
        let note = note.to_uppercase();
        SUBSIDY_WORDS.iter().any(|word| note.contains(word))
    };
    says(row) || work.twin(row).is_some_and(says)
}

/// Discounts in sales, and what the platform pays for those that it bears.
fn coupons(work: &mut Work<'_>) {
    let r = work.records();
    let discounts: Vec<Claim> = work
        .bill()
        .filter(|&row| r.kind[row as usize].is_sale() && !work.is_nothing(row))
        // What the till booked after the discount was never among the takings.
        .filter(|&row| {
            let twin = work.twin(row).map(|twin| r.amount[twin as usize]);
            twin != Some(r.amount[row as usize])
        })
        .filter_map(|row| {
            let borne = r.ordered(row as usize) - r.amount[row as usize];
            (borne != 0).then(|| Claim::one(row, borne))
        })
        .collect();
    let (mut subsidised, claims): (Vec<Claim>, Vec<Claim>) = discounts
        .into_iter()
        .partition(|claim| is_subsidised(work, claim.row));
    let paid = work
        .bill()
        .filter(|&row| is_subsidy(work, row))
        .map(|row| Claim::one(row, -r.net(row as usize)));
    subsidised.extend(paid);
    let why = Why::BillRows {
        rows: count(&subsidised),
    };
    work.line(
        Aspect::Discount,
        Cause::SubsidyMissing,
        Confidence::Likely,
        why,
        subsidised,
    );
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

/// Whether a correction of the bill is the platform's share of discounts.
fn is_subsidy(work: &Work<'_>, row: u32) -> bool {
    work.records().kind[row as usize] == Kind::Adjustment && is_subsidised(work, row)
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
    work.restated = restated(work);
    for &(kinds, cause) in KINDS {
        let r = work.records();
        let rows: Vec<u32> = work
            .bill()
            .filter(|&row| kinds.contains(&r.kind[row as usize]))
            .filter(|row| !work.restated.contains(row))
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

/// Fee rows that repeat what payments bear themselves: the fee of the one that they name, or the sum of
/// all of that day, of the day before or of all days.
fn restated(work: &Work<'_>) -> Vec<u32> {
    let r = work.records();
    let taken = |&row: &u32| r.kind[row as usize] == Kind::Fee && r.amount[row as usize] < 0;
    let mut rows: Vec<u32> = work.bill().filter(taken).collect();
    if rows.is_empty() {
        return rows;
    }
    // By format and not by file: whether a bill came in one file or in two says nothing.
    let formats: FxHashMap<FileId, &str> = work
        .book
        .files
        .iter()
        .map(|entry| (entry.id, entry.report.format.as_str()))
        .collect();
    let format_of = |at: usize| formats.get(&r.file[at]).copied().unwrap_or_default();
    let mut sums: FxHashMap<(&str, Option<Day>), i128> = FxHashMap::default();
    for &row in &work.scope.bill {
        let at = row as usize;
        let pays = r.kind[at].is_sale()
            || matches!(r.kind[at], Kind::Refund | Kind::Void | Kind::Reversal);
        if let Some(fee) = r.fee(at).filter(|_| pays) {
            for day in [None, Some(r.day[at])] {
                *sums.entry((format_of(at), day)).or_default() += i128::from(fee);
            }
        }
    }
    let of_sales: FxHashSet<(Sym, i64)> = work
        .scope
        .bill
        .iter()
        .map(|&row| row as usize)
        .filter(|&at| r.kind[at].is_sale())
        .filter_map(|at| r.fee(at).map(|fee| (at, fee)))
        .flat_map(|(at, fee)| [(r.order_id[at], fee), (r.provider_id[at], fee)])
        .filter(|(id, _)| !id.is_none())
        .collect();
    let named = |at: usize| {
        let ids = [r.origin_id[at], r.order_id[at], r.provider_id[at]];
        let fee = r.amount[at].saturating_neg();
        ids.into_iter().any(|id| of_sales.contains(&(id, fee)))
    };
    let repeats = |&row: &u32| {
        let at = row as usize;
        let days = [None, Some(r.day[at]), Some(r.day[at].plus(-1))];
        let sum = |day| sums.get(&(format_of(at), day)).copied().unwrap_or(0);
        let mut days = days.into_iter();
        named(at) || days.any(|day| sum(day) == -i128::from(r.amount[at]))
    };
    rows.retain(repeats);
    rows
}

/// Corrections that the bill does not name: they change the payout and nobody can say why.
fn adjustments(work: &mut Work<'_>) {
    let r = work.records();
    let rows: Vec<u32> = work
        .bill()
        .filter(|&row| r.kind[row as usize] == Kind::Adjustment && !is_subsidy(work, row))
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
