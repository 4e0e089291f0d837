//! A feature's score as Evidently has it, test or distance by size and kind.
//!
//! Missing and infinite values are left out on both sides before anything else. With at most five distinct values on both sides together, numbers are labels. Up to 1 000 baseline values:
//! labels are tested by the goodness of fit, two of them by the z-test of proportions, numbers by Kolmogorov–Smirnov. Above: labels by the Jensen–Shannon distance, numbers by Wasserstein's
//! over the baseline's standard deviation. Source: Evidently 0.7.23, `legacy/calculations/stattests`, with the thresholds that it has by itself; `tests/data/evidently` holds its own results.
//!
//! Its classifier for texts is not here. Its equal bins of numbers for Jensen–Shannon are not either: it takes them only where a user names that test.

use std::collections::{BTreeMap, BTreeSet};

use leeway_stats::Reason;
use leeway_stats::chi_square::goodness_of_fit;
use leeway_stats::ks::KolmogorovSmirnov;
use leeway_stats::proportion::two_proportions;
use leeway_stats::shares::{ShareMeasures, share_measures};
use leeway_stats::test_method::TestMethod;
use leeway_table::named;

/// Up to so many baseline values there is a test, above a distance.
pub(super) const TEST_VALUES: u64 = 1000;
/// Up to so many distinct values on both sides together, numbers are labels.
pub(super) const FEW_DISTINCT: usize = 5;
/// What the standard deviation is raised to, so that a constant baseline does not make a distance infinite.
const LEAST_SPREAD: f64 = 0.001;
/// Drift under this p.
pub(super) const P: f64 = 0.05;
/// Drift from this distance on.
pub(super) const DISTANCE: f64 = 0.1;

named! {
    /// A distance of Evidently's.
    #[derive(Default)]
    pub enum EvidentlyDistance {
        /// Wasserstein's over the baseline's standard deviation of the population, at least 0.001.
        #[default]
        Wasserstein = "wasserstein",
        /// Jensen–Shannon's of the labels that are present, natural logarithm.
        JensenShannon = "jensen-shannon",
    }
}

/// What Evidently says of a feature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EvidentlyScore {
    /// A p-value.
    Test {
        /// 0 to 1.
        p_value: f64,
        /// Its decimal logarithm, finite where the number is 0.
        log10_p: f64,
        /// Which test.
        method: TestMethod,
    },
    /// A distance.
    Distance {
        /// Which.
        of: EvidentlyDistance,
        /// 0 and up.
        value: f64,
    },
}

impl EvidentlyScore {
    /// The p-value or the distance: Evidently's `drift_score`.
    ///
    /// A p-value is 0 to 1, smaller is further apart; a distance 0 and up, larger is.
    pub fn value(self) -> f64 {
        match self {
            EvidentlyScore::Test { p_value, .. } => p_value,
            EvidentlyScore::Distance { value, .. } => value,
        }
    }

    /// True where Evidently says `drift_detected` with its own thresholds: p under 0.05 (of Kolmogorov–Smirnov also at it), or a distance of at least 0.1.
    pub fn has_drifted(self) -> bool {
        match self {
            EvidentlyScore::Test {
                p_value,
                method: TestMethod::KsExact | TestMethod::KsAsymptotic,
                ..
            } => p_value <= P,
            EvidentlyScore::Test { p_value, .. } => p_value < P,
            EvidentlyScore::Distance { value, .. } => value >= DISTANCE,
        }
    }
}

/// The score of labels; missing ones are in neither table.
pub(super) fn of_labels<Label: Ord>(
    baseline: &BTreeMap<Label, u64>,
    current: &BTreeMap<Label, u64>,
) -> Result<EvidentlyScore, Reason> {
    let labels: BTreeSet<&Label> = baseline.keys().chain(current.keys()).collect();
    let counts = |side: &BTreeMap<Label, u64>| -> Vec<u64> {
        let count = |label: &&Label| side.get(*label).copied().unwrap_or(0);
        labels.iter().map(count).collect()
    };
    of_counts(&counts(baseline), &counts(current))
}

/// The score of numbers, ascending on both sides, whose test `ks` is known; `distance` is Wasserstein's, which is asked for only where it judges, and `spread` the baseline's standard deviation of the population.
pub(super) fn of_numbers(
    (baseline, current): (&[f64], &[f64]),
    ks: &Result<KolmogorovSmirnov, Reason>,
    spread: Option<f64>,
    distance: impl FnOnce() -> Result<f64, Reason>,
) -> Result<EvidentlyScore, Reason> {
    let ks = ks.as_ref().map_err(Clone::clone)?;
    if let Some(distinct) = few_distinct(baseline, current) {
        let counts = |sorted: &[f64]| -> Vec<u64> {
            let up_to = |value: f64| sorted.partition_point(|&other| other <= value);
            let under = |value: f64| sorted.partition_point(|&other| other < value);
            let count = |&value: &f64| (up_to(value) - under(value)) as u64;
            distinct.iter().map(count).collect()
        };
        return of_counts(&counts(baseline), &counts(current));
    }
    if baseline.len() as u64 > TEST_VALUES {
        return Ok(over_spread(distance()?, spread));
    }
    Ok(EvidentlyScore::Test {
        p_value: ks.p_value,
        log10_p: ks.log10_p,
        method: TestMethod::from(ks.method),
    })
}

/// A Wasserstein distance over the baseline's standard deviation of the population.
pub(super) fn over_spread(distance: f64, spread: Option<f64>) -> EvidentlyScore {
    EvidentlyScore::Distance {
        of: EvidentlyDistance::Wasserstein,
        value: distance / spread.unwrap_or(0.0).max(LEAST_SPREAD),
    }
}

/// The distance of labels.
pub(super) fn of_shares(shares: &ShareMeasures) -> EvidentlyScore {
    EvidentlyScore::Distance {
        of: EvidentlyDistance::JensenShannon,
        value: shares.js_distance,
    }
}

/// The distinct values of both sides, ascending; `None` where there are more than [`FEW_DISTINCT`].
fn few_distinct(baseline: &[f64], current: &[f64]) -> Option<Vec<f64>> {
    let mut distinct: Vec<f64> = Vec::new();
    for side in [baseline, current] {
        let mut rest = side;
        while let Some(&value) = rest.first() {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
            if distinct.len() > FEW_DISTINCT {
                return None;
            }
            rest = &rest[rest.partition_point(|&other| other <= value)..];
        }
    }
    distinct.sort_by(f64::total_cmp);
    Some(distinct)
}

/// The score of counts over the labels that occur on a side.
fn of_counts(baseline: &[u64], current: &[u64]) -> Result<EvidentlyScore, Reason> {
    let shares = share_measures(baseline, current)?;
    let rows: u64 = baseline.iter().sum();
    if rows > TEST_VALUES {
        return Ok(of_shares(&shares));
    }
    if let [_, before] | [before] = *baseline
        && let [_, now] | [now] = *current
    {
        let test = two_proportions(before, rows, now, current.iter().sum())?;
        return Ok(EvidentlyScore::Test {
            p_value: test.p_value,
            log10_p: test.log10_p,
            method: TestMethod::TwoProportions,
        });
    }
    let test = goodness_of_fit(baseline, current)?;
    Ok(EvidentlyScore::Test {
        p_value: test.p_value,
        log10_p: test.log10_p,
        method: TestMethod::GoodnessOfFit,
    })
}
