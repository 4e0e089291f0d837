//! What the checks need to know of a feature, counted once.
//!
//! Counting takes a pass over the values and judging does not, so that a threshold can be moved at any speed: [`measure`](super::measure) turns [`Evidence`](super::Evidence) into [`Facts`], and
//! [`Evidence::Facts`](super::Evidence::Facts) is checked like the evidence itself. A gap between distribution functions that was found elsewhere is taken over instead of sorting again.

use std::collections::BTreeMap;

use leeway_table::InferredType;

/// One side of a feature, counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Rows with a value.
    pub present: u64,
    /// Rows without.
    pub missing: u64,
    /// The type of the whole feature.
    pub inferred_type: InferredType,
    /// Rows by type, where that is known.
    pub types: Option<TypeShares>,
    /// Rows by label, for texts and where domains are constrained.
    pub labels: Option<BTreeMap<String, u64>>,
    /// The smallest number.
    pub smallest: Option<f64>,
    /// Values below zero, and whether the number is exact.
    pub negative: Option<(u64, bool)>,
    /// How far this side is from the baseline, if it is the current one and both have values.
    pub gap: Option<Gap>,
}

/// The largest gap between two distributions.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// How large, 0 to 1.
    pub simple: f64,
    /// How far `simple` may be off; 0 from samples.
    pub bound: f64,
    /// Values on the baseline's side.
    pub baseline_count: u64,
    /// Values on the current side.
    pub current_count: u64,
    /// Where it is, as words.
    pub place: String,
    /// True for a gap between shares of labels.
    pub is_of_labels: bool,
}

/// Rows by the type that their value was written in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TypeShares {
    /// Integers.
    pub integral: u64,
    /// Other numbers; `8.0` is one of them.
    pub fractional: u64,
    /// Everything else.
    pub text: u64,
    /// True when a sketch had to tell integers from others by their value, which takes `8.0` for an integer.
    pub is_by_value: bool,
}
