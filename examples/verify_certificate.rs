//! Checks a certificate by the rules of `docs/certificate.md`, without the engine. It reads texts:
//! `cargo run --example verify_certificate -- CERTIFICATE FILE…` ends with status 0 where all holds.

use encoding_rs::GB18030;
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{collections::HashMap, collections::HashSet, env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let rows = check(&env::args().skip(1).collect::<Vec<_>>());
    rows.map(|rows| println!("{rows} rows stand where they should, and every sum holds"))
}

/// Checks the certificate at the first path against the files at the others; counts the rows.
pub fn check(paths: &[String]) -> Result<usize, Box<dyn Error>> {
    let read = |path: &String| fs::read(path).map_err(|error| format!("{path}: {error}"));
    let (first, others) = paths.split_first().ok_or("no certificate given")?;
    let paper: Value = serde_json::from_slice(&read(first)?)?;
    let mut given = HashMap::new();
    for path in others {
        let bytes = read(path)?;
        let hash = Sha256::digest(&bytes);
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let text = String::from_utf8(bytes);
        let text = text.unwrap_or_else(|error| GB18030.decode(error.as_bytes()).0.into_owned());
        given.insert(hash, text.lines().map(str::to_owned).collect::<Vec<_>>());
    }
    let list = |of: &Value| of.as_array().cloned().unwrap_or_default();
    let find = |file: Value| given.get(file["sha256"].as_str()?);
    let files: Option<Vec<_>> = list(&paper["files"]).into_iter().map(find).collect();
    let files = files.ok_or("a file is missing or altered")?;
    let amount = |of: &Value, key: &str| of[key].as_str().unwrap_or("").parse::<Decimal>();
    let (takings, received) = (amount(&paper, "takings")?, amount(&paper, "received")?);
    let (mut rows, mut seen) = (0, HashSet::new());
    let mut sum = |list: Vec<Value>, whole: bool, claimed: &mut HashSet<[usize; 4]>| {
        let mut sum = Decimal::ZERO;
        for row in list {
            let number = |key: &str| row[key].as_u64().unwrap_or(0) as usize;
            let place = ["file", "part", "row", "nth"].map(number);
            let lines = files.get(place[0]).filter(|_| place[1] == 0);
            let lines = lines.and_then(|lines| lines.get(place[2].checked_sub(1)?..));
            let lines = lines.unwrap_or_default();
            let found = numbers(lines, takings.scale());
            let tags = lines.first().map_or(0, |line| line.matches('<').count());
            seen.insert((place[3] > tags, place[..3].to_vec()));
            let stands = |n: Decimal| n.is_zero() || found.contains(&n.abs());
            let (paid, counts) = (amount(&row, "amount")?, amount(&row, "counts")?);
            let asked = amount(&row, "ordered").unwrap_or(paid);
            let read = !found.is_empty() && stands(asked) && (stands(paid) || stands(asked - paid));
            let once = counts.is_zero() || claimed.insert(place) && place[3] <= tags + found.len();
            if !read || !once || whole && counts != paid && counts != asked {
                return Err(Box::<dyn Error>::from(format!("{row} does not hold")));
            }
            (sum, rows) = (sum + counts, rows + 1);
        }
        Ok(sum)
    };
    let mut holds = sum(list(&paper["taken"]), true, &mut HashSet::new())? == takings;
    holds &= sum(list(&paper["credits"]), true, &mut HashSet::new())? == received;
    holds &= takings - received == amount(&paper, "gap")?;
    let (mut total, mut aspects) = (amount(&paper, "unexplained")?, HashMap::new());
    let open = list(&paper["open"]);
    let open: Result<Decimal, _> = open.iter().map(|part| amount(part, "amount")).sum();
    holds &= open? == total;
    for line in list(&paper["bridge"]) {
        let claimed = aspects.entry(line["aspect"].to_string()).or_default();
        holds &= sum(list(&line["rows"]), false, claimed)? == amount(&line, "amount")?;
        total += amount(&line, "amount")?;
    }
    holds &= total == amount(&paper, "gap")?;
    holds &= seen
        .iter()
        .all(|(more, row)| !more || seen.contains(&(false, row.clone())));
    holds.then_some(rows).ok_or("the sums differ".into())
}

/// Every number of a line, and of those below where a cell in quotes or an entry of XML, OFX or QIF
/// goes on: as it stands, with parted thousands, as minor units, and summed with those that follow.
pub fn numbers(lines: &[String], digits: u32) -> HashSet<Decimal> {
    let parted = |line: &String| line.contains([',', ';', '|', '\t']) && !line.contains('<');
    let goes_on = |line: &String| !parted(line) || line.matches('"').count() % 2 == 1;
    let many = 1 + 39 * usize::from(lines.first().is_some_and(goes_on));
    let text = lines[..many.min(lines.len())].join("\n");
    let half = |c: char| c as u32 - 0xFEE0 * u32::from(('！'..='～').contains(&c));
    let text: String = text.chars().map(half).filter_map(char::from_u32).collect();
    let split = |signs| text.split(move |c: char| !c.is_ascii_digit() && !str::contains(signs, c));
    let parted = split(".,'").map(|number| number.replace([',', '\''], ""));
    let comma = split(".,").map(|number| number.replace('.', "").replace(',', "."));
    let plain = split(".").filter(|number| number.len() < 16);
    let plain: Vec<Decimal> = plain.filter_map(|number| number.parse().ok()).collect();
    let sums = (1..=plain.len().min(8)).flat_map(|many| plain.windows(many));
    let sums = sums.map(|some| some.iter().sum::<Decimal>());
    let read = parted.chain(comma).filter_map(|number| number.parse().ok());
    let rounded = |number: Decimal| number.round_dp_with_strategy(digits, MidpointAwayFromZero);
    let readings = |number| [rounded(number), number * Decimal::new(1, digits)];
    read.chain(sums).flat_map(readings).collect()
}
