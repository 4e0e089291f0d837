//! What checks, their options and outcomes are called.

use crate::report::{Check, DataQuality};

/// Stands for a status in the filter: a report says something else.
pub const DISAGREES: &str = "disagrees";

/// The statuses that can be filtered by, with their words and marks.
pub const STATUSES: [(&str, &str, &str); 4] = [
    ("violated", "Violated", "▲"),
    (DISAGREES, "Report differs", "≠"),
    ("ok", "Met", "✓"),
    ("not_checked", "Not checked", "–"),
];

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
    match (summary.constraints_from.as_deref(), &summary.constraints_path) {
        (Some("file"), Some(path)) => format!("Constraints from {path}."),
        (Some("samples"), _) => "Constraints suggested by the baseline's rows, with the defaults of Model Monitor's container.".to_owned(),
        (Some("statistics"), _) => "Constraints suggested by the baseline's statistics, with the defaults of Model Monitor's container.".to_owned(),
        _ => "No constraints are loaded.".to_owned(),
    }
}
