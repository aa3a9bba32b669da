/*!
WeChat Pay's fund-flow bill (资金账单): every movement of the merchant's balance, unsigned, with the
balance behind it (FORMATS.md A1.2).

A sale stands gross and its fee in a row of its own, so a sale here has no fee. What joins both, and
what is counted once where the trade bill is loaded as well, stands in `scope::join`.
*/

use crate::calendar::DateOrder;
use crate::money::{Amount, Currency, DecimalMark, read_number};
use crate::record::{Draft, Flags, Kind, Tender};

use super::cell::{Bad, Unit, read_money};
use super::grid::{Part, Row};
use super::header::{Head, Header, normalise};
use super::reading::Reading;
use super::words::{self, Direction};
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

const NAME: &str = "wechat_fund";
const TIME: &[&str] = &["记账时间"];
const DIRECTION: &[&str] = &["收支类型"];
const AMOUNT: &[&str] = &["收支金额"];
const NUMBER: &[&str] = &["微信支付业务单号", "微信支付业务订单号"];
const MOVEMENT: &[&str] = &["资金流水单号"];

/// How the cells of the summary's header begin.
const SUMMARY: &str = "资金流水总笔数";

/// WeChat's numbers of payments begin with 4 (in the years before 2017 with 1), those of refunds
/// with 50.
const REFUND_BEGINS: &str = "50";

/// The day and amount of a movement of a WeChat balance.
pub fn sniff(head: &Head) -> Fit {
    let numbered = head.find(&[TIME, DIRECTION, AMOUNT, NUMBER]);
    if numbered
        .or(head.find(&[TIME, DIRECTION, AMOUNT, MOVEMENT]))
        .is_some()
    {
        Fit::Sure
    } else {
        Fit::No
    }
}

struct Columns {
    time: usize,
    direction: usize,
    amount: usize,
    number: Option<usize>,
    movement: Option<usize>,
    name: Option<usize>,
    kind: Option<usize>,
    balance: Option<usize>,
    note: Option<usize>,
    voucher: Option<usize>,
}

/// What was read, for comparison with the summary.
#[derive(Default)]
struct Sums {
    rows: u64,
    money_in: i128,
    money_out: i128,
}

/// Reads every row and the summary.
///
/// # Errors
/// [`ImportError::MissingColumn`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let header = Header::find(head, NAME, &[TIME, DIRECTION, AMOUNT])?;
    let columns = Columns {
        time: header.need(TIME)?,
        direction: header.need(DIRECTION)?,
        amount: header.need(AMOUNT)?,
        number: header.column(NUMBER),
        movement: header.column(MOVEMENT),
        name: header.column(&["业务名称"]),
        kind: header.column(&["业务类型"]),
        balance: header.column(&["账户结余", "账户余额"]),
        note: header.column(&["备注"]),
        voucher: header.column(&["业务凭证号"]),
    };
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
    let (day, time) = row.when(columns.time, None, DateOrder::YearFirst)?;
    let direction = words::direction(row.cell(columns.direction));
    let Some(direction) = direction.filter(|direction| *direction != Direction::Neither) else {
        return Err(Bad::at(columns.direction, RefusedReason::Direction));
    };
    let printed = row.money(columns.amount, Unit::Major, Currency::CNY)?.abs();
    let signed = if direction == Direction::In {
        printed
    } else {
        -printed
    };
    let words = [row.value(columns.kind), row.value(columns.name)];
    let kind = words
        .into_iter()
        .map(|word| kind(word, direction))
        .find(|kind| *kind != Kind::Adjustment)
        .unwrap_or(Kind::Adjustment);
    let note = row.value(columns.note);
    let fee = match (kind, columns.note) {
        (Kind::Refund, Some(column)) => fee_in(note, column, printed)?,
        _ => None,
    };
    let mut flags = words::remark(note);
    let (own, origin) = numbers(columns, row, kind, &mut flags);
    let voucher = row.id(columns.voucher, &mut flags);
    let draft = Draft {
        time,
        kind,
        tender: tender(kind),
        amount: signed - fee.unwrap_or(0),
        fee: fee.map(|fee| -fee),
        net: fee.map(|_| signed),
        balance: row.money_if(columns.balance, Unit::Major, Currency::CNY)?,
        provider_id: own,
        origin_id: origin,
        order_id: if kind == Kind::Sale { voucher } else { "" },
        payout_id: if kind == Kind::Payout { own } else { "" },
        note: if note.is_empty() {
            row.value(columns.name)
        } else {
            note
        },
        flags,
        ..Draft::new(row.number, day)
    };
    sums.rows += 1;
    match direction {
        Direction::Out => sums.money_out += i128::from(printed),
        _ => sums.money_in += i128::from(printed),
    }
    out.push(row, &draft);
    Ok(())
}

/// What a movement is. One that the bill does not name, or that is named after what it undoes,
/// changes the balance all the same.
fn kind(word: &str, direction: Direction) -> Kind {
    let has = |part: &str| word.contains(part);
    let comes_in = direction == Direction::In;
    match word {
        _ if has("手续费") && comes_in => Kind::FeeReturned,
        _ if has("手续费") => Kind::Fee,
        // A refund that came to nothing gives its money back.
        _ if has("退款") && comes_in => Kind::Adjustment,
        _ if has("退款") => Kind::Refund,
        _ if has("提现") => Kind::Payout,
        _ if has("分账") => Kind::Split,
        // Her own money put in, and money that she pays to others out of her balance.
        _ if has("充值") && comes_in => Kind::Credit,
        _ if (has("企业付款") || has("商家转账") || has("付款到")) && !comes_in => {
            Kind::Debit
        }
        _ if has("冻结") || has("解冻") => words::kind(word).unwrap_or(Kind::Adjustment),
        _ if (has("交易") || has("收款")) && comes_in => Kind::Sale,
        _ => Kind::Adjustment,
    }
}

const fn tender(kind: Kind) -> Tender {
    match kind {
        Kind::Sale | Kind::Refund => Tender::Wechat,
        _ => Tender::Unknown,
    }
}

/// The row's own number and that of its payment. For a refund the columns hold both, in the order
/// that their names do not promise: the payment stood under 资金流水单号.
fn numbers<'r>(
    columns: &Columns,
    row: &'r Row,
    kind: Kind,
    flags: &mut Flags,
) -> (&'r str, &'r str) {
    let number = row.id(columns.number, flags);
    let movement = row.id(columns.movement, flags);
    let (own, other) = if number.is_empty() {
        (movement, number)
    } else {
        (number, movement)
    };
    match kind {
        Kind::Refund if other.starts_with(REFUND_BEGINS) && !own.starts_with(REFUND_BEGINS) => {
            (other, own)
        }
        Kind::Refund => (own, other),
        // A fee is of the payment whose number it bears.
        Kind::Fee | Kind::FeeReturned => (movement, own),
        _ => (own, ""),
    }
}

/// The fee that came back inside a refund: `退款总金额100.00元;含手续费0.60元` beside 99.40.
fn fee_in(note: &str, column: usize, printed: i64) -> Result<Option<i64>, Bad> {
    let behind = |label: &str| -> Result<Option<i64>, Bad> {
        let Some((_, rest)) = note.split_once(label) else {
            return Ok(None);
        };
        let number: String = rest
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        if number.is_empty() {
            return Ok(None);
        }
        read_money(&number, column, Currency::CNY).map(Some)
    };
    let (Some(whole), Some(fee)) = (behind("退款总金额")?, behind("含手续费")?) else {
        return Ok(None);
    };
    Ok((fee != 0 && whole - fee == printed).then_some(fee))
}

/// Compares a line of the summary with what was read. Counts may be printed as `20.0`.
fn state(names: &[String], row: &Row, sums: &Sums, out: &mut Reading<'_>) {
    let fen = |minor: i128| ControlValue::Sum(Amount::new(minor, Currency::CNY));
    for (column, name) in names.iter().enumerate() {
        let Ok(stated) = read_number(row.cell(column), DecimalMark::Point) else {
            continue;
        };
        let (kind, read) = match name.as_str() {
            SUMMARY => {
                let count = stated.minor(0).ok();
                if let Some(count) = count.and_then(|count| u64::try_from(count).ok()) {
                    let (stated, read) =
                        (ControlValue::Count(count), ControlValue::Count(sums.rows));
                    out.control(ControlKind::Rows, stated, read);
                }
                continue;
            }
            "收入金额" => (ControlKind::In, sums.money_in),
            "支出金额" => (ControlKind::Out, sums.money_out),
            _ => continue,
        };
        if let Ok(stated) = stated.minor(2) {
            out.control(kind, fen(stated), fen(read));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, fee_in, kind};
    use crate::record::Kind;

    #[test]
    fn kinds_of_movements() {
        use Direction::{In, Out};
        for (word, direction, want) in [
            ("交易", In, Kind::Sale),
            ("扣除交易手续费", Out, Kind::Fee),
            ("退还交易手续费", In, Kind::FeeReturned),
            ("退款", Out, Kind::Refund),
            ("退款关闭", In, Kind::Adjustment),
            ("提现", Out, Kind::Payout),
            ("分账", Out, Kind::Split),
            ("充值", In, Kind::Credit),
            ("企业付款", Out, Kind::Debit),
            ("代金券", Out, Kind::Adjustment),
        ] {
            assert_eq!(kind(word, direction), want, "{word}");
        }
    }

    #[test]
    fn a_fee_inside_a_refund_shows_by_arithmetic() {
        let note = "退款总金额100.00元;含手续费0.60元";
        assert_eq!(fee_in(note, 0, 9_940), Ok(Some(60)));
        assert_eq!(fee_in(note, 0, 10_000), Ok(None));
        assert_eq!(fee_in("退款总金额0.01元;含手续费0.00元", 0, 1), Ok(None));
    }
}
