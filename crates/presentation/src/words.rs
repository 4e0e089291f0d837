//! What the report's names are called on the page.

use leeway_monitors::drift::Verdict;
use leeway_report::Feature;

/// A verdict's mark: marks differ in shape, so that colour is never needed to tell them apart.
pub fn verdict_mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Strong => "◆",
        Verdict::Drifted => "◈",
        Verdict::None => "○",
        Verdict::Unknown => "–",
    }
}

/// A text that begins as a sentence does.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// What a verdict rests on, for beside a badge that already says the verdict.
pub fn finding(feature: &Feature) -> String {
    capitalised(feature.reason.as_ref().unwrap_or(&feature.finding))
}

/// A kind of document in words.
pub fn document_kind(name: &str) -> String {
    let words = match name {
        "csv" => "CSV table",
        "json_lines" => "JSON Lines records",
        "json_records" => "JSON records",
        "capture" => "data capture",
        "statistics" => "statistics",
        "constraints" => "constraints",
        "violations" | "constraint_violations" => "constraint violations",
        "ground_truth" => "ground truth labels",
        "results" => "results of a custom container",
        "analysis" => "Clarify analysis",
        "zip" => "zip archive",
        "gzip" => "gzip archive",
        "configuration" => "Leeway configuration",
        "unknown" => "not recognised",
        other => return other.replace('_', " "),
    };
    words.to_owned()
}

/// The roles that a source can be given, with their words.
pub const ROLES: [(&str, &str); 4] = [
    ("baseline", "Baseline"),
    ("current", "Current"),
    ("labels", "Labels"),
    ("reported", "Reported"),
];

/// A role in words.
pub fn role(name: &str) -> &str {
    let known = ROLES.iter().find(|(role, _)| *role == name);
    known.map_or("Not used", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_are_readable() {
        assert_eq!(document_kind("capture"), "data capture");
        assert_eq!(document_kind("model_card"), "model card");
        assert_eq!(role("none"), "Not used");
    }
}
