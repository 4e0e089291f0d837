//! How far a feature's distribution is from the baseline's, by the distances of Model Monitor.

use std::collections::BTreeMap;

use leeway_documents::model_monitor::DriftMethod;
use leeway_stats::{
    Reason, linf,
    ranked::{Ranked, ks_with_sketch},
};

use super::facts::Gap;
use super::options::Options;
use super::phrases::apart;
use super::widest::{Widest, widest_share};
use crate::words;

/// A distance with what it was made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// What was measured.
    pub measure: DriftMeasure,
    /// The number that is compared with the threshold.
    pub distance: f64,
    /// Without correction for the sizes.
    pub simple: f64,
    /// With it.
    pub robust: f64,
    /// How far `distance` may be off because a side is a sketch; 0 if none is.
    pub bound: f64,
    /// Values on the baseline's side.
    pub baseline_count: u64,
    /// Values on the current side.
    pub current_count: u64,
    /// Where the gap is, as words: "at 1.33", "for \"red\"".
    pub place: String,
    /// Current values that the measure ignores.
    pub ignored: u64,
}

/// What a distance measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriftMeasure {
    /// The largest gap of two distribution functions, or of two shares, as it is.
    Simple,
    /// The same, less what samples of these sizes differ by chance.
    Robust,
    /// The chi-square statistic after Deequ's regrouping; larger is further apart.
    ChiSquareStatistic,
    /// Its probability; smaller is further apart.
    ChiSquareProbability,
}

impl Drift {
    /// The distance between numbers.
    ///
    /// # Errors
    /// A side without values.
    ///
    /// Both sides in the feature's unit, by rank. The distance is 0 to 1, larger is further apart; robust ones are less by what chance makes of these sizes, and not below 0. Source: Model Monitor's `LInfinity` on numbers, which is Kolmogorov–Smirnov's statistic.
    pub fn of_numbers(
        baseline: &Ranked,
        current: &Ranked,
        is_robust: bool,
    ) -> Result<Drift, Reason> {
        let gap = ks_with_sketch(baseline, current)?;
        let (n, m) = (baseline.count(), current.count());
        let place = format!("at {}", words::number(gap.location));
        let mut drift = Drift::of_gap(gap.statistic, n, m, is_robust, place);
        drift.bound = gap.bound;
        Ok(drift)
    }

    /// The distance between labels; both sides by label.
    ///
    /// # Errors
    /// A side without values; for the chi-square test also fewer than two groups of labels.
    ///
    /// Counts are rows by label. The distance is 0 to 1 for L-infinity; for chi-square it is the statistic (≥ 0, larger is further) or its probability (smaller is further). Source: Deequ's `LInfinity` and `Chisquare`.
    pub fn of_labels(
        baseline: &BTreeMap<String, u64>,
        current: &BTreeMap<String, u64>,
        options: &Options,
    ) -> Result<Drift, Reason> {
        let Widest {
            baseline: before,
            current: now,
            place,
        } = widest_share(baseline, current);
        let (n, m) = (before.iter().sum(), now.iter().sum());
        let simple = linf::categorical(&before, &now)?;
        let drift = Drift::of_gap(simple, n, m, options.is_robust, place);
        if options.label_method == DriftMethod::LInfinity {
            return Ok(drift);
        }
        let test = linf::model_monitor_chi_square(&before, &now)?;
        let (measure, distance) = if options.is_robust {
            (DriftMeasure::ChiSquareProbability, test.p_value)
        } else {
            (DriftMeasure::ChiSquareStatistic, test.statistic)
        };
        Ok(Drift {
            measure,
            distance,
            place: format!("over {} groups of labels", test.groups),
            ignored: test.ignored,
            ..drift
        })
    }

    /// The distance that a gap measured before comes to.
    ///
    /// The gap is a share 0 to 1; a robust distance is less by what chance makes of these sizes, and not below 0.
    pub fn of_known(gap: &Gap, is_robust: bool) -> Drift {
        let (n, m) = (gap.baseline_count, gap.current_count);
        let drift = Drift::of_gap(gap.simple, n, m, is_robust, gap.place.clone());
        Drift {
            bound: gap.bound,
            ..drift
        }
    }

    fn of_gap(simple: f64, n: u64, m: u64, is_robust: bool, place: String) -> Drift {
        let robust = linf::robust(simple, n, m);
        Drift {
            measure: if is_robust {
                DriftMeasure::Robust
            } else {
                DriftMeasure::Simple
            },
            distance: if is_robust { robust } else { simple },
            simple,
            robust,
            bound: 0.0,
            baseline_count: n,
            current_count: m,
            place,
            ignored: 0,
        }
    }

    /// Whether this is farther than `threshold` allows.
    ///
    /// A probability is too far when it is below the threshold. Which way the container compares one is not documented; the other way
    /// round, identical data would be drift.
    ///
    /// `threshold` is in the unit of the distance: 0 to 1, or a chi-square statistic (≥ 0).
    pub fn exceeds(&self, threshold: f64) -> bool {
        match self.measure {
            DriftMeasure::ChiSquareProbability => self.distance < threshold,
            _ => self.distance > threshold,
        }
    }

    /// The arithmetic in words, without a full stop.
    ///
    /// `threshold` is in the unit of the distance, `option` the name of the option that holds it.
    pub fn arithmetic(&self, threshold: f64, option: &str) -> String {
        let (distance, limit) = apart(self.distance, threshold);
        let is_over = self.distance > threshold;
        let compared = format!(
            "{} {limit} (`{option}`)",
            if is_over { "over" } else { "not over" }
        );
        let (n, m) = (
            words::count(self.baseline_count),
            words::count(self.current_count),
        );
        let ignored = match self.ignored {
            0 => String::new(),
            rows => format!(
                "; ignored: {} with labels that the baseline never had",
                words::plural(rows, "row", "rows")
            ),
        };
        match self.measure {
            DriftMeasure::Simple => format!("D {distance} {}: {compared}", self.place),
            DriftMeasure::Robust => {
                let correction = linf::ROBUST_CORRECTION
                    * ((self.baseline_count + self.current_count) as f64
                        / (self.baseline_count as f64 * self.current_count as f64))
                        .sqrt();
                format!(
                    "D {} {}, less {} for {m} and {n} rows, is {distance}: {compared}",
                    words::number(self.simple),
                    self.place,
                    words::number(correction)
                )
            }
            DriftMeasure::ChiSquareStatistic => {
                format!("Chi-square {distance} {}: {compared}{ignored}", self.place)
            }
            DriftMeasure::ChiSquareProbability => format!(
                "Chi-square p {distance} {}: {} {limit} (`{option}`){ignored}",
                self.place,
                if self.exceeds(threshold) {
                    "under"
                } else {
                    "not under"
                }
            ),
        }
    }
}
