//! What is no table at all, by its first bytes.

use crate::import::ImportError;

/// First bytes of pictures, and the kind that the message names.
const PICTURES: &[(&[u8], &str)] = &[
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
];

/// First bytes of documents that hold no table.
const DOCUMENTS: &[(&[u8], &str)] = &[(b"%PDF", "PDF"), (b"{\\rtf", "RTF")];

/// First bytes of containers that are not opened.
const CONTAINERS: &[(&[u8], &str)] = &[
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
];

/// First bytes of programs.
const PROGRAMS: &[&[u8]] = &[b"MZ\x90", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\0asm"];

/// A file name is too short to be a bitmap below this: `BM` may begin an ordinary text.
const BITMAP_HEADER_BYTES: usize = 54;

/// Lets text through and names what is none.
///
/// # Errors
/// [`ImportError::Picture`], [`ImportError::Document`], [`ImportError::Container`] and
/// [`ImportError::Binary`].
pub fn check(bytes: &[u8]) -> Result<(), ImportError> {
    let starts = |list: &[(&[u8], &str)]| {
        list.iter()
            .find(|(magic, _)| bytes.starts_with(magic))
            .map(|(_, kind)| (*kind).to_owned())
    };
    if let Some(kind) = starts(PICTURES).or_else(|| framed_picture(bytes)) {
        let bitmap = kind == "BMP";
        if !bitmap
            || (bytes.len() >= BITMAP_HEADER_BYTES
                && bytes
                    .get(..BITMAP_HEADER_BYTES)
                    .is_some_and(|head| head.contains(&0)))
        {
            return Err(ImportError::Picture(kind));
        }
    }
    if let Some(kind) = starts(DOCUMENTS) {
        return Err(ImportError::Document(kind));
    }
    if let Some(kind) = starts(CONTAINERS) {
        return Err(ImportError::Container(kind));
    }
    if PROGRAMS.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(ImportError::Binary);
    }
    Ok(())
}

/// Pictures whose kind stands behind a length: WebP and the photos of telephones.
fn framed_picture(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("WebP".to_owned());
    }
    let brand = bytes.get(8..12)?;
    let heic =
        bytes.get(4..8) == Some(b"ftyp") && matches!(brand, b"heic" | b"heix" | b"mif1" | b"avif");
    heic.then(|| "HEIC".to_owned())
}
