//! Time and peak memory of reading and explaining shops of 10 thousand, 100 thousand and a million
//! sales, natively.
//!
//! `cargo bench --bench explain` measures; each size runs in a process of its own, so that one's peak
//! is not the other's. `cargo bench --bench explain -- --write FOLDER SIZE` writes the files instead,
//! for the same measurement in a browser.

mod shop;

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use yifen::explanation::explain;
use yifen::import::import;
use yifen::protocol::Wish;
use yifen::record::Book;
use yifen::settings::Settings;

const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds an option of its own.
    let arguments: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            println!(
                "{:>9} {:>9} {:>9} {:>9}  {:>9}",
                "rows", "read", "explain", "all", "peak"
            );
            for size in SIZES {
                let own = env::current_exe()?;
                let status = Command::new(own)
                    .args(["--size", &size.to_string()])
                    .status()?;
                if !status.success() {
                    return Err(format!("{size} rows: {status}").into());
                }
            }
            Ok(())
        }
        ["--size", size] => measure(size.parse()?),
        ["--write", folder, size] => write(Path::new(folder), size.parse()?),
        _ => Err("expected nothing, or --write FOLDER SIZE".into()),
    }
}

fn measure(rows: u32) -> Result<(), Box<dyn Error>> {
    let shop = shop::shop(rows);
    let base = peak_kib()?;
    let mut book = Book::new();
    let start = Instant::now();
    for (name, text) in [
        ("register.csv", shop.register),
        ("JY_20260331.txt", shop.bill),
        ("bank_cmb.csv", shop.bank),
    ] {
        let read = import(
            &mut book,
            name,
            text.as_bytes(),
            &Wish::default(),
            &mut |_, _| {},
        );
        read.map_err(|error| format!("{name}: {error:?}"))?;
    }
    let read = start.elapsed();
    let explanation = explain(&book, &Settings::default(), &mut |_, _| {})
        .map_err(|error| format!("{error:?}"))?;
    let all = start.elapsed();
    let answer = explanation.answer();
    println!(
        "{rows:>9} {:>7}ms {:>7}ms {:>7}ms  {:>6}MiB (of it the files' bytes {} MiB); {} lines, {} unexplained",
        read.as_millis(),
        (all - read).as_millis(),
        all.as_millis(),
        peak_kib()? / 1024,
        base / 1024,
        answer.lines.len(),
        answer.unexplained,
    );
    Ok(())
}

/// The most memory this process has held so far, as Linux counts it.
fn peak_kib() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.ok_or("no VmHWM in /proc/self/status")?.parse()?)
}

fn write(folder: &Path, rows: u32) -> Result<(), Box<dyn Error>> {
    let shop = shop::shop(rows);
    fs::create_dir_all(folder)?;
    fs::write(folder.join("register.csv"), shop.register)?;
    fs::write(folder.join("JY_20260331.txt"), shop.bill)?;
    fs::write(folder.join("bank_cmb.csv"), shop.bank)?;
    Ok(())
}
