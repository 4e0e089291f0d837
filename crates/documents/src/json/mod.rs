//! Records written as JSON: one per line, one after the other, or in one array; and documents that are one value.

mod flatten;
mod reader;
mod records;
mod repair;
mod scan;
mod whole;

pub(super) use flatten::{Flatten, flatten_value};
pub(super) use reader::{JsonReader, Layout};
pub(super) use records::{RecordSink, Recorded, TableSink, ValueSink};
pub(super) use repair::{explain, repair};
use scan::is_blank;
pub(super) use scan::value_end;
pub(super) use whole::{Whole, read_outlined, read_whole};
