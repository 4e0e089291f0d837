//! Verdicts: comparisons held against a rule, each with a sentence that carries its numbers.
//!
//! p-values are adjusted over the features that were tested. Identifier-like features and features without any measure are not judged, do not count as tested,
//! and say why. A sketch has no p-value: there the gap, less its bound, must exceed the Kolmogorov–Smirnov critical value at alpha over the number of features.

use super::case::{Case, has_missing_moved};
use super::comparison::Comparison;
use super::rule::{Correction, Rule, RuleName};
use super::verdict::{Candidate, Judged, Overall, Verdict};
use crate::words;
use leeway_stats::adjust;

/// Evidently calls a data set drifted from this share of drifted features on.
const EVIDENTLY_DATA_SET_SHARE: f64 = 0.5;

/// Judges all features by `rule`.
///
/// Candidates are in the report's order, and so is the result. p-values are 0 to 1, adjusted over the tested features; untested ones have a reason. Sources: Benjamini and Hochberg (1995), Bonferroni; the rules name their own.
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
                        verdict: Verdict::Unknown,
                        finding: reason.clone(),
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

/// The verdict and adjusted p-value of every candidate, without words: what a timeline of many features and windows needs. p-values are adjusted over all candidates.
///
/// One per candidate, in order; adjusted p-values are 0 to 1, `None` where nothing was tested.
pub fn verdicts(candidates: &[Candidate], rule: &Rule) -> Vec<(Verdict, Option<f64>)> {
    let is_tested: Vec<bool> = candidates
        .iter()
        .map(|candidate| why_untested(candidate, rule).is_none())
        .collect();
    let tested = is_tested.iter().filter(|&&tested| tested).count();
    let mut adjusted = adjusted_p(candidates, &is_tested, rule.correction).into_iter();
    let verdict = |(candidate, &is_tested): (&Candidate, &bool)| {
        let comparison = candidate.comparison.filter(|_| is_tested);
        let Some(comparison) = comparison else {
            return (Verdict::Unknown, None);
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
    candidates.iter().zip(&is_tested).map(verdict).collect()
}

/// Why a feature cannot be judged, or `None` if it can.
fn why_untested(feature: &Candidate, rule: &Rule) -> Option<String> {
    let Some(comparison) = feature.comparison else {
        return Some("there is no other side to compare it with yet.".to_owned());
    };
    if let Some(reason) = feature.unjudged {
        return Some(reason.to_owned());
    }
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
        // One label on both sides leaves nothing to test, and has not drifted.
        (None, Some(_)) if comparison.is_constant() => None,
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

fn overall(features: &[Candidate], judged: &[Judged], rule: &Rule) -> Overall {
    let tested = judged.iter().filter(|judged| judged.is_tested).count() as u64;
    let strong = judged
        .iter()
        .filter(|judged| judged.verdict == Verdict::Strong)
        .count() as u64;
    let mut drifted: Vec<(usize, Verdict, f64)> = judged
        .iter()
        .enumerate()
        .filter(|(_, judged)| judged.verdict.has_drifted())
        .map(|(i, judged)| {
            let shares = features[i]
                .comparison
                .and_then(|comparison| comparison.shares.as_ref().ok());
            (
                i,
                judged.verdict,
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
    let headline = if features.iter().all(|one| one.comparison.is_none()) {
        "The two sides have no feature in common.".to_owned()
    } else if tested == 0 {
        "Nothing could be tested.".to_owned()
    } else if count == 0 {
        match tested {
            1 => "The one feature that was tested did not drift.".to_owned(),
            _ => format!("None of {} features drifted.", words::count(tested)),
        }
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
    let is_drifted = count as f64 / tested as f64 >= EVIDENTLY_DATA_SET_SHARE;
    let rest = match rule.name == RuleName::Evidently && tested > 0 {
        true if is_drifted => " By this rule the data set drifted.",
        true => " By this rule the data set did not drift.",
        false => "",
    };
    Overall {
        drifted: count,
        strong,
        tested,
        headline,
        rest,
    }
}
