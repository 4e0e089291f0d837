//! How the bytes of a whole document are to be read, once one of them is not UTF-8: the document is read anew for that, a piece at a time.
//!
//! The bytes that follow the first odd one say too little: a slip in a file of UTF-8 may stand where all else is ASCII, and the letters that tell an encoding may stand elsewhere.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::encoding::Found;

/// Bytes that a step looks at.
const STEP_BYTES: usize = 256 << 10;
/// Bytes of pieces with letters beyond ASCII that an encoding is guessed from; more would say the same.
const GUESSED_FROM: usize = 4 << 20;

/// A document's bytes, looked at from the first to the last.
pub(super) struct Survey {
    bytes: Box<dyn Read>,
    piece: Vec<u8>,
    /// Bytes at the start of `piece` that wait for the rest of their character.
    waiting: usize,
    detector: EncodingDetector,
    guessed_from: usize,
    /// Characters of UTF-8 beyond ASCII.
    wide: u64,
    /// Bytes that are not UTF-8.
    bad: u64,
    wide_before_bad: u64,
}

/// What the whole document is.
pub(super) struct Surveyed {
    pub(super) found: Found,
    /// Whether letters beyond ASCII stand before the first byte that is not UTF-8, so that the document must be read from its start.
    pub(super) is_wide_before: bool,
}

impl Survey {
    pub(super) fn new(bytes: Box<dyn Read>) -> Survey {
        Survey {
            bytes,
            piece: vec![0; STEP_BYTES],
            waiting: 0,
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
            guessed_from: 0,
            wide: 0,
            bad: 0,
            wide_before_bad: 0,
        }
    }

    /// Looks at some more bytes; the answer once all have been. Bytes that cannot be read end the document.
    pub(super) fn step(&mut self) -> Option<Surveyed> {
        let mut filled = self.waiting;
        let mut is_over = false;
        while filled < STEP_BYTES && !is_over {
            match self.bytes.read(&mut self.piece[filled..]) {
                Ok(0) => is_over = true,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => is_over = true,
            }
        }
        let new = &self.piece[self.waiting..filled];
        if self.guessed_from < GUESSED_FROM && !new.is_ascii() {
            self.guessed_from += new.len();
            self.detector.feed(new, false);
        }
        let used = self.count(filled, is_over);
        self.piece.copy_within(used..filled, 0);
        self.waiting = filled - used;
        is_over.then(|| Surveyed {
            found: match self.wide >= self.bad {
                true => Found::Damaged,
                false => Found::Legacy(self.detector.guess(None, Utf8Detection::Deny)),
            },
            is_wide_before: self.wide_before_bad > 0,
        })
    }

    /// Counts characters and bytes that are none; how many bytes were used.
    fn count(&mut self, filled: usize, is_over: bool) -> usize {
        let mut used = 0;
        loop {
            let rest = &self.piece[used..filled];
            let (good, bad) = match std::str::from_utf8(rest) {
                Ok(_) => (rest.len(), None),
                Err(error) => (error.valid_up_to(), Some(error.error_len())),
            };
            // Each such character begins with a byte of its own kind.
            let wide = rest[..good].iter().filter(|byte| **byte >= 0xC0).count();
            self.wide += wide as u64;
            used += good;
            let bytes = match bad {
                None => return used,
                Some(Some(bytes)) => bytes,
                Some(None) if is_over => filled - used,
                Some(None) => return used,
            };
            if self.bad == 0 {
                self.wide_before_bad = self.wide;
            }
            self.bad += 1;
            used += bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn all_bytes_are_counted_wherever_pieces_are_cut() {
        // A two-byte letter across the end of the first piece, and another in the last bytes.
        let mut bytes = vec![b'a'; STEP_BYTES - 1];
        bytes.extend("ü".as_bytes());
        bytes.extend(vec![b'b'; STEP_BYTES]);
        bytes.push(0xFC);
        bytes.extend("ö".as_bytes());
        let mut survey = Survey::new(Box::new(Cursor::new(bytes)));
        let mut steps = 1;
        let surveyed = loop {
            if let Some(surveyed) = survey.step() {
                break surveyed;
            }
            steps += 1;
        };
        assert_eq!((survey.wide, survey.bad, steps), (2, 1, 3));
        assert!(surveyed.is_wide_before && matches!(surveyed.found, Found::Damaged));
    }
}
