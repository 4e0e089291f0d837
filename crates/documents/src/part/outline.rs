//! Statistics, of which others cut out the sketches: nine tenths of the text.

use std::io::SeekFrom;

use crate::json::{Whole, read_outlined};
use crate::model_monitor::{Levels, Outline};
use crate::sniff::classify;
use crate::{Limits, ReadSeek};

/// Smaller files are read at once.
const LEAST_BYTES: u64 = 64 << 10;

/// True where a file may be statistics that are worth asking for. What it is only its content tells.
pub(crate) fn may_be_outlined(path: &str, size: u64) -> bool {
    path.ends_with(".json")
        && (LEAST_BYTES..Limits::default().document_bytes as u64).contains(&size)
}

/// Reads a file of statistics and cuts its sketches out. `None` for anything else, and for statistics with anything odd in their sketches.
pub fn outline_file(file: &mut dyn ReadSeek, size: u64) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(0)).ok()?;
    let mut whole = Vec::with_capacity(usize::try_from(size).ok()?);
    file.read_to_end(&mut whole).ok()?;
    let text = std::str::from_utf8(&whole).ok()?;
    if whole.contains(&0) || whole.len() as u64 != size {
        return None;
    }
    let outline = Outline::of(text.trim_start_matches('\u{FEFF}'))?;
    let levels = outline.levels()?;
    let mut bytes = Vec::with_capacity(outline.text.len() + whole.len());
    bytes.extend_from_slice(&(outline.text.len() as u32).to_le_bytes());
    bytes.extend_from_slice(outline.text.as_bytes());
    levels.put(&mut bytes);
    Some(bytes)
}

/// The statistics that [`outline_file`] read; `None` where the file has to be read after all.
pub(crate) fn of_outline(bytes: &[u8]) -> Option<Whole> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (text, levels) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let levels = Levels::of_bytes(levels)?;
    read_outlined(std::str::from_utf8(text).ok()?, levels, classify)
}
