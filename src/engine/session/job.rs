//! A request at work, and what it goes back to.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::kept::State;
use super::read_queue::ReadQueue;
use super::replacing::Superseded;
use super::runs::{How, Round};
use crate::documents::Role;
use crate::engine::checks::Measured;
use crate::engine::export::Export;
use crate::engine::lab::{Advising, LabWork};
use crate::engine::later::Later;
use crate::engine::layout::Layout;
use crate::engine::projection::Projecting;
use crate::engine::quality::Quality;
use crate::engine::runs::Groups;
use crate::engine::selection::{Coded, Selected, Selecting};
use crate::engine::source::Loaded;
use crate::engine::timeline::Timeline;
use crate::monitors::drift::Comparison;
use crate::report::Timings;
use crate::report::settings::{Brush, Settings};

/// A request at work, with what to go back to if it does not succeed.
pub(super) struct Job {
    pub(super) started_ms: f64,
    /// True when projected accuracy was asked for, however long it takes.
    pub(super) is_projecting: bool,
    pub(super) stage: Stage,
    /// The runs that take their turns.
    pub(super) round: Option<Round>,
    /// Where everything is one: what could be runs.
    pub(super) whole: Option<Groups>,
    pub(super) timings: Timings,
    pub(super) before: Before,
}

impl Job {
    pub(super) fn is_waiting(&self) -> bool {
        matches!(&self.stage, Stage::Reading(queue) if queue.is_waiting())
    }
}

/// What a request may change, as it was.
pub(super) struct Before {
    pub(super) settings: Settings,
    pub(super) files: usize,
    pub(super) sources: usize,
    pub(super) replaced: Option<Vec<Loaded>>,
    pub(super) removed: Option<(usize, Loaded)>,
    pub(super) role: Option<(usize, Option<Role>, bool)>,
    /// What was measured of the run that was shown, while runs take their turns.
    pub(super) aside: Option<Box<State>>,
    pub(super) superseded: Superseded,
}

/// What a request is at.
pub(super) enum Stage {
    Reading(ReadQueue),
    /// About to find out which runs there are.
    Planning(How),
    Analysing {
        next: usize,
        measuring: Box<Measuring>,
    },
    Selecting(Box<Measuring>, Selecting),
    Projecting(Box<Measuring>, Option<Selected>, Box<Projecting>),
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

/// What is measured of all rows.
pub(super) struct Measuring {
    pub(super) sources: Rc<[Loaded]>,
    pub(super) layout: Layout,
    pub(super) comparisons: BTreeMap<String, Comparison>,
    pub(super) measured: BTreeMap<String, Measured>,
    pub(super) timeline: Timeline,
    /// False where it was measured before and is only judged anew.
    pub(super) is_new: bool,
    /// What was measured of predictions before, where nothing that it depends on has changed.
    pub(super) quality: Option<Rc<Quality>>,
    /// Bias and attributions.
    pub(super) later: Box<Later>,
}

/// What a moving brush asks.
pub(super) struct Asked {
    pub(super) brushes: Vec<Brush>,
    pub(super) active: usize,
    pub(super) feature: Option<String>,
}
