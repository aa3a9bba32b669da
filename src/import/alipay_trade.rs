/*!
Alipay's details for merchants (业务明细): a row a payment or refund, refunds with negative amounts
under the number of their payment (FORMATS.md A2.1).

Rows with a store have one cell more than the header, empty and before the customer's account, so
money is looked for where it is a number.
*/

use crate::calendar::DateOrder;
use crate::money::Currency;
use crate::record::{Draft, Kind, Tender};

use super::alipay_note::{self, Pair};
use super::cell::{Bad, Unit, is_blank};
use super::grid::{Part, Row};
use super::header::{Head, Header};
use super::preamble;
use super::reading::Reading;
use super::words::{self, Memo};
use super::{ControlKind, Fit, ImportError, RefusedReason};

const NAME: &str = "alipay_trade";
const NUMBER: &[&str] = &["支付宝交易号"];
const KIND: &[&str] = &["业务类型", "交易类型"];
const ORDERED: &[&str] = &["订单金额"];
const RECEIVED: &[&str] = &["商家实收", "商家实收金额"];

/// Alipay's number beside order amount and what the merchant receives.
pub fn sniff(head: &Head) -> Fit {
    if head.find(&[NUMBER, KIND, ORDERED, RECEIVED]).is_some() {
        Fit::Sure
    } else {
        Fit::No
    }
}

struct Columns {
    number: usize,
    kind: usize,
    created: Option<usize>,
    done: Option<usize>,
    ordered: usize,
    received: usize,
    fee: Option<usize>,
    share: Option<usize>,
    net: Option<usize>,
    order: Option<usize>,
    refund: Option<usize>,
    goods: Option<usize>,
    store: Option<usize>,
    terminal: Option<usize>,
    note: Option<usize>,
}

impl Columns {
    fn of(header: &Header<'_>) -> Result<Self, ImportError> {
        Ok(Self {
            number: header.need(NUMBER)?,
            kind: header.need(KIND)?,
            created: header.column(&["创建时间", "交易创建时间"]),
            done: header.column(&["完成时间", "交易完成时间", "交易付款时间"]),
            ordered: header.need(ORDERED)?,
            received: header.need(RECEIVED)?,
            fee: header.column(&["服务费"]),
            share: header.column(&["分润"]),
            net: header.column(&["实收净额"]),
            order: header.column(&["商户订单号"]),
            refund: header.column(&["退款批次号/请求号", "退款批次号", "退款请求号", "退款单号"]),
            goods: header.column(&["商品名称"]),
            store: header.column(&["门店编号"]),
            terminal: header.column(&["终端号"]),
            note: header.column(&["备注"]),
        })
    }

    /// The columns of a row that has more cells than the header: those from the amount on, moved.
    fn moved(&self, by: usize) -> Self {
        let from = self.ordered.min(self.received);
        let at = |column: usize| if column >= from { column + by } else { column };
        Self {
            number: at(self.number),
            kind: at(self.kind),
            created: self.created.map(at),
            done: self.done.map(at),
            ordered: at(self.ordered),
            received: at(self.received),
            fee: self.fee.map(at),
            share: self.share.map(at),
            net: self.net.map(at),
            order: self.order.map(at),
            refund: self.refund.map(at),
            goods: self.goods.map(at),
            store: self.store.map(at),
            terminal: self.terminal.map(at),
            note: self.note.map(at),
        }
    }

    /// Whether a row has its money where these columns say.
    fn fit(&self, row: &Row) -> bool {
        [self.ordered, self.received]
            .iter()
            .all(|&column| row.money(column, Unit::Major, Currency::CNY).is_ok())
    }
}

/// What was read, for comparison with the lines below the table.
#[derive(Default)]
struct Sums {
    rows: u64,
    sales: i128,
    refunds: i128,
}

/// Reads every row and the totals below them.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let header = Header::find(head, NAME, &[NUMBER, KIND, ORDERED, RECEIVED])?;
    let columns = Columns::of(&header)?;
    if columns.created.or(columns.done).is_none() {
        return Err(header.missing("完成时间"));
    }
    let width = header.row.cells.len();
    out.period = preamble::period(head, header.row.number).or(out.period);
    let account = alipay_note::account(head);
    let (mut sums, mut stated, mut kinds) = (Sums::default(), Pair::default(), Memo::new());
    out.each(part, &header, |out, row| {
        if alipay_note::is_note(row.cell(0)) {
            let line = row.cells().collect::<Vec<_>>().join(",");
            stated.take(&line, "交易合计", "退款合计");
            return Ok(());
        }
        // A total below the table of a file that was saved anew.
        if row.value(Some(columns.number)).starts_with("合计") {
            return Ok(());
        }
        let more = row.len().saturating_sub(width);
        let moved = columns.moved(more);
        let columns = if more > 0 && !columns.fit(row) && moved.fit(row) {
            &moved
        } else {
            &columns
        };
        let kind = kinds.get(row.value(Some(columns.kind)), words::kind);
        one(columns, kind, account, row, &mut sums, out)
    })?;
    let kinds = [ControlKind::Settled, ControlKind::Refunds];
    stated.compare(kinds, sums.rows, [sums.sales, sums.refunds], out);
    Ok(())
}

fn one(
    columns: &Columns,
    kind: Option<Kind>,
    account: &str,
    row: &Row,
    sums: &mut Sums,
    out: &mut Reading<'_>,
) -> Result<(), Bad> {
    let kind = kind.ok_or(Bad::at(columns.kind, RefusedReason::Kind))?;
    // A refund was created with its payment; it is done when the money went back.
    let filled = |column: &usize| !row.value(Some(*column)).is_empty();
    let date = columns.done.filter(filled).or(columns.created);
    let date = date.ok_or(Bad::at(columns.number, RefusedReason::Short))?;
    let (day, time) = row.when(date, None, DateOrder::YearFirst)?;
    let money = |column| row.money(column, Unit::Major, Currency::CNY);
    let money_if = |column| row.money_if(column, Unit::Major, Currency::CNY);
    let lowers = words::lowers(kind);
    let signed = |amount: i64| if lowers { -amount.abs() } else { amount };
    let (received, ordered) = (
        signed(money(columns.received)?),
        signed(money(columns.ordered)?),
    );
    // Charged is printed negative, returned positive; some exports print the charge unsigned.
    let charged = |printed: i64| {
        if lowers {
            -printed.abs()
        } else {
            printed.abs()
        }
    };
    let fee = money_if(columns.fee)?.map(charged);
    let share = money_if(columns.share)?.map(charged);
    let fee = match (fee, share) {
        (None, None) => None,
        (fee, share) => Some(fee.unwrap_or(0) + share.unwrap_or(0)),
    };
    let mut flags = words::remark(row.value(columns.note));
    let payment = row.id(Some(columns.number), &mut flags);
    let refund = row.id(columns.refund, &mut flags);
    let named = |column: Option<usize>| {
        let text = row.value(column);
        if is_blank(text) { "" } else { text }
    };
    let draft = Draft {
        time,
        kind,
        tender: Tender::Alipay,
        amount: received,
        ordered: Some(ordered),
        fee,
        net: money_if(columns.net)?,
        provider_id: if lowers && !refund.is_empty() {
            refund
        } else {
            payment
        },
        origin_id: if lowers { payment } else { "" },
        order_id: row.id(columns.order, &mut flags),
        terminal: match named(columns.terminal) {
            "" => named(columns.store),
            terminal => terminal,
        },
        merchant: account,
        note: match named(columns.note) {
            "" => named(columns.goods),
            note => note,
        },
        flags,
        ..Draft::new(row.number, day)
    };
    sums.rows += 1;
    if lowers {
        sums.refunds += i128::from(received);
    } else {
        sums.sales += i128::from(received);
    }
    out.push(row, &draft);
    Ok(())
}
