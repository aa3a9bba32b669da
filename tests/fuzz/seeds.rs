//! Copies the fixtures into the corpora and prints a line a run: the corpus, the target, and the
//! formats among which the target chooses.
//!
//! `seeds CORPORA` with the folder that holds them.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use yifen::fees::{Preset, Shared, encode};
use yifen::import::FORMATS;
use yifen::settings::Settings;

fn main() -> io::Result<()> {
    let corpora = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "corpus".to_owned()),
    );
    let fixtures = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures"))?;
    let errors = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/errors"))?;
    // One run a reader: the formats of a table of layouts share it, and the first byte chooses.
    let mut readers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for format in FORMATS {
        readers.entry(format.reader).or_default().push(format.name);
    }
    for (reader, formats) in &readers {
        for (index, format) in formats.iter().enumerate() {
            for path in fixtures
                .iter()
                .filter(|path| name(path).starts_with(format))
            {
                let first = u8::try_from(index).unwrap_or(u8::MAX);
                let bytes = [&[first], fs::read(path)?.as_slice()].concat();
                put(&corpora, &format!("reader-{reader}"), &name(path), &bytes)?;
            }
        }
        println!("reader-{reader} format {}", formats.join(","));
    }
    for path in fixtures.iter().chain(&errors) {
        put(&corpora, "any", &name(path), &fs::read(path)?)?;
    }
    shop(&corpora)?;
    kept(&corpora)?;
    for (place, text) in ["1,234.50", "(12.00)", "-1.234,5", "¥0.01", "1e5"]
        .iter()
        .enumerate()
    {
        put(
            &corpora,
            "words",
            &format!("number-{place}"),
            text.as_bytes(),
        )?;
    }
    for (place, text) in [
        "2026-03-02 09:12:05",
        "02/03/26",
        "3 Mar 2026",
        "20260302",
        "8：05",
    ]
    .iter()
    .enumerate()
    {
        put(&corpora, "words", &format!("day-{place}"), text.as_bytes())?;
    }
    workbooks(&corpora)?;
    for target in ["any", "workbook", "words", "kept", "answer"] {
        println!("{target} {target}");
    }
    Ok(())
}

/// The files of the tests' shop as one input.
fn shop(corpora: &Path) -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/shop");
    let mut parts = Vec::new();
    for name in ["register.csv", "JY_20260514.txt", "bank_cmb.csv"] {
        parts.push(fs::read(folder.join(name))?);
    }
    put(
        corpora,
        "answer",
        "shop",
        &parts.join(b"\n====\n".as_slice()),
    )
}

fn kept(corpora: &Path) -> io::Result<()> {
    let settings = serde_json::to_vec(&Settings::default())?;
    put(corpora, "kept", "settings", &settings)?;
    for preset in Preset::ALL {
        let contract = preset.contract();
        let with = Settings {
            contract: Some(contract.clone()),
            ..Settings::default()
        };
        put(
            corpora,
            "kept",
            &format!("settings-{}", preset.id()),
            &serde_json::to_vec(&with)?,
        )?;
        let shared = Shared {
            currency: preset.currency(),
            contract,
            fields: Vec::new(),
        };
        if let Ok(link) = encode(&shared) {
            put(
                corpora,
                "kept",
                &format!("link-{}", preset.id()),
                link.as_bytes(),
            )?;
        }
    }
    put(corpora, "kept", "cases", br#"{"schema":1,"cases":[]}"#)
}

/// Inner files of workbooks, each behind the byte that says which it is.
fn workbooks(corpora: &Path) -> io::Result<()> {
    for (which, text) in [
        (
            0,
            r#"<office:document-content><table:table table:name="a"><table:table-row table:number-rows-repeated="2"><table:table-cell office:value="1.5" table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:document-content>"#,
        ),
        (
            4,
            r#"<sst uniqueCount="2"><si><t>a</t></si><si><r><t>b</t></r></si></sst>"#,
        ),
        (
            5,
            r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="C1"><f t="shared" si="1" ref="A1:B2">1</f><v>2</v></c></row></sheetData></worksheet>"#,
        ),
    ] {
        let bytes = [&[which], text.as_bytes()].concat();
        put(corpora, "workbook", &format!("inner-{which}"), &bytes)?;
    }
    Ok(())
}

/// The files of a folder that are inputs.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() && path.extension().is_none_or(|ending| ending != "expected") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn put(corpora: &Path, corpus: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = corpora.join(corpus);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), bytes)
}
