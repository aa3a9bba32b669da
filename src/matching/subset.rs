/*!
Which of some amounts sum to a given one, exactly, and in how many ways.

Meet in the middle for few amounts of any size; a table of sums for many amounts below a bounded
target. A bare sum is the weakest evidence there is, so what matters is the number of answers: one
that is unique may be shown, one of many may not.
*/

/// Meet in the middle holds `2^(n/2)` sums of each half: 2^20 of them are 8 MB; two items more double
/// that.
pub const ITEMS_MAX: usize = 40;

/// The tables of sums hold two bits for each minor unit up to the target: a hundred million of them,
/// a million yuan, are 25 MB.
pub const TARGET_MAX: i128 = 200_000_000;

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
    // The caller has seen that all sums fit.
    let narrow = |amount: &i128| i64::try_from(*amount).unwrap_or(0);
    let amounts: Vec<i64> = amounts.iter().map(narrow).collect();
    let (left, right) = amounts.split_at(amounts.len() / 2);
    let (lows, highs) = (sums(left), sums(right));
    let mut found = Sets::none();
    let mut fitting = Vec::new();
    // Upwards through one half, downwards through the other; equal sums meet as groups.
    let (mut at, mut end) = (0, highs.len());
    while let (Some(&low), Some(&high)) = (lows.get(at), highs[..end].last()) {
        // No sum of parts leaves 64 bits. Which side moves is a matter of chance, so no branch is taken.
        let sum = low + high;
        if sum != target {
            at += usize::from(sum < target);
            end -= usize::from(sum > target);
            continue;
        }
        let mine = lows[at..].iter().take_while(|&&sum| sum == low).count();
        let theirs = highs[..end].iter().rev().take_while(|&&sum| sum == high);
        let theirs = theirs.count();
        (at, end) = (at + mine, end - theirs);
        let pairs = (mine as u64).saturating_mul(theirs as u64);
        found.count = found.count.saturating_add(pairs);
        if fitting.len() <= amounts.len() + 1 {
            fitting.push((low, high));
        }
    }
    // Every set was counted; those that are too small are few enough to count by themselves, and to
    // be left behind in the search for one that is not.
    let empty = u64::from(target == 0 && least != Least::None);
    let single = |&&amount: &&i64| amount == target && least == Least::Two;
    found.count -= empty + amounts.iter().filter(single).count() as u64;
    found.first = fitting
        .into_iter()
        .filter(|_| found.count > 0)
        .find_map(|(low, high)| first(left, low, right, high, least));
    found
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

/// The largest sets of two halves with these sums, together, where they are large enough.
fn first(left: &[i64], low: i64, right: &[i64], high: i64, least: Least) -> Option<Vec<usize>> {
    let (low, high) = (largest(left, low), largest(right, high));
    if low.count_ones() + high.count_ones() < least as u32 {
        return None;
    }
    let of = |mask: u32| (0..32).filter(move |bit| mask & (1 << bit) != 0);
    Some(
        of(low)
            .chain(of(high).map(|bit| bit + left.len()))
            .collect(),
    )
}

/// The members, as bits, of the largest set with this sum; of several the first. There is one.
fn largest(amounts: &[i64], wanted: i64) -> u32 {
    let (mut sum, mut mask, mut best) = (0_i64, 0_u32, 0_u32);
    let mut found = wanted == 0;
    // In the order of Gray's code one member changes at a time.
    for step in 1..1_u32 << amounts.len() {
        let bit = step.trailing_zeros();
        mask ^= 1 << bit;
        let amount = amounts[bit as usize];
        sum += if mask & (1 << bit) == 0 {
            -amount
        } else {
            amount
        };
        let rank = |mask: u32| (mask.count_ones(), std::cmp::Reverse(mask));
        if sum == wanted && (!found || rank(mask) > rank(best)) {
            (best, found) = (mask, true);
        }
    }
    best
}

/// The sums of all sets of `amounts`, rising: each amount doubles the list by one merge.
fn sums(amounts: &[i64]) -> Vec<i64> {
    let (mut sums, mut merged) = (vec![0_i64], Vec::new());
    for &amount in amounts {
        let (mut without, mut with) = (0, 0);
        merged.clear();
        merged.reserve(sums.len() * 2);
        while without < sums.len() && with < sums.len() {
            let (a, b) = (sums[without], sums[with] + amount);
            let first = a <= b;
            merged.push(if first { a } else { b });
            without += usize::from(first);
            with += usize::from(!first);
        }
        merged.extend_from_slice(&sums[without..]);
        merged.extend(sums[with..].iter().map(|sum| sum + amount));
        std::mem::swap(&mut sums, &mut merged);
    }
    sums
}

/// How many sets of amounts fit, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ways {
    /// No set.
    None,
    /// Exactly one.
    One,
    /// Two or more: none of them is the answer.
    Many,
}

/// Whether some of many positive `amounts` sum to `target`, and whether in more than one way: two bits
/// a minor unit. `None` where the target is past [`TARGET_MAX`] or an amount is not positive.
#[must_use]
pub fn ways(amounts: &[i128], target: i128) -> Option<Ways> {
    if !(0..=TARGET_MAX).contains(&target) || amounts.iter().any(|&amount| amount <= 0) {
        return None;
    }
    let all: i128 = amounts.iter().sum();
    if all < target {
        return Some(Ways::None);
    }
    // What is left out sums to the rest, which may be the smaller question.
    let target = usize::try_from(target.min(all - target)).ok()?;
    let mut amounts: Vec<usize> = amounts
        .iter()
        .filter_map(|&amount| usize::try_from(amount).ok().filter(|&a| a <= target))
        .collect();
    // In steps that all of them share.
    let step = amounts
        .iter()
        .fold(0, |step, &amount| divisor(step, amount))
        .max(1);
    if target % step != 0 {
        return Some(Ways::None);
    }
    let target = target / step;
    amounts.iter_mut().for_each(|amount| *amount /= step);
    // Large ones first: where many sets fit, the first few hundred show it.
    amounts.sort_unstable_by(|a, b| b.cmp(a));
    let mut left: usize = amounts.iter().fold(0, |sum, &a| sum.saturating_add(a));
    // A word of noughts ahead, for what is shifted in from below the first.
    let size = target / 64 + 2;
    let (mut once, mut twice) = (vec![0_u64; size], vec![0_u64; size]);
    once[1] = 1;
    let bit = |table: &[u64]| table[target / 64 + 1] & (1 << (target % 64)) != 0;
    let mut reached = 0_usize;
    for amount in amounts {
        left -= amount;
        reached = reached.saturating_add(amount).min(target);
        // A sum from which the amounts to come do not reach the target any more is of no use.
        let least = target.saturating_sub(left);
        add(
            &mut once,
            &mut twice,
            amount,
            least / 64 + 1..reached / 64 + 2,
        );
        if bit(&twice) {
            return Some(Ways::Many);
        }
    }
    Some(if bit(&once) { Ways::One } else { Ways::None })
}

/// The greatest common divisor; nought has every divisor.
const fn divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { divisor(b, a % b) }
}

/// Adds the sums with one amount more to those of at least one set and of at least two, in the words
/// `within`.
fn add(once: &mut [u64], twice: &mut [u64], amount: usize, within: std::ops::Range<usize>) {
    let (skip, shift) = (amount / 64, amount % 64);
    // Shifting by 64 in two steps, since it may be that many.
    let shifted = |pair: &[u64]| pair[1] << shift | pair[0] >> 1 >> (63 - shift);
    let start = within.start.max(skip + 1);
    let mut end = within.end;
    // Downwards, in blocks whose words come from below the block, so that none is read once changed.
    while end > start {
        let from = start.max(end - skip.max(1).min(end));
        if skip == 0 {
            let (more, many) = (
                shifted(&once[from - 1..=from]),
                shifted(&twice[from - 1..=from]),
            );
            twice[from] |= many | once[from] & more;
            once[from] |= more;
        } else {
            let source = from - skip - 1..end - skip;
            let (once_below, once_here) = once.split_at_mut(from);
            let (twice_below, twice_here) = twice.split_at_mut(from);
            let sources = once_below[source.clone()].windows(2);
            let sources = sources.zip(twice_below[source].windows(2));
            let here = once_here.iter_mut().zip(twice_here);
            for ((once, twice), (one, two)) in here.zip(sources) {
                let more = shifted(one);
                *twice |= shifted(two) | *once & more;
                *once |= more;
            }
        }
        end = from;
    }
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

    fn as_ways(count: u64) -> Option<Ways> {
        Some(match count {
            0 => Ways::None,
            1 => Ways::One,
            _ => Ways::Many,
        })
    }

    #[test]
    fn as_many_as_by_brute_force() {
        let pools: [&[i128]; 6] = [
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
            &[100, 100, 100, 100, 250],
            &[-5, 5, 10, -10, 3, 8],
            &[994, 9_940, 19_880, 4_970, 596],
            &[64, 128, 320, 7, 500, 1_000, 9_934],
            &[],
        ];
        for amounts in pools {
            for target in [0, 5, 7, 10, 15, 33, 64, 200, 350, 391, 10_934, 20_874] {
                for least in [Least::None, Least::One, Least::Two] {
                    let found = sets(amounts, target, least);
                    let all = brute(amounts, target, least as u32);
                    assert_eq!(found.count, all, "{amounts:?} {target}");
                    assert_eq!(found.first.is_some(), all > 0, "{amounts:?} {target}");
                    if let Some(set) = found.first {
                        let sum: i128 = set.iter().map(|&index| amounts[index]).sum();
                        assert_eq!(sum, target);
                        assert!(set.len() >= least as usize && set.is_sorted());
                    }
                }
                if amounts.iter().all(|&amount| amount > 0) {
                    let all = brute(amounts, target, 0);
                    assert_eq!(ways(amounts, target), as_ways(all), "{amounts:?} {target}");
                }
            }
        }
    }

    #[test]
    fn every_target_of_a_few_amounts() {
        let amounts = [3, 64, 65, 130, 130, 200, 263];
        for target in 0..900 {
            let all = brute(&amounts, target, 0);
            assert_eq!(ways(&amounts, target), as_ways(all), "{target}");
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
        assert_eq!(ways(&amounts, 1_000_000), Some(Ways::Many));
        assert_eq!(ways(&amounts, 999_999), Some(Ways::None));
        assert_eq!(ways(&amounts, 400), Some(Ways::One));
        assert_eq!(ways(&amounts, TARGET_MAX + 1), None);
        let all = amounts.iter().sum();
        assert_eq!(ways(&amounts, all), Some(Ways::One));
    }
}
