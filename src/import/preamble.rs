//! What files say about themselves above and below their table: the days they cover and totals.

use crate::calendar::{DateOrder, Day, Period, read_date};
use crate::money::{Currency, DecimalMark, read_number};

use super::header::Head;

/// Words beside which the days of a statement stand.
const PERIOD_WORDS: &[&str] = &[
    "起始日期",
    "起始时间",
    "起止",
    "日期范围",
    "时间范围",
    "查询时间",
    "查询期间",
    "查询日期",
    "账单周期",
    "交易日期：",
    "时间段",
    "period",
    "Period",
    "date range",
    "Date range",
    "Time Range",
];

/// The days that a file says it covers: the first line above the table with such a word and two days.
#[must_use]
pub fn period(head: &Head, header_number: u32) -> Option<Period> {
    let above = head.rows.iter().filter(|row| row.number < header_number);
    above.map(|row| row.cells.join(" ")).find_map(|line| {
        PERIOD_WORDS
            .iter()
            .any(|word| line.contains(word))
            .then(|| two_days(&line))
            .flatten()
    })
}

/// The first two days in a line, in order.
fn two_days(line: &str) -> Option<Period> {
    let mut days = days(line);
    let (one, other) = (days.next()?, days.next()?);
    Some(Period {
        from: one.min(other),
        to: one.max(other),
    })
}

/// The month that a statement names above its table (`2024年01月`), else that in which its period
/// ends.
#[must_use]
pub fn month(head: &Head, header_number: u32) -> Option<(i32, u8)> {
    let above = head.rows.iter().filter(|row| row.number < header_number);
    let mut cells = above.flat_map(|row| &row.cells);
    cells.find_map(|cell| year_and_month(cell)).or_else(|| {
        let (year, month, _) = period(head, header_number)?.to.ymd();
        Some((year, month))
    })
}

/// Words behind which a line above the table states its currency, without blanks.
const CURRENCY_WORDS: &[&str] = &[
    "币种",
    "币别",
    "货币",
    "Currency",
    "currency",
    "amountsin",
    "Beträgein",
    "montantsen",
];

/// The currency that a line above the table states: `币种:美元`, `# 币    种: [人民币]`.
#[must_use]
pub fn currency(head: &Head, header_number: u32) -> Option<Currency> {
    let above = head.rows.iter().filter(|row| row.number < header_number);
    above.map(|row| row.cells.join(" ")).find_map(|line| {
        let plain: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        let (_, behind) = CURRENCY_WORDS
            .iter()
            .find_map(|label| plain.split_once(label))?;
        let behind = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
        behind
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .and_then(|name| {
                // `SGDSingaporeDollar` begins with a code, `Autosave` behind `Multi-Currency` does not.
                let code = name.get(..3).unwrap_or(name);
                let is_code = code.bytes().all(|byte| byte.is_ascii_uppercase());
                Currency::parse(name).or_else(|| Currency::parse(code).filter(|_| is_code))
            })
    })
}

fn year_and_month(cell: &str) -> Option<(i32, u8)> {
    let (before, behind) = cell.split_once('年')?;
    let year = before.get(before.len().checked_sub(4)?..)?.parse().ok()?;
    let month = behind.split_once('月')?.0.trim().parse().ok()?;
    (1..=12).contains(&month).then_some((year, month))
}

/// Every day in a line: eight digits, or three numbers with `-`, `/`, `.` or 年月 between.
fn days(line: &str) -> impl Iterator<Item = Day> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
            let step = rest.chars().next().map_or(1, char::len_utf8);
            let inside = line[..at].ends_with(|c: char| c.is_ascii_digit());
            if !inside && rest.starts_with(|c: char| c.is_ascii_digit()) {
                let digits = rest
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(rest.len());
                let end = match digits {
                    8 => Some(8),
                    4 => dashed(rest),
                    _ => None,
                };
                let token = end.and_then(|end| rest.get(..end));
                if let Some(day) =
                    token.and_then(|token| read_date(token, DateOrder::YearFirst).ok())
                {
                    at += token.map_or(step, str::len);
                    return Some(day);
                }
            }
            at += step;
        }
        None
    })
}

/// The end of `2026-3-1`, `2026年03月01` and the like at the start of a text.
fn dashed(text: &str) -> Option<usize> {
    let (mut end, mut numbers) = (4, 1);
    while numbers < 3 {
        let rest = text.get(end..)?;
        let separator = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '-' | '/' | '.' | '年' | '月'))?;
        end += separator.len_utf8();
        let digits = text
            .get(end..)?
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        if !(1..=2).contains(&digits) {
            return None;
        }
        (end, numbers) = (end + digits, numbers + 1);
    }
    Some(end)
}

/// The first decimal number behind `label` in a line, in hundredths: `收入合计: 1 笔，共 100.00 元`.
#[must_use]
pub fn sum_behind(line: &str, label: &str) -> Option<i128> {
    let (_, rest) = line.split_once(label)?;
    let rest = rest.get(..own(rest)).unwrap_or(rest);
    let number = |token: &str| {
        let decimal = token.contains('.') && token.contains(|c: char| c.is_ascii_digit());
        decimal
            .then(|| {
                read_number(token.trim_end_matches('.'), DecimalMark::Point)
                    .ok()?
                    .minor(2)
                    .ok()
            })
            .flatten()
    };
    rest.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+')))
        .find_map(number)
}

/// How much of a text behind a label is the label's own: up to the next label, past what is in
/// brackets and past the words that stand beside a sum.
fn own(rest: &str) -> usize {
    const BESIDE: &str = "笔共元金额总数计为人民币条";
    let mut depth = 0_usize;
    let next = rest.char_indices().find(|&(_, c)| {
        match c {
            '[' | '［' | '(' | '（' => depth += 1,
            ']' | '］' | ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphabetic() && !c.is_ascii() && !BESIDE.contains(c)
    });
    next.map_or(rest.len(), |(at, _)| at)
}

/// The whole number in the cell behind one that is called `label`.
#[must_use]
pub fn count_behind(cells: &[String], label: &str) -> Option<u64> {
    let at = cells
        .iter()
        .position(|cell| super::header::normalise(cell).trim_end_matches(':') == label)?;
    cells.get(at + 1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::header::{Head, HeadRow};
    use super::{currency, sum_behind, two_days, year_and_month};

    #[test]
    fn months_in_a_title() {
        let month = year_and_month("信用卡对账单（2026年01月）");
        assert_eq!(month, Some((2026, 1)));
        assert_eq!(year_and_month("2026年13月"), None);
    }

    #[test]
    fn days_in_a_line() {
        for (line, want) in [
            (
                "# 起始日期: [20260201]   终止日期: [20260331]",
                Some("2026-02-01 2026-03-31"),
            ),
            (
                "起始时间：[2024-12-02 00:00:00] 终止时间：[2024-12-27 23:59:59]",
                Some("2024-12-02 2024-12-27"),
            ),
            (
                "#起始日期：[2019年09月16日 00:00:00]   终止日期：[2019年09月17日 00:00:00]",
                Some("2019-09-16 2019-09-17"),
            ),
            (
                "查询时间范围[ Time Range ] 20171101-20171130",
                Some("2017-11-01 2017-11-30"),
            ),
            ("卡号 6222020200012345678", None),
            ("2026-3-1", None),
        ] {
            let got = two_days(line).map(|p| format!("{} {}", p.from, p.to));
            assert_eq!(got.as_deref(), want, "{line}");
        }
    }

    #[test]
    fn currencies_above_a_table() {
        for (line, want) in [
            ("Currency:,SGD - Singapore Dollar", Some("SGD")),
            ("币种：USD美元", Some("USD")),
            ("# 币    种: [人民币]", Some("CNY")),
            ("Account:,Multi-Currency Autosave 027", None),
        ] {
            let cells = line.split(',').map(str::to_owned).collect();
            let head = Head {
                file: String::new(),
                beginning: String::new(),
                rows: vec![HeadRow::of(1, cells)],
            };
            let code = currency(&head, 2).map(|code| code.to_string());
            assert_eq!(code.as_deref(), want, "{line}");
        }
    }

    #[test]
    fn sums_in_a_line() {
        assert_eq!(
            sum_behind("# 收入合计: 12 笔，共 1,100.50 元", "收入合计"),
            Some(110_050)
        );
        assert_eq!(sum_behind("# 收入合计: 12 笔", "收入合计"), None);
        let remark = "支出：2笔(含1笔部分退款)，51.93元";
        assert_eq!(sum_behind(remark, "支出"), Some(5193));
        // A whole sum in a sheet has no point; the next one is not its own.
        let whole = "收入总金额 15000 支出总金额 200.50";
        assert_eq!(sum_behind(whole, "收入总金额"), None);
        assert_eq!(sum_behind(whole, "支出总金额"), Some(20_050));
        assert_eq!(
            sum_behind("贷方发生总额[ x ] 3.20", "贷方发生总额"),
            Some(320)
        );
    }
}
