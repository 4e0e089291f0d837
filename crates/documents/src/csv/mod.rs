//! Rows of delimited fields.

mod dialect;
mod plain;
mod reader;
mod splitter;
mod transform;
mod wrapping;

pub(super) use dialect::Dialect;
pub(super) use reader::CsvReader;
pub(super) use splitter::{Split, Splitter};
pub(super) use transform::take_inference_ids;
use wrapping::{Unwrapper, Wrapping, unwrapped};
