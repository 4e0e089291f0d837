//! What executions found, and projected accuracy.

use super::basis::or_empty;
use crate::settings::ReferenceRows;
use serde::{Deserialize, Serialize};

use crate::Sentence;

/// What executions of the drift container found, in order of time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ContainerResults {
    /// When each one's data ended, or its path.
    pub labels: Vec<String>,
    /// Projected accuracy as it stands in the file.
    pub accuracy: Vec<Option<f64>>,
    /// The same, recomputed from captures of that hour.
    pub recomputed_accuracy: Vec<Option<f64>>,
    /// One per feature.
    pub features: Vec<ContainerFeature>,
    /// What there is, in words.
    #[serde(flatten)]
    pub sentence: Sentence,
}

/// What executions reported, by the hour of their data.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ViolationTimeline {
    /// The hours that executions looked at, in order of time.
    pub labels: Vec<String>,
    /// Every check that fired, the most frequent first.
    pub checks: Vec<FiredCheck>,
}

/// A check that fired.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FiredCheck {
    /// The feature, or what else the violation is about.
    pub feature: String,
    /// The check's name as it stands.
    pub check: String,
    /// In how many hours it fired.
    pub fired: u64,
    /// Per hour the description as it stands, where it fired.
    pub descriptions: Vec<Option<String>>,
}

/// A feature in the executions, one entry for each.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ContainerFeature {
    /// The feature.
    pub name: String,
    /// Drift score as it stands in the file.
    pub drift_score: Vec<Option<f64>>,
    /// Decimal logarithm of the p-value in the file, never minus infinity.
    pub log10_p: Vec<Option<f64>>,
    /// Drift score recomputed from captures of that hour.
    pub recomputed_score: Vec<Option<f64>>,
    /// p-value recomputed.
    pub recomputed_log10_p: Vec<Option<f64>>,
    /// Where the file and the recomputation differ although the rows are the same, and why.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub differences: Vec<SampleDifference>,
}

/// A number of the AWS sample's that is another over all rows, with what the sample leaves out of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SampleDifference {
    /// The execution, a position in [`ContainerResults::labels`].
    pub execution: u64,
    /// As it stands in the file.
    pub reported: f64,
    /// By the sample's arithmetic, recomputed from the rows.
    pub by_the_sample: f64,
    /// Over all rows.
    pub over_all: f64,
    /// What the sample leaves out.
    pub why: SampleWhy,
}

/// What the AWS sample leaves out of a number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum SampleWhy {
    /// Of the drift score of numbers: rows outside (minimum, maximum] of the baseline.
    RowsOutside {
        /// The baseline's minimum and maximum.
        range: [f64; 2],
        /// Rows of the baseline, of the current side.
        rows: [u64; 2],
    },
    /// Of the drift score of labels: labels that one side alone has.
    LabelsOfOneSide {
        /// Labels of the baseline alone, of the current side alone.
        labels: [u64; 2],
        /// Their rows.
        rows: [u64; 2],
    },
    /// Of chi-square: the baseline's shares, taken as whole numbers of the current rows and for exact.
    BaselineAsExpected {
        /// Rows of the baseline, of the current side.
        rows: [u64; 2],
    },
}

/// Projected accuracy: a proxy without labels, and no accuracy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ProjectedAccuracy {
    /// 100 less the relative change of the mean isolation-forest score in per cent; not bounded below by 0.
    pub value: Option<f64>,
    /// `predicted_well` or `label_positive`.
    #[serde(with = "or_empty", default)]
    pub reference: Option<ReferenceRows>,
    /// The references that could be chosen instead, and this one.
    pub choices: Vec<ReferenceRows>,
    /// Reference rows.
    pub rows: u64,
    /// Trees of the forest.
    pub trees: u64,
    /// Seed of the forest.
    pub seed: u64,
    /// The value per window; gaps have none.
    pub windows: Vec<Option<f64>>,
    /// What the number is and is not.
    pub sentence: String,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// True where it would take a while and is computed when it is asked for.
    pub waits: bool,
}
