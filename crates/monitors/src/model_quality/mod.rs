//! The model-quality monitor: how good predictions are once labels have arrived.
//!
//! [`ScoredRows`] hold true and predicted values; [`measure()`] gives the metrics of Model Monitor's three problem types under its names, with standard deviations by its
//! method, and some of Leeway's own. [`suggested_constraints`] and [`statistics`] are what its container makes of a baseline, [`check()`] what it checks, in its words;
//! [`quality_opinions`] sets that beside what a report says.

mod baseline;
mod check;
mod export;
mod measure;
mod rows;
mod second_opinion;

pub use baseline::{pairs, statistics, suggested_constraints};
pub use check::{Observed, QualityCheck, check};
pub use export::{published, violations};
pub(crate) use measure::values;
pub use measure::{
    Measured, Measuring, ROWS_WITH_DEVIATION, confusion, measure, numbers, probabilities, ranking,
};
pub use rows::{Row, ScoredRows, Sorting};
pub use second_opinion::quality_opinions;
