/*!
How large the sheets of an old workbook are, read from its records without building anything.

A file of a few kilobytes may name one cell in the last corner of each of a hundred sheets; built
whole they would fill the memory of a tab. A file is a chain of sectors (MS-CFB 2.1), the workbook
a stream of records of four bytes' head: what, and how long (MS-XLS 2.1.4).
*/

use crate::import::sheet::CELLS_MAX;
use crate::import::{ImportError, Limit};

/// The longest chain of sectors that is followed: that of the largest file that is read.
const SECTORS_MAX: usize = 1 << 21;

/// The end of a chain.
const END_OF_CHAIN: u32 = 0xffff_fffe;

/// Records that begin with the row and the column of a cell: formula, blank, number, label, boolean,
/// string table index, `RK` and their multiple forms.
const CELLS: &[u16] = &[
    0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e, 0x00bd, 0x00be, 0x00d6, 0x00fd,
];

/// The beginning of a sheet.
const BOF: u16 = 0x0809;

/// Refuses a workbook whose sheets together have more cells, filled or not, than one may have. A
/// file too damaged to be measured is let through: its reader finds the same damage.
///
/// # Errors
/// [`ImportError::Limit`].
pub fn measure(bytes: &[u8]) -> Result<(), ImportError> {
    let Some(stream) = workbook(bytes) else {
        return Ok(());
    };
    let (mut total, mut at) = (0_usize, 0_usize);
    let mut bounds: Option<(u16, u16, u16, u16)> = None;
    let area = |bounds: Option<(u16, u16, u16, u16)>| {
        bounds.map_or(0, |(top, left, bottom, right)| {
            (usize::from(bottom - top) + 1) * (usize::from(right - left) + 1)
        })
    };
    while let (Some(kind), Some(length)) = (u16_at(&stream, at), u16_at(&stream, at + 2)) {
        if kind == BOF {
            total = total.saturating_add(area(bounds.take()));
        } else if CELLS.contains(&kind)
            && let (Some(row), Some(column)) = (u16_at(&stream, at + 4), u16_at(&stream, at + 6))
        {
            // The multiple forms end in their last column.
            let last = match kind {
                0x00bd | 0x00be => u16_at(&stream, at + 2 + usize::from(length)),
                _ => None,
            };
            let right = last.unwrap_or(column).max(column);
            let (top, left, bottom, until) = bounds.unwrap_or((row, column, row, right));
            bounds = Some((
                top.min(row),
                left.min(column),
                bottom.max(row),
                until.max(right),
            ));
        }
        at += 4 + usize::from(length);
    }
    if total.saturating_add(area(bounds)) > CELLS_MAX {
        return Err(ImportError::Limit(Limit::Cells));
    }
    Ok(())
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// The stream called `Workbook`, or `Book` in older files; one that is short lies in pieces among
/// the small streams.
fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = u32::from(u16_at(bytes, 30)?);
    let size = 1_usize
        .checked_shl(shift)
        .filter(|size| (512..=4096).contains(size))?;
    let sector = |number: u32| {
        let start = (number as usize).checked_add(1)?.checked_mul(size)?;
        bytes.get(start..start.checked_add(size)?.min(bytes.len()))
    };
    // The table of sectors: 109 places in the head, the others in a chain of their own.
    let mut places: Vec<u32> = (0..109).filter_map(|i| u32_at(bytes, 76 + 4 * i)).collect();
    let mut next = u32_at(bytes, 68)?;
    while let Some(more) = sector(next) {
        let count = size / 4 - 1;
        places.extend((0..count).filter_map(|i| u32_at(more, 4 * i)));
        next = u32_at(more, 4 * count)?;
        if places.len() > SECTORS_MAX {
            return None;
        }
    }
    let table: Vec<u32> = places
        .iter()
        .filter_map(|&place| sector(place))
        .flat_map(|sector| (0..size / 4).filter_map(|i| u32_at(sector, 4 * i)))
        .take(SECTORS_MAX)
        .collect();
    let chain = |first: u32| {
        let (mut stream, mut at, mut steps) = (Vec::new(), first, 0);
        while at != END_OF_CHAIN && steps < table.len() {
            let Some(data) = sector(at) else { break };
            stream.extend_from_slice(data);
            at = table.get(at as usize).copied().unwrap_or(END_OF_CHAIN);
            steps += 1;
        }
        stream
    };
    let directory = chain(u32_at(bytes, 48)?);
    let entries = || directory.chunks_exact(128);
    let named = |name: &str| {
        let wide: Vec<u8> = name.bytes().flat_map(|b| [b, 0]).chain([0, 0]).collect();
        entries().find(|entry| entry.starts_with(&wide))
    };
    let entry = named("Workbook").or_else(|| named("Book"))?;
    let (first, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
    if length >= u32_at(bytes, 56)? as usize {
        return Some(chain(first));
    }
    // Small streams lie in pieces of 64 bytes in the stream of the root entry.
    let small = chain(u32_at(entries().next()?, 116)?);
    let small_table = chain(u32_at(bytes, 60)?);
    let (mut stream, mut at) = (Vec::new(), first);
    while at != END_OF_CHAIN && stream.len() < length {
        let start = (at as usize).checked_mul(64)?;
        stream.extend_from_slice(small.get(start..start.checked_add(64)?)?);
        at = u32_at(&small_table, (at as usize).checked_mul(4)?)?;
    }
    Some(stream)
}
