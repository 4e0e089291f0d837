//! What is held of each run.

use std::collections::BTreeMap;

use crate::runs::Groups;
use crate::study::Study;
use leeway_report::runs::Run as RunRow;
use leeway_report::{Report, Source};

/// What was measured: of everything as one, or of every run.
#[derive(Default)]
pub(super) struct Runs {
    /// What made the runs; no groups where everything is one.
    pub(super) groups: Groups,
    /// The run that is shown, or everything.
    pub(super) shown: Run,
    /// The others, by name.
    pub(super) others: BTreeMap<String, Run>,
}

/// One run, measured.
#[derive(Default)]
pub(super) struct Run {
    /// Its name; empty for everything as one.
    pub(super) name: String,
    /// What was measured of it.
    pub(super) study: Study,
    /// The report on that.
    pub(super) report: Report,
    /// It in short, all its rows.
    pub(super) row: RunRow,
    /// Its sources as its own report has them.
    pub(super) sources: Vec<Source>,
}

impl Runs {
    /// A run by its name.
    pub(super) fn get(&self, name: &str) -> Option<&Run> {
        match self.shown.name == name {
            true => Some(&self.shown),
            false => self.others.get(name),
        }
    }
}
