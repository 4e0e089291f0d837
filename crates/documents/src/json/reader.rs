//! Finds records in text and hands them to a sink.

use std::cmp::Ordering;

use super::{RecordSink, Recorded, is_blank, value_end};
use crate::part::{Part, Records};
use crate::source::Ending;
use crate::{Limits, Note, Notes, counted};

/// How records stand in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One per line. A broken one costs only itself.
    Lines,
    /// One after the other, over several lines each.
    Values,
    /// In one array.
    Array,
}

/// Reads records as the text comes.
pub(crate) struct JsonReader {
    layout: Layout,
    sink: Box<dyn RecordSink>,
    limits: Limits,
    notes: Notes,
    /// Lines before the next record.
    lines: u64,
    records: u64,
    /// Commas since the last record, or since the array's bracket.
    commas: u64,
    place: Place,
}

#[derive(PartialEq)]
enum Place {
    /// Before the array's bracket.
    Before,
    /// Among the records.
    Within,
    /// After the array.
    Closed,
    /// After damage, or after what follows an array was noted.
    Over,
}

impl JsonReader {
    pub(crate) fn new(layout: Layout, sink: Box<dyn RecordSink>, limits: &Limits) -> Self {
        JsonReader {
            layout,
            sink,
            limits: limits.clone(),
            notes: Notes::default(),
            lines: 0,
            records: 0,
            commas: 0,
            place: if layout == Layout::Array {
                Place::Before
            } else {
                Place::Within
            },
        }
    }

    /// How a part of what follows is to be read, where records stand on lines.
    pub(crate) fn plan(&self) -> Option<Records> {
        let sink = self.sink.plan().filter(|_| self.layout == Layout::Lines);
        sink.map(Records::Lines)
    }

    /// What was read of a part of which `used` bytes were used.
    pub(crate) fn into_part(self, used: u64) -> Option<Part> {
        let mut part = self.sink.into_part()?;
        (part.end, part.lines) = (used, self.lines);
        Some(part)
    }

    /// Takes over the part that follows; false where it does not fit.
    pub(crate) fn absorb(&mut self, part: Part) -> bool {
        let lines = part.lines;
        let fits = self.sink.absorb(part, self.lines);
        self.lines += if fits { lines } else { 0 };
        fits
    }

    /// Reads the complete records at the start of `text`; returns the bytes used.
    pub(crate) fn read(&mut self, text: &str, ending: Ending) -> usize {
        let is_last = ending != Ending::More;
        match self.layout {
            Layout::Lines => self.read_lines(text, is_last),
            Layout::Values | Layout::Array => self.read_values(text, is_last),
        }
    }

    /// Lines of the text that was used.
    pub(crate) fn lines(&self) -> u64 {
        self.lines
    }

    /// The content, the number of records and what was odd.
    pub(crate) fn finish(self) -> Recorded {
        let mut recorded = self.sink.finish();
        for note in self.notes.into_vec() {
            recorded.notes.add(note);
        }
        recorded
    }

    fn read_lines(&mut self, text: &str, is_last: bool) -> usize {
        let mut used = 0;
        loop {
            let rest = &text[used..];
            let (line, length) = match rest.find('\n') {
                Some(end) => (&rest[..end], end + 1),
                None if is_last && !rest.is_empty() => (rest, rest.len()),
                None => return used,
            };
            let record = line.trim_matches(|c: char| c.is_ascii() && is_blank(c as u8));
            if !record.is_empty() {
                self.sink.record(record, self.lines + 1);
            }
            self.lines += 1;
            used += length;
        }
    }

    fn read_values(&mut self, text: &str, is_last: bool) -> usize {
        let mut used = 0;
        while matches!(self.place, Place::Before | Place::Within) {
            let rest = &text[used..];
            let start = self.skip_separators(rest);
            used += start;
            let rest = &rest[start..];
            if rest.is_empty() {
                if is_last && self.layout == Layout::Array {
                    self.note_cut(rest);
                }
                return used;
            }
            if self.layout == Layout::Array {
                if self.place == Place::Before {
                    self.place = Place::Within;
                    used += 1;
                    continue;
                }
                if rest.starts_with(']') {
                    self.note_commas(0);
                    self.place = Place::Closed;
                    used += 1;
                    break;
                }
            }
            let Some(end) = value_end(rest, is_last) else {
                if is_last {
                    self.note_cut(rest);
                    self.place = Place::Over;
                    break;
                }
                if rest.len() > self.limits.record_bytes {
                    self.note_endless(rest);
                    self.place = Place::Over;
                    break;
                }
                return used;
            };
            if self.layout == Layout::Array {
                self.note_commas(u64::from(self.records > 0));
            }
            let record = &rest[..end];
            self.sink.record(record, self.lines + 1);
            self.records += 1;
            self.lines += count_lines(record);
            used += end;
        }
        self.note_rest(&text[used..]);
        text.len()
    }

    /// Blanks and commas, and their lines.
    fn skip_separators(&mut self, text: &str) -> usize {
        let takes_commas = self.layout == Layout::Array && self.place == Place::Within;
        let length = text
            .bytes()
            .take_while(|byte| is_blank(*byte) || (takes_commas && *byte == b','))
            .count();
        let skipped = &text[..length];
        self.lines += count_lines(skipped);
        self.commas += skipped.bytes().filter(|byte| *byte == b',').count() as u64;
        length
    }

    /// Says so where the commas before a record, or before the bracket, are not as many as belong there.
    fn note_commas(&mut self, expected: u64) {
        let found = std::mem::take(&mut self.commas);
        let note = match found.cmp(&expected) {
            Ordering::Equal => return,
            Ordering::Less => Note::new(
                "Records of an array without a comma between them were read all the same.",
            )
            .expected("a comma between two records"),
            Ordering::Greater => {
                Note::new("Commas of an array without a record between them were left out.")
                    .expected("one comma between two records, and none at the ends")
            }
        };
        self.notes.add(
            note.at(self.lines + 1)
                .advice("The file may lack records; have it written anew."),
        );
    }

    fn note_cut(&mut self, rest: &str) {
        let records = counted(self.records, "record");
        self.notes.add(
            Note::new(format!(
                "The JSON ends early; what came before was kept: {records}."
            ))
            .at(self.lines + 1)
            .found(rest)
            .expected("a complete value and the closing bracket")
            .advice("The file was cut; copy or download it again."),
        );
    }

    fn note_endless(&mut self, rest: &str) {
        self.notes.add(
            Note::new("A record is too long; reading stopped there.")
                .at(self.lines + 1)
                .found(rest)
                .expected(format!(
                    "at most {} MB a record",
                    self.limits.record_bytes >> 20
                )),
        );
    }

    fn note_rest(&mut self, rest: &str) {
        let rest = rest.trim();
        if self.place == Place::Closed && !rest.is_empty() {
            self.place = Place::Over;
            self.notes.add(
                Note::new("Text after the JSON array was left out.")
                    .at(self.lines + 1)
                    .found(rest)
                    .expected("the end of the file"),
            );
        }
    }
}

fn count_lines(text: &str) -> u64 {
    text.bytes().filter(|&byte| byte == b'\n').count() as u64
}
