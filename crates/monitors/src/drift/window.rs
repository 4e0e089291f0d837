//! One feature against the same baseline again and again: window by window.
//!
//! The baseline is sorted, cut and counted once; a window then costs its own rows. A window is measured by what its verdict needs (shares on the baseline's bins, the test,
//! unseen labels, missing values, and Evidently's score where the whole has it); other distances in the feature's unit are left to the comparison of the whole.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::comparison::{Bins, Comparison, Counts, Gap, SideSummary, empty, missing};
use super::evidently;
use super::gathered::Gathered;
use super::kind::KindRule;
use super::labels::{compare_labels, floats};
use super::sample;
use super::text::{TextComparison, TextSide};
use leeway_stats::Reason;
use leeway_stats::bins::Bins as NumberBins;
use leeway_stats::ks::ks_two_sample;
use leeway_stats::linf;
use leeway_stats::shares::share_measures;
use leeway_stats::sort::sorted;
use leeway_stats::wasserstein::Prepared;
use leeway_table::{InferredType, Kind, Series};

/// A feature's baseline, ready for windows.
#[derive(Debug, Clone)]
pub struct WindowBaseline<'a> {
    values: Baseline<'a>,
    kind_rule: KindRule,
    inferred_type: InferredType,
    is_identifier_like: bool,
    rows: u64,
    missing: u64,
    /// Of lengths: the texts.
    texts: Option<&'a TextSide>,
}

#[derive(Debug, Clone)]
enum Baseline<'a> {
    Numbers {
        sorted: &'a [f64],
        bins: Result<NumberBins, Reason>,
        counts: Vec<u64>,
        /// For Evidently's distance, with the standard deviation of the population.
        evidently: Option<(Prepared<'a>, Option<f64>)>,
    },
    Labels {
        counts: &'a BTreeMap<String, u64>,
        is_evidently: bool,
    },
}

/// A feature's values in one window.
#[derive(Debug, Clone, Default)]
pub struct WindowValues {
    /// Rows, missing ones included.
    pub rows: u64,
    /// Missing values.
    pub missing: u64,
    /// Finite numbers in any order; for a numerical feature.
    pub numbers: Vec<f64>,
    /// Rows per label; for a categorical feature.
    pub labels: BTreeMap<String, u64>,
    /// The texts whose lengths the numbers are.
    pub texts: Option<Rc<TextSide>>,
}

impl<'a> WindowBaseline<'a> {
    /// Prepares the baseline of a feature whose `whole` comparison is known; `gathered` goes with `series`.
    ///
    /// `series` are the baseline's values; its bins decide those of every window.
    pub fn new(series: &Series, gathered: &'a Gathered, whole: &Comparison) -> Self {
        let is_evidently = whole.evidently.is_some();
        let values = match whole.kind {
            Kind::Numerical => {
                let numbers = gathered.numbers(series);
                let bins = NumberBins::deciles(numbers);
                let counts = bins
                    .as_ref()
                    .map_or(Vec::new(), |bins| bins.counts_sorted(numbers));
                let evidently = is_evidently.then(|| {
                    let summary = gathered.summary(series);
                    let spread = summary.map(|summary| summary.std_dev_population);
                    (Prepared::new(numbers), spread)
                });
                Baseline::Numbers {
                    sorted: numbers,
                    bins,
                    counts,
                    evidently,
                }
            }
            Kind::Categorical => Baseline::Labels {
                counts: gathered.labels(series),
                is_evidently,
            },
        };
        WindowBaseline {
            values,
            kind_rule: whole.kind_rule,
            inferred_type: whole.inferred_type,
            is_identifier_like: whole.is_identifier_like,
            rows: series.rows(),
            missing: series.missing().total(),
            texts: match whole.kind_rule {
                KindRule::Lengths => gathered.texts(series).map(|texts| &**texts),
                _ => None,
            },
        }
    }

    /// Values of the baseline in the place of all of it; their numbers must be ascending.
    ///
    /// Bins are those of these values; what Evidently says is left out, since its rule does not go by them.
    pub fn of_values(values: &'a WindowValues, whole: &Comparison) -> Self {
        WindowBaseline {
            values: match whole.kind {
                Kind::Numerical => {
                    let bins = NumberBins::deciles(&values.numbers);
                    let counts = bins
                        .as_ref()
                        .map(|bins| bins.counts_sorted(&values.numbers));
                    Baseline::Numbers {
                        sorted: &values.numbers,
                        counts: counts.unwrap_or_default(),
                        bins,
                        evidently: None,
                    }
                }
                Kind::Categorical => Baseline::Labels {
                    counts: &values.labels,
                    is_evidently: false,
                },
            },
            kind_rule: whole.kind_rule,
            inferred_type: whole.inferred_type,
            is_identifier_like: whole.is_identifier_like,
            rows: values.rows,
            missing: values.missing,
            texts: values.texts.as_deref(),
        }
    }

    /// How the feature is measured in every window: as the baseline was as a whole.
    ///
    /// Numerical or categorical; windows do not decide for themselves, so that all have one measure.
    pub fn kind(&self) -> Kind {
        match self.values {
            Baseline::Numbers { .. } => Kind::Numerical,
            Baseline::Labels { .. } => Kind::Categorical,
        }
    }

    /// Measures a window.
    ///
    /// As [`super::compare`]: distances 0 to 1, Wasserstein's in the feature's unit, p-values 0 to 1; numbers ascending or labels with their rows come in.
    pub fn compare(&self, mut window: WindowValues) -> Comparison {
        let mut comparison = match &self.values {
            Baseline::Numbers {
                sorted: baseline,
                bins,
                counts,
                evidently: prepared,
            } => {
                let current = sorted(std::mem::take(&mut window.numbers));
                let ks = ks_two_sample(baseline, &current);
                let mut comparison = empty(Kind::Numerical);
                comparison.linf_simple = ks.as_ref().map(|ks| ks.statistic).map_err(Clone::clone);
                comparison.linf_robust = ks
                    .as_ref()
                    .map(|ks| {
                        linf::robust(ks.statistic, baseline.len() as u64, current.len() as u64)
                    })
                    .map_err(Clone::clone);
                comparison.evidently = prepared.as_ref().map(|(prepared, spread)| {
                    evidently::of_numbers((baseline, &current), &ks, *spread, || {
                        prepared.distance(&current)
                    })
                });
                match bins {
                    Ok(bins) => {
                        let q = bins.counts_sorted(&current);
                        comparison.shares = share_measures(counts, &q);
                        comparison.sample = sample::of_numbers(
                            (baseline, &current),
                            [counts, &q],
                            ks.as_ref().ok(),
                        );
                        comparison.counts = Counts {
                            bins: Bins::Cuts(bins.cuts.clone()),
                            baseline: floats(counts),
                            current: floats(&q),
                        };
                    }
                    Err(reason) => comparison.shares = Err(reason.clone()),
                }
                comparison.ks = Some(ks.map(Gap::from));
                comparison.baseline = SideSummary {
                    present: baseline.len() as u64,
                    ..SideSummary::default()
                };
                comparison.current = SideSummary {
                    present: current.len() as u64,
                    ..SideSummary::default()
                };
                comparison
            }
            Baseline::Labels {
                counts: baseline,
                is_evidently,
            } => Comparison {
                evidently: is_evidently.then(|| evidently::of_labels(baseline, &window.labels)),
                ..compare_labels(baseline, &window.labels, (self.missing, window.missing))
            },
        };
        comparison.text = match (self.texts, &window.texts) {
            (Some(before), Some(now)) => Some(Box::new(TextComparison::of(before, now))),
            _ => None,
        };
        comparison.kind_rule = self.kind_rule;
        comparison.inferred_type = self.inferred_type;
        comparison.is_identifier_like = self.is_identifier_like;
        comparison.baseline_rows = self.rows;
        comparison.current_rows = window.rows;
        comparison.missing = missing(self.missing, self.rows, window.missing, window.rows);
        comparison
    }
}
