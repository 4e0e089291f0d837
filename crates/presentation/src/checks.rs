//! What checks, their options and outcomes are called.

use super::format::counted;
use leeway_monitors::{Agreement, MonitorName, Status};
use leeway_report::Basis;
use leeway_report::{ALARM_CHECK, Check, DataQuality, Report};

/// What checks can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A status, whether it was found here or reported.
    Is(Status),
    /// A report says something else.
    Differs,
    /// A report alone knows it.
    ReportedAlone,
}

impl Outcome {
    /// True for the checks that are of this kind; a check may be of several.
    pub fn is_of(self, check: &Check) -> bool {
        match self {
            Outcome::Is(status) => check.status == status,
            Outcome::Differs => check.is_disagreed(),
            Outcome::ReportedAlone => check.is_reported_alone(),
        }
    }
}

/// All of them, with words and marks.
pub const OUTCOMES: [(Outcome, &str, &str); 5] = [
    (Outcome::Is(Status::Violated), "Violated", "▲"),
    (Outcome::ReportedAlone, "Reported, not recomputed", "◌"),
    (Outcome::Differs, "Report differs", "≠"),
    (Outcome::Is(Status::Ok), "Met", "✓"),
    (Outcome::Is(Status::NotChecked), "Not checked", "–"),
];

/// A status in words, and its mark.
pub fn status_words(status: Status) -> (&'static str, &'static str) {
    let known = OUTCOMES
        .iter()
        .find(|(known, ..)| *known == Outcome::Is(status));
    known.map_or(("", ""), |(_, words, mark)| (*words, *mark))
}

/// How a report goes together with what was recomputed: a mark and words. A silent report has none; its explanation begins with it.
pub fn agreement_words(agreement: Agreement) -> (&'static str, &'static str) {
    match agreement {
        Agreement::NotRecomputed => ("◌", "Reported, not recomputed"),
        Agreement::Agrees => ("✓", "Report agrees"),
        Agreement::Differs => ("≠", "Report differs"),
        Agreement::Silent => ("≠", ""),
    }
}

/// What reports say of some checks together: the first that holds of a disagreement, a violation that was not recomputed, an agreement.
pub fn together<'a>(checks: impl Iterator<Item = &'a Check>) -> Option<Agreement> {
    let known = checks.filter_map(|check| Some(check.reported.as_ref()?.agreement));
    known.min_by_key(|agreement| match agreement {
        Agreement::Differs => 0,
        Agreement::Silent => 1,
        Agreement::NotRecomputed => 2,
        Agreement::Agrees => 3,
    })
}

/// How many of a monitor's checks were made here and violated, and how many violations are reported alone, as a sentence; `None` where neither.
pub fn tally(report: &Report, monitor: MonitorName, one: &str, many: &str) -> Option<String> {
    let own = || {
        report
            .checks
            .iter()
            .filter(move |check| check.monitor == monitor)
    };
    let made = own().filter(|check| check.is_recomputed());
    let violated = made
        .clone()
        .filter(|check| check.status.is_violated())
        .count();
    let made = made.count() as u64;
    let alone = own().filter(|check| check.is_reported_alone()).count() as u64;
    let title = monitor.title();
    let reported = counted(alone, "violation is", "violations are");
    match (made, alone) {
        (0, 0) => None,
        (0, _) => Some(format!("{title}: {reported} reported, not recomputed.")),
        (_, 0) => Some(format!(
            "{title}: {violated} of {} violated.",
            counted(made, one, many)
        )),
        _ => Some(format!(
            "{title}: {violated} of {} violated; {reported} reported and not recomputed.",
            counted(made, one, many)
        )),
    }
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
        ALARM_CHECK => "CloudWatch alarm",
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
