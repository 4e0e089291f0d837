//! The selected rows measured exactly, a feature at a time.

use std::collections::BTreeMap;

use super::brush::Brush;
use super::rows::Passes;
use crate::documents::Role;
use crate::engine::layout::{FeaturePlaces, Layout, Place, columns_of};
use crate::engine::source::Loaded;
use crate::engine::timeline::Timeline;
use crate::monitors::drift::{Comparison, Side, compare};
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
}

/// Measuring on its way.
pub struct Selecting {
    selected: Selected,
    next: usize,
}

impl Selecting {
    /// Applies the brushes; `timeline` is that of all rows.
    pub fn start(
        sources: &[Loaded],
        layout: &Layout,
        timeline: &Timeline,
        brushes: &[Brush],
    ) -> Selecting {
        let passes = Passes::of(sources, layout, brushes);
        let selected = Selected {
            brushes: brushes.to_vec(),
            rows: passes.rows(),
            of: passes.order.rows as u64,
            timeline: timeline.only(&passes.order, &passes.all_but(&[None])),
            comparisons: BTreeMap::new(),
            passes,
        };
        Selecting { selected, next: 0 }
    }

    /// Measures the next feature as `whole` was; answers its name and its place, or `None` after the last.
    pub fn step(
        &mut self,
        sources: &[Loaded],
        layout: &Layout,
        timeline: &Timeline,
        whole: &BTreeMap<String, Comparison>,
        chosen: impl Fn(&str) -> Option<Kind>,
    ) -> Option<(String, u64)> {
        let places = layout.features.get(self.next)?;
        self.next += 1;
        let name = places.name.as_str();
        let selected = &mut self.selected;
        if let Some(whole) = whole.get(name) {
            let has_rows = !places.current.columns().is_empty();
            let comparison = match layout.side(sources, places, Role::Baseline) {
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
            selected.timeline.measure_in(cut, sources, places, whole);
            selected.comparisons.insert(name.to_owned(), comparison);
        }
        Some((name.to_owned(), self.next as u64))
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
