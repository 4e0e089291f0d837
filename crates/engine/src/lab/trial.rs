//! One changed side, measured by the machinery that loaded files go through, in steps.

use super::bench::Bench;
use crate::cache::ValueCache;
use crate::monitor::{Advance, MonitorName};
use crate::study::{self, Analysis, Study};
use leeway_report::{Report, Timings};

/// A study of a bench.
pub struct Trial {
    study: Study,
    cache: ValueCache,
}

impl Trial {
    /// Begins on the bench's two sides; monitors that `leave_out` names are not asked.
    ///
    /// Nothing is measured yet, and the bench is not changed.
    pub fn start(bench: &Bench, leave_out: &[MonitorName]) -> Trial {
        let sources = bench.sources.iter().cloned().collect();
        let rules = bench.rules.clone();
        Trial {
            study: Study::of(sources, rules, &[], false, &Study::default(), leave_out),
            cache: ValueCache::default(),
        }
    }

    /// Works on for some ten milliseconds; `None` when all is measured.
    ///
    /// How far it has come counts features, or what the monitor at work counts.
    pub fn step(&mut self) -> Option<Advance> {
        let measured = self.study.step(&mut self.cache)?;
        Some(measured.advance)
    }

    /// The report on what was measured.
    ///
    /// As the session's, of the changed rows against the bench's baseline; its time of making is 0.
    pub fn report(&self) -> Report {
        study::report(&self.analysis(), Timings::default(), 0)
    }

    /// What was measured of the changed data, as a report of it reads it.
    ///
    /// Whole once [`Trial::step`] has answered `None`, until then as far as it has come.
    pub fn analysis(&self) -> Analysis<'_> {
        self.study.analysis(&self.cache)
    }
}
