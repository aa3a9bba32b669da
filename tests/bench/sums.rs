//! Amounts and targets for the searches by sums, made from nothing but numbers.

/// Forty amounts of any size, and the sum of every second of them.
pub fn forty() -> (Vec<i128>, i128) {
    let mut dice = Dice(40);
    let amounts: Vec<i128> = (0..40).map(|_| dice.roll(9_000_000_000)).collect();
    let target = amounts.iter().step_by(2).sum();
    (amounts, target)
}

/// A thousand amounts up to 4,000.00, and a million yuan: about half of what they come to.
pub fn thousand() -> (Vec<i128>, i128) {
    let mut dice = Dice(1_000);
    let amounts = (0..1_000).map(|_| dice.roll(4_000_00)).collect();
    (amounts, 1_000_000_00)
}

/// A small generator of numbers (Knuth's MMIX constants): no clock, no seed from outside.
struct Dice(u64);

impl Dice {
    /// From 1 to `end`.
    fn roll(&mut self, end: u64) -> i128 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i128::from((self.0 >> 20) % end + 1)
    }
}
