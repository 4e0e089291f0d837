//! One feature before a rule: the verdict and the sentence with its numbers.

use super::comparison::Comparison;
use super::rule::{Rule, RuleName};
use super::verdict::{Judged, Verdict};
use crate::words;
use leeway_table::Kind;

/// Total variation from which the Leeway rule calls a significant change drift.
pub const DRIFT_TOTAL_VARIATION: f64 = 0.05;
/// Total variation from which it calls drift strong.
pub const STRONG_TOTAL_VARIATION: f64 = 0.125;
/// Share of rows with unseen labels that is drift.
pub const NEW_LABEL_SHARE: f64 = 0.01;
/// Change of the missing share that is drift.
pub const MISSING_SHARE_CHANGE: f64 = 0.05;
/// Evidently's limit between tests and distances, in baseline rows, and its two thresholds.
pub(super) const EVIDENTLY_TEST_ROWS: u64 = 1000;
pub(super) const EVIDENTLY_P: f64 = 0.05;
pub(super) const EVIDENTLY_DISTANCE: f64 = 0.1;

/// One feature before its judge.
pub(super) struct Case<'a> {
    pub(super) comparison: &'a Comparison,
    pub(super) adjusted_p: Option<f64>,
    pub(super) rule: &'a Rule,
    pub(super) tested: usize,
    pub(super) threshold: Option<f64>,
}

impl Case<'_> {
    /// The verdict, and the finding that it rests on.
    pub(super) fn verdict(&self) -> (Verdict, String) {
        if self.comparison.is_constant() {
            let same = "every row of both sides holds the same label";
            return (Verdict::None, format!("{same}."));
        }
        match self.rule.name {
            RuleName::Leeway => self.leeway(),
            RuleName::ModelMonitor => self.over_threshold(
                "robust L∞",
                self.comparison.linf_robust.as_ref().ok().copied(),
                self.threshold.unwrap_or(self.rule.threshold),
                false,
            ),
            RuleName::AwsSample => self.p_only(),
            RuleName::Evidently => self.evidently(),
            RuleName::Custom => self.over_threshold(
                "total variation",
                self.total_variation(),
                self.rule.threshold,
                true,
            ),
        }
    }

    pub(super) fn judge(&self) -> Judged {
        let (verdict, finding) = self.verdict();
        Judged {
            verdict,
            finding,
            reason: None,
            adjusted_p: self.adjusted_p,
            is_tested: true,
            why: self.why(),
        }
    }

    fn total_variation(&self) -> Option<f64> {
        self.comparison
            .shares
            .as_ref()
            .ok()
            .map(|shares| shares.total_variation)
    }

    fn log10_p(&self) -> f64 {
        self.comparison
            .p_value()
            .map_or(0.0, |(_, log10_p)| log10_p)
    }

    /// True when the change is more than chance: by the adjusted p, or for sketches by the critical value.
    fn is_significant(&self) -> bool {
        match (self.adjusted_p, &self.comparison.ks) {
            (Some(p), _) => p < self.rule.alpha,
            (None, Some(Ok(ks))) => ks.statistic - ks.bound.unwrap_or(0.0) > self.critical_gap(),
            _ => false,
        }
    }

    /// The two-sample Kolmogorov–Smirnov critical value at alpha over the number of features tested.
    fn critical_gap(&self) -> f64 {
        let (n, m) = (
            self.comparison.baseline.present as f64,
            self.comparison.current.present as f64,
        );
        let alpha = self.rule.alpha / self.tested.max(1) as f64;
        (-(alpha / 2.0).ln() / 2.0).sqrt() * ((n + m) / (n * m)).sqrt()
    }

    /// The evidence in words: "adjusted p 0.0123", or for sketches the gap and its bound.
    fn evidence(&self) -> String {
        match (self.adjusted_p, &self.comparison.ks) {
            (Some(p), _) => format!("adjusted {}", words::p_value(p, self.log10_p())),
            (None, Some(Ok(ks))) => format!(
                "gap {} ± {} from a sketch",
                words::number(ks.statistic),
                words::number(ks.bound.unwrap_or(0.0))
            ),
            _ => "no test for statistics without samples".to_owned(),
        }
    }

    fn leeway(&self) -> (Verdict, String) {
        let comparison = self.comparison;
        let total_variation = self.total_variation().unwrap_or(0.0);
        let new_share = comparison.new_label_share();
        let mut causes = Vec::new();
        if self.is_significant() && total_variation >= DRIFT_TOTAL_VARIATION {
            causes.push(format!(
                "total variation {} with {}",
                words::number(total_variation),
                self.evidence()
            ));
        }
        if new_share >= NEW_LABEL_SHARE {
            let names: Vec<String> = comparison
                .new_labels
                .iter()
                .map(|(label, _)| label.clone())
                .collect();
            let noun = if names.len() == 1 {
                "a label"
            } else {
                "labels"
            };
            causes.push(format!(
                "{} of the rows have {noun} that the baseline never had ({})",
                words::percent(new_share),
                words::list(&names, 3)
            ));
        }
        if has_missing_moved(self.comparison, self.rule) {
            causes.push(format!(
                "missing values went from {} to {}",
                words::percent(share(comparison.missing.baseline, comparison.baseline_rows)),
                words::percent(share(comparison.missing.current, comparison.current_rows))
            ));
        }
        if causes.is_empty() {
            let why = match (
                self.is_significant(),
                total_variation >= DRIFT_TOTAL_VARIATION,
            ) {
                (false, true) => "more than chance cannot be shown",
                (true, false) => "significant, but too small to matter (under 0.05)",
                _ => "neither large nor significant",
            };
            let numbers = format!(
                "total variation {}, {}",
                words::number(total_variation),
                self.evidence()
            );
            return (Verdict::None, format!("{numbers}: {why}."));
        }
        let verdict = if total_variation >= STRONG_TOTAL_VARIATION {
            Verdict::Strong
        } else {
            Verdict::Drifted
        };
        (verdict, causes.join("; ") + ".")
    }

    fn p_only(&self) -> (Verdict, String) {
        match self.comparison.p_value() {
            Some((p, log10_p)) => {
                let verdict = if p < self.rule.alpha {
                    Verdict::Drifted
                } else {
                    Verdict::None
                };
                let relation = if verdict == Verdict::Drifted {
                    "under"
                } else {
                    "not under"
                };
                let p = words::p_value(p, log10_p);
                (
                    verdict,
                    format!("{p} is {relation} {}.", words::number(self.rule.alpha)),
                )
            }
            None => (
                Verdict::Unknown,
                "this rule needs a p-value, and a sketch has none.".to_owned(),
            ),
        }
    }

    fn evidently(&self) -> (Verdict, String) {
        let comparison = self.comparison;
        if comparison.baseline_rows <= EVIDENTLY_TEST_ROWS {
            let Some((p, log10_p)) = comparison.p_value() else {
                return self.p_only();
            };
            let verdict = if p < EVIDENTLY_P {
                Verdict::Drifted
            } else {
                Verdict::None
            };
            let relation = if verdict == Verdict::Drifted {
                "under"
            } else {
                "not under"
            };
            return (
                verdict,
                format!(
                    "{} is {relation} 0.05 (up to 1000 baseline rows).",
                    words::p_value(p, log10_p)
                ),
            );
        }
        match comparison.kind {
            Kind::Numerical => {
                let normalised = comparison
                    .wasserstein
                    .as_ref()
                    .and_then(|w| w.as_ref().ok())
                    .and_then(|w| w.normalised);
                self.over_threshold(
                    "Wasserstein distance over the standard deviation",
                    normalised,
                    EVIDENTLY_DISTANCE,
                    true,
                )
            }
            Kind::Categorical => {
                let distance = comparison
                    .shares
                    .as_ref()
                    .ok()
                    .map(|shares| shares.js_distance);
                self.over_threshold(
                    "Jensen–Shannon distance",
                    distance,
                    EVIDENTLY_DISTANCE,
                    true,
                )
            }
        }
    }

    /// Drifted when `value` exceeds `threshold` (or equals it, where `or_equal`).
    fn over_threshold(
        &self,
        measure: &str,
        value: Option<f64>,
        threshold: f64,
        or_equal: bool,
    ) -> (Verdict, String) {
        let Some(value) = value else {
            return (
                Verdict::Unknown,
                format!("{measure} could not be computed."),
            );
        };
        let is_over = value > threshold || (or_equal && value == threshold);
        let verdict = if is_over {
            Verdict::Drifted
        } else {
            Verdict::None
        };
        let relation = match (is_over, or_equal) {
            (true, true) => "at least",
            (true, false) => "over",
            (false, true) => "under",
            (false, false) => "not over",
        };
        let (value, threshold) = (words::number(value), words::number(threshold));
        (
            verdict,
            format!("{measure} {value} is {relation} {threshold}."),
        )
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// True when the share of missing values moved by enough, and by more than chance.
pub(super) fn has_missing_moved(comparison: &Comparison, rule: &Rule) -> bool {
    matches!(&comparison.missing.test, Ok(test)
        if test.difference.abs() >= MISSING_SHARE_CHANGE && test.p_value < rule.alpha)
}
