//! Captured events, ground truth, and the two merged.
//!
//! `wire` is the shape of a line; `payload` makes records of what a side carries, whatever its encoding; `sides` matches the
//! records of the sides by position; `sink` fills the columns; `labels` reads ground truth; `event` has times and keys.

mod event;
mod labels;
mod payload;
mod shape;
mod sides;
mod sink;
mod wire;

pub use event::{parse_time, row_key};
pub(super) use labels::LabelSink;
pub(super) use sink::CaptureSink;
