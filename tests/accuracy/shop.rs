//! A shop's files, and what the bridge must say of them.

use std::collections::BTreeMap;

use yifen::calendar::{Day, TimeOfDay};
use yifen::cause::Cause;
use yifen::import::FileReport;
use yifen::record::{Book, Draft, FileEntry, Flags, Kind, Side, Tender};
use yifen::settings::Settings;

/// A row before it is borrowed into a [`Draft`].
#[derive(Clone)]
pub struct Row {
    pub day: i32,
    pub seconds: i64,
    pub kind: Kind,
    pub tender: Tender,
    pub amount: i64,
    pub ordered: i64,
    pub fee: i64,
    pub net: Option<i64>,
    pub order: String,
    pub number: String,
    pub origin: String,
    pub terminal: String,
    pub batch: String,
    pub voucher: String,
    pub tail: String,
    pub flags: Flags,
    pub party: &'static str,
    pub note: &'static str,
}

/// The files, the settings, and what the bridge must say.
pub struct Shop {
    pub register: Vec<Row>,
    pub bills: Vec<(&'static str, Vec<Row>)>,
    pub bank: Vec<Row>,
    pub settings: Settings,
    pub truth: BTreeMap<Cause, i64>,
    pub first: Day,
}

impl Shop {
    pub fn book(&self) -> Book {
        let mut book = Book::new();
        let mut file = |side, format: &str, rows: &[Row]| {
            let id = book.next_file();
            for (line, row) in (2..).zip(rows) {
                book.push(id, &self.draft(side, line, row));
            }
            book.files.push(FileEntry {
                id,
                report: FileReport {
                    name: format.to_owned(),
                    sha256: format.to_owned(),
                    bytes: 0,
                    side,
                    format: format.to_owned(),
                    mapping: None,
                    encoding: String::new(),
                    rows: u32::try_from(rows.len()).expect("few rows"),
                    refused_count: 0,
                    refused: Vec::new(),
                    period: None,
                    controls: Vec::new(),
                    warnings: Vec::new(),
                    parts: Vec::new(),
                },
            });
        };
        file(Side::Register, "register", &self.register);
        for (format, rows) in &self.bills {
            file(Side::Provider, format, rows);
        }
        file(Side::Bank, "icbc", &self.bank);
        book
    }

    fn draft<'a>(&self, side: Side, line: u32, row: &'a Row) -> Draft<'a> {
        let bill = side == Side::Provider;
        Draft {
            time: u32::try_from(row.seconds)
                .ok()
                .and_then(TimeOfDay::from_seconds),
            kind: row.kind,
            tender: row.tender,
            flags: row.flags,
            amount: row.amount,
            ordered: bill.then_some(row.ordered),
            fee: bill.then_some(row.fee),
            net: row.net.filter(|_| bill),
            order_id: &row.order,
            provider_id: &row.number,
            origin_id: &row.origin,
            terminal: &row.terminal,
            batch: &row.batch,
            voucher: &row.voucher,
            card_tail: &row.tail,
            party: row.party,
            note: row.note,
            ..Draft::new(line, self.first.plus(row.day))
        }
    }
}
