//! What goes into a reading and what comes out.

use super::alarm::Alarm;
use super::clarify::Analysis;
use super::configuration::Configuration;
use super::container::Execution;
use super::model::{Encoder, Model};
use super::model_monitor::{Constraints, Statistics, Violations};
use super::model_quality::{QualityConstraints, QualityStatistics};
use super::{DocumentKind, Note, Role};
use leeway_table::{MissingPolicy, Table};
use serde::{Deserialize, Serialize};
use std::io::{Read, Seek};

/// Bytes that can be read from any place.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// A dropped file.
pub struct Input {
    /// The path as dropped, with `/` between folders.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// The bytes, from the start.
    pub data: Box<dyn ReadSeek>,
}

/// How files are read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadOptions {
    /// What is missing.
    pub missing: MissingPolicy,
    /// What is too large.
    pub limits: Limits,
}

/// What is too large to be read. All sizes are bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Unpacked bytes of one dropped file.
    pub unpacked_bytes: u64,
    /// Unpacked bytes per packed byte, once [`Limits::RATIO_FROM_BYTES`] have been unpacked. Deflate reaches 1032; tables rarely 30.
    pub ratio: u64,
    /// A JSON document that is one value.
    pub document_bytes: usize,
    /// One record, such as a row.
    pub record_bytes: usize,
    /// One field; the rest is cut off.
    pub field_bytes: usize,
    /// Objects and arrays within each other.
    pub nesting: usize,
    /// Columns of a table.
    pub columns: usize,
}

impl Limits {
    /// Unpacked bytes below which the ratio says nothing.
    pub const RATIO_FROM_BYTES: u64 = 8 << 20;
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            unpacked_bytes: 4 << 30,
            ratio: 200,
            document_bytes: 64 << 20,
            record_bytes: 64 << 20,
            field_bytes: 64 << 10,
            nesting: 64,
            columns: 20_000,
        }
    }
}

/// One document: a dropped file, or a file of a dropped archive.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The path; a file of an archive stands below the archive's path.
    pub path: String,
    /// What it is.
    pub kind: DocumentKind,
    /// The part it seems to play; `None` leaves it to what else is loaded.
    pub role: Option<Role>,
    /// Bytes of its text, unpacked.
    pub bytes: u64,
    /// Rows of CSV, records of JSON, events of a capture, features, violations, or 1 for a single value.
    pub records: u64,
    /// What was odd.
    pub notes: Vec<Note>,
    /// Why it cannot be used.
    pub problem: Option<Note>,
    /// Start of the hour in its path (`yyyy/mm/dd/hh`), in milliseconds since 1970 UTC.
    pub hour: Option<i64>,
    /// What stands between the fields of its rows; `None` for what is no CSV.
    pub delimiter: Option<char>,
    /// What is in it.
    pub content: Content,
}

impl Document {
    /// True for what stands for a folder without a file.
    pub fn is_empty_folder(&self) -> bool {
        self.kind == DocumentKind::Empty && self.path.ends_with('/')
    }
}

/// What is in a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Columns.
    Table(Table),
    /// Statistics of data quality.
    Statistics(Statistics),
    /// Constraints of data quality.
    Constraints(Constraints),
    /// Violations of any monitor.
    Violations(Violations),
    /// Executions of the drift container.
    Results(Vec<Execution>),
    /// Bias metrics, attributions or both.
    Analysis(Analysis),
    /// A trained model.
    Model(Model),
    /// What encodes a table's columns for a model that was saved apart.
    Encoder(Encoder),
    /// Statistics of model quality.
    QualityStatistics(QualityStatistics),
    /// Constraints of model quality.
    QualityConstraints(QualityConstraints),
    /// What was chosen on this page.
    Configuration(Configuration),
    /// Alarms on metrics of drift.
    Alarms(Vec<Alarm>),
    /// One JSON value, of any other kind.
    Json(serde_json::Value),
    /// Nothing that can be used.
    None,
}
