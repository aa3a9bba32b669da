//! What must hold of the source itself: who may know whom, how long a file may be, what may not
//! stand in it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by its first broken promise"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The arrows: a module of the core and what it may name. `module::Item` allows that item only:
/// kinds that travel in messages are named where they arise.
const ARROWS: &[(&str, &[&str])] = &[
    ("money", &[]),
    ("calendar", &[]),
    // A file's entry in the book bears the report of reading it.
    ("record", &["money", "calendar", "import::FileReport"]),
    ("settings", &["money", "calendar", "record"]),
    ("cause", &["money", "calendar", "record"]),
    (
        "answer",
        &["money", "calendar", "cause", "settings", "verdict"],
    ),
    // What she says names rows and causes.
    ("verdict", &["cause", "cases::clean"]),
    (
        "import",
        &[
            "money",
            "calendar",
            "record",
            "protocol::Stage",
            "protocol::Wish",
        ],
    ),
    (
        "fees",
        &["money", "calendar", "record", "settings", "cause"],
    ),
    // The rows and the days that are looked at.
    (
        "scope",
        &[
            "money",
            "calendar",
            "record",
            "settings",
            "fees",
            "cause",
            "protocol::ExplainError",
        ],
    ),
    (
        "matching",
        &["money", "calendar", "record", "settings", "fees"],
    ),
    (
        "causes",
        &[
            "money", "calendar", "record", "settings", "fees", "matching", "cause", "answer",
            "scope",
        ],
    ),
    (
        "explanation",
        &[
            "money",
            "calendar",
            "record",
            "settings",
            "fees",
            "matching",
            "causes",
            "cause",
            "answer",
            "scope",
            "verdict",
            "protocol::ExplainError",
            "protocol::RowsOf",
            "protocol::Stage",
            "protocol::WINDOW_ROWS_MAX",
        ],
    ),
    (
        "report",
        &[
            "money",
            "calendar",
            "record",
            "settings",
            "cause",
            "answer",
            "causes",
            "explanation",
            "guide",
            "protocol::PackOf",
            "protocol::Papers",
            "text",
            "verdict",
        ],
    ),
    // Sentences know kinds only.
    (
        "text",
        &[
            "money",
            "calendar",
            "record",
            "settings",
            "cause",
            "answer",
            "cases::Case",
            "fees",
            "import",
            "protocol::ExplainError",
            "protocol::Stage",
            "verdict",
        ],
    ),
    ("cases", &["money", "calendar", "cause", "text"]),
    ("guide", &["text", "cause", "calendar"]),
    (
        "protocol",
        &[
            "answer", "calendar", "guide", "import", "record", "settings", "text", "verdict",
        ],
    ),
];

/// No file has more lines of code, comments and its own tests not counted: past this a second noun
/// is hiding in it. Sentences are data and are not counted.
const LINES_MAX: usize = 500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with one of the endings, in order of name, build output left out.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|_| panic!("{}", folder.display())) {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                if !["node_modules", "results", "target"].contains(&name) {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "nothing below {folder}");
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// The code of a file: without comments and without the tests at its foot.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let tests = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
    let lines = text[..tests].lines();
    lines
        .map(|line| line.split("//").next().unwrap_or_default())
        .fold(String::new(), |code, line| code + line + "\n")
}

/// The paths behind `crate::`, two names deep, groups in braces taken apart.
fn known(code: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => paths.extend(parts(group).into_iter().flat_map(|part| items(&part))),
            None => paths.extend(items(&leading(rest))),
        }
    }
    paths
}

/// The parts of a group in braces, up to its closing brace.
fn parts(group: &str) -> Vec<String> {
    let (mut parts, mut part, mut depth) = (Vec::new(), String::new(), 0_u32);
    for sign in group.chars() {
        match sign {
            '}' if depth == 0 => break,
            ',' if depth == 0 => parts.push(std::mem::take(&mut part)),
            _ => {
                depth = depth + u32::from(sign == '{') - u32::from(sign == '}');
                part.push(sign);
            }
        }
    }
    parts.push(part);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// A path as far as it is one, with the group at its end where it has one.
fn leading(rest: &str) -> String {
    let end = rest
        .find(|sign: char| !(sign.is_alphanumeric() || "_:{".contains(sign)))
        .unwrap_or(rest.len());
    match rest[..end].find('{') {
        Some(open) => {
            let group = parts(&rest[open + 1..]).join(",");
            format!("{}{{{group}}}", &rest[..open])
        }
        None => rest[..end].to_owned(),
    }
}

/// `module::Item` for every item that a path names.
fn items(path: &str) -> Vec<String> {
    let path = path.trim();
    let (module, rest) = path.split_once("::").unwrap_or((path, ""));
    let item = |text: &str| {
        let end = text.find(|sign: char| !(sign.is_alphanumeric() || sign == '_'));
        text[..end.unwrap_or(text.len())].to_owned()
    };
    let module = item(module);
    match rest.strip_prefix('{') {
        Some(group) => {
            let named = parts(group).into_iter();
            named
                .map(|part| format!("{module}::{}", item(part.trim())))
                .collect()
        }
        None => vec![format!("{module}::{}", item(rest))],
    }
}

#[test]
fn nobody_knows_more_than_allowed() {
    assert_eq!(
        known("use crate::{a::{B, C}, d}; crate::e::F::new(); use crate::g::{H, i::J};"),
        ["a::B", "a::C", "d::", "e::F", "g::H", "g::i"]
            .map(str::to_owned)
            .into(),
        "this test reads paths right"
    );
    let mut broken = Vec::new();
    for path in files("src", &[".rs"]) {
        let name = shown(&path);
        let below = name.strip_prefix("src/").unwrap();
        let module = below.split(['/', '.']).next().unwrap();
        if ["app", "worker", "lib"].contains(&module) {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(of, _)| *of == module) else {
            broken.push(format!("{name}: {module} has no line in ARROWS"));
            continue;
        };
        for path in known(&code(&path)) {
            let (of, _) = path.split_once("::").unwrap();
            if of != module && !allowed.contains(&of) && !allowed.contains(&path.as_str()) {
                broken.push(format!("{name} knows {path}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_page_has_no_engine_and_the_worker_no_page() {
    let manifest = |member: &str| {
        fs::read_to_string(root().join("src").join(member).join("Cargo.toml")).unwrap()
    };
    let app = manifest("app");
    let core = app.lines().find(|line| line.starts_with("yifen ")).unwrap();
    assert!(core.contains("default-features = false"), "{core}");
    assert!(!core.contains("features = ["), "{core}");
    assert!(
        !app.contains("yifen-worker"),
        "the page speaks with the worker by messages only"
    );
    let worker = manifest("worker");
    assert!(!worker.contains("leptos") && !worker.contains("yifen-app"));
}

#[test]
fn files_are_short() {
    let mut long = Vec::new();
    for folder in ["src", "tests", "examples"] {
        for path in files(folder, &[".rs", ".js"]) {
            if shown(&path).starts_with("src/text/") {
                continue;
            }
            let code = code(&path);
            let lines = code.lines().filter(|line| !line.trim().is_empty()).count();
            if lines > LINES_MAX {
                long.push(format!("{}: {lines} lines of code", shown(&path)));
            }
        }
    }
    assert!(
        long.is_empty(),
        "longer than {LINES_MAX}:\n{}",
        long.join("\n")
    );
}

#[test]
fn nothing_is_left_for_later() {
    // Taken apart, so that this file does not find itself.
    let words = [["TO", "DO"], ["FIX", "ME"], ["unimple", "mented!"]].map(|w| w.concat());
    let mut left = Vec::new();
    for folder in ["src", "style", "tests", "examples", "scripts"] {
        for path in files(
            folder,
            &[".rs", ".css", ".js", ".mjs", "run", "setup", "test"],
        ) {
            let text = fs::read_to_string(&path).unwrap();
            for (row, line) in text.lines().enumerate() {
                if words.iter().any(|word| {
                    line.split(|c: char| !(c.is_alphanumeric() || c == '!'))
                        .any(|w| w == word)
                }) {
                    left.push(format!("{}:{}: {line}", shown(&path), row + 1));
                }
            }
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn no_text_is_drawn_as_markup_and_no_style_stands_in_a_view() {
    let mut found = Vec::new();
    for path in files("src/app", &[".rs"]) {
        let code = code(&path);
        for banned in [
            "inner_html",
            "set_inner_html",
            "outer_html",
            " style=\"",
            "document.write",
        ] {
            if code.contains(banned) {
                found.push(format!("{}: {banned}", shown(&path)));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn binary_floats_stay_away_from_the_core() {
    let mut found = Vec::new();
    for path in files("src", &[".rs"]) {
        let name = shown(&path);
        // Pixel sizes are the page's own; a clock is the worker's.
        // Workbooks store numbers as binary fractions; one file turns them into decimals.
        if name.starts_with("src/app/")
            || name.starts_with("src/worker/")
            || name == "src/import/container/cells.rs"
        {
            continue;
        }
        let code = code(&path);
        let words = code.split(|sign: char| !(sign.is_alphanumeric() || sign == '_'));
        if words.into_iter().any(|word| word == "f64" || word == "f32") {
            found.push(name);
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_tool_has_one_version_everywhere() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let bindgen = lock
        .split("name = \"wasm-bindgen\"\nversion = \"")
        .nth(1)
        .unwrap();
    let bindgen = bindgen.split('"').next().unwrap();
    let trunk = fs::read_to_string(root().join("Trunk.toml")).unwrap();
    assert!(
        trunk.contains(&format!("wasm_bindgen = \"{bindgen}\"")),
        "Trunk.toml, {bindgen}"
    );
    let packages = fs::read_to_string(root().join("tests/e2e/package.json")).unwrap();
    let binaryen = packages.split("\"binaryen\": \"").nth(1).unwrap();
    let binaryen = binaryen.split('.').next().unwrap();
    assert!(
        trunk.contains(&format!("wasm_opt = \"version_{binaryen}\"")),
        "Trunk.toml, {binaryen}"
    );
}

#[test]
fn every_page_of_the_guide_has_both_languages() {
    let names = |lang: &str| -> BTreeSet<String> {
        let folder = format!("locales/guide/{lang}");
        let paths = files(&folder, &[""]);
        paths
            .iter()
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("zh"), names("en"));
}
