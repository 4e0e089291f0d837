//! What the report's names are called on the page.

/// A verdict as word and mark: the mark differs in shape, so that colour is never needed to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Strong drift.
    Strong,
    /// Drift.
    Drifted,
    /// No drift.
    None,
    /// Not judged.
    Unknown,
}

impl Verdict {
    /// All, the most alarming first.
    pub const ALL: [Verdict; 4] = [
        Verdict::Strong,
        Verdict::Drifted,
        Verdict::None,
        Verdict::Unknown,
    ];

    /// From the report's name.
    pub fn of(name: &str) -> Self {
        match name {
            "strong" => Verdict::Strong,
            "drifted" => Verdict::Drifted,
            "none" => Verdict::None,
            _ => Verdict::Unknown,
        }
    }

    /// The report's name.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Strong => "strong",
            Verdict::Drifted => "drifted",
            Verdict::None => "none",
            Verdict::Unknown => "unknown",
        }
    }

    /// As the page says it.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Strong => "Strong drift",
            Verdict::Drifted => "Drifted",
            Verdict::None => "No drift",
            Verdict::Unknown => "Not judged",
        }
    }

    /// A sentence about this verdict, without the verdict that a badge beside it already tells.
    pub fn reason(self, sentence: &str) -> String {
        let reason = sentence
            .strip_prefix(self.words())
            .and_then(|rest| rest.strip_prefix(": "))
            .unwrap_or(sentence);
        let mut letters = reason.chars();
        match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => String::new(),
        }
    }

    /// The mark's shape.
    pub fn mark(self) -> &'static str {
        match self {
            Verdict::Strong => "◆",
            Verdict::Drifted => "◈",
            Verdict::None => "○",
            Verdict::Unknown => "–",
        }
    }
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
    fn verdicts_come_back_by_name() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::of(verdict.name()), verdict);
        }
        assert_eq!(Verdict::of("not yet invented"), Verdict::Unknown);
    }

    #[test]
    fn a_reason_does_not_repeat_its_verdict() {
        let cases = [
            (
                "Drifted: missing values went up.",
                "Missing values went up.",
            ),
            ("Not compared: one side.", "Not compared: one side."),
            ("", ""),
        ];
        for (sentence, reason) in cases {
            assert_eq!(Verdict::Drifted.reason(sentence), reason);
        }
    }

    #[test]
    fn unknown_names_are_readable() {
        assert_eq!(document_kind("capture"), "data capture");
        assert_eq!(document_kind("model_card"), "model card");
        assert_eq!(role("none"), "Not used");
    }
}
