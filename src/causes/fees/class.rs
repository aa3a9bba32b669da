//! A class of rows that was charged differently as a whole.

use crate::cause::{Cause, Confidence, Why};
use crate::fees::Rule;
use crate::money::{Rate, Rounding};
use crate::record::Tender;

use super::super::{Aspect, Work, count};
use super::{Charged, excesses, fee_at, implied, single};

/// The largest rows say most about a rate; so many of them are asked.
const TELLING_ROWS: usize = 15;

/// A class whose rows can also be charged wrongly one by one (a debit card as credit, a QR payment
/// by another tier) changed as a whole only where this many rows show it.
const CHANGE_ROWS_MIN: usize = 3;

/// Looks at the rows of `tender`, in order of time, of which at least one differs.
pub(super) fn run(work: &mut Work<'_>, tender: Tender, class: &[Charged]) {
    if let Some(mode) = rounding(work, tender, class.iter()) {
        return round_line(work, mode, class);
    }
    let changed = changed(work, tender, class);
    let since = changed.as_ref().map_or(class.len(), |change| change.since);
    let (moved, kept): (Vec<_>, Vec<_>) = class.iter().enumerate().partition(|(at, charged)| {
        *at >= since
            && changed
                .as_ref()
                .is_some_and(|change| change.fits(work, charged))
    });
    if let Some(change) = changed {
        let rows: Vec<Charged> = moved
            .into_iter()
            .map(|(_, charged)| *charged)
            .filter(|charged| charged.excess() != 0)
            .collect();
        line(work, tender, class, &change, &rows);
    }
    let mut left: Vec<Charged> = kept.into_iter().map(|(_, charged)| *charged).collect();
    // A row that was charged wrongly hides no rounding of the others.
    let small = |charged: &&Charged| charged.excess().abs() <= 1;
    let mode = rounding(work, tender, left.iter().filter(small));
    let others = left
        .iter()
        .filter(small)
        .any(|charged| charged.excess() != 0);
    let mut table = work.table.clone();
    if let Some(mode) = mode.filter(|_| others) {
        let rows: Vec<Charged> = left.iter().filter(small).copied().collect();
        round_line(work, mode, &rows);
        left.retain(|charged| charged.excess().abs() > 1);
        table = table.rounded(mode);
    }
    left.retain(|charged| charged.excess() != 0);
    single::run(work, &table, tender, &left);
}

/// The other rounding that reproduces the fee of every row, where one does. Nothing is wrong then.
fn rounding<'c>(
    work: &Work<'_>,
    tender: Tender,
    rows: impl Iterator<Item = &'c Charged> + Clone,
) -> Option<Rounding> {
    if rows.clone().any(|charged| charged.excess().abs() > 1) {
        return None;
    }
    let reproduces = |mode: &Rounding| {
        rows.clone().all(|charged| {
            let rule = work.table.rule(tender, charged.amount);
            rule.is_some_and(|rule| {
                work.table.fee_rounded(rule, charged.amount, *mode).fee == charged.actual
            })
        })
    };
    Rounding::ALL.into_iter().find(reproduces)
}

/// The line of another rounding.
fn round_line(work: &mut Work<'_>, mode: Rounding, class: &[Charged]) {
    // A single row that differs by one fen is shown by chance by some mode or other.
    let rows: Vec<Charged> = class.iter().copied().filter(|c| c.excess() != 0).collect();
    let why = Why::FeeRounding {
        rows: count(&rows),
        mode,
        each: true,
    };
    work.line(
        Aspect::Excess,
        Cause::FeeRounding,
        Confidence::Likely,
        why,
        excesses(&rows),
    );
}

/// A class-wide change of rate.
struct Change {
    /// From this row of the class on.
    since: usize,
    /// Whether rows before it show the agreed rate.
    had_agreed: bool,
    rate: Rate,
    tender: Tender,
}

impl Change {
    fn fits(&self, work: &Work<'_>, charged: &Charged) -> bool {
        rule_of(work, self.tender, charged).is_some_and(|rule| {
            fee_at(&work.table, rule, self.rate, charged.amount) == Some(charged.actual)
        })
    }
}

fn rule_of<'a>(work: &'a Work<'_>, tender: Tender, charged: &Charged) -> Option<&'a Rule> {
    work.table.rule(tender, charged.amount).or_else(|| {
        work.table
            .candidates(tender, i128::from(charged.amount))
            .next()
    })
}

/// The change that every row from some row on shows, if there is one.
fn changed(work: &Work<'_>, tender: Tender, class: &[Charged]) -> Option<Change> {
    let differing: Vec<usize> = (0..class.len())
        .filter(|&at| class[at].excess() != 0)
        .collect();
    for rate in candidates(work, tender, class, &differing) {
        let mut change = Change {
            since: 0,
            had_agreed: false,
            rate,
            tender,
        };
        let shows: Vec<usize> = differing
            .iter()
            .copied()
            .filter(|&at| change.fits(work, &class[at]))
            .collect();
        let Some(&first) = shows.first() else {
            continue;
        };
        // From there on nobody is charged the agreed rate any more, where the two can be told apart.
        let back = class[first..]
            .iter()
            .any(|charged| charged.excess() == 0 && !change.fits(work, charged));
        let single_too = tender != Tender::CreditCard
            || shows.iter().all(|&at| {
                let own = |rule| single::has_a_fault_of_its_own(work, rule, &class[at]);
                rule_of(work, tender, &class[at]).is_some_and(own)
            });
        let all = class.iter().filter(|charged| charged.amount > 0).count();
        // Some rate or other fits one row; contracts write two decimals.
        let few = shows.len() < CHANGE_ROWS_MIN;
        let written = change.rate.percent().normalize().scale() <= 2;
        let enough = !few || written && !single_too || shows.len() == all;
        if back || !enough || shows.len() * 2 < differing.iter().filter(|&&at| at >= first).count()
        {
            continue;
        }
        change.since = first;
        change.had_agreed = class[..first]
            .iter()
            .any(|charged| charged.excess() == 0 && !change.fits(work, charged));
        return Some(change);
    }
    None
}

/// The rates that the largest differing rows show, most frequent first.
fn candidates(
    work: &Work<'_>,
    tender: Tender,
    class: &[Charged],
    differing: &[usize],
) -> Vec<Rate> {
    let mut largest: Vec<&Charged> = differing.iter().map(|&at| &class[at]).collect();
    // Stable: rows of one size stay in order of time, whatever the order of loading.
    largest.sort_by_key(|charged| std::cmp::Reverse(charged.amount));
    let mut rates: Vec<(u32, Rate)> = Vec::new();
    for charged in largest.into_iter().take(TELLING_ROWS) {
        // What is added to every payment is no part of the rate.
        let fixed = rule_of(work, tender, charged).map_or(0, |rule| rule.fixed);
        let share = charged.actual - i64::try_from(fixed).unwrap_or(0);
        let Some(rate) = implied(charged.amount, share) else {
            continue;
        };
        match rates.iter_mut().find(|(_, known)| *known == rate) {
            Some((count, _)) => *count += 1,
            None => rates.push((1, rate)),
        }
    }
    rates.sort_by_key(|&(count, _)| std::cmp::Reverse(count));
    rates.into_iter().map(|(_, rate)| rate).collect()
}

/// The line of a class-wide change.
fn line(work: &mut Work<'_>, tender: Tender, class: &[Charged], change: &Change, rows: &[Charged]) {
    let Some(agreed) = rows
        .first()
        .and_then(|charged| rule_of(work, tender, charged))
    else {
        return;
    };
    let (agreed, cap) = (agreed.rate, agreed.cap.map(|cap| work.money(cap)));
    let count = count(rows);
    let credit = work.table.rule(Tender::CreditCard, 1).map(|rule| rule.rate);
    // Taken for credit cards they would have no cap; at another debit rate they have.
    let uncapped = || {
        let above = class[change.since..].iter().filter(|charged| {
            let rule = rule_of(work, tender, charged).map(Rule::uncapped);
            let whole = rule.and_then(|r| fee_at(&work.table, &r, change.rate, charged.amount));
            change.fits(work, charged) && whole != Some(charged.actual)
        });
        above.count() == 0
    };
    let as_credit = tender == Tender::DebitCard && Some(change.rate) == credit;
    let (cause, why) = if as_credit && (!change.had_agreed || uncapped()) {
        let charged = change.rate;
        (
            Cause::DebitAsCredit,
            Why::DebitAsCredit {
                rows: count,
                agreed,
                cap,
                charged,
            },
        )
    } else if change.had_agreed || rows.iter().all(|charged| charged.excess() < 0) {
        // A class that is charged less than agreed is nothing to claim: another price.
        let since = work.records().day[class[change.since].row as usize];
        let charged = change.rate;
        (
            Cause::PriceChanged,
            Why::PriceChanged {
                tender,
                rows: count,
                since,
                agreed,
                charged,
            },
        )
    } else {
        let charged = change.rate;
        (
            Cause::RateTooHigh,
            Why::RateTooHigh {
                tender,
                rows: count,
                agreed,
                charged,
            },
        )
    };
    work.line(
        Aspect::Excess,
        cause,
        Confidence::Likely,
        why,
        excesses(rows),
    );
}
