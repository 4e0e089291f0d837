//! Drift as one of the monitors.

use std::collections::BTreeMap;

use super::answer::Drift;
use super::report;
use crate::layout::FeaturePlaces;
use crate::monitor::{FeatureAtHand, Monitor, MonitorName, Writing};
use crate::view::View;
use leeway_monitors::drift::Ways;
use leeway_report::settings::{ColumnChoice, WindowChoice};
use leeway_table::Kind;

impl Monitor for Drift {
    type Question = (
        BTreeMap<String, Kind>,
        BTreeMap<String, ColumnChoice>,
        WindowChoice,
        Ways,
    );

    const NAME: MonitorName = MonitorName::Drift;
    const IS_BY_FEATURE: bool = true;

    fn question(view: View) -> Self::Question {
        let rules = view.rules;
        (
            rules.kinds.clone(),
            rules.column_choices.clone(),
            rules.window.clone(),
            Ways::of(rules.verdict),
        )
    }

    fn begin(&mut self, _view: View) {
        *self = Drift::default();
    }

    fn begin_selected(&self, whole: &Self, _view: View) -> Option<Self> {
        Some(whole.clone())
    }

    fn feature(&mut self, view: View, places: &FeaturePlaces, at_hand: &mut FeatureAtHand) {
        match view.rows {
            None => self.of_all(view, places, at_hand),
            Some(rows) => self.of_selected(view, rows, places, at_hand.values),
        }
    }

    fn report(&self, whole: &Self, writing: &mut Writing) {
        report::write(self, whole, writing);
    }
}
