//! The field `:86:` of MT940: free text, German subfields `?20…?32`, or Dutch `/NAME/…/REMI/…`.

/// Banks break lines at this length, inside of words.
const LINE_CHARACTERS: usize = 65;

/// What a memo says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Memo {
    /// Who is on the other side.
    pub party: String,
    /// The text.
    pub text: String,
}

impl Memo {
    /// The memo of a field's lines.
    #[must_use]
    pub fn of(lines: &[&str]) -> Self {
        let first = lines.first().copied().unwrap_or_default();
        match separator(first) {
            Some(separator) => Self::of_subfields(lines, separator),
            None => Self::of_text(lines),
        }
    }

    /// `166?00GUTSCHRIFT?20…?32name?33rest of the name`.
    fn of_subfields(lines: &[&str], separator: char) -> Self {
        let joined: String = lines.concat();
        let mut memo = Self::default();
        let mut fields = joined.split(separator);
        let _code = fields.next();
        for field in fields {
            let Some((number, text)) = field
                .split_at_checked(2)
                .filter(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()))
            else {
                // A question mark of the text itself.
                memo.text.push(separator);
                memo.text.push_str(field);
                continue;
            };
            match number.parse::<u8>() {
                Ok(32 | 33) => memo.party.push_str(text),
                Ok(0) => {
                    memo.text.push_str(text);
                    memo.text.push(' ');
                }
                Ok(20..=29 | 60..=63) => memo.text.push_str(text),
                // Bank and account of the other side, batch numbers, codes.
                _ => {}
            }
        }
        memo.party = memo.party.trim().to_owned();
        memo.text = memo.text.trim().to_owned();
        memo
    }

    fn of_text(lines: &[&str]) -> Self {
        let mut text = String::new();
        let mut full = true;
        for line in lines {
            if !full && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(line.trim_end());
            full = line.chars().count() >= LINE_CHARACTERS;
        }
        Self {
            party: coded(&text, "/NAME/").unwrap_or_default().to_owned(),
            text: text.trim().to_owned(),
        }
    }
}

/// The sign between subfields: any but a letter, digit or slash, behind a code of three digits.
fn separator(first: &str) -> Option<char> {
    let (code, rest) = first.split_at_checked(3)?;
    let sign = rest.chars().next()?;
    let number = rest.get(sign.len_utf8()..sign.len_utf8() + 2)?;
    (code.bytes().all(|b| b.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit())
        && matches!(sign, '?' | '>' | '#' | '~'))
    .then_some(sign)
}

/// The text behind a code word, up to the next one.
fn coded<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(word)?;
    let name = rest.split('/').next()?.trim();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::Memo;

    #[test]
    fn every_kind_of_memo_is_read() {
        let long = "a".repeat(65);
        let table: &[(&[&str], &str, &str)] = &[
            (
                &[
                    "051?00Credit?10930?20ABBUCH",
                    "UNG?21VOM KONTO?30500?32PAY?33PAL?34000",
                ],
                "PAYPAL",
                "Credit ABBUCHUNGVOM KONTO",
            ),
            (&["000>100987>20HUUR>21 KANTOOR"], "", "HUUR KANTOOR"),
            (
                &["/BENM//NAME/JOHN DOE/REMI/Ref 2/ISDT/"],
                "JOHN DOE",
                "/BENM//NAME/JOHN DOE/REMI/Ref 2/ISDT/",
            ),
            (&["GIRO STRASSE", "10 1234"], "", "GIRO STRASSE 10 1234"),
            (&[], "", ""),
        ];
        for (lines, party, text) in table {
            let want = Memo {
                party: (*party).to_owned(),
                text: (*text).to_owned(),
            };
            assert_eq!(Memo::of(lines), want);
        }
        let broken = Memo::of(&[&long, "b c"]);
        assert_eq!(broken.text, format!("{long}b c"));
    }
}
