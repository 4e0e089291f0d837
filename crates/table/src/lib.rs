//! Plain values: columns, dictionaries, missing values, kinds and times.
//!
//! A [`Table`] holds what one side of a comparison is made of. Numbers are one `f64` vector, labels are `u32`
//! codes into a [`Dictionary`]; beside them stand a time and a join key per row. Rows are appended, never moved, so slices parsed apart can be
//! joined with [`Table::append`], and an hour can be added without touching the day. Nothing here knows where the values came from.

mod calendar;
mod column;
mod cycle;
mod dictionary;
pub mod forms;
mod kind;
mod missing;
mod named;
mod number;
mod rows;
mod series;
mod window;

pub use column::{Cell, Column, Labels, Numbers, Origin, TypeCounts, Values};
pub use cycle::Cycle;
pub use dictionary::Dictionary;
pub use kind::{ColumnType, InferredType, Kind, MIN_DISTINCT_NUMERICAL, format_number_label};
pub use missing::{MissingCounts, MissingPolicy};
#[doc(hidden)]
pub use named::serde;
pub use number::{Parsed, parse_number};
pub use rows::{ATTRIBUTES_APART, NO_KEY, NO_TIME, Table};
pub use series::{Series, canonical_label};
pub use window::{ClockWindows, NO_WINDOW, WindowRule};
