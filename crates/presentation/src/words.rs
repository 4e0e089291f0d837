//! What the report's names are called on the page.

use leeway_documents::Role;
use leeway_monitors::drift::Verdict;
use leeway_report::{Feature, Joined, Source};

use crate::format::exact_count;

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
pub const ROLES: [(Role, &str); 5] = [
    (Role::Baseline, "Baseline"),
    (Role::Current, "Current"),
    (Role::Test, "Test"),
    (Role::Labels, "Labels"),
    (Role::Reported, "Reported"),
];

/// A role in words.
pub fn role(role: Option<Role>) -> &'static str {
    let known = ROLES.iter().find(|(known, _)| Some(*known) == role);
    known.map_or("Not used", |(_, words)| words)
}

/// How a file's rows belong to those of others, and how many count, where that is to be said.
pub fn used_words(source: &Source) -> Vec<String> {
    let joined = match source.joined {
        Joined::Added => None,
        Joined::ByLine => Some("joined line by line with another file".to_owned()),
        Joined::ById => Some("joined by id with another file".to_owned()),
        Joined::SameRows => Some("the same rows as another file".to_owned()),
    };
    if source.kind.needs_no_role() {
        let is_used = source.used > 0;
        return vec![if is_used { "in use" } else { "not in use" }.to_owned()];
    }
    let used = (source.not_used > 0).then(|| {
        let all = source.used + source.not_used;
        match source.used {
            0 => "none used".to_owned(),
            used => format!("{} of {} used", exact_count(used), exact_count(all)),
        }
    });
    joined.into_iter().chain(used).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_file_counts_is_said_where_it_is_not_plain() {
        let plain = Source {
            used: 400,
            ..Source::default()
        };
        assert!(used_words(&plain).is_empty());
        let joined = Source {
            joined: Joined::ByLine,
            used: 1,
            not_used: 399,
            ..Source::default()
        };
        assert_eq!(
            used_words(&joined),
            ["joined line by line with another file", "1 of 400 used"]
        );
    }

    #[test]
    fn a_source_without_a_role_is_not_used() {
        assert_eq!(role(Some(Role::Labels)), "Labels");
        assert_eq!(role(None), "Not used");
    }
}
