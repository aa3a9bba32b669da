//! Every cause in the smallest shop that shows it, and beside it what looks alike but is not.

#![allow(
    clippy::expect_used,
    reason = "a test may stop where its own input is wrong"
)]
#![allow(
    clippy::inconsistent_digit_grouping,
    reason = "amounts are written as yuan and fen"
)]

mod causes {
    pub mod arrivals;
    pub mod bill;
    mod credits;
    mod currencies;
    pub mod fees;
    mod matching;
    pub mod payouts;
    pub mod preauth;
    pub mod register;
    pub mod rivals;
    pub mod roots;
    pub mod shop;
    pub mod special;
    pub mod verdicts;
}
