//! The forms in which people and programs write values, told from a whole column: numbers, dates, truth values, identifiers, sentences.
//!
//! [`Facts`] are the evidence of one column, and add up; [`decide`] makes of the facts of both sides what the column is and how each file's values are read;
//! [`Column::read_as`](crate::Column::read_as) and [`Column::dates_as`](crate::Column::dates_as) read them. Nothing here knows labels, roles or monitors. Deciding value by value was rejected: `1,234` and
//! `03/04/2026` say what they mean only beside the others.

mod date;
mod decide;
mod ends;
mod evidence;
mod facts;
mod name;
mod nearly;
mod no_date;
mod number;
mod part;
mod placeholders;
mod reading;
mod sum;
mod ways;
mod whole;
mod word;

pub use date::DateFormat;
pub use decide::{DISTINCT_SHARE, Decision, ROWS_PER_CODE, Why, are_codes, decide};
pub use ends::{Ends, StandsOut};
pub use evidence::Evidence;
pub use facts::Facts;
pub use name::{suggests_identifier, suggests_index, suggests_time};
pub use nearly::READ_SHARE;
pub use no_date::is_placeholder;
pub use number::NumberStyle;
pub use part::DatePart;
pub use placeholders::{OtherDays, Placeholders};
pub use ways::Way;
pub use whole::Whole;
pub use word::{BooleanWords, is_without_blanks};
