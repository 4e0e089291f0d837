//! What the model relies on, as the report has it.

use leeway_documents::Role;
use serde::{Deserialize, Serialize};

use crate::Sentence;
use crate::number;
use std::collections::BTreeMap;

use super::basis::Basis;
use super::checks::Reported;
use leeway_monitors::Status;

/// Attributions of both sides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// `analysis`, `model`, or `violations` where only an execution's score is known.
    pub source: Basis,
    /// The answer in words.
    #[serde(flatten)]
    pub sentence: Sentence,
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
    #[serde(with = "number")]
    pub baseline: Option<BTreeMap<String, f64>>,
    /// The current side's.
    #[serde(with = "number")]
    pub current: Option<BTreeMap<String, f64>>,
    /// How well the baseline's order is kept, of the first label.
    pub ndcg: Option<f64>,
    /// Below this the order has drifted.
    #[serde(with = "number")]
    pub threshold: f64,
    /// Violations of attribution that loaded reports name; `None` without a report.
    #[serde(default)]
    pub reported: Option<u64>,
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
    /// Models that are loaded too and are not asked, because this is the first by path.
    #[serde(default)]
    pub others: u64,
    /// Its objective.
    pub objective: String,
    /// What it adds up, in words: `40 trees`.
    pub parts: String,
    /// Records of the baseline that were explained.
    pub baseline_rows: Option<u64>,
    /// Records of the current side that were explained.
    pub current_rows: Option<u64>,
    /// The library that trained it.
    #[serde(default)]
    pub library: String,
    /// What makes its features of the data's columns, in words; absent where columns are its features as they are.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub encoder: Option<String>,
    /// Whether the captured answers are its own, where some were captured.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub captured: Option<CapturedAnswers>,
    /// Explained records with a value that the encoder does not know and would stop at; none of its categories counts for them.
    #[serde(default)]
    pub unknown_rows: u64,
}

/// Captured answers, held against the model's.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CapturedAnswers {
    /// Answers that were compared.
    pub compared: u64,
    /// Those that are the model's, but for their rounding.
    pub alike: u64,
    /// The answer in words.
    pub sentence: String,
}

/// Attributions of one label.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AttributionLabel {
    /// The label's key.
    pub label: String,
    /// The answer in words.
    #[serde(flatten)]
    pub sentence: Sentence,
    /// How well the baseline's order is kept; the reported one where only a report knows it.
    pub ndcg: Option<f64>,
    /// Why there is no such number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// `ok`, `violated` or `not_checked`.
    pub status: Status,
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
    #[serde(with = "number")]
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
    #[serde(with = "number")]
    pub distribution: Vec<f64>,
    /// The mean prediction at each value, of the first label.
    #[serde(with = "number")]
    pub predictions: Vec<f64>,
}

/// Why the model answered one record as it did.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The side: `baseline` or `current`.
    pub role: Role,
    /// The record, from 1.
    pub row: u64,
    /// Records of the side.
    pub rows: u64,
    /// The class that was explained, of several.
    pub class: Option<u64>,
    /// The score that attributions start from.
    #[serde(with = "number")]
    pub expected: f64,
    /// The record's score.
    #[serde(with = "number")]
    pub score: f64,
    /// The prediction.
    #[serde(with = "number")]
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
    #[serde(with = "number")]
    pub contribution: f64,
}
