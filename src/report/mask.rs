/*!
Hides card numbers: whatever leaves the computer shows their last four digits only.

A card number is 13 to 19 digits, perhaps in groups, that begin as cards do (3 to 6, 9) and pass the
check digit; order numbers and references mostly do not and stay whole.
*/

/// Card numbers have so many digits (ISO/IEC 7812).
const DIGITS: std::ops::RangeInclusive<usize> = 13..=19;
/// What stays in sight.
const SHOWN: usize = 4;

/// The text with every card number in it reduced to stars and its last four digits.
#[must_use]
pub fn mask(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&sign) = signs.get(at) {
        if !sign.is_ascii_digit() {
            masked.push(sign);
            at += 1;
            continue;
        }
        let ends = group_ends(&signs, at);
        let one = ends.first().copied().unwrap_or(at + 1);
        let whole = ends.last().copied().unwrap_or(one);
        let found = [whole, one].into_iter().find_map(|end| {
            let run = signs.get(at..end)?;
            let digits: Vec<u8> = run.iter().filter_map(|sign| value(*sign)).collect();
            is_card(&digits).then_some((end, digits))
        });
        match found {
            Some((end, digits)) => {
                masked.push_str("****");
                let tail = digits.iter().skip(digits.len() - SHOWN);
                masked.extend(tail.map(|digit| char::from(b'0' + digit)));
                at = end;
            }
            None => {
                masked.extend(signs.get(at..one).unwrap_or_default());
                at = one;
            }
        }
    }
    masked
}

/// The end of the digits that begin at `start`, and of every further group as cards are printed:
/// fours with one blank or hyphen between them, the last one perhaps shorter, or 4-6-5.
fn group_ends(signs: &[char], start: usize) -> Vec<usize> {
    let digits_from = |at: usize| {
        let rest = signs.get(at..).unwrap_or_default();
        rest.iter().take_while(|sign| sign.is_ascii_digit()).count()
    };
    let mut sizes = vec![digits_from(start)];
    let mut ends = vec![start + digits_from(start)];
    while let Some(&end) = ends.last() {
        let joins = matches!(signs.get(end), Some(' ' | '-' | '\u{a0}'));
        let size = digits_from(end + 1);
        let fits = match sizes[..] {
            [4] => matches!(size, 4 | 6),
            [4, 6] => size == 5,
            [.., 4] => (1..=4).contains(&size),
            _ => false,
        };
        if !joins || !fits {
            break;
        }
        sizes.push(size);
        ends.push(end + 1 + size);
    }
    ends
}

fn value(sign: char) -> Option<u8> {
    sign.to_digit(10).and_then(|digit| u8::try_from(digit).ok())
}

fn is_card(digits: &[u8]) -> bool {
    let begins = digits
        .first()
        .is_some_and(|first| matches!(first, 3..=6 | 9));
    DIGITS.contains(&digits.len()) && begins && check_digit_fits(digits)
}

/// The Luhn sum: every second digit from the right doubled, its digits added.
fn check_digit_fits(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| {
            let doubled = u32::from(digit) << (place % 2);
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn card_numbers_show_four_digits_and_nothing_else_changes() {
        for (text, masked) in [
            ("卡 6222020200112230012 付", "卡 ****0012 付"),
            ("4111 1111 1111 1111", "****1111"),
            ("5500-0000-0000-0004", "****0004"),
            ("4111111111111112", "4111111111111112"),
            ("20260308123456789012345678", "20260308123456789012345678"),
            ("123456789012", "123456789012"),
            ("2026-03-08 14:05", "2026-03-08 14:05"),
            ("3782 822463 10005", "****0005"),
            ("4 2026-03-02 2026-03-08", "4 2026-03-02 2026-03-08"),
            ("6222 0202 0011 2230 012。", "****0012。"),
            ("", ""),
        ] {
            assert_eq!(mask(text), masked, "{text}");
        }
    }
}
