/*!
The evidence pack: a zip with the letter, the rows as a workbook and as CSV, the certificate, and a
checklist of what she must add herself.

The same answer, letter and day give the same bytes: nothing in it looks at a clock.
*/

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::certificate::certificate;
use super::mask::mask;
use super::proof::Proof;
use super::table::csv;
use super::workbook::workbook;
use crate::calendar::Day;
use crate::cause::Cause;
use crate::explanation::Explanation;
use crate::guide::{self, Heading, Piece, Topic};
use crate::record::Book;
use crate::text::letter::Letter as Texts;
use crate::text::{Lang, cause};

/// The pack could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackError;

/// The longest letter that is taken; what is longer was not written by a person.
pub const LETTER_BYTES_MAX: usize = 200_000;

/// The pack's name and bytes. `letter` is the letter as she left it; card numbers that she typed are
/// masked as well.
///
/// # Errors
/// Where a writer fails or the letter is longer than [`LETTER_BYTES_MAX`].
pub fn pack(
    explanation: &Explanation,
    book: &Book,
    proof: &Proof,
    lang: Lang,
    letter: &str,
    today: Day,
) -> Result<(String, Vec<u8>), PackError> {
    if letter.len() > LETTER_BYTES_MAX {
        return Err(PackError);
    }
    let sheet = workbook(proof, lang, today).map_err(|_| PackError)?;
    let files: [(&str, Vec<u8>); 5] = [
        ("letter.txt", text_file(&mask(letter))),
        ("rows.xlsx", sheet),
        ("rows.csv", csv(proof, lang).into_bytes()),
        (
            "certificate.json",
            certificate(explanation, book).into_bytes(),
        ),
        ("checklist.txt", text_file(&checklist_text(proof, lang))),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(name, options).map_err(|_| PackError)?;
        zip.write_all(&bytes).map_err(|_| PackError)?;
    }
    let bytes = zip.finish().map_err(|_| PackError)?.into_inner();
    Ok((name(proof), bytes))
}

/// `yifen-CAP_MISSED-2026-03-02-2026-03-08.zip`.
fn name(proof: &Proof) -> String {
    let mut sums = proof.sums().into_iter().map(|(cause, _)| cause);
    let what = match (sums.next(), sums.next()) {
        (Some(cause), None) => cause.id(),
        _ => "evidence",
    };
    format!("yifen-{what}-{}-{}.zip", proof.period.from, proof.period.to)
}

/// With the mark and line ends that every editor of an office computer reads.
fn text_file(text: &str) -> Vec<u8> {
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    format!("\u{feff}{text}").into_bytes()
}

/// What she must add: the rules for every letter, then what the guide says for each cause. A heading
/// and its points each.
pub(super) fn checklist(proof: &Proof, lang: Lang) -> Vec<(String, Vec<String>)> {
    let text = Texts::of(lang);
    let always = [
        text.checklist_brackets,
        text.checklist_papers,
        text.checklist_bank,
        text.checklist_slips,
        text.checklist_number,
        text.checklist_where,
        text.checklist_never,
    ];
    let always = always.map(str::to_owned).to_vec();
    let sums = proof.sums();
    let causes = sums
        .iter()
        .map(|(of, _)| (cause::name(lang, *of).to_owned(), bring(*of, lang)));
    std::iter::once((text.checklist.to_owned(), always))
        .chain(causes)
        .collect()
}

fn checklist_text(proof: &Proof, lang: Lang) -> String {
    let parts = checklist(proof, lang).into_iter();
    let texts = parts.map(|(heading, points)| {
        let points = points.iter().map(|point| format!("[ ] {point}\n"));
        format!("{heading}\n{}", points.collect::<String>())
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// What the guide says to bring, as plain lines.
fn bring(of: Cause, lang: Lang) -> Vec<String> {
    let entry = guide::entry(Topic::Cause(of), lang);
    let sections = entry.map(|entry| entry.sections).unwrap_or_default();
    let lines = sections
        .into_iter()
        .filter(|section| section.heading == Heading::Bring)
        .flat_map(|section| section.lines);
    lines
        .map(|line| {
            let pieces = line.pieces.into_iter().map(|piece| match piece {
                Piece::Text(text) => text,
                Piece::Link(cause) => cause::name(lang, cause).to_owned(),
                Piece::Source(_) => String::new(),
            });
            pieces.collect()
        })
        .collect()
}
