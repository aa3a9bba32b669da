//! The reason of a line after some of its rows were taken away.

use super::Why;

impl Why {
    /// The same reason for fewer rows. Where its numbers (a sum, a span of days, the first row) may
    /// not hold any more, only the count is left of it.
    #[must_use]
    pub fn with_rows(&self, left: u32) -> Self {
        let mut why = self.clone();
        match &mut why {
            Self::FeeRounding { rows, .. }
            | Self::FeeInstant { rows }
            | Self::RateTooHigh { rows, .. }
            | Self::PriceChanged { rows, .. }
            | Self::DebitAsCredit { rows, .. }
            | Self::CapMissed { rows, .. }
            | Self::QrTier { rows, .. }
            | Self::ProviderError { rows }
            | Self::ChargedTwice { rows }
            | Self::RefundFeeKept { rows }
            | Self::BillRows { rows }
            | Self::Void { rows }
            | Self::Coupon { rows }
            | Self::RiskHold { rows }
            | Self::Offline { rows }
            | Self::NetworkTimeout { rows, .. }
            | Self::NotPaid { rows }
            | Self::OtherMerchant { rows, .. }
            | Self::DuplicateInBook { rows }
            | Self::MissingInBook { rows }
            | Self::AmountDiffers { rows }
            | Self::PreauthOpen { rows }
            | Self::BookRows { rows }
            | Self::UnitDiffers { rows, .. }
            | Self::CycleMisread { rows, .. } => *rows = left,
            _ => why = Self::Left { rows: left },
        }
        why
    }
}
