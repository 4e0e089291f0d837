//! Takes over parts in the order of the document.

use std::collections::VecDeque;

use super::wire::decode;
use super::{Part, PartPlan, PartRange, PartReader};

/// The parts of a document that are being read by others.
pub(crate) struct Joining {
    reader: Box<dyn PartReader>,
    plan: PartPlan,
    asked: VecDeque<(PartRange, u32)>,
    /// The part that comes next, once it has.
    next: Option<Part>,
    /// Where the part begins that is asked for next.
    unasked: u64,
    size: u64,
}

/// What comes at a place of the document.
pub(crate) enum Joined {
    /// A part begins here.
    Part(Box<Part>),
    /// The next part begins further on; the reader of the document has to get there.
    At(u64),
    /// The next part is still being read.
    Waiting,
    /// No part follows.
    Over,
}

impl Joining {
    /// Asks for the first parts of what follows `from`, where a record begins; `None` where it is not worth it, with the reader.
    pub(crate) fn start(
        reader: Box<dyn PartReader>,
        plan: PartPlan,
        from: u64,
        size: u64,
    ) -> Option<Self> {
        if reader.ahead() == 0 || size.saturating_sub(from) < 2 * reader.part_bytes() {
            return None;
        }
        let mut joining = Joining {
            reader,
            plan,
            asked: VecDeque::new(),
            next: None,
            unasked: from,
            size,
        };
        joining.ask(true);
        Some(joining)
    }

    fn ask(&mut self, mut is_exact: bool) {
        while self.asked.len() < self.reader.ahead() && self.unasked < self.size {
            let from = self.unasked;
            let (left, part) = (self.size - from, self.reader.part_bytes());
            // No crumbs at the end.
            let bytes = if left < part * 3 / 2 { left } else { part };
            let range = PartRange {
                from,
                to: from + bytes,
                is_exact: std::mem::take(&mut is_exact),
            };
            self.asked
                .push_back((range, self.reader.ask(&self.plan, range)));
            self.unasked = range.to;
        }
    }

    /// What comes at `place`, where a record begins.
    pub(crate) fn at(&mut self, place: u64) -> Joined {
        loop {
            if let Some(mut part) = self.next.take_if(|part| part.begin <= place) {
                if part.begin == place && part.end > place {
                    part.rows.share = part.end as f64 / self.size as f64;
                    return Joined::Part(Box::new(part));
                }
                continue;
            }
            if let Some(part) = &self.next {
                return Joined::At(part.begin);
            }
            let Some(&(_, asked)) = self.asked.front() else {
                return Joined::Over;
            };
            if !self.reader.has_answered(asked) {
                return Joined::Waiting;
            }
            let answer = self.reader.take(asked);
            self.asked.pop_front();
            self.ask(false);
            self.next = answer.and_then(|bytes| decode(&bytes));
        }
    }

    /// True as long as nothing can be done before the next part has come.
    pub(crate) fn is_waiting(&self) -> bool {
        let next = self.asked.front().filter(|_| self.next.is_none());
        next.is_some_and(|(_, asked)| !self.reader.has_answered(*asked))
    }

    /// Leaves the next part out.
    pub(crate) fn pass_over(&mut self) {
        self.next = None;
    }
}
