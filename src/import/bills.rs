/*!
The smaller providers of China, one entry each: which columns make their bills known, and where a
bill means something else than its column names say. Sources: FORMATS.md A4.4-A9.

Adding a provider is one entry here, one line in `formats`, `names` and `text::import::format`, and
one fixture. A bill of a provider that is not listed is read by its column names all the same.
*/

use crate::record::Kind;

use super::bill::{self, Columns};
use super::bill_columns::Names;
use super::cell::Unit;
use super::grid::Part;
use super::header::{Head, HeadRow, Header};
use super::reading::Reading;
use super::words;
use super::{Fit, ImportError};

/// One provider's bill.
struct Bill {
    /// The format's name.
    name: &'static str,
    /// Its layouts.
    layouts: &'static [Layout],
}

/// One layout.
enum Layout {
    /// With a header: columns that only this layout has together, and what their names do not tell.
    Named(&'static [Names], fn(&Header<'_>, &mut Columns)),
    /// Without one, or with one whose names are not known: what makes a row known, whether that row
    /// is the header, and the columns.
    Placed(fn(&HeadRow) -> bool, bool, fn() -> Columns),
}

const BILLS: &[Bill] = &[
    Bill {
        name: "citic_pos",
        layouts: &[Layout::Named(
            &[&["清算日期"], &["处理码"], &["参考扣率"], &["结算金额"]],
            |header, columns| {
                // Month, day and time; the year is that of 清算日期.
                if let Some(time) = header.column(&["交易时间"]) {
                    (columns.date, columns.time) = (time, None);
                }
                columns.kind = header.column(&["处理码"]);
                columns.kind_of = by_processing_code;
            },
        )],
    },
    Bill {
        name: "ceb",
        layouts: &[Layout::Placed(is_ceb, false, || Columns {
            settled: Some(1),
            fees: vec![8],
            net: Some(9),
            kind: Some(0),
            kind_of: by_code,
            order: Some(3),
            rrn: Some(4),
            merchant: Some(5),
            ..Columns::new(2, 7)
        })],
    },
    Bill {
        name: "chinaums",
        layouts: &[Layout::Named(
            &[&["清算日期"], &["分店简称"], &["清算金额"], &["手续费"]],
            as_named,
        )],
    },
    Bill {
        name: "allinpay",
        layouts: &[Layout::Named(
            &[
                &["交易日期"],
                &["交易单号"],
                &["渠道交易类型"],
                &["结算金额"],
            ],
            as_named,
        )],
    },
    Bill {
        name: "allinpay_yst",
        layouts: &[Layout::Named(
            &[
                &["通联订单号"],
                &["交易金额"],
                &["交易时间"],
                &["渠道流水号"],
            ],
            |_, columns| columns.unit = Unit::Minor,
        )],
    },
    Bill {
        name: "allinpay_pos",
        layouts: &[Layout::Named(
            &[
                &["商户编码"],
                &["交易日期及时间"],
                &["终端编码"],
                &["商户手续费"],
            ],
            |_, columns| columns.kind_of = by_code,
        )],
    },
    Bill {
        name: "leshua",
        layouts: &[
            Layout::Named(
                &[&["记录类型"], &["资金流向"], &["交易金额"], &["结算金额"]],
                |header, columns| {
                    columns.unit = Unit::Minor;
                    columns.record = header.column(&["记录类型"]).map(|column| (column, "BV"));
                    columns.number = header.column(&["编号"]).or(columns.number);
                },
            ),
            Layout::Placed(is_leshua, false, || Columns {
                record: Some((0, "BV")),
                number: Some(1),
                order: Some(3),
                merchant: Some(4),
                fees: vec![7],
                net: Some(8),
                flow: Some(9),
                kind: Some(10),
                tenders: vec![11, 12],
                unit: Unit::Minor,
                ..Columns::new(2, 6)
            }),
        ],
    },
    Bill {
        name: "yeepay",
        layouts: &[
            Layout::Named(&[&["易宝订单号"], &["订单金额"], &["支付时间"]], as_named),
            Layout::Placed(
                |row| row.cells.len() >= 14 && row.names().next() == Some("商户账户编号"),
                true,
                || Columns {
                    merchant: Some(0),
                    time: Some(3),
                    order: Some(4),
                    number: Some(5),
                    fees: vec![9],
                    ..Columns::new(2, 6)
                },
            ),
        ],
    },
    Bill {
        name: "suixingpay",
        layouts: &[Layout::Named(
            &[
                &["accptrid"],
                &["paycategory"],
                &["payamount"],
                &["refundamount"],
            ],
            |header, columns| {
                columns.settled = header.column(&["transdate"]);
                columns.refund = header
                    .column(&["refundamount"])
                    .zip(header.column(&["refundfee"]));
            },
        )],
    },
];

const fn as_named(_: &Header<'_>, _: &mut Columns) {}

/// `ZF01|20110916|20110916003739|…`: a code, a day, a time of fourteen digits.
fn is_ceb(row: &HeadRow) -> bool {
    let digits = |column: usize, count: usize| {
        let cell = row.cells.get(column).map_or("", String::as_str);
        cell.len() == count && cell.bytes().all(|byte| byte.is_ascii_digit())
    };
    row.cells.len() >= 10
        && row
            .cells
            .first()
            .is_some_and(|code| by_code(code).is_some())
        && digits(1, 8)
        && digits(2, 14)
}

/// A first row of the types `BT` (batch) or `BV` (payment).
fn is_leshua(row: &HeadRow) -> bool {
    row.cells.len() >= 13
        && row
            .cells
            .first()
            .is_some_and(|record| record == "BT" || record == "BV")
}

/// The first two digits of an ISO 8583 processing code.
fn by_processing_code(code: &str) -> Option<Kind> {
    match code.get(..2).unwrap_or_default() {
        "00" => Some(Kind::Sale),
        "20" => Some(Kind::Refund),
        "02" | "22" => Some(Kind::Void),
        _ => words::kind(code),
    }
}

/// 支付 ZF, 退货 TH, 退款 TK, 撤销 CX, or a word; China Everbright's ZF01 is a payment and its ZF02 what is
/// given back.
fn by_code(code: &str) -> Option<Kind> {
    match code.get(..2).unwrap_or_default() {
        "ZF" if code == "ZF02" => Some(Kind::Refund),
        "ZF" => Some(Kind::Sale),
        "TH" | "TK" => Some(Kind::Refund),
        "CX" => Some(Kind::Void),
        _ => words::kind(code),
    }
}

fn bill(name: &str) -> Option<&'static Bill> {
    BILLS.iter().find(|bill| bill.name == name)
}

/// The layout that a file has, and the row that makes it known.
fn layout<'h>(bill: &'static Bill, head: &'h Head) -> Option<(&'static Layout, &'h HeadRow)> {
    bill.layouts.iter().find_map(|layout| {
        let row = match layout {
            Layout::Named(has, _) => head.find(has),
            // Only the first row: further down it may be a row of another bill.
            Layout::Placed(known, true, _) => head.rows.iter().find(|row| known(row)),
            Layout::Placed(known, false, _) => head.rows.first().filter(|row| known(row)),
        };
        row.map(|row| (layout, row))
    })
}

/// Whether a file is this provider's bill.
pub fn sniff(name: &str, head: &Head) -> Fit {
    if bill(name).and_then(|bill| layout(bill, head)).is_some() {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// Reads a bill of this provider.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(
    name: &'static str,
    part: &Part<'_>,
    head: &Head,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    let Some((layout, row)) = bill(name).and_then(|bill| layout(bill, head)) else {
        return bill::read(part, head, out);
    };
    match layout {
        Layout::Named(_, adjust) => {
            let header = Header::at(row, name);
            let mut columns = Columns::of(part, &header)?;
            adjust(&header, &mut columns);
            bill::read_with(part, head, &header, columns, out)
        }
        Layout::Placed(_, true, columns) => {
            let header = Header::at(row, name);
            bill::read_with(part, head, &header, columns(), out)
        }
        Layout::Placed(_, false, columns) => {
            let above = HeadRow::of(0, Vec::new());
            bill::read_with(part, head, &Header::at(&above, name), columns(), out)
        }
    }
}
