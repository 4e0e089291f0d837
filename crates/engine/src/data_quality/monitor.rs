//! Data quality as one of the monitors.

use super::in_force::{DataQuality, in_force, made, no_constraints};
use super::measure::{file, measure};
use super::report::report;
use crate::layout::FeaturePlaces;
use crate::monitor::{Advance, FeatureAtHand, Monitor, MonitorName, Writing};
use crate::opinions::not_recomputed;
use crate::problem::Problem;
use crate::reported::reported;
use crate::unmatched::extra_features;
use crate::view::View;
use leeway_documents::model_monitor::Violations;
use leeway_monitors::data_quality::{second_opinion, violations};
use leeway_report::Report;

impl Monitor for DataQuality {
    /// Facts depend on what is loaded alone; settings only judge them.
    type Question = ();

    const NAME: MonitorName = MonitorName::DataQuality;
    const FILES: &'static [&'static str] = &["constraints.json", "constraint_violations.json"];
    const IS_BY_FEATURE: bool = true;

    fn question(_view: View) -> Self::Question {}

    fn begin(&mut self, _view: View) {
        *self = DataQuality::default();
    }

    fn begin_selected(&self, _whole: &Self, _view: View) -> Option<Self> {
        None
    }

    fn feature(&mut self, view: View, places: &FeaturePlaces, at_hand: &mut FeatureAtHand) {
        if view.layout.derived(&places.name).is_some() {
            return;
        }
        let comparison = at_hand.comparison.as_deref();
        let counted = measure(
            view.sources,
            view.layout,
            places,
            comparison,
            Some(at_hand.values),
        );
        self.measured.insert(places.name.clone(), counted);
    }

    /// Counts the columns beyond the baseline's that the constraints name all the same.
    fn step(&mut self, view: View) -> Option<Advance> {
        let (sources, layout) = (view.sources, view.layout);
        let (_, constraints) = file(sources, layout)?;
        let extra = extra_features(sources, layout);
        let feature = extra.get(self.next_extra)?;
        self.next_extra += 1;
        if constraints.feature(&feature.name).is_some() {
            let counted = measure(sources, layout, feature, None, None);
            let known = self.measured.entry(feature.name.clone());
            known.or_insert(counted);
        }
        let item = feature.name.as_str();
        Some(Advance::new(item, self.next_extra, extra.len()))
    }

    fn file(&self, name: &str, view: View, _report: &Report, _now: i64) -> Result<String, Problem> {
        let in_force = in_force(view, self);
        if name == "constraints.json" {
            let in_force = in_force.ok_or_else(no_constraints)?;
            return Ok(in_force.constraints.write());
        }
        let reported = reported(view, MonitorName::DataQuality);
        let made = match &in_force {
            Some(found) => made(view, self, &found.constraints),
            None if reported.is_none() => return Err(no_constraints()),
            None => Vec::new(),
        };
        if made.is_empty() && reported.is_none() {
            return Err(Problem::missing(
                "Nothing was checked",
                "open the current side too",
            ));
        }
        let reported = Violations {
            violations: reported.unwrap_or_default(),
            ..Violations::default()
        };
        let mut all = violations(&made);
        let alone = not_recomputed(&reported, &second_opinion(&made, &reported));
        all.violations.extend(alone);
        Ok(all.write())
    }

    fn report(&self, whole: &Self, writing: &mut Writing) {
        if let Some((checks, summary)) = report(writing.view, whole) {
            writing.report.checks.extend(checks);
            writing.report.data_quality = Some(summary);
        }
    }
}
