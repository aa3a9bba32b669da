/*!
WeChat Pay's trade bill (交易账单) in its three kinds ALL, SUCCESS and REFUND, and the layout of
24 columns used until 2018 (FORMATS.md A1.1).

A refund stands in a row of its own with positive amounts in the refund columns and noughts in the
payment columns. The fee has five decimals, the account is charged in fen.
*/

use crate::calendar::DateOrder;
use crate::money::{Amount, Currency, DecimalMark, Number, read_number};
use crate::record::{Draft, Flags, Kind, Tender};

use super::cell::{Bad, Unit, amount_fault, minor};
use super::grid::{Part, Row};
use super::header::{Head, Header, normalise};
use super::reading::Reading;
use super::words;
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

const NAME: &str = "wechat_trade";
const TIME: &[&str] = &["交易时间"];
const NUMBER: &[&str] = &["微信订单号"];
const STATUS: &[&str] = &["交易状态"];
const AMOUNT: &[&str] = &["应结订单金额", "总金额"];
const FEE: &[&str] = &["手续费"];

/// First cell of the summary's header.
const SUMMARY: &str = "总交易单数";

/// Decimals of the fee column.
const FEE_DIGITS: u32 = 5;
/// What one fen is in them.
const FEE_PER_FEN: i128 = 1000;

/// WeChat's order number beside the trade state.
pub fn sniff(head: &Head) -> Fit {
    if head.find(&[TIME, NUMBER, STATUS, FEE]).is_some() {
        Fit::Sure
    } else {
        Fit::No
    }
}

struct Columns {
    time: usize,
    status: usize,
    number: usize,
    amount: usize,
    fee: usize,
    ordered: Option<usize>,
    order: Option<usize>,
    merchant: Option<usize>,
    sub_merchant: Option<usize>,
    device: Option<usize>,
    currency: Option<usize>,
    refund: Option<usize>,
    refund_amount: Option<usize>,
    refund_ordered: Option<usize>,
    refund_status: Option<usize>,
    refunded: Option<usize>,
    rate_note: Option<usize>,
    goods: Option<usize>,
}

impl Columns {
    fn of(header: &Header<'_>) -> Result<Self, ImportError> {
        Ok(Self {
            time: header.need(TIME)?,
            status: header.need(STATUS)?,
            number: header.need(NUMBER)?,
            amount: header.need(AMOUNT)?,
            fee: header.need(FEE)?,
            ordered: header.column(&["订单金额"]),
            order: header.column(&["商户订单号"]),
            merchant: header.column(&["商户号"]),
            sub_merchant: header.column(&["特约商户号", "子商户号"]),
            device: header.column(&["设备号"]),
            currency: header.column(&["货币种类"]),
            refund: header.column(&["微信退款单号"]),
            refund_amount: header.column(&["退款金额"]),
            refund_ordered: header.column(&["申请退款金额"]),
            refund_status: header.column(&["退款状态"]),
            refunded: header.column(&["退款成功时间"]),
            rate_note: header.column(&["费率备注"]),
            goods: header.column(&["商品名称"]),
        })
    }
}

/// What was read, for comparison with the summary.
#[derive(Default)]
struct Sums {
    rows: u64,
    settled: i128,
    ordered: i128,
    refunds: i128,
    /// In hundred-thousandths of a yuan.
    fees: i128,
}

/// Reads every row and the summary.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let header = Header::find(head, NAME, &[TIME, NUMBER, STATUS, FEE])?;
    let columns = Columns::of(&header)?;
    let mut sums = Sums::default();
    let mut summary: Option<Vec<String>> = None;
    out.each(part, &header, |out, row| {
        if let Some(names) = &summary {
            state(names, row, &sums, out);
            return Ok(());
        }
        if normalise(row.cell(0)) == SUMMARY {
            summary = Some(row.cells().map(normalise).collect());
            return Ok(());
        }
        one(&columns, row, &mut sums, out)
    })
}

fn one(columns: &Columns, row: &Row, sums: &mut Sums, out: &mut Reading<'_>) -> Result<(), Bad> {
    let kind = match row.cell(columns.status) {
        "SUCCESS" => Kind::Sale,
        "REFUND" => Kind::Refund,
        "REVOKED" => Kind::Reversal,
        _ => return Err(Bad::at(columns.status, RefusedReason::Kind)),
    };
    let returns = kind != Kind::Sale;
    // A refund counts on the day it succeeded; 交易时间 may still be that of the payment.
    let refunded = columns
        .refunded
        .filter(|_| returns && !row.value(columns.refunded).is_empty());
    let (day, time) = row.when(refunded.unwrap_or(columns.time), None, DateOrder::YearFirst)?;
    let currency = row.currency(columns.currency)?;
    let money = |column| row.money(column, Unit::Major, currency);
    let money_if = |column| row.money_if(column, Unit::Major, currency);
    let paid = money(columns.amount)?;
    let given_back = money_if(columns.refund_amount)?.unwrap_or(0);
    let fee = row.number(columns.fee)?;
    let fee_fen =
        minor(fee.minor_rounded(currency.digits())).map_err(|e| amount_fault(columns.fee, e))?;
    let (amount, ordered) = if returns {
        (
            -given_back,
            money_if(columns.refund_ordered)?.map(|ordered| -ordered),
        )
    } else {
        (paid, money_if(columns.ordered)?)
    };
    let note = row.value(columns.rate_note);
    let mut flags = words::remark(note);
    let (kind, pending) = match row.value(columns.refund_status) {
        "FAIL" => (Kind::Failed, false),
        // 转入代发: given back by another way, still the merchant's loss.
        "PROCESSING" | "CHANGE" => (kind, true),
        _ => (kind, false),
    };
    if pending {
        flags = flags.with(Flags::PENDING);
    }
    let payment = row.id(Some(columns.number), &mut flags);
    let refund = row.id(columns.refund, &mut flags);
    let draft = Draft {
        time,
        kind,
        tender: Tender::Wechat,
        currency,
        amount,
        ordered,
        fee: Some(fee_fen),
        provider_id: if returns && refund != "0" {
            refund
        } else {
            payment
        },
        origin_id: if returns { payment } else { "" },
        order_id: row.id(columns.order, &mut flags),
        terminal: row.value(columns.device),
        merchant: merchant(columns, row),
        note: if note.is_empty() {
            row.value(columns.goods)
        } else {
            note
        },
        flags,
        ..Draft::new(row.number, day)
    };
    sums.rows += 1;
    sums.settled += i128::from(paid);
    sums.ordered += i128::from(if returns { 0 } else { ordered.unwrap_or(paid) });
    sums.refunds += i128::from(given_back);
    sums.fees += fee.minor_rounded(FEE_DIGITS).unwrap_or(0);
    out.push(row, &draft);
    Ok(())
}

/// The shop's own number under a service provider, else the merchant's.
fn merchant<'r>(columns: &Columns, row: &'r Row) -> &'r str {
    match row.value(columns.sub_merchant) {
        "" | "0" => row.value(columns.merchant),
        sub => sub,
    }
}

/// Compares a line of the summary with what was read.
fn state(names: &[String], row: &Row, sums: &Sums, out: &mut Reading<'_>) {
    let fen = |minor: i128| ControlValue::Sum(Amount::new(minor, Currency::CNY));
    for (column, name) in names.iter().enumerate() {
        let Ok(stated) = read_number(row.cell(column), DecimalMark::Point) else {
            continue;
        };
        let (kind, read) = match name.as_str() {
            SUMMARY => {
                let count = stated
                    .minor(0)
                    .ok()
                    .and_then(|count| u64::try_from(count).ok());
                if let Some(count) = count {
                    out.control(
                        ControlKind::Rows,
                        ControlValue::Count(count),
                        ControlValue::Count(sums.rows),
                    );
                }
                continue;
            }
            "应结订单总金额" | "总交易额" => (ControlKind::Settled, sums.settled),
            "订单总金额" => (ControlKind::Ordered, sums.ordered),
            "退款总金额" | "总退款金额" => (ControlKind::Refunds, sums.refunds),
            "手续费总金额" => {
                let digits = stated.minor_rounded(FEE_DIGITS).map(to_fen);
                if let Ok(stated) = digits {
                    out.control(ControlKind::Fees, fen(stated), fen(to_fen(sums.fees)));
                }
                continue;
            }
            _ => continue,
        };
        if let Ok(stated) = Number::minor(stated, 2) {
            out.control(kind, fen(stated), fen(read));
        }
    }
}

/// Hundred-thousandths to fen, half away from nought.
fn to_fen(fine: i128) -> i128 {
    let half = if fine < 0 {
        -FEE_PER_FEN / 2
    } else {
        FEE_PER_FEN / 2
    };
    (fine + half) / FEE_PER_FEN
}
