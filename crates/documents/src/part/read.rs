//! One part, from its bytes to its rows.

use std::io::{Read, SeekFrom};

use super::plan::{PartPlan, PartRange, Records, Sink};
use super::wire::encode;
use crate::ReadSeek;
use crate::capture::{CaptureSink, LabelSink};
use crate::csv::CsvReader;
use crate::json::{JsonReader, Layout, RecordSink, TableSink};
use crate::source::Ending;

/// A line is looked for this far beyond a range; where there is none the part is left to the reader of the document.
const LONGEST_LINE: usize = 1 << 20;

/// Bytes read at a time behind a range, in search of the end of its last line.
const MORE_BYTES: u64 = 64 << 10;

/// Reads a part of `file`, which has `size` bytes. `None` where a part cannot be read by itself: no line ends in it, or its bytes are not plain UTF-8.
pub fn read_part(
    plan: &PartPlan,
    file: &mut dyn ReadSeek,
    size: u64,
    range: PartRange,
) -> Option<Vec<u8>> {
    let bytes = bytes(file, size, range)?;
    let text = std::str::from_utf8(&bytes.whole).ok()?.get(bytes.start..)?;
    if bytes.whole.contains(&0) {
        return None;
    }
    let is_last = bytes.end == size;
    let ending = if is_last {
        Ending::Complete
    } else {
        Ending::More
    };
    let options = plan.options();
    let begin = bytes.end - text.len() as u64;
    let mut part = match &plan.records {
        Records::Csv { delimiter, columns } => {
            let mut reader = CsvReader::within(*delimiter, columns, &options);
            let used = reader.read(text, ending);
            reader.into_part(used as u64)
        }
        Records::Lines(sink) => {
            let sink: Box<dyn RecordSink> = match *sink {
                Sink::Table => Box::new(TableSink::new(&options)),
                Sink::Capture(hour, widths) => {
                    Box::new(CaptureSink::within(&options, hour, widths))
                }
                Sink::Labels(hour) => Box::new(LabelSink::new(&options, hour)),
            };
            let mut reader = JsonReader::new(Layout::Lines, sink, &options.limits);
            let used = reader.read(text, ending);
            reader.into_part(used as u64)?
        }
    };
    part.begin = begin;
    part.end += begin;
    Some(encode(&part))
}

/// Bytes of whole lines, with some before them.
struct Lines {
    whole: Vec<u8>,
    /// Where the first line starts in them.
    start: usize,
    /// Where they end in the file.
    end: u64,
}

fn bytes(file: &mut dyn ReadSeek, size: u64, range: PartRange) -> Option<Lines> {
    let from = if range.is_exact {
        range.from
    } else {
        range.from.checked_sub(1)?
    };
    file.seek(SeekFrom::Start(from)).ok()?;
    let length = usize::try_from(range.to.min(size).checked_sub(from)?).ok()?;
    // With room for the line that the range cuts.
    let mut whole = Vec::with_capacity(length + MORE_BYTES as usize);
    whole.resize(length, 0);
    file.read_exact(&mut whole).ok()?;
    let start = if range.is_exact {
        0
    } else {
        whole.iter().position(|byte| *byte == b'\n')? + 1
    };
    let (mut looked, longest) = (whole.len().saturating_sub(1), whole.len() + LONGEST_LINE);
    while from + (whole.len() as u64) < size {
        if let Some(found) = whole[looked..].iter().position(|byte| *byte == b'\n') {
            whole.truncate(looked + found + 1);
            break;
        }
        if whole.len() > longest {
            return None;
        }
        looked = whole.len();
        let more = (size - from - looked as u64).min(MORE_BYTES);
        Read::take(&mut *file, more).read_to_end(&mut whole).ok()?;
        if whole.len() == looked {
            return None;
        }
    }
    let end = from + whole.len() as u64;
    Some(Lines { whole, start, end })
}
