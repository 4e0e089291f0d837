//! Checks of the report.

use serde::{Deserialize, Serialize};

use crate::number;

use super::basis::Basis;
use leeway_documents::model_monitor::Bound;
use leeway_monitors::{Agreement, MonitorName, Status};

/// What the check of an alarm on a feature's distance is called.
pub const ALARM_CHECK: &str = "cloudwatch_alarm";

/// A constraint and how the current side meets it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// `data_quality`, `model_quality`, `bias` or `attribution`.
    pub monitor: MonitorName,
    /// The feature, or `Missing columns` and `Extra columns`; a metric of model quality; a metric of a group (`DPPL of gender F`); a label of the model.
    pub feature: String,
    /// What is checked: a name of Model Monitor's, or `non_negative_check`, `missing_share_check`, `unseen_labels_check`.
    pub check: String,
    /// `ok`, `violated` or `not_checked`; `violated` also where a report says so and nothing was recomputed.
    pub status: Status,
    /// A share from 0 to 1, a distance, a number of columns, or a metric; `"Infinity"` of a ratio over nothing.
    #[serde(with = "number", default)]
    pub observed: Option<f64>,
    /// What is allowed, in the same unit.
    #[serde(with = "number", default)]
    pub threshold: Option<f64>,
    /// The option that says so and can be edited.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub option: Option<String>,
    /// The violation in the words of Model Monitor's container.
    pub description: Option<String>,
    /// Why it was not checked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// What was observed, what was allowed, and the arithmetic in words.
    pub explanation: String,
    /// What a loaded report says about it, or that it is silent on a violation; `None` without a report, or where both find nothing.
    pub reported: Option<Reported>,
}

impl Check {
    /// True for a violation that a report alone names: its numbers are the report's.
    pub fn is_reported_alone(&self) -> bool {
        let reported = self.reported.as_ref();
        reported.is_some_and(|reported| reported.agreement == Agreement::NotRecomputed)
    }

    /// True for a check that was made here, violated or not.
    pub fn is_recomputed(&self) -> bool {
        self.status.is_made() && !self.is_reported_alone()
    }

    /// True where a report says something else than what was recomputed.
    pub fn is_disagreed(&self) -> bool {
        let reported = self.reported.as_ref();
        reported.is_some_and(|reported| reported.agreement.is_disagreement())
    }
}

/// What a report says about a check.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reported {
    /// The sentence as it stands; `None` where the report is silent.
    pub description: Option<String>,
    /// The number in it, in the unit of the observed one.
    #[serde(with = "number", default)]
    pub value: Option<f64>,
    /// The number in it that is allowed, in the same unit; a bias metric's is the baseline's value.
    #[serde(with = "number", default)]
    pub limit: Option<f64>,
    /// What that number is: `at_least`, `at_most`, or `baseline`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bound: Option<Bound>,
    /// The standard deviation in it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub standard_deviation: Option<f64>,
    /// `agrees`: the same number and outcome; `differs`; `silent`: the report does not name a violation that was found; `not_recomputed`: only the report knows.
    pub agreement: Agreement,
    /// Reported less observed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub difference: Option<f64>,
    /// Why they differ, or why it was not recomputed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub explanation: Option<String>,
}

/// The data-quality monitor in short.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DataQuality {
    /// `file`, or what suggested the constraints: `samples` or `statistics`; `None` without constraints.
    pub constraints_from: Option<Basis>,
    /// The file's path.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub constraints_path: Option<String>,
    /// Whether the settings change them.
    pub is_edited: bool,
    /// Checks made here.
    pub checked: u64,
    /// Of these violated.
    pub violated: u64,
    /// Violations that the loaded reports name; `None` without a report.
    pub reported: Option<u64>,
    /// Of these not recomputed: only the report knows.
    #[serde(default)]
    pub not_recomputed: u64,
    /// Checks that a report disagrees with.
    pub disagreements: u64,
    /// The outcome as a sentence.
    pub sentence: String,
    /// What each threshold could be, and what would fire.
    pub sliders: Vec<Slider>,
    /// The options that are words, for all features.
    pub choices: Vec<Choice>,
}

/// An option that is one of several words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The option.
    pub option: String,
    /// The word in force.
    pub value: String,
    /// The words there are.
    pub values: Vec<String>,
}

/// What one option decides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Slider {
    /// The check.
    pub check: String,
    /// The option.
    pub option: String,
    /// Its value for all features; `None` for one that every feature has its own of.
    pub threshold: Option<f64>,
    /// Whether a check fires above its threshold, or below it.
    pub fires_above: bool,
    /// What was observed, one per feature, ascending.
    #[serde(with = "number")]
    pub observed: Vec<f64>,
}
