//! The monitor's results as the files that others read.

use leeway_documents::model_monitor::{
    Constraints, Dimension, Metric, MetricKind, MetricValue, Summary, Violation, Violations,
};
use leeway_stats::sort::sorted;
use leeway_stats::summary::{Summary as NumberSummary, summary};
use leeway_table::InferredType;

use super::check::{Check, CheckKind};
use super::options::Options;
use super::side::{Evidence, Features};
use crate::Status;

/// When and where metrics were measured.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricContext {
    /// ISO 8601 in UTC: the time of the data.
    pub timestamp: String,
    /// Endpoint and schedule, or the pipeline.
    pub dimensions: Vec<Dimension>,
}

/// The violations that Model Monitor's container would report, in the order of the checks.
///
/// One per violated check of the container's six; its own checks alone have a sentence there. Source: `constraint_violations.json` of Model Monitor.
pub fn violations(checks: &[Check]) -> Violations {
    let violated = checks.iter().filter_map(|check| match check.check {
        CheckKind::ModelMonitor(check_type) => check
            .description
            .clone()
            .map(|description| Violation::new(&check.feature, check_type, description)),
        _ => None,
    });
    Violations {
        violations: violated.collect(),
        ..Violations::default()
    }
}

/// The metrics of the features whose options publish them: values as statistic sets, the share of rows with a value, the distance.
///
/// Values are in the feature's unit, shares and distances 0 to 1, times ISO 8601 in UTC. Empty where publishing is disabled. Source: Model Monitor's `emit_metrics`.
pub fn metrics(
    constraints: &Constraints,
    current: &Features,
    checks: &[Check],
    context: &MetricContext,
) -> Vec<Metric> {
    let mut metrics = Vec::new();
    for feature in &constraints.features {
        let Some(evidence) = current.feature(&feature.name) else {
            continue;
        };
        if !Options::for_feature(constraints, feature).emit || evidence.rows() == 0 {
            continue;
        }
        let (present, _) = evidence.presence();
        let drift = checks
            .iter()
            .find(|check| check.feature == feature.name && check.drift.is_some())
            .and_then(|check| check.observed);
        let measured = [
            (MetricKind::Data, statistic_set(evidence)),
            (
                MetricKind::NonNull,
                Some(MetricValue::Single(present as f64 / evidence.rows() as f64)),
            ),
            (MetricKind::BaselineDrift, drift.map(MetricValue::Single)),
        ];
        for (kind, value) in measured {
            metrics.extend(value.map(|value| Metric {
                kind,
                feature: feature.name.clone(),
                timestamp: context.timestamp.clone(),
                dimensions: context.dimensions.clone(),
                value,
            }));
        }
    }
    metrics
}

fn statistic_set(evidence: &Evidence) -> Option<MetricValue> {
    let of_summary = |summary: &NumberSummary| {
        Some(MetricValue::Set {
            maximum: summary.max,
            minimum: summary.min,
            count: summary.count as f64,
            sum: summary.sum?,
        })
    };
    match evidence {
        _ if evidence.inferred_type() == InferredType::String
            && !matches!(evidence, Evidence::Statistics(_)) =>
        {
            None
        }
        Evidence::Samples(series) => of_summary(&summary(&sorted(series.finite_numbers())).ok()?),
        Evidence::Gathered(series, gathered) => of_summary(gathered.summary(series)?),
        Evidence::Facts(_) => None,
        Evidence::Statistics(feature) => match &feature.summary {
            Summary::Numbers(numbers) => Some(MetricValue::Set {
                maximum: numbers.max.finite()?,
                minimum: numbers.min.finite()?,
                count: numbers.present as f64,
                sum: numbers.sum.finite()?,
            }),
            _ => None,
        },
    }
}

/// How many of a feature's checks are violated at each threshold, for a slider: the share or distance of every check of this kind, ascending.
///
/// A check of `kind` fires at a threshold `t` if its distance is above `t`, or its share below it.
///
/// Shares and distances are 0 to 1; checks that were not made are left out. Ascending, so a threshold's place counts what fires.
pub fn observed_values(checks: &[Check], kind: CheckKind) -> Vec<f64> {
    let made = checks
        .iter()
        .filter(|check| check.check == kind && check.status != Status::NotChecked);
    sorted(made.filter_map(|check| check.observed).collect())
}
