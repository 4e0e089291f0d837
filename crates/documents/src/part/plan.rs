//! What whoever reads a part must know.

use serde::{Deserialize, Serialize};

use crate::{Limits, ReadOptions};
use leeway_table::MissingPolicy;

/// How the records of a part are to be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartPlan {
    pub(crate) records: Records,
    missing_words: Vec<String>,
    limits: Limits,
}

/// What is known of the records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Records {
    /// Delimited rows of these columns.
    Csv {
        delimiter: u8,
        columns: Vec<KnownColumn>,
    },
    /// One JSON value a line.
    Lines(Sink),
}

/// What is known of a column before a part is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct KnownColumn {
    pub(crate) name: String,
    /// True when the file gave the name.
    pub(crate) is_named: bool,
    /// True when it is expected to hold many different numbers.
    pub(crate) is_of_numbers: bool,
}

/// What becomes of JSON records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Sink {
    /// Rows of a table.
    Table,
    /// Captured events: the hour of the path, and the fields of a delimited row of inputs and of outputs, as far as they are known.
    Capture(Option<i64>, [Option<usize>; 2]),
    /// True labels: the hour of the path.
    Labels(Option<i64>),
}

/// The bytes of a part: from the first line that starts in the range to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartRange {
    /// The first byte.
    pub from: u64,
    /// The byte after the last; the line that it cuts belongs to the part.
    pub to: u64,
    /// True when a record starts at the first byte.
    pub is_exact: bool,
}

impl PartPlan {
    pub(crate) fn new(records: Records, options: &ReadOptions) -> Self {
        PartPlan {
            records,
            missing_words: options.missing.words().to_vec(),
            limits: options.limits.clone(),
        }
    }

    pub(crate) fn options(&self) -> ReadOptions {
        ReadOptions {
            missing: MissingPolicy::new(self.missing_words.clone()),
            limits: self.limits.clone(),
        }
    }
}
