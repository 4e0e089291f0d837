//! The parts of the report on bias and attribution.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::ratio;
use super::report::Reported;

/// Bias of both sides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Bias {
    /// Where the values of the current side come from: `samples`, `analysis`, `violations`, or empty without any.
    pub from: String,
    /// The answer in words.
    pub sentence: String,
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
    /// Metrics that are farther from their ideal than the baseline's.
    pub violated: u64,
    /// Of these certainly so.
    pub certain: u64,
}

/// One side's groups.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BiasSide {
    /// `samples` or `analysis`.
    pub from: String,
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
    /// True when the group or the rest is so small that its metrics are weak evidence.
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
    #[serde(with = "ratio", default)]
    pub value: Option<f64>,
    /// Lower end of the 95 % interval.
    #[serde(with = "ratio", default)]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(with = "ratio", default)]
    pub high: Option<f64>,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error: Option<String>,
    /// What else must be known about the value.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub remark: Option<String>,
    /// The value that says "no bias".
    pub ideal: f64,
    /// The baseline's value.
    #[serde(with = "ratio", default)]
    pub baseline: Option<f64>,
    /// `ok`, `violated` or `not_checked`.
    pub status: String,
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
    #[serde(with = "ratio", default)]
    pub value: Option<f64>,
    /// Lower end of the 95 % interval.
    #[serde(with = "ratio", default)]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(with = "ratio", default)]
    pub high: Option<f64>,
}

/// Attributions of both sides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// `analysis`, `model`, or `violations` where only an execution's score is known.
    pub source: String,
    /// The answer in words.
    pub sentence: String,
    /// Why something is missing, and what to do.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// The unit of the attributions, where it is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// The model, where one is loaded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub model: Option<ModelFacts>,
    /// The baseline's attribution by feature, of the first label.
    pub baseline: Option<BTreeMap<String, f64>>,
    /// The current side's.
    pub current: Option<BTreeMap<String, f64>>,
    /// How well the baseline's order is kept, of the first label.
    pub ndcg: Option<f64>,
    /// Below this the order has drifted.
    pub threshold: f64,
    /// Every label.
    pub labels: Vec<AttributionLabel>,
    /// How predictions depend on single features.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub partial_dependence: Vec<Dependence>,
}

/// A model in the tab.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelFacts {
    /// Its path.
    pub path: String,
    /// Its objective.
    pub objective: String,
    /// What it adds up, in words: `40 trees`.
    pub parts: String,
    /// Records of the baseline that were explained.
    pub baseline_rows: Option<u64>,
    /// Records of the current side that were explained.
    pub current_rows: Option<u64>,
}

/// Attributions of one label.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AttributionLabel {
    /// The label's key.
    pub label: String,
    /// The answer in words.
    pub sentence: String,
    /// How well the baseline's order is kept.
    pub ndcg: Option<f64>,
    /// Why there is no such number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// `ok`, `violated` or `not_checked`.
    pub status: String,
    /// The violation in Clarify's words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub violation: Option<String>,
    /// What a loaded report says about it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reported: Option<Reported>,
    /// All features in the baseline's order, and then those that it lacks.
    pub features: Vec<AttributionFeature>,
    /// The order's agreement with the baseline's per window; `None` in a gap.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub windows: Vec<Option<f64>>,
    /// Tokens of text features with the largest attributions.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub tokens: Vec<FeatureTokens>,
}

/// One feature's attributions and places in both orders, from 1.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AttributionFeature {
    /// The feature.
    pub name: String,
    /// The baseline's attribution.
    pub baseline: Option<f64>,
    /// The current one.
    pub current: Option<f64>,
    /// Place in the baseline's order.
    pub baseline_rank: Option<u32>,
    /// Place in the current order.
    pub current_rank: Option<u32>,
}

/// Tokens of a text feature.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FeatureTokens {
    /// The feature.
    pub feature: String,
    /// Token and attribution, largest first.
    pub tokens: Vec<(String, f64)>,
}

/// How predictions depend on one feature.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Dependence {
    /// The feature.
    pub feature: String,
    /// Whether its values are numbers in order.
    pub numerical: bool,
    /// The values.
    pub values: Vec<String>,
    /// Share of the rows near each value.
    pub distribution: Vec<f64>,
    /// The mean prediction at each value, of the first label.
    pub predictions: Vec<f64>,
}

/// Why the model answered one record as it did.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The side: `baseline` or `current`.
    pub role: String,
    /// The record, from 1.
    pub row: u64,
    /// Records of the side.
    pub rows: u64,
    /// The class that was explained, of several.
    pub class: Option<u64>,
    /// The score that attributions start from.
    pub expected: f64,
    /// The record's score.
    pub score: f64,
    /// The prediction.
    pub prediction: f64,
    /// The unit of scores and contributions.
    pub unit: String,
    /// The answer in words.
    pub sentence: String,
    /// The features, the largest contribution first.
    pub parts: Vec<ExplanationPart>,
}

/// What a feature contributes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ExplanationPart {
    /// The feature.
    pub feature: String,
    /// Its value in the record.
    pub value: String,
    /// What it adds to the score.
    pub contribution: f64,
}
