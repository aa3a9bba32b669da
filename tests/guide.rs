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
    "95017",
    "95188",
    "95534",
    "95516",
    "95016",
    "12363",
    "12315",
    // Shengpay's, as source some years old has it; printed with that doubt.
    "400-720-8888",
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
    let good = "title: t\nshort: s\nwords: w\nchecked: 2026-11-23\n\n[what]\na{1}\n[looks]\n- b\n[confirm]\n\
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
        ("words: w\n", "", 3, ReadReason::Head),
        ("2026-11-23\n\n", "2026-02-30\n\n", 4, ReadReason::Date),
        ("[looks]\n- b\n", "", 8, ReadReason::Section),
        ("[bring]\n- c\n", "[bring]\n", 14, ReadReason::EmptySection),
        ("2. b\n3", "3", 12, ReadReason::Steps),
        ("3. see [[VOID]]\n", "", 12, ReadReason::Steps),
        ("[[VOID]]", "[[VOYD]]", 13, ReadReason::Link),
        ("[[VOID]]", "[[VOID", 13, ReadReason::Markup),
        ("a{1}", "a{2}", 23, ReadReason::Reference),
        ("a{1}", "a", 23, ReadReason::UnusedSource),
        ("1 | V |", "1 | W |", 23, ReadReason::Source),
        ("1 | V | 2026-11-23 | x |\n", "", 22, ReadReason::NoSource),
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
    use Cause as C;
    let queries: &[(&str, &[Cause])] = &[
        ("封顶", &[C::CapMissed]),
        ("借记卡按信用卡收费", &[C::DebitAsCredit]),
        ("流量费", &[C::SimDeposit]),
        ("POS机押金", &[C::SimDeposit]),
        ("押金退不回来", &[C::SimDeposit, C::PreauthOpen]),
        ("二清", &[C::SecondClearing]),
        ("冻结 法院", &[C::CourtFreeze]),
        ("冻结", &[C::RiskHold, C::CourtFreeze]),
        ("钱被冻住了", &[C::RiskHold, C::CourtFreeze]),
        ("钱没到账", &[C::InTransit, C::PayoutFailed, C::BankLate]),
        ("昨天的钱还没到", &[C::InTransit]),
        ("什么时候到账", &[C::InTransit]),
        ("扣多了", &[C::RateTooHigh]),
        ("手续费太高了", &[C::RateTooHigh]),
        ("费率涨了", &[C::PriceChanged]),
        ("偷偷涨价", &[C::PriceChanged]),
        ("少了一笔", &[C::NetworkTimeout]),
        ("手续费扣了两次", &[C::ChargedTwice]),
        ("顾客被扣了两次钱", &[C::DoubleCharge]),
        ("储蓄卡", &[C::DebitAsCredit]),
        ("秒到", &[C::FeeInstant, C::D0Limit]),
        ("周末到账吗", &[C::NonworkingDay]),
        ("国庆放假", &[C::NonworkingDay]),
        ("晚上刷的钱", &[C::Cutoff]),
        ("顾客退货", &[C::Refund]),
        ("退款手续费不退", &[C::RefundFeeKept]),
        ("微信扫码费率", &[C::QrTier]),
        ("花呗", &[C::QrTier]),
        ("云闪付", &[C::ContactlessDiscount]),
        ("银行短信费", &[C::BankFee]),
        ("贷款自动扣了", &[C::BankSweep]),
        ("换了机器", &[C::OtherMerchantId]),
        ("机器坏了", &[C::Hardware]),
        ("断网", &[C::NetworkTimeout, C::OfflineNotUploaded]),
        ("假截图", &[C::NotPaid]),
        ("多打了一个零", &[C::KeyedSlide]),
        (
            "输错金额",
            &[C::KeyedDigit, C::KeyedSlide, C::KeyedTransposition],
        ),
        ("员工退款", &[C::ReviewRefunds]),
        ("营业执照过期", &[C::KycExpired]),
        ("优惠券", &[C::CouponBorne, C::SubsidyMissing]),
        ("平台抽成", &[C::Split]),
        ("押款", &[C::Reserve]),
        ("盗刷", &[C::Chargeback]),
        ("顾客不认账", &[C::Chargeback]),
        ("打错卡了", &[C::WrongCard]),
        ("二类卡", &[C::CardLimit]),
        ("提现失败", &[C::PayoutFailed]),
        ("外国卡", &[C::ForeignCard]),
        ("扣税", &[C::TaxWithheld]),
        ("少几分钱", &[C::FeeRounding]),
        ("文件打不开", &[C::FileProblem]),
        ("乱码", &[C::FileProblem]),
        ("系统崩了", &[C::ProviderOutage]),
        ("到账多了", &[C::CarriedIn, C::MissingInBook]),
        ("sim card fee", &[C::SimDeposit]),
        ("deposit for the machine", &[C::SimDeposit]),
        ("chargeback", &[C::Chargeback]),
        ("customer disputed", &[C::Chargeback]),
        ("CAP_MISSED", &[C::CapMissed]),
        (
            "money has not arrived",
            &[C::InTransit, C::PayoutFailed, C::BankLate],
        ),
        ("overcharged", &[C::RateTooHigh]),
        ("fee too high", &[C::RateTooHigh]),
        ("one sale missing", &[C::NetworkTimeout]),
        ("account frozen", &[C::CourtFreeze, C::RiskHold]),
        ("weekend", &[C::NonworkingDay]),
        ("charged twice", &[C::DoubleCharge, C::ChargedTwice]),
        ("fake screenshot", &[C::NotPaid]),
        ("debit card fee", &[C::DebitAsCredit]),
        ("foreign card", &[C::ForeignCard]),
        ("exchange rate", &[C::Fx]),
        ("decimal point", &[C::KeyedSlide]),
        ("licence expired", &[C::KycExpired]),
    ];
    let mut wrong = Vec::new();
    for (query, wanted) in queries {
        let found = search(query, Lang::Zh);
        let first: Vec<Topic> = found.iter().take(3).map(|hit| hit.topic).collect();
        // Whatever else is found, one of the right entries comes first and each among the first three.
        let at = |cause: &Cause| {
            first
                .iter()
                .position(|topic| *topic == Topic::Cause(*cause))
        };
        let leads = wanted.iter().any(|cause| at(cause) == Some(0));
        if !leads || !wanted.iter().all(|cause| at(cause).is_some()) {
            wrong.push(format!("{query}: {first:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (query, topic) in [
        ("打烊", Topic::Closing),
        ("客服电话", Topic::Contacts),
        ("找谁投诉", Topic::Contacts),
        ("hotline", Topic::Contacts),
        ("骗子", Topic::SixSteps),
        ("退费中心", Topic::SixSteps),
    ] {
        let found = search(query, Lang::Zh).first().map(|hit| hit.topic);
        assert_eq!(found, Some(topic), "{query}");
    }
    for nothing in ["", "!?，", "zzzzqq"] {
        assert!(search(nothing, Lang::Zh).is_empty(), "{nothing}");
    }
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
