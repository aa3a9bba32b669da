//! The names of the causes and what each is in one line, as the guide's files have them.

use super::Lang;
use crate::cause::Cause;

include!(concat!(env!("OUT_DIR"), "/cause_names.rs"));

/// Name and line of every cause, in the order of [`Cause::ALL`]; made when the code is compiled, so
/// that a cause without a file in either language stops the compiler.
const ZH: [(&str, &str); Cause::ALL.len()] = in_order(NAMES_ZH);
const EN: [(&str, &str); Cause::ALL.len()] = in_order(NAMES_EN);

#[expect(clippy::panic, reason = "it runs in the compiler and stops it")]
const fn in_order(
    names: &'static [(&'static str, &'static str, &'static str)],
) -> [(&'static str, &'static str); Cause::ALL.len()] {
    let mut table = [("", ""); Cause::ALL.len()];
    let mut at = 0;
    while at < table.len() {
        let mut found = None;
        let mut index = 0;
        while index < names.len() {
            if same(names[index].0.as_bytes(), Cause::ALL[at].id().as_bytes()) {
                found = Some((names[index].1, names[index].2));
            }
            index += 1;
        }
        table[at] = match found {
            Some(entry) => entry,
            None => panic!("a cause has no entry in the guide"),
        };
        at += 1;
    }
    table
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

fn entry(lang: Lang, cause: Cause) -> (&'static str, &'static str) {
    let table = match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    };
    // The enum's numbers run from 0 in the order of `ALL`.
    table.get(cause as usize).copied().unwrap_or_default()
}

/// The name of a cause.
#[must_use]
pub fn name(lang: Lang, cause: Cause) -> &'static str {
    entry(lang, cause).0
}

/// What a cause is, in one line.
#[must_use]
pub fn short(lang: Lang, cause: Cause) -> &'static str {
    entry(lang, cause).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_its_own_name() {
        for lang in Lang::ALL {
            let mut names: Vec<&str> = Cause::ALL.iter().map(|&cause| name(lang, cause)).collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count, "{lang:?}");
        }
        assert_eq!(name(Lang::Zh, Cause::CapMissed), "封顶没有生效");
        assert_eq!(name(Lang::En, Cause::Unexplained), "Not explained yet");
    }
}
