//! One changed side, measured by the machinery that loaded files go through, in steps.

use std::collections::BTreeMap;

use super::bench::Bench;
use crate::documents::Role;
use crate::engine::build::{Analysis, build};
use crate::engine::checks::{Measured, measure, measure_extra};
use crate::engine::kept::Kept;
use crate::engine::later::{Later, Loads};
use crate::engine::layout::Layout;
use crate::engine::quality::{self, Quality};
use crate::engine::timeline::Timeline;
use crate::monitors::drift::{Comparison, compare};
use crate::report::settings::FeatureKind;
use crate::report::{Report, Timings};
use crate::table::Kind;

/// What has been measured.
pub struct Trial {
    layout: Layout,
    timeline: Timeline,
    comparisons: BTreeMap<String, Comparison>,
    measured: BTreeMap<String, Measured>,
    later: Later,
    quality: Quality,
    is_measured: bool,
    /// Whether bias and attributions are measured too.
    has_later: bool,
    next: usize,
    /// Nothing is kept from trial to trial.
    kept: Kept,
}

impl Trial {
    /// Begins on the bench's two sides; `has_later` asks for bias and attributions too.
    pub fn start(bench: &Bench, has_later: bool) -> Trial {
        let layout = Layout::of(&bench.sources, None);
        let timeline = Timeline::of(&bench.sources, &layout, &bench.settings.window);
        Trial {
            layout,
            timeline,
            comparisons: BTreeMap::new(),
            measured: BTreeMap::new(),
            later: Later::default(),
            quality: Quality::default(),
            is_measured: false,
            has_later,
            next: 0,
            kept: Kept::default(),
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
                let counted = measure(sources, &self.layout, places, Some(&comparison), None);
                self.measured.insert(name.clone(), counted);
                self.comparisons.insert(name.clone(), comparison);
            }
            return Some(name);
        }
        if self.has_later {
            let loads = Loads {
                sources,
                layout: &self.layout,
                timeline: &self.timeline,
                keep: None,
                kept: &self.kept,
            };
            if let Some((item, _, _)) = self.later.step(loads, &bench.settings) {
                return Some(item);
            }
        }
        if self.is_measured {
            return None;
        }
        measure_extra(sources, &self.layout, &mut self.measured);
        let (layout, timeline) = (&self.layout, &self.timeline);
        let quality = quality::measure(sources, layout, timeline, &bench.settings, None);
        self.quality = quality;
        self.is_measured = true;
        Some("model quality".to_owned())
    }

    /// The report on what was measured.
    pub fn report(&self, bench: &Bench) -> Report {
        build(&self.analysis(bench), Timings::default(), 0)
    }

    /// What was measured.
    pub fn analysis<'a>(&'a self, bench: &'a Bench) -> Analysis<'a> {
        Analysis {
            settings: &bench.settings,
            sources: &bench.sources,
            layout: &self.layout,
            comparisons: &self.comparisons,
            measured: &self.measured,
            timeline: &self.timeline,
            selected: None,
            kept: &self.kept,
            projected: None,
            later: &self.later,
            quality: &self.quality,
        }
    }

    /// Where everything is.
    pub fn loads<'a>(&'a self, bench: &'a Bench) -> Loads<'a> {
        Loads {
            sources: &bench.sources,
            layout: &self.layout,
            timeline: &self.timeline,
            keep: None,
            kept: &self.kept,
        }
    }
}
