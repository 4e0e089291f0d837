//! Comparisons in which a side is known by statistics only.
//!
//! Ranks come from a sketch's items, never from the ten buckets; the gap has a bound and no p-value. Label counts in statistics are counts of every row, so they are
//! tested as samples are. What statistics do not hold has a reason.

use std::collections::BTreeMap;

use super::comparison::{Bins, Comparison, Counts, Gap, SideSummary, empty, missing};
use super::evidently::{self, EvidentlyScore};
use super::gathered::Gathered;
use super::kind::{KindRule, Taken, Ways, evidently_kind, kind_taken};
use super::labels::{compare_labels, floats};
use super::side::{FeatureSide, LabelStatistics, NumberStatistics};
use leeway_stats::Reason;
use leeway_stats::linf;
use leeway_stats::ranked::{Ranked, ks_with_sketch, wasserstein_with_sketch};
use leeway_stats::shares::share_measures;
use leeway_stats::sort::sorted;
use leeway_stats::summary::Summary;
use leeway_stats::wasserstein::Wasserstein;
use leeway_table::{InferredType, Kind, format_number_label};

pub(super) fn compare_sketches(
    baseline: &FeatureSide,
    current: Option<&FeatureSide>,
    taken: &Taken,
) -> Comparison {
    let (mut comparison, rule) = match baseline {
        FeatureSide::Labels(statistics) => compare_label_statistics(statistics, current),
        _ => {
            let ranked = ranked_of(baseline);
            let distinct = ranked
                .as_ref()
                .map_or(0, |ranked| ranked.values().len() as u64);
            let (mut kind, mut rule) = kind_taken(taken, true, present(baseline), distinct);
            if taken.ways == Ways::Evidently && !rule.is_certain() {
                (kind, rule) =
                    evidently_kind(inferred_type(baseline), baseline.missing(), distinct);
            }
            (compare_ranked(ranked, current, kind), rule)
        }
    };
    let current_missing = current.map_or(0, FeatureSide::missing);
    comparison.kind_rule = rule;
    comparison.inferred_type = inferred_type(baseline);
    comparison.baseline_rows = baseline.rows();
    comparison.current_rows = current.map_or(0, FeatureSide::rows);
    comparison.missing = missing(
        baseline.missing(),
        baseline.rows(),
        current_missing,
        comparison.current_rows,
    );
    comparison.baseline = summary_of(baseline, comparison.kind);
    if let Some(current) = current {
        comparison.current = summary_of(current, comparison.kind);
        if taken.ways == Ways::Evidently {
            comparison.evidently = evidently_score(&comparison, baseline, current);
        }
    }
    comparison
}

/// Evidently's score where statistics hold what it takes: counts of labels, or its distances of more values than it tests; a sketch has no p-value. `None` where they do not.
fn evidently_score(
    comparison: &Comparison,
    baseline: &FeatureSide,
    current: &FeatureSide,
) -> Option<Result<EvidentlyScore, Reason>> {
    if let FeatureSide::Labels(before) = baseline {
        return Some(evidently::of_labels(
            before.counts.as_ref()?,
            &labels_of(current)?,
        ));
    }
    if present(baseline) <= evidently::TEST_VALUES {
        return None;
    }
    let score = match &comparison.wasserstein {
        Some(distance) => {
            let before = comparison.baseline.numbers.as_ref()?;
            let is_number = before.distinct > evidently::FEW_DISTINCT as u64;
            let distance = distance.as_ref().ok().filter(|_| is_number)?.distance;
            evidently::over_spread(distance, Some(before.std_dev_population))
        }
        None => evidently::of_shares(comparison.shares.as_ref().ok()?),
    };
    Some(Ok(score))
}

/// Rows per label; `None` where a side does not hold them.
fn labels_of(side: &FeatureSide) -> Option<BTreeMap<String, u64>> {
    match side {
        FeatureSide::Samples(series) => Some(series.label_counts()),
        FeatureSide::Gathered(series, gathered) => Some(gathered.labels(series).clone()),
        FeatureSide::Labels(labels) => labels.counts.clone(),
        FeatureSide::Numbers(_) => None,
    }
}

/// Labels against labels, or against a sample.
fn compare_label_statistics(
    statistics: &LabelStatistics,
    current: Option<&FeatureSide>,
) -> (Comparison, KindRule) {
    let labels = match current {
        None => Some(BTreeMap::new()),
        Some(current) => labels_of(current),
    };
    let comparison = match (statistics.counts.clone(), labels) {
        (Some(baseline), Some(labels)) => compare_labels(
            &baseline,
            &labels,
            (statistics.missing, current.map_or(0, FeatureSide::missing)),
        ),
        _ => Comparison {
            shares: Err(Reason::NotInStatistics),
            ..empty(Kind::Categorical)
        },
    };
    (comparison, KindRule::NotNumbers)
}

/// Numbers with ranks, of which one side at least is a sketch.
fn compare_ranked(
    baseline: Option<Ranked>,
    current: Option<&FeatureSide>,
    kind: Kind,
) -> Comparison {
    let mut comparison = Comparison {
        is_estimate: true,
        ..empty(kind)
    };
    let (Some(baseline), ranked) = (baseline, current.map(ranked_of)) else {
        comparison.shares = Err(Reason::NotInStatistics);
        return comparison;
    };
    let current = match ranked {
        None => Ranked::from_sorted(&[]),
        Some(Some(current)) => current,
        Some(None) => {
            comparison.shares = Err(Reason::NotInStatistics);
            return comparison;
        }
    };
    if kind == Kind::Numerical {
        let Ok(bins) = baseline.deciles() else {
            return comparison;
        };
        let (p, q) = (baseline.counts(&bins), current.counts(&bins));
        comparison.shares = share_measures(&p, &q);
        comparison.counts = Counts {
            bins: Bins::Cuts(bins.cuts),
            baseline: floats(&p),
            current: floats(&q),
        };
        let std_dev = baseline.quantile(0.5).ok().and_then(|_| spread(&baseline));
        comparison.wasserstein = Some(wasserstein_with_sketch(&baseline, &current).map(
            |distance| Wasserstein {
                distance,
                normalised: std_dev.map(|std_dev| distance / std_dev),
            },
        ));
    } else {
        let labels = |ranked: &Ranked| -> BTreeMap<String, u64> {
            let rank_before = |i: usize| {
                if i == 0 {
                    0
                } else {
                    ranked.rank(ranked.values()[i - 1])
                }
            };
            let values = ranked.values().iter().enumerate();
            values
                .map(|(i, &value)| {
                    (
                        format_number_label(value),
                        ranked.rank(value) - rank_before(i),
                    )
                })
                .collect()
        };
        let counted = compare_labels(&labels(&baseline), &labels(&current), (0, 0));
        comparison = Comparison {
            is_estimate: true,
            chi_square: None,
            same_shares: None,
            unseen: None,
            ..counted
        };
    }
    let gap = ks_with_sketch(&baseline, &current);
    comparison.linf_simple = gap.as_ref().map(|gap| gap.statistic).map_err(Clone::clone);
    comparison.linf_robust = comparison
        .linf_simple
        .clone()
        .map(|simple| linf::robust(simple, baseline.count(), current.count()));
    comparison.ks = Some(gap.map(Gap::from));
    comparison
}

fn inferred_type(side: &FeatureSide) -> InferredType {
    match side {
        FeatureSide::Samples(series) | FeatureSide::Gathered(series, _) => series.inferred_type(),
        FeatureSide::Numbers(numbers) => numbers.inferred_type,
        FeatureSide::Labels(_) => InferredType::String,
    }
}

/// The ranks of a side's numbers, if it has any.
fn ranked_of(side: &FeatureSide) -> Option<Ranked> {
    match side {
        FeatureSide::Samples(series) => Some(Ranked::from_sorted(&sorted(series.finite_numbers()))),
        FeatureSide::Gathered(series, gathered) => {
            Some(Ranked::from_sorted(gathered.numbers(series)))
        }
        FeatureSide::Numbers(numbers) => numbers.ranked.clone(),
        FeatureSide::Labels(_) => None,
    }
}

fn present(side: &FeatureSide) -> u64 {
    side.rows() - side.missing()
}

/// The sample standard deviation of the values that the ranks stand for; `None` where it is 0.
fn spread(ranked: &Ranked) -> Option<f64> {
    let count = ranked.count() as f64;
    let mut before = 0;
    let weighted: Vec<(f64, f64)> = ranked
        .values()
        .iter()
        .map(|&value| {
            let rank = ranked.rank(value);
            let weight = (rank - before) as f64;
            before = rank;
            (value, weight)
        })
        .collect();
    let mean = weighted
        .iter()
        .map(|(value, weight)| value * weight)
        .sum::<f64>()
        / count;
    let squares = weighted
        .iter()
        .map(|(value, weight)| (value - mean).powi(2) * weight)
        .sum::<f64>();
    Some((squares / (count - 1.0)).sqrt()).filter(|spread| spread.is_finite() && *spread > 0.0)
}

fn summary_of(side: &FeatureSide, kind: Kind) -> SideSummary {
    let fresh = Gathered::default();
    if let Some((series, gathered)) = side.samples(&fresh) {
        let types = series.types();
        let numbers = match kind {
            Kind::Numerical => gathered.summary(series).cloned(),
            Kind::Categorical => None,
        };
        return SideSummary {
            present: present(side),
            distinct: match &numbers {
                Some(numbers) => Some(numbers.distinct),
                None => Some(gathered.labels(series).len() as u64),
            },
            numbers,
            infinite: types.infinite,
            texts: if kind == Kind::Numerical {
                types.text
            } else {
                0
            },
        };
    }
    match side {
        FeatureSide::Samples(_) | FeatureSide::Gathered(..) => SideSummary::default(),
        FeatureSide::Numbers(numbers) => SideSummary {
            present: numbers.present,
            distinct: None,
            numbers: if kind == Kind::Numerical {
                summary_of_statistics(numbers)
            } else {
                None
            },
            ..SideSummary::default()
        },
        FeatureSide::Labels(labels) => SideSummary {
            present: labels.present,
            distinct: labels
                .counts
                .as_ref()
                .map(|counts| counts.len() as u64)
                .or(labels.distinct),
            ..SideSummary::default()
        },
    }
}

/// Moments as the file has them, percentiles from the sketch.
fn summary_of_statistics(numbers: &NumberStatistics) -> Option<Summary> {
    let ranked = numbers.ranked.as_ref()?;
    let quantile = |fraction: f64| ranked.quantile(fraction).ok();
    let mean = numbers.mean?;
    let population = numbers.std_dev_population?;
    let n = numbers.present as f64;
    Some(Summary {
        count: numbers.present,
        mean,
        std_dev: (numbers.present > 1).then(|| population * (n / (n - 1.0)).sqrt()),
        std_dev_population: population,
        sum: Some(mean * n),
        min: numbers.min?,
        max: numbers.max?,
        p5: quantile(0.05)?,
        p25: quantile(0.25)?,
        median: quantile(0.5)?,
        p75: quantile(0.75)?,
        p95: quantile(0.95)?,
        skewness: None,
        distinct: ranked.values().len() as u64,
    })
}
