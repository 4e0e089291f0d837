//! A baseline from samples: the statistics and the constraints that Model Monitor's container suggests.
//!
//! Moments and the ten buckets are exact; the container counts its buckets from the sketch, so that its counts are off by a few values where a sketch has more
//! than one level. Like the container, the last bucket ends where `min + 10 · (max − min) / 10` does: if that falls short of the maximum by rounding, values equal to
//! the maximum are in no bucket. Infinite values are present and in no figure. The seed decides the sketch, and nothing else.

use leeway_documents::model_monitor::{
    Bucket, Comparison, Constraints, DriftMethod, FeatureConstraints, FeatureStatistics, Figure,
    LabelCount, MonitoringConfig, NumericalStatistics, Statistics, StringStatistics, Summary,
};
use leeway_stats::{kll::Sketch, sort::sorted, summary::summary};
use leeway_table::{InferredType, Series};

use super::facts::Facts;
use super::options::Options;

/// Labels are listed, and become domains, up to this many (Deequ's limit for histograms).
pub const MAX_DOMAIN: usize = 120;

/// Choices in a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BaselineOptions {
    /// Seed of the sketches.
    pub seed: u64,
    /// True for the members that containers write since 2024.
    pub has_keys_of_2024: bool,
}

impl Default for BaselineOptions {
    fn default() -> Self {
        BaselineOptions {
            seed: 0,
            has_keys_of_2024: true,
        }
    }
}

/// The statistics and the constraints of `features`, each under the name that the caller gives it; `rows` is their length.
///
/// Each series has `rows` rows. Counts are rows, completeness and matches shares 0 to 1, moments in the feature's unit; features stay in their order. Source: Model Monitor's baselining job (Deequ), whose container the tests hold this against.
pub fn baseline<'a>(
    features: impl IntoIterator<Item = (&'a str, Series<'a>)>,
    rows: usize,
    options: BaselineOptions,
) -> (Statistics, Constraints) {
    let (statistics, constraints) = features
        .into_iter()
        .map(|(name, series)| feature(name, series, options))
        .unzip();
    (
        Statistics::of(rows as u64, statistics),
        Constraints::of(constraints, suggested_config(options)),
    )
}

fn feature(
    name: &str,
    series: Series,
    options: BaselineOptions,
) -> (FeatureStatistics, FeatureConstraints) {
    let inferred_type = series.inferred_type();
    let missing = series.missing().total();
    let present = series.rows() - missing;
    let completeness = match present + missing {
        0 => Figure::Absent,
        rows => Figure::Number(present as f64 / rows as f64),
    };
    let newer = |figure| {
        if options.has_keys_of_2024 {
            figure
        } else {
            Figure::Absent
        }
    };
    let (mut smallest, mut domains) = (None, None);
    let summary = match inferred_type {
        InferredType::Integral | InferredType::Fractional => {
            let numbers = numbers(&sorted(series.finite_numbers()), options.seed);
            smallest = numbers.min.finite();
            Summary::Numbers(NumericalStatistics {
                present,
                missing,
                completeness: newer(completeness),
                approximate_distinct: newer(numbers.approximate_distinct),
                ..numbers
            })
        }
        InferredType::String => {
            let labels = series.label_counts();
            let is_small = labels.len() <= MAX_DOMAIN;
            if is_small {
                domains = Some(labels.keys().cloned().collect());
            }
            Summary::Labels(StringStatistics {
                present,
                missing,
                distinct: Figure::Number(labels.len() as f64),
                completeness: newer(completeness),
                labels: is_small.then(|| {
                    labels
                        .into_iter()
                        .map(|(label, count)| LabelCount { label, count })
                        .collect()
                }),
            })
        }
        InferredType::Unknown => Summary::Labels(StringStatistics {
            present,
            missing,
            distinct: Figure::Number(0.0),
            completeness: newer(completeness),
            labels: None,
        }),
    };
    let statistics = FeatureStatistics {
        name: name.to_owned(),
        inferred_type: Some(inferred_type),
        summary,
        ..FeatureStatistics::default()
    };
    let constraint = suggestion(name, inferred_type, completeness, smallest, domains);
    (statistics, constraint)
}

/// The constraints of features that were counted before, as [`baseline`] suggests them.
///
/// `features` by name with what was counted of each; thresholds are shares 0 to 1. An empty list gives constraints without features. Source: as [`baseline`].
pub fn suggested_constraints<'a>(
    features: impl IntoIterator<Item = (&'a str, &'a Facts)>,
    options: BaselineOptions,
) -> Constraints {
    let suggested = |(name, facts): (&str, &Facts)| {
        let completeness = match facts.present + facts.missing {
            0 => Figure::Absent,
            rows => Figure::Number(facts.present as f64 / rows as f64),
        };
        let few = facts
            .labels
            .as_ref()
            .filter(|labels| labels.len() <= MAX_DOMAIN);
        let domains = few.map(|labels| labels.keys().cloned().collect());
        suggestion(
            name,
            facts.inferred_type,
            completeness,
            facts.smallest,
            domains,
        )
    };
    Constraints::of(
        features.into_iter().map(suggested).collect(),
        suggested_config(options),
    )
}

/// What the container would ask of a feature: its type, its completeness, no negative number if it had none, its labels if they are few.
fn suggestion(
    name: &str,
    inferred_type: InferredType,
    completeness: Figure,
    smallest: Option<f64>,
    domains: Option<Vec<String>>,
) -> FeatureConstraints {
    FeatureConstraints {
        name: name.to_owned(),
        inferred_type: Some(inferred_type),
        completeness,
        is_non_negative: inferred_type
            .is_number()
            .then(|| smallest.is_none_or(|min| min >= 0.0)),
        domains: domains.filter(|_| inferred_type == InferredType::String),
        ..FeatureConstraints::default()
    }
}

/// Moments, buckets and sketch of ascending values; all but the counts of present and missing rows.
fn numbers(values: &[f64], seed: u64) -> NumericalStatistics {
    let Ok(summary) = summary(values) else {
        return NumericalStatistics::default();
    };
    NumericalStatistics {
        mean: Figure::from(summary.mean),
        sum: summary.sum.map_or(Figure::Null, Figure::from),
        std_dev: Figure::from(summary.std_dev_population),
        min: Figure::from(summary.min),
        max: Figure::from(summary.max),
        approximate_distinct: Figure::Number(summary.distinct as f64),
        buckets: buckets(summary.min, summary.max, |value, is_closed| {
            values.partition_point(|known| *known < value || (is_closed && *known == value)) as u64
        }),
        sketch: Some(Sketch::from_values(values, seed)),
        ..NumericalStatistics::default()
    }
}

/// Ten buckets of equal width; `rank` counts the values below a bound, or up to it.
pub(super) fn buckets(min: f64, max: f64, rank: impl Fn(f64, bool) -> u64) -> Vec<Bucket> {
    let width = max - min;
    let bound = |k: u32| {
        let k = f64::from(k);
        if width.is_finite() {
            min + width * k / 10.0
        } else {
            min * (1.0 - k / 10.0) + max * (k / 10.0)
        }
    };
    (0..10)
        .map(|k| {
            let (lower, upper) = (bound(k), bound(k + 1));
            let count = rank(upper, k == 9).saturating_sub(rank(lower, false));
            Bucket {
                lower,
                upper,
                count: count as f64,
            }
        })
        .collect()
}

/// The options that the container writes into a new file.
fn suggested_config(options: BaselineOptions) -> MonitoringConfig {
    let defaults = Options::default();
    let newer = options.has_keys_of_2024;
    MonitoringConfig {
        evaluate_constraints: Some(defaults.evaluate),
        emit_metrics: Some(defaults.emit),
        datatype_check_threshold: Figure::Number(defaults.type_threshold),
        domain_content_threshold: Figure::Number(defaults.domain_threshold),
        comparison: Some(Comparison {
            perform: Some(defaults.compare),
            threshold: Figure::Number(defaults.distance_threshold),
            is_robust: Some(defaults.is_robust),
            categorical_threshold: if newer {
                Figure::Number(defaults.label_threshold)
            } else {
                Figure::Absent
            },
            categorical_method: newer.then_some(DriftMethod::LInfinity),
            ..Comparison::default()
        }),
        ..MonitoringConfig::default()
    }
}
