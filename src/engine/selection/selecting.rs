//! The selected rows measured exactly, a feature at a time.

use std::collections::BTreeMap;

use super::rows::Passes;
use crate::documents::Role;
use crate::engine::kept::KeptFeature;
use crate::engine::later::{Later, Loads};
use crate::engine::layout::{FeaturePlaces, Place, columns_of};
use crate::engine::source::Loaded;
use crate::engine::timeline::Timeline;
use crate::monitors::drift::{Comparison, Gathered, Side, compare};
use crate::report::settings::Brush;
use crate::report::settings::Settings;
use crate::table::{Column, Kind, Series};

/// The selected rows, measured.
#[derive(Debug, Clone, Default)]
pub struct Selected {
    /// What selects them.
    pub brushes: Vec<Brush>,
    /// Selected rows.
    pub rows: u64,
    /// Rows of the current side.
    pub of: u64,
    /// Which rows the brushes let through.
    pub passes: Passes,
    /// By feature.
    pub comparisons: BTreeMap<String, Comparison>,
    /// The same, window by window.
    pub timeline: Timeline,
    /// Bias and attributions.
    pub later: Later,
}

/// Measuring on its way.
pub struct Selecting {
    selected: Selected,
    /// The selected rows, flagged.
    keep: Vec<bool>,
    next: usize,
}

impl Selecting {
    /// Applies the brushes; the timeline of `loads` and `whole` are those of all rows.
    pub fn start(loads: Loads, brushes: &[Brush], whole: &Later) -> Selecting {
        let passes = Passes::of(loads.sources, loads.layout, brushes);
        let selected = Selected {
            brushes: brushes.to_vec(),
            rows: passes.rows(),
            of: passes.order.rows as u64,
            timeline: loads.timeline.only(&passes.order, &passes.all_but(&[None])),
            comparisons: BTreeMap::new(),
            later: Later::default(),
            passes,
        };
        Selecting::of(selected, 0, loads, whole)
    }

    /// Goes on with rows that are measured, where settings may ask more of them.
    pub fn resume(
        mut selected: Selected,
        loads: Loads,
        settings: &Settings,
        whole: &Later,
    ) -> Selecting {
        selected.later = selected.later.kept(loads, settings);
        Selecting::of(selected, loads.layout.features.len(), loads, whole)
    }

    fn of(mut selected: Selected, next: usize, loads: Loads, whole: &Later) -> Selecting {
        let keep = selected.passes.all_but(&[]);
        let loads = Loads {
            keep: Some(&keep),
            ..loads
        };
        selected.later = whole.of_selection(std::mem::take(&mut selected.later), loads);
        Selecting {
            selected,
            keep,
            next,
        }
    }

    /// Measures what is next as `whole` was; answers what it was, steps done and steps in all, or `None` when all is done.
    pub fn step(
        &mut self,
        loads: Loads,
        settings: &Settings,
        whole: &BTreeMap<String, Comparison>,
        chosen: impl Fn(&str) -> Option<Kind>,
    ) -> Option<(String, u64, u64)> {
        let Loads {
            sources,
            layout,
            timeline,
            kept,
            ..
        } = loads;
        let selected = &mut self.selected;
        let Some(places) = layout.features.get(self.next) else {
            let keep = Some(self.keep.as_slice());
            return selected.later.step(Loads { keep, ..loads }, settings);
        };
        self.next += 1;
        let name = places.name.as_str();
        if let Some(whole) = whole.get(name) {
            let has_rows = !places.current.columns().is_empty();
            let known = kept.known(sources, places);
            let baseline = match known {
                Some(known) => known.side(sources, layout, places, Role::Baseline),
                None => layout.side(sources, places, Role::Baseline),
            };
            let comparison = match baseline {
                Some(baseline) if has_rows => {
                    let columns = selected_columns(sources, places, &selected.passes);
                    let current = Side::Samples(Series::new(&columns));
                    compare(&baseline, Some(&current), chosen(name))
                }
                _ => whole.clone(),
            };
            let order = &selected.passes.order;
            let pass = selected.passes.all_but(&[None, Some(name)]);
            let cut = timeline.only(order, &pass);
            let fresh = Gathered::default();
            let before = known.map_or(&fresh, KeptFeature::baseline);
            let timeline = &mut selected.timeline;
            timeline.measure_in(cut, sources, places, whole, before);
            selected.comparisons.insert(name.to_owned(), comparison);
        }
        let total = layout.features.len() as u64;
        Some((name.to_owned(), self.next as u64, total))
    }

    /// What came of it.
    pub fn finish(self) -> Selected {
        self.selected
    }
}

/// A feature's columns with the selected rows alone; its own brush does not count against it.
pub fn selected_columns(
    sources: &[Loaded],
    places: &FeaturePlaces,
    passes: &Passes,
) -> Vec<Column> {
    let keep = passes.all_but(&[Some(&places.name)]);
    let selected = |&(source, column): &Place| {
        let keep = passes.order.of_source(source, &keep);
        columns_of(sources, source)[column].selected(keep)
    };
    places.current.columns().iter().map(selected).collect()
}
