//! Every measure of a feature beside what the rule in force allows, with formula and arithmetic in words.

use super::case::Case;
use super::evidence::{Test, TestMethod, Tested};
use super::evidently::{EvidentlyDistance, EvidentlyScore};
use super::rule::{Correction, RuleName};
use super::verdict::{Standing, Why};
use crate::words;
use leeway_table::Kind;

impl Case<'_> {
    /// Every measure, without thresholds.
    pub(super) fn informative(&self) -> Vec<Why> {
        let mut why = self.why();
        for line in &mut why {
            line.threshold = None;
            line.standing = Standing::Informative;
        }
        why
    }

    pub(super) fn why(&self) -> Vec<Why> {
        let comparison = self.comparison;
        let limits = self.limits();
        let mut why = Vec::new();
        let mut add = |measure,
                       value: Option<f64>,
                       threshold: Option<f64>,
                       is_over: bool,
                       explanation: String| {
            why.push(Why {
                measure,
                value,
                threshold,
                standing: match (threshold, is_over) {
                    (None, _) => Standing::Informative,
                    (Some(_), false) => Standing::Within,
                    (Some(_), true) => Standing::Over,
                },
                explanation,
            });
        };
        let bins = match comparison.kind {
            Kind::Numerical => "the baseline's deciles",
            Kind::Categorical => "the labels of both sides, missing included",
        };
        if let Ok(shares) = &comparison.shares {
            add(
                "drift score, %",
                Some(shares.drift_score),
                None,
                false,
                format!(
                    "100 × the sum of the share differences over {bins}; 0 is identical, 200 is disjoint"
                ),
            );
            let threshold = limits.total_variation;
            let over = threshold.is_some_and(|threshold| shares.total_variation >= threshold);
            add(
                "total variation",
                Some(shares.total_variation),
                threshold,
                over,
                format!(
                    "drift score {} % / 200: the share of rows that would have to change",
                    words::number(shares.drift_score)
                ),
            );
        }
        let test = match self.tests.first() {
            Some(test) if test.of == Tested::Distribution => Some(*test),
            _ if self.rule.name == RuleName::AwsSample => comparison.sample_test(),
            _ => comparison.plain_test(),
        };
        if let Some(test) = test {
            let p = test.p_value;
            add(
                "p-value",
                Some(p),
                limits.p,
                match self.evidently().filter(|_| self.is_evidently()) {
                    Some(score) => score.has_drifted(),
                    None => limits.p.is_some_and(|limit| p < limit),
                },
                self.test_words(&test),
            );
            if let Some(adjusted) = self.adjusted_p() {
                let method = match self.rule.correction {
                    Correction::BenjaminiHochberg => "Benjamini–Hochberg",
                    Correction::Bonferroni => "Bonferroni",
                    Correction::None => "no correction",
                };
                let explanation = format!(
                    "{method} over {}",
                    words::plural(self.family as u64, "test", "tests")
                );
                add(
                    "adjusted p",
                    Some(adjusted),
                    limits.adjusted_p,
                    limits.adjusted_p.is_some_and(|limit| adjusted < limit),
                    explanation,
                );
            }
        }
        if let Some(Ok(ks)) = &comparison.ks {
            let side = if ks.sign > 0 {
                "current values are larger"
            } else {
                "current values are smaller"
            };
            let bound = ks.bound.map_or(String::new(), |bound| {
                format!(", ± {} from the sketch (99 %)", words::number(bound))
            });
            add(
                "Kolmogorov–Smirnov D",
                Some(ks.statistic),
                None,
                false,
                format!(
                    "largest gap of the two distribution functions, at {}; {side} there{bound}",
                    words::number(ks.location)
                ),
            );
        }
        if let Some(Ok(chi)) = &comparison.chi_square {
            let caution = if chi.smallest_expected < 5.0 {
                format!(
                    "; the smallest expected count is {}, under 5, so the p-value is rough",
                    words::number(chi.smallest_expected)
                )
            } else {
                String::new()
            };
            add(
                "Cramér's V",
                Some(chi.cramers_v),
                None,
                false,
                format!(
                    "√(chi-square {} / {} rows){caution}",
                    words::number(chi.statistic),
                    words::count(comparison.baseline_rows + comparison.current_rows)
                ),
            );
        }
        if let (Ok(simple), Ok(robust)) = (&comparison.linf_simple, &comparison.linf_robust) {
            let (n, m) = (
                comparison.counts.baseline.iter().sum::<f64>(),
                comparison.counts.current.iter().sum::<f64>(),
            );
            let explanation = format!(
                "Model Monitor's distance: {} less 1.8 × √(({} + {}) / ({} × {})), not under 0",
                words::number(*simple),
                words::number(n),
                words::number(m),
                words::number(n),
                words::number(m)
            );
            add(
                "robust L∞",
                Some(*robust),
                limits.linf_robust,
                limits.linf_robust.is_some_and(|limit| *robust > limit),
                explanation,
            );
        }
        if let Some(Ok(distance)) = &comparison.wasserstein {
            add(
                "Wasserstein distance",
                Some(distance.distance),
                None,
                false,
                "the mean distance by which values would have to move, in the feature's own unit"
                    .to_owned(),
            );
            add(
                "Wasserstein over sd",
                distance.normalised,
                None,
                false,
                "Wasserstein distance ÷ baseline sd".to_owned(),
            );
        }
        if let Ok(shares) = &comparison.shares {
            add(
                "Jensen–Shannon distance",
                Some(shares.js_distance),
                None,
                false,
                format!("natural logarithm, square root, over {bins}; 0 to 0.833"),
            );
            add(
                "PSI",
                Some(shares.psi),
                None,
                false,
                format!("Σ (q − p) · ln(q / p) over {bins}, shares floored at 0.0001"),
            );
        }
        if let (Some(EvidentlyScore::Distance { of, value }), true) =
            (self.evidently(), self.is_evidently())
        {
            let (measure, explanation) = match of {
                EvidentlyDistance::Wasserstein => (
                    "Wasserstein over sd, Evidently's",
                    "the Wasserstein distance over the baseline's standard deviation, which Evidently takes of the population and as at least 0.001",
                ),
                EvidentlyDistance::JensenShannon => (
                    "Jensen–Shannon, Evidently's",
                    "natural logarithm, square root, over the labels of both sides, missing left out; 0 to 0.833",
                ),
            };
            let limit = limits.evidently_distance;
            let is_over = limit.is_some_and(|limit| value >= limit);
            add(measure, Some(value), limit, is_over, explanation.to_owned());
        }
        if comparison.kind == Kind::Categorical {
            let share = comparison.new_label_share();
            add(
                "unseen labels",
                Some(share),
                limits.new_labels,
                self.has_new_labels(),
                self.unseen_words(),
            );
        }
        if let Ok(test) = &comparison.missing.test {
            add(
                match comparison.text {
                    Some(_) => "empty share, change",
                    None => "missing share, change",
                },
                Some(self.missing_change()),
                limits.missing,
                self.has_missing_moved(),
                self.missing_words(test.p_value),
            );
        }
        why.extend(self.text_why());
        why
    }

    fn is_evidently(&self) -> bool {
        self.rule.name == RuleName::Evidently
    }

    fn test(&self, of: Tested) -> Option<&Test> {
        self.tests.iter().find(|test| test.of == of)
    }

    /// The missing rows of both sides, and what the test says; `two_proportions` is the p-value of the test that does not judge.
    fn missing_words(&self, two_proportions: f64) -> String {
        let comparison = self.comparison;
        let what = match comparison.text {
            Some(_) => "empty",
            None => "missing",
        };
        let [before, now] = comparison.empty_rows();
        let shares = words::missing_shares(
            what,
            (before, comparison.baseline_rows),
            (now, comparison.current_rows),
        );
        let test = match self.test(Tested::Missing) {
            Some(exact) => format!(
                "Fisher's exact {}{}",
                words::p_value(exact.p_value),
                words::than_chance(exact.adjusted_p.unwrap_or(exact.p_value), self.rule.alpha)
            ),
            None => format!("two-proportion {}", words::p_value(two_proportions)),
        };
        format!("{shares}; {test}")
    }

    /// The rule about labels that the baseline never had, with its numbers.
    fn unseen_words(&self) -> String {
        let Some(unseen) = &self.comparison.unseen else {
            return "share of the current rows with a label that the baseline never had".to_owned();
        };
        let (rows, baseline) = (unseen.rows, unseen.baseline);
        let have = if rows == 1 {
            "has a label"
        } else {
            "have labels"
        };
        let end = match self.test(Tested::UnseenLabels) {
            Some(test) if rows > 0 => {
                words::than_chance(test.adjusted_p.unwrap_or(test.p_value), self.rule.alpha)
            }
            _ => String::new(),
        };
        format!(
            "{} of {} {have} that the baseline never had; {}{end}",
            words::count(rows),
            words::plural(self.comparison.current_rows, "row", "rows"),
            words::expected_unseen(&baseline, unseen.test.expected),
        )
    }

    fn test_words(&self, test: &Test) -> String {
        match test.method {
            TestMethod::GoodnessOfFit => {
                return "chi-square of the current labels against the baseline's shares, which are taken as exact; missing left out".to_owned();
            }
            TestMethod::TwoProportions => {
                return "z-test of the shares of two labels; missing left out".to_owned();
            }
            _ => {}
        }
        match (&self.comparison.ks, &self.comparison.chi_square) {
            (Some(Ok(ks)), _) => format!(
                "two-sample Kolmogorov–Smirnov, {} against {} values, {}",
                words::count(self.comparison.baseline.present),
                words::count(self.comparison.current.present),
                ks.method.name()
            ),
            (_, Some(Ok(chi))) => {
                let pearson = format!(
                    "chi-square {} with {} degrees of freedom",
                    words::number(chi.statistic),
                    chi.dof
                );
                match test.method {
                    TestMethod::Fisher => {
                        format!("Fisher's exact test{}; {pearson}", self.pooled())
                    }
                    TestMethod::Partition => format!(
                        "label by label against the rest{}, since expected counts are too small for the {pearson}",
                        self.pooled()
                    ),
                    _ => pearson,
                }
            }
            _ => String::new(),
        }
    }

    /// Which labels were tested together, in words; a comma before it.
    fn pooled(&self) -> String {
        match &self.comparison.same_shares {
            Some(Ok(same)) if same.pooled > 0 => {
                format!(
                    ", {} rare labels tested in groups",
                    words::count(same.pooled as u64)
                )
            }
            _ => String::new(),
        }
    }
}
