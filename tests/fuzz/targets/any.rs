//! Any bytes as a file: recognised, opened, decoded and read, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yifen::import::{ImportError, import};
use yifen::protocol::Wish;
use yifen::record::Book;
use yifen::text::{Lang, import as sentences};

fuzz_target!(|bytes: &[u8]| {
    let wish = Wish {
        // The password of the fixtures that have one.
        password: Some("1".to_owned()),
        ..Wish::default()
    };
    let mut book = Book::new();
    match import(&mut book, "20260302.csv", bytes, &wish, &mut |_, _| ()) {
        Ok(_) => {
            let rows: u32 = book.files.iter().map(|file| file.report.rows).sum();
            // A row may be several records.
            assert!(rows as usize <= book.records.len());
            for row in 0..book.records.len() {
                let _shown = book.view(row);
            }
        }
        Err(error) => {
            assert!(book.records.is_empty() && book.files.is_empty());
            assert!(!matches!(error, ImportError::AlreadyLoaded { .. }));
            assert!(!sentences::error(Lang::Zh, "x", &error).is_empty());
        }
    }
});
