//! Named changes of a table: what can happen to data between training and a later hour.
//!
//! In: a table, a list of [`Change`]s and a strength from 0 (nothing changes) to 1 (each change as it is described). Out: a changed table; the one given stays. What is
//! random is decided by the seed alone, and the rows that a weaker strength changes are among those that a stronger one changes, so that a curve over
//! strengths is one story. Changes of features come before a model scores the rows anew ([`Moment::Features`]), changes of labels and of which rows there are after it
//! ([`Moment::Rows`]); within a stage the order is the caller's. Missing values stay missing. An alternative, changing distributions instead of rows, was
//! rejected: rows can be scored, saved and sent to a pipeline.

mod apply;
mod change;
mod context;
mod features;
mod kind;
mod rows;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub use change::{Answers, Change, Condition, Moment};
pub use kind::{ChangeKind, Input};
