//! Chance that is the same on every run: a small xorshift.

/// The state; never nought.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        // Neighbouring seeds must not give neighbouring shops.
        let mut dice = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            dice.next();
        }
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number in `low..=high`.
    pub fn roll(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).expect("low before high");
        low + i64::try_from(self.next() % span).expect("a small number")
    }

    /// Whether a chance of `percent` comes true.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.roll(1, 100) <= percent
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let last = i64::try_from(of.len()).expect("a short list") - 1;
        &of[usize::try_from(self.roll(0, last)).expect("an index")]
    }
}
