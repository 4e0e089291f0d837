//! Measuring what was read.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::job::{Job, Measuring, Stage};
use super::{Session, Stepped};
use crate::documents::Role;
use crate::engine::checks::{measure, measure_extra};
use crate::engine::later::Loads;
use crate::engine::layout::Layout;
use crate::engine::selection::{Selected, Selecting};
use crate::engine::source::Loaded;
use crate::engine::timeline::Timeline;
use crate::report::settings::FeatureKind;
use crate::table::Kind;

impl Session {
    /// Measures one feature, or what follows on the features.
    pub(super) fn step_analysing(
        &mut self,
        mut job: Job,
        next: usize,
        mut measuring: Box<Measuring>,
    ) -> Stepped {
        let now = (self.clock)();
        let Measuring {
            sources,
            layout,
            comparisons,
            measured,
            timeline,
            is_new,
            later,
            ..
        } = &mut *measuring;
        if let Some(places) = layout.features.get(next) {
            let name = places.name.clone();
            let chosen = self.kind(&name);
            let kept = self.kept.feature(sources, places);
            if !comparisons.contains_key(&name)
                && let Some(comparison) = kept.compare(sources, layout, places, chosen)
            {
                timeline.measure(sources, layout, places, &comparison, kept);
                comparisons.insert(name.clone(), comparison);
            }
            if !measured.contains_key(&name) {
                let comparison = comparisons.get(&name);
                let counted = measure(sources, layout, places, comparison, Some(kept));
                measured.insert(name.clone(), counted);
            }
            self.kept.trim(&name);
            job.timings.analyse_ms += (self.clock)() - now;
            let total = layout.features.len() as u64;
            job.stage = Stage::Analysing {
                next: next + 1,
                measuring,
            };
            return self.working(job, "analysing", name, next as u64 + 1, total);
        }
        let loads = Loads {
            sources,
            kept: &self.kept,
            layout,
            timeline,
            keep: None,
        };
        if let Some((item, done, total)) = later.step(loads, &self.settings) {
            job.timings.analyse_ms += (self.clock)() - now;
            job.stage = Stage::Analysing { next, measuring };
            return self.working(job, "analysing", item, done, total);
        }
        measure_extra(sources, layout, measured);
        let brushes = &self.settings.selection;
        let is_known = |selected: &Selected| selected.brushes == *brushes;
        let has_rows = !layout.tables(sources, Role::Current).is_empty();
        if brushes.is_empty() || !has_rows {
            return self.project(job, measuring, None);
        }
        let known = self.selected.as_ref().filter(|known| is_known(known));
        let selecting = match known.filter(|_| !*is_new) {
            Some(known) => Selecting::resume(known.clone(), loads, &self.settings, later),
            None => Selecting::start(loads, brushes, later),
        };
        job.stage = Stage::Selecting(measuring, selecting);
        self.working(job, "selecting", String::new(), 0, 1)
    }

    /// Measures within the selected rows: a feature, or some of bias and attributions.
    pub(super) fn step_selecting(
        &mut self,
        mut job: Job,
        measuring: Box<Measuring>,
        mut selecting: Selecting,
    ) -> Stepped {
        let now = (self.clock)();
        let Measuring {
            sources,
            layout,
            comparisons,
            timeline,
            ..
        } = &*measuring;
        let loads = Loads {
            sources,
            kept: &self.kept,
            layout,
            timeline,
            keep: None,
        };
        let kind = |name: &str| self.kind(name);
        let stepped = selecting.step(loads, &self.settings, comparisons, kind);
        job.timings.analyse_ms += (self.clock)() - now;
        let Some((name, done, total)) = stepped else {
            let selected = selecting.finish();
            return self.project(job, measuring, Some(selected));
        };
        job.stage = Stage::Selecting(measuring, selecting);
        self.working(job, "selecting", name, done, total)
    }

    /// Measures these sources.
    pub(super) fn start_analysing(&self, sources: Rc<[Loaded]>) -> Stage {
        let layout = Layout::of(&sources, self.settings.columns.as_deref());
        let timeline = Timeline::of(&sources, &layout, &self.settings.window);
        let measuring = Box::new(Measuring {
            sources,
            layout,
            comparisons: BTreeMap::new(),
            measured: BTreeMap::new(),
            timeline,
            is_new: true,
            later: Box::default(),
            quality: None,
        });
        Stage::Analysing { next: 0, measuring }
    }

    /// Judges anew what has been measured.
    pub(super) fn restart_judging(&self, asks_quality: bool) -> Stage {
        let measuring = Box::new(Measuring {
            sources: self.sources.clone(),
            layout: self.layout.clone(),
            comparisons: self.comparisons.clone(),
            measured: self.measured.clone(),
            timeline: self.timeline.clone(),
            is_new: false,
            later: Box::new(self.later.kept(self.loads(), &self.settings)),
            quality: (!asks_quality).then(|| self.quality.clone()),
        });
        Stage::Analysing {
            next: self.layout.features.len(),
            measuring,
        }
    }

    /// The kind that the user set, if any.
    pub(super) fn kind(&self, feature: &str) -> Option<Kind> {
        self.settings.kinds.get(feature).map(|kind| match kind {
            FeatureKind::Numerical => Kind::Numerical,
            FeatureKind::Categorical => Kind::Categorical,
        })
    }
}
