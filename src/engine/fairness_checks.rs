//! What bias and attributions are checked for, as the report lists checks.

use crate::documents::model_monitor::CheckType;
use crate::report::Check;
use crate::report::attribution::{Attribution, AttributionLabel};
use crate::report::bias::{Bias, BiasFacet, BiasMetric};

/// Monitors as checks name them: those of the report's parts.
const MONITORS: [&str; 2] = ["bias", "attribution"];

/// A check for every metric of every group and for every label's order, where there is a baseline or a report to hold them against.
pub fn checks(bias: Option<&Bias>, attribution: Option<&Attribution>) -> Vec<Check> {
    let groups = bias.into_iter().flat_map(|bias| &bias.facets);
    let metrics = groups.flat_map(|facet| {
        let all = facet.pre_training.iter().chain(&facet.post_training);
        all.filter(|metric| metric.baseline.is_some() || metric.reported.is_some())
            .map(|metric| of_metric(facet, metric))
    });
    let labels = attribution.into_iter().flat_map(|attribution| {
        let labels = attribution.labels.iter();
        labels
            .filter(|label| label.ndcg.is_some() || label.reported.is_some())
            .map(|label| of_label(label, attribution.threshold))
    });
    metrics.chain(labels).collect()
}

fn of_metric(facet: &BiasFacet, metric: &BiasMetric) -> Check {
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    let group = match facet.value.as_str() {
        "" => facet.name.clone(),
        value => format!("{} {value}", facet.name),
    };
    let reason = match (metric.status.as_str(), &metric.error, metric.baseline) {
        ("not_checked", Some(error), _) => Some(error.clone()),
        ("not_checked", None, None) => {
            Some("There is no baseline value to hold it against.".to_owned())
        }
        ("not_checked", None, _) => Some("It has no value.".to_owned()),
        _ => None,
    };
    Check {
        monitor: MONITORS[0].to_owned(),
        feature: format!("{} of {group}", metric.name),
        check: CheckType::BiasDrift.name().to_owned(),
        status: metric.status.clone(),
        observed: finite(metric.value),
        threshold: finite(metric.baseline),
        option: None,
        description: metric.violation.clone(),
        explanation: match &reason {
            Some(reason) if metric.sentence.is_empty() => reason.clone(),
            _ => metric.sentence.clone(),
        },
        reason,
        reported: metric.reported.clone(),
    }
}

fn of_label(label: &AttributionLabel, threshold: f64) -> Check {
    let is_checked = label.status != "not_checked";
    Check {
        monitor: MONITORS[1].to_owned(),
        feature: label.label.clone(),
        check: CheckType::FeatureAttributionDrift.name().to_owned(),
        status: label.status.clone(),
        observed: label.ndcg,
        threshold: Some(threshold),
        option: None,
        description: label.violation.clone(),
        reason: label.reason.clone().filter(|_| !is_checked),
        explanation: label.sentence.clone(),
        reported: label.reported.clone(),
    }
}
