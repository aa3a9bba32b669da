/*!
Rows as a workbook whose formulas add them up again: those of a claim, or the whole answer.

Texts are written as texts, never as formulas; the only formulas are ours. Excel holds figures as
binary floats of some fifteen digits, so a longer one is written as text.
*/

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::proof::{Proof, ProofRow};
use super::table::{CAUSE, CLAIMED, FILE, harmless, headings};
use crate::answer::Answer;
use crate::calendar::Day;
use crate::money::Amount;
use crate::text::bridge::Bridge;
use crate::text::letter::Letter as Texts;
use crate::text::{Lang, cause, letter, why, words};

/// Digits that a spreadsheet keeps exactly.
const EXACT_DIGITS: usize = 15;
/// Columns of fees in [`headings`]; the difference is their formula.
const FEE: u16 = 10;
const FEE_DUE: u16 = 11;

/// The workbook's bytes; its own date is `today`, so that the same answer gives the same file.
///
/// # Errors
/// Only where the writer itself fails, which its limits and ours rule out.
pub fn workbook(proof: &Proof, lang: Lang, today: Day) -> Result<Vec<u8>, XlsxError> {
    let mut book = dated(today)?;
    let styles = Styles::new(proof.unexplained.currency.digits());
    rows_and_sums(&mut book, proof, lang, &styles, Texts::of(lang).in_letter)?;
    book.save_to_buffer()
}

/// The whole answer as a workbook: the bridge, the payouts, every row that is claimed.
///
/// # Errors
/// As [`workbook`].
pub fn answer_workbook(
    answer: &Answer,
    proof: &Proof,
    lang: Lang,
    today: Day,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = dated(today)?;
    let styles = Styles::new(answer.currency.digits());
    let text = Bridge::of(lang);
    let sheet = book.add_worksheet();
    sheet.set_name(text.title)?;
    bridge(sheet, answer, lang, &styles)?;
    let sheet = book.add_worksheet();
    sheet.set_name(text.payouts)?;
    payouts(sheet, answer, lang, &styles)?;
    rows_and_sums(&mut book, proof, lang, &styles, text.in_answer)?;
    book.save_to_buffer()
}

/// An empty workbook that says it was made on that day.
fn dated(today: Day) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let (year, month, day) = today.ymd();
    let year = u16::try_from(year).unwrap_or(1970);
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    Ok(book)
}

/// Adds the rows, and what they sum to beside what is `stated` of each cause.
fn rows_and_sums(
    book: &mut Workbook,
    proof: &Proof,
    lang: Lang,
    styles: &Styles,
    stated: &str,
) -> Result<(), XlsxError> {
    let text = Texts::of(lang);
    let sheet = book.add_worksheet();
    sheet.set_name(text.sheet_rows)?;
    let last = rows(sheet, proof, lang, styles)?;
    let sheet = book.add_worksheet();
    sheet.set_name(text.sheet_sums)?;
    sums(sheet, proof, lang, styles, (stated, last))
}

/// Writes the headings of a table into a row.
fn head<'t>(
    sheet: &mut Worksheet,
    row: u32,
    titles: impl IntoIterator<Item = &'t str>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (column, title) in (0..).zip(titles) {
        sheet.write_string_with_format(row, column, title, &styles.head)?;
    }
    Ok(())
}

/// From takings to received, line by line; the last figure is a formula that walks the bridge again.
fn bridge(
    sheet: &mut Worksheet,
    answer: &Answer,
    lang: Lang,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let (text, terms) = (Bridge::of(lang), Texts::of(lang));
    let titles = [text.step, text.amount, text.sure, text.why];
    head(sheet, 0, titles, styles)?;
    sheet.write_string(1, 0, text.takings)?;
    figure(sheet, 1, 1, answer.takings, &styles.money)?;
    let mut at = 1;
    for line in &answer.lines {
        at += 1;
        sheet.write_string(at, 0, cause::name(lang, line.cause))?;
        figure(sheet, at, 1, negated(line.amount), &styles.money)?;
        sheet.write_string(at, 2, words::confidence(lang, line.confidence).0)?;
        sheet.write_string(at, 3, harmless(&why::sentence(lang, line)))?;
    }
    at += 1;
    sheet.write_string(at, 0, text.unexplained)?;
    figure(sheet, at, 1, negated(answer.unexplained), &styles.money)?;
    let end = at + 1;
    sheet.write_string_with_format(end, 0, text.received, &styles.label)?;
    let digits = styles.digits;
    let walked = Formula::new(format!("=ROUND(SUM(B2:B{}),{digits})", at + 1))
        .set_result(answer.received.to_string());
    sheet.write_formula_with_format(end, 1, walked, &styles.total)?;
    sheet.write_string(end + 1, 0, terms.in_statement)?;
    figure(sheet, end + 1, 1, answer.received, &styles.money)?;
    let (yes, no) = (terms.yes, terms.no);
    let (walked, stated) = (end + 1, end + 2);
    let agree = format!("=IF(ROUND(B{walked}-B{stated},{digits})=0,\"{yes}\",\"{no}\")");
    sheet.write_formula(end + 1, 2, Formula::new(agree).set_result(yes))?;
    currencies(sheet, end + 3, answer, lang, styles)?;
    for (column, width) in [(0, 26), (1, 16), (2, 12), (3, 80)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// What the answers in all currencies come to, where there are several.
fn currencies(
    sheet: &mut Worksheet,
    first: u32,
    answer: &Answer,
    lang: Lang,
    styles: &Styles,
) -> Result<(), XlsxError> {
    if answer.currencies.is_empty() {
        return Ok(());
    }
    let text = Bridge::of(lang);
    let titles = [
        text.currencies,
        text.takings,
        text.received,
        text.gap,
        text.unexplained,
    ];
    head(sheet, first, titles, styles)?;
    for (at, sums) in (first + 1..).zip(&answer.currencies) {
        let currency = sums.takings.currency;
        let money = Styles::new(currency.digits()).money;
        sheet.write_string(at, 0, crate::text::currency(lang, currency))?;
        let figures = [sums.takings, sums.received, sums.gap, sums.unexplained];
        for (column, sum) in (1..).zip(figures) {
            figure(sheet, at, column, sum, &money)?;
        }
    }
    Ok(())
}

/// What was due on each day and what came.
fn payouts(
    sheet: &mut Worksheet,
    answer: &Answer,
    lang: Lang,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let text = Bridge::of(lang);
    let titles = [
        text.due,
        text.state,
        text.expected,
        text.came,
        text.difference,
    ];
    head(sheet, 0, titles, styles)?;
    let digits = styles.digits;
    for (at, payout) in (1..).zip(&answer.payouts) {
        sheet.write_string(at, 0, payout.due.to_string())?;
        sheet.write_string(at, 1, words::payout_state(lang, payout.state))?;
        figure(sheet, at, 2, payout.expected, &styles.money)?;
        figure(sheet, at, 3, payout.received, &styles.money)?;
        let line = at + 1;
        let short = Amount::new(
            payout.expected.minor - payout.received.minor,
            answer.currency,
        );
        let formula =
            Formula::new(format!("=ROUND(C{line}-D{line},{digits})")).set_result(short.to_string());
        sheet.write_formula_with_format(at, 4, formula, &styles.money)?;
    }
    for column in 0..5 {
        sheet.set_column_width(column, 16)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

const fn negated(amount: Amount) -> Amount {
    Amount::new(-amount.minor, amount.currency)
}

struct Styles {
    head: Format,
    money: Format,
    total: Format,
    label: Format,
    /// Digits after the point of the claim's currency.
    digits: u32,
}

impl Styles {
    fn new(digits: u32) -> Self {
        let figures = match digits {
            0 => "#,##0".to_owned(),
            digits => format!("#,##0.{}", "0".repeat(digits as usize)),
        };
        Self {
            digits,
            head: Format::new()
                .set_bold()
                .set_border_bottom(FormatBorder::Thin),
            money: Format::new().set_num_format(&figures),
            total: Format::new()
                .set_bold()
                .set_num_format(&figures)
                .set_border_top(FormatBorder::Double),
            label: Format::new().set_bold(),
        }
    }
}

/// Writes the rows and their total; returns the last row that the total adds, from 1.
fn rows(
    sheet: &mut Worksheet,
    proof: &Proof,
    lang: Lang,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let text = Texts::of(lang);
    let titles = headings(lang).into_iter().chain([text.card]);
    head(sheet, 0, titles, styles)?;
    let mut at = 0;
    for row in &proof.rows {
        at += 1;
        self::row(sheet, at, row, lang, styles)?;
    }
    for (of, count, sum) in &proof.left_out {
        at += 1;
        sheet.write_string(at, column(CAUSE), cause::name(lang, *of))?;
        sheet.write_string(at, column(FILE), letter::left_out(lang, *count))?;
        figure(sheet, at, column(CLAIMED), *sum, &styles.money)?;
    }
    let total = at + 1;
    sheet.write_string_with_format(total, column(CAUSE), text.total, &styles.label)?;
    // Programs that do not reckon on opening show the result that is written with a formula.
    let formula =
        Formula::new(format!("=SUM(M2:M{})", at + 1)).set_result(total_of(proof).to_string());
    sheet.write_formula_with_format(total, column(CLAIMED), formula, &styles.total)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, width) in [
        (1, 18),
        (3, 22),
        (5, 11),
        (6, 9),
        (13, 18),
        (15, 15),
        (16, 26),
    ] {
        sheet.set_column_width(column, width)?;
    }
    Ok(at + 1)
}

fn row(
    sheet: &mut Worksheet,
    at: u32,
    row: &ProofRow,
    lang: Lang,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let time = row.time.map(|time| time.to_string()).unwrap_or_default();
    let texts = [
        (1, cause::name(lang, row.cause)),
        (2, words::side(lang, row.side)),
        (3, &row.file),
        (6, &time),
        (7, words::kind(lang, row.kind)),
        (8, words::tender(lang, row.tender)),
        (13, &row.merchant),
        (14, &row.terminal),
        (15, &row.rrn),
        (16, &row.order),
        (17, &row.voucher),
        (18, &row.card_tail),
    ];
    sheet.write_number(at, 0, at)?;
    for (column, text) in texts {
        sheet.write_string(at, column, harmless(text))?;
    }
    sheet.write_number(at, 4, row.row)?;
    sheet.write_string(at, 5, row.day.to_string())?;
    figure(sheet, at, 9, row.amount, &styles.money)?;
    match row.fees {
        Some((fee, due)) => {
            figure(sheet, at, FEE, fee, &styles.money)?;
            figure(sheet, at, FEE_DUE, due, &styles.money)?;
            let line = at + 1;
            let digits = styles.digits;
            let formula = Formula::new(format!("=ROUND(K{line}-L{line},{digits})"))
                .set_result(row.claimed.to_string());
            sheet.write_formula_with_format(at, column(CLAIMED), formula, &styles.money)?;
        }
        None => figure(sheet, at, column(CLAIMED), row.claimed, &styles.money)?,
    }
    Ok(())
}

/// What is stated of each cause, what its rows up to the `last` add up to, and whether both agree.
fn sums(
    sheet: &mut Worksheet,
    proof: &Proof,
    lang: Lang,
    styles: &Styles,
    (stated, last): (&str, u32),
) -> Result<(), XlsxError> {
    let text = Texts::of(lang);
    let titles = [text.cause, stated, text.added, text.check];
    head(sheet, 0, titles, styles)?;
    let rows = text.sheet_rows;
    let mut at = 0;
    for (of, sum) in proof.sums() {
        at += 1;
        let line = at + 1;
        let name = cause::name(lang, of);
        sheet.write_string(at, 0, name)?;
        figure(sheet, at, 1, sum, &styles.money)?;
        let digits = styles.digits;
        let added = format!(
            "=ROUND(SUMIF('{rows}'!$B$2:$B${last},A{line},'{rows}'!$M$2:$M${last}),{digits})"
        );
        let added = Formula::new(added).set_result(sum.to_string());
        sheet.write_formula_with_format(at, 2, added, &styles.money)?;
        agree(sheet, at, text, styles)?;
    }
    let total = at + 1;
    sheet.write_string_with_format(total, 0, text.total, &styles.label)?;
    for column in [1, 2] {
        let letter = if column == 1 { 'B' } else { 'C' };
        let formula = Formula::new(format!("=SUM({letter}2:{letter}{})", at + 1))
            .set_result(total_of(proof).to_string());
        sheet.write_formula_with_format(total, column, formula, &styles.total)?;
    }
    agree(sheet, total, text, styles)?;
    sheet.set_column_width(0, 26)?;
    sheet.set_column_width(1, 16)?;
    sheet.set_column_width(2, 16)?;
    Ok(())
}

/// What all rows claim together.
fn total_of(proof: &Proof) -> Amount {
    let minor = proof.sums().into_iter().map(|(_, sum)| sum.minor).sum();
    Amount::new(minor, proof.unexplained.currency)
}

fn agree(sheet: &mut Worksheet, at: u32, text: &Texts, styles: &Styles) -> Result<(), XlsxError> {
    let line = at + 1;
    let (yes, no) = (text.yes, text.no);
    let digits = styles.digits;
    let formula = format!("=IF(ROUND(B{line}-C{line},{digits})=0,\"{yes}\",\"{no}\")");
    sheet.write_formula(at, 3, Formula::new(formula).set_result(yes))?;
    Ok(())
}

fn figure(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    amount: Amount,
    format: &Format,
) -> Result<(), XlsxError> {
    let plain = amount.to_string();
    let digits = plain.bytes().filter(u8::is_ascii_digit).count();
    match plain.parse::<Decimal>() {
        Ok(decimal) if digits <= EXACT_DIGITS => {
            sheet.write_with_format(row, column, decimal, format)?;
        }
        _ => {
            sheet.write_string(row, column, plain)?;
        }
    }
    Ok(())
}

/// A column's place as the writer counts.
fn column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
