//! Payouts that arrived in another currency than they were due in (CAUSES.md C7).

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::cause::{Cause, Confidence, Why};
use crate::matching::{Payers, names, pays};
use crate::money::{Amount, Currency};

use super::super::{Aspect, Claim, Work, count};

/// Banks book a payout from abroad within a week, and a due day that nobody knows lies no farther off.
const DAYS_APART_MAX: i32 = 7;

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

/// The credits in other currencies by payers of hers: where there are as many as payouts that were due,
/// one after the other, else each that came on the day of one or soon after. None where their rates lie
/// apart, or where a single one names nobody.
pub(super) fn find(work: &Work<'_>, wanted: &[Wanted]) -> Vec<Exchanged> {
    let r = work.records();
    let payers = Payers::of(work.book);
    let text = |sym| work.book.texts.get(sym);
    let texts = |row: u32| (text(r.party[row as usize]), text(r.note[row as usize]));
    let credits: Vec<(u32, u64)> = work
        .scope
        .abroad
        .iter()
        .filter(|&&row| r.amount[row as usize] > 0)
        .map(|&row| (row, pays(texts(row).0, texts(row).1, &payers)))
        .filter(|&(_, streams)| streams != 0)
        .collect();
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&of| (wanted[of].due, of));
    let late = |of: usize, row: u32| r.day[row as usize].since(wanted[of].due);
    let by_day = || {
        let (mut free, mut pairs) = (credits.clone(), Vec::new());
        let mut open = order.clone();
        for days in 0..=DAYS_APART_MAX {
            open.retain(|&of| {
                let fits = |&(row, streams): &(u32, u64)| {
                    late(of, row) == days && streams & (1 << wanted[of].stream.min(63)) != 0
                };
                let place = free.iter().position(fits);
                pairs.extend(place.map(|place| (of, free.remove(place).0)));
                place.is_none()
            });
        }
        pairs.sort_unstable();
        pairs
    };
    let in_turn = || {
        let pairs = order
            .iter()
            .copied()
            .zip(credits.iter().map(|&(row, _)| row));
        let near = |&(of, row): &(usize, u32)| late(of, row).abs() <= DAYS_APART_MAX;
        let pairs: Vec<(usize, u32)> = pairs.filter(near).collect();
        let whole = pairs.len() == order.len() && pairs.len() == credits.len();
        if whole { pairs } else { Vec::new() }
    };
    let known = |found: &[Exchanged]| match found {
        [] => false,
        [only] => names(texts(only.credit).0, texts(only.credit).1, &payers),
        _ => {
            let (low, high) = span(found);
            high * Decimal::from(100) <= low * Decimal::from(100 + APART_PERCENT_MAX)
        }
    };
    let ways = [in_turn(), by_day()];
    let mut found = ways.map(|pairs| exchanged(work, wanted, pairs)).into_iter();
    found.find(|found| known(found)).unwrap_or_default()
}

/// What pairs of a payout and a credit say, where all credits are in one currency.
fn exchanged(work: &Work<'_>, wanted: &[Wanted], pairs: Vec<(usize, u32)>) -> Vec<Exchanged> {
    let found = pairs.into_iter().filter_map(|(of, credit)| {
        let currency = work.book.currency(credit as usize);
        let amount = work.records().amount[credit as usize];
        let own = Amount::new(wanted[of].expected, work.scope.currency);
        let rate = rate(own, Amount::new(i128::from(amount), currency))?;
        Some(Exchanged {
            of,
            credit,
            currency,
            rate,
        })
    });
    let found: Vec<Exchanged> = found.collect();
    let mut currencies = found.iter().map(|one| one.currency);
    let first = currencies.next();
    if currencies.all(|currency| Some(currency) == first) {
        found
    } else {
        Vec::new()
    }
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
