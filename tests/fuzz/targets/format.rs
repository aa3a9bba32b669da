//! Any bytes as a file of one format, whatever they look like. `YIFEN_FORMAT` names it; without it the
//! first byte chooses among all of them, so a new format needs no line here.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use yifen::import::{FORMATS, import};
use yifen::protocol::Wish;
use yifen::record::Book;

static NAMED: LazyLock<Option<String>> = LazyLock::new(|| {
    let named = std::env::var("YIFEN_FORMAT").ok();
    named.filter(|name| !name.is_empty())
});

fuzz_target!(|bytes: &[u8]| {
    let (name, bytes) = match (&*NAMED, bytes.split_first()) {
        (Some(name), _) => (name.as_str(), bytes),
        (None, Some((&first, rest))) => (FORMATS[usize::from(first) % FORMATS.len()].name, rest),
        (None, None) => return,
    };
    let wish = Wish {
        format: Some(name.to_owned()),
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
