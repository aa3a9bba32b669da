/*!
China UnionPay's file for acquirers COM (`IND…ACOM`): a blank between two fields of fixed width, no
header, no fee of the merchant's (FORMATS.md A4.3).

Places are tried first; a file whose blanks were collapsed is read by the order of its fields.
*/

use crate::calendar::{DateError, Day};
use crate::money::{DecimalMark, read_number};
use crate::record::{Draft, Kind, Tender};

use super::cell::minor;
use super::days::{day_in, day_in_short, stamp_near};
use super::entry::Lines;
use super::grid::Part;
use super::header::Head;
use super::reading::{Fault, Reading};
use super::{Fit, ImportError, RefusedReason};

/// Lines that are looked at to know the file.
const LINES: usize = 5;

/// Widths of the first fields: two institutions, trace, time, card, amount, two more amounts, message
/// type, processing code, MCC, terminal, merchant, reference, condition, authorisation.
const WIDTHS: [usize; 16] = [11, 11, 6, 10, 19, 12, 12, 12, 4, 6, 4, 8, 15, 12, 2, 6];

/// What a line holds that is known.
struct Fields<'l>([&'l str; WIDTHS.len()]);

impl<'l> Fields<'l> {
    /// The fields by their places, else by their order; none where neither shows them.
    fn of(line: &'l str) -> Option<Self> {
        let mut placed = [""; WIDTHS.len()];
        let mut at = 0;
        for (field, width) in placed.iter_mut().zip(WIDTHS) {
            *field = line.get(at..at + width).unwrap_or_default().trim();
            at += width + 1;
        }
        let mut ordered = [""; WIDTHS.len()];
        for (field, word) in ordered.iter_mut().zip(line.split_whitespace()) {
            *field = word;
        }
        [placed, ordered]
            .into_iter()
            .map(Self)
            .find(Self::are_known)
    }

    fn are_known(&self) -> bool {
        let digits = |text: &str, count: usize| {
            text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        digits(self.trace(), 6)
            && digits(self.stamp(), 10)
            && digits(self.amount(), 12)
            && digits(self.message(), 4)
            && self.message().starts_with('0')
            && digits(self.code(), 6)
    }

    const fn trace(&self) -> &'l str {
        self.0[2]
    }
    const fn stamp(&self) -> &'l str {
        self.0[3]
    }
    const fn card(&self) -> &'l str {
        self.0[4]
    }
    const fn amount(&self) -> &'l str {
        self.0[5]
    }
    const fn message(&self) -> &'l str {
        self.0[8]
    }
    const fn code(&self) -> &'l str {
        self.0[9]
    }
    const fn terminal(&self) -> &'l str {
        self.0[11]
    }
    const fn merchant(&self) -> &'l str {
        self.0[12]
    }
    const fn reference(&self) -> &'l str {
        self.0[13]
    }
    const fn condition(&self) -> &'l str {
        self.0[14]
    }
    const fn authorisation(&self) -> &'l str {
        self.0[15]
    }
}

/// A line with a message type and a processing code of ISO 8583 where they belong.
pub fn sniff(head: &Head) -> Fit {
    let first = head.beginning.lines().take(LINES);
    if first.into_iter().any(|line| Fields::of(line).is_some()) {
        Fit::Sure
    } else {
        Fit::No
    }
}

/// Reads every line but inquiries.
///
/// # Errors
/// [`ImportError::TooManyRows`].
pub fn read(part: &Part<'_>, head: &Head, out: &mut Reading<'_>) -> Result<(), ImportError> {
    let text = part.text().unwrap_or_default();
    // The year is that of the file's day; lines have none.
    let near = day_in_short(&head.file).or(day_in(&head.file));
    let mut lines = Lines::of(text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let number = lines.line(at);
        at += line.len();
        let line = line.trim_end();
        if line.is_empty() {
            continue;
        }
        let Some(fields) = Fields::of(line) else {
            out.enter(number, line, Err(Fault::new("", "", RefusedReason::Short)))?;
            continue;
        };
        // Asking for a balance moves no money.
        if !fields.code().starts_with("30") {
            out.enter(number, line, one(&fields, number, near))?;
        }
    }
    Ok(())
}

fn one<'l>(fields: &Fields<'l>, number: u32, near: Option<Day>) -> Result<Draft<'l>, Fault> {
    let stamp = fields.stamp();
    let (day, time) = near
        .and_then(|near| stamp_near(stamp, near))
        .ok_or_else(|| {
            Fault::new(
                "交易传输时间",
                stamp,
                RefusedReason::Date(DateError::Malformed),
            )
        })?;
    let amount = fields.amount();
    let printed = read_number(amount, DecimalMark::Point)
        .and_then(|number| minor(number.minor(0)))
        .map_err(|error| Fault::new("交易金额", amount, RefusedReason::Amount(error)))?;
    let code = fields.code();
    let kind = kind(
        fields.message(),
        code.get(..2).unwrap_or_default(),
        fields.condition(),
    )
    .ok_or_else(|| Fault::new("交易处理码", code, RefusedReason::Kind))?;
    Ok(Draft {
        time: Some(time),
        settled: None,
        kind,
        tender: Tender::Card,
        amount: if super::words::lowers(kind) {
            -printed
        } else {
            printed
        },
        provider_id: fields.reference(),
        rrn: fields.reference(),
        voucher: fields.trace(),
        auth: fields.authorisation(),
        card_tail: super::card_tail(fields.card()),
        terminal: fields.terminal(),
        merchant: fields.merchant(),
        ..Draft::new(number, day)
    })
}

/// What a line is by its message type, processing code and condition: 06 is a pre-authorisation.
fn kind(message: &str, code: &str, condition: &str) -> Option<Kind> {
    let pre = condition == "06";
    Some(match (message, code) {
        ("0420" | "0421", _) => Kind::Reversal,
        ("0220" | "0221", "20") => Kind::Refund,
        (_, "20") => Kind::Void,
        ("0100", _) | (_, "03") => Kind::PreAuth,
        (_, "00") if pre => Kind::PreAuthCompletion,
        (_, "00" | "01" | "09") => Kind::Sale,
        (_, "02" | "22") => Kind::Void,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::kind;
    use crate::record::Kind;

    #[test]
    fn kinds_by_message_and_code() {
        for (message, code, condition, want) in [
            ("0200", "00", "00", Some(Kind::Sale)),
            ("0200", "00", "06", Some(Kind::PreAuthCompletion)),
            ("0200", "20", "00", Some(Kind::Void)),
            ("0220", "20", "00", Some(Kind::Refund)),
            ("0420", "00", "00", Some(Kind::Reversal)),
            ("0200", "77", "00", None),
        ] {
            assert_eq!(kind(message, code, condition), want, "{message} {code}");
        }
    }
}
