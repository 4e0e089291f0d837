//! One feature before a rule: the verdict and the sentence with its numbers.

use super::change::change;
use super::comparison::Comparison;
use super::evidence::{Test, Tested, adjusted};
use super::evidently::{self, EvidentlyDistance, EvidentlyScore};
use super::rule::{Rule, RuleName};
use super::verdict::{Judged, Verdict};
use crate::words;

/// Total variation from which the Leeway rule calls a significant change drift.
pub const DRIFT_TOTAL_VARIATION: f64 = 0.05;
/// Share of rows from which it calls drift strong: the total variation, the unseen labels or the change of the missing share, whichever is more than chance.
pub const STRONG_TOTAL_VARIATION: f64 = 0.125;
/// Share of rows with unseen labels that is drift.
pub const NEW_LABEL_SHARE: f64 = 0.01;
/// Change of the missing share that is drift.
pub const MISSING_SHARE_CHANGE: f64 = 0.05;

/// One feature before its judge.
pub(super) struct Case<'a> {
    pub(super) comparison: &'a Comparison,
    /// Its tests, adjusted over the family.
    pub(super) tests: &'a [Test],
    /// How many tests the family has.
    pub(super) family: usize,
    pub(super) rule: &'a Rule,
    /// How many features are tested, over all windows that share the level.
    pub(super) tested: usize,
    pub(super) threshold: Option<f64>,
}

/// What a rule holds against which threshold; the measures that it does not use have none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Limits {
    /// Under this.
    pub(super) total_variation: Option<f64>,
    /// Not under this.
    pub(super) p: Option<f64>,
    /// Not under this.
    pub(super) adjusted_p: Option<f64>,
    /// Not over this.
    pub(super) linf_robust: Option<f64>,
    /// Under this, of Evidently's.
    pub(super) evidently_distance: Option<f64>,
    /// Under this share of rows.
    pub(super) new_labels: Option<f64>,
    /// A change under this.
    pub(super) missing: Option<f64>,
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
            RuleName::Evidently => self.as_evidently(),
            RuleName::ModelMonitor | RuleName::AwsSample | RuleName::Custom => self.by_limit(),
        }
    }

    /// What the rule holds against which threshold.
    pub(super) fn limits(&self) -> Limits {
        let rule = self.rule;
        let none = Limits::default();
        match rule.name {
            RuleName::Leeway => Limits {
                total_variation: Some(DRIFT_TOTAL_VARIATION),
                adjusted_p: Some(rule.alpha),
                new_labels: Some(NEW_LABEL_SHARE),
                missing: Some(MISSING_SHARE_CHANGE),
                ..none
            },
            RuleName::ModelMonitor => Limits {
                linf_robust: Some(self.threshold.unwrap_or(rule.threshold)),
                ..none
            },
            RuleName::AwsSample => Limits {
                p: Some(rule.alpha),
                ..none
            },
            RuleName::Evidently => match self.evidently() {
                Some(EvidentlyScore::Test { .. }) => Limits {
                    p: Some(evidently::P),
                    ..none
                },
                Some(EvidentlyScore::Distance { .. }) => Limits {
                    evidently_distance: Some(evidently::DISTANCE),
                    ..none
                },
                None => none,
            },
            RuleName::Custom => Limits {
                total_variation: Some(rule.threshold),
                ..none
            },
        }
    }

    /// The verdict of a rule with one limit.
    fn by_limit(&self) -> (Verdict, String) {
        let (limits, comparison) = (self.limits(), self.comparison);
        if let Some(limit) = limits.linf_robust {
            let value = comparison.linf_robust.as_ref().ok().copied();
            return self.over_threshold("robust L∞", value, limit, false);
        }
        if let Some(limit) = limits.total_variation {
            return self.over_threshold("total variation", self.total_variation(), limit, true);
        }
        self.under_p(limits.p.unwrap_or(self.rule.alpha))
    }

    pub(super) fn judge(&self) -> Judged {
        let (verdict, finding) = self.verdict();
        Judged {
            verdict,
            finding,
            reason: None,
            adjusted_p: self.adjusted_p(),
            tests: self.tests.to_vec(),
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

    /// The adjusted p-value of the distribution's test.
    pub(super) fn adjusted_p(&self) -> Option<f64> {
        adjusted(self.tests, Tested::Distribution)
    }

    /// True when a test was made and its adjusted p is under the level.
    pub(super) fn is_under_alpha(&self, of: Tested) -> bool {
        adjusted(self.tests, of).is_some_and(|p| p < self.rule.alpha)
    }

    /// True when the distribution changed by more than chance: by the adjusted p, or for sketches by the critical value.
    fn is_significant(&self) -> bool {
        match (self.adjusted_p(), &self.comparison.ks) {
            (Some(p), _) => p < self.rule.alpha,
            (None, Some(Ok(ks))) => ks.statistic - ks.bound.unwrap_or(0.0) > self.critical_gap(),
            _ => false,
        }
    }

    /// True when at least [`NEW_LABEL_SHARE`] of the rows have labels that the baseline never had, and more than it lets expect.
    pub(super) fn has_new_labels(&self) -> bool {
        let share = self.comparison.new_label_share();
        share >= NEW_LABEL_SHARE && self.is_under_alpha(Tested::UnseenLabels)
    }

    /// True when the share of missing values moved by enough, and by more than chance.
    pub(super) fn has_missing_moved(&self) -> bool {
        self.missing_change().abs() >= MISSING_SHARE_CHANGE && self.is_under_alpha(Tested::Missing)
    }

    pub(super) fn missing_change(&self) -> f64 {
        let comparison = self.comparison;
        if comparison.missing.test.is_err() {
            return 0.0;
        }
        let [before, now] = comparison.empty_rows();
        share(now, comparison.current_rows) - share(before, comparison.baseline_rows)
    }

    /// The share of rows by which the largest of the changes that are more than chance differs.
    fn size(&self) -> f64 {
        let total_variation = self.total_variation().filter(|_| self.is_significant());
        let new_labels = self
            .has_new_labels()
            .then(|| self.comparison.new_label_share());
        let missing = self
            .has_missing_moved()
            .then(|| self.missing_change().abs());
        let text = self.text_causes().into_iter().map(|cause| cause.size);
        let sizes = [total_variation, new_labels, missing].into_iter().flatten();
        sizes.chain(text).fold(0.0, f64::max)
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
        match (self.adjusted_p(), &self.comparison.ks) {
            (Some(p), _) => format!("adjusted {}", words::p_value(p)),
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
            causes.extend(change(comparison, self.noun()));
            causes.push(format!(
                "{}, not chance ({})",
                differing(total_variation),
                self.evidence()
            ));
        }
        if self.has_new_labels() {
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
        if self.has_missing_moved() {
            let [before, now] = comparison.empty_rows();
            causes.push(format!(
                "{} went from {} to {}",
                self.missing_noun(),
                words::percent(share(before, comparison.baseline_rows)),
                words::percent(share(now, comparison.current_rows))
            ));
        }
        causes.extend(self.text_causes().into_iter().map(|cause| cause.words));
        if causes.is_empty() {
            let why = match (
                self.is_significant(),
                total_variation >= DRIFT_TOTAL_VARIATION,
            ) {
                (false, true) => "could be chance".to_owned(),
                (true, false) => format!(
                    "not chance, but too small to matter (under {})",
                    words::percent(DRIFT_TOTAL_VARIATION)
                ),
                _ => "no meaningful difference".to_owned(),
            };
            let size = format!("{}{}", self.of_lengths(), differing(total_variation));
            let rest = self.text_without_causes();
            return (
                Verdict::None,
                format!("{why}: {size} ({}).{rest}", self.evidence()),
            );
        }
        let verdict = if self.size() >= STRONG_TOTAL_VARIATION {
            Verdict::Strong
        } else {
            Verdict::Drifted
        };
        (verdict, causes.join("; ") + ".")
    }

    /// Evidently's score, where it was measured.
    pub(super) fn evidently(&self) -> Option<EvidentlyScore> {
        self.comparison.evidently.as_ref()?.as_ref().ok().copied()
    }

    /// What Evidently says, with its own thresholds.
    fn as_evidently(&self) -> (Verdict, String) {
        let Some(score) = self.evidently() else {
            let why = "Evidently’s score could not be computed.";
            return (Verdict::Unknown, why.to_owned());
        };
        let rows = words::count(evidently::TEST_VALUES);
        let (is_over, value) = (score.has_drifted(), words::number(score.value()));
        let finding = match score {
            EvidentlyScore::Test { p_value, .. } => {
                let relation = if is_over { "under" } else { "not under" };
                let (p, limit) = (words::p_value(p_value), words::number(evidently::P));
                format!(
                    "{p} is {relation} {limit} (Evidently’s test for up to {rows} baseline values)."
                )
            }
            EvidentlyScore::Distance { of, .. } => {
                let relation = if is_over { "at least" } else { "under" };
                let limit = words::number(evidently::DISTANCE);
                let measure = match of {
                    EvidentlyDistance::Wasserstein => {
                        "Wasserstein distance over the standard deviation"
                    }
                    EvidentlyDistance::JensenShannon => "Jensen–Shannon distance",
                };
                format!(
                    "{measure} {value} is {relation} {limit} (Evidently’s distance for more than {rows} baseline values)."
                )
            }
        };
        let verdict = if is_over {
            Verdict::Drifted
        } else {
            Verdict::None
        };
        (verdict, finding)
    }

    /// Drifted when the p-value is under `limit`.
    fn under_p(&self, limit: f64) -> (Verdict, String) {
        let Some((p, _)) = self.comparison.p_value_by(self.rule.name) else {
            let why = "this rule needs a p-value, and a sketch has none.";
            return (Verdict::Unknown, why.to_owned());
        };
        let (verdict, relation) = match p < limit {
            true => (Verdict::Drifted, "under"),
            false => (Verdict::None, "not under"),
        };
        let (p, limit) = (words::p_value(p), words::number(limit));
        (verdict, format!("{p} is {relation} {limit}."))
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

/// The size of a change in words.
fn differing(total_variation: f64) -> String {
    format!("about {} of rows differ", words::percent(total_variation))
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
