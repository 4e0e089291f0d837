//! What is left of every feature while a brush moves.

use serde::{Deserialize, Serialize};

/// What brushes leave of every feature, on bins.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Brushed {
    /// Selected rows.
    pub rows: u64,
    /// Rows of the current side.
    pub of: u64,
    /// Selected rows per window; the brush on time does not count against it.
    pub windows: Vec<u32>,
    /// Features that could be counted.
    pub features: Vec<BrushedFeature>,
}

/// A feature's selected rows; its own brush does not count against it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BrushedFeature {
    /// The feature.
    pub name: String,
    /// Selected rows on the report's bins.
    pub current: Vec<u32>,
    /// The same on the histogram's bins; of the feature that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub histogram: Vec<u32>,
    /// 100 · Σ |p − q| on the report's bins; for missing values without a bin of their own, as it will be.
    pub drift_score: Option<f64>,
    /// Largest gap of the distribution functions at the bins' edges: at most the exact one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ks: Option<f64>,
}
