//! What checks, their options and outcomes are called.

use leeway_monitors::Status;
use leeway_report::Basis;
use leeway_report::{Check, DataQuality};

/// What checks can be filtered by, with words and marks; `None` is that a report says something else.
pub const STATUSES: [(Option<Status>, &str, &str); 4] = [
    (Some(Status::Violated), "Violated", "▲"),
    (None, "Report differs", "≠"),
    (Some(Status::Ok), "Met", "✓"),
    (Some(Status::NotChecked), "Not checked", "–"),
];

/// A status in words, and its mark.
pub fn status_words(status: Status) -> (&'static str, &'static str) {
    let known = STATUSES.iter().find(|(known, ..)| *known == Some(status));
    known.map_or(("", ""), |(_, words, mark)| (*words, *mark))
}

/// Whether a report says something else.
pub fn disagrees(check: &Check) -> bool {
    check
        .reported
        .as_ref()
        .is_some_and(|reported| !reported.agrees)
}

/// A check in words.
pub fn check_words(name: &str) -> &str {
    match name {
        "data_type_check" => "Data type",
        "completeness_check" => "Completeness",
        "baseline_drift_check" => "Baseline drift",
        "missing_column_check" => "Missing columns",
        "extra_column_check" => "Extra columns",
        "categorical_values_check" => "Known labels",
        "non_negative_check" => "No negative values",
        "missing_share_check" => "Missing share",
        "unseen_labels_check" => "Unseen labels",
        "LessThanThreshold" => "Metric, at least",
        "GreaterThanThreshold" => "Metric, at most",
        "bias_drift_check" => "Bias drift",
        "feature_attribution_drift_check" => "Attribution drift",
        other => other,
    }
}

/// What an option decides, in words.
pub fn option_words(option: &str) -> &str {
    match option {
        "comparison_threshold" => "Drift of numbers",
        "categorical_comparison_threshold" => "Drift of labels",
        "datatype_check_threshold" => "Data type",
        "completeness" => "Completeness",
        "domain_content_threshold" => "Known labels",
        "evaluate_constraints" => "Check constraints",
        "perform_comparison" => "Compare",
        "comparison_method" => "Numbers",
        "categorical_drift_method" => "Labels",
        "emit_metrics" => "Publish metrics",
        other => other,
    }
}

/// A word of an option, in words.
pub fn choice_words(word: &str) -> &str {
    match word {
        "Enabled" => "On",
        "Disabled" => "Off",
        "Robust" => "Robust: less chance",
        "Simple" => "Simple: as it is",
        "LInfinity" => "LInfinity: widest gap",
        "ChiSquared" => "ChiSquared: chi-square test",
        other => other,
    }
}

/// Where the constraints are from, as a sentence.
pub fn from_words(summary: &DataQuality) -> String {
    match (summary.constraints_from, &summary.constraints_path) {
        (Some(Basis::File), Some(path)) => format!("Constraints from {path}."),
        (Some(Basis::Samples), _) => "Constraints suggested by the baseline's rows, with the defaults of Model Monitor's container.".to_owned(),
        (Some(Basis::Statistics), _) => "Constraints suggested by the baseline's statistics, with the defaults of Model Monitor's container.".to_owned(),
        _ => "No constraints are loaded.".to_owned(),
    }
}
