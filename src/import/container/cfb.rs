/*!
The container of old workbooks: a file system of sectors in one file (MS-CFB 2.1).

Every chain is followed for at most as many steps as the file has sectors, so a chain that bites its
tail ends, and nothing larger than the file itself is ever built.
*/

/// First bytes of such a file.
pub const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0";

/// Sectors have 512 bytes, in newer files 4096.
const SECTOR_BYTES_MIN: usize = 512;
/// The larger of both.
const SECTOR_BYTES_MAX: usize = 4096;

/// The end of a chain.
const END_OF_CHAIN: u32 = 0xffff_fffe;

/// Two bytes as a number.
#[must_use]
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

/// Four bytes as a number.
#[must_use]
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// A file taken apart.
pub struct Files<'b> {
    bytes: &'b [u8],
    size: usize,
    table: Vec<u32>,
    directory: Vec<u8>,
}

impl<'b> Files<'b> {
    /// Reads the table of sectors and the directory.
    #[must_use]
    pub fn of(bytes: &'b [u8]) -> Option<Self> {
        let size = 1_usize
            .checked_shl(u32::from(u16_at(bytes, 30)?))
            .filter(|size| (SECTOR_BYTES_MIN..=SECTOR_BYTES_MAX).contains(size))?;
        let mut files = Self {
            bytes,
            size,
            table: Vec::new(),
            directory: Vec::new(),
        };
        let sectors = bytes.len() / size;
        // The table of sectors: 109 places in the head, the others in a chain of their own.
        let mut places: Vec<u32> = (0..109).filter_map(|i| u32_at(bytes, 76 + 4 * i)).collect();
        let (mut next, mut steps) = (u32_at(bytes, 68)?, 0);
        while let Some(more) = files.sector(next).filter(|_| steps < sectors) {
            let count = size / 4 - 1;
            places.extend((0..count).filter_map(|i| u32_at(more, 4 * i)));
            next = u32_at(more, 4 * count).unwrap_or(END_OF_CHAIN);
            steps += 1;
        }
        places.truncate(sectors);
        let table = places
            .iter()
            .filter_map(|&place| files.sector(place))
            .flat_map(|sector| (0..size / 4).filter_map(|i| u32_at(sector, 4 * i)));
        let table: Vec<u32> = table.collect();
        files.table = table;
        files.directory = files.chain(u32_at(bytes, 48)?);
        Some(files)
    }

    /// A sector; the last one of a file that was cut off may be short.
    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.size)?;
        let end = start.checked_add(self.size)?.min(self.bytes.len());
        self.bytes
            .get(start..end)
            .filter(|sector| !sector.is_empty())
    }

    fn chain(&self, first: u32) -> Vec<u8> {
        let (mut stream, mut at, mut steps) = (Vec::new(), first, 0);
        let sectors = self.bytes.len() / self.size;
        while at != END_OF_CHAIN && steps <= sectors {
            let Some(data) = self.sector(at) else { break };
            stream.extend_from_slice(data);
            at = self.table.get(at as usize).copied().unwrap_or(END_OF_CHAIN);
            steps += 1;
        }
        stream
    }

    fn entry(&self, name: &str) -> Option<&[u8]> {
        let wide: Vec<u8> = name.bytes().flat_map(|b| [b, 0]).chain([0, 0]).collect();
        self.directory
            .chunks_exact(128)
            .find(|entry| entry.starts_with(&wide))
    }

    /// Whether there is a stream of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// A stream by its name, as long as the directory says, or as far as it can be followed.
    #[must_use]
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        let (first, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        let mut stream = if length >= u32_at(self.bytes, 56)? as usize {
            self.chain(first)
        } else {
            self.small(first, length)?
        };
        stream.truncate(length);
        Some(stream)
    }

    /// Small streams lie in pieces of 64 bytes in the stream of the root entry.
    fn small(&self, first: u32, length: usize) -> Option<Vec<u8>> {
        let all = self.chain(u32_at(self.directory.chunks_exact(128).next()?, 116)?);
        let table = self.chain(u32_at(self.bytes, 60)?);
        let (mut stream, mut at) = (Vec::new(), first);
        // Longer than all pieces together is a chain that bites its tail.
        let length = length.min(all.len());
        while at != END_OF_CHAIN && stream.len() < length {
            let start = (at as usize).checked_mul(64)?;
            stream.extend_from_slice(all.get(start..start.checked_add(64)?)?);
            at = u32_at(&table, (at as usize).checked_mul(4)?)?;
        }
        Some(stream)
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, MAGIC, SECTOR_BYTES_MIN};

    /// A file whose chains of both kinds bite their tails, and which says of itself that its small
    /// stream has four gigabytes.
    #[test]
    fn nothing_larger_than_the_file_is_built() {
        let mut bytes = vec![0_u8; SECTOR_BYTES_MIN * 5];
        let mut put = |at: usize, four: u32| {
            bytes[at..at + 4].copy_from_slice(&four.to_le_bytes());
        };
        put(
            0,
            u32::from_le_bytes([MAGIC[0], MAGIC[1], MAGIC[2], MAGIC[3]]),
        );
        put(30, 9);
        put(48, 1);
        put(56, u32::MAX);
        put(60, 2);
        put(68, 0xffff_fffe);
        put(76, 0);
        for place in 1..109 {
            put(76 + 4 * place, u32::MAX);
        }
        // The table of sectors: each sector is followed by itself.
        for sector in 0..128 {
            put(
                SECTOR_BYTES_MIN + 4 * sector,
                u32::try_from(sector).unwrap_or(0),
            );
        }
        // The directory: the root with the small pieces, and a stream of them.
        let root = SECTOR_BYTES_MIN * 2;
        put(root + 116, 3);
        let entry = root + 128;
        put(entry, u32::from(b'A') | u32::from(b'B') << 16);
        put(entry + 116, 0);
        put(entry + 120, u32::MAX - 1);
        let files = Files::of(&bytes).expect("a file");
        let stream = files.stream("AB").expect("a stream");
        assert!(
            !stream.is_empty() && stream.len() <= bytes.len() * 2,
            "{}",
            stream.len()
        );
    }
}
