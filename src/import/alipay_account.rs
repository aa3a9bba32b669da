/*!
Alipay's movements of a merchant's balance (账务明细), and the totals of them by type (账务汇总)
(FORMATS.md A2.3).

A payment stands gross and its fee in a row of its own, as in WeChat's fund flow; what joins both
stands in `scope::join`.
*/

use crate::calendar::DateOrder;
use crate::money::{Amount, Currency};
use crate::record::{Draft, Kind, Tender};

use super::alipay_note::{self, Pair};
use super::cell::{Bad, Unit};
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::preamble;
use super::reading::Reading;
use super::words::{self, Direction};
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

const NAME: &str = "alipay_account";
const NUMBER: &[&str] = &["账务流水号"];
const TIME: &[&str] = &["发生时间", "入账时间", "记账时间"];
const MONEY_IN: &[&str] = &["收入金额", "收入"];
const MONEY_OUT: &[&str] = &["支出金额", "支出"];

/// The number of a movement of an Alipay balance beside both columns of money.
pub fn sniff(head: &Head) -> Fit {
    if head.find(&[NUMBER, TIME, MONEY_IN, MONEY_OUT]).is_some() {
        Fit::Sure
    } else {
        Fit::No
    }
}

struct Columns {
    number: usize,
    time: usize,
    money_in: usize,
    money_out: usize,
    balance: Option<usize>,
    kind: Option<usize>,
    told: Option<usize>,
    trade: Option<usize>,
    business: Option<usize>,
    order: Option<usize>,
    goods: Option<usize>,
    party: Option<usize>,
    note: Option<usize>,
}

/// What was read, for comparison with the lines below the table.
#[derive(Default)]
struct Sums {
    rows: u64,
    money_in: i128,
    money_out: i128,
}

/// Reads every row and the totals below them.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let header = Header::find(head, NAME, &[NUMBER, TIME, MONEY_IN, MONEY_OUT])?;
    let columns = Columns {
        number: header.need(NUMBER)?,
        time: header.need(TIME)?,
        money_in: header.need(MONEY_IN)?,
        money_out: header.need(MONEY_OUT)?,
        balance: header.column(&["账户余额", "余额"]),
        kind: header.column(&["业务类型", "账务类型", "类型"]),
        told: header.column(&["业务描述"]),
        trade: header.column(&["业务基础订单号", "支付宝交易号"]),
        business: header.column(&["业务流水号"]),
        order: header.column(&["商户订单号", "业务订单号"]),
        goods: header.column(&["商品名称"]),
        party: header.column(&["对方账号", "对方账户", "对方名称"]),
        note: header.column(&["备注"]),
    };
    out.period = preamble::period(head, header.row.number).or(out.period);
    let account = alipay_note::account(head);
    let (mut sums, mut stated) = (Sums::default(), Pair::default());
    out.each(part, &header, |out, row| {
        let first = row.cells().find(|cell| !cell.is_empty());
        if alipay_note::is_note(first.unwrap_or_default()) {
            let line = row.cells().collect::<Vec<_>>().join(",");
            stated.take(&line, "收入合计", "支出合计");
            return Ok(());
        }
        if first.is_some_and(|first| first.starts_with("合计")) {
            return Ok(());
        }
        one(&columns, account, row, &mut sums, out)
    })?;
    let kinds = [ControlKind::In, ControlKind::Out];
    stated.compare(kinds, sums.rows, [sums.money_in, sums.money_out], out);
    Ok(())
}

fn one(
    columns: &Columns,
    account: &str,
    row: &Row,
    sums: &mut Sums,
    out: &mut Reading<'_>,
) -> Result<(), Bad> {
    let (day, time) = row.when(columns.time, None, DateOrder::YearFirst)?;
    let amount = amount(columns, row)?;
    let direction = if amount < 0 {
        Direction::Out
    } else {
        Direction::In
    };
    let kind = kind(row.value(columns.kind), direction);
    let kind = if kind == Kind::Adjustment {
        self::kind(row.value(columns.told), direction)
    } else {
        kind
    };
    let note = row.value(columns.note);
    let mut flags = words::remark(note);
    let number = row.id(Some(columns.number), &mut flags);
    let business = row.id(columns.business, &mut flags);
    let trade = match row.id(columns.trade, &mut flags) {
        "" => business,
        trade => trade,
    };
    let (provider_id, origin_id) = match kind {
        Kind::Sale => (trade, ""),
        Kind::Refund | Kind::Fee | Kind::FeeReturned => (number, trade),
        _ => (number, ""),
    };
    let draft = Draft {
        time,
        kind,
        tender: match kind {
            Kind::Sale | Kind::Refund => Tender::Alipay,
            _ => Tender::Unknown,
        },
        amount,
        balance: row.money_if(columns.balance, Unit::Major, Currency::CNY)?,
        provider_id,
        origin_id,
        order_id: row.id(columns.order, &mut flags),
        payout_id: if kind == Kind::Payout { number } else { "" },
        merchant: account,
        party: row.value(columns.party),
        note: match note {
            "" => row.value(columns.goods),
            note => note,
        },
        flags,
        ..Draft::new(row.number, day)
    };
    sums.rows += 1;
    if amount < 0 {
        sums.money_out += i128::from(amount);
    } else {
        sums.money_in += i128::from(amount);
    }
    out.push(row, &draft);
    Ok(())
}

/// The amount by the column that holds it: what went out is printed with a minus or without one.
fn amount(columns: &Columns, row: &Row) -> Result<i64, Bad> {
    if row.len() <= columns.money_in.min(columns.money_out) {
        return Err(Bad::at(columns.money_in, RefusedReason::Short));
    }
    let read = |column| row.money_if(Some(column), Unit::Major, Currency::CNY);
    let money_in = read(columns.money_in)?.filter(|&amount| amount != 0);
    let money_out = read(columns.money_out)?.filter(|&amount| amount != 0);
    match (money_in, money_out) {
        (Some(amount), None) => Ok(amount),
        (None, Some(amount)) => Ok(-amount.abs()),
        (None, None) => {
            let stated = [columns.money_in, columns.money_out]
                .iter()
                .any(|&column| !row.value(Some(column)).is_empty());
            if stated {
                Ok(0)
            } else {
                Err(Bad::at(columns.money_in, RefusedReason::Direction))
            }
        }
        (Some(_), Some(_)) => Err(Bad::at(columns.money_in, RefusedReason::Direction)),
    }
}

/// What a movement is. One that the file does not name changes the balance all the same.
fn kind(word: &str, direction: Direction) -> Kind {
    let has = |part: &str| word.contains(part);
    let comes_in = direction == Direction::In;
    match word {
        "" => Kind::Adjustment,
        // 退费 is a fee that comes back; 收费退回 and 服务费退款 are the same.
        _ if (has("费") && has("退")) && comes_in => Kind::FeeReturned,
        _ if has("收费") || has("服务费") || has("手续费") => {
            if comes_in {
                Kind::FeeReturned
            } else {
                Kind::Fee
            }
        }
        _ if has("退款") && comes_in => Kind::Adjustment,
        _ if has("退款") => Kind::Refund,
        _ if has("提现") || has("转账到银行卡") || has("转账到银行账户") => {
            Kind::Payout
        }
        _ if has("分润") || has("分账") => Kind::Split,
        _ if has("冻结") || has("解冻") => words::kind(word).unwrap_or(Kind::Adjustment),
        _ if has("充值") || has("转账") => {
            if comes_in {
                Kind::Credit
            } else {
                Kind::Debit
            }
        }
        _ if has("支付") || has("付款") || has("交易") || has("收款") || has("消费") => {
            // What leaves under the name of a payment is something she bought.
            if comes_in { Kind::Sale } else { Kind::Debit }
        }
        _ => Kind::Adjustment,
    }
}

const TYPE: &[&str] = &["类型", "业务类型"];
const COUNT_IN: &[&str] = &["收入笔数"];
const COUNT_OUT: &[&str] = &["支出笔数"];

fn totals_header(head: &Head) -> Option<&HeadRow> {
    head.find(&[TYPE, COUNT_IN, MONEY_IN, COUNT_OUT, MONEY_OUT])
}

/// Whether a table is the totals by type.
pub fn is_totals(head: &Head) -> bool {
    totals_header(head).is_some()
}

/// Compares the totals by type with the movements that were read.
pub fn compare_totals(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) {
    let Some(row) = totals_header(head) else {
        return;
    };
    let header = Header::at(row, NAME);
    let (Some(money_in), Some(money_out)) = (header.column(MONEY_IN), header.column(MONEY_OUT))
    else {
        return;
    };
    let (mut rows, mut row, number) = (part.rows(), Row::default(), row.number);
    let (mut stated, mut whole) = ([0_i128; 2], None);
    while rows.read(&mut row) {
        let first = row.cell(0).to_owned();
        if row.number <= number || alipay_note::is_note(&first) || row.is_empty() {
            continue;
        }
        let sums = [money_in, money_out].map(|column| {
            let sum = row.money_if(Some(column), Unit::Major, Currency::CNY);
            i128::from(sum.ok().flatten().unwrap_or(0).abs())
        });
        if first.contains("合计") || first.contains("总计") {
            whole = Some(sums);
        } else {
            stated = [stated[0] + sums[0], stated[1] + sums[1]];
        }
    }
    let book = out.book();
    let of_file = &book.records.amount[out.first..];
    let read_in: i128 = of_file.iter().map(|&a| i128::from(a.max(0))).sum();
    let read_out: i128 = of_file.iter().map(|&a| i128::from(a.min(0))).sum();
    let value = |minor: i128| ControlValue::Sum(Amount::new(minor, Currency::CNY));
    let [stated_in, stated_out] = whole.unwrap_or(stated);
    out.control(ControlKind::In, value(stated_in), value(read_in));
    out.control(ControlKind::Out, value(stated_out), value(-read_out));
}

#[cfg(test)]
mod tests {
    use super::{Direction, kind};
    use crate::record::Kind;

    #[test]
    fn kinds_of_movements() {
        use Direction::{In, Out};
        for (word, direction, want) in [
            ("在线支付", In, Kind::Sale),
            ("交易付款", In, Kind::Sale),
            ("交易付款", Out, Kind::Debit),
            ("收费", Out, Kind::Fee),
            ("退费", In, Kind::FeeReturned),
            ("交易退款", Out, Kind::Refund),
            ("提现", Out, Kind::Payout),
            ("转账", In, Kind::Credit),
            ("其他", Out, Kind::Adjustment),
        ] {
            assert_eq!(kind(word, direction), want, "{word}");
        }
    }
}
