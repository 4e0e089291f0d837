//! p-values of many tests, adjusted over one family.
//!
//! All tests of all features are one family, so that a data set without drift alarms at most at the level, however many features and tests it has. The windows of a day are a
//! second family: each of [`WINDOWS_OF_A_DAY`] windows spends an equal part of the level on its own features, so that what was said of a window does not change when later
//! ones come. Rejected: one adjustment over all windows, which does change; e-values, which need a bet on the size of the change, and find a jump later.

use super::evidence::Test;
use super::rule::{Correction, Rule};
use super::verdict::Candidate;
use leeway_stats::adjust;

/// Windows in a row that share the level: the hours of a day.
pub const WINDOWS_OF_A_DAY: u64 = 24;

/// The tests of all candidates, adjusted over one family.
#[derive(Debug, Clone, Default)]
pub(super) struct Family {
    /// Of each candidate.
    pub(super) tests: Vec<Vec<Test>>,
    /// How many there are in all, over all windows that share the level.
    pub(super) size: usize,
}

impl Family {
    /// Adjusts the tests of those candidates that are `judged`; `windows` share the level.
    pub(super) fn of(
        candidates: &[Candidate],
        judged: &[bool],
        rule: &Rule,
        windows: u64,
    ) -> Family {
        let mut tests: Vec<Vec<Test>> = candidates
            .iter()
            .zip(judged)
            .map(|(candidate, &is_judged)| {
                let comparison = candidate.comparison.filter(|_| is_judged);
                comparison.map_or(Vec::new(), |comparison| comparison.tests(rule))
            })
            .collect();
        let raw: Vec<f64> = tests.iter().flatten().map(|test| test.p_value).collect();
        let adjusted = match rule.correction {
            Correction::BenjaminiHochberg => adjust::benjamini_hochberg(&raw),
            Correction::Bonferroni => adjust::bonferroni(&raw),
            Correction::None => shared_by_texts(&tests, candidates),
        };
        let times = match rule.correction {
            Correction::None => 1.0,
            _ => windows as f64,
        };
        for (test, p) in tests.iter_mut().flatten().zip(adjusted) {
            test.adjusted_p = Some((p * times).min(1.0));
        }
        Family {
            tests,
            size: raw.len() * windows as usize,
        }
    }
}

/// p-values without a correction over features: the tests of a text share its level all the same.
fn shared_by_texts(tests: &[Vec<Test>], candidates: &[Candidate]) -> Vec<f64> {
    let of_one = |(tests, candidate): (&Vec<Test>, &Candidate)| -> Vec<f64> {
        let is_text = candidate.comparison.is_some_and(|one| one.text.is_some());
        let times = if is_text { tests.len() as f64 } else { 1.0 };
        let ps = tests.iter().map(|test| (test.p_value * times).min(1.0));
        ps.collect()
    };
    tests.iter().zip(candidates).flat_map(of_one).collect()
}
