//! Reports of many executions over time: `results.json` of the drift container, shown as its notebook does and written per window.

mod results;
mod written;

pub use results::told;
pub use written::{Writing, written};
