//! The core from the command line.
//!
//! `cargo run --release --example explain -- [--settings FILE] [--lang zh|en]
//! [--register FILE] [--provider FILE] [--bank FILE] [--certificate FILE] FILE…`
//!
//! Prints the explanation as JSON. Each file's role is found by its content; the three options
//! override it. Exit status 0 with an explanation, 2 with a message where there is none.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use yifen::explanation::explain;
use yifen::import::import;
use yifen::protocol::Wish;
use yifen::record::{Book, Side};
use yifen::report::{certificate, json};
use yifen::settings::Settings;
use yifen::text::{self, Lang};

fn main() -> ExitCode {
    match run(env::args().skip(1)) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// The command line, read.
struct Options {
    lang: Lang,
    settings: Option<String>,
    /// Where to write the certificate.
    certificate: Option<String>,
    files: Vec<(Option<Side>, String)>,
}

fn options(arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options {
        lang: Lang::Zh,
        settings: None,
        certificate: None,
        files: Vec::new(),
    };
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--settings" => options.settings = Some(value()?),
            "--certificate" => options.certificate = Some(value()?),
            "--lang" => options.lang = Lang::from_tag(&value()?),
            "--register" => options.files.push((Some(Side::Register), value()?)),
            "--provider" => options.files.push((Some(Side::Provider), value()?)),
            "--bank" => options.files.push((Some(Side::Bank), value()?)),
            unknown if unknown.starts_with("--") => {
                return Err(format!("unknown option {unknown}"));
            }
            _ => options.files.push((None, argument)),
        }
    }
    Ok(options)
}

fn run(arguments: impl Iterator<Item = String>) -> Result<String, String> {
    let options = options(arguments)?;
    let settings = match &options.settings {
        Some(path) => read_settings(path)?,
        None => {
            eprintln!(
                "{}",
                text::why::assumption(options.lang, &yifen::cause::Assumption::DefaultContract)
            );
            Settings::default()
        }
    };
    let mut book = Book::new();
    for (side, path) in &options.files {
        let bytes = fs::read(path).map_err(|error| format!("{path}: {error}"))?;
        let name = Path::new(path)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let wish = Wish {
            side: *side,
            format: None,
            ..Wish::default()
        };
        // A file that cannot be read does not keep the others from being explained.
        if let Err(error) = import(&mut book, &name, &bytes, &wish, &mut |_, _| {}) {
            eprintln!("{}", text::import::error(options.lang, &name, &error));
        }
    }
    let explanation = explain(&book, &settings, &mut |_, _| {})
        .map_err(|error| text::why::no_answer(options.lang, error).to_owned())?;
    if let Some(path) = &options.certificate {
        fs::write(path, certificate::certificate(&explanation, &book))
            .map_err(|error| format!("{path}: {error}"))?;
    }
    Ok(json::explanation(&explanation, &book, options.lang))
}

fn read_settings(path: &str) -> Result<Settings, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))
}
