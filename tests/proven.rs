//! Layouts that nobody has seen and whose own numbers prove what their columns are: read at once, and
//! asked about as soon as one number is off.
#![allow(
    clippy::unwrap_used,
    reason = "a test fails by the first broken promise"
)]

use yifen::import::mapping::PROVEN;
use yifen::import::{ImportError, Warning, import};
use yifen::protocol::Wish;
use yifen::record::{Book, Side};

fn read(text: &str) -> Result<Book, ImportError> {
    let mut book = Book::new();
    import(
        &mut book,
        "x.txt",
        text.as_bytes(),
        &Wish::default(),
        &mut |_, _| (),
    )?;
    Ok(book)
}

/// Money in, money out and fees of a book, in minor units.
fn sums(book: &Book) -> (i64, i64, i64) {
    let r = &book.records;
    let all = || r.amount.iter().copied();
    let fees = (0..r.len()).filter_map(|row| r.fee(row)).sum();
    (
        all().filter(|amount| *amount > 0).sum(),
        -all().filter(|amount| *amount < 0).sum::<i64>(),
        fees,
    )
}

/// A text, its side, money in, money out and fees in minor units, and a cell with what spoils it.
type Layout = (
    &'static str,
    Side,
    (i64, i64, i64),
    (&'static str, &'static str),
);

const LAYOUTS: &[Layout] = &[
    // A fee is what gross and net differ by, whatever they are called.
    (
        "日计表\n某店\n成交日,笔次,刷出,留下,入袋\n2026-03-02,4,100.00,0.60,99.40\n\
         2026-03-03,1,50.00,0.30,49.70\n2026-03-04,9,-20.00,-0.12,-19.88\n",
        Side::Provider,
        (15_000, 2000, 78),
        ("0.30", "0.31"),
    ),
    // Fees in whole numbers are fen; there is no header.
    (
        "20260302^M7^10000^60^9940^A\n20260302^M7^20000^101^19899^B\n20260303^M7^5050^19^5031^C\n",
        Side::Provider,
        (35_050, 0, 180),
        ("101", "102"),
    ),
    // What was given back stands beside the sales and is taken off their net.
    (
        "日期,成功笔数,收款总额,退款笔数,退款总额,手续费合计,划拨额\n2026-03-02,10,1000.00,1,20.00,5.88,974.12\n\
         2026-03-03,12,1200.00,0,0.00,7.20,1192.80\n2026-03-04,3,300.00,0,0.00,1.80,298.20\n",
        Side::Provider,
        (250_000, 2000, 1488),
        ("974.12", "974.21"),
    ),
    // Digits of direction that mean the opposite of what they usually do.
    (
        "发生日,凭证,事由,标记,发生数,结存\n20260302,11,跨行转入,2,1000.00,3000.00\n\
         20260303,12,水电费,1,200.50,2799.50\n20260304,13,货款,2,50.00,2849.50\n",
        Side::Bank,
        (105_000, 20_050, 0),
        ("2799.50", "2799.51"),
    ),
    // Money out is positive.
    (
        "Posted;Ref;Debit/(Credit);Ending\n3/13/2026;;(1000.00);3000.00\n\
         3/14/2026;101;800.00;2200.00\n3/15/2026;;(150.00);2350.00\n3/16/2026;;(10.00);2360.00\n",
        Side::Bank,
        (116_000, 80_000, 0),
        ("2200.00", "2200.10"),
    ),
    // No header, lines under each other without a separator.
    (
        "2026-03-02   POS        1,204.50    5,204.50\n2026-03-03   RENT        -800.00    4,404.50\n\
         2026-03-04   POS          310.00    4,714.50\n2026-03-05   POS           11.00    4,725.50\n",
        Side::Bank,
        (152_550, 80_000, 0),
        ("4,404.50", "4,404.60"),
    ),
    // The balance before the row stands beside the one after it: the days tell which is which.
    (
        "完成,币,之前,变化,余额,注\n2026-05-01 10:00,CNY,1000.00,300.00,1300.00,结\n\
         2026-05-02 10:00,CNY,1300.00,-900.00,400.00,租\n2026-05-03 10:00,CNY,400.00,55.50,455.50,结\n",
        Side::Bank,
        (35_550, 90_000, 0),
        ("400.00,租", "400.10,租"),
    ),
    // Sums that follow from each other by chance are no balances.
    (
        "店,日,微信金额,支付宝金额,总额,服务费,实划\n一,2026-05-01,60.00,40.00,100.00,0.38,99.62\n\
         一,2026-05-02,20.00,10.00,30.00,0.11,29.89\n一,2026-05-03,30.00,0.00,30.00,0.11,29.89\n",
        Side::Provider,
        (16_000, 0, 60),
        ("99.62", "99.26"),
    ),
    // Pages, each with the header again.
    (
        "第1页\n日期,说明,存,取,结余\n2026-03-02,商户款,1000.00,,3000.00\n2026-03-03,租金,,800.00,2200.00\n\
         第2页\n日期,说明,存,取,结余\n2026-03-04,商户款,150.00,,2350.00\n",
        Side::Bank,
        (115_000, 80_000, 0),
        ("2200.00", "2200.10"),
    ),
];

#[test]
fn numbers_prove_a_layout() {
    for (text, side, want, _) in LAYOUTS {
        let book = read(text).unwrap();
        let report = &book.files[0].report;
        assert_eq!(
            (report.format.as_str(), report.side),
            (PROVEN, *side),
            "{text}"
        );
        assert_eq!((sums(&book), report.refused_count), (*want, 0), "{text}");
        assert!(report.warnings.contains(&Warning::Proven), "{text}");
    }
}

#[test]
fn one_number_off_and_she_is_asked() {
    for (text, _, _, (cell, spoilt)) in LAYOUTS {
        let text = text.replacen(cell, spoilt, 1);
        let read = read(&text).map(|_| ());
        assert!(
            matches!(read, Err(ImportError::UnknownLayout { .. })),
            "{text}: {read:?}"
        );
    }
}

/// What looks like a bill of fees but is a till's list of discounts proves nothing.
#[test]
fn discounts_are_no_fees() {
    for text in [
        "日子,底价,让利,落袋,桌号\n2026-03-02,100.00,9.00,91.00,1\n2026-03-02,50.00,5.00,45.00,2\n2026-03-03,20.00,2.00,18.00,3\n",
        "日子,底价,让利,落袋\n2026-03-02,100.00,9.00,91.00\n2026-03-02,50.00,5.00,45.00\n2026-03-03,20.00,2.00,18.00\n",
        // Columns of noughts follow from each other, whatever they are.
        "when,gave,back,again\n2026-03-02,41.00,0.00,0.00\n2026-03-02,52.00,0.00,0.00\n2026-03-03,63.00,4.00,4.00\n",
        // The first row may have gone the other way.
        "日,事,数,存\n2026-03-02,甲,10.00,110.00\n2026-03-03,乙,20.00,130.00\n2026-03-04,丙,5.00,135.00\n",
        // A minus in both columns says nothing.
        "day,what,a,b,left\n2026-03-02,X,,-250.00,350.00\n2026-03-03,Y,-33.50,,316.50\n2026-03-04,Z,,-13.50,330.00\n",
        // Two rows are too few.
        "成交日,刷出,留下,入袋\n2026-03-02,100.00,0.60,99.40\n2026-03-03,50.00,0.30,49.70\n",
    ] {
        let read = read(text).map(|_| ());
        assert!(
            matches!(read, Err(ImportError::UnknownLayout { .. })),
            "{text}: {read:?}"
        );
    }
}
