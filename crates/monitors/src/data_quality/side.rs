//! One side of a comparison, from samples or from statistics.

use std::borrow::Cow;
use std::collections::BTreeMap;

use leeway_documents::model_monitor::{FeatureStatistics, Statistics, Summary};
use leeway_stats::{kll::Sketch, ranked::Ranked, sort::sorted};
use leeway_table::{InferredType, Series, Table, canonical_label};

use super::facts::{Facts, Gap, TypeShares};
use crate::drift::Gathered;

/// What is known about the features of one side.
#[derive(Debug, Clone, Default)]
pub struct Features<'a> {
    features: Vec<(&'a str, Evidence<'a>)>,
}

/// What is known about one feature of one side.
#[derive(Debug, Clone)]
pub enum Evidence<'a> {
    /// Every value.
    Samples(Series<'a>),
    /// Every value, with what was gathered of them before.
    Gathered(Series<'a>, &'a Gathered),
    /// What a run counted.
    Statistics(&'a FeatureStatistics),
    /// What was counted before, of either.
    Facts(&'a Facts),
}

impl<'a> Features<'a> {
    /// The columns of a table, in its order and by their own names.
    ///
    /// One feature per column; missing and unread values are counted, not left out. For a table with a header, see [`Features::of_series`] otherwise.
    pub fn of_table(table: &'a Table) -> Self {
        let series = |column| Series::new([column]);
        let columns = table.columns.iter();
        Features::of_series(columns.map(|column| (column.name.as_str(), series(column))))
    }

    /// Series under names given by the caller, who knows which header-less column is which feature.
    ///
    /// One feature per pair, in their order; of equal names [`Features::feature`] finds the first.
    pub fn of_series(features: impl IntoIterator<Item = (&'a str, Series<'a>)>) -> Self {
        Features {
            features: features
                .into_iter()
                .map(|(name, series)| (name, Evidence::Samples(series)))
                .collect(),
        }
    }

    /// The features of a statistics file, in its order.
    ///
    /// Counts and sketches stand for the rows, which are not there: what they do not say, the checks say they lack.
    pub fn of_statistics(statistics: &'a Statistics) -> Self {
        Features {
            features: statistics
                .features
                .iter()
                .map(|feature| (feature.name.as_str(), Evidence::Statistics(feature)))
                .collect(),
        }
    }

    /// Features of which different things are known, samples of some and statistics of others.
    ///
    /// In their order; a side may be empty.
    pub fn of_evidence(features: impl IntoIterator<Item = (&'a str, Evidence<'a>)>) -> Self {
        Features {
            features: features.into_iter().collect(),
        }
    }

    /// Features that were counted before, so that judging anew reads no row.
    ///
    /// One feature per pair, in their order; facts keep counts and the gap to the baseline, but no values.
    pub fn of_facts(features: impl IntoIterator<Item = (&'a str, &'a Facts)>) -> Self {
        Features {
            features: features
                .into_iter()
                .map(|(name, facts)| (name, Evidence::Facts(facts)))
                .collect(),
        }
    }

    /// The features with their names, in their order, as checks and reports list them.
    ///
    /// Empty for a side without any; names are as the file or the caller gave them.
    pub fn features(&self) -> &[(&'a str, Evidence<'a>)] {
        &self.features
    }

    /// What is known of the feature called `name`; the first, if several are.
    ///
    /// `None` where no feature is called exactly so, case and spaces included.
    pub fn feature(&self, name: &str) -> Option<&Evidence<'a>> {
        self.features
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, evidence)| evidence)
    }
}

impl Evidence<'_> {
    /// Rows with a value, and rows without.
    ///
    /// Counts of rows; (0, 0) where statistics do not say. Which values are missing was decided when the file was read.
    pub fn presence(&self) -> (u64, u64) {
        match self {
            Evidence::Samples(series) | Evidence::Gathered(series, _) => {
                let missing = series.missing().total();
                (series.rows() - missing, missing)
            }
            Evidence::Statistics(feature) => feature.presence().unwrap_or_default(),
            Evidence::Facts(facts) => (facts.present, facts.missing),
        }
    }

    /// All rows, with a value or without.
    ///
    /// A count; 0 where statistics do not say, see [`Evidence::presence`].
    pub fn rows(&self) -> u64 {
        let (present, missing) = self.presence();
        present + missing
    }

    /// The type of the whole feature, in Model Monitor's terms.
    ///
    /// Of samples one text makes it a `String`, as in the container; of statistics what the file says, else what it holds: fractional for sketches, a string
    /// for labels, unknown for neither.
    pub fn inferred_type(&self) -> InferredType {
        match self {
            Evidence::Samples(series) | Evidence::Gathered(series, _) => series.inferred_type(),
            Evidence::Statistics(feature) => {
                feature.inferred_type.unwrap_or(match &feature.summary {
                    Summary::Numbers(_) => InferredType::Fractional,
                    Summary::Labels(_) => InferredType::String,
                    Summary::Nothing => InferredType::Unknown,
                })
            }
            Evidence::Facts(facts) => facts.inferred_type,
        }
    }

    /// Rows by type; `None` where statistics do not tell: a `String` feature may hold numbers.
    ///
    /// In rows that have a value; shares of integers and fractions are estimated from a sketch, give or take its rank error.
    pub fn types(&self) -> Option<TypeShares> {
        let feature = match self {
            Evidence::Samples(series) | Evidence::Gathered(series, _) => {
                let types = series.types();
                return Some(TypeShares {
                    integral: types.integral,
                    fractional: types.fractional + types.infinite,
                    text: types.text,
                    is_by_value: false,
                });
            }
            Evidence::Facts(facts) => return facts.types,
            Evidence::Statistics(feature) => feature,
        };
        let (present, _) = self.presence();
        let none = TypeShares {
            integral: 0,
            fractional: 0,
            text: 0,
            is_by_value: false,
        };
        match (self.inferred_type(), &feature.summary) {
            _ if present == 0 => Some(none),
            (InferredType::Integral, _) => Some(TypeShares {
                integral: present,
                ..none
            }),
            (InferredType::Fractional, Summary::Numbers(numbers)) => {
                let sketch = numbers.sketch.as_ref()?;
                let integral = weight_where(sketch, |item| item.fract() == 0.0);
                Some(TypeShares {
                    integral: integral.min(present),
                    fractional: present.saturating_sub(integral),
                    is_by_value: integral > 0,
                    ..none
                })
            }
            _ => None,
        }
    }

    /// How many finite numbers there are.
    ///
    /// A count of rows, which for a sketch is what it has counted; infinities, texts and missing values are not in it, and 0 where facts do not say.
    pub fn number_count(&self) -> u64 {
        match self {
            Evidence::Samples(series) | Evidence::Gathered(series, _) => {
                let types = series.types();
                types.integral + types.fractional
            }
            Evidence::Statistics(feature) => sketch_of(feature).map_or(0, Sketch::count),
            Evidence::Facts(facts) => facts
                .types
                .map_or(0, |types| types.integral + types.fractional),
        }
    }

    /// The gap to the baseline, if it was measured before.
    ///
    /// A share, 0 to 1, where 0 is no gap; `None` for samples and statistics, of which it is measured when asked for.
    pub fn gap(&self) -> Option<&Gap> {
        match self {
            Evidence::Facts(facts) => facts.gap.as_ref(),
            _ => None,
        }
    }

    /// The finite numbers by rank: exact from samples, within an error from a sketch; `None` without any, and for facts, which keep no values.
    ///
    /// In the feature's unit.
    pub fn numbers(&self) -> Option<Ranked> {
        let ranked = match self {
            Evidence::Samples(series) => Ranked::from_sorted(&sorted(series.finite_numbers())),
            Evidence::Gathered(series, gathered) => Ranked::from_counts(gathered.weighted(series)),
            Evidence::Statistics(feature) => sketch_of(feature)?.ranked(),
            Evidence::Facts(_) => return None,
        };
        (ranked.count() > 0).then_some(ranked)
    }

    /// Rows by label, numbers in one form; `None` where statistics do not list them.
    ///
    /// In rows; missing values are not among them.
    pub fn labels(&self) -> Option<Cow<'_, BTreeMap<String, u64>>> {
        match self {
            Evidence::Samples(series) => Some(Cow::Owned(series.label_counts())),
            Evidence::Gathered(series, gathered) => Some(Cow::Borrowed(gathered.labels(series))),
            Evidence::Statistics(feature) => match &feature.summary {
                Summary::Labels(labels) => {
                    let mut counts = BTreeMap::new();
                    for bucket in labels.labels.as_ref()? {
                        *counts.entry(canonical_label(&bucket.label)).or_default() += bucket.count;
                    }
                    Some(Cow::Owned(counts))
                }
                _ => None,
            },
            Evidence::Facts(facts) => facts.labels.as_ref().map(Cow::Borrowed),
        }
    }

    /// The smallest finite number, for the check of values below zero.
    ///
    /// In the feature's unit; `None` without a finite number, or where statistics do not say.
    pub fn smallest(&self) -> Option<f64> {
        match self {
            Evidence::Samples(series) => series.finite_numbers().into_iter().reduce(f64::min),
            Evidence::Gathered(series, gathered) => gathered.smallest(series).0,
            Evidence::Statistics(feature) => match &feature.summary {
                Summary::Numbers(numbers) => numbers.min.finite(),
                _ => None,
            },
            Evidence::Facts(facts) => facts.smallest,
        }
    }

    /// Values below zero, and whether the number is exact.
    ///
    /// In rows; from a sketch at least 1 where the smallest value is negative. `None` where nothing tells.
    pub fn negative(&self) -> Option<(u64, bool)> {
        match self {
            Evidence::Gathered(series, gathered) => Some((gathered.smallest(series).1, true)),
            Evidence::Samples(series) => {
                let values = series.finite_numbers();
                Some((
                    values.iter().filter(|value| **value < 0.0).count() as u64,
                    true,
                ))
            }
            Evidence::Statistics(feature) => {
                let smallest = self.smallest()?;
                if smallest >= 0.0 {
                    return Some((0, true));
                }
                let sketch = sketch_of(feature)?;
                let count = weight_where(sketch, |item| item < 0.0).max(1);
                Some((count, sketch.rank_error() == 0.0))
            }
            Evidence::Facts(facts) => facts.negative,
        }
    }
}

fn sketch_of(feature: &FeatureStatistics) -> Option<&Sketch> {
    match &feature.summary {
        Summary::Numbers(numbers) => numbers.sketch.as_ref(),
        _ => None,
    }
}

fn weight_where(sketch: &Sketch, is_counted: impl Fn(f64) -> bool) -> u64 {
    sketch
        .levels
        .iter()
        .enumerate()
        .map(|(level, items)| {
            let counted = items.iter().filter(|item| is_counted(**item)).count() as u64;
            counted << level.min(63)
        })
        .sum()
}
