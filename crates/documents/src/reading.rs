//! Reads one dropped file in steps.

use super::model::{self, Saved};
use super::open::Open;
use super::part::{may_be_outlined, of_outline};
use super::path::{hour, is_litter};
use super::sniff::binary;
use super::source::{Again, Archive, Bomb, Budget, Shared, Tape, gunzip, inflated, is_tape};
use super::unfold::Unfolding;
use super::{Content, Document, DocumentKind, Input, Note, PartReader, ReadOptions};
use flate2::read::ZlibDecoder;
use std::io::{Cursor, Read};
use std::rc::Rc;

/// Bytes that tell what a file is packed with.
const PEEK_BYTES: usize = 4096;

/// A dropped file being read. An archive gives a document for each of its files, anything else gives one.
///
/// ```
/// use leeway_documents::{Input, ReadOptions, Reading, Step};
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
    tape: Option<Tape>,
    document: Option<Open>,
    /// A document that is read, but for JSON in its columns.
    unfolding: Option<Box<Unfolding>>,
    state: ReadState,
    documents: u64,
    parts: Option<Box<dyn PartReader>>,
    /// The outline that was asked for.
    outline: Option<u32>,
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
enum ReadState {
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
            tape: None,
            document: None,
            unfolding: None,
            state: ReadState::Start,
            documents: 0,
            parts: None,
            outline: None,
        }
    }

    /// Lets others read parts of the file, if it is large and of lines.
    pub fn let_read(&mut self, mut reader: Box<dyn PartReader>) {
        if may_be_outlined(&self.path, self.size) && reader.ahead() > 0 {
            self.outline = Some(reader.ask_outline());
        }
        self.parts = Some(reader);
    }

    /// True as long as a step leads nowhere, because others have not answered yet. It is asked of them anew each time: an answer may come between two steps.
    pub fn is_waiting(&self) -> bool {
        if let Some(open) = &self.document {
            return open.is_waiting();
        }
        let asked = self.outline.zip(self.parts.as_ref());
        self.state == ReadState::Start
            && asked.is_some_and(|(outline, parts)| !parts.has_answered(outline))
    }

    /// Does a few milliseconds of work. A step takes longer only where one JSON value of many megabytes is parsed whole.
    pub fn step(&mut self) -> Step {
        if self.is_waiting() {
            return Step::More;
        }
        if let Some(unfolding) = &mut self.unfolding {
            let goes_on = unfolding.step();
            return match self.unfolding.take_if(|_| !goes_on) {
                Some(unfolding) => self.give(unfolding.finish()),
                None => Step::More,
            };
        }
        if let Some(open) = &mut self.document {
            let is_read = open.advance(&self.options);
            return match self.document.take_if(|_| is_read) {
                Some(open) => match Unfolding::of(open.finish(&self.options), &self.options) {
                    Ok(unfolding) => {
                        self.unfolding = Some(Box::new(unfolding));
                        Step::More
                    }
                    Err(document) => self.give(*document),
                },
                None => Step::More,
            };
        }
        match self.state {
            ReadState::Start => {
                self.state = ReadState::Within;
                let outline = self.outline.zip(self.parts.as_mut());
                let answer = outline.and_then(|(asked, parts)| parts.take(asked));
                match answer.and_then(|bytes| of_outline(&bytes)) {
                    Some(whole) => self.give(Open::outlined(&self.path, self.size, whole)),
                    None => self.begin(),
                }
            }
            ReadState::Within => self.next_entry(),
            ReadState::Done => Step::Done,
        }
    }

    /// Bytes of the dropped file that have been used.
    pub fn bytes_done(&self) -> u64 {
        if self.state == ReadState::Done {
            self.size
        } else {
            self.file.furthest().get().min(self.size)
        }
    }

    fn begin(&mut self) -> Step {
        let path = self.path.clone();
        if self.size == 0 && path.ends_with('/') {
            self.state = ReadState::Done;
            return self.give(empty_folder(&path));
        }
        if is_litter(&path) {
            self.state = ReadState::Done;
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
        let is_packed = head.starts_with(&[0x1F, 0x8B]);
        let bytes = self.file.tracked(0);
        let file = self.file.clone();
        let again: Again = Rc::new(move || Box::new(file.from(0)));
        let step = self.open(path, Box::new(bytes), Some(again));
        if let (Some(open), Some(reader), false) =
            (&mut self.document, self.parts.take(), is_packed)
        {
            open.let_read(self.file.clone(), reader);
        }
        step
    }

    fn next_entry(&mut self) -> Step {
        if let Some(tape) = &mut self.tape {
            let next = tape.next_entry();
            return match next {
                Some(Ok(entry)) => self.open(entry.path, entry.data, None),
                Some(Err(problem)) => {
                    self.give(refused(&self.path.clone(), DocumentKind::Binary, problem))
                }
                None => {
                    let emptiness = tape.emptiness();
                    self.tape = None;
                    match emptiness {
                        Some(problem) => {
                            self.give(refused(&self.path.clone(), DocumentKind::Empty, problem))
                        }
                        None => Step::More,
                    }
                }
            };
        }
        let Some(archive) = &mut self.archive else {
            self.state = ReadState::Done;
            return Step::Done;
        };
        match archive.next_entry() {
            Some(entry) if entry.path.ends_with('/') => self.give(empty_folder(&entry.path)),
            Some(entry) => match entry.data {
                Ok(bytes) => self.open(entry.path, bytes, entry.again),
                Err(problem) => self.give(refused(&entry.path, DocumentKind::Binary, problem)),
            },
            None => {
                self.state = ReadState::Done;
                if self.documents > 0 {
                    return Step::Done;
                }
                let problem = archive.emptiness();
                self.give(refused(&self.path.clone(), DocumentKind::Empty, problem))
            }
        }
    }

    /// Unpacks gzip, also twice, and looks whether what is in it is text.
    fn open(&mut self, path: String, bytes: Box<dyn Read>, again: Option<Again>) -> Step {
        let (mut head, mut bytes) = peek(bytes);
        let mut again = again;
        for _ in 0..2 {
            if head.starts_with(&[0x1F, 0x8B]) {
                (head, bytes) = peek(gunzip(bytes, &self.budget));
                let limits = self.options.limits.clone();
                again = again.map(|packed| -> Again {
                    Rc::new(move || gunzip(packed(), &Budget::new(&limits)))
                });
            }
        }
        if holds_pickle(&head) {
            (head, bytes) = peek(inflated(bytes, &self.budget));
        }
        if let Some(kind) = model::kind_of(&head) {
            let document = model(&path, kind, bytes, self.options.limits.document_bytes);
            return self.give(document);
        }
        let is_tape = is_tape(&head);
        if is_tape && self.archive.is_none() && self.tape.is_none() {
            self.tape = Some(Tape::new(path, bytes));
            return Step::More;
        }
        let problem = if is_tape || head.starts_with(b"PK\x03\x04") {
            Some(
                Note::new("An archive within an archive is not read.")
                    .found(if is_tape {
                        "a tar archive"
                    } else {
                        "a zip archive"
                    })
                    .expected("CSV, JSON or JSON Lines, also as .gz")
                    .advice("Unpack it and drop the files."),
            )
        } else {
            binary(&head)
        };
        if let Some(problem) = problem {
            return self.give(refused(&path, DocumentKind::Binary, problem));
        }
        self.document = Some(Open::new(path, bytes, again));
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

/// Whether bytes are compressed as joblib does, with a pickle in them.
fn holds_pickle(head: &[u8]) -> bool {
    let [0x78, second, ..] = head else {
        return false;
    };
    let is_zlib = (0x7800 + u32::from(*second)) % 31 == 0;
    let mut start = [0; 16];
    is_zlib
        && ZlibDecoder::new(head).read_exact(&mut start).is_ok()
        && model::kind_of(&start).is_some()
}

/// A model of at most so many bytes, read at once.
fn model(path: &str, kind: DocumentKind, bytes: Box<dyn Read>, limit: usize) -> Document {
    let mut all = Vec::new();
    let read = bytes.take(limit as u64 + 1).read_to_end(&mut all);
    let model = match read {
        Ok(length) if length > limit => Err(Note::new("A model is too large.")
            .found(&format!("more than {} MB", limit >> 20))
            .expected(format!("at most {} MB", limit >> 20))),
        // What is there of a file that breaks off is a model that is cut.
        Err(error) if Bomb::of(&error).is_some() => {
            Err(Bomb::of(&error).map(Bomb::note).unwrap_or_default())
        }
        _ => model::read(kind, &all),
    };
    let (content, problem) = match model {
        Ok(Saved::Model(model)) => (Content::Model(model), None),
        Ok(Saved::Encoder(encoder)) => (Content::Encoder(encoder), None),
        Err(problem) => (Content::None, Some(problem)),
    };
    Document {
        bytes: all.len() as u64,
        records: 1,
        content,
        ..empty(path, kind, problem)
    }
}

/// Gives the error that was met while peeking.
struct Failing(Option<std::io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A folder in which there is no file: nothing went wrong, but whoever expected something should hear of it.
fn empty_folder(path: &str) -> Document {
    let note = Note::new("There is no file in this folder.")
        .advice("Fetch it again, or remove the folder.");
    Document {
        notes: vec![note],
        problem: None,
        ..refused(path, DocumentKind::Empty, Note::default())
    }
}

/// A document that cannot be used.
fn refused(path: &str, kind: DocumentKind, problem: Note) -> Document {
    empty(path, kind, Some(problem))
}

fn empty(path: &str, kind: DocumentKind, problem: Option<Note>) -> Document {
    Document {
        path: path.to_owned(),
        kind,
        role: None,
        bytes: 0,
        records: 0,
        notes: Vec::new(),
        problem,
        hour: hour(path),
        delimiter: None,
        content: Content::None,
    }
}
