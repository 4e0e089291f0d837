//! What is kept of each run, and what the report says of all of them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::job::Job;
use super::{Session, Stepped};
use crate::documents::Role;
use crate::engine::checks::Measured;
use crate::engine::later::Later;
use crate::engine::layout::Layout;
use crate::engine::projection::Fitted;
use crate::engine::protocol::{Outcome, Reply};
use crate::engine::quality::Quality;
use crate::engine::runs::{Group, Groups, grouping, of_feature};
use crate::engine::selection::Selected;
use crate::engine::source::Loaded;
use crate::engine::timeline::Timeline;
use crate::monitors::drift::Comparison;
use crate::report::runs::Run;
use crate::report::settings::Brush;
use crate::report::{ProjectedAccuracy, Report, Source};

/// What was measured of a run.
#[derive(Default)]
pub(super) struct State {
    pub(super) sources: Rc<[Loaded]>,
    pub(super) layout: Layout,
    pub(super) comparisons: BTreeMap<String, Comparison>,
    pub(super) measured: BTreeMap<String, Measured>,
    pub(super) timeline: Timeline,
    pub(super) selected: Option<Selected>,
    pub(super) fitted: Fitted,
    pub(super) projected: Option<ProjectedAccuracy>,
    pub(super) later: Later,
    pub(super) quality: Rc<Quality>,
    pub(super) report: Report,
    pub(super) brushes: Vec<Brush>,
}

impl State {
    /// A copy to judge anew, without the rows that are selected.
    pub(super) fn copy(&self) -> State {
        State {
            sources: self.sources.clone(),
            layout: self.layout.clone(),
            comparisons: self.comparisons.clone(),
            measured: self.measured.clone(),
            timeline: self.timeline.clone(),
            selected: None,
            fitted: self.fitted.clone(),
            projected: self.projected.clone(),
            later: self.later.clone(),
            quality: self.quality.clone(),
            report: Report::default(),
            brushes: Vec::new(),
        }
    }
}

/// The runs, and what is kept of them.
#[derive(Default)]
pub(super) struct Runs {
    pub(super) groups: Groups,
    pub(super) kept: BTreeMap<String, Kept>,
    /// The run that is shown; none where there are no runs.
    pub(super) shown: Option<String>,
}

/// What is kept of a run.
pub(super) struct Kept {
    pub(super) key: Key,
    pub(super) row: Run,
    /// Its sources as its own report has them.
    pub(super) sources: Vec<Source>,
    /// What was measured; `None` for the run that is shown, which the session's fields are of.
    pub(super) state: Option<Box<State>>,
}

/// The sources that a run was measured with, in their roles.
pub(super) type Key = Vec<(u32, Option<Role>, Option<Role>, bool)>;

pub(super) fn key(sources: &[Loaded]) -> Key {
    let of_source = |source: &Loaded| (source.id, source.cast, source.role, source.is_role_chosen);
    sources.iter().map(of_source).collect()
}

impl Session {
    /// Writes what is known of the runs into the report, and answers.
    pub(super) fn told(&mut self, mut job: Job) -> Stepped {
        job.timings.total_ms = (self.clock)() - job.started_ms;
        self.report.timings.total_ms = job.timings.total_ms;
        self.tell_runs();
        Stepped::Finished(
            Reply::Done(Box::new(Outcome::Report(Box::new(self.report.clone())))),
            None,
        )
    }

    fn tell_runs(&mut self) {
        let shown = self.runs.shown.as_deref();
        let mut runs = Vec::new();
        for group in &self.runs.groups.groups {
            if let Some(kept) = self.runs.kept.get(&group.name) {
                runs.push(Run {
                    shown: shown == Some(group.name.as_str()),
                    ..kept.row.clone()
                });
            }
        }
        if shown.is_some() {
            self.report.sources = self.all_sources();
            let settings = &mut self.report.settings;
            settings.runs = self.settings.runs;
            settings.run.clone_from(&self.runs.shown);
            settings
                .reference_run
                .clone_from(&self.settings.reference_run);
            settings.selection.clone_from(&self.settings.selection);
        }
        let (chosen, reference) = (self.settings.runs, self.settings.reference_run.as_deref());
        self.report.grouping = grouping(&self.runs.groups, &self.loaded, &runs, chosen, reference);
        self.report.runs = runs;
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
        let mut told: BTreeMap<u32, Source> = BTreeMap::new();
        for group in groups {
            let is_shown = self.runs.shown.as_ref() == Some(&group.name);
            let Some(kept) = self.runs.kept.get(&group.name) else {
                continue;
            };
            for source in &kept.sources {
                let owner = owner.get(&source.id).copied();
                if owner == Some(&group.name)
                    || owner.is_none() && is_shown
                    || !told.contains_key(&source.id)
                {
                    let run = owner.map(str::to_owned);
                    told.insert(
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
            .filter_map(|source| told.remove(&source.id))
            .collect()
    }

    /// One feature in every run.
    pub(super) fn feature_in_runs(&self, feature: &str) -> Reply {
        let report = |group: &'_ Group| {
            let kept = self.runs.kept.get(&group.name)?;
            Some(
                kept.state
                    .as_ref()
                    .map_or(&self.report, |state| &state.report),
            )
        };
        let groups = self.runs.groups.groups.iter();
        let reports = groups.filter_map(|group| Some((group.name.as_str(), report(group)?)));
        let found = of_feature(feature, reports);
        Reply::Done(Box::new(Outcome::RunsFeature(found)))
    }

    /// Puts what is in the fields aside; they are empty afterwards.
    pub(super) fn put_aside(&mut self) -> State {
        self.coded = None;
        State {
            sources: std::mem::take(&mut self.sources),
            layout: std::mem::take(&mut self.layout),
            comparisons: std::mem::take(&mut self.comparisons),
            measured: std::mem::take(&mut self.measured),
            timeline: std::mem::take(&mut self.timeline),
            selected: self.selected.take(),
            fitted: std::mem::take(&mut self.fitted),
            projected: std::mem::take(&mut self.projected),
            later: std::mem::take(&mut self.later),
            quality: std::mem::take(&mut self.quality),
            report: std::mem::take(&mut self.report),
            brushes: std::mem::take(&mut self.brushes),
        }
    }

    /// Takes up what was put aside.
    pub(super) fn take_up(&mut self, state: State) {
        self.coded = None;
        self.selected = state.selected;
        self.sources = state.sources;
        self.layout = state.layout;
        self.comparisons = state.comparisons;
        self.measured = state.measured;
        self.timeline = state.timeline;
        self.fitted = state.fitted;
        self.projected = state.projected;
        self.later = state.later;
        self.quality = state.quality;
        self.report = state.report;
        self.brushes = state.brushes;
    }
}
