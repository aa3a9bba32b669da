//! The rows that prove what a letter says, fit to leave the computer: no names, no card numbers.

use crate::answer::LineView;
use crate::calendar::{Day, TimeOfDay};
use crate::cause::{Cause, Group};
use crate::causes::{Claim, NO_ROW};
use crate::explanation::Explanation;
use crate::money::Amount;
use crate::record::{Book, Kind, Side, Sym, Tender};
use crate::text::letter::{Addressee, Facts, addressee};

use super::mask::mask;
use crate::protocol::PackOf;

/// Rows that a sheet lists one by one; the rest stands as one sum and, row by row, in the certificate.
/// Nobody reads more, and a workbook of more opens slowly in an office program.
pub const ROWS_MAX: usize = 50_000;

/// One row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofRow {
    /// What it proves.
    pub cause: Cause,
    /// The file.
    pub file: String,
    /// The row in it.
    pub row: u32,
    /// Whose file.
    pub side: Side,
    /// The day.
    pub day: Day,
    /// The time, where the file has one.
    pub time: Option<TimeOfDay>,
    /// What it is.
    pub kind: Kind,
    /// How it was paid.
    pub tender: Tender,
    /// The amount of the row.
    pub amount: Amount,
    /// The fee charged and the contract's, where the cause is about fees.
    pub fees: Option<(Amount, Amount)>,
    /// How much of the cause's sum the row carries.
    pub claimed: Amount,
    /// The terminal.
    pub terminal: String,
    /// The merchant number.
    pub merchant: String,
    /// The reference number of the payment.
    pub rrn: String,
    /// The order number, else the provider's own.
    pub order: String,
    /// Batch and voucher.
    pub voucher: String,
    /// Last four digits of the card.
    pub card_tail: String,
}

/// What is put forward.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The lines.
    pub lines: Vec<LineView>,
    /// How much of the unexplained part.
    pub unexplained: Amount,
    /// The rows, cause by cause, at most [`ROWS_MAX`].
    pub rows: Vec<ProofRow>,
    /// How many rows are not listed, by cause, and their sum.
    pub left_out: Vec<(Cause, u32, Amount)>,
    /// The days of the takings.
    pub period: crate::calendar::Period,
}

impl Proof {
    /// Gathers what is put forward; `None` where there is nothing under that number.
    #[must_use]
    pub fn gather(explanation: &Explanation, book: &Book, of: PackOf) -> Option<Self> {
        let answer = explanation.answer();
        let chosen: Vec<usize> = match of {
            PackOf::Line(index) => {
                let index = index as usize;
                answer.lines.get(index)?;
                vec![index]
            }
            PackOf::Unexplained => Vec::new(),
            PackOf::All => (0..answer.lines.len())
                .filter(|&index| is_put_to_the_provider(&answer.lines[index]))
                .collect(),
        };
        let all = matches!(of, PackOf::All | PackOf::Unexplained);
        Self::of(explanation, book, &chosen, all)
    }

    /// Gathers the whole answer, what is normal included.
    #[must_use]
    pub fn whole(explanation: &Explanation, book: &Book) -> Option<Self> {
        let lines: Vec<usize> = (0..explanation.answer().lines.len()).collect();
        Self::of(explanation, book, &lines, true)
    }

    /// Gathers these lines, and the unexplained part where `rest` says so.
    fn of(explanation: &Explanation, book: &Book, chosen: &[usize], rest: bool) -> Option<Self> {
        let answer = explanation.answer();
        let nought = Amount::new(0, answer.currency);
        let mut proof = Self {
            lines: Vec::new(),
            unexplained: if rest { answer.unexplained } else { nought },
            rows: Vec::new(),
            left_out: Vec::new(),
            period: answer.period,
        };
        for &index in chosen {
            let (view, line) = (answer.lines.get(index)?, explanation.lines().get(index)?);
            proof.lines.push(view.clone());
            proof.add(explanation, book, view.cause, &line.claims);
        }
        if !proof.unexplained.is_zero() {
            for rest in explanation.rests() {
                // The part is known as a whole, not row by row: its rows carry nought but the first.
                let mut amount = i64::try_from(rest.amount).unwrap_or(i64::MAX);
                let claims: Vec<Claim> = rest
                    .rows
                    .iter()
                    .map(|&row| Claim::one(row, std::mem::take(&mut amount)))
                    .collect();
                proof.add(explanation, book, Cause::Unexplained, &claims);
            }
        }
        Some(proof)
    }

    fn add(&mut self, of: &Explanation, book: &Book, cause: Cause, claims: &[Claim]) {
        let one = |at: u32, amount: i64| row(book, cause, of.charged(book, at), at, amount);
        let room = ROWS_MAX.saturating_sub(self.rows.len());
        let (listed, rest) = claims.split_at(claims.len().min(room));
        for claim in listed {
            self.rows.push(one(claim.row, claim.amount));
            if claim.other != NO_ROW {
                self.rows.push(one(claim.other, claim.other_amount));
            }
        }
        if !rest.is_empty() {
            let sum = rest.iter().map(Claim::sum).sum();
            let count = u32::try_from(rest.len()).unwrap_or(u32::MAX);
            self.left_out
                .push((cause, count, Amount::new(sum, self.unexplained.currency)));
        }
    }

    /// Whether there is anything to write about.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.unexplained.is_zero()
    }

    /// The sums that the letter names, each cause once.
    #[must_use]
    pub fn sums(&self) -> Vec<(Cause, Amount)> {
        let lines = self.lines.iter().map(|line| (line.cause, line.amount));
        let rest = (!self.unexplained.is_zero()).then_some((Cause::Unexplained, self.unexplained));
        let mut sums: Vec<(Cause, Amount)> = Vec::new();
        for (cause, amount) in lines.chain(rest) {
            match sums.iter_mut().find(|(known, _)| *known == cause) {
                Some((_, sum)) => sum.minor += amount.minor,
                None => sums.push((cause, amount)),
            }
        }
        sums
    }

    /// What the letter is made of.
    #[must_use]
    pub fn facts(&self, today: Day) -> Facts<'_> {
        let distinct = |of: fn(&ProofRow) -> &String| {
            let mut texts: Vec<String> = self.rows.iter().map(|row| of(row).clone()).collect();
            texts.retain(|text| !text.is_empty());
            texts.sort_unstable();
            texts.dedup();
            texts.truncate(NUMBERS_MAX);
            texts
        };
        let left: usize = self
            .left_out
            .iter()
            .map(|(_, count, _)| *count as usize)
            .sum();
        Facts {
            lines: self.lines.iter().collect(),
            unexplained: self.unexplained,
            period: self.period,
            today,
            merchants: distinct(|row| &row.merchant),
            terminals: distinct(|row| &row.terminal),
            rows: self.rows.len() + left,
        }
    }
}

/// Merchant and terminal numbers that a letter's foot names; a shop with more names them itself.
const NUMBERS_MAX: usize = 6;

fn is_put_to_the_provider(line: &LineView) -> bool {
    let group = matches!(line.cause.group(), Group::Claim | Group::Look);
    group && addressee(line.cause) == Addressee::Provider && line.amount.minor > 0
}

fn row(book: &Book, cause: Cause, charged: Option<i64>, row: u32, claimed: i64) -> ProofRow {
    let at = row as usize;
    let records = &book.records;
    let currency = book.currency(at);
    let money = |minor: i64| Amount::new(i128::from(minor), currency);
    let text = |sym: Sym| mask(book.texts.get(sym));
    let view = book.view(at);
    let fee = charged.filter(|_| cause.is_about_fees() && cause != Cause::FeeNormal);
    let order = records.order_id[at]
        .some()
        .unwrap_or(records.provider_id[at]);
    ProofRow {
        cause,
        file: mask(
            book.file(view.place.file)
                .map_or("", |entry| &entry.report.name),
        ),
        row: view.place.row,
        side: view.side,
        day: view.day,
        time: view.time,
        kind: view.kind,
        tender: view.tender,
        amount: view.amount,
        fees: fee.map(|fee| (money(fee), money(fee.saturating_sub(claimed)))),
        claimed: money(claimed),
        terminal: text(records.terminal[at]),
        merchant: text(records.merchant[at]),
        rrn: text(records.rrn[at]),
        order: text(order),
        voucher: mask(&view.voucher),
        card_tail: tail(&view.card_tail),
    }
}

/// The last four digits, whatever the file holds in that column.
fn tail(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    digits.iter().skip(digits.len().saturating_sub(4)).collect()
}
