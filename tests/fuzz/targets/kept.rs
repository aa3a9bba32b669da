//! What is kept in files and links of ours and may come back changed: settings, mappings, the case
//! list, links of the calculator. Settings that are read are used.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use yifen::cases::{Cases, Kept};
use yifen::explanation::explain;
use yifen::fees::{decode, encode};
use yifen::import::import;
use yifen::import::mapping::MappingFile;
use yifen::protocol::Wish;
use yifen::record::Book;
use yifen::settings::Settings;

static SHOP: LazyLock<Book> = LazyLock::new(|| {
    let files: [(&str, &[u8]); 3] = [
        (
            "register.csv",
            include_bytes!("../../fixtures/shop/register.csv"),
        ),
        (
            "JY_20260514.txt",
            include_bytes!("../../fixtures/shop/JY_20260514.txt"),
        ),
        (
            "bank_cmb.csv",
            include_bytes!("../../fixtures/shop/bank_cmb.csv"),
        ),
    ];
    let mut book = Book::new();
    for (name, bytes) in files {
        import(&mut book, name, bytes, &Wish::default(), &mut |_, _| ()).expect("the shop");
    }
    book
});

fuzz_target!(|text: &str| {
    if let Ok(settings) = serde_json::from_str::<Settings>(text)
        && let Ok(explanation) = explain(&SHOP, &settings, &mut |_, _| ())
    {
        let answer = explanation.answer();
        let lines: i128 = answer.lines.iter().map(|line| line.amount.minor).sum();
        assert_eq!(
            answer.gap.minor,
            answer.takings.minor - answer.received.minor
        );
        assert_eq!(answer.gap.minor, lines + answer.unexplained.minor);
    }
    if let Ok(file) = serde_json::from_str::<MappingFile>(text) {
        let _opened = file.open();
    }
    if let Ok(kept) = serde_json::from_str::<Kept>(text) {
        let _cases = Cases::of_kept(kept);
    }
    if let Ok(shared) = decode(text) {
        let again = encode(&shared).map(|link| decode(&link));
        assert!(
            !matches!(again, Ok(Err(_))),
            "what was read can be handed on"
        );
    }
});
