//! The inner files of new workbooks, which a changed byte of the packed file seldom reaches: the first
//! byte says which of them is made up, the others are as a program writes them.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use yifen::import::import;
use yifen::protocol::Wish;
use yifen::record::Book;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>"#;
const TEXTS: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>a</t></si></sst>"#;
const SHEET: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46088.3</v></c></row></sheetData></worksheet>"#;

fuzz_target!(|bytes: &[u8]| {
    let Some((&which, made_up)) = bytes.split_first() else {
        return;
    };
    let mut members: Vec<(&str, &[u8])> = if which % 6 == 0 {
        vec![
            (
                "mimetype",
                b"application/vnd.oasis.opendocument.spreadsheet",
            ),
            ("content.xml", b""),
        ]
    } else {
        vec![
            ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
            ("xl/workbook.xml", BOOK.as_bytes()),
            ("xl/styles.xml", STYLES.as_bytes()),
            ("xl/sharedStrings.xml", TEXTS.as_bytes()),
            ("xl/worksheets/sheet1.xml", SHEET.as_bytes()),
        ]
    };
    let place = if which % 6 == 0 {
        1
    } else {
        usize::from(which % 6) - 1
    };
    members[place].1 = made_up;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in members {
        zip.start_file(name, stored).expect("a name");
        zip.write_all(bytes).expect("memory");
    }
    let bytes = zip.finish().expect("an archive").into_inner();
    let mut book = Book::new();
    let _read = import(
        &mut book,
        "a.xlsx",
        &bytes,
        &Wish::default(),
        &mut |_, _| (),
    );
});
