//! Verdicts: comparisons held against a rule, each with a sentence that carries its numbers.
//!
//! p-values are adjusted over all tests of a family (`family.rs`). Identifier-like features and features without any measure are not judged, do not count as tested,
//! and say why. A sketch has no p-value: there the gap, less its bound, must exceed the Kolmogorov–Smirnov critical value at alpha over the number of features.

use super::case::Case;
use super::comparison::Comparison;
use super::family::{Family, WINDOWS_OF_A_DAY};
use super::kind::KindRule;
use super::rule::{Rule, RuleName};
use super::verdict::{Candidate, Judged, Overall, Verdict};
use crate::words;
use leeway_stats::Reason;

/// Evidently calls a data set drifted from this share of drifted features on.
const EVIDENTLY_DATA_SET_SHARE: f64 = 0.5;

/// Judges all features by `rule`.
///
/// Candidates are in the report's order, and so is the result. p-values are 0 to 1, adjusted over the tested features; untested ones have a reason. Sources: Benjamini and Hochberg (1995), Bonferroni; the rules name their own.
pub fn judge(features: &[Candidate], rule: &Rule) -> (Vec<Judged>, Overall) {
    let bench = Bench::of(features, rule, 1);
    let judged: Vec<Judged> = features
        .iter()
        .enumerate()
        .map(|(index, feature)| {
            let case = feature
                .comparison
                .map(|comparison| bench.case(index, comparison));
            let reason = bench.why_untested(index);
            match (case, reason) {
                (Some(case), None) => case.judge(),
                (case, reason) => {
                    let reason = reason.unwrap_or_default();
                    Judged {
                        verdict: Verdict::Unknown,
                        finding: reason.clone(),
                        reason: Some(reason),
                        adjusted_p: None,
                        tests: Vec::new(),
                        is_tested: false,
                        why: case.map_or(Vec::new(), |case| case.informative()),
                    }
                }
            }
        })
        .collect();
    let overall = overall(features, &judged, rule);
    (judged, overall)
}

/// The verdict and adjusted p-value of every candidate, without words. p-values are adjusted over all candidates.
///
/// One per candidate, in order; adjusted p-values are 0 to 1, `None` where nothing was tested.
pub fn verdicts(candidates: &[Candidate], rule: &Rule) -> Vec<(Verdict, Option<f64>)> {
    Bench::of(candidates, rule, 1).verdicts()
}

/// The same of one window, whose features share the level with those of the other windows of a day, whatever these hold.
///
/// As [`verdicts`]; p-values are adjusted over the candidates, and [`WINDOWS_OF_A_DAY`] times that.
pub fn window_verdicts(candidates: &[Candidate], rule: &Rule) -> Vec<(Verdict, Option<f64>)> {
    Bench::of(candidates, rule, WINDOWS_OF_A_DAY).verdicts()
}

/// A window's verdict where windows recur.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InCycle {
    /// Whether it drifted.
    pub verdict: Verdict,
    /// Against the whole baseline.
    pub adjusted_p: Option<f64>,
    /// Verdict and adjusted p against the baseline at the same time, where it has windows of that time.
    pub same_time: Option<(Verdict, Option<f64>)>,
}

/// The same of windows that recur: a feature has drifted that differs from the whole baseline, and from the baseline at the same time of day or week too. Demanding both
/// raises no alarm more than [`window_verdicts`] alone.
///
/// `same_time` has for each candidate the comparison with the baseline at that time; without one, where that has too few rows to judge, and by the rules of other tools the whole baseline decides.
pub fn verdicts_in_cycle(
    candidates: &[Candidate],
    same_time: &[Option<&Comparison>],
    rule: &Rule,
) -> Vec<InCycle> {
    let whole = window_verdicts(candidates, rule);
    let pairs = candidates.iter().zip(same_time);
    let then: Vec<Candidate> = pairs
        .map(|(candidate, &comparison)| Candidate {
            comparison,
            ..*candidate
        })
        .collect();
    let then = match rule.name.minds_cycles() && same_time.iter().any(Option::is_some) {
        true => window_verdicts(&then, rule),
        false => vec![(Verdict::Unknown, None); whole.len()],
    };
    let both = |((verdict, adjusted_p), then): ((Verdict, Option<f64>), (Verdict, Option<f64>))| {
        let same_time = Some(then).filter(|(verdict, _)| *verdict != Verdict::Unknown);
        InCycle {
            verdict: match same_time {
                Some((then, _)) if verdict.has_drifted() => verdict.min(then),
                _ => verdict,
            },
            adjusted_p,
            same_time,
        }
    };
    whole.into_iter().zip(then).map(both).collect()
}

/// Candidates of one family before their judge.
struct Bench<'a> {
    candidates: &'a [Candidate<'a>],
    rule: &'a Rule,
    family: Family,
    /// Why each has no test of its distribution, or must not be judged at all.
    reasons: Vec<Option<Untested>>,
    windows: u64,
    tested: usize,
}

/// Why a feature is not judged.
enum Untested {
    /// Nothing about it is to be judged.
    Barred(String),
    /// Its distribution cannot be, which leaves its missing share.
    NoDistribution(String),
}

impl<'a> Bench<'a> {
    fn of(candidates: &'a [Candidate<'a>], rule: &'a Rule, windows: u64) -> Bench<'a> {
        let reasons: Vec<Option<Untested>> = candidates
            .iter()
            .map(|candidate| why_untested(candidate, rule))
            .collect();
        let may_be_judged: Vec<bool> = reasons
            .iter()
            .map(|reason| match reason {
                None => true,
                Some(Untested::NoDistribution(_)) => rule.name == RuleName::Leeway,
                Some(Untested::Barred(_)) => false,
            })
            .collect();
        let mut bench = Bench {
            family: Family::of(candidates, &may_be_judged, rule, windows),
            candidates,
            rule,
            reasons,
            windows,
            tested: 0,
        };
        bench.tested = (0..candidates.len())
            .filter(|&index| bench.why_untested(index).is_none())
            .count();
        bench
    }

    fn case(&self, index: usize, comparison: &'a Comparison) -> Case<'_> {
        Case {
            comparison,
            tests: &self.family.tests[index],
            family: self.family.size,
            rule: self.rule,
            tested: self.tested * self.windows as usize,
            threshold: self.candidates[index].threshold,
        }
    }

    /// Why a candidate is not judged, or `None` if it is. A side whose values are all missing has no distribution, but its missing share says enough.
    fn why_untested(&self, index: usize) -> Option<String> {
        let has_missing_moved = || {
            let comparison = self.candidates[index].comparison;
            comparison.is_some_and(|comparison| self.case(index, comparison).has_missing_moved())
        };
        match self.reasons[index].as_ref()? {
            Untested::NoDistribution(_) if has_missing_moved() => None,
            Untested::NoDistribution(reason) | Untested::Barred(reason) => Some(reason.clone()),
        }
    }

    fn verdicts(&self) -> Vec<(Verdict, Option<f64>)> {
        let verdict = |(index, candidate): (usize, &Candidate<'a>)| match candidate.comparison {
            Some(comparison) if self.why_untested(index).is_none() => {
                let case = self.case(index, comparison);
                (case.verdict().0, case.adjusted_p())
            }
            _ => (Verdict::Unknown, None),
        };
        self.candidates.iter().enumerate().map(verdict).collect()
    }
}

/// Why a feature cannot be judged, or `None` if it can.
fn why_untested(feature: &Candidate, rule: &Rule) -> Option<Untested> {
    if let Some(reason) = feature.unjudged {
        return Some(Untested::Barred(reason.to_owned()));
    }
    let Some(comparison) = feature.comparison else {
        let reason = "there is no other side to compare it with yet.";
        return Some(Untested::Barred(reason.to_owned()));
    };
    if comparison.is_identifier_like && !feature.judge_identifier {
        let distinct = comparison.baseline.distinct.unwrap_or(0);
        return Some(Untested::Barred(format!(
            "it looks like an identifier: {} distinct texts in {} baseline rows (more than half). You can have it judged all the same.",
            words::count(distinct),
            words::count(comparison.baseline_rows)
        )));
    }
    let needed = comparison.rows_needed(rule.alpha);
    if let Some(needed) = needed.filter(|_| rule.name == RuleName::Leeway) {
        return Some(Untested::Barred(format!(
            "there are too few rows: {} against {} could differ in every row and still be chance; it takes {}.",
            words::count(comparison.current_rows),
            words::plural(comparison.baseline_rows, "baseline row", "baseline rows"),
            words::count(needed)
        )));
    }
    if rule.name == RuleName::Evidently {
        return why_unlike_evidently(comparison);
    }
    let result = match (&comparison.ks, &comparison.chi_square) {
        (Some(ks), _) => ks.as_ref().err(),
        // One label on both sides leaves nothing to test, and has not drifted.
        (None, Some(_)) if comparison.is_constant() => None,
        (None, Some(chi_square)) if !comparison.is_estimate => chi_square.as_ref().err(),
        _ => comparison.shares.as_ref().err(),
    };
    result.map(|reason| Untested::NoDistribution(clause(reason)))
}

/// Why Evidently would not judge a feature, or not as it can be judged here.
fn why_unlike_evidently(comparison: &Comparison) -> Option<Untested> {
    let reason = match (comparison.kind_rule, &comparison.evidently) {
        (KindRule::Lengths, _) => {
            "Evidently judges texts by a classifier of its own, which is not computed here."
        }
        (KindRule::Ages | KindRule::Recurring(_), _) => "Evidently does not judge dates.",
        (_, Some(Ok(_))) => return None,
        (_, Some(Err(reason))) => return Some(Untested::Barred(clause(reason))),
        (_, None) => "Evidently’s score needs rows, and there are statistics alone.",
    };
    Some(Untested::Barred(reason.to_owned()))
}

/// A reason as it ends a sentence.
fn clause(reason: &Reason) -> String {
    let text = reason.to_string();
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_lowercase().collect::<String>() + letters.as_str()
    })
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
    let is_absent = |one: &Candidate| one.comparison.is_none() && one.unjudged.is_none();
    let headline = if features.iter().all(is_absent) {
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
