/*!
Search over every entry in both languages.

Chinese has no blanks between words, so a Chinese query is taken as its pairs of neighbouring
characters; other words count where a word of the text begins with them. What stands in fewer
entries says more, and a title says more than running text. All in whole numbers.
*/

use super::library::{entry, file};
use super::{Entry, Hit, Piece, Topic};
use crate::text::Lang;

/// More are not read by anybody.
const HITS_MAX: usize = 12;
/// A query is a few words; what is longer was pasted by mistake and would only take time.
const QUERY_CHARS_MAX: usize = 80;
/// How much a term counts in an entry's title, what people call it, its line, and its text.
const IN_TITLE: u32 = 8;
const IN_WORDS: u32 = 8;
const IN_SHORT: u32 = 4;
const IN_TEXT: u32 = 1;
/// Added where it is called just what she wrote: as much as two rare words of a title.
const AS_WRITTEN: u32 = 80;

/// English words that say nothing of the matter.
const FILLERS: [&str; 24] = [
    "a", "an", "and", "are", "did", "do", "does", "for", "has", "have", "i", "in", "is", "it",
    "me", "my", "not", "of", "on", "the", "to", "was", "why", "with",
];

/// The same in Chinese: a query is parted there, as at a comma.
const FILLERS_CHINESE: [&str; 17] = [
    "为什么",
    "什么",
    "怎么",
    "怎样",
    "请问",
    "是不是",
    "有没有",
    "我的",
    "我们",
    "我",
    "您",
    "的",
    "了",
    "吗",
    "呢",
    "啊",
    "吧",
];

/// The entries that fit `query`, the best first, with title and line in `lang`.
#[must_use]
pub fn search(query: &str, lang: Lang) -> Vec<Hit> {
    let terms = terms(query);
    let documents: Vec<Document> = Topic::all().map(Document::of).collect();
    let weights: Vec<u32> = terms
        .iter()
        .map(|term| {
            let found = documents
                .iter()
                .filter(|document| document.has(term))
                .count();
            weight(documents.len(), found)
        })
        .collect();
    let mut found: Vec<(usize, u32, Topic)> = Vec::new();
    for document in &documents {
        let counts: Vec<u32> = terms.iter().map(|term| document.counts(term)).collect();
        let terms_found = counts.iter().filter(|count| **count > 0).count();
        let score: u32 = counts
            .iter()
            .zip(&weights)
            .map(|(count, weight)| count * weight)
            .sum();
        let score = score + document.is_called_whole(query) * AS_WRITTEN;
        // At least half of what she wrote, or something that the entry is called by: a single common
        // pair out of ten in running text is chance.
        let called = terms.iter().any(|term| document.is_called(term));
        if terms_found > 0 && (terms_found * 2 >= terms.len() || called) {
            found.push((terms_found, score, document.topic));
        }
    }
    found.sort_by(|a, b| (b.1, b.0).cmp(&(a.1, a.0)).then(a.2.cmp(&b.2)));
    found.truncate(HITS_MAX);
    found
        .into_iter()
        .filter_map(|(_, _, topic)| hit(topic, &terms, lang))
        .collect()
}

/// The rarer, the heavier: one more for every halving of the number of entries that have it.
fn weight(all: usize, found: usize) -> u32 {
    match found {
        0 => 0,
        found => (all / found).max(1).ilog2() + 1,
    }
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    /// Anywhere in the text.
    Anywhere(String),
    /// Where a word begins.
    Word(String),
}

fn terms(query: &str) -> Vec<Term> {
    let query: String = query.chars().take(QUERY_CHARS_MAX).collect();
    let query = FILLERS_CHINESE
        .iter()
        .fold(query.to_lowercase(), |query, filler| {
            query.replace(filler, " ")
        });
    let mut terms = Vec::new();
    let mut runs: Vec<(bool, Vec<char>)> = Vec::new();
    for sign in query.chars() {
        let chinese = is_chinese(sign);
        let same = runs
            .last()
            .is_some_and(|(of, run)| *of == chinese && !run.is_empty());
        match (sign.is_alphanumeric() || sign == '_', same) {
            (false, _) => runs.push((false, Vec::new())),
            (true, true) => {
                if let Some((_, run)) = runs.last_mut() {
                    run.push(sign);
                }
            }
            (true, false) => runs.push((chinese, vec![sign])),
        }
    }
    for (chinese, run) in runs.into_iter().filter(|(_, run)| !run.is_empty()) {
        if !chinese {
            let word: String = run.into_iter().collect();
            if !FILLERS.contains(&word.as_str()) {
                terms.push(Term::Word(word));
            }
        } else if let [only] = run[..] {
            terms.push(Term::Anywhere(only.to_string()));
        } else {
            let pairs = run.windows(2).map(|pair| pair.iter().collect());
            terms.extend(pairs.map(Term::Anywhere));
        }
    }
    terms.dedup();
    terms
}

fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// An entry's text in both languages, in small letters.
struct Document {
    topic: Topic,
    title: String,
    /// What people call it: as good as a title.
    words: String,
    short: String,
    text: String,
}

impl Document {
    fn of(topic: Topic) -> Self {
        let mut document = Self {
            topic,
            // The identifier is what an exported file shows: it is looked up like a title.
            title: topic.file().to_lowercase(),
            words: String::new(),
            short: String::new(),
            text: String::new(),
        };
        for lang in Lang::ALL {
            let text = file(topic, lang).unwrap_or_default().to_lowercase();
            for line in text.lines() {
                let (into, line) = match line.split_once(": ") {
                    Some(("title", rest)) => (&mut document.title, rest),
                    Some(("words", rest)) => (&mut document.words, rest),
                    Some(("short", rest)) => (&mut document.short, rest),
                    _ => (&mut document.text, line),
                };
                into.push('\n');
                into.push_str(line);
            }
        }
        document
    }

    /// 1 where it is called just what she wrote.
    fn is_called_whole(&self, query: &str) -> u32 {
        let whole = query.trim().to_lowercase();
        let called = whole.chars().count() > 1
            && [&self.title, &self.words]
                .iter()
                .any(|names| names.contains(&whole));
        u32::from(called)
    }

    fn is_called(&self, term: &Term) -> bool {
        contains(&self.title, term) || contains(&self.words, term)
    }

    fn has(&self, term: &Term) -> bool {
        self.counts(term) > 0
    }

    fn counts(&self, term: &Term) -> u32 {
        let fields = [
            (&self.title, IN_TITLE),
            (&self.words, IN_WORDS),
            (&self.short, IN_SHORT),
            (&self.text, IN_TEXT),
        ];
        fields
            .into_iter()
            .filter(|(text, _)| contains(text, term))
            .map(|(_, count)| count)
            .sum()
    }
}

fn contains(text: &str, term: &Term) -> bool {
    match term {
        Term::Anywhere(term) => text.contains(term.as_str()),
        Term::Word(term) => text.match_indices(term.as_str()).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            !before.is_some_and(|sign| sign.is_alphanumeric() && !is_chinese(sign))
        }),
    }
}

fn hit(topic: Topic, terms: &[Term], lang: Lang) -> Option<Hit> {
    let entry = entry(topic, lang)?;
    let mut best = (0, entry.short.clone());
    for line in plain_lines(&entry) {
        let lower = line.to_lowercase();
        let found = terms.iter().filter(|term| contains(&lower, term)).count();
        if found > best.0 {
            best = (found, line);
        }
    }
    Some(Hit {
        topic,
        title: entry.title,
        line: best.1,
    })
}

/// The line under the title first, then the text without its marks.
fn plain_lines(entry: &Entry) -> impl Iterator<Item = String> + '_ {
    let lines = entry.sections.iter().flat_map(|section| &section.lines);
    std::iter::once(entry.short.clone()).chain(lines.map(|line| {
        line.pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                Piece::Source(_) | Piece::Link(_) => None,
            })
            .collect()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_taken_in_pairs_and_words_whole() {
        let expected = [
            Term::Anywhere("到账".to_owned()),
            Term::Word("d0".to_owned()),
            Term::Anywhere("慢".to_owned()),
            Term::Word("fee_normal".to_owned()),
        ];
        assert_eq!(terms("到账 D0慢，FEE_NORMAL"), expected);
    }

    #[test]
    fn a_word_counts_where_it_begins() {
        assert!(contains("the caps", &Term::Word("cap".to_owned())));
        assert!(!contains("recap", &Term::Word("cap".to_owned())));
        assert!(contains("按d0算", &Term::Word("d0".to_owned())));
    }
}
