//! What is measured of features: both sides compared, all rows and every window.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::cache::CachedFeature;
use crate::columns::ColumnFacts;
use crate::layout::{FeaturePlaces, Place, Places, column_at, is_read, raw_column, text_at};
use crate::monitor::FeatureAtHand;
use crate::recurring::InCycle;
use crate::selection::Passes;
use crate::source::Loaded;
use crate::view::{SelectedRows, View};
use crate::windows::Windows;
use leeway_documents::Role;
use leeway_monitors::drift::{
    Comparison, FeatureSide, Gap, Gathered, KindRule, Taken, Ways, compare,
};
use leeway_report::settings::ColumnRole;
use leeway_table::{Column, ColumnType, Kind, Series};

/// Windows of one feature in order; `None` for a gap.
type FeatureWindows = Vec<Option<Rc<Comparison>>>;

/// Features compared.
#[derive(Debug, Clone, Default)]
pub struct Drift {
    /// All rows, by feature.
    pub comparisons: BTreeMap<String, Rc<Comparison>>,
    /// One entry per window, by feature; features that are on one side only have none.
    pub windows: BTreeMap<String, FeatureWindows>,
    /// Against the baseline's windows of the same time, by feature, where it has them.
    pub cycles: BTreeMap<String, Rc<InCycle>>,
}

impl Drift {
    /// The gap between a feature's distribution functions that was found in a window.
    ///
    /// `window` is a position from 0; `None` for a gap, a label feature or an unknown name. The gap is from 0 to 1.
    pub fn gap(&self, feature: &str, window: usize) -> Option<&Gap> {
        let comparison = self.windows.get(feature)?.get(window)?.as_ref()?;
        comparison.ks.as_ref()?.as_ref().ok()
    }

    /// How features are measured; those that are read otherwise than they stand are left out.
    ///
    /// By name, as the comparison of all rows measured them; a feature without one is not there.
    pub fn kinds(&self, view: View) -> BTreeMap<String, Kind> {
        let features = view.layout.features.iter();
        let as_they_stand = features.filter(|places| !is_read(view.sources, places));
        as_they_stand
            .filter_map(|places| {
                let comparison = self.comparisons.get(&places.name)?;
                Some((places.name.clone(), comparison.kind))
            })
            .collect()
    }

    pub(super) fn of_all(
        &mut self,
        view: View,
        places: &FeaturePlaces,
        at_hand: &mut FeatureAtHand,
    ) {
        let (sources, layout) = (view.sources, view.layout);
        if is_bare_date(view, &places.name) {
            return;
        }
        let taken = taken(view, places);
        let compared = at_hand.values.compare(sources, layout, places, &taken);
        let Some(mut comparison) = compared else {
            return;
        };
        if let Some(derived) = layout.derived(&places.name) {
            comparison.kind_rule = KindRule::Recurring(derived.part);
        }
        let comparison = Rc::new(comparison);
        let windows = match view.timeline.executions() {
            _ if is_of_row_time(view, &places.name) => Vec::new(),
            Some(executions) => {
                let windows = executions.compare(sources, layout, places, &comparison);
                windows
                    .into_iter()
                    .map(|window| window.map(Rc::new))
                    .collect()
            }
            None => {
                let cut = view.timeline.cut();
                let parts = &cut.parts.windows;
                let known = at_hand.values.windows(parts, &comparison);
                let before = at_hand.values.baseline();
                let windows = cut.compare(sources, places, &comparison, before, known);
                at_hand.values.keep_windows(parts, &windows);
                windows
            }
        };
        let before = at_hand.values.baseline();
        self.put_cycle(
            view,
            places,
            (&comparison, before),
            view.timeline.cut(),
            &windows,
        );
        self.put(places, comparison.clone(), windows);
        at_hand.comparison = Some(comparison);
    }

    pub(super) fn of_selected(
        &mut self,
        view: View,
        rows: &SelectedRows,
        places: &FeaturePlaces,
        values: &CachedFeature,
    ) {
        // Begun with what was measured of all rows.
        let Some(whole) = self.comparisons.get(&places.name).cloned() else {
            return;
        };
        let has_rows = !places.current.columns().is_empty();
        let baseline = values.side(view.sources, view.layout, places, Role::Baseline);
        let comparison = match baseline {
            Some(baseline) if has_rows => {
                let columns = selected_columns(view.sources, places, &rows.passes);
                let places_now = places.current.columns();
                let are_texts = places_now
                    .iter()
                    .all(|&at| text_at(view.sources, at).is_some());
                let texts = match are_texts {
                    true => selected(view.sources, places, &rows.passes, raw_column),
                    false => Vec::new(),
                };
                let current = FeatureSide::Samples(match are_texts {
                    true => Series::of_texts(columns.iter().zip(&texts)),
                    false => Series::new(&columns),
                });
                let taken = taken(view, places);
                Rc::new(compare(&baseline, Some(&current), &taken))
            }
            _ => whole.clone(),
        };
        // Neither the feature's own brush nor that on time filters what is shown over time.
        let pass = rows.passes.all_but(&[None, Some(&places.name)]);
        let cut = view.timeline.only(&rows.passes.order, &pass);
        let cut = cut.cut();
        let windows = match is_of_row_time(view, &places.name) {
            true => Vec::new(),
            false => cut.compare(view.sources, places, &whole, values.baseline(), Vec::new()),
        };
        self.put_cycle(view, places, (&whole, values.baseline()), cut, &windows);
        self.put(places, comparison, windows);
    }

    /// Holds the windows against those of the baseline at the same time.
    fn put_cycle(
        &mut self,
        view: View,
        places: &FeaturePlaces,
        (whole, gathered): (&Comparison, &Gathered),
        cut: &Windows,
        windows: &FeatureWindows,
    ) {
        let recurring = view.timeline.recurring().filter(|_| !windows.is_empty());
        let cycle = recurring.map(|recurring| {
            let cycle = recurring.compare(view.sources, places, whole, gathered, cut);
            Rc::new(cycle)
        });
        match cycle {
            Some(cycle) => self.cycles.insert(places.name.clone(), cycle),
            None => self.cycles.remove(&places.name),
        };
    }

    fn put(&mut self, places: &FeaturePlaces, comparison: Rc<Comparison>, windows: FeatureWindows) {
        match windows.is_empty() {
            true => self.windows.remove(&places.name),
            false => self.windows.insert(places.name.clone(), windows),
        };
        self.comparisons.insert(places.name.clone(), comparison);
    }
}

/// True for a column of dates that has nothing to be compared: dates are no labels, unless the user says so.
fn is_bare_date(view: View, name: &str) -> bool {
    let known = view.readings.of(name);
    let is_bare = |known: &ColumnFacts| known.column_type == ColumnType::Date && !known.has_ages();
    known.is_some_and(is_bare) && view.rules.kind_of(name).is_none()
}

/// True for what recurs in the rows' own time, which windows are cut by.
fn is_of_row_time(view: View, name: &str) -> bool {
    let derived = view.layout.derived(name);
    let column = derived.and_then(|derived| view.readings.of(&derived.column));
    let role = column.and_then(|column| column.role.as_ref());
    role.is_some_and(|role| role.role == ColumnRole::Time)
}

/// What a feature is taken for: what its baseline's values say. The AWS sample knows distinct values alone, so its preset does too; Evidently has a way of its own.
fn taken(view: View, places: &FeaturePlaces) -> Taken {
    let ways = Ways::of(view.rules.verdict);
    let known = view.readings.of(&places.name).filter(|known| {
        let is_made = known.column_type == ColumnType::Text || known.has_ages();
        !matches!(places.baseline, Places::Statistics(_)) && (ways != Ways::AwsSample || is_made)
    });
    let (column_type, ways) = match view.layout.derived(&places.name) {
        // A part of a date is no feature of a tool's.
        Some(_) => (Some(ColumnType::Category), Ways::Own),
        None => (known.map(|known| known.column_type), ways),
    };
    Taken {
        column_type,
        chosen: view.rules.kind_of(&places.name),
        ways,
    }
}

/// A feature's columns with the selected rows alone; its own brush does not count against it.
///
/// One column for each of the current side's, in their order, with the rows that pass.
pub fn selected_columns(
    sources: &[Loaded],
    places: &FeaturePlaces,
    passes: &Passes,
) -> Vec<Column> {
    selected(sources, places, passes, column_at)
}

fn selected(
    sources: &[Loaded],
    places: &FeaturePlaces,
    passes: &Passes,
    column_of: fn(&[Loaded], Place) -> &Column,
) -> Vec<Column> {
    let keep = passes.all_but(&[Some(&places.name)]);
    let selected = |&(source, column): &Place| {
        let keep = passes.order.of_source(source, &keep);
        column_of(sources, (source, column)).selected(keep)
    };
    places.current.columns().iter().map(selected).collect()
}
