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
