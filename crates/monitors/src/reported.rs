//! Whose a reported violation is, and what it is about.
//!
//! All monitors write one form of file, and custom containers write names of checks of their own. Known checks decide; else the wording, then which names the violation
//! carries. Rejected: the path, which says nothing of a file that was copied.

use leeway_documents::model_monitor::{CheckType, Violation, Wording};
use leeway_documents::model_quality::Metric;

use crate::MonitorName;

/// The monitor that a violation is of: data quality where nothing tells of another.
///
/// By the type of the check, else by the wording of the sentence.
pub fn monitor_of(violation: &Violation) -> MonitorName {
    match violation.check_type {
        CheckType::LessThanThreshold | CheckType::GreaterThanThreshold => MonitorName::ModelQuality,
        CheckType::BiasDrift => MonitorName::Bias,
        CheckType::FeatureAttributionDrift => MonitorName::Attribution,
        CheckType::Other => {
            let wording = violation.parsed.as_ref().map(|parsed| parsed.wording);
            match wording {
                Some(Wording::QualityAlert | Wording::MetricBelow | Wording::MetricAbove) => {
                    MonitorName::ModelQuality
                }
                Some(Wording::BiasMetric) => MonitorName::Bias,
                Some(Wording::AttributionDrift) => MonitorName::Attribution,
                _ if violation.facet.is_some() => MonitorName::Bias,
                _ => MonitorName::DataQuality,
            }
        }
        _ => MonitorName::DataQuality,
    }
}

/// What a violation is about, as checks call it: the feature, the metric in Leeway's spelling, the metric of a group, the label.
///
/// Empty where the file names nothing. An alert's `accuracy_score` is `accuracy`.
pub fn subject_of(violation: &Violation) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match monitor_of(violation) {
        MonitorName::ModelQuality => metric_of(violation),
        MonitorName::Bias => {
            let group = match (text(&violation.facet), text(&violation.facet_value)) {
                (facet, value) if value.is_empty() => facet,
                (facet, value) => format!("{facet} {value}"),
            };
            format!("{} of {group}", text(&violation.metric))
        }
        MonitorName::Attribution => text(&violation.label),
        _ => {
            let of_metric = violation.feature.is_none().then_some(&violation.metric);
            of_metric.map_or_else(|| text(&violation.feature), text)
        }
    }
}

fn metric_of(violation: &Violation) -> String {
    let parsed = violation.parsed.as_ref();
    let parsed = parsed.and_then(|parsed| parsed.subject.clone());
    let name = violation.metric.clone().or(parsed);
    let name = name
        .or_else(|| violation.feature.clone())
        .unwrap_or_default();
    let name = name
        .strip_suffix("_score")
        .filter(|short| Metric::parse(short).is_some())
        .unwrap_or(&name);
    Metric::parse(name).map_or_else(|| name.to_owned(), |metric| metric.name().to_owned())
}
