//! Tables that no format knows: what is guessed of their columns, what is read by it, and that the
//! same kind of file is known again.
#![allow(
    clippy::unwrap_used,
    reason = "a test fails by the first broken promise"
)]

use yifen::calendar::DateOrder;
use yifen::import::mapping::{
    Flow, FlowWord, Look, Mapping, MappingFault, MappingFile, MappingNeed, MoneyUnit, Preview,
    Role, Sign, preview,
};
use yifen::import::{ControlValue, import};
use yifen::money::{Amount, Currency, DecimalMark};
use yifen::protocol::Wish;
use yifen::record::{Book, Side};

fn shown(text: &str, wish: &Wish) -> Preview {
    preview("x.csv", text.as_bytes(), wish, Look::default()).unwrap()
}

/// Day and amount in minor units of what was read.
fn read(told: &Preview) -> Vec<(String, i128)> {
    let rows = told.read.iter();
    rows.map(|row| (row.day.to_string(), row.amount.minor))
        .collect()
}

/// A text, the line of its header, its side, its roles, and the days and amounts of its rows.
type Guessed = (
    &'static str,
    u32,
    Side,
    &'static [Role],
    &'static [(&'static str, i128)],
);

#[test]
fn columns_are_guessed() {
    use Role::{
        Amount, Balance, Date, Direction, Fee, Ignore, In, Memo, Net, Number, Order, Out, Tender,
        Time,
    };
    let table: &[Guessed] = &[
        // Names that no format has.
        (
            "本月对账\n\n营业日期,单据时间,进账总金额,平台佣金,打款净额,小票编码,顾客留言\n\
             2026/3/1,09:01,29.00,0.17,28.83,X1,好\n2026/3/2,10:15,7.50,0.05,7.45,X2,\n",
            3,
            Side::Provider,
            &[Date, Time, Amount, Fee, Net, Order, Memo],
            &[("2026-03-01", 2900), ("2026-03-02", 750)],
        ),
        // No header at all: day, words, money out, money in, balance.
        (
            "03/17/2026,COFFEE BEANS,120.00,,880.00\n03/18/2026,POS DEPOSIT,,50.25,930.25\n03/19/2026,RENT,400.00,,530.25\n",
            0,
            Side::Bank,
            &[Date, Ignore, Out, In, Balance],
            &[
                ("2026-03-17", -12000),
                ("2026-03-18", 5025),
                ("2026-03-19", -40000),
            ],
        ),
        // French: day first, decimal comma, semicolons.
        (
            "Date;Libellé;Montant;Référence\n22/03/2026;Chèque;-1 234,50;A1\n23/03/2026;Vente;12,00;A2\n",
            1,
            Side::Bank,
            &[Date, Memo, Amount, Ignore],
            &[("2026-03-22", -123_450), ("2026-03-23", 1200)],
        ),
        // Fen, said by the name; a word for the direction without a name that says so.
        (
            "发生日期\t金额(分)\t标记\t流水编码\n20260301\t1050\t进账\t77001\n20260302\t50\t出账\t77002\n",
            1,
            Side::Bank,
            &[Date, Amount, Direction, Number],
            &[("2026-03-01", 1050), ("2026-03-02", -50)],
        ),
        // No header, day and time of six digits each, a card and a number.
        (
            "260907|051820|62284804****4258|70777|846792244366|S\n\
             260908|201311|62284804****4225|50329|122758125040|S\n\
             260915|134502|62284804****1193|1200|122758125077|S\n",
            0,
            Side::Register,
            &[Date, Time, Ignore, Amount, Ignore, Ignore],
            &[
                ("2026-09-07", 7_077_700),
                ("2026-09-08", 5_032_900),
                ("2026-09-15", 120_000),
            ],
        ),
        // Prices of six digits that could be times.
        (
            "2026-09-01|kopi|150000\n2026-09-01|kopi|125000\n2026-09-02|kopi|200000\n",
            0,
            Side::Register,
            &[Date, Ignore, Amount],
            &[
                ("2026-09-01", 15_000_000),
                ("2026-09-01", 12_500_000),
                ("2026-09-02", 20_000_000),
            ],
        ),
        // Six digits, day first; the letters of a pair say which way.
        (
            "Fecha op\tConcepto\tD/H\tImporte\n010926\tTPV 1\tH\t982,27\n020926\tTPV 2\tD\t14,98\n\
             280926\tTPV 3\tH\t10,00\n",
            1,
            Side::Bank,
            &[Date, Memo, Direction, Amount],
            &[
                ("2026-09-01", 98_227),
                ("2026-09-02", -1498),
                ("2026-09-28", 1000),
            ],
        ),
        // A clock in Chinese, under a name of the street.
        (
            "哪天,几点,桌,收了\n2026年9月1日,13点22分,36号桌,251.77\n2026年9月1日,21点06分,45号桌,9.00\n\
             2026年9月2日,9点46分,5号桌,6.50\n",
            1,
            Side::Register,
            &[Date, Time, Ignore, Amount],
            &[
                ("2026-09-01", 25_177),
                ("2026-09-01", 900),
                ("2026-09-02", 650),
            ],
        ),
        // A name that lies: 日期 holds no days, the day stands in 时间.
        (
            "日期,时间,收款方式,金额\n周日,2026-03-01 08:00:00,现金,5.00\n周一,2026-03-02 08:30:00,微信,6.00\n",
            1,
            Side::Register,
            &[Ignore, Date, Tender, Amount],
            &[("2026-03-01", 500), ("2026-03-02", 600)],
        ),
    ];
    for (text, header, side, roles, rows) in table {
        let told = shown(text, &Wish::default());
        assert_eq!(told.mapping.roles, *roles, "{text}");
        assert_eq!(
            (told.mapping.header_row, told.mapping.side),
            (*header, *side),
            "{text}"
        );
        assert_eq!((told.needs, &told.error), (None, &None), "{text}");
        let want: Vec<(String, i128)> = rows
            .iter()
            .map(|(day, minor)| ((*day).to_owned(), *minor))
            .collect();
        assert_eq!(read(&told), want, "{text}");
        assert_eq!(told.refused_count, 0, "{text}");
    }
}

#[test]
fn the_rest_of_a_guess() {
    let french = shown(
        "Date;Libellé;Montant\n22/03/2026;a;-1,50\n",
        &Wish::default(),
    )
    .mapping;
    assert_eq!(
        (
            french.date_order,
            french.decimal,
            french.delimiter,
            french.unit
        ),
        (
            DateOrder::DayFirst,
            DecimalMark::Comma,
            None,
            MoneyUnit::Yuan
        )
    );
    let fen = shown("日期,金额(分)\n20260301,100\n", &Wish::default()).mapping;
    assert_eq!(fen.unit, MoneyUnit::Fen);
    let yuan = shown("日期,金额(分)\n20260301,1.00\n", &Wish::default()).mapping;
    assert_eq!(yuan.unit, MoneyUnit::Yuan);
}

#[test]
fn what_she_corrects_is_read_at_once() {
    let text = "day,a,b\n2026-03-01,5.00,3\n2026-03-02,-2.00,4\n";
    let mut mapping = shown(text, &Wish::default()).mapping;
    assert_eq!(mapping.roles, [Role::Date, Role::Amount, Role::Ignore]);
    let by = |mapping: &Mapping| Wish {
        mapping: Some(mapping.clone()),
        ..Wish::default()
    };
    mapping.sign = Sign::MinusIsIn;
    let told = shown(text, &by(&mapping));
    assert_eq!(
        read(&told),
        [("2026-03-01".into(), -500), ("2026-03-02".into(), 200)]
    );
    mapping.roles = vec![Role::Date, Role::Ignore, Role::Amount];
    mapping.unit = MoneyUnit::Fen;
    mapping.sign = Sign::MinusIsOut;
    let told = shown(text, &by(&mapping));
    assert_eq!(
        read(&told),
        [("2026-03-01".into(), 3), ("2026-03-02".into(), 4)]
    );
    mapping.roles = vec![Role::Date, Role::Amount, Role::Amount];
    assert_eq!(
        shown(text, &by(&mapping)).needs,
        Some(MappingNeed::Twice(Role::Amount))
    );
    mapping.roles = vec![Role::Date, Role::In, Role::Ignore];
    assert_eq!(shown(text, &by(&mapping)).needs, Some(MappingNeed::Amount));
    mapping.roles = vec![Role::Memo, Role::Amount];
    let told = shown(text, &by(&mapping));
    assert_eq!(told.needs, Some(MappingNeed::Date));
    assert!(told.read.is_empty() && told.mapping.roles.len() == 3);
    mapping.roles = vec![Role::Amount, Role::Date, Role::Memo];
    let told = shown(text, &by(&mapping));
    assert!(told.error.is_some() && told.read.is_empty());
}

#[test]
fn the_same_kind_of_file_is_known_again() {
    let text = "营业日期,进账总额,留言\n2026-03-01,29.00,甲\n";
    let mut mapping = shown(text, &Wish::default()).mapping;
    mapping.roles = vec![Role::Date, Role::Amount, Role::Memo];
    mapping.name = "楼下小店".to_owned();
    mapping.side = Side::Register;
    let saved = serde_json::to_string(&mapping).unwrap();
    let known: Mapping = serde_json::from_str(&saved).unwrap();
    assert_eq!(known, mapping);
    let wish = Wish {
        known: vec![known],
        ..Wish::default()
    };
    let mut book = Book::new();
    let later = "四月\n\n营业日期,进账总额,留言\n2026-04-01,7.00,乙\n合计,7.00,\n";
    import(
        &mut book,
        "april.csv",
        later.as_bytes(),
        &wish,
        &mut |_, _| (),
    )
    .unwrap();
    let report = &book.files[0].report;
    assert_eq!(
        (report.format.as_str(), report.side, report.rows),
        ("mapped", Side::Register, 1)
    );
    assert_eq!((report.refused_count, book.records.row[0]), (0, 4));
    let other = "营业日期,进账总额,别的\n2026-04-01,7.00,乙\n";
    let read = import(
        &mut Book::new(),
        "b.csv",
        other.as_bytes(),
        &wish,
        &mut |_, _| (),
    );
    assert!(read.is_err());
}

#[test]
fn an_encoding_that_she_names_is_used() {
    let gbk = encoding_rs::GB18030
        .encode("甲,乙\n2026-03-01,5.00\n")
        .0
        .into_owned();
    let told = preview("x.csv", &gbk, &Wish::default(), Look::default()).unwrap();
    let mut mapping = told.mapping;
    mapping.encoding = Some("gb18030".to_owned());
    let wish = Wish {
        mapping: Some(mapping),
        ..Wish::default()
    };
    let told = preview("x.csv", &gbk, &wish, Look::default()).unwrap();
    assert_eq!(told.encoding, "GB18030");
    assert_eq!(told.head[0].cells, ["甲", "乙"]);
}

#[test]
fn a_row_of_totals_is_compared_and_a_bad_row_is_refused() {
    let text = "开票日,进账总额,说明\n2026-05-01,5.00,甲\n2026-05-0x,6.00,乙\n#7,8.00,丙\n合计,11.00,\n以上为本月数据\n";
    let told = shown(text, &Wish::default());
    assert_eq!((told.rows, told.refused_count), (1, 2));
    assert_eq!(told.refused[0].row, 3);
    let wish = Wish {
        mapping: Some(told.mapping),
        ..Wish::default()
    };
    let mut book = Book::new();
    import(&mut book, "x.csv", text.as_bytes(), &wish, &mut |_, _| ()).unwrap();
    let controls = &book.files[0].report.controls;
    assert_eq!(controls.len(), 1);
    assert!(!controls[0].holds(), "{controls:?}");
    assert_eq!(
        controls[0].stated,
        ControlValue::Sum(Amount::new(1100, Currency::CNY))
    );
}

#[test]
fn words_of_direction_are_hers() {
    let text = "日子,钱,来去\n2026-05-01,5.00,进门\n2026-05-02,6.00,走人\n2026-05-03,7.00,内部\n";
    let mut mapping = shown(text, &Wish::default()).mapping;
    mapping.roles = vec![Role::Date, Role::Amount, Role::Direction];
    let by = |mapping: &Mapping| Wish {
        mapping: Some(mapping.clone()),
        ..Wish::default()
    };
    let told = shown(text, &by(&mapping));
    let flows: Vec<(&str, Option<Flow>)> = told
        .flows
        .iter()
        .map(|(word, flow)| (word.as_str(), *flow))
        .collect();
    assert_eq!(
        flows,
        [("进门", Some(Flow::In)), ("走人", None), ("内部", None)]
    );
    assert_eq!((told.rows, told.refused_count), (1, 2));
    for (word, flow) in [("走人", Flow::Out), ("内部", Flow::Aside)] {
        mapping.flows.push(FlowWord {
            word: word.to_owned(),
            flow,
        });
    }
    let told = shown(text, &by(&mapping));
    assert_eq!((told.rows, told.refused_count), (2, 0));
    assert_eq!(
        read(&told),
        [("2026-05-01".into(), 500), ("2026-05-02".into(), -600)]
    );
}

#[test]
fn a_separator_or_an_encoding_that_she_named_is_found_again() {
    // Commas inside the amounts make the guess of the separator wrong, Big5 that of the encoding.
    let (text, ..) = encoding_rs::BIG5.encode("甲|乙|丙\n2026-05-01|1,500.00|x,y,z,u,v\n");
    let wish = Wish {
        encoding: Some("Big5".to_owned()),
        ..Wish::default()
    };
    let look = Look {
        delimiter: Some('|'),
        header_row: Some(1),
        ..Look::default()
    };
    let told = preview("x.csv", &text, &wish, look).unwrap();
    assert_eq!(told.mapping.encoding.as_deref(), Some("Big5"));
    assert_eq!(told.mapping.delimiter, Some('|'));
    assert_eq!(told.mapping.shape, ["甲", "乙", "丙"]);
    let mut known = told.mapping.named("旧机器");
    known.roles = vec![Role::Date, Role::Amount, Role::Memo];
    let (next, ..) = encoding_rs::BIG5.encode("甲|乙|丙\n2026-06-01|2,000.00|x,y,z,u,v\n");
    let wish = Wish {
        known: vec![known],
        ..Wish::default()
    };
    let mut book = Book::new();
    import(&mut book, "y.csv", &next, &wish, &mut |_, _| ()).unwrap();
    let report = &book.files[0].report;
    assert_eq!(
        (report.mapping.as_deref(), report.encoding.as_str()),
        (Some("旧机器"), "Big5")
    );
    assert_eq!(book.records.amount, [200_000]);
}

#[test]
fn a_known_format_can_be_read_otherwise() {
    let text = "交易时间,终端号,支付方式,交易类型,交易金额,参考号,订单号\n2026-05-11 10:00:00,80733105,微信,消费,12.30,,PO1\n";
    let told = shown(text, &Wish::default());
    assert_eq!(told.format.as_deref(), Some("register"));
    let known = told.mapping.named("改过的");
    let wish = Wish {
        known: vec![known],
        ..Wish::default()
    };
    let mut book = Book::new();
    import(&mut book, "x.csv", text.as_bytes(), &wish, &mut |_, _| ()).unwrap();
    assert_eq!(book.files[0].report.mapping.as_deref(), Some("改过的"));
    let wish = Wish {
        format: Some("register".to_owned()),
        ..wish
    };
    let mut book = Book::new();
    import(&mut book, "x.csv", text.as_bytes(), &wish, &mut |_, _| ()).unwrap();
    assert_eq!(book.files[0].report.format, "register");
}

#[test]
fn a_header_she_points_at_is_taken() {
    let text = "门店,一店\n第1列,第2列\n日子,数目\n2026-05-01,5.00\n";
    let look = |line| Look {
        header_row: Some(line),
        ..Look::default()
    };
    let told = preview("x.csv", text.as_bytes(), &Wish::default(), look(3)).unwrap();
    assert_eq!(told.mapping.shape, ["日子", "数目"]);
    assert_eq!(told.columns[1].name, "数目");
    assert_eq!(told.columns[1].cells, ["5.00"]);
    assert_eq!((told.rows, told.refused_count), (1, 0));
    let told = preview("x.csv", text.as_bytes(), &Wish::default(), look(0)).unwrap();
    assert_eq!((told.mapping.header_row, told.mapping.shape.len()), (0, 0));
}

#[test]
fn a_mapping_travels_as_a_file() {
    let mapping = shown("日期,金额\n2026-05-01,5.00\n", &Wish::default())
        .mapping
        .named(" 小店\u{7} ");
    assert_eq!(mapping.name, "小店");
    let open = |text: &str| {
        let file: Result<MappingFile, _> = serde_json::from_str(text);
        file.map_err(|_| MappingFault::NotAMapping)?.open()
    };
    let good = serde_json::to_string(&MappingFile::of(mapping.clone())).unwrap();
    assert_eq!(open(&good), Ok(mapping.clone()));
    let change = |from: &str, to: &str| {
        assert!(good.contains(from), "{from} in {good}");
        good.replacen(from, to, 1)
    };
    let table = [
        ("{}".to_owned(), MappingFault::NotAMapping),
        ("[]".to_owned(), MappingFault::NotAMapping),
        ("3".to_owned(), MappingFault::NotAMapping),
        ("{\"yifen_plan\":1}".to_owned(), MappingFault::NotAMapping),
        ("{\"yifen_mapping\":1}".to_owned(), MappingFault::Broken),
        (
            change("\"yifen_mapping\":1", "\"yifen_mapping\":2"),
            MappingFault::OtherVersion(2),
        ),
        (change("\"amount\"", "\"money\""), MappingFault::Broken),
        (change("\"roles\"", "\"rules\""), MappingFault::Broken),
        (
            change("\"delimiter\":null", "\"delimiter\":\"a\""),
            MappingFault::Broken,
        ),
        (
            change("\"amount\"", "\"ignore\""),
            MappingFault::Incomplete(MappingNeed::Amount),
        ),
        (
            change("\"date\"", "\"amount\""),
            MappingFault::Incomplete(MappingNeed::Twice(Role::Amount)),
        ),
        (
            change(
                "\"roles\":[",
                &format!("\"roles\":[{}", "\"memo\",".repeat(300)),
            ),
            MappingFault::Broken,
        ),
    ];
    for (text, fault) in table {
        assert_eq!(open(&text), Err(fault), "{text}");
    }
}

#[test]
fn sheets_are_told_apart_by_their_header() {
    let page = "<html><table><tr><td>说明</td></tr><tr><td>甲</td></tr><tr><td>乙</td></tr><tr><td>丙</td></tr></table>\
                <table><tr><td>开票日</td><td>进账额</td></tr><tr><td>2026-05-01</td><td>5.00</td></tr></table></html>";
    let told = shown(page, &Wish::default());
    assert_eq!((told.parts.len(), told.part), (2, 0));
    let look = Look {
        part: Some(1),
        ..Look::default()
    };
    let told = preview("x.xls", page.as_bytes(), &Wish::default(), look).unwrap();
    assert_eq!((told.part, told.rows, told.needs), (1, 1, None));
    let wish = Wish {
        mapping: Some(told.mapping),
        ..Wish::default()
    };
    let again = shown(page, &wish);
    assert_eq!((again.part, again.rows), (1, 1));
}

#[test]
fn a_role_goes_to_one_column() {
    use Role::{Amount, Date, Ignore, In, Memo, Out};
    let mut mapping = shown("日期,金额\n2026-05-01,5.00\n", &Wish::default()).mapping;
    let table: &[(&[Role], usize, Role, &[Role])] = &[
        (&[Date, Ignore], 1, Date, &[Ignore, Date]),
        (&[Memo, Ignore], 1, Memo, &[Memo, Memo]),
        (&[Amount, Ignore], 1, Out, &[In, Out]),
        (&[Amount, Ignore], 1, In, &[Out, In]),
        (&[Amount, Ignore], 0, In, &[In, Ignore]),
        (&[Amount, In, Ignore], 2, Out, &[Ignore, In, Out]),
        (&[In, Out, Ignore], 2, Amount, &[Ignore, Ignore, Amount]),
        (&[In, Out], 7, Date, &[In, Out]),
    ];
    for (before, column, role, after) in table {
        mapping.roles = before.to_vec();
        mapping.give(*column, *role);
        assert_eq!(mapping.roles, *after, "{before:?} {column} {role:?}");
    }
}
