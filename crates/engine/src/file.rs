//! Files as the session hands them on: one that could not be opened reads as its error, so that the document it would have been says so; every other one counts the
//! time that reading takes.

use std::cell::Cell;
use std::io;
use std::rc::Rc;

use leeway_documents::ReadSeek;

/// Counts the time that reading takes.
pub struct Timed {
    /// The file.
    pub data: Box<dyn ReadSeek>,
    /// Milliseconds since some moment.
    pub clock: fn() -> f64,
    /// Where the time is added up.
    pub spent_ms: Rc<Cell<f64>>,
}

impl io::Read for Timed {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let start = (self.clock)();
        let read = self.data.read(to);
        self.spent_ms
            .set(self.spent_ms.get() + (self.clock)() - start);
        read
    }
}

impl io::Seek for Timed {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.data.seek(to)
    }
}

/// Fails on every read.
pub struct Failing {
    kind: io::ErrorKind,
    message: String,
}

impl Failing {
    /// A reader whose every read fails as `error` did: for a file that could not be opened, so that it is reported in its turn.
    ///
    /// Kind and message are those of `error`.
    pub fn new(error: io::Error) -> Self {
        Failing {
            kind: error.kind(),
            message: error.to_string(),
        }
    }

    fn error(&self) -> io::Error {
        io::Error::new(self.kind, self.message.clone())
    }
}

impl io::Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.error())
    }
}

impl io::Seek for Failing {
    fn seek(&mut self, _: io::SeekFrom) -> io::Result<u64> {
        Err(self.error())
    }
}
