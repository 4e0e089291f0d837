//! The files of a tar, one after the other, as they come.
//!
//! In: ustar, GNU's and PAX's long names. Entries share the stream, so that one can be set aside between steps; what is left of it is passed over when the next is asked
//! for. The `tar` crate was rejected: its entries borrow the archive and cannot be set aside.

use crate::Note;
use crate::path::is_litter;
use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes of a header, and what contents are filled up to.
const BLOCK: usize = 512;
/// The longest name that is read.
const LONGEST_NAME: u64 = 64 << 10;

/// Whether bytes begin as a tar does.
pub(crate) fn is_tape(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar") && head.get(..BLOCK).and_then(Header::of).is_some()
}

/// A tar being read.
pub(crate) struct Tape {
    path: String,
    stream: Rc<RefCell<Stream>>,
    is_over: bool,
    given: u64,
}

/// A file of a tar.
pub(crate) struct TapeEntry {
    /// The tar's path, `/`, the path within.
    pub(crate) path: String,
    /// Its bytes.
    pub(crate) data: Box<dyn Read>,
}

struct Stream {
    bytes: Box<dyn Read>,
    /// Bytes of the entry that was given last that are still to come.
    left: u64,
    /// Bytes that fill up its last block.
    filling: u64,
}

struct Header {
    name: String,
    size: u64,
    kind: u8,
}

impl Header {
    /// A header whose checksum is right.
    fn of(block: &[u8]) -> Option<Header> {
        let text = |range: std::ops::Range<usize>| {
            let bytes = block.get(range)?;
            let end = bytes
                .iter()
                .position(|byte| *byte == 0)
                .unwrap_or(bytes.len());
            Some(String::from_utf8_lossy(&bytes[..end]).into_owned())
        };
        let blank = |at: usize| {
            if (148..156).contains(&at) {
                b' '
            } else {
                block[at]
            }
        };
        let sum: u64 = (0..BLOCK).map(|at| u64::from(blank(at))).sum();
        if number(block.get(148..156)?)? != sum {
            return None;
        }
        let (name, prefix) = (text(0..100)?, text(345..500)?);
        // GNU's own form has times where others have a prefix.
        let has_prefix = block.get(257..263) == Some(b"ustar\0") && !prefix.is_empty();
        Some(Header {
            name: match has_prefix {
                true => format!("{prefix}/{name}"),
                false => name,
            },
            size: number(block.get(124..136)?)?,
            kind: block[156],
        })
    }
}

/// Digits of base eight, or, where the first bit is set, bytes of a whole number.
fn number(digits: &[u8]) -> Option<u64> {
    if digits.first()? >> 7 == 1 {
        let mut rest = digits.iter().skip(1);
        return rest.try_fold(0_u64, |number, byte| {
            number.checked_mul(256)?.checked_add(u64::from(*byte))
        });
    }
    let text = std::str::from_utf8(digits).ok()?;
    let text = text.trim_matches([' ', '\0']);
    match text.is_empty() {
        true => Some(0),
        false => u64::from_str_radix(text, 8).ok(),
    }
}

impl Tape {
    /// Begins; nothing is read yet.
    pub(crate) fn new(path: String, bytes: Box<dyn Read>) -> Tape {
        let stream = Stream {
            bytes,
            left: 0,
            filling: 0,
        };
        Tape {
            path,
            stream: Rc::new(RefCell::new(stream)),
            is_over: false,
            given: 0,
        }
    }

    /// The next file that is worth reading; an error where the tar is damaged, and then it is over.
    pub(crate) fn next_entry(&mut self) -> Option<Result<TapeEntry, Note>> {
        let mut long = None;
        while !self.is_over {
            match self.header() {
                Ok(None) => self.is_over = true,
                Ok(Some(header)) => match header.kind {
                    b'L' => {
                        long = self
                            .text(&header)
                            .map(|name| name.trim_end_matches('\0').to_owned())
                    }
                    b'x' => {
                        long = self
                            .text(&header)
                            .and_then(|records| path_of(&records))
                            .or(long)
                    }
                    0 | b'0' | b'7' => {
                        let name = long.take().unwrap_or(header.name);
                        let name = name.trim_start_matches("./").trim_start_matches('/');
                        if is_litter(name) || name.ends_with('/') {
                            continue;
                        }
                        self.given += 1;
                        return Some(Ok(TapeEntry {
                            path: format!("{}/{name}", self.path),
                            data: Box::new(EntryData(Rc::clone(&self.stream))),
                        }));
                    }
                    // Folders, links and what speaks of all.
                    _ => long = None,
                },
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(Note::new("The tar archive is damaged or was cut.")
                        .found(&error.to_string())
                        .advice(
                            "Copy or download the file again, or unpack it and drop the files.",
                        )));
                }
            }
        }
        None
    }

    /// What to say when there was nothing to read.
    pub(crate) fn emptiness(&self) -> Option<Note> {
        (self.given == 0).then(|| {
            Note::new("The archive holds no file that can be read.")
                .found("a tar archive without files")
                .expected("a model, CSV, JSON or JSON Lines")
        })
    }

    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut stream = self.stream.borrow_mut();
        let rest = stream.left.saturating_add(stream.filling);
        let passed = io::copy(&mut (&mut stream.bytes).take(rest), &mut io::sink())?;
        if passed < rest {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        (stream.left, stream.filling) = (0, 0);
        let mut block = Vec::new();
        (&mut stream.bytes)
            .take(BLOCK as u64)
            .read_to_end(&mut block)?;
        if block.is_empty() || block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let header = (block.len() == BLOCK).then(|| Header::of(&block)).flatten();
        let header = header.ok_or(io::ErrorKind::InvalidData)?;
        stream.left = header.size;
        stream.filling = (BLOCK as u64 - header.size % BLOCK as u64) % BLOCK as u64;
        Ok(Some(header))
    }

    /// The contents of a header that tells of the next one.
    fn text(&mut self, header: &Header) -> Option<String> {
        let mut bytes = Vec::new();
        let data = EntryData(Rc::clone(&self.stream));
        data.take(header.size.min(LONGEST_NAME))
            .read_to_end(&mut bytes)
            .ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// The path among PAX's records, `LENGTH path=VALUE` each on a line.
fn path_of(records: &str) -> Option<String> {
    let mut lines = records.lines();
    lines.find_map(|line| Some(line.split_once(" path=")?.1.to_owned()))
}

/// Bytes of the entry that was given last.
struct EntryData(Rc<RefCell<Stream>>);

impl Read for EntryData {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut stream = self.0.borrow_mut();
        let most = usize::try_from(stream.left)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        let read = stream.bytes.read(&mut buffer[..most])?;
        if read == 0 && most > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        stream.left -= read as u64;
        Ok(read)
    }
}
