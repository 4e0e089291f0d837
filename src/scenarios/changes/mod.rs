//! Named changes of a table: what can happen to data between training and a later hour.
//!
//! In: a table, a list of [`Change`]s and a strength from 0 (nothing changes) to 1 (each change as it is described). Out: a changed table; the one given stays. What is
//! random is decided by the seed alone, and the rows that a weaker strength changes are among those that a stronger one changes, so that a curve over
//! strengths is one story. Changes of features come before a model scores the rows anew ([`Stage::Features`]), changes of labels and of which rows there are after it
//! ([`Stage::Rows`]); within a stage the order is the caller's. Missing values stay missing. An alternative, changing distributions instead of rows, was
//! rejected: rows can be scored, saved and sent to a pipeline.

mod apply;
mod features;
mod kind;
mod rows;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use apply::{Answers, Stage, apply};
pub use kind::{ChangeKind, Input};

/// A change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Change {
    /// What happens.
    pub kind: ChangeKind,
    /// The column; unused where labels are swapped or repeated.
    pub feature: String,
    /// How much, at full strength, in the unit of [`ChangeKind::amount`].
    pub amount: f64,
    /// The value that the kind needs, by [`ChangeKind::value`].
    pub value: String,
    /// Only rows that fulfil this are changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// Rows whose number in a column is at most so large.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The column.
    pub feature: String,
    /// The largest number.
    pub at_most: f64,
}
