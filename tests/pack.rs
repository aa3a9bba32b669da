//! The evidence pack: what leaves the computer re-adds, hides cards and names, and runs nothing.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by its first broken promise"
)]

use std::io::{Cursor, Read};

use rust_decimal::Decimal;
use yifen::calendar::Day;
use yifen::cause::Cause;
use yifen::explanation::{Explanation, explain};
use yifen::import::import;
use yifen::money::Amount;
use yifen::protocol::{PackOf, Wish};
use yifen::record::Book;
use yifen::report::pack::{LETTER_BYTES_MAX, pack};
use yifen::report::proof::Proof;
use yifen::report::workbook::answer_workbook;
use yifen::report::{letter, table};
use yifen::settings::{Contract, Settings};
use yifen::text::Lang;
use yifen::text::letter::{Addressee, addressee, wanted};

/// The bill's layout with what a file can hold at its worst: formulas in every free text, a whole card
/// number where four digits belong, and names.
const EVIL: &str = "=HYPERLINK(\"http://x.example\",\"点\")";

fn today() -> Day {
    Day::from_ymd(2026, 5, 18).unwrap()
}

fn shop() -> (Book, Explanation) {
    let files: [(&str, &[u8]); 3] = [
        ("register.csv", include_bytes!("fixtures/shop/register.csv")),
        (
            "JY_20260514.txt",
            include_bytes!("fixtures/shop/JY_20260514.txt"),
        ),
        ("bank_cmb.csv", include_bytes!("fixtures/shop/bank_cmb.csv")),
    ];
    let mut book = Book::new();
    for (name, bytes) in files {
        import(&mut book, name, bytes, &Wish::default(), &mut |_, _| {}).unwrap();
    }
    let settings = Settings {
        contract: Some(Contract::default()),
        ..Settings::default()
    };
    let explanation = explain(&book, &settings, &mut |_, _| {}).unwrap();
    (book, explanation)
}

/// The index of the first line whose cause is about fees that can be claimed.
fn claim(explanation: &Explanation) -> u32 {
    let lines = &explanation.answer().lines;
    let at = lines
        .iter()
        .position(|line| line.cause.is_about_fees() && line.cause != Cause::FeeNormal);
    u32::try_from(at.unwrap()).unwrap()
}

fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

#[test]
fn the_rows_add_up_to_the_letter() {
    let (book, explanation) = shop();
    let lines = 0..u32::try_from(explanation.answer().lines.len()).unwrap();
    for of in lines
        .map(PackOf::Line)
        .chain([PackOf::All, PackOf::Unexplained])
    {
        let proof = Proof::gather(&explanation, &book, of).unwrap();
        for (cause, sum) in proof.sums() {
            let rows = proof.rows.iter().filter(|row| row.cause == cause);
            let added: i128 = rows.map(|row| row.claimed.minor).sum();
            assert_eq!(added, sum.minor, "{of:?} {cause}");
        }
        for row in &proof.rows {
            if let Some((fee, due)) = row.fees {
                assert_eq!(fee.minor - due.minor, row.claimed.minor, "{row:?}");
            }
        }
    }
    assert!(Proof::gather(&explanation, &book, PackOf::Line(u32::MAX)).is_none());
}

#[test]
fn the_letter_holds_the_figures_and_leaves_brackets_for_the_rest() {
    let (book, explanation) = shop();
    let index = claim(&explanation);
    let proof = Proof::gather(&explanation, &book, PackOf::Line(index)).unwrap();
    let sum = yifen::text::money(explanation.answer().lines[index as usize].amount);
    for (lang, parts) in [
        (
            Lang::Zh,
            [
                "致：[收单机构名称]",
                "请贵方：",
                "2026年5月18日",
                "[姓名，电话]",
            ],
        ),
        (
            Lang::En,
            [
                "To: [name of the acquirer]",
                "We ask you to:",
                "May 18, 2026",
                "[name, telephone]",
            ],
        ),
    ] {
        let letter = letter::draft(&proof, lang, today());
        for part in parts {
            assert!(letter.contains(part), "{part} in\n{letter}");
        }
        assert!(letter.matches(&sum).count() >= 3, "{sum} in\n{letter}");
        assert!(!letter.contains(['!', '！']));
    }
}

/// A letter to a bank names the account and not the terminal, one of the shop's own asks nobody.
#[test]
fn each_addressee_gets_its_own_kind_of_paper() {
    let (book, explanation) = shop();
    let of = |cause: Cause, lang: Lang| {
        let mut proof = Proof::gather(&explanation, &book, PackOf::Line(0)).unwrap();
        for line in &mut proof.lines {
            line.cause = cause;
        }
        letter::draft(&proof, lang, today())
    };
    for (cause, lang, holds, lacks) in [
        (Cause::BankFee, Lang::Zh, "致：[开户银行名称]", "终端号"),
        (Cause::BankFee, Lang::Zh, "账号末四位", "商户号"),
        (Cause::BankFee, Lang::En, "last four digits", "Terminal"),
        (
            Cause::SubsidyMissing,
            Lang::Zh,
            "致：[平台名称]",
            "收单机构名称",
        ),
        (Cause::SimDeposit, Lang::Zh, "合同条款", "按合同退还"),
        (Cause::SimDeposit, Lang::En, "name the clause", "Dear Bank"),
        (Cause::DuplicateInBook, Lang::Zh, "店内核对记录", "请贵方"),
        (Cause::DuplicateInBook, Lang::En, "need not be sent", "Dear"),
    ] {
        let letter = of(cause, lang);
        assert!(
            letter.contains(holds),
            "{cause} {lang:?}: {holds} in\n{letter}"
        );
        assert!(
            !letter.contains(lacks),
            "{cause} {lang:?}: {lacks} in\n{letter}"
        );
    }
}

#[test]
fn every_cause_has_somebody_to_write_to_and_something_to_ask() {
    for &cause in Cause::ALL {
        let own = addressee(cause) == Addressee::Own;
        let note = wanted(cause) == yifen::text::letter::Wanted::Note;
        assert_eq!(own, note, "{cause}");
    }
}

#[test]
fn the_pack_holds_five_files_and_is_the_same_every_time() {
    let (book, explanation) = shop();
    let proof = Proof::gather(&explanation, &book, PackOf::All).unwrap();
    let make = |letter: &str| pack(&explanation, &book, &proof, Lang::Zh, letter, today());
    let (name, bytes) = make("卡 6222020200112230012\n").unwrap();
    assert!(
        name.starts_with("yifen-") && name.ends_with(".zip"),
        "{name}"
    );
    assert_eq!(make("卡 6222020200112230012\n").unwrap().1, bytes);
    let files = unzip(&bytes);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "letter.txt",
            "rows.xlsx",
            "rows.csv",
            "certificate.json",
            "checklist.txt"
        ]
    );
    let letter = String::from_utf8(files[0].1.clone()).unwrap();
    assert_eq!(letter, "\u{feff}卡 ****0012\r\n");
    let json: serde_json::Value = serde_json::from_slice(&files[3].1).unwrap();
    assert_eq!(json["schema"], 1);
    let list = String::from_utf8(files[4].1.clone()).unwrap();
    assert!(list.contains("[ ] ") && list.contains("安全码"), "{list}");
    assert!(make(&"长".repeat(LETTER_BYTES_MAX)).is_err());
}

#[test]
fn the_workbook_has_only_our_own_formulas_and_they_add_up() {
    let (book, explanation) = shop();
    let index = claim(&explanation);
    let mut proof = Proof::gather(&explanation, &book, PackOf::Line(index)).unwrap();
    for row in &mut proof.rows {
        for text in [
            &mut row.file,
            &mut row.terminal,
            &mut row.rrn,
            &mut row.order,
        ] {
            text.clone_from(&EVIL.to_owned());
        }
    }
    let (_, bytes) = pack(&explanation, &book, &proof, Lang::Zh, "", today()).unwrap();
    let files = unzip(&bytes);
    let sheets = unzip(&files[1].1);
    let part = |name: &str| {
        let (_, bytes) = sheets.iter().find(|(of, _)| of == name).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    let formulas = |name: &str| -> Vec<String> {
        let sheet = part(name);
        let all = sheet.split("<f>").skip(1);
        all.map(|rest| rest.split("</f>").next().unwrap().to_owned())
            .collect()
    };
    let count = proof.rows.len();
    let mut expected: Vec<String> = (2..=count + 1)
        .map(|row| format!("ROUND(K{row}-L{row},2)"))
        .collect();
    expected.push(format!("SUM(M2:M{})", count + 1));
    assert_eq!(formulas("xl/worksheets/sheet1.xml"), expected);
    let sums = formulas("xl/worksheets/sheet2.xml");
    assert_eq!(sums.len(), 5, "{sums:?}");
    assert!(sums[0].starts_with("ROUND(SUMIF("), "{sums:?}");
    let texts = part("xl/sharedStrings.xml");
    assert!(
        texts.contains("&gt;") || texts.contains("'=HYPERLINK"),
        "{texts}"
    );
    assert!(!texts.contains("<t>=") && !texts.contains(">="), "{texts}");

    let csv = table::csv(&proof, Lang::Zh);
    assert!(csv.contains("\"'=HYPERLINK"), "{csv}");
    for cell in csv.split([',', '\n']) {
        let bare = cell.trim_start_matches(['"', '\u{feff}']);
        assert!(!bare.starts_with(['=', '@', '+']), "{cell}");
    }
    let mut reader = csv_reader(&csv);
    assert!(
        reader.all(|record| record == 19),
        "every line has every column"
    );
}

/// Programs that do not reckon on opening show what is written beside a formula, so no formula may
/// come without its result; and a cause that stands in two lines is one sum.
#[test]
fn every_formula_brings_its_result() {
    let (book, explanation) = shop();
    let index = claim(&explanation);
    let mut proof = Proof::gather(&explanation, &book, PackOf::Line(index)).unwrap();
    proof.lines.push(proof.lines[0].clone());
    proof.rows.extend(proof.rows.clone());
    let sum = Amount::new(
        proof.lines[0].amount.minor * 2,
        proof.lines[0].amount.currency,
    );
    assert_eq!(proof.sums(), [(proof.lines[0].cause, sum)]);
    let (_, bytes) = pack(&explanation, &book, &proof, Lang::Zh, "", today()).unwrap();
    let sheets = unzip(&unzip(&bytes)[1].1);
    let mut totals = 0;
    for (name, bytes) in &sheets {
        let sheet = String::from_utf8_lossy(bytes);
        for cell in sheet.split("<f>").skip(1) {
            let result = cell
                .split("<v>")
                .nth(1)
                .and_then(|rest| rest.split("</v>").next());
            let result = result.unwrap_or_default();
            assert!(!result.is_empty() && result != "0", "{name}: {cell:.80}");
            totals += usize::from(cell.starts_with("SUM(") && result == sum.to_string());
        }
    }
    assert_eq!(totals, 3, "a total of the rows, and two of the sums");
}

/// Formulas of a sheet with the results that stand beside them, in order.
fn formulas(sheet: &str) -> Vec<(String, String)> {
    let until = |text: &str, end: &str| text.split(end).next().unwrap_or_default().to_owned();
    let cells = sheet.split("<f>").skip(1);
    cells
        .map(|cell| {
            let result = cell.split("<v>").nth(1).unwrap_or_default();
            (until(cell, "</f>"), until(result, "</v>"))
        })
        .collect()
}

/// The whole answer as a workbook: what a spreadsheet program computes from the bridge is what arrived,
/// every row of every line is there, and the same answer gives the same bytes.
#[test]
fn the_whole_answer_is_a_workbook_that_walks_the_bridge() {
    let (book, explanation) = shop();
    let answer = explanation.answer();
    let proof = Proof::whole(&explanation, &book).unwrap();
    let sums: i128 = proof.sums().into_iter().map(|(_, sum)| sum.minor).sum();
    assert_eq!(sums, answer.gap.minor, "the rows carry the whole gap");
    for lang in Lang::ALL {
        let bytes = answer_workbook(answer, &proof, lang, today()).unwrap();
        assert_eq!(
            answer_workbook(answer, &proof, lang, today()).unwrap(),
            bytes
        );
        let parts = unzip(&bytes);
        let sheet = |number: usize| {
            let name = format!("xl/worksheets/sheet{number}.xml");
            let (_, bytes) = parts.iter().find(|(of, _)| *of == name).unwrap();
            String::from_utf8(bytes.clone()).unwrap()
        };
        let last = answer.lines.len() + 3;
        let walked = (
            format!("ROUND(SUM(B2:B{last}),2)"),
            answer.received.to_string(),
        );
        let bridge = sheet(1);
        assert_eq!(formulas(&bridge)[0], walked);
        // What the formula adds: takings less each line less what is not explained.
        let column = bridge.split("<c r=\"B").skip(1).filter_map(|cell| {
            let value = cell.split("<v>").nth(1)?.split("</v>").next()?;
            let row: usize = cell.split('"').next()?.parse().ok()?;
            ((2..=last).contains(&row)).then(|| value.parse::<Decimal>().ok())?
        });
        let added: Decimal = column.sum();
        assert_eq!(added.to_string(), answer.received.to_string());
        assert_eq!(formulas(&sheet(2)).len(), answer.payouts.len());
        let rows = sheet(3).matches("<row ").count();
        assert_eq!(
            rows,
            proof.rows.len() + 2,
            "the heading, the rows, the total"
        );
    }
}

/// How many cells each line has, quotes respected.
fn csv_reader(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.lines().map(|line| {
        let mut quoted = false;
        1 + line
            .chars()
            .filter(|sign| {
                quoted ^= *sign == '"';
                *sign == ',' && !quoted
            })
            .count()
    })
}

#[test]
fn no_customer_is_named_and_no_card_shown() {
    let bill = include_str!("fixtures/shop/JY_20260514.txt");
    let (book, explanation) = shop();
    let proof = Proof::gather(&explanation, &book, PackOf::All).unwrap();
    let letter = letter::draft(&proof, Lang::Zh, today());
    let (_, bytes) = pack(&explanation, &book, &proof, Lang::Zh, &letter, today()).unwrap();
    assert!(!bill.is_empty());
    for (name, bytes) in unzip(&bytes) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for row in 0..book.records.len() {
            for sym in [book.records.party[row], book.records.note[row]] {
                let hidden = book.texts.get(sym);
                let named = hidden.chars().count() >= 4 && !is_a_word_of_ours(hidden);
                assert!(!named || !text.contains(hidden), "{name}: {hidden}");
            }
        }
    }
    for row in &proof.rows {
        assert!(row.card_tail.len() <= 4, "{row:?}");
    }
}

/// Memos such as 结算款 or 消费 that the papers use on their own account.
fn is_a_word_of_ours(text: &str) -> bool {
    ["结算", "手续费", "消费", "退款", "撤销"]
        .iter()
        .any(|word| text.contains(word))
}
