//! The report as it is answered, with what it says of all runs.

use std::collections::BTreeMap;

use super::job::Job;
use super::state::{Session, Stepped};
use crate::protocol::{Outcome, Reply};
use crate::runs::{grouping, of_feature};
use leeway_report::Source;
use leeway_report::runs::Run as RunRow;

impl Session {
    /// Writes what is known of the runs into the report, and answers.
    pub(super) fn answer_with_report(&mut self, mut job: Job) -> Stepped {
        job.timings.total_ms = (self.clock)() - job.started_ms;
        self.runs.shown.report.timings.total_ms = job.timings.total_ms;
        self.write_runs();
        let report = Box::new(self.report().clone());
        let outcome = match job.is_configured {
            true => Outcome::Configured {
                settings: Box::new(self.settings.clone()),
                report,
            },
            false => Outcome::Report(report),
        };
        Stepped::Finished(Reply::Done(Box::new(outcome)), None)
    }

    fn write_runs(&mut self) {
        let groups = &self.runs.groups;
        let shown = &self.runs.shown.name;
        let runs = groups.groups.iter().filter_map(|group| {
            let run = self.runs.get(&group.name)?;
            Some(RunRow {
                shown: *shown == group.name,
                ..run.row.clone()
            })
        });
        let runs: Vec<RunRow> = runs.collect();
        let mut look = self.settings.look.clone();
        let reference = look.reference_run.as_deref();
        let grouping = grouping(groups, &self.loaded, &runs, look.runs, reference);
        if !groups.groups.is_empty() {
            look.run = Some(shown.clone());
            self.runs.shown.report.sources = self.all_sources();
        }
        let report = &mut self.runs.shown.report;
        report.settings.look = look;
        report.grouping = grouping;
        report.runs = runs;
        self.note_absent_files();
    }

    /// All sources, each as its run's report has it; shared ones as that of the run that is shown has them.
    fn all_sources(&self) -> Vec<Source> {
        let groups = &self.runs.groups.groups;
        let id = |index: &usize| self.loaded.get(*index).map(|source| source.id);
        let owner: BTreeMap<u32, &str> = groups
            .iter()
            .flat_map(|group| group.own.iter().map(move |index| (index, group)))
            .filter_map(|(index, group)| Some((id(index)?, group.name.as_str())))
            .collect();
        let mut sources: BTreeMap<u32, Source> = BTreeMap::new();
        for group in groups {
            let is_shown = self.runs.shown.name == group.name;
            let Some(run) = self.runs.get(&group.name) else {
                continue;
            };
            for source in &run.sources {
                let owner = owner.get(&source.id).copied();
                if owner == Some(&group.name)
                    || owner.is_none() && is_shown
                    || !sources.contains_key(&source.id)
                {
                    let run = owner.map(str::to_owned);
                    sources.insert(
                        source.id,
                        Source {
                            run,
                            ..source.clone()
                        },
                    );
                }
            }
        }
        let in_order = self.loaded.iter();
        in_order
            .filter_map(|source| sources.remove(&source.id))
            .collect()
    }

    /// One feature in every run.
    pub(super) fn feature_in_runs(&self, feature: &str) -> Reply {
        let groups = self.runs.groups.groups.iter();
        let reports = groups.filter_map(|group| {
            let run = self.runs.get(&group.name)?;
            Some((group.name.as_str(), &run.report))
        });
        let found = of_feature(feature, reports);
        Reply::Done(Box::new(Outcome::RunsFeature(found)))
    }
}
