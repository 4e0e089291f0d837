//! How bytes that are not UTF-8 are to be read, decided once for a document.
//!
//! UTF-16 shows in its mark, or in zero bytes at every other place. Where a byte is no UTF-8 the whole document is looked at (`survey.rs`): where characters of UTF-8
//! are as many, single bytes are damaged and are read as Windows-1252; else it is in an older encoding, guessed from letters that stand together (chardetng, which browsers
//! use), and is read anew from its start if letters were read as UTF-8 before. A mark of UTF-8 settles it. An entry of a tar comes once: what came before and what follows
//! decides.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, WINDOWS_1252};

/// Bytes that an encoding is decided by, from the first that is not UTF-8 on.
pub(super) const LOOKED_AT: usize = 64 << 10;

/// Two bytes to a unit of UTF-16.
pub(crate) type Unit = fn([u8; 2]) -> u16;

/// What a document's bytes are.
pub(super) enum Found {
    /// UTF-8 with damaged bytes.
    Damaged,
    /// Text of another encoding.
    Legacy(&'static Encoding),
}

/// UTF-16 by its mark or by zero bytes, with the bytes of the mark; `None` for anything else.
pub(crate) fn utf16(head: &[u8]) -> Option<(Unit, usize)> {
    match head {
        [0xFF, 0xFE, ..] => return Some((u16::from_le_bytes, 2)),
        [0xFE, 0xFF, ..] => return Some((u16::from_be_bytes, 2)),
        _ => {}
    }
    let pairs = &head[..head.len().min(4096) & !1];
    let zeros = |place: usize| {
        let bytes = pairs.iter().skip(place).step_by(2);
        bytes.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // Digits, delimiters and line ends of any table have a zero byte, and no text has one of its own.
    let is_most = |zeros: usize| zeros >= 2 && zeros * 2 * 4 >= pairs.len();
    match (even, odd) {
        (0, odd) if is_most(odd) => Some((u16::from_le_bytes, 0)),
        (even, 0) if is_most(even) => Some((u16::from_be_bytes, 0)),
        _ => None,
    }
}

/// Decides on `bytes`, of which the first is not UTF-8, where a document cannot be looked at as a whole. `before` stands before them, after so many letters beyond ASCII.
pub(super) fn decide(before: &str, wide_before: u64, bytes: &[u8]) -> Found {
    let bytes = &bytes[..bytes.len().min(LOOKED_AT)];
    let (mut wide, mut bad) = (wide_before, 0u64);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().chars().filter(|one| !one.is_ascii()).count() as u64;
        bad += u64::from(!chunk.invalid().is_empty());
    }
    if wide >= bad {
        return Found::Damaged;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(before.as_bytes(), false);
    detector.feed(bytes, true);
    Found::Legacy(detector.guess(None, Utf8Detection::Deny))
}

/// A decoder of an older encoding; what it cannot read becomes a question mark.
pub(super) struct Legacy(Decoder);

impl Legacy {
    pub(super) fn new(encoding: &'static Encoding) -> Legacy {
        Legacy(encoding.new_decoder_without_bom_handling())
    }

    /// Adds the text of `bytes`; how many characters could not be read.
    pub(super) fn push(&mut self, bytes: &[u8], is_last: bool, to: &mut String) -> u64 {
        let (mut used, mut unread, from) = (0, 0, to.len());
        loop {
            let room = self.0.max_utf8_buffer_length(bytes.len() - used);
            to.reserve(room.unwrap_or(bytes.len() * 4));
            let (result, read, has_errors) = self.0.decode_to_string(&bytes[used..], to, is_last);
            used += read;
            unread += u64::from(has_errors);
            if result == encoding_rs::CoderResult::InputEmpty {
                break;
            }
        }
        if unread > 0 {
            let readable = to[from..].replace(char::REPLACEMENT_CHARACTER, "?");
            to.truncate(from);
            to.push_str(&readable);
        }
        unread
    }
}

/// A damaged byte as Windows-1252 has it.
pub(super) fn single(byte: u8, to: &mut String) {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    to.push_str(&text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_without_a_mark_is_known_by_its_zeros() {
        let bytes = |text: &str, big: bool| -> Vec<u8> {
            let of = |unit: u16| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            };
            text.encode_utf16().flat_map(of).collect()
        };
        for text in ["a,b\n1,2\n", "имя,город\n1,2,3,4,5\n", "\"x\"\n\"y\"\n"] {
            for big in [false, true] {
                let (unit, mark) = utf16(&bytes(text, big)).unwrap();
                assert_eq!((unit([0, 1]) == 1, mark), (big, 0), "{text}");
            }
        }
        assert!(utf16(b"a,b\n1,x\0y\n").is_none());
        assert!(utf16(b"a,b\n1,2\n").is_none());
    }
}
