//! One side of a comparison, from samples or from statistics.

use std::collections::BTreeMap;

use crate::documents::model_monitor::{FeatureStatistics, Statistics, Summary};
use crate::stats::{kll::Sketch, ranked::Ranked, sort::sorted};
use crate::table::{Column, InferredType, Labels, Table, Values, format_number_label};

/// What is known about the features of one side.
#[derive(Debug, Clone, Default)]
pub struct Side<'a> {
    features: Vec<(&'a str, Evidence<'a>)>,
}

/// What is known about one feature of one side.
#[derive(Debug, Clone, Copy)]
pub enum Evidence<'a> {
    /// Every value.
    Samples(&'a Column),
    /// What a run counted.
    Statistics(&'a FeatureStatistics),
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

impl<'a> Side<'a> {
    /// The columns of a table by their own names.
    pub fn of_table(table: &'a Table) -> Self {
        Side::of_columns(
            table
                .columns
                .iter()
                .map(|column| (column.name.as_str(), column)),
        )
    }

    /// Columns under names given by the caller, who knows which header-less column is which feature.
    pub fn of_columns(columns: impl IntoIterator<Item = (&'a str, &'a Column)>) -> Self {
        Side {
            features: columns
                .into_iter()
                .map(|(name, column)| (name, Evidence::Samples(column)))
                .collect(),
        }
    }

    /// The features of statistics.
    pub fn of_statistics(statistics: &'a Statistics) -> Self {
        Side {
            features: statistics
                .features
                .iter()
                .map(|feature| (feature.name.as_str(), Evidence::Statistics(feature)))
                .collect(),
        }
    }

    /// The features in their order.
    pub fn features(&self) -> &[(&'a str, Evidence<'a>)] {
        &self.features
    }

    /// The feature called `name`; the first, if several are.
    pub fn feature(&self, name: &str) -> Option<Evidence<'a>> {
        self.features
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, evidence)| *evidence)
    }
}

impl Evidence<'_> {
    /// Rows with a value, and rows without.
    pub fn presence(&self) -> (u64, u64) {
        match self {
            Evidence::Samples(column) => (column.present(), column.missing.total()),
            Evidence::Statistics(feature) => feature.presence().unwrap_or_default(),
        }
    }

    /// All rows.
    pub fn rows(&self) -> u64 {
        let (present, missing) = self.presence();
        present + missing
    }

    /// The type of the whole feature.
    pub fn inferred_type(&self) -> InferredType {
        match self {
            Evidence::Samples(column) => column.inferred_type(),
            Evidence::Statistics(feature) => {
                feature.inferred_type.unwrap_or(match &feature.summary {
                    Summary::Numbers(_) => InferredType::Fractional,
                    Summary::Labels(_) => InferredType::String,
                    Summary::Nothing => InferredType::Unknown,
                })
            }
        }
    }

    /// Rows by type; `None` where statistics do not tell: a `String` feature may hold numbers.
    pub fn types(&self) -> Option<TypeShares> {
        let feature = match self {
            Evidence::Samples(column) => {
                let types = column.types;
                return Some(TypeShares {
                    integral: types.integral,
                    fractional: types.fractional + types.infinite,
                    text: types.text,
                    is_by_value: false,
                });
            }
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

    /// The finite numbers by rank: exact from samples, within an error from a sketch; `None` without any.
    pub fn numbers(&self) -> Option<Ranked> {
        let ranked = match self {
            Evidence::Samples(column) => Ranked::from_sorted(&sorted(column.finite_numbers())),
            Evidence::Statistics(feature) => sketch_of(feature)?.ranked(),
        };
        (ranked.count() > 0).then_some(ranked)
    }

    /// Rows by label; `None` where statistics do not list them.
    pub fn labels(&self) -> Option<BTreeMap<String, u64>> {
        match self {
            Evidence::Samples(column) => Some(labels_of(column)),
            Evidence::Statistics(feature) => match &feature.summary {
                Summary::Labels(labels) => Some(
                    labels
                        .labels
                        .as_ref()?
                        .iter()
                        .map(|bucket| (bucket.label.clone(), bucket.count))
                        .collect(),
                ),
                _ => None,
            },
        }
    }

    /// The smallest number.
    pub fn smallest(&self) -> Option<f64> {
        match self {
            Evidence::Samples(column) => column.finite_numbers().into_iter().reduce(f64::min),
            Evidence::Statistics(feature) => match &feature.summary {
                Summary::Numbers(numbers) => numbers.min.finite(),
                _ => None,
            },
        }
    }

    /// Values below zero, and whether the number is exact.
    pub fn negative(&self) -> Option<(u64, bool)> {
        match self {
            Evidence::Samples(column) => {
                let values = column.finite_numbers();
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

fn labels_of(column: &Column) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    match &column.values {
        Values::Labels(labels) => {
            let mut by_code = vec![0u64; labels.dictionary.len()];
            for &code in labels.codes.iter().filter(|code| **code != Labels::MISSING) {
                if let Some(count) = by_code.get_mut(code as usize) {
                    *count += 1;
                }
            }
            for (label, count) in labels.dictionary.labels().zip(by_code) {
                if count > 0 {
                    *counts.entry(label.to_owned()).or_default() += count;
                }
            }
        }
        Values::Numbers(numbers) => {
            for value in numbers.values.iter().filter(|value| !value.is_nan()) {
                *counts.entry(format_number_label(*value)).or_default() += 1;
            }
            for (_, code) in &numbers.texts {
                let label = numbers.dictionary.label(*code).to_owned();
                *counts.entry(label).or_default() += 1;
            }
        }
    }
    counts
}
