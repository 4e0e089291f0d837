//! The checks: Model Monitor's six, and three that it does not make.
//!
//! One [`Check`] per feature and constraint, violated or not, in the order of the constraints, after the two checks on columns. A check that cannot be made says why.
//! [`Check::description`] is the sentence that Model Monitor's container writes, to the letter.

use crate::Status;
use leeway_documents::model_monitor::{CheckType, ConfigOption};
use leeway_table::InferredType;

use super::drift::Drift;

/// One constraint and how the current side meets it.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The feature, or `Missing columns` and `Extra columns`.
    pub feature: String,
    /// What is checked.
    pub check: CheckKind,
    /// The outcome.
    pub status: Status,
    /// What was observed: a share from 0 to 1, a distance, or a number of columns.
    pub observed: Option<f64>,
    /// What is allowed, in the same unit.
    pub threshold: Option<f64>,
    /// The option that says what is allowed, where one does.
    pub option: Option<ConfigOption>,
    /// How far `observed` may be off; 0 from samples.
    pub bound: f64,
    /// Probability of so much without a change, where the check is tested against chance; not adjusted.
    pub p_value: Option<f64>,
    /// Rows that `observed` is a share of, or that were compared.
    pub rows: u64,
    /// The type that values must have, for the check on types.
    pub expected_type: Option<InferredType>,
    /// The distance in all its forms, for the check on drift.
    pub drift: Option<Drift>,
    /// A violation in the container's words; `None` when nothing is violated or the container has no such check.
    pub description: Option<String>,
    /// What was observed, what was allowed, by which option.
    pub explanation: String,
    /// Why the check was not made.
    pub reason: Option<String>,
}

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckKind {
    /// One of Model Monitor's six.
    ModelMonitor(CheckType),
    /// No value is negative.
    NonNegative,
    /// The share of missing rows has not moved.
    MissingShare,
    /// No label is new.
    UnseenLabels,
}

impl CheckKind {
    /// The name in a report: Model Monitor's own `constraint_check_type` for its checks, one of this project's for others.
    ///
    /// Snake case with `_check` at its end; no two kinds share one.
    pub fn name(self) -> &'static str {
        match self {
            CheckKind::ModelMonitor(check) => check.name(),
            CheckKind::NonNegative => "non_negative_check",
            CheckKind::MissingShare => "missing_share_check",
            CheckKind::UnseenLabels => "unseen_labels_check",
        }
    }
}

impl Check {
    /// A check that has not been made.
    pub(super) fn new(feature: &str, check: CheckKind) -> Self {
        Check {
            feature: feature.to_owned(),
            check,
            status: Status::NotChecked,
            observed: None,
            threshold: None,
            option: None,
            bound: 0.0,
            p_value: None,
            rows: 0,
            expected_type: None,
            drift: None,
            description: None,
            explanation: String::new(),
            reason: None,
        }
    }

    /// A check that cannot be made, and why.
    pub(super) fn not_made(self, reason: &str) -> Self {
        Check {
            status: Status::NotChecked,
            explanation: reason.to_owned(),
            reason: Some(reason.to_owned()),
            ..self
        }
    }

    /// Decides a check of the container's, with its sentence.
    pub(super) fn decided(self, is_violated: bool, sentence: impl FnOnce() -> String) -> Self {
        Check {
            description: is_violated.then(sentence),
            ..self.decided_beyond(is_violated)
        }
    }

    /// Decides a check that the container does not have.
    pub(super) fn decided_beyond(self, is_violated: bool) -> Self {
        Check {
            status: Status::of(is_violated),
            ..self
        }
    }
}

/// Why nothing is checked.
pub(super) fn disabled() -> String {
    format!(
        "`{}` is disabled.",
        ConfigOption::EvaluateConstraints.name()
    )
}
