//! Bytes to text, a window at a time.
//!
//! UTF-8 is checked once per piece; at the first byte that is not UTF-8 it is decided for the whole document how it is read (`encoding.rs`), with a note, and text stands still
//! meanwhile. UTF-16 is decoded. NUL bytes are dropped with a note. When the bytes end early (a cut gzip, a file that vanished) the text so far stands, and the ending is [`Ending::Cut`].

use super::encoding::{Found, LOOKED_AT, Legacy, Unit, decide, single, utf16};
use super::survey::Survey;
use super::{Again, Bomb};
use crate::{Note, Notes};
use std::io::{self, Read};

/// Bytes read at a time.
const PIECE_BYTES: usize = 256 << 10;

/// What follows the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// More text.
    More,
    /// Nothing: the document is complete.
    Complete,
    /// Nothing, and the document was cut at an unknown place.
    Cut,
}

/// Text of a document.
pub(crate) struct TextSource {
    bytes: Box<dyn Read>,
    piece: Vec<u8>,
    /// Bytes at the start of `piece` that wait for the rest of their character.
    waiting: usize,
    text: String,
    start: usize,
    /// Lines before the window, for notes.
    lines_before: u64,
    ending: Ending,
    encoding: Encoding,
    /// The bytes from the first on, where they can be read anew.
    again: Option<Again>,
    /// True after a mark of UTF-8.
    is_marked: bool,
    /// Letters beyond ASCII that were read as UTF-8; parts that others read are not counted.
    wide: u64,
    odd: Option<Odd>,
    is_first_piece: bool,
    /// True as long as the text is the bytes, but for a byte order mark.
    is_plain: bool,
    total_bytes: u64,
    notes: Notes,
    refusal: Option<Note>,
}

/// The first byte that is not UTF-8, as long as it is not decided how the document is read.
struct Odd {
    survey: Box<Survey>,
    note: Note,
    /// The encoding in which the document must be read from its start.
    from_start: Option<&'static encoding_rs::Encoding>,
}

enum Encoding {
    Utf8,
    /// UTF-8 with damaged bytes.
    Damaged,
    Utf16(Unit),
    Legacy(Legacy),
}

impl TextSource {
    /// `again` opens the same bytes anew.
    pub(crate) fn new(bytes: Box<dyn Read>, again: Option<Again>) -> Self {
        TextSource {
            bytes,
            piece: vec![0; PIECE_BYTES + 4],
            waiting: 0,
            text: String::new(),
            start: 0,
            lines_before: 0,
            ending: Ending::More,
            encoding: Encoding::Utf8,
            again,
            is_marked: false,
            wide: 0,
            odd: None,
            is_first_piece: true,
            is_plain: true,
            total_bytes: 0,
            notes: Notes::default(),
            refusal: None,
        }
    }

    /// The text that is there and was not used yet.
    pub(crate) fn window(&self) -> &str {
        &self.text[self.start..]
    }

    /// What follows the window.
    pub(crate) fn ending(&self) -> Ending {
        match self.odd {
            Some(_) => Ending::More,
            None => self.ending,
        }
    }

    /// True while it is being decided how bytes are read; [`TextSource::fill`] goes on with that.
    pub(crate) fn is_deciding(&self) -> bool {
        self.odd.is_some()
    }

    /// The same document from its start, where letters were read in an encoding that is not its own.
    pub(crate) fn restarted(&mut self) -> Option<TextSource> {
        let odd = self.odd.take_if(|odd| odd.from_start.is_some())?;
        let (encoding, again) = (odd.from_start?, self.again.take()?);
        let mut text = TextSource::new(again(), None);
        (text.is_first_piece, text.is_plain) = (false, false);
        text.encoding = Encoding::Legacy(Legacy::new(encoding));
        text.notes.add(odd.note);
        Some(text)
    }

    /// Bytes of the document so far.
    pub(crate) fn total_bytes(&self) -> u64 {
        self.total_bytes
    }

    /// Where the window starts in the bytes; `None` once text and bytes were not the same.
    pub(crate) fn place(&self) -> Option<u64> {
        let ahead = self.window().len() + self.waiting;
        self.is_plain.then(|| self.total_bytes - ahead as u64)
    }

    /// Goes on with other bytes, which stand at `place`.
    pub(crate) fn go_to(&mut self, bytes: Box<dyn Read>, place: u64) {
        self.bytes = bytes;
        self.total_bytes = place;
        self.ending = Ending::More;
        (self.waiting, self.start) = (0, 0);
        self.text.clear();
    }

    /// Marks `bytes` of the window as used; with them, `lines_before` lines of the document are.
    pub(crate) fn consume(&mut self, bytes: usize, lines_before: u64) {
        self.start += bytes;
        self.lines_before = lines_before;
    }

    /// What was odd about the bytes, and the reason why they were refused, if they were.
    pub(crate) fn finish(self) -> (Notes, Option<Note>) {
        (self.notes, self.refusal)
    }

    /// Reads one more piece; at least as much as is waiting, so that a long record costs linear time.
    pub(crate) fn fill(&mut self) {
        if self.start > 0 {
            self.text.drain(..self.start);
            self.start = 0;
        }
        if self.odd.is_some() {
            self.decide_on_all();
        }
        let wanted = self.text.len().max(1) + self.text.len();
        while self.odd.is_none() && self.ending == Ending::More && self.text.len() < wanted {
            self.fill_piece();
        }
    }

    /// Looks at some more of the document; once at all of it, goes on with the bytes that wait.
    fn decide_on_all(&mut self) {
        let Some(odd) = &mut self.odd else {
            return;
        };
        let Some(surveyed) = odd.survey.step() else {
            return;
        };
        match surveyed.found {
            Found::Damaged => self.encoding = Encoding::Damaged,
            Found::Legacy(encoding) => {
                odd.note = read_as(odd.note.clone(), encoding);
                if surveyed.is_wide_before {
                    odd.from_start = Some(encoding);
                    return;
                }
                self.notes.add(odd.note.clone());
                self.encoding = Encoding::Legacy(Legacy::new(encoding));
            }
        }
        self.odd = None;
        self.push_piece(self.waiting);
    }

    fn fill_piece(&mut self) {
        let mut filled = self.waiting;
        while filled < PIECE_BYTES {
            match self.bytes.read(&mut self.piece[filled..PIECE_BYTES]) {
                Ok(0) => {
                    self.ending = Ending::Complete;
                    break;
                }
                Ok(read) => {
                    filled += read;
                    self.total_bytes += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.broken(&error);
                    break;
                }
            }
        }
        self.push_piece(filled);
    }

    /// Makes text of the first bytes of the piece; what is not used waits.
    fn push_piece(&mut self, filled: usize) {
        let piece = std::mem::take(&mut self.piece);
        let mut bytes = &piece[..filled];
        if self.is_first_piece {
            self.is_first_piece = false;
            bytes = self.byte_order_mark(bytes);
        }
        let used = match &mut self.encoding {
            Encoding::Utf8 | Encoding::Damaged => self.push_utf8(bytes),
            Encoding::Utf16(unit) => {
                let unit = *unit;
                self.push_utf16(bytes, unit)
            }
            Encoding::Legacy(_) => self.push_legacy(bytes),
        };
        self.waiting = bytes.len() - used;
        let from = filled - self.waiting;
        self.piece = piece;
        self.piece.copy_within(from..filled, 0);
    }

    fn broken(&mut self, error: &io::Error) {
        self.ending = Ending::Cut;
        if let Some(bomb) = Bomb::of(error) {
            self.refusal = Some(bomb.note());
            return;
        }
        let note = if error.kind() == io::ErrorKind::UnexpectedEof {
            Note::new("The packed file ends early; what came before was read.")
        } else {
            Note::new("The file could not be read to its end; what came before was read.")
        };
        self.notes.add(
            note.found(&error.to_string())
                .advice("Copy or download the file again."),
        );
    }

    fn byte_order_mark<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        if let Some(bytes) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
            self.is_marked = true;
            return bytes;
        }
        let mut length = 0;
        if let Some((unit, mark)) = utf16(bytes) {
            length = mark;
            self.is_plain = false;
            self.encoding = Encoding::Utf16(unit);
            self.notes.add(
                Note::new("The text is UTF-16 and was converted.")
                    .expected("UTF-8")
                    .advice("Nothing to do; other tools may want UTF-8."),
            );
        }
        &bytes[length..]
    }

    /// Adds text; returns the bytes used. Up to three bytes of an unfinished character wait for the next piece.
    fn push_utf8(&mut self, bytes: &[u8]) -> usize {
        let from = self.text.len();
        let mut used = 0;
        loop {
            match std::str::from_utf8(&bytes[used..]) {
                Ok(text) => {
                    self.wide += wide(text.as_bytes());
                    self.text.push_str(text);
                    used = bytes.len();
                    break;
                }
                Err(error) => {
                    let good = used + error.valid_up_to();
                    self.wide += wide(&bytes[used..good]);
                    self.text
                        .push_str(&String::from_utf8_lossy(&bytes[used..good]));
                    used = good;
                    let is_last = self.ending != Ending::More;
                    let bad = match error.error_len() {
                        Some(bad) => bad,
                        None if is_last => bytes.len() - good,
                        None => break,
                    };
                    if matches!(self.encoding, Encoding::Utf8) && self.is_marked {
                        (self.encoding, self.is_plain) = (Encoding::Damaged, false);
                    }
                    if matches!(self.encoding, Encoding::Utf8) {
                        if let Some(again) = &self.again {
                            self.odd = Some(Odd {
                                survey: Box::new(Survey::new(again())),
                                note: self.odd_note(bytes[good]),
                                from_start: None,
                            });
                            self.is_plain = false;
                            break;
                        }
                        if !is_last && bytes.len() - good < LOOKED_AT {
                            break;
                        }
                        if self.decide(&bytes[good..]) {
                            self.drop_nul(from);
                            return good + self.push_legacy(&bytes[good..]);
                        }
                    }
                    used = good + bad;
                    self.note_damaged(&bytes[good..used]);
                }
            }
        }
        self.drop_nul(from);
        used
    }

    /// Decides how a document is read whose bytes from `bytes` on are not UTF-8; true where they are of another encoding.
    fn decide(&mut self, bytes: &[u8]) -> bool {
        self.is_plain = false;
        let line = self.text.rfind('\n').map_or(0, |end| end + 1);
        let Found::Legacy(encoding) = decide(&self.text[line..], self.wide, bytes) else {
            self.encoding = Encoding::Damaged;
            return false;
        };
        self.notes.add(read_as(self.odd_note(bytes[0]), encoding));
        self.encoding = Encoding::Legacy(Legacy::new(encoding));
        true
    }

    /// Where the first byte is that is not UTF-8.
    fn odd_note(&self, byte: u8) -> Note {
        Note::new("")
            .at(self.lines_before + count_lines(&self.text) + 1)
            .found(&shown(&[byte]))
            .expected("UTF-8")
            .advice("If letters look wrong, save the file as UTF-8.")
    }

    fn push_legacy(&mut self, bytes: &[u8]) -> usize {
        let from = self.text.len();
        let is_last = self.ending != Ending::More;
        if let Encoding::Legacy(decoder) = &mut self.encoding {
            let unread = decoder.push(bytes, is_last, &mut self.text);
            if unread > 0 {
                let note =
                    Note::new("Bytes that no letter stands for were read as question marks.")
                        .at(self.lines_before + count_lines(&self.text[..from]) + 1)
                        .advice("Save the file as UTF-8.");
                self.notes.add(note);
            }
        }
        self.drop_nul(from);
        bytes.len()
    }

    fn note_damaged(&mut self, bad: &[u8]) {
        self.notes.add(
            Note::new("Bytes that are not UTF-8 were read as windows-1252.")
                .at(self.lines_before + count_lines(&self.text) + 1)
                .found(&shown(bad))
                .expected("UTF-8, as the rest of the file")
                .advice("Save the file as UTF-8."),
        );
        bad.iter().for_each(|byte| single(*byte, &mut self.text));
    }

    fn push_utf16(&mut self, bytes: &[u8], unit: Unit) -> usize {
        let mut units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        let splits_a_pair = units
            .last()
            .is_some_and(|last| (0xD800..0xDC00).contains(last));
        if splits_a_pair && self.ending == Ending::More {
            units.pop();
        }
        let from = self.text.len();
        let decoded = char::decode_utf16(units.iter().copied()).map(|unit| unit.unwrap_or('?'));
        self.text.extend(decoded);
        self.drop_nul(from);
        if self.ending == Ending::More {
            units.len() * 2
        } else {
            bytes.len()
        }
    }

    fn drop_nul(&mut self, from: usize) {
        let Some(first) = self.text[from..].find('\0') else {
            return;
        };
        self.is_plain = false;
        let line = self.lines_before + count_lines(&self.text[..from + first]) + 1;
        let cleaned = self.text[from..].replace('\0', "");
        let dropped = self.text.len() - from - cleaned.len();
        self.text.truncate(from);
        self.text.push_str(&cleaned);
        let mut note = Note::new("NUL bytes were left out.")
            .at(line)
            .found("byte 00")
            .expected("text")
            .advice("Look at how the file was written; it may have been damaged.");
        note.count = dropped as u64;
        self.notes.add(note);
    }
}

fn read_as(note: Note, encoding: &'static encoding_rs::Encoding) -> Note {
    let what = format!("The text is not UTF-8; it was read as {}.", encoding.name());
    Note { what, ..note }
}

/// Letters beyond ASCII in UTF-8.
fn wide(text: &[u8]) -> u64 {
    match text.is_ascii() {
        true => 0,
        false => text.iter().filter(|byte| **byte >= 0xC0).count() as u64,
    }
}

fn shown(bytes: &[u8]) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("byte {}", bytes.join(" "))
}

fn count_lines(text: &str) -> u64 {
    text.bytes().filter(|&byte| byte == b'\n').count() as u64
}
