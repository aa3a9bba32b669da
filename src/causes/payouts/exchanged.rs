//! Payouts that arrived in another currency than they were due in (CAUSES.md C7).

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::cause::{Cause, Confidence, Why};
use crate::matching::{Payers, names, pays};
use crate::money::{Amount, Currency};

use super::super::{Aspect, Claim, Work, count};

/// Banks book a payout from abroad within a week.
const LATE_DAYS_MAX: i32 = 7;

/// Within a statement two rates of one pair of currencies differ by no more than this many per cent.
const APART_PERCENT_MAX: i64 = 5;

/// Rates are shown with so many decimals, as banks quote them.
const RATE_DECIMALS: u32 = 4;

/// What is due and, as far as the statement shows, came in another currency.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Its due day.
    pub(super) due: Day,
    /// Minor units.
    pub(super) expected: i128,
    /// Which provider pays it.
    pub(super) stream: u16,
}

/// A payout and the credit in another currency that it arrived as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exchanged {
    /// Which of those wanted.
    pub(super) of: usize,
    /// The row of the statement.
    pub(super) credit: u32,
    currency: Currency,
    rate: Decimal,
}

/// The credits in other currencies by payers of hers, each the first that came on the day a payout was
/// due or soon after; none where their rates lie apart, or where a single one names nobody.
pub(super) fn find(work: &Work<'_>, wanted: &[Wanted]) -> Vec<Exchanged> {
    let r = work.records();
    let payers = Payers::of(work.book);
    let text = |sym| work.book.texts.get(sym);
    let texts = |row: u32| (text(r.party[row as usize]), text(r.note[row as usize]));
    let mut credits: Vec<(u32, u64)> = work
        .scope
        .abroad
        .iter()
        .filter(|&&row| r.amount[row as usize] > 0)
        .map(|&row| (row, pays(texts(row).0, texts(row).1, &payers)))
        .filter(|&(_, streams)| streams != 0)
        .collect();
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&of| (wanted[of].due, of));
    let mut found: Vec<Exchanged> = Vec::new();
    for of in order {
        let due = &wanted[of];
        let fits = |&(row, streams): &(u32, u64)| {
            let late = r.day[row as usize].since(due.due);
            (0..=LATE_DAYS_MAX).contains(&late) && streams & (1 << due.stream.min(63)) != 0
        };
        let Some(place) = credits.iter().position(fits) else {
            continue;
        };
        let (credit, _) = credits.remove(place);
        let currency = work.book.currency(credit as usize);
        let own = Amount::new(due.expected, work.scope.currency);
        let other = Amount::new(i128::from(r.amount[credit as usize]), currency);
        let Some(rate) = rate(own, other) else {
            continue;
        };
        found.push(Exchanged {
            of,
            credit,
            currency,
            rate,
        });
    }
    let currencies: Vec<Currency> = found.iter().map(|one| one.currency).collect();
    found.retain(|one| currencies.iter().all(|&currency| currency == one.currency));
    let (low, high) = span(&found);
    let near = high * Decimal::from(100) <= low * Decimal::from(100 + APART_PERCENT_MAX);
    let known = match found[..] {
        [only] => names(texts(only.credit).0, texts(only.credit).1, &payers),
        _ => near,
    };
    if known { found } else { Vec::new() }
}

/// Units of `other` for one of `own`.
fn rate(own: Amount, other: Amount) -> Option<Decimal> {
    let major = |amount: Amount| {
        Decimal::try_from_i128_with_scale(amount.minor, amount.currency.digits()).ok()
    };
    let rate = major(other)?.checked_div(major(own)?)?;
    Some(rate.round_dp(RATE_DECIMALS).normalize())
}

fn span(found: &[Exchanged]) -> (Decimal, Decimal) {
    let rates = found.iter().map(|one| one.rate);
    (
        rates.clone().min().unwrap_or_default(),
        rates.max().unwrap_or_default(),
    )
}

/// Adds the line: the rows of these payouts, which left their currency, and the credits, which count for
/// nothing in it.
pub(super) fn line(work: &mut Work<'_>, found: &[Exchanged], mut claims: Vec<Claim>, days: &[Day]) {
    let (Some(&from), Some(&to), Some(first)) = (days.first(), days.last(), found.first()) else {
        return;
    };
    let r = work.records();
    let credits = found.iter().map(|one| one.credit);
    let arrived = credits
        .clone()
        .map(|row| i128::from(r.amount[row as usize]))
        .sum();
    claims.extend(credits.map(|row| Claim::one(row, 0)));
    let (low, high) = span(found);
    let why = Why::Exchanged {
        payouts: count(found),
        from,
        to,
        arrived: Amount::new(arrived, first.currency),
        low,
        high,
    };
    let (cause, confidence) = (Cause::Fx, Confidence::Possible);
    work.line(Aspect::Payout, cause, confidence, why, claims);
}
