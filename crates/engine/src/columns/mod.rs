//! What columns mean, decided once for everybody: which hold the label, the prediction and its probability, which label is the positive one, what is predicted, and
//! which groups are compared.
//!
//! [`Meanings::decide`] gives a plain value: what the settings say goes first, then Clarify's configuration, then its analyses, then columns' names, then their values.
//! Monitors and the report read it and never look for a label of their own. [`JoinedSide`] is the rows of one side with the values found there, labels of other
//! files joined to them; [`values`] a feature's values row by row.

mod answers;
mod basis;
mod candidates;
mod classes;
mod dates;
mod decide;
mod describe;
mod find;
mod found;
mod guess;
mod join;
mod known;
mod labels;
mod meanings;
mod questions;
mod read;
mod reading;
mod rows;
mod schema;
mod side;
mod stand_ins;
mod stated;
mod times;

pub use answers::{distinct, identities, numbers};
pub use classes::{Classes, positive_among, sorted};
pub use join::Counts;
pub use known::{ColumnFacts, Readings};
pub use meanings::{Answers, Meanings};
pub use questions::questions;
pub use read::read;
pub use rows::{raw_values, values};
pub use schema::columns;
pub use side::{JoinedSide, TableAnswers};
pub use stated::wanted;
