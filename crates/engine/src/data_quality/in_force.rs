//! The constraints in force, and the checks that are made by them.

use std::collections::BTreeMap;

use super::measure::{Measured, file};
use crate::problem::Problem;
use crate::unmatched::extra_features;
use crate::view::View;
use leeway_documents::model_monitor::{
    Comparison, Constraints, FeatureConstraints, MonitoringConfig, OverridePlace, Overrides,
};
use leeway_monitors::data_quality::{
    self as monitor, BaselineOptions, Facts, Features, Options, suggested_constraints,
};
use leeway_report::Basis;
use leeway_report::settings::Rules;
use leeway_table::{ColumnType, InferredType};

/// Constraints and where they are from.
pub struct InForce {
    /// With the user's edits.
    pub constraints: Constraints,
    /// `file`, `samples` or `statistics`.
    pub from: Basis,
    /// The file's path.
    pub path: Option<String>,
}

/// What the checks need of every feature, by name.
#[derive(Debug, Clone, Default)]
pub struct DataQuality {
    pub(super) measured: BTreeMap<String, Measured>,
    pub(super) next_extra: usize,
}

/// Why constraints cannot be saved: neither a file of them nor a baseline is loaded.
///
/// With what to open.
pub fn no_constraints() -> Problem {
    Problem::missing(
        "There are no constraints",
        "open a baseline (training data, or the statistics.json or constraints.json of a baselining job)",
    )
}

/// The constraints in force; `None` without a constraints file or a baseline.
///
/// `quality` is what was counted; the user's edits (`view.rules.constraints`) lie over what a file says or the baseline suggests. Source: Model Monitor's
/// suggestion of constraints.
pub fn in_force(view: View, quality: &DataQuality) -> Option<InForce> {
    let View {
        rules,
        sources,
        layout,
        readings,
        ..
    } = view;
    let mut in_force = match file(sources, layout) {
        Some((path, constraints)) => InForce {
            constraints: constraints.clone(),
            from: Basis::File,
            path: Some(path.to_owned()),
        },
        None => {
            let features: Vec<(&str, &Facts)> = layout
                .features
                .iter()
                .filter_map(|feature| {
                    let facts = quality.measured.get(&feature.name)?.baseline.as_ref()?;
                    Some((feature.name.as_str(), facts))
                })
                .collect();
            if features.is_empty() {
                return None;
            }
            let is_from_statistics = layout.baseline_statistics.is_some();
            let mut constraints = suggested_constraints(features, BaselineOptions::default());
            let is_date = |feature: &&mut FeatureConstraints| {
                let known = readings.of(&feature.name);
                known.is_some_and(|known| known.column_type == ColumnType::Date)
            };
            let dates = constraints.features.iter_mut().filter(is_date);
            dates.for_each(leave_dates_alone);
            InForce {
                constraints,
                from: match is_from_statistics {
                    true => Basis::Statistics,
                    false => Basis::Samples,
                },
                path: None,
            }
        }
    };
    rules.constraints.apply(&mut in_force.constraints);
    Some(in_force)
}

/// Dates of tomorrow are neither unknown labels nor drift.
fn leave_dates_alone(feature: &mut FeatureConstraints) {
    feature.domains = None;
    feature.overrides.push(Overrides {
        place: OverridePlace::Feature,
        is_snake_case: false,
        config: MonitoringConfig {
            comparison: Some(Comparison {
                perform: Some(false),
                ..Comparison::default()
            }),
            ..MonitoringConfig::default()
        },
    });
}

/// The threshold on the drift of every feature, where a file or the user says it.
///
/// By feature, on the L∞ distance from 0 to 1; features without one are absent.
pub fn drift_thresholds(rules: &Rules, in_force: Option<&InForce>) -> BTreeMap<String, f64> {
    let Some(in_force) =
        in_force.filter(|in_force| in_force.from == Basis::File || !rules.constraints.is_empty())
    else {
        return BTreeMap::new();
    };
    let constraints = &in_force.constraints;
    let threshold = |feature: &leeway_documents::model_monitor::FeatureConstraints| {
        let options = Options::for_feature(constraints, feature);
        let is_text = feature.inferred_type == Some(InferredType::String);
        let threshold = match is_text {
            true => options.label_threshold,
            false => options.distance_threshold,
        };
        (feature.name.clone(), threshold)
    };
    constraints.features.iter().map(threshold).collect()
}

/// The checks of the monitor, made anew; none without a current side.
///
/// In the order of the constraints. Observed are shares and distances from 0 to 1, or numbers of columns; a check that could not be made says why. Source:
/// Model Monitor's container, see [`leeway_monitors::data_quality`].
pub fn made(view: View, quality: &DataQuality, constraints: &Constraints) -> Vec<monitor::Check> {
    let View {
        sources, layout, ..
    } = view;
    let nothing = Facts {
        present: 0,
        missing: 0,
        inferred_type: InferredType::Unknown,
        types: None,
        labels: None,
        smallest: None,
        negative: None,
        gap: None,
    };
    let extra = extra_features(sources, layout);
    let facts = |name: &str| quality.measured.get(name);
    let baseline = Features::of_facts(layout.features.iter().filter_map(|feature| {
        let facts = facts(&feature.name)?.baseline.as_ref()?;
        Some((feature.name.as_str(), facts))
    }));
    let present = layout
        .features
        .iter()
        .filter(|feature| !feature.current.are_nowhere());
    let current = Features::of_facts(present.chain(&extra).map(|feature| {
        let facts = facts(&feature.name).and_then(|facts| facts.current.as_ref());
        (feature.name.as_str(), facts.unwrap_or(&nothing))
    }));
    if current.features().is_empty() {
        return Vec::new();
    }
    monitor::check(constraints, &baseline, &current)
}
