//! Runs that take their turns, the one to show last. Without runs there is one, of everything.

use std::collections::VecDeque;
use std::rc::Rc;

use super::run::Run;
use crate::monitor::Advance;
use crate::runs::{Group, Groups};
use crate::source::Loaded;
use crate::study::Study;
use leeway_documents::Note;
use leeway_report::settings::Brush;

/// Runs that take their turns.
pub(super) struct Round {
    pub(super) groups: Groups,
    pub(super) shown: String,
    pub(super) turns: VecDeque<Turn>,
    pub(super) total: usize,
    pub(super) done: Vec<Run>,
    /// The turn at hand.
    pub(super) at: Turn,
    /// What it measures.
    pub(super) study: Study,
}

/// A run's turn.
#[derive(Default)]
pub(super) struct Turn {
    /// The run; nameless where everything is one.
    pub(super) run: Group,
    pub(super) sources: Rc<[Loaded]>,
    pub(super) brushes: Vec<Brush>,
    /// What is odd about its sources.
    pub(super) notes: Vec<Note>,
}

impl Round {
    /// How far it has come, with `advance` in the turn at hand.
    pub(super) fn progress(&self, advance: Advance) -> Advance {
        if self.groups.groups.is_empty() {
            return advance;
        }
        let before = (self.total - self.turns.len() - 1) as u64;
        Advance {
            item: format!("{}: {}", self.at.run.name, advance.item),
            done: before * advance.total + advance.done,
            total: self.total as u64 * advance.total,
        }
    }

    /// True where there are runs.
    pub(super) fn has_runs(&self) -> bool {
        !self.groups.groups.is_empty()
    }

    /// Holds on to what the turn made.
    pub(super) fn finish_turn(&mut self, run: Run) {
        self.done.push(run);
    }
}
