//! Files to values and back; the only place that knows a foreign field name.

mod note;

pub use note::{Note, Notes};
