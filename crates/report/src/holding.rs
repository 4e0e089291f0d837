//! All values of a report that are held against something.
//!
//! In: a report, recomputed or of what monitors reported alone. Out: values in the order in which the report has them, with the baseline's and the threshold where
//! they are known.

use crate::bias::{BiasFacet, BiasMetric};
use crate::held::{Held, HeldKind};
use crate::model_quality::ModelQuality;
use crate::{ALARM_CHECK, Basis, Check, Report};
use leeway_documents::Role;
use leeway_documents::model_monitor::CheckType;
use leeway_monitors::MonitorName;

/// Metrics that stand for performance, of whatever problem.
const METRICS: [&str; 12] = [
    "accuracy",
    "precision",
    "recall",
    "f1",
    "auc",
    "weighted_precision",
    "weighted_recall",
    "weighted_f1",
    "mae",
    "rmse",
    "mse",
    "r2",
];

impl Report {
    /// All values that are held against something.
    ///
    /// By kind in the order of [`HeldKind`]; distances from the farthest.
    pub fn held(&self) -> Vec<Held> {
        let mut held = distances(self);
        held.extend(performance(self));
        held.extend(label_shares(self));
        held.extend(attributions(self));
        let facets = || self.bias.iter().flat_map(|bias| &bias.facets);
        held.extend(facets().flat_map(|facet| facet.acceptance()));
        held.extend(facets().flat_map(of_bias));
        held
    }
}

fn distances(report: &Report) -> Vec<Held> {
    let is_distance = |check: &&Check| {
        check.monitor == MonitorName::DataQuality
            && [CheckType::BaselineDrift.name(), ALARM_CHECK].contains(&check.check.as_str())
            && check.observed.is_some()
    };
    let held = |check: &Check| Held {
        kind: HeldKind::Distance,
        name: match check.check == ALARM_CHECK {
            true => format!("{} (alarm)", check.feature),
            false => check.feature.clone(),
        },
        value: check.observed,
        threshold: check.threshold,
        violated: check.status.is_violated(),
        ..Held::default()
    };
    let mut all: Vec<Held> = report.checks.iter().filter(is_distance).map(held).collect();
    let observed = |held: &Held| held.value.unwrap_or(0.0);
    all.sort_by(|one, other| observed(other).total_cmp(&observed(one)));
    all
}

fn performance(report: &Report) -> Vec<Held> {
    let quality = report
        .model_quality
        .as_ref()
        .filter(|quality| quality.side == Role::Current);
    let Some(quality) = quality else {
        return Vec::new();
    };
    let is_violated = |name: &str| {
        report.checks.iter().any(|check| {
            check.monitor == MonitorName::ModelQuality
                && check.feature == name
                && check.status.is_violated()
        })
    };
    // Of what was reported all is told: the metrics that were met are not known.
    let is_reported = quality.from == Basis::Violations;
    let names: Vec<&str> = match is_reported {
        true => names_of(quality),
        false => METRICS.to_vec(),
    };
    let held = |name: &str| {
        let baseline = quality.baseline.as_ref();
        let threshold = quality.thresholds.get(name).filter(|_| is_reported);
        Some(Held {
            kind: HeldKind::Performance,
            name: name.to_owned(),
            value: Some(quality.metrics.value(name)?),
            baseline: baseline.and_then(|baseline| baseline.value(name)),
            threshold: threshold.map(|threshold| threshold.threshold),
            violated: is_violated(name),
            ..Held::default()
        })
    };
    names.into_iter().filter_map(held).collect()
}

fn names_of(quality: &ModelQuality) -> Vec<&str> {
    let metrics = quality.metrics.metrics.iter();
    metrics.map(|(name, _)| name.as_str()).collect()
}

fn attributions(report: &Report) -> Vec<Held> {
    let attribution = report.attribution.as_ref();
    let label = attribution.and_then(|attribution| attribution.labels.first());
    let features = label.map_or(&[][..], |label| &label.features).iter();
    features
        .map(|feature| Held {
            kind: HeldKind::Attribution,
            name: feature.name.clone(),
            value: feature.current,
            baseline: feature.baseline,
            ..Held::default()
        })
        .collect()
}

fn label_shares(report: &Report) -> Vec<Held> {
    let name = report.settings.rules.label.as_ref();
    let feature =
        name.and_then(|name| report.features.iter().find(|feature| feature.name == *name));
    let Some((bins, labels)) =
        feature.and_then(|feature| Some((&feature.bins, feature.bins.labels.as_deref()?)))
    else {
        return Vec::new();
    };
    let share = |counts: &[f64], at: usize| {
        let all: f64 = counts.iter().sum();
        let count = counts.get(at).filter(|_| all > 0.0);
        count.map(|count| count / all)
    };
    let held = |(at, label): (usize, &String)| Held {
        kind: HeldKind::LabelShare,
        name: label.clone(),
        value: share(&bins.current, at),
        baseline: share(&bins.baseline, at),
        ..Held::default()
    };
    labels.iter().enumerate().map(held).collect()
}

fn of_bias(facet: &BiasFacet) -> Vec<Held> {
    let held = |metric: &BiasMetric| Held {
        kind: HeldKind::Bias,
        group: facet.group(),
        name: metric.name.clone(),
        value: metric.value,
        baseline: metric.baseline,
        threshold: None,
        violated: metric.status.is_violated(),
    };
    facet.metrics().map(held).collect()
}
