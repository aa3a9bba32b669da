//! Takes the names of the causes from the guide's files, so that each name stands in one place and a
//! cause without a name in either language does not compile; and lists the files, so that the worker
//! carries them.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let guide = Path::new("locales/guide");
    println!("cargo::rerun-if-changed={}", guide.display());
    let mut code = String::new();
    let mut list = String::from(
        "/// Language, name and text of every file.\npub const FILES: &[(Lang, &str, &str)] = &[\n",
    );
    for lang in ["zh", "en"] {
        let folder = guide.join(lang);
        let mut files: Vec<_> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
        files.sort_by_key(fs::DirEntry::file_name);
        writeln!(
            code,
            "const NAMES_{}: &[(&str, &str, &str)] = &[",
            lang.to_uppercase()
        )?;
        for file in files {
            let path = file.path();
            let id = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let variant = if lang == "zh" { "Zh" } else { "En" };
            writeln!(
                list,
                "    (Lang::{variant}, {id:?}, include_str!({:?})),",
                fs::canonicalize(&path)?
            )?;
            // Files that begin with an underscore are the guide's frame, not a cause.
            if id.starts_with('_') {
                continue;
            }
            let text = fs::read_to_string(&path)?;
            let field = |key: &str| {
                let value = text
                    .lines()
                    .find_map(|line| line.strip_prefix(key))
                    .map(str::trim);
                value.ok_or_else(|| format!("{} lacks a line “{key}”", path.display()))
            };
            writeln!(
                code,
                "    ({id:?}, {:?}, {:?}),",
                field("title:")?,
                field("short:")?
            )?;
        }
        writeln!(code, "];")?;
    }
    list.push_str("];\n");
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("cause_names.rs"), code)?;
    fs::write(Path::new(&out).join("guide_files.rs"), list)?;
    Ok(())
}
