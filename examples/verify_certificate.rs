//! Checks a certificate against the files it speaks of, by the rules of `docs/certificate.md`.
//!
//! `cargo run --example verify_certificate -- CERTIFICATE FILE…`; exit status 0 where all holds.
//! Only the readers are used: nothing here matches, names causes or knows fees.

use std::collections::{HashMap, HashSet};
use std::process::ExitCode;
use std::{env, fs};

use serde_json::Value;
use yifen::import::import;
use yifen::money::{Amount, Currency, DecimalMark, read_amount};
use yifen::protocol::Wish;
use yifen::record::Book;

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("verify_certificate CERTIFICATE FILE…");
        return ExitCode::from(2);
    };
    match check(&path, arguments) {
        Ok(rows) => {
            println!("{rows} rows confirmed; every sum holds");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("does not hold: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn check(path: &str, files: impl Iterator<Item = String>) -> Result<usize, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let paper: Value = serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
    let currency = paper["currency"].as_str().and_then(Currency::parse);
    let currency = currency.ok_or("no currency")?;
    let mut book = Book::new();
    for file in files {
        let bytes = fs::read(&file).map_err(|error| format!("{file}: {error}"))?;
        import(&mut book, &file, &bytes, &Wish::default(), &mut |_, _| {})
            .map_err(|_| format!("{file} cannot be read"))?;
    }
    // Every row of the files by fingerprint of the file, part and line.
    let mut rows = HashMap::new();
    for row in 0..book.records.len() {
        let place = book.records.place(row);
        let entry = book.file(place.file).ok_or("a row without a file")?;
        rows.insert((entry.report.sha256.clone(), place.part, place.row), row);
    }
    let minor = |of: &Value, key: &str| -> Result<i128, String> {
        let text = of[key].as_str().ok_or(format!("no {key}"))?;
        let read = read_amount(text, currency, DecimalMark::Point);
        read.map(|a| a.minor).map_err(|_| format!("{key}: {text}"))
    };
    let show = |minor: i64| Amount::new(i128::from(minor), currency).to_string();
    let r = &book.records;
    let mut confirmed = 0;
    // The sum of a list of rows, each of which must stand in the files as the certificate has it.
    let mut sum = |list: &Value, seen: &mut HashSet<usize>| -> Result<i128, String> {
        let mut sum = 0;
        for claim in list.as_array().ok_or("no rows")? {
            let number = |key: &str| claim[key].as_u64().unwrap_or(0);
            let file = claim["sha256"].as_str().unwrap_or_default().to_owned();
            let key = (file, number("part") as u16, number("row") as u32);
            let row = *rows.get(&key).ok_or(format!("no row {key:?}"))?;
            let same =
                |key: &str, read: Option<i64>| claim[key].as_str() == read.map(&show).as_deref();
            let ordered = Some(r.ordered(row)).filter(|&ordered| ordered != r.amount[row]);
            let holds = same("amount", Some(r.amount[row])) && same("fee", r.fee(row));
            if !holds || !same("net", r.stated_net(row)) || !same("ordered", ordered) {
                return Err(format!("row {key:?} reads otherwise"));
            }
            if claim["beside"] != true && !seen.insert(row) {
                return Err(format!("row {key:?} counts twice"));
            }
            sum += minor(claim, "counts")?;
            confirmed += 1;
        }
        Ok(sum)
    };
    let (takings, received) = (minor(&paper, "takings")?, minor(&paper, "received")?);
    let (gap, mut left) = (minor(&paper, "gap")?, minor(&paper, "unexplained")?);
    let taken = sum(&paper["taken"], &mut HashSet::new())?;
    let credits = sum(&paper["credits"], &mut HashSet::new())?;
    let mut aspects: HashMap<String, HashSet<usize>> = HashMap::new();
    for line in paper["bridge"].as_array().ok_or("no bridge")? {
        let seen = aspects.entry(line["aspect"].to_string()).or_default();
        if sum(&line["rows"], seen)? != minor(line, "amount")? {
            return Err(format!("{} is not the sum of its rows", line["cause"]));
        }
        left += minor(line, "amount")?;
    }
    let holds = taken == takings && credits == received && takings - received == gap && left == gap;
    holds.then_some(confirmed).ok_or("the sums differ".into())
}
