//! Verdicts by themselves: rows by name, undo and redo, what is kept.

#![allow(
    clippy::expect_used,
    reason = "a test may stop where its own input is wrong"
)]

use proptest::prelude::*;
use yifen::cause::{Aspect, Cause};
use yifen::verdict::{Kept, Log, RowName, RowSet, SCHEMA, Shelf, Target, Word};

fn name(file: &str, row: u32) -> RowName {
    RowName {
        file: file.to_owned(),
        part: 0,
        row,
        nth: 0,
    }
}

fn word(file: &str, row: u32) -> Word {
    Word::Reject(Target {
        cause: Cause::CapMissed,
        aspect: Some(Aspect::Excess),
        rows: RowSet::of([name(file, row)]),
    })
}

/// What she does with a log.
#[derive(Clone, Debug)]
enum Act {
    Say(u32),
    TakeBack(u32),
    Note(u32, String),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..9_u32).prop_map(Act::Say),
        (0..6_u32).prop_map(Act::TakeBack),
        (0..6_u32, ".{0,8}").prop_map(|(id, note)| Act::Note(id, note)),
        Just(Act::Undo),
        Just(Act::Redo),
    ]
}

fn perform(log: &mut Log, act: &Act) {
    match act {
        Act::Say(row) => {
            log.say(word("a", *row), "");
        }
        Act::TakeBack(id) => log.take_back(*id),
        Act::Note(id, note) => log.note(*id, note),
        Act::Undo => {
            log.undo();
        }
        Act::Redo => {
            log.redo();
        }
    }
}

fn log_of(acts: &[Act]) -> Log {
    let mut log = Log::default();
    for act in acts {
        perform(&mut log, act);
    }
    log
}

proptest! {
    /// To do and to undo is to have done nothing; to undo and to redo as well.
    #[test]
    fn undo_and_redo(acts in prop::collection::vec(act(), 0..30), last in act()) {
        let mut log = log_of(&acts);
        let before = log.clone();
        if log.undo() {
            prop_assert!(log.redo());
        }
        prop_assert_eq!(&log, &before);
        if !matches!(last, Act::Undo | Act::Redo) {
            perform(&mut log, &last);
            prop_assert!(!log.can_redo());
            let after = log.verdicts();
            prop_assert!(log.undo());
            prop_assert_eq!(log.verdicts(), before.verdicts());
            prop_assert!(log.redo());
            prop_assert_eq!(log.verdicts(), after);
        }
    }

    /// Undo leads back to the beginning, redo to the end, however long the way.
    #[test]
    fn all_the_way(acts in prop::collection::vec(act(), 0..60)) {
        let mut log = log_of(&acts);
        while log.redo() {}
        let end = log.verdicts();
        while log.undo() {}
        prop_assert!(log.verdicts().is_empty());
        while log.redo() {}
        prop_assert_eq!(log.verdicts(), end);
    }

    /// No two verdicts share a number, taken back or not.
    #[test]
    fn numbers_are_used_once(acts in prop::collection::vec(act(), 0..30)) {
        let mut log = log_of(&acts);
        let known: Vec<u32> = log.verdicts().iter().map(|verdict| verdict.id).collect();
        let id = log.say(word("a", 1), "");
        prop_assert!(!known.contains(&id));
    }

    /// A set holds the rows it was made of and no other, in whatever order they came.
    #[test]
    fn a_set_is_its_rows(rows in prop::collection::vec((0..3_u16, 0..20_u32, 0..2_u16), 0..40)) {
        let names: Vec<RowName> = rows
            .iter()
            .map(|&(part, row, nth)| RowName { part, nth, ..name("f", row) })
            .collect();
        let set = RowSet::of(names.clone());
        prop_assert_eq!(&set, &RowSet::of(names.into_iter().rev()));
        let mut count = 0;
        for part in 0..3 {
            for row in 0..20 {
                for nth in 0..2 {
                    let there = rows.contains(&(part, row, nth));
                    prop_assert_eq!(set.contains("f", part, row, nth), there);
                    prop_assert!(!set.contains("g", part, row, nth));
                    count += u64::from(there);
                }
            }
        }
        prop_assert_eq!(set.count(), count);
        let text = serde_json::to_string(&set).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<RowSet>(&text).expect("a set"), set);
    }
}

#[test]
fn what_was_said_of_a_set_of_files_is_there_again() {
    let files = ["b", "a"].map(str::to_owned);
    let mut shelf = Shelf::default();
    let mut log = shelf.log(&files);
    log.say(word("a", 1), "one\u{7}two");
    log.say(word("b", 2), "");
    shelf.keep(&files, log.clone());
    let text = serde_json::to_string(&shelf.kept()).expect("JSON");
    let kept: Kept = serde_json::from_str(&text).expect("kept");
    let shelf = Shelf::of_kept(kept).expect("this form");
    let backwards = ["a", "b"].map(str::to_owned);
    assert_eq!(shelf.log(&backwards), log, "in whatever order");
    assert_eq!(log.verdicts()[0].note, "onetwo");

    // One file more or less takes along what was said of those that are still there.
    let more = ["a", "b", "c"].map(str::to_owned);
    assert_eq!(shelf.log(&more).verdicts(), log.verdicts());
    let less = ["b", "c"].map(str::to_owned);
    let of_b = shelf.log(&less).verdicts();
    assert_eq!(of_b.len(), 1);
    assert_eq!(of_b[0].word, word("b", 2));
    assert!(shelf.log(&["d".to_owned()]).is_empty());
}

/// What was said while the shelf was locked joins what stands on it, once.
#[test]
fn two_shelves_become_one() {
    let both = ["a", "b"].map(str::to_owned);
    let other = ["c".to_owned()];
    let say = |shelf: &mut Shelf, files: &[String], word: Word, note: &str| {
        let mut log = shelf.log(files);
        log.say(word, note);
        shelf.keep(files, log);
    };
    let (mut kept, mut meanwhile) = (Shelf::default(), Shelf::default());
    say(&mut kept, &both, word("a", 1), "before");
    say(&mut meanwhile, &both, word("a", 1), "again");
    say(&mut meanwhile, &both, word("b", 2), "meanwhile");
    say(&mut meanwhile, &other, word("c", 3), "");
    kept.join(&meanwhile);
    let verdicts = kept.log(&both).verdicts();
    let told: Vec<_> = verdicts
        .iter()
        .map(|verdict| (verdict.word.clone(), verdict.note.as_str()))
        .collect();
    assert_eq!(
        told,
        [(word("a", 1), "before"), (word("b", 2), "meanwhile")]
    );
    assert_ne!(verdicts[0].id, verdicts[1].id);
    assert_eq!(kept.log(&other).verdicts().len(), 1);
    assert!(!kept.is_empty() && Shelf::default().is_empty());
    // Undone step by step, also what joined.
    let mut log = kept.log(&both);
    while log.undo() {}
    assert!(log.verdicts().is_empty());
}

#[test]
fn another_form_is_not_guessed_at() {
    let kept = Kept {
        schema: SCHEMA + 1,
        sets: Vec::new(),
    };
    assert!(Shelf::of_kept(kept).is_err());
}
