//! From bytes to text: byte order mark, strict UTF-8, UTF-16 by its noughts, then what the bytes are
//! most like (FORMATS.md rule 0.2). What was found is shown, and she may name another.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

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

/// Decodes a whole file: by its mark, else as UTF-8, else as UTF-16 where every other byte is a
/// nought, else as what its bytes are most like in China; or by the encoding that she names.
///
/// # Errors
/// [`ImportError::Binary`] for bytes that are no text in any encoding tried.
pub fn decode<'b>(bytes: &'b [u8], wished: Option<&str>) -> Result<Decoded<'b>, ImportError> {
    let named = wished.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        // A mark is certain; it is only overruled by name.
        let encoding = named.unwrap_or(encoding);
        return Ok(by(encoding, bytes.get(length..).unwrap_or_default()));
    }
    if let Some(encoding) = named {
        return Ok(by(encoding, bytes));
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(by(encoding, bytes));
    }
    // No other text holds noughts.
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
    likeliest(bytes)
}

/// The text by an encoding that is settled.
fn by<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Decoded<'b> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text,
        encoding: name_of(encoding),
    }
}

/// The name shown: GBK's reader knows all of GB18030.
fn name_of(encoding: &'static Encoding) -> &'static str {
    if encoding == GBK || encoding == GB18030 {
        "GB18030"
    } else {
        encoding.name()
    }
}

/// Latin letters in UTF-16 have a nought for every other byte: behind the letter in little-endian
/// order, before it in big-endian order. A bill always holds digits and separators.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let pairs = head.len() / 2;
    // A quarter of the letters at least: even a page of Chinese has that many digits. 一 (U+4E00) has
    // a nought on the other side.
    let (encoding, most, least) = if odd > even {
        (UTF_16LE, odd, even)
    } else {
        (UTF_16BE, even, odd)
    };
    let looks =
        pairs > 1 && bytes.len().is_multiple_of(2) && most * 4 >= pairs && least * 3 <= most;
    let text = looks.then(|| encoding.decode_without_bom_handling(head).0)?;
    let strange =
        |c: &char| *c == char::REPLACEMENT_CHARACTER || u8::try_from(*c).is_ok_and(is_control);
    let strange = text.chars().filter(strange).count();
    (strange * CHARACTERS_PER_FAULT <= pairs).then_some(encoding)
}

/// The encoding that the bytes are most like, with the bias of a Chinese reader.
fn likeliest(bytes: &[u8]) -> Result<Decoded<'_>, ImportError> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let head = bytes.get(..DETECTED_BYTES).unwrap_or(bytes);
    detector.feed(head, head.len() == bytes.len());
    let latin = is_latin(head);
    let place: Option<&[u8]> = if latin { None } else { Some(b"cn") };
    let guess = detector.guess(place, Utf8Detection::Deny);
    // Where the text holds the words of a bill in one of the encodings of Chinese, that settles it.
    let mut tried = vec![GB18030, BIG5];
    if !tried.contains(&guess) && guess != GBK {
        tried.push(guess);
    }
    tried.push(WINDOWS_1252);
    if guess == BIG5 {
        tried.swap(0, 1);
    }
    let mut first_sound = None;
    for encoding in tried {
        let (text, _) = encoding.decode_without_bom_handling(head);
        let letters = text.chars().filter(|c| !c.is_ascii()).count();
        let faults = text
            .chars()
            // Of a bill no letter stands where every program may put a sign of its own.
            .filter(|&c| {
                c == char::REPLACEMENT_CHARACTER
                    || ('\u{80}'..'\u{a0}').contains(&c)
                    || ('\u{e000}'..'\u{f900}').contains(&c)
            })
            .count();
        if WORDS.iter().any(|word| text.contains(word)) {
            return Ok(by(encoding, bytes));
        }
        let chinese = encoding == GB18030 || encoding == BIG5;
        // A character cut at the end is no fault of the encoding.
        let faults =
            faults - usize::from(faults > 0 && text.ends_with(char::REPLACEMENT_CHARACTER));
        // Two Latin letters in a row look like one Chinese character to GB18030.
        let sound = faults * CHARACTERS_PER_FAULT <= letters
            && !(chinese && (latin || guess == WINDOWS_1252));
        if sound && first_sound.is_none() {
            first_sound = Some(encoding);
        }
    }
    first_sound
        .map(|encoding| by(encoding, bytes))
        .ok_or(ImportError::Binary)
}

/// Whether most letters beyond ASCII stand alone among plain ones, as in `Währung`: those of Chinese
/// come in pairs, and a pair of GB2312 holds no plain letter.
fn is_latin(bytes: &[u8]) -> bool {
    let (mut alone, mut all) = (0_usize, 0_usize);
    for run in bytes.chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
        if run.first().is_some_and(|byte| !byte.is_ascii()) {
            all += 1;
            alone += usize::from(run.len() == 1);
        }
    }
    alone * 2 > all
}

/// The detector learns nothing more from a longer text.
const DETECTED_BYTES: usize = 1 << 18;

/// Words that stand in nearly every Chinese bill or statement.
const WORDS: &[&str] = &[
    "金额",
    "日期",
    "时间",
    "交易",
    "余额",
    "摘要",
    "账号",
    "订单",
    "支付",
    "现金",
    "微信",
    "收款",
    "金額",
    "時間",
    "餘額",
    "帳號",
    "結餘",
    "單號",
    "單據",
    "訂單",
    "應收",
    "實收",
    "現金",
    "信用卡",
];

impl Decoded<'_> {
    /// The same, owning its text.
    #[must_use]
    pub fn into_owned<'o>(self) -> Decoded<'o> {
        Decoded {
            text: Cow::Owned(self.text.into_owned()),
            encoding: self.encoding,
        }
    }
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
            (b"a\0,\x001\0\n\0", "a,1\n", "UTF-16LE"),
            (b"\0a\0,\x4e\x00\0\n", "a,一\n", "UTF-16BE"),
            (
                b"\xa5\xe6\xa9\xf6\xa4\xe9\xb4\xc1,\xaa\xf7\xc3B\n",
                "交易日期,金額\n",
                "Big5",
            ),
            (
                b"Date,Libell\xe9,D\xe9bit\n22/03/2026,Ch\xe8que re\xe7u,-12.50\n",
                "Date,Libellé,Débit\n22/03/2026,Chèque reçu,-12.50\n",
                "windows-1252",
            ),
            (
                b"Buchungstag;W\xe4hrung;Betrag\n01.03.2026;EUR;1,00\n",
                "Buchungstag;Währung;Betrag\n01.03.2026;EUR;1,00\n",
                "windows-1252",
            ),
        ];
        for (bytes, text, encoding) in table {
            let decoded = decode(bytes, None).ok();
            let got = decoded.as_ref().map(|d| (d.text.as_ref(), d.encoding));
            assert_eq!(got, Some((*text, *encoding)));
        }
    }

    #[test]
    fn a_named_encoding_is_used() {
        let gbk = b"\xbd\xbb\xd2\xd7";
        for (label, text) in [("gbk", "交易"), ("big5", "蝠眢"), ("no such", "交易")] {
            let decoded = decode(gbk, Some(label)).map(|d| d.text.into_owned());
            assert_eq!(decoded.as_deref(), Ok(text), "{label}");
        }
    }

    #[test]
    fn a_cut_character_does_not_change_the_encoding() {
        let whole = "交易时间,金额,备注\n2026-03-01,1.00,一二三四五六七八九十一二三四五六七八九十";
        let cut = &whole.as_bytes()[..whole.len() - 1];
        assert_eq!(decode(cut, None).map(|d| d.encoding).ok(), Some("UTF-8"));
    }

    #[test]
    fn noise_is_binary() {
        let noise: Vec<u8> = (0..2000_u32).map(|i| (i * 7919 % 251) as u8 | 1).collect();
        assert!(decode(&noise, None).is_err());
        assert!(decode(b"ab\0cd", None).is_err());
    }
}
