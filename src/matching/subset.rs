/*!
Which of some amounts sum to a given one, exactly, and in how many ways.

Meet in the middle for few amounts of any size; a table of sums for many amounts below a bounded
target. A bare sum is the weakest evidence there is, so what matters is the number of answers: one
that is unique may be shown, one of many may not.
*/

use std::cmp::Ordering;

/// Meet in the middle holds `2^(n/2)` sums of each half: 2^20 of them are 16 MB; two items more
/// double that.
pub const ITEMS_MAX: usize = 40;

/// The table of sums holds one number a minor unit up to the target: four million of them are 32 MB;
/// larger targets are asked of [`reachable`] only.
pub const TARGET_MAX: i128 = 4_000_000;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sets {
    /// How many sets fit; held at `u64::MAX`.
    pub count: u64,
    /// One of them, as indices in rising order.
    pub first: Option<Vec<usize>>,
}

impl Sets {
    const fn none() -> Self {
        Self {
            count: 0,
            first: None,
        }
    }
}

/// One set of a half: its sum and its members as bits.
type Half = (i64, u32);

/// The sets of at least `least` of `amounts` that sum to `target`, all of them counted. Nothing is
/// found among more than [`ITEMS_MAX`] amounts, nor where their sums leave 64 bits. Amounts may be
/// negative.
#[must_use]
pub fn sets(amounts: &[i128], target: i128, least: Least) -> Sets {
    let size: i128 = amounts.iter().map(|amount| amount.abs()).sum();
    let (Ok(target), true) = (
        i64::try_from(target),
        amounts.len() <= ITEMS_MAX && i64::try_from(size).is_ok(),
    ) else {
        return Sets::none();
    };
    let (left, right) = amounts.split_at(amounts.len() / 2);
    let (mut lows, mut highs) = (&sums(left)[..], &sums(right)[..]);
    let mut found = Sets::none();
    // Upwards through one half, downwards through the other; equal sums meet as groups.
    while let (Some(&(low, _)), Some(&(high, _))) = (lows.first(), highs.last()) {
        match low.saturating_add(high).cmp(&target) {
            Ordering::Less => lows = &lows[1..],
            Ordering::Greater => highs = &highs[..highs.len() - 1],
            Ordering::Equal => {
                let (mine, rest) = lows.split_at(lows.partition_point(|&(sum, _)| sum == low));
                let (below, theirs) = highs.split_at(highs.partition_point(|&(sum, _)| sum < high));
                (lows, highs) = (rest, below);
                let pairs = (mine.len() as u64).saturating_mul(theirs.len() as u64);
                found.count = found.count.saturating_add(pairs);
                if found.first.is_none() {
                    found.first = first(mine, theirs, left.len(), least);
                }
            }
        }
    }
    // Every set was counted; those that are too small are few enough to count by themselves.
    let empty = u64::from(target == 0 && least != Least::None);
    let single = |&&amount: &&i128| amount == i128::from(target) && least == Least::Two;
    found.count -= empty + amounts.iter().filter(single).count() as u64;
    found
}

/// In how many ways a set can be taken when equal amounts stand for each other, held at `u64::MAX`.
#[must_use]
pub fn alike(amounts: &[i128], set: &[usize]) -> u64 {
    let mut taken: Vec<i128> = set
        .iter()
        .filter_map(|&at| amounts.get(at).copied())
        .collect();
    taken.sort_unstable();
    taken.chunk_by(|a, b| a == b).fold(1, |ways: u64, chunk| {
        let equal = amounts
            .iter()
            .filter(|amount| chunk.first() == Some(amount));
        ways.saturating_mul(choices(equal.count() as u64, chunk.len() as u64))
    })
}

/// In how many ways `of` things are chosen among `all`, held at `u64::MAX`.
#[must_use]
pub fn choices(all: u64, of: u64) -> u64 {
    let of = of.min(all.saturating_sub(of));
    let mut ways = 1_u128;
    for nth in 0..u128::from(of) {
        ways = ways * (u128::from(all) - nth) / (nth + 1);
        if ways >= u128::from(u64::MAX) {
            return u64::MAX;
        }
    }
    u64::try_from(ways).unwrap_or(u64::MAX)
}

/// How many members a set must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Least {
    /// The empty set counts, where the target is nought.
    None,
    /// At least one.
    One,
    /// At least two: one alone is no question of sums.
    Two,
}

/// The largest set of two groups of equal sums, where it is large enough.
fn first(mine: &[Half], theirs: &[Half], from: usize, least: Least) -> Option<Vec<usize>> {
    let largest = |group: &[Half]| {
        let masks = group.iter().map(|&(_, mask)| mask);
        masks.max_by_key(|mask| (mask.count_ones(), std::cmp::Reverse(*mask)))
    };
    let (low, high) = (largest(mine)?, largest(theirs)?);
    if low.count_ones() + high.count_ones() < least as u32 {
        return None;
    }
    let of = |mask: u32| (0..32).filter(move |bit| mask & (1 << bit) != 0);
    Some(of(low).chain(of(high).map(|bit| bit + from)).collect())
}

/// The sums of all sets of `amounts`, rising: each amount doubles the list by one merge.
fn sums(amounts: &[i128]) -> Vec<Half> {
    let mut sums: Vec<Half> = vec![(0, 0)];
    for (bit, &amount) in amounts.iter().enumerate() {
        // The caller has seen that all sums fit.
        let amount = i64::try_from(amount).unwrap_or(0);
        let with = |&(sum, mask): &Half| (sum + amount, mask | 1 << bit);
        let mut merged = Vec::with_capacity(sums.len() * 2);
        let (mut without, mut taken) = (sums.iter().peekable(), sums.iter().map(with).peekable());
        while let (Some(&&a), Some(&b)) = (without.peek(), taken.peek()) {
            if a <= b {
                merged.push(a);
                without.next();
            } else {
                merged.push(b);
                taken.next();
            }
        }
        merged.extend(without.copied());
        merged.extend(taken);
        sums = merged;
    }
    sums
}

/// In how many ways some of many positive `amounts` sum to `target`, by a table of sums; held at
/// `u64::MAX`. `None` where the target is past [`TARGET_MAX`] or an amount is not positive.
#[must_use]
pub fn count(amounts: &[i128], target: i128) -> Option<u64> {
    if !(0..=TARGET_MAX).contains(&target) || amounts.iter().any(|&amount| amount <= 0) {
        return None;
    }
    let target = usize::try_from(target).ok()?;
    let mut ways = vec![0_u64; target + 1];
    ways[0] = 1;
    for &amount in amounts {
        let Some(amount) = usize::try_from(amount).ok().filter(|&a| a <= target) else {
            continue;
        };
        for sum in (amount..=target).rev() {
            ways[sum] = ways[sum].saturating_add(ways[sum - amount]);
        }
    }
    ways.last().copied()
}

/// Whether some of many positive `amounts` sum to `target` at all: one bit a minor unit, so that
/// a thousand amounts against a target of a million yuan fit into 12.5 MB.
#[must_use]
pub fn reachable(amounts: &[i128], target: i128) -> bool {
    let Ok(target) = usize::try_from(target) else {
        return false;
    };
    let words = target / 64 + 1;
    let mut bits = vec![0_u64; words];
    bits[0] = 1;
    for &amount in amounts {
        let Some(amount) = usize::try_from(amount)
            .ok()
            .filter(|a| (1..=target).contains(a))
        else {
            continue;
        };
        let (skip, shift) = (amount / 64, amount % 64);
        // Downwards: a word is only shifted onto words that were already read.
        for at in (skip..words).rev() {
            let low = bits[at - skip] << shift;
            let carry = match (shift, at - skip) {
                (0, _) | (_, 0) => 0,
                (_, below) => bits[below - 1] >> (64 - shift),
            };
            bits[at] |= low | carry;
        }
    }
    bits[target / 64] & (1 << (target % 64)) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every set by brute force.
    fn brute(amounts: &[i128], target: i128, least: u32) -> u64 {
        (0_u32..1 << amounts.len())
            .filter(|mask| {
                let sum: i128 = (0..amounts.len())
                    .filter(|bit| mask & (1 << bit) != 0)
                    .map(|bit| amounts[bit])
                    .sum();
                mask.count_ones() >= least && sum == target
            })
            .count() as u64
    }

    #[test]
    fn as_many_as_by_brute_force() {
        let pools: [&[i128]; 5] = [
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
            &[100, 100, 100, 100, 250],
            &[-5, 5, 10, -10, 3, 8],
            &[994, 9_940, 19_880, 4_970, 596],
            &[],
        ];
        for amounts in pools {
            for target in [0, 5, 10, 15, 33, 200, 350, 10_934, 20_874] {
                for least in [Least::None, Least::One, Least::Two] {
                    let found = sets(amounts, target, least);
                    assert_eq!(
                        found.count,
                        brute(amounts, target, least as u32),
                        "{amounts:?} {target}"
                    );
                    if let Some(set) = found.first {
                        let sum: i128 = set.iter().map(|&index| amounts[index]).sum();
                        assert_eq!(sum, target);
                        assert!(set.len() >= least as usize && set.is_sorted());
                    }
                }
                if amounts.iter().all(|&amount| amount > 0) {
                    let all = brute(amounts, target, 0);
                    assert_eq!(count(amounts, target), Some(all));
                    assert_eq!(reachable(amounts, target), all > 0, "{amounts:?} {target}");
                }
            }
        }
    }

    #[test]
    fn equal_amounts_stand_for_each_other() {
        let amounts = [100, 100, 50, 150];
        let found = sets(&amounts, 150, Least::Two);
        assert_eq!(found.count, 2);
        assert_eq!(alike(&amounts, &found.first.unwrap_or_default()), 2);
        assert_eq!(alike(&amounts, &[3]), 1);
        for (all, of, ways) in [(2, 1, 2), (3, 2, 3), (5, 0, 1), (40, 20, 137_846_528_820)] {
            assert_eq!(choices(all, of), ways);
        }
        assert_eq!(choices(1_000, 500), u64::MAX);
    }

    #[test]
    fn forty_amounts_of_any_size() {
        // Powers of two: every sum is unique. Forty equal ones: every pair fits.
        let unique: Vec<i128> = (0..40).map(|bit| 1 << bit).collect();
        let found = sets(
            &unique,
            0b1010_0000_0000_0000_0000_0000_0000_0000_0001,
            Least::One,
        );
        assert_eq!((found.count, found.first), (1, Some(vec![0, 33, 35])));
        let pairs = sets(&[700; 40], 1_400, Least::Two);
        assert_eq!(pairs.count, 780);
        assert_eq!(
            sets(&[1; 41], 1, Least::One),
            Sets::none(),
            "past the limit nothing is said"
        );
    }

    #[test]
    fn a_thousand_amounts() {
        let amounts: Vec<i128> = (1..=1_000).map(|n| n * 200).collect();
        assert!(reachable(&amounts, 1_000_000));
        assert!(!reachable(&amounts, 999_999));
        assert_eq!(count(&amounts, 600), Some(2), "600, and 200 with 400");
        assert_eq!(count(&amounts, TARGET_MAX + 1), None);
    }
}
