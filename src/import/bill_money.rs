//! Amount, fee and net of a bill's row: signs by what the row is, the fee by its arithmetic.

use crate::money::Currency;
use crate::record::Kind;

use super::bill::Columns;
use super::cell::Bad;
use super::grid::Row;
use super::words;

/// The money of a row, signed for the merchant.
pub struct Money {
    /// What it settles for before fees.
    pub amount: i64,
    /// The price before a discount that the merchant bears.
    pub ordered: Option<i64>,
    /// The fee.
    pub fee: Option<i64>,
    /// The net.
    pub net: Option<i64>,
}

/// Reads the money of a row.
///
/// # Errors
/// An amount that is none.
pub fn money(
    columns: &Columns,
    row: &Row,
    currency: Currency,
    kind: Option<Kind>,
) -> Result<Money, Bad> {
    let read = |column| row.money(column, columns.unit, currency);
    let read_if = |column| row.money_if(column, columns.unit, currency);
    let lowers = kind.is_some_and(words::lowers)
        || row.value(columns.flow).contains("出账")
        || row.value(columns.flow).contains("退款");
    if let (Some((amount, fee)), true) = (columns.refund, lowers) {
        return Ok(Money {
            amount: -read(amount)?.abs(),
            ordered: None,
            fee: read_if(Some(fee))?.map(|fee| -fee.abs()),
            net: None,
        });
    }
    let mut fees = Vec::with_capacity(columns.fees.len());
    for &column in &columns.fees {
        fees.extend(read_if(Some(column))?);
    }
    let (mut amount, mut net) = (read(columns.amount)?, read_if(columns.net)?);
    let mut ordered = read_if(columns.ordered)?.filter(|&ordered| ordered != 0);
    let discount = read_if(columns.discount)?.unwrap_or(0);
    if lowers {
        // Printed with a minus or without one: all turn, so that the row's arithmetic stays.
        if amount > 0 {
            fees.iter_mut().for_each(|fee| *fee = -*fee);
        }
        amount = -amount.abs();
        net = net.map(|net| -net.abs());
        ordered = ordered.map(|ordered| -ordered.abs());
    }
    // Where the arithmetic does not tell: a sale's fee is charged, whatever sign it is printed with.
    let printed = fees
        .first()
        .map(|fee| if lowers { *fee } else { fee.abs() });
    let Some(stated) = net else {
        let fee = printed;
        return Ok(Money {
            amount,
            ordered,
            fee,
            net,
        });
    };
    let all: i64 = fees.iter().sum();
    let mut found = fees.iter().copied().chain([all, -all]);
    if let Some(fee) = found.clone().find(|fee| amount - fee == stated) {
        return Ok(Money {
            amount,
            ordered,
            fee: (!fees.is_empty()).then_some(fee),
            net,
        });
    }
    // A discount of the merchant's may stand between amount and net as well.
    let borne = if lowers { -discount.abs() } else { discount };
    let settles = |fee: &i64| borne != 0 && amount - borne - fee == stated;
    if let Some(fee) = found.find(settles) {
        return Ok(Money {
            amount: amount - borne,
            ordered: Some(amount),
            fee: Some(fee),
            net,
        });
    }
    Ok(Money {
        amount,
        ordered,
        fee: printed,
        net,
    })
}
