/*!
Alipay's totals for merchants (业务汇总): a row a store and day, and a last one called 合计
(FORMATS.md A2.2).

Beside its details in one archive it is a control. Alone it still says what was taken: each store is
one row, dated by the lines above the table, else by the name of the file. Where the details are
loaded as well they count and these rows do not, see `scope::join`.
*/

use crate::calendar::{DateError, Day};
use crate::money::{Amount, Currency};
use crate::record::{Draft, Kind, Tender};

use super::alipay_note;
use super::cell::{Bad, Unit};
use super::days::day_in;
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::preamble;
use super::reading::Reading;
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

const NAME: &str = "alipay_summary";
const SALES: &[&str] = &["交易订单总笔数", "交易笔数"];
const REFUNDS: &[&str] = &["退款订单总笔数", "退款笔数"];
const ORDERED: &[&str] = &["订单金额"];
const RECEIVED: &[&str] = &["商家实收"];
const STORE: &[&str] = &["门店编号"];

fn header_of(head: &Head) -> Option<&HeadRow> {
    head.find(&[SALES, REFUNDS, RECEIVED])
}

/// Counts of sales and refunds beside what the merchant receives.
pub fn sniff(head: &Head) -> Fit {
    if is_one(head) { Fit::Sure } else { Fit::No }
}

/// Whether a table is such totals.
pub fn is_one(head: &Head) -> bool {
    header_of(head).is_some()
}

struct Columns {
    store: usize,
    store_name: Option<usize>,
    sales: usize,
    refunds: usize,
    received: usize,
    ordered: Option<usize>,
    fee: Option<usize>,
    share: Option<usize>,
    net: Option<usize>,
}

/// One row in fen.
#[derive(Clone, Copy, Default)]
struct Sums {
    count: u64,
    received: i64,
    ordered: Option<i64>,
    fee: Option<i64>,
    net: Option<i64>,
}

impl Columns {
    fn of(header: &Header<'_>) -> Result<Self, ImportError> {
        Ok(Self {
            store: header.column(STORE).unwrap_or(0),
            store_name: header.column(&["门店名称"]),
            sales: header.need(SALES)?,
            refunds: header.need(REFUNDS)?,
            received: header.need(RECEIVED)?,
            ordered: header.column(ORDERED),
            fee: header.column(&["服务费"]),
            share: header.column(&["分润"]),
            net: header.column(&["实收净额"]),
        })
    }

    fn sums(&self, row: &Row) -> Result<Sums, Bad> {
        let money_if = |column| row.money_if(column, Unit::Major, Currency::CNY);
        let (fee, share) = (money_if(self.fee)?, money_if(self.share)?);
        let received = row.money(self.received, Unit::Major, Currency::CNY)?;
        let net = money_if(self.net)?;
        // Charged is printed negative. Where the net tells, it decides.
        let printed = match (fee, share) {
            (None, None) => None,
            (fee, share) => Some(fee.unwrap_or(0) + share.unwrap_or(0)),
        };
        let count = |column| {
            let count = row.number(column)?.minor(0);
            let count = count.map_err(|error| Bad::at(column, RefusedReason::Amount(error)))?;
            u64::try_from(count).map_err(|_| {
                Bad::at(
                    column,
                    RefusedReason::Amount(crate::money::NumberError::OutOfRange),
                )
            })
        };
        Ok(Sums {
            count: count(self.sales)?.saturating_add(count(self.refunds)?),
            received,
            ordered: money_if(self.ordered)?,
            fee: match net {
                Some(net) => Some(received - net),
                None => printed.map(i64::abs),
            },
            net,
        })
    }
}

/// Whether a row is the last one.
fn is_total(row: &Row) -> bool {
    row.cells()
        .take(2)
        .any(|cell| cell.starts_with("合计") || cell.starts_with("总计"))
}

/// Reads a row a store.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let header = Header::find(head, NAME, &[SALES, REFUNDS, RECEIVED])?;
    let columns = Columns::of(&header)?;
    let period = preamble::period(head, header.row.number);
    let day = period.map(|period| period.from).or(day_in(&head.file));
    out.period = period.or(out.period);
    let account = alipay_note::account(head);
    let (mut read, mut stated) = (0_i128, None);
    out.each(part, &header, |out, row| {
        if alipay_note::is_note(row.cell(0)) {
            return Ok(());
        }
        let sums = columns.sums(row)?;
        if is_total(row) {
            stated = Some(sums.received);
            return Ok(());
        }
        read += i128::from(sums.received);
        let draft = one(&columns, sums, day, account, row)?;
        out.push(row, &draft);
        Ok(())
    })?;
    let value = |minor: i128| ControlValue::Sum(Amount::new(minor, Currency::CNY));
    if let Some(stated) = stated {
        out.control(ControlKind::Settled, value(stated.into()), value(read));
    }
    Ok(())
}

fn one<'r>(
    columns: &Columns,
    sums: Sums,
    day: Option<Day>,
    account: &'r str,
    row: &'r Row,
) -> Result<Draft<'r>, Bad> {
    let day = day.ok_or(Bad {
        column: None,
        reason: RefusedReason::Date(DateError::Empty),
    })?;
    Ok(Draft {
        kind: if sums.received < 0 {
            Kind::Refund
        } else {
            Kind::Sale
        },
        tender: Tender::Alipay,
        amount: sums.received,
        ordered: sums.ordered,
        fee: sums.fee,
        net: sums.net,
        merchant: account,
        terminal: row.value(Some(columns.store)),
        note: row.value(columns.store_name),
        ..Draft::new(row.number, day)
    })
}

/// Compares the totals with the details that were read: the row called 合计, else the sum of all.
pub fn compare(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) {
    let Some(header) = header_of(head) else {
        return;
    };
    let Ok(columns) = Columns::of(&Header::at(header, NAME)) else {
        return;
    };
    let (mut rows, mut row) = (part.rows(), Row::default());
    let (mut stated, mut whole) = (Vec::new(), None);
    while rows.read(&mut row) {
        if row.number <= header.number || row.is_empty() {
            continue;
        }
        let Ok(sums) = columns.sums(&row) else {
            continue;
        };
        if is_total(&row) {
            whole = Some(sums);
        } else {
            stated.push(sums);
        }
    }
    let all = whole.map_or(stated, |whole| vec![whole]);
    let sum = |of: fn(&Sums) -> Option<i64>| -> Option<i128> {
        all.iter().map(|sums| of(sums).map(i128::from)).sum()
    };
    let book = out.book();
    let r = &book.records;
    let of_file = out.first..r.len();
    let count = of_file.len() as u64;
    let received: i128 = of_file.clone().map(|row| i128::from(r.amount[row])).sum();
    let net: i128 = of_file.map(|row| i128::from(r.net(row))).sum();
    let value = |minor: i128| ControlValue::Sum(Amount::new(minor, Currency::CNY));
    let stated_count = all.iter().map(|sums| sums.count).sum();
    out.control(
        ControlKind::Rows,
        ControlValue::Count(stated_count),
        ControlValue::Count(count),
    );
    for (kind, stated, read) in [
        (ControlKind::Settled, sum(|s| Some(s.received)), received),
        (ControlKind::Net, sum(|s| s.net), net),
    ] {
        if let Some(stated) = stated {
            out.control(kind, value(stated), value(read));
        }
    }
}
