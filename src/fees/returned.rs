//! The part of a fee that comes back with a refund.

use crate::money::Rounding;

/// The fee that comes back when `refund_amount` of a sale of `original_amount` is refunded: the same
/// share of the fee, rounded, and never more than the fee (FEES.md section 4, POSP). It follows a
/// capped fee because it is a share of what was charged, not of what a rate would give.
///
/// Minor units; the refund counts by its size, whatever its sign. Nought where there was no sale.
#[must_use]
pub fn returned_fee(
    original_fee: i64,
    original_amount: i64,
    refund_amount: i64,
    rounding: Rounding,
) -> i64 {
    FeeReturns::new(original_fee, original_amount).refund(refund_amount, rounding)
}

/// The returned fees of one sale over several partial refunds.
///
/// Each part rounds by itself, so that two halves of a fee of 0.01 would each return 0.01; the sum
/// is held at the original fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeReturns {
    fee: i64,
    amount: i64,
    returned: i64,
}

impl FeeReturns {
    /// A sale of `original_amount` that was charged `original_fee`, in minor units.
    #[must_use]
    pub const fn new(original_fee: i64, original_amount: i64) -> Self {
        Self {
            fee: original_fee,
            amount: original_amount,
            returned: 0,
        }
    }

    /// What comes back with this refund, after the earlier ones; bears the sign of the fee.
    pub fn refund(&mut self, refund_amount: i64, rounding: Rounding) -> i64 {
        if self.amount == 0 {
            return 0;
        }
        let (fee, refund) = (i128::from(self.fee), i128::from(refund_amount).abs());
        let share = rounding.divide(fee * refund, i128::from(self.amount).abs());
        let left = fee - i128::from(self.returned);
        let part = if share.abs() > left.abs() {
            left
        } else {
            share
        };
        // The part lies between nought and the fee, which is an i64.
        let part = i64::try_from(part).unwrap_or(0);
        self.returned += part;
        part
    }

    /// What has come back so far.
    #[must_use]
    pub const fn returned(&self) -> i64 {
        self.returned
    }
}
