//! What attributions are checked for, as the report lists checks.

use leeway_documents::model_monitor::CheckType;
use leeway_monitors::{Agreement, MonitorName};
use leeway_report::Check;
use leeway_report::attribution::{Attribution, AttributionLabel};

/// A check for every label's order, where there is a baseline or a report to hold it against.
///
/// Observed is the nDCG from 0 to 1, which must not be below the threshold. Nothing comes of `None`; a label that could not be compared has the status
/// `not_checked` and its reason.
pub fn checks(attribution: Option<&Attribution>) -> impl Iterator<Item = Check> {
    attribution.into_iter().flat_map(|attribution| {
        let labels = attribution.labels.iter();
        labels
            .filter(|label| label.ndcg.is_some() || label.reported.is_some())
            .map(|label| of_label(label, attribution.threshold))
    })
}

/// What the report held the label against, where the report alone knows it.
fn reported_limit(label: &AttributionLabel) -> Option<f64> {
    let reported = label.reported.as_ref();
    let alone = reported.filter(|reported| reported.agreement == Agreement::NotRecomputed);
    alone.and_then(|reported| reported.limit)
}

fn of_label(label: &AttributionLabel, threshold: f64) -> Check {
    let is_checked = label.status.is_made();
    Check {
        monitor: MonitorName::Attribution,
        feature: label.label.clone(),
        check: CheckType::FeatureAttributionDrift.name().to_owned(),
        status: label.status,
        observed: label.ndcg,
        threshold: reported_limit(label).or(Some(threshold)),
        option: None,
        description: label.violation.clone(),
        reason: label.reason.clone().filter(|_| !is_checked),
        explanation: label.sentence.to_string(),
        reported: label.reported.clone(),
    }
}
