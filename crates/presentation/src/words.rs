//! What the report's names are called on the page.

use leeway_documents::Role;
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

/// The roles that a source can be given, with their words.
pub const ROLES: [(Role, &str); 4] = [
    (Role::Baseline, "Baseline"),
    (Role::Current, "Current"),
    (Role::Labels, "Labels"),
    (Role::Reported, "Reported"),
];

/// A role in words.
pub fn role(role: Option<Role>) -> &'static str {
    let known = ROLES.iter().find(|(known, _)| Some(*known) == role);
    known.map_or("Not used", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_without_a_role_is_not_used() {
        assert_eq!(role(Some(Role::Labels)), "Labels");
        assert_eq!(role(None), "Not used");
    }
}
