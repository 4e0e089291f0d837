//! What comes out of compression, bounded: by the whole, and by how much came out of how little.
//!
//! Sizes that an archive claims are never believed; only bytes that arrive are counted.

use crate::{Limits, Note};
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

/// Unpacked bytes that a dropped file may still give.
#[derive(Clone)]
pub(crate) struct Budget {
    unpacked: Rc<Cell<u64>>,
    limits: Limits,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Budget {
            unpacked: Rc::default(),
            limits: limits.clone(),
        }
    }

    /// What is bounded by.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Bounds `unpacked`, which is made of what `packed` has counted.
    pub(crate) fn bound(&self, unpacked: Box<dyn Read>, packed: Rc<Cell<u64>>) -> Box<dyn Read> {
        Box::new(Bounded {
            unpacked,
            packed,
            given: 0,
            budget: self.clone(),
        })
    }
}

/// Unpacks gzip, all members.
pub(crate) fn gunzip(packed: Box<dyn Read>, budget: &Budget) -> Box<dyn Read> {
    let count = Rc::new(Cell::new(0));
    let counted = Counted {
        inner: packed,
        count: Rc::clone(&count),
    };
    let unpacked = MultiGzDecoder::new(BufReader::with_capacity(64 << 10, counted));
    budget.bound(Box::new(unpacked), count)
}

/// Unpacks a stream of zlib, as joblib compresses.
pub(crate) fn inflated(packed: Box<dyn Read>, budget: &Budget) -> Box<dyn Read> {
    let count = Rc::new(Cell::new(0));
    let counted = Counted {
        inner: packed,
        count: Rc::clone(&count),
    };
    budget.bound(Box::new(ZlibDecoder::new(counted)), count)
}

/// Counts what is read.
pub(crate) struct Counted<R> {
    pub(crate) inner: R,
    pub(crate) count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

struct Bounded {
    unpacked: Box<dyn Read>,
    packed: Rc<Cell<u64>>,
    given: u64,
    budget: Budget,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(buffer)?;
        self.given += read as u64;
        let all = self.budget.unpacked.get() + read as u64;
        self.budget.unpacked.set(all);
        let limits = &self.budget.limits;
        if all > limits.unpacked_bytes {
            return Err(io::Error::other(Bomb::TooLarge(limits.unpacked_bytes)));
        }
        let packed = self.packed.get().max(1);
        if self.given > Limits::RATIO_FROM_BYTES && self.given / packed > limits.ratio {
            return Err(io::Error::other(Bomb::TooDense(
                self.given / packed,
                limits.ratio,
            )));
        }
        Ok(read)
    }
}

/// Why unpacking was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bomb {
    /// More than this many bytes.
    TooLarge(u64),
    /// So many times its packed size, of so many allowed.
    TooDense(u64, u64),
}

impl Bomb {
    /// The reason that an error carries.
    pub(crate) fn of(error: &io::Error) -> Option<Bomb> {
        error.get_ref()?.downcast_ref::<Bomb>().copied()
    }

    /// The note that tells it.
    pub(crate) fn note(self) -> Note {
        let note = Note::new("Refused: it unpacks to more than it may.");
        let note = match self {
            Bomb::TooLarge(limit) => note
                .found(&format!("more than {} MB unpacked", limit >> 20))
                .expected(format!("at most {} MB", limit >> 20)),
            Bomb::TooDense(ratio, limit) => note
                .found(&format!("{ratio} times its packed size"))
                .expected(format!("at most {limit} times")),
        };
        note.advice("If the file is yours, unpack it and drop the files.")
    }
}

impl std::fmt::Display for Bomb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it unpacks to more than it may")
    }
}

impl std::error::Error for Bomb {}
