//! The guide is whole: every cause in both languages, every fact with its source, nothing printed as
//! a help line that is none, no link that leads nowhere.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by its first broken promise"
)]

use std::collections::{BTreeMap, BTreeSet};

use yifen::calendar::{Day, Rail, SettlementRules};
use yifen::cause::Cause;
use yifen::guide::interview::{FIRST, Leads, QUESTIONS_MAX, Question, follow};
use yifen::guide::{
    Entry, FILES, Form, Heading, Piece, ReadReason, Source, Topic, entry, read, search,
};
use yifen::text::Lang;
use yifen::text::guide::Interview;

/// The only numbers that may be printed as a help line (12315 only as "please check").
const HELP_LINES: &[&str] = &[
    "95017", "95188", "95534", "95516", "95016", "12363", "12315",
];

/// Addresses that once held what is cited and now hold junk: the instrument is cited instead.
const HIJACKED: &[&str] = &[
    "brrrq",
    "ragespline",
    "duxing",
    "ybc58",
    "ywsmln",
    "wzzz678",
    "npbww",
    "ytjhdl",
    "kaolafu",
    "aromapharmchem",
    "023yc",
];

/// What may be linked: official pages of providers and authorities.
const HOSTS: &[&str] = &[
    "pay.weixin.qq.com",
    "developers.weixin.qq.com",
    "qianjiang.gov.cn",
    "www.qinghai.gov.cn",
    "www.kancloud.cn",
    "www.showdoc.com.cn",
    "support.stripe.com",
    "squareup.com",
    "merchanthelp.bankofamerica.com",
    "support.kastenberry.com",
    "developer.paypal.com",
    "developerhub.ppro.com",
    "docs.xendit.co",
];

fn text(topic: Topic, lang: Lang) -> &'static str {
    let found = FILES
        .iter()
        .find(|(of, name, _)| *of == lang && *name == topic.file());
    found
        .unwrap_or_else(|| panic!("{topic:?} has no file in {lang:?}"))
        .2
}

fn each() -> impl Iterator<Item = (Topic, Lang, Entry)> {
    Topic::all().flat_map(|topic| {
        Lang::ALL.into_iter().map(move |lang| {
            let entry = read(topic, text(topic, lang)).unwrap_or_else(|error| {
                panic!("{lang:?}/{}.txt: {error:?}", topic.file());
            });
            (topic, lang, entry)
        })
    })
}

fn pieces(entry: &Entry) -> impl Iterator<Item = &Piece> {
    let lines = entry.sections.iter().flat_map(|section| &section.lines);
    lines.flat_map(|line| &line.pieces)
}

#[test]
fn every_topic_is_there_in_both_languages_and_no_other() {
    let there: BTreeSet<(Lang, &str)> =
        FILES.iter().map(|(lang, name, _)| (*lang, *name)).collect();
    let wanted: BTreeSet<(Lang, &str)> = Lang::ALL
        .into_iter()
        .flat_map(|lang| Topic::all().map(move |topic| (lang, topic.file())))
        .collect();
    assert_eq!(there, wanted);
    for (topic, lang, read) in each() {
        assert_eq!(entry(topic, lang), Some(read));
    }
}

#[test]
fn both_languages_stand_on_the_same_sources() {
    for topic in Topic::all() {
        let of = |lang| {
            let entry = entry(topic, lang).unwrap();
            let sources = entry.sources.iter();
            let of_sources: Vec<_> = sources
                .map(
                    |Source {
                         number,
                         mark,
                         date,
                         url,
                         ..
                     }| (*number, *mark, *date, url.clone()),
                )
                .collect();
            (entry.checked, of_sources)
        };
        assert_eq!(of(Lang::Zh), of(Lang::En), "{topic:?}");
    }
}

#[test]
fn both_languages_link_to_the_same_entries_and_none_to_itself() {
    for topic in Topic::all() {
        let links = |lang| -> BTreeSet<Cause> {
            pieces(&entry(topic, lang).unwrap())
                .filter_map(|piece| match piece {
                    Piece::Link(cause) => Some(*cause),
                    Piece::Text(_) | Piece::Source(_) => None,
                })
                .collect()
        };
        assert_eq!(links(Lang::Zh), links(Lang::En), "{topic:?}");
        assert!(
            !links(Lang::Zh)
                .iter()
                .any(|cause| Topic::Cause(*cause) == topic),
            "{topic:?} links to itself"
        );
    }
}

#[test]
fn dates_are_not_before_the_web_and_not_after_the_check() {
    let first = Day::from_ymd(2010, 1, 1).unwrap();
    for (topic, lang, entry) in each() {
        for source in &entry.sources {
            assert!(
                first <= source.date && source.date <= entry.checked,
                "{topic:?} {lang:?} {source:?}"
            );
        }
    }
}

#[test]
fn no_number_is_printed_as_a_help_line_that_is_none() {
    for (topic, lang, _) in each() {
        let text = text(topic, lang);
        for number in telephone_numbers(text) {
            assert!(
                HELP_LINES.contains(&number.as_str()),
                "{lang:?} {topic:?}: {number}"
            );
        }
        // What only secondary pages give is printed with the request to check it.
        for line in text.lines().filter(|line| line.contains("12315")) {
            let checks = ["请先核对", "二手", "check", "secondary"];
            assert!(
                checks
                    .iter()
                    .any(|check| line.to_lowercase().contains(check)),
                "{lang:?} {topic:?}: {line}"
            );
        }
    }
    assert_eq!(
        telephone_numbers(
            "打 13912345678 或 400-666-1234，95193、12363，共 10,000.00，第 65536 行，2026-11-23，021-12345678"
        ),
        [
            "13912345678",
            "400-666-1234",
            "95193",
            "12363",
            "021-12345678"
        ]
    );
}

/// What looks like a Chinese telephone number: service numbers, 400 and 800, mobiles, area codes.
fn telephone_numbers(text: &str) -> Vec<String> {
    let tokens = text.split(|sign: char| !(sign.is_ascii_digit() || sign == '-' || sign == ','));
    tokens
        .map(|token| token.trim_matches(['-', ',']))
        .filter(|token| !token.contains(','))
        .filter(|token| {
            let digits = token.bytes().filter(u8::is_ascii_digit).count();
            let starts = |starts: &[&str]| starts.iter().any(|start| token.starts_with(start));
            let service = digits == 5 && !token.contains('-') && starts(&["95", "96", "12", "10"]);
            let company = digits == 10 && starts(&["400", "800"]);
            let mobile = digits == 11 && starts(&["13", "14", "15", "16", "17", "18", "19"]);
            let area = (11..=12).contains(&digits) && token.starts_with('0') && token.contains('-');
            service || company || mobile || area
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn only_official_pages_are_linked() {
    for (topic, lang, entry) in each() {
        for source in entry.sources.iter().filter(|source| !source.url.is_empty()) {
            let rest = source.url.split_once("://").map(|(_, rest)| rest);
            let host = rest.unwrap().split('/').next().unwrap();
            assert!(HOSTS.contains(&host), "{lang:?} {topic:?}: {host}");
        }
        let text = text(topic, lang);
        for hijacked in HIJACKED {
            assert!(!text.contains(hijacked), "{lang:?} {topic:?}: {hijacked}");
        }
    }
}

#[test]
fn the_entries_say_what_the_pages_are_called() {
    for (topic, lang, _) in each() {
        let text = text(topic, lang);
        assert!(
            !text.contains("“设置”"),
            "{topic:?}: the page is called 合同"
        );
        assert!(!text.contains(['!', '！']), "{topic:?} {lang:?} shouts");
    }
}

#[test]
fn a_file_off_the_form_is_refused_with_its_line() {
    let good = "title: t\nshort: s\nchecked: 2026-11-23\n\n[what]\na{1}\n[looks]\n- b\n[confirm]\n\
                1. a\n2. b\n3. see [[VOID]]\n[bring]\n- c\n[contact]\nd\n[outcome]\ne\n[prevent]\n- f\n\
                [sources]\n1 | V | 2026-11-23 | x |\n";
    let topic = Topic::Cause(Cause::Refund);
    let entry = read(topic, good).unwrap();
    assert_eq!(entry.sections[2].heading, Heading::Confirm);
    assert_eq!(entry.sections[2].lines[2].form, Form::Step);
    assert_eq!(
        entry.sections[2].lines[2].pieces,
        [Piece::Text("see ".to_owned()), Piece::Link(Cause::Void)]
    );
    for (from, to, line, reason) in [
        ("short: s", "short:", 2, ReadReason::Head),
        ("2026-11-23\n\n", "2026-02-30\n\n", 3, ReadReason::Date),
        ("[looks]\n- b\n", "", 7, ReadReason::Section),
        ("[bring]\n- c\n", "[bring]\n", 13, ReadReason::EmptySection),
        ("2. b\n3", "3", 11, ReadReason::Steps),
        ("3. see [[VOID]]\n", "", 11, ReadReason::Steps),
        ("[[VOID]]", "[[VOYD]]", 12, ReadReason::Link),
        ("[[VOID]]", "[[VOID", 12, ReadReason::Markup),
        ("a{1}", "a{2}", 22, ReadReason::Reference),
        ("a{1}", "a", 22, ReadReason::UnusedSource),
        ("1 | V |", "1 | W |", 22, ReadReason::Source),
        ("1 | V | 2026-11-23 | x |\n", "", 21, ReadReason::NoSource),
    ] {
        let broken = good.replacen(from, to, 1);
        assert_ne!(broken, good);
        let error = read(topic, &broken).unwrap_err();
        assert_eq!(
            (error.line, error.reason),
            (line, reason),
            "{from:?} → {to:?}"
        );
    }
}

#[test]
fn search_finds_what_people_write_in_either_language() {
    let first = |query: &str| search(query, Lang::Zh).first().map(|hit| hit.topic);
    for (query, topic) in [
        ("封顶", Topic::Cause(Cause::CapMissed)),
        ("借记卡按信用卡收费", Topic::Cause(Cause::DebitAsCredit)),
        ("流量费", Topic::Cause(Cause::SimDeposit)),
        ("二清", Topic::Cause(Cause::SecondClearing)),
        ("sim card fee", Topic::Cause(Cause::SimDeposit)),
        ("chargeback", Topic::Cause(Cause::Chargeback)),
        ("CAP_MISSED", Topic::Cause(Cause::CapMissed)),
        ("打烊", Topic::Closing),
        ("冻结 法院", Topic::Cause(Cause::CourtFreeze)),
    ] {
        assert_eq!(first(query), Some(topic), "{query}");
    }
    assert_eq!(first(""), None);
    assert_eq!(first("!?，"), None);
    assert_eq!(first("zzzzqq"), None);
}

#[test]
fn every_title_finds_its_entry() {
    for topic in Topic::all() {
        for lang in Lang::ALL {
            let title = entry(topic, lang).unwrap().title;
            let found = search(&title, lang);
            assert!(
                found.iter().take(4).any(|hit| hit.topic == topic),
                "{title}: {:?}",
                found.iter().map(|hit| &hit.title).collect::<Vec<_>>()
            );
        }
    }
}

/// Calls `seen` with every path of answers and the causes at its end.
fn walk(
    question: &'static Question,
    path: &mut Vec<usize>,
    seen: &mut dyn FnMut(&[usize], &[Cause]),
) {
    assert!(path.len() < QUESTIONS_MAX, "{path:?} asks a sixth question");
    assert!(question.answers.len() >= 2, "{path:?} leaves no choice");
    for (index, answer) in question.answers.iter().enumerate() {
        path.push(index);
        match &answer.leads {
            Leads::Question(next) => walk(next, path, seen),
            Leads::Causes(causes) => seen(path, causes),
        }
        path.pop();
    }
}

#[test]
fn every_path_of_the_interview_ends_in_causes() {
    let mut reached = BTreeSet::new();
    let mut paths = 0;
    walk(&FIRST, &mut Vec::new(), &mut |path, causes| {
        paths += 1;
        assert!(!causes.is_empty() && causes.len() <= 5, "{path:?}");
        let followed = follow(path);
        assert_eq!(followed.causes, Some(causes), "{path:?}");
        assert_eq!(followed.asked.len(), path.len());
        reached.extend(causes.iter().copied());
    });
    assert!(paths > 60, "{paths}");
    let missed: Vec<&Cause> = Cause::ALL
        .iter()
        .filter(|cause| !reached.contains(cause))
        .collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn a_changed_answer_leads_to_its_own_question() {
    assert_eq!(follow(&[]).asked.len(), 1);
    assert_eq!(follow(&[usize::MAX, 0]).asked.len(), 1);
    let half = follow(&[0]);
    assert!(half.causes.is_none());
    assert_eq!(half.asked.last().unwrap().1, None);
}

#[test]
fn the_answers_of_a_question_differ_in_both_languages() {
    fn check(question: &'static Question) {
        for lang in Lang::ALL {
            let words = Interview::of(lang);
            let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
            for answer in question.answers {
                *counts.entry((answer.says)(words)).or_default() += 1;
            }
            assert!(counts.values().all(|count| *count == 1), "{counts:?}");
        }
        for answer in question.answers {
            if let Leads::Question(next) = &answer.leads {
                check(next);
            }
        }
    }
    check(&FIRST);
}

#[test]
fn the_longest_wait_that_the_checklist_tells_is_the_calendars() {
    let taken = Day::from_ymd(2026, 2, 14).unwrap();
    let due = SettlementRules::default().due(taken, None, Rail::Qr).day;
    assert_eq!(
        (due.to_string().as_str(), due.since(taken)),
        ("2026-02-24", 10)
    );
    let waits = (0..365).map(|at| {
        let day = Day::from_ymd(2026, 1, 1).unwrap().plus(at);
        SettlementRules::default()
            .due(day, None, Rail::Qr)
            .day
            .since(day)
    });
    assert_eq!(waits.max(), Some(10));
    assert!(text(Topic::Closing, Lang::Zh).contains("最多晚到 10 天"));
    assert!(text(Topic::Closing, Lang::En).contains("up to 10 days"));
}
