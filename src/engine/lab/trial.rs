//! One changed side, measured by the machinery that loaded files go through, in steps.

use std::collections::BTreeMap;

use super::bench::Bench;
use crate::documents::Role;
use crate::engine::build::{Analysis, build};
use crate::engine::checks::{Measured, measure, measure_extra};
use crate::engine::later::{Later, Loads};
use crate::engine::layout::Layout;
use crate::engine::quality::{self, Quality};
use crate::engine::report::{Report, Timings};
use crate::engine::settings::FeatureKind;
use crate::engine::timeline::Timeline;
use crate::monitors::drift::{Comparison, compare};
use crate::table::Kind;

/// What has been measured.
pub struct Trial {
    layout: Layout,
    timeline: Timeline,
    comparisons: BTreeMap<String, Comparison>,
    measured: BTreeMap<String, Measured>,
    later: Later,
    quality: Option<Quality>,
    next: usize,
}

impl Trial {
    /// Begins on the bench's two sides.
    pub fn start(bench: &Bench) -> Trial {
        let layout = Layout::of(&bench.sources, None);
        let timeline = Timeline::of(&bench.sources, &layout, &bench.settings.window);
        Trial {
            layout,
            timeline,
            comparisons: BTreeMap::new(),
            measured: BTreeMap::new(),
            later: Later::default(),
            quality: None,
            next: 0,
        }
    }

    /// Works on for some ten milliseconds; answers what is at hand, or `None` when all is measured.
    pub fn step(&mut self, bench: &Bench) -> Option<String> {
        let sources = &bench.sources;
        if let Some(places) = self.layout.features.get(self.next) {
            self.next += 1;
            let name = places.name.clone();
            let chosen = bench.settings.kinds.get(&name).map(|kind| match kind {
                FeatureKind::Numerical => Kind::Numerical,
                FeatureKind::Categorical => Kind::Categorical,
            });
            let side = |role| self.layout.side(sources, places, role);
            if let (Some(baseline), Some(current)) = (side(Role::Baseline), side(Role::Current)) {
                let comparison = compare(&baseline, Some(&current), chosen);
                let counted = measure(sources, &self.layout, places, Some(&comparison));
                self.measured.insert(name.clone(), counted);
                self.comparisons.insert(name.clone(), comparison);
            }
            return Some(name);
        }
        let loads = Loads {
            sources,
            layout: &self.layout,
            timeline: &self.timeline,
        };
        if let Some((item, _, _)) = self.later.step(loads, &bench.settings) {
            return Some(item);
        }
        if self.quality.is_some() {
            return None;
        }
        measure_extra(sources, &self.layout, &mut self.measured);
        let (layout, timeline) = (&self.layout, &self.timeline);
        let quality = quality::measure(sources, layout, timeline, &bench.settings, None);
        self.quality = Some(quality);
        Some("model quality".to_owned())
    }

    /// The report on what was measured.
    pub fn report(&self, bench: &Bench) -> Report {
        let nothing = Quality::default();
        let analysis = Analysis {
            settings: &bench.settings,
            sources: &bench.sources,
            layout: &self.layout,
            comparisons: &self.comparisons,
            measured: &self.measured,
            timeline: &self.timeline,
            selected: None,
            projected: None,
            later: &self.later,
            quality: self.quality.as_ref().unwrap_or(&nothing),
        };
        build(&analysis, Timings::default(), 0)
    }
}
