//! Text to fields, without copying those that need no change.
//!
//! A record in which no field begins with a quote is cut at delimiters and line ends where it stands. Any other is left to `csv_core`, whose rules both follow: blank lines
//! are no records; `\r`, `\n` and `\r\n` end one; a quote counts only at the start of a field. A quote that is never closed is read as plain text, which is noted.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

/// Cuts records of one dialect.
pub(crate) struct Splitter {
    delimiter: u8,
    stops: [bool; 256],
    core: Reader,
    fields: Vec<Field>,
    unquoted: String,
    scratch: Vec<u8>,
}

#[derive(Clone, Copy)]
struct Field {
    start: usize,
    end: usize,
    is_quoted: bool,
    /// In `unquoted`, not in the text.
    is_copied: bool,
}

/// What was at the start of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split {
    /// A record, now in the splitter's fields.
    Record {
        /// Bytes up to the next record.
        used: usize,
        /// Blank lines before the record.
        blank_lines: u64,
        /// Lines of the record.
        lines: u64,
        /// False when a quote was never closed.
        is_closed: bool,
    },
    /// Blank lines only.
    Blank {
        /// Bytes.
        used: usize,
        /// Lines.
        lines: u64,
    },
    /// The start of a record whose end is not there yet.
    Unfinished,
}

impl Splitter {
    pub(crate) fn new(delimiter: u8) -> Self {
        let mut stops = [false; 256];
        for byte in [delimiter, b'\n', b'\r'] {
            stops[usize::from(byte)] = true;
        }
        Splitter {
            delimiter,
            stops,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            fields: Vec::new(),
            unquoted: String::new(),
            scratch: Vec::new(),
        }
    }

    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Fields of the record.
    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    /// A field of the record that was cut from `text`, and whether it was quoted.
    #[inline]
    pub(crate) fn field<'t>(&'t self, text: &'t str, index: usize) -> (&'t str, bool) {
        let field = self.fields[index];
        let source = if field.is_copied {
            &self.unquoted
        } else {
            text
        };
        (&source[field.start..field.end], field.is_quoted)
    }

    /// Cuts the record at the start of `text`. `is_last` when nothing follows.
    pub(crate) fn split(&mut self, text: &str, is_last: bool) -> Split {
        let bytes = text.as_bytes();
        let (start, blank_lines) = skip_blank_lines(bytes);
        if start == bytes.len() {
            let waits_for_newline = !is_last && bytes.ends_with(b"\r");
            return Split::Blank {
                used: start - usize::from(waits_for_newline),
                lines: blank_lines - u64::from(waits_for_newline),
            };
        }
        match self.split_plain(bytes, start, is_last, true) {
            Plain::Record(used) => Split::Record {
                used,
                blank_lines,
                lines: 1,
                is_closed: true,
            },
            Plain::Unfinished => Split::Unfinished,
            Plain::Quoted => self.split_quoted(bytes, start, blank_lines, is_last),
        }
    }

    #[inline]
    fn split_plain(
        &mut self,
        bytes: &[u8],
        start: usize,
        is_last: bool,
        quotes_count: bool,
    ) -> Plain {
        self.fields.clear();
        let mut at = start;
        loop {
            if quotes_count && bytes.get(at) == Some(&b'"') {
                return Plain::Quoted;
            }
            let from = at;
            at += bytes[at..]
                .iter()
                .position(|&byte| self.stops[usize::from(byte)])
                .unwrap_or(bytes.len() - at);
            if at == bytes.len() && !is_last {
                return Plain::Unfinished;
            }
            self.fields.push(Field {
                start: from,
                end: at,
                is_quoted: false,
                is_copied: false,
            });
            match bytes.get(at) {
                None => return Plain::Record(at),
                Some(&byte) if byte == self.delimiter => at += 1,
                Some(b'\n') => return Plain::Record(at + 1),
                Some(_) => match bytes.get(at + 1) {
                    None if !is_last => return Plain::Unfinished,
                    Some(b'\n') => return Plain::Record(at + 2),
                    _ => return Plain::Record(at + 1),
                },
            }
        }
    }

    fn split_quoted(
        &mut self,
        bytes: &[u8],
        start: usize,
        blank_lines: u64,
        is_last: bool,
    ) -> Split {
        self.fields.clear();
        self.core.reset();
        self.scratch.clear();
        let (mut at, mut field_start, mut written) = (start, start, 0);
        loop {
            if self.scratch.len() < written + (bytes.len() - at).min(4096) + 16 {
                let larger = (self.scratch.len() * 2).max(8192);
                self.scratch.resize(larger, 0);
            }
            let field_written = self.fields.last().map_or(0, |field| field.end);
            let (result, read, wrote) = self
                .core
                .read_field(&bytes[at..], &mut self.scratch[written..]);
            at += read;
            written += wrote;
            let is_record_end = match result {
                ReadFieldResult::OutputFull => continue,
                ReadFieldResult::InputEmpty if !is_last => return Split::Unfinished,
                ReadFieldResult::InputEmpty => continue,
                ReadFieldResult::Field { record_end } => record_end,
                ReadFieldResult::End => true,
            };
            if !matches!(result, ReadFieldResult::End) {
                self.fields.push(Field {
                    start: field_written,
                    end: written,
                    is_quoted: bytes.get(field_start) == Some(&b'"'),
                    is_copied: true,
                });
            }
            if is_record_end {
                break;
            }
            field_start = at;
        }
        let reached_end = at == bytes.len();
        if reached_end && !is_last && !bytes.ends_with(b"\n") {
            return Split::Unfinished;
        }
        let is_open = reached_end && is_open(&bytes[field_start..at]);
        if is_open && let Plain::Record(used) = self.split_plain(bytes, start, is_last, false) {
            return Split::Record {
                used,
                blank_lines,
                lines: 1,
                is_closed: false,
            };
        }
        if bytes[..at].ends_with(b"\r") && bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        let newlines = bytes[start..at]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count();
        let mut copied = std::mem::take(&mut self.scratch);
        copied.truncate(written);
        let old = std::mem::replace(
            &mut self.unquoted,
            String::from_utf8(copied)
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
        );
        self.scratch = old.into_bytes();
        Split::Record {
            used: at,
            blank_lines,
            lines: newlines.max(1) as u64,
            is_closed: true,
        }
    }

    /// Cuts the first line of `text` as if quotes were letters: the way on when a quote stays open for too long.
    pub(crate) fn split_literally(&mut self, text: &str) -> Split {
        let bytes = text.as_bytes();
        let (start, blank_lines) = skip_blank_lines(bytes);
        match self.split_plain(bytes, start, true, false) {
            Plain::Record(used) => Split::Record {
                used,
                blank_lines,
                lines: 1,
                is_closed: false,
            },
            Plain::Quoted | Plain::Unfinished => Split::Unfinished,
        }
    }
}

enum Plain {
    Record(usize),
    Quoted,
    Unfinished,
}

/// True where a field begins with a quote that is not closed; what follows a closing quote is taken as it stands.
fn is_open(field: &[u8]) -> bool {
    let [b'"', rest @ ..] = field else {
        return false;
    };
    let mut quotes = rest.iter().enumerate().filter(|(_, byte)| **byte == b'"');
    while let Some((at, _)) = quotes.next() {
        if rest.get(at + 1) != Some(&b'"') {
            return false;
        }
        quotes.next();
    }
    true
}

/// Where the first record begins, and the lines before it.
fn skip_blank_lines(bytes: &[u8]) -> (usize, u64) {
    let mut at = 0;
    let mut lines = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' => lines += 1,
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => lines += 1,
            b'\r' => {}
            _ => break,
        }
        at += 1;
    }
    (at, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_quote_with_another_behind_it_is_closed_wherever_the_text_ends() {
        // The text of a part may end with any record.
        for (text, expected) in [
            ("a,\"b\" \"c\n", true),
            ("a,\"b\"\"\"\n", true),
            ("a,\"b\"\"c\n", false),
            ("a,\"\n", false),
            ("a,\"\"\n", true),
            ("a,b\"\n", true),
        ] {
            for ends in [text, &text[..text.len() - 1]] {
                let split = Splitter::new(b',').split(ends, true);
                let Split::Record {
                    used, is_closed, ..
                } = split
                else {
                    panic!("{ends}: {split:?}");
                };
                assert_eq!((used, is_closed), (ends.len(), expected), "{ends}");
            }
        }
    }
}
