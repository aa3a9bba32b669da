//! The same bill in every container reads as the same rows; what is locked, damaged or made to do
//! harm is refused with its reason.
#![allow(
    clippy::unwrap_used,
    reason = "a test fails by the first broken promise"
)]

#[path = "containers/build.rs"]
mod build;
mod damage;

use build::{Cell, texts};
use yifen::import::{ImportError, Limit, Warning, import};
use yifen::protocol::Wish;
use yifen::record::{Book, Side};

/// A register of two lines above its header, with a blank cell and an id of 28 digits.
const REGISTER: &str = "老街咖啡,,,,\n,,,,\n交易时间,支付方式,交易类型,交易金额,订单号\n\
    2026-03-07 09:01:30,微信,消费,29.02,4200000922202102014836880592\n\
    2026-03-07 12:40:05,现金,消费,7.00,\n2026-03-08 18:00:00,微信,退款,-3.50,A003\n";

fn open(name: &str, bytes: &[u8], wish: &Wish) -> Result<Book, ImportError> {
    let mut book = Book::new();
    import(&mut book, name, bytes, wish, &mut |_, _| ())?;
    Ok(book)
}

/// Place, moment, kind, amount and id of every row.
fn rows(book: &Book) -> Vec<String> {
    let r = &book.records;
    (0..r.len())
        .map(|row| {
            let moment = r.time(row).map(|time| time.to_string());
            format!(
                "{}:{} {} {} {:?} {} {}",
                r.part[row],
                r.row[row],
                r.day[row],
                moment.unwrap_or_default(),
                r.kind[row],
                r.amount[row],
                book.texts.get(r.order_id[row])
            )
        })
        .collect()
}

/// Every cell with its place.
fn placed(cells: &[Vec<Cell>]) -> Vec<(u16, u16, Cell)> {
    let mut all = Vec::new();
    for (row, line) in (0..).zip(cells) {
        for (column, cell) in (0..).zip(line) {
            all.push((row, column, cell.clone()));
        }
    }
    all
}

fn plain() -> Vec<String> {
    rows(&open("a.csv", REGISTER.as_bytes(), &Wish::default()).unwrap())
}

#[test]
fn one_bill_in_every_container() {
    let want = plain();
    assert_eq!(want.len(), 3);
    let (cells, bytes) = (texts(REGISTER), REGISTER.as_bytes());
    let utf16 = |big: bool| {
        let to = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        REGISTER.encode_utf16().flat_map(to).collect::<Vec<u8>>()
    };
    let gb18030 = encoding_rs::GB18030.encode(REGISTER).0.into_owned();
    let zip = build::zip(&[("a.csv", bytes)]);
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("gzip", build::gzip(bytes)),
        ("zip", zip.clone()),
        ("zip in gzip", build::gzip(&zip)),
        ("zip in zip", build::zip(&[("inner.zip", &zip)])),
        (
            "notes beside it",
            build::zip(&[("__MACOSX/._a.csv", b"\0\0"), ("a.csv", bytes)]),
        ),
        ("xlsx", build::xlsx(&[("一", cells.clone())], false)),
        ("ods", build::ods(&cells)),
        ("xls", build::xls(&placed(&cells))),
        ("html", build::html(&cells)),
        ("SpreadsheetML", build::spreadsheet_xml(&cells)),
        ("UTF-16LE", utf16(false)),
        ("UTF-16BE", utf16(true)),
        ("GB18030", gb18030),
    ];
    for (kind, bytes) in files {
        // The name lies: only the bytes count.
        let book = open("bill.csv", &bytes, &Wish::default());
        let book = book.unwrap_or_else(|error| panic!("{kind}: {error:?}"));
        assert_eq!(rows(&book), want, "{kind}");
        assert_eq!(book.files.len(), 1, "{kind}");
    }
}

#[test]
fn numbers_and_days_of_workbooks() {
    let number = |text: &str| Cell::Number(text.to_owned());
    for (since_1904, serial) in [(false, "46088.37604166667"), (true, "44626.37604166667")] {
        let mut cells = texts("交易时间,支付方式,交易类型,交易金额,订单号\n");
        for amount in ["29.02", "7.0000000000000009", "0.30000000000000004"] {
            cells.push(vec![
                Cell::Day(serial.to_owned()),
                Cell::Text("微信".to_owned()),
                Cell::Text("消费".to_owned()),
                number(amount),
                number("4.200000922202102E+27"),
            ]);
        }
        let book = open(
            "a.xlsx",
            &build::xlsx(&[("一", cells)], since_1904),
            &Wish::default(),
        );
        let book = book.unwrap();
        let want = [
            "0:2 2026-03-07 09:01:30 Sale 2902 ",
            "0:3 2026-03-07 09:01:30 Sale 700 ",
            "0:4 2026-03-07 09:01:30 Sale 30 ",
        ];
        assert_eq!(rows(&book), want);
        let damaged = Warning::DamagedIds {
            rows: 3,
            first_row: 2,
        };
        assert!(book.files[0].report.warnings.contains(&damaged));
    }
}

#[test]
fn passwords_open_both_kinds_of_locks() {
    let members = [("微信账单.csv", REGISTER.as_bytes())];
    let with = |password: Option<&str>| Wish {
        password: password.map(str::to_owned),
        ..Wish::default()
    };
    for (kind, bytes) in [
        ("AES", build::zip_aes(&members, "312456")),
        ("ZipCrypto", build::zip_crypto(&members, "312456")),
    ] {
        let read = |password| open("a.zip", &bytes, &with(password)).map(|book| rows(&book));
        assert_eq!(read(None), Err(ImportError::PasswordNeeded), "{kind}");
        assert_eq!(read(Some("")), Err(ImportError::PasswordNeeded), "{kind}");
        assert_eq!(
            read(Some("000000")),
            Err(ImportError::WrongPassword),
            "{kind}"
        );
        assert_eq!(read(Some("312456")), Ok(plain()), "{kind}");
    }
}

#[test]
fn an_archive_of_a_week_is_one_file_and_of_two_sides_two() {
    let second = REGISTER.replace("2026-03-0", "2026-04-0");
    let statement = "交易日期,收入,支出,余额\n2026-03-09,10.00,,10.00\n";
    let note = "请在次日核对。";
    let week = build::zip(&[
        ("a.csv", REGISTER.as_bytes()),
        ("b.csv", second.as_bytes()),
        ("readme.txt", note.as_bytes()),
    ]);
    let book = open("week.zip", &week, &Wish::default()).unwrap();
    assert_eq!((book.files.len(), book.records.len()), (1, 6));
    let parts: Vec<u16> = book.records.part.clone();
    assert_eq!(parts, [0, 0, 0, 1, 1, 1]);
    let skipped = Warning::Skipped {
        parts: 1,
        first: "readme.txt".to_owned(),
    };
    assert!(book.files[0].report.warnings.contains(&skipped));

    let both = build::zip(&[
        ("a.csv", REGISTER.as_bytes()),
        ("bank.csv", statement.as_bytes()),
    ]);
    let book = open("both.zip", &both, &Wish::default()).unwrap();
    let cards: Vec<(&str, Side, u32)> = book
        .files
        .iter()
        .map(|file| {
            (
                file.report.name.as_str(),
                file.report.side,
                file.report.rows,
            )
        })
        .collect();
    let want = [
        ("both.zip › a.csv", Side::Register, 3),
        ("both.zip › bank.csv", Side::Bank, 1),
    ];
    assert_eq!(cards, want);
}

#[test]
fn sheets_are_parts_and_empty_ones_are_nothing() {
    let second = REGISTER.replace("2026-03-0", "2026-04-0");
    let sheets = [
        ("三月", texts(REGISTER)),
        ("空", Vec::new()),
        ("四月", texts(&second)),
        ("说明", texts("本表仅供参考\n")),
    ];
    let book = open("a.xlsx", &build::xlsx(&sheets, false), &Wish::default()).unwrap();
    assert_eq!((book.files.len(), book.records.len()), (1, 6));
    let skipped = Warning::Skipped {
        parts: 1,
        first: "说明".to_owned(),
    };
    assert!(book.files[0].report.warnings.contains(&skipped));
}

#[test]
fn a_copy_inside_counts_once() {
    let sheet = |name: &'static str, text: &str| (name, texts(text));
    let twice = [sheet("账单", REGISTER), sheet("账单 (2)", REGISTER)];
    let book = open("a.xlsx", &build::xlsx(&twice, false), &Wish::default()).unwrap();
    assert_eq!(book.records.len(), 3);
    let repeated = Warning::Repeated {
        parts: 1,
        first: "账单 (2)".to_owned(),
    };
    assert!(book.files[0].report.warnings.contains(&repeated));

    // One row more, and both are bills of their own.
    let (head, last) = REGISTER.trim_end().rsplit_once('\n').unwrap();
    let other = format!("{head}\n{last}\n{last}\n");
    let similar = [sheet("账单", REGISTER), sheet("续", &other)];
    let book = open("a.xlsx", &build::xlsx(&similar, false), &Wish::default()).unwrap();
    assert_eq!(book.records.len(), 7);
}

#[test]
fn member_names_in_gbk_are_read() {
    let zip = build::zip(&[("xxxx.csv", REGISTER.as_bytes()), ("zz.bin", b"\0\x01\x02")]);
    let zip = build::rename(&zip, b"zz.bin", b"\xd5\xcb\xb5\xa5.d");
    let book = open("a.zip", &zip, &Wish::default()).unwrap();
    let skipped = Warning::Skipped {
        parts: 1,
        first: "账单.d".to_owned(),
    };
    assert!(book.files[0].report.warnings.contains(&skipped));
}

#[test]
fn a_named_encoding_overrules_the_guess() {
    let big5 = encoding_rs::BIG5
        .encode("交易日期,金額,收/支\n2026-03-01,1.00,收入\n")
        .0
        .into_owned();
    let book = open("a.csv", &big5, &Wish::default());
    let encoding = book.map(|book| book.files[0].report.encoding.clone());
    let named = Wish {
        encoding: Some("gb18030".to_owned()),
        ..Wish::default()
    };
    assert!(open("a.csv", &big5, &named).is_err());
    assert_eq!(encoding.as_deref().unwrap_or("Big5"), "Big5");
}

#[test]
fn what_is_made_to_do_harm_is_refused() {
    let noughts = vec![0; 17 << 20];
    let mut nested = build::zip(&[("a.csv", REGISTER.as_bytes())]);
    for _ in 0..5 {
        nested = build::zip(&[("a.zip", &nested)]);
    }
    let many: Vec<(String, &[u8])> = (0..2001).map(|n| (format!("{n}.csv"), &b"a"[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    let mut wide = texts("交易时间,交易金额\n");
    wide[0].resize(600, Cell::Empty);
    wide[0].push(Cell::Text("x".to_owned()));
    let corner = [
        (0, 0, Cell::Number("1".to_owned())),
        (u16::MAX, 255, Cell::Number("1".to_owned())),
    ];
    let bomb = build::gzip(&noughts);
    let long = "x".repeat(40_000);
    let claim = format!(
        "<sst x='{}' uniqueCount = \"99999999999\"><si><t>a</t></si></sst>",
        "-".repeat(1 << 17)
    );
    let wide_claim: Vec<u8> = claim.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let table = [
        ("gzip", bomb.clone(), ImportError::Limit(Limit::Ratio)),
        (
            "zip",
            build::zip(&[("a", &bomb)]),
            ImportError::Limit(Limit::Ratio),
        ),
        ("nested", nested, ImportError::Limit(Limit::Nesting)),
        (
            "members",
            build::zip(&many),
            ImportError::Limit(Limit::Members),
        ),
        (
            "columns",
            build::xlsx(&[("一", wide)], false),
            ImportError::Limit(Limit::Columns),
        ),
        (
            "cell",
            build::html(&texts(&long)),
            ImportError::Limit(Limit::CellLength),
        ),
        (
            "cut",
            build::zip(&[("a.csv", REGISTER.as_bytes())])[..60].to_vec(),
            ImportError::Damaged,
        ),
        (
            "claimed texts",
            build::zip(&[
                ("xl/workbook.xml", b"<workbook/>"),
                ("xl/sharedStrings.xml", claim.as_bytes()),
            ]),
            ImportError::Limit(Limit::Cells),
        ),
        (
            "claimed texts in UTF-16",
            build::zip(&[
                ("xl/workbook.xml", b"<workbook/>"),
                ("XL\\SharedStrings.xml", &wide_claim),
            ]),
            ImportError::Limit(Limit::Cells),
        ),
        ("nothing", build::zip(&[]), ImportError::NothingInside),
        (
            "empty sheets",
            build::xlsx(&[("一", Vec::new())], false),
            ImportError::NothingInside,
        ),
    ];
    // A cell in the last corner of what the format allows costs nothing.
    let corner = open("corner", &build::xls(&corner), &Wish::default()).err();
    assert!(matches!(corner, Some(ImportError::UnknownLayout { .. })));
    for (kind, bytes, want) in table {
        assert_eq!(
            open(kind, &bytes, &Wish::default()).err(),
            Some(want),
            "{kind}"
        );
    }
}

#[test]
fn damaged_containers_never_break_the_reader() {
    let cells = texts(REGISTER);
    let files = [
        build::gzip(REGISTER.as_bytes()),
        build::zip(&[("a.csv", REGISTER.as_bytes())]),
        build::zip_crypto(&[("a.csv", REGISTER.as_bytes())], "1"),
        build::xlsx(&[("一", cells.clone())], false),
        build::ods(&cells),
        build::html(&cells),
        build::spreadsheet_xml(&cells),
        build::xls(&placed(&cells)),
    ];
    let wish = Wish {
        password: Some("1".to_owned()),
        ..Wish::default()
    };
    let mut random = damage::Xorshift(0x2545_f491_4f6c_dd1d);
    for whole in &files {
        for _ in 0..100 {
            let damaged = damage::damage(whole, &files, &mut random);
            let mut book = Book::new();
            if import(&mut book, "x", &damaged, &wish, &mut |_, _| ()).is_err() {
                assert!(book.records.is_empty() && book.files.is_empty());
            }
        }
    }
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read(folder.join(name)).unwrap()
}

/// Totals of UnionPay's file `unionpay_zm.txt` but for its faulty line.
const REPORT: &str = "                    中国银联全渠道商户交易汇总表

商户代码:898330058120011                清算币种:人民币
收单机构:88022900                       清算日期:20260302

交易类型   交易笔数            交易金额                  费用              资金清算差额
                          借           贷          借        贷         借          贷
____________________________________________________________________________________
消费              3       0.00     1708.00       9.03      0.00       0.00     1698.97
退货              1     128.00        0.00       0.00      0.64     127.36        0.00
____________________________________________________________________________________
总计              4     128.00     1708.00       9.03      0.64     127.36     1698.97

卡性质     交易笔数            交易金额                  费用              资金清算差额
借记卡            2     128.00      128.00       0.64      0.64     127.36      127.36
总计              2     128.00      128.00       0.64      0.64     127.36      127.36
";

#[test]
fn totals_in_a_member_of_their_own_are_compared() {
    let lines = fixture("unionpay_zm.txt");
    let sound = lines
        .split_inclusive(|&byte| byte == b'\n')
        .filter(|line| !line.contains(&b'x'));
    let sound: Vec<u8> = sound.flatten().copied().collect();
    let report = encoding_rs::GB18030.encode(REPORT).0.into_owned();
    let unionpay = build::zip(&[
        ("INN26030288ZM_898330058120011", &sound),
        ("RD201026030201_898330058120011", &report),
    ]);
    let (details, summary) = (fixture("alipay_trade.csv"), fixture("alipay_summary.csv"));
    let alipay = build::zip(&[
        ("2088_20260302_details.csv", &details),
        ("2088_20260302_xx.csv", &summary),
    ]);
    // 汇 in GBK.
    let alipay = build::rename(&alipay, b"20260302_xx.csv", b"20260302_\xbb\xe3.csv");
    for (name, bytes, rows, controls) in [("unionpay", unionpay, 4, 4), ("alipay", alipay, 4, 6)] {
        let book = open(name, &bytes, &Wish::default()).unwrap();
        assert_eq!(book.files.len(), 1, "{name}");
        let report = &book.files[0].report;
        assert_eq!(
            (report.rows, report.controls.len()),
            (rows, controls),
            "{name}"
        );
        for control in &report.controls {
            assert!(control.holds(), "{name}: {control:?}");
        }
    }
    // Without the details the report says nothing that could be read.
    let alone = open("RD", &report, &Wish::default()).err();
    let want = ImportError::SummaryOnly("unionpay_zm".to_owned());
    assert_eq!(alone, Some(want));
}

#[test]
fn a_part_of_an_archive_is_read_again_alone() {
    let statement = "交易日期,收入,支出,余额\n2026-03-08,5.00,,5.00\n2026-03-08,O,,5.00\n";
    let both = build::zip(&[
        ("a.csv", REGISTER.as_bytes()),
        ("bank.csv", statement.as_bytes()),
    ]);
    let mut book = open("both.zip", &both, &Wish::default()).unwrap();
    let refused = &book.files[1].report.refused[0];
    assert_eq!((refused.place.as_str(), refused.row), ("bank.csv", 3));
    let (first, parts) = (book.files[0].id, book.files[0].report.parts.clone());
    assert_eq!(parts, [0]);
    let again = Wish {
        side: Some(Side::Provider),
        parts,
        ..Wish::default()
    };
    let read = |book: &mut Book, wish: &Wish| {
        import(book, "both.zip", &both, wish, &mut |_, _| ()).map(|_| ())
    };
    let loaded = read(&mut book, &again);
    assert!(matches!(loaded, Err(ImportError::AlreadyLoaded { .. })));
    book.remove(first);
    let whole = read(&mut book, &Wish::default());
    assert!(matches!(whole, Err(ImportError::AlreadyLoaded { .. })));
    read(&mut book, &again).unwrap();
    let cards: Vec<(&str, Side, u32)> = book
        .files
        .iter()
        .map(|file| {
            (
                file.report.name.as_str(),
                file.report.side,
                file.report.rows,
            )
        })
        .collect();
    let want = [
        ("both.zip › bank.csv", Side::Bank, 1),
        ("both.zip › a.csv", Side::Provider, 3),
    ];
    assert_eq!(cards, want);
    assert_eq!(book.files[1].report.parts, [0]);
}
