//! Any bytes as a file of a format, whatever they look like. `YIFEN_FORMAT` names the formats of one
//! reader and the first byte chooses among them; without it, among all.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use yifen::import::{FORMATS, import};
use yifen::protocol::Wish;
use yifen::record::Book;

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let wanted = std::env::var("YIFEN_FORMAT").unwrap_or_default();
    let named: Vec<String> = wanted
        .split(',')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    if named.is_empty() {
        FORMATS
            .iter()
            .map(|format| format.name.to_owned())
            .collect()
    } else {
        named
    }
});

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else {
        return;
    };
    let name = &NAMES[usize::from(first) % NAMES.len()];
    let wish = Wish {
        format: Some(name.clone()),
        ..Wish::default()
    };
    let mut book = Book::new();
    if import(&mut book, "INN26030288ZM_1", bytes, &wish, &mut |_, _| ()).is_ok() {
        let report = &book.files[0].report;
        // A row may be several records.
        assert!(report.rows as usize <= book.records.len());
        for row in 0..book.records.len() {
            let _shown = book.view(row);
        }
    } else {
        assert!(book.records.is_empty() && book.files.is_empty());
    }
});
