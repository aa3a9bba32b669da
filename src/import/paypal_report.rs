/*!
PayPal's settlement report (STL) and transaction detail report (TRR), as its SFTP server gives them
(FORMATS.md C3).

Every line begins with what it is: `CH` names the columns of a section, `SB` is a transaction, `SF`
the totals of one currency, `SC` the number of transactions. Amounts are minor units without a sign.
*/

use crate::money::Currency;
use crate::record::Kind;

use super::cell::{Bad, Unit};
use super::entry::sum;
use super::grid::{Part, Row};
use super::header::{Head, HeadRow, Header};
use super::processor::{self, Columns, Layout, Memory, Moved};
use super::processor_money::Place::Marked;
use super::reading::Reading;
use super::{ControlKind, ControlValue, Fit, ImportError, RefusedReason};

const NAME: &str = "paypal_report";

const LAYOUT: Layout = Layout {
    has: &[
        &["ch"],
        &["transactionid"],
        &["transactioneventcode"],
        &["grosstransactionamount"],
    ],
    date: &["transactioncompletiondate", "transactioninitiationdate"],
    kind: &[&["transactioneventcode"]],
    kind_of: by_code,
    status: &[&["transactionalstatus"]],
    gross: Marked(&["grosstransactionamount"], &["transactiondebitorcredit"]),
    fees: &[Marked(&["feeamount"], &["feedebitorcredit"])],
    unit: Unit::Minor,
    currency: &["grosstransactioncurrency"],
    number: &["transactionid"],
    origin: &["paypalreferenceid"],
    order: &["invoiceid"],
    payout: &[&["bankreferenceid"]],
    terminal: &["terminalid"],
    merchant: &["storeid"],
    ..Layout::NONE
};

/// A line that names the columns of transactions.
pub fn sniff(head: &Head) -> Fit {
    if head.find(LAYOUT.has).is_some() {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// What a transaction event code means: its first two digits are the group, the rest tells holds
/// and fees apart (PayPal, "Transaction event codes").
fn by_code(text: &str) -> Option<Kind> {
    let code = text.trim_start_matches(['T', 't']);
    let number: u16 = code.get(..4)?.parse().ok()?;
    Some(match number {
        0..=99 => Kind::Sale,
        100..=199 | 2300..=2399 => Kind::Fee,
        400..=499 => Kind::Payout,
        1106 | 1112 | 1114 => Kind::Reversal,
        1108 | 1109 => Kind::FeeReturned,
        1110 | 1500 | 1501 | 1503 => Kind::Hold,
        1111 | 1502 => Kind::HoldReleased,
        1107 | 1115 | 1120 => Kind::Refund,
        1201 | 1207 => Kind::Chargeback,
        1202 | 1208 => Kind::ChargebackReversed,
        1300..=1399 => Kind::PreAuth,
        2103 => Kind::Reserve,
        2104 => Kind::ReserveReleased,
        // Holds and their releases take turns.
        2100..=2199 if number % 2 == 1 => Kind::Hold,
        2100..=2199 => Kind::HoldReleased,
        _ => Kind::Adjustment,
    })
}

/// The totals of one currency.
struct Total {
    currency: Currency,
    /// Money in, money out, fees.
    read: [i128; 3],
    stated: Option<[i128; 3]>,
}

/// What the file says and what was read of it.
#[derive(Default)]
struct Totals {
    of: Vec<Total>,
    rows: u64,
    stated_rows: Option<u64>,
}

/// Reads every transaction of every section.
///
/// # Errors
/// [`ImportError::MissingColumn`], [`ImportError::TooManyRows`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let header = Header::find(head, NAME, LAYOUT.has)?;
    let mut columns = Columns::of(&LAYOUT, part, &header)?;
    let (mut memory, mut totals) = (Memory::default(), Totals::default());
    out.each(part, &header, |out, row| {
        match row.cell(0) {
            "SB" => {
                processor::one(&columns, row, &mut memory, out)?;
                totals.rows += 1;
                if let Some(moved) = memory.last {
                    totals.add(moved);
                }
            }
            "CH" => {
                let names = HeadRow::of(row.number, row.cells().map(str::to_owned).collect());
                let again = Columns::of(&LAYOUT, part, &Header::at(&names, NAME));
                columns = again.map_err(|_| Bad::at(0, RefusedReason::Short))?;
            }
            "SF" => totals.take(row),
            "SC" => {
                if let Ok(count) = row.cell(1).parse::<u64>() {
                    totals.stated_rows = Some(totals.stated_rows.unwrap_or(0) + count);
                }
            }
            "RH" | "FH" | "SH" | "RF" | "RC" | "FF" | "FC" => {}
            _ => return Err(Bad::at(0, RefusedReason::Kind)),
        }
        Ok(())
    })?;
    totals.compare(out);
    Ok(())
}

impl Totals {
    fn total(&mut self, currency: Currency) -> &mut Total {
        let place = self.of.iter().position(|total| total.currency == currency);
        let place = place.unwrap_or(self.of.len());
        if place == self.of.len() {
            self.of.push(Total {
                currency,
                read: [0; 3],
                stated: None,
            });
        }
        &mut self.of[place]
    }

    fn add(&mut self, moved: Moved) {
        if matches!(moved.kind, Kind::Failed | Kind::PreAuth) {
            return;
        }
        let total = self.total(moved.currency);
        let amount = i128::from(moved.amount);
        total.read[usize::from(amount < 0)] += amount.abs();
        total.read[2] += i128::from(moved.fee);
    }

    /// `SF`, the currency, gross credits and debits, fee credits and debits, balances.
    fn take(&mut self, row: &Row) {
        let mut cells = row.cells().skip(1);
        let Some(currency) = cells.by_ref().find_map(Currency::parse) else {
            return;
        };
        let sums: Vec<i128> = cells.map_while(|cell| cell.parse().ok()).collect();
        if let [money_in, money_out, fee_credits, fee_debits, ..] = sums[..] {
            let total = self.total(currency);
            let stated = total.stated.get_or_insert([0; 3]);
            stated[0] += money_in.abs();
            stated[1] += money_out.abs();
            stated[2] += fee_debits.abs() - fee_credits.abs();
        }
    }

    fn compare(&self, out: &mut Reading<'_>) {
        if let Some(stated) = self.stated_rows {
            let values = (ControlValue::Count(stated), ControlValue::Count(self.rows));
            out.control(ControlKind::Rows, values.0, values.1);
        }
        let kinds = [ControlKind::In, ControlKind::Out, ControlKind::Fees];
        for total in &self.of {
            let Some(stated) = total.stated else { continue };
            for ((kind, stated), read) in kinds.into_iter().zip(stated).zip(total.read) {
                sum(kind, total.currency, stated, read, out);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::by_code;
    use crate::record::Kind;

    #[test]
    fn codes_with_and_without_their_letter() {
        for (code, want) in [
            ("T0006", Some(Kind::Sale)),
            ("0003", Some(Kind::Sale)),
            ("T0106", Some(Kind::Fee)),
            ("T0200", Some(Kind::Adjustment)),
            ("T0400", Some(Kind::Payout)),
            ("1107", Some(Kind::Refund)),
            ("T1201", Some(Kind::Chargeback)),
            ("T2101", Some(Kind::Hold)),
            ("T2102", Some(Kind::HoldReleased)),
            ("T", None),
            ("天天", None),
        ] {
            assert_eq!(by_code(code), want, "{code}");
        }
    }
}
