//! What was read, and what was odd.

use std::collections::BTreeMap;

use super::basis::role_or_none;
use leeway_documents::{DocumentKind, Role};
use leeway_table::named;
use serde::{Deserialize, Serialize};

/// A document that was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Unique within the session; identifies the source in requests.
    pub id: u32,
    /// The path as dropped; within an archive, the archive's path, `!/`, and the entry's.
    pub path: String,
    /// What the document is, by its own name: `csv`, `json_lines`, `json_records`, `capture`, `statistics` …
    pub kind: DocumentKind,
    /// `baseline`, `current`, `labels`, `reported`, or `none` where it plays no part.
    #[serde(with = "role_or_none")]
    pub role: Option<Role>,
    /// True when the user chose the role.
    pub role_chosen: bool,
    /// Size as dropped (an archive's entry: uncompressed).
    pub bytes: u64,
    /// Rows, features, violations: whatever the document holds.
    pub records: u64,
    /// True when nothing of the document could be used.
    pub failed: bool,
    /// How its rows belong to those of other files of its side.
    pub joined: Joined,
    /// Records of it that count, with those that were joined to others.
    pub used: u64,
    /// Records of it that do not.
    pub not_used: u64,
    /// Rows by custom attribute that their callers gave them, of the most frequent ones.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub attributes: BTreeMap<String, u64>,
    /// The run that it belongs to alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub run: Option<String>,
    /// What was odd, merged by kind.
    pub notes: Vec<Note>,
}

named! {
    /// How the rows of a file belong to those of other files of its side.
    #[derive(Default)]
    pub enum Joined {
        /// They are rows of their own.
        #[default]
        Added = "added",
        /// They are what a model answered for the rows of another file, line by line.
        ByLine = "by_line",
        /// They are those of another file in another order.
        ById = "by_id",
        /// They are those of another file.
        SameRows = "same_rows",
    }
}

impl Source {
    /// The role's name, `none` where it plays no part.
    pub fn role_name(&self) -> &'static str {
        self.role.map_or(role_or_none::NONE, Role::name)
    }
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

impl From<&leeway_documents::Note> for Note {
    fn from(note: &leeway_documents::Note) -> Self {
        Note {
            line: note.line,
            what: note.what.clone(),
            found: note.found.clone(),
            expected: note.expected.clone(),
            advice: note.advice.clone(),
            count: note.count,
        }
    }
}
