//! Many records at once, as long as they are plain: of one known width, on one line each, and with no quote within a quoted field.
//!
//! What ends a field is looked for in eight bytes at a time, by comparisons within a 64-bit number, which is as fast as wasm's vector instructions
//! where fields are short. Anything that is not plain ends the batch, and is left to the [`Splitter`](super::Splitter), whose rules these are.

/// Records in one batch: few enough that their text stays close to the processor while it is taken column by column.
const RECORDS: usize = 256;

/// Cuts plain records.
pub(super) struct PlainRecords {
    delimiter: u8,
    width: usize,
    longest: usize,
    /// Where the fields of the batch start and end, record by record.
    fields: Vec<(u32, u32)>,
}

impl PlainRecords {
    /// For records of `width` fields, at least one, of at most `longest` bytes.
    pub(super) fn new(delimiter: u8, width: usize, longest: usize) -> Self {
        PlainRecords {
            delimiter,
            width,
            longest,
            fields: Vec::new(),
        }
    }

    /// Cuts the plain records at the start of `text`, up to a batch of them; returns their bytes. A record whose end is not there is not cut.
    pub(super) fn cut(&mut self, text: &str) -> usize {
        let bytes = text.as_bytes();
        // So that a place fits 32 bits.
        let bytes = &bytes[..bytes.len().min(1 << 30)];
        let mut stops = Stops::new(bytes, self.delimiter);
        self.fields.clear();
        let (mut used, mut records) = (0, 0);
        // The field at hand: where it starts, how many there are from it on, whether a quote is open in it, and where that was closed.
        let (mut start, mut left, mut is_open, mut closed) = (0, self.width, false, None);
        while records < RECORDS
            && let Some(stop) = stops.next()
        {
            let byte = bytes[stop];
            if byte == b'"' {
                let is_start = stop == start;
                if is_open {
                    let ends_field =
                        |next: &u8| *next == self.delimiter || *next == b'\n' || *next == b'\r';
                    if !bytes.get(stop + 1).is_some_and(ends_field) {
                        break;
                    }
                    closed = Some(stop);
                }
                is_open = is_start && !is_open;
                continue;
            }
            let is_delimiter = byte == self.delimiter;
            if is_open && is_delimiter {
                continue;
            }
            let (from, to) = match closed.take() {
                Some(end) => (start + 1, end),
                None => (start, stop),
            };
            let is_blank = !is_delimiter && stop == used;
            if is_open || is_blank || is_delimiter == (left == 1) || to - from > self.longest {
                break;
            }
            self.fields.push((from as u32, to as u32));
            start = stop + 1;
            left -= 1;
            if is_delimiter {
                continue;
            }
            if byte == b'\r' {
                match bytes.get(start) {
                    Some(b'\n') => {
                        stops.next();
                        start += 1;
                    }
                    Some(_) => {}
                    // A line feed may follow.
                    None => break,
                }
            }
            (used, left) = (start, self.width);
            records += 1;
        }
        self.fields.truncate(records * self.width);
        used
    }

    /// How many records were cut.
    pub(super) fn len(&self) -> usize {
        self.fields.len() / self.width
    }

    /// The fields of a column in the text that they were cut from, and whether they were quoted.
    pub(super) fn column<'t>(
        &self,
        text: &'t str,
        column: usize,
    ) -> impl Iterator<Item = (&'t str, bool)> {
        let fields = self.fields.iter().skip(column).step_by(self.width);
        fields.map(|&(start, end)| {
            let (start, end) = (start as usize, end as usize);
            let is_quoted = start > 0 && text.as_bytes()[start - 1] == b'"';
            (&text[start..end], is_quoted)
        })
    }
}

/// Places of delimiters, line ends and quotes.
struct Stops<'t> {
    bytes: &'t [u8],
    delimiter: u8,
    /// The byte after those that were looked at.
    ahead: usize,
    /// A bit for each byte that stops, of the block before `ahead`.
    found: u64,
}

/// Bytes looked at together.
const BLOCK: usize = 64;

impl<'t> Stops<'t> {
    fn new(bytes: &'t [u8], delimiter: u8) -> Self {
        Stops {
            bytes,
            delimiter,
            ahead: 0,
            found: 0,
        }
    }

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            let rest = self.bytes.get(self.ahead..)?;
            self.found = match rest.first_chunk() {
                Some(block) => stops(block, self.delimiter),
                None if rest.is_empty() => return None,
                None => {
                    // Behind the end there is what stops nothing.
                    let mut block = [b'a'; BLOCK];
                    block[..rest.len()].copy_from_slice(rest);
                    stops(&block, self.delimiter)
                }
            };
            self.ahead += BLOCK;
        }
        let stop = self.ahead - BLOCK + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        Some(stop)
    }
}

/// A bit for each byte that is the delimiter, ends a line or is a quote.
#[inline(always)]
fn stops(block: &[u8; BLOCK], delimiter: u8) -> u64 {
    const EVERY: u64 = 0x0101_0101_0101_0101;
    const LOW: u64 = 0x7F * EVERY;
    let mut found = 0;
    let (words, _) = block.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // The highest bit of each byte that is this one, and no other.
        let is = |byte: u8| {
            let differs = word ^ (EVERY * u64::from(byte));
            !(((differs & LOW) + LOW) | differs | LOW)
        };
        let any = is(delimiter) | is(b'"') | is(b'\n') | is(b'\r');
        // The eight highest bits side by side.
        let bits = (any >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        found |= bits << (8 * at);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{Split, Splitter};
    use super::*;
    use proptest::prelude::*;

    /// Every record of a batch is what the splitter makes of it; returns how many there were.
    fn same_as_splitter(text: &str, width: usize, longest: usize) -> usize {
        let mut plain = PlainRecords::new(b',', width, longest);
        let used = plain.cut(text);
        let columns: Vec<Vec<(&str, bool)>> = (0..width)
            .map(|column| plain.column(text, column).collect())
            .collect();
        let mut splitter = Splitter::new(b',');
        let mut at = 0;
        for record in 0..plain.len() {
            let rest = &text[at..];
            match splitter.split(rest, false) {
                Split::Record {
                    used,
                    blank_lines: 0,
                    lines: 1,
                    is_closed: true,
                } => at += used,
                other => panic!("{rest:?}: {other:?}"),
            }
            assert_eq!(splitter.len(), width, "{rest:?}");
            for (column, fields) in columns.iter().enumerate() {
                assert_eq!(fields[record], splitter.field(rest, column), "{rest:?}");
                assert!(fields[record].0.len() <= longest);
            }
        }
        assert_eq!(used, at, "{text:?}");
        plain.len()
    }

    proptest! {
        #[test]
        fn plain_records_are_the_splitters(text in "[ab,\"\r\n é\u{1}]{0,60}", width in 1usize..4) {
            same_as_splitter(&text, width, 5);
        }

        #[test]
        fn a_batch_is_of_plain_records(fields in proptest::collection::vec("[a-z]{0,20}|\"[a,]{0,9}\"", 1200), end in "\r\n|\n|\r") {
            let line = |fields: &[String]| fields.join(",") + &end;
            let text: String = fields.chunks(3).map(line).collect();
            // A carriage return at the end of the text may yet be followed by a line feed.
            prop_assert_eq!(same_as_splitter(&text, 3, 20), RECORDS);
            prop_assert_eq!(same_as_splitter(&text[..text.len() - end.len()], 4, 20), 0);
        }
    }
}
