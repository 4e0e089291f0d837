//! A file that could not be opened: it reads as its error, so that the document it would have been says so.

use std::io;

/// Fails on every read.
pub struct Failing {
    kind: io::ErrorKind,
    message: String,
}

impl Failing {
    /// Fails with `error`.
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
