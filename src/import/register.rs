//! The shop's own register: any table with a day, an amount and something that only a till knows.

use crate::calendar::DateOrder;
use crate::money::{Amount, Currency};
use crate::record::{DEFAULT_CURRENCY, Draft, Flags, Kind, Tender};

use super::bank_columns;
use super::bank_header::{self, has_two};
use super::bill_columns;
use super::cell::{Bad, Unit};
use super::days::holds_days;
use super::foot::{has_digits, is_label, is_sentence, is_total_cell, is_whole};
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::marks;
use super::processor_any;
use super::reading::{Reading, date_order};
use super::register_columns::{
    AMOUNT, AUTH, BATCH, CARD, CHANGE, CURRENCY, DATE, DUE, KIND, MERCHANT, NOT_A_TILL, NOTE,
    ORDER, ORDERED, ORIGIN, REFUNDED, REFUNDED_AT, RRN, STATUS, TENDER, TERMINAL, TILL, TIME,
    VOUCHER, WAYS, WAYS_END,
};
use super::register_parts;
use super::words::{self, Memo};
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

const NAME: &str = "register";

/// Rows that are looked at to learn whether a column of kinds holds kinds.
const KIND_ROWS: usize = 500;

/// A till's table: a day, an amount, one column that only tills have, none that only others have.
pub fn sniff(head: &Head) -> Fit {
    if bank_header::plain(head).is_none() && head.rows.iter().any(is_register) {
        Fit::Likely
    } else {
        Fit::No
    }
}

fn is_register(row: &HeadRow) -> bool {
    let known = [TENDER, TERMINAL, VOUCHER, ORDER, KIND, TILL]
        .iter()
        .any(|names| row.has(names));
    row.has(DATE)
        && amount_of(row).is_some()
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

/// Whether a row has what tills and providers have, and a bank's list of amounts has not.
#[must_use]
pub fn is_shop(row: &HeadRow) -> bool {
    let theirs = [
        TENDER, TERMINAL, VOUCHER, ORDER, ORIGIN, RRN, STATUS, TILL, NOT_A_TILL,
    ];
    theirs.iter().any(|names| row.has(names)) || is_bill(row)
}

/// Whether a row is a provider's rather than a till's: what it kept of each payment. A 服务费 alone may
/// be what guests pay for being served.
fn is_bill(row: &HeadRow) -> bool {
    let kept = |names: &[&str]| {
        names
            .iter()
            .any(|name| *name != "服务费" && row.has(&[name]))
    };
    let paid_out = row.has(bill_columns::FEES) && row.has(bill_columns::NET);
    let cleared = row.has(bill_columns::CLEARED);
    let charged = row.names().any(|name| name.contains("手续费"));
    (kept(bill_columns::FEES) || charged || paid_out || cleared) && !is_till(row)
        || processor_any::is_report(row)
}

/// Whether a row is a bank's rather than a till's.
fn is_statement(row: &HeadRow) -> bool {
    has_two(row)
        || bank_columns::DIRECTION.of(row).is_some()
        || (bank_columns::BALANCE.of(row).is_some() && !is_till(row))
}

/// What the customer paid; what she owed where a column for each way to pay stands beside it.
fn amount_of(row: &HeadRow) -> Option<usize> {
    let owed = || row.column(DUE).filter(|&due| ways(row, due).len() > 1);
    row.column(AMOUNT).or_else(owed)
}

struct Columns {
    date: usize,
    time: Option<usize>,
    amount: usize,
    /// What the guest owed and the change she got, where 实收 may be the notes she handed over.
    due: Option<(usize, usize)>,
    ordered: Option<usize>,
    /// What was given back of it later, and when.
    refunded: Option<usize>,
    refunded_at: Option<usize>,
    tenders: Vec<usize>,
    /// Ways to pay that have a column of sums each.
    ways: Vec<(usize, Tender)>,
    /// Where an order that nobody paid has its day.
    opened: Option<usize>,
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
    /// The currency of rows that name none.
    home: Currency,
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
            "paiddate",
            "paymentdate",
            "saledate",
            "orderdate",
        ]);
        let date = match stamp.or(day_alone) {
            Some(date) => date,
            None => header.need(DATE)?,
        };
        let amount = match amount_of(header.row) {
            Some(amount) => amount,
            None => header.need(AMOUNT)?,
        };
        let besides = |names, taken: usize| header.column(names).filter(|&column| column != taken);
        Ok(Self {
            date,
            time: besides(TIME, date).filter(|_| stamp.is_none()),
            amount,
            ordered: besides(ORDERED, amount),
            refunded: besides(REFUNDED, amount),
            refunded_at: header.column(REFUNDED_AT),
            due: header
                .column(DUE)
                .filter(|&due| due != amount)
                .zip(header.column(CHANGE)),
            tenders: TENDER
                .iter()
                .filter_map(|name| header.column(&[name]))
                .collect(),
            ways: ways(header.row, amount),
            opened: DATE
                .iter()
                .filter_map(|name| header.column(&[name]))
                .find(|&column| column != date && holds_days(part, header, column)),
            kind: header
                .column(KIND)
                .filter(|&column| holds_kinds(part, header, column)),
            status: header.column(STATUS),
            terminal: header.column(TERMINAL),
            card: header.column(CARD),
            batch: header.column(BATCH),
            voucher: header.column(VOUCHER),
            rrn: header.column(RRN),
            // Shopify calls an order's number its name; elsewhere a name is a person's.
            order: header.column(ORDER).or_else(|| {
                let name = header.column(&["name"]);
                name.filter(|_| header.column(&["financialstatus"]).is_some())
            }),
            origin: header.column(ORIGIN),
            auth: header.column(AUTH),
            merchant: header.column(MERCHANT),
            currency: header.column(CURRENCY),
            home: DEFAULT_CURRENCY,
            note: header.column(NOTE),
            dates: date_order(part, header, date),
        })
    }
}

/// The columns that are called after a way to pay.
fn ways(row: &HeadRow, amount: usize) -> Vec<(usize, Tender)> {
    let of = |name: &str| {
        let way = WAYS.iter().find(|way| {
            let end = name.strip_prefix(**way);
            end.is_some_and(|end| WAYS_END.contains(&end))
        })?;
        Some(words::tender(way))
    };
    let named = row.names().enumerate();
    let all = named.filter_map(|(column, name)| Some((column, of(name)?)));
    all.filter(|(column, _)| *column != amount).collect()
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
    let header = match head.rows.iter().find(|row| is_register(row)) {
        Some(row) => Header::at(row, NAME),
        None => Header::find(head, NAME, &[DATE, AMOUNT])?,
    };
    let mut columns = Columns::of(part, &header)?;
    if columns.currency.is_none() {
        columns.home = out.assume(part, &header, &[columns.amount]);
    }
    out.doubt_unit(part, &header, columns.amount, columns.home);
    out.decimal = marks::mark_of(part, &header, &[columns.amount]);
    let mut memos = Memos {
        kind: Memo::new(),
        tender: Memo::new(),
        not_paid: Memo::new(),
        remark: Memo::new(),
    };
    let (mut sums, mut stated, mut order) = (Sums::default(), None, String::new());
    out.each(part, &header, |out, row| {
        if is_total(row) {
            if is_whole(row) {
                stated = printed(&columns, row);
            }
            return Ok(());
        }
        if is_remark(&columns, row) || is_line_of(&columns, row, &order) {
            return Ok(());
        }
        order.clear();
        order.push_str(row.value(columns.order));
        one(&columns, &mut memos, row, &mut sums, out)
    })?;
    sums.compare(stated, columns.home, out);
    Ok(())
}

/// What was read, for comparison with the row of totals. Which rows a till's total counts differs:
/// all as they are printed, those that took place, or those less what was given back.
#[derive(Default)]
struct Sums {
    printed: i128,
    paid: i128,
    signed: i128,
}

impl Sums {
    fn compare(&self, stated: Option<i64>, currency: Currency, out: &mut Reading<'_>) {
        let Some(stated) = stated.map(i128::from) else {
            return;
        };
        let counted = [self.printed, self.paid, self.signed];
        let read = counted.into_iter().find(|read| *read == stated);
        let sum = |minor| ControlValue::Sum(Amount::new(minor, currency));
        let read = sum(read.unwrap_or(self.printed));
        out.control(ControlKind::Amount, sum(stated), read);
    }
}

/// The amount of a row as it is printed, where it is one.
fn printed(columns: &Columns, row: &Row) -> Option<i64> {
    let money = row.money(columns.amount, Unit::Major, columns.home);
    money.ok()
}

/// A row of totals at the foot or of a page.
fn is_total(row: &Row) -> bool {
    let first = row
        .cells()
        .find(|cell| !cell.is_empty())
        .unwrap_or_default();
    ["合计", "总计", "小计", "Total", "TOTAL", "Subtotal"]
        .iter()
        .any(|word| first.starts_with(word))
        || row.cells().any(is_total_cell)
}

/// A remark: neither a day nor an amount, and a sentence, a label or words without a single digit.
fn is_remark(columns: &Columns, row: &Row) -> bool {
    let no_day = || row.when(columns.date, None, columns.dates).is_err();
    let first = row.cells().find(|cell| !cell.is_empty());
    !has_digits(row)
        || no_day()
            && printed(columns, row).is_none()
            && (is_sentence(row) || is_label(first.unwrap_or_default()))
}

/// A further line of goods of the order above it, which has that order's number and no amount.
fn is_line_of(columns: &Columns, row: &Row, order: &str) -> bool {
    !order.is_empty()
        && row.value(columns.order) == order
        && row.len() > columns.amount
        && row.cell(columns.amount).is_empty()
}

fn one(
    columns: &Columns,
    memos: &mut Memos,
    row: &Row,
    sums: &mut Sums,
    out: &mut Reading<'_>,
) -> Result<(), Bad> {
    let failed = memos
        .not_paid
        .get(row.value(columns.status), words::not_paid);
    let unpaid = failed && row.value(Some(columns.date)).is_empty();
    let (day, time) = match columns.opened.filter(|_| unpaid) {
        Some(opened) => row.when(opened, None, columns.dates)?,
        None => row.when(columns.date, columns.time, columns.dates)?,
    };
    let currency = if row.value(columns.currency).is_empty() {
        columns.home
    } else {
        row.currency(columns.currency)?
    };
    let shown = amount(columns, row, currency)?;
    let mut amount = shown;
    let mut ordered = row.money_if(columns.ordered, Unit::Major, currency)?;
    let refunded = row.money_if(columns.refunded, Unit::Major, currency)?;
    let refunded = refunded.unwrap_or(0).abs();
    // 实收 may be what is left of the order.
    if let Some(whole) = ordered.filter(|whole| refunded != 0 && whole - refunded == amount) {
        (amount, ordered) = (whole, None);
    }
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
    let lowers = words::lowers(kind) || words::releases(kind, word);
    let signed = |minor: i64| if lowers { -minor.abs() } else { minor };
    let note = row.value(columns.note);
    let mut flags = memos.remark.get(note, words::remark);
    let draft = Draft {
        time,
        kind: if failed { Kind::Failed } else { kind },
        tender: tender(columns, memos, row, amount, currency),
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
    sums.printed += i128::from(shown);
    if !failed {
        sums.paid += i128::from(shown);
        sums.signed += i128::from(draft.amount);
    }
    if lowers || draft.kind == Kind::Failed {
        out.push(row, &draft);
        return Ok(());
    }
    let parts = register_parts::parts(row, &columns.ways, &columns.tenders, amount, currency);
    push_parts(row, &draft, &parts, out);
    if refunded != 0 {
        let when = columns
            .refunded_at
            .filter(|_| !row.value(columns.refunded_at).is_empty())
            .and_then(|column| row.when(column, None, columns.dates).ok());
        let (day, time) = when.unwrap_or((day, None));
        let part = parts.iter().find(|(_, paid)| *paid == refunded);
        let tender = if parts.is_empty() {
            draft.tender
        } else {
            part.map_or(Tender::Unknown, |(tender, _)| *tender)
        };
        sums.signed -= i128::from(refunded);
        out.push_part(&Draft {
            day,
            time,
            kind: Kind::Refund,
            tender,
            amount: -refunded,
            ordered: None,
            origin_id: draft.order_id,
            ..draft.clone()
        });
    }
    Ok(())
}

/// Keeps a sale: a record for each way it was paid in, or one. Of which way a discount was is not said.
fn push_parts(row: &Row, draft: &Draft<'_>, parts: &[(Tender, i64)], out: &mut Reading<'_>) {
    let Some(((tender, amount), others)) = parts.split_first() else {
        return out.push(row, draft);
    };
    out.push(
        row,
        &Draft {
            tender: *tender,
            amount: *amount,
            ordered: None,
            ..draft.clone()
        },
    );
    for (tender, amount) in others {
        out.push_part(&Draft {
            tender: *tender,
            amount: *amount,
            ordered: None,
            ..draft.clone()
        });
    }
}

/// What was paid: 实收, less the change where it is the notes that the guest handed over.
fn amount(columns: &Columns, row: &Row, currency: Currency) -> Result<i64, Bad> {
    let received = row.money(columns.amount, Unit::Major, currency)?;
    let Some((due, change)) = columns.due else {
        return Ok(received);
    };
    let cell = |column| row.money_if(Some(column), Unit::Major, currency);
    match (cell(due), cell(change)) {
        (Ok(Some(due)), Ok(Some(change))) if change != 0 && received - change == due => Ok(due),
        _ => Ok(received),
    }
}

/// How it was paid: the first word that says it exactly, or the one way whose column holds the whole
/// amount. Two ways in one cell are none.
fn tender(
    columns: &Columns,
    memos: &mut Memos,
    row: &Row,
    amount: i64,
    currency: Currency,
) -> Tender {
    let mut vague = Tender::Unknown;
    for &column in &columns.tenders {
        match memos.tender.get(row.value(Some(column)), one_tender) {
            Tender::Unknown => {}
            Tender::Other | Tender::Card | Tender::Qr if vague != Tender::Unknown => {}
            found @ (Tender::Other | Tender::Card | Tender::Qr) => vague = found,
            exact => return exact,
        }
    }
    if vague != Tender::Unknown {
        return vague;
    }
    let whole = columns.ways.iter().find(|(column, _)| {
        let paid = row.money_if(Some(*column), Unit::Major, currency);
        paid == Ok(Some(amount)) && amount != 0
    });
    whole.map_or(Tender::Unknown, |(_, tender)| *tender)
}

/// The tender of a cell; unknown where it lists several: `微信:20.00;现金:10.00`.
fn one_tender(cell: &str) -> Tender {
    let parts = cell.split([',', '，', ';', '；', '、', '+', '|']);
    let mut found = parts
        .map(words::tender)
        .filter(|tender| *tender != Tender::Unknown);
    let first = found.next().unwrap_or(Tender::Unknown);
    if found.all(|other| other == first) {
        first
    } else {
        Tender::Unknown
    }
}
