//! From bytes to text: byte order mark, then strict UTF-8, then GB18030 (FORMATS.md rule 0.2).

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::ImportError;

/// A decoded file.
pub struct Decoded<'b> {
    /// Its text; borrowed where it was UTF-8 already.
    pub text: Cow<'b, str>,
    /// The encoding, as the file's card names it.
    pub encoding: &'static str,
}

/// Of so many characters at most one may be unreadable; beyond that it is no text of that encoding.
const CHARACTERS_PER_FAULT: usize = 20;

/// Whether a file is text at all shows in its beginning.
const SAMPLE_BYTES: usize = 1 << 16;

/// Decodes a whole file.
///
/// # Errors
/// [`ImportError::Binary`] for bytes that are no text in any encoding tried.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, ImportError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, _) =
            encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default());
        return Ok(Decoded {
            text,
            encoding: encoding.name(),
        });
    }
    // No text holds noughts; UTF-16 without a mark does, and is not guessed here.
    if bytes.contains(&0) {
        return Err(ImportError::Binary);
    }
    let head = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    let controls = head.iter().filter(|&&byte| is_control(byte)).count();
    if controls * CHARACTERS_PER_FAULT > head.len() {
        return Err(ImportError::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded {
            text: Cow::Borrowed(text),
            encoding: UTF_8.name(),
        });
    }
    if mostly_utf8(bytes) {
        return Ok(Decoded {
            text: String::from_utf8_lossy(bytes),
            encoding: UTF_8.name(),
        });
    }
    let (text, faulty) = GB18030.decode_without_bom_handling(bytes);
    if faulty {
        let faults = text
            .chars()
            .filter(|&c| c == char::REPLACEMENT_CHARACTER)
            .count();
        if faults * CHARACTERS_PER_FAULT
            > text.chars().filter(|c| !c.is_ascii()).count() + CHARACTERS_PER_FAULT
        {
            return Err(ImportError::Binary);
        }
    }
    Ok(Decoded {
        text,
        encoding: "GB18030",
    })
}

/// Control characters that no text file needs; old bank files end in 0x1A.
const fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a)
}

/// Whether a text is UTF-8 but for a few damaged places, such as a character cut at the end.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut faults, mut sound) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        faults += usize::from(!chunk.invalid().is_empty());
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    faults * CHARACTERS_PER_FAULT <= sound
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn encodings_are_told_apart() {
        let gbk = b"\xbd\xbb\xd2\xd7\xca\xb1\xbc\xe4,\xbd\xf0\xb6\xee\n";
        let table: &[(&[u8], &str, &str)] = &[
            ("交易时间,金额\n".as_bytes(), "交易时间,金额\n", "UTF-8"),
            ("\u{feff}交易时间".as_bytes(), "交易时间", "UTF-8"),
            (gbk, "交易时间,金额\n", "GB18030"),
            (b"\xff\xfea\0,\0b\0", "a,b", "UTF-16LE"),
            (b"\xfe\xff\0a\0,\0b", "a,b", "UTF-16BE"),
            (b"plain,1\n", "plain,1\n", "UTF-8"),
        ];
        for (bytes, text, encoding) in table {
            let decoded = decode(bytes).ok();
            let got = decoded.as_ref().map(|d| (d.text.as_ref(), d.encoding));
            assert_eq!(got, Some((*text, *encoding)));
        }
    }

    #[test]
    fn a_cut_character_does_not_change_the_encoding() {
        let whole = "交易时间,金额,备注\n2026-03-01,1.00,一二三四五六七八九十一二三四五六七八九十";
        let cut = &whole.as_bytes()[..whole.len() - 1];
        assert_eq!(decode(cut).map(|d| d.encoding).ok(), Some("UTF-8"));
    }

    #[test]
    fn noise_is_binary() {
        let noise: Vec<u8> = (0..2000_u32).map(|i| (i * 7919 % 251) as u8 | 1).collect();
        assert!(decode(&noise).is_err());
        assert!(decode(b"ab\0cd").is_err());
    }
}
