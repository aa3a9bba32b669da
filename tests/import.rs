//! Every format on fixtures of its real layout: golden, all and only, and damaged in every way.
//!
//! `YIFEN_BLESS=1 cargo test --test import` writes the goldens anew; look at the difference before
//! it is committed.
#![allow(
    clippy::unwrap_used,
    reason = "a test fails by the first broken promise"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use yifen::import::{FORMAT_NAMES, FORMATS, Fit, fits, import};
use yifen::protocol::{Stage, Wish};
use yifen::record::{Book, Flags, Side};

mod damage;

use damage::{Xorshift, damage};

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && path.extension().is_none_or(|e| e != "expected"))
        .collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn read(book: &mut Book, path: &Path) -> Result<(), yifen::import::ImportError> {
    let bytes = fs::read(path).unwrap();
    import(book, &name(path), &bytes, &Wish::default(), &mut |_, _| ()).map(|_| ())
}

/// The report and every row as plain text, one line each.
fn dump(path: &Path) -> String {
    let mut book = Book::new();
    if let Err(error) = read(&mut book, path) {
        return format!("error {error:?}\n");
    }
    let (mut text, report) = (String::new(), &book.files[0].report);
    writeln!(
        text,
        "format {} {:?} {}",
        report.format, report.side, report.encoding
    )
    .unwrap();
    writeln!(
        text,
        "rows {} refused {}",
        report.rows, report.refused_count
    )
    .unwrap();
    if let Some(period) = report.period {
        writeln!(text, "period {} {}", period.from, period.to).unwrap();
    }
    for control in &report.controls {
        writeln!(
            text,
            "control {:?} {:?} {:?}",
            control.kind, control.stated, control.read
        )
        .unwrap();
    }
    for warning in &report.warnings {
        writeln!(text, "warning {warning:?}").unwrap();
    }
    for refused in &report.refused {
        let at = (refused.part, refused.row);
        writeln!(
            text,
            "refused {at:?} {:?} {:?} {:?}",
            refused.column, refused.text, refused.reason
        )
        .unwrap();
    }
    for row in 0..book.records.len() {
        text.push_str(&row_line(&book, row));
    }
    text
}

fn row_line(book: &Book, row: usize) -> String {
    let (r, mut text) = (&book.records, String::new());
    write!(text, "{}:{} {}", r.part[row], r.row[row], r.day[row]).unwrap();
    if let Some(time) = r.time(row) {
        write!(text, " {time}").unwrap();
    }
    write!(
        text,
        " {:?} {:?} {:?}",
        r.kind[row],
        r.tender[row],
        book.view(row).amount
    )
    .unwrap();
    let numbers = [
        (
            "ordered",
            (r.ordered(row) != r.amount[row]).then(|| r.ordered(row)),
        ),
        ("fee", r.fee(row)),
        ("net", r.stated_net(row)),
        ("balance", r.balance(row)),
    ];
    for (name, number) in numbers {
        if let Some(number) = number {
            write!(text, " {name}={number}").unwrap();
        }
    }
    if let Some(day) = r.settled(row) {
        write!(text, " settled={day}").unwrap();
    }
    let flags = [
        ("held", Flags::HELD),
        ("offline", Flags::OFFLINE),
        ("payout_failed", Flags::PAYOUT_FAILED),
        ("damaged_id", Flags::DAMAGED_ID),
        ("pending", Flags::PENDING),
        ("instant", Flags::INSTANT),
    ];
    for (name, flag) in flags {
        if r.flags[row].has(flag) {
            write!(text, " {name}").unwrap();
        }
    }
    let texts = [
        ("order", r.order_id[row]),
        ("provider", r.provider_id[row]),
        ("rrn", r.rrn[row]),
        ("origin", r.origin_id[row]),
        ("payout", r.payout_id[row]),
        ("terminal", r.terminal[row]),
        ("batch", r.batch[row]),
        ("voucher", r.voucher[row]),
        ("card", r.card_tail[row]),
        ("auth", r.auth[row]),
        ("merchant", r.merchant[row]),
        ("party", r.party[row]),
        ("note", r.note[row]),
    ];
    for (name, sym) in texts {
        if let Some(sym) = sym.some() {
            write!(text, " {name}={:?}", book.texts.get(sym)).unwrap();
        }
    }
    text.push('\n');
    text
}

#[test]
fn every_fixture_reads_as_its_golden() {
    let bless = std::env::var_os("YIFEN_BLESS").is_some();
    let mut differing = Vec::new();
    for path in fixtures() {
        let golden = path.with_file_name(format!("{}.expected", name(&path)));
        let got = dump(&path);
        if bless {
            fs::write(&golden, got).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != got {
            differing.push(format!("{}\n{got}", name(&path)));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// Exactly one format fits a fixture best, it is the one that the fixture is named after, and every
/// format has a fixture.
#[test]
fn all_and_only_the_right_format_says_yes() {
    let mut covered = BTreeSet::new();
    for path in fixtures() {
        let file = name(&path);
        let found = fits(&fs::read(&path).unwrap(), &Wish::default()).unwrap();
        let top = found.iter().map(|(_, fit)| *fit).max().unwrap();
        assert_ne!(top, Fit::No, "{file}");
        let best: Vec<&str> = found
            .iter()
            .filter(|(_, fit)| *fit == top)
            .map(|(n, _)| *n)
            .collect();
        assert_eq!(best.len(), 1, "{file}: {best:?}");
        assert!(
            file.starts_with(best[0]),
            "{file} was taken for {}",
            best[0]
        );
        covered.insert(best[0]);
    }
    let all: BTreeSet<&str> = FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(covered, all);
}

#[test]
fn the_list_for_the_page_is_the_table_of_readers() {
    let table: Vec<(&str, Side)> = FORMATS
        .iter()
        .map(|format| (format.name, format.side))
        .collect();
    assert_eq!(FORMAT_NAMES, table);
}

#[test]
fn a_wish_decides_the_side_and_the_format() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let bytes = fs::read(folder.join("lakala_jy.txt")).unwrap();
    let mut book = Book::new();
    let wish = Wish {
        side: Some(Side::Register),
        format: None,
        ..Wish::default()
    };
    let id = import(&mut book, "a.txt", &bytes, &wish, &mut |_, _| ()).unwrap();
    assert_eq!(book.file(id).unwrap().report.side, Side::Register);
    let statement = Wish {
        side: Some(Side::Bank),
        format: None,
        ..Wish::default()
    };
    let mut book = Book::new();
    assert!(import(&mut book, "a.txt", &bytes, &statement, &mut |_, _| ()).is_err());
    let bytes = fs::read(folder.join("icbc_debit.csv")).unwrap();
    let generic = Wish {
        side: None,
        format: Some("bank".to_owned()),
        ..Wish::default()
    };
    let id = import(&mut book, "b.csv", &bytes, &generic, &mut |_, _| ()).unwrap();
    assert_eq!(book.file(id).unwrap().report.format, "bank");
}

#[test]
fn what_fails_leaves_the_book_as_it_was() {
    let mut book = Book::new();
    for path in fixtures() {
        read(&mut book, &path).unwrap();
    }
    let (rows, files) = (book.records.len(), book.files.len());
    let bad = "交易日期,收入,支出,余额\n昨天,1.00,,1.00\n".as_bytes();
    assert!(import(&mut book, "bad.csv", bad, &Wish::default(), &mut |_, _| ()).is_err());
    assert_eq!((book.records.len(), book.files.len()), (rows, files));
}

#[test]
fn progress_runs_from_recognising_to_the_end() {
    let mut text = String::from("交易时间,支付方式,交易类型,交易金额,订单号\n");
    for row in 0..120_000 {
        writeln!(text, "2026-03-01 08:00:00,微信,消费,1.00,A{row}").unwrap();
    }
    let (mut book, mut told) = (Book::new(), Vec::new());
    import(
        &mut book,
        "many.csv",
        text.as_bytes(),
        &Wish::default(),
        &mut |stage, percent| {
            told.push((stage, percent));
        },
    )
    .unwrap();
    assert_eq!(told.first(), Some(&(Stage::Recognise, 0)));
    assert_eq!(told.last(), Some(&(Stage::Read, 100)));
    assert!(
        told.windows(2)
            .all(|pair| pair[0].0 != pair[1].0 || pair[0].1 <= pair[1].1)
    );
    assert_eq!(book.records.len(), 120_000);
}

/// How many damaged files are read in all; they must stay within seconds in a debug build.
const DAMAGES: usize = 4000;

#[test]
fn damaged_files_are_read_or_refused_but_never_break_the_reader() {
    let files: Vec<Vec<u8>> = fixtures()
        .iter()
        .map(|path| fs::read(path).unwrap())
        .collect();
    let mut random = Xorshift(0x9e37_79b9_7f4a_7c15);
    for (index, whole) in files.iter().enumerate() {
        for _ in 0..DAMAGES / files.len() {
            let damaged = damage(whole, &files, &mut random);
            let mut book = Book::new();
            // `@@` ends a line of some MT940.
            let ends = damaged
                .iter()
                .filter(|&&byte| byte == b'\n' || byte == b'\r')
                .count();
            let breaks = damaged.windows(2).filter(|pair| pair == b"@@").count();
            let lines = ends + breaks + 1;
            match import(&mut book, "x", &damaged, &Wish::default(), &mut |_, _| ()) {
                Ok(_) => {
                    let report = &book.files[0].report;
                    // A row may be several records; all but the first stand behind it.
                    let r = &book.records;
                    let place = |row: usize| (r.part[row], r.row[row]);
                    let shared = (1..r.len())
                        .filter(|&row| place(row - 1) == place(row))
                        .count();
                    let others = r.len().checked_sub(report.rows as usize);
                    assert!(
                        others.is_some_and(|others| others <= shared),
                        "fixture {index}"
                    );
                    assert!(
                        (report.rows + report.refused_count) as usize <= lines,
                        "fixture {index}"
                    );
                }
                Err(_) => assert!(book.records.is_empty() && book.files.is_empty()),
            }
        }
    }
}
