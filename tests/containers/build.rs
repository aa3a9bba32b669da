//! Files in containers, made anew for every run: archives by the crate that reads them, workbooks
//! letter by letter, so that nothing binary is kept beside the sources.

use std::io::{Cursor, Write as _};

use zip::unstable::write::FileOptionsExt as _;
use zip::write::{FileOptions, SimpleFileOptions, ZipWriter};
use zip::{AesMode, CompressionMethod};

/// A zip of these members.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    locked(members, |options| options)
}

/// A zip locked by AES with 256 bits.
pub fn zip_aes(members: &[(&str, &[u8])], password: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().with_aes_encryption(AesMode::Aes256, password);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A zip locked by ZipCrypto, the old way that Windows itself opens.
pub fn zip_crypto(members: &[(&str, &[u8])], password: &str) -> Vec<u8> {
    locked(members, |options| {
        options
            .with_deprecated_encryption(password.as_bytes())
            .unwrap()
    })
}

fn locked<'p>(
    members: &[(&str, &[u8])],
    lock: impl Fn(SimpleFileOptions) -> FileOptions<'p, 'static, ()>,
) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, lock(options)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Replaces one name by another of the same length in a zip, both places, and takes away the mark
/// that says it is UTF-8: as Chinese programs write GBK names.
pub fn rename(zip: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = zip.to_vec();
    for at in 0..bytes.len() - from.len() {
        if &bytes[at..at + from.len()] == from {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

/// A gzip of these bytes.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A cell of a sheet.
#[derive(Clone)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number, as it is written into the file.
    Number(String),
    /// A day with its time, as a serial.
    Day(String),
    /// Nothing.
    Empty,
}

/// Cells of texts alone, from a comma-separated text without quotes.
pub fn texts(csv: &str) -> Vec<Vec<Cell>> {
    let cell = |cell: &str| match cell {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    csv.lines()
        .map(|line| line.split(',').map(cell).collect())
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn reference(row: usize, column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap());
    let lead = match column / 26 {
        0 => String::new(),
        more => char::from(b'A' + u8::try_from(more - 1).unwrap()).to_string(),
    };
    format!("{lead}{letter}{}", row + 1)
}

/// A new workbook of these sheets.
pub fn xlsx(sheets: &[(&str, Vec<Vec<Cell>>)], since_1904: bool) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let base = if since_1904 { "1" } else { "0" };
    let (mut listed, mut related, mut members) = (String::new(), String::new(), Vec::new());
    for (number, (name, rows)) in (1..).zip(sheets) {
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        related += &format!(
            "<Relationship Id=\"rId{number}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let mut data = String::new();
        for (row, cells) in rows.iter().enumerate() {
            data += &format!("<row r=\"{}\">", row + 1);
            for (column, cell) in cells.iter().enumerate() {
                let at = reference(row, column);
                data += &match cell {
                    Cell::Empty => continue,
                    Cell::Text(text) => format!(
                        "<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                        escaped(text)
                    ),
                    Cell::Number(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
                    Cell::Day(serial) => format!("<c r=\"{at}\" s=\"1\"><v>{serial}</v></c>"),
                };
            }
            data += "</row>";
        }
        let sheet =
            format!("{head}<worksheet xmlns=\"{main}\"><sheetData>{data}</sheetData></worksheet>");
        members.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    members.push((
        "xl/workbook.xml".to_owned(),
        format!(
            "{head}<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><workbookPr date1904=\"{base}\"/><sheets>{listed}</sheets></workbook>"
        ),
    ));
    members.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!(
            "{head}<Relationships xmlns=\"{package}\">{related}<Relationship Id=\"rIdS\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
        ),
    ));
    members.push((
        "xl/styles.xml".to_owned(),
        format!(
            "{head}<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
        ),
    ));
    members.push((
        "_rels/.rels".to_owned(),
        format!(
            "{head}<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    ));
    let members: Vec<(&str, &[u8])> = members
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    zip(&members)
}

/// A workbook of LibreOffice with one sheet.
pub fn ods(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut data = String::new();
    for cells in rows {
        data += "<table:table-row>";
        for cell in cells {
            data += &match cell {
                Cell::Empty => "<table:table-cell/>".to_owned(),
                Cell::Text(text) | Cell::Day(text) => format!(
                    "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                    escaped(text)
                ),
                Cell::Number(number) => format!(
                    "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"/>"
                ),
            };
        }
        data += "</table:table-row>";
    }
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>\
         <table:table table:name=\"一\">{data}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

/// A page with one table, as portals send it under the name `.xls`.
pub fn html(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut page =
        "<html><head><meta charset=\"utf-8\"><style>td{mso-number-format:'\\@'}</style></head><body><table>\n"
            .to_owned();
    for cells in rows {
        page += "<tr>";
        for cell in cells {
            let text = match cell {
                Cell::Text(text) | Cell::Number(text) | Cell::Day(text) => escaped(text),
                Cell::Empty => "&nbsp;".to_owned(),
            };
            page += &format!("<td>{text}</td>");
        }
        page += "</tr>\n";
    }
    (page + "</table></body></html>").into_bytes()
}

/// A workbook in XML, as Excel 2003 wrote it.
pub fn spreadsheet_xml(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut data = String::new();
    for cells in rows {
        data += "<Row>";
        for (column, cell) in cells.iter().enumerate() {
            let (kind, text) = match cell {
                Cell::Empty => continue,
                Cell::Number(number) => ("Number", number.clone()),
                Cell::Text(text) | Cell::Day(text) => ("String", escaped(text)),
            };
            let index = column + 1;
            data += &format!(
                "<Cell ss:Index=\"{index}\"><Data ss:Type=\"{kind}\">{text}</Data></Cell>"
            );
        }
        data += "</Row>\n";
    }
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"一\"><Table>{data}</Table></Worksheet></Workbook>"
    )
    .into_bytes()
}

fn record(out: &mut Vec<u8>, kind: u16, body: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
    out.extend(body);
}

/// An old workbook with one sheet, in the container of its time.
pub fn xls(cells: &[(u16, u16, Cell)]) -> Vec<u8> {
    let bof = |kind: u16| {
        let words = [0x0600_u16, kind, 0x0dbb, 0x07cc, 0, 0, 0x0606, 0];
        words
            .iter()
            .flat_map(|w| w.to_le_bytes())
            .collect::<Vec<_>>()
    };
    let mut sheet = Vec::new();
    record(&mut sheet, 0x0809, &bof(0x0010));
    for (row, column, cell) in cells {
        let mut body: Vec<u8> = [*row, *column, 0]
            .iter()
            .flat_map(|w| w.to_le_bytes())
            .collect();
        match cell {
            Cell::Empty => record(&mut sheet, 0x0201, &body),
            Cell::Number(number) | Cell::Day(number) => {
                let value: f64 = number.parse().unwrap();
                body.extend(value.to_le_bytes());
                record(&mut sheet, 0x0203, &body);
            }
            Cell::Text(text) => {
                let wide: Vec<u16> = text.encode_utf16().collect();
                body.extend(u16::try_from(wide.len()).unwrap().to_le_bytes());
                body.push(1);
                body.extend(wide.iter().flat_map(|w| w.to_le_bytes()));
                record(&mut sheet, 0x0204, &body);
            }
        }
    }
    record(&mut sheet, 0x000a, &[]);
    let mut stream = Vec::new();
    record(&mut stream, 0x0809, &bof(0x0005));
    record(&mut stream, 0x0042, &1200_u16.to_le_bytes());
    let name = [2, 0, b'1', b'a'];
    // Behind this record of 4 + 10 bytes and the end of 4 the sheet begins.
    let start = u32::try_from(stream.len() + 4 + 6 + name.len() + 4).unwrap();
    let mut bound = start.to_le_bytes().to_vec();
    bound.extend([0, 0]);
    bound.extend(name);
    record(&mut stream, 0x0085, &bound);
    record(&mut stream, 0x000a, &[]);
    stream.extend(sheet);
    container(&stream)
}

/// A stream called `Workbook` in a file of sectors of 512 bytes: the table of sectors, the
/// directory, the stream.
fn container(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    // Shorter streams would lie among the small ones.
    let length = stream.len().max(4096).next_multiple_of(SECTOR);
    let sectors = length / SECTOR;
    let tables = (sectors + 2).div_ceil(SECTOR / 4 - 1);
    let (free, end, of_table) = (u32::MAX, u32::MAX - 1, u32::MAX - 2);
    let number = |n: usize| u32::try_from(n).unwrap();
    let mut head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    head.extend([0; 16]);
    for word in [0x3e_u16, 3, 0xfffe, 9, 6, 0, 0, 0] {
        head.extend(word.to_le_bytes());
    }
    let directory = tables;
    for word in [
        0,
        number(tables),
        number(directory),
        0,
        4096,
        end,
        0,
        end,
        0,
    ] {
        head.extend(word.to_le_bytes());
    }
    for place in 0..109 {
        let word = if place < tables { number(place) } else { free };
        head.extend(word.to_le_bytes());
    }
    let mut table = vec![of_table; tables];
    table.push(end);
    let first = tables + 1;
    table.extend((1..sectors).map(|n| number(first + n)));
    table.push(end);
    table.resize(tables * SECTOR / 4, free);
    let mut bytes = head;
    bytes.extend(table.iter().flat_map(|w| w.to_le_bytes()));
    for (name, kind, start, size) in [
        ("Root Entry", 5_u8, end, 0),
        ("Workbook", 2, number(first), length),
    ] {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let named = u16::try_from(entry.len() + 2).unwrap();
        entry.resize(64, 0);
        entry.extend(named.to_le_bytes());
        entry.extend([kind, 1]);
        let child = if kind == 5 { 1 } else { free };
        for word in [free, free, child] {
            entry.extend(word.to_le_bytes());
        }
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend((size as u64).to_le_bytes());
        bytes.extend(entry);
    }
    bytes.resize(SECTOR * (directory + 2), 0);
    bytes.extend(stream);
    bytes.resize(SECTOR * (first + 1) + length, 0);
    bytes
}
