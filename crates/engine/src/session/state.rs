//! The session's own state.

use crate::protocol::Activity;
use std::cell::Cell;
use std::rc::Rc;

use super::job::Job;
use super::run::{Run, Runs};
use crate::attributes::Filtered;
use crate::cache::ValueCache;
use crate::condense::Condensing;
use crate::export::Saved;
use crate::kinship::Kinship;
use crate::layout::columns_of;
use crate::monitor::Advance;
use crate::protocol::{Outcome, Progress, Reply};
use crate::selection::Coded;
use crate::source::{Dropped, Loaded};
use crate::study::{self, Analysis};
use leeway_report::settings::Settings;
use leeway_report::{Report, Timings};

/// What a step led to.
#[derive(Debug)]
pub enum Stepped {
    /// There is more to do.
    Working(Progress),
    /// The request is answered; bytes stand beside an export.
    Finished(Reply, Option<Vec<u8>>),
}

impl Stepped {
    pub(super) fn saved(saved: Saved) -> Self {
        let outcome = Outcome::Exported {
            name: saved.name,
            mime: saved.mime.to_owned(),
        };
        Stepped::Finished(Reply::Done(Box::new(outcome)), Some(saved.bytes))
    }
}

/// What is loaded, and the request at work.
pub struct Session {
    pub(super) clock: fn() -> f64,
    pub(super) settings: Settings,
    pub(super) files: Vec<Dropped>,
    /// Everything that was read.
    pub(super) loaded: Vec<Loaded>,
    pub(super) next_id: u32,
    /// Which files hold the same rows.
    pub(super) kinship: Kinship,
    /// Captures without the rows that their attributes leave out.
    pub(super) filtered: Filtered,
    pub(super) condensing: Condensing,
    /// Values as they were gathered, so that an hour more costs the hour.
    pub(super) cache: ValueCache,
    /// What was measured: one study, or one for every run.
    pub(super) runs: Runs,
    /// The rows in bins, once somebody brushed.
    pub(super) coded: Option<Coded>,
    pub(super) job: Option<Job>,
    pub(super) read_ms: Rc<Cell<f64>>,
}

impl Session {
    /// An empty session with the settings' defaults.
    ///
    /// `clock` gives milliseconds since 1970, fractions included; times in the report come from it, results do not depend on it.
    pub fn new(clock: fn() -> f64) -> Self {
        let mut session = Session {
            clock,
            settings: Settings::default(),
            files: Vec::new(),
            loaded: Vec::new(),
            next_id: 1,
            kinship: Kinship::default(),
            filtered: Filtered::default(),
            condensing: Condensing::default(),
            cache: ValueCache::default(),
            runs: Runs::default(),
            coded: None,
            job: None,
            read_ms: Rc::default(),
        };
        let now = clock() as i64;
        session.runs.shown.report = study::report(&session.analysis(), Timings::default(), now);
        session
    }

    /// The report as of the last request that succeeded, of the run that is shown.
    ///
    /// Never one of a request at work or cancelled; that of nothing loaded at the start.
    pub fn report(&self) -> &Report {
        &self.shown().report
    }

    /// True as long as a step leads nowhere, because another worker has not read its part of a file yet.
    ///
    /// Asked anew at each call, never remembered; false when nothing is at work.
    pub fn is_waiting(&self) -> bool {
        self.job.as_ref().is_some_and(Job::is_waiting)
    }

    /// Bytes that the columns of all loaded tables hold, for benchmarks.
    ///
    /// Values and dictionaries as they are in memory; sketches, caches and reports are not counted.
    pub fn table_bytes(&self) -> usize {
        let columns = (0..self.loaded.len()).flat_map(|source| columns_of(&self.loaded, source));
        columns.map(leeway_table::Column::bytes).sum()
    }

    pub(super) fn working(&mut self, job: Job, stage: Activity, advance: Advance) -> Stepped {
        let elapsed_ms = (self.clock)() - job.started_ms;
        self.job = Some(job);
        Stepped::Working(Progress {
            stage,
            item: advance.item,
            done: advance.done,
            total: advance.total,
            elapsed_ms,
        })
    }

    /// The run that is shown.
    pub(super) fn shown(&self) -> &Run {
        &self.runs.shown
    }

    pub(super) fn analysis(&self) -> Analysis<'_> {
        self.shown().study.analysis(&self.cache)
    }

    pub(super) fn uncoded(&self) -> Coded {
        let view = self.shown().study.view(None);
        Coded::new(view.sources, view.layout, view.timeline.cut())
    }
}
