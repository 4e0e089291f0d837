//! Bias of both sides, as the report has it.

use serde::{Deserialize, Serialize};

use super::basis::{Basis, or_empty};
use super::checks::Reported;
use super::number;
use crate::Sentence;
use leeway_monitors::Status;

/// Bias of both sides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Bias {
    /// Where the values of the current side come from: `samples`, `analysis`, `violations`, or empty without any.
    #[serde(with = "or_empty", default)]
    pub from: Option<Basis>,
    /// The answer in words.
    #[serde(flatten)]
    pub sentence: Sentence,
    /// Why there is nothing, or less than there could be, and what to do.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// The label's column, its positive label, the prediction's column and the column that conditional metrics condition on.
    pub label: Option<String>,
    /// The positive label, or the interval that is positive.
    pub positive: Option<String>,
    /// The prediction's or probability's column.
    pub prediction: Option<String>,
    /// What the conditional metrics condition on.
    pub group_variable: Option<String>,
    /// Groups of the current side, or of the baseline if it is alone.
    pub facets: Vec<BiasFacet>,
    /// The baseline's groups.
    pub baseline: Option<BiasSide>,
    /// Columns that could be facets.
    pub offered: Vec<OfferedFacet>,
    /// Metrics that are farther from their ideal than the baseline's, as was found here.
    pub violated: u64,
    /// Of these certainly so.
    pub certain: u64,
    /// Violations of bias that loaded reports name; `None` without a report.
    #[serde(default)]
    pub reported: Option<u64>,
    /// Of these not recomputed: only the report knows.
    #[serde(default)]
    pub not_recomputed: u64,
}

/// One side's groups.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BiasSide {
    /// `samples`, `analysis` or `violations`.
    pub from: Basis,
    /// Its groups.
    pub facets: Vec<BiasFacet>,
}

/// A column that could be a facet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OfferedFacet {
    /// The column.
    pub name: String,
    /// Its labels; empty for a number, which needs a threshold.
    pub labels: Vec<String>,
    /// For a number, the median as a first threshold.
    pub threshold: Option<f64>,
}

/// A group compared with all other rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BiasFacet {
    /// The facet's column.
    pub name: String,
    /// The group, as Clarify writes it.
    pub value: String,
    /// Rows that were compared; `None` where only values are known.
    pub rows: Option<u64>,
    /// Rows of the group.
    pub group_rows: Option<u64>,
    /// Rows that were left out because they lack the facet's value, the label or the prediction.
    pub left_out: u64,
    /// True when the group or the rest has fewer than 20 rows, so that its metrics are weak evidence.
    pub weak: bool,
    /// Why the group could not be compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// Metrics of labels.
    pub pre_training: Vec<BiasMetric>,
    /// Metrics of predictions.
    pub post_training: Vec<BiasMetric>,
    /// Rows and rows of the group per window.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub windows: Vec<BiasWindow>,
}

/// A group's size in one window.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BiasWindow {
    /// Rows.
    pub rows: u64,
    /// Rows of the group.
    pub group_rows: u64,
}

/// One metric.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BiasMetric {
    /// `DPL` and the like.
    pub name: String,
    /// The name in words.
    pub description: String,
    /// The value; `"Infinity"` and `"-Infinity"` where a ratio is over nothing, null beside an error.
    #[serde(with = "number", default)]
    pub value: Option<f64>,
    /// Lower end of the 95 % interval.
    #[serde(with = "number", default)]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(with = "number", default)]
    pub high: Option<f64>,
    /// True where the interval is wider than half of the metric's range, and the group or the rest has fewer than 20 rows.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub too_few_rows: bool,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error: Option<String>,
    /// What else must be known about the value.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub remark: Option<String>,
    /// True where Clarify would refuse to compute it; the remark says why.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub is_refused: bool,
    /// The value that says "no bias".
    #[serde(with = "number")]
    pub ideal: f64,
    /// The baseline's value.
    #[serde(with = "number", default)]
    pub baseline: Option<f64>,
    /// `ok`, `violated` or `not_checked`.
    pub status: Status,
    /// For a violation, whether it is more than chance explains.
    pub certain: Option<bool>,
    /// What the value says, in words.
    pub sentence: String,
    /// The violation in Clarify's words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub violation: Option<String>,
    /// What a loaded report says about it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reported: Option<Reported>,
    /// The metric per window; `None` in a gap.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub windows: Vec<Option<BiasPoint>>,
}

/// A metric in one window.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BiasPoint {
    /// The value.
    #[serde(with = "number", default)]
    pub value: Option<f64>,
    /// Lower end of the 95 % interval.
    #[serde(with = "number", default)]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(with = "number", default)]
    pub high: Option<f64>,
    /// True where the interval is wider than half of the metric's range, and the group or the rest has fewer than 20 rows.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub too_few_rows: bool,
}
