//! Cards that follow a rule of their own: issued abroad, or held against the terminal.

use rustc_hash::FxHashSet;

use crate::cause::{Cause, Confidence, Why};
use crate::money::Rate;
use crate::record::Tender;

use super::super::{Aspect, Work, count};
use super::{Charged, excesses, implied};

/// Words of a remark that say that the card was issued abroad (CAUSES.md F12).
const FOREIGN_WORDS: &[&str] = &[
    "外卡",
    "境外",
    "国际卡",
    "VISA",
    "MASTERCARD",
    "JCB",
    "AMEX",
    "FOREIGN",
];

/// Words of a remark that say that the card was held against the terminal (CAUSES.md F5).
const CONTACTLESS_WORDS: &[&str] = &[
    "闪付",
    "双免",
    "免密免签",
    "挥卡",
    "非接",
    "NFC",
    "CONTACTLESS",
];

/// Contactless payments up to this many minor units are charged as UnionPay's small ones
/// (CAUSES.md F5: 1,000 yuan).
const CONTACTLESS_MAX: i64 = 100_000;

fn says(work: &Work<'_>, row: u32, words: &[&str]) -> bool {
    let holds = |row: u32| {
        let note = work.book.texts.get(work.records().note[row as usize]);
        // Most bills have no remarks; a letter is made large only where there is one.
        !note.is_empty() && {
            let note = note.to_uppercase();
            words.iter().any(|word| note.contains(word))
        }
    };
    holds(row) || work.twin(row).is_some_and(holds)
}

const fn is_domestic_card(tender: Tender) -> bool {
    matches!(
        tender,
        Tender::CreditCard | Tender::DebitCard | Tender::Card
    )
}

/// The contract's fee of a small contactless payment, where it is lower than the card's own.
pub(super) fn contactless_fee(work: &Work<'_>, row: usize) -> Option<i64> {
    let (tender, amount) = (work.records().tender[row], work.records().amount[row]);
    let small = is_domestic_card(tender) && (1..=CONTACTLESS_MAX).contains(&amount);
    let low = small
        .then(|| work.table.fee(Tender::Unionpay, amount))??
        .fee;
    let own = work.table.fee(tender, amount)?.fee;
    let row = u32::try_from(row).ok()?;
    (low < own && says(work, row, CONTACTLESS_WORDS)).then_some(low)
}

/// Adds the lines of cards issued abroad that were charged more, and of small contactless payments
/// that were charged as any card. Returns these rows.
pub(super) fn run(work: &mut Work<'_>, sales: &[Charged]) -> FxHashSet<u32> {
    let (mut foreign, mut touched) = (Vec::new(), Vec::new());
    for charged in sales.iter().filter(|charged| charged.excess() > 0) {
        let at = charged.row as usize;
        let tender = work.records().tender[at];
        if is_foreign(work, charged.row) {
            foreign.push(*charged);
        } else if contactless_fee(work, at) == Some(charged.expected)
            && work.table.fee(tender, charged.amount).map(|fee| fee.fee) == Some(charged.actual)
        {
            touched.push(*charged);
        }
    }
    let taken = foreign.iter().chain(&touched).map(|c| c.row).collect();
    line(
        work,
        (Cause::ForeignCard, Confidence::Likely),
        Tender::ForeignCard,
        &foreign,
    );
    line(
        work,
        (Cause::ContactlessDiscount, Confidence::Possible),
        Tender::Unionpay,
        &touched,
    );
    taken
}

/// Whether the bill, its remark or the register says that the card was issued abroad.
fn is_foreign(work: &Work<'_>, row: u32) -> bool {
    let abroad = |row: u32| work.records().tender[row as usize] == Tender::ForeignCard;
    let card = is_domestic_card(work.records().tender[row as usize]);
    abroad(row) || card && (work.twin(row).is_some_and(abroad) || says(work, row, FOREIGN_WORDS))
}

fn line(
    work: &mut Work<'_>,
    (cause, confidence): (Cause, Confidence),
    tender: Tender,
    rows: &[Charged],
) {
    let Some(first) = rows.first() else { return };
    let agreed = implied(first.amount, first.expected).unwrap_or(Rate::ZERO);
    let why = Why::RateTooHigh {
        tender,
        rows: count(rows),
        agreed,
        charged: implied(first.amount, first.actual).unwrap_or(agreed),
    };
    work.line(Aspect::Excess, cause, confidence, why, excesses(rows));
}
