//! Many amounts at once: the fee of each and of all, and how the other party rounded.

use crate::money::{Amount, Currency, DecimalMark, NumberError, Rounding, read_amount};
use crate::record::Tender;
use crate::settings::Contract;

use super::exact::AMOUNT_MAX;
use super::quote::{Charge, QuoteError, Sale, payout_charges, quote_with};
use super::table::{FeeTable, Rule};

/// More amounts than this are not taken from a field: they belong into a file.
pub const LIST_ROWS_MAX: usize = 20_000;

/// An amount of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The line it stands in, from 1.
    pub line: usize,
    /// The amount.
    pub amount: Amount,
    /// How it was paid, where the row itself says so.
    pub tender: Option<Tender>,
}

impl ListRow {
    /// A row that says nothing but its amount.
    #[must_use]
    pub const fn plain(line: usize, amount: Amount) -> Self {
        Self {
            line,
            amount,
            tender: None,
        }
    }
}

/// A text of a list that is no amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRefused {
    /// The line it stands in, from 1.
    pub line: usize,
    /// The text.
    pub text: String,
    /// Why.
    pub reason: NumberError,
}

/// A list that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// What could be read.
    pub rows: Vec<ListRow>,
    /// What could not.
    pub refused: Vec<ListRefused>,
    /// Whether there was more than [`LIST_ROWS_MAX`].
    pub cut: bool,
}

/// Reads amounts that were typed or pasted: one a line, or parted by tabs, semicolons, `、` or blanks.
///
/// Blanks part amounts, so `1 234.50` would be two of them; a line that reads as one number with
/// blanks between its thousands is refused as ambiguous instead of being guessed at.
#[must_use]
pub fn read_list(text: &str, currency: Currency, mark: DecimalMark) -> List {
    let mut list = List::default();
    for (index, line) in text.lines().enumerate() {
        for cell in line.split(['\t', ';', '；', '、']) {
            read_cell(cell, index + 1, currency, mark, &mut list);
            if list.rows.len() + list.refused.len() > LIST_ROWS_MAX {
                list.rows.truncate(LIST_ROWS_MAX);
                list.cut = true;
                return list;
            }
        }
    }
    list
}

fn read_cell(cell: &str, line: usize, currency: Currency, mark: DecimalMark, list: &mut List) {
    let cell = cell.trim();
    if cell.is_empty() {
        return;
    }
    let has_digit = |text: &str| text.chars().any(|c| c.is_numeric());
    let numbers = cell
        .split_whitespace()
        .filter(|part| has_digit(part))
        .count();
    let refuse = |text: &str, reason| ListRefused {
        line,
        text: text.to_owned(),
        reason,
    };
    let whole = read_amount(cell, currency, mark);
    if numbers <= 1 {
        match whole {
            Ok(amount) => list.rows.push(ListRow::plain(line, amount)),
            Err(reason) => list.refused.push(refuse(cell, reason)),
        }
        return;
    }
    if whole.is_ok() {
        list.refused.push(refuse(cell, NumberError::Ambiguous));
        return;
    }
    for part in cell.split_whitespace() {
        match read_amount(part, currency, mark) {
            Ok(amount) => list.rows.push(ListRow::plain(line, amount)),
            Err(reason) => list.refused.push(refuse(part, reason)),
        }
    }
}

/// The fees of a list under one contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListQuote {
    /// The fee of each row, in the order of the list, surcharges per transaction included.
    pub fees: Vec<Amount>,
    /// The sum of the amounts.
    pub amount: Amount,
    /// The sum of the fees as the contract rounds, fees of the payout included.
    pub fee: Amount,
    /// The sum of the rates' shares, each transaction rounded by itself.
    pub per_transaction: Amount,
    /// The same, rounded once.
    pub per_batch: Amount,
    /// Fees of the one payout of all rows, inside it or beside it.
    pub payout_fee: Amount,
    /// What arrives.
    pub net: Amount,
    /// How many rows are at the cap.
    pub capped: usize,
}

/// The fees of `rows`, paid out together: each by its own tender, else by that of `sale`.
///
/// # Errors
/// Where the contract has no rule for a row, and where sums leave what can be computed exactly.
pub fn quote_list(
    contract: &Contract,
    sale: Sale,
    rows: &[ListRow],
) -> Result<ListQuote, QuoteError> {
    let currency = sale.amount.currency;
    let table = FeeTable::new(contract, currency);
    // The payout's own fees are taken once, below.
    let each = Contract {
        payout_fee: None,
        instant_per: crate::settings::InstantPer::Transaction,
        instant_fee: contract.instant_fee.filter(|_| !per_payout(contract)),
        instant_percent: contract.instant_percent.filter(|_| !per_payout(contract)),
        ..contract.clone()
    };
    let mut sums = Sums::default();
    let mut fees = Vec::with_capacity(rows.len());
    for row in rows {
        let tender = row.tender.unwrap_or(sale.tender);
        let quote = quote_with(
            &each,
            &table,
            Sale {
                tender,
                amount: row.amount,
                ..sale
            },
        )?;
        sums.add(contract, &table, tender, row.amount, quote.fee.minor)?;
        fees.push(quote.fee);
    }
    let per_batch = sums.exact.rounded(contract.rounding.mode());
    let shares = if contract.rounding.per_transaction() {
        sums.rounded
    } else {
        per_batch
    };
    let charged = sums.fees - sums.rounded + shares;
    let payout = Amount::new(sums.amount - charged, currency);
    let (inside, outside) = if payout.minor > 0 {
        payout_charges(contract, payout, sale.instant, &mut Vec::new())?
    } else {
        (0, 0)
    };
    let money = |minor| Amount::new(minor, currency);
    Ok(ListQuote {
        fees,
        amount: money(sums.amount),
        fee: money(charged + inside + outside),
        per_transaction: money(sums.rounded),
        per_batch: money(per_batch),
        payout_fee: money(inside + outside),
        net: money(payout.minor - inside),
        capped: sums.capped,
    })
}

fn per_payout(contract: &Contract) -> bool {
    contract.instant_per == crate::settings::InstantPer::Payout
}

/// Running sums of a list.
#[derive(Default)]
struct Sums {
    amount: i128,
    /// Everything charged per transaction.
    fees: i128,
    /// What the rates charge, rounded each.
    rounded: i128,
    exact: ExactSum,
    capped: usize,
}

impl Sums {
    fn add(
        &mut self,
        contract: &Contract,
        table: &FeeTable,
        tender: Tender,
        amount: Amount,
        fee: i128,
    ) -> Result<(), QuoteError> {
        let rule = table
            .rule_for(tender, amount.minor)
            .ok_or(QuoteError::NoRule(tender))?;
        let charge =
            Charge::of(rule, amount, contract.rounding.mode()).ok_or(QuoteError::TooLarge)?;
        self.amount += amount.minor;
        self.fees += fee;
        self.rounded += charge.fee;
        self.exact.add(rule, &charge, amount);
        self.capped += usize::from(charge.bound == Some(super::table::Bound::Cap));
        // Each amount is at most 10^33 and a list has 20,000 of them: sums stay in 128 bits.
        debug_assert!(self.amount.abs() <= AMOUNT_MAX * 20_000);
        Ok(())
    }
}

/// A sum of unrounded fees. Rates of different precision are brought to one, the finest there is.
#[derive(Clone, Copy, Debug, Default)]
struct ExactSum {
    whole: i128,
    /// In `10^-EXACT_SCALE` minor units.
    rest: i128,
}

/// A rate has at most 12 decimals and two more by being a percentage.
const EXACT_SCALE: u32 = 14;

impl ExactSum {
    fn add(&mut self, rule: &Rule, charge: &Charge, amount: Amount) {
        if charge.bound.is_some() {
            // Caps and minima are whole minor units.
            self.whole += charge.fee;
            return;
        }
        let fixed = if amount.minor == 0 {
            0
        } else {
            rule.fixed * amount.minor.signum()
        };
        self.whole += charge.exact.whole.minor + fixed;
        self.rest += charge.exact.rest * 10_i128.pow(EXACT_SCALE - charge.exact.scale);
    }

    fn rounded(self, rounding: Rounding) -> i128 {
        let unit = 10_i128.pow(EXACT_SCALE);
        let whole = self.whole + self.rest / unit;
        let rest = self.rest % unit;
        // One sign for both parts, then the parity and the fraction decide.
        let (whole, rest) = match (whole.signum(), rest.signum()) {
            (1, -1) => (whole - 1, rest + unit),
            (-1, 1) => (whole + 1, rest - unit),
            _ => (whole, rest),
        };
        let parity = whole % 2;
        whole + rounding.divide(parity * unit + rest, unit) - parity
    }
}

/// A way to round a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundingWay {
    /// How.
    pub rounding: Rounding,
    /// Whether each transaction is rounded by itself.
    pub per_transaction: bool,
}

/// Every way to round that leads to exactly `charged` on `rows`, the usual ones first.
///
/// # Errors
/// As [`quote_list`].
pub fn rounding_ways(
    contract: &Contract,
    sale: Sale,
    rows: &[ListRow],
    charged: Amount,
) -> Result<Vec<RoundingWay>, QuoteError> {
    let mut ways = Vec::new();
    for rounding in crate::settings::FeeRounding::ALL {
        let quote = quote_list(
            &Contract {
                rounding,
                ..contract.clone()
            },
            sale,
            rows,
        )?;
        if quote.fee == charged {
            ways.push(RoundingWay {
                rounding: rounding.mode(),
                per_transaction: rounding.per_transaction(),
            });
        }
    }
    Ok(ways)
}
