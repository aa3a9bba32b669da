/*!
China UnionPay's merchant file ZM: lines of fixed width without a header, a blank between two fields,
and the report RD of its totals (FORMATS.md A4.1, A4.2).

Widths are those of the bytes in GBK, in which a Chinese character has two; so places are counted in
such widths whatever encoding the file has now. D and C are the clearing centre's view of the
merchant: a fee `D` is charged, a net `C` is credited.
*/

use crate::calendar::{DateError, Day, TimeOfDay};
use crate::money::{Amount, Currency, DecimalMark, NumberError, read_number};
use crate::record::{Draft, Kind, Tender};

use super::cell::minor;
use super::days::{day_in_short, stamp_near, stamp_of};
use super::entry::Lines;
use super::grid::Part;
use super::header::Head;
use super::reading::{Fault, Reading};
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

/// Fields by their first and last place (FORMATS.md A4.1; the numbers are those of its table).
mod place {
    pub type Place = (usize, usize);
    /// 4 系统跟踪号.
    pub const TRACE: Place = (28, 34);
    /// 5 交易传输时间, without a year.
    pub const STAMP: Place = (35, 45);
    /// 6 账号.
    pub const CARD: Place = (46, 65);
    /// 7 交易金额.
    pub const AMOUNT: Place = (66, 78);
    /// 10 查询流水号, which begins with the day and time.
    pub const QUERY: Place = (87, 108);
    /// 12 商户订单号.
    pub const ORDER: Place = (112, 144);
    /// 13 支付卡类型.
    pub const CARD_KIND: Place = (145, 147);
    /// 16 商户手续费.
    pub const FEE: Place = (166, 179);
    /// 17 结算金额.
    pub const NET: Place = (180, 193);
    /// 20 交易类型.
    pub const KIND: Place = (215, 217);
    /// 27 原交易查询流水号.
    pub const ORIGIN: Place = (271, 292);
    /// 28 商户代码.
    pub const MERCHANT: Place = (293, 308);
    /// 34 终端号.
    pub const TERMINAL: Place = (388, 396);
    /// 35 商户自定义域.
    pub const OWN: Place = (397, 429);
}

/// A line ends no sooner: behind the fields that the merchant's money is in.
const WIDTH_MIN: usize = 308;

/// Lines that are looked at to know the file.
const LINES: usize = 5;

/// Width of a text in GBK.
fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// The stretch of a line between two places.
fn field(line: &str, (from, to): place::Place) -> &str {
    let (mut at, mut start, mut end) = (0, None, line.len());
    for (index, c) in line.char_indices() {
        if at >= from && start.is_none() {
            start = Some(index);
        }
        if at >= to {
            end = index;
            break;
        }
        at += width(c);
    }
    let start = start.unwrap_or(line.len());
    line.get(start..end).unwrap_or_default().trim()
}

/// `D` or `C` and an amount in fen: positive where it is charged.
fn charged(text: &str) -> Option<i64> {
    let (sign, digits) = text.split_at_checked(1)?;
    let sign = match sign {
        "D" => 1,
        "C" => -1,
        _ => return None,
    };
    let digits_only = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits
        .parse::<i64>()
        .ok()
        .filter(|_| digits_only)
        .map(|fen| sign * fen)
}

fn is_line(line: &str) -> bool {
    let digits = |place: place::Place, count: usize| {
        let text = field(line, place);
        text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    digits(place::TRACE, 6)
        && digits(place::STAMP, 10)
        && digits(place::AMOUNT, 12)
        && charged(field(line, place::NET)).is_some()
}

/// A line with its time, amount and net where they belong.
pub fn sniff(head: &Head) -> Fit {
    let first = head.beginning.lines().take(LINES);
    let mut filled = first.filter(|line| !line.trim().is_empty());
    // The beginning is without the padding in front of the first line, which has none.
    if filled.any(is_line) {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// Reads every line.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let text = part.text().unwrap_or_default();
    let settled = day_in_short(&head.file);
    let mut lines = Lines::of(text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let number = lines.line(at);
        at += line.len();
        let line = line.trim_end_matches(['\r', '\n']);
        if line.trim().is_empty() {
            continue;
        }
        out.enter(number, line, one(line, number, settled))?;
    }
    Ok(())
}

fn one(line: &str, number: u32, settled: Option<Day>) -> Result<Draft<'_>, Fault> {
    if line.chars().map(width).sum::<usize>() < WIDTH_MIN {
        return Err(Fault::new("", "", RefusedReason::Short));
    }
    let (day, time) = moment(line, settled)?;
    let amount = field(line, place::AMOUNT);
    let printed = read_number(amount, DecimalMark::Point)
        .and_then(|number| minor(number.minor(0)))
        .map_err(|error| Fault::new("交易金额", amount, RefusedReason::Amount(error)))?;
    let net = signed(line, "结算金额", place::NET)?.map(|charged| -charged);
    let net =
        net.ok_or_else(|| Fault::new("结算金额", "", RefusedReason::Amount(NumberError::Empty)))?;
    let fee = signed(line, "商户手续费", place::FEE)?;
    let kind = kind(field(line, place::KIND), net);
    let lowers = super::words::lowers(kind) || net < 0;
    let card = field(line, place::CARD);
    Ok(Draft {
        time,
        settled,
        kind,
        tender: tender(field(line, place::CARD_KIND), card),
        amount: if lowers { -printed } else { printed },
        fee,
        net: Some(net),
        provider_id: field(line, place::QUERY),
        order_id: field(line, place::ORDER),
        origin_id: origin(field(line, place::ORIGIN)),
        voucher: field(line, place::TRACE),
        card_tail: super::card_tail(card),
        merchant: field(line, place::MERCHANT),
        terminal: field(line, place::TERMINAL),
        note: field(line, place::OWN),
        ..Draft::new(number, day)
    })
}

/// The day and time: the query number begins with both; the time of transmission lacks the year,
/// which the file's name may have.
fn moment(line: &str, settled: Option<Day>) -> Result<(Day, Option<TimeOfDay>), Fault> {
    if let Some((day, time)) = stamp_of(field(line, place::QUERY)) {
        return Ok((day, Some(time)));
    }
    let stamp = field(line, place::STAMP);
    match settled.and_then(|settled| stamp_near(stamp, settled)) {
        Some((day, time)) => Ok((day, Some(time))),
        None => Err(Fault::new(
            "交易传输时间",
            stamp,
            RefusedReason::Date(DateError::Malformed),
        )),
    }
}

/// A field of `D` or `C` and an amount; empty where it is blank.
fn signed(line: &str, name: &'static str, place: place::Place) -> Result<Option<i64>, Fault> {
    let text = field(line, place);
    if text.is_empty() {
        return Ok(None);
    }
    let fault = || Fault::new(name, text, RefusedReason::Amount(NumberError::Malformed));
    charged(text).map(Some).ok_or_else(fault)
}

/// Kinds by 交易类型; where it is blank or another, by whether the merchant is credited.
fn kind(code: &str, net: i64) -> Kind {
    match code {
        "02" | "32" => Kind::PreAuth,
        "03" => Kind::PreAuthCompletion,
        "04" => Kind::Refund,
        "31" | "33" => Kind::Void,
        "99" => Kind::Adjustment,
        _ if net < 0 => Kind::Refund,
        _ => Kind::Sale,
    }
}

/// 支付卡类型: 01 debit, 02 credit, 03 quasi-credit; 00 and others are not known.
fn tender(code: &str, card: &str) -> Tender {
    match code {
        "01" => Tender::DebitCard,
        "02" | "03" => Tender::CreditCard,
        _ if card.is_empty() => Tender::Unknown,
        _ => Tender::Card,
    }
}

/// A number of noughts alone is none.
fn origin(number: &str) -> &str {
    if number.bytes().all(|byte| byte == b'0') {
        ""
    } else {
        number
    }
}

/// Words of the report's title.
const REPORT: &str = "商户交易汇总表";

/// Whether a text is the report of totals.
pub fn is_report(head: &Head) -> bool {
    head.beginning.contains(REPORT) && head.beginning.contains("资金清算差额")
}

/// Compares the report's first line called 总计 with what was read. Its columns are the count and,
/// each as debit and credit, amount, fee and the difference that is paid out.
pub fn compare(part: &Part<'_>, _head: &Head, out: &mut Reading<'_>) {
    let text = part.text().unwrap_or_default();
    let mut totals = text.lines().map(str::trim).filter_map(|line| {
        let rest = line.strip_prefix("总计")?;
        let numbers: Option<Vec<i128>> = rest
            .split_whitespace()
            .map(|cell| read_number(cell, DecimalMark::Point).ok()?.minor(2).ok())
            .collect();
        numbers.filter(|numbers| numbers.len() == 7)
    });
    let Some([count, debit, credit, charged, returned, owed, paid]) = totals
        .next()
        .and_then(|numbers| <[i128; 7]>::try_from(numbers).ok())
    else {
        return;
    };
    let book = out.book();
    let r = &book.records;
    let of_file = out.first..r.len();
    let sum = |of: &dyn Fn(usize) -> i64| -> i128 {
        of_file.clone().map(|row| i128::from(of(row))).sum()
    };
    let rows = of_file
        .clone()
        .filter(|&row| r.kind[row] != Kind::PreAuth)
        .count() as u64;
    let amount = sum(&|row| r.amount[row]);
    let fee = sum(&|row| r.fee(row).unwrap_or(0));
    let net = sum(&|row| r.net(row));
    let value = |minor: i128| ControlValue::Sum(Amount::new(minor, Currency::CNY));
    if let Ok(count) = u64::try_from(count / 100) {
        let (stated, read) = (ControlValue::Count(count), ControlValue::Count(rows));
        out.control(ControlKind::Rows, stated, read);
    }
    for (kind, stated, read) in [
        (ControlKind::Settled, credit - debit, amount),
        (ControlKind::Fees, charged - returned, fee),
        (ControlKind::Net, paid - owed, net),
    ] {
        out.control(kind, value(stated), value(read));
    }
}

#[cfg(test)]
mod tests {
    use super::{charged, field};

    #[test]
    fn places_are_widths_in_gbk() {
        assert_eq!(field("ab 一二 cd", (3, 7)), "一二");
        assert_eq!(field("ab 一二 cd", (8, 10)), "cd");
        assert_eq!(field("ab", (3, 7)), "");
    }

    #[test]
    fn debit_is_charged() {
        for (text, want) in [
            ("D000000002861", Some(2_861)),
            ("C000000473939", Some(-473_939)),
            ("C", None),
            ("X000000000001", None),
            ("D-00000000001", None),
            ("", None),
        ] {
            assert_eq!(charged(text), want, "{text}");
        }
    }
}
