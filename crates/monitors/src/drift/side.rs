//! A feature on one side, by its values or by statistics.

use std::collections::BTreeMap;

use super::gathered::Gathered;
use leeway_stats::ranked::Ranked;
use leeway_table::{InferredType, Series};

/// A feature on one side.
#[derive(Debug, Clone)]
pub enum FeatureSide<'a> {
    /// Raw values.
    Samples(Series<'a>),
    /// Raw values, with what was gathered of them before.
    Gathered(Series<'a>, &'a Gathered),
    /// Statistics of numbers.
    Numbers(NumberStatistics),
    /// Statistics of labels.
    Labels(LabelStatistics),
}

impl FeatureSide<'_> {
    /// Rows, missing values included.
    ///
    /// A count ≥ [`FeatureSide::missing`]; of statistics what the file says.
    pub fn rows(&self) -> u64 {
        match self {
            FeatureSide::Samples(series) | FeatureSide::Gathered(series, _) => series.rows(),
            FeatureSide::Numbers(numbers) => numbers.present + numbers.missing,
            FeatureSide::Labels(labels) => labels.present + labels.missing,
        }
    }

    /// Rows whose value is missing.
    ///
    /// A count of rows; which values are missing was decided when the file was read.
    pub fn missing(&self) -> u64 {
        match self {
            FeatureSide::Samples(series) | FeatureSide::Gathered(series, _) => {
                series.missing().total()
            }
            FeatureSide::Numbers(numbers) => numbers.missing,
            FeatureSide::Labels(labels) => labels.missing,
        }
    }
}

/// Raw values with what is gathered of them.
pub(super) type Samples<'a> = (&'a Series<'a>, &'a Gathered);

impl<'a> FeatureSide<'a> {
    /// The raw values, with `fresh` where nothing was gathered before; `None` for statistics.
    pub(super) fn samples<'b>(&'b self, fresh: &'b Gathered) -> Option<Samples<'b>> {
        match self {
            FeatureSide::Samples(series) => Some((series, fresh)),
            FeatureSide::Gathered(series, gathered) => Some((series, gathered)),
            FeatureSide::Numbers(_) | FeatureSide::Labels(_) => None,
        }
    }
}

/// Statistics of a feature of numbers.
#[derive(Debug, Clone)]
pub struct NumberStatistics {
    /// Integral or fractional.
    pub inferred_type: InferredType,
    /// Present values.
    pub present: u64,
    /// Missing values.
    pub missing: u64,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation of the population.
    pub std_dev_population: Option<f64>,
    /// Smallest value.
    pub min: Option<f64>,
    /// Largest value.
    pub max: Option<f64>,
    /// The sketch's items with their ranks; `None` where the file has no usable sketch.
    pub ranked: Option<Ranked>,
}

/// Statistics of a feature of labels.
#[derive(Debug, Clone)]
pub struct LabelStatistics {
    /// Present values.
    pub present: u64,
    /// Missing values.
    pub missing: u64,
    /// Rows per label; `None` where there were too many to list.
    pub counts: Option<BTreeMap<String, u64>>,
    /// Distinct labels, estimated.
    pub distinct: Option<u64>,
}
