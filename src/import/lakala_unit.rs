/*!
Fen or yuan in Lakala's files. The header says fen and files were seen with yuan (FORMATS.md A3), so
the rows decide, column by column: by `amount - fees = net` where the columns differ, else by their
decimals.
*/

use super::cell::Unit;
use super::grid::{Part, Row};
use super::header::Header;
use crate::money::{DecimalMark, read_number};

/// Rows that are looked at.
const ROWS: u32 = 1000;

/// So many fees without a single decimal are not yuan: 0.6 % of a price seldom is a whole number.
const WHOLE_FEES_MIN: u32 = 5;

/// Units of the amount, of every fee, and of the net.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    /// Of the amount.
    pub amount: Unit,
    /// Of the fees.
    pub fee: Unit,
    /// Of the net.
    pub net: Unit,
}

impl Units {
    /// One unit for all.
    #[must_use]
    pub const fn all(unit: Unit) -> Self {
        Self {
            amount: unit,
            fee: unit,
            net: unit,
        }
    }
}

/// What a header says: yuan where it does, else fen.
#[must_use]
pub fn said(name: &str) -> Unit {
    if name.contains('元') {
        Unit::Major
    } else {
        Unit::Minor
    }
}

/// What the rows show.
#[derive(Default)]
struct Shown {
    decimal: u32,
    whole: u32,
    whole_fees: u32,
    /// Rows whose arithmetic holds under each of the [`MIXED`] units.
    holds: [u32; MIXED.len()],
    /// Rows that have all their numbers.
    told: u32,
}

/// All combinations of units: the same for all first, so that they win where the arithmetic holds
/// under several.
const MIXED: [Units; 8] = {
    use Unit::{Major, Minor};
    const fn of(amount: Unit, fee: Unit, net: Unit) -> Units {
        Units { amount, fee, net }
    }
    [
        of(Minor, Minor, Minor),
        of(Major, Major, Major),
        of(Minor, Major, Minor),
        of(Major, Minor, Major),
        of(Minor, Minor, Major),
        of(Major, Major, Minor),
        of(Minor, Major, Major),
        of(Major, Minor, Minor),
    ]
};

/// The units that the rows show; where they show none, what the header says.
#[must_use]
pub fn units(
    part: &Part<'_>,
    header: &Header<'_>,
    amount: usize,
    fees: &[usize],
    net: Option<usize>,
    said: Unit,
) -> Units {
    let mut shown = Shown::default();
    let (mut rows, mut row) = (part.rows(), Row::default());
    let last = fees.iter().copied().chain([amount]).chain(net).max();
    while shown.decimal + shown.whole < ROWS && rows.read(&mut row) {
        if row.number > header.row.number && last.is_some_and(|last| row.len() > last) {
            shown.look(&row, amount, fees, net);
        }
    }
    // Columns of one unit agree under both: their decimals tell which. Columns of two agree under
    // one combination only.
    let same = shown.holds[0].max(shown.holds[1]);
    let mixed = MIXED.iter().zip(shown.holds).skip(2);
    let best = mixed.max_by_key(|(_, holds)| *holds);
    if let Some((&units, holds)) = best
        && holds > same
        && holds * 2 > shown.told
    {
        return units;
    }
    Units::all(if shown.decimal > shown.whole {
        Unit::Major
    } else if said == Unit::Major && shown.decimal == 0 && shown.whole_fees >= WHOLE_FEES_MIN {
        Unit::Minor
    } else {
        said
    })
}

impl Shown {
    fn look(&mut self, row: &Row, amount: usize, fees: &[usize], net: Option<usize>) {
        let columns = [amount].into_iter().chain(fees.iter().copied()).chain(net);
        if columns.clone().any(|column| row.cell(column).contains('.')) {
            self.decimal += 1;
        } else {
            self.whole += 1;
            let charged = fees
                .iter()
                .any(|&fee| row.cell(fee).contains(|c: char| matches!(c, '1'..='9')));
            self.whole_fees += u32::from(charged);
        }
        let Some(net) = net else { return };
        // In hundredths of fen, in which both units are whole.
        let value = |column: usize, unit: Unit| -> Option<i128> {
            let number = read_number(row.cell(column), DecimalMark::Point).ok()?;
            if unit == Unit::Minor {
                number.minor(0).ok()?.checked_mul(100)
            } else {
                number.minor(4).ok()
            }
        };
        let holds = |units: Units| -> Option<bool> {
            let gross = value(amount, units.amount)?;
            let mut fee = 0_i128;
            for &column in fees {
                if !row.value(Some(column)).is_empty() {
                    fee = fee.checked_add(value(column, units.fee)?)?;
                }
            }
            // A row that charges nothing tells nothing of the fees' unit.
            (fee != 0).then_some(gross.abs() - fee.abs() == value(net, units.net)?.abs())
        };
        self.told += 1;
        for (count, units) in self.holds.iter_mut().zip(MIXED) {
            *count += u32::from(holds(units) == Some(true));
        }
    }
}
