//! Reads one dropped file in steps.

use super::capture::{CaptureSink, LabelSink};
use super::csv::{CsvReader, take_inference_ids};
use super::json::{JsonReader, RecordSink, TableSink, ValueSink, read_whole};
use super::path::{guess_role, hour, is_litter};
use super::sniff::{Plan, binary, classify, plan};
use super::source::{Archive, Budget, Ending, Shared, TextSource, gunzip};
use super::{Content, Document, DocumentKind, Input, Note, Notes, ReadOptions};
use std::io::{Cursor, Read};

/// Bytes of text that a step reads.
const STEP_BYTES: usize = 1 << 20;
/// Bytes that tell what a file is packed with.
const PEEK_BYTES: usize = 4096;

/// A dropped file being read. An archive gives a document for each of its files, anything else gives one.
///
/// ```
/// use leeway::documents::{Input, ReadOptions, Reading, Step};
/// let data = b"age,job\n31,cook\n45,pilot\n".to_vec();
/// let input = Input { path: "people.csv".into(), size: data.len() as u64, data: Box::new(std::io::Cursor::new(data)) };
/// let mut reading = Reading::start(input, &ReadOptions::default());
/// let document = loop {
///     if let Step::Document(document) = reading.step() {
///         break document;
///     }
/// };
/// assert_eq!((document.kind.name(), document.records), ("csv", 2));
/// ```
pub struct Reading {
    options: ReadOptions,
    path: String,
    size: u64,
    file: Shared,
    budget: Budget,
    archive: Option<Archive>,
    document: Option<Open>,
    stage: Stage,
    documents: u64,
}

/// What a step led to.
#[derive(Debug)]
pub enum Step {
    /// There is more to do.
    More,
    /// A document is complete.
    Document(Box<Document>),
    /// The file is read.
    Done,
}

#[derive(PartialEq)]
enum Stage {
    Start,
    Within,
    Done,
}

impl Reading {
    /// Begins; nothing is read yet.
    pub fn start(input: Input, options: &ReadOptions) -> Reading {
        Reading {
            options: options.clone(),
            path: input.path,
            size: input.size,
            file: Shared::new(input.data, input.size),
            budget: Budget::new(&options.limits),
            archive: None,
            document: None,
            stage: Stage::Start,
            documents: 0,
        }
    }

    /// Does a few milliseconds of work. A step takes longer only where one JSON value of many megabytes is parsed whole.
    pub fn step(&mut self) -> Step {
        if let Some(open) = &mut self.document {
            if !open.advance(&self.options) {
                return Step::More;
            }
            return match self.document.take() {
                Some(open) => self.give(open.finish(&self.options)),
                None => Step::More,
            };
        }
        match self.stage {
            Stage::Start => {
                self.stage = Stage::Within;
                self.begin()
            }
            Stage::Within => self.next_entry(),
            Stage::Done => Step::Done,
        }
    }

    /// Bytes of the dropped file that have been used.
    pub fn bytes_done(&self) -> u64 {
        if self.stage == Stage::Done {
            self.size
        } else {
            self.file.furthest().get().min(self.size)
        }
    }

    fn begin(&mut self) -> Step {
        let path = self.path.clone();
        if is_litter(&path) {
            self.stage = Stage::Done;
            return Step::Done;
        }
        let mut head = Vec::new();
        let peeked = self.file.from(0).take(4).read_to_end(&mut head);
        if peeked.is_ok() && (head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")) {
            match Archive::open(&path, self.file.clone(), &self.budget) {
                Ok(archive) => self.archive = Some(archive),
                Err(problem) => return self.give(refused(&path, DocumentKind::Binary, problem)),
            }
            return Step::More;
        }
        let bytes = self.file.tracked();
        self.open(path, Box::new(bytes))
    }

    fn next_entry(&mut self) -> Step {
        let Some(archive) = &mut self.archive else {
            self.stage = Stage::Done;
            return Step::Done;
        };
        match archive.next_entry() {
            Some(entry) => match entry.data {
                Ok(bytes) => self.open(entry.path, bytes),
                Err(problem) => self.give(refused(&entry.path, DocumentKind::Binary, problem)),
            },
            None => {
                self.stage = Stage::Done;
                if self.documents > 0 {
                    return Step::Done;
                }
                let problem = archive.emptiness();
                self.give(refused(&self.path.clone(), DocumentKind::Empty, problem))
            }
        }
    }

    /// Unpacks gzip, also twice, and looks whether what is in it is text.
    fn open(&mut self, path: String, bytes: Box<dyn Read>) -> Step {
        let (mut head, mut bytes) = peek(bytes);
        for _ in 0..2 {
            if head.starts_with(&[0x1F, 0x8B]) {
                (head, bytes) = peek(gunzip(bytes, &self.budget));
            }
        }
        let problem = if head.starts_with(b"PK\x03\x04") {
            Some(
                Note::new("An archive within an archive is not read.")
                    .found("a zip archive")
                    .expected("CSV, JSON or JSON Lines, also as .gz")
                    .advice("Unpack it and drop the files."),
            )
        } else {
            binary(&head)
        };
        if let Some(problem) = problem {
            return self.give(refused(&path, DocumentKind::Binary, problem));
        }
        self.document = Some(Open {
            path,
            text: TextSource::new(bytes),
            reader: None,
            kind: DocumentKind::Unknown,
            notes: Notes::default(),
            problem: None,
        });
        Step::More
    }

    fn give(&mut self, document: Document) -> Step {
        self.documents += 1;
        Step::Document(Box::new(document))
    }
}

/// The first bytes, and all of them again.
fn peek(mut bytes: Box<dyn Read>) -> (Vec<u8>, Box<dyn Read>) {
    let mut head = vec![0; PEEK_BYTES];
    let mut filled = 0;
    let mut failure = None;
    while filled < PEEK_BYTES {
        match bytes.read(&mut head[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => {
                failure = Some(error);
                break;
            }
        }
    }
    head.truncate(filled);
    let again = Cursor::new(head.clone());
    let rest: Box<dyn Read> = match failure {
        Some(error) => Box::new(again.chain(Failing(Some(error)))),
        None => Box::new(again.chain(bytes)),
    };
    (head, rest)
}

/// Gives the error that was met while peeking.
struct Failing(Option<std::io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A document that cannot be used.
fn refused(path: &str, kind: DocumentKind, problem: Note) -> Document {
    Document {
        path: path.to_owned(),
        kind,
        role: None,
        bytes: 0,
        records: 0,
        notes: Vec::new(),
        problem: Some(problem),
        hour: hour(path),
        content: Content::None,
    }
}

/// A document being read.
struct Open {
    path: String,
    text: TextSource,
    reader: Option<Reader>,
    kind: DocumentKind,
    notes: Notes,
    problem: Option<Note>,
}

enum Reader {
    Csv(Box<CsvReader>),
    Json(Box<JsonReader>),
    Whole,
    Nothing,
}

impl Open {
    /// Does one step; true when the document is read.
    fn advance(&mut self, options: &ReadOptions) -> bool {
        let target = self.text.total_bytes() + STEP_BYTES as u64;
        while self.text.total_bytes() < target {
            if self.text.ending() == Ending::More {
                self.text.fill();
            }
            if self.reader.is_none() && !self.choose(options) {
                continue;
            }
            let ending = self.text.ending();
            let window = self.text.window();
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

    /// Decides how to read; false when more text is needed for that.
    fn choose(&mut self, options: &ReadOptions) -> bool {
        let is_whole = self.text.ending() != Ending::More;
        let head = self.text.window();
        let is_long_enough = head.len() > options.limits.document_bytes;
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

    fn finish(self, options: &ReadOptions) -> Document {
        let mut kind = self.kind;
        let mut problem = self.problem;
        let (mut content, mut records, mut notes) = (Content::None, 0, self.notes);
        let mut found = Notes::default();
        match self.reader {
            Some(Reader::Csv(reader)) => {
                let (rows, count) = reader.finish();
                let (mut table, odd) = rows.finish();
                if take_inference_ids(&mut table) {
                    kind = DocumentKind::TransformOutput;
                }
                (content, records, found) = (Content::Table(table), count, odd);
            }
            Some(Reader::Json(reader)) => (content, records, found) = reader.finish(),
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
            content,
        }
    }
}
