//! The shop's own register: any table with a day, an amount and something that only a till knows.

use crate::calendar::DateOrder;
use crate::record::{Draft, Flags, Kind, Tender};

use super::bank_columns;
use super::bank_header::has_two;
use super::bill_columns;
use super::cell::{Bad, Unit};
use super::days::holds_days;
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::reading::{Reading, date_order};
use super::register_columns::{
    AMOUNT, AUTH, BATCH, CARD, CURRENCY, DATE, KIND, MERCHANT, NOT_A_TILL, NOTE, ORDER, ORDERED,
    ORIGIN, RRN, STATUS, TENDER, TERMINAL, TILL, TIME, VOUCHER,
};
use super::words::{self, Memo};
use super::{Fit, ImportError, RefusedReason};

const NAME: &str = "register";

/// Rows that are looked at to learn whether a column of kinds holds kinds.
const KIND_ROWS: usize = 500;

/// A till's table: a day, an amount, one column that only tills have, none that only others have.
pub fn sniff(head: &Head) -> Fit {
    if head.rows.iter().any(is_register) {
        Fit::Likely
    } else {
        Fit::No
    }
}

fn is_register(row: &HeadRow) -> bool {
    let known = [TENDER, TERMINAL, VOUCHER, ORDER, KIND, TILL]
        .iter()
        .any(|names| row.has(names));
    row.has_all(&[DATE, AMOUNT])
        && known
        && !row.has(NOT_A_TILL)
        && !is_bill(row)
        && !is_statement(row)
}

/// Whether a row has what only tills have.
#[must_use]
pub fn is_till(row: &HeadRow) -> bool {
    row.has(TILL)
}

/// Whether a row is a provider's rather than a till's: what it kept beside what it pays out.
fn is_bill(row: &HeadRow) -> bool {
    row.has(bill_columns::FEES) && row.has(bill_columns::NET) && !is_till(row)
}

/// Whether a row is a bank's rather than a till's.
fn is_statement(row: &HeadRow) -> bool {
    has_two(row)
        || bank_columns::DIRECTION.of(row).is_some()
        || (bank_columns::BALANCE.of(row).is_some() && !is_till(row))
}

struct Columns {
    date: usize,
    time: Option<usize>,
    amount: usize,
    ordered: Option<usize>,
    tender: Option<usize>,
    kind: Option<usize>,
    status: Option<usize>,
    terminal: Option<usize>,
    card: Option<usize>,
    batch: Option<usize>,
    voucher: Option<usize>,
    rrn: Option<usize>,
    order: Option<usize>,
    origin: Option<usize>,
    auth: Option<usize>,
    merchant: Option<usize>,
    currency: Option<usize>,
    note: Option<usize>,
    dates: DateOrder,
}

impl Columns {
    fn of(part: &Part<'_>, header: &Header<'_>) -> Result<Self, ImportError> {
        // A column of times that holds days as well is both; the business day is not the day of a
        // sale after midnight.
        let stamp = DATE
            .iter()
            .filter(|name| name.ends_with("时间") || name.ends_with("time"))
            .find_map(|name| header.column(&[name]))
            .filter(|&column| holds_days(part, header, column));
        let day_alone = header.column(&[
            "交易日期",
            "营业日期",
            "日期",
            "date",
            "transactiondate",
            "saledate",
            "orderdate",
        ]);
        let date = match stamp.or(day_alone) {
            Some(date) => date,
            None => header.need(DATE)?,
        };
        let amount = header.need(AMOUNT)?;
        let besides = |names, taken: usize| header.column(names).filter(|&column| column != taken);
        Ok(Self {
            date,
            time: besides(TIME, date).filter(|_| stamp.is_none()),
            amount,
            ordered: besides(ORDERED, amount),
            tender: header.column(TENDER),
            kind: header
                .column(KIND)
                .filter(|&column| holds_kinds(part, header, column)),
            status: header.column(STATUS),
            terminal: header.column(TERMINAL),
            card: header.column(CARD),
            batch: header.column(BATCH),
            voucher: header.column(VOUCHER),
            rrn: header.column(RRN),
            order: header.column(ORDER),
            origin: header.column(ORIGIN),
            auth: header.column(AUTH),
            merchant: header.column(MERCHANT),
            currency: header.column(CURRENCY),
            note: header.column(NOTE),
            dates: date_order(part, header, date),
        })
    }
}

/// Whether most words of a column are kinds; 堂食 and 外卖 are none.
fn holds_kinds(part: &Part<'_>, header: &Header<'_>, column: usize) -> bool {
    let (mut rows, mut row, mut count) = (part.rows(), Row::default(), 0);
    let (mut kinds, mut others) = (0_u32, 0_u32);
    while count < KIND_ROWS && rows.read(&mut row) {
        if row.number <= header.row.number {
            continue;
        }
        count += 1;
        match row.value(Some(column)) {
            "" => {}
            word if words::kind(word).is_some() => kinds += 1,
            _ => others += 1,
        }
    }
    kinds >= others
}

/// Words of columns that repeat, each looked up once.
struct Memos {
    kind: Memo<Option<Kind>>,
    tender: Memo<Tender>,
    not_paid: Memo<bool>,
    remark: Memo<Flags>,
}

/// Reads every row.
///
/// # Errors
/// [`ImportError::MissingColumn`] without a day or an amount.
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let header = Header::find(head, NAME, &[DATE, AMOUNT])?;
    let columns = Columns::of(part, &header)?;
    let mut memos = Memos {
        kind: Memo::new(),
        tender: Memo::new(),
        not_paid: Memo::new(),
        remark: Memo::new(),
    };
    out.each(part, &header, |out, row| {
        if is_total(row) {
            return Ok(());
        }
        one(&columns, &mut memos, row, out)
    })
}

/// A row of totals at the foot.
fn is_total(row: &Row) -> bool {
    let first = row
        .cells()
        .find(|cell| !cell.is_empty())
        .unwrap_or_default();
    ["合计", "总计", "小计", "Total", "TOTAL", "Subtotal"]
        .iter()
        .any(|word| first.starts_with(word))
}

fn one(columns: &Columns, memos: &mut Memos, row: &Row, out: &mut Reading<'_>) -> Result<(), Bad> {
    let (day, time) = row.when(columns.date, columns.time, columns.dates)?;
    let currency = row.currency(columns.currency)?;
    let amount = row.money(columns.amount, Unit::Major, currency)?;
    let ordered = row.money_if(columns.ordered, Unit::Major, currency)?;
    let word = row.value(columns.kind);
    let kind = match (columns.kind, word) {
        (None, _) | (_, "") => {
            if amount < 0 {
                Kind::Refund
            } else {
                Kind::Sale
            }
        }
        (Some(column), word) => memos
            .kind
            .get(word, words::kind)
            .ok_or(Bad::at(column, RefusedReason::Kind))?,
    };
    // A till knows no issuer that takes a payment back: its 退单 is a refund.
    let kind = if kind == Kind::Chargeback && word.contains("退单") {
        Kind::Refund
    } else {
        kind
    };
    let failed = memos
        .not_paid
        .get(row.value(columns.status), words::not_paid);
    let lowers = words::lowers(kind);
    let signed = |minor: i64| if lowers { -minor.abs() } else { minor };
    let note = row.value(columns.note);
    let mut flags = memos.remark.get(note, words::remark);
    let draft = Draft {
        time,
        kind: if failed { Kind::Failed } else { kind },
        tender: memos.tender.get(row.value(columns.tender), words::tender),
        currency,
        amount: signed(amount),
        ordered: ordered.map(signed),
        order_id: row.id(columns.order, &mut flags),
        rrn: row.id(columns.rrn, &mut flags),
        origin_id: row.id(columns.origin, &mut flags),
        terminal: row.value(columns.terminal),
        batch: row.value(columns.batch),
        voucher: row.value(columns.voucher),
        card_tail: super::card_tail(row.value(columns.card)),
        auth: row.value(columns.auth),
        merchant: row.value(columns.merchant),
        note,
        flags,
        ..Draft::new(row.number, day)
    };
    out.push(row, &draft);
    Ok(())
}
