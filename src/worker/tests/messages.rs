//! What page and worker say must read back as it was said, in a real browser's own values.

#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by its first broken promise"
)]

use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use yifen::calendar::{DateOrder, Day, Period};
use yifen::cause::{Aspect, Cause, Confidence, Why};
use yifen::guide::Topic;
use yifen::import::mapping::{Flow, FlowWord, Look, Mapping, MappingFile, MoneyUnit, Role, Sign};
use yifen::import::{Control, ControlKind, ControlValue, FileReport, ImportError, Warning};
use yifen::money::{Amount, Currency, DecimalMark, NumberError};
use yifen::protocol::{
    Ask, Bytes, Event, Loaded, PackOf, Papers, Request, RowsOf, Stage, Told, Wish,
};
use yifen::record::{FileId, Side};
use yifen::settings::{Contract, Settings};
use yifen::text::Lang;
use yifen::verdict::{RowName, RowSet, Target, Verdict, Word};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// There and back; compared by what `Debug` writes, because messages need no equality elsewhere.
fn travels<T: Serialize + DeserializeOwned + std::fmt::Debug>(said: &T) {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    let value = said.serialize(&serializer).unwrap();
    // What `postMessage` does to a value.
    let heard: T = serde_wasm_bindgen::from_value(value).unwrap();
    assert_eq!(format!("{said:?}"), format!("{heard:?}"));
}

fn row(line: u32) -> RowName {
    RowName {
        file: "0".repeat(64),
        part: 1,
        row: line,
        nth: 2,
    }
}

fn target() -> Target {
    Target {
        cause: Cause::CapMissed,
        aspect: Some(Aspect::Excess),
        rows: RowSet::of([row(1), row(u32::MAX)]),
    }
}

fn verdict() -> Verdict {
    Verdict {
        id: 7,
        word: Word::Reassign(target(), Cause::BankFee),
        note: "<b>“不是”".to_owned(),
    }
}

fn cny(minor: i128) -> Amount {
    Amount {
        minor,
        currency: Currency::CNY,
    }
}

fn report() -> FileReport {
    let day = Day::from_ymd(2026, 3, 2).unwrap();
    FileReport {
        name: "流水 “3月”.csv".to_owned(),
        sha256: "0".repeat(64),
        bytes: (1 << 53) - 1,
        side: Side::Provider,
        format: "wechat_trade".to_owned(),
        mapping: None,
        encoding: String::new(),
        rows: 3,
        refused_count: 1,
        refused: vec![yifen::import::Refused {
            part: 0,
            place: "三月".to_owned(),
            row: 4,
            column: "金额".to_owned(),
            text: "12,3O.00".to_owned(),
            reason: yifen::import::RefusedReason::Amount(NumberError::Empty),
        }],
        period: Some(Period { from: day, to: day }),
        controls: vec![
            Control {
                kind: ControlKind::Rows,
                stated: ControlValue::Count(u64::from(u32::MAX) + 1),
                read: ControlValue::Count(3),
            },
            Control {
                kind: ControlKind::Net,
                stated: ControlValue::Sum(cny(i128::from(i64::MAX) * 4)),
                read: ControlValue::Sum(cny(-5)),
            },
        ],
        warnings: vec![Warning::NoRows, Warning::UnitDiffers { fen: true }],
        parts: vec![0, 2],
    }
}

fn mapping() -> Mapping {
    Mapping {
        name: "小店".to_owned(),
        side: Side::Bank,
        encoding: Some("Big5".to_owned()),
        delimiter: Some(';'),
        header_row: 3,
        shape: vec!["日期".to_owned(), String::new()],
        roles: vec![Role::Date, Role::Amount],
        date_order: DateOrder::DayFirst,
        unit: MoneyUnit::Fen,
        sign: Sign::MinusIsIn,
        decimal: DecimalMark::Comma,
        flows: vec![FlowWord {
            word: "走".to_owned(),
            flow: Flow::Out,
        }],
        currency: Currency::CNY,
    }
}

#[wasm_bindgen_test]
fn a_kept_mapping_reads_back() {
    travels(&mapping());
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    let value = MappingFile::of(mapping()).serialize(&serializer).unwrap();
    let file: MappingFile = serde_wasm_bindgen::from_value(value).unwrap();
    assert_eq!(file.open(), Ok(mapping()));
}

#[wasm_bindgen_test]
fn requests_read_back() {
    let contract = Contract {
        instant_fee: Some(Decimal::new(300, 2)),
        ..Contract::default()
    };
    let settings = Settings {
        contract: Some(contract),
        ..Settings::default()
    };
    let wish = Wish {
        side: Some(Side::Bank),
        format: None,
        ..Wish::default()
    };
    for body in [
        Ask::Import {
            name: "a.csv".to_owned(),
            wish: Box::default(),
        },
        Ask::Import {
            name: String::new(),
            wish: Box::new(wish),
        },
        Ask::Preview {
            name: "b.csv".to_owned(),
            wish: Box::new(Wish {
                mapping: Some(mapping()),
                known: vec![mapping()],
                ..Wish::default()
            }),
            look: Look {
                part: Some(1),
                delimiter: Some('\t'),
                header_row: Some(3),
            },
        },
        Ask::LoadSample,
        Ask::Remove(FileId(u16::MAX)),
        Ask::Clear,
        Ask::Explain(Box::default(), Vec::new()),
        Ask::Explain(Box::new(settings), vec![verdict()]),
        Ask::Target {
            of: RowsOf::Line(2),
            groups: Some(vec![0, u32::MAX]),
        },
        Ask::Candidates(row(3)),
        Ask::Rows {
            of: RowsOf::Unexplained(0),
            start: u32::MAX,
            count: 1,
        },
        Ask::SaveJson(Lang::En),
        Ask::SaveCertificate,
        Ask::SaveTable {
            lang: Lang::Zh,
            today: Day::from_ymd(2026, 3, 9).unwrap(),
        },
        Ask::Letter {
            of: PackOf::Line(3),
            lang: Lang::Zh,
            today: Day::from_ymd(2026, 3, 9).unwrap(),
        },
        Ask::Pack {
            of: PackOf::All,
            lang: Lang::En,
            letter: "致：\n“[ ]”".to_owned(),
            today: Day::from_ymd(2026, 3, 9).unwrap(),
        },
        Ask::Guide {
            topic: Topic::Cause(Cause::CapMissed),
            lang: Lang::Zh,
        },
        Ask::Guide {
            topic: Topic::Closing,
            lang: Lang::En,
        },
        Ask::GuideSearch {
            words: "封顶".to_owned(),
            lang: Lang::Zh,
        },
    ] {
        travels(&Request { id: u32::MAX, body });
    }
}

#[wasm_bindgen_test]
fn events_read_back() {
    travels(&Event::Ready {
        version: "1".to_owned(),
    });
    travels(&Event::Progress {
        id: 1,
        stage: Stage::Match,
        percent: 100,
    });
    let files = vec![Loaded {
        id: FileId(0),
        report: report(),
    }];
    for body in [
        Told::Files(files.clone()),
        Told::Imported {
            files: files.clone(),
            result: Ok(FileId(0)),
        },
        Told::Imported {
            files,
            result: Err(ImportError::TooLarge { bytes: 1 << 40 }),
        },
        Told::Explained(Err(yifen::protocol::ExplainError::NoTakings)),
        Told::Letter(None),
        Told::Letter(Some(Box::new(Papers {
            letter: "致：\n".to_owned(),
            rows: vec![vec!["1".to_owned()]],
            checklist: vec![("a".to_owned(), vec!["b".to_owned()])],
            ..Papers::default()
        }))),
        Told::Packed {
            name: "a.zip".to_owned(),
            mime: String::new(),
            bytes: Bytes(vec![0, 255, 10]),
        },
        Told::Guide(Box::new(
            yifen::guide::entry(Topic::Cause(Cause::CapMissed), Lang::Zh).unwrap(),
        )),
        Told::GuideHits(yifen::guide::search("封顶", Lang::Zh)),
        Told::Gone,
    ] {
        travels(&Event::Reply { id: 7, body });
    }
}

#[wasm_bindgen_test]
fn a_line_of_the_bridge_reads_back() {
    for cause in Cause::ALL {
        travels(cause);
    }
    let due = Day::from_ymd(2026, 3, 3).unwrap();
    travels(&(
        Confidence::Possible,
        Why::PayoutFailed {
            due: vec![due],
            marked: false,
        },
    ));
    travels(&Why::Keyed {
        rows: 1,
        booked: cny(12_300),
        paid: cny(13_200),
    });
}

#[wasm_bindgen_test]
fn a_whole_answer_reads_back() {
    let mut book = yifen::record::Book::new();
    for (name, bytes) in [
        (
            "register.csv",
            &include_bytes!("../../../examples/sample/register.csv")[..],
        ),
        (
            "JY_20260308.txt",
            include_bytes!("../../../examples/sample/JY_20260308.txt"),
        ),
        (
            "bank_icbc.csv",
            include_bytes!("../../../examples/sample/bank_icbc.csv"),
        ),
    ] {
        let quiet = &mut |_, _| {};
        yifen::import::import(&mut book, name, bytes, &Wish::default(), quiet).unwrap();
    }
    let settings = Settings {
        contract: Some(Contract::default()),
        ..Settings::default()
    };
    let explanation = yifen::explanation::explain(&book, &settings, &mut |_, _| {}).unwrap();
    travels(explanation.answer());
    let (total, rows) = explanation.rows(&book, RowsOf::Line(0), 0, 10).unwrap();
    assert!(total > 0);
    travels(&Told::Rows { total, rows });
}
