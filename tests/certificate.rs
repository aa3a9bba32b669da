//! The certificate: what it names stands in the files and adds up, and whoever alters it or a file is
//! found out by the checker, which knows nothing of the engine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by its first broken promise"
)]

#[path = "../examples/verify_certificate.rs"]
#[allow(dead_code, reason = "its `main` is for the command line")]
mod verify;

use std::fs;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde_json::Value;
use yifen::cause::Cause;
use yifen::explanation::{explain, explain_judged};
use yifen::import::import;
use yifen::protocol::{RowsOf, Wish};
use yifen::record::{Book, Kind as RowKind};
use yifen::report::certificate::certificate;
use yifen::report::json;
use yifen::settings::Settings;
use yifen::text::Lang;
use yifen::verdict::{Kind, Log, Word};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn read(book: &mut Book, path: &Path) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = fs::read(path).unwrap();
    import(book, &name, &bytes, &Wish::default(), &mut |_, _| {}).unwrap();
}

fn shop() -> Vec<PathBuf> {
    ["register.csv", "JY_20260514.txt", "bank_cmb.csv"]
        .map(|name| root().join("tests/fixtures/shop").join(name))
        .to_vec()
}

fn paper(files: &[PathBuf]) -> Value {
    let mut book = Book::new();
    for file in files {
        read(&mut book, file);
    }
    let explanation = explain(&book, &Settings::default(), &mut |_, _| {}).unwrap();
    serde_json::from_str(&certificate(&explanation, &book)).unwrap()
}

/// What the checker says of a certificate and files.
fn checked(name: &str, paper: &Value, files: &[PathBuf]) -> Result<usize, String> {
    let path = folder(name).join("certificate.json");
    fs::write(&path, paper.to_string()).unwrap();
    let paths: Vec<String> = std::iter::once(&path)
        .chain(files)
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    verify::check(&paths).map_err(|error| error.to_string())
}

#[test]
fn an_honest_one_holds() {
    let files = shop();
    let rows = checked("honest", &paper(&files), &files).unwrap();
    assert!(rows > 100, "{rows}");
    let sample = ["register.csv", "JY_20260308.txt", "bank_icbc.csv"]
        .map(|name| root().join("examples/sample").join(name))
        .to_vec();
    let rows = checked("sample", &paper(&sample), &sample).unwrap();
    assert!(rows > 100, "{rows}");
    // A bill alone: its own gross is what was taken.
    let alone = &sample[1..];
    checked("alone", &paper(alone), alone).unwrap();
}

/// Whatever she says of its lines, the certificate still holds; her notes are in the JSON and not in it.
#[test]
fn it_holds_whatever_she_says_and_keeps_her_notes_to_herself() {
    let files = shop();
    let mut book = Book::new();
    for file in &files {
        read(&mut book, file);
    }
    let judged = |log: &Log| {
        let settings = Settings::default();
        explain_judged(&book, &settings, &log.verdicts(), &mut |_, _| {}).unwrap()
    };
    let mut log = Log::default();
    let lines = u32::try_from(judged(&log).lines().len()).unwrap();
    for (at, kind) in (0..lines).zip(
        [Kind::Reject, Kind::Reassign, Kind::Confirm, Kind::Split]
            .into_iter()
            .cycle(),
    ) {
        // Of what stands there after what she said before.
        let explanation = judged(&log);
        let Some(target) = explanation.target(&book, RowsOf::Line(at), None) else {
            continue;
        };
        let word = Word::about(kind, target, Cause::BankFee).unwrap();
        log.say(word, "only for herself");
        let explanation = judged(&log);
        let paper: Value = serde_json::from_str(&certificate(&explanation, &book)).unwrap();
        checked("judged", &paper, &files).unwrap();
        let said = paper["verdicts"].as_array().unwrap();
        assert_eq!(said.len(), log.verdicts().len());
        assert!(!paper.to_string().contains("herself"));
        assert!(json::explanation(&explanation, &book, Lang::Zh).contains("herself"));
    }
    assert!(log.verdicts().len() > 4);
}

#[test]
fn whatever_is_altered_is_found_out() {
    type Alter = fn(&mut Value);
    let cases: [(&str, Alter); 16] = [
        ("an amount as read", |p| {
            p["taken"][3]["amount"] = "1.23".into()
        }),
        ("an amount and what it counts for", |p| {
            p["taken"][3]["amount"] = "9999.99".into();
            p["taken"][3]["counts"] = "9999.99".into();
        }),
        ("what two sales count for", |p| {
            let (a, b) = (
                p["taken"][3]["counts"].clone(),
                p["taken"][4]["counts"].clone(),
            );
            p["taken"][3]["counts"] = b;
            p["taken"][4]["counts"] = a;
        }),
        ("what a row counts for", |p| {
            p["bridge"][0]["rows"][0]["counts"] = "0.01".into()
        }),
        ("a row's number", |p| p["taken"][3]["row"] = 1.into()),
        ("a row past the end", |p| {
            p["credits"][0]["row"] = 100_000.into()
        }),
        ("no row's number", |p| p["credits"][0]["row"] = 0.into()),
        ("a row's file", |p| p["credits"][0]["file"] = 0.into()),
        ("a sheet that is not there", |p| {
            p["taken"][3]["part"] = 1.into()
        }),
        ("an entry that is not there", |p| {
            p["taken"][3]["nth"] = 1.into()
        }),
        ("a line dropped", |p| {
            p["bridge"].as_array_mut().unwrap().remove(0);
        }),
        ("a line's rows dropped", |p| {
            p["bridge"][0]["rows"] = Value::Array(Vec::new())
        }),
        ("a sale twice", |p| {
            let sale = p["taken"][3].clone();
            p["taken"].as_array_mut().unwrap().push(sale);
        }),
        ("a row claimed by two lines", |p| {
            let mut line = p["bridge"][0].clone();
            line["cause"] = "RISK_HOLD".into();
            p["bridge"].as_array_mut().unwrap().push(line);
        }),
        ("the gap", |p| p["gap"] = "0.00".into()),
        ("the unexplained part", |p| p["unexplained"] = "1.00".into()),
    ];
    let files = shop();
    let honest = paper(&files);
    for (what, alter) in cases {
        let mut altered = honest.clone();
        alter(&mut altered);
        assert_ne!(altered, honest, "{what}");
        let said = checked("altered", &altered, &files);
        assert!(said.is_err(), "{what}: {said:?}");
    }
}

#[test]
fn a_row_claimed_twice_is_found_out_though_the_sums_hold() {
    let files = shop();
    let mut paper = paper(&files);
    // The same row once for more and once for less: the line's sum stays.
    let rows = paper["bridge"][0]["rows"].as_array_mut().unwrap();
    let mut again = rows[0].clone();
    let half = |value: &Value| value.as_str().unwrap().parse::<Decimal>().unwrap();
    let whole = half(&rows[0]["counts"]);
    rows[0]["counts"] = (whole - Decimal::ONE).to_string().into();
    again["counts"] = Decimal::new(100, 2).to_string().into();
    rows.push(again);
    assert!(checked("twice", &paper, &files).is_err());
}

#[test]
fn altered_and_missing_files_are_found_out() {
    let files = shop();
    let paper = paper(&files);
    assert!(checked("missing", &paper, &files[1..]).is_err());
    for at in 0..files.len() {
        let mut others = files.clone();
        let mut bytes = fs::read(&files[at]).unwrap();
        let digit = bytes.iter().rposition(u8::is_ascii_digit).unwrap();
        bytes[digit] = if bytes[digit] == b'7' { b'8' } else { b'7' };
        others[at] = folder("files").join(files[at].file_name().unwrap());
        fs::write(&others[at], bytes).unwrap();
        assert!(checked("altered-file", &paper, &others).is_err());
    }
}

/// Rule 2 for every layout that is read: the amount of every row stands in its line.
#[test]
fn the_amount_of_every_row_of_every_fixture_stands_in_its_line() {
    let mut rows = 0;
    for entry in fs::read_dir(root().join("tests/fixtures")).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_file() || path.extension().is_some_and(|end| end == "expected") {
            continue;
        }
        let mut book = Book::new();
        read(&mut book, &path);
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8(bytes);
        let text = text.unwrap_or_else(|error| {
            let (text, ..) = encoding_rs::GB18030.decode(error.as_bytes());
            text.into_owned()
        });
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        // A wallet's own cashing out is claimed by no line; it is read net of its fee.
        let claimed = |row: &usize| book.records.kind[*row] != RowKind::Payout;
        for row in (0..book.records.len()).filter(claimed) {
            let (r, currency) = (&book.records, book.currency(row));
            let at = r.row[row] as usize - 1;
            let found = verify::numbers(&lines[at..], currency.digits());
            let stands = |minor: i64| {
                let amount = Decimal::new(minor.abs(), currency.digits());
                minor == 0 || found.contains(&amount)
            };
            let (amount, ordered) = (r.amount[row], r.ordered(row));
            assert!(
                stands(ordered) && (stands(amount) || stands(ordered - amount)),
                "{}:{}: {amount} {ordered} in {}",
                path.display(),
                at + 1,
                lines[at]
            );
            rows += 1;
        }
    }
    assert!(rows > 200, "{rows}");
}

/// The paper of rules promises it: short enough to be read whole before it is trusted.
#[test]
fn the_checker_is_short() {
    let lines = include_str!("../examples/verify_certificate.rs").lines();
    assert!(lines.count() < 100);
}
