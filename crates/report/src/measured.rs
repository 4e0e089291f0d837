//! Measures that several parts of a feature have.

use serde::{Deserialize, Serialize};

use crate::number;
use leeway_stats::ks::KsMethod;

/// Kolmogorov–Smirnov test of two samples.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ks {
    /// Largest gap of the two distribution functions, from 0 to 1.
    #[serde(with = "number")]
    pub statistic: f64,
    /// Where the gap is.
    #[serde(with = "number")]
    pub location: f64,
    /// 1 where the baseline's function is above (current values are larger), −1 where it is below.
    pub sign: i8,
    /// Two-sided p-value; absent for sketches.
    pub p_value: Option<f64>,
    /// Decimal logarithm of the limiting distribution's p-value; absent for sketches.
    pub log10_p: Option<f64>,
    /// `exact`, `asymptotic` or `sketch`.
    pub method: KsMethod,
    /// For sketches: the statistic is off by at most this (99 %).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bound: Option<f64>,
}

/// A label and how often it was seen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelCount {
    /// The label.
    pub label: String,
    /// Rows.
    pub count: u64,
}
