//! The gallery of what can be wrong with a file: the smallest file of each kind, and beside it what
//! is said of it in both languages. `YIFEN_BLESS=1 cargo test --test errors` writes it anew.
#![allow(
    clippy::unwrap_used,
    reason = "a test fails by the first broken promise"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use yifen::import::{FILE_BYTES_MAX, ImportError, RefusedReason, import};
use yifen::protocol::Wish;
use yifen::record::Book;
use yifen::text::Lang;
use yifen::text::import as say;

fn gallery() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/errors");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none_or(|e| e != "expected"))
        .collect();
    files.sort();
    files
}

/// The name of a variant, without what it carries.
fn variant(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    let inner = text
        .strip_prefix("Amount(")
        .or(text.strip_prefix("Date("))
        .unwrap_or(&text);
    inner
        .split(['(', ')', ' ', '{'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn every_fault_is_told_in_both_languages() {
    let bless = std::env::var_os("YIFEN_BLESS").is_some();
    let (mut differing, mut seen) = (Vec::new(), BTreeSet::new());
    for path in gallery() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut book = Book::new();
        let read = import(
            &mut book,
            &name,
            &fs::read(&path).unwrap(),
            &Wish::default(),
            &mut |_, _| (),
        );
        let mut told = String::new();
        if let Err(error) = &read {
            seen.insert(variant(error));
        }
        for lang in Lang::ALL {
            match &read {
                Err(error) => writeln!(told, "{}", say::error(lang, &name, error)).unwrap(),
                Ok(_) => {
                    let report = &book.files[0].report;
                    for refused in &report.refused {
                        seen.insert(variant(&refused.reason));
                        writeln!(told, "{}", say::refused(lang, refused)).unwrap();
                    }
                    for warning in &report.warnings {
                        writeln!(told, "{}", say::warning(lang, warning)).unwrap();
                    }
                }
            }
        }
        let golden = path.with_file_name(format!("{name}.expected"));
        if bless {
            fs::write(&golden, told).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != told {
            differing.push(format!("{name}\n{told}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    let wanted = [
        "Empty",
        "Picture",
        "Document",
        "Binary",
        "Container",
        "PasswordNeeded",
        "Damaged",
        "NothingInside",
        "Limit",
        "ErrorReply",
        "UnknownLayout",
        "MissingColumn",
        "NothingReadable",
        "Character",
        "Malformed",
        "Ambiguous",
        "Exponent",
        "TooManyDecimals",
        "TooLong",
        "NoSuchDay",
        "Short",
        "Kind",
        "Currency",
        "Direction",
    ];
    for kind in wanted {
        assert!(seen.contains(kind), "the gallery has no {kind}");
    }
}

#[test]
fn the_same_bytes_are_read_once() {
    let text = "交易时间,支付方式,交易类型,交易金额\n2026-03-01 08:00:00,微信,消费,1.00\n";
    let mut book = Book::new();
    let mut read = |name| {
        import(
            &mut book,
            name,
            text.as_bytes(),
            &Wish::default(),
            &mut |_, _| (),
        )
        .map(|_| ())
    };
    assert_eq!(read("a.csv"), Ok(()));
    assert_eq!(
        read("b.csv"),
        Err(ImportError::AlreadyLoaded {
            name: "a.csv".to_owned()
        })
    );
    let told = say::error(
        Lang::Zh,
        "b.csv",
        &ImportError::AlreadyLoaded {
            name: "a.csv".to_owned(),
        },
    );
    assert_eq!(told, "“b.csv”和已经放进来的“a.csv”一模一样，没有再读一遍。");
}

#[test]
fn a_refused_row_keeps_its_place_and_text() {
    let text = "\n\n交易时间,支付方式,交易类型,交易金额\n2026-03-01 08:00:00,微信,消费,1.00\n\n2026-03-01 08:00:00,微信,消费,\"12,3O.00\"\n";
    let mut book = Book::new();
    import(
        &mut book,
        "a.csv",
        text.as_bytes(),
        &Wish::default(),
        &mut |_, _| (),
    )
    .unwrap();
    let refused = &book.files[0].report.refused[0];
    assert_eq!(
        (refused.row, refused.column.as_str(), refused.text.as_str()),
        (6, "交易金额", "12,3O.00")
    );
    assert!(matches!(refused.reason, RefusedReason::Amount(_)));
    assert_eq!(
        say::refused(Lang::Zh, refused),
        "第 6 行的交易金额“12,3O.00”读不出来（含有“O”）。已跳过这一行。"
    );
}

#[test]
fn limits_are_told_with_their_size() {
    let told = say::error(
        Lang::En,
        "a.csv",
        &ImportError::TooLarge {
            bytes: FILE_BYTES_MAX + (1 << 20),
        },
    );
    assert!(
        told.contains("1025 MB") && told.contains("1024 MB"),
        "{told}"
    );
}
