//! Files to values and back; the only place that knows a foreign field name.

pub mod model_monitor;
mod note;

pub use note::{Note, Notes};
