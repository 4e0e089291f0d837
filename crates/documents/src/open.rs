//! A document from its first byte to its content.

use super::capture::{CaptureSink, LabelSink};
use super::csv::{CsvReader, take_inference_ids};
use super::json::{JsonReader, RecordSink, TableSink, ValueSink, Whole, read_whole};
use super::part::{Joined, Joining};
use super::path::{guess_role, hour};
use super::sniff::{Plan, classify, plan};
use super::source::{Again, Ending, Shared, TextSource};
use super::{Content, Document, DocumentKind, Note, Notes, PartPlan, PartReader, ReadOptions};
use std::io::Read;

/// Bytes of text that a step reads.
const STEP_BYTES: usize = 1 << 20;
/// A document being read.
pub(super) struct Open {
    path: String,
    text: TextSource,
    reader: Option<Reader>,
    /// Bytes of the head when the plan was last asked for.
    planned_bytes: usize,
    kind: DocumentKind,
    notes: Notes,
    problem: Option<Note>,
    parts: Parts,
}

/// Whether others read parts of the document.
enum Parts {
    /// They may, once its layout is known.
    Possible(Shared, Box<dyn PartReader>),
    /// They do.
    Joining(Shared, Box<Joining>),
    /// They do not.
    None,
}

/// What comes next in a document.
enum Next {
    /// A part, which was taken over or has not come.
    Part,
    /// No part up to this byte.
    Until(u64),
}

enum Reader {
    Csv(Box<CsvReader>),
    Json(Box<JsonReader>),
    Whole,
    Nothing,
}

impl Open {
    /// `again` opens the same bytes anew, where that can be done.
    pub(super) fn new(path: String, bytes: Box<dyn Read>, again: Option<Again>) -> Self {
        Self::of(path, TextSource::new(bytes, again))
    }

    fn of(path: String, text: TextSource) -> Self {
        Open {
            path,
            text,
            reader: None,
            planned_bytes: 0,
            kind: DocumentKind::Unknown,
            notes: Notes::default(),
            problem: None,
            parts: Parts::None,
        }
    }

    /// Lets others read parts of the document, whose bytes `file` are.
    pub(super) fn let_read(&mut self, file: Shared, reader: Box<dyn PartReader>) {
        self.parts = Parts::Possible(file, reader);
    }

    /// True as long as a step leads nowhere, because the next part is still being read by others.
    pub(super) fn is_waiting(&self) -> bool {
        match &self.parts {
            Parts::Joining(_, joining) => self.text.place().is_some() && joining.is_waiting(),
            Parts::Possible(..) | Parts::None => false,
        }
    }

    /// Does one step; true when the document is read.
    pub(super) fn advance(&mut self, options: &ReadOptions) -> bool {
        let until = match self.join(options) {
            Next::Part => return false,
            Next::Until(place) => place,
        };
        let target = self.text.total_bytes() + STEP_BYTES as u64;
        while self.text.total_bytes() < target {
            if self.text.ending() == Ending::More {
                self.text.fill();
            }
            if let Some(text) = self.text.restarted() {
                *self = Open::of(std::mem::take(&mut self.path), text);
                return false;
            }
            if self.text.is_deciding() {
                return false;
            }
            if self.reader.is_none() && !self.choose(options) {
                continue;
            }
            let mut ending = self.text.ending();
            let mut window = self.text.window();
            let within = self.text.place().and_then(|place| until.checked_sub(place));
            let within = within.filter(|within| *within < window.len() as u64);
            if let Some(within) = within {
                (window, ending) = (&window[..within as usize], Ending::More);
            }
            let window_bytes = window.len();
            let (used, lines) = match &mut self.reader {
                Some(Reader::Csv(reader)) => (reader.read(window, ending), reader.lines()),
                Some(Reader::Json(reader)) => (reader.read(window, ending), reader.lines()),
                Some(Reader::Whole) => (0, 0),
                Some(Reader::Nothing) | None => (window_bytes, 0),
            };
            self.text.consume(used, lines);
            if ending != Ending::More {
                return true;
            }
            if within.is_some() {
                // A record that goes on where a part begins shows that no record begins there.
                if used < window_bytes
                    && let Parts::Joining(_, joining) = &mut self.parts
                {
                    joining.pass_over();
                }
                return false;
            }
            let limits = &options.limits;
            let (limit, what) = match &self.reader {
                Some(Reader::Whole) => (limits.document_bytes, "A JSON document of one value"),
                _ => (limits.record_bytes, "A record"),
            };
            if used == 0 && window_bytes > limit {
                self.problem = Some(
                    Note::new(format!("{what} is too large."))
                        .found(&format!("more than {} MB", limit >> 20))
                        .expected(format!("at most {} MB", limit >> 20))
                        .advice("Write it as JSON Lines: one record per line."),
                );
                return true;
            }
        }
        false
    }

    /// Takes over the part that comes next, or tells up to where there is none.
    fn join(&mut self, options: &ReadOptions) -> Next {
        let (file, mut joining) = match std::mem::replace(&mut self.parts, Parts::None) {
            Parts::Joining(file, joining) => (file, joining),
            Parts::Possible(file, reader) => {
                let records = match &self.reader {
                    Some(Reader::Csv(reader)) => reader.plan(),
                    Some(Reader::Json(reader)) => reader.plan(),
                    Some(_) => None,
                    None => {
                        self.parts = Parts::Possible(file, reader);
                        return Next::Until(u64::MAX);
                    }
                };
                let plan = records.map(|records| PartPlan::new(records, options));
                let started = plan
                    .zip(self.text.place())
                    .and_then(|(plan, place)| Joining::start(reader, plan, place, file.size()));
                match started {
                    Some(joining) => (file, Box::new(joining)),
                    None => return Next::Until(u64::MAX),
                }
            }
            Parts::None => return Next::Until(u64::MAX),
        };
        let Some(place) = self.text.place() else {
            return Next::Until(u64::MAX);
        };
        let next = match joining.at(place) {
            Joined::Part(part) => {
                let end = part.end;
                let (fits, lines) = match &mut self.reader {
                    Some(Reader::Csv(reader)) => (reader.absorb(*part), reader.lines()),
                    Some(Reader::Json(reader)) => (reader.absorb(*part), reader.lines()),
                    _ => (false, 0),
                };
                if fits {
                    self.text.go_to(Box::new(file.tracked(end)), end);
                    self.text.consume(0, lines);
                }
                Next::Part
            }
            Joined::At(place) => Next::Until(place),
            Joined::Waiting => Next::Part,
            Joined::Over => return Next::Until(u64::MAX),
        };
        self.parts = Parts::Joining(file, joining);
        next
    }

    /// Decides how to read; false when more text is needed for that.
    fn choose(&mut self, options: &ReadOptions) -> bool {
        let is_whole = self.text.ending() != Ending::More;
        let head = self.text.window();
        let is_long_enough = head.len() > options.limits.document_bytes;
        // Looking anew at a head that is little longer tells no more.
        if !is_whole && !is_long_enough && head.len() < 4 * self.planned_bytes {
            return false;
        }
        self.planned_bytes = head.len();
        let limits = &options.limits;
        let reader = match plan(head, is_whole, &self.path, options) {
            Plan::MoreNeeded if !is_whole && !is_long_enough => return false,
            Plan::MoreNeeded | Plan::Whole => Reader::Whole,
            Plan::Csv(dialect) => {
                self.kind = DocumentKind::Csv;
                Reader::Csv(Box::new(CsvReader::new(&dialect, options)))
            }
            Plan::Records(layout, kind) => {
                self.kind = kind;
                let hour = hour(&self.path);
                let sink: Box<dyn RecordSink> = match kind {
                    DocumentKind::Capture
                    | DocumentKind::Merged
                    | DocumentKind::TransformOutput => Box::new(CaptureSink::new(options, hour)),
                    DocumentKind::GroundTruth => Box::new(LabelSink::new(options, hour)),
                    DocumentKind::CloudWatch => Box::new(ValueSink::new()),
                    _ => Box::new(TableSink::new(options)),
                };
                Reader::Json(Box::new(JsonReader::new(layout, sink, limits)))
            }
            Plan::Text(problem) => {
                self.kind = DocumentKind::Text;
                self.problem = problem;
                Reader::Nothing
            }
            Plan::Empty => {
                self.kind = DocumentKind::Empty;
                self.problem = Some(
                    Note::new("The file is empty.")
                        .found("no text")
                        .expected("CSV, JSON or JSON Lines")
                        .advice("Download it again, or remove it."),
                );
                Reader::Nothing
            }
        };
        self.reader = Some(reader);
        true
    }

    /// A document that others read for the most part.
    pub(super) fn outlined(path: &str, bytes: u64, whole: Whole) -> Document {
        Document {
            role: guess_role(whole.kind, path),
            hour: hour(path),
            path: path.to_owned(),
            kind: whole.kind,
            bytes,
            records: whole.records,
            notes: whole.notes.into_vec(),
            problem: whole.problem,
            delimiter: None,
            content: whole.content,
        }
    }

    pub(super) fn finish(self, options: &ReadOptions) -> Document {
        let mut kind = self.kind;
        let mut problem = self.problem;
        let (mut content, mut records, mut notes) = (Content::None, 0, self.notes);
        let mut found = Notes::default();
        let delimiter = match &self.reader {
            Some(Reader::Csv(reader)) => Some(char::from(reader.delimiter())),
            _ => None,
        };
        match self.reader {
            Some(Reader::Csv(reader)) => {
                let (rows, count) = reader.finish();
                let (mut table, odd) = rows.finish();
                if take_inference_ids(&mut table) {
                    kind = DocumentKind::TransformOutput;
                }
                (content, records, found) = (Content::Table(table), count, odd);
            }
            Some(Reader::Json(reader)) => {
                let recorded = reader.finish();
                (content, records, found) = (recorded.content, recorded.records, recorded.notes);
            }
            Some(Reader::Whole) if problem.is_none() => {
                let whole = read_whole(self.text.window(), options, classify);
                (kind, content, records, found, problem) = (
                    whole.kind,
                    whole.content,
                    whole.records,
                    whole.notes,
                    whole.problem,
                );
            }
            Some(Reader::Whole | Reader::Nothing) | None => {}
        }
        let bytes = self.text.total_bytes();
        let (of_text, refusal) = self.text.finish();
        for note in of_text.into_vec().into_iter().chain(found.into_vec()) {
            notes.add(note);
        }
        if let Some(refusal) = refusal {
            (content, records, problem) = (Content::None, 0, Some(refusal));
        }
        Document {
            role: guess_role(kind, &self.path),
            hour: hour(&self.path),
            path: self.path,
            kind,
            bytes,
            records,
            notes: notes.into_vec(),
            problem,
            delimiter,
            content,
        }
    }
}
