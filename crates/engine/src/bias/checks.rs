//! What bias is checked for, as the report lists checks.

use leeway_documents::model_monitor::CheckType;
use leeway_monitors::MonitorName;
use leeway_monitors::Status;
use leeway_presentation::bias::check_name;
use leeway_report::Check;
use leeway_report::bias::{Bias, BiasFacet, BiasMetric};

/// A check for every metric of every group, where there is a baseline or a report to hold it against.
///
/// Observed and threshold are in the metric's own range, the threshold being the baseline's value. Nothing comes of `None`.
pub fn checks(bias: Option<&Bias>) -> impl Iterator<Item = Check> {
    let groups = bias.into_iter().flat_map(|bias| &bias.facets);
    groups.flat_map(|facet| {
        let all = facet.pre_training.iter().chain(&facet.post_training);
        all.filter(|metric| metric.baseline.is_some() || metric.reported.is_some())
            .map(|metric| of_metric(facet, metric))
    })
}

fn of_metric(facet: &BiasFacet, metric: &BiasMetric) -> Check {
    let reason = match (metric.status, &metric.error, metric.baseline) {
        (Status::NotChecked, Some(error), _) => Some(error.clone()),
        (Status::NotChecked, None, None) => {
            Some("There is no baseline value to hold it against.".to_owned())
        }
        (Status::NotChecked, None, _) => Some("It has no value.".to_owned()),
        _ => None,
    };
    Check {
        monitor: MonitorName::Bias,
        feature: check_name(facet, &metric.name),
        check: CheckType::BiasDrift.name().to_owned(),
        status: metric.status,
        observed: metric.value,
        threshold: metric.baseline,
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
