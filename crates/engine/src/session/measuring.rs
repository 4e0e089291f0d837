//! From what was read to the report: studies measured one after the other.

use super::job::{Job, Work};
use super::run::Run;
use super::state::{Session, Stepped};
use super::turns::Round;
use crate::monitor::{Advance, MonitorName};
use crate::protocol::Activity;
use crate::runs::{Groups, group, row};
use crate::study::{self, Measured};

impl Session {
    /// Notes which files could hold the same rows, and goes on with comparing them.
    pub(super) fn step_planning(&mut self, job: Job) -> Stepped {
        self.kinship.begin(&self.loaded);
        self.step_relating(job, None)
    }

    /// Compares files; when that is done, groups what is loaded and begins the first turn, or answers at once where nothing is to be measured.
    pub(super) fn step_relating(&mut self, mut job: Job, groups: Option<Box<Groups>>) -> Stepped {
        let start = (self.clock)();
        let groups = match groups {
            None if self.kinship.step(&self.loaded) => None,
            known => {
                let groups = known.unwrap_or_else(|| {
                    let groups = group(&self.loaded, self.settings.look.runs, &self.kinship);
                    let runs = groups.sources_of_runs();
                    self.kinship
                        .begin_overlaps(&self.loaded, &groups.roles, runs);
                    Box::new(groups)
                });
                if !self.kinship.step_overlaps(&self.loaded) {
                    let round = Box::new(self.round(*groups, job.is_projecting));
                    job.timings.analyse_ms += (self.clock)() - start;
                    return self.next_turn(job, round);
                }
                Some(groups)
            }
        };
        job.stage = Work::Relating(groups);
        job.timings.analyse_ms += (self.clock)() - start;
        self.working(job, Activity::Analysing, Advance::new("", 0, 1))
    }

    fn next_turn(&mut self, mut job: Job, mut round: Box<Round>) -> Stepped {
        let start = (self.clock)();
        if !self.begin_turn(&mut round, job.is_projecting) {
            self.commit(*round);
            return self.answer_with_report(job);
        }
        job.timings.analyse_ms += (self.clock)() - start;
        job.stage = Work::Measuring(round);
        self.working(job, Activity::Analysing, Advance::new("", 0, 1))
    }

    /// Measures some of the run at hand, or writes its report and goes on with the next.
    pub(super) fn step_measuring(&mut self, mut job: Job, mut round: Box<Round>) -> Stepped {
        let start = (self.clock)();
        let measured = round.study.step(&mut self.cache);
        let spent_ms = (self.clock)() - start;
        job.timings.analyse_ms += spent_ms;
        let Some(measured) = measured else {
            self.end_turn(&mut job, &mut round);
            return self.next_turn(job, round);
        };
        if measured.monitor == Some(MonitorName::ModelQuality) {
            job.timings.quality_ms += spent_ms;
        }
        let activity = activity(&measured);
        let advance = round.progress(measured.advance);
        job.stage = Work::Measuring(round);
        self.working(job, activity, advance)
    }

    fn end_turn(&mut self, job: &mut Job, round: &mut Round) {
        let study = std::mem::take(&mut round.study);
        let now = (self.clock)();
        job.timings.total_ms = now - job.started_ms;
        job.timings.memory_bytes = memory_bytes();
        self.cache.retain(study.layout());
        let analysis = study.analysis(&self.cache);
        let report = study::report(&analysis, job.timings.clone(), now as i64);
        let row = round.has_runs().then(|| {
            let of_all = analysis.selected.map(|_| {
                let all = study.analysis_of_all(&self.cache);
                study::report(&all, job.timings.clone(), now as i64)
            });
            let report = of_all.as_ref().unwrap_or(&report);
            let turn = &round.at;
            row(
                &turn.run,
                report,
                study.sources(),
                study.layout(),
                &turn.notes,
            )
        });
        round.finish_turn(Run {
            name: round.at.run.name.clone(),
            row: row.unwrap_or_default(),
            sources: report.sources.clone(),
            report,
            study,
        });
    }
}

/// What is being done, as progress names it.
fn activity(measured: &Measured) -> Activity {
    match measured.monitor {
        Some(MonitorName::ProjectedAccuracy) => Activity::Projecting,
        _ if measured.of_selected => Activity::Selecting,
        _ => Activity::Analysing,
    }
}

/// Bytes of memory that the module has, where it can be told.
fn memory_bytes() -> u64 {
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size(0) as u64 * 65_536;
    #[cfg(not(target_arch = "wasm32"))]
    0
}
