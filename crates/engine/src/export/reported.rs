//! Metrics of the distances that violations alone tell, as the function of AWS's drift pipeline publishes them.
//!
//! One `feature_baseline_drift_<feature>` for each violated distance, of every report that is loaded; distances that were met are not in a report.

use super::metrics::{HOUR_MS, context};
use crate::study::Analysis;
use leeway_documents::model_monitor::{
    CheckType, Metric, MetricKind, MetricValue, ParsedDescription,
};
use leeway_documents::{Content, Role, time_of_name};
use leeway_report::iso;

/// The metrics, in order of time and then of the reports; empty without a report that tells a distance.
///
/// The time is that of the data: the hour before that of the report's path, else the time in the name of a folder, else `now`, in milliseconds since 1970.
pub fn of_violations(analysis: &Analysis, now: i64) -> Vec<Metric> {
    let sources = analysis.sources.iter().zip(&analysis.layout.roles);
    let mut reports: Vec<_> = sources
        .filter(|(_, role)| **role == Some(Role::Reported))
        .filter_map(|(source, _)| match &source.document.content {
            Content::Violations(violations) => {
                let document = &source.document;
                let hour = document.hour.map(|hour| hour - HOUR_MS);
                let time = hour.or_else(|| time_of_name(&document.path)).unwrap_or(now);
                Some((time, document.path.as_str(), violations))
            }
            _ => None,
        })
        .collect();
    reports.sort_by_key(|(time, path, _)| (*time, *path));
    let mut metrics = Vec::new();
    for (time, _, report) in reports {
        let context = context(analysis, iso(time));
        let distances = report.violations.iter();
        let distances = distances.filter(|one| one.check_type == CheckType::BaselineDrift);
        for violation in distances {
            let value = violation.parsed.as_ref().map(ParsedDescription::value);
            let value = value.filter(|value| value.is_finite());
            if let (Some(feature), Some(value)) = (&violation.feature, value) {
                metrics.push(Metric {
                    kind: MetricKind::BaselineDrift,
                    feature: feature.clone(),
                    timestamp: context.timestamp.clone(),
                    dimensions: context.dimensions.clone(),
                    value: MetricValue::Single(value),
                });
            }
        }
    }
    metrics
}
