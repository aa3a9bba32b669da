/*!
What a file leaves out: its currency, where no column and no line names one, and its unit, where all
amounts are whole.

The currency is read from signs and codes beside the amounts; else it is that of the land whose
language the header is in, and the file's card says so. Chinese in the script of the mainland is the one
case that needs no word: nobody there writes the currency down.
*/

use crate::money::{Currency, read_number};
use crate::record::DEFAULT_CURRENCY;

use super::grid::{Part, Row};
use super::header::Header;
use super::mapping::CURRENCIES;
use super::marks::mark_of;

/// Rows that are looked at.
const ROWS: usize = 500;

/// Fewer amounts say nothing about their unit.
const AMOUNTS_MIN: u32 = 3;

/// An amount below 1.00 would be rare: whole numbers of fewer digits are whole units.
const FEN_MIN: i128 = 100;

/// Signs of money that stand for one currency; `¥` is the merchant's own.
const SIGNS: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("£", "GBP"),
    ("HK$", "HKD"),
    ("R$", "BRL"),
    ("NT$", "TWD"),
    ("$", "USD"),
    ("人民币", "CNY"),
];

/// Words of headers that one land's language has, or those with one currency.
const WORDS: &[(&str, &str)] = &[
    ("kwota", "PLN"),
    ("częst", "PLN"),
    ("wpływ", "PLN"),
    ("částka", "CZK"),
    ("zůstatek", "CZK"),
    ("összeg", "HUF"),
    ("egyenleg", "HUF"),
    ("belopp", "SEK"),
    ("bokför", "SEK"),
    ("beløp", "NOK"),
    ("beløb", "DKK"),
    ("tutar", "TRY"),
    ("bakiye", "TRY"),
    ("jumlah", "IDR"),
    ("sốtiền", "VND"),
    ("betrag", "EUR"),
    ("umsatz", "EUR"),
    ("buchung", "EUR"),
    ("bedrag", "EUR"),
    ("montant", "EUR"),
    ("libellé", "EUR"),
    ("débit", "EUR"),
    ("importo", "EUR"),
    ("addebit", "EUR"),
    ("importe", "EUR"),
    ("cargos", "EUR"),
];

/// Scripts that one land writes its headers in.
const SCRIPTS: &[(std::ops::RangeInclusive<char>, &str)] = &[
    ('\u{3040}'..='\u{30ff}', "JPY"),
    // Characters that only Japan writes so.
    ('売'..='売', "JPY"),
    ('払'..='払', "JPY"),
    ('\u{ac00}'..='\u{d7a3}', "KRW"),
    ('\u{0e00}'..='\u{0e7f}', "THB"),
    ('\u{0400}'..='\u{04ff}', "RUB"),
];

/// Characters that the mainland does not write.
const NOT_OF_THE_MAINLAND: &str = "額餘帳賬幣單號戶";

/// A currency that was found or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// Which.
    pub currency: Currency,
    /// Whether the file does not say it, so that the card must.
    pub to_say: bool,
}

impl Assumed {
    /// The currency of a table without a column of currencies, by its amounts and its header.
    #[must_use]
    pub fn of(part: &Part<'_>, header: &Header<'_>, columns: &[usize]) -> Self {
        let named = columns
            .iter()
            .find_map(|&column| code_in(header.name(column)));
        let (mut rows, mut row, mut count) = (part.rows(), Row::default(), 0);
        let mut found = named;
        while found.is_none() && count < ROWS && rows.read(&mut row) {
            if row.number > header.row.number {
                count += 1;
                found = columns.iter().find_map(|&column| code_in(row.cell(column)));
            }
        }
        found.map_or_else(
            || Self::by_words(header.row.cells.iter().map(String::as_str)),
            |currency| Self {
                currency,
                to_say: false,
            },
        )
    }

    /// The currency that the language of a header lets expect.
    #[must_use]
    pub fn by_words<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let text: String = names.collect::<String>().to_lowercase();
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let scripts = SCRIPTS
            .iter()
            .find(|(script, _)| text.contains(|c| script.contains(&c)));
        let words = || WORDS.iter().find(|(word, _)| text.contains(word));
        let code = scripts.map(|(_, code)| *code);
        let code = code.or_else(|| words().map(|(_, code)| *code));
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        Self {
            currency: code.and_then(Currency::parse).unwrap_or(DEFAULT_CURRENCY),
            to_say: code.is_some()
                || !text.contains(is_han)
                || text.contains(|c| NOT_OF_THE_MAINLAND.contains(c)),
        }
    }
}

/// The currency whose code or sign stands in a text: `Amount (USD)`, `€12.50`.
#[must_use]
pub fn code_in(text: &str) -> Option<Currency> {
    let mut words = text.split(|sign: char| !sign.is_ascii_alphabetic());
    let listed = |word: &str| {
        CURRENCIES
            .iter()
            .find(|code| word.eq_ignore_ascii_case(code))
    };
    let coded = words.find_map(listed).copied();
    let signed = || SIGNS.iter().find(|(sign, _)| text.contains(sign));
    coded
        .or_else(|| signed().map(|(_, code)| *code))
        .and_then(Currency::parse)
}

/// How many amounts of a column there are, where all are whole numbers of three digits and more: they
/// may be hundredths. None where one shows that they are not.
#[must_use]
pub fn may_be_fen(part: &Part<'_>, header: &Header<'_>, column: usize) -> Option<u32> {
    let mark = mark_of(part, header, &[column]);
    let (mut rows, mut row, mut count) = (part.rows(), Row::default(), 0_u32);
    let mut seen = 0;
    while seen < ROWS && rows.read(&mut row) {
        if row.number <= header.row.number {
            continue;
        }
        seen += 1;
        let cell = row.value(Some(column));
        let Ok(number) = read_number(cell, mark) else {
            continue;
        };
        let whole = number.minor(0).ok()?;
        let has_mark = cell.contains(['.', ',']);
        if has_mark || (whole != 0 && whole.abs() < FEN_MIN) {
            return None;
        }
        count += u32::from(whole != 0);
    }
    (count >= AMOUNTS_MIN).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::{Assumed, code_in};

    #[test]
    fn currencies_by_the_language_of_a_header() {
        for (header, code, to_say) in [
            ("交易日期,交易金额,余额", "CNY", false),
            ("交易日期,交易金額,餘額", "CNY", true),
            ("Date,Amount", "CNY", true),
            ("Buchungstag;Betrag", "EUR", true),
            ("Data;Kwota", "PLN", true),
            ("日付,お預入れ,残高", "JPY", true),
            ("거래일,금액", "KRW", true),
        ] {
            let assumed = Assumed::by_words(header.split([',', ';']));
            let got = (assumed.currency.to_string(), assumed.to_say);
            assert_eq!(got, (code.to_owned(), to_say), "{header}");
        }
    }

    #[test]
    fn codes_and_signs_in_a_cell() {
        for (text, want) in [
            ("Amount (usd)", Some("USD")),
            ("HK$12.50", Some("HKD")),
            ("12.50 €", Some("EUR")),
            ("¥12.50", None),
            ("Amount", None),
        ] {
            let code = code_in(text).map(|code| code.to_string());
            assert_eq!(code.as_deref(), want, "{text}");
        }
    }
}
