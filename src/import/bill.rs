/*!
What the bills of Chinese providers have in common, and the reader for those that nobody has seen:
columns by their names (`bill_columns`), fen or yuan by the rows, signs by what a row is.

What is known of single providers stands in `bills`.
*/

use crate::calendar::{DateOrder, Day, TimeOfDay};
use crate::money::Currency;
use crate::record::{DEFAULT_CURRENCY, Draft, Flags, Kind, Tender};

use super::bank_columns;
use super::bank_header::has_two;
use super::bill_columns as names;
use super::bill_money::money;
use super::bill_totals::{Stated, Sums, is_footer};
use super::cell::{Bad, Unit};
use super::days::{holds_days, stamp_before};
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::marks;
use super::preamble;
use super::processor_any;
use super::reading::{Reading, date_order};
use super::register;
use super::words::{self, Memo};
use super::{Fit, ImportError, RefusedReason, Warning};

const NAME: &str = "bill";

/// Rows that are looked at to learn the unit.
const UNIT_ROWS: u32 = 1000;

/// Any table of payments with a fee each, or with the day on which each is settled: tills know neither,
/// and statements have fees in rows of their own.
pub fn sniff(head: &Head) -> Fit {
    if header_of(head).is_some() || processor_any::is_one(head) {
        Fit::Likely
    } else {
        Fit::No
    }
}

fn header_of(head: &Head) -> Option<&HeadRow> {
    head.rows.iter().find(|row| {
        let has = |names| row.has(names);
        has(names::DATE)
            && has(names::AMOUNT)
            && (has(names::FEES) || has(names::CLEARED))
            && [
                names::NET,
                names::ORDER,
                names::NUMBER,
                names::RRN,
                names::TERMINAL,
            ]
            .iter()
            .any(|names| row.has(names))
            && bank_columns::BALANCE.of(row).is_none()
            && (has(names::NET) || !register::is_till(row))
            && !has_two(row)
    })
}

/// Reads any such table.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    if processor_any::is_one(head) {
        return processor_any::read(NAME, part, head, out);
    }
    let header = match header_of(head) {
        Some(row) => Header::at(row, NAME),
        None => Header::find(head, NAME, &[names::DATE, names::AMOUNT])?,
    };
    let mut columns = Columns::of(part, &header)?;
    if columns.currency.is_none() {
        columns.home = out.assume(part, &header, &[columns.amount]);
    }
    if columns.unit == Unit::Major {
        out.doubt_unit(part, &header, columns.amount, columns.home);
    }
    read_with(part, head, &header, columns, out)
}

/// The columns of a bill.
pub struct Columns {
    /// The day, with the time or without it.
    pub date: usize,
    /// The time, where it stands apart.
    pub time: Option<usize>,
    /// The settlement day.
    pub settled: Option<usize>,
    /// The amount.
    pub amount: usize,
    /// Amount and fee of refunds, where they stand apart.
    pub refund: Option<(usize, usize)>,
    /// The price before a merchant-borne discount.
    pub ordered: Option<usize>,
    /// A merchant-borne discount.
    pub discount: Option<usize>,
    /// Fees.
    pub fees: Vec<usize>,
    /// The net.
    pub net: Option<usize>,
    /// What it is.
    pub kind: Option<usize>,
    /// What it is, by that column's word.
    pub kind_of: fn(&str) -> Option<Kind>,
    /// Words that say how it was paid; the first that says it exactly counts.
    pub tenders: Vec<usize>,
    /// Whether it took place.
    pub status: Option<usize>,
    /// Where the money went.
    pub flow: Option<usize>,
    /// Rows that are not of this type of record are no payments.
    pub record: Option<(usize, &'static str)>,
    /// The provider's number.
    pub number: Option<usize>,
    /// The merchant's order number.
    pub order: Option<usize>,
    /// The original payment.
    pub origin: Option<usize>,
    /// Retrieval reference number.
    pub rrn: Option<usize>,
    /// Merchant.
    pub merchant: Option<usize>,
    /// Terminal.
    pub terminal: Option<usize>,
    /// Batch.
    pub batch: Option<usize>,
    /// Voucher.
    pub voucher: Option<usize>,
    /// Authorisation code.
    pub auth: Option<usize>,
    /// Card.
    pub card: Option<usize>,
    /// Currency.
    pub currency: Option<usize>,
    /// The currency of rows that name none.
    pub home: Currency,
    /// Remark.
    pub note: Option<usize>,
    /// Fen or yuan.
    pub unit: Unit,
    /// The order of day and month.
    pub dates: DateOrder,
}

impl Columns {
    /// A bill that has only a day and an amount.
    #[must_use]
    pub const fn new(date: usize, amount: usize) -> Self {
        Self {
            date,
            time: None,
            settled: None,
            amount,
            refund: None,
            ordered: None,
            discount: None,
            fees: Vec::new(),
            net: None,
            kind: None,
            kind_of: words::kind,
            tenders: Vec::new(),
            status: None,
            flow: None,
            record: None,
            number: None,
            order: None,
            origin: None,
            rrn: None,
            merchant: None,
            terminal: None,
            batch: None,
            voucher: None,
            auth: None,
            card: None,
            currency: None,
            home: DEFAULT_CURRENCY,
            note: None,
            unit: Unit::Major,
            dates: DateOrder::YearFirst,
        }
    }

    /// The columns by their names.
    ///
    /// # Errors
    /// [`ImportError::MissingColumn`] without a day or an amount.
    pub fn of(part: &Part<'_>, header: &Header<'_>) -> Result<Self, ImportError> {
        let column = |names| header.column(names);
        let all = |names: names::Names| -> Vec<usize> {
            let each = names.iter().filter_map(|name| header.column(&[name]));
            each.collect()
        };
        let date = header.need(names::DATE)?;
        let time = column(names::TIME).filter(|&time| time != date);
        let (date, time) = match time {
            Some(time) if holds_days(part, header, time) => (time, None),
            time => (date, time),
        };
        let amount = header.need(names::AMOUNT)?;
        let number = column(names::NUMBER);
        Ok(Self {
            time,
            settled: column(names::SETTLED),
            ordered: column(names::ORDERED),
            discount: column(names::DISCOUNT),
            fees: all(names::FEES),
            net: column(names::NET),
            kind: column(names::KIND),
            tenders: all(names::TENDER),
            status: column(names::STATUS),
            flow: column(names::FLOW),
            number,
            order: column(names::ORDER).filter(|&order| number != Some(order)),
            origin: column(names::ORIGIN),
            rrn: column(names::RRN),
            merchant: column(names::MERCHANT),
            terminal: column(names::TERMINAL),
            batch: column(names::BATCH),
            voucher: column(names::VOUCHER),
            auth: column(names::AUTH),
            card: column(names::CARD),
            currency: column(names::CURRENCY),
            note: column(names::NOTE),
            unit: unit_of_name(header.name(amount)),
            dates: date_order(part, header, date),
            ..Self::new(date, amount)
        })
    }
}

/// Fen where the column's name says so; elsewhere yuan.
fn unit_of_name(name: &str) -> Unit {
    if name.contains("(分)") || name.contains("（分）") {
        Unit::Minor
    } else {
        Unit::Major
    }
}

/// Yuan where the name says fen and most rows have decimals all the same.
fn unit_of_rows(part: &Part<'_>, header: &Header<'_>, columns: &Columns) -> Unit {
    let (mut rows, mut row) = (part.rows(), Row::default());
    let (mut decimal, mut whole) = (0_u32, 0_u32);
    while columns.unit == Unit::Minor && decimal + whole < UNIT_ROWS && rows.read(&mut row) {
        if row.number <= header.row.number || row.len() <= columns.amount {
            continue;
        }
        let mut cells = [
            Some(columns.amount),
            columns.fees.first().copied(),
            columns.net,
        ]
        .into_iter()
        .map(|column| row.value(column));
        if cells.any(|cell| cell.contains('.')) {
            decimal += 1;
        } else {
            whole += 1;
        }
    }
    if decimal > whole {
        Unit::Major
    } else {
        columns.unit
    }
}

/// Words of columns that repeat, each looked up once.
struct Memos {
    kind: Memo<Option<Kind>>,
    tender: Memo<Tender>,
    not_paid: Memo<bool>,
}

/// Reads a bill whose columns are known.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read_with(
    part: &Part<'_>,
    head: &Head,
    header: &Header<'_>,
    mut columns: Columns,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    out.period = preamble::period(head, header.row.number);
    let unit = unit_of_rows(part, header, &columns);
    if unit != columns.unit {
        columns.unit = unit;
        out.warnings.push(Warning::UnitDiffers { fen: false });
    }
    let sums: Vec<usize> = columns.net.into_iter().chain([columns.amount]).collect();
    out.decimal = marks::mark_of(part, header, &sums);
    let mut memos = Memos {
        kind: Memo::new(),
        tender: Memo::new(),
        not_paid: Memo::new(),
    };
    let (mut sums, mut stated) = (Sums::default(), Stated::default());
    out.each(part, header, |out, row| {
        let first = row.cells().find(|cell| !cell.is_empty());
        if is_footer(first.unwrap_or_default()) {
            stated.take(row, &columns);
            return Ok(());
        }
        match columns.record {
            Some((column, word)) if row.cell(column) != word => Ok(()),
            _ => one(&columns, &mut memos, row, &mut sums, out),
        }
    })?;
    stated.compare(&sums, out);
    Ok(())
}

fn one(
    columns: &Columns,
    memos: &mut Memos,
    row: &Row,
    sums: &mut Sums,
    out: &mut Reading<'_>,
) -> Result<(), Bad> {
    let settled = match columns
        .settled
        .filter(|_| !row.value(columns.settled).is_empty())
    {
        Some(column) => Some(row.when(column, None, columns.dates)?.0),
        None => None,
    };
    let (day, time) = when(columns, row, settled)?;
    let currency = if row.value(columns.currency).is_empty() {
        columns.home
    } else {
        row.currency(columns.currency)?
    };
    let kind = kind(columns, memos, row)?;
    let money = money(columns, row, currency, kind)?;
    let failed = memos
        .not_paid
        .get(row.value(columns.status), words::not_paid);
    let kind = match kind {
        _ if failed => Kind::Failed,
        Some(kind) => kind,
        None if money.amount < 0 => Kind::Refund,
        None => Kind::Sale,
    };
    let tender = tender(columns, memos, row);
    let note = row.value(columns.note);
    let mut flags = words::remark(note).with(words::remark(row.value(columns.status)));
    if row.value(columns.flow).contains("冻结") {
        flags = flags.with(Flags::HELD);
    }
    let draft = Draft {
        time,
        settled,
        kind,
        tender,
        currency,
        amount: money.amount,
        ordered: money.ordered,
        fee: money.fee,
        net: money.net,
        provider_id: row.id(columns.number, &mut flags),
        order_id: row.id(columns.order, &mut flags),
        origin_id: row.id(columns.origin, &mut flags),
        rrn: row.id(columns.rrn, &mut flags),
        merchant: row.value(columns.merchant),
        terminal: row.value(columns.terminal),
        batch: row.value(columns.batch),
        voucher: row.value(columns.voucher),
        auth: row.value(columns.auth),
        card_tail: super::card_tail(row.value(columns.card)),
        note,
        flags,
        ..Draft::new(row.number, day)
    };
    out.push(row, &draft);
    if kind != Kind::Failed {
        sums.rows += 1;
        sums.amount += i128::from(money.amount);
        sums.fee += i128::from(money.fee.unwrap_or(0));
        sums.net += i128::from(money.net.unwrap_or(0));
    }
    Ok(())
}

/// The day and time; month, day and time without a year are of the year of settlement.
fn when(
    columns: &Columns,
    row: &Row,
    settled: Option<Day>,
) -> Result<(Day, Option<TimeOfDay>), Bad> {
    if let Some((day, time)) = settled.and_then(|day| stamp_before(row.cell(columns.date), day)) {
        return Ok((day, Some(time)));
    }
    row.when(columns.date, columns.time, columns.dates)
}

/// What a row is, by its word and where its money went; none where the bill does not say.
fn kind(columns: &Columns, memos: &mut Memos, row: &Row) -> Result<Option<Kind>, Bad> {
    let flow = row.value(columns.flow);
    if flow.contains("解冻") {
        return Ok(Some(Kind::HoldReleased));
    }
    if flow.contains("退款") {
        return Ok(Some(Kind::Refund));
    }
    let (Some(column), word) = (columns.kind, row.value(columns.kind)) else {
        return Ok(None);
    };
    if word.is_empty() {
        return Ok(None);
    }
    let kind = memos
        .kind
        .get(word, columns.kind_of)
        .ok_or(Bad::at(column, RefusedReason::Kind))?;
    // Money that left and is called a payment is a correction of the provider's.
    if flow.contains("出账") && kind == Kind::Sale {
        return Ok(Some(Kind::Adjustment));
    }
    Ok(Some(kind))
}

/// How a row was paid: the first word that says it exactly; 扫码 beside UnionPay is its QR code.
fn tender(columns: &Columns, memos: &mut Memos, row: &Row) -> Tender {
    let (mut vague, mut is_qr) = (Tender::Unknown, false);
    for &column in columns.kind.iter().chain(&columns.tenders) {
        let word = row.value(Some(column));
        match memos.tender.get(word, words::tender) {
            Tender::Unknown => {}
            Tender::Other if vague == Tender::Unknown && Some(column) != columns.kind => {
                vague = Tender::Other;
            }
            Tender::Other => {}
            Tender::Qr => {
                is_qr = true;
                vague = Tender::Qr;
            }
            Tender::Card if is_qr => return Tender::Unionpay,
            Tender::Card => vague = Tender::Card,
            exact => return exact,
        }
    }
    vague
}
