//! Statistics of many windows, partitions or days as those of all their rows.
//!
//! In: statistics, in an order that the caller fixes (time order, so that the order in which files were dropped does not matter). Out: counts and labels added, moments pooled
//! exactly, minima and maxima of all, sketches joined and compacted, and ten new buckets counted from the joined sketch. What cannot be joined is named in [`Merged::notes`].
//! The number of distinct values is at least the largest seen, which is what is written. Sketches are compacted as they come, so that a year of hours
//! takes no more memory than a few of them.

use std::collections::BTreeMap;

use leeway_documents::model_monitor::{
    FeatureStatistics, Figure, LabelCount, NumericalStatistics, Statistics, StringStatistics,
    Summary,
};
use leeway_stats::kll::Sketch;
use leeway_table::InferredType;

use super::baseline::{MAX_DOMAIN, buckets};

/// Items of a feature that are held before they are compacted; 50 features then take under 30 MB.
const ITEMS_BEFORE_COMPACTION: usize = 1 << 16;

/// Joined statistics.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The statistics of all rows.
    pub statistics: Statistics,
    /// What was lost, as sentences.
    pub notes: Vec<String>,
}

/// Joins statistics one by one.
#[derive(Debug, Clone, Default)]
pub struct Merger {
    seed: u64,
    rows: u64,
    features: Vec<Joined>,
    positions: BTreeMap<String, usize>,
}

/// What is known of a feature so far.
#[derive(Debug, Clone, Default)]
struct Joined {
    name: String,
    kinds: Vec<InferredType>,
    present: u64,
    missing: u64,
    distinct: f64,
    has_completeness: bool,
    numbers: Option<Numbers>,
    number_rows: u64,
    labels: Option<BTreeMap<String, u64>>,
    label_rows: u64,
    has_unlisted_labels: bool,
}

#[derive(Debug, Clone, Default)]
struct Numbers {
    moments: Vec<Moments>,
    min: Option<f64>,
    max: Option<f64>,
    sketch: Option<Sketch>,
    parts: u64,
    is_without_sketch: bool,
    is_without_moments: bool,
}

/// Moments of a part.
#[derive(Debug, Clone, Copy)]
struct Moments {
    count: f64,
    mean: f64,
    sum: f64,
    variance: f64,
}

impl Merger {
    /// A merger without statistics yet.
    ///
    /// `seed`, of any value, decides how sketches are compacted: equal seeds and statistics in the same order give equal sketches.
    pub fn new(seed: u64) -> Self {
        Merger {
            seed,
            ..Merger::default()
        }
    }

    /// Adds the statistics of further rows.
    ///
    /// Files of the same features; counts are rows, moments in the feature's unit. Order does not matter but for sketches, whose error is bounded in either.
    pub fn add(&mut self, statistics: &Statistics) {
        let largest = statistics
            .features
            .iter()
            .filter_map(FeatureStatistics::presence)
            .map(|(present, missing)| present + missing)
            .max();
        self.rows += statistics.item_count.or(largest).unwrap_or(0);
        for feature in &statistics.features {
            let next = self.features.len();
            let position = *self.positions.entry(feature.name.clone()).or_insert(next);
            if position == next {
                self.features.push(Joined {
                    name: feature.name.clone(),
                    ..Joined::default()
                });
            }
            self.features[position].add(feature, self.seed);
        }
    }

    /// The statistics of all rows.
    ///
    /// Counts add up exactly; quantiles have the sketches' rank error (a share of rows). Features of one file alone stay. Source: Chan's pairwise moments, KLL sketches.
    pub fn finish(self) -> Merged {
        let mut notes = Vec::new();
        let features = self
            .features
            .into_iter()
            .map(|feature| feature.finish(self.seed, &mut notes))
            .collect();
        Merged {
            statistics: Statistics::of(self.rows, features),
            notes,
        }
    }
}

impl Joined {
    fn add(&mut self, feature: &FeatureStatistics, seed: u64) {
        self.kinds.extend(feature.inferred_type);
        let (present, missing) = feature.presence().unwrap_or_default();
        self.present += present;
        self.missing += missing;
        match &feature.summary {
            Summary::Numbers(numbers) => {
                self.number_rows += present;
                self.distinct = self
                    .distinct
                    .max(numbers.approximate_distinct.finite().unwrap_or(0.0));
                self.has_completeness |= numbers.completeness.is_there();
                if present > 0 {
                    self.numbers.get_or_insert_default().add(numbers, seed);
                }
            }
            Summary::Labels(labels) => {
                self.label_rows += present;
                self.distinct = self.distinct.max(labels.distinct.finite().unwrap_or(0.0));
                self.has_completeness |= labels.completeness.is_there();
                self.has_unlisted_labels |= labels.labels.is_none() && present > 0;
                for bucket in labels.labels.iter().flatten() {
                    let counts = self.labels.get_or_insert_default();
                    *counts.entry(bucket.label.clone()).or_default() += bucket.count;
                }
            }
            Summary::Nothing => {}
        }
    }

    fn finish(self, seed: u64, notes: &mut Vec<String>) -> FeatureStatistics {
        let has_both = self.number_rows > 0 && self.label_rows > 0;
        if has_both {
            notes.push(format!(
                "{:?} holds numbers in some files and texts in others; joined, it is a text whose labels are not listed.",
                self.name
            ));
        }
        let completeness = if self.has_completeness && self.present + self.missing > 0 {
            Figure::Number(self.present as f64 / (self.present + self.missing) as f64)
        } else {
            Figure::Absent
        };
        let is_text = self.label_rows > 0 || self.numbers.is_none();
        let inferred_type = if is_text && self.present > 0 {
            InferredType::String
        } else if self.kinds.contains(&InferredType::Fractional) {
            InferredType::Fractional
        } else if self.numbers.is_some() {
            InferredType::Integral
        } else {
            self.kinds.first().copied().unwrap_or(InferredType::Unknown)
        };
        let summary = match self.numbers {
            Some(numbers) if !is_text => {
                let distinct = self.distinct;
                Summary::Numbers(NumericalStatistics {
                    present: self.present,
                    missing: self.missing,
                    approximate_distinct: if distinct > 0.0 {
                        Figure::Number(distinct)
                    } else {
                        Figure::Absent
                    },
                    completeness,
                    ..numbers.finish(&self.name, seed, notes)
                })
            }
            _ => {
                let listed = self
                    .labels
                    .filter(|labels| {
                        !has_both && !self.has_unlisted_labels && labels.len() <= MAX_DOMAIN
                    })
                    .map(|labels| -> Vec<LabelCount> {
                        labels
                            .into_iter()
                            .map(|(label, count)| LabelCount { label, count })
                            .collect()
                    });
                let distinct = listed
                    .as_ref()
                    .map_or(self.distinct, |listed| listed.len() as f64);
                Summary::Labels(StringStatistics {
                    present: self.present,
                    missing: self.missing,
                    distinct: Figure::Number(distinct),
                    completeness,
                    labels: listed,
                })
            }
        };
        FeatureStatistics {
            name: self.name,
            inferred_type: Some(inferred_type),
            summary,
            ..FeatureStatistics::default()
        }
    }
}

impl Numbers {
    fn add(&mut self, numbers: &NumericalStatistics, seed: u64) {
        let least = numbers.min.finite();
        self.min = self.min.into_iter().chain(least).reduce(f64::min);
        let most = numbers.max.finite();
        self.max = self.max.into_iter().chain(most).reduce(f64::max);
        let count = numbers.present as f64;
        match (numbers.mean.finite(), numbers.std_dev.finite()) {
            (Some(mean), Some(std_dev)) => self.moments.push(Moments {
                count,
                mean,
                sum: numbers.sum.finite().unwrap_or(mean * count),
                variance: std_dev * std_dev,
            }),
            _ => self.is_without_moments = true,
        }
        self.parts += 1;
        match (&mut self.sketch, &numbers.sketch) {
            _ if self.is_without_sketch => {}
            (_, None) => {
                self.is_without_sketch = true;
                self.sketch = None;
            }
            (None, Some(sketch)) => self.sketch = Some(sketch.clone()),
            (Some(joined), Some(sketch)) => join(joined, sketch, seed),
        }
    }

    fn finish(self, name: &str, seed: u64, notes: &mut Vec<String>) -> NumericalStatistics {
        let sketch = self
            .sketch
            .map(|sketch| compacted(&sketch, self.parts, seed));
        if self.is_without_sketch {
            notes.push(format!(
                "{name:?} has no usable sketch in some files; joined, it has none."
            ));
        }
        if self.is_without_moments {
            notes.push(format!(
                "{name:?} has no mean or deviation in some files; joined, it has none."
            ));
        }
        let (mean, sum, std_dev) = if self.is_without_moments {
            (Figure::Null, Figure::Null, Figure::Null)
        } else {
            let (mean, sum, std_dev) = pooled(self.moments);
            (Figure::from(mean), Figure::from(sum), Figure::from(std_dev))
        };
        let (min, max) = (
            self.min.map_or(Figure::Null, Figure::from),
            self.max.map_or(Figure::Null, Figure::from),
        );
        let buckets = match (&sketch, self.min, self.max) {
            (Some(sketch), Some(min), Some(max)) => {
                let ranked = sketch.ranked();
                buckets(min, max, |value, is_closed| {
                    ranked.rank(if is_closed { value } else { value.next_down() })
                })
            }
            _ => Vec::new(),
        };
        NumericalStatistics {
            mean,
            sum,
            std_dev,
            min,
            max,
            buckets,
            sketch,
            ..NumericalStatistics::default()
        }
    }
}

/// Joins the levels. Compacting costs a sort of all items, so it waits until there are [`ITEMS_BEFORE_COMPACTION`] of them.
fn join(joined: &mut Sketch, sketch: &Sketch, seed: u64) {
    joined.k = joined.k.min(sketch.k);
    joined.c = joined.c.min(sketch.c);
    joined.condensed += sketch.condensed;
    if joined.levels.len() < sketch.levels.len() {
        joined.levels.resize(sketch.levels.len(), Vec::new());
    }
    for (mine, theirs) in joined.levels.iter_mut().zip(&sketch.levels) {
        mine.extend_from_slice(theirs);
    }
    if joined.levels.iter().map(Vec::len).sum::<usize>() > ITEMS_BEFORE_COMPACTION {
        *joined = compacted(joined, 2, seed);
    }
}

/// The sketch within its capacities; one that was never joined is as it was.
fn compacted(sketch: &Sketch, parts: u64, seed: u64) -> Sketch {
    if parts < 2 {
        return sketch.clone();
    }
    let nothing = Sketch {
        k: sketch.k,
        c: sketch.c,
        levels: Vec::new(),
        condensed: 0.0,
    };
    sketch.merge(&nothing, seed)
}

/// Mean, sum and standard deviation of all parts together, whatever their order.
fn pooled(mut parts: Vec<Moments>) -> (f64, f64, f64) {
    parts.sort_by(|a, b| {
        let keys = |part: &Moments| [part.mean, part.variance, part.count, part.sum];
        let pairs = keys(a).into_iter().zip(keys(b));
        pairs
            .map(|(a, b)| a.total_cmp(&b))
            .find(|order| order.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let count: f64 = parts.iter().map(|part| part.count).sum();
    let sum = total(parts.iter().map(|part| part.sum));
    let mean = total(parts.iter().map(|part| part.mean * (part.count / count)));
    let squares = total(
        parts
            .iter()
            .map(|part| (part.variance + (part.mean - mean).powi(2)) * (part.count / count)),
    );
    (mean, sum, squares.sqrt())
}

/// A sum that loses nothing to the number of terms (Neumaier, 1974).
fn total(terms: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0f64, 0.0f64);
    for term in terms {
        let next = sum + term;
        lost += if sum.abs() >= term.abs() {
            (sum - next) + term
        } else {
            (term - next) + sum
        };
        sum = next;
    }
    if sum.is_finite() { sum + lost } else { sum }
}
