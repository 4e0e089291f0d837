//! Model quality on what is loaded: where labels and predictions are, which go together, how good the predictions are, and what the constraints say.
//!
//! [`QualityWork`] does the work that depends on rows, so that a change of anything else does not repeat it, and writes it into the report.

mod checks;
mod curves;
mod drawn;
mod export;
mod measured;
mod monitor;
mod problem;
mod reader;
mod rows;
mod stated;
mod story;
mod work;
mod write;

pub use checks::in_force;
pub use work::QualityWork;
