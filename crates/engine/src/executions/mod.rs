//! Reports of many executions over time: their statistics as windows, what they reported when, and `results.json` of the drift container, shown as its notebook does
//! and written for all rows and by window.

mod results;
mod windows;
mod written;

pub use results::results;
pub use windows::{ExecutionWindows, violations};
pub use written::{Writing, by_window, whole};
