//! Which question about a row a line answers.

use serde::{Deserialize, Serialize};

/// What a line takes of its rows. Within an aspect a row is claimed once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// Whether the sale stands on the other side as well, and with which amount.
    Twin,
    /// What the row is: a refund, a reversal, a charge.
    Nature,
    /// The discount in it.
    Discount,
    /// The fee that the contract allows.
    Fee,
    /// The fee beyond it.
    Excess,
    /// Gross less fee against the stated net.
    Arithmetic,
    /// The net, and when it arrives.
    Payout,
    /// In how many pieces its net arrived.
    Arrival,
    /// Where it went on the day it arrived.
    Onward,
    /// What goes beyond the sale that a row is about.
    Over,
    /// What no test claimed and the merchant named herself.
    Said,
}

impl Aspect {
    /// Whether its lines are nought by themselves: their rows outweigh each other, so that they are taken
    /// together or not at all.
    #[must_use]
    pub const fn is_weightless(self) -> bool {
        matches!(self, Self::Arrival | Self::Onward)
    }
}
