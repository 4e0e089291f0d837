//! What is said first.

use super::reported::reported_sentence;
use leeway_report::{Report, Sentence};

/// The answer, or what is missing for one.
pub fn sentence(report: &Report) -> Sentence {
    if let Some(verdict) = &report.verdict {
        return verdict.sentence.clone();
    }
    if let (Some(results), None, None) = (&report.results, &report.baseline, &report.current) {
        return results.sentence.clone();
    }
    if let Some(sentence) = reported_sentence(report) {
        return sentence;
    }
    let sentence = match (&report.baseline, &report.current) {
        (Some(_), None) => "A baseline is loaded; there is nothing to compare it with yet.",
        (None, Some(_)) => "The current side is loaded; there is nothing to compare it with yet.",
        (None, None) => {
            "Nothing to compare yet: add training data and the data of a run, or what a monitoring job wrote."
        }
        (Some(_), Some(_)) => "The two sides have no feature in common.",
    };
    sentence.into()
}
