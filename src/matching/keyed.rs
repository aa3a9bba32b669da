//! How an amount goes wrong between the customer's slip and the keyboard (CAUSES.md section 5).

/// Words of a remark that say that a tip is in the amount.
const TIP_WORDS: &[&str] = &["小费", "tip", "Tip", "TIP"];

/// Whether a remark says that a tip is in the amount.
#[must_use]
pub fn speaks_of_a_tip(note: &str) -> bool {
    TIP_WORDS.iter().any(|word| note.contains(word))
}

/// A way in which one amount becomes another under a person's fingers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Two digits swapped: 49.00 for 40.90.
    Transposition,
    /// The decimal point slipped: 400.00 for 40.00.
    Slide,
    /// One digit wrong, missing or too many.
    Digit,
    /// The other sign.
    Sign,
}

/// The slip that makes `booked` of `paid`, if one does. Amounts in minor units.
#[must_use]
pub fn slip(booked: i64, paid: i64) -> Option<Slip> {
    slips(booked, paid)[0]
}

/// The slip that makes `booked` of `paid`, and the one that does as well.
#[must_use]
pub fn slips(booked: i64, paid: i64) -> [Option<Slip>; 2] {
    if booked == paid || booked == 0 || paid == 0 || (booked < 0) != (paid < 0) {
        let sign = booked != 0 && Some(booked) == paid.checked_neg();
        return [sign.then_some(Slip::Sign), None];
    }
    let (booked, paid) = (booked.unsigned_abs(), paid.unsigned_abs());
    let (large, small) = (booked.max(paid), booked.min(paid));
    if [10, 100, 1000]
        .into_iter()
        .any(|ten| small.checked_mul(ten) == Some(large))
    {
        return [Some(Slip::Slide), None];
    }
    let (a, b) = (booked.to_string(), paid.to_string());
    // Amounts below 1.00 keep their noughts: 0.09 for 0.90 is a swap.
    let width = a.len().max(b.len()).max(3);
    let pad = |text: &str| format!("{text:0>width$}").into_bytes();
    let (padded_a, padded_b) = (pad(&a), pad(&b));
    let differing: Vec<usize> = (0..width)
        .filter(|&at| padded_a.get(at) != padded_b.get(at))
        .collect();
    let digits = match differing[..] {
        [one, two] if padded_a[one] == padded_b[two] && padded_a[two] == padded_b[one] => {
            Some(Slip::Transposition)
        }
        [_] => Some(Slip::Digit),
        _ => one_more(a.as_bytes(), b.as_bytes()).then_some(Slip::Digit),
    };
    // The weakest pattern comes last: two swapped digits next to a nought look like it.
    let slid = slid_in_part(large, small).then_some(Slip::Slide);
    [digits.or(slid), digits.and(slid)]
}

/// Whether the last digits alone slipped: 736.00 as 700.36 or 703.60. The head stays, so it must be
/// longer than what follows it.
fn slid_in_part(large: u64, small: u64) -> bool {
    (3..=8).map(|digits| 10_u64.pow(digits)).any(|ten| {
        let (head, tail) = (large / ten * ten, large % ten);
        head > 0
            && small >= head
            && tail * 10 >= ten
            && [10, 100]
                .into_iter()
                .any(|slip| tail % slip == 0 && head + tail / slip == small)
    })
}

/// Whether one of them is the other with one digit more, of at least three.
fn one_more(a: &[u8], b: &[u8]) -> bool {
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    if long.len() != short.len() + 1 || short.len() < 3 {
        return false;
    }
    let same = long.iter().zip(short).take_while(|(x, y)| x == y).count();
    long.get(same + 1..) == short.get(same..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_slips_that_fit() {
        // 10.90 as 19.00: two digits swapped, or 0.90 slipped.
        let both = [Some(Slip::Transposition), Some(Slip::Slide)];
        assert_eq!(slips(1_900, 1_090), both);
        assert_eq!(slips(5_121, 5_211), [Some(Slip::Transposition), None]);
        assert_eq!(slips(40_000, 4_000), [Some(Slip::Slide), None]);
    }

    #[test]
    fn slips_by_kind() {
        use Slip::{Digit, Sign, Slide, Transposition};
        for (booked, paid, want) in [
            (4090, 4900, Some(Transposition)),
            (639_400, 369_400, Some(Transposition)),
            (51_200, 21_500, Some(Transposition)),
            (9, 90, Some(Slide)),
            (40_000, 4_000, Some(Slide)),
            (124_900, 12_490, Some(Slide)),
            (736, 73_600, Some(Slide)),
            (70_036, 73_600, Some(Slide)),
            (70_360, 73_600, Some(Slide)),
            (1_234, 1_834, Some(Digit)),
            (12_334, 1_234, Some(Digit)),
            (-800, 800, Some(Sign)),
            (1_000, 1_000, None),
            (1_000, 2_345, None),
            (12, 1, None),
        ] {
            assert_eq!(slip(booked, paid), want, "{booked} for {paid}");
            assert_eq!(slip(paid, booked), want, "{paid} for {booked}");
        }
    }
}
