//! A request at work, and what it goes back to.

use super::read_queue::ReadQueue;
use super::turns::Round;
use crate::export::Export;
use crate::lab::{Advising, LabWork};
use crate::runs::Groups;
use crate::selection::Coded;
use crate::source::Loaded;
use leeway_documents::Role;
use leeway_report::Timings;
use leeway_report::settings::{Brush, Settings};

/// A request at work, with what to go back to if it does not succeed.
pub(super) struct Job {
    pub(super) started_ms: f64,
    /// True when projected accuracy was asked for, however long it takes.
    pub(super) is_projecting: bool,
    /// True once a configuration among the files has chosen the settings.
    pub(super) is_configured: bool,
    pub(super) stage: Work,
    pub(super) timings: Timings,
    pub(super) before: Before,
}

impl Job {
    pub(super) fn is_waiting(&self) -> bool {
        matches!(&self.stage, Work::Reading(queue) if queue.is_waiting())
    }
}

/// What a request may change, as it was.
pub(super) struct Before {
    pub(super) settings: Settings,
    pub(super) files: usize,
    pub(super) sources: usize,
    pub(super) replaced: Option<Vec<Loaded>>,
    pub(super) removed: Option<(usize, Loaded)>,
    pub(super) parts: Vec<RoleBefore>,
    pub(super) superseded: Superseded,
}

/// The part that a source played.
pub(super) struct RoleBefore {
    pub(super) source: u32,
    pub(super) role: Option<Role>,
    pub(super) is_role_chosen: bool,
    pub(super) run: Option<String>,
}

impl RoleBefore {
    pub(super) fn of(source: &Loaded) -> Self {
        RoleBefore {
            source: source.id,
            role: source.role,
            is_role_chosen: source.is_role_chosen,
            run: source.run.clone(),
        }
    }
}

/// What was taken away for files that were read anew, to be put back if the request does not succeed.
#[derive(Default)]
pub(super) struct Superseded {
    /// Sources with their places, ascending.
    pub(super) sources: Vec<(usize, Loaded)>,
    /// Places of the files.
    pub(super) files: Vec<usize>,
}

/// Stage of the request.
pub(super) enum Work {
    Reading(ReadQueue),
    /// About to find out which files hold the same rows and which runs there are.
    Planning,
    /// Finding out which files hold the same rows; with the runs, of which rows some stand in several files of one.
    Relating(Option<Box<Groups>>),
    Measuring(Box<Round>),
    Coding {
        coded: Coded,
        next: usize,
        asked: Asked,
    },
    Exporting(Export),
    InLab(Box<LabWork>),
    Advising(Box<Advising>),
    /// While a step is at it.
    Taken,
    Detailing {
        feature: String,
    },
    DetailingRuns {
        feature: String,
    },
    Explaining {
        role: Role,
        row: u64,
    },
}

/// What a moving brush asks.
pub(super) struct Asked {
    pub(super) brushes: Vec<Brush>,
    pub(super) active: usize,
    pub(super) feature: Option<String>,
}
