/*!
Lakala's transaction file (JY): pipes, one header line, fen or yuan (FORMATS.md A3).

Refunds, reversals and fees of Lakala's own are negative whether they are printed with a minus or
without one.
*/

use crate::calendar::DateOrder;
use crate::money::Currency;
use crate::record::{Draft, Kind, Tender};

use super::cell::{Bad, Unit};
use super::grid::{Part, Row};
use super::header::{Head, Header};
use super::lakala_unit::{self, Units};
use super::reading::Reading;
use super::words::{self, Memo};
use super::{Fit, ImportError, RefusedReason, Warning};

const NAME: &str = "lakala_jy";
const DATE: &[&str] = &["交易日期"];
const NUMBER: &[&str] = &["拉卡拉流水号"];
const AMOUNT: &[&str] = &["交易金额"];
const NET: &[&str] = &["结算金额"];
const KIND: &[&str] = &["交易类型"];

/// Lakala's own serial number beside amount, net and kind.
pub fn sniff(head: &Head) -> Fit {
    if head.find(&[DATE, KIND, NUMBER, AMOUNT, NET]).is_some() {
        Fit::Sure
    } else {
        Fit::No
    }
}

struct Columns {
    date: usize,
    time: Option<usize>,
    kind: usize,
    amount: usize,
    fee: usize,
    net: usize,
    number: usize,
    origin: Option<usize>,
    merchant: Option<usize>,
    terminal: Option<usize>,
    card: Option<usize>,
    channel: Option<usize>,
    method: Option<usize>,
    order: Option<usize>,
    rrn: Option<usize>,
    note: Option<usize>,
    units: Units,
}

/// Reads every row.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let header = Header::find(head, NAME, &[DATE, KIND, NUMBER, AMOUNT, NET])?;
    let mut columns = Columns {
        date: header.need(DATE)?,
        time: header.column(&["交易时间"]),
        kind: header.need(KIND)?,
        amount: header.need(AMOUNT)?,
        fee: header.need(&["手续费", "手续费金额"])?,
        net: header.need(NET)?,
        number: header.need(NUMBER)?,
        origin: header.column(&["原拉卡拉流水号", "原流水号"]),
        merchant: header.column(&["商户编号", "商户号"]),
        terminal: header.column(&["终端号"]),
        card: header.column(&["卡号"]),
        channel: header.column(&["支付渠道"]),
        method: header.column(&["支付方式"]),
        order: header.column(&["商户订单号"]),
        rrn: header.column(&["系统参考号", "参考号"]),
        note: header.column(&["备注"]),
        units: Units::all(Unit::Minor),
    };
    let said = lakala_unit::said(header.name(columns.amount));
    let (amount, net) = (columns.amount, Some(columns.net));
    columns.units = lakala_unit::units(part, &header, amount, &[columns.fee], net, said);
    if columns.units != Units::all(said) {
        out.warnings.push(Warning::UnitDiffers {
            fen: columns.units.amount == Unit::Minor,
        });
    }
    let mut kinds = Memo::new();
    let mut tenders = Memo::new();
    let mut pair = String::new();
    out.each(part, &header, |out, row| {
        // Both words decide: 扫码 says how, 微信 says whose.
        pair.clear();
        pair.push_str(row.value(columns.method));
        pair.push(' ');
        pair.push_str(row.value(columns.channel));
        let tender = tenders.get(&pair, tender);
        let kind = kinds.get(row.value(Some(columns.kind)), words::kind);
        one(&columns, kind, tender, row, out)
    })
}

/// 支付方式 names the card's kind or 扫码; 支付渠道 names the wallet.
fn tender(pair: &str) -> Tender {
    let (method, channel) = pair.split_once(' ').unwrap_or((pair, ""));
    match (words::tender(method), words::tender(channel)) {
        (Tender::Unknown | Tender::Other, by_channel) => by_channel,
        (Tender::Qr | Tender::Card, Tender::Unknown | Tender::Other) => words::tender(method),
        // UnionPay's channel under 扫码 is its QR code, not a card.
        (Tender::Qr, Tender::Card) => Tender::Unionpay,
        (Tender::Qr | Tender::Card, by_channel) => by_channel,
        (by_method, _) => by_method,
    }
}

fn one(
    columns: &Columns,
    kind: Option<Kind>,
    tender: Tender,
    row: &Row,
    out: &mut Reading<'_>,
) -> Result<(), Bad> {
    if row.len() <= columns.net {
        return Err(Bad::at(columns.net, RefusedReason::Short));
    }
    let (day, time) = row.when(columns.date, columns.time, DateOrder::YearFirst)?;
    let kind = kind.ok_or(Bad::at(columns.kind, RefusedReason::Kind))?;
    let money_if = |column, unit| row.money_if(Some(column), unit, Currency::CNY);
    let (amount, fee, net) = (
        row.money(columns.amount, columns.units.amount, Currency::CNY)?,
        money_if(columns.fee, columns.units.fee)?,
        money_if(columns.net, columns.units.net)?,
    );
    // A lowering row printed without a minus: all three turn, so that its arithmetic stays.
    let turn = if words::lowers(kind) && amount > 0 {
        -1
    } else {
        1
    };
    let note = row.value(columns.note);
    let mut flags = words::remark(note);
    let draft = Draft {
        time,
        kind,
        tender,
        amount: amount * turn,
        fee: fee.map(|fee| fee * turn),
        net: net.map(|net| net * turn),
        provider_id: row.id(Some(columns.number), &mut flags),
        origin_id: row.id(columns.origin, &mut flags),
        order_id: row.id(columns.order, &mut flags),
        rrn: row.id(columns.rrn, &mut flags),
        merchant: row.value(columns.merchant),
        terminal: row.value(columns.terminal),
        card_tail: super::card_tail(row.value(columns.card)),
        note,
        flags,
        ..Draft::new(row.number, day)
    };
    out.push(row, &draft);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::tender;
    use crate::record::Tender;

    #[test]
    fn method_and_channel_make_a_tender() {
        for (pair, want) in [
            ("贷记卡 银行卡", Tender::CreditCard),
            ("借记卡 银行卡", Tender::DebitCard),
            ("扫码 微信", Tender::Wechat),
            ("扫码 支付宝", Tender::Alipay),
            ("扫码 云闪付", Tender::Unionpay),
            ("扫码 银联", Tender::Unionpay),
            ("扫码 ", Tender::Qr),
            (" 银行卡", Tender::Card),
            (" ", Tender::Unknown),
            (" WECHAT", Tender::Wechat),
        ] {
            assert_eq!(tender(pair), want, "{pair}");
        }
    }
}
