//! One file behind several readers, each with its own position.

use crate::ReadSeek;
use std::cell::{Cell, RefCell};
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// A reader of a file that others read too.
#[derive(Clone)]
pub(crate) struct Shared {
    file: Rc<RefCell<Box<dyn ReadSeek>>>,
    furthest: Rc<Cell<u64>>,
    position: u64,
    size: u64,
}

impl Shared {
    pub(crate) fn new(file: Box<dyn ReadSeek>, size: u64) -> Self {
        Shared {
            file: Rc::new(RefCell::new(file)),
            furthest: Rc::new(Cell::new(0)),
            position: 0,
            size,
        }
    }

    /// A reader of the bytes from `start`.
    pub(crate) fn from(&self, start: u64) -> Self {
        Shared {
            position: start,
            ..self.clone()
        }
    }

    /// A reader of the bytes from `start` whose progress counts.
    pub(crate) fn tracked(&self, start: u64) -> Tracked<Shared> {
        self.furthest.set(self.furthest.get().max(start));
        Tracked::new(self.from(start))
    }

    /// Bytes of the file.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Where bytes have been consumed up to; shared by all readers of the file.
    pub(crate) fn furthest(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.furthest)
    }
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(self.position))?;
        let read = file.read(buffer)?;
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
        };
        self.position = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

/// Counts packed bytes into the file's progress.
pub(crate) struct Tracked<R> {
    inner: R,
    position: u64,
    furthest: Rc<Cell<u64>>,
}

impl Tracked<Shared> {
    pub(crate) fn new(inner: Shared) -> Self {
        Tracked {
            position: inner.position,
            furthest: inner.furthest(),
            inner,
        }
    }
}

impl<R: Read> Read for Tracked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.position += read as u64;
        self.furthest.set(self.furthest.get().max(self.position));
        Ok(read)
    }
}
