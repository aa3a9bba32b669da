//! Gross, fee and net of a provider's row: in one column or two, with a sign or a word beside it, in
//! the decimals of its country; the fee's sign by the row's own arithmetic.

use crate::money::{Currency, DecimalMark, NumberError, read_number};

use super::cell::{Bad, Unit, amount_fault, minor};
use super::grid::{Part, Row};
use super::header::Header;
use super::marks::Marks;
use super::processor::{Layout, Names};
use super::words::{self, Direction};
use super::{ImportError, RefusedReason};

/// Decimals that are kept beyond those of the currency: dLocal writes six, WeChat five.
const EXTRA_DIGITS: u32 = 6;

/// One minor unit in those decimals.
const UNIT: i128 = 10_i128.pow(EXTRA_DIGITS);

/// Rows that are looked at to learn the decimal mark and the currency's sign.
const ROWS: usize = 500;

/// Where an amount stands, by the names of its columns.
#[derive(Clone, Copy)]
pub enum Place {
    /// Nowhere.
    None,
    /// In one column, with a sign.
    One(Names),
    /// In one column of money out and one of money in.
    Two(Names, Names),
    /// In one column without a sign, with CR or DR in another.
    Marked(Names, Names),
}

/// The same in one file.
#[derive(Clone, Copy)]
enum Spot {
    One(usize),
    Two(Option<usize>, Option<usize>),
    Marked(usize, Option<usize>),
}

impl Place {
    fn find(self, header: &Header<'_>) -> Option<Spot> {
        match self {
            Self::None => None,
            Self::One(names) => header.column(names).map(Spot::One),
            Self::Two(money_out, money_in) => {
                match (header.column(money_out), header.column(money_in)) {
                    (None, None) => None,
                    (money_out, money_in) => Some(Spot::Two(money_out, money_in)),
                }
            }
            Self::Marked(amount, mark) => {
                let amount = header.column(amount)?;
                Some(Spot::Marked(amount, header.column(mark)))
            }
        }
    }

    /// The first name of its first column, for messages.
    const fn name(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::One(names) | Self::Two(_, names) | Self::Marked(names, _) => match names {
                [first, ..] => Some(first),
                [] => None,
            },
        }
    }
}

impl Spot {
    fn columns(self) -> impl Iterator<Item = usize> {
        let columns = match self {
            Self::One(column) | Self::Marked(column, _) => [Some(column), None],
            Self::Two(money_out, money_in) => [money_in, money_out],
        };
        columns.into_iter().flatten()
    }

    fn is_blank(self, row: &Row) -> bool {
        self.columns()
            .all(|column| row.value(Some(column)).is_empty())
    }
}

/// The columns of a row's money.
pub struct Money {
    gross: Option<Spot>,
    gross_alone: bool,
    fees: Vec<Spot>,
    more_fees: Vec<Spot>,
    net: Option<Spot>,
    fee_minus: bool,
    rounded: bool,
    unit: Unit,
    /// The decimal mark.
    pub mark: DecimalMark,
}

/// What a row's money comes to, signed for the merchant.
pub struct Sums {
    /// The currency of all three.
    pub currency: Currency,
    /// The amount before fees.
    pub amount: i64,
    /// The fee, positive when it is charged.
    pub fee: Option<i64>,
    /// The amount after fees, as the file states it.
    pub net: Option<i64>,
}

impl Sums {
    /// An amount without fee and net.
    #[must_use]
    pub const fn alone(amount: i64, currency: Currency) -> Self {
        Self {
            currency,
            amount,
            fee: None,
            net: None,
        }
    }
}

impl Money {
    /// The columns that a header has.
    ///
    /// # Errors
    /// [`ImportError::MissingColumn`] where neither gross nor net is there.
    pub fn of(layout: &Layout, header: &Header<'_>) -> Result<Self, ImportError> {
        let each = |all: &[Place]| all.iter().filter_map(|place| place.find(header)).collect();
        let (gross, net) = (layout.gross.find(header), layout.net.find(header));
        if gross.is_none() && net.is_none() {
            let name = layout.gross.name().or_else(|| layout.net.name());
            return Err(header.missing(name.unwrap_or_default()));
        }
        Ok(Self {
            gross,
            gross_alone: layout.gross_alone,
            fees: each(layout.fees),
            more_fees: each(layout.more_fees),
            net,
            fee_minus: layout.fee_minus,
            rounded: layout.rounded,
            unit: layout.unit,
            mark: DecimalMark::Point,
        })
    }

    /// Learns from the rows whether a fee that is charged bears a minus.
    pub fn learn_fee(&mut self, part: &Part<'_>, header: &Header<'_>) {
        let columns: Vec<usize> = self.fees.iter().flat_map(|spot| spot.columns()).collect();
        let mut minuses = 0_i128;
        each_row(part, header, |row| {
            for &column in &columns {
                let fee = read_number(row.cell(column), self.mark);
                let sign = fee.map_or(0, |fee| fee.signum());
                minuses -= sign.signum();
            }
        });
        self.fee_minus = minuses > 0;
    }

    fn columns(&self) -> impl Iterator<Item = usize> {
        let spots = self.gross.iter().chain(&self.net).chain(&self.fees);
        spots.flat_map(|spot| spot.columns())
    }

    /// Whether a row has neither gross nor net.
    #[must_use]
    pub fn is_blank(&self, row: &Row) -> bool {
        let mut spots = self.gross.iter().chain(&self.net);
        spots.all(|spot| spot.is_blank(row))
    }

    /// Whether a column holds a number other than nought.
    #[must_use]
    pub fn is_filled(&self, row: &Row, column: usize) -> bool {
        read_number(row.cell(column), self.mark).is_ok_and(|number| number.signum() != 0)
    }

    /// The amount of one column, in minor units.
    ///
    /// # Errors
    /// An amount that is none.
    pub fn alone(&self, row: &Row, column: usize, currency: Currency) -> Result<i64, Bad> {
        let exact = self.exact(row, column, currency)?;
        self.whole(exact, column)
    }

    /// The money of a row whose net is in one currency and whose gross may be in another: all three
    /// are then in that of the net. `lowers` says that the row takes money, whatever its sign.
    ///
    /// # Errors
    /// An amount that is none, none at all, or one without a direction.
    pub fn read(
        &self,
        row: &Row,
        currency: Currency,
        before: Currency,
        lowers: bool,
    ) -> Result<Sums, Bad> {
        let turn = |value: i128| if lowers { -value.abs() } else { value };
        let gross = self.spot(row, self.gross, before)?;
        let net = self.spot(row, self.net, currency)?;
        let (gross, net) = (
            gross.map(|(value, at)| (turn(value), at)),
            net.map(|(value, at)| (turn(value), at)),
        );
        let base = self.sum(row, &self.fees, currency)?;
        let more = self.sum(row, &self.more_fees, currency)?;
        let printed = base.or(more).map(|fee| self.charged(fee));
        let fee_of = |fee: Option<i128>| fee.map(rounded).transpose();
        match (gross, net) {
            (Some((gross, at)), Some((net, net_at))) if !self.gross_alone && before == currency => {
                let (amount, stated) = (self.whole(gross, at)?, self.whole(net, net_at)?);
                let settles = |fee: i128| (gross - fee - net).abs() < UNIT;
                let all = base.unwrap_or(0) + more.unwrap_or(0);
                let alone = base.unwrap_or(0);
                let fits = [alone, all, -alone, -all].into_iter().any(settles);
                let fee = match printed {
                    Some(_) if fits => Some(amount - stated),
                    Some(fee) => Some(rounded(fee).map_err(|error| amount_fault(at, error))?),
                    // No fee column is filled: what is missing from the gross is the fee.
                    None => Some(amount - stated).filter(|&fee| fee != 0),
                };
                Ok(Sums {
                    currency,
                    amount,
                    fee,
                    net: Some(stated),
                })
            }
            // A step of a payment that moves nothing yet.
            (Some((gross, at)), Some((0, _))) if self.gross_alone && gross != 0 => Ok(Sums {
                currency: before,
                amount: self.whole(gross, at)?,
                fee: None,
                net: None,
            }),
            (_, Some((net, at))) => {
                let stated = self.whole(net, at)?;
                let fee = fee_of(printed).map_err(|error| amount_fault(at, error))?;
                Ok(Sums {
                    currency,
                    amount: stated + fee.unwrap_or(0),
                    fee,
                    net: Some(stated),
                })
            }
            (Some((gross, at)), None) => {
                let printed = printed.filter(|_| before == currency && !self.gross_alone);
                Ok(Sums {
                    currency: before,
                    amount: self.whole(gross, at)?,
                    fee: fee_of(printed).map_err(|error| amount_fault(at, error))?,
                    net: None,
                })
            }
            // A fee alone, as a row of its own.
            (None, None) if printed.is_some() => {
                let fee = fee_of(printed).map_err(|error| amount_fault(0, error))?;
                Ok(Sums {
                    currency,
                    amount: -fee.unwrap_or(0),
                    fee: None,
                    net: None,
                })
            }
            (None, None) => {
                let spot = self.gross.or(self.net);
                let at = spot.and_then(|spot| spot.columns().next()).unwrap_or(0);
                Err(if at >= row.len() {
                    Bad::at(at, RefusedReason::Short)
                } else {
                    amount_fault(at, NumberError::Empty)
                })
            }
        }
    }

    /// A fee with the sign of this module's convention.
    const fn charged(&self, fee: i128) -> i128 {
        if self.fee_minus { -fee } else { fee }
    }

    fn sum(&self, row: &Row, spots: &[Spot], currency: Currency) -> Result<Option<i128>, Bad> {
        let mut sum = None;
        for &spot in spots {
            if let Some((value, _)) = self.spot(row, Some(spot), currency)? {
                // CR and DR tell what a fee does to the merchant: charged is money out.
                let value = if matches!(spot, Spot::Marked(..)) {
                    self.charged(-value)
                } else {
                    value
                };
                sum = Some(sum.unwrap_or(0) + value);
            }
        }
        Ok(sum)
    }

    /// An amount and its column; none where its cells are empty.
    fn spot(
        &self,
        row: &Row,
        spot: Option<Spot>,
        currency: Currency,
    ) -> Result<Option<(i128, usize)>, Bad> {
        let filled = |column: &usize| !row.value(Some(*column)).is_empty();
        match spot {
            None => Ok(None),
            Some(Spot::One(column)) => match Some(column).filter(filled) {
                Some(column) => Ok(Some((self.exact(row, column, currency)?, column))),
                None => Ok(None),
            },
            Some(Spot::Two(money_out, money_in)) => {
                let (money_out, money_in) = (money_out.filter(filled), money_in.filter(filled));
                let Some(at) = money_in.or(money_out) else {
                    return Ok(None);
                };
                let read = |column: Option<usize>| {
                    column.map_or(Ok(0), |column| self.exact(row, column, currency))
                };
                Ok(Some((read(money_in)? - read(money_out)?, at)))
            }
            Some(Spot::Marked(column, mark)) => {
                let Some(column) = Some(column).filter(filled) else {
                    return Ok(None);
                };
                let value = self.exact(row, column, currency)?;
                match words::direction(row.value(mark)) {
                    Some(Direction::In) => Ok(Some((value, column))),
                    Some(Direction::Out) => Ok(Some((-value, column))),
                    _ if value == 0 => Ok(Some((0, column))),
                    _ => Err(Bad::at(mark.unwrap_or(column), RefusedReason::Direction)),
                }
            }
        }
    }

    /// An amount with [`EXTRA_DIGITS`] more decimals than its currency.
    fn exact(&self, row: &Row, column: usize, currency: Currency) -> Result<i128, Bad> {
        if column >= row.len() || (row.cut && column + 1 == row.len()) {
            return Err(Bad::at(column, RefusedReason::Short));
        }
        let digits = if self.unit == Unit::Minor {
            0
        } else {
            currency.digits()
        };
        read_number(row.cell(column), self.mark)
            .and_then(|number| number.minor(digits + EXTRA_DIGITS))
            .map_err(|error| amount_fault(column, error))
    }

    /// An amount in minor units: exact, but where the provider itself rounds.
    fn whole(&self, exact: i128, column: usize) -> Result<i64, Bad> {
        if !self.rounded && exact % UNIT != 0 {
            return Err(amount_fault(column, NumberError::TooManyDecimals));
        }
        rounded(exact).map_err(|error| amount_fault(column, error))
    }
}

/// Half away from nought.
fn rounded(exact: i128) -> Result<i64, NumberError> {
    minor(Ok((exact + exact.signum() * (UNIT / 2)) / UNIT))
}

/// The decimal mark that most amounts of a file show.
#[must_use]
pub fn mark_of_rows(part: &Part<'_>, header: &Header<'_>, money: &Money) -> DecimalMark {
    let mut marks = Marks::default();
    each_cell(part, header, money, |cell| marks.see(cell));
    marks.mark()
}

/// The currency whose sign stands before the amounts; a dollar is that of the United States where
/// nothing else is said.
#[must_use]
pub fn currency_of_sign(part: &Part<'_>, header: &Header<'_>, money: &Money) -> Option<Currency> {
    let mut found = None;
    each_cell(part, header, money, |cell| {
        if found.is_none() {
            let code = SIGNS.iter().find(|(sign, _)| cell.contains(sign));
            found = code.and_then(|(_, code)| Currency::parse(code));
        }
    });
    found
}

const SIGNS: &[(&str, &str)] = &[("$", "USD"), ("£", "GBP"), ("€", "EUR")];

fn each_cell(part: &Part<'_>, header: &Header<'_>, money: &Money, mut look: impl FnMut(&str)) {
    each_row(part, header, |row| {
        money.columns().for_each(|column| look(row.cell(column)));
    });
}

fn each_row(part: &Part<'_>, header: &Header<'_>, mut look: impl FnMut(&Row)) {
    let (mut rows, mut row, mut count) = (part.rows(), Row::default(), 0);
    while count < ROWS && rows.read(&mut row) {
        if row.number > header.row.number {
            count += 1;
            look(&row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{UNIT, rounded};

    #[test]
    fn half_a_cent_goes_away_from_nought() {
        let half = UNIT / 2;
        for (exact, want) in [(half, 1), (-half, -1), (half - 1, 0), (-half + 1, 0)] {
            assert_eq!(rounded(exact), Ok(want));
        }
    }
}
