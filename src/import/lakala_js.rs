/*!
Lakala's files about settlement: JS (what was paid out for each transaction, and on which day), D0 (the
same for same-day payouts, with their surcharge) and JY_FQ (instalments) (FORMATS.md A3).

All of them are about transactions that stand in JY as well. Alone each says what was taken; beside
JY they add the day of payment, the surcharge and what failed, see `scope::join`.
*/

use crate::calendar::DateOrder;
use crate::money::Currency;
use crate::record::{Draft, Flags, Kind, Tender};

use super::cell::Bad;
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::lakala_unit::{self, Units};
use super::reading::Reading;
use super::words;
use super::{Fit, ImportError, RefusedReason, Warning};

const JS: &str = "lakala_js";
const FQ: &str = "lakala_fq";

const DATE: &[&str] = &["交易日期"];
const NUMBER: &[&str] = &["拉卡拉流水号"];
const AMOUNT: &[&str] = &["交易金额"];
const NET: &[&str] = &["结算金额"];
const SETTLED: &[&str] = &["结算日期"];
const STATUS: &[&str] = &["结算状态"];
const INSTANT_FEE: &[&str] = &["D0手续费", "d0手续费", "D0手续费金额", "d0手续费金额"];
const PERIODS: &[&str] = &["分期数", "分期期数"];
/// What JY has and these do not.
const KIND: &[&str] = &["交易类型"];

fn js_header(head: &Head) -> Option<&HeadRow> {
    head.rows.iter().find(|row| {
        row.has_all(&[DATE, NUMBER, AMOUNT, NET])
            && (row.has(SETTLED) || row.has(STATUS) || row.has(INSTANT_FEE))
            && !row.has(KIND)
    })
}

fn fq_header(head: &Head) -> Option<&HeadRow> {
    head.rows
        .iter()
        .find(|row| row.has_all(&[DATE, NUMBER, AMOUNT, PERIODS]) && !row.has(KIND))
}

/// Lakala's own serial number beside the net and the day of payment.
pub fn sniff(head: &Head) -> Fit {
    fit(js_header(head))
}

/// Lakala's own serial number beside the count of instalments.
pub fn sniff_instalments(head: &Head) -> Fit {
    if js_header(head).is_some() {
        return Fit::No;
    }
    fit(fq_header(head))
}

fn fit(row: Option<&HeadRow>) -> Fit {
    if row.is_some() { Fit::Sure } else { Fit::No }
}

struct Columns {
    date: usize,
    time: Option<usize>,
    number: usize,
    amount: usize,
    fee: Option<usize>,
    instant: Option<usize>,
    net: Option<usize>,
    merchant: Option<usize>,
    terminal: Option<usize>,
    settled: Option<usize>,
    status: Option<usize>,
    order: Option<usize>,
    note: Option<usize>,
    units: Units,
}

impl Columns {
    fn of(header: &Header<'_>) -> Result<Self, ImportError> {
        let amount = header.need(AMOUNT)?;
        Ok(Self {
            date: header.need(DATE)?,
            time: header.column(&["交易时间"]),
            number: header.need(NUMBER)?,
            amount,
            fee: header.column(&["手续费", "手续费金额"]),
            instant: header.column(INSTANT_FEE),
            net: header.column(NET),
            merchant: header.column(&["商户编号", "商户号"]),
            terminal: header.column(&["终端号"]),
            settled: header.column(SETTLED),
            status: header.column(STATUS),
            order: header.column(&["商户订单号"]),
            note: header.column(&["备注"]),
            units: Units::all(lakala_unit::said(header.name(amount))),
        })
    }
}

/// Reads JS and D0.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let header = match js_header(head) {
        Some(row) => Header::at(row, JS),
        None => Header::find(head, JS, &[DATE, NUMBER, AMOUNT, NET, SETTLED])?,
    };
    read_all(part, &header, out)
}

/// Reads JY_FQ.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read_instalments(
    part: &Part<'_>,
    head: &Head,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    let header = Header::find(head, FQ, &[DATE, NUMBER, AMOUNT, PERIODS])?;
    read_all(part, &header, out)
}

fn read_all(
    part: &Part<'_>,
    header: &Header<'_>,
    out: &mut Reading<'_>,
) -> Result<(), ImportError> {
    let mut columns = Columns::of(header)?;
    let said = columns.units;
    let fees: Vec<usize> = columns.fee.into_iter().chain(columns.instant).collect();
    let (amount, net) = (columns.amount, columns.net);
    columns.units = lakala_unit::units(part, header, amount, &fees, net, said.amount);
    if columns.units != said {
        out.warnings.push(Warning::UnitDiffers {
            fen: columns.units.amount == super::cell::Unit::Minor,
        });
    }
    out.each(part, header, |out, row| one(&columns, row, out))
}

fn one(columns: &Columns, row: &Row, out: &mut Reading<'_>) -> Result<(), Bad> {
    let needed = columns.net.unwrap_or(columns.amount).max(columns.amount);
    if row.len() <= needed {
        return Err(Bad::at(needed, RefusedReason::Short));
    }
    let (day, time) = row.when(columns.date, columns.time, DateOrder::YearFirst)?;
    let money_if = |column, unit| row.money_if(column, unit, Currency::CNY);
    let amount = row.money(columns.amount, columns.units.amount, Currency::CNY)?;
    let fee = money_if(columns.fee, columns.units.fee)?;
    let instant = money_if(columns.instant, columns.units.fee)?;
    let net = money_if(columns.net, columns.units.net)?;
    let settled = match columns
        .settled
        .filter(|_| !row.value(columns.settled).is_empty())
    {
        Some(column) => Some(row.when(column, None, DateOrder::YearFirst)?.0),
        None => None,
    };
    let (status, note) = (row.value(columns.status), row.value(columns.note));
    let mut flags = words::remark(note).with(words::remark(status));
    if status.contains("失败") {
        flags = flags.with(Flags::PAYOUT_FAILED);
    }
    if columns.instant.is_some() {
        flags = flags.with(Flags::INSTANT);
    }
    let draft = Draft {
        time,
        settled,
        kind: if amount < 0 { Kind::Refund } else { Kind::Sale },
        tender: Tender::Unknown,
        amount,
        fee: match (fee, instant) {
            (None, None) => None,
            (fee, instant) => Some(fee.unwrap_or(0) + instant.unwrap_or(0)),
        },
        net,
        provider_id: row.id(Some(columns.number), &mut flags),
        order_id: row.id(columns.order, &mut flags),
        merchant: row.value(columns.merchant),
        terminal: row.value(columns.terminal),
        note: if note.is_empty() { status } else { note },
        flags,
        ..Draft::new(row.number, day)
    };
    out.push(row, &draft);
    Ok(())
}
