//! The cells of a table below its header, column by column, and what they look like.

use crate::calendar::{DateOrder, read_date, read_time};
use crate::money::{Currency, DecimalMark, read_number};
use crate::record::Tender;

use super::super::assumed::code_in;
use super::super::grid::{Part, Row};
use super::super::reading::fitting_order;
use super::super::words;
use super::{MoneyUnit, Role};

/// Rows below the header that are looked at.
const ROWS: usize = 200;

/// Rows among which they are found: a table whose first rows have no day is none.
const ROWS_LOOKED_AT: usize = 2000;

/// Decimals to which numbers are compared: more than any amount has.
const DECIMALS: u32 = 4;

/// A larger number, with its decimals, is no amount.
const NUMBER_MAX: i128 = 1 << 80;

/// `CNY 人民币` is the longest name of a currency that a column holds.
const CURRENCY_CHARACTERS_MAX: usize = 8;

/// A longer cell is no word.
const WORD_CHARACTERS_MAX: usize = 20;

/// More different words than this are no words of direction.
const WORDS_MAX: usize = 6;

/// Fewer cells may be days or times of six digits by chance.
const SIX_ROWS_MIN: usize = 3;

/// Days of six digits that lie further apart are amounts: a statement spans months.
const SIX_DAYS_MAX: i64 = 2 * 366;

/// Debe and haber, Soll and Haben, deebet and kreedit: one letter of them alone may be anything.
const PAIRS: [[&str; 2]; 3] = [["D", "H"], ["S", "H"], ["D", "K"]];

/// Whether a cell is a day, in whatever order.
#[must_use]
pub fn is_day(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (4..=DAY_DIGITS_MAX).contains(&digits)
        && !is_clock(cell)
        && DateOrder::PLAIN
            .iter()
            .any(|order| read_date(cell, *order).is_ok())
}

/// Whether a text holds digits and nothing else.
fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a cell has the digits of a day of six, of which a spreadsheet may have taken the first nought.
fn has_six(cell: &str) -> bool {
    matches!(cell.len(), 5 | 6) && is_digits(cell)
}

/// Whether a cell may be a day of six digits.
fn may_be_six(cell: &str) -> bool {
    has_six(cell)
        && DateOrder::SIX
            .iter()
            .any(|order| read_date(cell, *order).is_ok())
}

/// `2026-03-04-10.21.05.112233` has the most digits that a day with its time is written in.
const DAY_DIGITS_MAX: usize = 20;

/// `09:01:22` is a time, although three numbers could be a day.
fn is_clock(cell: &str) -> bool {
    cell.contains([':', '：']) && read_time(cell).is_ok()
}

/// Whether a day has no more digits than a day without a time.
pub fn is_without_time(cell: &str) -> bool {
    cell.bytes().filter(u8::is_ascii_digit).count() <= 8
}

/// Whether an amount has no more decimals than nearly every currency.
fn is_exact(cell: &str) -> bool {
    [DecimalMark::Point, DecimalMark::Comma]
        .iter()
        .any(|mark| read_number(cell, *mark).is_ok_and(|number| number.minor(2).is_ok()))
}

/// `20260301` is a day, although it could be an amount.
pub fn is_plain_day(cell: &str) -> bool {
    cell.len() == 8 && cell.starts_with(['1', '2']) && is_day(cell)
}

/// Whether a cell is a number.
#[must_use]
pub fn is_money(cell: &str) -> bool {
    [DecimalMark::Point, DecimalMark::Comma]
        .iter()
        .any(|mark| read_number(cell, *mark).is_ok())
}

/// The cells below the header, column by column.
pub struct Columns {
    cells: Vec<Vec<String>>,
    numbers: Vec<Vec<Option<i128>>>,
}

impl Columns {
    /// Those of the rows below a line that have a day.
    #[must_use]
    pub fn of(part: &Part<'_>, header_row: u32) -> Self {
        let dated = Self::of_rows(part, header_row, is_day);
        if dated.rows() > 0 {
            return dated;
        }
        Self::of_rows(part, header_row, may_be_six)
    }

    /// Those of the rows below a line that have a cell that passes as a day.
    fn of_rows(part: &Part<'_>, header_row: u32, passes: fn(&str) -> bool) -> Self {
        let (mut rows, mut row, mut count) = (part.rows(), Row::default(), 0);
        let mut cells: Vec<Vec<String>> = Vec::new();
        let mut looked_at = 0;
        while count < ROWS && looked_at < ROWS_LOOKED_AT && rows.read(&mut row) {
            looked_at += 1;
            // Lines of a preamble and of totals have no day and would only confuse.
            if row.number <= header_row || !row.cells().any(passes) {
                continue;
            }
            for column in 0..row.len() {
                if cells.len() <= column {
                    cells.push(vec![String::new(); count]);
                }
            }
            for (column, all) in cells.iter_mut().enumerate() {
                all.push(row.value(Some(column)).to_owned());
            }
            count += 1;
        }
        let mut columns = Self {
            cells,
            numbers: Vec::new(),
        };
        let all: Vec<usize> = (0..columns.cells.len())
            .filter(|&column| columns.is_numeric(column))
            .collect();
        let mark = columns.mark(&all);
        let number = |cell: &String| {
            let number = read_number(cell, mark).ok()?.minor(DECIMALS).ok()?;
            (number.abs() < NUMBER_MAX).then_some(number)
        };
        let numbers = columns.cells.iter();
        columns.numbers = numbers
            .map(|cells| cells.iter().map(number).collect())
            .collect();
        columns
    }

    /// The same rows without those that have no day in a column: titles hold days as well.
    #[must_use]
    pub fn with_days_in(mut self, column: usize) -> Self {
        let dated: Vec<bool> = self
            .of_column(column)
            .iter()
            .map(|cell| is_day(cell))
            .collect();
        for cells in &mut self.cells {
            let mut dated = dated.iter();
            cells.retain(|_| dated.next().copied().unwrap_or_default());
        }
        for numbers in &mut self.numbers {
            let mut dated = dated.iter();
            numbers.retain(|_| dated.next().copied().unwrap_or_default());
        }
        self
    }

    /// The order of a column whose every cell is a day of six digits, if it is one: that of two in
    /// which they span fewer days. Amounts seldom pass as days three times.
    #[must_use]
    pub fn six_order(&self, column: usize) -> Option<DateOrder> {
        let cells = self.of_column(column);
        let span = |order: DateOrder| {
            let days = cells.iter().map(|cell| {
                let day = read_date(cell, order).ok();
                day.filter(|_| has_six(cell))
                    .map(|day| i64::from(day.epoch()))
            });
            let days: Vec<i64> = days.collect::<Option<_>>()?;
            Some(days.iter().max()? - days.iter().min()?)
        };
        let spans = DateOrder::SIX
            .into_iter()
            .filter_map(|order| Some((span(order)?, order)));
        let best = spans.min_by_key(|(span, _)| *span);
        best.filter(|(span, _)| cells.len() >= SIX_ROWS_MIN && *span < SIX_DAYS_MAX)
            .map(|(_, order)| order)
    }

    /// Whether the cells of a column are times of the day: clocks, or six digits with odd seconds, since
    /// prices such as 150000 pass as times as well.
    #[must_use]
    pub fn tells_time(&self, column: usize) -> bool {
        let is_six = |cell: &str| cell.len() == 6 && is_digits(cell);
        let is_marked = |cell: &str| cell.contains([':', '：', '时', '点']);
        let is_time = |cell: &str| !is_day(cell) && read_time(cell).is_ok();
        self.of_column(column).len() >= SIX_ROWS_MIN
            && (self.mostly(column, |cell| is_marked(cell) && is_time(cell))
                || self.mostly(column, |cell| is_six(cell) && is_time(cell))
                    && self.partly(column, |cell| !cell.ends_with("00")))
    }

    /// Whether a column says which way money went: by words, or by both letters of a pair.
    #[must_use]
    pub fn tells_direction(&self, column: usize) -> bool {
        let cells = self.of_column(column);
        let is = |letter: &str, cell: &String| cell.eq_ignore_ascii_case(letter);
        let pairs = |[one, other]: &[&str; 2]| {
            cells.iter().all(|cell| is(one, cell) || is(other, cell))
                && [one, other]
                    .iter()
                    .all(|letter| cells.iter().any(|cell| is(letter, cell)))
        };
        self.mostly(column, words::is_direction) || PAIRS.iter().any(pairs)
    }

    /// Whether the days of a column rise from the first row to the last; none where both are one.
    #[must_use]
    pub fn rises(&self, column: usize) -> Option<bool> {
        let cells = self.of_column(column);
        let order = fitting_order(cells.iter().map(String::as_str));
        let day = |cell: Option<&String>| read_date(cell?, order).ok();
        let (first, last) = (day(cells.first())?, day(cells.last())?);
        (first != last).then_some(first < last)
    }

    /// How many columns there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.cells.len()
    }

    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.cells.first().map_or(0, Vec::len)
    }

    /// The numbers of a column, exact.
    #[must_use]
    pub fn numbers(&self, column: usize) -> &[Option<i128>] {
        self.numbers.get(column).map_or(&[], Vec::as_slice)
    }

    /// Whether a column holds numbers that may be money.
    #[must_use]
    pub fn is_numeric(&self, column: usize) -> bool {
        self.mostly(column, |cell| {
            is_money(cell) && !is_id(cell) && !is_plain_day(cell) && !is_clock(cell)
        })
    }

    /// Whether a column counts its rows, up or down.
    #[must_use]
    pub fn is_counter(&self, column: usize) -> bool {
        let step = 10_i128.pow(DECIMALS);
        let numbers = self.numbers(column);
        numbers.len() > 1
            && !self.has_decimals(column)
            && numbers.windows(2).all(|pair| match pair {
                [Some(one), Some(other)] => (one - other).abs() == step,
                _ => false,
            })
    }

    /// Whether some cell of a column has decimals.
    #[must_use]
    pub fn has_decimals(&self, column: usize) -> bool {
        let whole = 10_i128.pow(DECIMALS);
        let marked = |cell: &String| cell.contains(['.', ',']);
        let cells = self.of_column(column).iter().zip(self.numbers(column));
        cells
            .filter(|(_, number)| number.is_some())
            .any(|(cell, number)| marked(cell) || number.is_some_and(|n| n % whole != 0))
    }

    /// Whether a column repeats a few words.
    #[must_use]
    pub fn repeats_words(&self, column: usize) -> bool {
        let mut words: Vec<&str> = Vec::new();
        for cell in self.of_column(column) {
            if cell.is_empty() || cell.chars().count() > WORD_CHARACTERS_MAX {
                return false;
            }
            if !words.contains(&cell.as_str()) {
                words.push(cell);
            }
            if words.len() > WORDS_MAX {
                return false;
            }
        }
        words.len() > 1
    }

    /// Whether the cells of a column say how was paid: nearly all of them name a way to pay.
    #[must_use]
    pub fn tells_tender(&self, column: usize) -> bool {
        let short = |cell: &str| cell.chars().count() <= WORD_CHARACTERS_MAX;
        self.mostly(column, |cell| {
            short(cell) && !matches!(words::tender(cell), Tender::Other | Tender::Unknown)
        })
    }

    /// Whether the cells of a column are codes or names of currencies.
    #[must_use]
    pub fn holds_codes(&self, column: usize) -> bool {
        let is_name = |cell: &str| cell.chars().count() <= CURRENCY_CHARACTERS_MAX;
        let is_code = |cell: &str| cell.len() == 3 && code_in(cell).is_some();
        !self.is_numeric(column)
            && self.mostly(column, |cell| {
                is_code(cell) || is_name(cell) && cell.contains("人民币")
            })
    }

    /// Whether a column says of some rows that nothing was paid, in a few words that repeat.
    #[must_use]
    pub fn tells_status(&self, column: usize) -> bool {
        let cells = self.of_column(column).iter();
        self.repeats_words(column) && cells.clone().any(|cell| words::not_paid(cell))
    }

    /// Whether a column says what kind of payment each row is, in a few words that repeat, and some
    /// take money.
    #[must_use]
    pub fn tells_kind(&self, column: usize) -> bool {
        let kinds = || self.of_column(column).iter().map(|cell| words::kind(cell));
        self.repeats_words(column)
            && kinds().all(|kind| kind.is_some())
            && kinds().flatten().any(words::lowers)
    }

    /// The cells of a column.
    #[must_use]
    pub fn of_column(&self, column: usize) -> &[String] {
        self.cells.get(column).map_or(&[], Vec::as_slice)
    }

    /// Whether nearly all filled cells of a column pass a test, and one is filled at all. A single
    /// bad cell in a short table is a slip of the pen.
    pub fn mostly(&self, column: usize, passes: impl Fn(&str) -> bool) -> bool {
        let filled = self
            .of_column(column)
            .iter()
            .filter(|cell| !cell.is_empty());
        let (all, passing) = filled.fold((0, 0), |(all, passing), cell| {
            (all + 1, passing + u32::from(passes(cell)))
        });
        let failing: u32 = all - passing;
        passing > 0 && failing <= passing && failing <= (all / 10).max(1)
    }

    /// Whether a column holds anything.
    #[must_use]
    pub fn is_filled(&self, column: usize) -> bool {
        self.of_column(column).iter().any(|cell| !cell.is_empty())
    }

    /// Whether the cells of a column bear a role out.
    pub fn holds(&self, column: usize, role: Role) -> bool {
        let empty = !self.is_filled(column);
        let number = |cell: &str| is_money(cell) && !is_id(cell) && !is_plain_day(cell);
        match role {
            Role::Date | Role::Settled => self.mostly(column, is_day),
            Role::Time => self.mostly(column, |cell| read_time(cell).is_ok() || is_day(cell)),
            // Money in may be missing on every row of a short file.
            Role::In | Role::Out => empty || self.mostly(column, number),
            // Shares of a cent would cost the row, and fee and net are not needed.
            Role::Fee | Role::Net => {
                empty || self.mostly(column, |cell| number(cell) && is_exact(cell))
            }
            // A column of noughts is no takings.
            Role::Amount => {
                self.of_column(column).iter().any(is_some) && self.mostly(column, number)
            }
            Role::Balance => self.mostly(column, number),
            Role::Direction => self.mostly(column, |cell| words::direction(cell).is_some()),
            // 堂食 and 外卖 are no kinds of payments, and 小程序 is no way to pay.
            Role::Kind => self.mostly(column, |cell| words::kind(cell).is_some()),
            Role::Tender => self.partly(column, |cell| words::tender(cell) != Tender::Other),
            Role::Currency => self.mostly(column, |cell| {
                Currency::parse(cell).or_else(|| code_in(cell)).is_some()
            }),
            _ => true,
        }
    }

    /// Whether half of the filled cells pass a test, and one is filled at all.
    fn partly(&self, column: usize, passes: impl Fn(&str) -> bool) -> bool {
        let cells = self.of_column(column).iter();
        let filled: Vec<&String> = cells.filter(|cell| !cell.is_empty()).collect();
        let passing = filled.iter().filter(|cell| passes(cell)).count();
        passing > 0 && passing * 2 >= filled.len()
    }

    /// Fen where the name says so and no cell has a point, or where fees, which no provider takes in
    /// whole yuan, are whole; and in exports of programs for programs, which write days as `…T…Z`
    /// and, as their interfaces do, whole minor units.
    pub fn unit(&self, roles: &[Role], column: usize, name: &str) -> MoneyUnit {
        let at = |role| roles.iter().position(|&other| other == role);
        let (fee, date) = (at(Role::Fee), at(Role::Date));
        let name = name.to_lowercase();
        let said = ["分)", "分）", "(分", "（分", "cent", "fen", "minor"]
            .iter()
            .any(|word| name.contains(word));
        let whole = |column: usize| self.is_numeric(column) && !self.has_decimals(column);
        let hundred = 100 * 10_i128.pow(DECIMALS);
        let odd = |column: usize| {
            let fees = self.numbers(column).iter().flatten();
            fees.filter(|fee| *fee % hundred != 0).count()
        };
        let by_fee = fee.is_some_and(|fee| whole(fee) && odd(fee) * 2 > self.rows());
        let is_stamp = |cell: &String| cell.contains('T') && is_day(cell);
        let by_program = at(Role::Currency).is_some()
            && date.is_some_and(|date| self.of_column(date).iter().all(is_stamp))
            && self
                .numbers(column)
                .iter()
                .flatten()
                .all(|n| *n == 0 || n.abs() >= hundred);
        if whole(column) && (said || by_fee || by_program) {
            MoneyUnit::Fen
        } else {
            MoneyUnit::Yuan
        }
    }

    /// Whether some row has something other than nought in both of two columns.
    pub fn both(&self, one: usize, other: usize) -> bool {
        let mut pairs = self.of_column(one).iter().zip(self.of_column(other));
        pairs.any(|(a, b)| is_some(a) && is_some(b))
    }

    /// Whether of two columns always exactly one is filled with something other than nought.
    pub fn exclusive(&self, one: usize, other: usize) -> bool {
        let mut pairs = self
            .of_column(one)
            .iter()
            .zip(self.of_column(other))
            .peekable();
        pairs.peek().is_some() && pairs.all(|(a, b)| is_some(a) != is_some(b))
    }

    /// A decimal comma: most amounts end in a comma and one or two digits, and fewer have a point
    /// there.
    #[must_use]
    pub fn mark(&self, columns: &[usize]) -> DecimalMark {
        let ends = |cell: &str, mark| {
            // A sign of money may stand behind the number.
            let number = cell.trim_end_matches(|c: char| !c.is_ascii_digit());
            let tail = number.rsplit_once(mark).map(|(_, tail)| tail);
            tail.is_some_and(|t| (1..=2).contains(&t.len()) && is_digits(t))
        };
        let cells = || columns.iter().flat_map(|&column| self.of_column(column));
        let comma = cells().filter(|cell| ends(cell, ',')).count();
        let point = cells().filter(|cell| ends(cell, '.')).count();
        if comma > point {
            DecimalMark::Comma
        } else {
            DecimalMark::Point
        }
    }
}

/// Whether an amount is another than nought.
#[expect(clippy::ptr_arg, reason = "cells are kept as texts of their own")]
pub fn is_some(cell: &String) -> bool {
    cell.contains(|sign: char| matches!(sign, '1'..='9'))
}

/// A long row of digits, or one with a nought before it, is a number of something and not money.
pub fn is_id(cell: &str) -> bool {
    is_digits(cell) && (cell.len() > 8 || (cell.len() > 1 && cell.starts_with('0')))
}
