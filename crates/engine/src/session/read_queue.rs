//! The files of a request in their order: the one that is read, and those behind it that are opened ahead, so that other workers have parts of them to read.
//!
//! Whether there is anything to do is asked of the files each time ([`ReadQueue::is_waiting`]) and remembered nowhere: an answer of another worker may come
//! between any two steps.

use std::collections::VecDeque;

use leeway_documents::{Reading, Step};

/// How far reading has come.
pub(super) struct ReadQueue {
    /// The file that is read, by its place in the session's list.
    pub(super) next: usize,
    /// The first file that was not opened yet.
    pub(super) unopened: usize,
    /// The file that is read, and those behind it that were opened ahead.
    pub(super) opened: VecDeque<Opened>,
    /// Bytes of the files before it.
    pub(super) read_before: u64,
    pub(super) total: u64,
}

impl ReadQueue {
    /// Files from this place on, with `total` bytes.
    pub(super) fn new(next: usize, total: u64) -> Self {
        ReadQueue {
            next,
            unopened: next,
            opened: VecDeque::new(),
            read_before: 0,
            total,
        }
    }

    /// True as long as a step leads nowhere: the first file needs an answer that has not come, and the one behind it cannot be read ahead either.
    pub(super) fn is_waiting(&self) -> bool {
        let mut opened = self.opened.iter();
        opened.next().is_some_and(Opened::is_waiting)
            && opened.next().is_none_or(|next| !next.may_go_ahead())
    }
}

/// A file that is read, or will be.
pub(super) struct Opened {
    reading: Reading,
    /// What reading ahead led to, until it is the file's turn.
    result: Option<Step>,
}

impl Opened {
    pub(super) fn new(reading: Reading) -> Self {
        Opened {
            reading,
            result: None,
        }
    }

    pub(super) fn step(&mut self) -> Step {
        self.result.take().unwrap_or_else(|| self.reading.step())
    }

    /// Reads on before it is the file's turn.
    pub(super) fn step_ahead(&mut self) {
        if self.may_go_ahead() {
            let step = self.reading.step();
            self.result = Some(step).filter(|step| !matches!(step, Step::More));
        }
    }

    /// True when a step before it is the file's turn leads on.
    fn may_go_ahead(&self) -> bool {
        self.result.is_none() && !self.reading.is_waiting()
    }

    /// True when a step leads on only once others have answered.
    pub(super) fn is_waiting(&self) -> bool {
        self.result.is_none() && self.reading.is_waiting()
    }

    pub(super) fn bytes_done(&self) -> u64 {
        self.reading.bytes_done()
    }
}
