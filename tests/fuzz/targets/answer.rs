//! Up to four files one after the other, parted by a line of equals signs, and the explanation of them:
//! it adds up whatever the files hold.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yifen::explanation::explain;
use yifen::import::import;
use yifen::protocol::Wish;
use yifen::record::Book;
use yifen::settings::Settings;

const BETWEEN: &[u8] = b"\n====\n";
const FILES_MAX: usize = 4;

fuzz_target!(|bytes: &[u8]| {
    let mut book = Book::new();
    let mut rest = bytes;
    for number in 0..FILES_MAX {
        let end = rest.windows(BETWEEN.len()).position(|part| part == BETWEEN);
        let (file, behind) = match end {
            Some(end) => (&rest[..end], &rest[end + BETWEEN.len()..]),
            None => (rest, &rest[rest.len()..]),
        };
        let name = format!("{number}.csv");
        let _read = import(&mut book, &name, file, &Wish::default(), &mut |_, _| ());
        rest = behind;
    }
    let Ok(explanation) = explain(&book, &Settings::default(), &mut |_, _| ()) else {
        return;
    };
    let answer = explanation.answer();
    let lines: i128 = answer.lines.iter().map(|line| line.amount.minor).sum();
    assert_eq!(
        answer.gap.minor,
        answer.takings.minor - answer.received.minor
    );
    assert_eq!(answer.gap.minor, lines + answer.unexplained.minor);
    for line in explanation.lines() {
        let claims: i128 = line.claims.iter().map(yifen::causes::Claim::sum).sum();
        assert_eq!(claims, line.amount);
    }
});
