//! The laws under verdicts: whatever she says, nothing is lost and nothing counts twice.

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use yifen::cause::{Aspect, Cause};
use yifen::causes::NO_ROW;
use yifen::explanation::{Explanation, explain_judged};
use yifen::protocol::RowsOf;
use yifen::record::Book;
use yifen::report::{certificate, json};
use yifen::text::Lang;
use yifen::verdict::{Kind, Log, Outcome, Reason, RowName, RowSet, Target, Verdict, Word};

use super::shop::{File, book, natural, settings, shop};

/// What is said next, before it is known of which lines.
#[derive(Clone, Debug)]
enum Say {
    /// Of a line or a piece of the unexplained part, or of some of its rows.
    Line(Kind, Index, Option<Vec<u32>>, Cause),
    /// Of two rows, there or not.
    Pair(bool, [(u8, u32); 2]),
    /// Of rows that are nowhere.
    Nonsense(Kind, Cause),
}

fn say() -> impl Strategy<Value = Say> {
    let kinds = || {
        select(vec![
            Kind::Confirm,
            Kind::Reject,
            Kind::Reject,
            Kind::Reassign,
            Kind::Split,
            Kind::Remark,
        ])
    };
    let causes = || {
        select(vec![
            Cause::CapMissed,
            Cause::BankFee,
            Cause::NotPaid,
            Cause::FeeNormal,
            Cause::Unexplained,
            Cause::LaxReview,
        ])
    };
    let some = prop::option::of(prop::collection::vec(0..6_u32, 1..4));
    let row = || (0..6_u8, 0..16_u32);
    prop_oneof![
        6 => (kinds(), any::<Index>(), some, causes())
            .prop_map(|(kind, at, rows, to)| Say::Line(kind, at, rows, to)),
        3 => (any::<bool>(), row(), row()).prop_map(|(apart, a, b)| Say::Pair(apart, [a, b])),
        1 => (kinds(), causes()).prop_map(|(kind, to)| Say::Nonsense(kind, to)),
    ]
}

fn word(kind: Kind, target: Target, to: Cause) -> Word {
    match kind {
        Kind::Confirm => Word::Confirm(target),
        Kind::Reject => Word::Reject(target),
        Kind::Reassign => Word::Reassign(target, to),
        Kind::Split => Word::Split(target, to),
        _ => Word::Remark(target),
    }
}

fn name((file, row): (u8, u32)) -> RowName {
    RowName {
        file: format!("f{file}"),
        part: 0,
        row,
        nth: 0,
    }
}

impl Say {
    fn word(&self, book: &Book, explanation: &Explanation) -> Option<Word> {
        match self {
            Self::Line(kind, at, rows, to) => {
                let (lines, rests) = (explanation.lines().len(), explanation.rests().len());
                if lines + rests == 0 {
                    return None;
                }
                let at = at.index(lines + rests);
                let of = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                let of = match at.checked_sub(lines) {
                    None => RowsOf::Line(of(at)),
                    Some(rest) => RowsOf::Unexplained(of(rest)),
                };
                let target = explanation.target(book, of, rows.as_deref())?;
                Some(word(*kind, target, *to))
            }
            Self::Pair(apart, [a, b]) => Some(if *apart {
                Word::Apart(name(*a), name(*b))
            } else {
                Word::Together(name(*a), name(*b))
            }),
            Self::Nonsense(kind, to) => {
                let target = Target {
                    cause: Cause::Refund,
                    aspect: Some(Aspect::Nature),
                    rows: RowSet::of([name((0, u32::MAX)), name((200, 1))]),
                };
                Some(word(*kind, target, *to))
            }
        }
    }
}

fn judged(book: &Book, with_period: bool, verdicts: &[Verdict]) -> Option<Explanation> {
    explain_judged(book, &settings(with_period), verdicts, &mut |_, _| {}).ok()
}

/// What she says one after the other, each of what she then sees.
fn talk(book: &Book, with_period: bool, says: &[Say]) -> Option<(Log, Explanation)> {
    let mut log = Log::default();
    let mut explanation = judged(book, with_period, &[])?;
    for say in says {
        if let Some(word) = say.word(book, &explanation) {
            log.say(word, "");
            explanation = judged(book, with_period, &log.verdicts())?;
        }
    }
    Some((log, explanation))
}

fn holds(explanation: &Explanation) -> Result<(), TestCaseError> {
    let a = explanation.answer();
    prop_assert_eq!(a.takings.minor - a.received.minor, a.gap.minor);
    let lines: i128 = a.lines.iter().map(|line| line.amount.minor).sum();
    prop_assert_eq!(lines + a.unexplained.minor, a.gap.minor);
    let parts = a.unexplained_parts.iter().map(|part| part.amount.minor);
    prop_assert_eq!(parts.sum::<i128>(), a.unexplained.minor);
    let mut taken: HashSet<(u32, Aspect)> = HashSet::new();
    for line in explanation.lines() {
        let sum: i128 = line.claims.iter().map(|claim| claim.sum()).sum();
        prop_assert_eq!(sum, line.amount);
        for claim in &line.claims {
            prop_assert!(
                taken.insert((claim.row, line.aspect)),
                "{:?} twice",
                claim.row
            );
            if claim.other != NO_ROW && claim.other_amount != 0 {
                prop_assert!(taken.insert((claim.other, line.aspect)));
            }
        }
    }
    for rest in explanation.rests() {
        prop_assert!(!rest.rows.is_empty(), "{:?}", rest);
    }
    Ok(())
}

fn says() -> impl Strategy<Value = Vec<Say>> {
    prop::collection::vec(say(), 1..7)
}

proptest! {
    #![proptest_config(crate::config())]

    /// Laws 1 and 4 hold whatever is said, of rows that are there and of rows that are not, and of
    /// every verdict it is told what came of it.
    #[test]
    fn no_verdict_breaks_a_sum(files in shop(), with_period: bool, says in says()) {
        let book = book(&files, &natural(&files));
        if let Some((log, explanation)) = talk(&book, with_period, &says) {
            holds(&explanation)?;
            prop_assert_eq!(explanation.answer().verdicts.len(), log.verdicts().len());
        }
    }

    /// Rejecting any one line moves its money and nothing else, and it does not come back.
    #[test]
    fn a_rejected_line_is_gone(files in shop(), with_period: bool, at: Index) {
        let book = book(&files, &natural(&files));
        let Some(before) = judged(&book, with_period, &[]) else { return Ok(()) };
        if before.lines().is_empty() {
            return Ok(());
        }
        let at = at.index(before.lines().len());
        let target = before.target(&book, RowsOf::Line(at as u32), None).expect("a target");
        let mut log = Log::default();
        log.say(Word::Reject(target.clone()), "");
        let after = judged(&book, with_period, &log.verdicts()).expect("an answer");
        holds(&after)?;
        let (a, b) = (before.answer(), after.answer());
        prop_assert_eq!((a.takings, a.received, a.gap), (b.takings, b.received, b.gap));
        let moved = b.unexplained.minor - a.unexplained.minor;
        prop_assert_eq!(moved, a.lines[at].amount.minor);
        prop_assert_eq!(b.lines.len() + 1, a.lines.len());
        for line in 0..after.lines().len() {
            let other = after.target(&book, RowsOf::Line(line as u32), None).expect("a target");
            prop_assert_ne!(&other, &target);
        }
        // Undone, everything is as it was.
        log.undo();
        let undone = judged(&book, with_period, &log.verdicts()).expect("an answer");
        prop_assert_eq!(undone.answer(), before.answer());
    }

    /// Law 6 with verdicts: the order of loading does not matter, to the byte.
    #[test]
    fn verdicts_hold_in_any_order_of_loading(files in shop(), with_period: bool, says in says()) {
        let forwards = natural(&files);
        let loaded = book(&files, &forwards);
        if let Some((log, explanation)) = talk(&loaded, with_period, &says) {
            let backwards: Vec<usize> = forwards.iter().rev().copied().collect();
            let other = book(&files, &backwards);
            let again = judged(&other, with_period, &log.verdicts()).expect("an answer");
            prop_assert_eq!(
                json::explanation(&explanation, &loaded, Lang::Zh),
                json::explanation(&again, &other, Lang::Zh)
            );
            prop_assert_eq!(
                certificate::certificate(&explanation, &loaded),
                certificate::certificate(&again, &other)
            );
        }
    }

    /// Without a file that she spoke of, the answer still stands, and every verdict is told of.
    #[test]
    fn verdicts_outlive_their_files(files in shop(), says in says(), gone in 0..2_usize) {
        let whole = book(&files, &natural(&files));
        if let Some((log, _)) = talk(&whole, true, &says) {
            let left: Vec<File> = files
                .iter()
                .enumerate()
                .map(|(at, file)| File {
                    side: file.side,
                    rows: if at == gone { Vec::new() } else { file.rows.clone() },
                })
                .collect();
            if let Some(explanation) = judged(&book(&left, &natural(&left)), true, &log.verdicts()) {
                holds(&explanation)?;
            }
        }
    }

    /// Two rows that she calls one payment stand together, and two that she parts never do.
    #[test]
    fn her_word_on_a_match_counts(files in shop(), apart: bool, a in 0..14_u32, b in 0..14_u32) {
        let pair = Say::Pair(apart, [(0, a), (1, b)]);
        let loaded = book(&files, &natural(&files));
        if let Some((_, explanation)) = talk(&loaded, true, &[pair]) {
            holds(&explanation)?;
            let told = &explanation.answer().verdicts[0];
            let two = Outcome::Applied { rows: 2, missing: 0 };
            let reasons = [Reason::NoPair, Reason::NoRow].map(Outcome::Not);
            prop_assert!(told.outcome == two || reasons.contains(&told.outcome));
            if told.outcome == two {
                let row = |file: u16, line: u32| (0..loaded.records.len() as u32).find(|&row| {
                    let place = loaded.records.place(row as usize);
                    place.file.0 == file && place.row == line
                });
                let (booked, settled) = (row(0, a).expect("a row"), row(1, b).expect("a row"));
                prop_assert_eq!(explanation.twin(booked) == Some(settled), !apart);
            }
        }
    }
}
