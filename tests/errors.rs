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

use yifen::calendar::DateError;
use yifen::import::{FILE_BYTES_MAX, ImportError, Limit, RefusedReason, Warning, import};
use yifen::money::NumberError;
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

/// The name of a variant and of the one in it, without what they carry: `Limit.Columns`.
fn variant(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    let (outer, inner) = text.split_once('(').unwrap_or((&text, ""));
    let name = |text: &str| -> String {
        let end = text.find(|c: char| !c.is_ascii_alphanumeric());
        text[..end.unwrap_or(text.len())].to_owned()
    };
    let inner = match outer {
        "Limit" | "Amount" | "Date" => name(inner),
        _ => String::new(),
    };
    if inner.is_empty() {
        name(outer)
    } else {
        format!("{outer}.{inner}")
    }
}

/// What only a file too large for a gallery shows, or two files together.
fn untold() -> Vec<ImportError> {
    let limits = [Limit::Members, Limit::Ratio, Limit::Unpacked, Limit::Cells];
    let mut all: Vec<ImportError> = limits.map(ImportError::Limit).to_vec();
    all.push(ImportError::TooLarge {
        bytes: FILE_BYTES_MAX + (1 << 20),
    });
    all.push(ImportError::TooManyRows);
    all.push(ImportError::AlreadyLoaded {
        name: "昨天.csv".to_owned(),
    });
    all
}

/// Every kind of fault. A kind that is added does not compile before it stands in the match, and one
/// that stands there and not in the list is missed by the test.
fn every_error() -> Vec<&'static str> {
    const fn _listed(error: &ImportError) {
        match error {
            ImportError::Empty
            | ImportError::TooLarge { .. }
            | ImportError::Picture(_)
            | ImportError::Document(_)
            | ImportError::Binary
            | ImportError::Container(_)
            | ImportError::ErrorReply(_)
            | ImportError::UnknownLayout { .. }
            | ImportError::MissingColumn { .. }
            | ImportError::NothingReadable { .. }
            | ImportError::AlreadyLoaded { .. }
            | ImportError::TooManyRows
            | ImportError::PasswordNeeded
            | ImportError::WrongPassword
            | ImportError::LockedWorkbook
            | ImportError::Damaged
            | ImportError::NothingInside
            | ImportError::SummaryOnly(_) => {}
            ImportError::Limit(limit) => match limit {
                Limit::Members
                | Limit::Ratio
                | Limit::Unpacked
                | Limit::Nesting
                | Limit::Sheets
                | Limit::Columns
                | Limit::Cells
                | Limit::CellLength => {}
            },
        }
    }
    vec![
        "Empty",
        "TooLarge",
        "Picture",
        "Document",
        "Binary",
        "Container",
        "ErrorReply",
        "UnknownLayout",
        "MissingColumn",
        "NothingReadable",
        "AlreadyLoaded",
        "TooManyRows",
        "PasswordNeeded",
        "WrongPassword",
        "LockedWorkbook",
        "Damaged",
        "NothingInside",
        "SummaryOnly",
        "Limit.Members",
        "Limit.Ratio",
        "Limit.Unpacked",
        "Limit.Nesting",
        "Limit.Sheets",
        "Limit.Columns",
        "Limit.Cells",
        "Limit.CellLength",
    ]
}

/// Every reason for which a row is refused, and every warning.
fn every_reason() -> Vec<&'static str> {
    const fn _listed(reason: RefusedReason, warning: &Warning) {
        match reason {
            // A number out of range is that of a field of the page, not of a file.
            RefusedReason::Amount(
                NumberError::Empty
                | NumberError::Character(_)
                | NumberError::Malformed
                | NumberError::Ambiguous
                | NumberError::Exponent
                | NumberError::TooManyDecimals
                | NumberError::TooLong
                | NumberError::OutOfRange,
            )
            | RefusedReason::Date(DateError::Empty | DateError::Malformed | DateError::NoSuchDay)
            | RefusedReason::Short
            | RefusedReason::Kind
            | RefusedReason::Currency
            | RefusedReason::Direction => {}
        }
        match warning {
            Warning::DamagedIds { .. }
            | Warning::DuplicateRows { .. }
            | Warning::MaybeCut { .. }
            | Warning::NetDiffers { .. }
            | Warning::UnitDiffers { .. }
            | Warning::Skipped { .. }
            | Warning::Repeated { .. }
            | Warning::Undated { .. }
            | Warning::NoRows
            | Warning::SignsByBalance
            | Warning::Proven
            | Warning::CurrencyAssumed { .. }
            | Warning::MaybeFen { .. }
            | Warning::MissingDays { .. } => {}
        }
    }
    vec![
        "Amount.Empty",
        "Amount.Character",
        "Amount.Malformed",
        "Amount.Ambiguous",
        "Amount.Exponent",
        "Amount.TooManyDecimals",
        "Amount.TooLong",
        "Date.Empty",
        "Date.Malformed",
        "Date.NoSuchDay",
        "Short",
        "Kind",
        "Currency",
        "Direction",
        "DamagedIds",
        "DuplicateRows",
        "MaybeCut",
        "NetDiffers",
        "UnitDiffers",
        "Skipped",
        "Repeated",
        "Undated",
        "NoRows",
        "MissingDays",
        "SignsByBalance",
        "Proven",
        "CurrencyAssumed",
        "MaybeFen",
    ]
}

/// Compares what was told with its golden; says by what it differs.
fn golden(path: &Path, told: &str) -> Option<String> {
    let name = path.file_name().unwrap().to_string_lossy();
    let golden = path.with_file_name(format!("{name}.expected"));
    if std::env::var_os("YIFEN_BLESS").is_some() {
        fs::write(&golden, told).unwrap();
        return None;
    }
    let is = fs::read_to_string(&golden).unwrap_or_default() == told;
    (!is).then(|| format!("{name}\n{told}"))
}

#[test]
fn every_fault_is_told_in_both_languages() {
    let (mut differing, mut seen) = (Vec::new(), BTreeSet::new());
    for path in gallery() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut book = Book::new();
        let wish = Wish {
            password: name.starts_with("password_wrong").then(|| "0".to_owned()),
            ..Wish::default()
        };
        let bytes = fs::read(&path).unwrap();
        let read = import(&mut book, &name, &bytes, &wish, &mut |_, _| ());
        let mut told = String::new();
        if let Err(error) = &read {
            seen.insert(variant(error));
        }
        if let Err(ImportError::NothingReadable { first, .. }) = &read {
            seen.insert(variant(&first.reason));
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
                        seen.insert(variant(warning));
                        writeln!(told, "{}", say::warning(lang, warning)).unwrap();
                    }
                    for control in report.controls.iter().filter(|control| !control.holds()) {
                        writeln!(told, "{}", say::control(lang, control)).unwrap();
                    }
                }
            }
        }
        assert!(!told.is_empty(), "{name} shows no fault");
        differing.extend(golden(&path, &told));
    }
    let mut told = String::new();
    for error in untold() {
        seen.insert(variant(&error));
        for lang in Lang::ALL {
            writeln!(told, "{}", say::error(lang, "今天.csv", &error)).unwrap();
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/errors");
    differing.extend(golden(&folder.join("too_large"), &told));
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    let wanted = every_error().into_iter().chain(every_reason());
    let missing: Vec<&str> = wanted.filter(|kind| !seen.contains(*kind)).collect();
    assert!(missing.is_empty(), "the gallery has no {missing:?}");
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
