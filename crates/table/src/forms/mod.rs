//! The forms in which people and programs write values, told from a whole column: numbers, dates, truth values, identifiers, sentences.
//!
//! [`Facts`] are the evidence of one column, and add up; [`decide`] makes of the facts of both sides what the column is and how each file's values are read;
//! [`Column::read_as`](crate::Column::read_as) and [`Column::dates_as`](crate::Column::dates_as) read them. Nothing here knows labels, roles or monitors. Deciding value by value was rejected: `1,234` and
//! `03/04/2026` say what they mean only beside the others.

mod date;
mod decide;
mod facts;
mod name;
mod number;
mod reading;
mod whole;
mod word;

pub use date::DateFormat;
pub use decide::{
    DISTINCT_SHARE, Decision, Evidence, READ_SHARE, ROWS_PER_CODE, Way, Why, are_codes, decide,
};
pub use facts::Facts;
pub use name::{suggests_identifier, suggests_index, suggests_time};
pub use number::NumberStyle;
pub use whole::Whole;
pub use word::BooleanWords;

use super::{MIN_DISTINCT_NUMERICAL, NO_TIME};
