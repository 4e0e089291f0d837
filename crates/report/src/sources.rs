//! What was read, and what was odd.

use serde::{Deserialize, Serialize};

/// A document that was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Unique within the session; identifies the source in requests.
    pub id: u32,
    /// The path as dropped; within an archive, the archive's path, `!/`, and the entry's.
    pub path: String,
    /// What the document is, by its own name: `csv`, `json_lines`, `json_records`, `capture`, `statistics` …
    pub kind: String,
    /// `baseline`, `current`, `labels`, `reported`, or `none` where it plays no part.
    pub role: String,
    /// True when the user chose the role.
    pub role_chosen: bool,
    /// Size as dropped (an archive's entry: uncompressed).
    pub bytes: u64,
    /// Rows, features, violations: whatever the document holds.
    pub records: u64,
    /// True when nothing of the document could be used.
    pub failed: bool,
    /// The run that it belongs to alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub run: Option<String>,
    /// What was odd, merged by kind.
    pub notes: Vec<Note>,
}

/// Something odd in a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The first line (from 1) where it was seen.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u64>,
    /// What is odd and what was done about it, as a sentence.
    pub what: String,
    /// What was found, cut to a readable length.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub found: Option<String>,
    /// What was expected.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected: Option<String>,
    /// What the user can do.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub advice: Option<String>,
    /// How often it was seen.
    pub count: u64,
}
