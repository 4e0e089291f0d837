//! Verdicts: comparisons held against a rule, each with a sentence that carries its numbers.
//!
//! p-values are adjusted over the features that were tested. Identifier-like features and features without any measure are not judged, do not count as tested,
//! and say why. A sketch has no p-value: there the gap, less its bound, must exceed the Kolmogorov–Smirnov critical value at alpha over the number of features.

use super::compare::Comparison;
use super::rule::{Correction, Rule, RuleName};
use crate::monitors::words;
use crate::stats::adjust;
use crate::table::Kind;

/// Total variation from which the Leeway rule calls a significant change drift.
pub const DRIFT_TOTAL_VARIATION: f64 = 0.05;
/// Total variation from which it calls drift strong.
pub const STRONG_TOTAL_VARIATION: f64 = 0.125;
/// Share of rows with unseen labels that is drift.
pub const NEW_LABEL_SHARE: f64 = 0.01;
/// Change of the missing share that is drift.
pub const MISSING_SHARE_CHANGE: f64 = 0.05;
/// Evidently's limit between tests and distances, in baseline rows, and its two thresholds.
const EVIDENTLY_TEST_ROWS: u64 = 1000;
const EVIDENTLY_P: f64 = 0.05;
const EVIDENTLY_DISTANCE: f64 = 0.1;
/// Evidently calls a data set drifted from this share of drifted features on.
const EVIDENTLY_DATA_SET_SHARE: f64 = 0.5;

/// The verdict's level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not judged.
    Unknown,
    /// No drift by the rule in force.
    None,
    /// Drift.
    Drifted,
    /// Strong drift.
    Strong,
}

impl Level {
    /// The name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Level::Unknown => "unknown",
            Level::None => "none",
            Level::Drifted => "drifted",
            Level::Strong => "strong",
        }
    }
}

/// A measure beside what the rule in force allows.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// The measure's name.
    pub measure: &'static str,
    /// Its value.
    pub value: Option<f64>,
    /// The rule's threshold; `None` where the rule does not look at the measure.
    pub threshold: Option<f64>,
    /// True when the value is on the drifted side of the threshold.
    pub is_over: bool,
    /// Formula and arithmetic in words.
    pub explanation: String,
}

/// A feature's verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// How bad.
    pub level: Level,
    /// The reason with its numbers.
    pub sentence: String,
    /// Why it was not judged.
    pub reason: Option<String>,
    /// The adjusted p-value, if tested.
    pub adjusted_p: Option<f64>,
    /// True when the feature counts among the tested.
    pub is_tested: bool,
    /// Every measure beside its threshold.
    pub why: Vec<Why>,
}

/// The data set's verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Overall {
    /// Features that drifted, strongly or not.
    pub drifted: u64,
    /// Of them, strongly.
    pub strong: u64,
    /// Features tested.
    pub tested: u64,
    /// The answer in words.
    pub sentence: String,
}

/// A feature as it comes to be judged.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Its name.
    pub name: &'a str,
    /// What was measured; `None` when there is only one side.
    pub comparison: Option<&'a Comparison>,
    /// True when it is to be judged even if it looks like an identifier.
    pub judge_identifier: bool,
    /// Model Monitor's threshold for this feature, where constraints say it.
    pub threshold: Option<f64>,
}

/// Judges all features by `rule`.
pub fn judge(features: &[Candidate], rule: &Rule) -> (Vec<Judged>, Overall) {
    let is_tested: Vec<bool> = features
        .iter()
        .map(|feature| why_untested(feature, rule).is_none())
        .collect();
    let tested = is_tested.iter().filter(|&&tested| tested).count();
    let mut adjusted = adjusted_p(features, &is_tested, rule.correction).into_iter();
    let judged: Vec<Judged> = features
        .iter()
        .zip(&is_tested)
        .map(|(feature, &is_tested)| {
            let p = feature.comparison.and_then(Comparison::p_value);
            let adjusted_p = if is_tested && p.is_some() {
                adjusted.next()
            } else {
                None
            };
            match (feature.comparison, why_untested(feature, rule)) {
                (Some(comparison), None) => {
                    let case = Case {
                        comparison,
                        adjusted_p,
                        rule,
                        tested,
                        threshold: feature.threshold,
                    };
                    case.judge()
                }
                (comparison, reason) => {
                    let reason = reason.unwrap_or_default();
                    Judged {
                        level: Level::Unknown,
                        sentence: format!("Not judged: {reason}"),
                        reason: Some(reason),
                        adjusted_p: None,
                        is_tested: false,
                        why: comparison.map_or(Vec::new(), |comparison| {
                            Case {
                                comparison,
                                adjusted_p: None,
                                rule,
                                tested,
                                threshold: None,
                            }
                            .informative()
                        }),
                    }
                }
            }
        })
        .collect();
    let overall = overall(features, &judged, rule);
    (judged, overall)
}

/// The level and adjusted p-value of every candidate, without words: what a timeline of many features and windows needs. p-values are adjusted over all candidates.
pub fn levels(candidates: &[Candidate], rule: &Rule) -> Vec<(Level, Option<f64>)> {
    let is_tested: Vec<bool> = candidates
        .iter()
        .map(|candidate| why_untested(candidate, rule).is_none())
        .collect();
    let tested = is_tested.iter().filter(|&&tested| tested).count();
    let mut adjusted = adjusted_p(candidates, &is_tested, rule.correction).into_iter();
    let level = |(candidate, &is_tested): (&Candidate, &bool)| {
        let comparison = candidate.comparison.filter(|_| is_tested);
        let Some(comparison) = comparison else {
            return (Level::Unknown, None);
        };
        let adjusted_p = if comparison.p_value().is_some() {
            adjusted.next()
        } else {
            None
        };
        let case = Case {
            comparison,
            adjusted_p,
            rule,
            tested,
            threshold: candidate.threshold,
        };
        (case.verdict().0, adjusted_p)
    };
    candidates.iter().zip(&is_tested).map(level).collect()
}

/// Why a feature cannot be judged, or `None` if it can.
fn why_untested(feature: &Candidate, rule: &Rule) -> Option<String> {
    let Some(comparison) = feature.comparison else {
        return Some("there is no other side to compare it with yet.".to_owned());
    };
    if comparison.is_identifier_like && !feature.judge_identifier {
        let distinct = comparison.baseline.distinct.unwrap_or(0);
        return Some(format!(
            "it looks like an identifier: {} distinct texts in {} baseline rows (more than half). You can have it judged all the same.",
            words::count(distinct),
            words::count(comparison.baseline_rows)
        ));
    }
    // A side whose values are all missing has no distribution, but its missing share says enough.
    if rule.name == RuleName::Leeway && has_missing_moved(comparison, rule) {
        return None;
    }
    let result = match (&comparison.ks, &comparison.chi_square) {
        (Some(ks), _) => ks.as_ref().err(),
        (None, Some(chi_square)) if !comparison.is_estimate => chi_square.as_ref().err(),
        _ => comparison.shares.as_ref().err(),
    };
    result.map(|reason| {
        let text = reason.to_string();
        let mut letters = text.chars();
        letters.next().map_or(String::new(), |first| {
            first.to_lowercase().collect::<String>() + letters.as_str()
        })
    })
}

/// True when the share of missing values moved by enough, and by more than chance.
fn has_missing_moved(comparison: &Comparison, rule: &Rule) -> bool {
    matches!(&comparison.missing.test, Ok(test)
        if test.difference.abs() >= MISSING_SHARE_CHANGE && test.p_value < rule.alpha)
}

/// Adjusted p-values of the tested features that have one, in their order.
fn adjusted_p(features: &[Candidate], is_tested: &[bool], correction: Correction) -> Vec<f64> {
    let raw: Vec<f64> = features
        .iter()
        .zip(is_tested)
        .filter(|(_, tested)| **tested)
        .filter_map(|(feature, _)| feature.comparison.and_then(Comparison::p_value))
        .map(|(p, _)| p)
        .collect();
    match correction {
        Correction::BenjaminiHochberg => adjust::benjamini_hochberg(&raw),
        Correction::Bonferroni => adjust::bonferroni(&raw),
        Correction::None => raw,
    }
}

/// One feature before its judge.
struct Case<'a> {
    comparison: &'a Comparison,
    adjusted_p: Option<f64>,
    rule: &'a Rule,
    tested: usize,
    threshold: Option<f64>,
}

impl Case<'_> {
    fn verdict(&self) -> (Level, String) {
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

    fn judge(&self) -> Judged {
        let (level, sentence) = self.verdict();
        Judged {
            level,
            sentence,
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

    fn leeway(&self) -> (Level, String) {
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
            return (Level::None, format!("No drift: {numbers}: {why}."));
        }
        let level = if total_variation >= STRONG_TOTAL_VARIATION {
            Level::Strong
        } else {
            Level::Drifted
        };
        (
            level,
            format!("{}: {}.", level_words(level), causes.join("; ")),
        )
    }

    fn p_only(&self) -> (Level, String) {
        match self.comparison.p_value() {
            Some((p, log10_p)) => {
                let level = if p < self.rule.alpha {
                    Level::Drifted
                } else {
                    Level::None
                };
                let relation = if level == Level::Drifted {
                    "under"
                } else {
                    "not under"
                };
                let p = words::p_value(p, log10_p);
                (
                    level,
                    format!(
                        "{}: {p} is {relation} {}.",
                        level_words(level),
                        words::number(self.rule.alpha)
                    ),
                )
            }
            None => (
                Level::Unknown,
                "Not judged: this rule needs a p-value, and a sketch has none.".to_owned(),
            ),
        }
    }

    fn evidently(&self) -> (Level, String) {
        let comparison = self.comparison;
        if comparison.baseline_rows <= EVIDENTLY_TEST_ROWS {
            let Some((p, log10_p)) = comparison.p_value() else {
                return self.p_only();
            };
            let level = if p < EVIDENTLY_P {
                Level::Drifted
            } else {
                Level::None
            };
            let relation = if level == Level::Drifted {
                "under"
            } else {
                "not under"
            };
            return (
                level,
                format!(
                    "{}: {} is {relation} 0.05 (up to 1000 baseline rows).",
                    level_words(level),
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
    ) -> (Level, String) {
        let Some(value) = value else {
            return (
                Level::Unknown,
                format!("Not judged: {measure} could not be computed."),
            );
        };
        let is_over = value > threshold || (or_equal && value == threshold);
        let level = if is_over { Level::Drifted } else { Level::None };
        let relation = match (is_over, or_equal) {
            (true, true) => "at least",
            (true, false) => "over",
            (false, true) => "under",
            (false, false) => "not over",
        };
        let (value, threshold) = (words::number(value), words::number(threshold));
        (
            level,
            format!(
                "{}: {measure} {value} is {relation} {threshold}.",
                level_words(level)
            ),
        )
    }

    /// Every measure, without thresholds.
    fn informative(&self) -> Vec<Why> {
        let mut why = self.why();
        for line in &mut why {
            line.threshold = None;
            line.is_over = false;
        }
        why
    }

    fn why(&self) -> Vec<Why> {
        let comparison = self.comparison;
        let name = self.rule.name;
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
                is_over: threshold.is_some() && is_over,
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
            let threshold = match name {
                RuleName::Leeway => Some(DRIFT_TOTAL_VARIATION),
                RuleName::Custom => Some(self.rule.threshold),
                _ => None,
            };
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
        if let Some((p, log10_p)) = comparison.p_value() {
            let tests_raw_p = name == RuleName::AwsSample
                || (name == RuleName::Evidently && comparison.baseline_rows <= EVIDENTLY_TEST_ROWS);
            let threshold = tests_raw_p.then_some(if name == RuleName::Evidently {
                EVIDENTLY_P
            } else {
                self.rule.alpha
            });
            add(
                "p-value",
                Some(p),
                threshold,
                threshold.is_some_and(|threshold| p < threshold),
                self.test_words(log10_p),
            );
            if let Some(adjusted) = self.adjusted_p {
                let threshold = (name == RuleName::Leeway).then_some(self.rule.alpha);
                let method = match self.rule.correction {
                    Correction::BenjaminiHochberg => "Benjamini–Hochberg",
                    Correction::Bonferroni => "Bonferroni",
                    Correction::None => "no correction",
                };
                let explanation = format!(
                    "{method} over {}",
                    words::plural(self.tested as u64, "tested feature", "tested features")
                );
                add(
                    "adjusted p",
                    Some(adjusted),
                    threshold,
                    threshold.is_some_and(|threshold| adjusted < threshold),
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
            let threshold = (name == RuleName::ModelMonitor)
                .then(|| self.threshold.unwrap_or(self.rule.threshold));
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
                threshold,
                threshold.is_some_and(|threshold| *robust > threshold),
                explanation,
            );
        }
        let by_evidently =
            name == RuleName::Evidently && comparison.baseline_rows > EVIDENTLY_TEST_ROWS;
        if let Some(Ok(distance)) = &comparison.wasserstein {
            let threshold = by_evidently.then_some(EVIDENTLY_DISTANCE);
            add(
                "Wasserstein distance",
                Some(distance.distance),
                None,
                false,
                "the mean distance by which values would have to move, in the feature's own unit"
                    .to_owned(),
            );
            let over = distance
                .normalised
                .is_some_and(|value| value >= EVIDENTLY_DISTANCE);
            add(
                "Wasserstein over sd",
                distance.normalised,
                threshold,
                over,
                "the same, in baseline standard deviations".to_owned(),
            );
        }
        if let Ok(shares) = &comparison.shares {
            let threshold = (by_evidently && comparison.kind == Kind::Categorical)
                .then_some(EVIDENTLY_DISTANCE);
            add(
                "Jensen–Shannon distance",
                Some(shares.js_distance),
                threshold,
                shares.js_distance >= EVIDENTLY_DISTANCE,
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
        let by_leeway = name == RuleName::Leeway;
        if comparison.kind == Kind::Categorical {
            let share = comparison.new_label_share();
            add(
                "unseen labels",
                Some(share),
                by_leeway.then_some(NEW_LABEL_SHARE),
                share >= NEW_LABEL_SHARE,
                "share of the current rows with a label that the baseline never had".to_owned(),
            );
        }
        if let Ok(test) = &comparison.missing.test {
            add(
                "missing share, change",
                Some(test.difference),
                by_leeway.then_some(MISSING_SHARE_CHANGE),
                has_missing_moved(self.comparison, self.rule),
                format!(
                    "current {} of {}, baseline {} of {}; two-proportion {}",
                    words::count(comparison.missing.current),
                    words::count(comparison.current_rows),
                    words::count(comparison.missing.baseline),
                    words::count(comparison.baseline_rows),
                    words::p_value(test.p_value, test.log10_p)
                ),
            );
        }
        why
    }

    fn test_words(&self, log10_p: f64) -> String {
        match (&self.comparison.ks, &self.comparison.chi_square) {
            (Some(Ok(_)), _) => format!(
                "two-sample Kolmogorov–Smirnov, {} against {} values; log10 of the limiting p is {}",
                words::count(self.comparison.baseline.present),
                words::count(self.comparison.current.present),
                words::number(log10_p)
            ),
            (_, Some(Ok(chi))) => format!(
                "chi-square {} with {} degrees of freedom; log10 p is {}",
                words::number(chi.statistic),
                chi.dof,
                words::number(log10_p)
            ),
            _ => String::new(),
        }
    }
}

fn level_words(level: Level) -> &'static str {
    match level {
        Level::Unknown => "Not judged",
        Level::None => "No drift",
        Level::Drifted => "Drifted",
        Level::Strong => "Strong drift",
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

fn overall(features: &[Candidate], judged: &[Judged], rule: &Rule) -> Overall {
    let tested = judged.iter().filter(|judged| judged.is_tested).count() as u64;
    let strong = judged
        .iter()
        .filter(|judged| judged.level == Level::Strong)
        .count() as u64;
    let mut drifted: Vec<(usize, Level, f64)> = judged
        .iter()
        .enumerate()
        .filter(|(_, judged)| judged.level >= Level::Drifted)
        .map(|(i, judged)| {
            let shares = features[i]
                .comparison
                .and_then(|comparison| comparison.shares.as_ref().ok());
            (
                i,
                judged.level,
                shares.map_or(0.0, |shares| shares.drift_score),
            )
        })
        .collect();
    drifted.sort_by(|a, b| b.1.cmp(&a.1).then(b.2.total_cmp(&a.2)).then(a.0.cmp(&b.0)));
    let names: Vec<String> = drifted
        .iter()
        .map(|(i, ..)| features[*i].name.to_owned())
        .collect();
    let count = drifted.len() as u64;
    let mut sentence = if features.iter().all(|one| one.comparison.is_none()) {
        "The two sides have no feature in common.".to_owned()
    } else if tested == 0 {
        "Nothing could be tested.".to_owned()
    } else if count == 0 {
        format!(
            "None of {} drifted.",
            words::plural(tested, "feature", "features")
        )
    } else {
        let strongly = if strong > 0 {
            format!(", {} strongly", words::count(strong))
        } else {
            String::new()
        };
        format!(
            "{} of {} drifted{strongly}: {}.",
            words::count(count),
            words::plural(tested, "feature", "features"),
            words::list(&names, 4)
        )
    };
    if rule.name == RuleName::Evidently && tested > 0 {
        let is_drifted = count as f64 / tested as f64 >= EVIDENTLY_DATA_SET_SHARE;
        sentence += if is_drifted {
            " By this rule the data set drifted."
        } else {
            " By this rule the data set did not drift."
        };
    }
    Overall {
        drifted: count,
        strong,
        tested,
        sentence,
    }
}
