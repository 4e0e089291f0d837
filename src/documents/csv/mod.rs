//! Rows of delimited fields.

mod dialect;
mod reader;
mod splitter;

pub(super) use dialect::Dialect;
pub(super) use reader::CsvReader;
pub(super) use splitter::{Split, Splitter};
