//! Rows of captures by the custom attributes that their callers gave them.

use serde::{Deserialize, Serialize};

/// Which rows of captures count, by their custom attributes: those that have one of `keep`, or all where that is empty, and none of `leave_out`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AttributeChoice {
    /// Attributes of rows that count; empty: all rows.
    pub keep: Vec<String>,
    /// Attributes of rows that do not.
    pub leave_out: Vec<String>,
}
